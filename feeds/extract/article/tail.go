package article

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds/extract/address"
	"github.com/regwire/regwire/feeds/extract/dom"
)

// What a site sets at the end of a text inside the same element, though a rule names that: the
// links to what it has people read next.

// maxTail is how many lines such an end has at most.
const maxTail = 24

// dropNext takes out of the end of a text the links to other pages under the heading that says
// what they are.
func dropNext(body *html.Node) {
	var tail []*html.Node // the last first
	links := 0
	for n := range backwards(body) {
		if n.Type != html.TextNode || strings.TrimSpace(n.Data) == "" || dom.InElement(n.Parent, dom.Silent...) {
			continue
		}
		b := dom.Ancestor(n.Parent, dom.Blocks...)
		switch {
		case b == nil || b == body || !dom.Within(b, body) || len(tail) == maxTail:
			return
		case slices.Contains(tail, b):
			continue
		}
		words := dom.Line(dom.ClipLine(dom.Inline(b, nil)))
		tail = append(tail, b)
		switch {
		case links > 0 && marginHeading.MatchString(words):
			for _, b := range tail {
				b.Parent.RemoveChild(b)
			}
			return
		case leadsToPages(b):
			links++
		case !isFurnitureLine(words):
			return
		}
	}
}

// leadsToPages reports whether all that an element says stands in links to pages.
func leadsToPages(b *html.Node) bool {
	for _, a := range dom.All(b, "a[href]") {
		if href := dom.Attr(a, "href"); address.IsFile(href) || namesFile(a) || strings.HasPrefix(href, "#") || strings.HasPrefix(href, "mailto:") {
			return false
		}
	}
	return strings.Trim(dom.InlineSkip(b, func(n *html.Node) bool { return dom.Is(n, atom.A) }), " \u00a0\u3000·•>»|/[]【】\n\t") == ""
}

// backwards are the nodes under an element, the last first, without it.
func backwards(n *html.Node) func(yield func(*html.Node) bool) {
	return func(yield func(*html.Node) bool) { walkBack(n, yield) }
}

func walkBack(n *html.Node, yield func(*html.Node) bool) bool {
	for c := n.LastChild; c != nil; c = c.PrevSibling {
		if !walkBack(c, yield) || !yield(c) {
			return false
		}
	}
	return true
}
