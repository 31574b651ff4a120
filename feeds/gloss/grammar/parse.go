package grammar

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// clause is a headline's clause taken apart. Chinese says what is done after all
// that goes with it: subject, adverbs and auxiliaries, prepositional phrases, verb,
// object.
type clause struct {
	subject []token.Token
	aux     auxiliary
	adverbs []token.Token // adverbs, dates and places before the verb
	fronted []fronted     // 对…, 因…, 为… before the verb
	passive bool
	agent   []token.Token // by whom, in a passive
	verb    token.Token
	object  []token.Token
}

// mood is how an auxiliary joins its verb.
type mood uint8

const (
	plain   mood = iota
	modal        // must protect
	lexical      // plans to protect
	ongoing      // is protecting
	perfect      // has protected
	lacking      // has not protected
	urgent       // urgently needs protection
)

type auxiliary struct {
	mood mood
	en   string
	// weak ones may be part of a word that the term base does not know.
	weak bool
}

// auxiliaries stand between subject and verb and make a sentence of the two.
var auxiliaries = map[string]auxiliary{
	"拟": {mood: lexical, en: "plan to"}, "欲": {mood: lexical, en: "seek to", weak: true}, "有望": {mood: lexical, en: "be expected to"}, "需": {mood: lexical, en: "need to", weak: true}, "需要": {mood: lexical, en: "need to", weak: true},
	"将": {mood: modal, en: "will"}, "即将": {mood: modal, en: "will soon"}, "或将": {mood: modal, en: "may"}, "不会": {mood: modal, en: "will not"},
	"须": {mood: modal, en: "must"}, "必须": {mood: modal, en: "must"}, "务必": {mood: modal, en: "must"}, "应当": {mood: modal, en: "shall"}, "应": {mood: modal, en: "should", weak: true}, "应该": {mood: modal, en: "should"}, "理应": {mood: modal, en: "should"},
	"不得": {mood: modal, en: "must not"}, "不可": {mood: modal, en: "must not"}, "不准": {mood: modal, en: "must not"}, "不能": {mood: modal, en: "cannot"},
	"无法": {mood: modal, en: "cannot"}, "不应": {mood: modal, en: "should not"}, "无需": {mood: modal, en: "need not"}, "无须": {mood: modal, en: "need not"},
	"不需要": {mood: modal, en: "need not"}, "不需": {mood: modal, en: "need not"}, "不用": {mood: modal, en: "need not"}, "不必": {mood: modal, en: "need not"},
	"切勿": {mood: modal, en: "must not"}, "不要": {mood: modal, en: "should not"}, "可": {mood: modal, en: "may", weak: true}, "可以": {mood: modal, en: "may"}, "能": {mood: modal, en: "can", weak: true},
	"能够": {mood: modal, en: "can"}, "会": {mood: modal, en: "will", weak: true}, "可能": {mood: modal, en: "may"}, "可能会": {mood: modal, en: "may"},
	"有可能": {mood: modal, en: "may"}, "将会": {mood: modal, en: "will"},
	"被曝": {mood: lexical, en: "be reported to"}, "不愿": {mood: lexical, en: "be unwilling to"}, "愿意": {mood: lexical, en: "be willing to"},
	"正": {mood: ongoing, weak: true}, "正在": {mood: ongoing}, "已": {mood: perfect}, "已经": {mood: perfect}, "均已": {mood: perfect}, "已于": {mood: perfect},
	"未": {mood: lacking}, "没有": {mood: lacking, weak: true}, "尚未": {mood: lacking}, "亟待": {mood: urgent}, "亟需": {mood: urgent}, "急需": {mood: urgent},
}

// passives mark what is done to the subject.
var passives = lexicon.Set("被 遭 获")

