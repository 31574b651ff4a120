package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds/extract/date"
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
	for _, m := range all(p.root, "meta[content]") {
		if !slices.Contains(descriptions, asciiLower(pick(attr(m, "name"), attr(m, "property")))) {
			continue
		}
		if key := leadKey(plain(attr(m, "content"))); key != "" && !strings.HasPrefix(date.Squeeze(title), key) && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	if len(keys) == 0 {
		return ""
	}
	under, lines := false, 0
	for n := range p.root.Descendants() {
		if under = under || n == heading; !under || n.Type != html.TextNode || strings.TrimSpace(n.Data) == "" || isElement(n.Parent, silent...) {
			continue
		}
		if lines++; lines > leadLines {
			break
		}
		block := leadBlock(n)
		if block == nil || hasManyNodes(block) {
			continue
		}
		line := tidyTitle(inline(block, nil))
		if runes(line) > longestLead || inFrame(block) || inMargin(block) || isUnseen(block) || inLink(n) {
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
	for at := n.Parent; at != nil && !isElement(at, atom.Body); at = at.Parent {
		if isElement(at, blocks...) || isElement(at, atom.H2, atom.H3, atom.H4, atom.Td) {
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
		if weight++; isWide(r) {
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
	return clip(lead + "\n" + text)
}
