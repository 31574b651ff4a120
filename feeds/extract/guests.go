package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds/extract/address"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
)

// guests are rows of the list whose item stands on another host or is a file:
// an article of the same office's WeChat account, an attachment. They are rows
// beside one of item form, and dated like it.
func (r *reading) guests(spots []spot, owners map[*html.Node]string) []spot {
	rows := map[rowsOf]int{}
	for _, s := range spots {
		if of := setOf(s.scope); of.list != nil {
			rows[of]++
		}
	}
	var out []spot
	for set, n := range rows {
		if n < 2 && set.class != "" {
			continue // one division may be a column of the page
		}
		for row := set.list.FirstChild; row != nil; row = row.NextSibling {
			if owners[row] != "" || setOf(row) != set {
				continue
			}
			if s, ok := r.guest(row); ok {
				out = append(out, s)
			}
		}
	}
	return out
}

// guest is a dated row with its link, if that leads to another host or to a file.
func (r *reading) guest(row *html.Node) (spot, bool) {
	a := firstWorded(row)
	u := address.Resolve(r.base, dom.Attr(a, "href"))
	if u == "" || address.BareHost(r.base.Host) == address.BareHost(address.Host(u)) && !isFile(u) {
		return spot{}, false
	}
	s := spot{scope: row, link: a, url: u}
	dates := append(slices.DeleteFunc(slices.Clone(r.list.Date), Value.inAddress), anyPlace...)
	d, _ := dates.date(s, r.list.DateFormat, date.Context{Zone: r.zone, Today: r.today()})
	return s, d.Day != "" || s.leaf() != ""
}

// rowsOf are rows that belong together: those of a list or table, or the elements of one
// class side by side.
type rowsOf struct {
	list  *html.Node
	class string
}

// setOf is what a row belongs to; nothing for an element that is none.
func setOf(row *html.Node) rowsOf {
	switch {
	case dom.Is(row, atom.Li, atom.Tr):
		return rowsOf{list: row.Parent}
	case dom.Is(row, atom.Div, atom.Article, atom.Dl) && dom.Attr(row, "class") != "":
		return rowsOf{row.Parent, dom.Attr(row, "class")}
	}
	return rowsOf{}
}

// firstWorded is the first link of a row that has words, else the first.
func firstWorded(row *html.Node) *html.Node {
	links := dom.All(row, "a[href]")
	for _, a := range links[:min(len(links), mostLinks)] {
		if strings.TrimSpace(dom.Inline(a, nil)) != "" {
			return a
		}
	}
	return dom.First(row, "a[href]")
}

// inOrder sorts rows as the page shows them.
func inOrder(spots []spot, container *html.Node) []spot {
	at := map[*html.Node]int{}
	for n := range container.Descendants() {
		at[n] = len(at)
	}
	slices.SortStableFunc(spots, func(a, b spot) int { return at[a.link] - at[b.link] })
	return spots
}
