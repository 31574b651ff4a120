package article

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/address"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/rule"
	"github.com/regwire/regwire/feeds/pattern"
)

// articleBody is the element that holds an article's text, nil where none is found.
type articleBody struct {
	node *html.Node
	// margin is node where the heading stands outside of it, so that what stands in it
	// is text; nil where the lines under the heading stand in it too.
	margin *html.Node
	// wider holds more than the text, such as the heading; loose was found by a word
	// that many pages have for other parts too.
	wider, loose bool
}

func (p *page) bodyOf(own rule.Article, title string) articleBody {
	b := articleBody{node: p.findBody(own.Body)}
	wider := b.node == nil // the heading may stand in what is found then
	if b.node == nil {
		b.node = p.findBody(commonArticle.Body)
	}
	if b.node == nil {
		b.node = mostOf(p.Root, p.findBody(sharedBody))
	}
	if b.node == nil {
		b.loose = true
		b.node = mostOf(p.Root, p.findBody(looseBody))
	}
	if b.node == nil {
		b.node = p.findBody(rule.LoosenedBody(own.Body))
	}
	if holdsHeading(p, b.node, title) {
		b.loose = b.loose || wider
		b.wider = true
		return b
	}
	b.wider, b.margin = wider, b.node
	return b
}

// readBody takes text, tables and files from the element of the text, which it changes.
func (p *page) readBody(a *feeds.Article, b articleBody, own rule.Article) {
	body := b.node
	dom.Remove(body, own.Drop)
	until := dom.First(body, own.Until)
	var pictures map[*html.Node]bool
	if b.wider || b.loose {
		pictures = p.leads(a.Title)
	}
	leads := picturesOver(p, pictures, body)
	if b.wider {
		dropHead(body)
		a.Attachments = Merge(filesOf(p, dropMargins(body)), a.Attachments)
	}
	if b.loose || b.wider && hasSide(body) {
		_, inside := trimToCore(p, body, pictures)
		leads = Merge(leads, inside)
	}
	dropNext(body)
	a.Text = dom.Clip(withoutFurniture(dom.Paragraphs(body, until)))
	if b.wider {
		a.Text = withoutHeading(a.Text, a.Title)
	}
	a.Tables = tables(body)
	a.Attachments = Merge(Merge(leads, attachmentsIn(body, p.Base, true)), a.Attachments)
}

// holdsHeading reports whether the page's heading stands in its text.
func holdsHeading(p *page, body *html.Node, title string) bool {
	if body == nil {
		return false
	}
	if h := p.heading(title); h != nil && h != body && !dom.Is(h, atom.P) && dom.Within(h, body) {
		return true
	}
	h := dom.First(body, "h1, h2, h3, .title, .tit, .bt")
	return h != nil && dom.Line(dom.ClipLine(dom.InlineSkip(h, isUnderTitle))) == title
}

// findBody is the first element of the selectors that holds text, a picture or
// a file. Of several that one selector finds the one with most text counts.
func (p *page) findBody(selectors rule.Words) *html.Node {
	for _, s := range selectors {
		if name := dom.NameIn(s); name != "" && !p.HasName(name) {
			continue
		}
		var best *html.Node
		most := 0
		found := dom.All(p.Root, s)
		for _, n := range found[:min(len(found), 6)] {
			text := dom.Paragraphs(n, nil)
			if text == "" && dom.First(n, "img, a[href], iframe[src], embed[src], object[data]") == nil || isIndex(n, text) {
				continue
			}
			if best == nil || len(text) > most {
				best, most = n, len(text)
			}
		}
		if best != nil {
			if editorClass.MatchString(s) {
				best = withSiblings(best, found)
			}
			return best
		}
	}
	return nil
}

// editorClass is the class that an editor gives to what it wrote; a text written in
// several goes has several such elements.
var editorClass = pattern.MustCompile(`(?i)^\.trs_\w*(?:editor|ueditor)\w*$`)

// withSiblings puts those of the elements that stand side by side with n, n among them,
// into one.
func withSiblings(n *html.Node, found []*html.Node) *html.Node {
	found = slices.DeleteFunc(slices.Clone(found), func(f *html.Node) bool { return f.Parent != n.Parent })
	if len(found) < 2 {
		return n
	}
	whole := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	found[0].Parent.InsertBefore(whole, found[0])
	for _, f := range found {
		f.Parent.RemoveChild(f)
		whole.AppendChild(f)
	}
	return whole
}

// HasContent reports whether an element holds words, a picture or a link.
func HasContent(n *html.Node) bool {
	return dom.First(n, "img, a[href]") != nil || strings.TrimSpace(dom.Paragraphs(n, nil)) != ""
}

// isIndex reports whether n, whose text is given, is a list of links to pages, and most of its text
// stands in them: a section index given instead of an article. A notice that
// only names its files is none.
func isIndex(n *html.Node, text string) bool {
	total, linked, links := utf8.RuneCountInString(text), 0, 0
	for d := range n.Descendants() {
		if d.Type == html.TextNode && len(d.Data) < 40 && date.IsAlone(d.Data) {
			total -= utf8.RuneCountInString(strings.TrimSpace(d.Data)) // the day of a row
		}
	}
	for _, a := range dom.All(n, "a[href]") {
		href := address.Tidy(dom.Attr(a, "href"))
		if href == "" || href[0] == '#' || address.IsFile(href) {
			continue
		}
		links++
		linked += utf8.RuneCountInString(dom.Line(dom.Inline(a, nil)))
	}
	return links >= 3 && linked*2 > total
}
