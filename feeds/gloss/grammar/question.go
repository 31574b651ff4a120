package grammar

import (
	"cmp"
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
)

// questions are the forms of a clause that asks; its mark stands behind the clause already.
var questions []form[[]token.Token]

// askings are those of a clause by the word in it that asks.
var askings []form[asker]

func init() {
	questions = []form[[]token.Token]{
		{"how long it takes", "标准合同备案需要多长时间？", nil, (*Rendering).takesHowLong},
		{"how long", "评估报告应当保存多久？", nil, (*Rendering).howLong},
		{"what it is", "敏感个人信息是什么？", nil, (*Rendering).isWhat},
		{"in what cases", "什么情况下可以不经同意处理个人信息？", nil, (*Rendering).inWhatCases},
		{"what is it", "什么是敏感个人信息？", nil, (*Rendering).whatIs},
		{"how often", "隐私政策多久更新一次？", nil, (*Rendering).howOften},
		{"how often it must", "企业应当多久开展一次审计？", nil, (*Rendering).mustHowOften},
		{"by whom it must", "合规审计应当由谁开展？", nil, (*Rendering).mustByWhom},
		{"what of it", "新规新在哪？", nil, (*Rendering).whatOf},
		{"whence", "骚扰电话从哪来？", nil, (*Rendering).whence},
		{"by its word", "数据出境如何合规？", nil, (*Rendering).asksByWord},
	}
	askings = []form[asker]{
		{"which", "数据安全官应具备哪些能力？", nil, (*Rendering).asksWhich},
		{"whether it is so", "你的个人信息安全吗？", nil, (*Rendering).whether},
		{"what to do", "收到数据泄露通知后应该怎么做？", nil, (*Rendering).asksWhatToDo},
		{"how", "删除权如何行使？", nil, (*Rendering).asksHow},
		{"whether one can", "单位能否公开员工体检结果？", nil, (*Rendering).asksCan},
		{"whether", "申报数据出境安全评估是否收费？", nil, (*Rendering).asksIf},
		{"who", "谁在泄露我们的个人信息？", nil, (*Rendering).asksWho},
		{"why", "为什么App总要读取通讯录？", nil, (*Rendering).asksWhy},
	}
}

// asker is a clause with the place of the word in it that asks.
type asker struct {
	t []token.Token
	i int
}

// word is the word that asks.
func (a asker) word() string { return a.t[a.i].ZH }

// sides are what stands before and behind it.
func (a asker) sides() (before, behind []token.Token) { return a.t[:a.i], a.t[a.i+1:] }

// laterAdverb takes out an adverb behind the word that asks, which English has at the end:
// 如何通过审计提升能力.
func (a asker) laterAdverb() (asker, string) {
	_, behind := a.sides()
	if len(behind) < 2 || behind[0].Word.Kind != "adverb" || !behind[0].Word.After || !behind[1].Deed() {
		return a, ""
	}
	return asker{append(slices.Clone(a.t[:a.i+1]), behind[1:]...), a.i}, " " + behind[0].EN
}

// asksByWord renders a clause by the first word in it that asks.
func (r *Rendering) asksByWord(t []token.Token) (string, bool) {
	for i, x := range t {
		if x.Kind != token.Known || i+1 == len(t) && x.ZH != "吗" && !whatToDo[x.ZH] {
			continue
		}
		if en, ok := shaped(r, askings, asker{t, i}); ok {
			return en, true
		}
	}
	return "", false
}

// asksWhy renders 为何, which may stand anywhere.
func (r *Rendering) asksWhy(a asker) (string, bool) {
	if a.word() != "为何" && a.word() != "为什么" {
		return "", false
	}
	c, ok := r.ClauseOf(slices.Concat(a.sides()))
	if !ok {
		return "", false
	}
	return "Why " + r.say(c), true
}

// isWhat is 什么是 behind what it asks about.
func (r *Rendering) isWhat(t []token.Token) (string, bool) {
	n := len(t) - 1
	if n < 2 || !t[n].Is("什么") || !t[n-1].Is("是") {
		return "", false
	}
	return r.whatThingIs(t[:n-1]), true
}

// whatIs is 什么是 in front of it.
func (r *Rendering) whatIs(t []token.Token) (string, bool) {
	if len(t) < 3 || !t[0].Is("什么") || !t[1].Is("是") {
		return "", false
	}
	return r.whatThingIs(t[2:]), true
}

