package poll_test

import (
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/catalog"
	"github.com/regwire/regwire/feeds/dedupe"
)

func TestAnyLinkMayBeSubmitted(t *testing.T) {
	all, err := catalog.Sources()
	if err != nil {
		t.Fatal(err)
	}
	places := town{
		"blog.example.com/a":     `<html><head><title>Data export in 2022 - A blog</title></head><body><article><h1>Data export in 2022</h1><p>` + strings.Repeat("Personal information leaves the country under three ways. ", 12) + `</p></article></body></html>`,
		"files.example.com/get":  "!Content-Type: application/pdf\n!Content-Disposition: attachment; filename=\"Guide to exports.pdf\"\n%PDF-1.7 x",
		"files.example.com/x":    "",
		"broken.example.com/one": "!Status: 500\n",
		"gone.example.com/one":   "!Status: 404\n",
	}
	l := newLabOf(t, places.recording(t), 0, all, "none")
	for _, u := range []string{
		"https://blog.example.com/a", "https://files.example.com/get", "https://files.example.com/%E6%8C%87%E5%8D%97.pdf",
		"https://broken.example.com/one", "https://gone.example.com/one",
	} {
		item := feeds.Item{Source: "links", Workspace: "slack:T1", URL: u, State: feeds.ItemUnread, Found: l.clock(), Submitted: &feeds.Submission{By: "U1", Workspace: "slack:T1", At: l.clock()}}
		f := feeds.Found{Item: item, Keys: dedupe.Identity{}.ItemKeys("links", feeds.Entry{URL: u})}
		if _, _, err := l.store.Submit(t.Context(), f, bot.Audit{}); err != nil {
			t.Fatal(err)
		}
	}
	for range 3 {
		l.round(20 * time.Minute)
	}
	want := map[string]struct{ title, why string }{
		"https://blog.example.com/a":                       {"Data export in 2022", ""},
		"https://files.example.com/get":                    {"Guide to exports", "file"},
		"https://files.example.com/%E6%8C%87%E5%8D%97.pdf": {"指南", "file"},
		"https://broken.example.com/one":                   {"", "500"},
		"https://gone.example.com/one":                     {"", "gone"},
	}
	hits, _, err := l.store.Find(t.Context(), bot.Query{Items: true, Limit: 20, Workspace: "slack:T1"})
	if err != nil || len(hits) != len(want) {
		t.Fatalf("%d items, %v", len(hits), err)
	}
	for _, h := range hits {
		i, w := h.Item, want[h.Item.URL]
		if i.Title != w.title || (w.why == "") != (i.Unread == "") || !strings.Contains(i.Unread, w.why) || i.State == feeds.ItemUnread {
			t.Errorf("%s: %q, %s (%s); want %q (%s)", i.URL, i.Title, i.State, i.Unread, w.title, w.why)
		}
		if strings.HasPrefix(i.URL, "https://broken") && !i.NextTry.After(l.clock()) {
			t.Errorf("%s is not tried again later", i.URL)
		}
	}
	if hits, _, err := l.store.Find(t.Context(), bot.Query{Items: true, Limit: 20, Workspace: "slack:T2"}); err != nil || len(hits) != 0 {
		t.Errorf("another workspace sees %d of them, %v", len(hits), err)
	}
}
