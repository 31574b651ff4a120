package gloss

import (
	"slices"

	"github.com/regwire/regwire/feeds/lexicon"
)

// unjoined reports tokens that only a sentence holds together: an auxiliary, a passive, a
// question or an adverb without its deed.
func unjoined(t []token) bool {
	for i, x := range t {
		if x.kind != tWord {
			continue
		}
		last := i+1 == len(t)
		a, aux := auxiliaries[x.zh]
		switch {
		case asking[x.zh]:
			return true
		case passives[x.zh] && (last || !slices.ContainsFunc(t[i+1:], token.deed)):
			return true
		case aux && !a.weak && i > 0 && a.mood != perfect && a.mood != lacking && t[i-1].kind == tWord && t[i-1].w.nominal():
			return true // 消费者应当注意
		case (x.is("向") || x.is("把")) && i > 0 && !last && slices.ContainsFunc(t[i+1:], token.deed) && !t[i-1].deed():
			return true // 政府向立法会提交草案
		case fronting[x.zh] && i > 0 && !last && x.w.kind == "connective":
			return true // 公司将信息
		case x.w.kind == "adverb" && !x.w.after && !last && !besideNoun[x.zh] && t[i+1].kind == tWord && t[i+1].w.kind == "connective":
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
func (r *render) inRow(t []token) {
	r.signs.Rowed += len(t)
	r.signs.Row = max(r.signs.Row, wordsOf(t))
	r.signs.Unjoined = r.signs.Unjoined || unjoined(t)
}
