package dedupe

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/pattern"
)

const (
	// reportDays is how far apart two reports of one thing may be that are told by
	// what they say of it.
	reportDays = 3
	// perhapsDays is how far apart two may be that only a person can tell to be one.
	perhapsDays = 10
	// enough is what has to add up when one of them is a press report or in another
	// language, enoughOfficial for two official pages, which may be two of a series.
	enough         = 4
	enoughOfficial = 5
	// likeMost is what likeness of two official pages may add: a series looks alike.
	likeMost = 2
	// nameRunes is how long a document's name must be to be no common phrase, longName
	// to be nobody else's, lawRunes that of a statute; and what it adds that the other
	// one has it too.
	nameRunes  = 8
	longName   = 12
	lawRunes   = 4
	namePoints = 3
	longPoints = 4
	// lawPoints are for a statute with a short name, which other acts may cite.
	lawPoints = 2
)

// said is what two reports say alike, in points, and how they stand to each other.
type said struct {
	law, counts, titles int
	press               bool // one of them is of the press, or they are in two languages
	known               bool // who did it, or what, is one beyond doubt
}

func (p pair) said() said {
	s := said{
		law:    max(p.lawAlike(), p.standardAlike()),
		counts: max(p.countsAlike(), p.oddAlike(), p.detailsAlike(), p.numbersAlike(), p.namesAlike()),
		press:  p.media() || p.acrossLanguages(),
	}
	s.known = p.sameIssuer() || s.law > 0 || s.counts > 1 && p.onePlace()
	return s
}

// oneReport is a document or act told twice in other words: what both call it, count,
// and say of its days, and how alike titles and texts are, adds up.
func (p pair) oneReport() bool {
	if !p.closer(reportDays) || p.oneSite() && p.exchanged() {
		return false
	}
	s := p.said()
	if !s.known && !p.untoldIssuer() || p.a.item.Reading.Section != p.b.item.Reading.Section && !s.press {
		return false
	}
	s.titles = p.titlesAlike()
	least, points := p.least(s), p.points(s)
	if points+longPoints < least || s.counts < 3 && p.otherActs() {
		return false
	}
	if named := max(p.a.calls(p.b), p.b.calls(p.a), s.law, p.numberAlike()); named > 0 {
		return points+named >= least
	}
	if p.oneInterpretation() {
		return points+2 >= least
	}
	return points >= least && (s.counts >= 3 || !p.formal(s))
}

// least is what has to add up.
func (p pair) least(s said) int {
	if (s.press || p.apartFrom()) && s.known && (s.counts > 0 || !p.otherKind()) {
		return enough
	}
	return enoughOfficial
}

// formal reports documents or acts that are told by name or in a form: of those that are out
// on one day for as long, each has its own.
func (p pair) formal(s said) bool {
	if s.titles == wordsPutIn && p.daysAlike() > 0 && p.shortened() {
		return false
	}
	return p.a.document() != "" || p.b.document() != "" || p.exchanged()
}

// points add up what both say.
func (p pair) points(s said) int {
	like := s.titles + max(p.bodiesAlike(), p.headlineAlike())
	if !s.press {
		like = min(like, likeMost)
	}
	points := s.counts + p.daysAlike() + like
	if (p.acrossLanguages() || p.englishPress()) && p.a.item.Reading.Section != feeds.Legislation {
		points += max(p.valuesAlike()-s.counts, 0) + p.wordsAlike() + p.topicsAlike()
	}
	if p.acrossLanguages() && s.law > 0 {
		points += p.wordsAlike()
	}
	for _, c := range circumstances {
		if c.holds(p, s) {
			points += c.points
		}
	}
	return points
}

