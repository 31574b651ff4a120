package command

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/width"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// stretch is what words name in the calendar, by its first and last day: a day, a week, a
// month, a year.
type stretch struct{ first, last feeds.Day }

// look is where people look when they name a day: "monday" and "september" are the last
// that were for who looks back, and the next that will be for who looks ahead.
type look int

const (
	lookBack  look = -1
	lookAhead look = 1
)

// dayForms are how people write days, each with what its parts mean. All are tried on small
// letters in half width, with one blank between words.
var dayForms = []struct {
	form *regexp.Regexp
	read func(part []string, today time.Time, l look) (first, last time.Time)
}{
	{regexp.MustCompile(`^(\d{4})-(\d\d)-(\d\d)$`), func(p []string, _ time.Time, _ look) (first, last time.Time) {
		return exactly(number(p[0]), number(p[1]), number(p[2]))
	}},
	{regexp.MustCompile(`^(\d{4})-(\d\d)$`), func(p []string, _ time.Time, _ look) (first, last time.Time) {
		return month(number(p[0]), number(p[1]))
	}},
	{regexp.MustCompile(`^(\d{4})年?$`), func(p []string, _ time.Time, _ look) (first, last time.Time) {
		return year(number(p[0]))
	}},
	{regexp.MustCompile(`^(today|yesterday|tomorrow|今天|昨天|前天|明天|后天)$`), func(p []string, today time.Time, _ look) (first, last time.Time) {
		return oneDay(today.AddDate(0, 0, map[string]int{"yesterday": -1, "昨天": -1, "前天": -2, "tomorrow": 1, "明天": 1, "后天": 2}[p[0]]))
	}},
	{regexp.MustCompile(`^(?:in |the )?(?:last |past |next |最近|近|过去|未来)?(\d{1,4}) ?(d|days?|天|日|w|weeks?|周|个?星期|months?|个月)(?: ago|之?前|之?后|以来)?$`), counted},
	{regexp.MustCompile(`^(last |past |this |next |上|下|本|这)?个?(week|周|星期|month|月|year)$`), relative},
	{regexp.MustCompile(`^(今|去|明)年$`), func(p []string, today time.Time, _ look) (first, last time.Time) {
		return year(today.Year() + steps[p[0]])
	}},
	{regexp.MustCompile(`^(?:last |past |this |next |on )?([a-z]{3,9})$`), func(p []string, today time.Time, l look) (first, last time.Time) {
		if day, ok := weekdays[p[0][:3]]; ok && strings.HasPrefix(strings.ToLower(day.String()), p[0]) {
			return weekday(day, today, l)
		}
		return nearMonth(monthNamed(p[0]), today, l)
	}},
	{regexp.MustCompile(`^(上|下|本|这)?(?:周|星期|礼拜)([一二三四五六日天])$`), chineseWeekday},
	{regexp.MustCompile(`^([a-z]{3,9})\.? (\d{4})$`), func(p []string, _ time.Time, _ look) (first, last time.Time) {
		return month(number(p[1]), monthNamed(p[0]))
	}},
	{regexp.MustCompile(`^(\d{4}) ([a-z]{3,9})$`), func(p []string, _ time.Time, _ look) (first, last time.Time) {
		return month(number(p[0]), monthNamed(p[1]))
	}},
	{regexp.MustCompile(`^(\d{1,2})月份?$`), func(p []string, today time.Time, l look) (first, last time.Time) {
		return nearMonth(number(p[0]), today, l)
	}},
	{regexp.MustCompile(`^(\d{1,2})(?:st|nd|rd|th|\.)? ([a-z]{3,9})\.?,?(?: (\d{4}))?$`), func(p []string, today time.Time, l look) (first, last time.Time) {
		return nearDay(p[2], monthNamed(p[1]), number(p[0]), today, l)
	}},
	{regexp.MustCompile(`^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,?(?: (\d{4}))?$`), func(p []string, today time.Time, l look) (first, last time.Time) {
		return nearDay(p[2], monthNamed(p[0]), number(p[1]), today, l)
	}},
	{regexp.MustCompile(`^(\d{1,2})月(\d{1,2})[日号]?$`), func(p []string, today time.Time, l look) (first, last time.Time) {
		return nearDay("", number(p[0]), number(p[1]), today, l)
	}},
}

