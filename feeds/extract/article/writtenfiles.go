package article

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds/extract/address"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/script"
)

// showWritten puts the links to files that scripts of a page write into it, an article's
// attachments with some systems, behind the scripts that do. Only a link that stands whole in a
// string of a script is one: of what scripts compute nothing is known.
func (p *page) showWritten() {
	var shown map[string]bool // addresses that the page links to itself
	for _, s := range dom.All(p.Root, "script") {
		code := dom.Script(s)
		if len(code) > script.MaxSize || !script.WritesLinks(code) {
			continue
		}
		var lines []*html.Node
		for markup := range script.Strings(code) {
			if !strings.Contains(markup, "</a") {
				continue
			}
			for _, a := range dom.All(dom.Fragment(markup), "a[href]") {
				u := address.Resolve(p.Base, dom.Attr(a, "href"))
				if !address.IsFile(u) || utf8.RuneCountInString(dom.Line(dom.Inline(a, nil))) < shortestName {
					continue
				}
				if shown == nil {
					shown = p.linkedTo()
				}
				if !shown[u] && len(lines) < mostFiles {
					shown[u] = true
					a.Parent.RemoveChild(a)
					line := &html.Node{Type: html.ElementNode, Data: "p", DataAtom: atom.P}
					line.AppendChild(a)
					lines = append(lines, line)
				}
			}
		}
		if len(lines) == 0 {
			continue
		}
		box := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
		for _, line := range lines {
			box.AppendChild(line)
		}
		s.Parent.InsertBefore(box, s.NextSibling)
	}
}

// shortestName is how many characters the name of such a file has at least.
const shortestName = 3

// linkedTo are the addresses that the page has links to.
func (p *page) linkedTo() map[string]bool {
	out := map[string]bool{}
	for _, a := range dom.All(p.Root, "a[href]") {
		out[address.Resolve(p.Base, dom.Attr(a, "href"))] = true
	}
	return out
}
