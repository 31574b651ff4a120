package grammar

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
)

// candidate is a word that may be the verb of a sentence.
type candidate struct {
	r      *Rendering
	t      []token.Token
	n, at  int         // where the subject ends, and the word
	last   token.Token // of the subject
	actor  bool        // whether that is somebody who acts in headlines
	object bool        // whether anything follows
}

func (c *candidate) word() token.Token     { return c.t[c.at] }
func (c *candidate) behind() []token.Token { return c.t[c.at+1:] }
func (c *candidate) final() token.Token    { return c.t[len(c.t)-1] }

// bare reports that no adverb stands between the subject and the word.
func (c *candidate) bare() bool { return c.n == c.at }

// nounLast reports a word at the end of the subject that is a noun.
func (c *candidate) nounLast() bool { return c.last.Kind == token.Known && c.last.Word.Nominal() }

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
		return !c.actor && slices.ContainsFunc(c.behind(), func(x token.Token) bool { return x.Is("的") })
	}, no},
	{"deed of a case", "某医院患者信息泄露案", func(c *candidate) bool {
		return happened[c.final().ZH] != "" && deeds[c.word().ZH] && (!telling[c.word().ZH] || wrongly(c.t[c.n:c.at])) && c.final().Kind == token.Known
	}, no},
	{"somebody acts", "工信部通报违规应用100款", func(c *candidate) bool { return c.actor }, func(c *candidate) bool {
		w := c.word()
		return c.object || !c.r.Inside && w.Verb() && selfContained(w.Word.Base) || eventive[w.ZH] || !c.bare() || speaking[w.ZH] || alone[w.ZH] != "" && w.Verb() && !c.r.Inside
	}},
	{"quoted app acts", "“学习强国”App新增网络安全知识专栏", func(c *candidate) bool {
		return c.object && c.bare() && c.n == 2 && named[c.last.ZH] && strings.HasPrefix(c.t[0].ZH, "“") && c.word().Deed() && !c.r.Inside
	}, yes},
	{"several publish", "14家机构联合发布指南", func(c *candidate) bool {
		return c.object && c.bare() && c.t[0].Kind == token.Number && Doer(c.last) && publishes[strings.TrimPrefix(c.word().ZH, "联合")]
	}, yes},
	{"campaign achieves", "天津公安机关“净网2019”专项行动破案1692起", func(c *candidate) bool {
		return c.object && c.bare() && c.word().Verb() && strings.HasSuffix(c.last.ZH, "行动") && achieved[c.word().ZH] && slices.ContainsFunc(c.behind(), func(x token.Token) bool { return x.Kind == token.Number })
	}, yes},
	{"said in two words", "交警提醒", func(c *candidate) bool {
		return speaking[c.word().ZH] && len(c.t) == 2 && c.last.Word.Nominal() && c.word().Verb()
	}, yes},
	{"so many listed", "违规应用下架200款", func(c *candidate) bool {
		return c.object && c.bare() && c.t[c.at+1].Kind == token.Number && listing[c.word().ZH] && (c.nounLast() || c.last.Kind == token.Latin)
	}, yes},
	{"one has another do", "巴西暂停Meta使用用户数据训练AI", func(c *candidate) bool {
		next := c.behind()
		return c.object && c.bare() && causing[c.word().ZH] != "" && (countries[c.last.EN] || c.last.Kind == token.Latin || Doer(c.last) && !c.r.Inside) && bidden(next)
	}, yes},
	{"country or departments act", "三部门联合发文规范数据交易", func(c *candidate) bool {
		return c.object && c.word().Deed() && (c.word().Verb() && countries[c.last.EN] && c.bare() || c.last.Kind == token.Number && c.last.Noun == "Departments")
	}, yes},
	{"done without object", "人民法院“一张网”上线运行", func(c *candidate) bool { return !c.object && Doer(c.last) && selfContained(c.word().Word.Base) }, func(c *candidate) bool { return !c.r.Inside }},
	{"deed of a doer", "健身房强制录入指纹", func(c *candidate) bool {
		return !c.r.aside && !c.r.Inside && c.object && c.bare() && c.word().Deed() && deeds[c.word().ZH] && Doer(c.last) && c.last.Kind != token.Number
	}, func(c *candidate) bool { return handsOn[c.word().ZH] && person(c.last) || !bears(c.t) }},
	{"always finite", "34款APP通过适老化及无障碍评测", func(c *candidate) bool {
		return !c.r.aside && c.object && c.bare() && c.word().Verb() && finitely[c.word().ZH] && !eventive[c.final().ZH] && (c.last.Kind == token.Latin || c.nounLast() || c.last.Kind == token.Known && c.last.Word.Kind == "stage")
	}, yes},
	{"deed of a person", "程序员植入代码", func(c *candidate) bool {
		return !c.r.aside && !c.r.Inside && c.object && c.bare() && c.n < 3 && c.word().Verb() && person(c.last) && causing[c.word().ZH] == "" && !slices.ContainsFunc(c.behind(), token.Token.Verb)
	}, func(c *candidate) bool {
		return (handsOn[c.word().ZH] || !bears(c.t)) && !(c.final().Kind == token.Known && Doer(c.final()))
	}},
	{"adverb in front", "法院一审认定某公司违法处理人脸信息", func(c *candidate) bool {
		return c.object && !c.bare() && c.nounLast() && c.t[c.at-1].Word.Kind == "adverb" && !(c.r.Inside && Doer(c.last))
	}, yes},
	{"event", "2021年国家网络安全宣传周在西安开幕", func(c *candidate) bool { return c.word().Verb() && !c.object }, func(c *candidate) bool {
		revised := c.bare() && c.n > 1 && c.last.Verb() && (c.t[c.n-2].Kind == token.Group || c.t[c.n-2].Nominal()) // 修订启动
		return eventive[c.word().ZH] && !c.r.Inside && (revised || c.nounLast() || c.last.Kind == token.Known && c.last.Word.Kind == "stage" || c.last.Kind == token.Group)
	}},
	{"event with object", "上海市公共数据立法进入二审", func(c *candidate) bool {
		return c.word().Verb() && eventive[c.word().ZH] && (c.last.Kind == token.Group || c.nounLast())
	}, yes},
}

