package extract

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	// Publishers abroad write days in their own zone, and a machine may have no
	// zone database.
	_ "time/tzdata"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/pattern"
)

// dateContext is what a format needs beside the words.
type dateContext struct {
	zone  *time.Location
	today feeds.Day
	url   string
	// at is when the document was fetched, for days told as "3 hours ago".
	at time.Time
	// heading is the year that stands over a row, "" where none does; nil for nowhere.
	heading func() string
	// order is what of a day in digits that ends in its year comes first; nil for nobody knows.
	order func() dayOrder
	// roc says that years may be those of the Republic of China, of which the first was 1912.
	roc bool
	// written says that a day is that of the zone in which its time is written.
	written bool
	// ends says that the day wanted is that of an end, or of taking effect.
	ends bool
}

// maxDateText is how much of a text is searched for a date.
const maxDateText = 2_000

// span is a day, or a period of which Day is the start.
type span struct {
	Day, End feeds.Day
}

// dateFormats names every way in which the catalogue's publishers write a day.
// Each takes the words and returns "" for what it does not recognise.
var dateFormats = map[string]func(string, dateContext) span{
	"ymd":      readYMD,     // 2026-08-25, [2026/09/04], 2025.01.21, 2026年9月9日, 2024-12-27 17:00:05.0
	"ymd8":     readYMD8,    // 20220930, 20220928171256, news20260810
	"period":   readPeriod,  // 2026-09-01至2026-09-08: the start counts
	"md":       readMD,      // 05-21, 11月2日: no year
	"epoch":    readEpoch,   // seconds or milliseconds, number or text
	"epoch-ms": readEpochMS, // milliseconds for certain
	"stamp":    readStamp,   // an epoch of ten or thirteen digits and nothing else
	"iso":      readISO,     // 2022-09-05T23:10:00+02:00; without a zone it is the source's
	"gmt":      readGMT,     // 2022-09-05T18:30:00 meant as UTC
	"rfc822":   readRFC822,  // Tue, 06 Sep 2022 23:30 EST, with holes
	"dmy":      readDMY,     // 5 September 2022, September 5, 2022, 05/09/2022
	"reiwa":    readYMD,     // 令和8年4月7日
	"short":    readShort,   // 26-09-18, 26年9月18日: two digits of the year
	"yymmdd":   readYYMMDD,  // 240325 of an address
	"since":    readSince,   // 3小时前, 昨天 09:12
}

func readDate(s string, formats []string, c dateContext) span {
	if c.zone == nil {
		c.zone = feeds.Shanghai
	}
	// What holds a date is short; of a row's whole text its beginning will do.
	s = s[:min(len(s), maxDateText)]
	for _, f := range formats {
		if read := dateFormats[f]; read != nil {
			if d := read(s, c); d.Day != "" {
				return d
			}
		}
	}
	return span{}
}

// formatsOf are the formats that a rule names; an address is written in digits.
func formatsOf(named Words, address bool) []string {
	switch {
	case address:
		return append([]string{"ymd8", "ymd"}, named...)
	case len(named) > 0:
		return named
	}
	return []string{"ymd", "md", "stamp"}
}

// date reads the row's day, and the end of the period when it is one.
func (vs Values) date(p spot, named Words, c dateContext) (span, string) {
	c.url = p.url
	var clock span
	said := ""
	for _, v := range vs {
		formats := formatsOf(named, strings.HasPrefix(v.From, "url"))
		for _, s := range v.texts(p) {
			// Words of a title speak of days too; inside a link only an element
			// that holds nothing but a date is the row's.
			if s.inLink && !isDateOnly(s.text) {
				continue
			}
			if !c.ends && strings.ContainsAny(s.text, "止束效行施执废期更前") {
				s.text = withoutOtherDays(s.text)
			}
			d := readDate(s.text, formats, c)
			switch {
			case d.Day == "":
			case !isClock(s.text):
				return d, s.text
			case v.From == "row", v.From == "alone" && !isElement(p.scope, atom.Li, atom.Tr, atom.Dd, atom.Article) && !isRepeated(p.scope):
			case clock.Day == "":
				clock, said = d, s.text // the page's own, unless there is no other
			}
		}
	}
	return clock, said
}

