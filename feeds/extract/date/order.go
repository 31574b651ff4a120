package date

import (
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/pattern"
)

// Days in digits that end in their year are written in two ways: 03/09/2026 is a day of
// September nearly everywhere, and of March in America. With points it is the former.

// Order is what of such days comes first on a page.
type Order int

const (
	orderUnknown Order = iota
	dayComesFirst
	monthComesFirst
)

// placeBefore is the place that offices in Europe set before the day of a release.
const placeBefore = `(?-i:\p{Lu}[\pL.-]{1,20}(?: \p{Lu}[\pL.-]{1,20}){0,2}),[\s\x{a0}]+`

// releaseNumber is the number of a release in its year, which such a line has behind the day.
const releaseNumber = `(?:,\s*(?:(?:pressemitteilung|nr\.|no\.)\s*){0,2}\d{1,4}/\d{2,4})?`

// numeric is such a day, alone or behind a label.
var numeric = pattern.MustCompile(`(?i)^(?:[\w ]{0,60}\bon\s+|(?:日期|(?:發佈|发布|發布|公布|刊登)(?:日期|時間|时间)|(?:publication |press release )?date|published|posted|data|datum|fecha|stand)\s*[:：]\s*|(?:veröffentlicht|erschienen|erstellt)\s+am\s*:?\s*)?` +
	`(?:(sun|mon|tue|wed|thu|fri|sat)[a-z]*,?\s+|` + placeBefore + `)?(\d{1,2})([-/.])(\d{1,2})[-/.]((?:19|20)?\d{2})(?:\s*(?:[-,]|um|klo)?\s*\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*(?:[ap]m|uhr|h))?)?` + releaseNumber + `$`)

// readNumeric reads such a day if there is but one way to read it here.
func readNumeric(s string, c Context) (found feeds.Day) {
	m := numericDay(s)
	if m == nil {
		return ""
	}
	both := [...]feeds.Day{Of(m[5], m[4], m[2]), Of(m[5], m[2], m[4])}
	if m[3] == "." {
		return both[0]
	}
	for _, d := range both {
		if d == "" || m[1] != "" && !strings.EqualFold(d.Time(time.UTC).Weekday().String()[:3], m[1][:3]) {
			continue
		}
		if found != "" && found != d {
			return c.ordered(both)
		}
		found = d
	}
	return found
}

// numericDay are the parts of such a day, its year in full. A year of two digits stands behind
// where the first number cannot be one, or the second no month.
func numericDay(s string) []string {
	m := numeric.FindStringSubmatch(strings.TrimSpace(s))
	switch {
	case m == nil || len(m[5]) == 4:
		return m
	case m[3] != "/" || len(m[2]) == 2 && (len(m[4]) < 2 || m[4] <= "12"):
		return nil
	}
	m[5] = "20" + m[5]
	return m
}

// ordered is the one of two days that the page means.
func (c Context) ordered(both [2]feeds.Day) feeds.Day {
	if c.Order == nil {
		return ""
	}
	switch c.Order() {
	case dayComesFirst:
		return both[0]
	case monthComesFirst:
		return both[1]
	}
	return ""
}

// otherPlaces are the ends of hosts of two letters in places that write the month first or
// either, and of those that are anybody's.
var otherPlaces = []string{"us", "ca", "ph", "cn", "tw", "jp", "kr", "io", "ai", "co", "me", "tv", "cc", "to", "ly"}

// isDayFirstPlace reports whether a host is in a place that writes the day first.
func isDayFirstPlace(host string) bool {
	end := host[strings.LastIndexByte(host, '.')+1:]
	return len(end) == 2 && end[0] > '9' && !slices.Contains(otherPlaces, end)
}

// OrderOf is the order in which a page of such texts writes such days: as those of which only
// one reading is a day, else as its language or its place does.
func OrderOf(texts iter.Seq[string], lang, host string) Order {
	seen := [3]bool{}
	for text := range texts {
		if len(text) > MaxLine || !strings.ContainsAny(text, "-/") {
			continue
		}
		for piece := range strings.FieldsFuncSeq(text, IsPieceMark) {
			m := numericDay(piece)
			switch {
			case m == nil:
			case m[2] > "12" && len(m[2]) == 2:
				seen[dayComesFirst] = true
			case m[4] > "12" && len(m[4]) == 2:
				seen[monthComesFirst] = true
			}
		}
	}
	lang = strings.ToLower(lang)
	switch {
	case seen[dayComesFirst] && seen[monthComesFirst]:
		return orderUnknown
	case seen[monthComesFirst]:
		return monthComesFirst
	case seen[dayComesFirst], lang != "" && lang != "en" && lang != "en-us", isDayFirstPlace(host):
		return dayComesFirst
	}
	return orderUnknown
}

// IsPieceMark reports whether a character sets the pieces of a line apart.
func IsPieceMark(r rune) bool { return strings.ContainsRune("|｜·•", r) }

// pieceMarks are the marks that do so only with blanks around them.
var pieceMarks = strings.NewReplacer(" // ", "|", " / ", "|", " - ", "|", " – ", "|")

// piecesOf are the pieces of a line.
func piecesOf(line string) []string {
	return strings.FieldsFunc(pieceMarks.Replace(" "+line+" "), IsPieceMark)
}

// maxPieces is the length of a line that holds pieces.
const maxPieces = 100

// InPieces is the day in words that stands among pieces set apart by marks, with the day
// of the week before it or not.
func InPieces(line string, c Context) feeds.Day {
	if len(line) > maxPieces || !strings.ContainsAny(line, "0123456789") {
		return ""
	}
	for _, piece := range piecesOf(line) {
		if d := readNumeric(piece, c); d != "" {
			return d
		}
		piece = inEnglish(foreignLabel.ReplaceAllString(strings.TrimSpace(piece), ""))
		if piece = weekday.ReplaceAllString(piece, ""); strings.ContainsAny(piece, "aeuoc") && IsAlone(piece) {
			return English(piece, c).Day
		}
	}
	return ""
}

// weekday is the day of the week before a date.
var weekday = pattern.MustCompile(`(?i)^(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+`)

// shortDay is a day whose year has two digits, in front, or behind where marks as in Europe
// allow it and the day is newer so.
func shortDay(s string, c Context) (found feeds.Day) {
	m := shortYMD.FindStringSubmatch(s)
	if m == nil {
		return ""
	}
	days := []feeds.Day{Of("20"+m[1], m[2]+m[4], m[3]+m[5])}
	if strings.Contains(s, "/") {
		days = append(days, Of("20"+m[3], m[2], m[1]))
	}
	for _, d := range days {
		if d <= c.Today.Add(1) {
			found = max(found, d)
		}
	}
	return found
}

// shortYears is how many years back a year of two digits is believed on a page that says
// nothing else of its day.
const shortYears = 5

// readShort reads a day whose year has two digits, in front and lately, where it cannot be
// read in another way.
func readShort(s string, c Context) Span {
	s = Squeeze(Usual(s))
	d := shortDay(s, c)
	if d == "" || d.Add(366*shortYears) < c.Today || strings.Contains(s, "/") && s[len(s)-2:] <= string(c.Today[2:4]) && s[len(s)-2:] > "12" {
		return Span{}
	}
	return Span{Day: d}
}
