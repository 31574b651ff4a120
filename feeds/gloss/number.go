package gloss

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/gloss/chinese"
	"github.com/regwire/regwire/feeds/gloss/english"
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

var (
	dateRE   = pattern.MustCompile(`^(?:(\d{4})年)?(?:(\d{1,2})月(?:份)?(?:(\d{1,2})日)?)?`)
	countRE  = pattern.MustCompile(`^(\d[\d,]*(?:\.\d+)?)(万亿|千万|百万|[十百千万亿])?(余|多)?(万|亿)?(元|人民币)?`)
	monthsRE = pattern.MustCompile(`^(?:(\d{4})年)?(\d{1,2})月?(?:至|-|到)(\d{1,2})月(?:份)?`)
	periodRE = pattern.MustCompile(`^(?:第?[一二三四]季度|前三季度|上半年|下半年)`)
	spanRE   = pattern.MustCompile(`^(\d{4})年?[-至](\d{4})(?:年|$)`)
)

// periods are parts of a year.
var periods = map[string]string{
	"一季度": "the First Quarter", "二季度": "the Second Quarter", "三季度": "the Third Quarter", "四季度": "the Fourth Quarter", "前三季度": "the First Three Quarters", "上半年": "the First Half", "下半年": "the Second Half",
}

// currencies are those of foreign fines.
var currencies = map[string]string{
	"欧元": "EUR", "美元": "USD", "英镑": "GBP", "日元": "JPY", "韩元": "KRW", "港元": "HKD", "澳门元": "MOP", "澳门币": "MOP", "港币": "HKD",
	"新元": "SGD", "澳元": "AUD", "加元": "CAD", "卢布": "RUB", "卢比": "INR", "瑞郎": "CHF", "瑞士法郎": "CHF", "泰铢": "THB", "印尼盾": "IDR",
	"越南盾": "VND", "里拉": "TRY", "雷亚尔": "BRL", "林吉特": "MYR", "令吉": "MYR", "新加坡元": "SGD", "新西兰元": "NZD", "瑞典克朗": "SEK",
	"挪威克朗": "NOK", "丹麦克朗": "DKK", "兰特": "ZAR", "迪拉姆": "AED",
}

// number reads a number, date or ordinal at the head of s.
func (r *render) number(s string) (token, int, bool) {
	if strings.HasPrefix(s, "第") {
		return ordinalToken(s)
	}
	if s != "" && chinese.Digit(rune(s[0])) {
		return arabic(s)
	}
	return hanNumber(s)
}

// hanNumber reads a number in Chinese numerals: a round one as its digits would be.
func hanNumber(s string) (token, int, bool) {
	v, n := feeds.HanNumber(s)
	if n == 0 || n >= len(s) && v < 10000 {
		return token{}, 0, false
	}
	digits := strconv.Itoa(v)
	if v >= 10000 && v%10000 == 0 {
		digits = strconv.Itoa(v/10000) + "万"
	}
	t, size, ok := arabic(digits + s[n:])
	if !ok || t.kind == tNumber && t.noun == "" && !unitAt(strings.TrimLeft(s[n:], "余多")) && v < 10000 || t.kind == tDate {
		return token{}, 0, false
	}
	size += n - len(digits)
	switch {
	case strings.HasSuffix(s[:size], "届"):
		return token{en: english.Ordinal(v), kind: tOrdinal}, size, true
	case t.kind == tNumber && v <= 20 && t.en == digits:
		t.en = english.Cardinal(v)
	}
	return t, size, true
}

