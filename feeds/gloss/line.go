package gloss

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/pattern"
)

// linear renders tokens from left to right.
func (r *render) linear(t []token) string {
	if len(t) > 1 && t[0].kind == tDate && len(t[0].en) == len("2026") {
		if en, ok := r.parted(t[1:]); ok {
			return en + " in " + t[0].en
		}
	}
	if inPeriod(t) {
		return r.linear(t[1:]) + " in " + t[0].en
	}
	if inPart(t) {
		return r.linear(t[1:]) + " " + timeNouns[t[0].zh] // 上半年进出口情况
	}
	if len(t) > 2 && t[0].kind == tDate && strings.HasPrefix(t[1].en, "during the ") && !t[2].verb() {
		return r.linear(t[2:]) + " During the " + t[0].en + strings.TrimPrefix(t[1].en, "during the") // 2024年春节期间值班安排
	}
	if len(t) > 2 && t[0].kind == tWord && t[0].w.kind == "place" && t[1].is("某") && doer(t[len(t)-1]) && thingAlone(t[2:]) {
		return r.linear(t[1:]) + " in " + short(t[0].en) // 湖南某科技公司
	}
	if len(t) > 2 && nearby[t[0].zh] && t[1].kind == tNumber && t[0].kind == tWord {
		return r.linear(append([]token{t[1], t[0]}, t[2:]...)) // 属地6家平台
	}
	if n := len(t) - 2; n > 0 && t[n].kind == tNumber && staff.MatchString(t[n+1].zh) && doer(t[n-1]) && !slices.ContainsFunc(t[:n], func(x token) bool { return x.verb() || x.kind == tComma || x.is("的") || joining(x) }) {
		return t[n].en + " " + pluralOf(t[n+1].en) + " of " + r.linear(t[:n]) // 某银行两名员工
	}
	if len(t) > 2 && manyOf[t[0].zh] && t[1].kind == tLatin && t[2].nominalWord() && plainThing(t[2:]) {
		return t[0].en + " " + t[1].en + " " + pluralOf(r.linear(t[2:])) // 多家OTA平台
	}
	if len(t) > 2 && t[0].kind == tWord && (t[0].w.kind == "place" || countries[t[0].en]) && manyOf[t[1].zh] && (plainThing(t[2:]) || doer(t[len(t)-1])) {
		return t[1].en + " " + pluralOf(r.linear(t[2:])) + " in " + t[0].en // 北京多家公司
	}
	if len(t) > 2 && t[0].kind == tWord && (t[0].w.kind == "place" || countries[t[0].en]) && t[1].is("多地") && plainThing(t[2:]) {
		return r.linear(t[2:]) + " in Multiple Parts of " + t[0].en // 加州多地信号灯
	}
	if len(t) > 1 && t[0].kind == tNumber && t[0].noun == "Countries" && t[1].kind == tNumber {
		return r.linear(t[1:]) + " of " + t[0].en + " Countries" // 9国14家机构
	}
	if n := len(t) - 1; n > 1 && t[0].kind == tWord && t[0].w.kind == "place" && t[1].kind == tNumber && t[1].noun != "" && t[n].kind == tWord && !t[n].deed() && doer(t[n]) && plainThing(t[2:]) {
		return r.linear(t[1:]) + " in " + t[0].en // 天津11款APP
	}
	if i := slices.IndexFunc(t, func(x token) bool { return x.is("等") }); i > 0 && i+2 < len(t) && t[i+1].kind == tNumber && t[i+1].noun != "Departments" && namesAlone(t[:i]) && plainThing(t[i+2:]) {
		return r.linear(t[i+1:]) + " Including " + Join(strings.Split(r.listed(t[:i]), ", ")) // 抖音、微博等16家平台
	}
	if len(t) == 2 && provinces[t[0].zh] && t[1].kind == tWord && t[1].w.kind == "place" && !provinces[t[1].zh] {
		return t[1].en + ", " + t[0].en // 江苏苏州
	}
	if i := slices.IndexFunc(t[:min(2, len(t))], func(x token) bool { return x.kind == tWord && strings.HasSuffix(x.zh, "时代") }); i >= 0 && i+1 < len(t) && strings.HasSuffix(t[i].en, "Era") && (i == 0 || t[0].nominalWord()) && !t[i+1].verb() && !joining(t[i+1]) && !t[i+1].is("的") {
		era := line{r: r, t: t[:i+1]}
		return r.linear(t[i+1:]) + " in the " + strings.TrimPrefix(era.text(), "the ") // 大数据时代政府信息公开
	}
	if i := slices.IndexFunc(t, func(x token) bool { return x.is("系列") }); i > 0 && i+1 < len(t) && !t[0].deed() && (plainThing(t[:i]) || i == 1) && plainThing(t[i+1:]) {
		things := "a Series of " + pluralOf(r.linear(t[i+1:]))
		if t[i-1].kind == tGroup {
			return "a Series of " + t[0].en + " " + pluralOf(r.linear(t[i+1:]))
		}
		return things + " on " + r.linear(t[:i]) // 个人信息保护系列专项行动
	}
	if i := slices.IndexFunc(t, func(x token) bool { return x.is("赋能") }); i > 0 && i+1 < len(t) && !t[0].deed() && plainThing(t[:i]) && plainThing(t[i+1:]) {
		if i == 1 && i+2 < len(t) && enabling[t[0].zh] {
			return t[0].en + "-enabled " + r.linear(t[i+1:]) // AI赋能新型工业化数据集
		}
		return r.linear(t[i+1:]) + " Empowered by " + r.linear(t[:i]) // 大数据赋能法律监督
	}
	if en, ok := r.qualified(t); ok {
		return en
	}
	if len(t) > 2 {
		if en, ok := r.dutiful(t); ok {
			return en // APP上架审核主体责任
		}
	}
	if en, ok := r.parted(t); ok {
		return en
	}
	if en, ok := r.reworked(t); ok {
		return en
	}
	r.signs.inRow(t)
	l := line{r: r, t: t}
	en := l.text()
	if len(t) > 1 && t[0].is("某") && thingAlone(t[1:]) && !within.MatchString(en) {
		return singular(en) // 某品牌路由器
	}
	return en
}

