package article

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/calendar"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/rule"
	"github.com/regwire/regwire/feeds/pattern"
)

// migrated is how long after its signature a text is not published any more.
// Sites that moved to another system carry the day of the move on all their old
// items (2023-05-12 at the ministry of industry, other days in the provinces).
const migrated = 60 * 24 * time.Hour

var (
	// artYear is the year in which an item got its address; 1970 is none.
	artYear = pattern.MustCompile(`/art/(2\d{3})/`)
	// cellLabel is a label that fills a cell of a table, or of a list of names and values.
	cellLabel = pattern.MustCompile(`(?i)^(?:(?:发布|發[布佈]|公布|公开|公開|公示|信息发布|发文|成文|签发|印发|生成)\s*(?:日\s*期|时\s*间|時\s*間)|(?:date )?(?:published|posted)|(?:publication|release|issue)? ?date|date of (?:publication|issue))$`)
	signature = pattern.MustCompile(`^(?:.{0,40}[^0-9])?((?:19|20)\d{2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*[）)]?$`)
)

// dayBehindWord is a day in words behind a word that needs no colon.
var dayBehindWord = pattern.MustCompile(`(?i)^(?:published|posted|(?:last )?updated)\s+(?:on\s+)?((?:\d{1,2}(?:st|nd|rd|th)?\s+[a-z]{3,9}\.?|[a-z]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?),?\s+(?:19|20)\d{2})`)

// hourBehind is an hour behind a day in figures, as Portuguese and French write it.
var hourBehind = pattern.MustCompile(`(?i)((?:19|20)\d{2})\s+(?:às\s+|à\s+)?\d{1,2}\s?h\s?\d{2}\b`)

// dayInLine is such a label in the middle of a line, behind the source or a counter.
var dayInLine = pattern.MustCompile(`[^\p{Han}](?:(?:发布|發[布佈]|公布|更新|張貼|刊登|上版)(?:日期|时间|時間)|日\s?期|时\s?间)\s*[\]】]?\s*[：:]\s*(.{0,40})`)

// footClass is a class of what a site sets under its pages, where it says when it was
// changed.
var footClass = dom.Classes(`(?i)^(?:foot\w*|bottom|copyright\w*|copy|.*[-_]foot(?:er)?)$`)

// publishedLater is the day of publication in a line that tells that of a change, or of its
// signature, first.
var publishedLater = pattern.MustCompile(`(?:更新|成文|发文|签发|印发|生成)(?:日期|时间|時間)?\s*[：:].{6,60}?[^\p{Han}](?:发布|發[布佈]|公布|公开|刊登|上版)(?:日期|时间|時間)\s*[：:]\s*(.{0,40})`)

func inFoot(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if dom.Is(n, atom.Footer) || footClass.Named(n) {
			return true
		}
	}
	return false
}

// labelledDays are the days behind labels of a page, in short texts of their own.
type labelledDays struct {
	over   feeds.Day // over the text, or in its first lines
	behind feeds.Day // in the text, under it, or that of a change
	signed feeds.Day
	since  feeds.Day // told without its year, or as the time since then
	// published says that the label of over is one of publication, and of nothing else.
	published bool
}

// headText is how much of a text can be the lines over it, where the heading stands in it.
const headText = 300