// finite decides whether the word at is the verb of a sentence.
func (r *Rendering) finite(t []token.Token, at int) bool {
	n := subject(t, at)
	if n == 0 || t[at].Word.Base == "" || at+1 < len(t) && t[at+1].Is("的") {
		return false // 网信办查处的App
	}
	c := &candidate{r: r, t: t, n: n, at: at, last: t[n-1], object: at+1 < len(t)}
	ends := !c.object && c.bare() && eventive[t[at].ZH] && c.last.Kind == token.Known && c.last.Word.Kind == "noun" && !r.aside && !r.Inside
	if slices.ContainsFunc(t[:n], func(x token.Token) bool { return unfinished[x.ZH] && x.Kind == token.Known && !(ends && x.ZH == "的") }) {
		return false
	}
	c.actor = c.acts()
	for i := range verbSigns {
		if s := &verbSigns[i]; s.there(c) {
			r.reached("verb: " + s.name)
			return s.finite(c)
		}
	}
	return false
}

// unfinished are words behind which a subject goes on beyond the word.
var unfinished = lexicon.Set("的 对 因 由于 关于 就 把 将")

// acts reports a subject that acts in headlines.
func (c *candidate) acts() bool {
	switch c.last.Kind {
	case token.Latin:
		return c.n == 1 || c.n == 2 && titled.MatchString(c.t[0].ZH)
	case token.Known:
		return c.last.Is("政府") && c.n == 1 || c.last.Word.Kind == "org" || actors[c.last.ZH] || people[c.last.ZH] ||
			c.last.Word.Kind == "place" && c.bare() && (publishes[c.word().ZH] || !slices.ContainsFunc(c.t[:c.n], func(x token.Token) bool { return x.Kind != token.Known || x.Word.Kind != "place" }))
	}
	return false
}
