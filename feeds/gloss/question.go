package gloss

import (
	"cmp"
	"slices"
	"strings"
)

// question renders a clause that asks; its mark stands behind the clause already.
func (r *render) question(t []token) (string, bool) {
	if en, ok := r.howLong(t); ok {
		return en, true
	}
	if n := len(t) - 1; n > 1 && t[n].is("什么") && t[n-1].is("是") {
		what := r.thing(t[:n-1])
		return "What " + capital(are(plural(what))) + " " + what, true
	}
	if len(t) > 4 && t[0].is("什么") && inWhich[t[1].zh] && t[2].is("下") {
		return r.asksWhen("What", t[1:])
	}
	if len(t) > 2 && t[0].is("什么") && t[1].is("是") {
		what := r.thing(t[2:])
		return "What " + capital(are(plural(what))) + " " + what, true
	}
	if n := len(t) - 1; n > 2 && t[n].kind == tNumber && t[n].zh == "一次" && t[n-2].is("多久") && t[n-1].deed() {
		subject, verb := r.topic(t[:n-2], true), clause{passive: true, verb: t[n-1]}
		return "How Often " + capital(are(plural(subject))) + " " + subject + " " + r.verb(&verb, ""), true // 隐私政策多久更新一次
	}
	if i := slices.IndexFunc(t, func(x token) bool { return x.is("多久") }); i > 1 && i+3 < len(t) && t[i+1].deed() && t[i+2].zh == "一次" && auxiliaries[t[i-1].zh].mood == modal {
		return strings.Join([]string{"How Often", auxiliaries[t[i-1].zh].en, r.topic(t[:i-1], false), t[i+1].w.base, r.thing(t[i+3:])}, " "), true // 应当多久开展一次审计
	}
	if n := len(t) - 1; n > 3 && t[n].deed() && t[n-1].is("谁") && t[n-2].is("由") && auxiliaries[t[n-3].zh].mood == modal {
		return "Who " + capital(auxiliaries[t[n-3].zh].en) + " " + t[n].w.base + " " + r.thing(t[:n-3]), true // 审计应当由谁开展
	}
	if n := len(t) - 1; n > 0 && whatIs[t[n].zh] != "" {
		return whatIs[t[n].zh] + " " + r.thing(t[:n]), true
	}
	if n := len(t) - 1; n > 0 && whence[t[n].zh] {
		subject := r.topic(t[:n], false)
		return "Where " + does(subject) + " " + subject + " Come From", true
	}
	for i, x := range t {
		if x.kind != tWord || i+1 == len(t) && x.zh != "吗" && !whatToDo[x.zh] {
			continue
		}
		if en, ok := r.askedAt(t, i); ok {
			return en, true
		}
	}
	return "", false
}

// askedAt renders a clause with the word at i that asks.
func (r *render) askedAt(t []token, i int) (string, bool) {
	before, behind := t[:i], t[i+1:]
	switch x := t[i]; {
	case which[x.zh]:
		return r.asksWhich(t, i)
	case x.zh == "吗" && i > 0:
		return r.whether(before), true
	case whatToDo[x.zh]:
		return r.asksWhatToDo(t, i)
	case howTo[x.zh] && len(behind) > 1 && behind[0].w.after && behind[1].deed():
		en, ok := r.askedAt(append(slices.Clone(t[:i+1]), behind[1:]...), i)
		return en + " " + behind[0].en, ok // 如何通过审计提升能力
	case howTo[x.zh] && behind[0].deed():
		return r.asksHow(t, i), true
	case (x.zh == "能否" || x.zh == "可否") && i > 0 && len(behind) > 1 && behind[0].w.kind == "adverb" && behind[0].w.after && behind[1].deed():
		en, ok := r.askedAt(append(slices.Clone(t[:i+1]), behind[1:]...), i)
		return en + " " + behind[0].en, ok // 能否以拒绝授权为由拒绝服务
	case (x.zh == "能否" || x.zh == "可否") && i > 0 && behind[0].deed():
		c := clause{subject: before, verb: behind[0], object: behind[1:], aux: auxiliary{mood: modal}}
		subject := r.topic(before, false)
		verb := r.verb(&c, subject)
		return strings.Join(append([]string{"Can", subject, verb}, r.rest(c)...), " "), true
	case x.zh == "是否" && i > 0:
		return r.asksIf(before, behind)
	case whoDoes[x.zh] && i == 0 && behind[0].deed():
		return r.asksWho(x.zh, behind), true
	case x.zh == "为何" || x.zh == "为什么":
		c, ok := r.clauseOf(append(append([]token(nil), before...), behind...))
		if !ok {
			return "", false
		}
		return "Why " + r.say(c), true
	}
	return "", false
}

