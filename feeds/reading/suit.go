package reading

import (
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/pattern"
)

// suit is who brought a case and which court decided it, where a text says both of the bodies
// that it names: told together, they would all have decided.
type suit struct {
	named
	brought named
}

var (
	// decidesZH follows a court that decides, within its sentence and not by what one side asks.
	decidesZH = pattern.MustCompile(`^[^。；请求将拟]{0,60}?(?:宣判|判决|判令|判处|裁定|审结|认为|酌定)`)
	// bringsZH follows who brings a case.
	bringsZH = pattern.MustCompile(`^[^。；法]{0,60}?(?:提起[^。；，]{0,16}(?:诉讼|公诉)|向[^。；，]{2,30}法院(?:提起|起诉)|起诉|诉[\p{Han}]{2,40}案)`)
)

// filings are steps that bringing a case tells.
const filings = "提起"

// suit finds the one court that decides and those who brought the case before it; ok is false
// where the text leaves the part of any body that it names open.
func (c *composer) suit() (s suit, ok bool) {
	if c.severalCases() || c.out.Section != feeds.CourtLitigation || len(c.out.Authorities) == 0 || len(c.out.Authorities) > 3 {
		return suit{}, false
	}
	var brought, decided []feeds.AuthorityID
	for _, id := range c.out.Authorities {
		a, known := c.r.facts.Authority(id)
		switch {
		case !known:
			return suit{}, false
		case a.Level == "court" && c.follows(a.NameZH, a.AliasesZH, decidesZH):
			decided = append(decided, id)
		case a.Level != "court" && c.follows(a.NameZH, a.AliasesZH, bringsZH):
			brought = append(brought, id)
		default:
			return suit{}, false
		}
	}
	if len(decided) != 1 {
		return suit{}, false
	}
	court := c.bodies(decided)
	s = suit{named: named{en: "Decided by " + court.en, zh: "由" + court.zh + "裁判", quotes: court.quotes}, brought: c.bodies(brought)}
	if s.brought.en != "" {
		s.en, s.zh = "Brought by "+s.brought.en+", decided by "+court.en, "由"+s.brought.zh+"提起，"+court.zh+"裁判"
		s.quotes = append(s.quotes, s.brought.quotes...)
	}
	return s, court.en != "" && (len(brought) == 0 || s.brought.en != "")
}

// follows reports whether words behind one of a body's names in the text fit.
func (c *composer) follows(name string, aliases []string, words *pattern.Pattern) bool {
	for _, n := range append([]string{name}, aliases...) {
		for rest := c.w.Body; n != ""; {
			_, behind, found := strings.Cut(rest, n)
			if !found {
				break
			}
			if words.MatchString(behind) {
				return true
			}
			rest = behind
		}
	}
	return false
}
