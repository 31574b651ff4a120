package article

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/address"
	"github.com/regwire/regwire/feeds/extract/calendar"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/pattern"
)

// What stands between a heading and the text under it is no part of the text: the picture
// of the article, which is one of its attachments, and lines of days, names and links.

// leads are the pictures under the heading of a page that could be its article's, and those
// over it that say by their class that they are.
func (p *page) leads(title string) map[*html.Node]bool {
	heading := p.heading(title)
	if heading == nil {
		return nil
	}
	out := map[*html.Node]bool{}
	near := p.near(title)
	under := false
	for n := range p.Root.Descendants() {
		under = under || n == heading
		if dom.Is(n, atom.Img) && (under || dom.Within(n, near) && isFeatured(n)) && isLead(n) {
			if out[n] = true; len(out) == maxFrame {
				break
			}
		}
	}
	return out
}

// shown are the pictures near the heading of a page without a text: an article drawn as
// pictures.
func (p *page) shown(title string) (out []feeds.Attachment) {
	leads := p.leads(title)
	if len(leads) == 0 {
		return nil
	}
	for n := range p.near(title).Descendants() {
		if u := pictureAddress(n, p.Base); leads[n] && u != "" {
			out = append(out, feeds.Attachment{Name: pictureName(n, u), URL: u, Image: true})
		}
	}
	return Merge(nil, out)
}

// near is what stands around the heading of a page.
func (p *page) near(title string) *html.Node {
	at := p.heading(title)
	for up := 0; at != nil && up < maxBeside && at.Parent != nil && !dom.Is(at.Parent, atom.Body); up++ {
		at = at.Parent
	}
	return at
}

// picturesOver are those of them that stand over the text.
func picturesOver(p *page, leads map[*html.Node]bool, text *html.Node) (out []feeds.Attachment) {
	if len(leads) == 0 || text == nil {
		return nil
	}
	for n := range p.Root.Descendants() {
		if n == text || len(out) == maxLeads {
			break
		}
		if !leads[n] {
			continue
		}
		if u := pictureAddress(n, p.Base); u != "" {
			out = append(out, feeds.Attachment{Name: pictureName(n, u), URL: u, Image: true})
		}
	}
	return out
}

// maxLeads is how many pictures stand over a text at most; more are a gallery of the site.
const maxLeads = 4

// isLead reports whether a picture over a text is the article's own: no picture of a person
// who wrote it, no mark of an outlet, no link to something else.
func isLead(img *html.Node) bool {
	if isIcon(img) || dom.IsUnseen(img) || inMargin(img) || inFrame(img) || portrait.MatchString(dom.Attr(img, "alt")) || isSmall(img) {
		return false
	}
	if beside := img.Parent; beside != nil && isLine(beside) && calendar.HoldsDay(beside) {
		return false // of who wrote it, in the line of the day
	}
	for n, up := img, 0; n != nil && up < maxBeside; n, up = n.Parent, up+1 {
		if dom.Is(n, atom.A) && dom.HasAttr(n, "href") && !imgExt.MatchString(address.Path(dom.Attr(n, "href"))) {
			return false
		}
		if portrait.MatchString(dom.Attr(n, "class")+" "+dom.Attr(n, "id")) || slices.Contains(strings.Fields(dom.Attr(n, "class")), "face") {
			return false
		}
	}
	return !portrait.MatchString(address.Path(dom.Pick(dom.Attr(img, "data-src"), dom.Attr(img, "src"))))
}

// keepLeads sets the pictures of an article before the element that holds them among lines
// that are no part of its text.
func keepLeads(n *html.Node) {
	for _, img := range dom.All(n, "img") {
		if isLead(img) {
			img.Parent.RemoveChild(img)
			n.Parent.InsertBefore(img, n)
		}
	}
}

// isFeatured reports whether a picture is marked as the one of an article.
func isFeatured(img *html.Node) bool {
	for n, up := img, 0; n != nil && up < maxBeside; n, up = n.Parent, up+1 {
		if featured.MatchString(dom.Attr(n, "class")) {
			return true
		}
	}
	return false
}

