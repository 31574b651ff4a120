package store

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// Told are the deliveries about a subject that is no event, such as the state of
// a source, in the order they were created.
func (s *Store) Told(_ context.Context, subject string) (list []bot.Delivery, err error) {
	var found []delivery
	err = s.db.View(func(tx *bbolt.Tx) error {
		prefix := words(subject)
		c := tableDeliveries.in(tx).Cursor()
		for k, raw := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, raw = c.Next() {
			var d delivery
			ok, err := s.decodeDelivery(k, raw, &d)
			if err != nil {
				return err
			}
			if ok {
				found = append(found, d)
			}
		}
		return nil
	})
	slices.SortFunc(found, func(a, b delivery) int { return int(int64(a.Seq - b.Seq)) })
	for _, d := range found {
		list = append(list, d.Delivery)
	}
	return list, err
}

// ItemFor is the item of the first key that is known, among public items and
// those of the workspace, with its text.
func (s *Store) ItemFor(_ context.Context, w feeds.WorkspaceID, keys []feeds.Key) (item feeds.Item, err error) {
	err = s.db.View(func(tx *bbolt.Tx) error {
		n, ok := s.itemOfKeys(tx, w, keys)
		if !ok {
			return fmt.Errorf("item of keys %v: %w", keys, feeds.ErrNotFound)
		}
		item, err = s.withText(tx, itemID(n))
		return err
	})
	return item, err
}
