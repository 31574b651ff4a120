package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/store/index"
	"github.com/regwire/regwire/store/room"
)

// bbolt never gives pages back that records have left: they wait for new ones, and hold
// until then what they held.

// worthShrinking is how much must be free, in bytes, besides half of the file.
const worthShrinking = 64 << 20

// shrinkStep is how much is copied in one transaction.
const shrinkStep = 16 << 20

// Shrunk is the size of the database before and after, in bytes; 0 and 0 where it was
// left as it is.
type Shrunk struct{ Before, After int64 }

// Shrink writes the database in dir anew when more than half of it, and least bytes
// (64 MiB when 0), is free, the disk has room for the copy, and nobody has it open. The
// copy is whole and check has passed it before it takes the name; the search index is
// left out, and made anew by who opens it. One that was not closed in order is left alone.
func Shrink(ctx context.Context, dir string, least int64, check Check) (s Shrunk, err error) {
	path := filepath.Join(dir, FileName)
	defer func() {
		if err != nil && !errors.Is(err, ErrInUse) { // who starts a second program did not ask for that
			err = fmt.Errorf("shrink: %w", err)
		}
	}()
	if !Exists(dir) || CutShort(dir) || checkMode(path) != nil {
		return s, nil // who opens it says what is the matter
	}
	switch err := uncut(path); { // its pages are followed once it is worth it, and by who opens it
	case errors.Is(err, ErrInUse):
		return s, err
	case err != nil:
		return s, nil //nolint:nilerr // likewise
	}
	if least == 0 {
		least = worthShrinking
	}
	db, err := openFile(path, Options{})
	if err != nil {
		return s, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	size, free, err := extent(db)
	if err != nil || free < least || 2*free < size {
		return s, err
	}
	if why, err := misshapen(path, db.DB); err != nil || why != "" {
		return s, err // likewise
	}
	if left, err := room.Under(path).Free(); err != nil || left < size-free+room.Kept {
		return s, err
	}
	in, leave, err := Workroom(dir, "shrink-*")
	if err != nil {
		return s, err
	}
	defer leave()
	small := filepath.Join(in, FileName)
	used, err := copyUsed(small, db)
	if err != nil {
		return s, err
	}
	if err := check(ctx, small); err != nil {
		return s, fmt.Errorf("the copy is not good: %w", err)
	}
	if err := os.Rename(small, path); err != nil {
		return s, err
	}
	return Shrunk{size, used}, syncDir(dir)
}

// extent is how many bytes of the file are in use or free, and how many are free.
func extent(db *file) (size, free int64, err error) {
	// The pages that are free are counted at the end of a transaction that may write.
	err = db.Update(func(tx *bbolt.Tx) error {
		size = tx.Size()
		return errUnchanged
	})
	if !errors.Is(err, errUnchanged) {
		return 0, 0, err
	}
	return size, db.free(), nil
}

// errUnchanged ends a transaction that was only to look.
var errUnchanged = errors.New("nothing is to be written")

// copyUsed writes what db holds, but for the search index, whose marks are numbers of
// transactions of that file, into a new database at path, of which it gives the size.
func copyUsed(path string, db *file) (used int64, err error) {
	to, err := openFile(path, Options{})
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, to.Close()) }()
	to.NoSync = true // it has no name yet
	// Inside a view, which makes an error of a page that is wrong.
	if err := db.View(func(*bbolt.Tx) error { return bbolt.Compact(to.DB, db.DB, shrinkStep) }); err != nil {
		return 0, err
	}
	if err := errors.Join(to.Update(func(tx *bbolt.Tx) error { return index.Drop(buckets{tx}) }), to.Sync()); err != nil {
		return 0, err
	}
	used, _, err = extent(to)
	return used, err
}
