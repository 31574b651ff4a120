package date

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	// Publishers abroad write days in their own zone, and a machine may have no
	// zone database.
	_ "time/tzdata"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/pattern"
)

// Context is what a format needs beside the words. Its zero value reads whatever says its year.
type Context struct {
	// Zone is the publisher's, Shanghai's where it is nil, and Today the day there.
	Zone  *time.Location
	Today feeds.Day
	// URL is the item's address, which may hold the year.
	URL string
	// At is when the document was fetched, for days told as "3 hours ago".
	At time.Time
	// Heading is the year that stands over a row, "" where none does; nil for nowhere.
	Heading func() string
	// Order is what of a day in digits that ends in its year comes first; nil for nobody knows.
	Order func() Order
	// ROC says that years may be those of the Republic of China, of which the first was 1912.
	ROC bool
	// Written says that a day is that of the zone in which its time is written.
	Written bool
	// Ends says that the day wanted is that of an end, or of taking effect.
	Ends bool
}

// maxText is how much of a text is searched for a date.
const maxText = 2_000

// Span is a day, or a period of which Day is the start.
type Span struct {
	Day, End feeds.Day
}

// IsFormat reports whether a format has that name.
func IsFormat(name string) bool { return readers[name] != nil }

// Formats are the names of all formats, in order.
func Formats() []string { return slices.Sorted(maps.Keys(readers)) }

// readers names every way in which the catalogue's publishers write a day.
// Each takes the words and returns "" for what it does not recognise.
var readers = map[string]func(string, Context) Span{
	"ymd":      YMD,         // 2026-08-25, [2026/09/04], 2025.01.21, 2026年9月9日, 2024-12-27 17:00:05.0
	"ymd8":     readYMD8,    // 20220930, 20220928171256, news20260810
	"period":   readPeriod,  // 2026-09-01至2026-09-08: the start counts
	"md":       MD,          // 05-21, 11月2日: no year
	"epoch":    Epoch,       // seconds or milliseconds, number or text
	"epoch-ms": readEpochMS, // milliseconds for certain
	"stamp":    readStamp,   // an epoch of ten or thirteen digits and nothing else
	"iso":      readISO,     // 2022-09-05T23:10:00+02:00; without a zone it is the source's
	"gmt":      readGMT,     // 2022-09-05T18:30:00 meant as UTC
	"rfc822":   readRFC822,  // Tue, 06 Sep 2022 23:30 EST, with holes
	"dmy":      readDMY,     // 5 September 2022, September 5, 2022, 05/09/2022
	"reiwa":    YMD,         // 令和8年4月7日
	"short":    readShort,   // 26-09-18, 26年9月18日: two digits of the year
	"yymmdd":   readYYMMDD,  // 240325 of an address
	"since":    Since,       // 3小时前, 昨天 09:12
}

// Read is the day of a text by the first of the formats, tried in order, that finds one.
func Read(s string, formats []string, c Context) Span {
	if c.Zone == nil {
		c.Zone = feeds.Shanghai
	}
	// What holds a date is short; of a row's whole text its beginning will do.
	s = s[:min(len(s), maxText)]
	for _, f := range formats {
		if read := readers[f]; read != nil {
			if d := read(s, c); d.Day != "" {
				return d
			}
		}
	}
	return Span{}
}

// FormatsOf are the formats that a rule names; an address is written in digits.
func FormatsOf(named []string, address bool) []string {
	switch {
	case address:
		return append([]string{"ymd8", "ymd"}, named...)
	case len(named) > 0:
		return named
	}
	return []string{"ymd", "md", "stamp"}
}

