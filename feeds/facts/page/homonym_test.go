package page_test

import (
	"slices"
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/factstest"
)

// TestANameThatBodiesOfSeveralPlacesShareIsOfThePlaceSpokenOf: Korea's and Japan's
// commissions have one English name, and so have Singapore's and Taiwan's.
func TestANameThatBodiesOfSeveralPlacesShareIsOfThePlaceSpokenOf(t *testing.T) {
	const body = "The Personal Information Protection Commission fined the marketplace on Thursday over transfers of users' personal data to China."
	for _, tt := range []struct {
		title, body string
		source      feeds.AuthorityID
		want        feeds.AuthorityID
	}{
		{"South Korea fines Chinese marketplace", body, "MEDIA", "PIPC"},
		{"Japan fines Chinese marketplace", body, "MEDIA", "PPC"},
		{"Chinese marketplace fined", body, "PPC", "PPC"},
		{"Chinese marketplace fined", body, "MEDIA", "MEDIA"},
		{"Taiwan fines hotel for leak of guests' data", "The Personal Data Protection Commission fined a hotel on Thursday.", "MEDIA", "TWPDPC"},
		{"Hotel fined for leak of guests' data", "The Personal Data Protection Commission fined a hotel on Thursday.", "MEDIA", "PDPC"},
	} {
		got := factstest.Reader(t).Read(feeds.Writing{Title: tt.title, Body: tt.body, Source: tt.source, Media: tt.source == "MEDIA", Published: "2025-05-15"})
		if !slices.Equal(got.Authorities, []feeds.AuthorityID{tt.want}) {
			t.Errorf("%s, on a page of %s: of %v, want %s", tt.title, tt.source, got.Authorities, tt.want)
		}
	}
}

// TestTheCentralBankOfAnotherStateIsNotChinas: 央行 is whose the country in front says.
func TestTheCentralBankOfAnotherStateIsNotChinas(t *testing.T) {
	for title, want := range map[string]bool{
		"央行就业务领域数据安全管理办法公开征求意见": true, "中国央行发布数据安全管理办法": true, "我国央行发布数据安全管理办法": true,
		"英国央行就数据安全管理办法公开征求意见": false, "巴西央行发布人工智能监管指引": false, "多国央行公布数据安全指引": false, "欧洲央行发布数据安全指引": false,
		"央行：去年对违反数据安全管理规定的机构罚款1.2亿元": true, "全球央行关注数据安全": false, "央行数字货币保护用户隐私": false,
	} {
		got := factstest.Reader(t).Read(feeds.Writing{Title: title, Body: "据报道，" + title + "。", Source: "MEDIA", Media: true, Published: "2025-05-15"})
		if slices.Contains(got.Authorities, "PBOC") != want {
			t.Errorf("%s: of %v, want PBOC among them %v", title, got.Authorities, want)
		}
	}
}

// TestATermThatARuleGivesIsNobodysToRectifyBy: a report of a rule has no day by which
// anybody has to rectify, whoever tells of it.
func TestATermThatARuleGivesIsNobodysToRectifyBy(t *testing.T) {
	got := factstest.Reader(t).Read(feeds.Writing{
		Title: "China issues new compliance audit rules", Source: "MEDIA", Media: true, Published: "2025-02-19",
		Body: "The Cyberspace Administration of China issued the Administrative Measures for Personal Information Protection Compliance Audits, effective 1 May 2025. Rectification must be reported within 15 working days.",
	})
	if got.Stage != feeds.StageIssued || got.Dates.Rectify.Stated() {
		t.Errorf("at stage %q, to be rectified by %+v", got.Stage, got.Dates.Rectify)
	}
}
