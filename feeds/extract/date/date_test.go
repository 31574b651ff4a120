package date

import (
	"slices"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
)

func TestReadDate(t *testing.T) {
	brussels, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		t.Fatal(err)
	}
	fetched := time.Date(2026, 10, 3, 0, 10, 0, 0, feeds.Shanghai)
	for _, tt := range []struct {
		format, text, url string
		zone              *time.Location
		want, end         feeds.Day
	}{
		{format: "ymd", text: "2026-08-25", want: "2026-08-25"},
		{format: "ymd", text: "[2026-08-25]", want: "2026-08-25"},
		{format: "ymd", text: "2026/09/04", want: "2026-09-04"},
		{format: "ymd", text: "2025.01.21", want: "2025-01-21"},
		{format: "ymd", text: "2026年9月9日", want: "2026-09-09"},
		{format: "ymd", text: "2022年09月14日 17:05", want: "2022-09-14"},
		{format: "ymd", text: "2024-12-27 17:00:05", want: "2024-12-27"},
		{format: "ymd", text: "2024-12-27 17:00:05.0", want: "2024-12-27"},
		{format: "ymd", text: "2022-9-1 17:05", want: "2022-09-01"},
		{format: "ymd", text: "2026-\n   08-\n 25", want: "2026-08-25"},
		{format: "ymd", text: "2026-0\n8-25", want: "2026-08-25"},
		{format: "ymd", text: "2026 年 1 月 10 日", want: "2026-01-10"},
		{format: "ymd", text: "２０２６－０８－２５", want: "2026-08-25"},
		{format: "ymd", text: "发布时间：2026-08-25 来源：本网", want: "2026-08-25"},
		{format: "ymd", text: "第12期 2026-08-25", want: "2026-08-25"},
		{format: "ymd", text: "二〇二五年九月十五日", want: "2025-09-15"},
		{format: "ymd", text: "国家互联网信息办公室 二○二二年十月十日", want: "2022-10-10"},
		{format: "ymd", text: "二零二〇年十二月三十一日", want: "2020-12-31"},
		{format: "ymd", text: "二〇二五年十三月一日", want: ""},
		{format: "ymd", text: "二〇二五年九月", want: ""},
		{format: "ymd", text: "二O二六年九月一日", want: "2026-09-01"},
		{format: "ymd", text: "二0二六年元月廿五日", want: "2026-01-25"},
		{format: "ymd", text: "2026年九月卅日", want: "2026-09-30"},
		{format: "ymd", text: "民國一百一十五年九月三日", want: "2026-09-03"},
		{format: "ymd", text: "民國115年9月3日", want: "2026-09-03"},
		{format: "ymd", text: "丙午年七月廿三", want: ""},
		{format: "ymd", text: "2026年9月4日（星期五）", want: "2026-09-04"},
		{format: "ymd", text: "2026·09·04", want: "2026-09-04"},
		{format: "ymd", text: "2026_09_04", want: "2026-09-04"},
		{format: "ymd", text: "20260904", want: "2026-09-04"},
		{format: "ymd", text: "编号20260904", want: ""},
		{format: "ymd", text: "2026년 9월 4일", want: "2026-09-04"},
		{format: "ymd", text: "令和８年９月４日", want: "2026-09-04"},
		{format: "ymd", text: "2026年9月", want: ""},
		{format: "dmy", text: "the 4th of September, 2026", want: "2026-09-04"},
		{format: "dmy", text: "4-Sep-2026", want: "2026-09-04"},
		{format: "dmy", text: "04-Sep-26", want: "2026-09-04"},
		{format: "dmy", text: "2026-Sep-04", want: "2026-09-04"},
		{format: "dmy", text: "2026 September 4", want: "2026-09-04"},
		{format: "dmy", text: "September 2026", want: ""},
		{format: "md", text: "26年9月4日", want: "2026-09-04"},
		{format: "short", text: "26/09/04", want: "2026-09-04"},
		{format: "short", text: "26.09.04", want: "2026-09-04"},
		{format: "short", text: "18/09/26", want: ""},
		{format: "short", text: "26/09/18", want: ""},
		{format: "short", text: "12-09-18", want: ""},
		{format: "since", text: "半小时前", want: "2026-10-02"},
		{format: "since", text: "13小时前", want: "2026-10-02"},
		{format: "since", text: "an hour ago", want: "2026-10-02"},
		{format: "since", text: "大前天 10:30", want: "2026-09-30"},
		{format: "since", text: "半天前", want: ""},
		{format: "rfc822", text: "Mon, 01 Sep 2025 21:30:00 CST", want: "2025-09-01"},
		{format: "rfc822", text: "Mon, 01 Sep 2025 21:30:00 CST", zone: brussels, want: "2025-09-02"},
		{format: "rfc822", text: "Sat, 30 Aug 2025 23:00:00 GMT+8", want: "2025-08-30"},
		{format: "rfc822", text: "Sat, 30 Aug 2025 23:00:00 GMT-0500", want: "2025-08-31"},
		{format: "ymd", text: "2026-13-45", want: ""},
		{format: "ymd", text: "2026-02-30", want: ""},
		{format: "ymd", text: "国办发〔2022〕14号", want: ""},
		{format: "ymd8", text: "20220930", want: "2022-09-30"},
		{format: "ymd8", text: "id=20220928171256", want: "2022-09-28"},
		{format: "ymd8", text: "news20260810", want: "2026-08-10"},
		{format: "ymd8", text: "20229930", want: ""},
		{format: "period", text: "2026-09-01至2026-09-08", want: "2026-09-01", end: "2026-09-08"},
		{format: "period", text: "2026年9月13日至10月12日", want: "2026-09-13", end: "2026-10-12"},
		{format: "period", text: "2026-09-01", want: "2026-09-01"},
		{format: "md", text: "05-21", want: "2026-05-21"},
		{format: "md", text: "[11月2日]", want: "2025-11-02"},
		{format: "md", text: "10-04", want: "2026-10-04"},
		{format: "md", text: "12-31", url: "https://a.example/202301/t20230101_1.html", want: "2022-12-31"},
		{format: "md", text: "09-14", url: "https://a.example/2021/9/art_1.html", want: "2021-09-14"},
		{format: "md", text: "02-29", want: "2024-02-29"},
		{format: "md", text: "第3-5页", want: ""},
		{format: "md", text: "关于3.15晚会的通报", want: ""},
		{format: "epoch", text: "1663948800", want: "2022-09-24"},
		{format: "epoch", text: "1663948800000", want: "2022-09-24"},
		{format: "epoch", text: "1663948799", want: "2022-09-23"},
		{format: "epoch", text: "12", want: ""},
		{format: "stamp", text: " 1663948800 ", want: "2022-09-24"},
		{format: "stamp", text: "1663948800000", want: "2022-09-24"},
		{format: "stamp", text: "13812345678", want: ""},
		{format: "stamp", text: "9663948800", want: ""},
		{format: "epoch-ms", text: "1663948800000", want: "2022-09-24"},
		{format: "iso", text: "2022-09-05T23:10:00+02:00", want: "2022-09-06"},
		{format: "iso", text: "2022-09-05T23:10:00+02:00", zone: brussels, want: "2022-09-05"},
		{format: "iso", text: "2022-09-05 23:10", want: "2022-09-05"},
		{format: "gmt", text: "2022-09-05T18:30:00", want: "2022-09-06"},
		{format: "rfc822", text: "Tue, 06 Sep 2022 23:30:00 -0400", want: "2022-09-07"},
		{format: "rfc822", text: "6 September 2022 09:00 EDT", want: "2022-09-06"},
		{format: "rfc822", text: "Wed, 06 Sep 2022", want: "2022-09-06"},
		{format: "rfc822", text: "2022-09-06T09:00:00Z", want: "2022-09-06"},
		{format: "dmy", text: "5 September 2022", want: "2022-09-05"},
		{format: "dmy", text: "Sept. 5th, 2022", want: "2022-09-05"},
		{format: "dmy", text: "5 Brumaire 2022", want: ""},
		{format: "dmy", text: "12 août 2026", want: "2026-08-12"},
		{format: "dmy", text: "1er juillet 2026", want: "2026-07-01"},
		{format: "dmy", text: "2. März 2026", want: "2026-03-02"},
		{format: "dmy", text: "3 de Fevereiro de 2026", want: "2026-02-03"},
		{format: "dmy", text: "10 de septiembre de 2026", want: "2026-09-10"},
		{format: "dmy", text: "5 maggio 2026", want: "2026-05-05"},
		{format: "dmy", text: "7 mei 2026", want: "2026-05-07"},
		{format: "dmy", text: "15/09/2026", want: "2026-09-15"},
		{format: "dmy", text: "09/15/2026", want: "2026-09-15"},
		{format: "dmy", text: "03/09/2026", want: ""},
		{format: "dmy", text: "Thu, 03/09/2026", want: "2026-09-03"},
		{format: "dmy", text: "03.09.2026", want: "2026-09-03"},
		{format: "dmy", text: "09/15/26", want: "2026-09-15"},
		{format: "dmy", text: "15/09/26", want: ""},
		{format: "dmy", text: "15/9/26", want: ""},
		{format: "dmy", text: "09-15-26", want: ""},
		{format: "period", text: "2026年9月13日至8月12日", want: "2026-09-13"},
		{format: "epoch-ms", text: "1663948800", want: ""},
		{format: "epoch-ms", text: "1663948800000000", want: ""},
		{format: "epoch-ms", text: "昨天", want: ""},
		{format: "rfc822", text: "Tue, 06 Sep 2022 31:30:00 GMT", want: "2022-09-06"},
		{format: "rfc822", text: "Tue, 06 Sep 2022 23:75:00 GMT", want: "2022-09-06"},
		{format: "md", text: "22 September", want: "2026-09-22"},
		{format: "md", text: "Dec. 5", want: "2025-12-05"},
		{format: "md", text: "18/09/26", want: "2026-09-18"},
		{format: "md", text: "26-09-18", want: "2026-09-18"},
		{format: "md", text: "26/09/18", want: "2026-09-18"},
		{format: "reiwa", text: "令和8年4月7日", want: "2026-04-07"},
		{format: "reiwa", text: "令和元年5月1日", want: "2019-05-01"},
		{format: "yymmdd", text: "240325", want: "2024-03-25"},
		{format: "no such format", text: "2022-09-05", want: ""},
	} {
		got := Read(tt.text, []string{tt.format}, Context{Zone: tt.zone, Today: "2026-10-03", At: fetched, URL: tt.url})
		if got.Day != tt.want || got.End != tt.end {
			t.Errorf("%s of %q (%s) = %q, %q; want %q, %q", tt.format, tt.text, tt.url, got.Day, got.End, tt.want, tt.end)
		}
	}
}

