package web_test

import (
	"encoding/xml"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"github.com/regwire/regwire/feeds"
)

// pieces are what hostile titles are made of.
var pieces = []string{
	"<script>alert(1)</script>", "</title><script>", "\" onmouseover=\"x", "' onload='x", "<img src=x onerror=y>", "]]>", "<!--", "-->", "{{.}}", "${x}",
	"javascript:alert(1)", "&lt;b&gt;", "&#x3c;", "\u202e", "\u2066", "\u0000", "\u2028", "<", ">", "&", "\"", "'", "`", "</q>", "</textarea>", "数据", "\xff\xfe", "\n", "\\",
}

// allowed are all elements and attributes that pages of ours are made of.
var (
	elements   = strings.Fields("html head meta title link body header a nav main h1 h2 h3 p span small section article div q ul li dl dt dd form label input select option button table thead tbody tr th td code hr details summary footer ol sup mark strong")
	attributes = strings.Fields("lang charset name content rel href class aria-current aria-label type action method maxlength value selected download id role tabindex")
)

func TestHostileWordsNeverBreakOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		evil := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 8).Draw(t, "title"), "")
		address := rapid.SampledFrom([]string{"javascript:alert(1)", "https://e.example/\"onx='", "data:text/html,x", "https://a@b.example/", "//x", "https://пример.example/", evil}).Draw(t, "address")
		h := pages(hostile(evil, address)).Handler()
		for _, path := range []string{"/", "/event/e1", "/copy/i1", "/digest/2022-09", "/digest/2022-09?lang=zh", "/?q=" + url.QueryEscape(evil), "/event/" + url.PathEscape(evil)} {
			w := get(h, path)
			if w.Code >= 500 {
				t.Fatalf("GET %s: status %d", path, w.Code)
			}
			inspect(t, path, w.Body.String())
		}
		var atom struct{}
		if err := xml.Unmarshal(get(h, "/feed.atom").Body.Bytes(), &atom); err != nil {
			t.Fatalf("Atom feed of %q: %v", evil, err)
		}
	})
}

// hostile is an archive whose only event says evil wherever a publisher can.
func hostile(evil, address string) *archive {
	q := feeds.Quote{Text: evil, In: "attachment:" + evil}
	a := &archive{items: map[feeds.ItemID]feeds.Item{}}
	a.add(feeds.Event{ID: "e1", Title: evil, Published: "2022-09-14", Reading: feeds.Reading{
		Relevance: feeds.Relevant, Section: feeds.Legislation,
		Stage: feeds.StageDraft, Dates: feeds.Dates{CommentCloses: feeds.Date{Day: "2022-11-13", Quote: q}},
		Figures: []feeds.Figure{{Name: "apps", Value: 3, Bound: "more", Quote: q}}, Scope: []feeds.Quote{q}, DocNumbers: []string{evil}, Repeals: []string{evil},
		Apps: &feeds.AppList{From: "table", Rows: []feeds.AppRow{{Name: evil, Problem: evil}}}, Summary: []feeds.Sentence{{EN: evil, ZH: evil, Quotes: []feeds.Quote{q}}},
		TitleEN: feeds.Gloss{Text: evil, By: "ours"}, Reasons: []feeds.Reason{{For: "relevance", Words: evil, In: "title"}},
	}}, feeds.Item{ID: "i1", URL: address, Host: evil, Text: evil, Article: feeds.Article{Attachments: []feeds.Attachment{{Name: evil, URL: address, Read: evil}}}})
	return a
}

// inspect reads a page as a browser does and finds what is not ours.
func inspect(t *rapid.T, path, body string) {
	if !utf8.ValidString(body) {
		t.Fatalf("GET %s: not UTF-8", path)
	}
	for _, bad := range []string{"\u202e", "\u2066", "\x00"} {
		if strings.Contains(body, bad) {
			t.Fatalf("GET %s holds %q", path, bad)
		}
	}
	doc, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.Type == html.CommentNode || n.Type == html.ElementNode && !slices.Contains(elements, n.Data) {
			t.Fatalf("GET %s: %q is not ours in\n%s", path, n.Data, body)
		}
		for _, a := range n.Attr {
			if !slices.Contains(attributes, a.Key) {
				t.Fatalf("GET %s: attribute %s=%q is not ours", path, a.Key, a.Val)
			}
			if a.Key == "href" && !strings.HasPrefix(a.Val, "/") && !strings.HasPrefix(a.Val, "https://") && !strings.HasPrefix(a.Val, "http://") && !strings.HasPrefix(a.Val, "#note-") && !strings.HasPrefix(a.Val, "#item-") && a.Val != "#main" || strings.HasPrefix(a.Val, "//") {
				t.Fatalf("GET %s: link leads to %q", path, a.Val)
			}
		}
	}
}

func FuzzRequest(f *testing.F) {
	for _, path := range []string{"/", "/event/e1", "/copy/i1/page", "/feed.json?q=%E6%95%B0", "/?page=99999999999&lang=zh", "/event/..%2f", "/%ff", "/.?\xab"} {
		f.Add(path)
	}
	h := pages(september()).Handler()
	f.Fuzz(func(t *testing.T, path string) {
		if !strings.HasPrefix(path, "/") {
			path = "/" + path
		}
		w := get(h, path)
		if w.Code >= 500 {
			t.Errorf("GET %q: status %d", path, w.Code)
		}
		if kind := w.Header().Get("Content-Type"); strings.HasPrefix(kind, "text/html") && !utf8.Valid(w.Body.Bytes()) {
			t.Errorf("GET %q: not UTF-8", path)
		}
	})
}
