package grammar

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/name"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// mend reads words anew in the light of their neighbours: several may be one adverb or one
// noun, one may say nothing, have another sense (sense.go), or go with what stands in front.
func (r *Rendering) mend(in []token.Token) []token.Token {
	out := make([]token.Token, 0, len(in))
	for i := 0; i < len(in); {
		p := token.Placed{In: in, I: i}
		if size, one := r.folded(p); size > 0 {
			out = append(out, one)
			i += size
			continue
		}
		if !idle(p) {
			out = r.attach(out, r.inContext(p), p)
		}
		i++
	}
	return out
}

// fold is a phrase that English puts into one adverb behind the verb.
type fold struct {
	name, example string
	// of tells of how many tokens the phrase is, 0 where it is none, and its English.
	of func(*Rendering, token.Placed) (int, string)
}

// folds are tried in this order.
var folds []fold

func init() {
	folds = []fold{
		{"framed by two words", "某公司以技术合作为名窃取数据", (*Rendering).framedBy},
		{"through", "嫌疑人通过微信出售信息", (*Rendering).through},
		{"whereabouts", "客户信息在暗网被出售", (*Rendering).whereabouts},
		{"in how short a time", "男子10分钟被骗走百万", (*Rendering).inTime},
		{"on a charge", "检察院以诈骗罪起诉一人", (*Rendering).onCharge},
		{"from a share", "达标率由60%提升至92%", func(_ *Rendering, p token.Placed) (int, string) {
			if (p.Word().Is("由") || p.Word().Is("从")) && strings.HasSuffix(p.Next().EN, "%") && p.At(2).Deed() {
				return 2, "from " + p.Next().EN
			}
			return 0, ""
		}},
		{"since it was carried out", "人格权编实施以来", func(_ *Rendering, p token.Placed) (int, string) {
			if (p.Word().Nominal() || strings.HasPrefix(p.Word().ZH, "《")) && (p.Next().Is("实施") || p.Next().Is("施行")) && p.At(2).Is("以来") {
				return 3, "since the Implementation of the " + strings.TrimPrefix(p.Word().EN, "the ")
			}
			return 0, ""
		}},
		{"for so long", "某公司公开数据长达五年", func(_ *Rendering, p token.Placed) (int, string) {
			if p.Word().Is("长达") && !p.First() && lasts(p.Next()) {
				return 2, "for " + p.Next().EN + " " + p.Next().Noun
			}
			return 0, ""
		}},
		{"how long it took", "警方历时三个月侦破案件", func(_ *Rendering, p token.Placed) (int, string) {
			if within := lasted[p.Word().ZH]; within != "" && lasts(p.Next()) {
				return 2, within + " " + p.Next().EN + " " + p.Next().Noun
			}
			return 0, ""
		}},
		{"so many in a row", "投诉量连续八个月下降", func(_ *Rendering, p token.Placed) (int, string) {
			if p.Word().Is("连续") && lasts(p.Next()) {
				return 2, "for " + p.Next().EN + " Consecutive " + p.Next().Noun
			}
			return 0, ""
		}},
		{"under rules", "网信办适用《数据安全法》处罚两家公司", func(_ *Rendering, p token.Placed) (int, string) {
			if underRules[p.Word().ZH] && !p.First() && strings.HasPrefix(p.Next().ZH, "《") && (p.At(2).Deed() || p.At(2).Is("对") || p.At(2).Word.Kind == "adverb") {
				return 2, "under the " + strings.TrimPrefix(p.Next().EN, "the ")
			}
			return 0, ""
		}},
		{"by abusing a position", "员工利用职务便利将信息出售给他人", func(_ *Rendering, p token.Placed) (int, string) {
			if byAbuse[p.Word().ZH] && !p.First() && (p.Next().Is("将") || p.Next().Is("把") || p.Next().Verb() && p.Left() > 1 && !p.Next().Befallen()) {
				return 1, "by Abusing Position"
			}
			return 0, ""
		}},
		{"for profit", "男子收集个人信息转卖获利", func(_ *Rendering, p token.Placed) (int, string) {
			if forProfit[p.Word().ZH] && p.I > 1 && p.Prev().Deed() && p.Word().Verb() {
				return 1, "for profit"
			}
			return 0, ""
		}},
		{"without consent", "某公司未经客户同意使用照片", func(_ *Rendering, p token.Placed) (int, string) { return withoutConsent(p) }},
	}
}

