package grammar

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/token"
)

// clauses are the forms of a clause by its words.
var clauses []form[[]token.Token]

func init() {
	clauses = []form[[]token.Token]{
		{"deed besides", "平台应当落实真实身份信息认证，并建立用户个人信息保护制度", nil, (*Rendering).besideThat},
		{"refusing", "拒绝支付赎金", nil, (*Rendering).refusing},
		{"never", "切勿泄露验证码", nil, (*Rendering).neverDo},
		{"done to many", "起诉1.9万人", nil, (*Rendering).doneToMany},
		{"against acts", "打击窃取、出售、非法提供个人信息行为", nil, (*Rendering).againstActs},
		{"question", "删除权如何行使？", nil, func(r *Rendering, t []token.Token) (string, bool) { return shaped(r, questions, t) }},
		{"letting", "让消费者放心使用App", nil, (*Rendering).letting},
		{"case told", "胡某等非法获取公民个人信息案", nil, (*Rendering).caseTold},
		{"afterwards", "女子网购后接到诈骗电话", nil, (*Rendering).afterwards},
		{"made by", "由工信部组织编制的数据安全指南正式发布", nil, (*Rendering).madeBy},
		{"sentence", "检察院已批捕", nil, (*Rendering).sentence},
		{"after a deed", "最高法发布民法典颁布后人格权司法保护典型民事案例", nil, (*Rendering).behindDeed},
		{"those who may", "提供智能对话等服务的应进行显著标识", nil, (*Rendering).those},
		{"event", "专家谈“平台泄露用户信息事件”", nil, (*Rendering).eventNamed},
		{"required of them", "网信办约谈某平台，要求暂停新用户注册7天", nil, (*Rendering).requiredOfThem},
		{"demanded", "检察机关提起民事公益诉讼，要求赔偿20万元", nil, (*Rendering).demanded},
		{"required thing", "要求一个月内改善", nil, (*Rendering).requiredThing},
		{"ordered to be mended", "责令限期整改过度索权问题", nil, (*Rendering).orderedMended},
		{"bid", "工信部：严禁App强制索权", nil, (*Rendering).bid},
		{"doer and deed", "教育类App违规收集信息", nil, (*Rendering).doerTold},
	}
}

// Clause renders one clause: one that headlines word so, a subject with its verb, or a noun
// phrase.
func (r *Rendering) Clause(s string) string {
	rowed := r.Signs.Rowed
	t := r.Segment(s)
	rowed = r.Signs.Rowed - rowed
	if len(t) == 0 {
		return "" // a mark without its other half
	}
	if en, ok := r.worded(headlines, s); ok {
		return en
	}
	r.Signs.Rowed += rowed // rows in brackets weigh double where no form tells what they are to the rest
	t = manyBehind(t)
	if en, ok := shaped(r, clauses, t); ok {
		return en
	}
	return r.Thing(t)
}

// besideThat is one more deed of whom the clause before told.
func (r *Rendering) besideThat(t []token.Token) (string, bool) {
	if !t[0].Is("并") && !t[0].Is("并且") || len(t) < 3 || !t[1].Deed() {
		return "", false
	}
	return r.Clause(Text(t[1:])), true
}

// refusing is what somebody of whom the clause before told does not do, or agrees to do.
func (r *Rendering) refusing(t []token.Token) (string, bool) {
	if r.Inside || r.aside || len(t) < 3 || !t[0].Verb() || !strings.HasSuffix(beforeDeed[t[0].ZH], " to") || Modifies(t) {
		return "", false
	}
	c := clause{verb: t[0], object: t[1:]}
	if en, ok := r.deniedDoing(c); ok {
		return english.Inflect(strings.TrimSuffix(beforeDeed[t[0].ZH], " to"), english.Gerund) + " " + en, true
	}
	if !t[1].Verb() {
		return "", false
	}
	en, ok := r.doingNext(c)
	return english.Inflect(beforeDeed[t[0].ZH], english.Gerund) + " " + en, ok
}

