package grammar

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
)

// Questions that yes or no answers.

// truths are the forms of what 吗 asks the truth of.
var truths []form[[]token.Token]

func init() {
	truths = []form[[]token.Token]{
		{"safe", "你的个人信息安全吗？", nil, (*Rendering).isSafe},
		{"needing to", "企业需要申报数据出境安全评估吗？", nil, (*Rendering).needsTo},
		{"what one may do", "员工离职后公司可以保留个人信息吗？", nil, (*Rendering).mayDo},
		{"what is done", "修改公司章程须经数据出境合规审查吗？", nil, (*Rendering).isDone},
		{"such", "爬取公开数据合法吗？", nil, (*Rendering).isSuch},
	}
}

// asksCan renders 能否: 能否以拒绝授权为由拒绝服务.
func (r *Rendering) asksCan(a asker) (string, bool) {
	if a.word() != "能否" && a.word() != "可否" || a.i == 0 {
		return "", false
	}
	a, late := a.laterAdverb()
	before, behind := a.sides()
	if !behind[0].Deed() {
		return "", false
	}
	c := clause{subject: before, verb: behind[0], object: behind[1:], aux: auxiliary{mood: modal}}
	subject := r.Topic(before, false)
	return strings.Join(append([]string{"Can", subject, r.verb(&c, subject)}, r.rest(c)...), " ") + late, true
}

// asksIf renders 是否 between what is asked about and what it may be, must do or does.
func (r *Rendering) asksIf(a asker) (string, bool) {
	if a.word() != "是否" || a.i == 0 {
		return "", false
	}
	before, behind := a.sides()
	if before[0].Is("将") || before[0].Is("把") {
		if len(behind) != 1 || behind[0].Kind != token.Known || behind[0].Word.Base != "" {
			return "", false
		}
		en, ok := r.taking(before)
		return "Is " + en + " " + behind[0].EN, ok // 将员工指纹用于考勤是否违法
	}
	switch first := behind[0]; {
	case len(behind) == 1 && first.Is("收费"):
		return "Is a Fee Charged for " + r.Thing(before), true
	case len(behind) == 1 && first.Kind == token.Known && first.Word.Base == "":
		if n, at := DoerAt(before, false); at > 0 {
			c := clause{verb: before[at], object: before[at+1:]}
			return strings.Join([]string{"Is It", first.EN, "for", r.Thing(before[:n]), "to", before[at].Word.Base, r.complement(c)}, " "), true
		}
		subject := r.Thing(before)
		return strings.Join([]string{are(english.IsPlural(subject)), subject, first.EN}, " "), true
	case len(behind) > 2 && needing[first.ZH] != "" && obtaining[behind[1].ZH] && (before[0].Verb() || prepositions[before[0].ZH] != ""):
		return "Does " + r.Act(Text(before)) + " Require " + r.Thing(behind[2:]), true // 向境外提供信息是否必须取得同意
	case len(behind) > 1 && behind[1].Deed() && needing[first.ZH] != "":
		subject := r.Topic(before, false)
		lead := "Should " + subject
		if needing[first.ZH] == "need" {
			lead = does(subject) + " " + subject + " Need to"
		}
		return strings.TrimSpace(lead + " " + r.asked(behind[1:])), true
	case first.Deed():
		subject, deed := r.Topic(before, false), strings.TrimSpace(r.asked(behind))
		if done, passive := strings.CutPrefix(deed, "be "); passive {
			return are(english.IsPlural(subject)) + " " + subject + " " + done, true
		}
		return does(subject) + " " + subject + " " + deed, true
	}
	return "", false
}

// taking is a deed with what is taken in front of it: 将指纹用于考勤.
func (r *Rendering) taking(t []token.Token) (string, bool) {
	if i := slices.IndexFunc(t, func(x token.Token) bool { return x.Is("用于") || x.Is("用作") }); i > 1 && i+1 < len(t) && !slices.ContainsFunc(t[1:i], token.Token.Verb) {
		return "Using " + r.Thing(t[1:i]) + " for " + r.Thing(t[i+1:]), true
	}
	return r.sentence(t)
}

