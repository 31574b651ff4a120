package store

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"time"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// Retention says from when on things are kept; a zero time keeps them for good.
type Retention struct {
	// Audit is of rows of the audit log.
	Audit time.Time
	// Irrelevant is of texts and page copies of what is not relevant.
	Irrelevant time.Time
}

// Retained counts what a Retention let go.
type Retained struct {
	Audits int // rows
	Texts  int // items whose text, tables and names of page copies went
}

// retainStep is how many records one transaction looks at: a long one holds up the reuse
// of pages, or other writes.
const retainStep = 500

// Retain removes what need not be kept. An item keeps its title, address, days and
// reading, so that it comes up no second time; it is let alone when it, or anything of
// its event, is or may be relevant, was handed in, was told to anybody, or has a person's
// mark. The page copies that nothing names any more are left to a sweep, see Copies.
func (s *Store) Retain(ctx context.Context, r Retention) (gone Retained, err error) {
	if !r.Audit.IsZero() {
		if gone.Audits, err = s.dropAudits(ctx, r.Audit); err != nil {
			return gone, err
		}
	}
	if !r.Irrelevant.IsZero() {
		gone.Texts, err = s.dropTexts(ctx, r.Irrelevant)
	}
	return gone, err
}

// dropAudits removes the rows up to the first one that is kept: they stand in the order
// in which they were written.
func (s *Store) dropAudits(ctx context.Context, from time.Time) (dropped int, err error) {
	for {
		n := 0
		err := s.write(ctx, &request{do: func(tx *bbolt.Tx) error {
			n = 0
			var old [][]byte
			c := tableAudit.in(tx).Cursor()
			for k, raw := c.First(); k != nil && len(old) < retainStep; k, raw = c.Next() {
				var a bot.Audit
				ok, err := s.decode(tableAudit, k, raw, &a)
				if err != nil {
					return err
				}
				if ok && !a.At.Before(from) {
					break
				}
				old = append(old, bytes.Clone(k))
			}
			for _, k := range old {
				if err := deleteKey(tx, tableAudit, k); err != nil {
					return err
				}
			}
			n = len(old)
			return nil
		}})
		dropped += n
		if err != nil || n < retainStep {
			return dropped, err
		}
	}
}

// dropTexts goes through the items once, some at a time. What may go is looked for while
// others write, and judged once more where it goes.
func (s *Store) dropTexts(ctx context.Context, from time.Time) (dropped int, err error) {
	for next := []byte(nil); ; {
		var old []feeds.ItemID
		if old, next, err = s.oldTexts(next, from); err != nil {
			return dropped, err
		}
		n := 0
		if len(old) > 0 {
			err = s.write(ctx, &request{do: func(tx *bbolt.Tx) error {
				n, err = s.dropSome(tx, old, from)
				return err
			}})
		}
		dropped += n
		if err != nil || next == nil {
			return dropped, err
		}
		if err := ctx.Err(); err != nil {
			return dropped, err
		}
	}
}

// oldTexts gives the items, among some from the key on, whose text may go as far as they
// say themselves, and the key of the next one, which is nil when there is none.
func (s *Store) oldTexts(at []byte, from time.Time) (old []feeds.ItemID, next []byte, err error) {
	err = s.db.View(func(tx *bbolt.Tx) error {
		c := tableItems.in(tx).Cursor()
		k, raw := c.First()
		if at != nil {
			k, raw = c.Seek(at)
		}
		for n := 0; k != nil; k, raw = c.Next() {
			if n++; n > retainStep {
				next = bytes.Clone(k)
				return nil
			}
			var i feeds.Item
			ok, err := s.decode(tableItems, k, raw, &i)
			if err != nil {
				return err
			}
			if ok && spare(&i, from) {
				old = append(old, i.ID)
			}
		}
		return nil
	})
	return old, next, err
}

// spare reports whether nothing that the item itself says speaks for keeping its text.
func spare(i *feeds.Item, from time.Time) bool {
	return i.State == feeds.ItemRead && !queued(i) && i.Removed == "" && i.Submitted == nil &&
		i.Reading.Relevance == feeds.NotRelevant && i.Found.Before(from) && i.ReadAt.Before(from)
}

// dropSome takes the texts of those items that still need not be kept.
func (s *Store) dropSome(tx *bbolt.Tx, ids []feeds.ItemID, from time.Time) (dropped int, err error) {
	items, err := s.getItems(tx, ids)
	if err != nil {
		return 0, err
	}
	marked := markedEvents(tx)
	for n := range items {
		i := &items[n]
		if !spare(i, from) {
			continue
		}
		held, err := s.held(tx, i.Event, marked)
		if err != nil {
			return dropped, err
		}
		if held {
			continue
		}
		if err := s.dropText(tx, i); err != nil {
			return dropped, err
		}
		dropped++
	}
	return dropped, nil
}

// held reports whether an event is such that its pages are kept.
func (s *Store) held(tx *bbolt.Tx, id feeds.EventID, marked map[feeds.EventID]bool) (bool, error) {
	if id == "" {
		return false, nil
	}
	e, err := s.getEvent(tx, id)
	if errors.Is(err, feeds.ErrNotFound) {
		return true, nil // set aside as damaged: nothing tells whether it was told
	}
	if err != nil {
		return true, err
	}
	items, err := s.getItems(tx, e.Items)
	if err != nil {
		return true, err
	}
	parts, err := partsOf(tx, id)
	if err != nil {
		return true, err
	}
	return e.Reading.Relevance != feeds.NotRelevant || marked[e.Alias] ||
		slices.ContainsFunc(parts, func(p feeds.EventID) bool { return marked[p] || wasTold(tx, p) }) ||
		slices.ContainsFunc(items, func(i feeds.Item) bool {
			return i.Reading.Relevance != feeds.NotRelevant || i.Submitted != nil
		}), nil
}

// wasTold reports whether an event has, or had, a delivery or a place in a list.
func wasTold(tx *bbolt.Tx, id feeds.EventID) bool {
	prefix := words(string(id))
	for _, t := range []table{tableDeliveries, tableListed} {
		if k, _ := t.in(tx).Cursor().Seek(prefix); bytes.HasPrefix(k, prefix) {
			return true
		}
	}
	return false
}

// markedEvents are those that somebody took, saved, noted something on or the like.
func markedEvents(tx *bbolt.Tx) map[feeds.EventID]bool {
	marked := map[feeds.EventID]bool{}
	for k := range tableMarks.under(tx, nil) {
		if parts := wordsOf(k); len(parts) > 1 {
			marked[feeds.EventID(parts[1])] = true
		}
	}
	return marked
}

// dropText removes what was published from an item that was read.
func (s *Store) dropText(tx *bbolt.Tx, i *feeds.Item) error {
	key, err := itemKey(i.ID)
	if err != nil {
		return err
	}
	i.Removed, i.Copy = feeds.DayOf(s.now(), feeds.Shanghai), ""
	i.Article.Tables, i.Article.Attachments = nil, nil
	if err := s.putItem(tx, i); err != nil {
		return err
	}
	return deleteKey(tx, tableTexts, key)
}
