package grammar

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// What tells of a noun stands before it with 的 between, and behind it in English.

// relative is a modifier with its head, and the head's English.
type relative struct {
	mod, head []token.Token
	h         string
}

// first and last are tokens of the modifier.
func (m relative) first() token.Token { return m.mod[0] }
func (m relative) last() token.Token  { return m.mod[len(m.mod)-1] }

// but is the modifier without its last token.
func (m relative) but() []token.Token { return m.mod[:len(m.mod)-1] }

// relatives are modifiers that English words otherwise than as nouns, in the order in which
// they are tried.
var relatives []form[relative]

func init() {
	relatives = []form[relative]{
		{name: "use by so many", example: "60间机构使用人工智能的循规审查", render: func(r *Rendering, m relative) (string, bool) {
			if len(m.mod) < 4 || m.first().Kind != token.Number || !Doer(m.mod[1]) {
				return "", false
			}
			return r.eventOf(m.h, m.mod)
		}},
		{name: "so many of a kind", example: "两个独立的入侵事件", render: func(r *Rendering, m relative) (string, bool) {
			if len(m.mod) != 2 || m.first().Kind != token.Number || !adjectives[m.last().ZH] {
				return "", false
			}
			return r.Linear(slices.Concat(m.mod, m.head)), true
		}},
		{name: "several that", example: "一批违规收集信息的App", render: func(r *Rendering, m relative) (string, bool) {
			if len(m.mod) < 2 || m.first().Kind != token.Number && !m.first().Is("一批") {
				return "", false
			}
			return r.severalThat(m.mod, m.h), true
		}},
		{name: "arising from", example: "因员工离职引发的纠纷", render: func(r *Rendering, m relative) (string, bool) {
			if len(m.mod) < 2 || m.last().Kind != token.Known || !bringing[m.last().ZH] {
				return "", false
			}
			return r.arising(m.but(), m.h), true
		}},
		{name: "done by whom", example: "晚会曝光的软件", render: (*Rendering).doneBy},
		{name: "in which", example: "政府信息公开中的个人信息保护", render: func(r *Rendering, m relative) (string, bool) {
			if len(m.mod) < 2 || !m.last().Is("中") && !m.last().Is("里") || !plainThing(m.but()) {
				return "", false
			}
			in := " in the "
			if len(m.mod) > 2 && (strings.HasSuffix(m.first().ZH, "时代") || m.mod[1].Is("时代")) {
				in = " in "
			}
			return m.h + in + r.Thing(m.but()), true
		}},
		{name: "behind which", example: "低价流量卡背后的个人信息泄露", render: func(r *Rendering, m relative) (string, bool) {
			if len(m.mod) < 2 || !m.last().Is("背后") {
				return "", false
			}
			return m.h + " Behind " + r.Thing(m.but()), true
		}},
		{name: "whose", example: "你的个人信息", render: func(_ *Rendering, m relative) (string, bool) {
			who := whose[m.first().ZH]
			return who + " " + m.h, len(m.mod) == 1 && who != ""
		}},
		{name: "of an event", example: "国家安全部公布境外组织攻击科研机构证据", render: func(r *Rendering, m relative) (string, bool) { return r.eventOf(m.h, m.mod) }},
		{name: "that does it", example: "首批通过备案的人形陪伴类智能产品名单公布", render: func(_ *Rendering, m relative) (string, bool) {
			base := m.first().Word.Base
			return m.h + " " + english.Inflect(base, english.Gerund), len(m.mod) == 1 && selfContained(base)
		}},
		{name: "on an event", example: "对企业处理个人信息的监管", render: func(r *Rendering, m relative) (string, bool) {
			if !m.first().Is("对") {
				return "", false
			}
			en, ok := r.event(m.mod[1:])
			return m.h + " on the " + en, ok
		}},
		{name: "deed with a quote", example: "构建“以人为本”的制度", render: func(_ *Rendering, m relative) (string, bool) {
			if len(m.mod) != 2 || !m.first().Verb() || !strings.HasPrefix(m.last().ZH, "“") || english.Spaced(m.first().Word.Base) {
				return "", false
			}
			deed := english.Inflect(m.first().Word.Base, english.Gerund)
			return deed + " " + objectOfDeed(deed, m.last().EN+" "+m.h), true
		}},
		{name: "told of it", example: "公安机关集中查处违法违规采集个人信息的App", render: func(r *Rendering, m relative) (string, bool) {
			en, ok := r.told(m.mod)
			return m.h + " " + en, ok
		}},
		{name: "lacking", example: "江苏通管局通报第三季度整改不到位的二十款App", render: func(r *Rendering, m relative) (string, bool) {
			en, ok := r.lackingIn(m.mod)
			return m.h + " with " + en, ok && Doer(m.head[len(m.head)-1])
		}},
		{name: "deed for its noun", example: "具有重大影响的数据安全评估", render: (*Rendering).deedWith},
	}
}

// of joins a modifier to its head: a clause follows the head as it is, an
// adjective stands before it, a noun comes after "of".
func (r *Rendering) of(mod, head []token.Token) string {
	h, first := r.Linear(head), mod[0]
	if en, ok := shaped(r, relatives, relative{mod, head, h}); ok {
		return en
	}
	m := r.nouns(mod)
	switch {
	case first.Is("关于") || first.Is("对") || first.Kind == token.Known && first.Word.Kind == "connective":
		return h + " " + m
	case first.Verb() && weighed.MatchString(Text(head)):
		return h + " " + linkOf(h) + " " + m // 爬取公开数据的刑事风险
	case first.Verb():
		return h + " " + m
	case len(mod) == 1 && first.Kind == token.Known && !first.Word.Nominal() || first.Kind == token.Known && adjectives[first.ZH] && !(len(mod) > 1 && mod[1].Deed()):
		return m + " " + h
	}
	return h + " of " + m
}