// folded reads a phrase as one: of how many tokens it is, and what it is together.
func (r *Rendering) folded(p token.Placed) (int, token.Token) {
	for i := range folds {
		size, en := folds[i].of(r, p)
		if size == 0 {
			continue
		}
		r.reached(folds[i].name)
		return size, token.Anew(token.Token{ZH: Text(p.In[p.I : p.I+size])}, en, "adverb", true)
	}
	for _, way := range [...]func(*Rendering, token.Placed) (int, token.Token){(*Rendering).ofMany, (*Rendering).worth, (*Rendering).gangOf} {
		if size, what := way(r, p); size > 0 {
			return size, what
		}
	}
	return 0, token.Token{}
}

var (
	// byAbuse are words for how those do something who are entrusted with it.
	byAbuse = lexicon.Set("利用职务便利 利用职务之便")
	// underRules stand before the rules by which something is done.
	underRules = lexicon.Set("依据 根据 依照 按照 适用 援引")
	// lasted are words in front of how long a deed took.
	lasted = map[string]string{"历时": "after", "耗时": "after", "用时": "within", "仅用": "within", "仅用时": "within"}
	// forProfit are what a deed in front is done for.
	forProfit = lexicon.Set("获利 牟利 谋利 非法获利 非法牟利")
)

// gangOf reads a gang with how many are in it: 12人团伙.
func (*Rendering) gangOf(p token.Placed) (int, token.Token) {
	many, gang := p.Word(), p.Next()
	if many.Kind != token.Number || many.Noun != "People" || !strings.HasSuffix(many.ZH, "人") || gang.Kind != token.Known || !gangs.MatchString(gang.ZH) {
		return 0, token.Token{}
	}
	return 2, token.Anew(token.Token{ZH: many.ZH + gang.ZH}, english.Singular(gang.EN)+" of "+many.EN, "noun", false)
}

// worth reads a thing with what it is worth in front: 价值13亿美元的加密货币.
func (*Rendering) worth(p token.Placed) (int, token.Token) {
	n := 2
	if p.At(n).Is("的") {
		n++
	}
	what := p.At(n)
	if !p.Word().Is("价值") || p.Next().Kind != token.Money || !what.Nominal() || what.Deed() {
		return 0, token.Token{}
	}
	return n + 1, token.Anew(token.Token{ZH: Text(p.In[p.I : p.I+n+1])}, what.EN+" Worth "+p.Next().EN, "noun", false)
}

// gangs end what such a group is called.
var gangs = pattern.MustCompile(`(?:团伙|集团)$`)

// idle reports a word that says nothing where it stands: 予以下架, 于5月1日起推行.
func idle(p token.Placed) bool {
	t, next := p.Word(), p.Next()
	if t.Kind != token.Known || p.Last() {
		return false
	}
	switch t.ZH {
	case "违法", "违规", "违法违规":
		return (happened[next.ZH] != "" || next.Is("行为") || next.Is("典型案例") || next.Is("案例")) && slices.ContainsFunc(p.Before(), func(x token.Token) bool { return x.Verb() && deeds[x.ZH] }) // 侵害个人信息违法案件
	case "予以", "加以":
		return !p.First() && next.Deed()
	case "于", "自", "从":
		return next.Kind == token.Date && (strings.HasPrefix(next.EN, "from ") || t.ZH == "于")
	case "在":
		return next.Kind == token.Known && everywhere[next.ZH] != "" && p.At(2).Verb() // 在全国推广
	case "有":
		return slices.ContainsFunc(p.Behind(), func(x token.Token) bool { return passives[x.ZH] || x.Befallen() }) // 有资料被盗取
	case "已有":
		return next.Kind == token.Number // 已有8000家企业完成备案
	}
	return false
}

// attachment is a word that goes with what stands in front of it.
type attachment struct {
	name, example string
	// of gives what both are together, in place of the last that stands in front; false
	// where they are two. There is always one in front.
	of func(out []token.Token, t token.Token, p token.Placed) ([]token.Token, bool)
}