// whether asks whether what stands before 吗 is so.
func (r *Rendering) whether(a asker) (string, bool) {
	if a.word() != "吗" || a.i == 0 {
		return "", false
	}
	t, _ := a.sides()
	if en, ok := shaped(r, truths, t); ok {
		return en, true
	}
	if en, ok := r.sentence(t); ok {
		return en, true
	}
	return r.nouns(t), true
}

// isSafe asks whether a thing is safe: 人脸支付安全吗.
func (r *Rendering) isSafe(t []token.Token) (string, bool) {
	last := t[len(t)-1]
	what, ok := strings.CutSuffix(last.ZH, "安全")
	if !ok || last.Kind != token.Known || what == "" && len(t) < 2 {
		return "", false
	}
	rest := slices.Clone(t[:len(t)-1])
	if what != "" {
		rest = append(rest, r.Segment(what)...)
	}
	en := r.Thing(rest)
	return english.Capital(are(english.IsPlural(en))) + " " + en + " Safe", true
}

// needsTo asks whether somebody needs to do something, or something needs that to be done.
func (r *Rendering) needsTo(t []token.Token) (string, bool) {
	for i := 1; i+1 < len(t); i++ {
		if !t[i].Is("需要") && !t[i].Is("需") || !t[i+1].Deed() {
			continue
		}
		if _, at := DoerAt(t[:i], false); at > 0 || !Doer(t[i-1]) && i+2 < len(t) {
			return "Does " + r.Topic(t[:i], false) + " Require " + english.Inflect(t[i+1].Word.Base, english.Gerund) + " " + r.named(t[i+2:], r.predicate), true
		}
		if Doer(t[i-1]) {
			subject := r.Topic(t[:i], false)
			return does(subject) + " " + subject + " Need to " + t[i+1].Word.Base + " " + r.named(t[i+2:], r.predicate), true
		}
	}
	return "", false
}

// mayDo asks whether somebody may, must or can do something, after something else was:
// 员工离职后公司可以保留信息吗.
func (r *Rendering) mayDo(t []token.Token) (string, bool) {
	for i := 1; i+1 < len(t); i++ {
		a := auxiliaries[t[i].ZH]
		if a.mood != modal || t[i].Kind != token.Known || !Doer(t[i-1]) || !t[i+1].Deed() {
			continue
		}
		c := clause{subject: t[:i], verb: t[i+1], object: t[i+2:], aux: auxiliary{mood: modal}}
		after := ""
		if k := slices.IndexFunc(t[:i], func(x token.Token) bool { return x.Is("后") }); k > 1 && k+1 < i {
			if en, ok := r.sentence(t[:k]); ok {
				after, c.subject = " After "+en, t[k+1:i]
			}
		}
		subject := r.Topic(c.subject, false)
		return strings.Join(append([]string{english.Capital(a.en), subject, r.verb(&c, subject)}, r.rest(c)...), " ") + after, true
	}
	return "", false
}

// isDone asks what may be the case with something, or be done to it.
func (r *Rendering) isDone(t []token.Token) (string, bool) {
	i := slices.IndexFunc(t, func(x token.Token) bool { return x.Verb() && strings.HasPrefix(x.Word.Base, "be ") })
	if i < 1 || i+1 >= len(t) {
		return "", false
	}
	subject := r.Topic(t[:i], false)
	return english.Capital(are(english.IsPlural(subject) && !t[0].Verb())) + " " + subject + " " + strings.TrimPrefix(t[i].Word.Base, "be ") + " " + r.named(t[i+1:], r.predicate), true
}

// isSuch asks whether something is lawful, or the like.
func (r *Rendering) isSuch(t []token.Token) (string, bool) {
	n := len(t) - 1
	if n < 1 || t[n].Kind != token.Known || !states[t[n].ZH] {
		return "", false
	}
	en := r.Thing(t[:n])
	return english.Capital(are(english.IsPlural(en))) + " " + en + " " + t[n].EN, true
}

// states are what something is asked to be.
var states = lexicon.Set("合法 违法 合规 违规 有效 无效 必要 合理")
