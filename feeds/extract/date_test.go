package extract

import (
	"net/url"
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
		got := readDate(tt.text, []string{tt.format}, dateContext{zone: tt.zone, today: "2026-10-03", at: fetched, url: tt.url})
		if got.Day != tt.want || got.End != tt.end {
			t.Errorf("%s of %q (%s) = %q, %q; want %q, %q", tt.format, tt.text, tt.url, got.Day, got.End, tt.want, tt.end)
		}
	}
}

func TestBestTitle(t *testing.T) {
	for _, tt := range []struct{ name, value, shown, hint, want string }{
		{"text only", "", "关于通报", "", "关于通报"},
		{"cut text, longer attribute", "", "关于问题APP的...", "关于问题APP的通报", "关于问题APP的通报"},
		{"cut attribute, whole text", "关于问题…", "关于问题APP的通报", "关于问题…", "关于问题APP的通报"},
		{"real marks of omission", "关于《条例》……的说明", "关于《条例》……的说明", "别的", "关于《条例》……的说明"},
		{"attribute with line breaks", "关于公开征求\n  意见", "关于公开征求意见的公告", "关于公开征求\n  意见", "关于公开征求意见的公告"},
		{"attribute with line breaks, cut text", "", "关于公开征求...", "关于公开征求\n  意见的公告", "关于公开征求意见的公告"},
		{"blank shown by the page", "", "通报 （2026年第8批）", "", "通报 （2026年第8批）"},
		{"line break between Latin words", "", "Data\nprotection", "", "Data protection"},
		{"cut everywhere", "", "关于问题APP…", "", "关于问题APP…"},
	} {
		if got := bestTitle(tt.value, tt.shown, tt.hint); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestResolve(t *testing.T) {
	base := baseOf(feeds.Document{URL: "https://www.a.example/x/y/index.html"}, "")
	for _, tt := range []struct{ href, want string }{
		{"./202209/t1.html", "https://www.a.example/x/y/202209/t1.html"},
		{" ../../b.html\n", "https://www.a.example/b.html"},
		{"//B.example/c", "https://b.example/c"},
		{"sa.html#/detail/1", "https://www.a.example/x/y/sa.html#/detail/1"},
		{`dir\file.pdf`, "https://www.a.example/x/y/dir/file.pdf"},
		{"/d?name=附件 1.pdf", "https://www.a.example/d?name=%E9%99%84%E4%BB%B6%201.pdf"},
		{"javascript:void(0)", ""},
		{"#", ""},
		{"", ""},
		{"mailto:a@b.example", ""},
		{"ftp://a.example/", ""},
		{"http://[::1", ""},
	} {
		if got := resolve(base, tt.href); got != tt.want {
			t.Errorf("resolve(%q) = %q, want %q", tt.href, got, tt.want)
		}
	}
}

// TestLinksAreSparedOnlyWhatDoesNotMatch: what is said of an address before it is
// resolved is what would be said of it then, wherever the host stands in what is wanted.
func TestLinksAreSparedOnlyWhatDoesNotMatch(t *testing.T) {
	base, err := url.Parse("https://www.x.cn/list/")
	if err != nil {
		t.Fatal(err)
	}
	for _, match := range []string{`/art/\d+`, `/www\.x\.cn/art/`, `/www\.x`, `/`, `^https://www\.x\.cn/art`, `art/\d+`, `/art/1\.html$`} {
		r := &reading{list: ListRule{Match: match}, base: base}
		for _, href := range []string{"/art/1.html", "/list/", "/www.x.cn/art/", "/", "https://www.x.cn/art/1.html"} {
			if want := expression(match).MatchString(resolve(base, href)); r.maybe(href) != want {
				t.Errorf("%s for %s: %v, want %v", match, href, !want, want)
			}
		}
	}
}

func TestDocNumber(t *testing.T) {
	for text, want := range map[string]string{
		"国信办发〔2022〕14号 各有关单位": "国信办发〔2022〕14号",
		"国家互联网信息办公室令 第12号":    "国家互联网信息办公室令第12号",
		"商务部公告2025年第5号":       "商务部公告2025年第5号",
		"公告〔十五届〕第89号":         "公告〔十五届〕第89号",
		"根据网络安全法，现予通报":        "",
	} {
		if got := docNumber("", "", "", text); got != want {
			t.Errorf("number in %q = %q, want %q", text, got, want)
		}
	}
}

func TestTables(t *testing.T) {
	root := fragment(`<table><tr><td rowspan=2>a</td><td colspan="2">b</td></tr><tr><td>c</td><td>d</td></tr></table>
		<table><tr><td>one column</td></tr></table><table><tr><td><table><tr><td>x</td><td>y</td></tr></table></td></tr></table>`)
	got := tables(root)
	want := [][][]string{{{"a", "b", "b"}, {"a", "c", "d"}}, {{"x", "y"}}}
	if len(got) != len(want) {
		t.Fatalf("tables = %q, want %q", got, want)
	}
	for i := range want {
		for j := range want[i] {
			for k := range want[i][j] {
				if got[i][j][k] != want[i][j][k] {
					t.Errorf("cell %d.%d.%d = %q, want %q", i, j, k, got[i][j][k], want[i][j][k])
				}
			}
		}
	}
}

func TestIcons(t *testing.T) {
	for markup, want := range map[string]bool{
		`<img src="/images/icon_pdf.gif">`:                               true,
		`<img src="/images/pdf.png">`:                                    true,
		`<img src="/sys/icons/a.png">`:                                   true,
		`<img src="/images/share_wx.png">`:                               true,
		`<img src="a.png" width="16">`:                                   true,
		`<img src="a.png" style="display: none">`:                        true,
		`<img src="/2022/W020220914.png" width="600">`:                   false,
		`<img data-src="https://mmbiz.qpic.cn/mmbiz_png/xDoTy/640">`:     false,
		`<img src="https://res.weixin.example/upload/20220914/001.jpg">`: false,
		`<img src="/images/online-list.png">`:                            false,
	} {
		if got := isIcon(first(fragment(markup), "img")); got != want {
			t.Errorf("isIcon(%s) = %v", markup, got)
		}
	}
}