var (
	ymd         = pattern.MustCompile(`(?:^|[^0-9])((?:19|20)\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})(?:[^0-9]|$|\d{2}:)`)
	aroundMarks = pattern.MustCompile(`\s*([-/.年月日])\s*`)
	ymd8        = pattern.MustCompile(`(?:^|[^0-9])((?:19|20)\d{2})(\d{2})(\d{2})(?:\d{6}|\d{11,15})?(?:[^0-9]|$)`)
	yymmdd      = pattern.MustCompile(`(?:^|[^0-9])(\d{2})(\d{2})(\d{2})(?:[^0-9]|$)`)
	md          = pattern.MustCompile(`^[^0-9\p{Han}]{0,3}(\d{1,2})[-/.月](\d{1,2})日?[^0-9\p{Han}]{0,3}(?:\d{1,2}:\d{2}[0-9:.]*)?[^0-9\p{Han}]{0,3}$`)
	dateOnly    = pattern.MustCompile(`^[^0-9]{0,8}(?:(?:19|20)?\d{2,4}[-/.年])?\d{1,2}[-/.月]\d{1,2}日?[^0-9\p{Han}]?(?:发布|发表|公布|更新|讯|电|(?:周|星期)[一二三四五六日天])?[^0-9\p{Han}]{0,2}(?:\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:[+-]\d{2}:?\d{2})?)?[^0-9\p{Han}]{0,3}$|^\d{10,13}$`)
	wordDate    = pattern.MustCompile(`(?i)^[^0-9\pL]{0,3}(?:\d{1,2}(?:st|nd|rd|th)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,?(?:19|20)\d{2}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\d{1,2}(?:st|nd|rd|th)?,?(?:19|20)\d{2})(?:,?(?:at)?\d{1,2}[:.]\d{2}(?:[ap]\.?m\.?)?[a-z]{0,4})?[^0-9\pL]{0,3}$`)
	wordMD      = pattern.MustCompile(`(?i)^[^0-9\pL]{0,3}(?:(\d{1,2})(?:st|nd|rd|th)?(` + monthWord + `)|(` + monthWord + `)\.?(\d{1,2})(?:st|nd|rd|th)?)[^0-9\pL]{0,3}$`)
	shortYMD    = pattern.MustCompile(`^[^0-9]{0,2}(\d{2})(?:[-/.](\d{2})[-/.](\d{2})|年(\d{1,2})月(\d{1,2})日)[^0-9\p{Han}]{0,2}$`)
	reiwa       = pattern.MustCompile(`令和\s*(元|\d{1,2})\s*年`)
	dayFirst    = pattern.MustCompile(`(?i)(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(\d{4})`)
	monFirst    = pattern.MustCompile(`(?i)([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})`)
	shortYear   = pattern.MustCompile(`(?i)(\d{1,2}\s+[a-z]{3,9}\.?,?\s+)(\d{2})(?:\s|$)`)
	pathYear    = pattern.MustCompile(`(?:^|[^0-9])((?:19|20)\d{2})(?:[-/]?(0[1-9]|1[0-2]))?(?:[^0-9]|$|\d{2}[^0-9])`)
	between     = regexp.MustCompile(`\s*(?:至|到|—+|–|~|～|-{2,}| - | to )\s*`)
)

// monthWord is the name of a month.
const monthWord = `(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)`

// otherDay is a day behind a label, or before a word, that says it is not that of
// publication.
var otherDay = pattern.MustCompile(`(?:自|从|于)?\s*(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?\s*起?\s*(?:正式)?(?:施行|实施|生效|执行|截止|废止|失效|止)|(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?\s*(?:\d{1,2}\s*[:：点时]\s*(?:\d{1,2}\s*分?)?)?\s*(?:[（(]\s*北京时间\s*[）)])?\s*(?:之|以)?前(?:[^\p{Han}]|将|向|提|递|完|送|反|报|书|通|登|发|按|寄|以|到|在)|(?:更新于|最后更新|截止|截至|结束|终止|施行|生效|实施|执行|有效|失效|废止|到期)(?:日期|时间|期限|期|日)?\s*[：:为至到]*\s*[\[（(]?\s*(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?`)

