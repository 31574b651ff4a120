package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/regwire/regwire/bot/web"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store"
	"github.com/regwire/regwire/store/copies"
	"github.com/regwire/regwire/store/room"
)

// healthy reports what is wrong with the bot: a store that cannot be read, or a
// disk that is full.
func (h *house) healthy(ctx context.Context) error {
	if _, err := h.store.Stats(ctx); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	if r := h.store.Room(); !r.Full.IsZero() {
		return web.Ailment(diskFull(r))
	}
	return nil
}

// diskFull says what a full disk means and what to do.
func diskFull(r room.State) string {
	posts := "what is owed is posted still"
	if r.Spent {
		posts = "nothing is posted"
	}
	return fmt.Sprintf("the disk of the data directory is full since %s, with %.1f MB left: nothing is polled, %s; free some space there and it goes on by itself",
		r.Full.UTC().Format(time.RFC3339), float64(r.Free)/1e6, posts)
}

// full is since when the disk is full; the zero time when it is not.
func (h *house) full() time.Time { return h.store.Room().Full }

// keeper keeps page copies, which lie on the disk of the database.
type keeper struct {
	copies *copies.Store
	store  *store.Store
}

// Keep keeps the copy of a page, and tells the store when there was no room for it.
func (k keeper) Keep(d feeds.Document) (string, error) {
	fingerprint, err := k.copies.Keep(d)
	if errors.Is(err, feeds.ErrFull) {
		k.store.NoRoom(err)
	}
	return fingerprint, err
}
