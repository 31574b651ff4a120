package dom

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/pattern"
)

// Silent are elements whose content is no text of the page.
var Silent = []atom.Atom{
	atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Object, atom.Svg,
	atom.Select, atom.Button, atom.Textarea, atom.Nav, atom.Head, atom.Title, atom.Video, atom.Audio,
}

// Blocks are elements that stand on lines of their own.
var Blocks = []atom.Atom{
	atom.P, atom.Div, atom.Li, atom.Ul, atom.Ol, atom.Dl, atom.Dt, atom.Dd, atom.Table, atom.Tr, atom.Caption,
	atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Section, atom.Article, atom.Header, atom.Footer,
	atom.Blockquote, atom.Pre, atom.Hr, atom.Figure, atom.Figcaption, atom.Main, atom.Form, atom.Center,
	atom.Thead, atom.Tbody, atom.Tfoot, atom.Address, atom.Fieldset, atom.Aside, atom.Body,
}

// Inline is the text under n without skip, a line break for every br.
func Inline(n, skip *html.Node) string {
	if skip == nil {
		return InlineSkip(n, nil)
	}
	return InlineSkip(n, func(e *html.Node) bool { return e == skip })
}

// InlineSkip is the text under n without the elements that skip says, which may be nil.
func InlineSkip(n *html.Node, skip func(*html.Node) bool) string {
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
	case Is(n, atom.Br):
		b.WriteByte('\n')
		return
	case Is(n, atom.Script, atom.Style, atom.Noscript, atom.Template):
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		writeInline(b, c, skip)
	}
	if Is(n, Blocks...) || Is(n, atom.Td, atom.Th) {
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

// Paragraphs is the text under n up to the element until, which may be nil.
func Paragraphs(n, until *html.Node) string {
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
	case Is(n, Silent...) && !opensHeading(n) || n != p.root && (IsHidden(n) || isFurniture(n)):
		return
	case Is(n, atom.Tr) && p.row(n):
		return
	case Is(n, atom.Br):
		p.flush()
		return
	}
	block := Is(n, Blocks...)
	if block {
		p.flush()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.walk(c, pre || Is(n, atom.Pre))
	}
	switch {
	case block:
		p.flush()
	case Is(n, atom.Td, atom.Th):
		p.line.WriteByte(' ')
	}
}

// opensHeading reports whether an element is a button that is the words of a heading, which
// opens what stands under it.
func opensHeading(n *html.Node) bool {
	return Is(n, atom.Button) && Is(n.Parent, atom.H2, atom.H3, atom.H4, atom.H5, atom.Dt)
}

// maxCell is the length up to which a cell is one of a table of data; longer
// ones hold paragraphs that a table only lays out.
const maxCell = 200

// row writes a row of a table of data on one line, whatever its cells are made
// of. It reports false for a row that lays out paragraphs.
func (p *prose) row(tr *html.Node) bool {
	var cells []string
	for c := tr.FirstChild; c != nil; c = c.NextSibling {
		if !Is(c, atom.Td, atom.Th) {
			continue
		}
		if First(c, "table") != nil || p.until != nil && Within(p.until, c) {
			return false
		}
		s := CellText(c)
		if utf8.RuneCountInString(s) > maxCell {
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

// CellText is the text of a table's cell on one line. Paragraphs that a comma ends go on
// in the next one.
func CellText(c *html.Node) string {
	s := Line(Inline(c, nil))
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
	s := Line(p.line.String())
	p.line.Reset()
	if s == "" {
		return
	}
	if p.out.Len() > 0 {
		p.out.WriteByte('\n')
	}
	p.out.WriteString(s)
}

// IsHidden reports whether the page keeps the element from being seen.
func IsHidden(n *html.Node) bool {
	style := strings.ToLower(strings.ReplaceAll(Attr(n, "style"), " ", ""))
	return strings.Contains(style, "display:none") || strings.Contains(style, "font-size:0") && noLetters.MatchString(style) && isWords(n) || strings.Contains(style, "overflow:hidden") && noSize.MatchString(style) || HasAttr(n, "hidden") || Attr(n, "type") == "hidden"
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

// IsUnseen reports whether an element or what it stands in is hidden.
func IsUnseen(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if IsHidden(n) {
			return true
		}
	}
	return false
}

// Clip cuts a text at the limit, on a character's border.
func Clip(s string) string { return feeds.Clip(s, maxText) }

// cdataMarks are the marks of CDATA, which stay behind where one was put into
// another, or was escaped once too often.
var cdataMarks = strings.NewReplacer("<![CDATA[", "", "]]>", "", "]]]]><![CDATA[>", "")

// Unwrapped is s without marks of CDATA: a parser of pages takes what stands between
// them for a comment.
func Unwrapped(s string) string {
	if !strings.Contains(s, "<![CDATA[") {
		return s
	}
	return cdataMarks.Replace(s)
}

// UnescapedMarkup is s, which is a piece of HTML, without the entities in which some
// servers write its marks once more.
func UnescapedMarkup(s string) string {
	if strings.IndexByte(s, '<') < 0 && strings.Contains(s, "&lt;") {
		return html.UnescapeString(s)
	}
	return s
}

// Plain is the text of a piece of HTML, or of a plain string.
func Plain(s string) string {
	s = Unwrapped(s)
	if strings.IndexByte(s, '<') < 0 && strings.IndexByte(s, '&') < 0 {
		if strings.IndexByte(s, '\n') < 0 {
			return Clip(string(feeds.CleanLine(s)))
		}
		var lines []string
		for l := range strings.Lines(s) {
			if l = string(feeds.CleanLine(l)); l != "" {
				lines = append(lines, l)
			}
		}
		return Clip(strings.Join(lines, "\n"))
	}
	return Clip(Paragraphs(Fragment(s), nil))
}

// maxText is in bytes, and a little more than is read of a text: that a longer one
// goes on is then said where it is read.
const maxText = feeds.MaxText + 1<<10
