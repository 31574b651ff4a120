package list

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds/extract/address"
	"github.com/regwire/regwire/feeds/extract/calendar"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/rule"
)

// guests are rows of the list whose item stands on another host or is a file:
// an article of the same office's WeChat account, an attachment. They are rows
// beside one of item form, and dated like it.
func (r *Reading) guests(spots []rule.Spot, owners map[*html.Node]string) []rule.Spot {
	rows := map[rowsOf]int{}
	for _, s := range spots {
		if of := setOf(s.Scope); of.list != nil {
			rows[of]++
		}
	}
	var out []rule.Spot
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
func (r *Reading) guest(row *html.Node) (rule.Spot, bool) {
	a := firstWorded(row)
	u := address.Resolve(r.Base, dom.Attr(a, "href"))
	if u == "" || address.BareHost(r.Base.Host) == address.BareHost(address.Host(u)) && !address.IsFile(u) {
		return rule.Spot{}, false
	}
	s := rule.Spot{Scope: row, Link: a, URL: u}
	dates := append(slices.DeleteFunc(slices.Clone(r.Rule.Date), rule.Value.InAddress), anyPlace...)
	d, _ := dates.Day(s, r.Rule.DateFormat, date.Context{Zone: r.Zone, Today: r.Today()})
	return s, d.Day != "" || calendar.InRow(s) != ""
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
func inOrder(spots []rule.Spot, container *html.Node) []rule.Spot {
	at := map[*html.Node]int{}
	for n := range container.Descendants() {
		at[n] = len(at)
	}
	slices.SortStableFunc(spots, func(a, b rule.Spot) int { return at[a.Link] - at[b.Link] })
	return spots
}
