package view

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/pattern"
)

// Date is a calendar day in the text; year is 0 when it is not written.
type Date struct {
	Span
	Year, Month, Day int
	// end marks the right side of a range whose left side stands before it.
	End bool
}

var (
	numericDate  = pattern.MustCompile(`^(\d{4})([-./])(\d{1,2})[-./](\d{1,2})`)
	rangeJoin    = pattern.MustCompile(`^(?:起,?)?(?:[(]?(?:上午|下午|星期.|周.)?\d{0,2}时?[)]?)?(?:至|到|-{1,2}|~)`)
	englishMonth = pattern.MustCompile(`(?i)^(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?`)
	dayBefore    = pattern.MustCompile(`(?:(\d{1,2})(?: ?(?:-|to|and) ?))?(\d{1,2})(?:st|nd|rd|th)?(?: of)? $`)
	dayAfter     = pattern.MustCompile(`^ (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?(?:\D|$)`)
	yearAfter    = pattern.MustCompile(`^,? (\d{4})(?:\D|$)`)
)

// monthNumbers are by the first letters of a month's name, so that the pattern
// runs only on words that can be one.
var monthNumbers = map[string]int{
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
	"jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}

// ScanDates finds the days of v; words like 明年 and 本月 count from publication. Numbers
// are scanned before.
func ScanDates(v *View, published feeds.Day) []Date {
	var out []Date
	for i := 0; i < len(v.Numbers); i++ {
		d, used, ok := chineseDate(v, i, published)
		if !ok {
			d, used, ok = digitDate(v, i)
		}
		if !ok {
			continue
		}
		out = joinRange(v, out, d)
		i += used - 1
	}
	out = append(out, monthEnds(v, published)...)
	out = append(out, englishDates(v)...)
	slices.SortStableFunc(out, func(a, b Date) int { return a.From - b.From })
	joinEnglish(v, out)
	markDated(v, out)
	return out
}

// joinEnglish marks the right side of "from 13 September to 12 October 2022",
// which lends its year to the left.
func joinEnglish(v *View, dates []Date) {
	for i := 1; i < len(dates); i++ {
		left, right := &dates[i-1], &dates[i]
		if left.To > right.From {
			continue
		}
		gap := v.S[left.To:right.From]
		between := gap == " and " && strings.HasSuffix(v.Low[:left.From], "between ")
		if gap == " to " || gap == " until " || gap == " through " || gap == " - " || between {
			right.End = true
			if left.Year == 0 {
				left.Year = right.Year
			}
		}
	}
}

// markDated marks the numbers that are parts of dates. Both are in order.
func markDated(v *View, dates []Date) {
	k := 0
	for i := range v.Numbers {
		n := &v.Numbers[i]
		for k < len(dates) && dates[k].To < n.To {
			k++
		}
		n.Dated = k < len(dates) && n.From >= dates[k].From
	}
}

// joinRange appends d, marking it as a range's end and lending it the year of
// the left side.
func joinRange(v *View, out []Date, d Date) []Date {
	if n := len(out); n > 0 {
		p := out[n-1]
		if gap := v.S[p.To:d.From]; len(gap) <= 16 && rangeJoin.MatchString(gap) {
			d.End = true
			if d.Year == 0 {
				d.Year = p.Year
			}
			if d.Month == 0 {
				d.Month = p.Month
			}
		}
	}
	if d.Month == 0 {
		return out
	}
	return append(out, d)
}

// chineseDate reads "2022年9月14日", "9月14日", "明年1月1日", "本月20日", the "3月底" of a
// term, or the "11日" of a range, and says how many numbers it took.
func chineseDate(v *View, i int, published feeds.Day) (Date, int, bool) {
	n := v.Numbers[i]
	rest, before := v.S[n.To:], v.S[:n.From]
	switch {
	case n.Digits == 4 && strings.HasPrefix(rest, "年"):
		d, used, ok := monthDay(v, i+1, n.To+len("年"))
		if !ok {
			return Date{}, 0, false
		}
		d.From, d.Year = n.From, int(n.Value)
		return calendarDay(d, used+1)
	case n.Digits == 3 && n.Value >= minguoFrom && n.Value < minguoTo && strings.HasPrefix(rest, "年"):
		d, used, ok := monthDay(v, i+1, n.To+len("年"))
		if !ok {
			return Date{}, 0, false
		}
		d.From, d.Year = n.From-len(minguo.FindString(before)), int(n.Value)+minguoYear
		return calendarDay(d, used+1)
	case strings.HasPrefix(rest, "月"):
		d, used, ok := monthDay(v, i, n.From)
		if !ok {
			return Date{}, 0, false
		}
		if words, years := YearNamed(before); words != "" && YearOf(published) > 0 {
			d.From, d.Year = d.From-len(words), YearOf(published)+years
		}
		return calendarDay(d, used)
	case strings.HasPrefix(rest, "日") && n.Value >= 1 && n.Value <= 31 && n.Value == float64(int(n.Value)):
		d := Date{Span: Span{n.From, n.To + len("日")}, Day: int(n.Value)}
		if words, k := monthsOn(before); words != "" && published.Valid() {
			d.From -= len(words)
			d.Year, d.Month = monthFrom(published, k)
			return calendarDay(d, 1)
		}
		return d, 1, i > 0 && strings.HasSuffix(v.S[:v.Numbers[i-1].To+len("日")], "日")
	}
	return Date{}, 0, false
}

// Taiwan counts its years from 1912: 民国115年 is 2026. Of three digits, they are of this
// century and the one that begins it.
const (
	minguoYear = 1911
	minguoFrom = 100
	minguoTo   = 200
)

// minguo ends what stands before such a year in full.
var minguo = pattern.MustCompile(`(?:中华)?民国$`)

// monthsNamed are the words that stand for a month in front of a day, and how many months
// that is from the one of publication.
var monthsNamed = []struct {
	words  string
	months int
}{{"本月", 0}, {"当月", 0}, {"下月", 1}, {"下个月", 1}, {"次月", 1}}

// monthsOn is the word for a month that before ends with, "" where there is none.
func monthsOn(before string) (words string, months int) {
	for _, m := range monthsNamed {
		if strings.HasSuffix(before, m.words) {
			return m.words, m.months
		}
	}
	return "", 0
}

// monthFrom is the month so many after that of publication.
func monthFrom(published feeds.Day, months int) (year, month int) {
	first := published.Time(feeds.Shanghai).AddDate(0, 0, 1-Atoi(string(published[8:]))).AddDate(0, months, 0)
	return first.Year(), int(first.Month())
}

// monthEnds finds the ends of months that are named by a word alone, without a number: 本月底.
func monthEnds(v *View, published feeds.Day) []Date {
	if !published.Valid() || !v.Words.HasAny("月底", "月末") {
		return nil
	}
	var out []Date
	for _, m := range monthsNamed {
		for _, end := range []string{"底", "末"} {
			words := m.words + end
			for at := 0; ; at += len(words) {
				i := strings.Index(v.S[at:], words)
				if i < 0 {
					break
				}
				at += i
				d := Date{Span: Span{at, at + len(words)}, Day: lastDay}
				d.Year, d.Month = monthFrom(published, m.months)
				out = append(out, d)
			}
		}
	}
	return out
}

// monthDay reads the month at number i, which stands at at, and its day.
func monthDay(v *View, i, at int) (d Date, used int, ok bool) {
	if i >= len(v.Numbers) || v.Numbers[i].From != at || !strings.HasPrefix(v.S[v.Numbers[i].To:], "月") {
		return Date{}, 0, false
	}
	m := v.Numbers[i]
	d.From, d.Month = m.From, int(m.Value)
	to := m.To + len("月")
	if by := feeds.Clip(v.S[to:], 12); d.Month >= 1 && d.Month <= 12 && (monthEnd.MatchString(by) || (strings.HasPrefix(by, "底") || strings.HasPrefix(by, "末")) && runsTo.MatchString(ClipLeft(v.S[:at], 40))) {
		d.To, d.Day = to+len("底"), lastDay
		return d, 1, true
	}
	if i+1 == len(v.Numbers) || v.Numbers[i+1].From != to {
		return Date{}, 0, false
	}
	n := v.Numbers[i+1]
	d.Day = int(n.Value)
	for _, mark := range []string{"日", "号"} {
		if strings.HasPrefix(v.S[n.To:], mark) {
			d.To = n.To + len(mark)
			return d, 2, true
		}
	}
	return Date{}, 0, false
}

// monthEnd is the end of a month as a term, as is the one that runsTo stands before: 即日起至12月底.
// 截至3月底 tells of what was.
var (
	monthEnd = pattern.MustCompile(`^[底末](?:之?前|以前|止)`)
	runsTo   = pattern.MustCompile(`起(?:至|到)(?:\d{4}年|今年|本年|明年)?$`)
)

// lastDay is the last day of a month, which of February only the year tells.
const lastDay = 99

// calendarDay keeps a datum that is a calendar day.
func calendarDay(d Date, used int) (Date, int, bool) {
	year := d.Year
	if year == 0 {
		year = 2000 // a leap year: 2月29日 may be meant
	}
	if !DayOf(year, d.Month, d.Day).Valid() {
		return Date{}, 0, false
	}
	return d, used, true
}

// DayOf is that day, "" where its year is none of ours.
func DayOf(year, month, day int) feeds.Day {
	if year < 1900 || year > 2200 {
		return ""
	}
	if day == lastDay {
		day = time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	}
	return feeds.Day(fmt.Sprintf("%04d-%02d-%02d", year, month, day))
}

func digitDate(v *View, i int) (Date, int, bool) {
	n := v.Numbers[i]
	m := numericDate.FindStringSubmatch(feeds.Clip(v.S[n.From:], 10))
	if m == nil {
		return Date{}, 0, false
	}
	end := n.From + len(m[0])
	if end < len(v.S) && v.S[end] >= '0' && v.S[end] <= '9' {
		return Date{}, 0, false
	}
	used := 1
	for i+used < len(v.Numbers) && v.Numbers[i+used].From < end {
		used++
	}
	return calendarDay(Date{Span: Span{n.From, end}, Year: Atoi(m[1]), Month: Atoi(m[3]), Day: Atoi(m[4])}, used)
}

// Atoi is the number that figures of a pattern make, 0 for none.
func Atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

func englishDates(v *View) []Date {
	if v.Low == v.S {
		return nil // months have a capital
	}
	var out []Date
	for i := 0; i < len(v.S); {
		c := v.S[i]
		if !(c >= 'A' && c <= 'Z') || i > 0 && IsWord(v.S[i-1]) {
			i++
			continue
		}
		e := WordEnd(v.S, i)
		if e-i >= 3 && e-i <= 9 {
			if m := monthNumbers[v.Low[i:i+3]]; m > 0 && englishMonth.MatchString(v.S[i:e]) {
				out = append(out, englishDate(v, i, e, m)...)
			}
		}
		i = e
	}
	return out
}

// IsWord reports a letter or figure of ASCII.
func IsWord(c byte) bool {
	return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9'
}

// englishDate reads "5-11 September 2022", "1 September", "September 1, 2022"
// around the month name at [i, e).
func englishDate(v *View, i, e, month int) []Date {
	if e < len(v.S) && v.S[e] == '.' {
		e++
	}
	pre, post := ClipLeft(v.S[:i], 16), feeds.Clip(v.S[e:], 12)
	if m := dayBefore.FindStringSubmatchIndex(pre); m != nil {
		year := 0
		to := e
		if y := yearAfter.FindStringSubmatchIndex(post); y != nil {
			year, to = Atoi(post[y[2]:y[3]]), e+y[3]
		}
		base := i - len(pre)
		last := Date{Span: Span{base + m[4], to}, Year: year, Month: month, Day: Atoi(pre[m[4]:m[5]])}
		var out []Date
		if m[2] >= 0 {
			last.End = true
			out = append(out, Date{Span: Span{base + m[2], base + m[3]}, Year: year, Month: month, Day: Atoi(pre[m[2]:m[3]])})
		}
		if _, _, ok := calendarDay(last, 1); ok {
			return append(out, last)
		}
		return nil
	}
	if m := dayAfter.FindStringSubmatchIndex(post); m != nil {
		d := Date{Span: Span{i, e + m[3]}, Year: 0, Month: month, Day: Atoi(post[m[2]:m[3]])}
		if m[4] >= 0 {
			d.Year, d.To = Atoi(post[m[4]:m[5]]), e+m[5]
		}
		if _, _, ok := calendarDay(d, 1); ok {
			return []Date{d}
		}
	}
	return nil
}

// Past gives a day without a year that of publication, or the year before when
// it would lie more than a month ahead.
func (d Date) Past(published feeds.Day) feeds.Day {
	return d.resolve(published, func(year int) feeds.Day {
		if day := DayOf(year, d.Month, d.Day); day <= published.Add(30) {
			return day
		}
		return DayOf(year-1, d.Month, d.Day)
	})
}

// Future gives a day without a year the first year in which it is not before
// publication by more than a week.
func (d Date) Future(published feeds.Day) feeds.Day {
	return d.resolve(published, func(year int) feeds.Day {
		if day := DayOf(year, d.Month, d.Day); day >= published.Add(-7) {
			return day
		}
		return DayOf(year+1, d.Month, d.Day)
	})
}

// longestTerm is more days than any body gives for comments or corrections: a day without
// a year that would lie further ahead, in another year, is one that is over.
const longestTerm = 300

// Due is future for a day by which something is asked for.
func (d Date) Due(published feeds.Day) feeds.Day {
	day := d.Future(published)
	if d.Year == 0 && YearOf(day) > YearOf(published) && day.Sub(published) > longestTerm {
		return d.Past(published)
	}
	return day
}

// aroundNewYear is how many days a day without a year may lie from publication to be of
// another year: who writes 1月1日 in December means the next one, but 10月1日 in March
// is of the same year.
const aroundNewYear = 100

// Spoken gives a day without a year the one of publication, as people mean it, or the
// year beside it where that is close.
func (d Date) Spoken(published feeds.Day) feeds.Day {
	return d.resolve(published, func(year int) feeds.Day {
		best := Valid(DayOf(year, d.Month, d.Day))
		least := math.MaxInt
		if best != "" {
			least = distance(best, published)
		}
		for _, y := range []int{year - 1, year + 1} {
			day := Valid(DayOf(y, d.Month, d.Day))
			if day == "" || best != "" && distance(day, published) > aroundNewYear {
				continue
			}
			if gap := distance(day, published); gap < least {
				best, least = day, gap
			}
		}
		return best
	})
}

// distance is how many days lie between two.
func distance(a, b feeds.Day) int {
	gap := a.Sub(b)
	return max(gap, -gap)
}

// resolve is the day in the year that is written, or else the one that choose gives
// for the year of publication.
func (d Date) resolve(published feeds.Day, choose func(year int) feeds.Day) feeds.Day {
	if d.Year > 0 {
		return DayOf(d.Year, d.Month, d.Day)
	}
	if year := YearOf(published); year > 0 {
		return Valid(choose(year))
	}
	return ""
}

// yearsNamed are the words that stand for a year in front of a day, and how many years
// that is from the one of publication.
var yearsNamed = []struct {
	words string
	years int
}{{"今年", 0}, {"本年", 0}, {"去年", -1}, {"上年", -1}, {"前年", -2}, {"明年", 1}, {"翌年", 1}, {"次年", 1}, {"来年", 1}}

// YearNamed is the word for a year that before ends with, "" where there is none.
func YearNamed(before string) (words string, years int) {
	for _, y := range yearsNamed {
		if strings.HasSuffix(before, y.words) {
			return y.words, y.years
		}
	}
	return "", 0
}

// Valid is d, "" where it is no day of the calendar.
func Valid(d feeds.Day) feeds.Day {
	if d.Valid() {
		return d
	}
	return ""
}

// YearOf is the year of d, 0 where it is no day.
func YearOf(d feeds.Day) int {
	if !d.Valid() {
		return 0
	}
	return Atoi(string(d[:4]))
}

// termHead is a heading that says what the days below it are: 二、征求意见时间.
var termHead = pattern.MustCompile(`^[\s(\d.、一二三四五六七八九十)]*((?:公开|意见|社会)*(?:征求|征集|征询|公示|反馈)[\p{Han}]{0,8}(?:时间|期限|日期|时限)):?$`)

// HeadOf is such a heading on the line above the one that begins in front of the day at i,
// without its number.
func (v *View) HeadOf(i int) string {
	from := v.Sentence(i).From
	above, line := strings.TrimRight(v.S[:from], "\n "), strings.TrimLeft(v.S[from:i], "\n ")
	if from == 0 || !strings.Contains(v.S[len(above):from+1], "\n") || len(line) > 60 {
		return ""
	}
	head := above[strings.LastIndexByte(above, '\n')+1:]
	if m := termHead.FindStringSubmatch(head); len(head) < 80 && m != nil {
		return m[1]
	}
	return ""
}
