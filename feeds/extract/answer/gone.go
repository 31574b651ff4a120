package answer

import (
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/regwire/regwire/feeds/extract/dom"
)

// SaysGone reports whether the page says in its name or its first heading that there is nothing
// here.
func (p *Page) SaysGone() bool {
	return headsGone(dom.First(p.Root, "title")) || headsGone(dom.First(p.Root, "h1, h2, h3"))
}

// mostGone is how many characters such a heading has at most.
const mostGone = 40

func headsGone(n *html.Node) bool {
	if n == nil {
		return false
	}
	words := dom.Line(dom.Inline(n, nil))
	return utf8.RuneCountInString(words) <= mostGone && goneWords.MatchString(dom.Lower(words))
}
