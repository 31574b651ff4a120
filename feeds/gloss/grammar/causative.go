package grammar

import (
	"cmp"
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
)

// One who is told, let, forced or kept from doing something, with what he is to do.

// causes reports an object that begins with one who is to do something.
func causes(t []token.Token) bool {
	return !t[0].Deed() && slices.ContainsFunc(t[1:], token.Token.Deed)
}

// deedAdverbs stand before a noun as they are and before a verb as adverbs.
var deedAdverbs = map[string]string{"秘密": "secretly", "过度": "excessively", "频繁": "frequently", "强制": "forcibly", "随意": "arbitrarily", "恶意": "maliciously"}

// caused renders an object with what it is to do: "Brokers from Selling Data".
func (r *Rendering) caused(t []token.Token, link string) (string, bool) {
	first := t[0]
	_, preposition := prepositions[first.ZH]
	switch not, should := forbiddenAt(t), toldAt(t); {
	case not > 0 && link == "to":
		en, ok := r.caused(slices.Delete(slices.Clone(t), not, not+1), link)
		return strings.Replace(en, " to ", " not to ", 1), ok // 呼吁市民切勿透露资料
	case should > 0 && link == "to":
		return r.caused(slices.Delete(slices.Clone(t), should, should+1), link) // 提醒机构应强化管理
	case link == "to" && first.Verb() && deeds[first.ZH]:
		return "", false // 组织查处违规软件, by nobody who is named
	case causing[first.ZH] != "" && len(t) > 1 && first.Kind == token.Known:
		return r.causedToCause(t, link)
	case slices.ContainsFunc(t, func(x token.Token) bool { return x.Is("并") || x.Is("并且") }):
		return "", false
	case preposition && first.Kind == token.Known:
		return r.causedToward(t, 0, link)
	}
	return r.causedOne(t, link)
}

// forbiddenAt is where a word stands that somebody is not to do what follows.
func forbiddenAt(t []token.Token) int {
	i := slices.IndexFunc(t, func(x token.Token) bool { return nevers[x.ZH] })
	if i+1 >= len(t) {
		return -1
	}
	return i
}

// toldAt is where a word stands, behind the name of one, that he is to do what follows.
func toldAt(t []token.Token) int {
	i := slices.IndexFunc(t, func(x token.Token) bool { return shoulds[x.ZH] && x.Kind == token.Known })
	if i < 1 || i+1 >= len(t) || !Doer(t[i-1]) || !t[i+1].Deed() && t[i+1].Word.Kind != "adverb" {
		return -1
	}
	return i
}

// causedToCause renders what nobody is to make others do: 禁止强制用户授权.
func (r *Rendering) causedToCause(t []token.Token, link string) (string, bool) {
	en, ok := r.caused(t[1:], causing[t[0].ZH])
	if !ok || link != "from" {
		return "", false
	}
	return english.Inflect(t[0].Word.Base, english.Gerund) + " " + en, true
}

// causedOne renders one who is named first with the deed that he is to do.
func (r *Rendering) causedOne(t []token.Token, link string) (string, bool) {
	for i := 1; i < len(t); i++ {
		v := t[i]
		next := token.Placed{In: t, I: i}.Next()
		switch {
		case t[i-1].Verb():
			return "", false
		case prepositions[v.ZH] != "" && Doer(t[i-1]) && link == "to":
			return r.causedToward(t, i, link)
		case v.Is("应用") && i+1 < len(t) && t[i-1].Kind == token.Latin: // DeepSeek应用下载服务
			return "", false
		case deedAdverbs[v.ZH] != "" && next.Deed(), !v.Deed(), !doneByFormer(t, i):
			continue
		case !v.Verb() && (next.Kind == token.Known && abstract[next.ZH] && !owned[next.ZH] || i+1 == len(t) && t[i-1].Kind == token.Latin):
			return "", false
		}
		return r.causedDeed(t, i, link), true
	}
	return "", false
}

// shoulds say no more than the verb in front of what somebody is told to do.
var shoulds = lexicon.Set("应 应当 应该 须 需 要 务必")

// nevers tell somebody not to do what follows.
var nevers = lexicon.Set("切勿 勿 不要 莫 切莫 不得 不应")

// doneByFormer reports one who does the deed at i in front of it, or of its adverb.
func doneByFormer(t []token.Token, i int) bool {
	return Doer(t[i-1]) || i > 1 && Doer(t[i-2]) && (t[i-1].Word.Kind == "adverb" || deedAdverbs[t[i-1].ZH] != "")
}

// causedToward renders what is to be done toward somebody, whom Chinese names first
// behind the preposition at i: 禁止向中国出售数据, 判令医院向家属提供病历.
func (r *Rendering) causedToward(t []token.Token, i int, link string) (string, bool) {
	if last := len(t) - 1; i > 0 && link == "to" && t[i].Is("对") && last > i+1 && selfContained(t[last].Word.Base) && toward[t[last].ZH] != "" && !slices.ContainsFunc(t[i+1:last], token.Token.Deed) {
		to := strings.Replace(" "+toward[t[last].ZH]+" ", " - ", " ", 1)
		return r.Thing(t[:i]) + " to " + t[last].Word.Base + to + r.Thing(t[i+1:last]), true // 敦促机构对平台进行调查
	}
	k := r.frontEnd(t, i)
	if i == 0 && link == "to" || k < 0 || !t[k].Deed() || k+1 >= len(t) {
		return "", false
	}
	to := prepositions[t[i].ZH]
	if i == 0 {
		return english.Inflect(t[k].Word.Base, english.Gerund) + " " + r.named(t[k+1:], r.predicate) + " " + r.whither(to, t[1:k]), true
	}
	if giving[t[k].ZH] {
		to = "to"
	}
	return r.Thing(t[:i]) + " to " + t[k].Word.Base + " " + r.named(t[k+1:], r.predicate) + " " + r.whither(to, t[i+1:k]), true
}

// whither is whom or where a deed is done to, without preposition where it goes abroad.
func (r *Rendering) whither(to string, t []token.Token) string {
	if abroad[Text(t)] {
		return "Overseas"
	}
	return to + " " + r.Thing(t)
}

// causedDeed renders who is to do the deed at i, and to what.
func (r *Rendering) causedDeed(t []token.Token, i int, link string) string {
	v, n, lead, late := t[i], i, "", ""
	if before := t[i-1]; before.Word.Kind == "adverb" && before.Word.After && deedAdverbs[before.ZH] == "" {
		n--
		late = " " + before.EN // 提醒业者尽速完成改善
	} else if en := deedAdverbs[t[i-1].ZH]; en != "" || t[i-1].Word.Kind == "adverb" {
		n--
		lead = cmp.Or(en, t[i-1].EN) + " "
	}
	form := v.Word.Base
	if v.Is("起诉") {
		form = "sue"
	}
	if to := beforeDeed[v.ZH]; to != "" && i+2 < len(t) && t[i+1].Deed() {
		form = to
	}
	if tail := english.TailOf(form); tail != "" && i+1 < len(t) {
		form, late = strings.TrimSuffix(form, tail), late+tail // 指导平台下架12款应用
	}
	if link != "to" {
		form = english.Inflect(form, english.Gerund)
	}
	if strings.HasSuffix(form, " to") && i+1 < len(t) && t[i+1].Deed() {
		form, i = form+" "+t[i+1].Word.Base, i+1
	}
	what, ok := r.told(t[min(i+1, len(t)-1):])
	if !ok {
		what = r.named(t[i+1:], r.predicate)
	}
	return r.Thing(t[:n]) + " " + link + " " + lead + form + " " + what + late
}