// namesAlone reports names side by side, of which none is a deed.
func namesAlone(t []token) bool {
	return !slices.ContainsFunc(t, func(x token) bool {
		return x.kind != tLatin && x.kind != tComma && !joining(x) && (x.kind != tWord || x.deed() || !x.w.nominal() && x.w.kind != "place" && x.w.kind != "org")
	})
}

// manyOf tell that there are many.
var manyOf = set("多个 多家 多所 多款 多名 多起 多项")

// enabling is what English has one word for where it makes something possible.
var enabling = set("AI 人工智能 数据 科技")

// staff are who somebody has.
var staff = pattern.MustCompile(`(?:员工|工作人员|职员|医生|护士|教师|老师|学生|高管|负责人|辅警|民警|经理|客服|业务员)$`)

// nearby are where those are that a number behind counts.
var nearby = set("属地 辖区 辖区内 本地 本市 本省 省内 市内")

// objectOfDeed gives an object its article: one that is set up is new.
func objectOfDeed(deed, en string) string {
	if with := theDeed(en); with != en {
		return with
	}
	head := en
	if at := within.FindStringIndex(en); at != nil {
		head = en[:at[0]]
	}
	switch {
	case !institutes[head[strings.LastIndexByte(head, ' ')+1:]] || owner.MatchString(en):
		return en
	case settingUp[deed[strings.LastIndexByte(deed, ' ')+1:]]:
		return "a " + en
	}
	return "the " + en
}

// settingUp makes what was not there before; owner is in front of what needs no article.
var (
	settingUp = set("establishing Establishing building Building setting Setting developing Developing creating Creating")
	owner     = pattern.MustCompile(`^(?:the|a|an|its|their|\d[\d,]*) |^"|'s? `)
)

// reworked is a deed with a long chain of nouns for its object, whose head comes first:
// 调整个人信息出境标准合同备案要求.
func (r *render) reworked(t []token) (string, bool) {
	if len(t) > 4 && t[0].kind == tWord && t[0].w.kind == "adverb" && !t[0].w.after {
		en, ok := r.reworked(t[1:])
		return t[0].en + " " + en, ok
	}
	if len(t) > 3 && t[0].verb() {
		if en, ok := r.ofSome(t[1:]); ok {
			return inflect(t[0].w.base, gerund) + " " + article(en), true // 取消部分企业备案
		}
	}
	if len(t) < 4 || !t[0].verb() || combats[t[0].zh] || t[1].deed() || spaced(t[0].w.base) || tailOf(t[0].w.base) != "" {
		return "", false
	}
	en, ok := r.parted(t[1:])
	return inflect(t[0].w.base, gerund) + " " + article(en), ok
}

// inPeriod reports a part of a year in front of what it tells of: 2024年第三季度支付
// 体系运行情况.
func inPeriod(t []token) bool {
	return len(t) > 1 && t[0].kind == tDate && strings.HasPrefix(t[0].en, "the ") && t[1].kind != tDate && !joining(t[1])
}

// inPart reports a part of the year that is not named: 上半年进出口情况.
func inPart(t []token) bool {
	return len(t) > 1 && t[0].kind == tWord && strings.HasPrefix(timeNouns[t[0].zh], "in the ") && t[1].kind == tWord && t[1].w.nominal() && plainThing(t[1:])
}

