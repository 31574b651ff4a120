package extract

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/address"
)

// Generic is the source whose rule reads any article page: by the common places
// of content systems, else by the density of its text.
var Generic = Source{Source: feeds.Source{ID: "generic", NameEN: "Any page", NameZH: "任意页面", Kind: "links", Confidence: "low"}}

// Set is all sources. It finds the rule for an article by the article's own
// address: a list may link to another host.
type Set struct {
	byID  map[feeds.SourceID]Source
	rules []place
}

// place is one "host/path" that a source's article rule is for.
type place struct {
	host, path string
	source     feeds.SourceID
}

// NewSet makes a Set. Of several sources with a rule for the same place those
// that are polled come before those that are not, and queues of links first.
func NewSet(sources []Source) *Set {
	s := &Set{byID: make(map[feeds.SourceID]Source, len(sources))}
	sources = slices.Clone(sources)
	slices.SortStableFunc(sources, func(a, b Source) int {
		return cmp.Or(strings.Compare(a.rank(), b.rank()), strings.Compare(string(a.ID), string(b.ID)))
	})
	for _, src := range sources {
		s.byID[src.ID] = src
		for _, on := range src.articlesOn() {
			host, path, _ := strings.Cut(on, "/")
			s.rules = append(s.rules, place{strings.ToLower(host), "/" + path, src.ID})
		}
	}
	return s
}

// rank orders sources that have a rule for the same place.
func (s Source) rank() string {
	switch {
	case s.Disabled != "":
		return "c"
	case len(s.Rule.Lists) > 0:
		return "b"
	}
	return "a"
}

// articlesOn are the places that the source's article rule is for: those it
// names, else the hosts of its lists.
func (s Source) articlesOn() []string {
	if len(s.Rule.Article.On) > 0 {
		return s.Rule.Article.On
	}
	var out []string
	for i := range s.Rule.Lists {
		for l := &s.Rule.Lists[i]; l != nil; l = l.Else {
			for _, u := range l.URLs {
				out = append(out, address.BareHost(address.Host(u)))
			}
			if s.kindOf(*l) == "cac" && l.Channel != "" {
				out = append(out, address.BareHost(address.Host(cacAPI)))
			}
		}
	}
	return out
}

// Source is the source of that id.
func (s *Set) Source(id feeds.SourceID) (Source, bool) {
	src, ok := s.byID[id]
	return src, ok
}

// ArticleSource chooses the source whose rule reads the article at an address: the
// longest match of host and path, fallback when it fits as well as the best, and
// Generic when none fits.
func (s *Set) ArticleSource(at string, fallback feeds.SourceID) Source {
	u, err := url.Parse(at)
	if err != nil {
		return Generic
	}
	best, score := feeds.SourceID(""), 0
	for _, p := range s.rules {
		n := p.score(address.BareHost(u.Host), u.Path)
		if n > score || n == score && n > 0 && p.source == fallback {
			best, score = p.source, n
		}
	}
	if src, ok := s.byID[best]; ok {
		return src
	}
	return Generic
}

// score says how well a place fits: 0 not at all, an exact host more than a
// pattern, and a longer path more than a shorter.
func (p place) score(host, path string) int {
	if !strings.HasPrefix(path+"/", p.path) && !strings.HasPrefix(path, p.path) {
		return 0
	}
	want := p.host
	if rest, any := strings.CutPrefix(want, "*."); any {
		if host != rest && !strings.HasSuffix(host, "."+rest) {
			return 0
		}
		return 1000*len(rest) + len(p.path)
	}
	if address.BareHost(want) != host {
		return 0
	}
	return 1_000_000 + len(p.path)
}

// ArticleRequest is the request for the article at address. When it cannot be
// read, why says so and the title is all there is.
func (s Source) ArticleRequest(address string) (req feeds.Request, why string) {
	own := s.Rule.Article
	if own.Script != "" && s.Kind != "share" {
		return feeds.Request{}, own.Script
	}
	if _, file := s.FileRequest(address); file {
		return feeds.Request{}, "the address is that of a file"
	}
	to := address
	for _, f := range own.Fetch {
		if built := f.Cut(address); built != "" {
			to = built
			break
		}
	}
	return feeds.Request{URL: to, Header: own.Headers, Charset: own.Charset, Shape: feeds.ShapeArticle}, ""
}