// neverDo is what nobody should do.
func (r *Rendering) neverDo(t []token.Token) (string, bool) {
	if !nevers[t[0].ZH] || !t[0].Is("切勿") && !strings.HasSuffix(t[0].ZH, "勿") || len(t) < 2 || r.Inside {
		return "", false
	}
	i := slices.IndexFunc(t[1:min(3, len(t))], token.Token.Deed) + 1
	if i == 0 || i > 1 && t[1].Word.Kind != "adverb" && deedAdverbs[t[1].ZH] == "" {
		return "Never " + r.Thing(t[1:]), true
	}
	tail := english.TailOf(t[i].Word.Base)
	return strings.TrimSpace("Do Not " + strings.Join(r.adverbsOf(t[1:i]), " ") + " " + strings.TrimSuffix(t[i].Word.Base, tail) + " " + r.named(t[i+1:], r.predicate) + tail), true
}

// doneToMany is what was done to so many, or was done already, told by two words alone:
// 拘捕32人, 已刑拘.
func (r *Rendering) doneToMany(t []token.Token) (string, bool) {
	if len(t) == 3 && when(t[0]) {
		en, ok := r.doneToMany(t[1:])
		return en + " " + timeNouns[t[0].ZH], ok && timeNouns[t[0].ZH] != "" // 去年起诉七千余人
	}
	if len(t) != 2 || !t[1].Verb() && (!t[0].Verb() || english.Spaced(t[0].Word.Base) || t[1].Kind != token.Number) {
		return "", false
	}
	done, many := t[0], t[1].EN+" "+t[1].Noun+" "
	switch t[1].Noun {
	case "Cases":
		if !achieved[done.ZH] {
			return "", false
		}
	case "People", "Apps", "Companies":
		if causing[done.ZH] != "" && causing[done.ZH] != "for" {
			return "", false
		}
	default:
		if done, many = t[1], ""; !t[0].Is("已") && !t[0].Is("均已") || doneTo[done.ZH] == "" && !strings.HasSuffix(done.Word.Base, " detain") {
			return "", false
		}
	}
	return many + passive(auxiliary{}, done.Word.Base, done.ZH, "", true), true
}

// againstActs is what is done against several acts: 打击窃取、出售个人信息行为.
func (r *Rendering) againstActs(t []token.Token) (string, bool) {
	if len(t) < 4 || !t[0].Deed() || !againstActs[t[0].ZH] || !slices.ContainsFunc(t, func(x token.Token) bool { return strings.Contains(x.ZH, "、") }) {
		return "", false
	}
	en, ok := r.acts(Text(t[1:]))
	if t[0].Is("涉嫌") {
		return t[0].EN + " " + en, ok
	}
	return english.Inflect(t[0].Word.Base, english.Gerund) + " " + en, ok
}

// afterwards is what somebody does after another deed: 女子网购后接到诈骗电话.
func (r *Rendering) afterwards(t []token.Token) (string, bool) {
	i := slices.IndexFunc(t, func(x token.Token) bool {
		return x.Is("后") || x.Is("前") || x.Kind == token.Unknown && x.ZH == "时"
	})
	if i > 1 && i+3 < len(t) && t[i+1].Is("又") {
		t = append(slices.Clone(t[:i+1]), t[i+2:]...)
	}
	if i < 2 || i+1 >= len(t) || !t[i+1].Verb() && !(t[i+1].Word.Kind == "adverb" && t[i+1].Kind == token.Known) || r.Inside || Modifies(t) {
		return "", false
	}
	n := 1
	for n < i && !(Doer(t[n-1]) && (t[n].Deed() || t[n].Word.Kind == "adverb")) {
		n++
	}
	if n >= i || !t[n].Deed() && !(n+1 < i && t[n+1].Deed()) {
		return "", false
	}
	c, ok := r.ClauseOf(append(slices.Clone(t[:n]), t[i+1:]...))
	if !ok || len(c.subject) == 0 {
		return "", false
	}
	first := line{r: r, t: t[n:i]}
	when := map[string]string{"后": " After ", "前": " Before ", "时": " While "}[t[i].ZH]
	if t[n].Deed() {
		return r.say(c) + when + strings.TrimSpace(english.Inflect(t[n].Word.Base, english.Gerund)+" "+r.named(t[n+1:i], r.predicate)), true
	}
	return r.say(c) + when + first.text(), true
}