// wordsOf counts the words that a row of tokens puts one after another. What a deed is
// done to, and each of two that are joined, is read apart from it where no other deed is
// among them.
func wordsOf(t []token) int {
	n, most := 0, 0
	apart := !slices.ContainsFunc(t[min(1, len(t)):], token.deed)
	for i, x := range t {
		switch {
		case apart && (i == 0 && x.verb() || joining(x) && x.kind == tWord):
			n = 0
		case x.kind == tUnknown || x.kind == tWord && x.en != "" && x.w.kind != "connective" && !x.is("的") && !(x.w.after && strings.HasPrefix(x.zh, "通过")):
			n++
			most = max(most, n)
		}
	}
	return most
}

// line is a noun phrase as it grows.
type line struct {
	r         *render
	t         []token
	out, last []string
	begun     bool // a noun stands before, so a verb is one too
	purpose   bool // a verb behind a noun tells a purpose
	deed      bool // the phrase began with a verb: a second one is another deed
}

func (l *line) text() string {
	form := pluralOf
	for i, last := 0, -1; i < len(l.t); i++ {
		if x := l.t[i]; x.kind == tNumber {
			last = l.countedAt(i)
			if form = pluralOf; x.en == "One" || x.en == "1" {
				form = singular
			}
		}
		if i > 0 && l.t[i-1].deed() && i+1 < len(l.t) {
			if en, ok := l.r.sortedLast(l.t[i:]); ok {
				l.put(true, en)
				break
			}
		}
		if n := l.chained(i); n > 0 {
			i += n
			continue
		}
		l.add(i, l.t[i])
		if i == last {
			l.out[len(l.out)-1] = form(l.out[len(l.out)-1])
		}
	}
	if len(l.out) > 1 && l.t[0].verb() && strings.HasSuffix(l.out[0], "ing") {
		return l.out[0] + " " + objectOfDeed(l.out[0], strings.Join(append(l.out[1:], l.last...), " "))
	}
	return strings.Join(append(l.out, l.last...), " ")
}

func (l *line) next(i int) (token, bool) {
	if i+1 < len(l.t) {
		return l.t[i+1], true
	}
	return token{}, false
}

func (l *line) put(begun bool, en ...string) {
	l.out = append(l.out, en...)
	l.begun = begun
}

func (l *line) add(i int, x token) {
	switch x.kind {
	case tUnknown:
		l.unknown(i, x)
	case tComma:
		l.comma(i)
	case tNumber:
		l.number(i, x)
	case tOrdinal:
		l.ordinal(i, x)
	case tWord:
		l.word(i, x)
	default:
		l.group(i, x)
	}
}

// unknown is what no term translates: it may make a new noun of the one in front, or
// be the full name of one in office.
func (l *line) unknown(i int, x token) {
	last := len(l.out) - 1
	if n, ok := l.next(i); ok && x.zh == "类" && i > 0 && n.kind == tWord {
		if noun := l.t[i-1].deedNoun(); last >= 0 && noun != "" && strings.HasSuffix(l.out[last], "ing") {
			l.out[last] = capital(noun)
		} else if last >= 0 {
			l.out[last] = singular(l.out[last]) // 教育类App
		}
		return
	}
	if en := tails[x.zh]; en != "" && i > 0 && last >= 0 && takesTail(l.t[i-1]) {
		l.out[last] = singular(l.out[last])
		l.put(true, en)
		return
	}
	if i > 0 && office.MatchString(l.t[i-1].zh) {
		if name, ok := l.r.g.fullName(x.zh); ok {
			l.put(true, name)
			return
		}
	}
	l.put(true, l.r.keep(x.zh))
}

// takesTail reports a thing, of which a character behind makes another.
func takesTail(t token) bool {
	return t.kind == tGroup || t.kind == tWord && t.w.nominal() && t.w.kind != "org"
}

func (l *line) comma(i int) {
	if l.pairs(i) {
		l.put(false, "and")
		return
	}
	if n := len(l.out); n > 0 {
		l.out[n-1] += ","
	}
	l.begun = false
}

// group is what was rendered already: brackets, quotes, Latin, a date.
func (l *line) group(i int, x token) {
	if x.en == "" {
		return
	}
	if last := len(l.out) - 1; i > 1 && l.t[0].is("某") {
		l.out[last] = singular(l.out[last]) // 某平台“二选一”案
	}
	if last := len(l.out) - 1; i > 0 && strings.HasPrefix(x.zh, "“") && strings.HasPrefix(l.t[i-1].zh, "“") && last >= 0 {
		l.out[last] += "," // names side by side
	}
	if i > 0 && l.t[i-1].verb() && (strings.HasPrefix(x.zh, "〈") || strings.HasPrefix(x.zh, "《")) {
		l.put(true, "the")
	}
	if i > 0 && x.kind == tMoney && l.t[i-1].nominalWord() && sums.MatchString(l.t[i-1].zh) {
		l.put(true, "of", x.en) // 好处费1.2万元
		return
	}
	l.put(l.begun || x.kind != tDate, x.en)
}