var (
	ymd         = pattern.MustCompile(`(?:^|[^0-9])((?:19|20)\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})(?:[^0-9]|$|\d{2}:)`)
	aroundMarks = pattern.MustCompile(`\s*([-/.年月日])\s*`)
	ymd8        = pattern.MustCompile(`(?:^|[^0-9])((?:19|20)\d{2})(\d{2})(\d{2})(?:\d{6}|\d{11,15})?(?:[^0-9]|$)`)
	yymmdd      = pattern.MustCompile(`(?:^|[^0-9])(\d{2})(\d{2})(\d{2})(?:[^0-9]|$)`)
	md          = pattern.MustCompile(`^[^0-9\p{Han}]{0,3}(\d{1,2})[-/.月](\d{1,2})日?[^0-9\p{Han}]{0,3}(?:\d{1,2}:\d{2}[0-9:.]*)?[^0-9\p{Han}]{0,3}$`)
	alone       = pattern.MustCompile(`^[^0-9]{0,8}(?:(?:19|20)?\d{2,4}[-/.年])?\d{1,2}[-/.月]\d{1,2}日?[^0-9\p{Han}]?(?:发布|发表|公布|更新|讯|电|(?:周|星期)[一二三四五六日天])?[^0-9\p{Han}]{0,2}(?:\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:[+-]\d{2}:?\d{2})?)?[^0-9\p{Han}]{0,3}$|^\d{10,13}$`)
	aloneWords  = pattern.MustCompile(`(?i)^[^0-9\pL]{0,3}(?:\d{1,2}(?:st|nd|rd|th)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,?(?:19|20)\d{2}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\d{1,2}(?:st|nd|rd|th)?,?(?:19|20)\d{2})(?:,?(?:at)?\d{1,2}[:.]\d{2}(?:[ap]\.?m\.?)?[a-z]{0,4})?[^0-9\pL]{0,3}$`)
	wordMD      = pattern.MustCompile(`(?i)^[^0-9\pL]{0,3}(?:(\d{1,2})(?:st|nd|rd|th)?(` + monthWord + `)|(` + monthWord + `)\.?(\d{1,2})(?:st|nd|rd|th)?)[^0-9\pL]{0,3}$`)
	shortYMD    = pattern.MustCompile(`^[^0-9]{0,2}(\d{2})(?:[-/.](\d{2})[-/.](\d{2})|年(\d{1,2})月(\d{1,2})日)[^0-9\p{Han}]{0,2}$`)
	reiwa       = pattern.MustCompile(`令和\s*(元|\d{1,2})\s*年`)
	dayFirst    = pattern.MustCompile(`(?i)(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(\d{4})`)
	monFirst    = pattern.MustCompile(`(?i)([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})`)
	shortYear   = pattern.MustCompile(`(?i)(\d{1,2}\s+[a-z]{3,9}\.?,?\s+)(\d{2})(?:\s|$)`)
	pathYear    = pattern.MustCompile(`(?:^|[^0-9])((?:19|20)\d{2})(?:[-/]?(0[1-9]|1[0-2]))?(?:[^0-9]|$|\d{2}[^0-9])`)
	between     = regexp.MustCompile(`\s*(?:至|到|—+|–|~|～|-{2,}| - | to )\s*`)
)

// MaxLine is the length of a text that is the line of a day and not a summary.
const MaxLine = 120

// IsMonthDay reports whether words are a day without its year.
func IsMonthDay(s string) bool { return md.MatchString(s) }

// WithoutYMD is a text without the first day in figures that each of its pieces holds.
func WithoutYMD(s string) string { return ymd.ReplaceAllString(s, "") }

// HasYMD reports whether a text holds a day in figures.
func HasYMD(s string) bool { return ymd.MatchString(fold(s)) }

// HasYear reports whether a text holds the four figures of a year.
func HasYear(s string) bool { return fourDigits.MatchString(s) }

var fourDigits = pattern.MustCompile(`(?:19|20)\d{2}`)

// HasReiwa reports whether a text names a year of the Japanese era of 2019.
func HasReiwa(s string) bool { return reiwa.MatchString(fold(s)) }

// IsDayFirst reports whether a line begins with a day in English, the number before the month.
func IsDayFirst(line string) bool { return begins(dayFirst, line) }

// IsMonthFirst reports whether a line begins with a day in English, the month before the number.
func IsMonthFirst(line string) bool { return begins(monFirst, line) }

func begins(p *pattern.Pattern, line string) bool {
	loc := p.FindStringIndex(line)
	return loc != nil && loc[0] == 0
}

// monthWord is the name of a month.
const monthWord = `(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)`

// otherDay is a day behind a label, or before a word, that says it is not that of
// publication.
var otherDay = pattern.MustCompile(`(?:自|从|于)?\s*(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?\s*起?\s*(?:正式)?(?:施行|实施|生效|执行|截止|废止|失效|止)|(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?\s*(?:\d{1,2}\s*[:：点时]\s*(?:\d{1,2}\s*分?)?)?\s*(?:[（(]\s*北京时间\s*[）)])?\s*(?:之|以)?前(?:[^\p{Han}]|将|向|提|递|完|送|反|报|书|通|登|发|按|寄|以|到|在)|(?:更新于|最后更新|截止|截至|结束|终止|施行|生效|实施|执行|有效|失效|废止|到期)(?:日期|时间|期限|期|日)?\s*[：:为至到]*\s*[\[（(]?\s*(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?`)

// dayFigures are those of a day, which may be those of a number.
var dayFigures = pattern.MustCompile(`^\s*20\d{6}\s*$`)

// IsClock reports whether a text may tell another day than its row's: the page's clock shows
// today, says so or with its day of the week.
func IsClock(s string) bool {
	return strings.Contains(s, "星期") || strings.Contains(s, "今天是") || dayFigures.MatchString(s)
}