// circumstances speak for or against two reports being of one thing, whatever they say.
var circumstances = []struct {
	points int
	holds  func(p pair, s said) bool
}{
	{1, func(p pair, s said) bool { return s.press && p.closer(1) }},
	{1, func(p pair, s said) bool { return s.press && (p.closer(1) || p.acrossLanguages()) && p.oneTrade() }},
	{-1, func(p pair, _ said) bool { return p.otherWord() || p.otherJudgment() }},
	{2, func(p pair, _ said) bool { return p.issuedTogether() }},
}

// oneTrade reports acts against those of one trade.
func (p pair) oneTrade() bool {
	return p.a.trades() != 0 && p.a.trades() == p.b.trades() && acts(p.a.item.Reading.Section)
}

// perhaps tells of reports that only a person can tell to be one. They share hardly a
// word, as a headline that says what a rule means for people, and are of one body, one day,
// and one topic; or, further apart, state one day or count alike.
func (p pair) perhaps() sameness {
	a, b := p.a.item.Reading, p.b.item.Reading
	if !p.acrossLanguages() && !p.media() && !p.apartFrom() || !p.closer(perhapsDays) || p.otherTopics() {
		return strangers
	}
	known := p.sameIssuer()
	likely := known && p.closer(1) && (a.Section == b.Section || p.a.explains) && sharesTopic(a, b) && (p.acrossLanguages() || p.statedAlike()+p.saidAlike() > 0) ||
		(known || p.untoldIssuer()) && p.closer(reportDays) && (p.statedAlike() > 1 || p.saidAlike() > 1) ||
		known && p.acrossLanguages() && p.statedAlike() > 1
	if !likely || p.exchanged() || p.namesAnother() || daysDiffer(a.Dates.Rectify, b.Dates.Rectify) || daysDiffer(a.Dates.Due, b.Dates.Due) {
		return strangers
	}
	if known && p.saysMuch() {
		return nearlySame
	}
	return perhapsSame
}

// saysMuch reports whether a report has so much of what is no act that it is of that, unless
// there is more that it may be of: of acts one reads like another.
func (p pair) saysMuch() bool {
	a, b := p.a.item.Reading, p.b.item.Reading
	if acts(a.Section) || acts(b.Section) {
		return false
	}
	if !p.closer(reportDays) {
		return false
	}
	joint, dated := p.sameBodies(), p.daysAlike() > 0
	if p.acrossLanguages() {
		return dated && (p.wordsAlike() > 1 && own(p.a.words(), p.b.words()) > 0 || joint) || joint && p.wordsAlike() > 1
	}
	return p.media() && p.bodiesAlike() > 1 && (dated || sharesTopic(a, b) && (p.closer(1) || joint))
}

// statedAlike are points for days and counts that both state.
func (p pair) statedAlike() int {
	return p.daysAlike() + max(p.countsAlike(), p.oddAlike(), p.detailsAlike())
}

// saidAlike are points for words that both use.
func (p pair) saidAlike() int {
	if p.a.english || p.b.english {
		return p.wordsAlike()
	}
	return max(p.headlineAlike(), p.titlesAlike(), p.bodiesAlike())
}

// namesAnother reports whether one names a document, a press report in its first sentences,
// and the other is about another one.
func (p pair) namesAnother() bool {
	another := func(a, b *opus) bool {
		told, names := b.document(), a.reported()
		return told != "" && len(names) > 0 && !slices.ContainsFunc(names, func(n string) bool {
			n = lessNation(n)
			return strings.HasSuffix(n, told) || strings.HasSuffix(told, n)
		})
	}
	return otherDocument(p.a, p.b) || another(p.a, p.b) || another(p.b, p.a)
}

// sharesTopic reports whether both are about one topic.
func sharesTopic(a, b feeds.Reading) bool {
	return slices.ContainsFunc(a.Topics, func(t feeds.Topic) bool { return slices.Contains(b.Topics, t) })
}

// untoldIssuer reports whether one side is a press report that names no authority.
func (p pair) untoldIssuer() bool { return p.a.untoldIssuer() || p.b.untoldIssuer() }

