package article

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/answer"
	"github.com/regwire/regwire/feeds/extract/rule"
)

// readPage reads a page of this markup by the places that are common to many systems.
func readPage(t *testing.T, markup string) answer.Result {
	t.Helper()
	return readPageBy(t, rule.Article{}, markup)
}

// readPageBy reads it by a rule.
func readPageBy(t *testing.T, own rule.Article, markup string) answer.Result {
	t.Helper()
	base, err := url.Parse("https://www.x.cn/art/1.html")
	if err != nil {
		t.Fatal(err)
	}
	return Read(&Reading{Rule: own, Document: &answer.Document{
		Doc:  feeds.Document{URL: base.String(), Status: 200, Body: []byte("<!DOCTYPE html><html>" + markup + "</html>"), At: time.Date(2026, 10, 3, 9, 0, 0, 0, time.UTC)},
		Base: base, Zone: time.FixedZone("CST", 8*3600),
	}})
}

// summary is an article as a test reads it.
func summary(a feeds.Article) string {
	out := []string{a.Title, string(a.Date), a.Author, a.DocNumber, strings.ReplaceAll(a.Text, "\n", "/")}
	if files := told(a.Attachments); files != "" {
		out = append(out, strings.ReplaceAll(files, "\n", "/"))
	}
	return strings.Join(out, "|")
}