// timeNouns tell when, before a verb.
var timeNouns = map[string]string{
	"去年以来": "since last year", "半年": "in six months", "半年来": "in the past six months", "上半年": "in the first half of the year",
	"前三季度": "in the first three quarters", "今年底": "by the end of this year", "年底前": "before year-end", "年内": "within the year",
	"明年": "next year", "明年起": "from next year", "今年": "this year", "去年": "last year", "今起": "from today", "今日": "today",
	"一季度": "in the first quarter", "二季度": "in the second quarter", "三季度": "in the third quarter", "四季度": "in the fourth quarter",
	"下半年": "in the second half of the year", "今年以来": "so far this year", "近年来": "in recent years", "上月": "last month", "全年": "in the full year",
	"年初以来": "since the start of the year", "截至目前": "to date", "目前": "at present", "近三年": "in the past three years", "五年来": "in five years",
	"三年来": "in three years", "下月": "next month", "明年初": "early next year", "明年底": "at the end of next year", "最快明年": "as early as next year",
	"年初": "at the start of the year", "今年初": "early this year", "去年底": "at the end of last year", "昨日": "yesterday", "昨天": "yesterday",
	"今天": "today", "明天": "tomorrow", "日前": "recently", "近日": "recently", "今后": "in the future",
}

func when(t token.Token) bool {
	return t.Kind == token.Date && !strings.HasSuffix(t.EN, "%") || t.Kind == token.Known && timeNouns[t.ZH] != ""
}

// parse takes a clause apart where an auxiliary, a passive or a fronted phrase says
// beyond doubt what is what.
func (r *Rendering) parse(t []token.Token) (clause, bool) {
	for i := range t {
		if x := t[i]; x.Kind != token.Known && !when(x) || !r.mayFollow(t, i) {
			continue
		}
		if c, ok := r.predicateAt(t, i); ok && r.sound(predicate{t: t, i: i, clause: c}) {
			c.subject = t[:i]
			return c, true
		}
	}
	return clause{}, false
}

// predicate is a clause with where it begins among the tokens.
type predicate struct {
	t []token.Token
	i int
	clause
}

func (p predicate) final() token.Token { return p.t[len(p.t)-1] }

// phrases are grounds on which what looks like a clause is the name of what it ends in.
var phrases = []ground[predicate]{
	{"list of what is to be", "2026年度拟支持项目公示", func(p predicate) bool {
		return listEnd.MatchString(p.final().ZH) && !handled[p.verb.ZH] && !giving[p.verb.ZH]
	}},
	{"case of a wrong", "男子擅自发布他人照片案", func(p predicate) bool {
		return p.i > 0 && p.aux.mood == plain && !p.passive && p.final().Kind == token.Known && happened[p.final().ZH] != "" && deeds[p.verb.ZH] && wrongly(p.adverbs)
	}},
	{"those who did not", "多地网信办集中约谈未备案生成式人工智能服务提供者", func(p predicate) bool {
		return p.i == 0 && p.aux.mood == lacking && doers.MatchString(p.final().ZH)
	}},
	{"object that did not", "三部门：应用商店不得上架未备案App", func(p predicate) bool {
		return p.i > 0 && p.aux.mood == lacking && p.t[p.i-1].Verb()
	}},
	{"so many that did not", "北京网信办约谈三家未落实算法备案要求的企业", func(p predicate) bool {
		return p.i == 1 && p.aux.mood == lacking && p.t[0].Kind == token.Number
	}},
	{"answers on a thing", "最高检就检察机关办理侵犯公民个人信息案件指引答问", func(p predicate) bool {
		return p.i > 0 && len(p.fronted) > 0 && strings.HasSuffix(p.final().ZH, "问")
	}},
}

// sound reports whether a clause may be one although nouns tell of others in it.
func (r *Rendering) sound(p predicate) bool {
	if grounded(r, phrases, p) {
		return false
	}
	be := p.verb.Word.Base == "be" || strings.HasPrefix(p.verb.Word.Base, "be not")
	switch whole := !Modifies(p.object); {
	case p.i == 0:
		return p.aux.mood != lacking && p.aux.mood != plain || whole
	case be, whole:
		return true
	}
	who := p.t[p.i-1]
	return acts(who) || p.aux.mood == modal && Doer(who)
}

// wrongly reports a manner in which nobody deals with a case.
func wrongly(adverbs []token.Token) bool {
	return slices.ContainsFunc(adverbs, func(x token.Token) bool { return illegally[x.ZH] != "" || x.Is("擅自") || x.Is("私自") })
}

// commanding verbs have one who is to do what follows.
var commanding = lexicon.Set("判令 责令 要求 判决 督促 敦促 命令 提醒 呼吁 鼓励 引导 组织 指导")

// listEnd ends a title that is no sentence.
var listEnd = pattern.MustCompile(`(?:公示|公告|通告|名单|通知)$`)

