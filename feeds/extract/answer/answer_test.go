package answer_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/answer"
	"github.com/regwire/regwire/feeds/extract/jsonvalue"
)

const asked = "https://www.office.example.cn/tzgg/2026/0914/88.html"

func document(t *testing.T, body string) *answer.Document {
	t.Helper()
	base, err := url.Parse(asked)
	if err != nil {
		t.Fatal(err)
	}
	return &answer.Document{
		Doc:  feeds.Document{URL: asked, Request: feeds.Request{URL: asked, Shape: feeds.ShapeArticle}, Body: []byte(body), Raw: []byte(body)},
		Base: base,
	}
}

// page is a page with such a head, body and title.
func page(head, body string) string {
	return "<!DOCTYPE html><html><head><title>通知公告</title>" + head + "</head><body>" + body + "</body></html>"
}

// long is more than a page says that stands in for another.
var long = strings.Repeat("<p>为加强个人信息保护，规范移动互联网应用程序收集使用行为，现将有关事项通知如下，请各单位遵照执行。</p>", 10)

func TestPagesThatStandInForWhatWasAsked(t *testing.T) {
	for _, tt := range []struct {
		name, body string
		want       feeds.Outcome // "" for a page that is what was asked
		reason     string        // a part of it
	}{
		{"an article", page("", "<h1>关于下架App的通报</h1>"+long), "", ""},
		{"a few words", page("", "<h1>通报</h1><p>现予以通报。</p>"), "", ""},
		{"sent on", page(`<meta http-equiv="refresh" content="0; url=/tzgg/new.html">`, ""), feeds.OutcomeRedirect, "sends on"},
		{"sent on by a script", page("", `<script>window.location.href="/tzgg/new.html";</script>`), feeds.OutcomeRedirect, "sends on"},
		{"sent to another site", page(`<meta http-equiv="refresh" content="0; url=https://else.example.org/">`, ""), feeds.OutcomeError, "another site, else.example.org"},
		{"sent on where somebody has a telephone", page("", `<p>通报</p><script>if (/Mobile/.test(navigator.userAgent)) { location.href = "/m/88.html"; }</script>`), "", ""},
		{"a wall by its words", page("", "<p>请输入验证码后继续访问</p>"), feeds.OutcomeBlocked, "challenge"},
		{"a wall by its marks", page("", `<script src="/cdn-cgi/challenge-platform/x.js"></script>`), feeds.OutcomeBlocked, "challenge"},
		{"too fast", page("", "<p>访问过于频繁，请稍后再试</p>"), feeds.OutcomeThrottled, "too fast"},
		{"gone", page("", "<h2>您访问的页面不存在</h2>"), feeds.OutcomeGone, "nothing here"},
		{"a form for a password", page("", `<form>登录 <input type="password"></form>`), feeds.OutcomeError, "login form"},
		{"worked on", page("", "<p>网站正在升级维护，请稍后访问</p>"), feeds.OutcomeError, "worked on"},
		{"nothing", " ", feeds.OutcomeError, "empty"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := document(t, tt.body)
			p, err := d.Page()
			if err != nil {
				t.Fatal(err)
			}
			res, odd := p.Odd(d.Doc, true)
			if odd != (tt.want != "") || res.Outcome != tt.want || !strings.Contains(res.Reason, tt.reason) {
				t.Errorf("odd is %t: %q (%s), want %q (%s)", odd, res.Outcome, res.Reason, tt.want, tt.reason)
			}
		})
	}
}

// What was found on a page leaves no room for doubt: only a page that says next to nothing is looked at.
func TestAPageWithATextIsWhatWasAsked(t *testing.T) {
	d := document(t, page("", "<h2>您访问的页面不存在</h2>"+long))
	p, err := d.Page()
	if err != nil {
		t.Fatal(err)
	}
	if res, odd := p.Odd(d.Doc, false); odd {
		t.Errorf("odd: %s (%s)", res.Outcome, res.Reason)
	}
	if !p.SaysGone() {
		t.Error("its first heading says that there is nothing here")
	}
}