// attachments are tried in this order.
var attachments = []attachment{
	{"people of a place", "上海4人被判刑", func(out []token.Token, t token.Token, p token.Placed) ([]token.Token, bool) {
		where := out[0]
		if p.I != 1 || where.Kind != token.Known || where.Word.Kind != "place" || t.Kind != token.Number || t.Noun != "People" || p.Last() || p.Next().Kind != token.Known || p.Next().Nominal() || p.Next().Is("的") {
			return nil, false
		}
		return []token.Token{t, token.Anew(token.Token{ZH: "在" + where.ZH}, "in "+name.Short(where.EN), "adverb", true)}, true
	}},
	{"done already", "数据泄露影响了330万人", func(out []token.Token, t token.Token, p token.Placed) ([]token.Token, bool) {
		deed := &out[len(out)-1]
		if t.Kind != token.Unknown || t.ZH != "了" && t.ZH != "过" || !deed.Deed() || p.Last() {
			return nil, false
		}
		deed.EN, deed.Word.Kind = deed.Word.Base, "verb"
		return out, true
	}},
	{"held by", "腾讯旗下公司被罚", func(out []token.Token, t token.Token, _ token.Placed) ([]token.Token, bool) {
		n := len(out) - 1
		if n == 0 || !out[n].Is("旗下") || out[n-1].Kind != token.Latin && out[n-1].Kind != token.Known || t.Kind != token.Known && t.Kind != token.Latin {
			return nil, false
		}
		if holdings.MatchString(t.ZH) {
			t.EN = english.Singular(t.EN) // of which one is told
		}
		out[n-1].EN = Possessive(out[n-1].EN)
		out[n] = t
		return out, true
	}},
	{"town of a province", "网络安全论坛在云南昆明举行", func(out []token.Token, t token.Token, p token.Placed) ([]token.Token, bool) {
		province := &out[len(out)-1]
		if len(out) < 2 || t.Kind != token.Known || t.Word.Kind != "place" || province.Kind != token.Known || !name.IsProvince(province.ZH) || !out[len(out)-2].Is("在") || !p.Next().Deed() {
			return nil, false
		}
		t.ZH, t.EN = province.ZH+t.ZH, name.Short(t.EN)+", "+name.Short(province.EN)
		*province = t
		return out, true
	}},
	{"certain one of China", "我国某电商平台数据泄露", func(out []token.Token, t token.Token, _ token.Placed) ([]token.Token, bool) {
		if !t.Is("某") || !out[len(out)-1].Is("我国") {
			return nil, false
		}
		t.EN += " Chinese"
		out[len(out)-1] = t
		return out, true
	}},
	{"deed by means in front", "男子通过微信出售个人信息", func(out []token.Token, t token.Token, _ token.Placed) ([]token.Token, bool) {
		means := out[len(out)-1]
		if nounDeeds[t.ZH] == "" || !means.Word.After || !strings.HasPrefix(means.ZH, "通过") {
			return nil, false
		}
		return append(out, asVerbOf(t, nounDeeds[t.ZH])), true
	}},
	{"of persons of somebody", "谷歌泄露某平台骑手隐私", func(out []token.Token, t token.Token, _ token.Placed) ([]token.Token, bool) {
		n := len(out) - 1
		if n == 0 || t.Kind != token.Known || !ofPersons[t.ZH] || out[n].Kind != token.Known || !people[out[n].ZH] || !Doer(out[n-1]) || people[out[n-1].ZH] {
			return nil, false
		}
		out[n] = token.Anew(token.Token{ZH: out[n].ZH + t.ZH}, Possessive(out[n].EN)+" "+t.EN, "noun", false)
		return out, true
	}},
	{"rank of a place", "南京市举办网络安全宣传周", func(out []token.Token, t token.Token, _ token.Placed) ([]token.Token, bool) {
		place := &out[len(out)-1]
		if t.Kind != token.Unknown || place.Kind != token.Known || place.Word.Kind != "place" {
			return nil, false
		}
		rank, size := utf8.DecodeRuneInString(t.ZH)
		switch {
		case rank == '区' && !name.Ranked(place.ZH):
			place.ZH, place.EN = place.ZH+"区", name.Short(place.EN)+" District"
		case !strings.ContainsRune("市省县", rank):
			return nil, false
		}
		if t.ZH = t.ZH[size:]; t.ZH == "" { // 厦门 is a term, 厦门市 the same place
			return out, true
		}
		return append(out, t), true
	}},
}

// attach gives what stands in front with the next token, which may go with it.
func (r *Rendering) attach(out []token.Token, t token.Token, p token.Placed) []token.Token {
	n := len(out)
	for i := 0; i < len(attachments) && n > 0; i++ {
		if with, ok := attachments[i].of(out, t, p); ok {
			r.reached(attachments[i].name)
			return with
		}
	}
	named := n > 0 && out[n-1].Kind == token.Unknown
	if t.Kind == token.Known && t.Word.Between && !neutral[t.ZH] && (named || p.Next().Kind == token.Unknown) {
		t = token.Token{Kind: token.Unknown, ZH: t.ZH} // 与 in an unknown name attachments nothing
	}
	if named && t.Kind == token.Unknown {
		out[n-1].ZH += t.ZH
		return out
	}
	return append(out, t)
}

var (
	// ofPersons is what persons have who belong to somebody else.
	ofPersons = lexicon.Set("信息 个人信息 数据 个人数据 资料 隐私 照片 人脸信息 身份信息")
	// holdings end what one holds that has no name.
	holdings = pattern.MustCompile(`(?:公司|平台|品牌|部门|机构|银行|应用|网站)$`)
	// neutral connectives are safe beside an unknown word.
	neutral = lexicon.Set("的 和 与 诉 及 被 对 因 就")
)