// behindDeed is a thing after a deed, within a name.
func (r *Rendering) behindDeed(t []token.Token) (string, bool) {
	i := slices.IndexFunc(t, func(x token.Token) bool { return x.Is("后") })
	if !r.Inside || i < 2 || i+1 >= len(t) || !t[i-1].Deed() {
		return "", false
	}
	return r.nouns(t), true
}

// eventNamed is one within a name.
func (r *Rendering) eventNamed(t []token.Token) (string, bool) {
	if !r.Inside || !bears(t) {
		return "", false
	}
	return r.event(t)
}

// requiring reports what is required of whom the clause before told.
func (r *Rendering) requiring(t []token.Token, size int) bool {
	return len(t) >= size && t[0].Is("要求") && !r.Inside
}

func (r *Rendering) requiredOfThem(t []token.Token) (string, bool) {
	if !r.requiring(t, 3) || !t[1].Verb() && !t[1].Is("说明") || Modifies(t) {
		return "", false
	}
	if slices.ContainsFunc(t[2:], token.Token.Verb) {
		en, ok := r.doingNext(clause{verb: t[1], object: t[2:]})
		return "Requiring Them to " + strings.TrimSuffix(beforeDeed[t[1].ZH], " to") + " " + en, ok && !strings.HasSuffix(beforeDeed[t[1].ZH], " to") // 要求停止非法获取信息
	}
	return "Requiring Them to " + bareVerb(t[1], t[2:]) + " " + r.named(t[2:], r.predicate) + english.TailOf(t[1].Word.Base), true
}

func (r *Rendering) demanded(t []token.Token) (string, bool) {
	if !r.requiring(t, 3) || len(t) > 3 || !t[1].Is("赔偿") || t[2].Kind != token.Money {
		return "", false
	}
	return "Demanding " + t[2].EN + " in Compensation", true
}

func (r *Rendering) requiredThing(t []token.Token) (string, bool) {
	if !r.requiring(t, 2) || !t[len(t)-1].Deed() || Modifies(t) {
		return "", false
	}
	return "Requiring " + r.Thing(t[1:]), true
}

// orderedMended is what is to be put right.
func (r *Rendering) orderedMended(t []token.Token) (string, bool) {
	en := alone[t[0].ZH]
	if len(t) < 2 || !t[0].Verb() || !strings.HasPrefix(en, "order rectification") || r.Inside || !plainThing(t[1:]) {
		return "", false
	}
	return english.Inflect(en, english.Gerund) + " of " + r.Thing(t[1:]), true
}

// bid is what somebody is to do or to leave: 严禁App强制索权.
func (r *Rendering) bid(t []token.Token) (string, bool) {
	link := causing[t[0].ZH]
	if len(t) < 3 || t[0].Kind != token.Known || link != "from" && (link != "to" || !t[0].Verb() && t[1].Kind != token.Number) {
		return "", false
	}
	if own := t[2:]; (t[1].Is("其") || t[1].ZH == "其") && own[0].Deed() && len(own) > 1 && !r.Inside {
		verb := bareVerb(own[0], own[1:])
		if link == "from" {
			verb = english.Inflect(verb, english.Gerund)
		}
		return english.Inflect(t[0].Word.Base, english.Gerund) + " It " + link + " " + verb + " " + r.named(own[1:], r.predicate), true // 禁止其共享数据
	}
	en, ok := r.caused(t[1:], link)
	return english.Inflect(t[0].Word.Base, english.Gerund) + " " + en, ok
}

func (r *Rendering) doerTold(t []token.Token) (string, bool) {
	if _, at := DoerAt(t, false); at < 1 || !deeds[t[at].ZH] && (!r.Inside || at+1 < len(t)) || bears(t) || t[0].Verb() && using[t[0].ZH] {
		return "", false
	}
	return r.Doing(t, false)
}

// letting renders what somebody is let do: 让老年人共享数字生活.
func (r *Rendering) letting(t []token.Token) (string, bool) {
	if len(t) < 4 || !t[0].Is("让") {
		return "", false
	}
	en, ok := r.Try(func() (string, bool) { return r.caused(t[1:], "to") })
	return "Letting " + strings.Replace(en, " to ", " ", 1), ok
}