// weekdays are the days of the week by how their English names begin.
var weekdays = map[string]time.Weekday{
	"mon": time.Monday, "tue": time.Tuesday, "wed": time.Wednesday, "thu": time.Thursday, "fri": time.Friday, "sat": time.Saturday, "sun": time.Sunday,
}

// steps are how many weeks, months or years a word leads away from those of today.
var steps = map[string]int{"last": -1, "past": -1, "上": -1, "去": -1, "next": 1, "下": 1, "明": 1}

// days reads what words name in the calendar, seen from today; ok is false for what is no
// day.
func days(words string, today feeds.Day, l look) (s stretch, ok bool) {
	words = strings.Join(strings.FieldsFunc(strings.ToLower(isoDay(width.Fold.String(words))), func(r rune) bool { return r == ' ' || r == '_' }), " ")
	if betweenLetters.MatchString(words) { // since:last-week
		words = strings.ReplaceAll(words, "-", " ")
	}
	now := today.Time(time.UTC)
	for _, f := range dayForms {
		p := f.form.FindStringSubmatch(words)
		if p == nil {
			continue
		}
		first, last := f.read(p[1:], now, l)
		if first.IsZero() {
			continue
		}
		return stretch{feeds.DayOf(first, time.UTC), feeds.DayOf(last, time.UTC)}, true
	}
	return stretch{}, false
}

var betweenLetters = regexp.MustCompile(`^[a-z]+-[a-z]+$`)

// number is one that a form has seen to be digits.
func number(digits string) int {
	n, _ := strconv.Atoi(digits) //nolint:errcheck // a form of digits, four at most
	return n
}

func oneDay(t time.Time) (first, last time.Time) { return t, t }

// exactly is a day of the calendar; the zero time where there is none such, as 30 February.
func exactly(y, m, d int) (first, last time.Time) {
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if t.Year() != y || int(t.Month()) != m || t.Day() != d {
		return time.Time{}, time.Time{}
	}
	return t, t
}

func month(y, m int) (first, last time.Time) {
	if first, _ = exactly(y, m, 1); first.IsZero() {
		return first, first
	}
	return first, first.AddDate(0, 1, -1)
}

func year(y int) (first, last time.Time) {
	if first, _ = exactly(y, 1, 1); first.IsZero() {
		return first, first
	}
	return first, first.AddDate(1, 0, -1)
}

// counted is so many days, weeks or months from today.
func counted(p []string, today time.Time, l look) (first, last time.Time) {
	n := number(p[0]) * int(l)
	switch {
	case n == 0:
		return time.Time{}, time.Time{}
	case strings.HasPrefix(p[1], "month"), p[1] == "个月":
		return oneDay(today.AddDate(0, n, 0))
	case strings.HasPrefix(p[1], "w"), p[1] == "周", strings.HasSuffix(p[1], "星期"):
		n *= 7
	}
	return oneDay(today.AddDate(0, 0, n))
}

// relative is a week, month or year by where it lies from that of today.
func relative(p []string, today time.Time, _ look) (first, last time.Time) {
	n := steps[strings.TrimSpace(p[0])]
	switch p[1] {
	case "month", "月":
		m := today.AddDate(0, 0, 1-today.Day()).AddDate(0, n, 0)
		return month(m.Year(), int(m.Month()))
	case "year":
		return year(today.Year() + n)
	}
	first = monday(today).AddDate(0, 0, 7*n)
	return first, first.AddDate(0, 0, 6)
}

// monday is the first day of a week.
func monday(t time.Time) time.Time { return t.AddDate(0, 0, -(int(t.Weekday())+6)%7) }

// weekday is the nearest such day that is not today.
func weekday(d time.Weekday, today time.Time, l look) (first, last time.Time) {
	for t := today.AddDate(0, 0, int(l)); ; t = t.AddDate(0, 0, int(l)) {
		if t.Weekday() == d {
			return t, t
		}
	}
}

