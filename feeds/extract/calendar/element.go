package calendar

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
)

// IsDay reports whether an element shows a day and nothing else. Few nodes do.
func IsDay(n *html.Node) bool {
	nodes := 0
	for range n.Descendants() {
		if nodes++; nodes > 8 {
			return false
		}
	}
	return date.IsAlone(dom.Inline(n, nil)) || IsLeaf(n)
}

// HoldsDay reports whether a piece of an element's text is a day and nothing else.
func HoldsDay(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.Type == html.TextNode && len(d.Data) < 64 && date.IsAlone(d.Data) {
			return true
		}
	}
	return false
}

// mostBehind is how many bytes are told of what stands behind a label: more than the longest
// name of an office has.
const mostBehind = 120

// Behind is what stands behind a label: in the same text, or in the element
// that follows it; "" for a label that was left empty over a heading or a text.
func Behind(n *html.Node, rest string) string {
	if strings.TrimSpace(rest) != "" {
		return rest
	}
	for dom.Following(n) == nil && n.Parent != nil {
		n = n.Parent
		if dom.Is(n, dom.Blocks...) {
			break
		}
	}
	for s := n.NextSibling; s != nil; s = s.NextSibling {
		if words := strings.TrimSpace(dom.Inline(s, nil)); words != "" {
			if isTold(s, words) {
				return ""
			}
			words = withLinked(s, words)
			return feeds.Clip(words, mostBehind)
		}
	}
	return ""
}

// longestValue is how many bytes stand behind a label at most, with what the layout adds.
const longestValue = 400

// isTold reports whether an element, whose words are given, is a heading or a text of
// sentences, as no day and no name is.
func isTold(n *html.Node, words string) bool {
	if !dom.Is(n, dom.Blocks...) {
		return false
	}
	return dom.Is(n, atom.H1, atom.H2, atom.H3) || len(words) > longestValue || strings.Contains(words, "。")
}

// withLinked is the words of a link, and those of the links that follow it in one
// enumeration.
func withLinked(n *html.Node, words string) string {
	for dom.Is(n, atom.A) && n.NextSibling != nil && len(words) < 64 {
		mark := strings.TrimSpace(n.NextSibling.Data)
		next := n.NextSibling.NextSibling
		if n.NextSibling.Type != html.TextNode || mark != "、" && mark != "，" && mark != "," || !dom.Is(next, atom.A) {
			break
		}
		words, n = words+mark+strings.TrimSpace(dom.Inline(next, nil)), next
	}
	return words
}
