package dedupe

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
)

const (
	// joinDays is how far apart two reports of one document may be, actDays of
	// one act with a figure that is rare, fewDays of one with a common figure.
	joinDays = 30
	actDays  = 14
	fewDays  = 4
)

// sameness says why two items are one event; later values are stronger reasons.
type sameness int

const (
	apart sameness = iota // something keeps them so
	strangers
	perhapsSame // not joined: a person is asked
	nearlySame  // joined only where no other event is as likely
	sameReport
	sameAct
	sameWork // across languages
	sameTitle
	sameText
	sameDocument
	samePage
)

// pair is an item beside the one that speaks for a candidate event.
type pair struct{ a, b *opus }

// sameness tells whether both are about one document or act, and by what.
func (p pair) sameness() sameness {
	if p.onePage() {
		return samePage
	}
	if p.kept() {
		return apart
	}
	for _, row := range together {
		if row.yes(p) {
			return row.by
		}
	}
	return p.perhaps()
}

// kept reports whether something keeps the two apart.
func (p pair) kept() bool {
	return slices.ContainsFunc(keeping, func(no func(pair) bool) bool { return no(p) })
}

// onePage reports whether both stand at one address. An address may be used again for something
// else; then neither the titles nor the texts agree.
func (p pair) onePage() bool {
	if p.a.canonical() == "" || p.a.canonical() != p.b.canonical() {
		return false
	}
	if _, contained := p.a.titlePairs().alike(p.b.titlePairs()); contained >= 0.4 || p.a.english != p.b.english {
		return true
	}
	jaccard, known := p.texts()
	return !known || jaccard >= 0.3
}

// keeping are the reasons to keep two items in two events; any one of them is enough.
var keeping = []func(pair) bool{
	func(p pair) bool { return tooFar(p.a.item, p.b.item) && !p.translated() },
	func(p pair) bool { return p.a.explains != p.b.explains },
	func(p pair) bool {
		return p.a.amends != p.b.amends && !p.a.english && !p.b.english && !p.a.revises() && !p.b.revises()
	}, // headlines in English say so, or not
	func(p pair) bool { return p.a.removes != p.b.removes },
	func(p pair) bool { return p.a.again != p.b.again && !p.media() && !p.acrossLanguages() },
	func(p pair) bool {
		return p.a.item.Reading.Stage != p.b.item.Reading.Stage && !p.untold() && !p.draftsAlike() && !p.openAlike() && !p.numberedAlike() && !p.forwarded() && !p.handedOn()
	},
	func(p pair) bool { return p.a.counts.conflict(p.b.counts) },
	func(p pair) bool {
		return disjoint(p.a.item.Reading.PlanNumbers, p.b.item.Reading.PlanNumbers)
	},
	func(p pair) bool { return datesDiffer(p.a.item.Reading.Dates, p.b.item.Reading.Dates) },
	func(p pair) bool { return figuresDiffer(p.a, p.b) },
	func(p pair) bool { return listsDiffer(p.a.item.Reading.Apps, p.b.item.Reading.Apps) },
	pair.oneIsStandard,
	pair.oneCarriesOut,
	pair.takesEffectBetween,
	pair.placesDiffer,
	pair.tradesDiffer,
}

// together are the reasons to take two items for one event, the strongest first. Any one of
// them is enough where nothing of keeping applies.
var together = []struct {
	by  sameness
	yes func(pair) bool
}{
	{sameDocument, pair.oneDocument},
	{sameText, pair.oneText},
	{sameTitle, pair.oneTitle},
	{sameWork, pair.oneWork},
	{sameWork, pair.oneIssue},
	{sameWork, pair.toldTwice},
	{sameAct, pair.oneAct},
	{sameAct, pair.oneStory},
	{sameReport, pair.oneReport},
}

// days between the two publications, and whether both are known.
func (p pair) days() (days int, known bool) {
	a, b := p.a.item.Published, p.b.item.Published
	n := a.Sub(b)
	return max(n, -n), a.Valid() && b.Valid()
}

func (p pair) closer(limit int) bool {
	days, known := p.days()
	return known && days <= limit
}

func (p pair) media() bool           { return p.a.item.Media || p.b.item.Media }
func (p pair) acrossLanguages() bool { return p.a.english != p.b.english }

// untold reports whether one side is a press report, which need not say at what
// stage a document stands.
func (p pair) untold() bool {
	return p.a.item.Media && p.a.item.Reading.Stage == "" || p.b.item.Media && p.b.item.Reading.Stage == ""
}

// numberedAlike reports whether both have the same document number and one of them does not say
// at what stage the document stands.
func (p pair) numberedAlike() bool {
	return (p.a.item.Reading.Stage == "" || p.b.item.Reading.Stage == "") && p.closer(1) && p.numberAlike() > 0
}

