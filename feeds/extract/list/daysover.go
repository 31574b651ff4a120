package list

import (
	"iter"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/calendar"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/rule"
	"github.com/regwire/regwire/feeds/pattern"
)

// Days that are told by what stands over a part of a list, and ages that are no day.

// What alone stands over a part of a list.
var (
	monthAlone = pattern.MustCompile(`^[\[【(（]?((?:19|20)\d{2})[-/.年](\d{1,2})月?[\]】)）]?$`)
	headed     = pattern.MustCompile(`^(?:(\d{1,2})日|(\d{2}))$`)
	yearAlone  = pattern.MustCompile(`^[\[【(（]?((?:19|20)\d{2})年?(?:度)?[\]】)）]?$`)
)

// monthsAgo tells a time since then that leaves the day open.
var monthsAgo = pattern.MustCompile(`(?i)^(?:(?:发布于|發布於|更新于|更新於|published|posted|updated)\s*)?(?:(?:\d{1,2}|[一二两兩三四五六七八九十半数數几幾]{1,2}|an?|over an?)\s*(?:个月|個月|年|months?|years?)\s*(?:前|ago)|上个?月|上個月|去年|last (?:month|year))$`)

// undatedAge is what a row says of its age that is no day: 1个月前. It is a row of the list as
// those with a day are.
func undatedAge(p rule.Spot) string {
	for _, n := range append([]*html.Node{p.Scope}, p.Tail...) {
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
func headingYear(p rule.Spot) string { return overPart(p, yearAlone) }

// headedDay is the day of a row that shows its number alone, of the month that stands over
// the part of the list that the row is in.
func headedDay(p rule.Spot) feeds.Day {
	for _, n := range append([]*html.Node{p.Scope}, p.Tail...) {
		for d := range n.Descendants() {
			if d.Type != html.TextNode || len(d.Data) > 64 || dom.Within(d, p.Link) {
				continue
			}
			if m := headed.FindStringSubmatch(date.Squeeze(d.Data)); m != nil {
				y, month, _ := strings.Cut(overPart(p, monthAlone), "-")
				return date.Of(y, month, m[1]+m[2])
			}
		}
	}
	return ""
}

// groupDay is the day that stands over the part of a list that a row is in, as a heading of
// all its rows, or in the cell before theirs.
func groupDay(p rule.Spot, c date.Context) feeds.Day {
	passed := -1 // the level at which other words stand nearer
	for level, s := range beforePart(p) {
		if level == passed || !dom.Is(s, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Dt, atom.Td, atom.Th) && !(calendar.IsDay(s) && beginsWithDay(s.Parent)) {
			continue
		}
		if dom.HasManyNodes(s) {
			return ""
		}
		if calendar.IsDay(s) {
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
	return calendar.IsDay(first) && !calendar.IsDay(last)
}

// overPart is what stands alone over the part of the list that a row is in: the parts of what
// matches there, "" where nothing does.
func overPart(p rule.Spot, alone *pattern.Pattern) string {
	for _, s := range beforePart(p) {
		if y := aloneIn(s, alone); y != "" {
			return y
		}
	}
	return ""
}

// beforePart are the elements that stand before the part of a list that a row is in, then
// those before what holds that, level by level, the nearest first.
func beforePart(p rule.Spot) iter.Seq2[int, *html.Node] {
	return func(yield func(int, *html.Node) bool) {
		at := p.Scope
		for level := range headingLevels {
			if at == nil || dom.Is(at, atom.Body) {
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
	if m := alone.FindStringSubmatch(date.Squeeze(dom.Inline(n, nil))); m != nil {
		return strings.Join(m[1:], "-")
	}
	return ""
}