func (r *Rendering) whatThingIs(t []token.Token) string {
	what := r.Thing(t)
	return "What " + english.Capital(are(english.IsPlural(what))) + " " + what
}

func (r *Rendering) inWhatCases(t []token.Token) (string, bool) {
	if len(t) < 5 || !t[0].Is("什么") || !inWhich[t[1].ZH] || !t[2].Is("下") {
		return "", false
	}
	return r.asksWhen("What", t[1:])
}

// howOften asks how often something is done to a thing: 隐私政策多久更新一次.
func (r *Rendering) howOften(t []token.Token) (string, bool) {
	n := len(t) - 1
	if n < 3 || t[n].Kind != token.Number || t[n].ZH != "一次" || !t[n-2].Is("多久") || !t[n-1].Deed() {
		return "", false
	}
	verb := clause{passive: true, verb: t[n-1]}
	if aux := auxiliaries[t[n-3].ZH]; aux.mood == modal && n > 3 {
		return strings.Join([]string{"How Often", aux.en, r.Topic(t[:n-3], true), "Be", r.verb(&verb, "")}, " "), true // 审计应当多久开展一次
	}
	subject := r.Topic(t[:n-2], true)
	return "How Often " + english.Capital(are(english.IsPlural(subject))) + " " + subject + " " + r.verb(&verb, ""), true
}

// mustHowOften asks how often somebody must do something: 应当多久开展一次审计.
func (r *Rendering) mustHowOften(t []token.Token) (string, bool) {
	i := slices.IndexFunc(t, func(x token.Token) bool { return x.Is("多久") })
	if i < 2 || i+3 >= len(t) || !t[i+1].Deed() || t[i+2].ZH != "一次" || auxiliaries[t[i-1].ZH].mood != modal {
		return "", false
	}
	return strings.Join([]string{"How Often", auxiliaries[t[i-1].ZH].en, r.Topic(t[:i-1], false), t[i+1].Word.Base, r.Thing(t[i+3:])}, " "), true
}

// mustByWhom asks who must do it: 审计应当由谁开展.
func (r *Rendering) mustByWhom(t []token.Token) (string, bool) {
	n := len(t) - 1
	if n < 4 || !t[n].Deed() || !t[n-1].Is("谁") || !t[n-2].Is("由") || auxiliaries[t[n-3].ZH].mood != modal {
		return "", false
	}
	return "Who " + english.Capital(auxiliaries[t[n-3].ZH].en) + " " + t[n].Word.Base + " " + r.Thing(t[:n-3]), true
}

// whatOf asks about what stands in front.
func (r *Rendering) whatOf(t []token.Token) (string, bool) {
	n := len(t) - 1
	if n < 1 || whatsOf[t[n].ZH] == "" {
		return "", false
	}
	return whatsOf[t[n].ZH] + " " + r.Thing(t[:n]), true
}

// whence asks where something comes from.
func (r *Rendering) whence(t []token.Token) (string, bool) {
	n := len(t) - 1
	if n < 1 || !whences[t[n].ZH] {
		return "", false
	}
	subject := r.Topic(t[:n], false)
	return "Where " + does(subject) + " " + subject + " Come From", true
}

// asksWhatToDo renders what is to be done, about a thing or after something was done.
func (r *Rendering) asksWhatToDo(a asker) (string, bool) {
	t, i := a.t, a.i
	x, before := t[i], t[:i]
	switch {
	case !whatToDo[x.ZH], i+1 < len(t):
		return "", false
	case i == 0:
		return x.EN, true
	case i > 1 && t[i-1].Is("后"):
		return x.EN + " " + r.after(before[:i-1]), true
	case i > 2 && t[i-2].Is("后"):
		return x.EN + " " + r.after(before[:i-2]), true // 后应该怎么做
	}
	if x.Is("怎么做") {
		return r.Thing(before) + ": How to Do It", true // 审计怎么做
	}
	return r.Thing(before) + ": " + x.EN, true
}

// asksHow asks how something is done, or is to be done when or after something else was.
func (r *Rendering) asksHow(a asker) (string, bool) {
	if !howTo[a.word()] {
		return "", false
	}
	a, late := a.laterAdverb()
	_, behind := a.sides()
	if !behind[0].Deed() {
		return "", false
	}
	return r.howDone(a.t, a.i, behind) + late, true
}

