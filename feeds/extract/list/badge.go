package list

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/rule"
)

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
		if m := date.LineDay.FindStringSubmatch(line); m != nil {
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

// besideLink is the day of a row that a short piece outside of its link tells: it begins
// with it, or with a label of it, and goes on with the source, or has it among others.
func besideLink(p rule.Spot, c date.Context) feeds.Day {
	for _, n := range append([]*html.Node{p.Scope}, p.Tail...) {
		for d := range n.Descendants() {
			if d.Type != html.TextNode || len(d.Data) > date.MaxLine || !strings.ContainsAny(d.Data, "0123456789") || date.IsClock(d.Data) || dom.Within(d, p.Link) {
				continue
			}
			line := strings.TrimSpace(d.Data)
			if m := date.Label.FindStringSubmatch(line); m != nil && !date.SignedLabel.MatchString(line) {
				line = m[1]
			}
			if m := date.LineDay.FindStringSubmatch(line); m != nil {
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
