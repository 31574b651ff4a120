package extract

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds"
)

// lineDay is a line that begins with a day, as the one under a heading does.
var lineDay = regexp.MustCompile(`^[\[（(]?((?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)(?:[\s\x{a0}\x{3000}\])）]|$|来源)`)

// shownDay is the day that stands between an article's heading and its text.
func shownDay(p *page, title string, body *html.Node, c dateContext) feeds.Day {
	under := false
	for n := range p.root.Descendants() {
		switch {
		case n == body:
			return ""
		case n.Type == html.ElementNode && !under:
			under = isElement(n, atom.H1, atom.H2, atom.H3, atom.Div, atom.P, atom.Td) && !isElement(n.Parent, atom.Head) && says(n, title)
		case !under:
		case isElement(n, atom.Time):
			if d := readDate(attr(n, "datetime"), []string{"iso"}, c); d.Day != "" {
				return d.Day
			}
		case n.Type == html.TextNode && len(n.Data) < maxNames:
			if m := lineDay.FindStringSubmatch(strings.TrimSpace(n.Data)); m != nil {
				if d := readYMD(m[1], c); d.Day != "" {
					return d.Day
				}
			}
		}
	}
	return ""
}

// says reports whether the words of n are those of title. It looks at no more of n
// than it takes to tell.
func says(n *html.Node, title string) bool {
	const most = 64 // nodes that a heading is made of
	var b strings.Builder
	nodes := 0
	for d := range n.Descendants() {
		if nodes++; nodes > most || b.Len() > 2*len(title)+64 {
			return false
		}
		switch {
		case d.Type == html.TextNode:
			b.WriteString(d.Data)
		case isElement(d, atom.Br):
			b.WriteByte('\n')
		}
	}
	return title != "" && tidyTitle(b.String()) == title
}
