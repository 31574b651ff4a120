package store

import "github.com/regwire/regwire/feeds"

// Hasten makes the sources due at once. It is kept in memory: after a restart
// they are due when their last visit said.
func (s *Store) Hasten(sources []feeds.SourceID) {
	s.due.mu.Lock()
	defer s.due.mu.Unlock()
	for _, id := range sources {
		delete(s.due.last, id)
	}
}
