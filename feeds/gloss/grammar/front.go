package grammar

import (
	"slices"

	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// fronted is a prepositional phrase that Chinese puts before its verb.
type fronted struct {
	prep string
	of   []token.Token
}

// prepositions stand before the verb with what they govern; their English when the
// verb asks for no other.
var prepositions = map[string]string{
	"对": "on", "就": "on", "向": "to", "为": "for", "因": "for", "由于": "due to", "把": "", "在": "in", "针对": "on", "围绕": "on", "凭借": "through",
}

// because reports a preposition that tells why.
func because(t token.Token) bool { return t.Is("因") || t.Is("由于") }

// front is a word behind a preposition, at which the phrase of that may end.
type front struct {
	t        []token.Token
	at, k    int  // the preposition, and the word
	verbSeen bool // that a verb stands before at which the phrase may end
}

func (f front) prep() token.Token     { return f.t[f.at] }
func (f front) word() token.Token     { return f.t[f.k] }
func (f front) prev() token.Token     { return f.t[f.k-1] }
func (f front) behind() []token.Token { return f.t[f.k+1:] }

// verdict is what a word says of where a phrase ends.
type verdict uint8

const (
	within   verdict = iota // the phrase goes on
	ends                    // it ends before the word
	endsHow                 // it ends before the word and the adverb in front of that
	likelier                // it ends before the word if no other says that it does
)

// frontSign is a word that tells where the phrase of a preposition ends.
type frontSign struct {
	name, example string
	there         func(front) bool
	says          verdict
}

// frontSigns are looked for in this order, at each word; any other is within the phrase.
var frontSigns = []frontSign{
	{"second phrase", "數位發展部就個資外洩案對電商業者裁罰200萬元", func(f front) bool {
		return f.prep().Is("就") && (f.word().Is("对") || f.word().Is("向")) && len(f.behind()) > 1
	}, ends},
	{"who is dealt with", "因违规对谷歌罚款", func(f front) bool {
		next := f.behind()
		return because(f.prep()) && f.word().Is("对") && len(next) > 1 && (acts(next[0]) || Doer(next[0])) && toward[next[1].ZH] != ""
	}, ends},
	{"fate that is dealt with", "私隱專員就學校系統遭勒索軟件攻擊展開調查", func(f front) bool {
		return f.prep().Is("就") && (passives[f.word().ZH] || f.word().Befallen()) && slices.ContainsFunc(f.behind(), func(x token.Token) bool { return toward[x.ZH] != "" })
	}, within},
	{"not done, and so", "因漏洞未修复被处罚", func(f front) bool {
		return because(f.prep()) && auxiliaries[f.word().ZH].mood == lacking
	}, within},
	{"auxiliary", "平台对用户信息应当保密", func(f front) bool {
		a, aux := auxiliaries[f.word().ZH]
		return aux && !a.weak
	}, ends},
	{"fate", "某公司因泄露信息被罚款", func(f front) bool { return suffers(f.word()) }, ends},
	{"what is carried out", "新加坡金融管理局对三家银行实施处罚", func(f front) bool {
		return f.word().Is("实施") && f.prep().Is("对") && Doer(f.prev()) && slices.ContainsFunc(f.behind(), func(x token.Token) bool { return x.Deed() && sanctioning.MatchString(x.ZH) })
	}, within},
	{"what one suffers for", "女子因在业主群曝光邻居隐私被判道歉", func(f front) bool {
		return because(f.prep()) && f.word().Deed() && toward[f.word().ZH] != "" && slices.ContainsFunc(f.behind(), suffers)
	}, within},
	{"sanction that is decided", "某平台对欧盟罚款决定提起上诉", func(f front) bool {
		next := f.behind()
		return f.prep().Is("对") && f.word().Deed() && len(next) > 1 && next[0].Kind == token.Known && decisions[next[0].ZH]
	}, within},
	{"done toward one", "网信办对某公司罚款", func(f front) bool { return f.word().Deed() && toward[f.word().ZH] != "" }, endsHow},
	{"event for a reason", "金融机构客户尽职调查办法因技术原因暂缓施行", func(f front) bool { return f.prep().Is("因") && eventive[f.word().ZH] }, endsHow},
	{"verb", "平台向第三方提供信息", func(f front) bool {
		x := f.word()
		verb := x.Verb() || x.Deed() && (finitely[x.ZH] || deeds[x.ZH] || f.prep().Is("向") && giving[x.ZH])
		ending := len(f.behind()) > 0 || f.prep().Is("把") || f.prep().Is("在") && x.Verb() || selfContained(x.Word.Base)
		return verb && ending && (!f.verbSeen || f.prep().Is("就"))
	}, likelier},
}

// frontEnd is where the phrase of the preposition at ends: before the verb or what stands
// before that; -1 where no verb follows.
func (r *Rendering) frontEnd(t []token.Token, at int) int {
	likely := -1
	for k := governedFrom(t, at); k < len(t); k++ {
		if t[k].Kind != token.Known {
			continue
		}
		switch r.endsFront(front{t: t, at: at, k: k, verbSeen: likely >= 0}) {
		case ends:
			return k
		case endsHow:
			if how := t[k-1]; how.Word.Kind == "adverb" && k-1 > at+1 && illegally[how.ZH] == "" {
				return k - 1
			}
			return k
		case likelier:
			likely = k
		}
	}
	if because(t[at]) || likely > 0 && t[likely-1].Word.Kind == "adverb" {
		return -1
	}
	return likely
}

// endsFront is what a word says of where the phrase ends.
func (r *Rendering) endsFront(f front) verdict {
	for i := range frontSigns {
		if s := &frontSigns[i]; s.there(f) {
			r.reached("front: " + s.name)
			return s.says
		}
	}
	return within
}

// governedFrom is from where on the phrase of the preposition at may end: what stands before
// a 的 tells of the noun behind.
func governedFrom(t []token.Token, at int) int {
	for k := len(t) - 2; k > at; k-- {
		if t[k].Is("的") {
			return k + 2
		}
	}
	return at + 2
}

// suffers reports a word for what became of the subject, or befell it.
func suffers(t token.Token) bool { return passives[t.ZH] || t.Done() || t.Befallen() }

// decisions are what is decided on a sanction, which the word in front names.
var decisions = lexicon.Set("决定 裁决 判决 裁定 令 命令 通知书 决定书")

// sanctioning verbs tell what is done about a deed that stands in front of them.
var sanctioning = pattern.MustCompile(`^(?:作出|处以|给予|开出|处罚|罚款|立案)`)

// modifiesLast reports a 的 shortly before the end: 对某公司的处罚决定.
func modifiesLast(t []token.Token) bool {
	if n := len(t) - 1; n > 2 && t[n].Deed() && toward[t[n].ZH] != "" && !t[n-1].Is("的") {
		return false // 对未履行义务的企业作出行政处罚
	}
	return Modifies(t[max(0, len(t)-3):])
}