// Modifies reports a 的 with a noun behind it, so that what stands before may be no
// sentence but tell of that noun: 未履行义务的企业.
func Modifies(t []token.Token) bool {
	return slices.ContainsFunc(t, func(x token.Token) bool { return x.Is("的") })
}

// acts reports a noun that names who acts and no thing.
func acts(t token.Token) bool {
	return t.Kind == token.Known && (t.Word.Kind == "org" || t.Word.Kind == "place" || countries[t.EN] || actors[t.ZH]) || t.Kind == token.Latin
}

// opening is a word before which a subject may end.
type opening struct {
	aux     bool
	mood    mood
	front   bool // it is a preposition
	adverb  bool
	fate    bool // what becomes of the subject
	certain bool
}

func opens(t token.Token) opening {
	a, aux := auxiliaries[t.ZH]
	_, front := prepositions[t.ZH]
	return opening{aux: aux, mood: a.mood, front: front, adverb: t.Word.Kind == "adverb" || when(t), fate: suffers(t), certain: certain[t.ZH]}
}

// mayFollow reports whether the subject may end before i.
func (r *Rendering) mayFollow(t []token.Token, i int) bool {
	o := opens(t[i])
	switch {
	case !o.aux && !o.front && !o.adverb && !o.fate && !(o.certain && t[i].Verb()):
		return false
	case i == 0:
		return o.aux || o.adverb || o.front && !modifiesLast(t) || (t[0].Is("被") || t[0].Is("遭")) && len(t) > 2 && acts(t[1])
	case o.front && !Doer(t[i-1]) && !because(t[i]):
		return false
	}
	return !r.goesOn(t, i, o) && endsSubject(t[i-1])
}

// bond is a word in a subject with the one before which that may end.
type bond struct {
	word token.Token
	end  opening
}

// bonds are grounds on which the subject goes on behind the last word that is told.
var bonds = []ground[bond]{
	{"not done, and blamed for it", "家长起诉某平台未保护儿童", func(b bond) bool {
		return b.end.mood == lacking && (because(b.word) || blames(b.word))
	}},
	{"blamed for how it was done", "家长起诉某平台擅自公开信息", func(b bond) bool { return b.end.adverb && blames(b.word) }},
	{"governed", "多个Chrome扩展在供应链攻击中遭攻陷", func(b bond) bool { return b.word.Kind == token.Known && governing[b.word.ZH] }},
	{"practised upon", "公安机关查处非法倒卖演唱会门票", func(b bond) bool { return practised[b.word.ZH] }},
	{"sanctioned", "网信办处罚未履行义务企业", func(b bond) bool { return sanctions[b.word.ZH] }},
	{"bidden", "工信部要求企业不得收集信息", func(b bond) bool { return commanding[b.word.ZH] }},
	{"reported", "法院认定简历属于个人信息", func(b bond) bool {
		return (b.end.certain || b.end.mood == modal) && reporting[b.word.ZH] && b.word.Deed()
	}},
	{"said", "某公司表示未发现数据泄露", func(b bond) bool { return b.end.mood != plain && says[b.word.ZH] && b.word.Deed() }},
}

// goesOn reports a subject that goes on behind the word at i, which might end it.
func (r *Rendering) goesOn(t []token.Token, i int, o opening) bool {
	before := t[:i]
	if taken := slices.IndexFunc(before, func(x token.Token) bool { return x.Is("把") || x.Is("将") }); taken > 0 && passives[t[i].ZH] {
		before = before[:taken] // 将信息公布在群里被起诉
	}
	for n, x := range before {
		if o.fate && deedBefore[x.ZH] && slices.ContainsFunc(before[min(n+2, i):], token.Token.Verb) {
			continue // 在群里发布照片被诉
		}
		if grounded(r, bonds, bond{x, o}) {
			return true
		}
	}
	return false
}

// governing prepositions have what follows within their phrase.
var governing = lexicon.Set("关于 对 就 在 为 向")

// blames reports a verb that names somebody for what he did.
func blames(t token.Token) bool { return t.Verb() && causing[t.ZH] == "for" }

// endsSubject reports a word behind which there need be no more of a subject.
func endsSubject(t token.Token) bool {
	return t.Kind != token.Comma && (t.Kind != token.Known || t.Word.Kind != "adverb" && (t.Word.Kind != "connective" || t.Is("等")))
}

