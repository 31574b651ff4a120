package catalog

import (
	_ "embed"
	"fmt"
	"strings"

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