func (o *opus) untoldIssuer() bool {
	as := o.item.Reading.Authorities
	return o.item.Media && (len(as) == 0 || len(as) == 1 && as[0] == o.item.Authority)
}

// apartFrom reports whether two authorities tell of it, each on its own site, where a series
// is of one.
func (p pair) apartFrom() bool {
	return p.a.item.Authority != p.b.item.Authority && p.a.host() != p.b.host()
}

// otherKind reports an act beside what is none in Chinese: of seven services that had not
// filed, and of seven that have.
func (p pair) otherKind() bool {
	a, b := p.a.item.Reading.Section, p.b.item.Reading.Section
	return a != b && a != feeds.Legislation && b != feeds.Legislation && !p.acrossLanguages()
}

// otherWord reports acts of which one has a word in quotation marks in its title that the
// other knows nothing of.
func (p pair) otherWord() bool {
	if p.acrossLanguages() || !acts(p.a.item.Reading.Section) || !acts(p.b.item.Reading.Section) {
		return false
	}
	return p.a.setsOff(p.b) || p.b.setsOff(p.a)
}

func (o *opus) setsOff(other *opus) bool {
	return slices.ContainsFunc(quoted.FindAllStringSubmatch(o.title, 2), func(m []string) bool {
		return !strings.Contains(other.title, m[1]) && !strings.Contains(beginning(other.body()), m[1])
	})
}

// otherJudgment reports judgments told of in two languages that are on other matters: many
// award one sum.
func (p pair) otherJudgment() bool {
	return p.a.item.Reading.Section == feeds.CourtLitigation && p.b.item.Reading.Section == feeds.CourtLitigation && p.acrossLanguages() && p.topicsAlike() == 0 &&
		len(p.a.item.Reading.Topics)+len(p.b.item.Reading.Topics) > 0
}

// otherActs reports acts in one language of which one is against content alone: an authority
// tells of three cases of rumours as it does of three of data.
func (p pair) otherActs() bool {
	content := func(o *opus) bool {
		t := o.item.Reading.Topics
		return len(t) == 1 && t[0] == contentTopic
	}
	return acts(p.a.item.Reading.Section) && acts(p.b.item.Reading.Section) && content(p.a) != content(p.b) && !p.acrossLanguages() && p.otherTopics()
}

// contentTopic is that of what may be said, which is no matter of data.
const contentTopic feeds.Topic = "content_governance"

// oneInterpretation reports whether a press report that names no document tells of the
// judicial interpretation that this is: courts give out one a day. Agencies give out
// several rules on one matter that apply from one day.
func (p pair) oneInterpretation() bool {
	press, told := p.a, p.b
	if !press.item.Media {
		press, told = told, press
	}
	a, b := press.item.Reading, told.item.Reading
	return a.Force == interpretation && b.Force == interpretation && press.item.Media != told.item.Media && p.closer(1) &&
		a.Dates.Effective.Day != "" && a.Dates.Effective.Day == b.Dates.Effective.Day && len(press.reported()) == 0
}

// interpretation is the binding force of what the highest court and procuratorate lay down.
const interpretation = "judicial interpretation"

// shortened reports whether a headline calls by fewer words the document that the other's
// title is about.
func (p pair) shortened() bool {
	x, y := utf8.RuneCountInString(p.a.gist()), utf8.RuneCountInString(p.b.gist())
	short, long := min(x, y), max(x, y)
	return p.media() && !otherDocument(p.a, p.b) && (long-short)*2 <= short
}

