package dedupe

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
)

const (
	// joinDays is how far apart two reports of one document may be, actDays of
	// one act.
	joinDays = 30
	actDays  = 14
)

// pair is an item beside a candidate event, with what both are about.
type pair struct {
	item, lead feeds.Item
	a, b       opus
	event      feeds.Event
}

// Join decides which candidate, if any, the item belongs to. The first that
// agrees on everything wins; candidates of the same act but another stage become
// lineage.
func (Identity) Join(item feeds.Item, candidates []feeds.Candidate) feeds.Verdict {
	var v feeds.Verdict
	a := work(item)
	for _, c := range candidates {
		p := pair{item: item, lead: c.Lead, a: a, b: work(c.Lead), event: c.Event}
		if v.Join == "" && p.same() {
			v.Join = c.Event.ID
			continue
		}
		if l, ok := p.follows(); ok {
			v.Links = append(v.Links, l)
		}
	}
	return v
}

// same reports whether both are about one document or act.
func (p pair) same() bool {
	if ca := Canonical(p.item.URL); ca != "" && ca == Canonical(p.lead.URL) {
		return true
	}
	for _, no := range apart {
		if no(p) {
			return false
		}
	}
	for _, yes := range together {
		if yes(p) {
			return true
		}
	}
	return false
}

// apart are the reasons to keep two items in two events, each enough alone.
var apart = []func(pair) bool{
	func(p pair) bool { return p.days() > joinDays },
	func(p pair) bool { return p.a.explains != p.b.explains },
	func(p pair) bool { return p.item.Reading.Stage != p.lead.Reading.Stage && !p.untold() },
	func(p pair) bool { return removes(p.item) != removes(p.lead) },
	func(p pair) bool { return datesDiffer(p.item.Reading.Dates, p.lead.Reading.Dates) },
	func(p pair) bool { return figuresDiffer(p.item.Reading, p.lead.Reading) },
	func(p pair) bool {
		return p.a.english == p.b.english && !p.mediaAmong() && !subset(p.a.numbers, p.b.numbers)
	},
}

// together are the reasons to see one event, each enough once nothing keeps
// the two apart.
var together = []func(pair) bool{
	sameDocument, sameTitle, sameAct, sameAcrossLanguages, sameText,
}

// days between the two publications; 0 when either is not known.
func (p pair) days() int {
	d := p.item.Published.Sub(p.lead.Published)
	return max(d, -d)
}

func (p pair) mediaAmong() bool { return p.item.Media || p.lead.Media }

// untold reports whether one side is a press report, which need not say at what
// stage a document stands.
func (p pair) untold() bool {
	return p.item.Reading.Stage == "" && p.item.Media || p.lead.Reading.Stage == "" && p.lead.Media
}

func (p pair) sameIssuer() bool {
	if p.a.lead == p.b.lead {
		return true
	}
	a, b := p.item.Reading.Authorities, p.lead.Reading.Authorities
	return slices.ContainsFunc(a, func(x feeds.AuthorityID) bool { return slices.Contains(b, x) })
}

func sameDocument(p pair) bool {
	if p.item.Reading.Section != p.lead.Reading.Section && !p.mediaAmong() {
		return false
	}
	named := func(w opus) []string { return append(slices.Clone(w.documents), w.core) }
	for _, x := range named(p.a) {
		for _, y := range named(p.b) {
			if len([]rune(x)) >= 6 && x == y && p.sameIssuer() {
				return p.textAgrees(x)
			}
		}
	}
	return false
}

// textAgrees asks the texts where a title is short or generic: the same words on
// another day are another notice of a series.
func (p pair) textAgrees(title string) bool {
	if p.item.Reading.Section == feeds.Legislation && len([]rune(title)) >= 8 {
		return true
	}
	if len(p.a.shingles) > 0 && len(p.b.shingles) > 0 {
		return jaccard(p.a.shingles, p.b.shingles) >= 0.5
	}
	return p.days() <= 3
}

func sameTitle(p pair) bool {
	x, y := p.a.core, p.b.core
	if len([]rune(x)) < 8 || len([]rune(y)) < 8 || !p.sameIssuer() {
		return false
	}
	prefix := len([]rune(x)) >= 10 && len([]rune(y)) >= 10 && (strings.HasPrefix(x, y) || strings.HasPrefix(y, x))
	if x != y && !prefix && jaccard(shingle(x), shingle(y)) < 0.75 {
		return false
	}
	return p.textAgrees(x)
}

