package gloss

import (
	"strings"

	"github.com/regwire/regwire/feeds/pattern"
)

// chained puts the nouns that follow the one at i before it when its English has a
// preposition, which no English noun can follow: "Price Formation Mechanism for
// Authorized Operation of Public Data". It returns how many they are.
func (l *line) chained(i int) int {
	x := l.t[i]
	if x.kind != tWord || x.w.kind != "noun" || x.w.base != "" || !prepositional.MatchString(x.en) || fixed.MatchString(x.en) {
		return 0
	}
	n := i + 1
	for n < len(l.t) && l.t[n].kind == tWord && !l.t[n].w.post && (l.t[n].w.kind == "noun" || l.t[n].verb()) {
		n++
	}
	run := l.t[i+1 : n]
	if len(run) == 0 || run[len(run)-1].verb() || (x.is("个人信息") || people[x.zh]) {
		return 0
	}
	compound := line{r: l.r, t: run, begun: len(run) > 1}
	en := compound.text()
	last := en[strings.LastIndexByte(en, ' ')+1:]
	link := links[last]
	switch {
	case link != "":
	case len(run) == 1 && run[0].w.base != "":
		link = "of the"
	default:
		link = "for"
	}
	if !l.begun && len(l.out) > 0 && institutes[last] {
		en = "the " + en
	}
	l.put(true, en, link, article(x.en))
	return len(run)
}

// links are the prepositions of nouns that do not take "for".
var links = map[string]string{
	"Problems": "in", "Issues": "in", "Cases": "of", "Case": "of", "Results": "of", "Status": "of", "List": "of", "Lists": "of", "Filing": "of", "Filings": "of",
	"Progress": "in", "Risks": "of", "Trial": "of", "Protection": "of", "Administration": "of", "Management": "of", "Supervision": "of", "Quality": "of", "Level": "of", "Capability": "in", "Capabilities": "in", "Field": "of", "Enforcement": "on", "Testing": "of", "Pre-examination": "of", "Assessment": "of", "Review": "of", "Inspection": "of", "Dispute": "over", "Disputes": "over",
}

// institutes are what there is one of, which takes "the" behind a verb.
var institutes = set("System Mechanism Scheme Framework Platform Industry Market Sector Economy Ecosystem Network")

var (
	// prepositional is English that another noun cannot follow; fixed has the
	// preposition within a name.
	prepositional = pattern.MustCompile(`\w (?:of|in the|for|on) [A-Z]`)
	fixed         = pattern.MustCompile(`^(?:[\w-]+ing |["\d]|(?:Internet|Code|Freedom|Right|Chamber|Board|Letter|Line|Law) of )|Rule of Law`)
)
