package extract

import (
	"slices"
	"strings"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/address"
)

// ListHosts are the hosts that are asked for the source's lists.
func (s Source) ListHosts(now time.Time) []string {
	var out []string
	for _, r := range s.Start(feeds.Visit{}, now) {
		for next := &r; next != nil; next = next.Else {
			out = append(out, address.Host(next.URL))
		}
	}
	for i := range s.Rule.Lists {
		for l := &s.Rule.Lists[i]; l != nil; l = l.Else {
			if l.Lead != nil && strings.Contains(l.Lead.To, "://") {
				out = append(out, address.Host(l.Lead.To))
			}
		}
	}
	return hosts(out)
}

// ArticleHosts are the hosts that the source's article rule is for; a leading
// "*." stands for any host below.
func (s Source) ArticleHosts() []string {
	var out []string
	for _, place := range s.articlesOn() {
		host, _, _ := strings.Cut(place, "/")
		out = append(out, host)
	}
	for _, f := range s.Rule.Article.Fetch {
		if strings.Contains(f.To, "://") {
			out = append(out, address.Host(f.To))
		}
	}
	return hosts(out)
}

// hosts are the names without what a pattern leaves open, each once.
func hosts(names []string) []string {
	names = slices.DeleteFunc(slices.Clone(names), func(h string) bool { return h == "" || strings.ContainsAny(h, "${}") })
	slices.Sort(names)
	return slices.Compact(names)
}
