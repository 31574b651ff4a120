package store

import (
	"context"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/feeds"
)

// Hasten makes the sources due at once. It is kept in memory: after a restart
// they are due when their last visit said.
func (s *Store) Hasten(sources []feeds.SourceID) {
	s.due.mu.Lock()
	defer s.due.mu.Unlock()
	for _, id := range sources {
		delete(s.due.next, id)
	}
}

// Commits is the number of transactions that were ever committed to the file.
func (s *Store) Commits(_ context.Context) (int, error) {
	n := 0
	err := s.db.View(func(tx *bbolt.Tx) error {
		n = tx.ID()
		return nil
	})
	return n, err
}
