package store

import (
	"context"
	"errors"
	"slices"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store/frame"
)

// Find answers a query, the newest first, and says how many match in all. Where
// each text has to be looked at it counts up to bot.Counted and says one more.
func (s *Store) Find(ctx context.Context, q bot.Query) (hits []bot.Hit, total int, err error) {
	m := newMatcher(q, feeds.DayOf(s.now(), feeds.Shanghai))
	s.indexSoon()
	err = s.db.View(func(tx *bbolt.Tx) error {
		h, ok := s.search.headIn(tx)
		hits, total, err = s.answer(ctx, tx, &m, h, ok)
		if errors.Is(err, frame.ErrDamaged) {
			s.search.breaks()
			s.indexSoon()
			hits, total, err = s.answer(ctx, tx, &m, head{}, false)
		}
		return err
	})
	return hits, total, err
}

// answer looks into segments and tail, or without an index into all records.
func (s *Store) answer(ctx context.Context, tx *bbolt.Tx, m *matcher, h head, ok bool) ([]bot.Hit, int, error) {
	for window := s.search.window; ; window *= 16 {
		x := newSearch(ctx, s, tx, m, window)
		if err := x.run(h, ok); err != nil {
			return nil, 0, err
		}
		found, total, all, err := x.answers()
		if err != nil {
			return nil, 0, err
		}
		if all {
			hits, err := s.hits(tx, found)
			return hits, total - (len(found) - len(hits)), err
		}
	}
}

func page(found []place, offset, limit int) []place {
	found = found[min(max(offset, 0), len(found)):]
	if limit > 0 {
		found = found[:min(limit, len(found))]
	}
	return found
}

// hits loads what was found; what is damaged and not yet set aside is left out.
func (s *Store) hits(tx *bbolt.Tx, found []place) ([]bot.Hit, error) {
	hits := make([]bot.Hit, 0, len(found))
	for _, p := range found {
		k, err := s.found(tx, p)
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
