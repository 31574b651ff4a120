package article

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
)

// Many publishers set the first paragraph of an article, its lead, apart from the text, and
// give it to search engines as the description of the page. What both say is the article's.

// The measures of a lead in characters: how many of it have to be those of the description,
// of which one in Chinese says as much as three, and how many it has at most.
const (
	leastLead   = 45
	longestLead = 900
	leadLines   = 60 // between the heading and it
)

// descriptions are the meta elements that tell what a page is about.
var descriptions = []string{"description", "og:description", "twitter:description"}

// lead is the paragraph under the heading that the page describes itself by, "" where none is.
func (p *page) lead(title string) string {
	heading := p.heading(title)
	if heading == nil {
		return ""
	}
	var keys []string
	for _, m := range dom.All(p.Root, "meta[content]") {
		if !slices.Contains(descriptions, dom.Lower(dom.Pick(dom.Attr(m, "name"), dom.Attr(m, "property")))) {
			continue
		}
		if key := leadKey(dom.Plain(dom.Attr(m, "content"))); key != "" && !strings.HasPrefix(date.Squeeze(title), key) && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	if len(keys) == 0 {
		return ""
	}
	under, lines := false, 0
	for n := range p.Root.Descendants() {
		if under = under || n == heading; !under || n.Type != html.TextNode || strings.TrimSpace(n.Data) == "" || dom.Is(n.Parent, dom.Silent...) {
			continue
		}
		if lines++; lines > leadLines {
			break
		}
		block := leadBlock(n)
		if block == nil || dom.HasManyNodes(block) {
			continue
		}
		line := dom.Line(dom.Inline(block, nil))
		if utf8.RuneCountInString(line) > longestLead || inFrame(block) || inMargin(block) || dom.IsUnseen(block) || dom.InLink(n) {
			continue
		}
		for _, key := range keys {
			if strings.HasPrefix(date.Squeeze(line), key) {
				return line
			}
		}
	}
	return ""
}

// leadBlock is the block that a text stands in: a heading may be one too.
func leadBlock(n *html.Node) *html.Node {
	for at := n.Parent; at != nil && !dom.Is(at, atom.Body); at = at.Parent {
		if dom.Is(at, dom.Blocks...) || dom.Is(at, atom.H2, atom.H3, atom.H4, atom.Td) {
			return at
		}
	}
	return nil
}

// leadKey is the beginning of a description, "" for one that says too little.
func leadKey(description string) string {
	key, weight := date.Squeeze(description), 0
	for i, r := range key {
		if weight >= leastLead {
			return key[:i]
		}
		if weight++; dom.IsWide(r) {
			weight += 2
		}
	}
	return ""
}

// withLead is a text under its lead, where that is no part of it.
func withLead(text, lead string) string {
	if lead == "" || text == "" || strings.Contains(date.Squeeze(text), leadKey(lead)) {
		return text
	}
	return dom.Clip(lead + "\n" + text)
}
