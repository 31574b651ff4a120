package poll

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract"
)

// fewRows is the number of dated links below which a page is no list.
const fewRows = 2

// Proposed is a source that would read an address, with what it reads now.
type Proposed struct {
	Source extract.Source
	List   string // the address that is polled
	Title  string // what the page or feed calls itself
	Rows   []feeds.Entry
}

// Propose finds out how the list at address can be read: as a feed, through a
// feed that the page names, as a column of a system that is known, by the dates
// beside its links, or through a feed at a usual place. It asks a few documents
// through the fetcher and stores nothing. The error says in one sentence why
// nothing fits.
func (p *Poller) Propose(ctx context.Context, address string) (Proposed, error) {
	doc, err := p.deps.Fetch.Get(ctx, feeds.Request{URL: address, Shape: feeds.ShapeList, Feed: true})
	if err != nil {
		return Proposed{}, err
	}
	if doc.Outcome != "" {
		return Proposed{}, fmt.Errorf("%s: %s", doc.Outcome, doc.Reason)
	}
	final := cmp.Or(doc.URL, address)
	for _, feed := range extract.Alternates(doc) {
		if got, ok := p.asFeed(ctx, feed); ok {
			return got, nil
		}
	}
	var why string
	for _, s := range extract.Guesses(final, doc) {
		got, failed, ok := p.attempt(ctx, s, final)
		if ok && (s.Kind == "feed" || len(got.Rows) >= fewRows) {
			return got, nil
		}
		why = failed
	}
	for _, path := range extract.FeedPaths {
		if u, err := url.Parse(final); err == nil {
			if got, ok := p.asFeed(ctx, u.ResolveReference(&url.URL{Path: path}).String()); ok {
				return got, nil
			}
		}
	}
	if why != "" && !strings.HasPrefix(why, extract.NoRows) {
		return Proposed{}, errors.New(why) // a login, a challenge, a site that is worked on
	}
	return Proposed{}, errors.New("it is no feed, names none, and shows no links with dates beside them; a single page is handed in with submit")
}

func (p *Poller) asFeed(ctx context.Context, address string) (Proposed, bool) {
	for _, s := range extract.Guesses(address, feeds.Document{}) {
		if got, _, ok := p.attempt(ctx, s, address); ok {
			return got, true
		}
	}
	return Proposed{}, false
}

// attempt reads the list at address through s; failed says why it could not.
func (p *Poller) attempt(ctx context.Context, s extract.Source, address string) (got Proposed, failed string, ok bool) {
	s.ID = "proposed"
	if s.Check() != nil {
		return Proposed{}, "", false
	}
	for _, r := range s.Start(feeds.Visit{}, p.deps.Now()) {
		c := p.follow(ctx, s, r, feeds.Page{})
		if c.outcome.Good() && len(c.entries) > 0 {
			return Proposed{Source: s, List: address, Rows: c.entries, Title: extract.PageTitle(c.first)}, "", true
		}
		failed = c.reason
	}
	return Proposed{}, failed, false
}

// Preview reads the lists of a source whose rule is known and stores nothing.
func (p *Poller) Preview(ctx context.Context, s extract.Source) ([]feeds.Entry, error) {
	var rows []feeds.Entry
	for _, r := range s.Start(feeds.Visit{}, p.deps.Now()) {
		c := p.follow(ctx, s, r, feeds.Page{})
		if !c.outcome.Good() {
			return nil, fmt.Errorf("%s: %s", c.outcome, c.reason)
		}
		rows = append(rows, c.entries...)
	}
	if len(rows) == 0 {
		return nil, errors.New("no row was read")
	}
	return rows, nil
}
