package gloss

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// rest is what English puts behind the verb.
func (r *render) rest(c clause) []string {
	var out, last []string
	for _, f := range c.fronted {
		if c.proper(f) {
			whom, over := affected(f.of, c.verb.zh)
			out = append(out, r.thing(whom))
			if len(over) > 0 {
				last = append(last, "over", r.offence(over))
			}
		}
	}
	if base := c.verb.w.base; len(c.object) > 0 && c.taking() && spaced(base) {
		out = append(out, base[strings.LastIndexByte(base, ' ')+1:])
	}
	if link := arrivals[c.verb.zh]; link != "" && c.taking() && len(c.object) > 0 && plainThing(c.object) && destined[c.object[0].zh] == "" && !spaced(c.verb.w.base) {
		out = append(out, link) // 误将资料上传云端
	}
	if len(c.object) > 0 {
		out = append(out, r.complement(c))
	}
	if (len(c.object) > 0 || c.taking()) && !c.passive {
		last = append(last, tailOf(c.verb.w.base))
	}
	out = append(out, last...)
	if slices.ContainsFunc(c.fronted, fronted.overseas) {
		out = append(out, "overseas")
	}
	if len(c.agent) > 0 {
		out = append(out, "by", r.thing(c.agent))
	}
	var grounds []string // which stand behind whom the deed is done to
	for _, x := range c.adverbs {
		switch {
		case x.kind != tWord || !x.w.after || timeNouns[x.zh] != "" || c.crowded(x):
		case strings.HasPrefix(x.en, "on the Grounds of "):
			grounds = append(grounds, x.en)
		default:
			out = append(out, x.en)
		}
	}
	for _, first := range []bool{true, false} { // whom before what it is over
		for _, f := range c.fronted {
			if !c.proper(f) && !f.overseas() && (f.prep == "对" || f.prep == "向") == first {
				out = append(out, r.behindVerb(&c, f)...)
			}
		}
	}
	return append(append(out, grounds...), c.whenAndWhere()...)
}

// overseas reports where something goes without a preposition.
func (f fronted) overseas() bool { return (f.prep == "向" || f.prep == "在") && abroad[text(f.of)] }

// behindVerb is a fronted phrase that is no object, with its English preposition.
func (r *render) behindVerb(c *clause, f fronted) []string {
	link := c.linkTo(f)
	if f.prep == "因" {
		return []string{link, r.cause(f.of)}
	}
	if f.prep == "就" || f.prep == "围绕" {
		f.of = withoutState(f.of)
	}
	whom, over := affected(f.of, c.verb.zh)
	if len(over) > 0 && f.prep == "就" && toward[c.verb.zh] == "-" {
		return []string{r.thing(whom), "over", r.offence(over)} // 就经纪商违规行为处以罚款
	}
	if len(over) > 0 {
		return []string{link, r.thing(whom), "over", r.offence(over)}
	}
	if party, ok := r.doing(whom, false); ok && happened[whom[len(whom)-1].zh] == "" {
		return []string{link, party} // 就平台错误披露资料完成调查
	}
	what := r.thing(whom)
	if strings.HasPrefix(what, "incident of") || strings.HasPrefix(what, "case of") {
		what = "the " + what
	}
	return []string{link, what}
}

// withoutState takes off words for how something stands, which say nothing: 有关情况.
func withoutState(t []token) []token {
	for n := len(t) - 1; n > 1 && standsHow.MatchString(t[n].zh); n-- {
		t = t[:n]
	}
	return t
}

var standsHow = pattern.MustCompile(`^(?:有关|相关)?(?:情况|问题|事项|工作)?$`)

// endured tells what becomes of one by no doing of an authority, for which nobody is blamed.
var endured = lexicon.Set("被黑 遭黑 被入侵 被攻击 被盗 黑 入侵 攻击 遭受 遭遇 遭 受到 受 受损 损失 中断 瘫痪 停产 停业 停运 停摆 关闭 暴露 泄露 外泄 延误 破产 倒闭 丢失 死亡")

// apologizing verbs are done to somebody for something.
var apologizing = pattern.MustCompile(`(?:道歉|致歉)$`)

// audited ends a work that is done to somebody, and not about him.
var audited = pattern.MustCompile(`(?:审计|检测|测评|抽查|核查)$`)

// linkTo is the preposition of a fronted phrase, which the verb may choose.
func (c *clause) linkTo(f fronted) string {
	to := toward[c.verb.zh]
	switch {
	case f.prep == "因" && endured[c.verb.zh]:
		return "due to"
	case f.prep == "就" && toward[c.verb.zh] == "to" && apologizing.MatchString(c.verb.zh):
		return "for"
	case f.prep == "就" && slices.ContainsFunc(c.fronted, func(f fronted) bool { return f.prep == "对" || f.prep == "向" }):
		return "over"
	case f.prep == "对" && to == "into" && len(c.object) > 0 && audited.MatchString(c.object[len(c.object)-1].zh):
		return "of" // 对两家企业启动合规审计
	case f.prep == "就" && (to == "-" || to == "against"):
		return "over"
	case f.prep == "向" && c.verb.is("送达"):
		return "on"
	case f.prep == "对" && c.verb.is("作出") && !judged(c.object):
		return "on"
	case (f.prep == "对" || f.prep == "就") && inquires(c.object):
		return "into"
	case f.prep == "就" && to == "into" && consults(c.object):
		return "on" // 就指引展开公众咨询
	case to != "" && (f.prep == "对" || f.prep == "就" && to == "into"):
		return to
	}
	return prepositions[f.prep]
}

