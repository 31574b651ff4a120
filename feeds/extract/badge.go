package extract

import (
	"strings"
	"unicode"

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

// leafOf is the day that two or three neighbouring pieces of the row's text make, which
// together hold nothing else. Of a number, a month and a number the two that stand closer
// together are one: the other may be that of the row.
func leafOf(p rule.Spot) (found feeds.Day) {
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

// isLeafPiece reports whether words are a piece of such a leaf, or all of it.
func isLeafPiece(words string) bool {
	s := date.Squeeze(words)
	return leafMonth.MatchString(s) || leafShort.MatchString(s) || leafYear.MatchString(s) || date.IsAlone(s)
}

// isLeaf reports whether an element is such a leaf, and nothing else.
func isLeaf(n *html.Node) bool { return leafIn(n) != "" }

// leafIn is the day of an element that is such a leaf and nothing else.
func leafIn(n *html.Node) feeds.Day {
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

// besideHeadline is the day of a row whose link wraps all of it: the one with which a
// short piece beside the title begins.
func besideHeadline(p rule.Spot, c date.Context) feeds.Day {
	if p.Link == nil || p.Link.FirstChild == p.Link.LastChild && !dom.Is(p.Link.FirstChild, dom.Blocks...) {
		return ""
	}
	title := headline(p.Link)
	if title == nil {
		return ""
	}
	for d := range p.Link.Descendants() {
		if d.Type != html.TextNode || len(d.Data) > date.MaxLine || dom.Within(d, title) {
			continue
		}
		line := strings.TrimSpace(d.Data)
		if m := lineDay.FindStringSubmatch(line); m != nil {
			return date.YMD(m[1], c).Day
		}
		if date.IsDayFirst(line) || date.IsMonthFirst(line) {
			return date.English(line, c).Day
		}
		if d := dom.FirstOf(func() feeds.Day { return date.InPieces(line, c) }, func() feeds.Day { return shortDayIn(line, c) }); d != "" {
			return d
		}
	}
	return ""
}

// shortDayIn is a day without its year that is one of several pieces of a line.
func shortDayIn(line string, c date.Context) feeds.Day {
	for _, piece := range strings.FieldsFunc(line, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("|｜·丨", r) }) {
		if len(piece) < 16 && strings.ContainsAny(piece, "-/月") && date.IsMonthDay(piece) {
			return date.MD(piece, c).Day
		}
	}
	return ""
}

// monthAndDay is the day of a row whose month and day stand in two neighbouring pieces, and
// its year elsewhere in the row or nowhere.
func monthAndDay(p rule.Spot, c date.Context) feeds.Day {
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

// besideLink is the day of a row that a short piece outside of its link tells: it begins
// with it, or with a label of it, and goes on with the source, or has it among others.
func besideLink(p rule.Spot, c date.Context) feeds.Day {
	for _, n := range append([]*html.Node{p.Scope}, p.Tail...) {
		for d := range n.Descendants() {
			if d.Type != html.TextNode || len(d.Data) > date.MaxLine || !strings.ContainsAny(d.Data, "0123456789") || date.IsClock(d.Data) || dom.Within(d, p.Link) {
				continue
			}
			line := strings.TrimSpace(d.Data)
			if m := dayLabel.FindStringSubmatch(line); m != nil && !signedLabel.MatchString(line) {
				line = m[1]
			}
			if m := lineDay.FindStringSubmatch(line); m != nil {
				return date.YMD(m[1], c).Day
			}
			if d := dom.FirstOf(func() feeds.Day { return date.InPieces(line, c) }, func() feeds.Day { return ageInPieces(line, c) }); d != "" {
				return d
			}
		}
	}
	return ""
}

// ageInPieces is the time since then, or a day without its year, that is one of several
// pieces of a line which marks set apart.
func ageInPieces(line string, c date.Context) feeds.Day {
	pieces := strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune("·•|｜丨", r) })
	if len(pieces) == 1 && pieces[0] == line {
		return ""
	}
	for _, piece := range pieces {
		switch piece = strings.TrimSpace(piece); {
		case date.IsSince(piece):
			return date.Since(piece, c).Day
		case len(piece) < 24 && strings.ContainsAny(piece, "-月") && date.IsMonthDay(date.Squeeze(piece)):
			return date.MD(piece, c).Day
		}
	}
	return ""
}

// betweenYears corrects days whose year nobody wrote: a list runs from new to old,
// so the row between two of a known year lies between their days. guessed has
// the places of such rows in list.
func betweenYears(list []feeds.Entry, guessed map[int]bool) {
	for i := range list {
		if !guessed[i] || list[i].Date == "" {
			continue
		}
		above, below := knownDay(list, guessed, i, -1), knownDay(list, guessed, i, 1)
		if above == "" || below == "" || above < below || list[i].Date <= above && list[i].Date >= below {
			continue
		}
		for _, year := range []string{string(above[:4]), string(below[:4])} {
			if d := feeds.Day(year) + list[i].Date[4:]; d.Valid() && d <= above && d >= below {
				list[i].Date = d
				break
			}
		}
	}
}

// knownDay is the day of the nearest row in that direction whose year is known.
func knownDay(list []feeds.Entry, guessed map[int]bool, i, step int) feeds.Day {
	for i += step; i >= 0 && i < len(list); i += step {
		if list[i].Date != "" && !guessed[i] {
			return list[i].Date
		}
	}
	return ""
}
