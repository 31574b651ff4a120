package figure

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/pattern"
)

// ofEach are figures that a text of several cases has for each.
var ofEach = map[string]bool{
	"arrested": true, "detained": true, "prosecuted": true, "sentenced": true, "approved_arrests": true, "persons_affected": true,
	"records": true, "illegal_gains_cny": true, "damages_cny": true, "amount_cny": true, "fine_cny": true,
}

// figuresOfCases marks the figures of one of several cases, and makes them minor beside one
// of all: the fine of the first case that a notice of twenty tells is none of the twenty.
func (p *reading) figuresOfCases() {
	for i := range p.Out.Figures {
		f := &p.Out.Figures[i]
		f.One = ofEach[f.Name] && (f.Quote.Case > 0 || p.toldBefore(*f))
		f.Minor = f.Minor || p.ofOneCase(*f)
	}
	for i := range p.Out.Figures {
		f := &p.Out.Figures[i]
		if f.One && slices.ContainsFunc(p.Out.Figures, func(g feeds.Figure) bool { return g.Name == f.Name && !g.One && !g.Minor }) {
			f.Minor = true
		}
	}
}

// toldBefore reports whether a figure in front of the cases is that of one of them, told as
// an example: the notice of nine cases names the first firm and its fine in its opening.
func (p *reading) toldBefore(f feeds.Figure) bool {
	return p.Body.Headed && f.Quote.In == p.Body.In && slices.ContainsFunc(p.Out.Figures, func(g feeds.Figure) bool { return g.Name == f.Name && g.Value == f.Value && g.Quote.Case > 0 })
}

// ofOneCase reports whether a figure is of a case with a head of its own, and so no headline:
// but for fines, of which each case has its own and readers ask first.
func (p *reading) ofOneCase(f feeds.Figure) bool {
	return p.Body.Headed && f.Quote.Case > 0 && f.Name != "fine_cny"
}

// publishedZH and publishedBefore stand around a number of published cases.
var publishedZH = pattern.MustCompile(publishedCases)

var publishedBefore = pattern.MustCompile(`(?:典型|指导性|参考)[\p{Han}]{0,8}案例(?:共计?|计|合计)?$`)

// thisTimeZH says in front of such a number that it is of this page.
var thisTimeZH = pattern.MustCompile(`(?:本次|此次|这次|本批|该批|这批|此批)[^。;]*$`)

// inOneOf ends what stands before a case that is told as one of several: 在一起案例中.
var inOneOf = pattern.MustCompile(`(?:^|[^\p{Han}])在$`)

// publishedFirst makes the cases that a digest publishes its headline, and none that were
// tried in all: 去年办理案件6000余件,本次发布某案等8件典型案例. The police publish some beside
// how many they solved, which is their news, unless they say that they publish them now.
func (p *reading) publishedFirst() {
	if !strings.Contains(p.Title.S+p.Chinese.S, "案例") {
		return
	}
	tries := slices.ContainsFunc(p.Out.Authorities, p.TriesCases)
	at := slices.IndexFunc(p.Out.Figures, func(f feeds.Figure) bool {
		if f.Name != "cases" || f.Value == 1 {
			return false
		}
		before := p.beforeFigure(f)
		return (publishedZH.MatchString(p.behindFigure(f)) || publishedBefore.MatchString(before)) &&
			(tries || thisTimeZH.MatchString(before)) && !view.ContainsAny(before, "累计", "此前", "已发布")
	})
	if at < 0 {
		return
	}
	for i := range p.Out.Figures {
		if p.Out.Figures[i].Name == "cases" {
			p.Out.Figures[i].Minor = i != at
		}
	}
}