func ordinalToken(s string) (token, int, bool) {
	rest := s[len("第"):]
	v, n := feeds.HanNumber(rest)
	if n == 0 {
		for n < len(rest) && chinese.Digit(rune(rest[n])) && n < 12 {
			n++
		}
		if n == 0 {
			return token{}, 0, false
		}
		v, _ = strconv.Atoi(rest[:n])
	}
	end := len("第") + n
	tail := s[end:]
	for _, o := range []struct{ zh, form string }{
		{"批次", "Batch"}, {"批", "Batch"}, {"季度", "Quarter"}, {"版", "Edition"}, {"次", ""}, {"届", ""}, {"轮", "Round"}, {"部分", "Part"}, {"部", "Part"}, {"阶段", "Phase"}, {"代", "Generation"}, {"个", ""},
	} {
		if strings.HasPrefix(tail, o.zh) {
			return token{en: strings.TrimSpace(english.Ordinal(v) + " " + o.form), kind: tOrdinal, batch: o.form == "Batch"}, end + len(o.zh), true
		}
	}
	for _, o := range []struct{ zh, form string }{{"条", "Article "}, {"章", "Chapter "}, {"期", "No. "}, {"号", "No. "}, {"款", "Paragraph "}, {"级", "Level "}} {
		if strings.HasPrefix(tail, o.zh) {
			end += len(o.zh)
			if after, ok := strings.CutPrefix(s[end:], "之"); ok && o.zh == "条" {
				if sub, size := feeds.HanNumber(after); size > 0 {
					return token{en: fmt.Sprintf("Article %d-%d", v, sub), kind: tOrdinal}, end + len("之") + size, true // 第二百五十三条之一
				}
			}
			return token{en: o.form + strconv.Itoa(v), kind: tOrdinal}, end, true
		}
	}
	return token{en: english.Ordinal(v), kind: tOrdinal}, end, true
}

// arabic reads what begins with a digit.
func arabic(s string) (token, int, bool) {
	for _, read := range []func(string) (token, int, bool){yearSpan, monthSpan, calendar, quantity} {
		if t, n, ok := read(s); ok {
			return t, n, true
		}
	}
	return token{}, 0, false
}

// yearSpan reads the years from one to another.
func yearSpan(s string) (token, int, bool) {
	m := spanRE.FindStringSubmatch(s)
	if m == nil {
		return token{}, 0, false
	}
	return token{en: m[1] + "-" + m[2], kind: tDate}, len(m[0]), true
}

// monthSpan reads the months from one to another.
func monthSpan(s string) (token, int, bool) {
	m := monthsRE.FindStringSubmatch(s)
	if m == nil {
		return token{}, 0, false
	}
	from, _ := strconv.Atoi(m[2])
	to, _ := strconv.Atoi(m[3])
	if from < 1 || from >= to || to > 12 {
		return token{}, 0, false
	}
	return token{en: strings.TrimSpace(english.Month(from) + " to " + english.Month(to) + " " + m[1]), kind: tDate}, len(m[0]), true
}

// calendar reads a date, a part of a year, or an edition named after one.
func calendar(s string) (token, int, bool) {
	m := dateRE.FindStringSubmatch(s)
	if m == nil || m[0] == "" {
		return token{}, 0, false
	}
	n := len(m[0])
	en, rest := day(m[1], m[2], m[3]), s[n:]
	if p := periodRE.FindString(rest); p != "" && m[2] == "" {
		return token{en: periods[strings.TrimPrefix(p, "第")] + " of " + en, kind: tDate}, n + len(p), true
	}
	for _, tail := range dateTails {
		if strings.HasPrefix(rest, tail.zh) && (tail.ofDays || m[2] == "") && !strings.HasPrefix(rest, "起诉") {
			return token{en: strings.Replace(tail.en, "%", en, 1), kind: tDate}, n + len(tail.zh), true
		}
	}
	return token{en: en, kind: tDate}, n, true
}

// dateTails stand behind a date, most of them behind a year alone.
var dateTails = []struct {
	zh, en string
	ofDays bool
}{{"以来", "since %", true}, {"度", "%", false}, {"起", "from %", true}, {"版", "% Edition", false}, {"本", "% Edition", false}}

