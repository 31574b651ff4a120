package list

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/address"
	"github.com/regwire/regwire/feeds/extract/calendar"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/rule"
	"github.com/regwire/regwire/feeds/pattern"
)

// datedPlaces are where a row of an undescribed list shows its day.
var datedPlaces = rule.From(
	"alone", "time@datetime", ".date", ".time", "row",
	`url:/t(\d{8})_`, `url:/((?:19|20)\d{2})[-/](\d{2})[-/](\d{2})/`, `url:/((?:19|20)\d{2})-(\d{2})/(\d{2})/`, `url:/((?:19|20)\d{6})/`,
)

// isTitled reports whether a link of an undescribed list could have the title of a row: in
// words, in its title attribute, or as a picture, whose words another link may have.
func isTitled(link *html.Node) bool {
	return dom.First(link, "img") != nil || dom.CouldBeTitle(dom.Inline(link, nil)) || dom.CouldBeTitle(dom.Attr(link, "title")) || dom.CouldBeTitle(coveredTitle(link))
}

// isDatedRow reports whether an entry of an undescribed list is a row of it, which
// takes a title, and a day or an age in the words that tell it.
func isDatedRow(e feeds.Entry, said string) bool {
	return (e.Date != "" || said != "") && dom.CouldBeTitle(e.Title)
}

// sideLink is a class of a link to a column or a writer, or the path of its address.
var (
	sideLinkClass = pattern.MustCompile(`(?i)(?:^|[\s_-])(?:cat|category|tags?|authors?|by|byline|user|writer|column|topic|source|from)(?:$|[\s_-])`)
	sideLinkPath  = pattern.MustCompile(`(?i)/(?:tags?|categor(?:y|ies)|topics?|authors?|users?|people|u)/`)
)

// isSideLink reports whether a link leads to a column or a writer, beside one in the same row
// that leads to the item.
func isSideLink(link *html.Node) bool {
	if !sideLinkClass.MatchString(dom.Attr(link, "class")) && !sideLinkPath.MatchString(dom.Attr(link, "href")) {
		return false
	}
	row := link.Parent
	for row != nil && !dom.Is(row, atom.Li, atom.Tr, atom.Article, atom.Dl, atom.Body) {
		row = row.Parent
	}
	if row == nil || dom.Is(row, atom.Body) || hasManyLinks(row) {
		return false
	}
	for _, a := range dom.All(row, "a[href]") {
		if a != link && dom.Attr(a, "href") != dom.Attr(link, "href") && isTitled(a) &&
			!sideLinkClass.MatchString(dom.Attr(a, "class")) && !sideLinkPath.MatchString(dom.Attr(a, "href")) {
			return true
		}
	}
	return false
}

// isHome reports whether an address is the home page of the site that it stands on: no row
// of any list, whatever its logo is called.
func isHome(link string, base *url.URL) bool {
	path, own := strings.CutPrefix(address.Bare(link), strings.TrimPrefix(base.Host, "www."))
	return own && homePath.MatchString(path)
}

// homePath is the path of a home page, without a slash behind.
var homePath = pattern.MustCompile(`(?i)^(?:/(?:index|default|home|main)\.\w{2,5})?$`)

// isInRow reports whether a link stands in a list inside of a row, such as that of what explains
// a document: the row has a link and a day of its own outside of it.
func isInRow(link *html.Node) bool {
	inner := dom.Ancestor(link.Parent, atom.Ul, atom.Ol)
	if inner == nil {
		return false
	}
	row := dom.Ancestor(inner.Parent, atom.Li, atom.Ul, atom.Ol)
	if !dom.Is(row, atom.Li) {
		return false
	}
	if hasManyLinks(row) {
		return false
	}
	titled, dated := false, false
	for n := range row.Descendants() {
		switch {
		case dom.Within(n, inner):
		case dom.Is(n, atom.A):
			titled = titled || isTitled(n)
		case n.Type == html.TextNode || dom.Is(n, atom.Span, atom.Div, atom.I, atom.Em, atom.Time, atom.B, atom.P):
			dated = dated || isDayPiece(n)
		}
	}
	return titled && dated && !slices.ContainsFunc(dom.All(inner, "span, i, em, time"), func(n *html.Node) bool { return date.IsAlone(dom.Inline(n, nil)) })
}

// isDayPiece reports whether a text, or all that an element shows, is a day.
func isDayPiece(n *html.Node) bool {
	if n.Type == html.TextNode {
		return len(n.Data) < 64 && date.IsAlone(n.Data)
	}
	return calendar.IsDay(n)
}
