package gloss

import (
	"cmp"
	"strings"
)

// question renders a clause that asks; its mark stands behind the clause already.
func (r *render) question(t []token) (string, bool) {
	if en, ok := r.howLong(t); ok {
		return en, true
	}
	if len(t) > 2 && t[0].is("什么") && t[1].is("是") {
		what := r.thing(t[2:])
		return "What " + capital(are(plural(what))) + " " + what, true
	}
	for i, x := range t {
		if x.kind != tWord || i+1 == len(t) && x.zh != "吗" && !whatToDo[x.zh] {
			continue
		}
		before, behind := t[:i], t[i+1:]
		switch {
		case which[x.zh]:
			if en, ok := r.asksWhich(t, i); ok {
				return en, true
			}
		case x.zh == "吗" && i > 0:
			return r.whether(before), true
		case whatToDo[x.zh] && i == 0 && len(t) == 1:
			return x.en, true
		case whatToDo[x.zh] && i > 1 && len(behind) == 0 && (t[i-1].is("后") || i > 2 && t[i-2].is("后")):
			if !t[i-1].is("后") {
				before = t[:i-1] // 后应该怎么做
			}
			return x.en + " " + r.after(before[:len(before)-1]), true
		case whatToDo[x.zh] && i > 0 && len(behind) == 0:
			return r.thing(before) + ": " + x.en, true
		case howTo[x.zh] && behind[0].deed() && i > 1 && t[i-1].is("后"):
			return r.how(nil, behind) + " " + r.after(t[:i-1]), true
		case howTo[x.zh] && behind[0].deed():
			if i > 0 && (auxiliaries[t[i-1].zh].mood != plain || t[i-1].is("该")) {
				before = t[:i-1]
			}
			return r.how(before, behind), true
		case (x.zh == "能否" || x.zh == "可否") && i > 0 && behind[0].deed():
			c := clause{subject: before, verb: behind[0], object: behind[1:]}
			c.aux = auxiliary{mood: modal}
			subject := r.topic(before, false)
			verb := r.verb(&c, subject)
			return strings.Join(append([]string{"Can", subject, verb}, r.rest(c)...), " "), true
		case x.zh == "谁" && i == 0 && behind[0].deed():
			who := "Who " + inflect(behind[0].w.base, third) + " "
			if len(behind) > 2 && strings.HasSuffix(who, " to ") && behind[1].deed() {
				return who + behind[1].w.base + " " + r.thing(behind[2:]), true
			}
			return who + r.named(behind[1:], r.predicate), true
		case x.zh == "是否" && i > 0:
			if en, ok := r.asksIf(before, behind); ok {
				return en, true
			}
		case x.zh == "谁来" && i == 0 && behind[0].deed():
			return "Who Will " + behind[0].w.base + " " + r.named(behind[1:], r.predicate), true
		case x.zh == "谁在" && i == 0 && behind[0].deed():
			return "Who Is " + inflect(behind[0].w.base, gerund) + " " + r.thing(behind[1:]), true
		case x.zh == "为何" || x.zh == "为什么":
			rest := append(append([]token(nil), before...), behind...)
			if c, ok := r.clauseOf(rest); ok {
				return "Why " + r.say(c), true
			}
		}
	}
	return "", false
}

// asksWhich renders a clause with the word at i that asks which there are: of those who
// do something, or of what someone must or does do.
func (r *render) asksWhich(t []token, i int) (string, bool) {
	word, behind := t[i].en, t[i+1:]
	switch {
	case i == 0:
		if c, ok := r.clauseOf(behind); ok {
			return word + " " + r.say(c), true
		}
	case i > 2 && t[i-1].deed() && auxiliaries[t[i-2].zh].mood == modal:
		return strings.Join([]string{word, r.thing(behind), auxiliaries[t[i-2].zh].en, r.topic(t[:i-2], false), t[i-1].w.base}, " "), true
	case i > 1 && (t[i-1].deed() || auxiliaries[t[i-1].zh].en == "need to"):
		subject := r.topic(t[:i-1], false)
		return strings.Join([]string{word, r.thing(behind), does(subject), subject, cmp.Or(t[i-1].w.base, "need")}, " "), true
	}
	return "", false
}

// asksIf renders 是否 between what is asked about and what it may be, must do or does.
func (r *render) asksIf(before, behind []token) (string, bool) {
	switch first := behind[0]; {
	case len(behind) == 1 && first.kind == tWord && first.w.base == "":
		if n, at := doerAt(before, false); at > 0 {
			c := clause{verb: before[at], object: before[at+1:]}
			return strings.Join([]string{"Is It", first.en, "for", r.thing(before[:n]), "to", before[at].w.base, r.complement(c)}, " "), true
		}
		subject := r.thing(before)
		return strings.Join([]string{are(plural(subject)), subject, first.en}, " "), true
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

// asked is a bare verb with its object, without its preposition where it has none.
func (r *render) asked(t []token) string {
	base := t[0].w.base
	if len(t) == 1 && spaced(base) {
		base = base[:strings.LastIndexByte(base, ' ')]
	}
	return base + " " + r.named(t[1:], r.predicate)
}

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
	howTo    = set("如何 怎么 怎样")
	whatToDo = set("该怎么办 怎么做 怎么办 怎么看 如何看")
)

// howLong asks for how long something must be done: 报告应当保存多久.
func (r *render) howLong(t []token) (string, bool) {
	n := len(t) - 1
	if n < 3 || !t[n].is("多久") && !t[n].is("多长时间") || !t[n-1].deed() || auxiliaries[t[n-2].zh].mood != modal {
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
		if a := auxiliaries[t[i].zh]; a.mood == modal && t[i].kind == tWord && doer(t[i-1]) && t[i+1].deed() {
			c := clause{subject: t[:i], verb: t[i+1], object: t[i+2:], aux: auxiliary{mood: modal}}
			subject := r.topic(c.subject, false)
			return strings.Join(append([]string{capital(a.en), subject, r.verb(&c, subject)}, r.rest(c)...), " ")
		}
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
