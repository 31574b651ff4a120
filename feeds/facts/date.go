package facts

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/regwire/regwire/feeds"
)

// datum is a calendar day in the text; year is 0 when it is not written.
type datum struct {
	span
	year, month, day int
	// end marks the right side of a range whose left side stands before it.
	end bool
}

var (
	numericDate  = re(`^(\d{4})([-./])(\d{1,2})[-./](\d{1,2})`)
	rangeJoin    = re(`^(?:起,?)?(?:[(]?(?:上午|下午|星期.|周.)?\d{0,2}时?[)]?)?(?:至|到|-{1,2}|~)`)
	englishMonth = re(`(?i)^(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?`)
	dayBefore    = re(`(?:(\d{1,2})(?: ?(?:-|to|and) ?))?(\d{1,2})(?:st|nd|rd|th)?(?: of)? $`)
	dayAfter     = re(`^ (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?(?:\D|$)`)
	yearAfter    = re(`^,? (\d{4})(?:\D|$)`)
)

// monthNumbers are by the first letters of a month's name, so that the pattern
// runs only on words that can be one.
var monthNumbers = map[string]int{
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
	"jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}

// scanDates finds the days of v; words like 明年 and 本月 count from publication. Numbers
// are scanned before.
func scanDates(v *view, published feeds.Day) []datum {
	var out []datum
	for i := 0; i < len(v.numbers); i++ {
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
	slices.SortStableFunc(out, func(a, b datum) int { return a.from - b.from })
	joinEnglish(v, out)
	markDated(v, out)
	return out
}

// joinEnglish marks the right side of "from 13 September to 12 October 2022",
// which lends its year to the left.
func joinEnglish(v *view, dates []datum) {
	for i := 1; i < len(dates); i++ {
		left, right := &dates[i-1], &dates[i]
		if left.to > right.from {
			continue
		}
		gap := v.s[left.to:right.from]
		between := gap == " and " && strings.HasSuffix(v.low[:left.from], "between ")
		if gap == " to " || gap == " until " || gap == " through " || gap == " - " || between {
			right.end = true
			if left.year == 0 {
				left.year = right.year
			}
		}
	}
}

// markDated marks the numbers that are parts of dates. Both are in order.
func markDated(v *view, dates []datum) {
	k := 0
	for i := range v.numbers {
		n := &v.numbers[i]
		for k < len(dates) && dates[k].to < n.to {
			k++
		}
		n.dated = k < len(dates) && n.from >= dates[k].from
	}
}

// joinRange appends d, marking it as a range's end and lending it the year of
// the left side.
func joinRange(v *view, out []datum, d datum) []datum {
	if n := len(out); n > 0 {
		p := out[n-1]
		if gap := v.s[p.to:d.from]; len(gap) <= 16 && rangeJoin.MatchString(gap) {
			d.end = true
			if d.year == 0 {
				d.year = p.year
			}
			if d.month == 0 {
				d.month = p.month
			}
		}
	}
	if d.month == 0 {
		return out
	}
	return append(out, d)
}

// chineseDate reads "2022年9月14日", "9月14日", "明年1月1日", "本月20日", the "3月底" of a
// term, or the "11日" of a range, and says how many numbers it took.
func chineseDate(v *view, i int, published feeds.Day) (datum, int, bool) {
	n := v.numbers[i]
	rest, before := v.s[n.to:], v.s[:n.from]
	switch {
	case n.digits == 4 && strings.HasPrefix(rest, "年"):
		d, used, ok := monthDay(v, i+1, n.to+len("年"))
		if !ok {
			return datum{}, 0, false
		}
		d.from, d.year = n.from, int(n.value)
		return calendarDay(d, used+1)
	case n.digits == 3 && n.value >= minguoFrom && n.value < minguoTo && strings.HasPrefix(rest, "年"):
		d, used, ok := monthDay(v, i+1, n.to+len("年"))
		if !ok {
			return datum{}, 0, false
		}
		d.from, d.year = n.from-len(minguo.FindString(before)), int(n.value)+minguoYear
		return calendarDay(d, used+1)
	case strings.HasPrefix(rest, "月"):
		d, used, ok := monthDay(v, i, n.from)
		if !ok {
			return datum{}, 0, false
		}
		if words, years := yearNamed(before); words != "" && yearOf(published) > 0 {
			d.from, d.year = d.from-len(words), yearOf(published)+years
		}
		return calendarDay(d, used)
	case strings.HasPrefix(rest, "日") && n.value >= 1 && n.value <= 31 && n.value == float64(int(n.value)):
		d := datum{span: span{n.from, n.to + len("日")}, day: int(n.value)}
		if words, k := monthsOn(before); words != "" && published.Valid() {
			d.from -= len(words)
			d.year, d.month = monthFrom(published, k)
			return calendarDay(d, 1)
		}
		return d, 1, i > 0 && strings.HasSuffix(v.s[:v.numbers[i-1].to+len("日")], "日")
	}
	return datum{}, 0, false
}

// Taiwan counts its years from 1912: 民国115年 is 2026. Of three digits, they are of this
// century and the one that begins it.
const (
	minguoYear = 1911
	minguoFrom = 100
	minguoTo   = 200
)

// minguo ends what stands before such a year in full.
var minguo = re(`(?:中华)?民国$`)

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
	first := published.Time(feeds.Shanghai).AddDate(0, 0, 1-atoi(string(published[8:]))).AddDate(0, months, 0)
	return first.Year(), int(first.Month())
}

// monthEnds finds the ends of months that are named by a word alone, without a number: 本月底.
func monthEnds(v *view, published feeds.Day) []datum {
	if !published.Valid() || !v.words.HasAny("月底", "月末") {
		return nil
	}
	var out []datum
	for _, m := range monthsNamed {
		for _, end := range []string{"底", "末"} {
			words := m.words + end
			for at := 0; ; at += len(words) {
				i := strings.Index(v.s[at:], words)
				if i < 0 {
					break
				}
				at += i
				d := datum{span: span{at, at + len(words)}, day: lastDay}
				d.year, d.month = monthFrom(published, m.months)
				out = append(out, d)
			}
		}
	}
	return out
}

// monthDay reads the month at number i, which stands at at, and its day.
func monthDay(v *view, i, at int) (d datum, used int, ok bool) {
	if i >= len(v.numbers) || v.numbers[i].from != at || !strings.HasPrefix(v.s[v.numbers[i].to:], "月") {
		return datum{}, 0, false
	}
	m := v.numbers[i]
	d.from, d.month = m.from, int(m.value)
	to := m.to + len("月")
	if by := feeds.Clip(v.s[to:], 12); d.month >= 1 && d.month <= 12 && (monthEnd.MatchString(by) || (strings.HasPrefix(by, "底") || strings.HasPrefix(by, "末")) && runsTo.MatchString(clipLeft(v.s[:at], 40))) {
		d.to, d.day = to+len("底"), lastDay
		return d, 1, true
	}
	if i+1 == len(v.numbers) || v.numbers[i+1].from != to {
		return datum{}, 0, false
	}
	n := v.numbers[i+1]
	d.day = int(n.value)
	for _, mark := range []string{"日", "号"} {
		if strings.HasPrefix(v.s[n.to:], mark) {
			d.to = n.to + len(mark)
			return d, 2, true
		}
	}
	return datum{}, 0, false
}

// monthEnd is the end of a month as a term, as is the one that runsTo stands before: 即日起至12月底.
// 截至3月底 tells of what was.
var (
	monthEnd = re(`^[底末](?:之?前|以前|止)`)
	runsTo   = re(`起(?:至|到)(?:\d{4}年|今年|本年|明年)?$`)
)

// lastDay is the last day of a month, which of February only the year tells.
const lastDay = 99

// calendarDay keeps a datum that is a calendar day.
func calendarDay(d datum, used int) (datum, int, bool) {
	year := d.year
	if year == 0 {
		year = 2000 // a leap year: 2月29日 may be meant
	}
	if !dayOf(year, d.month, d.day).Valid() {
		return datum{}, 0, false
	}
	return d, used, true
}

func dayOf(year, month, day int) feeds.Day {
	if year < 1900 || year > 2200 {
		return ""
	}
	if day == lastDay {
		day = time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	}
	return feeds.Day(fmt.Sprintf("%04d-%02d-%02d", year, month, day))
}

func digitDate(v *view, i int) (datum, int, bool) {
	n := v.numbers[i]
	m := numericDate.FindStringSubmatch(feeds.Clip(v.s[n.from:], 10))
	if m == nil {
		return datum{}, 0, false
	}
	end := n.from + len(m[0])
	if end < len(v.s) && v.s[end] >= '0' && v.s[end] <= '9' {
		return datum{}, 0, false
	}
	used := 1
	for i+used < len(v.numbers) && v.numbers[i+used].from < end {
		used++
	}
	return calendarDay(datum{span: span{n.from, end}, year: atoi(m[1]), month: atoi(m[3]), day: atoi(m[4])}, used)
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

func englishDates(v *view) []datum {
	if v.low == v.s {
		return nil // months have a capital
	}
	var out []datum
	for i := 0; i < len(v.s); {
		c := v.s[i]
		if !(c >= 'A' && c <= 'Z') || i > 0 && isWord(v.s[i-1]) {
			i++
			continue
		}
		e := wordEnd(v.s, i)
		if e-i >= 3 && e-i <= 9 {
			if m := monthNumbers[v.low[i:i+3]]; m > 0 && englishMonth.MatchString(v.s[i:e]) {
				out = append(out, englishDate(v, i, e, m)...)
			}
		}
		i = e
	}
	return out
}

func isWord(c byte) bool {
	return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9'
}

// englishDate reads "5-11 September 2022", "1 September", "September 1, 2022"
// around the month name at [i, e).
func englishDate(v *view, i, e, month int) []datum {
	if e < len(v.s) && v.s[e] == '.' {
		e++
	}
	pre, post := clipLeft(v.s[:i], 16), feeds.Clip(v.s[e:], 12)
	if m := dayBefore.FindStringSubmatchIndex(pre); m != nil {
		year := 0
		to := e
		if y := yearAfter.FindStringSubmatchIndex(post); y != nil {
			year, to = atoi(post[y[2]:y[3]]), e+y[3]
		}
		base := i - len(pre)
		last := datum{span: span{base + m[4], to}, year: year, month: month, day: atoi(pre[m[4]:m[5]])}
		var out []datum
		if m[2] >= 0 {
			last.end = true
			out = append(out, datum{span: span{base + m[2], base + m[3]}, year: year, month: month, day: atoi(pre[m[2]:m[3]])})
		}
		if _, _, ok := calendarDay(last, 1); ok {
			return append(out, last)
		}
		return nil
	}
	if m := dayAfter.FindStringSubmatchIndex(post); m != nil {
		d := datum{span: span{i, e + m[3]}, year: 0, month: month, day: atoi(post[m[2]:m[3]])}
		if m[4] >= 0 {
			d.year, d.to = atoi(post[m[4]:m[5]]), e+m[5]
		}
		if _, _, ok := calendarDay(d, 1); ok {
			return []datum{d}
		}
	}
	return nil
}

// past gives a day without a year that of publication, or the year before when
// it would lie more than a month ahead.
func (d datum) past(published feeds.Day) feeds.Day {
	return d.resolve(published, func(year int) feeds.Day {
		if day := dayOf(year, d.month, d.day); day <= published.Add(30) {
			return day
		}
		return dayOf(year-1, d.month, d.day)
	})
}

// future gives a day without a year the first year in which it is not before
// publication by more than a week.
func (d datum) future(published feeds.Day) feeds.Day {
	return d.resolve(published, func(year int) feeds.Day {
		if day := dayOf(year, d.month, d.day); day >= published.Add(-7) {
			return day
		}
		return dayOf(year+1, d.month, d.day)
	})
}

// longestTerm is more days than any body gives for comments or corrections: a day without
// a year that would lie further ahead, in another year, is one that is over.
const longestTerm = 300

// due is future for a day by which something is asked for.
func (d datum) due(published feeds.Day) feeds.Day {
	day := d.future(published)
	if d.year == 0 && yearOf(day) > yearOf(published) && day.Sub(published) > longestTerm {
		return d.past(published)
	}
	return day
}

// aroundNewYear is how many days a day without a year may lie from publication to be of
// another year: who writes 1月1日 in December means the next one, but 10月1日 in March
// is of the same year.
const aroundNewYear = 100

// spoken gives a day without a year the one of publication, as people mean it, or the
// year beside it where that is close.
func (d datum) spoken(published feeds.Day) feeds.Day {
	return d.resolve(published, func(year int) feeds.Day {
		best := valid(dayOf(year, d.month, d.day))
		least := math.MaxInt
		if best != "" {
			least = distance(best, published)
		}
		for _, y := range []int{year - 1, year + 1} {
			day := valid(dayOf(y, d.month, d.day))
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
func (d datum) resolve(published feeds.Day, choose func(year int) feeds.Day) feeds.Day {
	if d.year > 0 {
		return dayOf(d.year, d.month, d.day)
	}
	if year := yearOf(published); year > 0 {
		return valid(choose(year))
	}
	return ""
}

// yearsNamed are the words that stand for a year in front of a day, and how many years
// that is from the one of publication.
var yearsNamed = []struct {
	words string
	years int
}{{"今年", 0}, {"本年", 0}, {"去年", -1}, {"上年", -1}, {"前年", -2}, {"明年", 1}, {"翌年", 1}, {"次年", 1}, {"来年", 1}}

// yearNamed is the word for a year that before ends with, "" where there is none.
func yearNamed(before string) (words string, years int) {
	for _, y := range yearsNamed {
		if strings.HasSuffix(before, y.words) {
			return y.words, y.years
		}
	}
	return "", 0
}

func valid(d feeds.Day) feeds.Day {
	if d.Valid() {
		return d
	}
	return ""
}

func yearOf(d feeds.Day) int {
	if !d.Valid() {
		return 0
	}
	return atoi(string(d[:4]))
}

// termHead is a heading that says what the days below it are: 二、征求意见时间.
var termHead = re(`^[\s(\d.、一二三四五六七八九十)]*((?:公开|意见|社会)*(?:征求|征集|征询|公示|反馈)[\p{Han}]{0,8}(?:时间|期限|日期|时限)):?$`)

// headOf is such a heading on the line above the one that begins in front of the day at i,
// without its number.
func (v *view) headOf(i int) string {
	from := v.sentence(i).from
	above, line := strings.TrimRight(v.s[:from], "\n "), strings.TrimLeft(v.s[from:i], "\n ")
	if from == 0 || !strings.Contains(v.s[len(above):from+1], "\n") || len(line) > 60 {
		return ""
	}
	head := above[strings.LastIndexByte(above, '\n')+1:]
	if m := termHead.FindStringSubmatch(head); len(head) < 80 && m != nil {
		return m[1]
	}
	return ""
}
