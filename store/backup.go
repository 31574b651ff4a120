package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"go.etcd.io/bbolt"
)

// Backup writes one consistent copy of the database to path: whole under another
// name first, then renamed.
func (s *Store) Backup(ctx context.Context, path string) error {
	if !s.readOnly {
		if err := s.flushVisits(ctx); err != nil {
			return err
		}
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".tmp*")
	if err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	defer func() { _ = os.Remove(tmp.Name()) }() // gone already when all went well
	err = s.db.View(func(tx *bbolt.Tx) error {
		_, err := tx.WriteTo(&stoppable{ctx, tmp})
		return err
	})
	// bbolt does not wrap the error of the writer.
	if err := errors.Join(ctx.Err(), err, tmp.Sync(), tmp.Close()); err != nil {
		return fmt.Errorf("back up to %s: %w", path, err)
	}
	if err := os.Rename(tmp.Name(), path); err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	return syncDir(filepath.Dir(path))
}

// stoppable is a file whose writes end when the caller gives up: a backup that
// drags on holds free pages and makes the database grow.
type stoppable struct {
	ctx  context.Context
	file *os.File
}

func (w *stoppable) Write(p []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	return w.file.Write(p)
}

// Stats are figures for operators and metrics.
type Stats struct {
	Sources       int   `json:"sources"`
	Items         int   `json:"items"`
	Unread        int   `json:"unread"`
	Events        int   `json:"events"`
	Unplanned     int   `json:"unplanned"`
	Owed          int   `json:"owed"` // deliveries that are neither sent nor given up
	Subscriptions int   `json:"subscriptions"`
	Channels      int   `json:"channels"`
	Damaged       int   `json:"damaged"` // records set aside
	FileBytes     int64 `json:"file_bytes"`
	FreeBytes     int64 `json:"free_bytes"` // inside the file, for new records
}

// Stats counts what the store holds. Queues are counted one by one, items and
// events by their numbers, which are never given twice.
func (s *Store) Stats(context.Context) (Stats, error) {
	var st Stats
	err := s.db.View(func(tx *bbolt.Tx) error {
		st.Items, st.Events = int(tableItems.in(tx).Sequence()), int(tableEvents.in(tx).Sequence())
		st.FileBytes = tx.Size()
		for t, n := range map[table]*int{
			tableVisits: &st.Sources, tableUnread: &st.Unread, tableUnplanned: &st.Unplanned, tableOwed: &st.Owed,
			tableSubscriptions: &st.Subscriptions, tableChannels: &st.Channels, tableDamaged: &st.Damaged,
		} {
			*n = t.in(tx).Stats().KeyN
		}
		return nil
	})
	free := s.db.Stats()
	st.FreeBytes = int64(free.FreePageN+free.PendingPageN) * int64(os.Getpagesize())
	return st, err
}
