package lineage

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/lineage/redline"
	"github.com/regwire/regwire/feeds/pattern"
)

// certainty of a step.
type certainty bool

const (
	possible certainty = false
	certain  certainty = true
)

const (
	// From these on two names are taken for one document's: sameName by themselves, likeName
	// where the texts agree as well. The others are what likeness gives a name whose kind or
	// order of words changed (renamed), or one with another word for the same thing (reworded).
	sameName = 0.85
	renamed  = 0.95
	reworded = 0.9
	likeName = 0.5
	// sameWords is what likeName is, of titles in two languages.
	sameWords = 0.75
	// A draft and its final text have most of their wording in common.
	sameArticles  = 0.6
	likeArticles  = 0.4
	otherArticles = 0.12
	// Texts are compared that have as many characters as comparable, up to maxCompare of them.
	comparable = 300
	maxCompare = 8000
)

// pair is an item and the one that speaks for the other event.
type pair struct {
	a, b  *side
	quote string
	since feeds.Day
	alike float64 // how like the names are; known once document was called
	// asked, same and how keep what document found.
	asked bool
	same  bool
	how   certainty
}

// steps are tried in order; the first that holds names the relation.
var steps = []func(*pair) (feeds.Relation, certainty){
	(*pair).explanation, (*pair).repeal, (*pair).amendment, (*pair).withdrawal, (*pair).progress, (*pair).removal, (*pair).namedAgain,
}

// document reports whether both are about one document, and how surely. Several steps ask, so
// the answer is kept.
func (p *pair) document() (same bool, how certainty) {
	if !p.asked {
		p.asked = true
		p.same, p.how = p.compare()
	}
	return p.same, p.how
}

func (p *pair) compare() (same bool, how certainty) {
	if number := shared(p.a.Reading.PlanNumbers, p.b.Reading.PlanNumbers); number != "" {
		p.quote = number
		return true, certain
	}
	alike, which := nearest(p.a.names(), p.b.names())
	p.alike = alike
	if alike < likeName {
		if feeds.HasHan(p.a.Title) && feeds.HasHan(p.b.Title) {
			return false, possible
		}
		return p.acrossLanguages()
	}
	if alike >= sameName {
		p.quote = which.whole
	}
	if alike == 1 && (p.sameIssuer() || p.adopted()) {
		return true, certain
	}
	texts, known := p.articles()
	switch {
	case known && texts < otherArticles && alike < 1:
		return false, possible
	case alike == 1 && known && texts >= likeArticles:
		return true, certain
	case alike >= sameName && p.sameIssuer() && known && texts >= likeArticles, alike >= renamed && p.sameIssuer() && !known:
		return true, certain
	case alike >= renamed, alike >= reworded && p.adopted(), alike >= sameName && p.sameIssuer():
		return true, possible
	case known && texts >= sameArticles && p.sameIssuer():
		return true, certain
	}
	return known && texts >= likeArticles, possible
}

// articles is how much of the wording is common, if both texts are long enough.
func (p *pair) articles() (share float64, known bool) {
	x, y := p.a.wording(), p.b.wording()
	if len(x.pairs) == 0 || len(y.pairs) == 0 || x.han != y.han {
		return 0, false
	}
	return redline.Dice(x.pairs, y.pairs), true
}

func shared[T ~string](a, b []T) string {
	for _, x := range a {
		if x != "" && slices.Contains(b, x) {
			return string(x)
		}
	}
	return ""
}

func (p *pair) sameIssuer() bool {
	if shared(p.a.Reading.Authorities, p.b.Reading.Authorities) != "" {
		return true
	}
	return p.a.Authority == p.b.Authority && !p.a.Media && len(p.a.Reading.Authorities)*len(p.b.Reading.Authorities) == 0
}

// central bodies adopt what ministries have drafted, standards bodies what their
// committees have.
var (
	central   = []feeds.AuthorityID{"SC", "NPC", "NPCSC"}
	standards = []feeds.AuthorityID{"SAMR", "SAC"}
)

