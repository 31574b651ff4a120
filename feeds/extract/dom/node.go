package dom

import (
	"iter"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// selectors keeps compiled selectors. They come from rules, so there are few.
var selectors sync.Map // string -> cascadia.Selector

// compile compiles a selector of a rule, which was checked when it was read; one that does not compile
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

// First is the first element under n, n included, that s selects.
func First(n *html.Node, s string) *html.Node {
	if n == nil || s == "" {
		return nil
	}
	return compile(s).MatchFirst(n)
}

// All are the elements under n, n included, that s selects, in page order.
func All(n *html.Node, s string) []*html.Node {
	if n == nil || s == "" {
		return nil
	}
	return compile(s).MatchAll(n)
}

// Attr is an attribute of n, "" when there is none.
func Attr(n *html.Node, name string) string {
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

// HasAttr reports whether n has an attribute, empty or not.
func HasAttr(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if strings.EqualFold(a.Key, name) {
			return true
		}
	}
	return false
}

// Remove takes the elements that the selectors name out of the tree under n.
func Remove(n *html.Node, selectors []string) {
	for _, s := range selectors {
		goquery.NewDocumentFromNode(n).FindMatcher(compile(s)).Remove()
	}
}

// Is reports whether n is one of the elements.
func Is(n *html.Node, names ...atom.Atom) bool {
	return n != nil && n.Type == html.ElementNode && slices.Contains(names, n.DataAtom)
}

// Texts are the pieces of text under a node, in order.
func Texts(root *html.Node) iter.Seq[string] {
	return func(yield func(string) bool) {
		for n := range root.Descendants() {
			if n.Type == html.TextNode && !yield(n.Data) {
				return
			}
		}
	}
}

// Within reports whether n is the element or stands in it.
func Within(n, element *html.Node) bool {
	for ; n != nil && element != nil; n = n.Parent {
		if n == element {
			return true
		}
	}
	return false
}

// Ancestor is the nearest of an element and those around it that is of one of the kinds.
func Ancestor(n *html.Node, kinds ...atom.Atom) *html.Node {
	for n != nil && !Is(n, kinds...) {
		n = n.Parent
	}
	return n
}

// InElement reports whether n is one of such elements or stands in one.
func InElement(n *html.Node, names ...atom.Atom) bool {
	for ; n != nil; n = n.Parent {
		if Is(n, names...) {
			return true
		}
	}
	return false
}

// Following is the next sibling of a node that is no white space.
func Following(n *html.Node) *html.Node {
	for n = n.NextSibling; n != nil && IsBlank(n); n = n.NextSibling {
	}
	return n
}

// IsBlank reports whether a node is white space between others.
func IsBlank(n *html.Node) bool {
	return n.Type == html.TextNode && strings.TrimSpace(n.Data) == ""
}

// headingNodes is how many nodes a heading or a line has at most.
const headingNodes = 24

// HasManyNodes reports whether an element holds more than a heading does.
func HasManyNodes(n *html.Node) bool {
	nodes := 0
	for range n.Descendants() {
		if nodes++; nodes > headingNodes {
			return true
		}
	}
	return false
}

// Scripts are the texts of the page's scripts.
func Scripts(root *html.Node) []string {
	var out []string
	for _, s := range All(root, "script") {
		if s.FirstChild != nil {
			out = append(out, s.FirstChild.Data)
		}
	}
	return out
}

// Script is what a script or a style holds.
func Script(n *html.Node) string {
	if n.FirstChild == nil {
		return ""
	}
	return n.FirstChild.Data
}

// OrRoot stands in for a missing element.
func OrRoot(n *html.Node) *html.Node {
	if n == nil {
		return &html.Node{Type: html.DocumentNode}
	}
	return n
}

// IsMatch reports whether a selector selects an element.
func IsMatch(n *html.Node, s string) bool { return compile(s).Match(n) }

// CheckSelector tells why a selector does not compile, nil where it does.
func CheckSelector(s string) error {
	_, err := cascadia.Compile(s)
	return err
}

// AllUnder are the elements under n, n excluded, that a selector of a page's own script
// selects. One that does not compile selects nothing, and none is kept.
func AllUnder(n *html.Node, s string) []*html.Node {
	by, err := cascadia.ParseGroup(s)
	if err != nil {
		return nil
	}
	return cascadia.QueryAll(n, by)
}

// FirstUnder is the first of the elements that AllUnder has, nil for none.
func FirstUnder(n *html.Node, s string) *html.Node {
	by, err := cascadia.ParseGroup(s)
	if err != nil {
		return nil
	}
	return cascadia.Query(n, by)
}

// Around is the nearest of n and the elements around it that such a selector selects.
func Around(n *html.Node, s string) *html.Node {
	by, err := cascadia.ParseGroup(s)
	if err != nil {
		return nil
	}
	for ; n != nil && n.Type == html.ElementNode; n = n.Parent {
		if by.Match(n) {
			return n
		}
	}
	return nil
}

// InLink reports whether an element stands in a link.
func InLink(n *html.Node) bool { return InElement(n, atom.A) }

// HasBlock reports whether an element holds one that stands on lines of its own.
func HasBlock(n *html.Node) bool {
	for d := range n.Descendants() {
		if Is(d, Blocks...) {
			return true
		}
	}
	return false
}

// FirstWords is the first text of an element that says something, nil where its first
// nodes have none.
func FirstWords(n *html.Node) *html.Node {
	looked := 0
	for d := range n.Descendants() {
		if looked++; looked > headingNodes {
			return nil
		}
		if d.Type == html.TextNode && strings.TrimSpace(d.Data) != "" {
			return d
		}
	}
	return nil
}

// maxSpan is how many rows or columns a cell spans at most.
const maxSpan = 2_000

// Span is how many rows or columns a cell of a table spans, by the name of the attribute.
func Span(n *html.Node, name string) int {
	v, err := strconv.Atoi(strings.TrimSpace(Attr(n, name)))
	if err != nil || v < 1 {
		return 1
	}
	return min(v, maxSpan)
}
