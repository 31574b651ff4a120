package list

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds/extract/address"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/rule"
	"github.com/regwire/regwire/feeds/pattern"
)

// lists tells of which list of the page a row is, by the row's address, and of each list
// how many of its rows show a day.
type lists struct {
	of   map[string]*html.Node
	days map[*html.Node]int
	rows map[*html.Node]int
	// alone are addresses of rows that stand in no list and show no day.
	alone map[string]bool
}

// add takes a row and the words in which it tells its day. An address belongs to the list that
// has it first.
func (l *lists) add(s rule.Spot, address, said string) {
	list := setOf(s.Scope).list
	if l.of[address] != nil {
		return
	}
	if l.of == nil {
		l.of, l.days, l.rows, l.alone = map[string]*html.Node{}, map[*html.Node]int{}, map[*html.Node]int{}, map[string]bool{}
	}
	if list == nil {
		l.alone[address] = said == ""
		return
	}
	l.of[address] = list
	l.rows[list]++
	if said != "" {
		l.days[list]++
	}
}

// dayless reports whether a row that stands alone, or all rows of a list, show no day.
func (l *lists) dayless() bool {
	for list := range l.rows {
		if l.days[list] == 0 {
			return true
		}
	}
	for _, none := range l.alone {
		if none {
			return true
		}
	}
	return false
}

// dropBeside drops rows without days that lead to other columns, beside a list whose rows all show
// theirs: what is read most, or news of the whole site. A single row is dropped where that list is
// long enough to be sure of.
func (s *Entries) dropBeside(l lists, own string) {
	if !l.dayless() {
		return
	}
	columns, dated := map[string]bool{own: true}, 0
	for _, e := range s.List {
		if list := l.of[e.URL]; list != nil && l.days[list] == l.rows[list] && l.rows[list] > 1 {
			columns[sectionOf(e.URL)] = true
			dated++
		}
	}
	if dated == 0 {
		return
	}
	s.keep(func(i int) bool {
		at := s.List[i].URL
		list := l.of[at]
		single := list == nil && l.alone[at] || list != nil && l.rows[list] == 1
		switch {
		case columns[sectionOf(at)], list == nil && !single, list != nil && l.days[list] > 0:
			return true
		}
		return single && dated < surelyDated
	})
}

// surelyDated is how many rows show their day in a list of which one is sure that all do.
const surelyDated = 5

// dropRanking drops the rows of a list under the heading of a ranking that leads to other
// columns, although it shows days, where another list of the page leads to the page's own.
func (s *Entries) dropRanking(l lists, own string) {
	ours := map[*html.Node]int{}
	var column *html.Node // the list with most of the page's own rows
	for _, e := range s.List {
		if list := l.of[e.URL]; list != nil && sectionOf(e.URL) == own {
			if ours[list]++; ours[list] > ours[column] {
				column = list
			}
		}
	}
	if ours[column] < fewestRows {
		return
	}
	ranked := map[*html.Node]bool{}
	for list := range l.rows {
		ranked[list] = ours[list] == 0 && isUnderRanking(list, column)
	}
	s.keep(func(i int) bool { return !ranked[l.of[s.List[i].URL]] })
}

// boxDepth is how far over a list the box that holds it and its heading is looked for.
const boxDepth = 3

// isUnderRanking reports whether a list stands in a box under such a heading, in which another
// list does not.
func isUnderRanking(list, other *html.Node) bool {
	box := list.Parent
	for up := 0; box != nil && up < boxDepth && !dom.Within(other, box); up++ {
		if dom.Is(box, atom.Div, atom.Section, atom.Td, atom.Dl) {
			if d := dom.FirstWords(box); d != nil && len(d.Data) <= 4*maxRankHead && rankHeading.MatchString(strings.TrimSpace(d.Data)) && !dom.InLink(d) {
				return true
			}
		}
		box = box.Parent
	}
	return false
}

// sectionOf is the part of an address before the day and the number of an item.
func sectionOf(link string) string {
	u, err := url.Parse(link)
	if err != nil {
		return ""
	}
	path := u.Path
	if at := ofItem.FindStringIndex(path); at != nil {
		path = path[:at[0]]
	}
	return address.BareHost(u.Host) + path
}

// ofItem is where what is an item's own begins in a path: a year, or its last part.
var ofItem = pattern.MustCompile(`/(?:19|20)\d{2}|/[^/]*$`)

// isPattern reports whether a row is hidden while one behind it is shown: the pattern of a
// row that a script copies. Rows at the end of a list are hidden until they are asked for.
func isPattern(row *html.Node) bool {
	if !dom.IsHidden(row) {
		return false
	}
	for n := row.NextSibling; n != nil; n = n.NextSibling {
		if n.Type == html.ElementNode && n.DataAtom == row.DataAtom && !dom.IsHidden(n) {
			return true
		}
	}
	return false
}
