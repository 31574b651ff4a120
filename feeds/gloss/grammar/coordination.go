package grammar

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
)

// What somebody does beside what was said before, behind 并: 约谈平台并要求限期整改.

// joint is a clause with what the same doer does, or has done to him, beside it.
type joint struct {
	first, second clause
	verb          token.Token // of the second
	at            int         // how many tokens of the object stand in front of 并
	subject       string      // in English
	alike         bool        // the second is done to somebody as the first is
}

// bare reports a second deed with nothing behind it.
func (j *joint) bare() bool { return len(j.second.object) == 0 }

// doing is the second deed as one that is to be done.
func (j *joint) doing(r *Rendering) string {
	return strings.TrimSpace(bareVerb(j.verb, j.second.object) + " " + r.named(j.second.object, r.predicate))
}

// does is a deed of the second's doer, as a sentence has it.
func (j *joint) does(deed string) string {
	return actively(auxiliary{}, deed, "", english.IsPlural(j.subject), j.subject == "")
}

// sequel is a way in which English says the second of two clauses.
type sequel struct {
	name, example string
	there         func(*joint) bool
	// say is the English of the second clause, "" where it cannot be said beside the first.
	say func(*Rendering, *joint) string
}

// sequels are tried in this order.
var sequels []sequel

func init() {
	sequels = []sequel{
		{"told to do both", "法院判令被告停止侵权并赔偿损失", func(j *joint) bool {
			return causing[j.first.verb.ZH] == "to" && !j.first.passive && j.at > 0 && !j.alike
		}, func(r *Rendering, j *joint) string {
			if j.bare() && !selfContained(j.verb.Word.Base) && !apologizing.MatchString(j.verb.ZH) {
				return ""
			}
			return strings.Join(append(r.adverbs(j.second.adverbs), j.doing(r)), " ")
		}},
		{"deprived of a thing", "某公司被罚款并吊销许可证", func(j *joint) bool {
			return j.first.passive && depriving[j.verb.ZH] && !j.bare() && !imposed[j.verb.ZH]
		}, func(r *Rendering, j *joint) string {
			had := clause{passive: true, verb: j.second.verb}
			return "Had " + r.Thing(j.second.object) + " " + r.verb(&had, "")
		}},
		{"deprived of gains", "某公司被罚款并没收违法所得", func(j *joint) bool {
			return j.first.passive && deprived[j.verb.ZH] != "" && j.bare()
		}, func(_ *Rendering, j *joint) string { return deprived[j.verb.ZH] }},
		{"ordered to do both", "某公司被判道歉并赔偿损失", func(j *joint) bool {
			return j.first.passive && strings.HasPrefix(j.first.verb.Word.Base, "be ordered") && !j.alike
		}, func(r *Rendering, j *joint) string { return j.doing(r) }},
		{"befallen and doing", "某公司被责令整改系统并提交报告", func(j *joint) bool {
			return j.first.passive && !j.alike && j.at > 0
		}, func(*Rendering, *joint) string { return "" }},
		{"measure of an authority", "网信办约谈平台并责令整改", func(j *joint) bool {
			return !j.first.passive && j.bare() && alone[j.verb.ZH] != ""
		}, func(_ *Rendering, j *joint) string { return j.does(alone[j.verb.ZH]) }},
		{"fine of so much", "网信办约谈某公司并罚款5万元", func(j *joint) bool {
			return !j.first.passive && len(j.second.object) == 1 && j.second.object[0].Kind == token.Money && j.verb.Is("罚款")
		}, func(_ *Rendering, j *joint) string {
			return j.does("impose a fine of") + " " + j.second.object[0].EN
		}},
		{"deed beside a deed", "网信办约谈多家平台负责人并通报处置结果", func(*joint) bool { return true }, (*Rendering).besides},
	}
}

// andThen says the clause up to 并 and what follows of the same doer; of one who is told
// to do something, both are what he is to do.
func (r *Rendering) andThen(c clause) (string, bool) {
	j, ok := r.jointOf(c)
	if !ok {
		return "", false
	}
	for i := range sequels {
		s := &sequels[i]
		if !s.there(j) {
			continue
		}
		r.reached(s.name)
		first := r.say(j.first)
		then := s.say(r, j)
		return first + " and " + then, then != ""
	}
	return "", false
}

// jointOf parts a clause at 并; false where no second deed follows, or both are one.
func (r *Rendering) jointOf(c clause) (*joint, bool) {
	at := slices.IndexFunc(c.object, func(x token.Token) bool { return x.Is("并") || x.Is("并且") || x.Is("并处") })
	if at < 0 || at+1 >= len(c.object) || len(c.subject) == 0 && len(c.fronted) == 0 {
		return nil, false
	}
	first, rest := c.object[:at], c.object[at+1:]
	second := clause{subject: c.subject}
	for len(rest) > 1 && rest[0].Kind == token.Known && rest[0].Word.Kind == "adverb" && !rest[0].Word.After {
		second.adverbs = append(second.adverbs, rest[0])
		rest = rest[1:]
	}
	if !rest[0].Deed() || Modifies(first) {
		return nil, false
	}
	second.verb, second.object = rest[0], rest[1:]
	if at == 1 && !c.passive && len(rest) == 1 && imposing[c.verb.ZH] && imposed[first[0].ZH] {
		return nil, false // 处以警告并罚款: both are imposed
	}
	c.object = first
	j := &joint{first: c, second: second, verb: rest[0], at: at, alike: imposed[rest[0].ZH] || doneTo[rest[0].ZH] != ""}
	if len(c.subject) > 0 {
		j.subject = r.Topic(c.subject, false)
	}
	return j, true
}

// besides says a second deed as a clause of its own, whose subject was said.
func (r *Rendering) besides(j *joint) string {
	second, base := j.second, j.verb.Word.Base
	second.passive = j.first.passive && (j.alike || j.at == 0 && j.bare() && !selfContained(base)) // 被控制并滥用
	if j.bare() && !second.passive && !selfContained(base) {
		if !english.Spaced(base) || len(strings.Fields(base)) < 3 {
			return ""
		}
		second.verb.Word.Base = base[:strings.LastIndexByte(base, ' ')] // require time-limited rectification of
	}
	return strings.Join(append([]string{r.verb(&second, j.subject)}, r.rest(second)...), " ")
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
