package list

import (
	"strconv"
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
			var day dayInStrings
			for said := range script.Strings(code) {
				if !isAddressAlone(said) { // of the row, which would be taken for words behind the one before
					markup.WriteString(day.with(said))
				}
			}
		}
	}
	if markup.Len() == 0 {
		return nil
	}
	entries, _, _ := r.Rows(dom.Fragment(markup.String()), p.Base)
	return entries
}

// isAddressAlone reports whether a string of a script is an address and nothing else.
func isAddressAlone(said string) bool {
	return (strings.HasPrefix(said, "/") || strings.HasPrefix(said, "./") || strings.HasPrefix(said, "../") || strings.HasPrefix(said, "http")) &&
		len(said) > 2 && !strings.ContainsAny(said, "<> ")
}

// dayInStrings joins the year, the month and the day that a script keeps in strings of their own.
type dayInStrings struct{ year, month string }

// with is what is to be written for a string: a day in place of its last part.
func (d *dayInStrings) with(said string) string {
	number, err := strconv.Atoi(said)
	switch {
	case err != nil || len(said) > 4 || number < 1:
	case d.month != "" && number <= 31:
		day := " " + d.year + "-" + d.month + "-" + said + " "
		*d = dayInStrings{}
		return day
	case d.year != "" && d.month == "" && number <= 12:
		d.month = said
		return ""
	case len(said) == 4:
		*d = dayInStrings{year: said}
		return ""
	}
	*d = dayInStrings{}
	return said
}