// dayFigures are those of a day, which may be those of a number.
var dayFigures = pattern.MustCompile(`^\s*20\d{6}\s*$`)

// isClock reports whether a text may tell another day than its row's: the page's clock shows
// today, says so or with its day of the week.
func isClock(s string) bool {
	return strings.Contains(s, "星期") || strings.Contains(s, "今天是") || dayFigures.MatchString(s)
}

// isRepeated reports whether an element beside n is of its kind and class, as the rows of a
// list are.
func isRepeated(n *html.Node) bool {
	class := attr(n, "class")
	for _, s := range []*html.Node{n.PrevSibling, n.NextSibling} {
		if s != nil && s.Type == html.TextNode && strings.TrimSpace(s.Data) == "" {
			if s == n.PrevSibling {
				s = s.PrevSibling
			} else {
				s = s.NextSibling
			}
		}
		if class != "" && s != nil && s.Type == html.ElementNode && s.DataAtom == n.DataAtom && attr(s, "class") == class {
			return true
		}
	}
	return false
}

// day makes a Day of numbers; "" when there is no such day.
func day(y, m, d string) feeds.Day {
	for len(m) < 2 {
		m = "0" + m
	}
	for len(d) < 2 {
		d = "0" + d
	}
	out := feeds.Day(y + "-" + m + "-" + d)
	if !out.Valid() {
		return ""
	}
	return out
}

// squeeze drops white space: pages break a date over lines.
func squeeze(s string) string { return strings.Join(strings.Fields(fold(s)), "") }

// fold makes ASCII of full-width digits and marks.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r == '－' || r == '‐' || r == '‑' || r == '–':
			return '-'
		case r == '／':
			return '/'
		case r == '．':
			return '.'
		case r >= 0x200b && r <= 0x200f || r == 0xfeff:
			return -1
		}
		return r
	}, s)
}

// plainDay is a day written as most rows write it, 2026-08-25 and nothing else.
func plainDay(s string) feeds.Day {
	if len(s) != len("2006-01-02") || s[4] != '-' || s[7] != '-' || s[:2] != "19" && s[:2] != "20" || !feeds.Day(s).Valid() {
		return ""
	}
	return feeds.Day(s)
}

func readYMD(s string, c dateContext) span {
	if d := plainDay(s); d != "" {
		return span{Day: d}
	}
	s = c.commonYear(usual(s))
	// Pages break a date over lines: at its marks first, anywhere if need be.
	tries := []string{s}
	if strings.ContainsAny(s, " \t\r\n\u00a0\u3000") {
		tries = []string{aroundMarks.ReplaceAllString(s, "$1"), squeeze(s)}
	}
	for _, s := range tries {
		for _, m := range ymd.FindAllStringSubmatch(s, 4) {
			if d := day(m[1], m[2], m[3]); d != "" {
				return span{Day: d}
			}
		}
	}
	return span{}
}

func readYMD8(s string, _ dateContext) span {
	for _, m := range ymd8.FindAllStringSubmatch(s, 4) {
		if d := day(m[1], m[2], m[3]); d != "" {
			return span{Day: d}
		}
	}
	return span{}
}

func readYYMMDD(s string, _ dateContext) span {
	for _, m := range yymmdd.FindAllStringSubmatch(s, 4) {
		if d := day("20"+m[1], m[2], m[3]); d != "" {
			return span{Day: d}
		}
	}
	return span{}
}

// closedMark is what a row says whose term is over, in front of its own day.
var closedMark = strings.NewReplacer("已结束", " ", "已截止", " ")

// withoutOtherDays is a text without the days that are said not to be that of publication.
func withoutOtherDays(s string) string {
	if strings.Contains(s, "已") {
		s = closedMark.Replace(s)
	}
	return otherDay.ReplaceAllString(s, " ")
}

// readPeriod reads "A至B". A lone day is a period without end.
func readPeriod(s string, c dateContext) span {
	parts := between.Split(strings.TrimSpace(fold(s)), 2)
	d := readYMD(parts[0], c)
	if d.Day == "" || len(parts) < 2 {
		return d
	}
	if end := readYMD(parts[1], c); end.Day != "" {
		d.End = end.Day
	} else if end := yearOf(parts[1], string(d.Day[:4])); end >= d.Day {
		d.End = end
	}
	return d
}