func TestTheArticleAmongWhatAScriptDraws(t *testing.T) {
	const (
		short = `现将有关事项通知如下，请各单位按照要求认真组织实施，并于十月底以前报送工作情况。联系电话见附件。`
		long  = `处理个人信息应当具有明确、合理的目的，并应当与处理目的直接相关，采取对个人权益影响最小的方式。任何组织和个人不得非法收集、使用、加工、传输他人个人信息。`
	)
	state := func(head, json string) string {
		return `<head><title>` + head + `</title></head><body><div id="app"></div><script>window.__INITIAL_STATE__=` + json + `;</script></body>`
	}
	item := func(title, content string, more ...string) string {
		return `{"title":"` + title + `","content":"` + content + `"` + strings.Join(append([]string{""}, more...), ",") + `}`
	}
	for name, tt := range map[string]struct{ markup, want string }{
		"the longer of two": {
			state("网信办", `{"list":[`+item("关于报送的通知", short)+`,`+item("关于处理的规定", long)+`]}`),
			"关于处理的规定||||" + long,
		},
		"the longer of two, first": {
			state("网信办", `{"list":[`+item("关于处理的规定", long)+`,`+item("关于报送的通知", short)+`]}`),
			"关于处理的规定||||" + long,
		},
		"the one that the page is called by": {
			state("关于报送的通知_网信办", `{"list":[`+item("关于报送的通知", short)+`,`+item("关于处理的规定", long)+`]}`),
			"关于报送的通知||||" + short,
		},
		"the one that the page is called by, behind": {
			state("关于报送的通知_网信办", `{"list":[`+item("关于处理的规定", long)+`,`+item("关于报送的通知", short)+`]}`),
			"关于报送的通知||||" + short,
		},
		"one whose title the page has cut": {
			state("关于报送工作的通知", `{"list":[`+item("关于报送工作的通知（第二批）", short)+`,`+item("关于处理的规定", long)+`]}`),
			"关于报送工作的通知（第二批）||||" + short,
		},
		"no settings": {
			state("网信办", `{"a":`+item("关于报送的通知", short)+`,"b":`+item("网站首页设置", `{`+long+`}`)+`}`),
			"关于报送的通知||||" + short,
		},
		"no words without a sentence": {
			state("网信办", `{"a":`+item("关于报送的通知", short)+`,"b":`+item("网站首页栏目", strings.Repeat("政策法规 ", 40))+`}`),
			"关于报送的通知||||" + short,
		},
		"its title where it stands around it": {
			state("网信办", `{"a":{"title":"关于报送的通知","detail":{"content":"`+short+`"}}}`),
			"关于报送的通知||||" + short,
		},
		"what else it tells, its own first": {
			state("网信办", `{"title":"关于报送的通知","publishTime":"2026-09-01","source":"网信办","detail":{"content":"`+short+`","publishTime":"2026-09-02","source":"数据局","author":"李静"}}`),
			"关于报送的通知|2026-09-02|数据局||" + short,
		},
		"and what stands around it": {
			state("网信办", `{"title":"关于报送的通知","publishTime":"2026-09-01","source":"网信办","detail":{"content":"`+short+`","source":"admin"}}`),
			"关于报送的通知|2026-09-01|网信办||" + short,
		},
		"its number": {
			state("网信办", `{"a":`+item("关于报送的通知", `<p>国信办〔2026〕5号</p><p>`+short+`</p>`)+`}`),
			"关于报送的通知|||国信办〔2026〕5号|国信办〔2026〕5号/" + short,
		},
		"lines that no markup parts": {
			state("网信办", `{"a":`+item("关于报送的通知", short+`\n`+long)+`}`),
			"关于报送的通知||||" + short + "/" + long,
		},
		"its files": {
			state("网信办", `{"a":`+item("关于报送的通知", `<p>`+short+`</p><p><a href='/a/1.pdf'>名单</a></p>`, `"files":[{"name":"目录","url":"/a/2.pdf"},{"url":"/a/3.pdf"},{"name":"说明"},"4",{"name":"流程图","url":"/p/5.png"},{"name":"名单","url":"/a/1.pdf"}]`)+`}`),
			"关于报送的通知||||" + short + "/名单|名单 /a/1.pdf/目录 /a/2.pdf/3.pdf /a/3.pdf/流程图 /p/5.png *",
		},
		"in an element that a script shows": {
			`<head><title>关于报送的通知</title></head><body><div id="app"></div><textarea style="display:none"><p>` + short + `</p></textarea></body>`,
			"关于报送的通知||||" + short,
		},
		"the longest of such elements": {
			`<head><title>关于报送的通知</title></head><body><div id="app"></div><textarea><p>` + short + `</p></textarea><textarea><p>` + long + `</p></textarea></body>`,
			"关于报送的通知||||" + long,
		},
	} {
		res := readPage(t, tt.markup)
		if got := summary(res.Article); res.Outcome != feeds.OutcomeArticle || got != tt.want {
			t.Errorf("%s: %s (%s)\n%s\nwant\n%s", name, res.Outcome, res.Reason, got, tt.want)
		}
	}
	for name, markup := range map[string]string{
		"too little":           state("网信办", `{"a":`+item("关于报送的通知", "现将有关事项通知如下，请各单位认真组织实施。")+`}`),
		"a pattern":            `<head><title>关于报送的通知</title></head><body><div id="app"></div><textarea><p>` + short + `{{text}}</p></textarea></body>`,
		"words for the writer": `<head><title>关于报送的通知</title></head><body><div id="app"></div><textarea>` + short + `</textarea></body>`,
	} {
		if res := readPage(t, markup); res.Article.Text != "" {
			t.Errorf("%s: %s", name, summary(res.Article))
		}
	}
}

func TestWhatAPageShowsIsNotTakenFromItsScripts(t *testing.T) {
	const shown = `处理个人信息应当具有明确、合理的目的，并应当与处理目的直接相关。`
	drawn := func(n int) string {
		return `<script>window.__INITIAL_STATE__={"title":"关于处理的规定","content":"` + strings.Repeat("任何组织和个人不得非法收集、使用、加工、传输他人个人信息。", n) + `"};</script>`
	}
	page := func(n int) string {
		return `<head><title>关于处理的规定</title></head><body><h1>关于处理的规定</h1><p>2026-09-01 来源：网信办</p><div class="TRS_Editor"><p>` + shown + `</p></div>` + drawn(n) + `</body>`
	}
	if got, want := summary(readPage(t, page(2)).Article), "关于处理的规定|2026-09-01|网信办||"+shown; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got, want := summary(readPage(t, page(9)).Article), "关于处理的规定|2026-09-01|网信办||任何组织和个人"; !strings.HasPrefix(got, want) {
		t.Errorf("%s, want %s", got, want)
	}
}
