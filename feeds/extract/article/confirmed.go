package article

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/dom"
)

// confirmed is the heading that the head of the page names, where of h, which is a heading
// too, it says nothing, or the name of the site: h is the site's, or one of a part of the
// page. "" where there is none, or h is named itself.
func (p *page) confirmed(h string) (best string) {
	head := p.headTitle()
	if og := dom.First(p.Root, "meta[property='og:title']"); og != nil {
		head += "\n" + dom.Line(dom.ClipLine(dom.Attr(og, "content")))
	}
	longest := longTitle - 1
	if sharesWord(h, head) {
		if !p.isSites(h) {
			return ""
		}
		longest = max(longest, utf8.RuneCountInString(h))
	}
	for _, n := range dom.All(p.Root, "h1, h2, h3, h4") {
		s := dom.Line(dom.ClipLine(dom.InlineSkip(n, isUnderTitle)))
		if utf8.RuneCountInString(s) <= longest || !strings.Contains(head, s) || isColumn(s) || dom.IsUnseen(n) || p.leadsAway(n) {
			continue
		}
		best, longest = s, utf8.RuneCountInString(s)
	}
	return best
}

// isSites reports whether a heading of the first order leads to another page, as the site's
// does to its first.
func (p *page) isSites(h string) bool {
	for _, n := range dom.All(p.Root, "h1") {
		if p.leadsAway(n) && dom.Line(dom.ClipLine(dom.InlineSkip(n, isUnderTitle))) == h {
			return true
		}
	}
	return false
}

// leadsAway reports whether a heading is a link, or has one, to another page than its own.
func (p *page) leadsAway(n *html.Node) bool {
	if dom.InLink(n) {
		return true
	}
	a := dom.First(n, "a[href]")
	if a == nil {
		return false
	}
	u, err := p.Base.Parse(dom.Attr(a, "href"))
	return err != nil || u.Host != p.Address.Host || u.EscapedPath() != p.Address.EscapedPath()
}

// sharesWord reports whether one of the words of a heading stands in what the head of a page
// says; of Chinese four characters in a row are one.
func sharesWord(h, head string) bool {
	head = strings.ToLower(head)
	for word := range strings.FieldsFuncSeq(strings.ToLower(h), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		letters := []rune(word)
		if !feeds.HasHan(word) {
			if len(letters) >= shortestWord && strings.Contains(head, word) {
				return true
			}
			continue
		}
		for at := 0; at == 0 || at+shortestWord <= len(letters); at++ {
			if strings.Contains(head, string(letters[at:min(at+shortestWord, len(letters))])) {
				return true
			}
		}
	}
	return false
}

// shortestWord is how many letters a word has that two titles share by no chance.
const shortestWord = 4