// Doer reports whether a token may end the name of one who acts.
func Doer(t token.Token) bool {
	return t.Kind == token.Latin || t.Kind == token.Group || t.Kind == token.Number && t.Noun != "" || t.Kind == token.Known && (t.Word.Kind == "org" || t.Word.Kind == "place" || actors[t.ZH] || people[t.ZH] || countries[t.EN] || doers.MatchString(t.ZH))
}

// countries act in headlines, by their English.
var countries = func() map[string]bool {
	m := lexicon.Set(`China Japan Germany France Singapore Russia India Vietnam Brazil Italy Australia Canada Ireland Spain Switzerland Sweden Norway Poland Greece Turkey Indonesia
		Malaysia Thailand Mexico Argentina Nigeria Kenya Israel California Texas ASEAN Europe Florida Illinois Virginia Colorado Utah Connecticut Montana Maryland Michigan
		Massachusetts Oregon Tennessee Washington Quebec Ontario Bavaria Austria Belgium Denmark Finland Portugal Hungary Romania Bulgaria Croatia Slovenia Slovakia Estonia
		Latvia Lithuania Luxembourg Malta Cyprus Iceland Ukraine Kazakhstan Uzbekistan Cambodia Laos Myanmar Brunei Bangladesh Pakistan Nepal Mongolia Egypt Morocco Ghana
		Ethiopia Chile Peru Colombia Ecuador Uruguay Qatar Kuwait Jordan Bahrain Iran Iraq Taiwan Macao`)
	for _, en := range []string{"the EU", "the United States", "the United Kingdom", "South Korea", "the Netherlands", "the Philippines", "New Zealand", "South Africa", "Saudi Arabia", "the UAE", "New York State", "the Czech Republic", "Sri Lanka", "North Korea", "Hong Kong", "New Jersey", "Washington State", "the US"} {
		m[en] = true
	}
	return m
}()

// predicateAt reads a predicate from i on: its auxiliary, adverbs and what is put in front,
// in any order, up to the verb.
func (r *Rendering) predicateAt(t []token.Token, i int) (clause, bool) {
	c := clause{}
	sure := false
	j := i
	for ; j < len(t); j++ {
		x := t[j]
		a, aux := auxiliaries[x.ZH]
		prep := prepositionAt(t, j)
		switch known := x.Kind == token.Known; {
		case known && aux && prep != "把" && (!a.weak || j+1 < len(t) && t[j+1].Kind == token.Known):
			if c.aux.mood != plain && c.aux.mood != perfect {
				return c, false
			}
			c.aux, sure = a, true
			continue
		case known && passives[x.ZH]:
			return passiveAt(t, j, c)
		case prep != "" && j+2 < len(t):
			k := r.frontEnd(t, j)
			if k < 0 || suffers(t[k]) && suffersAlone(prep, t[j+2:k]) {
				return c, false
			}
			c.fronted, sure = append(c.fronted, fronted{prep, t[j+1 : k]}), true
			j = k - 1
			continue
		case known && x.Word.Kind == "adverb" || when(x):
			c.adverbs = append(c.adverbs, x)
			continue
		}
		break
	}
	return c.withVerb(t, i, j, sure)
}

// prepositionAt is the preposition at j, "" where none is; 将 is 把 with an object in front of
// its verb: 将信息提供给他人.
func prepositionAt(t []token.Token, j int) string {
	x := t[j]
	if x.Kind != token.Known {
		return ""
	}
	if x.Is("将") && takes(t, j) {
		return "把"
	}
	if _, front := prepositions[x.ZH]; front {
		return x.ZH
	}
	return ""
}

// suffersAlone reports a phrase behind which what becomes of somebody is not told of the
// phrase: 将照片发朋友圈被判侵权, 在群里发布照片被诉, 为客户投保被判赔偿.
func suffersAlone(prep string, of []token.Token) bool {
	return prep == "把" || deedBefore[prep] && slices.ContainsFunc(of, token.Token.Verb)
}

// deedBefore are prepositions of what somebody did, where what befell him for it follows.
var deedBefore = lexicon.Set("在 为")

