package dedupe

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
)

// What two reports have in common: in points that oneReport adds up, and as a measure to
// choose by.

// countsAlike are points for figures that both give, the more the rarer they are.
func (p pair) countsAlike() (points int) {
	a, b := p.a.item.Reading.Figures, p.b.item.Reading.Figures
	for i, f := range a {
		same := func(g feeds.Figure) bool { return g.Name == f.Name && g.Value == f.Value && !g.Minor }
		switch {
		case f.Minor || f.Value == 1 || slices.ContainsFunc(a[:i], same) || !slices.ContainsFunc(b, same): // one company is every act's
		case rare(f), listed(f) && p.closer(1) && p.sameIssuer():
			points += 3
		case f.Value >= 10 && !round(f), strings.HasPrefix(f.Name, "apps"):
			points += 2
		default:
			points++
		}
	}
	if a, b := p.a.batch(), p.b.batch(); len(a) > 0 && len(b) > 0 && within(a, b) {
		points += 2 // of a series one
	}
	return min(points, 4)
}

// onePlace reports whether both titles name one place: whose report names no authority is
// of one of that place.
func (p pair) onePlace() bool {
	return slices.ContainsFunc(p.a.places(), func(x string) bool { return slices.Contains(p.b.places(), x) })
}

// oddAlike are points for a number in a press headline that the other has as well, the more
// when it is nobody's usual one: 19.1 GB, 198 fields, a sum.
func (p pair) oddAlike() int {
	press, told := p.a, p.b
	if !press.item.Media {
		press, told = told, press
	}
	if press.item.Media == told.item.Media || p.acrossLanguages() {
		return 0
	}
	points := 0
	for unit, values := range press.counts {
		for v := range values {
			switch {
			case !told.counts[unit][v] && !told.numbers()[unit][v]:
			case odd(unit, v):
				points = max(points, 2)
				if len(v) > 3 && !strings.Contains(v, ".") {
					return 3
				}
			case unit == "元":
				points = max(points, 1)
			}
		}
	}
	return points
}

// numbersAlike are points for two numbers that a press report of an act shares with what it
// tells of, one of them nobody's usual one: 31 caught with 140 telephones.
func (p pair) numbersAlike() int {
	if !acts(p.a.item.Reading.Section) || !acts(p.b.item.Reading.Section) || !p.media() || p.acrossLanguages() || !p.closer(1) {
		return 0
	}
	other, both, unusual := p.b.values(), 0, false
	for v := range p.a.values() {
		if other[v] {
			both++
			unusual = unusual || v >= 100 && v%100 != 0
		}
	}
	if both < 2 || !unusual {
		return 0
	}
	return 3
}

// namesAlike are points for two names or more that a press report of an act sets off as what
// it tells of does.
func (p pair) namesAlike() int {
	if !acts(p.a.item.Reading.Section) || !acts(p.b.item.Reading.Section) || !p.media() || p.acrossLanguages() {
		return 0
	}
	both := 0
	for _, n := range p.a.setOff() {
		if slices.Contains(p.b.setOff(), n) {
			both++
		}
	}
	if both < 2 {
		return 0
	}
	return 3
}

// detailsAlike are points for what a report counts of a rule as its text does: 23 scenarios
// with 198 fields are one list's. One such number alone says nothing.
func (p pair) detailsAlike() (points int) {
	if p.a.item.Reading.Section != feeds.Legislation || !p.media() && !p.acrossLanguages() {
		return 0
	}
	other := p.b.details()
	for v := range p.a.details() {
		switch {
		case !other[v]:
		case v >= 100 && v%100 != 0:
			points += 2
		case v%5 != 0:
			points++
		}
	}
	if points < 3 {
		return 0
	}
	return min(points, 4)
}

// listed reports a count of what a notice has a list of: an authority gives out few a day.
func listed(f feeds.Figure) bool {
	return strings.HasPrefix(f.Name, "apps") || f.Name == "algorithms" && f.Value >= 10
}

// daysAlike are points for days that both state: of taking effect, of closing.
func (p pair) daysAlike() (points int) {
	a, b := p.a.item.Reading.Dates, p.b.item.Reading.Dates
	for _, d := range [][2]feeds.Date{{a.Effective, b.Effective}, {a.CommentCloses, b.CommentCloses}} {
		if d[0].Day != "" && d[0].Day == d[1].Day {
			points += 2
		}
	}
	return points
}

// titlesAlike are points for titles that have much in common. A word in place of
// another may make it another act, so that much is only what words were put into.
func (p pair) titlesAlike() int {
	short, long := p.a.gist(), p.b.gist()
	if len(short) > len(long) {
		short, long = long, short
	}
	_, contained := pairsOf(short).alike(pairsOf(long))
	switch {
	case contained >= 0.75 && utf8.RuneCountInString(short) >= nameRunes && inOrder(short, long):
		return wordsPutIn
	case contained >= 0.5:
		return 1
	}
	return 0
}

// wordsPutIn are the points for titles of which one is the other with words put in.
const wordsPutIn = 3

// gist is a bare title without who tells of it, and how many there are.
func gist(bare string) string {
	s := counting.ReplaceAllString(bare, "$1$2")
	if rest := s[len(teller.FindString(s)):]; utf8.RuneCountInString(rest) >= nameRunes {
		return rest
	}
	return s
}