func (r *Rendering) howDone(t []token.Token, i int, behind []token.Token) string {
	before := t[:i]
	if i > 2 && t[i-2].Is("后") && (auxiliaries[t[i-1].ZH].mood != plain || t[i-1].Is("该")) {
		t, i = append(slices.Clone(t[:i-1]), t[i:]...), i-1
	}
	if i > 1 && lapsing[t[i-1].ZH] && t[i-1].Deed() {
		subject := r.Thing(t[:i-1])
		expires := "Expires"
		if english.IsPlural(subject) {
			expires = "Expire"
		}
		return r.how(nil, behind) + " When " + definite(subject) + " " + expires // 有效期届满如何申请延期
	}
	if i > 3 && (auxiliaries[t[i-1].ZH].mood == modal || t[i-1].Is("该")) && !t[i-2].Is("后") {
		if who, deed, ok := r.DoerAndDeed(t[:i-1], false); ok {
			return "How Should " + who + " " + strings.TrimPrefix(r.how(nil, behind), "How to ") + " When " + deed // 处理者变更接收方应如何办理手续
		}
	}
	if i > 3 && t[i-1].Is("后") {
		if who, deed, ok := r.DoerAndDeed(t[:i-1], false); ok {
			return "How Should " + who + " " + strings.TrimPrefix(r.how(nil, behind), "How to ") + " After " + deed
		}
	}
	if i > 1 && t[i-1].Is("后") {
		return r.how(nil, behind) + " " + r.after(t[:i-1])
	}
	if i > 0 && (auxiliaries[t[i-1].ZH].mood != plain || t[i-1].Is("该")) {
		before = t[:i-1]
	}
	return r.how(before, behind)
}

// asksWho renders who does something, will do it, or is doing it.
func (r *Rendering) asksWho(a asker) (string, bool) {
	_, t := a.sides()
	if !whoDoes[a.word()] || a.i > 0 || !t[0].Deed() {
		return "", false
	}
	base := t[0].Word.Base
	switch a.word() {
	case "谁来":
		return "Who Will " + base + " " + r.named(t[1:], r.predicate), true
	case "谁在":
		return "Who Is " + english.Inflect(base, english.Gerund) + " " + r.Thing(t[1:]), true
	}
	en := "Who " + english.Inflect(base, english.Third) + " "
	if len(t) > 2 && strings.HasSuffix(en, " to ") && t[1].Deed() {
		return en + t[1].Word.Base + " " + r.Thing(t[2:]), true
	}
	return en + r.named(t[1:], r.predicate), true
}

// asksWhich renders a clause with the word at i that asks which there are: of those who
// do something, or of what someone must or does do.
func (r *Rendering) asksWhich(a asker) (string, bool) {
	t, i := a.t, a.i
	word, behind := t[i].EN, t[i+1:]
	switch {
	case !which[a.word()]:
	case i == 0 && len(behind) > 3 && inWhich[behind[0].ZH]:
		return r.asksWhen(word, behind)
	case i == 0:
		if c, ok := r.ClauseOf(behind); ok {
			return word + " " + r.say(c), true
		}
	case i > 4 && t[i-1].Deed() && auxiliaries[t[i-2].ZH].mood == modal && duties[t[i-1].ZH]:
		if en, ok := r.asksOfDoer(t, i); ok {
			return en, true
		}
		return strings.Join([]string{word, r.Thing(behind), auxiliaries[t[i-2].ZH].en, r.Topic(t[:i-2], false), t[i-1].Word.Base}, " "), true
	case i > 2 && t[i-1].Deed() && auxiliaries[t[i-2].ZH].mood == modal:
		return strings.Join([]string{word, r.Thing(behind), auxiliaries[t[i-2].ZH].en, r.Topic(t[:i-2], false), t[i-1].Word.Base}, " "), true
	case i > 0 && including[t[i-1].ZH] != "" && i+1 < len(t):
		subject := r.Topic(t[:i-1], false)
		return strings.Join([]string{word, r.Thing(behind), does(subject), subject, including[t[i-1].ZH]}, " "), true
	case i > 2 && t[i-1].Deed() && (t[i-2].Is("需要") || t[i-2].Is("需")):
		if Doer(t[i-3]) {
			subject := r.Topic(t[:i-2], false)
			return strings.Join([]string{word, r.Thing(behind), does(subject), subject, "need to", t[i-1].Word.Base}, " "), true
		}
		verb := clause{passive: true, verb: t[i-1]}
		return strings.Join([]string{word, r.Thing(behind), "need to be", r.verb(&verb, ""), "for", r.Thing(t[:i-2])}, " "), true // 申报需要提交哪些材料
	case i == 2 && t[1].Deed() && (t[0].Is("需要") || t[0].Is("需") || t[0].Is("还需")):
		verb := clause{passive: true, verb: t[1]}
		return strings.Join([]string{word, r.Thing(behind), "Need to Be", r.verb(&verb, "")}, " "), true // 需要迈过哪些坎
	case i > 1 && (t[i-1].Deed() || auxiliaries[t[i-1].ZH].en == "need to"):
		subject := r.Topic(t[:i-1], false)
		return strings.Join([]string{word, r.Thing(behind), does(subject), subject, cmp.Or(t[i-1].Word.Base, "need")}, " "), true
	}
	return "", false
}