func TestWordsToVisitorsAreTheSitesWhereNoDayIsShown(t *testing.T) {
	for _, tt := range []struct {
		title, text string
		dated       bool
		want        feeds.Outcome
	}{
		{"系统提示", "您的访问请求已被拦截", false, feeds.OutcomeBlocked},
		{"提示", "抱歉，您访问的文章已被删除", false, feeds.OutcomeGone},
		{"提示", "访问人数过多，服务器繁忙", false, feeds.OutcomeThrottled},
		{"提示", "网站正在维护中，敬请期待", false, feeds.OutcomeError},
		{"提示", "网站正在维护中，敬请期待", true, ""},
		{"关于网站维护的公告", "网站正在维护中，敬请期待", false, ""}, // an office's own paper
		{"网站升级", "网站正在维护中。" + strings.Repeat("本次升级涉及数据迁移。", 20), false, ""},
	} {
		d := document(t, page("", "<p>"+tt.text+"</p>"))
		p, err := d.Page()
		if err != nil {
			t.Fatal(err)
		}
		p.Dated = tt.dated
		if res, odd := p.Instead(tt.title, tt.text); odd != (tt.want != "") || res.Outcome != tt.want {
			t.Errorf("%s: %s: %q (%s), want %q", tt.title, tt.text, res.Outcome, res.Reason, tt.want)
		}
	}
}

func TestAPageThatBreaksOffIsNoPage(t *testing.T) {
	for name, tt := range map[string]struct {
		body string
		cut  bool
	}{
		"whole":                       {page("", "<ul><li>a</li></ul>"), false},
		"without its last tags":       {"<html><body><ul><li>a</li></ul>", false},
		"inside a tag":                {`<html><body><ul><li><a href="/t`, true},
		"inside a list":               {"<html><body><ul><li>a</li><li>b</li>", true},
		"inside a script":             {"<html><body><p>a</p><script>var a = 1;", true},
		"a list that is left open":    {"<html><body><table><tr><td><ul><li>a<li>b</table><p>c", false},
		"inside a table after a list": {"<html><body><table><tr><td><ul><li>a</ul><tr><td>b", true},
		"no page":                     {`{"a": "<ul>"`, false},
	} {
		if _, err := document(t, tt.body).Page(); (err != nil) != tt.cut {
			t.Errorf("%s: %v, want that it is cut: %t", name, err, tt.cut)
		}
	}
}

func TestAnAnswerThatFailedSaysSo(t *testing.T) {
	for body, want := range map[string]string{
		`{"success": false, "message": "参数错误"}`: "参数错误",
		`{"success": false}`:                    "success is false",
		`{"code": 500, "msg": "系统异常"}`:          "系统异常",
		`{"status": 404}`:                       "status is 404",
		`{"code": 200, "msg": "ok"}`:            "",
		`{"code": 0, "message": "成功"}`:          "",
		`[{"code": 500}]`:                       "",
	} {
		v, err := jsonvalue.Decode([]byte(body))
		if err != nil {
			t.Fatal(err)
		}
		if got := answer.Refused(v); got != want {
			t.Errorf("%s: %q, want %q", body, got, want)
		}
	}
}

func TestAPageInThePlaceOfDataIsNamed(t *testing.T) {
	wall := document(t, page("", "<p>请完成安全验证</p>"))
	if res := wall.NotJSON(); res.Outcome != feeds.OutcomeBlocked {
		t.Errorf("a wall: %q (%s)", res.Outcome, res.Reason)
	}
	text := document(t, "  no data today ")
	text.Doc.Header = http.Header{"Content-Type": {"text/plain"}}
	if res, want := text.NotJSON(), `the answer is no JSON but text/plain "no data today"`; res.Reason != want {
		t.Errorf("a text: %q, want %q", res.Reason, want)
	}
}
