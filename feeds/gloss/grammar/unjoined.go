package grammar

import (
	"slices"

	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
)

// leftovers are grounds on which a word among those of a phrase tells of a sentence in it.
var leftovers = []ground[token.Placed]{
	{"question left", "关基边界怎么划？国家标准征求意见", func(p token.Placed) bool { return asking[p.Word().ZH] }},
	{"passive left", "监控视频被传上网", func(p token.Placed) bool {
		return passives[p.Word().ZH] && !slices.ContainsFunc(p.Behind(), token.Token.Deed)
	}},
	{"duty left", "重要数据处理者每年须“体检”", func(p token.Placed) bool {
		a := auxiliaries[p.Word().ZH]
		return a != (auxiliary{}) && !a.weak && !p.First() && a.mood != perfect && a.mood != lacking && p.Prev().Nominal()
	}},
	{"deed toward one left", "杭州一电商企业违规向境外传送用户资料被约谈", func(p token.Placed) bool {
		return (p.Word().Is("向") || p.Word().Is("把")) && !p.First() && slices.ContainsFunc(p.Behind(), token.Token.Deed) && !p.Prev().Deed()
	}},
	{"object in front left", "驾校把学员身份证照片贴上墙 检察机关督促整改", func(p token.Placed) bool {
		return fronting[p.Word().ZH] && !p.First() && !p.Last() && p.Word().Word.Kind == "connective"
	}},
	{"adverb left", "立秋将至 多地发布高温预警", func(p token.Placed) bool {
		w := p.Word().Word
		return w.Kind == "adverb" && !w.After && !besideNoun[p.Word().ZH] && p.Next().Word.Kind == "connective"
	}},
}

// unjoined reports tokens that only a sentence holds together: an auxiliary, a passive, a
// question or an adverb without its deed.
func (r *Rendering) unjoined(t []token.Token) bool {
	for i, x := range t {
		if x.Kind == token.Known && grounded(r, leftovers, token.Placed{In: t, I: i}) {
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
	r.Signs.Unjoined = r.Signs.Unjoined || r.unjoined(t)
}