// whences are the words for it.
var whences = lexicon.Set("从何而来 从哪来 哪里来 从哪里来")

// including are verbs of what a thing has.
var including = map[string]string{"包括": "include", "包含": "contain", "涵盖": "cover"}

// lapsing verbs tell that a time is over.
var lapsing = lexicon.Set("届满 到期 期满 过期")

// duties are verbs of what one must do when one does something.
var duties = lexicon.Set("履行 办理 满足 完成 遵守 注意 采取 提交 准备 承担")

// asksOfDoer asks which duties somebody has when he does something: 企业传输数据应当履行哪些程序.
func (r *Rendering) asksOfDoer(t []token.Token, i int) (string, bool) {
	return r.Try(func() (string, bool) {
		if _, at := DoerAt(t[:i-2], false); at > 0 && FailsIn(t[at-1:at]) != nil {
			return "", false
		}
		before := t[:i-2]
		at := slices.IndexFunc(before, func(x token.Token) bool { return prepositions[x.ZH] != "" && x.Kind == token.Known })
		who, deed, ok := "", "", false
		if at > 0 && Doer(before[at-1]) {
			deed, ok = r.told(before[at:])
			who = r.Thing(before[:at])
		} else {
			who, deed, ok = r.DoerAndDeed(before, false)
		}
		return strings.Join([]string{t[i].EN, r.Thing(t[i+1:]), auxiliaries[t[i-2].ZH].en, who, t[i-1].Word.Base, "When", deed}, " "), ok
	})
}

// intransitive verbs are done by what stands before them.
var intransitive = lexicon.Set("合规 维权 收费 发展 运行 退出 生效 落地 起步 破局 应对")

// whatsOf are the questions of it.
var whatsOf = map[string]string{
	"新在哪": "What Is New in", "新在哪里": "What Is New in", "难在哪": "What Is Difficult about", "有何变化": "What Has Changed in",
	"有何不同": "What Is Different in", "有何新变化": "What Has Changed in", "成效如何": "What Are the Results of", "成效几何": "What Are the Results of",
	"效果如何": "What Are the Results of", "效果几何": "What Are the Results of", "进展如何": "What Is the Progress of",
	"影响几何": "What Is the Impact of", "影响如何": "What Is the Impact of", "风险几何": "What Are the Risks of", "前景如何": "What Are the Prospects of",
}

// inWhich are what something is so in.
var inWhich = lexicon.Set("情形 情况 场景 情形下 情况下")

// asksWhen renders in which circumstances something must or may be done, or need not be:
// 哪些情形应当申报评估.
func (r *Rendering) asksWhen(word string, t []token.Token) (string, bool) {
	lead := "In " + word + " " + t[0].EN
	rest := t[1:]
	if rest[0].Is("下") {
		rest = rest[1:]
	}
	a := auxiliaries[rest[0].ZH]
	late := ""
	for len(rest) > 3 && rest[1].Kind == token.Known && rest[1].Word.Kind == "adverb" && rest[1].Word.After {
		late = " " + rest[1].EN + late
		rest = append(slices.Clone(rest[:1]), rest[2:]...)
	}
	if a.mood == plain || len(rest) < 3 {
		return "", false
	}
	if rest[1].Verb() && strings.HasPrefix(rest[1].ZH, "免") && rest[2].Deed() {
		return lead + " is " + english.Inflect(rest[2].Word.Base, english.Gerund) + " " + r.named(rest[3:], r.predicate) + " not required", true
	}
	if !rest[1].Deed() || english.Spaced(rest[1].Word.Base) && !strings.HasSuffix(rest[1].Word.Base, " for") {
		return "", false
	}
	verb := clause{passive: true, verb: rest[1]}
	what := r.named(rest[2:], r.predicate)
	switch {
	case a.en == "need to":
		return strings.Join([]string{lead, does(what), what, "need to be", r.verb(&verb, "")}, " ") + late, true
	case a.en == "need not":
		return strings.Join([]string{lead, "need", what, "not be", r.verb(&verb, "")}, " ") + late, true
	case a.mood == modal:
		return strings.Join([]string{lead, a.en, what, "be", r.verb(&verb, "")}, " ") + late, true
	}
	return "", false
}