// Of makes a Day of numbers; "" when there is no such day.
func Of(y, m, d string) feeds.Day {
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

// Squeeze drops white space: pages break a date over lines.
func Squeeze(s string) string { return strings.Join(strings.Fields(fold(s)), "") }

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

// YMD reads a day in figures with its year in front.
func YMD(s string, c Context) Span {
	if d := plainDay(s); d != "" {
		return Span{Day: d}
	}
	s = c.commonYear(Usual(s))
	// Pages break a date over lines: at its marks first, anywhere if need be.
	tries := []string{s}
	if strings.ContainsAny(s, " \t\r\n\u00a0\u3000") {
		tries = []string{aroundMarks.ReplaceAllString(s, "$1"), Squeeze(s)}
	}
	for _, s := range tries {
		for _, m := range ymd.FindAllStringSubmatch(s, 4) {
			if d := Of(m[1], m[2], m[3]); d != "" {
				return Span{Day: d}
			}
		}
	}
	return Span{}
}

func readYMD8(s string, _ Context) Span {
	for _, m := range ymd8.FindAllStringSubmatch(s, 4) {
		if d := Of(m[1], m[2], m[3]); d != "" {
			return Span{Day: d}
		}
	}
	return Span{}
}

func readYYMMDD(s string, _ Context) Span {
	for _, m := range yymmdd.FindAllStringSubmatch(s, 4) {
		if d := Of("20"+m[1], m[2], m[3]); d != "" {
			return Span{Day: d}
		}
	}
	return Span{}
}

// closedMark is what a row says whose term is over, in front of its own day.
var closedMark = strings.NewReplacer("已结束", " ", "已截止", " ")

// WithoutOthers is a text without the days that are said not to be that of publication.
func WithoutOthers(s string) string {
	if strings.Contains(s, "已") {
		s = closedMark.Replace(s)
	}
	return otherDay.ReplaceAllString(s, " ")
}

// readPeriod reads "A至B". A lone day is a period without end.
func readPeriod(s string, c Context) Span {
	parts := between.Split(strings.TrimSpace(fold(s)), 2)
	d := YMD(parts[0], c)
	if d.Day == "" || len(parts) < 2 {
		return d
	}
	if end := YMD(parts[1], c); end.Day != "" {
		d.End = end.Day
	} else if end := yearOf(parts[1], string(d.Day[:4])); end >= d.Day {
		d.End = end
	}
	return d
}

// isDayRune reports whether a character is one of which every day has one, however written.
func isDayRune(r rune) bool { return r >= '0' && r <= '9' || r == '年' || r >= '０' && r <= '９' }

// IsAlone reports whether a text holds a date and nothing else.
func IsAlone(s string) bool {
	if plainDay(s) != "" {
		return true
	}
	if !strings.ContainsFunc(s, isDayRune) {
		return false // most of what is asked for
	}
	if s = Squeeze(Usual(s)); strings.HasSuffix(s, "…") {
		return false // the beginning of a summary
	} else if alone.MatchString(s) {
		return true
	}
	return strings.ContainsAny(s, "aeuoc") && (aloneWords.MatchString(s) || wordMD.MatchString(s)) || numericDay(s) != nil
}

func yearOf(s, year string) feeds.Day {
	if m := md.FindStringSubmatch(Squeeze(s)); m != nil {
		return Of(year, m[1], m[2])
	}
	return ""
}

// MD reads a day without year: the address's year, else the newest year
// that does not lie in the future.
func MD(s string, c Context) Span {
	if d := YMD(s, c); d.Day != "" {
		return d
	}
	s = Squeeze(s)
	if d := shortDay(s, c); d != "" {
		return Span{Day: d}
	}
	m := monthDay(s)
	if m == nil {
		return Span{}
	}
	if d := readYMD8(c.URL, c); d.Day != "" {
		return Span{Day: nearYear(d.Day, m[1], m[2])}
	}
	if y := pathYear.FindStringSubmatch(c.URL); y != nil {
		if d := Of(y[1], m[1], m[2]); d != "" {
			return Span{Day: d}
		}
	}
	if c.Heading != nil {
		if d := Of(c.Heading(), m[1], m[2]); d != "" {
			return Span{Day: d}
		}
	}
	year, _ := strconv.Atoi(string(c.Today[:min(4, len(c.Today))]))
	for y := year; y > year-5 && y > 0; y-- {
		if d := Of(strconv.Itoa(y), m[1], m[2]); d != "" && d <= c.Today.Add(1) {
			return Span{Day: d}
		}
	}
	return Span{}
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
		c := Of(strconv.Itoa(y), m, d)
		if c != "" && (best == "" || apart(c, near) < apart(best, near)) {
			best = c
		}
	}
	return best
}

// apart is how many days lie between two.
func apart(a, b feeds.Day) int { return max(a.Sub(b), b.Sub(a)) }

var months = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

// readDMY reads days that end in their year.
func readDMY(s string, c Context) Span {
	if d := English(s, c); d.Day != "" {
		return d
	}
	return Span{Day: readNumeric(s, c)}
}

// English reads "5 September 2022" and "Sep. 5, 2022".
func English(s string, _ Context) Span {
	try := func(d, name, y string) feeds.Day {
		i := slices.Index(months, strings.ToLower(name)[:3])
		if i < 0 {
			return ""
		}
		return Of(y, strconv.Itoa(i+1), d)
	}
	s = Usual(s)
	if m := dayFirst.FindStringSubmatch(s); m != nil {
		if d := try(m[1], m[2], m[3]); d != "" {
			return Span{Day: d}
		}
	}
	if m := monFirst.FindStringSubmatch(s); m != nil {
		return Span{Day: try(m[2], m[1], m[3])}
	}
	return Span{}
}
