package article

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds/extract/answer"
	"github.com/regwire/regwire/feeds/extract/dom"
)

// page is a page of which an article is read, with what was found out about it.
type page struct {
	*answer.Page
	data linkedData // read when a reader asks for it
	said said       // the same
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
