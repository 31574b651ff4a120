package gloss

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// mend reads words anew in the light of their neighbours: several may be one adverb or one
// noun, one may say nothing, have another sense (sense.go), or go with what stands in front.
func (r *render) mend(in []token) []token {
	out := make([]token, 0, len(in))
	for i := 0; i < len(in); {
		p := placed{in, i}
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

// placed is a token among those of a phrase.
type placed struct {
	in []token
	i  int
}

// at is the token so many places on, or back; an empty one beyond the ends.
func (p placed) at(n int) token {
	if n += p.i; n >= 0 && n < len(p.in) {
		return p.in[n]
	}
	return token{}
}

func (p placed) word() token     { return p.in[p.i] }
func (p placed) next() token     { return p.at(1) }
func (p placed) prev() token     { return p.at(-1) }
func (p placed) first() bool     { return p.i == 0 }
func (p placed) last() bool      { return p.i+1 == len(p.in) }
func (p placed) left() int       { return len(p.in) - 1 - p.i } // how many follow
func (p placed) final() token    { return p.in[len(p.in)-1] }
func (p placed) before() []token { return p.in[:p.i] }
func (p placed) behind() []token { return p.in[p.i+1:] }

// fold is a phrase that English puts into one adverb behind the verb.
type fold struct {
	name, example string
	// of tells of how many tokens the phrase is, 0 where it is none, and its English.
	of func(*render, placed) (int, string)
}

// folds are tried in this order.
var folds []fold

func init() {
	folds = []fold{
		{"framed by two words", "某公司以技术合作为名窃取数据", (*render).framedBy},
		{"through", "嫌疑人通过微信出售信息", (*render).through},
		{"whereabouts", "客户信息在暗网被出售", (*render).whereabouts},
		{"in how short a time", "男子10分钟被骗走百万", (*render).inTime},
		{"on a charge", "检察院以诈骗罪起诉一人", (*render).onCharge},
		{"from a share", "达标率由60%提升至92%", func(_ *render, p placed) (int, string) {
			if (p.word().is("由") || p.word().is("从")) && strings.HasSuffix(p.next().en, "%") && p.at(2).deed() {
				return 2, "from " + p.next().en
			}
			return 0, ""
		}},
		{"since it was carried out", "人格权编实施以来", func(_ *render, p placed) (int, string) {
			if (p.word().nominalWord() || strings.HasPrefix(p.word().zh, "《")) && (p.next().is("实施") || p.next().is("施行")) && p.at(2).is("以来") {
				return 3, "since the Implementation of the " + strings.TrimPrefix(p.word().en, "the ")
			}
			return 0, ""
		}},
		{"for so long", "某公司公开数据长达五年", func(_ *render, p placed) (int, string) {
			if p.word().is("长达") && !p.first() && lasts(p.next()) {
				return 2, "for " + p.next().en + " " + p.next().noun
			}
			return 0, ""
		}},
		{"how long it took", "警方历时三个月侦破案件", func(_ *render, p placed) (int, string) {
			if within := lasted[p.word().zh]; within != "" && lasts(p.next()) {
				return 2, within + " " + p.next().en + " " + p.next().noun
			}
			return 0, ""
		}},
		{"so many in a row", "投诉量连续八个月下降", func(_ *render, p placed) (int, string) {
			if p.word().is("连续") && lasts(p.next()) {
				return 2, "for " + p.next().en + " Consecutive " + p.next().noun
			}
			return 0, ""
		}},
		{"under rules", "网信办适用《数据安全法》处罚两家公司", func(_ *render, p placed) (int, string) {
			if underRules[p.word().zh] && !p.first() && strings.HasPrefix(p.next().zh, "《") && (p.at(2).deed() || p.at(2).is("对") || p.at(2).w.kind == "adverb") {
				return 2, "under the " + strings.TrimPrefix(p.next().en, "the ")
			}
			return 0, ""
		}},
		{"by abusing a position", "员工利用职务便利将信息出售给他人", func(_ *render, p placed) (int, string) {
			if byAbuse[p.word().zh] && !p.first() && (p.next().is("将") || p.next().is("把") || p.next().verb() && p.left() > 1 && !p.next().befallen()) {
				return 1, "by Abusing Position"
			}
			return 0, ""
		}},
		{"for profit", "男子收集个人信息转卖获利", func(_ *render, p placed) (int, string) {
			if forProfit[p.word().zh] && p.i > 1 && p.prev().deed() && p.word().verb() {
				return 1, "for profit"
			}
			return 0, ""
		}},
		{"without consent", "某公司未经客户同意使用照片", func(_ *render, p placed) (int, string) { return withoutConsent(p) }},
	}
}

// folded reads a phrase as one: of how many tokens it is, and what it is together.
func (r *render) folded(p placed) (int, token) {
	for i := range folds {
		size, en := folds[i].of(r, p)
		if size == 0 {
			continue
		}
		if r.g.reached != nil {
			r.g.reached(folds[i].name)
		}
		return size, anew(token{zh: text(p.in[p.i : p.i+size])}, en, "adverb", true)
	}
	for _, way := range [...]func(*render, placed) (int, token){(*render).ofMany, (*render).worth, (*render).gangOf} {
		if size, what := way(r, p); size > 0 {
			return size, what
		}
	}
	return 0, token{}
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
func (*render) gangOf(p placed) (int, token) {
	many, gang := p.word(), p.next()
	if many.kind != tNumber || many.noun != "People" || !strings.HasSuffix(many.zh, "人") || gang.kind != tWord || !gangs.MatchString(gang.zh) {
		return 0, token{}
	}
	return 2, anew(token{zh: many.zh + gang.zh}, english.Singular(gang.en)+" of "+many.en, "noun", false)
}

// worth reads a thing with what it is worth in front: 价值13亿美元的加密货币.
func (*render) worth(p placed) (int, token) {
	n := 2
	if p.at(n).is("的") {
		n++
	}
	what := p.at(n)
	if !p.word().is("价值") || p.next().kind != tMoney || !what.nominalWord() || what.deed() {
		return 0, token{}
	}
	return n + 1, anew(token{zh: text(p.in[p.i : p.i+n+1])}, what.en+" Worth "+p.next().en, "noun", false)
}

// gangs end what such a group is called.
var gangs = pattern.MustCompile(`(?:团伙|集团)$`)

// idle reports a word that says nothing where it stands: 予以下架, 于5月1日起推行.
func idle(p placed) bool {
	t, next := p.word(), p.next()
	if t.kind != tWord || p.last() {
		return false
	}
	switch t.zh {
	case "违法", "违规", "违法违规":
		return (happened[next.zh] != "" || next.is("行为") || next.is("典型案例") || next.is("案例")) && slices.ContainsFunc(p.before(), func(x token) bool { return x.verb() && deeds[x.zh] }) // 侵害个人信息违法案件
	case "予以", "加以":
		return !p.first() && next.deed()
	case "于", "自", "从":
		return next.kind == tDate && (strings.HasPrefix(next.en, "from ") || t.zh == "于")
	case "在":
		return next.kind == tWord && everywhere[next.zh] != "" && p.at(2).verb() // 在全国推广
	case "有":
		return slices.ContainsFunc(p.behind(), func(x token) bool { return passives[x.zh] || x.befallen() }) // 有资料被盗取
	case "已有":
		return next.kind == tNumber // 已有8000家企业完成备案
	}
	return false
}

// attachment is a word that goes with what stands in front of it.
type attachment struct {
	name, example string
	// of gives what both are together, in place of the last that stands in front; false
	// where they are two. There is always one in front.
	of func(out []token, t token, p placed) ([]token, bool)
}

// attachments are tried in this order.
var attachments = []attachment{
	{"people of a place", "上海4人被判刑", func(out []token, t token, p placed) ([]token, bool) {
		where := out[0]
		if p.i != 1 || where.kind != tWord || where.w.kind != "place" || t.kind != tNumber || t.noun != "People" || p.last() || p.next().kind != tWord || p.next().nominalWord() || p.next().is("的") {
			return nil, false
		}
		return []token{t, anew(token{zh: "在" + where.zh}, "in "+short(where.en), "adverb", true)}, true
	}},
	{"done already", "数据泄露影响了330万人", func(out []token, t token, p placed) ([]token, bool) {
		deed := &out[len(out)-1]
		if t.kind != tUnknown || t.zh != "了" && t.zh != "过" || !deed.deed() || p.last() {
			return nil, false
		}
		deed.en, deed.w.kind = deed.w.base, "verb"
		return out, true
	}},
	{"held by", "腾讯旗下公司被罚", func(out []token, t token, _ placed) ([]token, bool) {
		n := len(out) - 1
		if n == 0 || !out[n].is("旗下") || out[n-1].kind != tLatin && out[n-1].kind != tWord || t.kind != tWord && t.kind != tLatin {
			return nil, false
		}
		if holdings.MatchString(t.zh) {
			t.en = english.Singular(t.en) // of which one is told
		}
		out[n-1].en = possessive(out[n-1].en)
		out[n] = t
		return out, true
	}},
	{"town of a province", "网络安全论坛在云南昆明举行", func(out []token, t token, p placed) ([]token, bool) {
		province := &out[len(out)-1]
		if len(out) < 2 || t.kind != tWord || t.w.kind != "place" || province.kind != tWord || !provinces[province.zh] || !out[len(out)-2].is("在") || !p.next().deed() {
			return nil, false
		}
		t.zh, t.en = province.zh+t.zh, short(t.en)+", "+short(province.en)
		*province = t
		return out, true
	}},
	{"certain one of China", "我国某电商平台数据泄露", func(out []token, t token, _ placed) ([]token, bool) {
		if !t.is("某") || !out[len(out)-1].is("我国") {
			return nil, false
		}
		t.en += " Chinese"
		out[len(out)-1] = t
		return out, true
	}},
	{"deed by means in front", "男子通过微信出售个人信息", func(out []token, t token, _ placed) ([]token, bool) {
		means := out[len(out)-1]
		if nounDeeds[t.zh] == "" || !means.w.after || !strings.HasPrefix(means.zh, "通过") {
			return nil, false
		}
		return append(out, asVerbOf(t, nounDeeds[t.zh])), true
	}},
	{"of persons of somebody", "谷歌泄露某平台骑手隐私", func(out []token, t token, _ placed) ([]token, bool) {
		n := len(out) - 1
		if n == 0 || t.kind != tWord || !ofPersons[t.zh] || out[n].kind != tWord || !people[out[n].zh] || !doer(out[n-1]) || people[out[n-1].zh] {
			return nil, false
		}
		out[n] = anew(token{zh: out[n].zh + t.zh}, possessive(out[n].en)+" "+t.en, "noun", false)
		return out, true
	}},
	{"rank of a place", "南京市举办网络安全宣传周", func(out []token, t token, _ placed) ([]token, bool) {
		place := &out[len(out)-1]
		if t.kind != tUnknown || place.kind != tWord || place.w.kind != "place" {
			return nil, false
		}
		rank, size := utf8.DecodeRuneInString(t.zh)
		switch {
		case rank == '区' && !ranked(place.zh):
			place.zh, place.en = place.zh+"区", short(place.en)+" District"
		case !strings.ContainsRune("市省县", rank):
			return nil, false
		}
		if t.zh = t.zh[size:]; t.zh == "" { // 厦门 is a term, 厦门市 the same place
			return out, true
		}
		return append(out, t), true
	}},
}

// attach gives what stands in front with the next token, which may go with it.
func (r *render) attach(out []token, t token, p placed) []token {
	n := len(out)
	for i := 0; i < len(attachments) && n > 0; i++ {
		if with, ok := attachments[i].of(out, t, p); ok {
			if r.g.reached != nil {
				r.g.reached(attachments[i].name)
			}
			return with
		}
	}
	named := n > 0 && out[n-1].kind == tUnknown
	if t.kind == tWord && t.w.between && !neutral[t.zh] && (named || p.next().kind == tUnknown) {
		t = token{kind: tUnknown, zh: t.zh} // 与 in an unknown name attachments nothing
	}
	if named && t.kind == tUnknown {
		out[n-1].zh += t.zh
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
