package dedupe_test

import (
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/dedupe"
)

// TestEnglishReportsOfOneRule: news and law firms tell of one rule in their own words, days
// apart; what applies from that day too may be another.
func TestEnglishReportsOfOneRule(t *testing.T) {
	report := func(title, text string, published, effective feeds.Day) feeds.Item {
		i := document(title, feeds.StageIssued, published, "CAC")
		i.Text, i.Article.Text = text, text
		i.Media, i.Authority, i.URL = true, "MEDIA", "https://news.example/"+title[:12]+string(published)
		i.Reading.Topics, i.Reading.Dates.Effective.Day = []feeds.Topic{"data_export"}, effective
		return i
	}
	first := report("China finalises certification rules for personal information exports", "The Measures for the Certification of Cross-border Transfers of Personal Information apply from 1 January 2026.", "2025-10-21", "2026-01-01")
	for _, tt := range []struct {
		name string
		item feeds.Item
		same bool
	}{
		{"a law firm's note days later", report("Client alert: PRC certification measures for cross-border transfer of personal information released", "They will apply from 1 January 2026.", "2025-10-24", "2026-01-01"), true},
		{"another rule of that day", report("China sets terms of office for protection officers", "Companies that handle personal information abroad have until then.", "2025-10-22", "2026-01-01"), false},
		{"a standard for it", report("China publishes certification standard for personal information exports", "The national standard applies from 1 January 2026.", "2025-10-22", "2026-01-01"), false},
		{"another day", report("China finalises certification rules for personal information exports of carmakers", "The certification measures apply from 1 March 2026.", "2025-10-22", "2026-03-01"), false},
	} {
		if got := dedupe.Group([]feeds.Item{first, tt.item}); (got[0] == got[1]) != tt.same {
			t.Errorf("%s: joined %v, want %v", tt.name, !tt.same, tt.same)
		}
	}
}