// asksWhatToDo renders what is to be done, about a thing or after something was done.
func (r *render) asksWhatToDo(t []token, i int) (string, bool) {
	x, before := t[i], t[:i]
	switch {
	case i+1 < len(t):
		return "", false
	case i == 0:
		return x.en, true
	case i > 1 && t[i-1].is("后"):
		return x.en + " " + r.after(before[:i-1]), true
	case i > 2 && t[i-2].is("后"):
		return x.en + " " + r.after(before[:i-2]), true // 后应该怎么做
	}
	if x.is("怎么做") {
		return r.thing(before) + ": How to Do It", true // 审计怎么做
	}
	return r.thing(before) + ": " + x.en, true
}

func (r *render) asksHow(t []token, i int) string {
	before, behind := t[:i], t[i+1:]
	if i > 2 && t[i-2].is("后") && (auxiliaries[t[i-1].zh].mood != plain || t[i-1].is("该")) {
		t, i = append(slices.Clone(t[:i-1]), t[i:]...), i-1
	}
	if i > 1 && lapsing[t[i-1].zh] && t[i-1].deed() {
		subject := r.thing(t[:i-1])
		expires := "Expires"
		if plural(subject) {
			expires = "Expire"
		}
		return r.how(nil, behind) + " When " + definite(subject) + " " + expires // 有效期届满如何申请延期
	}
	if i > 3 && (auxiliaries[t[i-1].zh].mood == modal || t[i-1].is("该")) && !t[i-2].is("后") {
		if who, deed, ok := r.doerAndDeed(t[:i-1], false); ok {
			return "How Should " + who + " " + strings.TrimPrefix(r.how(nil, behind), "How to ") + " When " + deed // 处理者变更接收方应如何办理手续
		}
	}
	if i > 3 && t[i-1].is("后") {
		if who, deed, ok := r.doerAndDeed(t[:i-1], false); ok {
			return "How Should " + who + " " + strings.TrimPrefix(r.how(nil, behind), "How to ") + " After " + deed
		}
	}
	if i > 1 && t[i-1].is("后") {
		return r.how(nil, behind) + " " + r.after(t[:i-1])
	}
	if i > 0 && (auxiliaries[t[i-1].zh].mood != plain || t[i-1].is("该")) {
		before = t[:i-1]
	}
	return r.how(before, behind)
}

// asksWho renders who does something, will do it, or is doing it.
func (r *render) asksWho(zh string, t []token) string {
	base := t[0].w.base
	switch zh {
	case "谁来":
		return "Who Will " + base + " " + r.named(t[1:], r.predicate)
	case "谁在":
		return "Who Is " + inflect(base, gerund) + " " + r.thing(t[1:])
	}
	en := "Who " + inflect(base, third) + " "
	if len(t) > 2 && strings.HasSuffix(en, " to ") && t[1].deed() {
		return en + t[1].w.base + " " + r.thing(t[2:])
	}
	return en + r.named(t[1:], r.predicate)
}

