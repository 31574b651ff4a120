package command

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/spelling"
)

// options takes the key:value words that a verb knows out of its words.
func options(c bot.Command, known ...string) (rest []string, values map[string]string, err error) {
	values = map[string]string{}
	for _, w := range c.Words {
		key, value, ok := cutKey(w)
		switch {
		case !ok:
			rest = append(rest, w)
		case slices.Contains(known, key):
			values[key] = value
		default:
			if best := spelling.Nearest(key, known); best != "" {
				return nil, nil, bot.Wrong("mistake.option_near", c.Verb, feeds.CleanLine(cut(key)), best)
			}
			return nil, nil, bot.Wrong("mistake.option", c.Verb, feeds.CleanLine(cut(key)), strings.Join(known, ", "))
		}
	}
	for key := range c.Form {
		if slices.Contains(known, key) && formValue(c, key) != "" {
			values[key] = formValue(c, key)
		}
	}
	return rest, values, nil
}

// formValue is a field of a submitted form.
func formValue(c bot.Command, name string) string {
	if v := c.Form[name]; len(v) > 0 {
		return strings.TrimSpace(v[0])
	}
	return ""
}

// withEvent puts the event of a submitted form before the words.
func withEvent(c bot.Command) bot.Command {
	if id := formValue(c, "event"); id != "" && len(c.Words) == 0 {
		c.Words = []string{id}
	}
	return c
}

// aheadWord reads a day that is to come: 2022-12-01, 3d, 2w, tomorrow.
func aheadWord(word string, today feeds.Day) (feeds.Day, error) {
	v := isoDay(strings.ToLower(word))
	day := feeds.Day(v)
	if n, ok := span(v); ok {
		day = today.Add(n)
	}
	if !day.Valid() {
		return "", bot.Wrong("mistake.day_ahead", feeds.CleanLine(cut(word)))
	}
	if day <= today {
		return "", bot.Wrong("mistake.mute_past", feeds.CleanLine(cut(word)))
	}
	return day, nil
}

// backWord reads what people look back to, a day or a longer time, and gives its first
// and its last day: 2022-09-14, 2022-09, 2022, 7d, 2w, yesterday.
func backWord(word string, today feeds.Day) (first, last feeds.Day, err error) {
	v := isoDay(strings.ToLower(word))
	if m, err := time.Parse("2006-01", v); err == nil {
		return feeds.Day(v + "-01"), feeds.Day(m.AddDate(0, 1, -1).Format(time.DateOnly)), nil
	}
	if _, err := time.Parse("2006", v); err == nil {
		return feeds.Day(v + "-01-01"), feeds.Day(v + "-12-31"), nil
	}
	day := feeds.Day(v)
	if n, ok := map[string]int{"today": 0, "今天": 0, "yesterday": 1, "昨天": 1}[v]; ok {
		day = today.Add(-n)
	} else if n, ok := count(v); ok {
		day = today.Add(-n)
	}
	if !day.Valid() {
		return "", "", bot.Wrong("mistake.day", feeds.CleanLine(cut(word)))
	}
	return day, day, nil
}

// span reads a number of days ahead: 3d, 2w, tomorrow.
func span(v string) (days int, ok bool) {
	if v == "tomorrow" || v == "明天" {
		return 1, true
	}
	return count(v)
}

// count reads a number of days: 3d, 2w.
func count(v string) (days int, ok bool) {
	if len(v) < 2 {
		return 0, false
	}
	last, size := utf8.DecodeLastRuneInString(v)
	unit := map[rune]int{'d': 1, '天': 1, 'w': 7, '周': 7}[last]
	n, err := strconv.Atoi(v[:len(v)-size])
	return n * unit, err == nil && unit > 0 && n > 0 && n < 1000
}

// monthWord is the month of a word, this one when there is none. A month that has not come
// is a slip: an empty answer would read as if nothing had happened in it.
func (d *Desk) monthWord(c bot.Command) (string, error) {
	now := d.Now().In(feeds.Shanghai).Format("2006-01")
	if len(c.Words) == 0 {
		return now, nil
	}
	if len(c.Words) > 1 {
		return "", bot.Wrong("mistake.month_alone", feeds.CleanLine(cut(c.Words[1])), c.Verb, feeds.CleanLine(cut(isoDay(c.Words[0]))))
	}
	month := isoDay(c.Words[0])
	if _, err := time.Parse("2006-01", month); err != nil {
		return "", bot.Wrong("mistake.month", feeds.CleanLine(cut(c.Words[0])))
	}
	if month > now {
		return "", bot.Wrong("mistake.month_ahead", month, now)
	}
	return month, nil
}
