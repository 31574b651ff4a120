package extract

import (
	"iter"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/pattern"
)

// Days that are told by what stands around them: the time since then, and the year
// over a part of the list.
var (
	since      = pattern.MustCompile(`(?i)^(?:(?:发布于|發布於|更新于|更新於|published|posted|updated)\s*)?(?:(刚刚|剛剛|今天|今日|昨天|昨日|大?前天|just now|today|yesterday)|(\d{1,3})\s*(秒钟?|分钟|分鐘|个?小时|個?小時|天|日|周|週|个?星期|weeks?|secs?|seconds?|mins?|minutes?|hrs?|hours?|days?)\s*(?:前|ago))(?:[,，]?\s*(?:at\s+)?\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]m)?)?$`)
	week       = pattern.MustCompile(`(?i)周|週|星期|week`)
	sinceDays  = map[string]int{"昨天": 1, "昨日": 1, "yesterday": 1, "前天": 2, "大前天": 3}
	monthAlone = pattern.MustCompile(`^[\[【(（]?((?:19|20)\d{2})[-/.年](\d{1,2})月?[\]】)）]?$`)
	headed     = pattern.MustCompile(`^(?:(\d{1,2})日|(\d{2}))$`)
	yearAlone  = pattern.MustCompile(`^[\[【(（]?((?:19|20)\d{2})年?(?:度)?[\]】)）]?$`)
)

// readSince reads "3小时前" and "昨天 09:12".
func readSince(s string, c dateContext) span {
	m := since.FindStringSubmatch(inFigures(s))
	if m == nil || c.at.IsZero() {
		return span{}
	}
	today := feeds.DayOf(c.at, c.zone)
	n, _ := strconv.Atoi(m[2]) // three digits at most, or none
	if m[1] != "" {
		return span{Day: today.Add(-sinceDays[strings.ToLower(m[1])])}
	}
	if week.MatchString(m[3]) {
		return span{Day: today.Add(-7 * n)}
	}
	unit, _ := utf8.DecodeRuneInString(strings.ToLower(m[3]))
	if ago := sinceUnits[unit]; ago != 0 {
		return span{Day: feeds.DayOf(c.at.Add(-time.Duration(n)*ago), c.zone)}
	}
	return span{Day: today.Add(-n)}
}

// sinceUnits are the units that are shorter than a day, by how they begin.
var sinceUnits = map[rune]time.Duration{
	'秒': time.Second, 's': time.Second, '分': time.Minute, 'm': time.Minute,
	'小': time.Hour, '个': time.Hour, '個': time.Hour, 'h': time.Hour,
}

// isSince reports whether a text tells the time since then and nothing else.
func isSince(s string) bool { return len(s) < 48 && since.MatchString(inFigures(s)) }

// sinceWords are the words of a time since then that stand for figures.
var sinceWords = strings.NewReplacer(
	"半小时", "30分钟", "半个小时", "30分钟", "半小時", "30分鐘", "半個小時", "30分鐘", "half an hour", "30 minutes",
	"an hour", "1 hour", "a minute", "1 minute", "a day", "1 day", "a week", "1 week",
	"一小时", "1小时", "一个小时", "1小时", "一天", "1天", "两天", "2天", "一周", "1周", "两周", "2周",
)

// inFigures is a time since then with its number in figures.
func inFigures(s string) string {
	s = strings.TrimSpace(s)
	if strings.HasSuffix(s, "前") || strings.HasSuffix(s, "ago") {
		return sinceWords.Replace(s)
	}
	return s
}

// monthsAgo tells a time since then that leaves the day open.
var monthsAgo = pattern.MustCompile(`(?i)^(?:(?:发布于|發布於|更新于|更新於|published|posted|updated)\s*)?(?:(?:\d{1,2}|[一二两兩三四五六七八九十半数數几幾]{1,2}|an?|over an?)\s*(?:个月|個月|年|months?|years?)\s*(?:前|ago)|上个?月|上個月|去年|last (?:month|year))$`)

// undated is what a row says of its age that is no day: 1个月前. It is a row of the list as
// those with a day are.
func (p spot) undated() string {
	for _, n := range append([]*html.Node{p.scope}, p.tail...) {
		for d := range n.Descendants() {
			if d.Type != html.TextNode || len(d.Data) > 48 {
				continue
			}
			if words := strings.TrimSpace(d.Data); monthsAgo.MatchString(words) {
				return words
			}
		}
	}
	return ""
}

// How far a year is looked for over a row: so many parents, and elements before each.
const (
	headingLevels = 5
	headingBefore = 100
)

// headingYear is the year that stands alone over the part of the list that a row is in.
func (p spot) headingYear() string { return p.over(yearAlone) }

// headedDay is the day of a row that shows its number alone, of the month that stands over
// the part of the list that the row is in.
func (p spot) headedDay() feeds.Day {
	for _, n := range append([]*html.Node{p.scope}, p.tail...) {
		for d := range n.Descendants() {
			if d.Type != html.TextNode || len(d.Data) > 64 || within(d, p.link) {
				continue
			}
			if m := headed.FindStringSubmatch(squeeze(d.Data)); m != nil {
				y, month, _ := strings.Cut(p.over(monthAlone), "-")
				return day(y, month, m[1]+m[2])
			}
		}
	}
	return ""
}

// groupDay is the day that stands over the part of a list that a row is in, as a heading of
// all its rows, or in the cell before theirs.
func (p spot) groupDay(c dateContext) feeds.Day {
	passed := -1 // the level at which other words stand nearer
	for level, s := range p.before() {
		if level == passed || !isElement(s, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Dt, atom.Td, atom.Th) && !(isDay(s) && beginsWithDay(s.Parent)) {
			continue
		}
		if hasManyNodes(s) {
			return ""
		}
		if isDay(s) {
			return cellDay(s, nil, anyFormat, c)
		}
		passed = level
	}
	return ""
}

// beginsWithDay reports whether days stand before the rows of a part of a list: one is the
// first of its elements, and none the last.
func beginsWithDay(part *html.Node) bool {
	var first, last *html.Node
	for c := part.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			continue
		}
		if last = c; first == nil {
			first = c
		}
	}
	return isDay(first) && !isDay(last)
}

// over is what stands alone over the part of the list that a row is in: the parts of what
// matches there, "" where nothing does.
func (p spot) over(alone *pattern.Pattern) string {
	for _, s := range p.before() {
		if y := aloneIn(s, alone); y != "" {
			return y
		}
	}
	return ""
}

// before are the elements that stand before the part of a list that a row is in, then
// those before what holds that, level by level, the nearest first.
func (p spot) before() iter.Seq2[int, *html.Node] {
	return func(yield func(int, *html.Node) bool) {
		at := p.scope
		for level := range headingLevels {
			if at == nil || isElement(at, atom.Body) {
				return
			}
			seen := 0
			for s := at.PrevSibling; s != nil && seen < headingBefore; s = s.PrevSibling {
				if s.Type != html.ElementNode {
					continue
				}
				if seen++; !yield(level, s) {
					return
				}
			}
			at = at.Parent
		}
	}
}

// aloneIn is what an element holds and nothing else.
func aloneIn(n *html.Node, alone *pattern.Pattern) string {
	nodes := 0
	for d := range n.Descendants() {
		if nodes++; nodes > 6 || d.Type == html.TextNode && len(d.Data) > 64 {
			return ""
		}
	}
	if m := alone.FindStringSubmatch(squeeze(inline(n, nil))); m != nil {
		return strings.Join(m[1:], "-")
	}
	return ""
}