// chineseWeekday is a day of a week that is named with it (上周五), or the nearest one.
func chineseWeekday(p []string, today time.Time, l look) (first, last time.Time) {
	n := strings.Index("一二三四五六日", strings.Replace(p[1], "天", "日", 1)) / len("一")
	if p[0] == "" {
		return weekday(time.Weekday((n+1)%7), today, l)
	}
	return oneDay(monday(today).AddDate(0, 0, 7*steps[p[0]]+n))
}

// monthNamed is a month by its English name, in short too; 0 for none.
func monthNamed(word string) int {
	for m := time.January; m <= time.December; m++ {
		if strings.HasPrefix(strings.ToLower(m.String()), word) {
			return int(m)
		}
	}
	return 0
}

// nearMonth is the newest such month that has begun, or the next that has not ended.
func nearMonth(m int, today time.Time, l look) (first, last time.Time) {
	first, last = month(today.Year(), m)
	if first.IsZero() {
		return first, last
	}
	switch {
	case l == lookBack && first.After(today):
		return month(today.Year()-1, m)
	case l == lookAhead && last.Before(today):
		return month(today.Year()+1, m)
	}
	return first, last
}

// nearDay is a day of the year that is given, or the nearest of its name.
func nearDay(given string, m, d int, today time.Time, l look) (first, last time.Time) {
	if given != "" {
		return exactly(number(given), m, d)
	}
	first, last = exactly(today.Year(), m, d)
	switch {
	case l == lookBack && first.After(today):
		return exactly(today.Year()-1, m, d)
	case l == lookAhead && !first.After(today):
		return exactly(today.Year()+1, m, d)
	}
	return first, last
}

// aheadWord reads a day that is to come: 2022-12-01, 3d, 2w, tomorrow, friday; of a longer
// time its first.
func aheadWord(words string, today feeds.Day) (feeds.Day, error) {
	s, ok := days(words, today, lookAhead)
	if !ok {
		return "", bot.Wrong("mistake.day_ahead", feeds.CleanLine(cut(words)))
	}
	if s.first <= today {
		return "", bot.Wrong("mistake.mute_past", feeds.CleanLine(cut(words)))
	}
	return s.first, nil
}

// backWord reads what people look back to, a day or a longer time, and gives its first
// and its last day: 2022-09-14, 2022-09, 2022, 7d, 2w, yesterday, last week.
func backWord(words string, today feeds.Day) (first, last feeds.Day, err error) {
	s, ok := days(words, today, lookBack)
	if !ok {
		return "", "", bot.Wrong("mistake.day", feeds.CleanLine(cut(words)))
	}
	return s.first, s.last, nil
}

// monthWord is the month of a command's words, this one when there is none. A month that has
// not come is a slip: an empty answer would read as if nothing had happened in it.
func (d *Desk) monthWord(c bot.Command) (string, error) {
	today := d.today()
	now := monthOf(today)
	if len(c.Words) == 0 {
		return now, nil
	}
	words := strings.Join(c.Words, " ")
	month, ok := wholeMonth(words, today)
	if !ok {
		if month, ok := wholeMonth(c.Words[0], today); ok && len(c.Words) > 1 {
			return "", bot.Wrong("mistake.month_alone", feeds.CleanLine(cut(strings.Join(c.Words[1:], " "))), c.Verb, month)
		}
		return "", bot.Wrong("mistake.month", feeds.CleanLine(cut(words)))
	}
	if month > now {
		return "", bot.Wrong("mistake.month_ahead", month, now)
	}
	return month, nil
}

// wholeMonth is the month that words name, and neither a day nor a longer time.
func wholeMonth(words string, today feeds.Day) (string, bool) {
	s, ok := days(words, today, lookBack)
	return monthOf(s.first), ok && monthOf(s.first) == monthOf(s.last) && s.first != s.last && s.last.Sub(s.first) > 7
}

// monthOf is the month of a day: 2022-09.
func monthOf(day feeds.Day) string {
	if !day.Valid() {
		return ""
	}
	return string(day[:len("2006-01")])
}
