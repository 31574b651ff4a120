package extract_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds"
)

// frames are the pages in which a site says it: one with nothing else, one that is all its words
// in one element, and the site's own with its columns, their links and its foot.
var frames = map[string]func(heading string, lines []string) string{
	"bare": func(heading string, lines []string) string {
		return fmt.Sprintf("<html><head><title>%s</title></head><body><div><h2>%s</h2><p>%s</p></div></body></html>", heading, heading, strings.Join(lines, "</p><p>"))
	},
	"plain": func(heading string, lines []string) string {
		return fmt.Sprintf("<html><head><title>%s</title></head><body>%s</body></html>", heading, strings.Join(lines, "<br>"))
	},
	"framed": func(heading string, lines []string) string {
		return fmt.Sprintf(`<html><head><title>某某市人民政府</title></head><body><div class="header"><span>2026年11月27日 星期五</span></div><div class="nav">%s</div>`+
			`<div class="content"><img src="/images/err.png"><h3>%s</h3><p>%s</p><p><a href="/">返回首页</a></p></div><div class="footer"><p>主办：某某市人民政府办公室</p></div></body></html>`,
			strings.Repeat(`<a href="/zwgk/">政务公开栏目</a>`, 60), heading, strings.Join(lines, "</p><p>"))
	},
}

func TestWhatASiteSaysToItsVisitorsIsNoArticle(t *testing.T) {
	src := sources(t)["cac-releases"]
	raw, err := os.ReadFile("testdata/instead/pages.tsv")
	if err != nil {
		t.Fatal(err)
	}
	told := 0
	for line := range strings.Lines(string(raw)) {
		said := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") {
			continue
		}
		for name, frame := range frames {
			body := []byte(frame(said[1], said[2:]))
			res := src.Read(feeds.Document{
				Request: feeds.Request{URL: "https://www.a.example.cn/xxgk/202611/t20261120_1.html", Shape: feeds.ShapeArticle},
				URL:     "https://www.a.example.cn/xxgk/202611/t20261120_1.html", Status: 200, Raw: body, Body: body, At: at,
			})
			switch want := feeds.Outcome(said[0]); {
			case want == feeds.OutcomeArticle && name == "framed" && res.Outcome != want,
				want != feeds.OutcomeArticle && want != "-" && res.Outcome != want,
				want == "-" && res.Outcome == feeds.OutcomeArticle:
				t.Errorf("%s, %s: %s (%s) with %q, want %s", said[1], name, res.Outcome, res.Reason, res.Article.Text, want)
			}
			told++
		}
	}
	if told < 100 {
		t.Errorf("%d pages were read", told)
	}
}

// TestAPageThatShowsItsDayIsAnArticle although it tells of a wall: it was published.
func TestAPageThatShowsItsDayIsAnArticle(t *testing.T) {
	body := []byte(`<html><head><title>提示</title></head><body><h1>系统维护公告</h1><div class="info">发布时间：2026-11-20</div><div class="TRS_Editor"><p>因系统正在升级，自即日起暂停服务，请稍后访问，给您带来不便，敬请谅解，特此公告。</p></div></body></html>`)
	res := sources(t)["cac-releases"].Read(feeds.Document{Request: feeds.Request{URL: "https://www.a.example.cn/1.html", Shape: feeds.ShapeArticle}, URL: "https://www.a.example.cn/1.html", Status: 200, Raw: body, Body: body, At: at})
	if res.Outcome != feeds.OutcomeArticle || res.Article.Date != "2026-11-20" {
		t.Errorf("%s (%s) of %s", res.Outcome, res.Reason, res.Article.Date)
	}
}