func TestWhatComesFirstInTheDaysOfAPage(t *testing.T) {
	const unclear = "03/09/2026"
	for _, tt := range []struct {
		name  string
		texts []string
		lang  string
		host  string
		want  feeds.Day
	}{
		{"nothing tells", nil, "", "www.example.com", ""},
		{"a day that can be no month", []string{"15/08/2026"}, "", "www.example.com", "2026-09-03"},
		{"a day behind its month", []string{"08/15/2026"}, "", "www.example.com", "2026-03-09"},
		{"in a piece of a line", []string{"News | 08/15/2026"}, "", "www.example.com", "2026-03-09"},
		{"both", []string{"15/08/2026", "08/15/2026"}, "", "www.example.com", ""},
		{"days of which both could be", []string{"05/08/2026", "5/8/2026"}, "", "www.example.com", ""},
		{"a year of two digits", []string{"08/15/26"}, "", "www.example.com", "2026-03-09"},
		{"a line that is too long", []string{"08/15/2026 " + string(make([]byte, MaxLine))}, "", "www.example.com", ""},
		{"a language", nil, "FR", "www.example.com", "2026-09-03"},
		{"English", nil, "en", "www.example.com", ""},
		{"American", nil, "en-US", "www.example.com", ""},
		{"a language and another day", []string{"08/15/2026"}, "fr", "www.example.com", "2026-03-09"},
		{"a place", nil, "en", "www.example.co.uk", "2026-09-03"},
	} {
		order := OrderOf(slices.Values(tt.texts), tt.lang, tt.host)
		c := Context{Today: "2026-10-03", Order: func() Order { return order }}
		if got := Read(unclear, []string{"dmy"}, c).Day; got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
