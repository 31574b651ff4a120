package extract_test

import (
	"testing"

	"github.com/regwire/regwire/feeds"
)

// elsewhere are dated rows of another column than /tzgg/.
const elsewhere = `<ul><li><a href="/xwzx/202611/t20261120_3.html">全市数据安全工作会议召开</a><span>2026-11-20</span></li>` +
	`<li><a href="/xwzx/202611/t20261118_2.html">网络安全宣传周活动圆满落幕</a><span>2026-11-18</span></li>` +
	`<li><a href="/xwzx/202611/t20261112_1.html">个人信息保护知识进社区进校园</a><span>2026-11-12</span></li></ul>`

func TestRowsOfWhatStandsInForAListAreNoneOfIt(t *testing.T) {
	const asked = "https://www.a.example.cn/tzgg/"
	gone := `<html><head><title>404-页面不存在</title></head><body><h2>抱歉，您访问的页面不存在</h2><h3>最新文章</h3>` + elsewhere + `</body></html>`
	home := `<html><head><title>某某市人民政府</title></head><body><h3>要闻</h3>` + elsewhere + `</body></html>`
	for _, c := range []struct {
		name, asked, got, body string
		want                   feeds.Outcome
	}{
		{"a page that says that there is none", asked, asked, gone, feeds.OutcomeGone},
		{"the home page", asked, "https://a.example.cn/index.html", home, feeds.OutcomeGone},
		{"the home page that was asked for", "https://www.a.example.cn/", "https://www.a.example.cn/index.html", home, feeds.OutcomeItems},
		{"the home page of the office's own site", asked, "https://wxb.a.example.cn/", home, feeds.OutcomeItems},
		{"a column of other addresses", asked, asked, home, feeds.OutcomeItems},
	} {
		body := []byte(c.body)
		res := sources(t)["beijing-cac"].Read(feeds.Document{Request: feeds.Request{URL: c.asked, Shape: feeds.ShapeList}, URL: c.got, Status: 200, Raw: body, Body: body, At: at})
		if res.Outcome != c.want || res.Outcome == feeds.OutcomeItems && len(res.Entries) != 3 {
			t.Errorf("%s: %s (%s), %d rows", c.name, res.Outcome, res.Reason, len(res.Entries))
		}
	}
}
