package facts

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/names"
)

// legalBasis lists every law that title or text names, also when the item is
// that law, in the order of naming.
func (p *reading) legalBasis() {
	for i, v := range p.Views {
		for _, m := range p.Cited[i] {
			p.cite(m.Index)
		}
		if v.English {
			for _, i := range p.Names.Translated(v) {
				p.cite(i)
			}
		}
	}
}

func (p *reading) cite(index int) {
	l := p.Names.Laws[index]
	if l.Type == "national_standard" && !p.Title.English && p.Out.Stage.InDraft() && p.Published.Valid() && l.Effective > p.Published {
		return // what the draft became, which the page cannot cite; by English titles the two find each other so
	}
	p.addLaw(l.ID)
	// a draft of a rule names the rule too
	base, ok := strings.CutSuffix(l.NameZH, names.DraftZH)
	if !ok {
		return
	}
	for _, other := range p.Names.Laws {
		if other.NameZH == base {
			p.addLaw(other.ID)
		}
	}
}

func (p *reading) addLaw(id feeds.LawID) {
	if !slices.Contains(p.Out.LegalBasis, id) {
		p.Out.LegalBasis = append(p.Out.LegalBasis, id)
	}
}