// sums end the names of money, in front of how much it is.
var sums = pattern.MustCompile(`(?:费|费用|报酬|佣金|回扣|红包|赃款|罚金|保证金|押金|违法所得|非法所得|欠款|贷款|赔偿金|抚慰金|赔偿款|货款|转账)$`)

// pairs reports the last mark of a list of bodies, or the one between two things, where
// no other word joins them.
func (l *line) pairs(i int) bool {
	n, ok := l.next(i)
	if !ok || i == 0 || n.kind != tWord || l.t[i-1].kind != tWord || !n.w.nominal() || !l.t[i-1].w.nominal() {
		return false
	}
	others := l.t[i+1:]
	if n.w.kind != "org" || l.t[i-1].w.kind != "org" {
		others = append(slices.Clone(l.t[:i]), others...)
	}
	return !slices.ContainsFunc(others, func(x token) bool { return x.kind == tComma || joining(x) || x.is("等") })
}

// tails are characters that make a new noun of the one in front of them: 会议周.
var tails = map[string]string{
	"局": "Bureau", "周": "Week", "日": "Day", "月": "Month", "季": "Season", "率": "Rate", "权": "Rights", "费": "Fees", "量": "Volume", "区": "Area",
	"单": "Forms", "站": "Stations", "券": "Vouchers", "卡": "Cards", "链": "Chain", "群": "Groups", "店": "Shops", "馆": "Halls", "厅": "Halls", "厂": "Plants",
	"证": "Certificates", "库": "Repository", "榜": "Rankings", "奖": "Awards", "课": "Courses", "师": "Specialists", "商": "Vendors", "界": "Community",
}

func (l *line) word(i int, x token) {
	w := x.w
	switch {
	case w.kind == "adverb" && w.after:
		l.last = append(l.last, x.en)
	case x.is("被"):
		// the verb behind it says that it is passive
		if n, ok := l.next(i); !ok || n.kind != tWord || n.w.base == "" {
			l.put(false, x.en)
		}
	case i > 0 && l.t[i-1].is("被") && w.base != "":
		l.put(true, inflect(w.base, participle))
	case w.kind == "adverb":
		l.put(l.begun, x.en)
	case w.kind == "verb", w.base != "" && !l.begun && l.governs(i):
		l.verb(i)
	case x.is("的"):
	case x.is("等"):
		l.andOthers(i)
	case w.kind == "connective":
		l.connective(i, x)
	case x.is("首批") && i+1 < len(l.t):
		l.put(false, "First Batch of")
	case w.kind == "place":
		l.put(l.begun, short(x.en))
	case !l.leaves(i, x):
		l.noun(i, x)
	}
}

// andOthers is 等, which says nothing behind a deed.
func (l *line) andOthers(i int) {
	n, ok := l.next(i)
	switch {
	case !ok:
		l.put(true, "and Others")
	case i == 0 || n.kind != tWord || !n.w.nominal():
	case l.t[i-1].verb() && woes[n.zh], l.t[i-1].kind == tUnknown, l.t[i-1].kind == tLatin, l.t[i-1].kind == tGroup, l.t[i-1].kind == tWord && l.t[i-1].w.nominal():
		l.out, l.last = append(l.out, l.last...), nil // which is said of the first only
		l.put(true, "and Other")
	}
}

func (l *line) connective(i int, x token) {
	if n, ok := l.next(i); ok && x.is("前") && n.kind == tWord && (n.w.kind == "noun" || n.w.kind == "org") && doer(l.t[len(l.t)-1]) {
		l.put(l.begun, "Former") // 前银行职员
		return
	}
	l.put(false, x.en)
}

// leaves puts data that leaves the country behind its leaving.
func (l *line) leaves(i int, x token) bool {
	last := len(l.out) - 1
	switch {
	case i == 0 || i+1 != len(l.t):
		return false
	case x.is("出境") && last >= 0 && information[l.t[i-1].zh]:
		l.out[last] = "Outbound Transfer of " + l.out[last] // 重要数据出境
	case leaving[x.zh] != "" && l.begun && thingAlone(l.t[:i]) && l.t[i-1].kind == tWord && doers.MatchString(l.t[i-1].zh):
		way, what, _ := strings.Cut(leaving[x.zh], " ")
		l.out = []string{way + " Data " + what + " by " + pluralOf(strings.Join(l.out, " "))} // 汽车企业数据出境
	case leaving[x.zh] != "" && l.begun && thingAlone(l.t[:i]):
		l.out = []string{leaving[x.zh] + " of " + strings.Join(l.out, " ") + " Data"} // 地理信息数据出境
	default:
		return false
	}
	return true
}