// eventOf is a head with the event that it is about.
func (r *Rendering) eventOf(h string, mod []token.Token) (string, bool) {
	en, ok := r.event(mod)
	return h + " " + linkOf(h) + " the " + en, ok
}

// doneBy is a thing with what somebody did to it.
func (r *Rendering) doneBy(m relative) (string, bool) {
	n := len(m.mod) - 1
	if n == 0 || !m.last().Deed() || !byWhom[m.last().ZH] || !Doer(m.mod[n-1]) && !m.mod[n-1].Is("晚会") || slices.ContainsFunc(m.but(), token.Token.Deed) || prepositions[m.first().ZH] != "" {
		return "", false
	}
	by := m.but()
	if m.first().Is("由") {
		by = by[1:]
	}
	if strings.HasPrefix(m.last().ZH, "牵头") {
		return m.h + " Drafted under the Lead of " + r.Thing(by), true
	}
	return r.named(m.head, r.Linear) + " " + r.verb(&clause{passive: true, verb: m.last()}, "") + " by " + r.Thing(by), true
}

// deedWith is a head that is a deed, which is done with what the modifier tells.
func (r *Rendering) deedWith(m relative) (string, bool) {
	n := len(m.head) - 1
	if n == 0 || !m.first().Deed() && !m.first().Is("具有") || !m.head[n].OfDeed() || m.head[n].Verb() || !plainThing(m.head[:n]) {
		return "", false
	}
	noun := m.head[n].DeedNoun()
	if noun == "" {
		return "", false
	}
	return noun + " of " + r.Linear(m.head[:n]) + " " + r.nouns(m.mod), true
}

// weighed ends what a deed has or brings about, and does not do itself.
var weighed = pattern.MustCompile(`(?:风险|责任|建议|路径|义务|边界|后果|认定|对策|要点)$`)

// madeBy is a thing with what became of it, behind by whom it was made: 由工信部牵头起草的标准
// 正式发布.
func (r *Rendering) madeBy(t []token.Token) (string, bool) {
	i := slices.IndexFunc(t, func(x token.Token) bool { return x.Is("的") })
	if i < 3 || i+1 >= len(t) || !t[0].Is("由") || !t[i-1].Deed() || Modifies(t[i+1:]) {
		return "", false
	}
	by := slices.IndexFunc(t[1:i], token.Token.Deed) + 1
	if by < 2 || !Doer(t[by-1]) {
		return "", false
	}
	verb := strings.TrimPrefix(strings.TrimPrefix(t[i-1].Word.Base, "lead the "), "organize the ")
	how := english.TitleCase(english.Inflect(verb, english.Participle)) + " by "
	if strings.HasPrefix(t[by].ZH, "牵头") {
		how = "Drafted under the Lead of "
	}
	relative := " " + how + r.Thing(t[1:by])
	c, ok := r.ClauseOf(t[i+1:])
	if !ok || len(c.subject) == 0 {
		return r.Thing(t[i+1:]) + relative, true
	}
	whole, subject := r.say(c), r.Topic(c.subject, c.passive || c.verb.Done() || c.verb.Befallen())
	rest, ok := strings.CutPrefix(whole, subject)
	return subject + relative + rest, ok
}

// byWhom are deeds that tell of what is done, behind who does it.
var byWhom = lexicon.Set("牵头制定 牵头起草 曝光 通报 发布 公布 制定 开发 运营 提供 收集 处理 持有 批准 认可 指定 委托 签署 采集 掌握 控制 使用 保存 点名 认定 发起 主办 侦办 办理 审理 查处 处置 侦破 破获 督办 审结 审查 处理 承办 起诉 公开")

// having verbs tell what a thing has in it.
var having = lexicon.Set("含有 载有 包含 含 涉及 存有 存在 具有")

// bringing verbs stand between a cause and what came of it.
var bringing = lexicon.Set("引发 引起 导致 产生 造成")

// arising is what came of something: 因员工离职引发的纠纷.
func (r *Rendering) arising(cause []token.Token, h string) string {
	of := ""
	if i := slices.IndexFunc(cause, func(x token.Token) bool { return x.Is("因") || x.Is("由") || x.Is("由于") }); i >= 0 && i+1 < len(cause) {
		if i > 0 {
			of = " of " + r.Thing(cause[:i])
		}
		cause = cause[i+1:]
	}
	return h + of + " Arising from " + r.cause(cause)
}

// severalThat counts things that do something, or have something: 一批违规收集信息的App.
func (r *Rendering) severalThat(mod []token.Token, h string) string {
	n, deed := mod[0].EN, mod[1:]
	if n == "One" || n == "1" {
		n, h = "a", english.Singular(h)
	} else if h == "Man" || h == "Woman" {
		h = english.Plural(h)
	}
	n += " " + h + " "
	if len(deed) == 1 && selfContained(deed[0].Word.Base) {
		return n + english.Inflect(deed[0].Word.Base, english.Gerund)
	}
	if how, not := fails[deed[0].ZH]; not && len(deed) == 2 && deed[1].Deed() && how.tail == "" {
		return n + how.lead + " " + deed[1].Word.Base // 3家未备案的企业
	}
	if en, ok := r.told(deed); ok {
		return n + en
	}
	if en, ok := r.lackingIn(deed); ok {
		return n + "with " + en
	}
	return n + r.nouns(deed)
}
