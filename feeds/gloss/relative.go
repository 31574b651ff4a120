package gloss

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/pattern"
)

// What tells of a noun stands before it with 的 between, and behind it in English.

// of joins a modifier to its head: a clause follows the head as it is, an
// adjective stands before it, a noun comes after "of".
func (r *render) of(mod, head []token) string {
	h := r.linear(head)
	first := mod[0]
	if len(mod) > 3 && first.kind == tNumber && doer(mod[1]) {
		if en, ok := r.event(mod); ok {
			return h + " " + linkOf(h) + " the " + en // 60间机构使用人工智能的循规审查
		}
	}
	if len(mod) > 1 && (first.kind == tNumber || first.is("一批")) {
		return r.severalThat(mod, h)
	}
	if n := len(mod) - 1; n > 0 && mod[n].kind == tWord && bringing[mod[n].zh] {
		return r.arising(mod[:n], h)
	}
	if n := len(mod) - 1; n > 0 && mod[n].deed() && byWhom[mod[n].zh] && (doer(mod[n-1]) || mod[n-1].is("晚会")) && !slices.ContainsFunc(mod[:n], token.deed) && prepositions[first.zh] == "" {
		by := mod[:n]
		if first.is("由") {
			by = by[1:]
		}
		if strings.HasPrefix(mod[n].zh, "牵头") {
			return h + " Drafted under the Lead of " + r.thing(by)
		}
		verb := clause{passive: true, verb: mod[n]}
		return r.named(head, r.linear) + " " + r.verb(&verb, "") + " by " + r.thing(by) // 晚会曝光的软件
	}
	if n := len(mod) - 1; n > 0 && (mod[n].is("中") || mod[n].is("里")) && plainThing(mod[:n]) {
		if n > 1 && (strings.HasSuffix(mod[0].zh, "时代") || mod[1].is("时代")) {
			return h + " in " + r.thing(mod[:n]) // 大数据时代政府信息公开中的个人信息保护
		}
		return h + " in the " + r.thing(mod[:n])
	}
	if n := len(mod) - 1; n > 0 && mod[n].is("背后") {
		return h + " Behind " + r.thing(mod[:n])
	}
	if len(mod) == 1 && whose[first.zh] != "" {
		return whose[first.zh] + " " + h
	}
	if en, ok := r.event(mod); ok {
		return h + " " + linkOf(h) + " the " + en // 雇员使用生成式AI的指引
	}
	if len(mod) == 1 && selfContained(first.w.base) {
		return h + " " + inflect(first.w.base, gerund)
	}
	if first.is("对") {
		if en, ok := r.event(mod[1:]); ok {
			return h + " on the " + en
		}
	}
	if len(mod) == 2 && first.verb() && strings.HasPrefix(mod[1].zh, "“") && !spaced(first.w.base) {
		deed := inflect(first.w.base, gerund)
		return deed + " " + objectOfDeed(deed, mod[1].en+" "+h) // 构建“以人为本”的制度
	}
	if en, ok := r.told(mod); ok {
		return h + " " + en
	}
	if en, ok := r.lackingIn(mod); ok && doer(head[len(head)-1]) {
		return h + " with " + en
	}
	m := r.nouns(mod)
	if last := head[len(head)-1]; len(head) > 1 && (first.deed() || first.is("具有")) && last.ofDeed() && !last.verb() && plainThing(head[:len(head)-1]) {
		if noun := last.deedNoun(); noun != "" {
			return noun + " of " + r.linear(head[:len(head)-1]) + " " + m
		}
	}
	switch {
	case first.is("关于") || first.is("对") || first.kind == tWord && first.w.kind == "connective":
		return h + " " + m
	case first.verb() && weighed.MatchString(text(head)):
		return h + " " + linkOf(h) + " " + m // 爬取公开数据的刑事风险
	case first.verb():
		return h + " " + m
	case len(mod) == 1 && first.kind == tWord && !first.w.nominal() || first.kind == tWord && adjectives[first.zh] && !(len(mod) > 1 && mod[1].deed()):
		return m + " " + h
	}
	return h + " of " + m
}

// weighed ends what a deed has or brings about, and does not do itself.
var weighed = pattern.MustCompile(`(?:风险|责任|建议|路径|义务|边界|后果|认定|对策|要点)$`)

// madeBy is a thing with what became of it, behind by whom it was made: 由工信部牵头起草的标准
// 正式发布.
func (r *render) madeBy(t []token) (string, bool) {
	i := slices.IndexFunc(t, func(x token) bool { return x.is("的") })
	if i < 3 || i+1 >= len(t) || !t[0].is("由") || !t[i-1].deed() || modifies(t[i+1:]) {
		return "", false
	}
	by := slices.IndexFunc(t[1:i], token.deed) + 1
	if by < 2 || !doer(t[by-1]) {
		return "", false
	}
	verb := strings.TrimPrefix(strings.TrimPrefix(t[i-1].w.base, "lead the "), "organize the ")
	how := titleCase(inflect(verb, participle)) + " by "
	if strings.HasPrefix(t[by].zh, "牵头") {
		how = "Drafted under the Lead of "
	}
	relative := " " + how + r.thing(t[1:by])
	c, ok := r.clauseOf(t[i+1:])
	if !ok || len(c.subject) == 0 {
		return r.thing(t[i+1:]) + relative, true
	}
	whole, subject := r.say(c), r.topic(c.subject, c.passive || c.verb.done() || c.verb.befallen())
	rest, ok := strings.CutPrefix(whole, subject)
	return subject + relative + rest, ok
}

// byWhom are deeds that tell of what is done, behind who does it.
var byWhom = set("牵头制定 牵头起草 曝光 通报 发布 公布 制定 开发 运营 提供 收集 处理 持有 批准 认可 指定 委托 签署 采集 掌握 控制 使用 保存 点名 认定 发起 主办 侦办 办理 审理 查处 处置 侦破 破获 督办 审结 审查 处理 承办 起诉 公开")

// having verbs tell what a thing has in it.
var having = set("含有 载有 包含 含 涉及 存有 存在 具有")

// bringing verbs stand between a cause and what came of it.
var bringing = set("引发 引起 导致 产生 造成")

// arising is what came of something: 因员工离职引发的纠纷.
func (r *render) arising(cause []token, h string) string {
	of := ""
	if i := slices.IndexFunc(cause, func(x token) bool { return x.is("因") || x.is("由") || x.is("由于") }); i >= 0 && i+1 < len(cause) {
		if i > 0 {
			of = " of " + r.thing(cause[:i])
		}
		cause = cause[i+1:]
	}
	return h + of + " Arising from " + r.cause(cause)
}

// severalThat counts things that do something, or have something: 一批违规收集信息的App.
func (r *render) severalThat(mod []token, h string) string {
	n, deed := mod[0].en, mod[1:]
	if n == "One" || n == "1" {
		n, h = "a", singular(h)
	} else if h == "Man" || h == "Woman" {
		h = pluralOf(h)
	}
	n += " " + h + " "
	if len(deed) == 1 && selfContained(deed[0].w.base) {
		return n + inflect(deed[0].w.base, gerund)
	}
	if how, not := fails[deed[0].zh]; not && len(deed) == 2 && deed[1].deed() && how.tail == "" {
		return n + how.lead + " " + deed[1].w.base // 3家未备案的企业
	}
	if en, ok := r.told(deed); ok {
		return n + en
	}
	if en, ok := r.lackingIn(deed); ok {
		return n + "with " + en
	}
	return n + r.nouns(deed)
}