// draftsAlike reports whether a report in the press or in another language is of the same draft
// although the two name its stage differently: what one calls a draft is before the legislature
// for the other. It holds where neither says that comments are taken.
func (p pair) draftsAlike() bool {
	a, b := p.a.item.Reading, p.b.item.Reading
	return (p.media() || p.acrossLanguages()) && p.closer(1) && a.Stage.InDraft() && b.Stage.InDraft() && !a.Dates.CommentCloses.Stated() && !b.Dates.CommentCloses.Stated()
}

// openAlike reports whether a press report and the other item name the same day until which
// comments are taken; what the headline says of the stage then does not matter.
func (p pair) openAlike() bool {
	d := p.a.item.Reading.Dates.CommentCloses.Day
	return p.media() && d != "" && d == p.b.item.Reading.Dates.CommentCloses.Day
}

// handedOn reports whether an authority that is not among the issuers tells, by the next day and
// without its stage, of what so many departments have issued together.
func (p pair) handedOn() bool {
	a, b := p.a.item.Reading, p.b.item.Reading
	joint, known := a.Figure("departments")
	other, also := b.Figure("departments")
	return (a.Stage == "" || b.Stage == "") && p.apartFrom() && p.closer(1) && known && also && joint.Value == other.Value && p.titlesAlike() > 0
}

// oneSite reports whether both stand on the same authority's site. A site does not publish one
// thing twice in different words.
func (p pair) oneSite() bool {
	return p.a.host() != "" && p.a.host() == p.b.host() && !p.media()
}

// forwarded reports whether one is another authority's copy of what the other had issued before.
func (p pair) forwarded() bool {
	a, b := p.a, p.b
	if b.forwards() {
		a, b = b, a
	}
	return a.forwards() && !b.forwards() && a.item.Published >= b.item.Published && !disjoint(placesOf(a.title), placesOf(b.title))
}

// texts compares the bodies; known is false when one is missing.
func (p pair) texts() (jaccard float64, known bool) {
	if !p.a.sketch().known() || !p.b.sketch().known() {
		return 0, false
	}
	jaccard, _ = p.a.sketch().alike(p.b.sketch())
	return jaccard, true
}

// oneText is one text under two titles, or a reprint: nearly all of the shorter text stands in
// the longer one, and so do its figures. The figures matter because a series of notices uses
// the same text again and again with other figures.
func (p pair) oneText() bool {
	common, titles := p.a.titlePairs().alike(p.b.titlePairs())
	inside := strings.Contains(p.a.bare, p.b.bare) || strings.Contains(p.b.bare, p.a.bare)
	if titles < 0.3 && !inside || p.acrossLanguages() || !p.a.sketch().known() || !p.b.sketch().known() {
		return false
	}
	if otherDocument(p.a, p.b) || p.oneSite() && p.titlesAlike() < 3 {
		return false // a form that is filled in again and again
	}
	jaccard, contained := p.a.sketch().alike(p.b.sketch())
	switch {
	case jaccard >= 0.85:
	case !inside && common < 0.75:
		return false // a word was exchanged in the title, and clauses in the text
	case jaccard < 0.55 && (contained < 0.85 || jaccard < 0.3):
		return false
	}
	if p.a.numbers().agree(p.b.numbers()) < figuresAgree || p.decisiveFigure() {
		return false
	}
	if p.sameIssuer() {
		return true
	}
	// A reprint on another authority's site. Two notices from the same form differ in the
	// place that each names.
	return contained >= 0.9 && (titles >= 0.5 || inside) && !disjoint(placesOf(p.a.title), placesOf(p.b.title))
}

// figuresAgree is how many figures of the shorter text must stand in the longer.
const figuresAgree = 0.7

// decisiveFigure reports whether the texts differ in a number that tells one notice of a series
// from the next: the batch or issue, how many apps or cases it names, a sum of money.
func (p pair) decisiveFigure() bool {
	a, b := p.a.numbers(), p.b.numbers()
	for _, unit := range []string{"批", "期", "款", "元", "起"} {
		if len(a[unit]) > 0 && len(b[unit]) > 0 && !within(a[unit], b[unit]) && !within(b[unit], a[unit]) {
			return true
		}
	}
	return false
}

// translationDays are how long after a rule its maker may put out a translation.
const translationDays = 180

// translated reports whether one is the English translation, by its maker, of the other, a rule
// published before.
func (p pair) translated() bool {
	a, b := p.a.item, p.b.item
	if !p.acrossLanguages() || p.media() || p.a.explains || p.b.explains || !p.sameIssuer() || !p.closer(translationDays) {
		return false
	}
	if a.Published < b.Published == p.a.english {
		return false
	}
	e := a.Reading.Dates.Effective.Day
	if a.Reading.Stage != feeds.StageIssued || b.Reading.Stage != feeds.StageIssued || e == "" || e != b.Reading.Dates.Effective.Day {
		return false
	}
	x, y := p.a.words(), p.b.words()
	common, telling := shared(x, y)
	return common >= 0.75 && telling && own(x, y) >= 3
}

