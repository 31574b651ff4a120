package extract_test

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// What the changes of surfaces are made of.

// each calls f for the elements of a kind, 0 for all in the body; false when there are none.
func (s *sheet) each(kind atom.Atom, f func(*html.Node)) bool {
	found := slices.Collect(func(yield func(*html.Node) bool) {
		for n := range s.root.Descendants() {
			wanted := kind == 0 && n.Type == html.ElementNode && !is(n, atom.Html, atom.Head) && !is(n.Parent, atom.Head) || kind != 0 && is(n, kind) && (kind != atom.A || getAttr(n, "href") != "")
			if wanted && !yield(n) {
				return
			}
		}
	})
	for _, n := range found {
		f(n)
	}
	return len(found) > 0
}

// eachLink calls f for the rows of a list or table that were read, each with its link.
func (s *sheet) eachLink(f func(row, link *html.Node)) bool {
	read := map[string]bool{}
	for _, e := range s.page.want.Entries {
		read[e.URL] = true
	}
	any := false
	s.each(atom.A, func(a *html.Node) {
		u, err := s.base.Parse(strings.TrimSpace(getAttr(a, "href")))
		if err != nil || !read[u.String()] || a.FirstChild == nil {
			return
		}
		read[u.String()] = false // once
		row := a.Parent
		for row != nil && !is(row, atom.Li, atom.Tr, atom.Dd, atom.Ul, atom.Table, atom.Body) {
			row = row.Parent
		}
		if is(row, atom.Li, atom.Tr, atom.Dd) {
			any = true
			f(row, a)
		}
	})
	return any
}

// dayOnly is a text that is a day and nothing else.
var dayOnly = regexp.MustCompile(`^\s*[\[(（【]?((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?[\])）】]?\s*$`)

// eachDay puts other nodes in the place of every text that is a day and nothing else.
func (s *sheet) eachDay(by func(y, m, d string) []*html.Node) bool {
	any := false
	for _, n := range slices.Collect(s.root.Descendants()) {
		m := dayOnly.FindStringSubmatch(n.Data)
		if n.Type != html.TextNode || m == nil || is(n.Parent, atom.Script, atom.Style, atom.Title) {
			continue
		}
		any = true
		for _, other := range by(m[1], fmt.Sprintf("%02s", m[2]), fmt.Sprintf("%02s", m[3])) {
			n.Parent.InsertBefore(other, n)
		}
		n.Parent.RemoveChild(n)
	}
	return any
}

func element(kind atom.Atom, words string, children ...*html.Node) *html.Node {
	n := &html.Node{Type: html.ElementNode, DataAtom: kind, Data: kind.String()}
	if words != "" {
		n.AppendChild(&html.Node{Type: html.TextNode, Data: words})
	}
	for _, c := range children {
		n.AppendChild(c)
	}
	return n
}

func classed(n *html.Node, class string) *html.Node {
	setAttr(n, "class", class)
	return n
}

func linked(href, words string) *html.Node {
	a := element(atom.A, words)
	setAttr(a, "href", href)
	return a
}

// wrapAll puts all that n holds into an element.
func wrapAll(n, into *html.Node) {
	for n.FirstChild != nil {
		c := n.FirstChild
		n.RemoveChild(c)
		into.AppendChild(c)
	}
	n.AppendChild(into)
}

func is(n *html.Node, kinds ...atom.Atom) bool {
	return n != nil && n.Type == html.ElementNode && slices.Contains(kinds, n.DataAtom)
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

func getAttr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func setAttr(n *html.Node, key, value string) {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			n.Attr[i].Val = value
			return
		}
	}
	n.Attr = append(n.Attr, html.Attribute{Key: key, Val: value})
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// retoken writes the tokens of a page anew, those of which f makes something else as that.
func retoken(raw []byte, f func(t html.Token) string) []byte {
	var b bytes.Buffer
	for z := html.NewTokenizer(bytes.NewReader(raw)); z.Next() != html.ErrorToken; {
		as := string(z.Raw())
		if other := f(z.Token()); other != "" {
			as = other
		}
		b.WriteString(as)
	}
	return b.Bytes()
}

// capitals are the tags of a page with the names in capitals.
func capitals(t html.Token) string {
	switch t.Type {
	case html.EndTagToken:
		return "</" + strings.ToUpper(t.Data) + ">"
	case html.StartTagToken, html.SelfClosingTagToken:
		t.Data = strings.ToUpper(t.Data)
		t.Attr = slices.Clone(t.Attr)
		for i := range t.Attr {
			t.Attr[i].Key = strings.ToUpper(t.Attr[i].Key)
		}
		return t.String()
	}
	return ""
}

// onLines are the tags of rows, cells, headings and what stands in them, on lines of their own.
func onLines(t html.Token) string {
	switch t.Data {
	case "li", "a", "span", "td", "b", "div", "p", "h1":
	default:
		return ""
	}
	switch t.Type {
	case html.StartTagToken:
		return "\r\n\t" + t.String() + "\r\n\t\t"
	case html.EndTagToken:
		return "\r\n\t" + t.String() + "\r\n"
	}
	return ""
}
