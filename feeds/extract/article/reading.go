package article

import (
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/answer"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/rule"
)

// Reading is a document of which an article is read.
type Reading struct {
	*answer.Document
	// Rule is that of the source for its articles.
	Rule rule.Article
	// ZoneStated says that the source states the zone of its days.
	ZoneStated bool
	// IsList tells of a document without an article whether it is a list; nil for not asked.
	IsList func() bool
}

// zoneFor is the zone of days that are told in UTC: the source's, where it states one.
func (r *Reading) zoneFor(title string) *time.Location {
	if r.ZoneStated {
		return r.Zone
	}
	return date.ZoneAbroad(title, r.Base.Hostname(), r.Zone)
}

// isList reports whether the document is a list.
func (r *Reading) isList() bool { return r.IsList != nil && r.IsList() }

// ByRule is what a rule and the common places say of an article on a page. It reports whether
// they have the text.
func (r *Reading) ByRule(p *answer.Page, own rule.Article) (feeds.Article, bool) {
	return r.article(&page{Page: p}, own)
}
