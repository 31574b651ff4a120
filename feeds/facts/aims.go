package facts

import (
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/page"
	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/pattern"
)

var (
	scopeZH   = []string{"适用本", "适用于", "办法适用", "规定适用", "条例适用", "应当遵守本", "境内从事", "境内开展", "境内提供"}
	purposeZH = pattern.MustCompile(`^[\s\d一二三四五六七八九十、第条章]*(?:为了?|旨在|按照.{0,30}要求)[^。]{4,}|旨在`)
	scopeEN   = []string{" apply to ", " applies to ", " must ", " required to ", " has to ", " have to ", " shall "}
	purposeEN = []string{" aims to ", " aim to ", " aimed at ", " intended to ", " meant to ", " in order to ", " so that ", " the purpose ", " to implement "}
)

// tells reports whether a sentence says whom a rule binds (scope) or what it is
// for (purpose).
func tells(v *view.View, s view.Span) (scope, purpose bool) {
	if v.English {
		low := v.Low[s.From:s.To]
		return view.ContainsAny(low, scopeEN...), view.ContainsAny(low, purposeEN...)
	}
	text := feeds.Clip(v.Text(s), 600)
	text = text[len(view.OpenerZH.FindString(text)):]
	scope = view.ContainsAny(text, scopeZH...)
	if view.ContainsAny(feeds.Clip(text, 60), "为", "按照") || strings.Contains(text, "旨在") {
		purpose = purposeZH.MatchString(text)
	}
	return scope, purpose
}

// sentencesOf quotes the sentences that say whom a rule binds and what for.
func (p *reading) sentencesOf() {
	if p.Out.Stage == "" {
		return
	}
	v := p.Body
	for i, s := range v.Ends {
		if i > 200 {
			break
		}
		scope, purpose := tells(v, s)
		switch {
		case purpose && len(p.Out.Purpose) < 2:
			s.From += len(view.OpenerZH.FindString(v.Text(s)))
			p.Out.Purpose = append(p.Out.Purpose, v.Quote(s))
		case scope && len(p.Out.Scope) < 3:
			p.Out.Scope = append(p.Out.Scope, v.Quote(s))
		}
	}
	p.repeals()
}

var repealed = pattern.MustCompile(`《([^》]{2,80})》(?:\([^)]{0,60}\))?(?:、《([^》]{2,80})》(?:\([^)]{0,60}\))?)*同时废止`)

func (p *reading) repeals() {
	v := p.Body
	if !v.Words.Has("同时废止") {
		return
	}
	for _, m := range repealed.FindAllStringIndex(v.S, 10) {
		for _, q := range page.Quoted.FindAllStringSubmatchIndex(v.S[m[0]:m[1]], -1) {
			p.Out.Repeals = append(p.Out.Repeals, v.Quote(view.Span{From: m[0] + q[2], To: m[0] + q[3]}).Text)
		}
	}
}
