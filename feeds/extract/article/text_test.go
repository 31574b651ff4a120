package article

import (
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds"
)

// Sentences of a text, as long as those of real ones.
const (
	first  = `处理个人信息应当具有明确、合理的目的，并应当与处理目的直接相关，采取对个人权益影响最小的方式。`
	second = `收集个人信息，应当限于实现处理目的的最小范围，不得过度收集个人信息，也不得以误导的方式收集。`
	third  = `任何组织和个人不得非法收集、使用、加工、传输他人个人信息，不得非法买卖、提供或者公开个人信息。`
)

// titled is a page with this title over this markup.
func titled(title, markup string) string {
	return `<head><title>` + title + `</title></head><body>` + markup + `</body>`
}

func TestWhatOfAPageIsItsText(t *testing.T) {
	const (
		title   = "关于处理个人信息的规定"
		heading = `<h1>` + title + `</h1><p>2026-09-01</p>`
		text    = `<p>` + first + `</p><p>` + second + `</p>`
		want    = first + "/" + second
		more    = `<p>` + third + `</p>`
	)
	other := `<ul><li><a href="/art/2.html">关于开展专项行动的公告</a></li><li><a href="/art/3.html">关于发布标准的公告</a></li><li><a href="/art/4.html">关于公开征求意见的公告</a></li></ul>`
	for name, tt := range map[string]struct{ markup, want string }{
		"an editor's element":               {heading + `<div class="TRS_Editor">` + text + `</div>`, want},
		"what an editor wrote in two goes":  {heading + `<div><div class="TRS_Editor"><p>` + first + `</p></div><div class="TRS_Editor"><p>` + second + `</p></div></div>`, want},
		"and what it wrote elsewhere":       {heading + `<div><div class="TRS_Editor">` + text + `</div></div><div><div class="TRS_Editor"><p>网站说明</p></div></div>`, want},
		"the longest of several of a class": {heading + `<div class="pages_content"><p>摘要</p></div><div class="pages_content">` + text + `</div>`, want},
		"an empty element of a system":      {heading + `<div id="zoom"></div><div class="pages_content">` + text + `</div>`, want},
		"an index in such an element":       {heading + `<div id="zoom">` + other + `</div><div class="pages_content">` + text + `</div>`, want},
		"an index that shows days":          {heading + `<div id="zoom">` + strings.ReplaceAll(other, "</a>", "</a><span>2026-09-01</span>") + `</div><div class="pages_content">` + text + `</div>`, want},
		"no element that is known":          {`<div class="nav"><a href="/">首页</a></div><div class="qx">` + heading + `<div class="qy">` + text + `</div></div><div class="qz">` + other + `</div>`, want},
		"a list that leads nowhere":         {`<div class="qx">` + heading + `<ul><li>` + first + `</li><li>` + second + `</li></ul></div>`, want},
		"a column beside cards":             {`<div class="qx"><div class="qy">` + heading + text + more + `</div><div class="qz"><h3>公告</h3><p>网信办今日公布了有关规定，自十月起施行。</p><h3>通报</h3><p>网信办今日通报了有关情况，要求限期整改。</p></div></div>`, want + "/" + third},
		"a sentence in a row of the frame":  {`<div class="qx">` + heading + text + `</div><div class="footer"><p>` + third + `</p></div>`, want},
		"one sentence of news":              {`<div class="qx">` + heading + `<p>今日，国家网信办公布个人信息规定。</p></div>`, "今日，国家网信办公布个人信息规定。"},
		"one of a page without a day":       {`<div class="qx"><h1>` + title + `</h1><p>今日，国家网信办公布个人信息规定。</p></div>`, ""},
		"one under a title of few letters":  {`<div class="qx"><h1>规定公布</h1><p>2026-09-01</p><p>今日，国家网信办公布个人信息规定。</p></div>`, ""},
		"what is no sentence":               {`<div class="qx">` + heading + `<p>今日，国家网信办公布个人信息规定并施行</p></div>`, ""},
	} {
		called := title
		if strings.Contains(tt.markup, "规定公布") {
			called = "规定公布"
		}
		res := readPage(t, titled(called, tt.markup))
		if got := strings.ReplaceAll(res.Article.Text, "\n", "/"); got != tt.want {
			t.Errorf("%s: %s (%s)\n%s\nwant\n%s", name, res.Outcome, res.Reason, got, tt.want)
		}
	}
}

func TestPagesWithoutAnArticle(t *testing.T) {
	const form = `<form action="/login"><p>用户登录</p><input name="user"><input type="password" name="pw"><button>登录</button></form>`
	for name, tt := range map[string]struct{ markup, reason string }{
		"a form to log in":   {titled("用户登录", form), "login form"},
		"no words":           {titled("关于处理的规定", `<h1>关于处理的规定</h1><p>2026-09-01</p>`), "holds no article"},
		"a film":             {titled("关于处理的规定", `<h1>关于处理的规定</h1><p>2026-09-01</p><video src="/v/1.mp4"></video>`), ""},
		"a film without day": {titled("关于处理的规定", `<h1>关于处理的规定</h1><video src="/v/1.mp4"></video>`), "holds no article"},
	} {
		res := readPage(t, tt.markup)
		if tt.reason == "" {
			if res.Outcome != feeds.OutcomeArticle || res.Unread != aVideo || res.Article.Date != "2026-09-01" {
				t.Errorf("%s: %s %q %q", name, res.Outcome, res.Unread, res.Article.Date)
			}
			continue
		}
		if res.Outcome == feeds.OutcomeArticle || !strings.Contains(res.Reason, tt.reason) {
			t.Errorf("%s: %s (%s) %s", name, res.Outcome, res.Reason, summary(res.Article))
		}
	}
}

func TestAPageContinuesAnother(t *testing.T) {
	one := feeds.Article{Title: "规定", Date: "2026-09-01", DocNumber: "国信办〔2026〕5号", Text: first, Tables: [][][]string{{{"a", "b"}}}, Attachments: []feeds.Attachment{{Name: "名单", URL: "/a/1.pdf"}}}
	two := feeds.Article{Title: "规定（二）", Date: "2026-09-02", DocNumber: "国信办〔2026〕6号", Text: second, Tables: [][][]string{{{"c", "d"}}}, Attachments: []feeds.Attachment{{Name: "名单", URL: "/a/1.pdf"}, {Name: "目录", URL: "/a/2.pdf"}}}
	got := Join(one, two)
	if want := "规定|2026-09-01||国信办〔2026〕5号|" + first + "/" + second + "|名单 /a/1.pdf/目录 /a/2.pdf"; summary(got) != want {
		t.Errorf("%s, want %s", summary(got), want)
	}
	if len(got.Tables) != 2 || len(one.Tables) != 1 {
		t.Errorf("%q of %q", got.Tables, one.Tables)
	}
	if got, want := summary(Join(feeds.Article{Text: first}, two)), "规定（二）|2026-09-02||国信办〔2026〕6号|"; !strings.HasPrefix(got, want) {
		t.Errorf("%s, want %s", got, want)
	}
	if got := Join(one, feeds.Article{}); got.Text != first {
		t.Errorf("%q", got.Text)
	}
}