// oneWork is one document or act reported in two languages: our English of the
// Chinese title beside the other's title.
func (p pair) oneWork() bool {
	if p.translated() {
		return true
	}
	if !p.acrossLanguages() || !p.closer(actDays) || !p.sameIssuer() && !p.media() {
		return false
	}
	a, b := p.a.item.Reading, p.b.item.Reading
	if a.Section != b.Section {
		return false
	}
	x, y := p.a.words(), p.b.words()
	common, telling := shared(x, y)
	if p.closer(1) && p.sameIssuer() && common >= 0.5 && telling && own(x, y) >= 3 {
		return true
	}
	if e := a.Dates.Effective.Day; e != "" && e == b.Dates.Effective.Day {
		return common >= 0.5 && own(x, y) > 1
	}
	if c := a.Dates.CommentCloses.Day; c != "" && c == b.Dates.CommentCloses.Day && (p.closer(reportDays) || p.sameBodies()) && common >= 0.5 && own(x, y) >= 2 && !p.otherTopics() {
		return true
	}
	if acts(a.Section) && !p.media() && !p.closer(reportDays) {
		return false // an office has its acts in both languages at once; the next one reads alike
	}
	return common >= 0.6 && telling
}

// oneIssue is one issue, in two languages, of the answers that a body publishes every month.
func (p pair) oneIssue() bool {
	if !p.acrossLanguages() || !p.a.explains || !p.closer(reportDays) || !p.sameIssuer() || !sharesTopic(p.a.item.Reading, p.b.item.Reading) {
		return false
	}
	for _, unit := range []string{"月", "期", "批"} {
		if a, b := p.a.counts[unit], p.b.counts[unit]; len(a) > 0 && len(b) > 0 && within(a, b) {
			return true
		}
	}
	return false
}

// oneAct is one act told twice, by an authority and by the press or in two
// languages: the same authority and a figure that few acts have, within days.
func (p pair) oneAct() bool {
	a, b := p.a.item.Reading, p.b.item.Reading
	if !acts(a.Section) || !acts(b.Section) || !p.sameIssuer() || !p.closer(actDays) {
		return false
	}
	if !p.media() && !p.acrossLanguages() {
		return false
	}
	awarded := a.Section == feeds.CourtLitigation && b.Section == feeds.CourtLitigation && p.saidAlike() < 2 && (p.acrossLanguages() || !p.sameSubject())
	for _, f := range a.Figures {
		if awarded && money(f) {
			continue // a court awards 4,500 yuan for a face and, days later, for a voice
		}
		g, ok := b.Figure(f.Name)
		if ok && !f.Minor && g.Value == f.Value && !(money(f) && p.acrossLanguages() && p.otherTopics()) && (rare(f) || f.Value >= 10 && p.closer(fewDays) && (!round(f) || p.sameSubject()) && !p.exchanged() && !p.otherTopics()) {
			return true
		}
	}
	return false
}

// otherTopics reports whether the items have no topic in common. A figure or a day that both
// have then says nothing: fines of 150,000 yuan, and closing days, are shared by chance.
func (p pair) otherTopics() bool {
	a, b := p.a.item.Reading.Topics, p.b.item.Reading.Topics
	return len(a) > 0 && len(b) > 0 && !slices.ContainsFunc(a, func(t feeds.Topic) bool { return slices.Contains(b, t) })
}

// sameSubject reports whether the titles have enough in common to be about one matter, without
// counting the words that both begin with, which may only say whose act it is.
func (p pair) sameSubject() bool {
	x, y := []rune(p.a.bare), []rune(p.b.bare)
	n := 0
	for n < min(len(x), len(y)) && x[n] == y[n] {
		n++
	}
	_, contained := pairsOf(string(x[n:])).alike(pairsOf(string(y[n:])))
	return contained >= 0.35 || n == min(len(x), len(y))
}

// exchanged reports whether the titles differ in one word that stands in the place of another.
// They are then two of a kind, and figures that both have are no sign that they are one.
func (p pair) exchanged() bool {
	if g, h := p.a.gist(), p.b.gist(); strings.HasSuffix(g, h) || strings.HasSuffix(h, g) {
		return false
	}
	x, y := []rune(p.a.bare), []rune(p.b.bare)
	least := min(len(x), len(y))
	head, tail := 0, 0
	for head < least && x[head] == y[head] {
		head++
	}
	for tail < least-head && x[len(x)-1-tail] == y[len(y)-1-tail] {
		tail++
	}
	if p.media() && head >= nameRunes && tail == 0 && max(len(x), len(y))-head >= 2*(least-head) {
		return false // a headline that goes on in its own words
	}
	return least > head+tail && (head+tail)*5 >= least*3
}

