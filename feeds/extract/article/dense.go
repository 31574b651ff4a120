package article

import (
	"strings"
	"unicode/utf8"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/docnumber"
	"github.com/regwire/regwire/feeds/extract/dom"
)

// frameClass is a class or id of what a site sets around all of its pages.
var frameClass = dom.Classes(`(?i)^(?:top|top[-_]?(?:bar|nav)|header|head[-_]?\w*|nav\w*|menu\w*|crumbs?|bread[-_]?crumbs?|position|location|dqwz|foot|footer\w*|foot[-_]\w*|bottom|copyright|copy|side[-_]?(?:bar|nav)|search\w*|[\w-]*cookie[\w-]*|consent[\w-]*|announcement[\w-]*|newsletter[\w-]*|subscribe[\w-]*|promo[\w-]*|cta)$`)

// headClass is a class of what stands over a text inside the same element: title, day,
// author.
var headClass = dom.Classes(`(?i)^(?:(?:post|entry|article|news|detail|single|content|page|ecl-page|text)[-_]?(?:header|head|meta|info|byline|dates?|time)|[\w-]*byline[\w-]*|dates?|dateline|timestamps?|pub-?dates?|kicker|eyebrow|cinfo|(?:[\w-]+[-_])?(?:post|entry|article)[-_]{1,2}(?:header|head|meta|byline))$`)

// maxHead is the most text that such an element has.
const maxHead = 300

// dropHead takes out of a text what stands over it, and the site's word on its cookies.
func dropHead(body *html.Node) {
	var heads []*html.Node
	for n := range body.Descendants() {
		if n.Type == html.ElementNode && n != body && !dom.Is(n, atom.Img) && (dom.Is(n, atom.Time) || headClass.Class(n) || strings.Contains(dom.Attr(n, "data-component"), "byline")) {
			if heads = append(heads, n); len(heads) == maxFrame {
				break
			}
		}
	}
	for _, n := range heads {
		if b := blockOf(n, body); !dom.Is(n, dom.Blocks...) && b != nil && b != body && isSentence(b) {
			continue // some words of a paragraph
		}
		if n.Parent != nil && textLength(n) <= 3*maxHead && dom.First(n, "p + p") == nil {
			keepLeads(n)
			n.Parent.RemoveChild(n)
		}
	}
}

// maxFrame is how many pieces of it are looked at.
const maxFrame = 40

// dropFrame takes the frame of the site out of a page. Of a short notice it would be
// the larger part, and density would take the page whole.
func dropFrame(root *html.Node) {
	var frame []*html.Node
	all := textLength(root)
	for n := range root.Descendants() {
		if !dom.Is(n, atom.Div, atom.Ul, atom.Table, atom.Header, atom.Footer, atom.Nav, atom.Section) {
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
		// frame, if it is no foot without a sentence.
		if n.Parent != nil && (2*textLength(n) < all || footClass.Named(n) && !hasSentences(n)) {
			n.Parent.RemoveChild(n)
		}
	}
}

func hasSentences(n *html.Node) bool {
	for range sentences(n) {
		return true
	}
	return false
}

// isFrame reports whether an element says that it is such a piece.
func isFrame(n *html.Node) bool {
	return dom.Is(n, atom.Footer, atom.Nav) || n.Type == html.ElementNode && frameClass.Named(n)
}

func textLength(root *html.Node) (n int) {
	for d := range root.Descendants() {
		if d.Type == html.TextNode && !dom.Is(d.Parent, dom.Silent...) {
			n += len(strings.TrimSpace(d.Data))
		}
	}
	return n
}

// maxDense is the size of a page up to which its text is looked for by density,
// which costs far more than a rule.
const maxDense = 1 << 20

// readDense finds the text of a page that no rule fits.
func readDense(r *Reading, p *page) (feeds.Article, bool) {
	if len(r.Doc.Body) > maxDense {
		return feeds.Article{}, false
	}
	title := articleTitle(p, r.Rule)
	pictures, lead := p.leads(title), p.lead(title)
	own := ownFooterFiles(p, title)
	dropFrame(p.Root)
	files := Merge(p.withoutSideFiles(filesIn(p), title), own)
	dropHead(p.Root)
	dropMargins(p.Root)
	a := feeds.Article{Title: title}
	var core *html.Node
	if body := dom.First(p.Root, "body"); body != nil {
		core, a.Attachments = trimToCore(p, body, pictures)
	}
	if core != nil && !isLinked(core) && textLength(core) < longCore {
		return denseArticle(p, core, a, files, lead)
	}
	found, err := readability.FromDocument(p.Root, p.Base)
	if err != nil || found.Node == nil {
		return feeds.Article{}, false
	}
	if core != nil && !isLinked(core) && 4*textLength(found.Node) > 3*textLength(core) {
		return denseArticle(p, core, a, files, lead) // density found no less
	}
	a.Author = authorName(found.Byline())
	if title == "" {
		a.Title = dom.Line(dom.ClipLine(found.Title()))
	}
	if t, err := found.PublishedTime(); err == nil {
		a.Date = feeds.DayOf(t, date.WrittenZone(t, r.zoneFor(a.Title)))
	}
	return denseArticle(p, found.Node, a, files, lead)
}

// longCore is how many bytes of text a core may have that is taken as it is. A longer one
// can hold the first words of other articles, which density leaves out.
const longCore = 6_000

// denseArticle is the article whose text n holds, under its lead.
func denseArticle(p *page, n *html.Node, a feeds.Article, files []feeds.Attachment, lead string) (feeds.Article, bool) {
	// The heading stands in what density finds, and what stands under it.
	text := withoutHeading(withoutFurniture(dom.Paragraphs(n, nil)), a.Title)
	if isIndex(n, text) {
		return feeds.Article{}, false
	}
	a.Text, a.Tables = withLead(dom.Clip(text), lead), tables(n)
	a.Attachments = Merge(Merge(a.Attachments, attachmentsIn(n, p.Base, true)), files)
	a.DocNumber = docnumber.Of("", "", a.Title, a.Text)
	least := 40
	if len(a.Attachments) > 0 || officialTitle.MatchString(a.Title) {
		least = shortestNotice
	}
	return a, utf8.RuneCountInString(a.Text) > least
}

// shortestNotice is how many characters a notice has at least that says that it is one, or
// has files.
const shortestNotice = 12

// ownFooterFiles are the files in an article's own footer, which else would go with those
// of the site.
func ownFooterFiles(p *page, title string) (out []feeds.Attachment) {
	footers := dom.All(p.Root, "footer")
	for _, n := range footers[:min(len(footers), maxHeadings)] {
		if isOwnFooter(n, title) {
			out = append(out, filesOf(p, []*html.Node{n})...)
		}
	}
	return out
}

// mostFiles is how many files a page without a text can be about.
const mostFiles = 12

// filesIn are the files that a page without its frame links, none where there are too
// many to be those of one article.
func filesIn(p *page) []feeds.Attachment {
	var out []feeds.Attachment
	for _, f := range attachmentsIn(p.Root, p.Base, false) {
		if !f.Image {
			out = append(out, f)
		}
	}
	if len(out) > mostFiles {
		return nil
	}
	return out
}
