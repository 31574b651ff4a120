package extract

import (
	"regexp"
	"slices"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds"
)

// frameClass is a class or id of what a site sets around all of its pages.
var frameClass = regexp.MustCompile(`(?i)^(?:top|top[-_]?(?:bar|nav)|header|head[-_]?\w*|nav\w*|menu\w*|crumbs?|bread[-_]?crumbs?|position|location|dqwz|foot|footer\w*|foot[-_]\w*|bottom|copyright|copy|side[-_]?(?:bar|nav)|search\w*)$`)

// maxFrame is how many pieces of it are looked at.
const maxFrame = 40

// dropFrame takes the frame of the site out of a page. Of a short notice it would be
// the larger part, and density would take the page whole.
func dropFrame(root *html.Node) {
	var frame []*html.Node
	all := textLength(root)
	for n := range root.Descendants() {
		if !isElement(n, atom.Div, atom.Ul, atom.Table, atom.Header, atom.Footer, atom.Nav, atom.Section) {
			continue
		}
		if len(frame) == maxFrame {
			break
		}
		if isFrame(n) {
			frame = append(frame, n)
		}
	}
	for _, n := range frame {
		// A class may say "header" of the text's own; what holds most of the page is no
		// frame.
		if n.Parent != nil && 2*textLength(n) < all {
			n.Parent.RemoveChild(n)
		}
	}
}

// isFrame reports whether an element says that it is such a piece.
func isFrame(n *html.Node) bool {
	names := append(strings.Fields(attr(n, "class")), attr(n, "id"))
	return isElement(n, atom.Footer, atom.Nav) || slices.ContainsFunc(names, frameClass.MatchString)
}

func textLength(root *html.Node) (n int) {
	for d := range root.Descendants() {
		if d.Type == html.TextNode && !isElement(d.Parent, silent...) {
			n += len(strings.TrimSpace(d.Data))
		}
	}
	return n
}

// maxDense is the size of a page up to which its text is looked for by density,
// which costs far more than a rule.
const maxDense = 1 << 20

// readDense finds the text of a page that no rule fits.
func readDense(r *reading, p *page) (feeds.Article, bool) {
	if len(r.doc.Body) > maxDense {
		return feeds.Article{}, false
	}
	dropFrame(p.root)
	found, err := readability.FromDocument(p.root, p.base)
	if err != nil || found.Node == nil {
		return feeds.Article{}, false
	}
	title := articleTitle(p, r.src.Rule.Article)
	// The heading stands in what density finds, and what stands under it.
	text := withoutHeading(withoutFurniture(paragraphs(found.Node, nil)), title)
	if isIndex(found.Node, text) {
		return feeds.Article{}, false
	}
	a := feeds.Article{
		Title: tidyTitle(clipTitle(found.Title())), Author: authorName(found.Byline()),
		Text: clip(text), Tables: tables(found.Node), Attachments: attachmentsIn(found.Node, p.base, true),
	}
	if t, err := found.PublishedTime(); err == nil {
		a.Date = feeds.DayOf(t, r.zone)
	}
	a.DocNumber = docNumber("", "", a.Title, a.Text)
	return a, runes(a.Text) > 40
}
