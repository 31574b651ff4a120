package store

import (
	"context"
	"slices"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store/index"
)

// Find answers a query, the newest first, and says how many match in all. Where
// each text has to be looked at it counts up to bot.Counted and says one more.
func (s *Store) Find(ctx context.Context, q bot.Query) (hits []bot.Hit, total int, err error) {
	m := newMatcher(q, feeds.DayOf(s.now(), feeds.Shanghai))
	s.indexSoon()
	err = s.db.View(func(tx *bbolt.Tx) error {
		found, n, err := s.search.Find(ctx, &snapshot{buckets{tx}, s}, m.query())
		if err != nil {
			return err
		}
		hits, err = s.hits(tx, found)
		total = n - (len(found) - len(hits))
		return err
	})
	if s.search.Broken() {
		s.indexSoon()
	}
	return hits, total, err
}

// hits loads what was found; what is damaged and not yet set aside is left out.
func (s *Store) hits(tx *bbolt.Tx, found []index.Answer) ([]bot.Hit, error) {
	hits := make([]bot.Hit, 0, len(found))
	for _, at := range found {
		k, err := s.found(tx, at)
		if err != nil {
			return nil, err
		}
		if k != nil {
			hits = append(hits, k.hit)
		}
	}
	return hits, nil
}

// matcher is a query made ready.
type matcher struct {
	bot.Query
	today feeds.Day
	words []string
	not   []string
}

func newMatcher(q bot.Query, today feeds.Day) matcher {
	m := matcher{Query: q, today: today}
	for _, w := range append(slices.Clone(q.Words), q.Filter.Words...) {
		m.words = append(m.words, bot.Fold(w))
	}
	for _, w := range q.Filter.NotWords {
		m.not = append(m.not, bot.Fold(w))
	}
	return m
}

// query is the matcher in the words of the index.
func (m *matcher) query() *index.Query {
	q := &index.Query{
		Words: m.words, Not: m.not, Since: packDay(m.Since), Until: packDay(m.Until),
		Limit: m.Limit, Offset: m.Offset, Counted: bot.Counted,
	}
	if !m.Items {
		q.Of = index.OfEvent
	}
	if m.Workspace != "" {
		q.Mine = workspaceFacet(q.Of, m.Workspace)
	}
	if len(m.Filter.Stages) > 0 {
		today := packDay(m.today)
		q.Stands = func(st index.Stand) bool { return slices.Contains(m.Filter.Stages, stageWord(st, today)) }
	}
	oneOf := func(list []index.Term) {
		if len(list) > 0 {
			q.Any = append(q.Any, list)
		}
	}
	oneOf(facets(q.Of, "topic", m.Filter.Topics))
	oneOf(facets(q.Of, "authority", m.Filter.Authorities))
	oneOf(facets(q.Of, "authority", m.Issuers))
	if len(m.Issuers) == 0 && len(m.Filter.Regions) > 0 {
		q.Any = append(q.Any, nil) // nobody of these regions is known, which is not anybody
	}
	oneOf(facets(q.Of, "section", m.Filter.Sections))
	q.None = facets(q.Of, "topic", m.Filter.NotTopics)
	return q
}