// isDayRune reports whether a character is one of which every day has one, however written.
func isDayRune(r rune) bool { return r >= '0' && r <= '9' || r == '年' || r >= '０' && r <= '９' }

// isDateOnly reports whether a text holds a date and nothing else.
func isDateOnly(s string) bool {
	if plainDay(s) != "" {
		return true
	}
	if !strings.ContainsFunc(s, isDayRune) {
		return false // most of what is asked for
	}
	if s = squeeze(usual(s)); strings.HasSuffix(s, "…") {
		return false // the beginning of a summary
	} else if dateOnly.MatchString(s) {
		return true
	}
	return strings.ContainsAny(s, "aeuoc") && (wordDate.MatchString(s) || wordMD.MatchString(s)) || numericDay(s) != nil
}

func yearOf(s, year string) feeds.Day {
	if m := md.FindStringSubmatch(squeeze(s)); m != nil {
		return day(year, m[1], m[2])
	}
	return ""
}

// readMD reads a day without year: the address's year, else the newest year
// that does not lie in the future.
func readMD(s string, c dateContext) span {
	if d := readYMD(s, c); d.Day != "" {
		return d
	}
	s = squeeze(s)
	if d := shortDay(s, c); d != "" {
		return span{Day: d}
	}
	m := monthDay(s)
	if m == nil {
		return span{}
	}
	if d := readYMD8(c.url, c); d.Day != "" {
		return span{Day: nearYear(d.Day, m[1], m[2])}
	}
	if y := pathYear.FindStringSubmatch(c.url); y != nil {
		if d := day(y[1], m[1], m[2]); d != "" {
			return span{Day: d}
		}
	}
	if c.heading != nil {
		if d := day(c.heading(), m[1], m[2]); d != "" {
			return span{Day: d}
		}
	}
	year, _ := strconv.Atoi(string(c.today[:min(4, len(c.today))]))
	for y := year; y > year-5 && y > 0; y-- {
		if d := day(strconv.Itoa(y), m[1], m[2]); d != "" && d <= c.today.Add(1) {
			return span{Day: d}
		}
	}
	return span{}
}

// monthDay is the month and the day, in this order behind the whole, of words without a year.
func monthDay(s string) []string {
	if m := md.FindStringSubmatch(s); m != nil {
		return m
	}
	m := wordMD.FindStringSubmatch(s)
	if m == nil {
		return nil
	}
	month := slices.Index(months, strings.ToLower(m[2] + m[3])[:3]) + 1
	return []string{s, strconv.Itoa(month), m[1] + m[4]}
}

// nearYear puts the month and day into the year that brings them nearest to the
// day in the address: at the turn of the year the two differ.
func nearYear(near feeds.Day, m, d string) feeds.Day {
	year, _ := strconv.Atoi(string(near[:4]))
	best := feeds.Day("")
	for _, y := range []int{year, year + 1, year - 1} {
		c := day(strconv.Itoa(y), m, d)
		if c != "" && (best == "" || abs(c.Sub(near)) < abs(best.Sub(near))) {
			best = c
		}
	}
	return best
}

func abs(n int) int { return max(n, -n) }

var months = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

// readDMY reads days that end in their year.
func readDMY(s string, c dateContext) span {
	if d := readEnglish(s, c); d.Day != "" {
		return d
	}
	return span{Day: readNumeric(s, c)}
}

// readEnglish reads "5 September 2022" and "Sep. 5, 2022".
func readEnglish(s string, _ dateContext) span {
	try := func(d, name, y string) feeds.Day {
		i := slices.Index(months, strings.ToLower(name)[:3])
		if i < 0 {
			return ""
		}
		return day(y, strconv.Itoa(i+1), d)
	}
	s = usual(s)
	if m := dayFirst.FindStringSubmatch(s); m != nil {
		if d := try(m[1], m[2], m[3]); d != "" {
			return span{Day: d}
		}
	}
	if m := monFirst.FindStringSubmatch(s); m != nil {
		return span{Day: try(m[2], m[1], m[3])}
	}
	return span{}
}
