package page

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/facts/names"
	"github.com/regwire/regwire/feeds/facts/view"
)

// homonym is a body that has its English name in common with those of other places, and the
// words that tell that it is meant; none for the one that is meant where nothing tells.
type homonym struct {
	id    feeds.AuthorityID
	words []string
}

var homonyms = map[string][]homonym{
	"personal information protection commission": {{"PIPC", []string{"Korea", "Seoul", " won"}}, {"PPC", []string{"Japan", "Tokyo", " yen"}}},
	"personal data protection commission":        {{"TWPDPC", []string{"Taiwan", "Taipei", "NT$"}}, {"PDPC", nil}},
	"department of justice":                      {{"USDOJ", []string{"United States", "U.S.", "US ", "American"}}},
}

// whose reads such names as the page's own body, or as that of the place that its title and
// first words speak of, and leaves out those that may be anybody's.
func (p *Page) whose(v *view.View, bodies []names.Mention) []names.Mention {
	if !v.English {
		return bodies
	}
	out := bodies[:0]
	for _, m := range bodies {
		if who := homonyms[v.Low[m.From:m.To]]; who != nil {
			at := slices.IndexFunc(who, func(h homonym) bool { return h.id == p.Source })
			if at < 0 {
				text := p.Title.S + " " + feeds.Clip(p.Body.S, 600)
				at = slices.IndexFunc(who, func(h homonym) bool {
					return h.words == nil || slices.ContainsFunc(h.words, func(w string) bool { return strings.Contains(text, w) })
				})
			}
			if at < 0 {
				continue
			}
			index, known := p.Names.ByAuthority[who[at].id]
			if !known {
				continue
			}
			m.Index = index
		}
		out = append(out, m)
	}
	return out
}
