// Package number reads the numbers, dates, sums and ordinals of Chinese titles into tokens
// with their English. Start with Read, for what a text begins with: "第三批", "2025年3月",
// "127款", "8026万元"; Amount has what bounds a number with it, Figure the many other ways to
// write one ("23andMe", "百万条", "六年前"), and InBracket what only a bracket holds.
//
// Each gives the token, how many bytes it is, and whether there was one at all. Which of
// them a title is tried for, and where in it, is for its reader to say.
package number

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/gloss/chinese"
	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/pattern"
)

// scaled is digits times a Chinese scale in English words: 80.26, 亿 -> 8.026
// billion.
func scaled(digits, scale string) string {
	f, err := strconv.ParseFloat(strings.ReplaceAll(digits, ",", ""), 64)
	if err != nil || scale == "" {
		return english.Thousands(digits)
	}
	f *= map[string]float64{"十": 10, "百": 100, "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "万亿": 1e12}[scale]
	for _, s := range []struct {
		at   float64
		word string
	}{{1e12, " Trillion"}, {1e9, " Billion"}, {1e6, " Million"}} {
		if f >= s.at {
			return strings.TrimRight(strings.TrimRight(strconv.FormatFloat(f/s.at, 'f', 6, 64), "0"), ".") + s.word
		}
	}
	return english.Thousands(strconv.FormatFloat(math.Round(f), 'f', -1, 64))
}

// units are measure words: the noun that stands for one where none follows.
var units = map[string]string{
	"款": "Apps", "起": "Cases", "条": "Items", "项": "Items", "件": "Cases", "家": "Companies", "名": "People", "人": "People", "余人": "People", "个": "", "位": "People",
	"批次": "Batches", "次": "Times", "例": "Cases", "部": "", "份": "Copies", "类": "Types", "种": "", "级": "Levels", "天": "Days", "部门": "Departments", "周年": "Years", "倍": "Times",
	"座": "", "台": "", "辆": "", "架": "", "艘": "", "套": "", "州": "States", "张": "", "枚": "", "间": "", "所": "", "户": "Households", "岁": "Years of Age", "国": "Countries", "省": "Provinces", "市": "Cities",
	"方": "Parties", "大": "", "届": "Sessions", "篇": "Articles", "小时": "Hours", "分钟": "Minutes", "宗": "Cases", "年": "Years", "个月": "Months", "人次": "Person-times",
	"笔": "Records", "则": "Messages",
}

// countRE is how many, in digits and a scale.
var countRE = pattern.MustCompile(`^(\d[\d,]*(?:\.\d+)?)(万亿|千万|百万|[十百千万亿])?(余|多)?(万|亿)?(元|人民币)?`)

// currencies are those of foreign fines.
var currencies = map[string]string{
	"欧元": "EUR", "美元": "USD", "英镑": "GBP", "日元": "JPY", "韩元": "KRW", "港元": "HKD", "澳门元": "MOP", "澳门币": "MOP", "港币": "HKD",
	"新元": "SGD", "澳元": "AUD", "加元": "CAD", "卢布": "RUB", "卢比": "INR", "瑞郎": "CHF", "瑞士法郎": "CHF", "泰铢": "THB", "印尼盾": "IDR",
	"越南盾": "VND", "里拉": "TRY", "雷亚尔": "BRL", "林吉特": "MYR", "令吉": "MYR", "新加坡元": "SGD", "新西兰元": "NZD", "瑞典克朗": "SEK",
	"挪威克朗": "NOK", "丹麦克朗": "DKK", "兰特": "ZAR", "迪拉姆": "AED",
}

// hanNumber reads a number in Chinese numerals: a round one as its digits would be.
func hanNumber(s string) (token.Token, int, bool) {
	v, n := feeds.HanNumber(s)
	if n == 0 || n >= len(s) && v < 10000 {
		return token.Token{}, 0, false
	}
	digits := strconv.Itoa(v)
	if v >= 10000 && v%10000 == 0 {
		digits = strconv.Itoa(v/10000) + "万"
	}
	t, size, ok := arabic(digits + s[n:])
	if !ok || t.Kind == token.Number && t.Noun == "" && !unitAt(strings.TrimLeft(s[n:], "余多")) && v < 10000 || t.Kind == token.Date {
		return token.Token{}, 0, false
	}
	size += n - len(digits)
	switch {
	case strings.HasSuffix(s[:size], "届"):
		return token.Token{EN: english.Ordinal(v), Kind: token.Ordinal}, size, true
	case t.Kind == token.Number && v <= 20 && t.EN == digits:
		t.EN = english.Cardinal(v)
	}
	return t, size, true
}

// ordinalToken reads the place of something in a row: 第三批, 第五条.
func ordinalToken(s string) (token.Token, int, bool) {
	rest := s[len("第"):]
	v, n := feeds.HanNumber(rest)
	if n == 0 {
		for n < len(rest) && chinese.Digit(rune(rest[n])) && n < 12 {
			n++
		}
		if n == 0 {
			return token.Token{}, 0, false
		}
		v, _ = strconv.Atoi(rest[:n])
	}
	end := len("第") + n
	tail := s[end:]
	for _, o := range []struct{ zh, form string }{
		{"批次", "Batch"}, {"批", "Batch"}, {"季度", "Quarter"}, {"版", "Edition"}, {"次", ""}, {"届", ""}, {"轮", "Round"}, {"部分", "Part"}, {"部", "Part"}, {"阶段", "Phase"}, {"代", "Generation"}, {"个", ""},
	} {
		if strings.HasPrefix(tail, o.zh) {
			return token.Token{EN: strings.TrimSpace(english.Ordinal(v) + " " + o.form), Kind: token.Ordinal, Batch: o.form == "Batch"}, end + len(o.zh), true
		}
	}
	for _, o := range []struct{ zh, form string }{{"条", "Article "}, {"章", "Chapter "}, {"期", "No. "}, {"号", "No. "}, {"款", "Paragraph "}, {"级", "Level "}} {
		if strings.HasPrefix(tail, o.zh) {
			end += len(o.zh)
			if after, ok := strings.CutPrefix(s[end:], "之"); ok && o.zh == "条" {
				if sub, size := feeds.HanNumber(after); size > 0 {
					return token.Token{EN: fmt.Sprintf("Article %d-%d", v, sub), Kind: token.Ordinal}, end + len("之") + size, true // 第二百五十三条之一
				}
			}
			return token.Token{EN: o.form + strconv.Itoa(v), Kind: token.Ordinal}, end, true
		}
	}
	return token.Token{EN: english.Ordinal(v), Kind: token.Ordinal}, end, true
}

// arabic reads what begins with a digit.
func arabic(s string) (token.Token, int, bool) {
	for _, read := range []func(string) (token.Token, int, bool){yearSpan, monthSpan, calendar, quantity} {
		if t, n, ok := read(s); ok {
			return t, n, true
		}
	}
	return token.Token{}, 0, false
}

// quantity reads how many of something there are, how old, how much, or a bare number.
func quantity(s string) (token.Token, int, bool) {
	m := countRE.FindStringSubmatch(s)
	if m == nil {
		return token.Token{}, 0, false
	}
	n := len(m[0])
	rest := s[n:]
	if bound := agesRE.FindStringSubmatch(rest); bound != nil {
		return token.Token{EN: fmt.Sprintf(ages[bound[1]], m[1]), Kind: token.Ordinal}, n + len(bound[0]), true
	}
	if old := aged.FindStringSubmatch(rest); old != nil {
		return token.Token{EN: "a " + m[1] + "-year-old", Kind: token.Ordinal}, n + len(old[1]), true
	}
	if m[2] == "" && m[3] == "" && m[5] == "" && len(m[1]) == 4 && strings.HasPrefix(m[1], "20") {
		if _, size := withUnit("", m[1], rest); size == 0 {
			return token.Token{EN: m[1], Kind: token.Date}, n, true
		}
	}
	en := scaled(m[1], m[2]+m[4])
	if m[5] != "" {
		en = "RMB " + en
	}
	if m[3] != "" {
		en = "More Than " + en
	}
	if m[5] != "" {
		return token.Token{EN: en, Kind: token.Money}, n, true
	}
	if t, size := withUnit(en, m[1], rest); size > 0 {
		return t, n + size, true
	}
	if m[2] == "" && m[4] == "" {
		en = m[1] // a number without measure may be a name: 12315
	}
	return token.Token{EN: en, Kind: token.Number}, n, true
}

// agesRE bounds an age: 14周岁以下, 60岁及以上. What is counted from a number up has it too
// (Civil Code, article 1259).
var (
	agesRE = pattern.MustCompile(`^周?岁及?(以上|以下)的?`)
	ages   = map[string]string{"以上": "%s-and-over", "以下": "under-%s"}
)

// aged is somebody's age in front of who it is: 34岁女子, 一名34岁女子.
var (
	aged    = pattern.MustCompile(`^(周?岁的|周?岁)(?:男|女|少|老|儿童|学生|孩|青年|嫌疑人|黑客|程序员|母亲|父亲|创始人|员工|职员|[^，：；。 ]{2,14}(?:创始人|创办人|程序员|员工|黑客))`)
	oneAged = pattern.MustCompile(`^(一[名个位](\d{1,3})周?岁的?)(?:男|女|少|老|儿童|学生|孩|青年|嫌疑人)`)
)

// withUnit reads the currency or measure word behind a number, whose digits are plain.
func withUnit(en, plain, rest string) (token.Token, int) {
	for zh, code := range currencies {
		if strings.HasPrefix(rest, zh) {
			return token.Token{EN: code + " " + en, Kind: token.Money}, len(zh)
		}
	}
	if strings.Contains(plain, ".") && strings.HasPrefix(rest, "版") {
		return token.Token{EN: "Version " + plain, Kind: token.Date}, len("版")
	}
	if strings.HasPrefix(rest, "%") {
		return token.Token{EN: en + "%", Kind: token.Date}, 1
	}
	for _, size := range []int{6, 3} {
		if size > len(rest) {
			continue
		}
		if noun, ok := units[rest[:size]]; ok {
			if en == "1" || en == "One" && noun == "Years" {
				noun = english.Singular(noun)
			}
			return token.Token{EN: en, Noun: noun, Kind: token.Number}, size
		}
	}
	return token.Token{}, 0
}

// unitAt reports a measure word.
func unitAt(s string) bool {
	if len(s) < 3 {
		return false
	}
	_, ok := units[s[:3]]
	return ok
}

// Count is a number in a word, of what was written in numerals, or its digits.
func Count(zh string) string {
	if c, _ := utf8.DecodeRuneInString(zh); chinese.Digit(c) {
		return english.Thousands(zh)
	}
	n, _ := feeds.HanNumber(zh)
	return english.Cardinal(n)
}

// Read reads a number, date or ordinal at the head of s.
func Read(s string) (token.Token, int, bool) {
	if strings.HasPrefix(s, "第") {
		return ordinalToken(s)
	}
	if s != "" && chinese.Digit(rune(s[0])) {
		return arabic(s)
	}
	return hanNumber(s)
}
