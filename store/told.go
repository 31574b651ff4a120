package store

import (
	"context"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
)

// Told are the deliveries about a subject that is no event, such as the state of
// a source, in the order they were created.
func (s *Store) Told(_ context.Context, subject string) (list []bot.Delivery, err error) {
	var found []delivery
	err = s.db.View(func(tx *bbolt.Tx) error {
		found, err = s.about(tx, subject, nil)
		return err
	})
	sortDeliveries(found)
	for _, d := range found {
		list = append(list, d.Delivery)
	}
	return list, err
}