// asked is a bare verb with its object, without its preposition where it has none.
func (r *Rendering) asked(t []token.Token) string {
	base := t[0].Word.Base
	if len(t) == 1 && english.Spaced(base) {
		base = base[:strings.LastIndexByte(base, ' ')]
	}
	return base + " " + r.named(t[1:], r.predicate)
}

// obtaining verbs have for their object what a deed may require.
var obtaining = lexicon.Set("取得 获得 征得 经过 经 通过 办理")

// does is the verb that asks what a subject does.
func does(subject string) string {
	if english.IsPlural(subject) {
		return "Do"
	}
	return "Does"
}

var (
	needing  = map[string]string{"需要": "need", "需": "need", "须": "need", "应": "should", "应当": "should", "应该": "should", "必须": "need"}
	which    = lexicon.Set("哪些 哪类 什么样的")
	whoDoes  = lexicon.Set("谁 谁来 谁在")
	howTo    = lexicon.Set("如何 怎么 怎样")
	whatToDo = lexicon.Set("怎么提 怎么管 怎么用 怎么定 怎么算 怎么选 怎么赔 怎么防 怎么判 怎么报 怎么审 怎么查 怎么改 怎么填 该怎么办 怎么做 怎么办 怎么看 如何看")
)

// takesHowLong asks how long something takes: 备案需要多久.
func (r *Rendering) takesHowLong(t []token.Token) (string, bool) {
	n := len(t) - 1
	if n < 2 || !t[n].Is("多久") && !t[n].Is("多长时间") || !t[n-1].Is("需要") && !t[n-1].Is("需") {
		return "", false
	}
	subject := r.Topic(t[:n-1], false)
	return strings.Join([]string{"How Long", does(subject), subject, "Take"}, " "), true
}

// howLong asks for how long something must be done.
func (r *Rendering) howLong(t []token.Token) (string, bool) {
	n := len(t) - 1
	if n < 3 || !t[n].Is("多久") && !t[n].Is("多长时间") || !t[n-1].Deed() {
		return "", false
	}
	verb := clause{passive: true, verb: t[n-1]}
	switch aux := auxiliaries[t[n-2].ZH]; {
	case t[n-2].Is("需要"), t[n-2].Is("需"):
		subject := r.Topic(t[:n-2], true)
		return strings.Join([]string{"How Long", does(subject), subject, "Need to Be", r.verb(&verb, "")}, " "), true
	case aux.mood == modal:
		return strings.Join([]string{"How Long", aux.en, r.Topic(t[:n-2], true), "be", r.verb(&verb, "")}, " "), true
	}
	return "", false
}

// how asks how something is done, by someone or to a thing.
func (r *Rendering) how(subject, t []token.Token) string {
	base := t[0].Word.Base
	if i := strings.LastIndexByte(base, ' '); len(t) == 1 && english.Spaced(base) {
		base = base[:i] // respond to
	}
	verb := strings.TrimSpace(base + " " + r.named(t[1:], r.predicate))
	switch n := len(subject); {
	case n == 0:
		return "How to " + verb
	case len(t) == 1 && !intransitive[t[0].ZH] && (subject[n-1].Kind == token.Group || !Doer(subject[n-1])) && !subject[0].Deed():
		return "How to " + t[0].Word.Base + " " + definite(r.Thing(subject)) // “单独同意”如何理解
	case Doer(subject[n-1]):
		return "How Should " + r.Thing(subject) + " " + verb
	}
	return r.Thing(subject) + ": How to " + verb
}
