package number

import (
	"cmp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/gloss/chinese"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/pattern"
)

// figure is one way to write a number, a date or a name of a few characters, which is no
// word.
type figure struct {
	name, example string
	first         string // what it may begin with
	whole         bool   // it is no part of a number in front
	re            *pattern.Pattern
	read          func(m []string) token.Token // whose Chinese is the match where it does not say
}

// figures are all ways, in the order in which they are tried, by what they begin with.
var figures = func() map[rune][]*figure {
	by := map[rune][]*figure{}
	for i := range allFigures {
		for _, c := range allFigures[i].first {
			by[c] = append(by[c], &allFigures[i])
		}
	}
	return by
}()

const digits = "0123456789"

var allFigures = []figure{
	{"first months", "今年前11个月查处案件", "前2", false, firstMonths, func(m []string) token.Token {
		en := "the First " + Count(m[2]) + " Months"
		if m[1] != "" {
			en += " of " + m[1]
		}
		return token.Token{Kind: token.Date, EN: en}
	}},
	{"by a year", "到2026年底建成10个数据集", "到至", false, byYear, func(m []string) token.Token {
		en := "by " + m[1]
		if m[2] != "" {
			en = "by the End of " + m[1]
		}
		return token.Token{Kind: token.Date, EN: en}
	}},
	{"part of a year", "今年第二季度通报1000款App", "今去", false, yearPart, func(m []string) token.Token {
		return token.Token{Kind: token.Date, EN: periods[m[2]] + " of " + yearsBy[m[1]]}
	}},
	{"up to when", "截至2025年3月底查处案件", "截", false, upTo, func(m []string) token.Token {
		if m[3] != "" {
			return token.Token{Kind: token.Date, EN: "as of " + Day(m[1], m[2], m[3])}
		}
		return token.Token{Kind: token.Date, EN: "as of the End of " + Day(m[1], m[2], "")}
	}},
	{"ruling by number", "第5/2025号行政法规", "第", false, rulingNo, func(m []string) token.Token {
		return token.Token{Kind: token.Group, EN: rulings[m[2]] + " No. " + m[1]}
	}},
	{"one of an age", "一名15岁男孩被骗", "一", false, oneAged, func(m []string) token.Token {
		return token.Token{Kind: token.Ordinal, ZH: m[1], EN: "a " + m[2] + "-year-old"}
	}},
	{"from one age to another", "0~6岁儿童孤独症筛查干预服务规范", digits, false, agesFrom, func(m []string) token.Token {
		return token.Token{Kind: token.Ordinal, ZH: m[0], EN: m[1] + "-to-" + m[2] + "-Year-old"}
	}},
	{"from so many years to so many", "三人被判有期徒刑一年至四年", digits + feeds.HanNumerals, false, yearsFrom, func(m []string) token.Token {
		return token.Token{Kind: token.Number, EN: Count(m[1]) + " to " + Count(m[2]), Noun: "Years"}
	}},
	{"brand with a number", "23andMe数据泄露", digits, false, brand, func(m []string) token.Token {
		return token.Token{Kind: token.Latin, EN: m[0]}
	}},
	{"several", "上百款App被下架", "数上几成", false, severalRE, func(m []string) token.Token {
		if money := moneys[m[2]]; money != "" {
			return token.Token{Kind: token.Money, EN: hundreds[m[1]] + " " + money}
		}
		return token.Token{Kind: token.Number, EN: hundreds[m[1]], Noun: units[m[2]]}
	}},
	{"round number", "男子倒卖百万条个人信息", "百千", true, roundRE, func(m []string) token.Token {
		if money := moneys[m[2]]; money != "" {
			return token.Token{Kind: token.Money, EN: rounds[m[1]] + " " + money}
		}
		return token.Token{Kind: token.Number, EN: rounds[m[1]], Noun: units[m[2]]}
	}},
	{"amount of data", "黑客窃取1TB数据", digits, true, amountOfData, func(m []string) token.Token {
		en := m[1] + " " + strings.Replace(m[2]+"B", "BB", "B", 1) + " of " + amountsOf[m[3]]
		return token.Token{Kind: token.Known, EN: en, Word: token.Word{EN: en, Kind: "noun"}}
	}},
	{"time ago", "Meta因六年前的数据泄露事件被罚款", digits + "一二两三四五六七八九十", true, timeAgo, func(m []string) token.Token {
		return token.Token{Kind: token.Date, ZH: m[1] + m[2] + "前", EN: Count(m[1]) + " " + timesAgo[m[2]] + " ago"}
	}},
	{"under an age", "不满14周岁未成年人个人信息保护", "不未", false, underAge, func(m []string) token.Token {
		years := m[1]
		if n, _ := feeds.HanNumber(m[1]); n > 0 {
			years = strconv.Itoa(n)
		}
		return token.Token{Kind: token.Ordinal, EN: "under-" + years}
	}},
}

// amountOfData is how much was taken, by its bytes.
var (
	amountOfData = pattern.MustCompile(`^(\d[\d.]*) ?([KMGTP]B|G)的?((?:用户|客户|内部|敏感)?数据|资料|文件|信息)`)
	amountsOf    = map[string]string{"数据": "Data", "资料": "Data", "文件": "Files", "信息": "Information", "内部数据": "Internal Data", "敏感数据": "Sensitive Data", "用户数据": "User Data", "客户数据": "Customer Data"}
)

