package store

import (
	"context"
	"errors"
	"time"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/feeds"
)

// mayLead is how far a clock may be set back before what it wrote counts as wrong.
const mayLead = time.Minute

// liesAhead reports whether what was done at that time was written by a clock that has
// been set back since.
func liesAhead(at, now time.Time) bool { return at.After(now.Add(mayLead)) }

// maxPutOff is longer than any item waits to be read, or its page to be asked again.
const maxPutOff = 30 * 24 * time.Hour

// lookBack reports whether the clock may have been set back since the last look: at the
// first one, nobody knows.
func (s *Store) lookBack() bool {
	s.rotate.Lock()
	defer s.rotate.Unlock()
	now := s.now()
	back := s.lastLook.IsZero() || liesAhead(s.lastLook, now)
	s.lastLook = now
	return back
}

// requeueAhead has items read now that a clock which has been set back since has queued
// for later. A page to be asked again may wait longer than it should, but not for years.
func (s *Store) requeueAhead(ctx context.Context) error {
	var ahead []feeds.ItemID
	now := s.now()
	err := s.db.View(func(tx *bbolt.Tx) error {
		for k, v := range tableUnread.under(tx, nil) {
			_, try := splitUnread(k)
			wrong := try > stamp(now.Add(maxPutOff))
			if try > stamp(now) && !wrong && len(v) == 0 {
				var item feeds.Item
				if _, err := s.getWaiting(tx, k[len(k)-8:], &item); err != nil {
					return err
				}
				wrong = liesAhead(item.Found, now) || liesAhead(item.ReadAt, now)
			}
			if wrong {
				ahead = append(ahead, itemID(seqOf(k)))
			}
		}
		return nil
	})
	if err != nil || len(ahead) == 0 {
		return err
	}
	return s.write(ctx, &request{do: func(tx *bbolt.Tx) error {
		for _, id := range ahead {
			if err := s.requeue(tx, id, now); err != nil && !errors.Is(err, feeds.ErrNotFound) {
				return err
			}
		}
		return nil
	}})
}

// requeue has the item, which stands in its host's queue, wait until then.
func (s *Store) requeue(tx *bbolt.Tx, id feeds.ItemID, until time.Time) error {
	item, err := s.getItem(tx, id)
	if err != nil || !queued(&item) {
		return err
	}
	if err := dequeue(tx, &item); err != nil {
		return err
	}
	if item.State == feeds.ItemRead {
		item.Seen.Again = until
	} else {
		item.NextTry = until
	}
	return errors.Join(s.putUntouched(tx, &item), enqueue(tx, &item))
}