// placesDiffer reports whether the titles name different places. Of acts a province and a city
// in it are no different places: reports say either.
func (p pair) placesDiffer() bool {
	x, y := p.a.places(), p.b.places()
	if !acts(p.a.item.Reading.Section) {
		return disjoint(x, y)
	}
	if acts(p.b.item.Reading.Section) && disjoint(p.a.police(), p.b.police()) {
		return true
	}
	return disjoint(x, y) && (disjoint(citiesOf(x), citiesOf(y)) || disjoint(withProvinces(x), withProvinces(y)))
}

// tradesDiffer reports whether two acts are against businesses of different trades, which may
// have been fined the same. It says nothing of lists of apps in two languages, since each names
// a few apps of its own choice.
func (p pair) tradesDiffer() bool {
	if !acts(p.a.item.Reading.Section) || !acts(p.b.item.Reading.Section) {
		return false
	}
	if _, apps := p.a.item.Reading.Figure("apps"); apps && p.acrossLanguages() {
		return false
	}
	x, y := p.a.trades(), p.b.trades()
	return x != 0 && y != 0 && x&y == 0
}

// oneStory is the press's report of an act by the next day, where one title is the other with a
// word or two added, such as a count. A title in which one word replaces another is of another
// act.
func (p pair) oneStory() bool {
	if p.a.item.Media == p.b.item.Media || p.acrossLanguages() || !p.sameIssuer() || !p.closer(1) {
		return false
	}
	if p.a.item.Reading.Section != p.b.item.Reading.Section || !acts(p.a.item.Reading.Section) {
		return false
	}
	if min(utf8.RuneCountInString(p.a.bare), utf8.RuneCountInString(p.b.bare)) < headRunes {
		return false
	}
	short, long := p.a.bare, p.b.bare
	if len(short) > len(long) {
		short, long = long, short
	}
	return utf8.RuneCountInString(long)-utf8.RuneCountInString(short) <= maxInserted && inOrder(short, long)
}

// maxInserted is how many characters may stand in one title more than in another
// of the same act.
const maxInserted = 4

// inOrder reports whether the characters of short stand in long in their order.
func inOrder(short, long string) bool {
	rest := long
	for _, r := range short {
		i := strings.IndexRune(rest, r)
		if i < 0 {
			return false
		}
		rest = rest[i+utf8.RuneLen(r):]
	}
	return true
}

// takesEffectBetween reports whether one was published before the rule took effect and the
// other on or after that day. That a rule is in force now is news of its own.
func (p pair) takesEffectBetween() bool {
	e := p.a.item.Reading.Dates.Effective.Day
	if e == "" || e != p.b.item.Reading.Dates.Effective.Day {
		return false
	}
	first, second := p.a.item.Published, p.b.item.Published
	if first > second {
		first, second = second, first
	}
	return first.Valid() && first < e && second >= e && second.Sub(first) > 1 && !p.translated()
}

// oneIsStandard reports whether one title tells of a standard and the other names a document
// that is none.
func (p pair) oneIsStandard() bool {
	return p.a.standard != p.b.standard && (p.a.otherThanStandard() || p.b.otherThanStandard())
}

// otherThanStandard reports an official document of another kind.
func (o *opus) otherThanStandard() bool {
	t := o.item.Reading.DocType
	if o.item.Media {
		return !o.standard && ruleNamed.MatchString(o.title)
	}
	return !o.standard && o.document() != "" && (t == "measures" || t == "provisions" || t == "law" || t == "regulation")
}

// oneCarriesOut reports whether one is about carrying out what the other lays down.
func (p pair) oneCarriesOut() bool { return p.a.carries != p.b.carries && !p.media() }

// minRows is from how many rows on two lists of apps are compared.
const minRows = 3

// listsDiffer reports whether two lists of apps have less than half in common.
func listsDiffer(a, b *feeds.AppList) bool {
	if a == nil || b == nil || len(a.Rows) < minRows || len(b.Rows) < minRows {
		return false
	}
	names := map[string]bool{}
	for _, r := range a.Rows {
		names[feeds.FoldTitle(r.Name)] = true
	}
	both := 0
	for _, r := range b.Rows {
		if names[feeds.FoldTitle(r.Name)] {
			both++
		}
	}
	return both*2 < min(len(a.Rows), len(b.Rows))
}

func acts(s feeds.Section) bool { return s == feeds.EnforcementCase || s == feeds.CourtLitigation }