// adopted reports whether one side is of a body that adopts what others have drafted: the two
// may then be one document although they have no issuer in common.
func (p *pair) adopted() bool {
	x, y := p.a.Reading.Authorities, p.b.Reading.Authorities
	return ofAny(x, central) || ofAny(y, central) || ofAny(x, standards) && ofCommittee(y) || ofAny(y, standards) && ofCommittee(x) || governs(x, y) || governs(y, x)
}

// governs reports whether a government or congress of a province is among them that adopts
// what a body of the province, which is among the others, has drafted: SXGOV what SXDA has.
func governs(ids, others []feeds.AuthorityID) bool {
	return slices.ContainsFunc(ids, func(id feeds.AuthorityID) bool {
		place, ok := strings.CutSuffix(string(id), "GOV")
		if !ok {
			place, ok = strings.CutSuffix(string(id), "NPC")
		}
		return ok && place != "" && slices.ContainsFunc(others, func(o feeds.AuthorityID) bool { return o != id && strings.HasPrefix(string(o), place) })
	})
}

func ofAny(ids, of []feeds.AuthorityID) bool {
	return slices.ContainsFunc(ids, func(id feeds.AuthorityID) bool { return slices.Contains(of, id) })
}

// ofCommittee reports whether a standards committee is among them: TC260.
func ofCommittee(ids []feeds.AuthorityID) bool {
	return slices.ContainsFunc(ids, func(id feeds.AuthorityID) bool {
		return strings.HasPrefix(string(id), "TC") && strings.ContainsAny(string(id), "0123456789")
	})
}

// order tells which came first by publication: negative when a did.
func (p *pair) order() int {
	return strings.Compare(string(p.a.Published), string(p.b.Published))
}

// explanation: questions answered, a picture or a commentary on a rule.
func (p *pair) explanation() (feeds.Relation, certainty) {
	x, y := p.a.explains, p.b.explains
	if x == y {
		return "", possible
	}
	same, how := p.document()
	if !same {
		same, how = p.onSubject(), possible
	}
	switch {
	case !same:
		return "", possible
	case x && explicable(p.b):
		return feeds.QAOn, p.surely(how)
	case y && explicable(p.a):
		return feeds.ExplainedBy, p.surely(how)
	}
	return "", possible
}

// explicable reports whether it is a rule or an act.
func explicable(s *side) bool {
	return s.Reading.Stage != "" || s.Reading.Section == feeds.EnforcementCase
}

// surely is how sure it is that answers to questions are about the other item. An act has no
// name as a rule has; where both titles tell of it in the same way, and both are of one body, it
// is certain all the same.
func (p *pair) surely(how certainty) certainty {
	if p.a.Reading.Section == feeds.EnforcementCase && p.b.Reading.Section == feeds.EnforcementCase && p.alike >= sameName && p.sameIssuer() {
		return certain
	}
	return how
}

// repeal: one text says that the other document ceases to be in force.
func (p *pair) repeal() (feeds.Relation, certainty) {
	if n, ok := repealed(p.a, p.b); ok {
		p.quote, p.since = n, p.a.Reading.Dates.Effective.Day
		return feeds.Repeals, certain
	}
	if n, ok := repealed(p.b, p.a); ok {
		p.quote, p.since = n, p.b.Reading.Dates.Effective.Day
		return feeds.RepealedBy, certain
	}
	switch x, y := p.a.number(), p.b.number(); {
	case x == y || x == "" || y == "":
	case p.a.replaces(y):
		p.quote, p.since = y, p.a.Reading.Dates.Effective.Day
		return feeds.Repeals, certain
	case p.b.replaces(x):
		p.quote, p.since = x, p.b.Reading.Dates.Effective.Day
		return feeds.RepealedBy, certain
	}
	return "", possible
}

// repealed reports whether by, in its text or title, repeals of, and gives the name it uses.
func repealed(by, of *side) (string, bool) { return touched(by, of, by.repealed()) }

// touched reports whether of is one of the documents in names, which by repeals or amends, and
// gives its name. Only a document that was issued is meant, not a draft of the same name.
func touched(by, of *side, names []name) (string, bool) {
	if of.Reading.Stage != feeds.StageIssued || of.explains {
		return "", false
	}
	for _, n := range names {
		for _, m := range of.names() {
			if n.whole == m.whole && (of.Published == "" || by.Published >= of.Published) {
				return n.whole, true
			}
		}
	}
	return "", false
}

