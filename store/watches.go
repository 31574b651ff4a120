package store

import (
	"context"
	"fmt"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// Bucket of this file: "watches", 8-byte number -> bot.WatchEntry.
const tableWatches table = "watches"

// PutWatch writes an entry of a watch list; one without an id is given one.
func (s *Store) PutWatch(ctx context.Context, w bot.WatchEntry, a bot.Audit) (bot.WatchEntry, error) {
	kept := w
	err := s.write(ctx, &request{do: func(tx *bbolt.Tx) error {
		n, err := watchNumber(tx, w.ID)
		if err != nil {
			return err
		}
		if w.ID != "" {
			if err := s.ownWatch(tx, w.Workspace, n); err != nil {
				return err
			}
		}
		kept.ID = bot.WatchID(name('w', n)) // w keeps its own: this may run again
		if err := putRecord(tx, tableWatches, seqKey(n), kept); err != nil {
			return err
		}
		return s.putAudit(tx, a)
	}})
	return kept, err
}

func watchNumber(tx *bbolt.Tx, id bot.WatchID) (uint64, error) {
	if id != "" {
		return number('w', string(id))
	}
	n, err := tableWatches.in(tx).NextSequence()
	if err != nil {
		return 0, fmt.Errorf("number an entry of a watch list: %w", err)
	}
	return n, nil
}

// ownWatch checks that the entry exists and belongs to the workspace.
func (s *Store) ownWatch(tx *bbolt.Tx, ws feeds.WorkspaceID, n uint64) error {
	var w bot.WatchEntry
	ok, err := s.getRecord(tx, tableWatches, seqKey(n), &w)
	if err == nil && (!ok || w.Workspace != ws) {
		err = fmt.Errorf("entry w%d: %w", n, feeds.ErrNotFound)
	}
	return err
}

// DropWatch removes an entry of the workspace.
func (s *Store) DropWatch(ctx context.Context, ws feeds.WorkspaceID, id bot.WatchID, a bot.Audit) error {
	n, err := number('w', string(id))
	if err != nil {
		return err
	}
	return s.write(ctx, &request{do: func(tx *bbolt.Tx) error {
		if err := s.ownWatch(tx, ws, n); err != nil {
			return err
		}
		if err := deleteKey(tx, tableWatches, seqKey(n)); err != nil {
			return err
		}
		return s.putAudit(tx, a)
	}})
}

// Watches are the entries of all workspaces, by number.
func (s *Store) Watches(context.Context) (list []bot.WatchEntry, err error) {
	err = s.db.View(func(tx *bbolt.Tx) error {
		list, err = collect[bot.WatchEntry](s, tx, tableWatches, nil, nil)
		return err
	})
	return list, err
}
