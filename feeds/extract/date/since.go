package date

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/pattern"
)

// Days that are told by the time since then.
var (
	since     = pattern.MustCompile(`(?i)^(?:(?:发布于|發布於|更新于|更新於|published|posted|updated)\s*)?(?:(刚刚|剛剛|今天|今日|昨天|昨日|大?前天|just now|today|yesterday)|(\d{1,3})\s*(秒钟?|分钟|分鐘|个?小时|個?小時|天|日|周|週|个?星期|weeks?|secs?|seconds?|mins?|minutes?|hrs?|hours?|days?)\s*(?:前|ago))(?:[,，]?\s*(?:at\s+)?\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]m)?)?$`)
	week      = pattern.MustCompile(`(?i)周|週|星期|week`)
	sinceDays = map[string]int{"昨天": 1, "昨日": 1, "yesterday": 1, "前天": 2, "大前天": 3}
)

// Since reads "3小时前" and "昨天 09:12".
func Since(s string, c Context) Span {
	m := since.FindStringSubmatch(inFigures(s))
	if m == nil || c.At.IsZero() {
		return Span{}
	}
	today := feeds.DayOf(c.At, c.Zone)
	n, _ := strconv.Atoi(m[2]) // three digits at most, or none
	if m[1] != "" {
		return Span{Day: today.Add(-sinceDays[strings.ToLower(m[1])])}
	}
	if week.MatchString(m[3]) {
		return Span{Day: today.Add(-7 * n)}
	}
	unit, _ := utf8.DecodeRuneInString(strings.ToLower(m[3]))
	if ago := sinceUnits[unit]; ago != 0 {
		return Span{Day: feeds.DayOf(c.At.Add(-time.Duration(n)*ago), c.Zone)}
	}
	return Span{Day: today.Add(-n)}
}

// sinceUnits are the units that are shorter than a day, by how they begin.
var sinceUnits = map[rune]time.Duration{
	'秒': time.Second, 's': time.Second, '分': time.Minute, 'm': time.Minute,
	'小': time.Hour, '个': time.Hour, '個': time.Hour, 'h': time.Hour,
}

// IsSince reports whether a text tells the time since then and nothing else.
func IsSince(s string) bool { return len(s) < 48 && since.MatchString(inFigures(s)) }

// sinceWords are the words of a time since then that stand for figures.
var sinceWords = strings.NewReplacer(
	"半小时", "30分钟", "半个小时", "30分钟", "半小時", "30分鐘", "半個小時", "30分鐘", "half an hour", "30 minutes",
	"an hour", "1 hour", "a minute", "1 minute", "a day", "1 day", "a week", "1 week",
	"一小时", "1小时", "一个小时", "1小时", "一天", "1天", "两天", "2天", "一周", "1周", "两周", "2周",
)

// inFigures is a time since then with its number in figures.
func inFigures(s string) string {
	s = strings.TrimSpace(s)
	if strings.HasSuffix(s, "前") || strings.HasSuffix(s, "ago") {
		return sinceWords.Replace(s)
	}
	return s
}