// asksWhich renders a clause with the word at i that asks which there are: of those who
// do something, or of what someone must or does do.
func (r *render) asksWhich(t []token, i int) (string, bool) {
	word, behind := t[i].en, t[i+1:]
	switch {
	case i == 0 && len(behind) > 3 && inWhich[behind[0].zh]:
		return r.asksWhen(word, behind)
	case i == 0:
		if c, ok := r.clauseOf(behind); ok {
			return word + " " + r.say(c), true
		}
	case i > 4 && t[i-1].deed() && auxiliaries[t[i-2].zh].mood == modal && duties[t[i-1].zh]:
		if en, ok := r.asksOfDoer(t, i); ok {
			return en, true
		}
		return strings.Join([]string{word, r.thing(behind), auxiliaries[t[i-2].zh].en, r.topic(t[:i-2], false), t[i-1].w.base}, " "), true
	case i > 2 && t[i-1].deed() && auxiliaries[t[i-2].zh].mood == modal:
		return strings.Join([]string{word, r.thing(behind), auxiliaries[t[i-2].zh].en, r.topic(t[:i-2], false), t[i-1].w.base}, " "), true
	case i > 0 && including[t[i-1].zh] != "" && i+1 < len(t):
		subject := r.topic(t[:i-1], false)
		return strings.Join([]string{word, r.thing(behind), does(subject), subject, including[t[i-1].zh]}, " "), true
	case i > 2 && t[i-1].deed() && (t[i-2].is("需要") || t[i-2].is("需")):
		if doer(t[i-3]) {
			subject := r.topic(t[:i-2], false)
			return strings.Join([]string{word, r.thing(behind), does(subject), subject, "need to", t[i-1].w.base}, " "), true
		}
		verb := clause{passive: true, verb: t[i-1]}
		return strings.Join([]string{word, r.thing(behind), "need to be", r.verb(&verb, ""), "for", r.thing(t[:i-2])}, " "), true // 申报需要提交哪些材料
	case i == 2 && t[1].deed() && (t[0].is("需要") || t[0].is("需") || t[0].is("还需")):
		verb := clause{passive: true, verb: t[1]}
		return strings.Join([]string{word, r.thing(behind), "Need to Be", r.verb(&verb, "")}, " "), true // 需要迈过哪些坎
	case i > 1 && (t[i-1].deed() || auxiliaries[t[i-1].zh].en == "need to"):
		subject := r.topic(t[:i-1], false)
		return strings.Join([]string{word, r.thing(behind), does(subject), subject, cmp.Or(t[i-1].w.base, "need")}, " "), true
	}
	return "", false
}

// whence asks where something comes from.
var whence = set("从何而来 从哪来 哪里来 从哪里来")

// including are verbs of what a thing has.
var including = map[string]string{"包括": "include", "包含": "contain", "涵盖": "cover"}

// lapsing verbs tell that a time is over.
var lapsing = set("届满 到期 期满 过期")

// duties are verbs of what one must do when one does something.
var duties = set("履行 办理 满足 完成 遵守 注意 采取 提交 准备 承担")

// asksOfDoer asks which duties somebody has when he does something: 企业传输数据应当履行哪些程序.
func (r *render) asksOfDoer(t []token, i int) (string, bool) {
	return r.try(func() (string, bool) {
		if _, at := doerAt(t[:i-2], false); at > 0 && failsIn(t[at-1:at]) != nil {
			return "", false
		}
		before := t[:i-2]
		at := slices.IndexFunc(before, func(x token) bool { return prepositions[x.zh] != "" && x.kind == tWord })
		who, deed, ok := "", "", false
		if at > 0 && doer(before[at-1]) {
			deed, ok = r.told(before[at:])
			who = r.thing(before[:at])
		} else {
			who, deed, ok = r.doerAndDeed(before, false)
		}
		return strings.Join([]string{t[i].en, r.thing(t[i+1:]), auxiliaries[t[i-2].zh].en, who, t[i-1].w.base, "When", deed}, " "), ok
	})
}

// intransitive verbs are done by what stands before them.
var intransitive = set("合规 维权 收费 发展 运行 退出 生效 落地 起步 破局 应对")

// whatIs are questions about what stands before them.
var whatIs = map[string]string{
	"新在哪": "What Is New in", "新在哪里": "What Is New in", "难在哪": "What Is Difficult about", "有何变化": "What Has Changed in",
	"有何不同": "What Is Different in", "有何新变化": "What Has Changed in", "成效如何": "What Are the Results of", "成效几何": "What Are the Results of",
	"效果如何": "What Are the Results of", "效果几何": "What Are the Results of", "进展如何": "What Is the Progress of",
	"影响几何": "What Is the Impact of", "影响如何": "What Is the Impact of", "风险几何": "What Are the Risks of", "前景如何": "What Are the Prospects of",
}

// inWhich are what something is so in.
var inWhich = set("情形 情况 场景 情形下 情况下")

