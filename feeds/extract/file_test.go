package extract_test

import (
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract"
)

// A document that is no text has no body, and is not empty for it.
func TestAFileInPlaceOfAListIsCalledOne(t *testing.T) {
	for kind, c := range map[string]struct {
		rule extract.ListRule
		want string
	}{
		"feed": {extract.ListRule{URLs: []string{"https://a.example/"}}, "the answer is a file, not a feed"},
		"html": {extract.ListRule{URLs: []string{"https://a.example/"}, Rows: extract.Words{"li"}}, "the answer is a file, not a page"},
	} {
		s := extract.Source{Source: feeds.Source{ID: "a", Kind: kind}, Rule: extract.Rule{Lists: []extract.ListRule{c.rule}}}
		doc := feeds.Document{Request: s.Start(feeds.Visit{}, at)[0], URL: "https://a.example/", Status: 200, Raw: []byte("%PDF-1.4"), At: at}
		if got := s.Read(doc); got.Outcome != feeds.OutcomeError || !strings.Contains(got.Reason, c.want) {
			t.Errorf("%s: %s %q, want %q", kind, got.Outcome, got.Reason, c.want)
		}
		doc.Raw = nil
		if got := s.Read(doc); !strings.Contains(got.Reason, "is empty") {
			t.Errorf("%s without a byte: %q", kind, got.Reason)
		}
	}
}

func TestDaysThatNobodyPublishesOnAndNamesBeforeHostsAreLeftOut(t *testing.T) {
	row := func(day, link string) string {
		return "<item><title>" + link + "</title><link>" + link + "</link><pubDate>" + day + "</pubDate></item>"
	}
	rows := []struct{ day, link, url, want string }{
		{"Fri, 31 Dec 9999 23:59:59 GMT", "https://a.example/1", "https://a.example/1", ""},
		{"Mon, 01 Jan 0001 00:00:00 GMT", "https://a.example/2", "https://a.example/2", ""},
		{"Fri, 16 Sep 2122 10:00:00 +0800", "https://a.example/3", "https://a.example/3", ""},
		{at.AddDate(0, 1, 0).Format(time.RFC1123Z), "https://a.example/4", "https://a.example/4", string(feeds.DayOf(at.AddDate(0, 1, 0), feeds.Shanghai))},
		{"Mon, 05 Sep 1994 10:00:00 +0800", "https://www.cac.gov.cn@a.example/5", "https://a.example/5", "1994-09-05"},
	}
	body := "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>T</title>"
	for _, r := range rows {
		body += row(r.day, r.link)
	}
	s := extract.Source{Source: feeds.Source{ID: "a", Kind: "feed"}, Rule: extract.Rule{Lists: []extract.ListRule{{URLs: []string{"https://a.example/"}}}}}
	doc := feeds.Document{Request: s.Start(feeds.Visit{}, at)[0], URL: "https://a.example/", Status: 200, Raw: []byte(body), Body: []byte(body + "</channel></rss>"), At: at}
	got := s.Read(doc).Entries
	if len(got) != len(rows) {
		t.Fatalf("%d rows of %d", len(got), len(rows))
	}
	for i, r := range rows {
		if string(got[i].Date) != r.want || got[i].URL != r.url {
			t.Errorf("%s: %q %q, want %q", r.link, got[i].URL, got[i].Date, r.want)
		}
	}
}
