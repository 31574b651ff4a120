package gloss

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/lexicon"
)

// candidate is a word that may be the verb of a sentence.
type candidate struct {
	r      *render
	t      []token
	n, at  int   // where the subject ends, and the word
	last   token // of the subject
	actor  bool  // whether that is somebody who acts in headlines
	object bool  // whether anything follows
}

func (c *candidate) word() token     { return c.t[c.at] }
func (c *candidate) behind() []token { return c.t[c.at+1:] }
func (c *candidate) final() token    { return c.t[len(c.t)-1] }

// bare reports that no adverb stands between the subject and the word.
func (c *candidate) bare() bool { return c.n == c.at }

// nounLast reports a word at the end of the subject that is a noun.
func (c *candidate) nounLast() bool { return c.last.kind == tWord && c.last.w.nominal() }

// verbSign decides, where it is there, whether a word is the verb of a sentence.
type verbSign struct {
	name, example string
	there         func(*candidate) bool
	finite        func(*candidate) bool
}

func yes(*candidate) bool { return true }
func no(*candidate) bool  { return false }

// verbSigns are looked for in this order; without any, the word is no verb.
var verbSigns = []verbSign{
	{"told of what follows", "全国铁路实行新的列车运行图", func(c *candidate) bool {
		return !c.actor && slices.ContainsFunc(c.behind(), func(x token) bool { return x.is("的") })
	}, no},
	{"deed of a case", "某医院患者信息泄露案", func(c *candidate) bool {
		return happened[c.final().zh] != "" && deeds[c.word().zh] && (!telling[c.word().zh] || wrongly(c.t[c.n:c.at])) && c.final().kind == tWord
	}, no},
	{"somebody acts", "工信部通报违规应用100款", func(c *candidate) bool { return c.actor }, func(c *candidate) bool {
		w := c.word()
		return c.object || !c.r.inside && w.verb() && selfContained(w.w.base) || eventive[w.zh] || !c.bare() || speaking[w.zh] || alone[w.zh] != "" && w.verb() && !c.r.inside
	}},
	{"quoted app acts", "“学习强国”App新增网络安全知识专栏", func(c *candidate) bool {
		return c.object && c.bare() && c.n == 2 && named[c.last.zh] && strings.HasPrefix(c.t[0].zh, "“") && c.word().deed() && !c.r.inside
	}, yes},
	{"several publish", "14家机构联合发布指南", func(c *candidate) bool {
		return c.object && c.bare() && c.t[0].kind == tNumber && doer(c.last) && publishes[strings.TrimPrefix(c.word().zh, "联合")]
	}, yes},
	{"campaign achieves", "天津公安机关“净网2019”专项行动破案1692起", func(c *candidate) bool {
		return c.object && c.bare() && c.word().verb() && strings.HasSuffix(c.last.zh, "行动") && achieved[c.word().zh] && slices.ContainsFunc(c.behind(), func(x token) bool { return x.kind == tNumber })
	}, yes},
	{"said in two words", "交警提醒", func(c *candidate) bool {
		return speaking[c.word().zh] && len(c.t) == 2 && c.last.w.nominal() && c.word().verb()
	}, yes},
	{"so many listed", "违规应用下架200款", func(c *candidate) bool {
		return c.object && c.bare() && c.t[c.at+1].kind == tNumber && listing[c.word().zh] && (c.nounLast() || c.last.kind == tLatin)
	}, yes},
	{"one has another do", "巴西暂停Meta使用用户数据训练AI", func(c *candidate) bool {
		next := c.behind()
		return c.object && c.bare() && causing[c.word().zh] != "" && (countries[c.last.en] || c.last.kind == tLatin || doer(c.last) && !c.r.inside) && bidden(next)
	}, yes},
	{"country or departments act", "三部门联合发文规范数据交易", func(c *candidate) bool {
		return c.object && c.word().deed() && (c.word().verb() && countries[c.last.en] && c.bare() || c.last.kind == tNumber && c.last.noun == "Departments")
	}, yes},
	{"done without object", "人民法院“一张网”上线运行", func(c *candidate) bool { return !c.object && doer(c.last) && selfContained(c.word().w.base) }, func(c *candidate) bool { return !c.r.inside }},
	{"deed of a doer", "健身房强制录入指纹", func(c *candidate) bool {
		return !c.r.aside && !c.r.inside && c.object && c.bare() && c.word().deed() && deeds[c.word().zh] && doer(c.last) && c.last.kind != tNumber
	}, func(c *candidate) bool { return handsOn[c.word().zh] && person(c.last) || !bears(c.t) }},
	{"always finite", "34款APP通过适老化及无障碍评测", func(c *candidate) bool {
		return !c.r.aside && c.object && c.bare() && c.word().verb() && finitely[c.word().zh] && !eventive[c.final().zh] && (c.last.kind == tLatin || c.nounLast() || c.last.kind == tWord && c.last.w.kind == "stage")
	}, yes},
	{"deed of a person", "程序员植入代码", func(c *candidate) bool {
		return !c.r.aside && !c.r.inside && c.object && c.bare() && c.n < 3 && c.word().verb() && person(c.last) && causing[c.word().zh] == "" && !slices.ContainsFunc(c.behind(), token.verb)
	}, func(c *candidate) bool {
		return (handsOn[c.word().zh] || !bears(c.t)) && !(c.final().kind == tWord && doer(c.final()))
	}},
	{"adverb in front", "法院一审认定某公司违法处理人脸信息", func(c *candidate) bool {
		return c.object && !c.bare() && c.nounLast() && c.t[c.at-1].w.kind == "adverb" && !(c.r.inside && doer(c.last))
	}, yes},
	{"event", "2021年国家网络安全宣传周在西安开幕", func(c *candidate) bool { return c.word().verb() && !c.object }, func(c *candidate) bool {
		revised := c.bare() && c.n > 1 && c.last.verb() && (c.t[c.n-2].kind == tGroup || c.t[c.n-2].nominalWord()) // 修订启动
		return eventive[c.word().zh] && !c.r.inside && (revised || c.nounLast() || c.last.kind == tWord && c.last.w.kind == "stage" || c.last.kind == tGroup)
	}},
	{"event with object", "上海市公共数据立法进入二审", func(c *candidate) bool {
		return c.word().verb() && eventive[c.word().zh] && (c.last.kind == tGroup || c.nounLast())
	}, yes},
}

