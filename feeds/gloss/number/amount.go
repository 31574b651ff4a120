package number

import (
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/pattern"
)

// Amount reads a number with its measure and what bounds it; yuan is what 元 is where it is
// no renminbi, else empty.
func Amount(s, yuan string) (token.Token, int, bool) {
	t, n, ok := Read(s)
	if !ok {
		return t, n, false
	}
	t.ZH = s[:n]
	if t.Kind == token.Number && (t.Noun == "Years" || t.Noun == "Year") {
		if months, size, ok := Read(s[n:]); ok && (months.Noun == "Months" || months.Noun == "Month") {
			n += size // 一年六个月
			t.ZH, t.EN, t.Noun = s[:n], t.EN+" "+t.Noun+" and "+months.EN, months.Noun
		}
	}
	if up := strings.TrimPrefix(s[n:], "及"); t.Kind == token.Number && t.Noun == "Levels" && strings.HasPrefix(up, "以上") {
		n = len(s) - len(up) + len("以上")
		return token.Token{Kind: token.Ordinal, ZH: s[:n], EN: "Level-" + t.EN + "-and-above"}, n, true // 二级以上医院
	}
	for _, bound := range bounds {
		if t.Kind == token.Number && (t.Noun != "" || strings.HasSuffix(t.ZH, "个")) && t.Noun != "Levels" && strings.HasPrefix(s[n:], bound.zh) {
			n += len(bound.zh)
			t.ZH, t.EN = s[:n], t.EN+bound.en
		}
	}
	if yuan != "" && t.Kind == token.Money && strings.HasSuffix(t.ZH, "元") {
		t.EN = strings.Replace(t.EN, "RMB ", yuan, 1)
	}
	return t, n, true
}

// Limit reads how long there is for something.
func Limit(s string) (token.Token, int, bool) {
	m := withinRE.FindStringSubmatch(s)
	if m == nil {
		return token.Token{}, 0, false
	}
	unit := withinUnits[m[2]]
	if m[1] == "1" || m[1] == "一" {
		unit = english.Singular(unit)
	}
	en := "within " + Count(m[1]) + " " + unit
	return token.Token{Kind: token.Known, ZH: m[0], EN: en, Word: token.Word{EN: en, Kind: "adverb", After: true}}, len(m[0]), true
}

// bounds stand behind a number.
var bounds = []struct{ zh, en string }{{"以上", " or More"}, {"及以上", " or More"}, {"以下", " or Fewer"}, {"及以下", " or Fewer"}}

// withinRE is a term: 在30日内.
var (
	withinRE    = pattern.MustCompile(`^在?(\d+|[` + feeds.HanNumerals + `]+)(?:个)?(工作日|日|天|小时|月|年|周)(?:之)?内`)
	withinUnits = map[string]string{"工作日": "Working Days", "日": "Days", "天": "Days", "小时": "Hours", "月": "Months", "年": "Years", "周": "Weeks"}
)

// roughly reports what there may be about so many of.
func roughly(t token.Token) bool {
	return t.Kind == token.Money || strings.HasSuffix(t.EN, "%") || t.Kind == token.Number && t.Noun != "" && t.Noun != "Years" && t.Noun != "Year" && t.Noun != "Months" && t.Noun != "Days"
}

// about stand before a number that is not exact.
var about = map[rune]string{'逾': "More Than", '超': "More Than", '近': "Nearly", '约': "About"}

// roundPeople is a round number of people without its one and without a measure.
var roundPeople = pattern.MustCompile(`^(百万|千万)(?:用户|客户|会员|学生|乘客|旅客|患者|居民|网民|公民|车主|消费者|员工)`)

// Rough reads a number behind a word that it is not exact, which s begins with.
func Rough(s string) (token.Token, int, bool) {
	c, size := utf8.DecodeRuneInString(s)
	if t, n, ok := Read(s[size:]); ok && roughly(t) {
		t.ZH, t.EN = s[:size+n], about[c]+" "+strings.TrimPrefix(t.EN, "More Than ")
		return t, size + n, true
	}
	if m := roundPeople.FindStringSubmatch(s[size:]); m != nil {
		return token.Token{Kind: token.Number, ZH: s[:size] + m[1], EN: about[c] + " " + rounds[m[1]]}, size + len(m[1]), true // 近千万用户
	}
	return token.Token{}, 0, false
}

// About is the English of a character for a number that is not exact, else empty.
func About(c rune) string { return about[c] }
