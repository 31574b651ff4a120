package extract_test

import (
	"net/http"
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract"
)

func TestFilesAreNamed(t *testing.T) {
	for _, c := range []struct {
		url, kind, disposition, body string
		want                         string
		file                         bool
	}{
		{"https://a.example/f/%E6%95%B0%E6%8D%AE%E6%8C%87%E5%8D%97.pdf", "application/pdf", "", "", "数据指南", true},
		{"https://a.example/download?id=1", "application/octet-stream", `attachment; filename*=UTF-8''%E5%90%8D%E5%8D%95.xlsx`, "", "名单", true},
		{"https://a.example/downloadfile.jsp?fText=%E9%99%84%E4%BB%B6.docx", "application/x-msdownload", "", "", "附件", true},
		{"https://a.example/a.html", "text/html", "", "<html></html>", "", false},
		{"https://a.example/a", "application/octet-stream", "", `{"a":1}`, "", false},
	} {
		doc := feeds.Document{URL: c.url, Header: http.Header{"Content-Type": {c.kind}, "Content-Disposition": {c.disposition}}, Body: []byte(c.body), Raw: []byte("%PDF" + c.body)}
		if got, file := extract.FileTitle(doc); got != c.want || file != c.file {
			t.Errorf("%s: %q, %v; want %q, %v", c.url, got, file, c.want, c.file)
		}
	}
}

func TestATextOfAFileBeginsWithItsTitle(t *testing.T) {
	for text, want := range map[string]string{
		"附件\n\n关于侵害用户权益行为APP的\n通报\n依据《个人信息保护法》等法律法规，现予以通报。":   "关于侵害用户权益行为APP的通报",
		"沪数规〔2026〕3号\n上海市公共数据授权运营办法\n（征求意见稿）\n第一条 为规范，制定本办法。": "上海市公共数据授权运营办法（征求意见稿）",
		"国家互联网信息办公室文件\n关于印发《数据标签办法》的通知\n各省、自治区、直辖市：":          "关于印发《数据标签办法》的通知",
		"序号 | 应用名称 | 版本\n1 | 天天记账 | 1.0":                      "",
		"为保护个人信息，制定本办法。\n第二条 本办法":                             "",
		"": "",
	} {
		if got := extract.TextTitle(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestATextStatesItsDay(t *testing.T) {
	for text, want := range map[string]feeds.Day{
		"关于公开征求意见的通知\n请于2026年12月31日前反馈。\n某省互联网信息办公室\n2026年11月19日":       "2026-11-19",
		"关于公开征求意见的通知\n请于2026年12月31日前反馈。\n某省互联网信息办公室 2026年11月19日\n附件：名单": "2026-11-19",
		"关于通报的函\n现予以通报。\n某 省 通 信 管 理 局\n二〇二六年八月二十日":                     "2026-08-20",
		"数据指南\n发布日期：2026年9月4日（星期五）\n第一章 总则":                             "2026-09-04",
		"数据指南\n成文日期：2026年9月4日\n第一章 总则":                                  "",
		"关于施行的公告\n本办法施行日期为2026年9月4日":                                    "",
		"关于施行的公告\n某省互联网信息办公室\n2027年9月4日":                                "", // lies ahead
		"关于审议的说明\n会议时间\n2026年9月4日":                                      "",
		"2026年9月4日": "",
	} {
		if got := extract.TextDay(text, "2026-11-27"); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
