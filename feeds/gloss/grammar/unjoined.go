package grammar

import (
	"slices"

	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
)

// unjoined reports tokens that only a sentence holds together: an auxiliary, a passive, a
// question or an adverb without its deed.
func unjoined(t []token.Token) bool {
	for i, x := range t {
		if x.Kind != token.Known {
			continue
		}
		last := i+1 == len(t)
		a, aux := auxiliaries[x.ZH]
		switch {
		case asking[x.ZH]:
			return true
		case passives[x.ZH] && (last || !slices.ContainsFunc(t[i+1:], token.Token.Deed)):
			return true
		case aux && !a.weak && i > 0 && a.mood != perfect && a.mood != lacking && t[i-1].Kind == token.Known && t[i-1].Word.Nominal():
			return true // 消费者应当注意
		case (x.Is("向") || x.Is("把")) && i > 0 && !last && slices.ContainsFunc(t[i+1:], token.Token.Deed) && !t[i-1].Deed():
			return true // 政府向立法会提交草案
		case fronting[x.ZH] && i > 0 && !last && x.Word.Kind == "connective":
			return true // 公司将信息
		case x.Word.Kind == "adverb" && !x.Word.After && !last && !besideNoun[x.ZH] && t[i+1].Kind == token.Known && t[i+1].Word.Kind == "connective":
			return true
		}
	}
	return false
}

// asking are words of a question that stayed one.
var asking = lexicon.Set("谁 如何 怎么 怎样 为何 为什么 是否 能否 可否 吗 哪里 哪")

// fronting stand before an object that Chinese puts in front of its verb.
var fronting = lexicon.Set("将 把 让 使")

// besideNoun are adverbs that a noun may have as well.
var besideNoun = lexicon.Set("全面 依法 首次")

// inRow notes tokens that are put one after the other.
func (r *Rendering) inRow(t []token.Token) {
	r.Signs.Rowed += len(t)
	r.Signs.Row = max(r.Signs.Row, wordsOf(t))
	r.Signs.Unjoined = r.Signs.Unjoined || unjoined(t)
}