// sameAct is one act reported twice: the same authority, a telling figure in
// common, within days.
func sameAct(p pair) bool {
	if p.days() > actDays || !p.sameIssuer() || p.item.Reading.Section != p.lead.Reading.Section {
		return false
	}
	if p.item.Reading.Section != feeds.EnforcementCase && p.item.Reading.Section != feeds.CourtLitigation {
		return false
	}
	if !p.mediaAmong() && p.a.english == p.b.english && p.a.lead == p.b.lead {
		// Two pages of one authority: the title or the text has to agree.
		return jaccard(shingle(p.a.core), shingle(p.b.core)) >= 0.5 && p.textAgrees("")
	}
	for _, f := range p.item.Reading.Figures {
		if g, ok := p.lead.Reading.Figure(f.Name); ok && !f.Minor && g.Value == f.Value && telling(f) {
			return true
		}
	}
	return false
}

// telling reports whether a figure is rare enough to name an act.
func telling(f feeds.Figure) bool { return f.Value >= 10 }

// sameAcrossLanguages compares our English of the Chinese title with the other's.
func sameAcrossLanguages(p pair) bool {
	if p.a.english == p.b.english || p.days() > actDays || !p.sameIssuer() && !p.mediaAmong() {
		return false
	}
	a, b := p.item.Reading, p.lead.Reading
	if a.Section != b.Section {
		return false
	}
	if e := a.Dates.Effective.Day; e != "" && e == b.Dates.Effective.Day {
		return contained(words(english(p.item)), words(english(p.lead))) >= 0.4
	}
	return contained(words(english(p.item)), words(english(p.lead))) >= 0.6
}

func english(i feeds.Item) string {
	if !hasHan(i.Title) {
		return i.Title
	}
	return i.Reading.TitleEN.Text
}

// sameText is one text under two titles.
func sameText(p pair) bool {
	return len(p.a.shingles) > 0 && len(p.b.shingles) > 0 && p.sameIssuer() && jaccard(p.a.shingles, p.b.shingles) >= 0.7
}

func removes(i feeds.Item) bool {
	_, removed := i.Reading.Figure("apps_removed")
	_, named := i.Reading.Figure("apps")
	return removed && !named || strings.Contains(i.Title, "下架")
}

func datesDiffer(a, b feeds.Dates) bool {
	differ := func(x, y feeds.Date) bool { return x.Day != "" && y.Day != "" && x.Day != y.Day }
	return differ(a.Effective, b.Effective) || differ(a.CommentCloses, b.CommentCloses)
}

// figuresDiffer reports whether a headline figure that both give has two values.
func figuresDiffer(a, b feeds.Reading) bool {
	for _, f := range a.Figures {
		if g, ok := b.Figure(f.Name); ok && !f.Minor && g.Value != f.Value {
			return true
		}
	}
	return false
}

// subset reports whether the numbers of one title all stand in the other.
func subset(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	for _, n := range a {
		if !slices.Contains(b, n) {
			return false
		}
	}
	return true
}

// follows says how the event stands to the item when both are about one
// document but not the same act.
func (p pair) follows() (feeds.Link, bool) {
	sure := slices.ContainsFunc(p.a.documents, func(d string) bool {
		return len([]rune(d)) >= 6 && (slices.Contains(p.b.documents, d) || d == p.b.core)
	}) ||
		slices.ContainsFunc(p.b.documents, func(d string) bool { return len([]rune(d)) >= 6 && d == p.a.core }) ||
		len([]rune(p.a.core)) >= 8 && p.a.core == p.b.core
	near := sure || bag(p.a.core) != "" && p.sameBag()
	if !near {
		return feeds.Link{}, false
	}
	l := feeds.Link{Event: p.event.ID, Sure: sure && p.sameIssuer()}
	switch a, b := p.item.Reading.Stage, p.lead.Reading.Stage; {
	case p.a.explains && !p.b.explains:
		l.Relation = "qa_on"
	case p.b.explains && !p.a.explains:
		l.Relation = "explained_by"
	case a == feeds.StageIssued && (b == feeds.StageDraft || b == feeds.StageReading):
		l.Relation = "final_of"
	case b == feeds.StageIssued && (a == feeds.StageDraft || a == feeds.StageReading):
		l.Relation = "draft_of"
	case removes(p.item) && !removes(p.lead) && p.sameIssuer():
		l.Relation, l.Sure = "removal_of", false
	default:
		return feeds.Link{}, false
	}
	return l, true
}

func (p pair) sameBag() bool {
	names := func(w opus) []string { return append(slices.Clone(w.documents), w.core) }
	for _, x := range names(p.a) {
		for _, y := range names(p.b) {
			if k := bag(x); k != "" && k == bag(y) {
				return true
			}
		}
	}
	return false
}
