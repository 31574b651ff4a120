package extract_test

import (
	"html"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract"
)

// seeds adds the fixtures of some kinds to a fuzz corpus.
func seeds(f *testing.F, add func(body []byte), patterns ...string) {
	f.Helper()
	for _, p := range patterns {
		files, err := filepath.Glob(filepath.Join("testdata", "*", p))
		if err != nil {
			f.Fatal(err)
		}
		for _, name := range files {
			body, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			add(body)
		}
	}
}

// holds checks what is promised of every result, whatever the document.
func holds(t *testing.T, res extract.Result) {
	t.Helper()
	known := []feeds.Outcome{
		feeds.OutcomeItems, feeds.OutcomeArticle, feeds.OutcomeBlocked, feeds.OutcomeThrottled,
		feeds.OutcomeGone, feeds.OutcomeRedirect, feeds.OutcomeError,
	}
	if !slices.Contains(known, res.Outcome) {
		t.Errorf("outcome %q", res.Outcome)
	}
	if !res.Outcome.Good() && (len(res.Entries) > 0 || res.Article.Text != "" || res.Cursor != "") {
		t.Errorf("a document that advances nothing gave content: %+v", res)
	}
	if !res.Outcome.Good() && res.Reason == "" {
		t.Errorf("%s without a reason", res.Outcome)
	}
	if len(res.Entries) > 500 || len(res.Next) > 32 {
		t.Errorf("%d rows, %d requests", len(res.Entries), len(res.Next))
	}
	texts := []string{res.Article.Title, res.Article.Text, res.Article.Author, res.Article.DocNumber}
	seen := map[string]bool{}
	for _, e := range res.Entries {
		if e.Title == "" || e.URL == "" || seen[e.URL] || e.Date != "" && !e.Date.Valid() {
			t.Errorf("row %+v", e)
		}
		seen[e.URL] = true
		texts = append(texts, e.Title, e.URL, e.Text, e.DeadlineQuote, e.GUID)
	}
	for _, a := range res.Article.Attachments {
		texts = append(texts, a.Name, a.URL)
	}
	for _, s := range texts {
		if !utf8.ValidString(s) || len(s) > 257<<10 {
			t.Errorf("text of %d bytes, valid %v", len(s), utf8.ValidString(s))
		}
	}
}

func FuzzPage(f *testing.F) {
	all := sources(f)
	names := []string{
		"jswx-data", "tc260-suggestions", "cac-releases", "bjca-notices", "jiangsu-gov-documents", "guangdong-gkmlpt",
		"rmfyb-epaper", "wechat-album", "gzdaily-app", "csrc-news", "samr-consultations", "provincial-cac-hosts",
		"wechat-article", "xinhua-app", "nfra-supervision",
	}
	next := 0
	seeds(f, func(body []byte) {
		f.Add(next, next%3 == 0, body)
		next++
	}, "*.html", "[a-v]*.json", "*.xml")
	f.Fuzz(func(t *testing.T, i int, article bool, body []byte) {
		s := all[names[uint(i)%uint(len(names))]]
		doc := feeds.Document{Request: feeds.Request{Shape: feeds.ShapeList}, Status: 200, Body: body, At: at}
		if article {
			doc.Request.Shape = feeds.ShapeArticle
			doc.URL = "https://" + s.Host + "/a/t20220902_1.shtml"
		}
		start := time.Now()
		holds(t, s.Read(doc))
		if took := time.Since(start); took > slower*5*time.Second {
			t.Errorf("%d bytes took %s", len(body), took)
		}
	})
}

func FuzzFeed(f *testing.F) {
	s := sources(f)["eu-edpb-news"]
	seeds(f, func(body []byte) { f.Add(body) }, "*.xml")
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","url":"https://a.example/1","title":"T","date_published":"2022-09-05T10:00:00Z"}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		holds(t, s.Read(feeds.Document{Request: feeds.Request{Shape: feeds.ShapeList, Part: "0"}, Status: 200, Body: body, At: at}))
	})
}

func FuzzOPML(f *testing.F) {
	f.Add([]byte(`<?xml version="1.0"?><opml version="2.0"><head><title>x</title></head><body><outline text="A"><outline text="B &amp; C" type="rss" xmlUrl="https://a.example/feed" htmlUrl="https://a.example/"/></outline></body></opml>`))
	f.Add([]byte("\xef\xbb\xbf<OPML><body><Outline xmlURL='http://a.example/'/></body></OPML>"))
	f.Add([]byte(`<!DOCTYPE a [<!ENTITY b "c">]><opml/>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := extract.ReadOPML(data)
		if err != nil {
			if len(list) > 0 {
				t.Errorf("%d feeds of a list that was refused", len(list))
			}
			return
		}
		if len(list) > 1_000 {
			t.Errorf("%d feeds", len(list))
		}
		for _, o := range list {
			if o.Feed == "" || !utf8.ValidString(o.Feed) || !utf8.ValidString(o.Title) {
				t.Errorf("outline %+v", o)
			}
		}
		raw, err := extract.WriteOPML("x", list)
		if err != nil {
			t.Fatal(err)
		}
		again, err := extract.ReadOPML(raw)
		if err != nil || len(again) != len(list) {
			t.Errorf("%d feeds written and %d read back: %v", len(list), len(again), err)
		}
	})
}

func FuzzScript(f *testing.F) {
	s := sources(f)["provincial-cac-hosts"]
	f.Add("function go(t,id){ if(t=='1'){ location.href='/a/'+id } else { location.href='/b/'+id } }", "go('1',2)")
	f.Add("var tpl='/c/{id}.html'; function go(id){ var u=tpl.replace('{id}',id); u += '?x=' + encodeURIComponent(id); window.open(u) }", "go(this.id)")
	f.Add("document.addEventListener('click', e => { const r = e.target.closest('li'); location.href = `/x/${r.dataset.id}` })", "")
	f.Add("function go(k){ switch(k){ case 'p': to='/p/'; break; default: to=k?'/m/':'/n/'; } location = to || '/' }", "go(event.target.parentNode.id)")
	f.Fuzz(func(t *testing.T, script, call string) {
		body := "<html><body><ul><li id=a data-id=7 onclick=\"" + html.EscapeString(call) + "\">关于个人信息保护合规审计的通知<span>2026-09-09</span></li></ul><script>" + script + "</script></body></html>"
		start := time.Now()
		res := s.Read(feeds.Document{Request: feeds.Request{Shape: feeds.ShapeList, URL: "https://a.example/l/"}, URL: "https://a.example/l/", Status: 200, Body: []byte(body), At: at})
		if holds(t, res); strings.Contains(res.Reason, "broke the parser") {
			t.Error(res.Reason)
		}
		if took := time.Since(start); took > slower*5*time.Second {
			t.Errorf("%d bytes took %s", len(body), took)
		}
	})
}
