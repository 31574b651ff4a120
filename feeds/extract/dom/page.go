package dom

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"unicode"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds/extract/address"
)

// Page is a parsed document without its comments: publishers hide old rows in
// them, and sheitc repeats every row there.
type Page struct {
	Root *html.Node
	// Address is that of the page, Base what its links are relative to, which it may say.
	Address, Base *url.URL
	Cut           bool // elements were dropped over the siblings cap

	baseElement *html.Node      // where the page says what its addresses are relative to
	names       map[string]bool // classes and ids, when one was asked for
}

// Parse makes a page of a body. It refuses what the parser would make too much of, and what
// nests too deep.
func Parse(body []byte, base *url.URL) (*Page, error) {
	if exceeds(body) {
		return nil, fmt.Errorf("the page comes to more than %d elements, or has one of more than %d attributes", MaxElements, maxAttributes)
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	switch {
	case err != nil && strings.Contains(err.Error(), "open stack"):
		return nil, errors.New("the page nests its elements deeper than 512")
	case err != nil:
		return nil, fmt.Errorf("parse page: %w", err)
	}
	root := doc.Nodes[0]
	p := &Page{Root: root, Address: base, Base: base}
	p.prune(root)
	if u, err := url.Parse(address.Resolve(base, Attr(p.baseElement, "href"))); err == nil && u.Host != "" {
		p.Base = u
	}
	return p, nil
}

// prune drops comments, and elements beyond the siblings cap: cascadia's
// :nth-child is quadratic in them.
func (p *Page) prune(n *html.Node) {
	elements := 0
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		switch c.Type {
		case html.CommentNode:
			n.RemoveChild(c)
		case html.ElementNode:
			if elements++; elements > MaxSiblings {
				p.Cut = true
				n.RemoveChild(c)
				break
			}
			tidyAddress(c)
			if p.baseElement == nil && c.DataAtom == atom.Base && HasAttr(c, "href") {
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

// Fragment parses a piece of HTML that stood inside something else.
func Fragment(s string) *html.Node {
	if exceeds([]byte(s)) {
		return &html.Node{Type: html.DocumentNode}
	}
	root, err := html.Parse(strings.NewReader(s))
	if err != nil {
		return &html.Node{Type: html.DocumentNode}
	}
	(&Page{}).prune(root)
	return root
}

// HasName reports whether an element of the page had that class or id when it was asked
// first. Looking for one that none has costs a look at the whole page.
func (p *Page) HasName(name string) bool {
	if p.names == nil {
		p.names = map[string]bool{}
		for n := range p.Root.Descendants() {
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

// NameIn is the class or id that a selector asks for and nothing else, perhaps of one
// kind of element.
func NameIn(selector string) string {
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

// MaxSiblings is how many elements are read under one parent.
const MaxSiblings = 5_000

// IsMarkup reports whether a body is an HTML page.
func IsMarkup(body []byte) bool {
	start := bytes.ToLower(body[:min(len(body), 512)])
	return bytes.Contains(start, []byte("<!doctype html")) || bytes.Contains(start, []byte("<html"))
}
