package extract

import (
	"errors"
	"sync"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
)

// page is a page of which an article or a list is read, with what was found out about it.
type page struct {
	*dom.Page
	data linkedData // read when a reader asks for it
	said said       // the same
	text string     // of all that the page shows, when told
	told bool
}

// order tells what comes first in the days of a page.
func (p *page) order(host string) func() date.Order {
	return sync.OnceValue(func() date.Order { return orderOn(p.Root, host) })
}

// orderOn is the order of such days under a node of a page on a host.
func orderOn(root *html.Node, host string) date.Order {
	return date.OrderOf(dom.Texts(root), dom.Attr(dom.First(root, "html[lang]"), "lang"), host)
}

// said is the first element whose words are those of a title.
type said struct {
	title string
	by    *html.Node
}

// heading is the first element of a page that says its title and nothing else.
func (p *page) heading(title string) *html.Node {
	if p.said.title == title {
		return p.said.by
	}
	p.said = said{title: title}
	for n := range p.Root.Descendants() {
		if dom.Is(n, atom.H1, atom.H2, atom.H3, atom.Div, atom.P, atom.Td) && !dom.Is(n.Parent, atom.Head) && says(n, title) {
			p.said.by = n
			break
		}
	}
	return p.said.by
}

// html parses the document once.
func (r *reading) html() (*page, error) {
	if r.page != nil {
		return r.page, nil
	}
	if dom.IsCut(r.doc.Body) {
		return nil, errors.New("the page is cut")
	}
	p, err := dom.Parse(r.doc.Body, r.base)
	if err != nil {
		return nil, err
	}
	r.page = &page{Page: p}
	return r.page, nil
}
