package grammar

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds/gloss/chinese"
	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/number"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// countedAt is where the noun stands that the number at i counts, which takes the
// plural; -1 where there is none, or only one of it.
func (l *line) countedAt(i int) int {
	if n := l.t[i]; n.Noun == "Departments" || n.Noun == "Batches" {
		return -1
	}
	j := i + 1
	for ; j < len(l.t); j++ {
		x := l.t[j]
		if x.Kind == token.Latin && j == i+1 {
			continue
		}
		if x.Kind != token.Known || !x.Word.Nominal() && !x.Verb() || x.Done() || j > i+1 && notDone(x) || x.Deed() && Doer(l.t[j-1]) {
			break
		}
	}
	switch last := l.t[j-1]; {
	case last.Kind != token.Known || last.Word.Kind != "noun" && last.Word.Kind != "doc_type" || last.Word.Kind == "noun" && last.Word.Base != "", j < len(l.t) && l.t[j].Kind == token.Unknown:
		return -1
	}
	return j - 1
}

func (l *line) number(i int, x token.Token) {
	if others := l.others(i); others != "" {
		l.put(true, "and", others)
		return
	}
	if j := l.countedAt(i); j > 0 && x.Noun == "Items" && english.Uncounted(l.t[j].EN) {
		l.put(true, x.EN, "Items", "of") // 8条信息
		return
	}
	l.put(true, counted(x, l.t[i+1:], len(l.out) > 0)...)
}

func (l *line) ordinal(i int, x token.Token) {
	n, ok := l.next(i)
	if !ok || !x.Batch || n.Kind != token.Known || i > 0 && l.t[i-1].Kind != token.Date && !l.t[i-1].Verb() {
		l.put(l.begun, x.EN)
		return
	}
	if last := len(l.out) - 1; last >= 0 && l.t[i-1].Kind == token.Date {
		l.out[last] = "the " + x.EN + " of " + l.out[last] // 2022年第七批
		return
	}
	l.put(l.begun, "the", x.EN, "of")
}

// others are the departments that 等四部门 counts beside those named; "" where it is
// no such count.
func (l *line) others(i int) string {
	if i < 2 || !l.t[i-1].Is("等") || l.t[i].Noun != "Departments" {
		return ""
	}
	n := chinese.Number(strings.TrimRight(l.t[i].ZH, "个国家部门委单位"))
	for _, x := range l.t[:i-1] {
		if x.Kind == token.Known && x.Word.Kind == "org" {
			n--
		}
	}
	switch {
	case n == 1:
		return "One Other Department"
	case n > 1:
		return english.Cardinal(n) + " Other Departments"
	}
	return ""
}

// counted renders a number with what it counts.
func counted(x token.Token, rest []token.Token, behind bool) []string {
	if len(rest) > 0 && (rest[0].Kind == token.Known && rest[0].Word.Kind != "connective" && rest[0].Word.Kind != "verb" && rest[0].Word.Kind != "adverb" || rest[0].Kind == token.Unknown || rest[0].Kind == token.Latin) {
		if x.Noun == "Departments" || x.Noun == "People" && strings.HasSuffix(rest[0].EN, " of") {
			return []string{x.EN, x.Noun}
		}
		if x.EN == "One" {
			return []string{"a"}
		}
		return []string{x.EN}
	}
	if len(rest) == 1 && x.Noun == "People" && strings.HasPrefix(rest[0].ZH, "“") {
		return []string{x.EN} // 14名“黑客”
	}
	if len(rest) > 1 && rest[0].Kind == token.Group && rest[1].Kind == token.Known && rest[1].Word.Nominal() {
		return []string{x.EN} // 12名“开盒”团伙成员
	}
	if behind && len(rest) == 0 && x.Noun != "" && !measuresOfTime[x.Noun] {
		return []string{"(" + x.EN, x.Noun + ")"}
	}
	return []string{x.EN, unitOf(x)}
}

// unitOf is what a number counts where no noun follows.
func unitOf(x token.Token) string {
	if x.EN == "One" && x.Noun == "People" {
		return "Person"
	}
	return x.Noun
}

