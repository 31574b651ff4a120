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

// rest is what English puts behind the verb.
func (r *Rendering) rest(c clause) []string {
	var out, last []string
	for _, f := range c.fronted {
		if c.proper(f) {
			whom, over := affected(f.of, c.verb.ZH)
			out = append(out, r.Thing(whom))
			if len(over) > 0 {
				last = append(last, "over", r.offence(over))
			}
		}
	}
	if base := c.verb.Word.Base; len(c.object) > 0 && c.taking() && english.Spaced(base) {
		out = append(out, base[strings.LastIndexByte(base, ' ')+1:])
	}
	if link := arrivals[c.verb.ZH]; link != "" && c.taking() && len(c.object) > 0 && plainThing(c.object) && destined[c.object[0].ZH] == "" && !english.Spaced(c.verb.Word.Base) {
		out = append(out, link) // 误将资料上传云端
	}
	if len(c.object) > 0 {
		out = append(out, r.complement(c))
	}
	if (len(c.object) > 0 || c.taking()) && !c.passive {
		last = append(last, english.TailOf(c.verb.Word.Base))
	}
	out = append(out, last...)
	if slices.ContainsFunc(c.fronted, fronted.overseas) {
		out = append(out, "overseas")
	}
	if len(c.agent) > 0 {
		out = append(out, "by", r.Thing(c.agent))
	}
	var grounds []string // which stand behind whom the deed is done to
	for _, x := range c.adverbs {
		switch {
		case x.Kind != token.Known || !x.Word.After || timeNouns[x.ZH] != "" || c.crowded(x):
		case strings.HasPrefix(x.EN, "on the Grounds of "):
			grounds = append(grounds, x.EN)
		default:
			out = append(out, x.EN)
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
func (f fronted) overseas() bool { return (f.prep == "向" || f.prep == "在") && abroad[Text(f.of)] }

// behindVerb is a fronted phrase that is no object, with its English preposition.
func (r *Rendering) behindVerb(c *clause, f fronted) []string {
	link := c.linkTo(f)
	if f.prep == "因" {
		return []string{link, r.cause(f.of)}
	}
	if f.prep == "就" || f.prep == "围绕" {
		f.of = withoutState(f.of)
	}
	whom, over := affected(f.of, c.verb.ZH)
	if len(over) > 0 && f.prep == "就" && toward[c.verb.ZH] == "-" {
		return []string{r.Thing(whom), "over", r.offence(over)} // 就经纪商违规行为处以罚款
	}
	if len(over) > 0 {
		return []string{link, r.Thing(whom), "over", r.offence(over)}
	}
	if party, ok := r.Doing(whom, false); ok && happened[whom[len(whom)-1].ZH] == "" {
		return []string{link, party} // 就平台错误披露资料完成调查
	}
	what := r.Thing(whom)
	if strings.HasPrefix(what, "incident of") || strings.HasPrefix(what, "case of") {
		what = "the " + what
	}
	return []string{link, what}
}

// withoutState takes off words for how something stands, which say nothing: 有关情况.
func withoutState(t []token.Token) []token.Token {
	for n := len(t) - 1; n > 1 && standsHow.MatchString(t[n].ZH); n-- {
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
	to := toward[c.verb.ZH]
	switch {
	case f.prep == "因" && endured[c.verb.ZH]:
		return "due to"
	case f.prep == "就" && toward[c.verb.ZH] == "to" && apologizing.MatchString(c.verb.ZH):
		return "for"
	case f.prep == "就" && slices.ContainsFunc(c.fronted, func(f fronted) bool { return f.prep == "对" || f.prep == "向" }):
		return "over"
	case f.prep == "对" && to == "into" && len(c.object) > 0 && audited.MatchString(c.object[len(c.object)-1].ZH):
		return "of" // 对两家企业启动合规审计
	case f.prep == "就" && (to == "-" || to == "against"):
		return "over"
	case f.prep == "向" && c.verb.Is("送达"):
		return "on"
	case f.prep == "对" && c.verb.Is("作出") && !judged(c.object):
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
		case x.Kind == token.Date && i > 0 && timeNouns[c.adverbs[i-1].ZH] != "":
			out = append(out, dated(x.EN), strings.TrimPrefix(timeNouns[c.adverbs[i-1].ZH], "from "))
		case x.Kind == token.Date:
			out = append(out, dated(x.EN))
		case timeNouns[x.ZH] != "":
			if i+1 >= len(c.adverbs) || c.adverbs[i+1].Kind != token.Date {
				out = append(out, timeNouns[x.ZH])
			}
		case x.Word.Kind == "place", x.Word.Kind == "noun" && i > 0 && c.adverbs[i-1].Is("在"):
			if x.Is("境外") {
				out = append(out, "overseas")
				continue
			}
			where := "in"
			if strings.HasSuffix(x.ZH, "平台") || strings.HasSuffix(x.ZH, "网站") {
				where = "on"
			}
			out = append(out, where, name.Short(x.EN))
		}
	}
	return out
}

// taking reports 把 or 将 with the object in front of the verb.
func (c *clause) taking() bool {
	return slices.ContainsFunc(c.fronted, func(f fronted) bool { return f.prep == "把" })
}

// judged reports an object that a court makes.
func judged(t []token.Token) bool {
	return len(t) > 0 && strings.ContainsAny(t[len(t)-1].ZH, "判裁")
}

// crowded reports an object with a verb of its own, behind which "without consent"
// would seem to go with that.
func (c *clause) crowded(adverb token.Token) bool {
	return strings.HasPrefix(adverb.EN, "without ") && slices.ContainsFunc(c.object, token.Token.Verb)
}

// proper reports whether a fronted phrase holds the object proper.
func (c *clause) proper(f fronted) bool {
	return f.prep == "把" || f.prep == "对" && toward[c.verb.ZH] == "-"
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
func affected(t []token.Token, verb string) (whom, over []token.Token) {
	if toward[verb] == "" || Modifies(t) || slices.ContainsFunc(t, func(x token.Token) bool { return x.Is("遭") || x.Befallen() }) || incident.MatchString(t[len(t)-1].ZH) && (!slices.ContainsFunc(t, token.Token.Deed) || toldOfDoer(t[:len(t)-1])) || Doer(t[len(t)-1]) && (t[len(t)-1].Kind != token.Group || !slices.ContainsFunc(t, token.Token.Deed)) {
		return t, nil
	}
	for i := 0; i+1 < len(t); i++ {
		if x := t[i]; (x.Kind == token.Latin || x.Kind == token.Known && (x.Word.Kind == "org" || doers.MatchString(x.ZH))) && (t[i+1].Deed() || t[i+1].Kind == token.Known && (t[i+1].Word.Kind == "adverb" || illegally[t[i+1].ZH] != "")) {
			return t[:i+1], t[i+1:]
		}
	}
	for i := len(t) - 2; i >= 0; i-- {
		if x := t[i]; x.Kind == token.Known && (x.Word.Kind == "org" || doers.MatchString(x.ZH)) && (t[i+1].Kind == token.Known || t[i+1].Kind == token.Group) {
			return t[:i+1], t[i+1:]
		}
	}
	return t, nil
}

// toldOfDoer reports one who did something, and what.
func toldOfDoer(t []token.Token) bool {
	_, at := DoerAt(t, false)
	return at > 0
}

// incident ends the name of what happened to somebody.
var incident = pattern.MustCompile(`(?:事件|事故)$`)

// offence renders what a sanction is for.
func (r *Rendering) offence(t []token.Token) string {
	if len(t) == 1 && illegally[t[0].ZH] != "" {
		return "Violations"
	}
	if len(t) == 1 && t[0].Deed() && t[0].Word.Noun != "" {
		return t[0].Word.Noun // 实施垄断行为
	}
	if illegally[t[len(t)-1].ZH] != "" {
		return r.nouns(t)
	}
	return r.cause(t)
}

// cause renders why something befell the subject: a deed or a thing.
func (r *Rendering) cause(t []token.Token) string { return r.Act(Text(t)) }

// Text is the Chinese of tokens.
func Text(t []token.Token) string {
	var b strings.Builder
	for _, x := range t {
		b.WriteString(x.ZH)
	}
	return b.String()
}

// consults reports an object that others are asked or talked to in.
func consults(t []token.Token) bool {
	return len(t) > 0 && consulting.MatchString(t[len(t)-1].ZH)
}

var consulting = pattern.MustCompile(`(?:咨询|征询|磋商|谈判|讨论|对话|合作|交流|研讨)$`)

// inquires reports an object that is an inquiry: 开展执法调查.
func inquires(t []token.Token) bool {
	return len(t) > 0 && strings.HasSuffix(t[len(t)-1].ZH, "调查")
}
