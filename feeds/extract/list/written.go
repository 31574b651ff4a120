package list

import (
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/answer"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/script"
)

// writtenRows are the rows in the markup that scripts of a page write into it, as pages of old
// systems do that have a line of script for each row.
func (r *Reading) writtenRows(p *answer.Page) []feeds.Entry {
	var markup strings.Builder
	for _, s := range dom.All(p.Root, "script") {
		if code := dom.Script(s); script.WritesLinks(code) && markup.Len()+len(code) <= script.MaxSize {
			// Strings that hold markup and those between them; what a script computes is missing.
			for said := range script.Strings(code) {
				markup.WriteString(said)
			}
		}
	}
	if markup.Len() == 0 {
		return nil
	}
	entries, _, _ := r.Rows(dom.Fragment(markup.String()), p.Base)
	return entries
}
