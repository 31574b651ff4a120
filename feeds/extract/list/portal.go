package list

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/regwire/regwire/feeds/extract/address"
	"github.com/regwire/regwire/feeds/extract/dom"
)

// A site that gives up a column answers with its home page at times, at status 200 and at the
// column's address; and columns show boxes of what is new in others. Either sets the rows of
// other columns beside those of this one, each under a link to the column that they are of.

// How many lists a page has in which boxes of other columns are looked for, how many such columns
// there are at least, and how many rows each shows.
const (
	maxBoxes   = 40
	fewestElse = 2
	fewestBox  = 2
)

// dropElsewhere drops the rows of lists that stand in boxes of other columns, where rows of the
// column at the address own stand on the page too. Columns below that one are its own.
func (s *Entries) dropElsewhere(l lists, base *url.URL) {
	own := sectionOf(base.String())
	if len(l.rows) <= fewestElse || len(l.rows) > maxBoxes || own == address.BareHost(base.Host) {
		return
	}
	sections := map[*html.Node][]string{}
	ours := 0
	for _, e := range s.List {
		section := sectionOf(e.URL)
		if isUnder(section, own) {
			ours++
		}
		if list := l.of[e.URL]; list != nil && !slices.Contains(sections[list], section) {
			sections[list] = append(sections[list], section)
		}
	}
	if ours == 0 {
		return
	}
	elsewhere, columns := map[*html.Node]bool{}, map[string]bool{}
	for list, of := range sections {
		if len(of) != 1 || isUnder(of[0], own) || l.rows[list] < fewestBox {
			continue
		}
		if column := l.columnOver(list, of[0], base); column != "" {
			elsewhere[list], columns[column] = true, true
		}
	}
	if len(columns) >= fewestElse {
		s.keep(func(i int) bool { return !elsewhere[l.of[s.List[i].URL]] })
	}
}

// columnOver is the column to which a link in the box of a list leads, and of which its rows are,
// "" where none does. No other list stands in the box.
func (l *lists) columnOver(list *html.Node, section string, base *url.URL) string {
	box := list.Parent
	for up := 0; box != nil && up < boxDepth; up++ {
		for other := range l.rows {
			if other != list && dom.Within(other, box) {
				return ""
			}
		}
		for _, a := range dom.All(box, "a[href]") {
			if dom.Within(a, list) {
				continue
			}
			column := sectionOf(address.Resolve(base, dom.Attr(a, "href")))
			if column != address.BareHost(base.Host) && isUnder(section, column) {
				return column
			}
		}
		box = box.Parent
	}
	return ""
}

// isUnder reports whether a part of a site is another, or stands in it.
func isUnder(section, whole string) bool {
	return whole != "" && strings.HasPrefix(section+"/", whole+"/")
}
