package page

import (
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/names"
	"github.com/regwire/regwire/feeds/facts/view"
	"github.com/regwire/regwire/feeds/pattern"
)

// namesakes are the laws of several places that bear one name: of the law that a name
// finds, whose it is elsewhere. One with nothing under "" is no law of the mainland's.
var namesakes = map[feeds.LawID]map[string]feeds.LawID{
	"CSL":    {"": "CSL", "MO": "MOCSL"},
	"MOPDPA": {"MO": "MOPDPA", "TW": "TWPDPA"},
}

// lawPlaces are those of namesakes, as a text names them in front of a law, and what only
// texts of theirs say.
var lawPlaces = []struct {
	code        string
	named, says *pattern.Pattern
}{
	{"TW", pattern.MustCompile(`台湾|Taiwan`), pattern.MustCompile(`台湾|Taiwan|立法院|行政院|宪法法庭|新台币|公务机关|个资法|罚锾|民国\d`)},
	{"MO", pattern.MustCompile(`澳门|Macao|Macau`), pattern.MustCompile(`澳门|Macao|Macau`)},
}

// oneLaw is the name of a law that no other place has.
var oneLaw = pattern.MustCompile(`\d/\d{4}|Macao`)

// placed puts the law of its place for each that bears the name of another's, and leaves
// out one of which nothing says whose it is: the statute of another place must not be cited.
func (p *Page) placed(v *view.View, cited []names.Mention) []names.Mention {
	kept := cited[:0]
	for _, m := range cited {
		laws, name := namesakes[p.Names.Laws[m.Index].ID], v.S[m.From:m.To]
		if laws != nil && !strings.HasPrefix(name, names.RepublicZH) && !oneLaw.MatchString(name) {
			index, known := p.Names.ByLaw[laws[p.placeOf(v, m, laws[""] == "")]]
			if !known {
				continue
			}
			m.Index = index
		}
		kept = append(kept, m)
	}
	return kept
}

// placeOf is the place whose law is named at m: the one in front of the name, that of
// the page, or, where anywhere will do, the one of which the page speaks.
func (p *Page) placeOf(v *view.View, m names.Mention, anywhere bool) string {
	pre := v.Before(m.From, 60)
	for _, x := range lawPlaces {
		if x.named.MatchString(view.ClipLeft(pre, 24)) {
			return x.code
		}
	}
	own, _ := p.Names.Authority(p.Source)
	for _, x := range lawPlaces {
		if own.Jurisdiction == x.code && !view.ContainsAny(pre, "内地", names.RepublicZH, "mainland") {
			return x.code
		}
	}
	for _, x := range lawPlaces {
		if anywhere && (x.says.MatchString(p.Title.S) || x.says.MatchString(p.Chinese.S) || x.says.MatchString(p.Body.S)) {
			return x.code
		}
	}
	return ""
}
