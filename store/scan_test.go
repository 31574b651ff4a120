package store

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// spot is where the plain scan found something.
type spot struct {
	day   feeds.Day
	event uint64
	item  uint64
}

// scan answers a query by decoding every record: what Find must answer too.
func (s *Store) scan(ctx context.Context, q bot.Query) (found []spot, err error) {
	m := newMatcher(q, feeds.DayOf(s.now(), feeds.Shanghai))
	err = s.db.View(func(tx *bbolt.Tx) error {
		scan := s.scanEvents
		if q.Items {
			scan = s.scanItems
		}
		return scan(ctx, tx, m, func(p spot) { found = append(found, p) })
	})
	slices.SortFunc(found, func(a, b spot) int {
		return cmp.Or(cmp.Compare(b.day, a.day), cmp.Compare(b.event, a.event), cmp.Compare(b.item, a.item))
	})
	return found, err
}

// scanEvents goes through the events; one matches when one of its items does.
func (s *Store) scanEvents(ctx context.Context, tx *bbolt.Tx, m matcher, hit func(spot)) error {
	c := tableEvents.in(tx).Cursor()
	for k, raw := c.Last(); k != nil; k, raw = c.Prev() {
		if err := ctx.Err(); err != nil {
			return err
		}
		var e feeds.Event
		ok, err := s.decode(tableEvents, k, raw, &e)
		if err != nil {
			return err
		}
		if !ok || e.Alias != "" || !m.sees(e.Workspace) || !m.wants(e.Published, e.Reading, e.Lineage) {
			continue
		}
		items, err := s.getItems(tx, e.Items)
		if err != nil {
			return err
		}
		slices.SortStableFunc(items, func(a, b feeds.Item) int { return leadFirst(e.Lead, a, b) })
		for _, item := range items {
			ok, err := s.holds(tx, m, item, e.Title, e.Reading.TitleEN.Text)
			if err != nil {
				return err
			}
			if ok {
				n, _ := number('i', string(item.ID))
				hit(spot{e.Published, seqOf(k), n})
				break
			}
		}
	}
	return nil
}

func leadFirst(lead feeds.ItemID, a, b feeds.Item) int {
	switch lead {
	case a.ID:
		return -1
	case b.ID:
		return 1
	}
	return 0
}

// scanItems goes through the items, also those without an event.
func (s *Store) scanItems(ctx context.Context, tx *bbolt.Tx, m matcher, hit func(spot)) error {
	c := tableItems.in(tx).Cursor()
	for k, raw := c.Last(); k != nil; k, raw = c.Prev() {
		if err := ctx.Err(); err != nil {
			return err
		}
		var item feeds.Item
		ok, err := s.decode(tableItems, k, raw, &item)
		if err != nil {
			return err
		}
		if !ok || !m.sees(item.Workspace) {
			continue
		}
		lineage, err := s.lineageOf(tx, item)
		if err != nil {
			return err
		}
		if !m.wants(item.Published, item.Reading, lineage) {
			continue
		}
		if ok, err = s.holds(tx, m, item); err != nil {
			return err
		}
		if ok {
			e, _ := number('e', string(item.Event)) // 0 for an item without an event
			hit(spot{item.Published, e, seqOf(k)})
		}
	}
	return nil
}

// lineageOf is the lineage of the event that lists the item.
func (s *Store) lineageOf(tx *bbolt.Tx, item feeds.Item) ([]feeds.Link, error) {
	if item.Event == "" {
		return nil, nil
	}
	e, err := s.getEvent(tx, item.Event)
	if errors.Is(err, feeds.ErrNotFound) || e.Alias != "" || !slices.Contains(e.Items, item.ID) {
		return nil, nil
	}
	return e.Lineage, err
}

// holds reports whether all words occur in the titles or the text of the item.
func (s *Store) holds(tx *bbolt.Tx, m matcher, item feeds.Item, titles ...string) (bool, error) {
	if len(m.words)+len(m.not) == 0 {
		return true, nil
	}
	text, err := s.getText(tx, item.ID)
	if err != nil {
		return false, err
	}
	titles = append(titles, item.Title, item.Article.Title, item.Reading.TitleEN.Text, text)
	all := bot.Fold(strings.Join(titles, "\n"))
	for _, w := range m.words {
		if !strings.Contains(all, w) {
			return false, nil
		}
	}
	return !slices.ContainsFunc(m.not, func(w string) bool { return strings.Contains(all, w) }), nil
}

func (m matcher) sees(w feeds.WorkspaceID) bool { return w == "" || w == m.Workspace }

// wants checks days and the lists of the filter that a reading can answer.
func (m matcher) wants(day feeds.Day, r feeds.Reading, lineage []feeds.Link) bool {
	f := m.Filter
	return (m.Since == "" || day >= m.Since) && (m.Until == "" || day != "" && day <= m.Until) &&
		anyOf(f.Topics, r.Topics...) && anyOf(f.Authorities, r.Authorities...) && (len(m.Issuers) > 0 || len(f.Regions) == 0) && anyOf(m.Issuers, r.Authorities...) && anyOf(f.Sections, r.Section) &&
		anyOf(f.Stages, bot.StageWord(r.StatusAfter(lineage, m.today))) &&
		(len(f.NotTopics) == 0 || !anyOf(f.NotTopics, r.Topics...))
}

// anyOf reports whether one of have is among want; an empty want asks nothing.
func anyOf[T comparable](want []T, have ...T) bool {
	return len(want) == 0 || slices.ContainsFunc(have, func(h T) bool { return slices.Contains(want, h) })
}