// timeAgo is how long ago something was; the first quarters of a year are no such time.
var (
	timeAgo  = pattern.MustCompile(`^([2-9]|[1-9]\d|[两二三四五六七八九十]|十[一二三四五六七八九])(年|个月|周|天)前(?:[^三两后一]|$)`)
	timesAgo = map[string]string{"年": "Years", "个月": "Months", "周": "Weeks", "天": "Days"}
)

// numeric reports a character of a number.
func numeric(c rune) bool { return chinese.Digit(c) || strings.ContainsRune(feeds.HanNumerals, c) }

// agesFrom is from one age to another.
var agesFrom = pattern.MustCompile(`^(\d{1,2})[~至到-](\d{1,2})周?岁的?`)

// yearsFrom is from so many years to so many.
var yearsFrom = pattern.MustCompile(`^([` + feeds.HanNumerals + `]{1,2}|\d{1,2})年(?:至|到)([` + feeds.HanNumerals + `]{1,2}|\d{1,2})年(?:不等)?`)

// underAge tells who are younger than an age.
var underAge = pattern.MustCompile(`^[不未]满([` + feeds.HanNumerals + `]{1,3}|\d{1,2})周?岁的?`)

// severalRE is how many there are about; hundreds is the English of it.
var (
	severalRE = pattern.MustCompile(`^[数上几成](十万|百万|千万|万亿|十亿|百亿|千亿|十|百|千|万|亿)(条|款|起|项|件|家|名|人|个|位|份|次|元|美元|欧元|英镑|日元|韩元|港元)`)
	hundreds  = map[string]string{"十": "Dozens of", "百": "Hundreds of", "千": "Thousands of", "万": "Tens of Thousands of", "十万": "Hundreds of Thousands of", "百万": "Millions of", "千万": "Tens of Millions of", "亿": "Hundreds of Millions of", "十亿": "Billions of", "百亿": "Tens of Billions of", "千亿": "Hundreds of Billions of", "万亿": "Trillions of"}
	moneys    = map[string]string{"元": "Yuan", "美元": "Dollars", "欧元": "Euros", "英镑": "Pounds", "日元": "Yen", "韩元": "Won", "港元": "Hong Kong Dollars"}
)

var roundRE = pattern.MustCompile(`^(百万|千万|百亿|千亿|百万亿)(条|款|起|项|件|家|名|人|个|位|份|次|元)`)

var rounds = map[string]string{"百万": "One Million", "千万": "Ten Million", "百亿": "Ten Billion", "千亿": "100 Billion", "百万亿": "100 Trillion"}

// firstMonths are those of a year: 前11个月.
var firstMonths = pattern.MustCompile(`^(?:(20\d\d)年)?前(\d{1,2}|[` + feeds.HanNumerals + `]{1,2})个月`)

// yearPart is a part of this year or the last: 今年第二季度.
var (
	yearPart = pattern.MustCompile(`^(今年|去年)第?(前三季度|[一二三四]季度|上半年|下半年)`)
	yearsBy  = map[string]string{"今年": "This Year", "去年": "Last Year"}
)

// upTo is until when something was counted: 截至2025年3月底.
var upTo = pattern.MustCompile(`^截[至止](20\d\d)年(?:(\d{1,2})月)?(?:底|末|(\d{1,2})日)`)

// byYear is until when something is to be so: 到2026年底.
var byYear = pattern.MustCompile(`^[到至](20\d\d)年(底|末)?`)

// rulingNo is a rule of Macao by its number: 第5/2025号行政法规.
var (
	rulingNo = pattern.MustCompile(`^第(\d{1,3}/\d{4})号(行政法规|法律|行政命令|行政长官批示|经济财政司司长批示|许可|意见书|决定|公告|批示)`)
	rulings  = map[string]string{
		"行政法规": "Administrative Regulation", "法律": "Law", "行政命令": "Executive Order", "行政长官批示": "Chief Executive Order",
		"许可": "Authorization", "意见书": "Written Opinion", "决定": "Decision", "公告": "Announcement", "批示": "Order",
		"经济财政司司长批示": "Order of the Secretary for Economy and Finance",
	}
)

// brand is a name that begins with a number: 23andMe, 5G-A.
var brand = pattern.MustCompile(`^(?:3·15|\d{1,4}[a-z]{2,}[A-Z][A-Za-z]*|\dG-[A-Z]\b)`)

// Figure reads what stands at i and is written so.
func Figure(s string, i int) (token.Token, int, bool) {
	f, t := figureAt(s, i)
	return t, len(t.ZH), f != nil
}

// figureAt is the way in which something is written there, nil for none.
func figureAt(s string, i int) (*figure, token.Token) {
	c, _ := utf8.DecodeRuneInString(s[i:])
	for _, x := range figures[c] {
		if m := x.re.FindStringSubmatch(s[i:]); m != nil && (!x.whole || !numericBefore(s, i)) {
			t := x.read(m)
			t.ZH = cmp.Or(t.ZH, m[0])
			return x, t
		}
	}
	return nil, token.Token{}
}

// numericBefore reports a number that goes on at i.
func numericBefore(s string, i int) bool {
	c, _ := utf8.DecodeLastRuneInString(s[:i])
	return i > 0 && numeric(c)
}
