package facts_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/factstest"
)

// quotes are all quotes of r with the fact they belong to.
func quotes(r feeds.Reading) map[string]feeds.Quote {
	d := r.Dates
	out := map[string]feeds.Quote{
		"adopted": d.Adopted.Quote, "published": d.Published.Quote, "effective": d.Effective.Quote,
		"expires": d.Expires.Quote, "opens": d.CommentOpens.Quote, "closes": d.CommentCloses.Quote, "rectify": d.Rectify.Quote,
	}
	for _, f := range r.Figures {
		out["figure "+f.Name] = f.Quote
	}
	for _, q := range append(append(r.Scope, r.Purpose...), append(r.Penalties, r.ProblemQuotes...)...) {
		out["sentence "+q.Text] = q
	}
	return out
}

// FuzzFacts reads anything without a panic, and every quote is what stands at
// its place in the text as it was given.
func FuzzFacts(f *testing.F) {
	r := factstest.Reader(f)
	for _, name := range []string{"seed.jsonl", "dev.jsonl"} {
		for i, l := range corpus(f, name) {
			if i%8 == 0 {
				f.Add(l.Title, l.TitleZH, l.Body, string(l.Published))
			}
		}
	}
	f.Add("关于\x00\xff的通报", "", "自  年  月  日起施行", "")
	f.Add(strings.Repeat("《", 400), "", "2022年99月99日前反馈意见\n"+strings.Repeat("9", 400)+"款APP", "2022-02-29")
	f.Fuzz(func(t *testing.T, title, zh, body, published string) {
		w := feeds.Writing{Title: title, TitleZH: zh, Body: body, Source: "CAC", Published: feeds.Day(published)}
		got := r.Read(w)
		for fact, q := range quotes(got) {
			checkQuote(t, w, fact, q)
		}
		for _, n := range got.Figures {
			if n.Value <= 0 {
				t.Errorf("%s is %d", n.Name, n.Value)
			}
		}
	})
}

func checkQuote(t *testing.T, w feeds.Writing, fact string, q feeds.Quote) {
	t.Helper()
	if q.Text == "" || q.Offset < 0 {
		return
	}
	for _, in := range []struct{ name, text string }{{"title", w.Title}, {"title", w.TitleZH}, {"text", w.Body}} {
		if in.name == q.In && q.Offset+len(q.Text) <= len(in.text) && in.text[q.Offset:q.Offset+len(q.Text)] == q.Text {
			return
		}
	}
	t.Errorf("%s: quote %q is not at %d of the %s", fact, q.Text, q.Offset, q.In)
}

// TestHostileTextsAreRead holds what broke or slowed parsers elsewhere.
func TestHostileTextsAreRead(t *testing.T) {
	r := factstest.Reader(t)
	for name, w := range map[string]feeds.Writing{
		"huge title":    {Title: strings.Repeat("关于国家互联网信息办公室", 6000)},
		"huge body":     {Title: "公告", Body: strings.Repeat("2022年9月1日，共38款APP存在问题。", 20000), Published: "2022-09-01"},
		"one line":      {Title: "x", Body: strings.Repeat("a", 300<<10)},
		"digits":        {Title: "x", Body: strings.Repeat("1,234,", 50000)},
		"invalid utf-8": {Title: "通\xe9报\xff", Body: "\xf0\x28\x8c\x28 2022\x00年"},
		"controls":      {Title: "\x00\x01\x02", Body: "\u202e\u2066自\u200b2022年\u200b9月1日起施行"},
	} {
		t.Run(name, func(t *testing.T) {
			got := r.Read(w)
			for fact, q := range quotes(got) {
				checkQuote(t, w, fact, q)
				if !utf8.ValidString(q.Text) && utf8.ValidString(w.Title+w.Body) {
					t.Errorf("%s: quote %q cuts a character", fact, q.Text)
				}
			}
		})
	}
}