var (
	// teller is who tells of it and that he does, in front of what it is.
	teller = pattern.MustCompile(`^[\p{Han}]{2,14}?(?:联合)?(?:发布|公布|通报|印发|出台|部署|要求|开展|启动|点名|破获|侦破)|^(?:部署)?开展`)
	// issued is a rule that a headline names without title marks.
	issued = pattern.MustCompile(`(?:发布|公布|印发|出台)([\p{Han}]{4,40}?(?:条例|规定|办法|规则|细则|指南|指引|清单|目录|方案))`)
	// quoted is a word that a headline sets off, which names a matter, or a campaign where
	// both tell that it begins: later it has many acts.
	quoted = pattern.MustCompile(`[“"「『]([^“”"「」『』]{2,20})[”"」』]`)
	matter = pattern.MustCompile(`^[^·]{2,19}(?:案|事件)$`)
	launch = pattern.MustCompile(`(?:开展|启动|部署).*行动`)
	// counting words are left of a count when its figure is gone; 个人信息 begins with none.
	counting = pattern.MustCompile(`(发布|公布|通报|下架|点名|^)[件起款项家个名批例]($|[^人目单准草庭称])`)
)

// calls are points for the document or act that o's title is about when the other's
// title or text calls it so. Of two documents one may well name the other.
func (o *opus) calls(other *opus) (points int) {
	if otherDocument(o, other) {
		return 0
	}
	names := slices.Clone(o.named())
	if d := o.document(); d != "" && !slices.Contains(names, d) {
		names = append(names, d) // 最高检印发…指引
	}
	for _, m := range inMarks.FindAllStringSubmatch(feeds.FoldTitle(o.title), 3) {
		names = append(names, Core(m[1]))
	}
	if m := issued.FindStringSubmatch(o.core); m != nil && o.item.Media {
		names = append(names, m[1])
	}
	if g := gist(o.core); strings.Contains(g, "第") {
		names = append(names, g) // 第六十批指导性案例
	}
	if g := o.gist(); !o.item.Media && strings.HasSuffix(g, "案例") {
		names = append(names, g)
	}
	for _, m := range quoted.FindAllStringSubmatch(o.title, 2) {
		if strings.Contains(other.title, m[1]) && (matter.MatchString(m[1]) || launch.MatchString(o.title) && launch.MatchString(other.title)) {
			points = namePoints // both call it so: “人脸识别第一案”
		}
	}
	for _, name := range names {
		name = lessBranch(lessNation(name))
		n := utf8.RuneCountInString(name)
		statute := n >= lawRunes && (strings.HasSuffix(name, "法") || strings.HasSuffix(name, "条例"))
		if n < nameRunes && !statute || !strings.Contains(other.core, name) && !strings.Contains(other.letters(), name) {
			continue
		}
		switch {
		case n >= longName:
			return longPoints
		case n >= nameRunes, o.amends && other.amends: // a statute is not amended twice a day
			points = max(points, namePoints)
		default:
			points = max(points, lawPoints)
		}
	}
	return points
}

// otherDocument reports whether both titles name a document, and not the same one.
func otherDocument(a, b *opus) bool {
	x, y := a.document(), b.document()
	return x != "" && y != "" && !strings.HasSuffix(x, y) && !strings.HasSuffix(y, x)
}

// document is the name of the document that the title is about, "" where it is none or
// in the words of a headline.
func (o *opus) document() string {
	switch {
	case len(o.documents) > 0:
		return lessNation(o.documents[0])
	case o.item.Media || !kindOfDocument(o.core):
		return ""
	}
	return lessNation(gist(o.core))
}

// lessNation is the name without what reports leave out of it.
func lessNation(name string) string {
	if rest, ok := strings.CutPrefix(name, "修改"); ok {
		name = strings.TrimSuffix(rest, "的决定")
	}
	return strings.TrimPrefix(name, "中华人民共和国")
}

// branches are what the names of a committee's standards begin with.
var branches = []string{"数据安全技术", "网络安全技术", "信息安全技术", "网络安全标准实践指南"}

// lessBranch is the name without its branch, which reports leave out as well.
func lessBranch(name string) string {
	for _, s := range branches {
		name = strings.TrimPrefix(name, s)
	}
	return name
}
