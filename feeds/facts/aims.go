package facts

import (
	"strings"

	"github.com/regwire/regwire/feeds"
)

var (
	scopeZH   = []string{"适用本", "适用于", "办法适用", "规定适用", "条例适用", "应当遵守本", "境内从事", "境内开展", "境内提供"}
	purposeZH = re(`^[\s\d一二三四五六七八九十、第条章]*(?:为了?|旨在|按照.{0,30}要求)[^。]{4,}|旨在`)
	scopeEN   = []string{" apply to ", " applies to ", " must ", " required to ", " has to ", " have to ", " shall "}
	purposeEN = []string{" aims to ", " aim to ", " aimed at ", " intended to ", " meant to ", " in order to ", " so that ", " the purpose ", " to implement "}
)

// tells reports whether a sentence says whom a rule binds (scope) or what it is
// for (purpose).
func tells(v *view, s span) (scope, purpose bool) {
	if v.english {
		low := v.low[s.from:s.to]
		return containsAny(low, scopeEN...), containsAny(low, purposeEN...)
	}
	text := feeds.Clip(v.text(s), 600)
	text = text[len(openerZH.FindString(text)):]
	scope = containsAny(text, scopeZH...)
	if containsAny(feeds.Clip(text, 60), "为", "按照") || strings.Contains(text, "旨在") {
		purpose = purposeZH.MatchString(text)
	}
	return scope, purpose
}

// sentencesOf quotes the sentences that say whom a rule binds and what for.
func (p *page) sentencesOf() {
	if p.out.Stage == "" {
		return
	}
	v := p.body
	for i, s := range v.ends {
		if i > 200 {
			break
		}
		scope, purpose := tells(v, s)
		switch {
		case purpose && len(p.out.Purpose) < 2:
			s.from += len(openerZH.FindString(v.text(s)))
			p.out.Purpose = append(p.out.Purpose, v.quote(s))
		case scope && len(p.out.Scope) < 3:
			p.out.Scope = append(p.out.Scope, v.quote(s))
		}
	}
	p.repeals()
}

var repealed = re(`《([^》]{2,80})》(?:\([^)]{0,60}\))?(?:、《([^》]{2,80})》(?:\([^)]{0,60}\))?)*同时废止`)

func (p *page) repeals() {
	v := p.body
	if !v.words.Has("同时废止") {
		return
	}
	for _, m := range repealed.FindAllStringIndex(v.s, 10) {
		for _, q := range quoted.FindAllStringSubmatchIndex(v.s[m[0]:m[1]], -1) {
			p.out.Repeals = append(p.out.Repeals, v.quote(span{m[0] + q[2], m[0] + q[3]}).Text)
		}
	}
}
