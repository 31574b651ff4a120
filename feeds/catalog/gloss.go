package catalog

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/regwire/regwire/feeds/facts"
	"github.com/regwire/regwire/feeds/gloss"
)

// glossaryTable is the bilingual term base: Chinese, English, kind, grammar.
//
//go:embed glossary.tsv
var glossaryTable string

// Glossary is the term base that titles are rendered from.
func Glossary() ([]gloss.Term, error) {
	var terms []gloss.Term
	n := 0
	for line := range strings.Lines(glossaryTable) {
		n++
		if n == 1 {
			continue
		}
		cells := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(cells) != 4 {
			return nil, fmt.Errorf("glossary.tsv line %d: %d columns, want 4", n, len(cells))
		}
		terms = append(terms, gloss.Term{ZH: cells[0], EN: cells[1], Kind: cells[2], Note: cells[3]})
	}
	return terms, nil
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