// quantity reads how many of something there are, how old, how much, or a bare number.
func quantity(s string) (token, int, bool) {
	m := countRE.FindStringSubmatch(s)
	if m == nil {
		return token{}, 0, false
	}
	n := len(m[0])
	rest := s[n:]
	if bound := agesRE.FindStringSubmatch(rest); bound != nil {
		return token{en: fmt.Sprintf(ages[bound[1]], m[1]), kind: tOrdinal}, n + len(bound[0]), true
	}
	if old := aged.FindStringSubmatch(rest); old != nil {
		return token{en: "a " + m[1] + "-year-old", kind: tOrdinal}, n + len(old[1]), true
	}
	if m[2] == "" && m[3] == "" && m[5] == "" && len(m[1]) == 4 && strings.HasPrefix(m[1], "20") {
		if _, size := withUnit("", m[1], rest); size == 0 {
			return token{en: m[1], kind: tDate}, n, true
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
		return token{en: en, kind: tMoney}, n, true
	}
	if t, size := withUnit(en, m[1], rest); size > 0 {
		return t, n + size, true
	}
	if m[2] == "" && m[4] == "" {
		en = m[1] // a number without measure may be a name: 12315
	}
	return token{en: en, kind: tNumber}, n, true
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
func withUnit(en, plain, rest string) (token, int) {
	for zh, code := range currencies {
		if strings.HasPrefix(rest, zh) {
			return token{en: code + " " + en, kind: tMoney}, len(zh)
		}
	}
	if strings.Contains(plain, ".") && strings.HasPrefix(rest, "版") {
		return token{en: "Version " + plain, kind: tDate}, len("版")
	}
	if strings.HasPrefix(rest, "%") {
		return token{en: en + "%", kind: tDate}, 1
	}
	for _, size := range []int{6, 3} {
		if size > len(rest) {
			continue
		}
		if noun, ok := units[rest[:size]]; ok {
			if en == "1" || en == "One" && noun == "Years" {
				noun = english.Singular(noun)
			}
			return token{en: en, noun: noun, kind: tNumber}, size
		}
	}
	return token{}, 0
}

func unitAt(s string) bool {
	if len(s) < 3 {
		return false
	}
	_, ok := units[s[:3]]
	return ok
}

func day(y, m, d string) string {
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

var (
	batchRE   = pattern.MustCompile(`^(?:(\d{4})年?)?第 ?(\d+|[` + feeds.HanNumerals + `]+)(批次|批|期)(?:[，、 ]?总第(\d+|[` + feeds.HanNumerals + `]+)(?:批|期))?$`)
	yearNoRE  = pattern.MustCompile(`^(\d{4})年第(\d+)号$`)
	editionRE = pattern.MustCompile(`^(\d{4}|V?\d\.\d)年?(?:版|本|修订版|修订|修正)$`)
	romanRE   = pattern.MustCompile(`^[一二三四五六七八九十]$`)
)

var roman = strings.Fields("0 I II III IV V VI VII VIII IX X")

// batch renders what only a bracket holds: a batch, an edition, a part.
func batch(s string) (string, bool) {
	if m := batchRE.FindStringSubmatch(s); m != nil {
		n := chinese.Number(m[2])
		en := fmt.Sprintf("Batch %d", n)
		if m[3] == "期" {
			en = fmt.Sprintf("No. %d", n)
		}
		if m[1] != "" {
			en += " of " + m[1]
		}
		if m[4] != "" {
			en += fmt.Sprintf(", No. %d Overall", chinese.Number(m[4]))
		}
		return en, true
	}
	if m := yearNoRE.FindStringSubmatch(s); m != nil {
		return "No. " + m[2] + " of " + m[1], true
	}
	if m := editionRE.FindStringSubmatch(s); m != nil {
		v := strings.TrimPrefix(m[1], "V")
		switch {
		case strings.HasSuffix(s, "修订版"), strings.HasSuffix(s, "修订"):
			return v + " Revision", true
		case strings.HasSuffix(s, "修正"):
			return v + " Amendment", true
		case strings.Contains(v, "."):
			return "Version " + v, true
		}
		return v + " Edition", true
	}
	if romanRE.MatchString(s) {
		return roman[chinese.Number(s)], true
	}
	return "", false
}