// whenAndWhere are the dates and places among the adverbs.
func (c *clause) whenAndWhere() (out []string) {
	for i, x := range c.adverbs {
		switch {
		case x.kind == tDate && i > 0 && timeNouns[c.adverbs[i-1].zh] != "":
			out = append(out, dated(x.en), strings.TrimPrefix(timeNouns[c.adverbs[i-1].zh], "from "))
		case x.kind == tDate:
			out = append(out, dated(x.en))
		case timeNouns[x.zh] != "":
			if i+1 >= len(c.adverbs) || c.adverbs[i+1].kind != tDate {
				out = append(out, timeNouns[x.zh])
			}
		case x.w.kind == "place", x.w.kind == "noun" && i > 0 && c.adverbs[i-1].is("在"):
			if x.is("境外") {
				out = append(out, "overseas")
				continue
			}
			where := "in"
			if strings.HasSuffix(x.zh, "平台") || strings.HasSuffix(x.zh, "网站") {
				where = "on"
			}
			out = append(out, where, short(x.en))
		}
	}
	return out
}

// taking reports 把 or 将 with the object in front of the verb.
func (c *clause) taking() bool {
	return slices.ContainsFunc(c.fronted, func(f fronted) bool { return f.prep == "把" })
}

// judged reports an object that a court makes.
func judged(t []token) bool {
	return len(t) > 0 && strings.ContainsAny(t[len(t)-1].zh, "判裁")
}

// crowded reports an object with a verb of its own, behind which "without consent"
// would seem to go with that.
func (c *clause) crowded(adverb token) bool {
	return strings.HasPrefix(adverb.en, "without ") && slices.ContainsFunc(c.object, token.verb)
}

// proper reports whether a fronted phrase holds the object proper.
func (c *clause) proper(f fronted) bool {
	return f.prep == "把" || f.prep == "对" && toward[c.verb.zh] == "-"
}

// dated gives a date its preposition.
func dated(en string) string {
	switch {
	case strings.HasSuffix(en, " ago"), strings.HasPrefix(en, "from "), strings.HasPrefix(en, "since "), strings.HasPrefix(en, "by "), strings.HasPrefix(en, "as of "):
		return en
	case en[0] >= '0' && en[0] <= '9' && strings.Contains(en, " "):
		return "on " + en
	}
	return "in " + en
}

// affected parts whom a sanction hits from what for: 对一公司数据安全违规发出监管函.
func affected(t []token, verb string) (whom, over []token) {
	if toward[verb] == "" || modifies(t) || slices.ContainsFunc(t, func(x token) bool { return x.is("遭") || x.befallen() }) || incident.MatchString(t[len(t)-1].zh) && (!slices.ContainsFunc(t, token.deed) || toldOfDoer(t[:len(t)-1])) || doer(t[len(t)-1]) && (t[len(t)-1].kind != tGroup || !slices.ContainsFunc(t, token.deed)) {
		return t, nil
	}
	for i := 0; i+1 < len(t); i++ {
		if x := t[i]; (x.kind == tLatin || x.kind == tWord && (x.w.kind == "org" || doers.MatchString(x.zh))) && (t[i+1].deed() || t[i+1].kind == tWord && (t[i+1].w.kind == "adverb" || illegally[t[i+1].zh] != "")) {
			return t[:i+1], t[i+1:]
		}
	}
	for i := len(t) - 2; i >= 0; i-- {
		if x := t[i]; x.kind == tWord && (x.w.kind == "org" || doers.MatchString(x.zh)) && (t[i+1].kind == tWord || t[i+1].kind == tGroup) {
			return t[:i+1], t[i+1:]
		}
	}
	return t, nil
}

// toldOfDoer reports one who did something, and what.
func toldOfDoer(t []token) bool {
	_, at := doerAt(t, false)
	return at > 0
}

// incident ends the name of what happened to somebody.
var incident = pattern.MustCompile(`(?:事件|事故)$`)

// offence renders what a sanction is for.
func (r *render) offence(t []token) string {
	if len(t) == 1 && illegally[t[0].zh] != "" {
		return "Violations"
	}
	if len(t) == 1 && t[0].deed() && t[0].w.noun != "" {
		return t[0].w.noun // 实施垄断行为
	}
	if illegally[t[len(t)-1].zh] != "" {
		return r.nouns(t)
	}
	return r.cause(t)
}

// cause renders why something befell the subject: a deed or a thing.
func (r *render) cause(t []token) string { return r.act(text(t)) }

// text is the Chinese of tokens.
func text(t []token) string {
	var b strings.Builder
	for _, x := range t {
		b.WriteString(x.zh)
	}
	return b.String()
}

// consults reports an object that others are asked or talked to in.
func consults(t []token) bool {
	return len(t) > 0 && consulting.MatchString(t[len(t)-1].zh)
}

var consulting = pattern.MustCompile(`(?:咨询|征询|磋商|谈判|讨论|对话|合作|交流|研讨)$`)

// inquires reports an object that is an inquiry: 开展执法调查.
func inquires(t []token) bool {
	return len(t) > 0 && strings.HasSuffix(t[len(t)-1].zh, "调查")
}
