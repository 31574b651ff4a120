package extract

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html/atom"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/address"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/feed"
	"github.com/regwire/regwire/feeds/extract/jsonvalue"
	"github.com/regwire/regwire/feeds/extract/rule"
)

// maxAlternates is how many feeds of a page are tried.
const maxAlternates = 3

var feedTypes = []string{"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}

// Alternates are the feeds that a page names, then those that it links to by
// words or addresses of feeds.
func Alternates(doc feeds.Document) []string {
	base, err := url.Parse(doc.URL)
	if err != nil {
		return nil
	}
	p, err := dom.Parse(doc.Body, base)
	if err != nil {
		return nil
	}
	var out []string
	add := func(href string) {
		if u := address.Resolve(p.Base, href); u != "" && !slices.Contains(out, u) && len(out) < maxAlternates {
			out = append(out, u)
		}
	}
	for _, l := range dom.All(p.Root, "link[rel][href]") {
		if dom.Is(l, atom.Link) && slices.Contains(strings.Fields(strings.ToLower(dom.Attr(l, "rel"))), "alternate") &&
			slices.Contains(feedTypes, strings.ToLower(strings.TrimSpace(dom.Attr(l, "type")))) {
			add(dom.Attr(l, "href"))
		}
	}
	for _, a := range dom.All(p.Root, "a[href]") {
		path := strings.ToLower(address.Path(address.Resolve(p.Base, dom.Attr(a, "href"))))
		if strings.HasSuffix(path, "/rss.xml") || strings.HasSuffix(path, "/feed.xml") || strings.HasSuffix(path, "/atom.xml") ||
			strings.HasSuffix(path, ".rss") || strings.HasSuffix(path, "/feed/") || strings.HasSuffix(path, "/feed") {
			add(dom.Attr(a, "href"))
		}
	}
	return out
}

// FeedPaths are where sites keep a feed that their pages do not name.
var FeedPaths = []string{"/feed/", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml"}

// marksOf are what a column page of a known system holds, by kind.
var marksOf = []struct{ kind, family, mark string }{
	{"jpaas", "jpaas-unit", "jpaas-publish-server"},
	{"jpage", "jpage", "<datastore>"},
	{"jpage", "jpage", "dataproxy.jsp"},
	{"gkmlpt", "gkmlpt", "/gkmlpt/"},
}

// Guesses are rules that may read the list at address, whose answer is doc, the
// most likely first: a feed, a column of a known system, then the dates beside
// its links.
func Guesses(address string, doc feeds.Document) []Source {
	of := func(kind, family string, l rule.List) Source {
		l.URLs = []string{address}
		s := Source{Source: feeds.Source{Kind: kind, Family: family, Confidence: "low"}, Rule: rule.Rule{Lists: []rule.List{l}}}
		s.Host = s.ListHost()
		return s
	}
	feed := of("feed", "feed", rule.List{})
	switch {
	case dom.IsMarkup(doc.Body):
	case jsonvalue.Is(doc.Body):
		return []Source{feed, of("html", "static-html", rule.List{Dated: true})} // data that is no feed
	default:
		return []Source{feed}
	}
	var out []Source
	for _, m := range marksOf {
		if strings.Contains(string(doc.Body), m.mark) {
			out = append(out, of(m.kind, m.family, rule.List{}))
			break
		}
	}
	// Lists of TRS WCM are read by their days: links beside them have addresses like those of rows.
	for _, name := range []string{"sh-gov", "ccontent", "pbc"} {
		if rule.Expression(families[name].Match).Match(doc.Body) {
			out = append(out, of("html", name, rule.List{}))
		}
	}
	return append(out, of("html", "static-html", rule.List{Dated: true}))
}

// PageTitle is what a page or feed calls itself, "" when it does not say.
func PageTitle(doc feeds.Document) string {
	if jsonvalue.Is(doc.Body) && len(doc.Body) <= feed.MaxSize {
		v, _ := jsonvalue.Decode(doc.Body) // what is no JSON has no title
		return dom.ClipLine(dom.Line(dom.Plain(jsonvalue.Text(jsonvalue.Lookup(v, "title")))))
	}
	head := doc.Body[:min(len(doc.Body), 64<<10)]
	p, err := dom.Parse(head, &url.URL{})
	if err != nil {
		return ""
	}
	title := dom.Inline(dom.OrRoot(dom.First(p.Root, "title")), nil)
	// In a title a parser of pages takes the marks of XML for words.
	title = strings.NewReplacer("<![CDATA[", "", "]]>", "").Replace(title)
	return dom.ClipLine(dom.Line(title))
}
