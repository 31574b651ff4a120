package extract_test

import (
	"strings"
	"testing"

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