// takes reports 将 with an object in front of its verb.
func takes(t []token.Token, j int) bool {
	if j+2 >= len(t) {
		return false
	}
	n := t[j+1]
	return n.Kind == token.Number && n.Noun != "" || n.Kind == token.Known && n.Word.Nominal() && n.Word.Base == ""
}

// withVerb reads the verb at j of the predicate that began at i; sure is whether what
// stands in front of it makes it one.
func (c clause) withVerb(t []token.Token, i, j int, sure bool) (clause, bool) {
	if j >= len(t) || t[j].Kind != token.Known {
		return c, false
	}
	v := t[j]
	if v.Befallen() {
		c.passive = strings.HasPrefix(v.Word.Base, "be ")
	}
	c.verb, c.object = v, t[j+1:]
	sure = sure || i > 0 && (v.Befallen() || v.Verb() && certain[v.ZH])
	switch alone := len(c.object) == 0; {
	case v.Done() && (j > 0 || sure):
		return c, alone || ofSum(c.object[0])
	case !sure && (j == i || i == 0):
		return c, false // nothing says that it is a verb
	case c.objectEnd().Befallen():
		return c, false // 擅自公布住址被判道歉
	case v.Deed() && sure:
		return c, c.single()
	case c.aux.demands() && v.Word.Nominal():
		c.object, c.verb = t[j:], token.Token{}
		return c, true
	case i == 0:
		return c, false
	case v.Verb() && changing[v.ZH] && alone:
		return c, true
	case v.Deed() && (eventive[v.ZH] || finitely[v.ZH] && !alone):
		return c, c.single()
	}
	return c, false
}

// ofSum reports a sum, or how many of something.
func ofSum(t token.Token) bool {
	return t.Kind == token.Money || t.Kind == token.Number || strings.Contains(t.EN, "RMB ")
}

// single reports an object that has no clause in it, nor what became of anybody.
func (c clause) single() bool { return c.whole() && !slices.ContainsFunc(c.object, token.Token.Done) }

// demands reports an auxiliary of what must or must not be, which may have a thing
// behind it in place of a verb.
func (a auxiliary) demands() bool {
	return a.mood == modal && a.en != "will" && a.en != "will soon" && a.en != "may" && a.en != "can"
}

// whole reports whether the object holds no second clause that the grammar here
// would misread.
func (c clause) whole() bool {
	for i, x := range c.object {
		if a, ok := auxiliaries[x.ZH]; ok && x.Kind == token.Known && !a.weak || x.Kind == token.Known && passives[x.ZH] {
			return i > 0 && c.object[i-1].Is("的")
		}
		if i > 0 && x.Verb() && certain[x.ZH] {
			return false
		}
	}
	return true
}

// passiveAt reads 被, 遭 or 获 at j with the doer and the deed.
func passiveAt(t []token.Token, j int, c clause) (clause, bool) {
	k := j + 1
	for k < len(t) && !t[k].Deed() && !(t[k].Word.Kind == "adverb" && t[k].Kind == token.Known) {
		k++
	}
	c.agent = t[j+1 : k]
	for k < len(t) && t[k].Kind == token.Known && t[k].Word.Kind == "adverb" {
		c.adverbs = append(c.adverbs, t[k])
		k++
	}
	if k >= len(t) || !t[k].Deed() || (t[j].Is("遭") || t[j].Is("获")) && len(c.agent) > 0 && !Doer(c.agent[len(c.agent)-1]) {
		if t[j].Deed() && j+1 < len(t) { // 遭网络攻击: what befalls is a thing
			c.agent, c.verb, c.object = nil, t[j], t[j+1:]
			return c, c.whole() && t[len(t)-1].Word.Kind != "doc_type"
		}
		return c, false
	}
	if len(c.agent) > 0 && !Doer(c.agent[len(c.agent)-1]) {
		return c, false
	}
	c.passive, c.verb, c.object = true, t[k], t[k+1:]
	return c, c.whole()
}

// depriving verbs take something from whom they befall: 被吊销许可证.
var depriving = lexicon.Set("吊销 没收 撤销 冻结 扣押 查封 注销 解除 暂扣 泄露 窃取 盗取 盗走 曝光 公开")

// imposed are verbs of sanctions, which one suffers beside another.
var imposed = lexicon.Set("给予 处以 处 罚款 警告 没收 责令")
