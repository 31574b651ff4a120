package store

import (
	"context"
	"fmt"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// Bucket of this file: "sources", source id -> bot.OwnSource.
const tableSources table = "sources"

// maxOwnSources bounds what one workspace may add.
const maxOwnSources = 1_000

// PutSource writes a source that people added. Of another workspace's the id is
// taken.
func (s *Store) PutSource(ctx context.Context, o bot.OwnSource, a bot.Audit) error {
	return s.write(ctx, &request{do: func(tx *bbolt.Tx) error {
		if err := noZero(string(o.ID)); err != nil || o.ID == "" {
			return fmt.Errorf("id of a source: %q is none", o.ID)
		}
		var old bot.OwnSource
		ok, err := s.getRecord(tx, tableSources, []byte(o.ID), &old)
		if err != nil {
			return err
		}
		if ok && old.Workspace != o.Workspace {
			return fmt.Errorf("source %s: %w", o.ID, feeds.ErrNotFound)
		}
		if !ok {
			if err := s.roomForSource(tx, o.Workspace); err != nil {
				return err
			}
		}
		if err := putRecord(tx, tableSources, []byte(o.ID), o); err != nil {
			return err
		}
		return s.putAudit(tx, a)
	}})
}

// roomForSource refuses one source more than a workspace may have.
func (s *Store) roomForSource(tx *bbolt.Tx, w feeds.WorkspaceID) error {
	have, err := collect(s, tx, tableSources, nil, func(o *bot.OwnSource) bool { return o.Workspace == w })
	if err == nil && len(have) >= maxOwnSources {
		err = fmt.Errorf("%d sources were added already, which is the most", maxOwnSources)
	}
	return err
}

// DropSource removes a source that the workspace added; its items stay.
func (s *Store) DropSource(ctx context.Context, ws feeds.WorkspaceID, id feeds.SourceID, a bot.Audit) error {
	return s.write(ctx, &request{do: func(tx *bbolt.Tx) error {
		var old bot.OwnSource
		ok, err := s.getRecord(tx, tableSources, []byte(id), &old)
		if err == nil && (!ok || old.Workspace != ws) {
			err = fmt.Errorf("source %s: %w", id, feeds.ErrNotFound)
		}
		if err != nil {
			return err
		}
		if err := deleteKey(tx, tableSources, []byte(id)); err != nil {
			return err
		}
		return s.putAudit(tx, a)
	}})
}

// OwnSources are the sources that people of all workspaces added, by id.
func (s *Store) OwnSources(context.Context) (list []bot.OwnSource, err error) {
	err = s.db.View(func(tx *bbolt.Tx) error {
		list, err = collect[bot.OwnSource](s, tx, tableSources, nil, nil)
		return err
	})
	return list, err
}
