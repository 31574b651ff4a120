package extract

import (
	"encoding/json"
	"iter"
	"net/url"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/address"
	"github.com/regwire/regwire/feeds/extract/dom"
)

// writtenRows are the rows in the markup that scripts of a page write into it, as pages of old
// systems do that have a line of script for each row.
func (r *reading) writtenRows(p *page) []feeds.Entry {
	var markup strings.Builder
	for _, s := range dom.All(p.Root, "script") {
		if script := dom.Script(s); writesLinks(script) && markup.Len()+len(script) <= maxState {
			// Strings that hold markup and those between them; what a script computes is missing.
			for said := range scriptStrings(script) {
				markup.WriteString(said)
			}
		}
	}
	if markup.Len() == 0 {
		return nil
	}
	entries, _, _ := r.rows(dom.Fragment(markup.String()), p.Base)
	return entries
}

// writesLinks reports whether a script holds markup with links, as it stands or escaped.
func writesLinks(script string) bool {
	return strings.Contains(script, "</a") || strings.Contains(script, `<\/a`) || strings.Contains(script, "%3C/a")
}

// scriptStrings are what the strings of a script say, one after another: its comments hold none.
func scriptStrings(script string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := 0; i < len(script); i++ {
			switch c := script[i]; {
			case strings.HasPrefix(script[i:], "//"):
				i += lineLength(script[i:])
			case strings.HasPrefix(script[i:], "/*"):
				n := strings.Index(script[i:], "*/")
				if n < 0 {
					return
				}
				i += n + 1
			case c == '"' || c == '\'' || c == '`':
				n := literalEnd(script[i:])
				if n < 0 || !yield(scriptString(script[i+1:i+n])) {
					return
				}
				i += n
			}
		}
	}
}

// scriptString is what a string of a script says.
func scriptString(inside string) (s string) {
	if err := json.Unmarshal([]byte(jsonString(inside)), &s); err != nil {
		return ""
	}
	if strings.Contains(s, "%3C") {
		if plain, err := url.PathUnescape(s); err == nil {
			return plain
		}
	}
	return s
}

// showWritten puts the links to files that scripts of a page write into it, an article's
// attachments with some systems, behind the scripts that do. Only a link that stands whole in a
// string of a script is one: of what scripts compute nothing is known.
func (p *page) showWritten() {
	var shown map[string]bool // addresses that the page links to itself
	for _, s := range dom.All(p.Root, "script") {
		script := dom.Script(s)
		if len(script) > maxState || !writesLinks(script) {
			continue
		}
		var lines []*html.Node
		for markup := range scriptStrings(script) {
			if !strings.Contains(markup, "</a") {
				continue
			}
			for _, a := range dom.All(dom.Fragment(markup), "a[href]") {
				u := address.Resolve(p.Base, dom.Attr(a, "href"))
				if !isFile(u) || utf8.RuneCountInString(dom.Line(dom.Inline(a, nil))) < shortestName {
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
