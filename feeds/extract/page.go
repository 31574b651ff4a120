package extract

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"net/url"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds/extract/address"
	"github.com/regwire/regwire/feeds/extract/date"
)

// page is a parsed document without its comments: publishers hide old rows in
// them, and sheitc repeats every row there.
type page struct {
	root *html.Node
	// address is that of the page, base what its links are relative to, which it may say.
	address, base *url.URL
	cut           bool // elements were dropped over the siblings cap

	baseElement *html.Node // where the page says what its addresses are relative to
	data        linkedData // read when a reader asks for it
	said        said       // the same
	text        string     // of all that the page shows, when told
	told        bool
	names       map[string]bool // classes and ids, when one was asked for
}

// order tells what comes first in the days of a page.
func (p *page) order(host string) func() date.Order {
	return sync.OnceValue(func() date.Order { return orderOn(p.root, host) })
}

// orderOn is the order of such days under a node of a page on a host.
func orderOn(root *html.Node, host string) date.Order {
	return date.OrderOf(texts(root), attr(first(root, "html[lang]"), "lang"), host)
}

// texts are the pieces of text under a node, in order.
func texts(root *html.Node) iter.Seq[string] {
	return func(yield func(string) bool) {
		for n := range root.Descendants() {
			if n.Type == html.TextNode && !yield(n.Data) {
				return
			}
		}
	}
}

// hasName reports whether an element of the page had that class or id when it was asked
// first. Looking for one that none has costs a look at the whole page.
func (p *page) hasName(name string) bool {
	if p.names == nil {
		p.names = map[string]bool{}
		for n := range p.root.Descendants() {
			for _, a := range n.Attr {
				if a.Key != "class" && a.Key != "id" {
					continue
				}
				for name := range strings.FieldsSeq(a.Val) {
					p.names[name] = true
				}
			}
		}
	}
	return p.names[name]
}

// nameOf is the class or id that a selector asks for and nothing else, perhaps of one
// kind of element.
func nameOf(selector string) string {
	name := strings.TrimLeft(selector, "abcdefghijklmnopqrstuvwxyz")
	if name == "" || name[0] != '.' && name[0] != '#' {
		return ""
	}
	if name = name[1:]; strings.TrimFunc(name, isNameRune) != "" {
		return ""
	}
	return name
}

func isNameRune(r rune) bool {
	return r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r)
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
	for n := range p.root.Descendants() {
		if isElement(n, atom.H1, atom.H2, atom.H3, atom.Div, atom.P, atom.Td) && !isElement(n.Parent, atom.Head) && says(n, title) {
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
	if isCutPage(r.doc.Body) {
		return nil, errors.New("the page is cut")
	}
	p, err := parsePage(r.doc.Body, r.base)
	r.page = p
	return p, err
}

func parsePage(body []byte, base *url.URL) (*page, error) {
	if exceeds(body) {
		return nil, fmt.Errorf("the page comes to more than %d elements, or has one of more than %d attributes", maxElements, maxAttributes)
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	switch {
	case err != nil && strings.Contains(err.Error(), "open stack"):
		return nil, errors.New("the page nests its elements deeper than 512")
	case err != nil:
		return nil, fmt.Errorf("parse page: %w", err)
	}
	root := doc.Nodes[0]
	p := &page{root: root, address: base, base: base}
	p.prune(root)
	if u, err := url.Parse(address.Resolve(base, attr(p.baseElement, "href"))); err == nil && u.Host != "" {
		p.base = u
	}
	return p, nil
}

// prune drops comments, and elements beyond the siblings cap: cascadia's
// :nth-child is quadratic in them.
func (p *page) prune(n *html.Node) {
	elements := 0
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		switch c.Type {
		case html.CommentNode:
			n.RemoveChild(c)
		case html.ElementNode:
			if elements++; elements > maxSiblings {
				p.cut = true
				n.RemoveChild(c)
				break
			}
			tidyAddress(c)
			if p.baseElement == nil && c.DataAtom == atom.Base && hasAttr(c, "href") {
				p.baseElement = c
			}
			p.prune(c)
		}
		c = next
	}
}

// tidyAddress drops the blanks around the address of a link, as browsers do: what tells by its
// first letters that it leads nowhere, or calls a script, is asked for in many places.
func tidyAddress(n *html.Node) {
	for i := range n.Attr {
		if a := &n.Attr[i]; a.Key == "href" {
			a.Val = strings.TrimSpace(a.Val)
		}
	}
}

// selectors keeps compiled selectors. They come from rules, so there are few.
var selectors sync.Map // string -> cascadia.Selector

// compile compiles a selector that Check has seen; one that does not compile
// selects nothing.
func compile(s string) cascadia.Selector {
	if c, ok := selectors.Load(s); ok {
		return c.(cascadia.Selector)
	}
	c, err := cascadia.Compile(s)
	if err != nil {
		c = func(*html.Node) bool { return false }
	}
	selectors.Store(s, c)
	return c
}

// first is the first element under n, n included, that s selects.
func first(n *html.Node, s string) *html.Node {
	if n == nil || s == "" {
		return nil
	}
	return compile(s).MatchFirst(n)
}

// all are the elements under n, n included, that s selects, in page order.
func all(n *html.Node, s string) []*html.Node {
	if n == nil || s == "" {
		return nil
	}
	return compile(s).MatchAll(n)
}

// attr is an attribute of n, "" when there is none.
func attr(n *html.Node, name string) string {
	if n == nil {
		return ""
	}
	for _, a := range n.Attr {
		if strings.EqualFold(a.Key, name) {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if strings.EqualFold(a.Key, name) {
			return true
		}
	}
	return false
}

// remove takes the elements that the selectors name out of the tree under n.
func remove(n *html.Node, selectors Words) {
	for _, s := range selectors {
		goquery.NewDocumentFromNode(n).FindMatcher(compile(s)).Remove()
	}
}

// isElement reports whether n is one of the elements.
func isElement(n *html.Node, names ...atom.Atom) bool {
	return n != nil && n.Type == html.ElementNode && slices.Contains(names, n.DataAtom)
}

// fragment parses a piece of HTML that stood inside something else.
func fragment(s string) *html.Node {
	if exceeds([]byte(s)) {
		return &html.Node{Type: html.DocumentNode}
	}
	root, err := html.Parse(strings.NewReader(s))
	if err != nil {
		return &html.Node{Type: html.DocumentNode}
	}
	(&page{}).prune(root)
	return root
}