// labelledDays reads the labels of a page with the text body, which may be nil. What its frame
// says is of the site.
func (p *page) labelledDays(body *html.Node, c date.Context) (out labelledDays) {
	inside, seen := false, 0
	for n := range p.Root.Descendants() {
		inside = inside || n == body
		if n.Type != html.TextNode || dom.Is(n.Parent, dom.Silent...) {
			continue
		}
		if inside {
			seen += len(strings.TrimSpace(n.Data)) / 3
		}
		if len(n.Data) > maxNames || out.over != "" {
			continue
		}
		line := strings.TrimSpace(n.Data)
		behind, ok := behindDayLabel(n, line)
		if !ok {
			continue
		}
		label := line // the day may stand in the element behind it
		if at := strings.Index(line, behind); at > 0 {
			label = line[:at]
			label = strings.TrimLeft(label[strings.LastIndexAny(label, "0123456789")+1:], "日 \u3000\t") // behind another day
		}
		words := hourBehind.ReplaceAllString(calendar.Behind(n, behind), "$1")
		d := date.Read(words, []string{"ymd", "dmy"}, c).Day
		if d == "" {
			words = upToOther(words)
			d = date.Read(words, date.ShownFormats, c).Day
		}
		if d == "" && !strings.Contains(words, "/") && !inFoot(n) && !isChanged(label) && !date.SignedLabel.MatchString(label) {
			out.since = feeds.Day(dom.Pick(string(out.since), string(date.Read(words, []string{"since", "md"}, c).Day)))
		}
		switch {
		case d == "" || inFoot(n):
		case date.SignedLabel.MatchString(label):
			out.signed = feeds.Day(dom.Pick(string(out.signed), string(d)))
		case isChanged(label) || seen > headText || dom.IsUnseen(n.Parent):
			out.behind = feeds.Day(dom.Pick(string(out.behind), string(d)))
		default:
			out.over, out.published = d, publicationLabel.MatchString(label)
		}
	}
	return out
}

// upToOther is what stands behind a label, up to what follows it.
func upToOther(words string) string {
	words = strings.TrimLeft(words, beforeName)
	if at := sourceEnd.FindStringIndex(words); at != nil {
		words = words[:at[0]]
	}
	return strings.TrimRight(words, "]】）) ")
}

// behindDayLabel is what the line of a text has behind the label of a day, if it has one.
func behindDayLabel(n *html.Node, line string) (behind string, ok bool) {
	if date.PublishedHead.MatchString(line) {
		return "", true // a label without a mark, as cells have it
	}
	m := date.Label.FindStringSubmatch(line)
	if later := publishedLater.FindStringSubmatch(line); m != nil && later != nil {
		m = later
	}
	if m == nil {
		m = dayBehindWord.FindStringSubmatch(line)
	}
	if m == nil && strings.ContainsAny(line, "：:") && strings.ContainsAny(line, "期间間") {
		m = dayInLine.FindStringSubmatch(line)
	}
	switch {
	case m != nil:
		return m[1], true
	case dom.Following(n) != nil:
	case dom.Is(n.Parent, atom.Td, atom.Th, atom.Dt), dom.Is(n.Parent.Parent, atom.Li) && !dom.Is(n.Parent, atom.A):
		return "", cellLabel.MatchString(line)
	}
	return "", false
}

// publicationLabel is a label of the day of publication; 日期 and 时间 may be those of what a
// text tells of.
var publicationLabel = pattern.MustCompile(`(?i)^[\[【(（\s]*(?:信息)?(?:发布|發[布佈]|公布|刊登|上版)(?:日\s*期|时\s*间|時\s*間)`)

// isChanged reports whether a label is that of the day of a change.
func isChanged(label string) bool {
	return strings.Contains(label, "更新") || strings.Contains(label, "pdated")
}

// signedDay is the day under a text's signature: the last of its closing lines
// that ends in one.
func signedDay(text string) feeds.Day {
	lines := strings.Split(text, "\n")
	for i := len(lines) - 1; i >= max(0, len(lines)-8); i-- {
		if utf8.RuneCountInString(lines[i]) > 60 {
			continue
		}
		if m := signature.FindStringSubmatch(date.InDigits(lines[i])); m != nil {
			return date.Of(m[1], m[2], m[3])
		}
	}
	return ""
}

// headLines is how many lines of a text can be those that say of it when it was published.
const headLines = 12

// TextDay is the day that a text states of itself, "" where it states none: behind the label
// of publication in its first lines, else under the issuer's name, where the text is signed.
// What lies after fetched is the day of something else.
func TextDay(text string, fetched feeds.Day) feeds.Day {
	c := date.Context{Today: fetched}
	seen, before := 0, ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if seen++; utf8.RuneCountInString(line) > maxSigned {
			before = ""
			continue
		}
		d := feeds.Day("")
		if m := date.Label.FindStringSubmatch(line); m != nil && seen <= headLines && publicationLabel.MatchString(line) {
			d = date.Read(m[1], date.ShownFormats, c).Day
		} else if m := signature.FindStringSubmatch(date.Usual(line)); m != nil && seen > 1 && isSigner(before, line) {
			d = date.Of(m[1], m[2], m[3])
		}
		if d != "" && d <= fetched.Add(1) {
			return d
		}
		before = line
	}
	return ""
}

