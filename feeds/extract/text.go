package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/pattern"
)

// silent are elements whose content is no text of the page.
var silent = []atom.Atom{
	atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Object, atom.Svg,
	atom.Select, atom.Button, atom.Textarea, atom.Nav, atom.Head, atom.Title, atom.Video, atom.Audio,
}

// blocks are elements that stand on lines of their own.
var blocks = []atom.Atom{
	atom.P, atom.Div, atom.Li, atom.Ul, atom.Ol, atom.Dl, atom.Dt, atom.Dd, atom.Table, atom.Tr, atom.Caption,
	atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Section, atom.Article, atom.Header, atom.Footer,
	atom.Blockquote, atom.Pre, atom.Hr, atom.Figure, atom.Figcaption, atom.Main, atom.Form, atom.Center,
	atom.Thead, atom.Tbody, atom.Tfoot, atom.Address, atom.Fieldset, atom.Aside, atom.Body,
}

// inline is the text under n without skip, a line break for every br.
func inline(n, skip *html.Node) string {
	if skip == nil {
		return inlineSkip(n, nil)
	}
	return inlineSkip(n, func(e *html.Node) bool { return e == skip })
}

func inlineSkip(n *html.Node, skip func(*html.Node) bool) string {
	var b strings.Builder
	writeInline(&b, n, skip)
	return b.String()
}

func writeInline(b *strings.Builder, n *html.Node, skip func(*html.Node) bool) {
	switch {
	case b.Len() > maxText:
		return
	case n.Type == html.TextNode:
		b.WriteString(n.Data)
		return
	case n.Type == html.ElementNode && skip != nil && skip(n):
		b.WriteByte(' ')
		return
	case isElement(n, atom.Br):
		b.WriteByte('\n')
		return
	case isElement(n, atom.Script, atom.Style, atom.Noscript, atom.Template):
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		writeInline(b, c, skip)
	}
	if isElement(n, blocks...) || isElement(n, atom.Td, atom.Th) {
		b.WriteByte(' ')
	}
}

// prose writes an article's text: paragraphs, one a line.
type prose struct {
	out   strings.Builder
	line  strings.Builder
	until *html.Node
	root  *html.Node
	done  bool
}

// paragraphs is the text under n up to the element until, which may be nil.
func paragraphs(n, until *html.Node) string {
	p := &prose{until: until, root: n}
	p.walk(n, false)
	p.flush()
	return strings.TrimSpace(p.out.String())
}

func (p *prose) walk(n *html.Node, pre bool) {
	if p.done || p.out.Len() > maxText {
		return
	}
	if n == p.until && n != nil {
		p.done = true
		return
	}
	switch {
	case n.Type == html.TextNode:
		p.text(n.Data, pre)
		return
	case n.Type != html.ElementNode && n.Type != html.DocumentNode:
		return
	case isElement(n, silent...) && !opensHeading(n) || n != p.root && (isHidden(n) || isFurniture(n)):
		return
	case isElement(n, atom.Tr) && p.row(n):
		return
	case isElement(n, atom.Br):
		p.flush()
		return
	}
	block := isElement(n, blocks...)
	if block {
		p.flush()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.walk(c, pre || isElement(n, atom.Pre))
	}
	switch {
	case block:
		p.flush()
	case isElement(n, atom.Td, atom.Th):
		p.line.WriteByte(' ')
	}
}

// opensHeading reports whether an element is a button that is the words of a heading, which
// opens what stands under it.
func opensHeading(n *html.Node) bool {
	return isElement(n, atom.Button) && isElement(n.Parent, atom.H2, atom.H3, atom.H4, atom.H5, atom.Dt)
}

// maxCell is the length up to which a cell is one of a table of data; longer
// ones hold paragraphs that a table only lays out.
const maxCell = 200

// row writes a row of a table of data on one line, whatever its cells are made
// of. It reports false for a row that lays out paragraphs.
func (p *prose) row(tr *html.Node) bool {
	var cells []string
	for c := tr.FirstChild; c != nil; c = c.NextSibling {
		if !isElement(c, atom.Td, atom.Th) {
			continue
		}
		if first(c, "table") != nil || p.until != nil && within(p.until, c) {
			return false
		}
		s := cellText(c)
		if runes(s) > maxCell {
			return false
		}
		if s != "" {
			cells = append(cells, s)
		}
	}
	if len(cells) < 2 {
		return false
	}
	p.flush()
	p.line.WriteString(strings.Join(cells, " "))
	p.flush()
	return true
}

