package gloss

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds/gloss/chinese"
	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// countedAt is where the noun stands that the number at i counts, which takes the
// plural; -1 where there is none, or only one of it.
func (l *line) countedAt(i int) int {
	if n := l.t[i]; n.noun == "Departments" || n.noun == "Batches" {
		return -1
	}
	j := i + 1
	for ; j < len(l.t); j++ {
		x := l.t[j]
		if x.kind == tLatin && j == i+1 {
			continue
		}
		if x.kind != tWord || !x.w.nominal() && !x.verb() || x.done() || j > i+1 && notDone(x) || x.deed() && doer(l.t[j-1]) {
			break
		}
	}
	switch last := l.t[j-1]; {
	case last.kind != tWord || last.w.kind != "noun" && last.w.kind != "doc_type" || last.w.kind == "noun" && last.w.base != "", j < len(l.t) && l.t[j].kind == tUnknown:
		return -1
	}
	return j - 1
}

func (l *line) number(i int, x token) {
	if others := l.others(i); others != "" {
		l.put(true, "and", others)
		return
	}
	if j := l.countedAt(i); j > 0 && x.noun == "Items" && english.Uncounted(l.t[j].en) {
		l.put(true, x.en, "Items", "of") // 8条信息
		return
	}
	l.put(true, counted(x, l.t[i+1:], len(l.out) > 0)...)
}

func (l *line) ordinal(i int, x token) {
	n, ok := l.next(i)
	if !ok || !x.batch || n.kind != tWord || i > 0 && l.t[i-1].kind != tDate && !l.t[i-1].verb() {
		l.put(l.begun, x.en)
		return
	}
	if last := len(l.out) - 1; last >= 0 && l.t[i-1].kind == tDate {
		l.out[last] = "the " + x.en + " of " + l.out[last] // 2022年第七批
		return
	}
	l.put(l.begun, "the", x.en, "of")
}

// others are the departments that 等四部门 counts beside those named; "" where it is
// no such count.
func (l *line) others(i int) string {
	if i < 2 || !l.t[i-1].is("等") || l.t[i].noun != "Departments" {
		return ""
	}
	n := chinese.Number(strings.TrimRight(l.t[i].zh, "个国家部门委单位"))
	for _, x := range l.t[:i-1] {
		if x.kind == tWord && x.w.kind == "org" {
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
func counted(x token, rest []token, behind bool) []string {
	if len(rest) > 0 && (rest[0].kind == tWord && rest[0].w.kind != "connective" && rest[0].w.kind != "verb" && rest[0].w.kind != "adverb" || rest[0].kind == tUnknown || rest[0].kind == tLatin) {
		if x.noun == "Departments" || x.noun == "People" && strings.HasSuffix(rest[0].en, " of") {
			return []string{x.en, x.noun}
		}
		if x.en == "One" {
			return []string{"a"}
		}
		return []string{x.en}
	}
	if len(rest) == 1 && x.noun == "People" && strings.HasPrefix(rest[0].zh, "“") {
		return []string{x.en} // 14名“黑客”
	}
	if len(rest) > 1 && rest[0].kind == tGroup && rest[1].kind == tWord && rest[1].w.nominal() {
		return []string{x.en} // 12名“开盒”团伙成员
	}
	if behind && len(rest) == 0 && x.noun != "" && !measuresOfTime[x.noun] {
		return []string{"(" + x.en, x.noun + ")"}
	}
	return []string{x.en, unitOf(x)}
}

// unitOf is what a number counts where no noun follows.
func unitOf(x token) string {
	if x.en == "One" && x.noun == "People" {
		return "Person"
	}
	return x.noun
}

// manyBehind puts in front how many there are of what was done, which headlines have
// behind it: 已建成数据集超3.5万个.
func manyBehind(t []token) []token {
	n := len(t) - 1
	if n < 3 || t[n].kind != tNumber || t[n].noun == "People" || strings.HasSuffix(t[n].en, "%") || t[n-1].kind != tWord || !exceeding[t[n-1].zh] || t[n-2].kind != tWord || !t[n-2].w.nominal() || measures.MatchString(t[n-2].zh) {
		return t
	}
	at := slices.IndexFunc(t[:n-1], func(x token) bool { return x.verb() && achieved[x.zh] })
	if at < 0 || at+2 > n-1 || slices.ContainsFunc(t[at+1:n-1], func(x token) bool { return x.verb() && achieved[x.zh] || x.is("的") }) {
		return t
	}
	how := t[n]
	if how.en = "More Than " + strings.TrimPrefix(how.en, "More Than "); t[n-1].is("达") || t[n-1].is("达到") {
		how.en = t[n].en
	}
	return slices.Concat(t[:at+1], []token{how}, t[at+1:n-1])
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
func (r *render) ofMany(p placed) (int, token) {
	in, i := p.in, p.i
	n, owner, bound := i, "", ""
	if n+2 < len(in) && i == 0 && ownsUsers(in[n]) && (in[n+1].kind == tNumber || bounded(in[n+1]) != "") {
		owner, n = in[n].en+" ", n+1
	}
	if bounded(in[n]) != "" {
		bound, n = bounded(in[n])+" ", n+1
	}
	if n+1 >= len(in) || in[n].kind != tNumber || in[n].noun != "" && in[n].noun != "People" || !largeNumber.MatchString(in[n].en) {
		return 0, token{}
	}
	zh, size := in[n+1].zh, n+2-i
	if n+2 < len(in) && in[n+2].kind == tWord && !whoseData.MatchString(zh) {
		zh, size = zh+in[n+2].zh, size+1
	}
	m := whoseData.FindStringSubmatch(zh)
	if m == nil || in[n+1].kind != tWord {
		return 0, token{}
	}
	who, what := r.wordOf(m[1]), r.wordOf(m[2])
	if who.kind != tWord || what.kind != tWord || i+size < len(in) && in[i+size].nominalWord() && in[i+size].w.base == "" {
		return 0, token{}
	}
	en := english.Plural(what.en) + " of " + bound + strings.TrimPrefix(in[n].en, bound) + " " + owner + english.Plural(who.en)
	if end := i + size; end+1 == len(in) && m[3] == "" && leaking[in[end].zh] {
		m[3], size = in[end].zh, size+1
	}
	if m[3] != "" {
		en = "Leakage of " + en
	}
	return size, token{kind: tWord, zh: text(in[i : i+size]), en: en, w: word{en: en, kind: "noun"}}
}

// ownsUsers reports a brand, where a kind of body would own no users by its name.
func ownsUsers(t token) bool {
	return t.kind == tLatin || t.kind == tWord && (t.w.kind == "noun" || t.w.kind == "org") && t.w.base == "" && !doers.MatchString(t.zh) && !people[t.zh] && !carriers[t.zh] && !actors[t.zh]
}

// bounded is the English of a word for a number that is not exact, "" of any other.
func bounded(t token) string {
	c, size := utf8.DecodeRuneInString(t.zh)
	if size != len(t.zh) || t.kind == tNumber {
		return ""
	}
	return about[c]
}