// amendment: a decision to amend, adopted or in draft, and the rule it amends.
func (p *pair) amendment() (feeds.Relation, certainty) {
	if n, ok := touched(p.a, p.b, p.a.revised()); ok {
		p.quote, p.since = n, takesEffect(p.a)
		return feeds.Amends, certain
	}
	if n, ok := touched(p.b, p.a, p.b.revised()); ok {
		p.quote, p.since = n, takesEffect(p.b)
		return feeds.AmendedBy, certain
	}
	x, y := p.a.amends, p.b.amends
	if x == y {
		return "", possible
	}
	same, how := p.document()
	if same && !sharesName(p.a, p.b) {
		how = possible // rules of one subject and other kinds are called much alike
	}
	switch {
	case !same:
		return "", possible
	case x && p.b.Reading.Stage == feeds.StageIssued:
		p.since = takesEffect(p.a)
		return feeds.Amends, how
	case y && p.a.Reading.Stage == feeds.StageIssued:
		p.since = takesEffect(p.b)
		return feeds.AmendedBy, how
	}
	return "", possible
}

// sharesName reports whether the two have a whole name in common.
func sharesName(a, b *side) bool {
	for _, n := range a.names() {
		if slices.ContainsFunc(b.names(), func(m name) bool { return n.whole == m.whole }) {
			return true
		}
	}
	return false
}

// takesEffect is the day of a decision that is adopted; a draft has none.
func takesEffect(s *side) feeds.Day {
	if s.Reading.Stage != feeds.StageIssued {
		return ""
	}
	return s.Reading.Dates.Effective.Day
}

// withdrawal: its makers say that nothing will come of a draft.
func (p *pair) withdrawal() (feeds.Relation, certainty) {
	x, y := p.a.withdraws, p.b.withdraws
	if x == y {
		return "", possible
	}
	same, how := p.document()
	switch {
	case !same:
		return "", possible
	case x && p.b.stage.InDraft() && p.order() >= 0:
		return feeds.Withdraws, how
	case y && p.a.stage.InDraft() && p.order() <= 0:
		return feeds.WithdrawnBy, how
	}
	return "", possible
}

// progress: draft, further draft, final text, entry into force, revision.
func (p *pair) progress() (feeds.Relation, certainty) {
	x, y := p.a.stage, p.b.stage
	if x == "" || y == "" || p.a.explains || p.b.explains {
		return "", possible
	}
	same, how := p.document()
	if !same {
		same, how = p.renamed(), possible
	}
	if !same {
		return "", possible
	}
	switch {
	case x.InDraft() && y.InDraft():
		return p.pick(feeds.LaterDraftOf, feeds.EarlierDraftOf), how
	case x == feeds.StageIssued && y.InDraft():
		if p.order() < 0 {
			return feeds.AmendedBy, possible // a later draft of what is in force revises it
		}
		return feeds.FinalOf, how
	case x.InDraft() && y == feeds.StageIssued:
		if p.order() > 0 {
			return feeds.Amends, certainty(bool(how) && revised.MatchString(p.a.Title))
		}
		return feeds.DraftOf, how
	case x == feeds.StageIssued && y == feeds.StageIssued:
		return p.issuedTwice(how)
	}
	return "", possible
}

// pick is the relation of the later one when a is later, of the earlier one when
// it is not, and none when both are of one day.
func (p *pair) pick(later, earlier feeds.Relation) feeds.Relation {
	switch order := p.order(); {
	case order > 0:
		return later
	case order < 0:
		return earlier
	}
	return ""
}

// issuedTwice: adoption and the day it takes effect, or a new edition.
func (p *pair) issuedTwice(how certainty) (feeds.Relation, certainty) {
	if p.a.number() != p.b.number() && p.a.number() != "" && p.b.number() != "" {
		return "", possible // two standards, of which none says that it is in place of the other
	}
	e := p.a.Reading.Dates.Effective.Day
	if f := p.b.Reading.Dates.Effective.Day; e == "" || f == "" || e == f {
		day := max(e, f)
		late := max(p.a.Published, p.b.Published)
		if day == "" || late < day || min(p.a.Published, p.b.Published) >= day {
			return "", possible
		}
		return p.pick(feeds.EntryIntoForceOf, feeds.EntersIntoForceBy), how
	}
	if p.alike < renamed {
		return "", possible
	}
	return p.pick(feeds.Amends, feeds.AmendedBy), possible
}