// cellText is the text of a table's cell on one line. Paragraphs that a comma ends go on
// in the next one.
func cellText(c *html.Node) string {
	s := tidyTitle(inline(c, nil))
	if !strings.ContainsAny(s, "，、；") {
		return s
	}
	return commaBlank.Replace(s)
}

var commaBlank = strings.NewReplacer("， ", "，", "、 ", "、", "； ", "；")

// text adds to the line. In pre-formatted text the publisher's lines count.
func (p *prose) text(s string, pre bool) {
	if !pre {
		p.line.WriteString(s)
		return
	}
	for i, l := range strings.Split(s, "\n") {
		if i > 0 {
			p.flush()
		}
		p.line.WriteString(l)
	}
}

func (p *prose) flush() {
	s := tidyTitle(p.line.String())
	p.line.Reset()
	if s == "" {
		return
	}
	if p.out.Len() > 0 {
		p.out.WriteByte('\n')
	}
	p.out.WriteString(s)
}

// isHidden reports whether the page keeps the element from being seen.
func isHidden(n *html.Node) bool {
	style := strings.ToLower(strings.ReplaceAll(attr(n, "style"), " ", ""))
	return strings.Contains(style, "display:none") || strings.Contains(style, "font-size:0") && noLetters.MatchString(style) && isWords(n) || strings.Contains(style, "overflow:hidden") && noSize.MatchString(style) || hasAttr(n, "hidden") || attr(n, "type") == "hidden"
}

// noLetters is the style of letters of no size. Around elements it takes the blanks between
// them away, and they have sizes of their own.
var noLetters = pattern.MustCompile(`(?:^|;)font-size:0(?:px|pt|em|%)?(?:;|$)`)

// isWords reports whether an element holds a text and nothing else.
func isWords(n *html.Node) bool {
	return n.FirstChild != nil && n.FirstChild == n.LastChild && n.FirstChild.Type == html.TextNode
}

// noSize is the style of an element that takes no room.
var noSize = pattern.MustCompile(`(?:^|;)width:0(?:px)?(?:;|$)`)

// isUnseen reports whether an element or what it stands in is hidden.
func isUnseen(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if isHidden(n) {
			return true
		}
	}
	return false
}

// clip cuts a text at the limit, on a character's border.
func clip(s string) string { return feeds.Clip(s, maxText) }

// maxTitle is longer than any title: the longest of laws have 200 characters.
const maxTitle = 4 << 10

// clipTitle cuts what claims to be a title.
func clipTitle(s string) string { return feeds.Clip(s, maxTitle) }

// cdataMarks are the marks of CDATA, which stay behind where one was put into
// another, or was escaped once too often.
var cdataMarks = strings.NewReplacer("<![CDATA[", "", "]]>", "", "]]]]><![CDATA[>", "")

// unwrapped is s without marks of CDATA: a parser of pages takes what stands between
// them for a comment.
func unwrapped(s string) string {
	if !strings.Contains(s, "<![CDATA[") {
		return s
	}
	return cdataMarks.Replace(s)
}

// unescapedMarkup is s, which is a piece of HTML, without the entities in which some
// servers write its marks once more.
func unescapedMarkup(s string) string {
	if strings.IndexByte(s, '<') < 0 && strings.Contains(s, "&lt;") {
		return html.UnescapeString(s)
	}
	return s
}

// plain is the text of a piece of HTML, or of a plain string.
func plain(s string) string {
	s = unwrapped(s)
	if strings.IndexByte(s, '<') < 0 && strings.IndexByte(s, '&') < 0 {
		if strings.IndexByte(s, '\n') < 0 {
			return clip(string(feeds.CleanLine(s)))
		}
		var lines []string
		for l := range strings.Lines(s) {
			if l = string(feeds.CleanLine(l)); l != "" {
				lines = append(lines, l)
			}
		}
		return clip(strings.Join(lines, "\n"))
	}
	return clip(paragraphs(fragment(s), nil))
}
