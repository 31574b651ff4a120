package extract

import (
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/answer"
	"github.com/regwire/regwire/feeds/extract/rule"
)

// TestAPageThatBreaksTheParserSaysSoInOneSentence: where it broke is for the log.
func TestAPageThatBreaksTheParserSaysSoInOneSentence(t *testing.T) {
	breaks := func(*reading) answer.Result { panic("index out of range [3]") }
	kinds["breaking"] = kind{list: breaks, article: breaks}
	defer delete(kinds, "breaking")
	s := Source{Source: feeds.Source{Kind: "breaking"}, Rule: rule.Rule{Lists: []rule.List{{URLs: []string{"https://a.example.gov.cn/"}}}}}
	for _, shape := range []feeds.Shape{feeds.ShapeList, feeds.ShapeArticle} {
		res := s.Read(feeds.Document{Request: feeds.Request{URL: "https://a.example.gov.cn/", Shape: shape}})
		if res.Outcome != feeds.OutcomeError || res.Reason != "the page broke the parser" {
			t.Errorf("%s: %s (%s)", shape, res.Outcome, res.Reason)
		}
		if !strings.HasPrefix(res.Broke, "index out of range [3] at broken_test.go:") {
			t.Errorf("%s: the log is told %q", shape, res.Broke)
		}
	}
}