// A removal follows a notice at most removalDays later. One that does not say which notice it
// follows must come soonest days later at least, since apps are given time to be put right.
const (
	removalDays = 100
	soonest     = 3
)

// removal: apps are taken down that an earlier notice named.
func (p *pair) removal() (feeds.Relation, certainty) {
	x, y := p.a.removes, p.b.removes
	switch {
	case x && !y && (namesApps(p.b.Item) || calledIn(p.a, p.b)):
		return p.removed(p.a, p.b, feeds.RemovalOf)
	case y && !x && (namesApps(p.a.Item) || calledIn(p.b, p.a)):
		return p.removed(p.b, p.a, feeds.FollowedByRemoval)
	}
	return "", possible
}

func (p *pair) removed(removal, notice *side, relation feeds.Relation) (feeds.Relation, certainty) {
	days := removal.Published.Sub(notice.Published)
	if calledIn(removal, notice) && days >= 0 && days <= removalDays && p.sameIssuer() {
		p.quote = setOff.FindString(removal.Title)
		return relation, possible
	}
	if !p.sameIssuer() || !removal.Published.Valid() || !notice.Published.Valid() || days < 0 || days > removalDays {
		return "", possible
	}
	if app := sharedApp(removal, notice); app != "" {
		p.quote = app
		return relation, certain
	}
	if listed(removal) && listed(notice) {
		return "", possible // both lists were read, and no app is on both
	}
	if day := said(notice.Published); days > 0 && feeds.HasCount(lettersOnly(removal.text()), day) {
		p.quote = day
		return relation, certain
	}
	if days < soonest || days > 45 || notice.Reading.Dates.Rectify.Day > removal.Published || namesOtherNotice(removal, notice) {
		return "", possible
	}
	return relation, possible
}

// calledIn reports whether both titles name the same app in quotation marks: an app whose maker
// was called in by the authority may be removed later.
func calledIn(removal, act *side) bool {
	if act.Reading.Section != feeds.EnforcementCase || !anApp.MatchString(act.Title) || !anApp.MatchString(removal.Title) {
		return false
	}
	m := setOff.FindString(removal.Title)
	return m != "" && strings.Contains(act.Title, m)
}

var (
	anApp  = pattern.MustCompile(`(?i:app)|小程序|应用`)
	setOff = pattern.MustCompile(`[“"「]([^“”"「」]{1,20})[”"」]`)
)

// said is a day as a text in the same year writes it: 2月25日.
func said(d feeds.Day) string {
	t := d.Time(feeds.Shanghai)
	return t.Format("1月2日")
}

// namesOtherNotice reports whether the removal says on which day the notice was
// that it follows, and it was another.
func namesOtherNotice(removal, notice *side) bool {
	m := noticeDay.FindStringSubmatch(feeds.FoldTitle(removal.text()))
	return m != nil && m[1] != said(notice.Published)
}

func listed(i *side) bool { return i.Reading.Apps != nil && len(i.Reading.Apps.Rows) > 0 }

func sharedApp(a, b *side) string {
	if !listed(a) || !listed(b) {
		return ""
	}
	have := map[string]bool{}
	for _, row := range b.Reading.Apps.Rows {
		have[appName(row)] = true
	}
	for _, row := range a.Reading.Apps.Rows {
		if n := appName(row); n != "" && have[n] {
			return row.Name
		}
	}
	return ""
}

// namedAgain: an app that an earlier notice, of any authority, named already.
func (p *pair) namedAgain() (feeds.Relation, certainty) {
	if p.a.removes || p.b.removes {
		return "", possible
	}
	app := sharedApp(p.a, p.b)
	if app == "" {
		return "", possible
	}
	p.quote = app
	return p.pick(feeds.NamesAgain, feeds.NamedAgainBy), certain
}