var featured = pattern.MustCompile(`(?i)\b(?:featured|wp-post-image|post-?thumb(?:nail)?|(?:hero|lead|cover|main)[-_]{1,2}(?:image|img|media|pic\w*|art))`)

// portrait is what names, classes and addresses of pictures say that are none of an article's.
var portrait = pattern.MustCompile(`(?i)avatar|headshot|portrait|profile|author|byline|logo|touxiang|head[-_]?(?:img|pic)|user[-_]?(?:img|pic|photo)|qr-?code|二维码|头像|標誌|标识`)

// isSmall reports whether a page shows a picture no larger than that of a person.
func isSmall(img *html.Node) bool {
	for _, side := range []string{"width", "height"} {
		if size := dom.Attr(img, side); size != "" && len(strings.TrimSuffix(size, "px")) < 3 && !strings.HasSuffix(size, "%") {
			return true
		}
	}
	return false
}

// dropOver takes out of a core the lines before its first sentence that are none of the
// text: days, names, links to the same in another language.
func dropOver(core *html.Node) {
	var lines, maybe []*html.Node
	var said *html.Node
	for n := range core.Descendants() {
		if n.Type != html.TextNode || dom.Is(n.Parent, dom.Silent...) || strings.TrimSpace(n.Data) == "" {
			continue
		}
		b := blockOf(n, core)
		switch {
		case b == nil || b == said:
			continue
		case b == core || len(lines) == maxFrame:
		case isSentence(b) && said == nil:
			said = b // it may be what leads to the text
			continue
		case isSentence(b):
			lines = append(lines, maybe...)
		case dom.HasBlock(b):
			continue
		case said == nil && isOverLine(b):
			lines = append(lines, b)
			continue
		case said != nil && isByline(b):
			maybe = append(maybe, b) // or the signature of a text of one sentence
			continue
		default:
			continue
		}
		break
	}
	for _, b := range lines {
		if b.Parent != nil {
			b.Parent.RemoveChild(b)
		}
	}
}

// isByline reports whether a block is a line of the day and of who wrote a text.
func isByline(b *html.Node) bool {
	words := dom.Line(feeds.Clip(dom.Inline(b, nil), maxSentence))
	if dom.Is(b, atom.Dt) && b.NextSibling != nil {
		return isByline(b.NextSibling)
	}
	return utf8.RuneCountInString(words) <= maxLine && (dayOfLine(words, date.Context{}) != "" || isPersonName(words))
}

// isOverLine reports whether a block is such a line.
func isOverLine(b *html.Node) bool {
	words := dom.Line(feeds.Clip(dom.Inline(b, nil), maxSentence))
	switch {
	case utf8.RuneCountInString(words) > maxLine || sentenceEnd.MatchString(words):
		return false
	case isPersonName(words) || headLine.MatchString(words) || subline.MatchString(words) || lineOfDay.MatchString(words) || hasDayPiece(b):
		return true
	}
	links := dom.All(b, "a[href]")
	for _, a := range links {
		if address.IsFile(dom.Attr(a, "href")) {
			return false
		}
	}
	return len(links) > 0 && strings.Trim(dom.InlineSkip(b, func(n *html.Node) bool { return dom.Is(n, atom.A, atom.Button) }), " \u00a0·•|/") == ""
}

// hasDayPiece reports whether one of the pieces of a line that stand in elements of their
// own is a day.
func hasDayPiece(b *html.Node) bool {
	for c := b.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && c.FirstChild != nil && c.FirstChild.Type == html.TextNode && len(c.FirstChild.Data) < 64 && date.IsAlone(c.FirstChild.Data) {
			return true
		}
	}
	return false
}

// lineOfDay is a line that ends in the day, behind a few names.
var lineOfDay = pattern.MustCompile(`^[^。，；：（(]{0,40}(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s*(?:[A-Z]{2,4}\s*)?\d{1,2}:\d{2}(?::\d{2})?)?$`)
