package gloss

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/gloss/chinese"
	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// figure is one way to write a number, a date or a name of a few characters, which is no
// word.
type figure struct {
	name, example string
	first         string // what it may begin with
	whole         bool   // it is no part of a number in front
	re            *pattern.Pattern
	read          func(m []string) token // whose Chinese is the match where it does not say
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
	{"first months", "今年前11个月查处案件", "前2", false, firstMonths, func(m []string) token {
		en := "the First " + countWord(m[2]) + " Months"
		if m[1] != "" {
			en += " of " + m[1]
		}
		return token{kind: tDate, en: en}
	}},
	{"by a year", "到2026年底建成10个数据集", "到至", false, byYear, func(m []string) token {
		en := "by " + m[1]
		if m[2] != "" {
			en = "by the End of " + m[1]
		}
		return token{kind: tDate, en: en}
	}},
	{"part of a year", "今年第二季度通报1000款App", "今去", false, yearPart, func(m []string) token {
		return token{kind: tDate, en: periods[m[2]] + " of " + yearsBy[m[1]]}
	}},
	{"up to when", "截至2025年3月底查处案件", "截", false, upTo, func(m []string) token {
		if m[3] != "" {
			return token{kind: tDate, en: "as of " + day(m[1], m[2], m[3])}
		}
		return token{kind: tDate, en: "as of the End of " + day(m[1], m[2], "")}
	}},
	{"ruling by number", "第5/2025号行政法规", "第", false, rulingNo, func(m []string) token {
		return token{kind: tGroup, en: rulings[m[2]] + " No. " + m[1]}
	}},
	{"one of an age", "一名15岁男孩被骗", "一", false, oneAged, func(m []string) token {
		return token{kind: tOrdinal, zh: m[1], en: "a " + m[2] + "-year-old"}
	}},
	{"from one age to another", "0~6岁儿童孤独症筛查干预服务规范", digits, false, agesFrom, func(m []string) token {
		return token{kind: tOrdinal, zh: m[0], en: m[1] + "-to-" + m[2] + "-Year-old"}
	}},
	{"from so many years to so many", "三人被判有期徒刑一年至四年", digits + feeds.HanNumerals, false, yearsFrom, func(m []string) token {
		return token{kind: tNumber, en: countWord(m[1]) + " to " + countWord(m[2]), noun: "Years"}
	}},
	{"brand with a number", "23andMe数据泄露", digits, false, brand, func(m []string) token {
		return token{kind: tLatin, en: m[0]}
	}},
	{"several", "上百款App被下架", "数上几成", false, severalRE, func(m []string) token {
		if money := moneys[m[2]]; money != "" {
			return token{kind: tMoney, en: hundreds[m[1]] + " " + money}
		}
		return token{kind: tNumber, en: hundreds[m[1]], noun: units[m[2]]}
	}},
	{"round number", "男子倒卖百万条个人信息", "百千", true, roundRE, func(m []string) token {
		if money := moneys[m[2]]; money != "" {
			return token{kind: tMoney, en: rounds[m[1]] + " " + money}
		}
		return token{kind: tNumber, en: rounds[m[1]], noun: units[m[2]]}
	}},
	{"amount of data", "黑客窃取1TB数据", digits, true, amountOfData, func(m []string) token {
		en := m[1] + " " + strings.Replace(m[2]+"B", "BB", "B", 1) + " of " + amountsOf[m[3]]
		return token{kind: tWord, en: en, w: word{en: en, kind: "noun"}}
	}},
	{"time ago", "Meta因六年前的数据泄露事件被罚款", digits + "一二两三四五六七八九十", true, timeAgo, func(m []string) token {
		return token{kind: tDate, zh: m[1] + m[2] + "前", en: countWord(m[1]) + " " + timesAgo[m[2]] + " ago"}
	}},
	{"under an age", "不满14周岁未成年人个人信息保护", "不未", false, underAge, func(m []string) token {
		years := m[1]
		if n, _ := feeds.HanNumber(m[1]); n > 0 {
			years = strconv.Itoa(n)
		}
		return token{kind: tOrdinal, en: "under-" + years}
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

// special reads what begins at i and is no word: a bracket, number, date, name of an
// unnamed person, or Latin.
func (r *render) special(s string, i int) (token, int, bool) {
	c, size := utf8.DecodeRuneInString(s[i:])
	if c == '(' {
		if t, n, ok := r.caseNumber(s[i:]); ok {
			return t, n, true
		}
	}
	if closer, ok := closers[c]; ok {
		return r.enclosed(s[i:], c, closer)
	}
	if (i == 0 || !chinese.Han(before(s, i))) && strings.Contains(s[i:], "某") {
		if t, n, ok := r.districtOf(s[i:]); ok {
			return t, n, true
		}
	}
	numeral := strings.ContainsRune(feeds.HanNumerals, c) && !strings.ContainsRune("百千零〇", c)
	for _, x := range figures[c] {
		if m := x.re.FindStringSubmatch(s[i:]); m != nil && (!x.whole || i == 0 || !numeric(before(s, i))) {
			if r.g.reached != nil {
				r.g.reached(x.name)
			}
			t := x.read(m)
			t.zh = cmp.Or(t.zh, m[0])
			return t, len(t.zh), true
		}
	}
	switch {
	case c == '新' && strings.HasPrefix(s[i:], "新台币"):
		if t, n, ok := r.amount(s[i+len("新台币"):]); ok && t.kind == tMoney {
			t.zh, t.en = s[i:i+len("新台币")+n], "NT$"+strings.TrimLeft(strings.TrimPrefix(strings.TrimPrefix(t.en, "NT$"), "RMB "), "$ ")
			return t, len("新台币") + n, true
		}
	case chinese.Digit(c) && islandCase.MatchString(s[i:]):
		if en, size, ok := r.caseOfIsland(s[i:]); ok {
			return token{kind: tGroup, zh: s[i : i+size], en: en}, size, true
		}
	case strings.ContainsRune("·”’)》〉]。…～", c):
		return token{kind: tGroup}, size, true // without its other half
	case c == '、':
		return token{kind: tComma, zh: "、"}, size, true
	case numeral && strings.HasPrefix(s[i+size:], "中院"):
		return r.numberedCourt(s[i : i+size+len("中院")])
	case chinese.Digit(c) && !withinLatin(s, i), c == '第', numeral:
		if t, n, ok := timeLimit(s[i:]); ok {
			return t, n, true
		}
		if t, n, ok := r.amount(s[i:]); ok {
			return t, n, true
		}
	case c == '在':
		if t, n, ok := timeLimit(s[i:]); ok {
			return t, n, true
		}
	}
	return r.vague(s, i, c, size)
}

// districtOf is where one is who is not named, told by more than a city: 北京市海淀区某公司.
func (r *render) districtOf(s string) (token, int, bool) {
	areas, rest := r.g.place(s)
	n := len(areas) - 1
	if n < 0 || !strings.HasPrefix(rest, "某") || n == 0 && areas[0].level < 3 {
		return token{}, 0, false
	}
	en := areas[n].en
	if n > 0 {
		en += ", " + areas[n-1].en
	}
	zh := s[:len(s)-len(rest)]
	return token{kind: tWord, zh: zh, en: en, w: word{en: en, kind: "place"}}, len(zh), true
}

// enclosed reads a bracket with what stands in it.
func (r *render) enclosed(s string, open rune, closer string) (token, int, bool) {
	size := utf8.RuneLen(open)
	n := match(s, open, closer)
	if n == 0 {
		return token{kind: tGroup}, size, true
	}
	return token{kind: tGroup, zh: s[:n], en: r.group(open, s[size:n-len(closer)])}, n, true
}

// numberedCourt is one of several of a city: 一中院.
func (r *render) numberedCourt(zh string) (token, int, bool) {
	en, _ := r.g.institution(zh)
	return token{kind: tWord, zh: zh, en: en, w: word{en: en, kind: "org", place: true}}, len(zh), true
}

// withinLatin reports a digit that belongs to the Latin word in front, which an app's
// number does not.
func withinLatin(s string, i int) bool {
	return i > 0 && english.Letter(rune(s[i-1])) && !strings.HasSuffix(s[:i], "App") && !strings.HasSuffix(s[:i], "APP")
}

// manyMore is a count that no name of a product has: Coupang 3370万用户.
var manyMore = pattern.MustCompile(`^\d[\d.]*[万亿]`)

// amount reads a number with its measure and what bounds it.
func (r *render) amount(s string) (token, int, bool) {
	t, n, ok := r.number(s)
	if !ok {
		return t, n, false
	}
	t.zh = s[:n]
	if t.kind == tNumber && (t.noun == "Years" || t.noun == "Year") {
		if months, size, ok := r.number(s[n:]); ok && (months.noun == "Months" || months.noun == "Month") {
			n += size // 一年六个月
			t.zh, t.en, t.noun = s[:n], t.en+" "+t.noun+" and "+months.en, months.noun
		}
	}
	if up := strings.TrimPrefix(s[n:], "及"); t.kind == tNumber && t.noun == "Levels" && strings.HasPrefix(up, "以上") {
		n = len(s) - len(up) + len("以上")
		return token{kind: tOrdinal, zh: s[:n], en: "Level-" + t.en + "-and-above"}, n, true // 二级以上医院
	}
	for _, bound := range bounds {
		if t.kind == tNumber && (t.noun != "" || strings.HasSuffix(t.zh, "个")) && t.noun != "Levels" && strings.HasPrefix(s[n:], bound.zh) {
			n += len(bound.zh)
			t.zh, t.en = s[:n], t.en+bound.en
		}
	}
	if r.zh.Yuan != "" && t.kind == tMoney && strings.HasSuffix(t.zh, "元") {
		t.en = strings.Replace(t.en, "RMB ", r.zh.Yuan, 1)
	}
	return t, n, true
}

// timeLimit reads how long there is for something.
func timeLimit(s string) (token, int, bool) {
	m := withinRE.FindStringSubmatch(s)
	if m == nil {
		return token{}, 0, false
	}
	unit := withinUnits[m[2]]
	if m[1] == "1" || m[1] == "一" {
		unit = english.Singular(unit)
	}
	en := "within " + countWord(m[1]) + " " + unit
	return token{kind: tWord, zh: m[0], en: en, w: word{en: en, kind: "adverb", after: true}}, len(m[0]), true
}

// vague reads a number that is not exact, Latin, or a person who is not named.
func (r *render) vague(s string, i int, c rune, size int) (token, int, bool) {
	switch {
	case about[c] != "" && (c != '超' || i == 0 || strings.ContainsRune("有共计罚款获赔发率", before(s, i))):
		if t, n, ok := r.number(s[i+size:]); ok && roughly(t) {
			t.zh, t.en = s[i:i+size+n], about[c]+" "+strings.TrimPrefix(t.en, "More Than ")
			return t, size + n, true
		}
		if m := roundPeople.FindStringSubmatch(s[i+size:]); m != nil {
			return token{kind: tNumber, zh: s[i:i+size] + m[1], en: about[c] + " " + rounds[m[1]]}, size + len(m[1]), true // 近千万用户
		}
	case c < 0x250 && c > ' ':
		return r.latin(s[i:])
	case (i == 0 || !chinese.Han(before(s, i))) && firmName.MatchString(s[i:]):
		m := firmName.FindStringSubmatch(s[i:])
		if _, known := r.g.index[m[1]]; !known && !slices.ContainsFunc([]rune(m[1]), func(c rune) bool { return strings.ContainsRune(noName, c) }) {
			if name, ok := r.g.spell(m[1]); ok {
				zh := m[1] + m[2]
				return token{kind: tGroup, zh: zh, en: name + " " + firmTrades[m[2]]}, len(zh), true
			}
		}
	case addressed(s[i+size:]) != "":
		title := addressed(s[i+size:])
		if name, ok := r.g.surname(c); ok && (i == 0 || !chinese.Han(before(s, i)) || strings.ContainsRune("对向由与和被诉", before(s, i))) {
			return token{kind: tGroup, zh: s[i : i+size+len(title)], en: titlesOf[title] + " " + name}, size + len(title), true
		}
	case strings.HasPrefix(s[i+size:], "某") && !(i > 0 && strings.ContainsRune("区县市省州镇旗", c) && chinese.Han(before(s, i))):
		if en, n, ok := r.g.person(s[i:]); ok {
			return token{kind: tGroup, zh: s[i : i+n], en: en}, n, true
		}
	}
	return token{}, 0, false
}

// firmName is the name of a firm that no term tells, in front of what it did or befell it;
// noName are characters that no such name has.
var (
	firmName   = pattern.MustCompile(`^(\p{Han}{2})(` + pattern.AnyKey(firmTrades) + `)(?:被|因|涉|案|爬虫|数据|非法|违法|违规|擅自|回应|致歉|道歉|称|公司|等|诉|$)`)
	firmTrades = map[string]string{"科技": "Technology", "网络": "Network", "传媒": "Media", "信息技术": "Information Technology"}
)

const noName = "某一两二三四五六七八九十多各本该其这那有无新大小中国省市区县数信网互高非未不等及与和的在对被将以个家名"

// addressed is the word behind a family name that tells how one is addressed.
func addressed(s string) string {
	for zh := range titlesOf {
		if strings.HasPrefix(s, zh) {
			return zh
		}
	}
	return ""
}

// titlesOf are such words in English.
var titlesOf = map[string]string{"女士": "Ms.", "先生": "Mr."}

// roughly reports what there may be about so many of.
func roughly(t token) bool {
	return t.kind == tMoney || strings.HasSuffix(t.en, "%") || t.kind == tNumber && t.noun != "" && t.noun != "Years" && t.noun != "Year" && t.noun != "Months" && t.noun != "Days"
}

// latin reads Latin letters, of which an app's name may stand before its number.
func (r *render) latin(s string) (token, int, bool) {
	n := strings.IndexFunc(s, func(r rune) bool { return r >= 0x250 || r == '(' || r == ')' })
	if n < 0 {
		n = len(s)
	}
	if at := strings.LastIndexByte(s[:n], ' ') + 1; at > 1 && manyMore.MatchString(s[at:]) {
		return token{kind: tLatin, zh: s[:at], en: s[:at-1]}, at, true // Coupang 3370万用户
	}
	if n > 3 && strings.EqualFold(s[:3], "app") && chinese.Digit(rune(s[3])) {
		if id, ok := r.g.index["App"]; ok { // App800余款
			return token{kind: tWord, zh: s[:3], en: r.g.words[id].en, w: r.g.words[id]}, 3, true
		}
	}
	return token{kind: tLatin, zh: s[:n], en: s[:n]}, n, true
}

// agesFrom is from one age to another.
var agesFrom = pattern.MustCompile(`^(\d{1,2})[~至到-](\d{1,2})周?岁的?`)

// yearsFrom is from so many years to so many.
var yearsFrom = pattern.MustCompile(`^([` + feeds.HanNumerals + `]{1,2}|\d{1,2})年(?:至|到)([` + feeds.HanNumerals + `]{1,2}|\d{1,2})年(?:不等)?`)

// underAge tells who are younger than an age.
var underAge = pattern.MustCompile(`^[不未]满([` + feeds.HanNumerals + `]{1,3}|\d{1,2})周?岁的?`)

// about stand before a number that is not exact.
var about = map[rune]string{'逾': "More Than", '超': "More Than", '近': "Nearly", '约': "About"}

// bounds stand behind a number.
var bounds = []struct{ zh, en string }{{"以上", " or More"}, {"及以上", " or More"}, {"以下", " or Fewer"}, {"及以下", " or Fewer"}}

// severalRE is how many there are about; hundreds is the English of it.
var (
	severalRE = pattern.MustCompile(`^[数上几成](十万|百万|千万|万亿|十亿|百亿|千亿|十|百|千|万|亿)(条|款|起|项|件|家|名|人|个|位|份|次|元|美元|欧元|英镑|日元|韩元|港元)`)
	hundreds  = map[string]string{"十": "Dozens of", "百": "Hundreds of", "千": "Thousands of", "万": "Tens of Thousands of", "十万": "Hundreds of Thousands of", "百万": "Millions of", "千万": "Tens of Millions of", "亿": "Hundreds of Millions of", "十亿": "Billions of", "百亿": "Tens of Billions of", "千亿": "Hundreds of Billions of", "万亿": "Trillions of"}
	moneys    = map[string]string{"元": "Yuan", "美元": "Dollars", "欧元": "Euros", "英镑": "Pounds", "日元": "Yen", "韩元": "Won", "港元": "Hong Kong Dollars"}
)

// roundRE is a round number without its one: 百万条.
var (
	roundRE = pattern.MustCompile(`^(百万|千万|百亿|千亿|百万亿)(条|款|起|项|件|家|名|人|个|位|份|次|元)`)
	// roundPeople is such a number of people without a measure.
	roundPeople = pattern.MustCompile(`^(百万|千万)(?:用户|客户|会员|学生|乘客|旅客|患者|居民|网民|公民|车主|消费者|员工)`)
	rounds      = map[string]string{"百万": "One Million", "千万": "Ten Million", "百亿": "Ten Billion", "千亿": "100 Billion", "百万亿": "100 Trillion"}
)

// withinRE is a term: 在30日内.
var (
	withinRE    = pattern.MustCompile(`^在?(\d+|[` + feeds.HanNumerals + `]+)(?:个)?(工作日|日|天|小时|月|年|周)(?:之)?内`)
	withinUnits = map[string]string{"工作日": "Working Days", "日": "Days", "天": "Days", "小时": "Hours", "月": "Months", "年": "Years", "周": "Weeks"}
)

// before is the character in front of i.
func before(s string, i int) rune {
	c, _ := utf8.DecodeLastRuneInString(s[:i])
	return c
}

var closers = map[rune]string{'(': ")", '“': "”", '‘': "’", '《': "》", '〈': "〉", '[': "]"}

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

// match is the length of the bracket that begins s, 0 when it is never closed.
func match(s string, open rune, closer string) int {
	depth := 0
	for i, c := range s {
		switch {
		case c == open:
			depth++
		case strings.HasPrefix(s[i:], closer):
			if depth--; depth == 0 {
				return i + len(closer)
			}
		}
	}
	return 0
}

// toCome are times that are yet to come where a headline tells of them.
var toCome = lexicon.Set("今年底 年底前 明年 明年起 下月 明年初 明年底 最快明年 明天")
