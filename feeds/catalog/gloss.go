package catalog

import (
	"github.com/regwire/regwire/feeds/facts"
	"github.com/regwire/regwire/feeds/gloss"
)

// glossaryColumns are those of the bilingual term base; of what kind a term is and its grammar
// belong to package gloss.
var glossaryColumns = []string{"zh", "en", "kind", "note"}

// Glossary is the term base that titles are rendered from.
func Glossary() ([]gloss.Term, error) {
	var terms []gloss.Term
	err := eachRow("glossary.tsv", glossaryColumns, func(c []string) error {
		terms = append(terms, gloss.Term{ZH: c[0], EN: c[1], Kind: c[2], Note: c[3]})
		return nil
	})
	return terms, err
}

// Names are the proper names that titles are rendered with.
func Names(authorities []facts.Authority, laws []facts.Law) gloss.Names {
	var g gloss.Names
	for _, a := range authorities {
		g.Authorities = append(g.Authorities, gloss.Name{ZH: a.NameZH, Aliases: a.AliasesZH, EN: a.NameEN, Short: a.Short()})
	}
	for _, l := range laws {
		g.Laws = append(g.Laws, gloss.Name{ZH: l.NameZH, Aliases: l.ShortZH, EN: l.NameEN, Short: l.ShortEN, Official: l.Official})
	}
	return g
}