// asksWhen renders in which circumstances something must or may be done, or need not be:
// 哪些情形应当申报评估.
func (r *render) asksWhen(word string, t []token) (string, bool) {
	lead := "In " + word + " " + t[0].en
	rest := t[1:]
	if rest[0].is("下") {
		rest = rest[1:]
	}
	a := auxiliaries[rest[0].zh]
	late := ""
	for len(rest) > 3 && rest[1].kind == tWord && rest[1].w.kind == "adverb" && rest[1].w.after {
		late = " " + rest[1].en + late
		rest = append(slices.Clone(rest[:1]), rest[2:]...)
	}
	if a.mood == plain || len(rest) < 3 {
		return "", false
	}
	if rest[1].verb() && strings.HasPrefix(rest[1].zh, "免") && rest[2].deed() {
		return lead + " is " + inflect(rest[2].w.base, gerund) + " " + r.named(rest[3:], r.predicate) + " not required", true
	}
	if !rest[1].deed() || spaced(rest[1].w.base) && !strings.HasSuffix(rest[1].w.base, " for") {
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

// asksIf renders 是否 between what is asked about and what it may be, must do or does.
func (r *render) asksIf(before, behind []token) (string, bool) {
	if before[0].is("将") || before[0].is("把") {
		if len(behind) != 1 || behind[0].kind != tWord || behind[0].w.base != "" {
			return "", false
		}
		en, ok := r.taking(before)
		return "Is " + en + " " + behind[0].en, ok // 将员工指纹用于考勤是否违法
	}
	switch first := behind[0]; {
	case len(behind) == 1 && first.is("收费"):
		return "Is a Fee Charged for " + r.thing(before), true
	case len(behind) == 1 && first.kind == tWord && first.w.base == "":
		if n, at := doerAt(before, false); at > 0 {
			c := clause{verb: before[at], object: before[at+1:]}
			return strings.Join([]string{"Is It", first.en, "for", r.thing(before[:n]), "to", before[at].w.base, r.complement(c)}, " "), true
		}
		subject := r.thing(before)
		return strings.Join([]string{are(plural(subject)), subject, first.en}, " "), true
	case len(behind) > 2 && needing[first.zh] != "" && obtaining[behind[1].zh] && (before[0].verb() || prepositions[before[0].zh] != ""):
		return "Does " + r.act(text(before)) + " Require " + r.thing(behind[2:]), true // 向境外提供信息是否必须取得同意
	case len(behind) > 1 && behind[1].deed() && needing[first.zh] != "":
		subject := r.topic(before, false)
		lead := "Should " + subject
		if needing[first.zh] == "need" {
			lead = does(subject) + " " + subject + " Need to"
		}
		return strings.TrimSpace(lead + " " + r.asked(behind[1:])), true
	case first.deed():
		subject, deed := r.topic(before, false), strings.TrimSpace(r.asked(behind))
		if done, passive := strings.CutPrefix(deed, "be "); passive {
			return are(plural(subject)) + " " + subject + " " + done, true
		}
		return does(subject) + " " + subject + " " + deed, true
	}
	return "", false
}

// taking is a deed with what is taken in front of it: 将指纹用于考勤.
func (r *render) taking(t []token) (string, bool) {
	if i := slices.IndexFunc(t, func(x token) bool { return x.is("用于") || x.is("用作") }); i > 1 && i+1 < len(t) && !slices.ContainsFunc(t[1:i], token.verb) {
		return "Using " + r.thing(t[1:i]) + " for " + r.thing(t[i+1:]), true
	}
	return r.sentence(t)
}

// asked is a bare verb with its object, without its preposition where it has none.
func (r *render) asked(t []token) string {
	base := t[0].w.base
	if len(t) == 1 && spaced(base) {
		base = base[:strings.LastIndexByte(base, ' ')]
	}
	return base + " " + r.named(t[1:], r.predicate)
}

// obtaining verbs have for their object what a deed may require.
var obtaining = set("取得 获得 征得 经过 经 通过 办理")

// does is the verb that asks what a subject does.
func does(subject string) string {
	if plural(subject) {
		return "Do"
	}
	return "Does"
}

var (
	needing  = map[string]string{"需要": "need", "需": "need", "须": "need", "应": "should", "应当": "should", "应该": "should", "必须": "need"}
	which    = set("哪些 哪类 什么样的")
	whoDoes  = set("谁 谁来 谁在")
	howTo    = set("如何 怎么 怎样")
	whatToDo = set("怎么提 怎么管 怎么用 怎么定 怎么算 怎么选 怎么赔 怎么防 怎么判 怎么报 怎么审 怎么查 怎么改 怎么填 该怎么办 怎么做 怎么办 怎么看 如何看")
)

// howLong asks for how long something must be done: 报告应当保存多久.
func (r *render) howLong(t []token) (string, bool) {
	n := len(t) - 1
	if n > 1 && (t[n].is("多久") || t[n].is("多长时间")) && (t[n-1].is("需要") || t[n-1].is("需")) {
		subject := r.topic(t[:n-1], false)
		return strings.Join([]string{"How Long", does(subject), subject, "Take"}, " "), true
	}
	if n < 3 || !t[n].is("多久") && !t[n].is("多长时间") || !t[n-1].deed() {
		return "", false
	}
	if t[n-2].is("需要") || t[n-2].is("需") {
		verb, subject := clause{passive: true, verb: t[n-1]}, r.topic(t[:n-2], true)
		return strings.Join([]string{"How Long", does(subject), subject, "Need to Be", r.verb(&verb, "")}, " "), true
	}
	if auxiliaries[t[n-2].zh].mood != modal {
		return "", false
	}
	verb := clause{passive: true, verb: t[n-1]}
	return strings.Join([]string{"How Long", auxiliaries[t[n-2].zh].en, r.topic(t[:n-2], true), "be", r.verb(&verb, "")}, " "), true
}

// how asks how something is done, by someone or to a thing.
func (r *render) how(subject, t []token) string {
	base := t[0].w.base
	if i := strings.LastIndexByte(base, ' '); len(t) == 1 && spaced(base) {
		base = base[:i] // respond to
	}
	verb := strings.TrimSpace(base + " " + r.named(t[1:], r.predicate))
	switch n := len(subject); {
	case n == 0:
		return "How to " + verb
	case len(t) == 1 && !intransitive[t[0].zh] && (subject[n-1].kind == tGroup || !doer(subject[n-1])) && !subject[0].deed():
		return "How to " + t[0].w.base + " " + definite(r.thing(subject)) // “单独同意”如何理解
	case doer(subject[n-1]):
		return "How Should " + r.thing(subject) + " " + verb
	}
	return r.thing(subject) + ": How to " + verb
}

// whether asks whether what stands before 吗 is so.
func (r *render) whether(t []token) string {
	last := t[len(t)-1]
	if what, ok := strings.CutSuffix(last.zh, "安全"); ok && last.kind == tWord && (what != "" || len(t) > 1) {
		rest := append([]token(nil), t[:len(t)-1]...)
		if what != "" {
			rest = append(rest, r.segment(what)...)
		}
		en := r.thing(rest)
		if plural(en) {
			return "Are " + en + " Safe"
		}
		return "Is " + en + " Safe"
	}
	for i := 1; i+1 < len(t); i++ {
		if t[i].kind == tWord && (t[i].is("需要") || t[i].is("需")) && t[i+1].deed() {
			deed := " to " + t[i+1].w.base + " " + r.named(t[i+2:], r.predicate)
			if _, at := doerAt(t[:i], false); at > 0 || !doer(t[i-1]) && i+2 < len(t) {
				return "Does " + r.topic(t[:i], false) + " Require " + inflect(t[i+1].w.base, gerund) + " " + r.named(t[i+2:], r.predicate)
			}
			if doer(t[i-1]) {
				subject := r.topic(t[:i], false)
				return does(subject) + " " + subject + " Need" + deed
			}
		}
		if a := auxiliaries[t[i].zh]; a.mood == modal && t[i].kind == tWord && doer(t[i-1]) && t[i+1].deed() {
			c := clause{subject: t[:i], verb: t[i+1], object: t[i+2:], aux: auxiliary{mood: modal}}
			after := ""
			if k := slices.IndexFunc(t[:i], func(x token) bool { return x.is("后") }); k > 1 && k+1 < i {
				if en, ok := r.sentence(t[:k]); ok {
					after, c.subject = " After "+en, t[k+1:i] // 员工离职后公司可以保留信息吗
				}
			}
			subject := r.topic(c.subject, false)
			return strings.Join(append([]string{capital(a.en), subject, r.verb(&c, subject)}, r.rest(c)...), " ") + after
		}
	}
	if i := slices.IndexFunc(t, func(x token) bool { return x.verb() && strings.HasPrefix(x.w.base, "be ") }); i > 0 && i+1 < len(t) {
		subject := r.topic(t[:i], false)
		return capital(are(plural(subject) && !t[0].verb())) + " " + subject + " " + strings.TrimPrefix(t[i].w.base, "be ") + " " + r.named(t[i+1:], r.predicate)
	}
	if n := len(t) - 1; n > 0 && last.kind == tWord && states[last.zh] {
		en := r.thing(t[:n])
		return capital(are(plural(en))) + " " + en + " " + last.en
	}
	if en, ok := r.sentence(t); ok {
		return en
	}
	return r.nouns(t)
}

// states are what something is asked to be.
var states = set("合法 违法 合规 违规 有效 无效 必要 合理")
