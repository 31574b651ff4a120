package number

import (
	"strconv"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/pattern"
)

var dateRE = pattern.MustCompile(`^(?:(\d{4})年)?(?:(\d{1,2})月(?:份)?(?:(\d{1,2})日)?)?`)

var monthsRE = pattern.MustCompile(`^(?:(\d{4})年)?(\d{1,2})月?(?:至|-|到)(\d{1,2})月(?:份)?`)

var periodRE = pattern.MustCompile(`^(?:第?[一二三四]季度|前三季度|上半年|下半年)`)

var spanRE = pattern.MustCompile(`^(\d{4})年?[-至](\d{4})(?:年|$)`)

// periods are parts of a year.
var periods = map[string]string{
	"一季度": "the First Quarter", "二季度": "the Second Quarter", "三季度": "the Third Quarter", "四季度": "the Fourth Quarter", "前三季度": "the First Three Quarters", "上半年": "the First Half", "下半年": "the Second Half",
}

// yearSpan reads the years from one to another.
func yearSpan(s string) (token.Token, int, bool) {
	m := spanRE.FindStringSubmatch(s)
	if m == nil {
		return token.Token{}, 0, false
	}
	return token.Token{EN: m[1] + "-" + m[2], Kind: token.Date}, len(m[0]), true
}

// monthSpan reads the months from one to another.
func monthSpan(s string) (token.Token, int, bool) {
	m := monthsRE.FindStringSubmatch(s)
	if m == nil {
		return token.Token{}, 0, false
	}
	from, _ := strconv.Atoi(m[2])
	to, _ := strconv.Atoi(m[3])
	if from < 1 || from >= to || to > 12 {
		return token.Token{}, 0, false
	}
	return token.Token{EN: strings.TrimSpace(english.Month(from) + " to " + english.Month(to) + " " + m[1]), Kind: token.Date}, len(m[0]), true
}

// calendar reads a date, a part of a year, or an edition named after one.
func calendar(s string) (token.Token, int, bool) {
	m := dateRE.FindStringSubmatch(s)
	if m == nil || m[0] == "" {
		return token.Token{}, 0, false
	}
	n := len(m[0])
	en, rest := Day(m[1], m[2], m[3]), s[n:]
	if p := periodRE.FindString(rest); p != "" && m[2] == "" {
		return token.Token{EN: periods[strings.TrimPrefix(p, "第")] + " of " + en, Kind: token.Date}, n + len(p), true
	}
	for _, tail := range dateTails {
		if strings.HasPrefix(rest, tail.zh) && (tail.ofDays || m[2] == "") && !strings.HasPrefix(rest, "起诉") {
			return token.Token{EN: strings.Replace(tail.en, "%", en, 1), Kind: token.Date}, n + len(tail.zh), true
		}
	}
	return token.Token{EN: en, Kind: token.Date}, n, true
}

// dateTails stand behind a date, most of them behind a year alone.
var dateTails = []struct {
	zh, en string
	ofDays bool
}{{"以来", "since %", true}, {"度", "%", false}, {"起", "from %", true}, {"版", "% Edition", false}, {"本", "% Edition", false}}

// Day is a date, of which any part but one may be empty: "3 March 2025".
func Day(y, m, d string) string {
	mi, _ := strconv.Atoi(m)
	var out []string
	if d != "" {
		di, _ := strconv.Atoi(d)
		out = append(out, strconv.Itoa(di))
	}
	if m != "" {
		out = append(out, english.Month(mi))
	}
	if y != "" {
		out = append(out, y)
	}
	return strings.Join(out, " ")
}

// PartOfYear reports a text that begins with a part of a year: 第三季度.
func PartOfYear(s string) bool { return periodRE.MatchString(s) }
