package extract

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"
	"sync"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// page is a parsed document without its comments: publishers hide old rows in
// them, and sheitc repeats every row there.
type page struct {
	root *html.Node
	doc  *goquery.Document
	base *url.URL
	cut  bool // elements were dropped over the siblings cap
}

// html parses the document once.
func (r *reading) html() (*page, error) {
	if r.page != nil {
		return r.page, nil
	}
	p, err := parsePage(r.doc.Body, r.base)
	r.page = p
	return p, err
}

func parsePage(body []byte, base *url.URL) (*page, error) {
	root, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("parse page: %w", err)
	}
	p := &page{root: root, base: base}
	p.prune(root)
	p.doc = goquery.NewDocumentFromNode(root)
	if href := attr(first(root, "base[href]"), "href"); href != "" {
		if u, err := url.Parse(resolve(base, href)); err == nil && u.Host != "" {
			p.base = u
		}
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
			p.prune(c)
		}
		c = next
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

// all are the elements under n, n included, that s selects.
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
		for _, e := range all(n, s) {
			if e.Parent != nil && e != n {
				e.Parent.RemoveChild(e)
			}
		}
	}
}

// isElement reports whether n is one of the elements.
func isElement(n *html.Node, names ...atom.Atom) bool {
	if n == nil || n.Type != html.ElementNode {
		return false
	}
	for _, a := range names {
		if n.DataAtom == a {
			return true
		}
	}
	return false
}

// fragment parses a piece of HTML that stood inside something else.
func fragment(s string) *html.Node {
	root, err := html.Parse(strings.NewReader(s))
	if err != nil {
		return &html.Node{Type: html.DocumentNode}
	}
	(&page{}).prune(root)
	return root
}