// finite decides whether the word at is the verb of a sentence.
func (r *render) finite(t []token, at int) bool {
	n := subject(t, at)
	if n == 0 || t[at].w.base == "" || at+1 < len(t) && t[at+1].is("的") {
		return false // 网信办查处的App
	}
	c := &candidate{r: r, t: t, n: n, at: at, last: t[n-1], object: at+1 < len(t)}
	ends := !c.object && c.bare() && eventive[t[at].zh] && c.last.kind == tWord && c.last.w.kind == "noun" && !r.aside && !r.inside
	if slices.ContainsFunc(t[:n], func(x token) bool { return unfinished[x.zh] && x.kind == tWord && !(ends && x.zh == "的") }) {
		return false
	}
	c.actor = c.acts()
	for i := range verbSigns {
		if s := &verbSigns[i]; s.there(c) {
			if r.g.reached != nil {
				r.g.reached("verb: " + s.name)
			}
			return s.finite(c)
		}
	}
	return false
}

// unfinished are words behind which a subject goes on beyond the word.
var unfinished = lexicon.Set("的 对 因 由于 关于 就 把 将")

// acts reports a subject that acts in headlines.
func (c *candidate) acts() bool {
	switch c.last.kind {
	case tLatin:
		return c.n == 1 || c.n == 2 && titled.MatchString(c.t[0].zh)
	case tWord:
		return c.last.is("政府") && c.n == 1 || c.last.w.kind == "org" || actors[c.last.zh] || people[c.last.zh] ||
			c.last.w.kind == "place" && c.bare() && (publishes[c.word().zh] || !slices.ContainsFunc(c.t[:c.n], func(x token) bool { return x.kind != tWord || x.w.kind != "place" }))
	}
	return false
}