// manyBehind puts in front how many there are of what was done, which headlines have
// behind it: 已建成数据集超3.5万个.
func manyBehind(t []token.Token) []token.Token {
	n := len(t) - 1
	if n < 3 || t[n].Kind != token.Number || t[n].Noun == "People" || strings.HasSuffix(t[n].EN, "%") || t[n-1].Kind != token.Known || !exceeding[t[n-1].ZH] || t[n-2].Kind != token.Known || !t[n-2].Word.Nominal() || measures.MatchString(t[n-2].ZH) {
		return t
	}
	at := slices.IndexFunc(t[:n-1], func(x token.Token) bool { return x.Verb() && achieved[x.ZH] })
	if at < 0 || at+2 > n-1 || slices.ContainsFunc(t[at+1:n-1], func(x token.Token) bool { return x.Verb() && achieved[x.ZH] || x.Is("的") }) {
		return t
	}
	how := t[n]
	if how.EN = "More Than " + strings.TrimPrefix(how.EN, "More Than "); t[n-1].Is("达") || t[n-1].Is("达到") {
		how.EN = t[n].EN
	}
	return slices.Concat(t[:at+1], []token.Token{how}, t[at+1:n-1])
}

// exceeding stand before such a number, achieved are verbs of what was counted.
var (
	exceeding = lexicon.Set("超 超过 突破 逾 达 达到")
	achieved  = lexicon.Set("建成 建设 培育 发布 查处 破获 侦破 下架 处置 清理 拦截 封堵 关闭 约谈 通报 办理 受理 审结 起诉 完成 汇聚 归集 开放 推出 倒卖 出售 贩卖 窃取 泄露 获取 收集 发放 新增 登记 备案 整改 检测 检查 打造 形成 接入 抓获 打掉 捣毁 端掉 抓捕 查获 缴获")
)

// measures end what rises and falls by itself.
var measures = pattern.MustCompile(`(?:数|量|额|率|值|度|水平|规模|资金|收入|时长)$`)

// What so many people have, who are somebody's: 推特5.4亿用户数据 is "Data of 540 Million
// Twitter Users".

// whoseData are people with what is known of them, in one term or in two.
var whoseData = pattern.MustCompile(`^(用户|客户|会员|乘客|旅客|住客|学生|考生|员工|患者|居民|公民|车主|消费者|网民|股民|老人|选民|投保人|求职者|家长|业主)(个人信息|个人数据|数据|信息|资料|账号|密码|照片|简历|病历)(外泄|泄露|泄漏)?$`)

// largeNumber is how many people there are, in English.
var largeNumber = pattern.MustCompile(`(?:Million|Billion|,000)$`)

// ofMany reads such a thing: how many tokens, and the noun that it is.
func (r *Rendering) ofMany(p token.Placed) (int, token.Token) {
	in, i := p.In, p.I
	n, owner, bound := i, "", ""
	if n+2 < len(in) && i == 0 && ownsUsers(in[n]) && (in[n+1].Kind == token.Number || bounded(in[n+1]) != "") {
		owner, n = in[n].EN+" ", n+1
	}
	if bounded(in[n]) != "" {
		bound, n = bounded(in[n])+" ", n+1
	}
	if n+1 >= len(in) || in[n].Kind != token.Number || in[n].Noun != "" && in[n].Noun != "People" || !largeNumber.MatchString(in[n].EN) {
		return 0, token.Token{}
	}
	zh, size := in[n+1].ZH, n+2-i
	if n+2 < len(in) && in[n+2].Kind == token.Known && !whoseData.MatchString(zh) {
		zh, size = zh+in[n+2].ZH, size+1
	}
	m := whoseData.FindStringSubmatch(zh)
	if m == nil || in[n+1].Kind != token.Known {
		return 0, token.Token{}
	}
	who, what := r.wordOf(m[1]), r.wordOf(m[2])
	if who.Kind != token.Known || what.Kind != token.Known || i+size < len(in) && in[i+size].Nominal() && in[i+size].Word.Base == "" {
		return 0, token.Token{}
	}
	en := english.Plural(what.EN) + " of " + bound + strings.TrimPrefix(in[n].EN, bound) + " " + owner + english.Plural(who.EN)
	if end := i + size; end+1 == len(in) && m[3] == "" && leaking[in[end].ZH] {
		m[3], size = in[end].ZH, size+1
	}
	if m[3] != "" {
		en = "Leakage of " + en
	}
	return size, token.Token{Kind: token.Known, ZH: Text(in[i : i+size]), EN: en, Word: token.Word{EN: en, Kind: "noun"}}
}

// ownsUsers reports a brand, where a kind of body would own no users by its name.
func ownsUsers(t token.Token) bool {
	return t.Kind == token.Latin || t.Kind == token.Known && (t.Word.Kind == "noun" || t.Word.Kind == "org") && t.Word.Base == "" && !doers.MatchString(t.ZH) && !people[t.ZH] && !carriers[t.ZH] && !actors[t.ZH]
}

// bounded is the English of a word for a number that is not exact, "" of any other.
func bounded(t token.Token) string {
	c, size := utf8.DecodeRuneInString(t.ZH)
	if size != len(t.ZH) || t.Kind == token.Number {
		return ""
	}
	return number.About(c)
}
