package list

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds/extract/calendar"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
)

// surroundings are what stands around the links of a list without rows of their own.
type surroundings struct {
	container *html.Node
	owners    map[*html.Node]string // element -> its only address, "*" when several
	daysFirst map[*html.Node]bool   // parents whose items' days stand before them, as they are met
}

// widen climbs from a link to its row. Where links stand side by side without
// rows, what follows a link up to the next one is its tail; or what goes before it,
// where the days stand first.
func (a *surroundings) widen(link *html.Node) (scope *html.Node, tail []*html.Node) {
	scope = link
	for p := scope.Parent; p != nil && p != a.container && a.owners[p] == a.owners[link]; p = p.Parent {
		if dom.Is(p, atom.Body, atom.Ul, atom.Ol, atom.Table, atom.Tbody, atom.Main, atom.Section) || hasManyLinks(p) {
			break
		}
		scope = p
		if dom.Is(p, atom.Li, atom.Tr, atom.Article) {
			break
		}
	}
	if dom.Is(scope, atom.Li) {
		return scope, a.dayBeside(scope)
	}
	if dom.Is(scope, atom.Tr) {
		return a.outer(scope), nil
	}
	if dom.Is(scope, atom.Article) {
		return scope, nil
	}
	next := func(n *html.Node) *html.Node { return n.NextSibling }
	if a.hasDaysFirst(scope.Parent) {
		next = func(n *html.Node) *html.Node { return n.PrevSibling }
	}
	for s := next(scope); s != nil && a.owners[s] == "" && len(tail) < 6; s = next(s) {
		if dom.Is(s, atom.Br, atom.Ul, atom.Table) || headsYear(s) || holdsDays(s) || s.Type == html.ElementNode && dom.IsBesideList(s) {
			break
		}
		tail = append(tail, s)
	}
	return scope, tail
}

// headsYear reports whether an element is the heading of the rows of a year or of a month.
func headsYear(n *html.Node) bool {
	return dom.Is(n, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Dt, atom.Th) &&
		(aloneIn(n, yearAlone) != "" || aloneIn(n, monthAlone) != "")
}

// outer is the row around a table of its own that lays a title out, where the day stands
// in the row and not in the table.
func (a *surroundings) outer(row *html.Node) *html.Node {
	if calendar.HoldsDay(row) {
		return row
	}
	for p := row.Parent; p != nil && p != a.container && a.owners[p] == a.owners[row] && !hasManyLinks(p); p = p.Parent {
		if dom.Is(p, atom.Tr) && calendar.HoldsDay(p) {
			return p
		}
	}
	return row
}

// holdsDays reports whether an element shows several days, as a list of rows does that are
// no links.
func holdsDays(n *html.Node) bool {
	days, nodes := 0, 0
	for d := range n.Descendants() {
		if nodes++; nodes > mostNodes {
			return true
		}
		if d.Type == html.TextNode && len(d.Data) < 64 && date.IsAlone(d.Data) {
			if days++; days > 1 {
				return true
			}
		}
	}
	return false
}

// How many links, and nodes, a row has at most; what holds more is a part of the page.
const (
	mostLinks = 8
	mostNodes = 1_000
)

func hasManyLinks(n *html.Node) bool {
	links, nodes := 0, 0
	for d := range n.Descendants() {
		if nodes++; nodes > mostNodes {
			return true
		}
		if dom.Is(d, atom.A) {
			if links++; links > mostLinks {
				return true
			}
		}
	}
	return false
}

// dayBeside is the element of a list right behind a row that has nothing but its day; of a
// list that is one row, any such element.
func (a *surroundings) dayBeside(row *html.Node) []*html.Node {
	whole := row.Parent != nil && row.Parent != a.container && a.owners[row.Parent] == a.owners[row]
	looked := 0
	for s := row.NextSibling; s != nil; s = s.NextSibling {
		if s.Type != html.ElementNode {
			continue
		}
		if a.owners[s] == "" && calendar.IsDay(s) {
			return []*html.Node{s}
		}
		if looked++; !whole || looked == mostLinks {
			break
		}
	}
	return nil
}

// hasDaysFirst reports whether the days of the items under parent stand before them:
// there is one before the first and none behind the last.
func (a *surroundings) hasDaysFirst(parent *html.Node) bool {
	if parent == nil {
		return false
	}
	first, known := a.daysFirst[parent]
	if known {
		return first
	}
	before, behind, items := false, false, 0
	for s := parent.FirstChild; s != nil; s = s.NextSibling {
		switch {
		case a.owners[s] != "":
			items++
			behind = false
		case s.Type == html.ElementNode && calendar.IsDay(s) || s.Type == html.TextNode && date.IsAlone(s.Data):
			before = before || items == 0
			behind = true
		}
	}
	first = before && !behind && items > 0
	a.daysFirst[parent] = first
	return first
}
