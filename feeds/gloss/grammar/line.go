package grammar

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/name"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// Linear renders tokens from left to right, but for what English puts elsewhere.
func (r *Rendering) Linear(t []token.Token) string {
	for _, way := range [...]func(*Rendering, []token.Token) (string, bool){
		(*Rendering).timed, (*Rendering).locatedIn, (*Rendering).countedOf, (*Rendering).including, (*Rendering).seriesOn, (*Rendering).empowered,
		(*Rendering).qualified, (*Rendering).duty, (*Rendering).parted, (*Rendering).reworked, (*Rendering).owningPhrase,
	} {
		if en, ok := way(r, t); ok {
			return en
		}
	}
	r.inRow(t)
	l := line{r: r, t: t}
	en := l.text()
	if len(t) > 1 && t[0].Is("某") && thingAlone(t[1:]) && !english.Within.MatchString(en) {
		return english.Singular(en) // 某品牌路由器
	}
	return en
}

// objectOfDeed gives an object its article: one that is set up is new.
func objectOfDeed(deed, en string) string {
	if with := TheDeed(en); with != en {
		return with
	}
	head := en
	if at := english.Within.FindStringIndex(en); at != nil {
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
	settingUp = lexicon.Set("establishing Establishing building Building setting Setting developing Developing creating Creating")
	owner     = pattern.MustCompile(`^(?:the|a|an|its|their|\d[\d,]*) |^"|'s? `)
)

// reworked is a deed with a long chain of nouns for its object, whose head comes first:
// 调整个人信息出境标准合同备案要求.
func (r *Rendering) reworked(t []token.Token) (string, bool) {
	if len(t) > 4 && t[0].Kind == token.Known && t[0].Word.Kind == "adverb" && !t[0].Word.After {
		en, ok := r.reworked(t[1:])
		return t[0].EN + " " + en, ok
	}
	if len(t) > 3 && t[0].Verb() {
		if en, ok := r.ofSome(t[1:]); ok {
			return english.Inflect(t[0].Word.Base, english.Gerund) + " " + article(en), true // 取消部分企业备案
		}
	}
	if len(t) < 4 || !t[0].Verb() || combats[t[0].ZH] || t[1].Deed() || english.Spaced(t[0].Word.Base) || english.TailOf(t[0].Word.Base) != "" {
		return "", false
	}
	en, ok := r.parted(t[1:])
	return english.Inflect(t[0].Word.Base, english.Gerund) + " " + article(en), ok
}

// wordsOf counts the words that a row of tokens puts one after another. What a deed is
// done to, and each of two that are joined, is read apart from it where no other deed is
// among them.
func wordsOf(t []token.Token) int {
	n, most := 0, 0
	apart := !slices.ContainsFunc(t[min(1, len(t)):], token.Token.Deed)
	for i, x := range t {
		switch {
		case apart && (i == 0 && x.Verb() || Joining(x) && x.Kind == token.Known):
			n = 0
		case x.Kind == token.Unknown || x.Kind == token.Known && x.EN != "" && x.Word.Kind != "connective" && !x.Is("的") && !(x.Word.After && strings.HasPrefix(x.ZH, "通过")):
			n++
			most = max(most, n)
		}
	}
	return most
}

// line is a noun phrase as it grows.
type line struct {
	r         *Rendering
	t         []token.Token
	out, last []string
	begun     bool // a noun stands before, so a verb is one too
	purpose   bool // a verb behind a noun tells a purpose
	deed      bool // the phrase began with a verb: a second one is another deed
}

func (l *line) text() string {
	form := english.Plural
	for i, last := 0, -1; i < len(l.t); i++ {
		if x := l.t[i]; x.Kind == token.Number {
			last = l.countedAt(i)
			if form = english.Plural; x.EN == "One" || x.EN == "1" {
				form = english.Singular
			}
		}
		if i > 0 && l.t[i-1].Deed() && i+1 < len(l.t) {
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
	if len(l.out) > 1 && l.t[0].Verb() && strings.HasSuffix(l.out[0], "ing") {
		return l.out[0] + " " + objectOfDeed(l.out[0], strings.Join(append(l.out[1:], l.last...), " "))
	}
	return strings.Join(append(l.out, l.last...), " ")
}

func (l *line) next(i int) (token.Token, bool) {
	if i+1 < len(l.t) {
		return l.t[i+1], true
	}
	return token.Token{}, false
}

func (l *line) put(begun bool, en ...string) {
	if last := len(l.out) - 1; last >= 0 && len(en) > 0 && mannerOf[l.out[last]] != "" {
		switch {
		case strings.HasPrefix(en[0], "Illegal "):
			l.out = l.out[:last] // 违法违规收集
		case ofDeedNoun.MatchString(en[0]), len(en) == 2 && en[1] == "of":
			l.out[last] = mannerOf[l.out[last]]
		}
	}
	l.out = append(l.out, en...)
	l.begun = begun
}

var (
	// mannerOf are adverbs as adjectives, which the noun of a deed takes.
	mannerOf = map[string]string{
		"illegally": "illegal", "Illegally": "Illegal", "forcibly": "forced", "excessively": "excessive", "frequently": "frequent", "arbitrarily": "arbitrary", "maliciously": "malicious",
	}
	// ofDeedNoun ends such a noun beyond doubt.
	ofDeedNoun = pattern.MustCompile(`^[A-Za-z]+(?:tion|sion|ment|age|ure|ance)\b`)
)

func (l *line) add(i int, x token.Token) {
	switch x.Kind {
	case token.Unknown:
		l.unknown(i, x)
	case token.Comma:
		l.comma(i)
	case token.Number:
		l.number(i, x)
	case token.Ordinal:
		l.ordinal(i, x)
	case token.Known:
		l.word(i, x)
	default:
		l.group(i, x)
	}
}

// unknown is what no term translates: it may make a new noun of the one in front, or
// be the full name of one in office.
func (l *line) unknown(i int, x token.Token) {
	last := len(l.out) - 1
	if n, ok := l.next(i); ok && x.ZH == "类" && i > 0 && n.Kind == token.Known {
		if l.t[i-1].Kind == token.Latin && last >= 0 {
			l.out[last] += "-type" // OpenClaw类智能体
			return
		}
		if noun := l.t[i-1].DeedNoun(); last >= 0 && noun != "" && strings.HasSuffix(l.out[last], "ing") {
			l.out[last] = english.Capital(noun)
		} else if last >= 0 {
			l.out[last] = english.Singular(l.out[last]) // 教育类App
		}
		return
	}
	if en := tails[x.ZH]; en != "" && i > 0 && last >= 0 && takesTail(l.t[i-1]) {
		l.out[last] = english.Singular(l.out[last])
		l.put(true, en)
		return
	}
	if i > 0 && name.IsOffice(l.t[i-1].ZH) {
		if name, ok := l.r.g.Names.FullName(x.ZH); ok {
			l.put(true, name)
			return
		}
	}
	l.put(true, l.r.keep(x.ZH))
}

// takesTail reports a thing, of which a character behind makes another.
func takesTail(t token.Token) bool {
	return t.Kind == token.Group || t.Kind == token.Known && t.Word.Nominal() && t.Word.Kind != "org"
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
func (l *line) group(i int, x token.Token) {
	if x.EN == "" {
		return
	}
	if last := len(l.out) - 1; i > 1 && l.t[0].Is("某") {
		l.out[last] = english.Singular(l.out[last]) // 某平台“二选一”案
	}
	if last := len(l.out) - 1; i > 0 && last >= 0 && strings.HasSuffix(x.ZH, "某") && l.t[i-1].Kind == token.Known && doers.MatchString(l.t[i-1].ZH) {
		l.out[last] = english.Singular(l.out[last]) // 犯罪嫌疑人李某
	}
	if last := len(l.out) - 1; i > 0 && strings.HasPrefix(x.ZH, "“") && strings.HasPrefix(l.t[i-1].ZH, "“") && last >= 0 {
		l.out[last] += "," // names side by side
	}
	if i > 0 && l.t[i-1].Verb() && (strings.HasPrefix(x.ZH, "〈") || strings.HasPrefix(x.ZH, "《")) && !strings.HasPrefix(x.EN, "Several ") {
		l.put(true, "the")
	}
	if i > 0 && x.Kind == token.Money && l.t[i-1].Nominal() && sums.MatchString(l.t[i-1].ZH) {
		l.put(true, "of", x.EN) // 好处费1.2万元
		return
	}
	if last := len(l.out) - 1; last >= 0 && strings.HasSuffix(x.EN, "%") && i > 0 && revenues.MatchString(l.t[i-1].ZH) {
		l.out[last] = x.EN + " of " + l.out[last] // 年营业额10%
		return
	}
	l.put(l.begun || x.Kind != token.Date, x.EN)
}

// revenues are what fines are a share of.
var revenues = pattern.MustCompile(`(?:营业额|销售额|营收|收入)$`)

// sums end the names of money, in front of how much it is.
var sums = pattern.MustCompile(`(?:费|费用|报酬|佣金|回扣|红包|赃款|罚金|保证金|押金|违法所得|非法所得|欠款|贷款|赔偿金|抚慰金|赔偿款|货款|转账)$`)

// pairs reports the last mark of a list of bodies, or the one between two things, where
// no other word joins them.
func (l *line) pairs(i int) bool {
	n, ok := l.next(i)
	if !ok || i == 0 || n.Kind != token.Known || l.t[i-1].Kind != token.Known || !n.Word.Nominal() || !l.t[i-1].Word.Nominal() {
		return false
	}
	others := l.t[i+1:]
	if n.Word.Kind != "org" || l.t[i-1].Word.Kind != "org" {
		others = append(slices.Clone(l.t[:i]), others...)
	}
	return !slices.ContainsFunc(others, func(x token.Token) bool { return x.Kind == token.Comma || Joining(x) || x.Is("等") })
}

// tails are characters that make a new noun of the one in front of them: 会议周.
var tails = map[string]string{
	"局": "Bureau", "周": "Week", "日": "Day", "月": "Month", "季": "Season", "率": "Rate", "权": "Rights", "费": "Fees", "量": "Volume", "区": "Area",
	"单": "Forms", "站": "Stations", "券": "Vouchers", "卡": "Cards", "链": "Chain", "群": "Groups", "店": "Shops", "馆": "Halls", "厅": "Halls", "厂": "Plants",
	"证": "Certificates", "库": "Repository", "榜": "Rankings", "奖": "Awards", "课": "Courses", "师": "Specialists", "商": "Vendors", "界": "Community",
}

func (l *line) word(i int, x token.Token) {
	w := x.Word
	switch {
	case w.Kind == "adverb" && w.After:
		l.last = append(l.last, x.EN)
	case x.Is("被"):
		// the verb behind it says that it is passive
		if n, ok := l.next(i); !ok || n.Kind != token.Known || n.Word.Base == "" {
			l.put(false, x.EN)
		}
	case i > 0 && l.t[i-1].Is("被") && w.Base != "":
		l.put(true, english.Inflect(w.Base, english.Participle))
	case w.Kind == "adverb":
		l.put(l.begun, x.EN)
	case w.Kind == "verb", w.Base != "" && !l.begun && l.governs(i):
		l.verb(i)
	case x.Is("的"):
	case x.Is("等"):
		l.andOthers(i)
	case w.Kind == "connective":
		l.connective(i, x)
	case x.Is("首批") && i+1 < len(l.t):
		l.put(false, "First Batch of")
	case w.Kind == "place":
		l.put(l.begun, name.Short(x.EN))
	case w.Kind == "doc_type" && i > 0 && l.t[i-1].Is("等") && i+1 == len(l.t):
		l.put(true, english.Plural(x.EN)) // 《数据安全技术 …》等国家标准
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
	case i == 0 || n.Kind != token.Known || !n.Word.Nominal():
	case l.t[i-1].Verb() && woes[n.ZH], l.t[i-1].Kind == token.Unknown, l.t[i-1].Kind == token.Latin, l.t[i-1].Kind == token.Group, l.t[i-1].Kind == token.Known && l.t[i-1].Word.Nominal():
		l.out, l.last = append(l.out, l.last...), nil // which is said of the first only
		l.put(true, "and Other")
	}
}

func (l *line) connective(i int, x token.Token) {
	if n, ok := l.next(i); ok && x.Is("前") && n.Kind == token.Known && (n.Word.Kind == "noun" || n.Word.Kind == "org") && Doer(l.t[len(l.t)-1]) {
		l.put(l.begun, "Former") // 前银行职员
		return
	}
	if n, ok := l.next(i); ok && x.Is("在") && n.Is("境外") && i+2 == len(l.t) {
		return // which is Overseas alone
	}
	l.put(false, x.EN)
}

// leaves puts data that leaves the country behind its leaving.
func (l *line) leaves(i int, x token.Token) bool {
	last := len(l.out) - 1
	switch {
	case i == 0 || i+1 != len(l.t):
		return false
	case x.Is("出境") && last >= 0 && information[l.t[i-1].ZH]:
		l.out[last] = "Outbound Transfer of " + l.out[last] // 重要数据出境
	case leaving[x.ZH] != "" && l.begun && thingAlone(l.t[:i]) && l.t[i-1].Kind == token.Known && doers.MatchString(l.t[i-1].ZH):
		way, what, _ := strings.Cut(leaving[x.ZH], " ")
		l.out = []string{way + " Data " + what + " by " + english.Plural(strings.Join(l.out, " "))} // 汽车企业数据出境
	case leaving[x.ZH] != "" && l.begun && thingAlone(l.t[:i]):
		l.out = []string{leaving[x.ZH] + " of " + strings.Join(l.out, " ") + " Data"} // 地理信息数据出境
	default:
		return false
	}
	return true
}

// deedOf is a deed with its object: "Connecting Free Wi-Fi".
func (r *Rendering) deedOf(t []token.Token) string {
	l := line{r: r, t: t, purpose: true}
	return l.text()
}