// opening is how a piece of news begins with its day, as agencies and offices abroad write it:
// behind the place at times, before a mark or alone on its line.
var opening = pattern.MustCompile(`^(?:\p{Lu}[\p{L}./ -]{1,30}(?:,\s*|,?\s*\())?((?:\d{1,2}\.\s?){2}(?:19|20)\d{2}|\d{1,2}\.?\s\p{L}{3,10}\.?,?\s(?:19|20)\d{2}|\p{L}{3,10}\.?\s\d{1,2},\s(?:19|20)\d{2})\)?\s*($|[-–—·:|]|\.\s)`)

// dayOfText is the day that a text tells of itself, for a page that shows none.
func dayOfText(text string, c date.Context) feeds.Day {
	return dom.FirstOf(func() feeds.Day { return TextDay(text, c.Today) }, func() feeds.Day { return openingDay(text, c) })
}

// titleDay is a day in brackets at the end of a title, as dailies and lists have it.
var titleDay = pattern.MustCompile(`[（(\[【]((?:19|20)\d{2}(?:年\d{1,2}月\d{1,2}日|-\d{1,2}-\d{1,2}|\.\d{1,2}\.\d{1,2}))[）)\]】]$`)

// dayOfTitle is the day that a title ends with, for a page that shows none anywhere else.
func dayOfTitle(title string, c date.Context) feeds.Day {
	m := titleDay.FindStringSubmatch(title)
	if m == nil {
		return ""
	}
	d := date.YMD(m[1], c).Day
	if d > c.Today {
		return "" // what is announced
	}
	return d
}

// openingLines is how many lines, such as a lead and the writer's name, stand before what a text
// begins with at most.
const openingLines = 4

// openingDay is the day with which one of a text's first lines begins, or that stands alone on one.
func openingDay(text string, c date.Context) feeds.Day {
	seen := 0
	for line := range strings.Lines(text) {
		if seen++; seen > headLines {
			break
		}
		line = strings.TrimSpace(line)
		m := opening.FindStringSubmatch(line[:min(len(line), maxNames)])
		if m == nil || m[2] != "" && seen > openingLines {
			continue
		}
		if d := date.Read(m[1], rule.Words{"dmy"}, c).Day; d != "" && d <= c.Today.Add(1) {
			return d
		}
	}
	return ""
}

// maxSigned is the length of the longest line that signs a text.
const maxSigned = 60

// isSigner reports whether a text is signed by a line with a day: an issuer stands before the
// day in it, or in the line before it.
func isSigner(before, line string) bool {
	line = date.Usual(line)
	at := strings.IndexFunc(line, func(r rune) bool { return r >= '0' && r <= '9' })
	name := strings.Join(strings.Fields(line[:max(at, 0)]), " ")
	if name == "" {
		name = before
	}
	return slices.ContainsFunc(strings.Fields(name), outlet.MatchString) || issuer.MatchString(date.Squeeze(name))
}

// issuer is the name of an office that is longer than those beside the day of an article, or
// set with blanks between its characters.
var issuer = pattern.MustCompile(`^\p{Han}{2,30}(?:办公室|委员会|局|厅|部|院|署|处|中心|协会|公司|政府|银行|网信办|总队|支队)$`)

// beforeMigration puts the signature's day in the place of one that only the
// page's meta elements tell and that lies long after it. What a page shows its
// readers is left alone.
func beforeMigration(p *page, told feeds.Day, text string, c date.Context) feeds.Day {
	if told == "" || told != metaDay(p, c) {
		return told
	}
	signed := signedDay(text)
	if m := artYear.FindStringSubmatch(p.Address.Path); m != nil && m[1] < string(told[:4]) {
		// The address was given in an earlier year than the day that the page tells.
		return signed
	}
	if signed == "" || time.Duration(told.Sub(signed))*24*time.Hour < migrated {
		return told
	}
	return signed
}