// valuesAlike are points for numbers that the texts of two languages share, whatever
// they count.
func (p pair) valuesAlike() (points int) {
	other := p.b.values()
	for v := range p.a.values() {
		switch {
		case !other[v]:
		case v >= 100 && v%100 != 0 || v >= 10_000:
			points += 2
		default:
			points++
		}
	}
	return min(points, 3)
}

// wordsAlike are points for what the headline in one language has of the other's
// headline and first words.
func (p pair) wordsAlike() int {
	zh, en := p.a, p.b
	if zh.english {
		zh, en = en, zh
	}
	text := feeds.Clip(en.body(), storyBytes)
	headline, story := zh.words(), wordsOf(en.title+" "+text)
	share, telling := shared(headline, story)
	switch {
	case share >= 0.6 && telling, share >= 0.35 && own(headline, story) >= 5:
		return 2
	case share >= 0.3 && telling:
		return 1
	}
	return 0
}

// topicsAlike are points for the same topics, of which two together are rarer than one.
func (p pair) topicsAlike() int {
	a, b := p.a.item.Reading.Topics, p.b.item.Reading.Topics
	if len(a) != len(b) || slices.ContainsFunc(a, func(t feeds.Topic) bool { return !slices.Contains(b, t) }) {
		return 0
	}
	return min(len(a), 2)
}

// storyBytes is how much of an English report tells what it is about.
const storyBytes = 400

// bodiesAlike are points for texts of which the longer has much of the shorter.
func (p pair) bodiesAlike() int {
	if !p.a.sketch().known() || !p.b.sketch().known() {
		return 0
	}
	_, contained := p.a.sketch().alike(p.b.sketch())
	switch {
	case contained >= 0.5:
		return 2
	case contained >= 0.25:
		return 1
	}
	return 0
}

// headlineAlike are points for a press headline most of whose words stand in what it tells
// of; half of them stand in any act of one authority.
func (p pair) headlineAlike() int {
	press, told := p.a, p.b
	if !press.item.Media {
		press, told = told, press
	}
	if press.item.Media == told.item.Media || p.acrossLanguages() || !told.sketch().known() {
		return 0
	}
	if found, of := told.covers(press.bare); of >= nameRunes && found*5 >= of*3 {
		return 2
	}
	return 0
}

// covers is how many tokens of a headline stand in the title or text beside a neighbour
// that they have in the headline, of how many.
func (o *opus) covers(headline string) (found, of int) {
	title, text := o.titlePairs(), o.sketch()
	last, counted := uint64(0), false
	eachToken(headline, func(t uint64) bool {
		of++
		hit := false
		if of > 1 {
			pair := mix(last<<1 ^ t)
			hit = title.has(pair) || text.has(pair)
		}
		if hit && !counted {
			found++ // the one before it
		}
		if hit {
			found++
		}
		last, counted = t, hit
		return true
	})
	return found, of
}

// lawAlike are points for a report in whose words one law is named, which is what the
// other's title is about.
func (p pair) lawAlike() int {
	a, b := p.a.item.Reading, p.b.item.Reading
	if a.Section != feeds.Legislation || b.Section != feeds.Legislation || !p.media() && !p.acrossLanguages() || otherDocument(p.a, p.b) {
		return 0
	}
	alone := func(law feeds.LawID, r feeds.Reading) bool {
		return law != "" && len(r.LegalBasis) == 1 && r.LegalBasis[0] == law
	}
	if alone(a.Subject, b) || alone(b.Subject, a) {
		return namePoints
	}
	if !p.a.amends || !p.b.amends || !p.acrossLanguages() && p.bodiesAlike() == 0 {
		return 0
	}
	for _, law := range a.LegalBasis {
		if alone(law, b) || len(a.LegalBasis) == 1 && slices.Contains(b.LegalBasis, law) {
			return namePoints // no law is amended twice a day
		}
	}
	return 0
}

// standardAlike are points for the number of a standard that one title gives and the other
// item has: a report has it in its text.
func (p pair) standardAlike() int {
	if !p.media() || otherDocument(p.a, p.b) {
		return 0
	}
	for _, n := range standardNumbers(p.a.item.Reading) {
		if slices.Contains(standardNumbers(p.b.item.Reading), n) && (strings.Contains(feeds.FoldTitle(p.a.title), n) || strings.Contains(feeds.FoldTitle(p.b.title), n)) {
			return namePoints
		}
	}
	return 0
}

// numberAlike are points for one document number; standards have one for many.
func (p pair) numberAlike() int {
	if p.a.item.Reading.DocType == "standard" || otherDocument(p.a, p.b) {
		return 0
	}
	for _, n := range numbersInYear(p.a.item.Reading) {
		if slices.Contains(numbersInYear(p.b.item.Reading), n) {
			return namePoints
		}
	}
	return 0
}

// likeness is how much the titles have in common, to choose between events that are as
// likely the same otherwise.
func (p pair) likeness() float64 {
	if p.acrossLanguages() {
		return float64(own(p.a.words(), p.b.words()))
	}
	_, contained := p.a.titlePairs().alike(p.b.titlePairs())
	return contained
}
