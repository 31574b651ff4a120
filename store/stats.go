package store

import (
	"context"
	"time"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/store/room"
)

// Stats are figures for operators and metrics.
type Stats struct {
	Sources       int   `json:"sources"`
	Items         int   `json:"items"`
	Unread        int   `json:"unread"`
	Reviews       int   `json:"reviews"` // pages of items that were read, to be asked again
	Events        int   `json:"events"`
	Unplanned     int   `json:"unplanned"`
	Owed          int   `json:"owed"` // deliveries that are neither sent nor given up
	Subscriptions int   `json:"subscriptions"`
	Channels      int   `json:"channels"`
	Damaged       int   `json:"damaged"` // records set aside
	FileBytes     int64 `json:"file_bytes"`
	FreeBytes     int64 `json:"free_bytes"` // inside the file, for new records
	DiskFree      int64 `json:"disk_free"`
	// DiskFull is since when nothing more is polled for want of room.
	DiskFull time.Time `json:"disk_full,omitzero"`
}

// Stats counts what the store holds. Queues are counted one by one, items and
// events by their numbers, which are never given twice.
func (s *Store) Stats(context.Context) (Stats, error) {
	var st Stats
	err := s.db.View(func(tx *bbolt.Tx) error {
		st.Items, st.Events = int(tableItems.in(tx).Sequence()), int(tableEvents.in(tx).Sequence())
		st.FileBytes = tx.Size()
		for t, n := range map[table]*int{
			tableVisits: &st.Sources, tableUnplanned: &st.Unplanned, tableOwed: &st.Owed,
			tableSubscriptions: &st.Subscriptions, tableChannels: &st.Channels, tableDamaged: &st.Damaged,
		} {
			*n = t.in(tx).Stats().KeyN
		}
		return tableUnread.in(tx).ForEach(func(_, v []byte) error {
			if len(v) == 0 {
				st.Unread++
			} else {
				st.Reviews++
			}
			return nil
		})
	})
	disk := s.Room()
	st.DiskFree, st.DiskFull = disk.Free, disk.Full
	st.FreeBytes = s.db.free()
	return st, err
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

// Room says whether there is room on the disk.
func (s *Store) Room() room.State { return s.room.State() }

// NoRoom notes that another write to the disk of the data directory found no room.
func (s *Store) NoRoom(err error) { s.room.Failed(err, true) }
