package grammar

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
)

// What somebody does beside what was said before, behind 并: 约谈平台并要求限期整改.

// andThen says the clause up to 并 and what follows of the same doer; of one who is told
// to do something, both are what he is to do.
func (r *Rendering) andThen(c clause) (string, bool) {
	i := slices.IndexFunc(c.object, func(x token.Token) bool { return x.Is("并") || x.Is("并且") || x.Is("并处") })
	if i < 0 || i+1 >= len(c.object) || len(c.subject) == 0 && len(c.fronted) == 0 {
		return "", false
	}
	second := clause{subject: c.subject}
	rest := c.object[i+1:]
	for len(rest) > 1 && rest[0].Kind == token.Known && rest[0].Word.Kind == "adverb" && !rest[0].Word.After {
		second.adverbs = append(second.adverbs, rest[0])
		rest = rest[1:]
	}
	if !rest[0].Deed() || slices.ContainsFunc(c.object[:i], func(x token.Token) bool { return x.Is("的") }) {
		return "", false
	}
	second.verb, second.object = rest[0], rest[1:]
	c.object = c.object[:i]
	if i == 1 && !c.passive && len(rest) == 1 && imposing[c.verb.ZH] && imposed[c.object[0].ZH] {
		return "", false // 处以警告并罚款: both are imposed
	}
	subject := ""
	if len(c.subject) > 0 {
		subject = r.Topic(c.subject, false)
	}
	many := english.IsPlural(subject)
	told := causing[c.verb.ZH] == "to" && !c.passive && i > 0
	alike := imposed[rest[0].ZH] || doneTo[rest[0].ZH] != ""
	switch {
	case told && !alike:
		if len(second.object) == 0 && !selfContained(rest[0].Word.Base) && !apologizing.MatchString(rest[0].ZH) {
			return "", false
		}
		return r.say(c) + " and " + strings.TrimSpace(strings.Join(append(r.adverbs(second.adverbs), bareVerb(rest[0], second.object)), " ")+" "+r.named(second.object, r.predicate)), true
	case c.passive && depriving[rest[0].ZH] && len(second.object) > 0 && !imposed[rest[0].ZH]:
		had := clause{passive: true, verb: second.verb}
		return r.say(c) + " and Had " + r.Thing(second.object) + " " + r.verb(&had, ""), true
	case c.passive && deprived[rest[0].ZH] != "" && len(second.object) == 0:
		return r.say(c) + " and " + deprived[rest[0].ZH], true
	case c.passive && strings.HasPrefix(c.verb.Word.Base, "be ordered") && !alike:
		return r.say(c) + " and " + strings.TrimSpace(bareVerb(rest[0], second.object)+" "+r.named(second.object, r.predicate)), true
	case c.passive && !alike && i > 0:
		return "", false
	case !c.passive && len(second.object) == 0 && alone[rest[0].ZH] != "":
		return r.say(c) + " and " + actively(auxiliary{}, alone[rest[0].ZH], "", many, subject == ""), true
	case !c.passive && len(second.object) == 1 && second.object[0].Kind == token.Money && rest[0].Is("罚款"):
		return r.say(c) + " and " + actively(auxiliary{}, "impose a fine of", "", many, subject == "") + " " + second.object[0].EN, true
	}
	second.passive = c.passive && (alike || i == 0 && len(second.object) == 0 && !selfContained(rest[0].Word.Base)) // 被控制并滥用
	if len(second.object) == 0 && !second.passive && !selfContained(rest[0].Word.Base) {
		if !english.Spaced(rest[0].Word.Base) || len(strings.Fields(rest[0].Word.Base)) < 3 {
			return "", false
		}
		base := rest[0].Word.Base
		second.verb.Word.Base = base[:strings.LastIndexByte(base, ' ')] // require time-limited rectification of
	}
	return r.say(c) + " and " + strings.Join(append([]string{r.verb(&second, subject)}, r.rest(second)...), " "), true
}

// sanctioned says a clause of several sanctions on one, which marks part: 责令改正、警告并
// 罚款3万元.
func (r *Rendering) sanctioned(c clause) (string, bool) {
	if len(c.object) < 2 || c.object[0].Kind != token.Comma && !(len(c.object) > 2 && c.object[0].Kind == token.Money && c.object[1].Kind == token.Comma) || len(c.subject) == 0 || !c.passive && len(c.fronted) > 0 || len(c.agent) > 0 || c.aux.mood != plain && c.aux.mood != perfect {
		return "", false
	}
	var list []string
	t := append([]token.Token{c.verb}, c.object...)
	for i := 0; i < len(t); i++ {
		x := t[i]
		if i > 0 {
			if x.Kind != token.Comma && !x.Is("并") && !x.Is("并且") && !x.Is("和") || i+1 >= len(t) {
				return "", false
			}
			i++
			x = t[i]
		}
		deed, done := alone[x.ZH], doneTo[x.ZH]
		if own := deprived[x.ZH]; own != "" {
			deed, done = x.Word.Base, own
		}
		if deed == "" || !x.Deed() {
			return "", false
		}
		if done == "" {
			done = english.Inflect(x.Word.Base, english.Participle)
		}
		if i+1 < len(t) && t[i+1].Kind == token.Money && x.Is("罚款") {
			i++
			deed, done = deed+" of "+t[i].EN, done+" "+t[i].EN
		}
		if list = append(list, done); !c.passive {
			list[len(list)-1] = english.Inflect(deed, english.Third)
			if english.IsPlural(r.Topic(c.subject, false)) {
				list[len(list)-1] = deed
			}
		}
	}
	out := []string{r.Topic(c.subject, c.passive), english.Join(list)}
	return strings.Join(append(out, r.rest(clause{adverbs: c.adverbs, fronted: c.fronted})...), " "), len(list) > 1
}

// imposing verbs have a sanction for their object.
var imposing = lexicon.Set("处以 给予 作出 处")

// deprived is what those lose whom a sanction of one word befalls.
var deprived = map[string]string{"没收违法所得": "Had Illegal Gains Confiscated"}

// bareVerb is a verb in front of its object.
func bareVerb(v token.Token, object []token.Token) string {
	base := v.Word.Base
	if len(object) > 0 {
		base = strings.TrimSuffix(base, english.TailOf(base))
	} else if english.Spaced(base) {
		base = base[:strings.LastIndexByte(base, ' ')]
	}
	return base
}
