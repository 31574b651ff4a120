package grammar

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
)

// acts renders several acts that marks part, each with its object or all with that of the
// last: 窃取、出售、非法提供个人信息 is "Stealing, Selling and Illegally Providing Personal
// Information". It is false of what is no such list.
func (r *Rendering) acts(s string) (string, bool) {
	s = strings.TrimSuffix(strings.TrimSuffix(s, "等行为"), "行为")
	others := strings.HasSuffix(s, "等")
	list := strings.Split(strings.TrimSuffix(s, "等"), "、")
	if last := len(list) - 1; last > 0 {
		for _, and := range []string{"以及", "或者", "和", "及", "或", "并"} {
			if a, b, ok := strings.Cut(list[last], and); ok && r.isAct(a) > 0 && r.isAct(b) > 0 {
				list = append(list[:last], a, b)
				break
			}
		}
	}
	if len(list) < 2 || len(list) > 8 || strings.ContainsAny(s, "《》“”（）()：，；的 ") {
		return "", false
	}
	bare := 0
	for i, part := range list {
		n := r.isAct(part)
		if n == 0 || n == 1 && i+1 == len(list) {
			return "", false
		}
		if n == 1 {
			bare++
		}
	}
	if bare > 0 && bare != len(list)-1 {
		return "", false
	}
	if bare > 0 {
		t := r.Segment(strings.Join(list, "、"))
		for i := range t {
			if t[i].Deed() && i+1 < len(t) && t[i+1].Kind == token.Comma {
				verb, object := compound(t[i], t[i+1:])
				words := append(r.adverbsOf(t[:i]), english.Inflect(verb.Word.Base, english.Gerund), r.Thing(object))
				return strings.Join(append(words, r.rest(clause{adverbs: t[:i]})...), " "), len(object) > 0 && !others
			}
		}
		return "", false
	}
	return r.Try(func() (string, bool) {
		var out []string
		for _, part := range list {
			out = append(out, r.Act(part))
		}
		if others {
			out = append(out, "Other Acts")
		}
		return english.Join(out), true
	})
}

// compound joins a verb with those that marks and adverbs put behind it, in front of the
// object of all: 窃取、出售、非法提供. It returns the verb and what is left.
func compound(verb token.Token, t []token.Token) (token.Token, []token.Token) {
	bases := []string{verb.Word.Base}
	for len(t) > 2 && t[0].Kind == token.Comma {
		i, how := 1, ""
		if t[i].Kind == token.Known && (illegally[t[i].ZH] != "" || t[i].Word.Kind == "adverb" && !t[i].Word.After) {
			if how = illegally[t[i].ZH]; how == "" {
				how = strings.ToLower(t[i].EN)
			}
			how += " "
			i++
		}
		if i+1 >= len(t) || !t[i].Deed() {
			break
		}
		verb, t = t[i], t[i+1:]
		bases = append(bases, how+verb.Word.Base)
	}
	if n := len(bases) - 1; n > 0 {
		verb.Word.Base = strings.Join(bases[:n], ", ") + " and " + bases[n]
		verb.Word.Kind, verb.Word.Noun = "verb", ""
	}
	return verb, t
}

// listed joins things that marks part with commas, as another one is to follow.
func (r *Rendering) listed(t []token.Token) string {
	if !slices.ContainsFunc(t, func(x token.Token) bool { return x.Kind == token.Comma }) {
		return r.Linear(t)
	}
	var out []string
	for len(t) > 0 {
		n := slices.IndexFunc(t, func(x token.Token) bool { return x.Kind == token.Comma })
		if n < 0 {
			n = len(t)
		}
		out = append(out, r.Linear(t[:n]))
		t = t[min(n+1, len(t)):]
	}
	return strings.Join(out, ", ")
}

// isAct tells a deed alone (1) from one with what it is done to (2), and both from what is
// neither (0).
func (r *Rendering) isAct(s string) int {
	t := r.Segment(s)
	i := 0
	for i < len(t) && t[i].Kind == token.Known && (t[i].Word.Kind == "adverb" || illegally[t[i].ZH] != "" || FailsIn(t[i:i+1]) != nil) {
		i++
	}
	switch {
	case i >= len(t) || !t[i].Deed() || slices.ContainsFunc(t, func(x token.Token) bool { return x.Kind == token.Unknown }):
		return 0
	case i+1 == len(t) && (strings.Count(t[i].Word.Base, " ") > 1 || selfContained(t[i].Word.Base)) && !english.Spaced(t[i].Word.Base) && !strings.HasSuffix(t[i].Word.Base, "ly"):
		return 2 // 泄露个人信息
	case i+1 == len(t):
		return 1
	}
	return 2
}

// againstActs are verbs of what is done about acts.
var againstActs = lexicon.Set("打击 严厉打击 依法打击 从严打击 惩治 依法惩治 严惩 整治 查处 禁止 严禁 涉嫌 防范 杜绝 制止 严查 重拳打击 遏制")
