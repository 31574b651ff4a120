package gloss

import (
	"cmp"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/gloss/english"
	"github.com/regwire/regwire/feeds/gloss/grammar"
	"github.com/regwire/regwire/feeds/gloss/number"
	"github.com/regwire/regwire/feeds/pattern"
)

// Cases that are put out to teach: whose they are, how many, and what they are on.

// taught renders such cases in a title without a verb of its own, or with one that nobody
// stands before: 广东法院个人信息保护典型案例, 发布8个典型案例.
func (r *titling) taught(s string) (string, bool) {
	if m := casesPutOut.FindStringSubmatch(s); m != nil {
		verb := r.Segment(m[1])
		if len(verb) != 1 || !verb[0].Deed() {
			return "", false
		}
		n := "a Batch of"
		if m[2] != "一批" {
			n = cmp.Or(number.Count(m[3]), m[3])
		}
		return english.Inflect(verb[0].Word.Base, english.Gerund) + " " + n + " " + english.Plural(r.Untagged(m[4]+m[5])), true
	}
	m := casesOfBody.FindStringSubmatch(s)
	if m == nil {
		return "", false
	}
	place, of := r.Segment(m[1]), r.Segment(m[3])
	if len(place) == 0 || place[len(place)-1].Word.Kind != "place" || len(of) > 0 && (grammar.PutsOut(of[0]) || grammar.Modifies(of)) {
		return "", false
	}
	return r.Try(func() (string, bool) {
		cases, ok := r.headSlot(m[5])
		if m[4] != "" {
			cases = map[bool]string{true: "Top "}[m[4] == "十"] + number.Count(m[4]) + " " + cases
		}
		cases += " of " + r.Thing(place) + " " + english.Plural(r.Phrase(m[2]))
		if m[3] != "" {
			cases += " on " + r.Subject(m[3])
		}
		return cases, ok && len(r.Unknown) == 0
	})
}

var (
	// casesOfBody are those of the courts or the police of a place.
	casesOfBody = pattern.MustCompile(`^(\p{Han}{2,8}?)(法院|检察机关|检察院|公安机关|警方|网信部门|市场监管部门)(?:依法)?([^，：；！？《》 ]{0,40}?)(?:([` + feeds.HanNumerals + `]+)大)?(典型案例|指导性案例|精品案例|典型案件|案例)$`)
	// casesPutOut are so many, behind the verb alone.
	casesPutOut = pattern.MustCompile(`^(发布|公布|通报|曝光|公开|披露|公开曝光|集中曝光|公开通报)((\d+|[` + feeds.HanNumerals + `]+)[个起件批宗则]|一批)([^，：；！？《》 ]{0,30}?)(典型案例|指导性案例|典型案件|案例)$`)
)
