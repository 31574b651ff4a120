package calendar

import (
	"strings"

	"golang.org/x/net/html"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/rule"
	"github.com/regwire/regwire/feeds/pattern"
)

// Rows that show their day like a calendar leaf: the day large, year and month
// small beside it, in elements of their own; or month and day, and the year.
var (
	leafDay    = pattern.MustCompile(`^(\d{1,2})日?$`)
	leafMonth  = pattern.MustCompile(`^[-/.]?((?:19|20)\d{2})[-/.年](\d{1,2})月?$`)
	leafShort  = pattern.MustCompile(`^(\d{1,2})[-/.月](\d{1,2})日?$`)
	leafOnly   = pattern.MustCompile(`^[-/.]?(\d{1,2})(?:月|[-/.])$`)
	leafNumber = pattern.MustCompile(`^\d{2}$`)
	leafWords  = pattern.MustCompile(`(?i)^(?:(\d{1,2})([a-z]{3,9})|([a-z]{3,9})(\d{1,2}))\.?,?((?:19|20)\d{2})$`)
	leafYear   = pattern.MustCompile(`^((?:19|20)\d{2})年?$`)
)

// InRow is the day that two or three neighbouring pieces of the row's text make, which
// together hold nothing else. Of a number, a month and a number the two that stand closer
// together are one: the other may be that of the row.
func InRow(p rule.Spot) (found feeds.Day) {
	var before, last string
	var lastAt, holder *html.Node
	for _, n := range append([]*html.Node{p.Scope}, p.Tail...) {
		for d := range n.Descendants() {
			if d.Type != html.TextNode || len(d.Data) > 64 || dom.IsBlank(d) || dom.Is(d.Parent, dom.Silent...) {
				continue
			}
			s := date.Squeeze(d.Data)
			if strings.Trim(s, "-/.") == "" {
				continue // a mark between two pieces
			}
			got := pairDay(last, s)
			switch {
			case got != "" && found == "":
				found, holder = got, holderOf(lastAt, d)
			case got != "" && dom.Within(holderOf(lastAt, d), holder):
				return got
			case found != "":
				return found
			}
			if got := threeDay(before, last, s); got != "" {
				return got
			}
			before, last, lastAt = last, s, d
		}
	}
	return found
}

// holderOf is the innermost element that holds both nodes.
func holderOf(a, b *html.Node) *html.Node {
	for a != nil && !dom.Within(b, a) {
		a = a.Parent
	}
	return a
}

// IsLeafPiece reports whether words are a piece of such a leaf, or all of it.
func IsLeafPiece(words string) bool {
	s := date.Squeeze(words)
	return leafMonth.MatchString(s) || leafShort.MatchString(s) || leafYear.MatchString(s) || date.IsAlone(s)
}

// IsLeaf reports whether an element is such a leaf, and nothing else.
func IsLeaf(n *html.Node) bool { return Leaf(n) != "" }

// Leaf is the day of an element that is such a leaf and nothing else.
func Leaf(n *html.Node) feeds.Day {
	var pieces []string
	nodes := 0
	for d := range n.Descendants() {
		if nodes++; nodes > 12 || len(d.Data) > 64 {
			return ""
		}
		if d.Type == html.TextNode && !dom.Is(d.Parent, dom.Silent...) {
			if s := date.Squeeze(d.Data); strings.Trim(s, "-/.") != "" { // no mark between two pieces
				pieces = append(pieces, s)
			}
		}
	}
	switch len(pieces) {
	case 2:
		return pairDay(pieces[0], pieces[1])
	case 3:
		return threeDay(pieces[0], pieces[1], pieces[2])
	}
	return ""
}

// threeDay is the day of which the pieces are day, month and year, or the other way round;
// or the day, and year and month on two lines.
func threeDay(a, b, c string) feeds.Day {
	if d := wordsDay(a + b + c); d != "" {
		return d
	}
	for _, ymd := range [][3]string{{a, b, c}, {b, c, a}} {
		if y := leafYear.FindStringSubmatch(ymd[0]); y != nil && leafNumber.MatchString(ymd[1]) && leafNumber.MatchString(ymd[2]) {
			return date.Of(y[1], ymd[1], ymd[2])
		}
	}
	m := leafOnly.FindStringSubmatch(b)
	if m == nil {
		return ""
	}
	for _, pair := range [][2]string{{a, c}, {c, a}} {
		if y, d := leafYear.FindStringSubmatch(pair[0]), leafDay.FindStringSubmatch(pair[1]); y != nil && d != nil {
			return date.Of(y[1], m[1], d[1])
		}
	}
	return ""
}

// wordsDay is the day of which the pieces name the month in words.
func wordsDay(pieces string) feeds.Day {
	if m := leafWords.FindStringSubmatch(pieces); m != nil {
		return date.English(m[1]+m[4]+" "+m[2]+m[3]+" "+m[5], date.Context{}).Day
	}
	return ""
}

func pairDay(a, b string) feeds.Day {
	if d := wordsDay(a + b); d != "" {
		return d
	}
	for _, pair := range [][2]string{{a, b}, {b, a}} {
		if m, d := leafMonth.FindStringSubmatch(pair[0]), leafDay.FindStringSubmatch(pair[1]); m != nil && d != nil {
			return date.Of(m[1], m[2], d[1])
		}
		if y, md := leafYear.FindStringSubmatch(pair[0]), leafShort.FindStringSubmatch(pair[1]); y != nil && md != nil {
			return date.Of(y[1], md[1], md[2])
		}
	}
	return ""
}

// MonthAndDay is the day of a row whose month and day stand in two neighbouring pieces, and
// its year elsewhere in the row or nowhere.
func MonthAndDay(p rule.Spot, c date.Context) feeds.Day {
	year, month, number, last := "", "", "", ""
	for _, n := range append([]*html.Node{p.Scope}, p.Tail...) {
		for d := range n.Descendants() {
			if d.Type != html.TextNode || len(d.Data) > 64 || dom.IsBlank(d) || dom.Is(d.Parent, dom.Silent...) {
				continue
			}
			s := date.Squeeze(d.Data)
			if m := leafYear.FindStringSubmatch(s); m != nil {
				year = m[1]
			}
			for _, pair := range [][2]string{{last, s}, {s, last}} {
				if m, d := leafOnly.FindStringSubmatch(pair[0]), leafDay.FindStringSubmatch(pair[1]); month == "" && m != nil && d != nil {
					month, number = m[1], d[1]
				}
			}
			last = s
		}
	}
	switch {
	case month == "":
		return ""
	case year != "":
		return date.Of(year, month, number)
	}
	return date.MD(month+"-"+number, c).Day
}
