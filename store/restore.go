package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store/frame"
)

// Restored says what became of a data directory.
type Restored struct {
	// Aside is where the database that was there before is now; "" when there was none.
	Aside string
	// Channels owed something at the time of the backup, which may have been posted
	// since: they are held until a person resumes them.
	Channels []HeldChannel
	// Unproved is set when no SHA-256 stands beside the backup.
	Unproved bool
}

// HeldChannel is a channel that a restore holds, with what it is owed.
type HeldChannel struct {
	ID   bot.ChannelID
	Owed int
}

// restoredKey in the bucket "meta" holds when the database was restored.
const restoredKey = "restored"

// repeatsAfter is how long after a restore an alert of something that had been
// published before it is marked as a possible repeat: as long as the slowest
// sources take to be visited.
const repeatsAfter = 7 * 24 * time.Hour

// Restore puts the backup at path into the place of the database in dir. The backup
// is compared with the SHA-256 beside it and passed by check first; the database
// that was there is kept under another name. What was owed at the time of the
// backup is not sent by itself: its channels are held, and each delivery is marked
// as a possible repeat.
func Restore(ctx context.Context, dir, path string, check Check, now time.Time) (Restored, error) {
	var done Restored
	err := CheckHash(path)
	if done.Unproved = errors.Is(err, fs.ErrNotExist); err != nil && !done.Unproved {
		return done, fmt.Errorf("restore: %w", err)
	}
	if err := check(ctx, path); err != nil {
		return done, fmt.Errorf("restore: %w", err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return done, fmt.Errorf("restore: %w", err)
	}
	unlock, err := lockOld(filepath.Join(dir, FileName))
	if err != nil {
		return done, err
	}
	defer unlock()
	if _, err := sweep(dir); err != nil {
		return done, fmt.Errorf("restore: %w", err)
	}
	room, leave, err := Workroom(dir, "restore-*")
	if err != nil {
		return done, fmt.Errorf("restore: %w", err)
	}
	defer leave()
	if done.Channels, err = prepareRestored(ctx, room, path, now); err != nil {
		return done, fmt.Errorf("restore %s: %w", path, err)
	}
	if done.Aside, err = exchange(dir, room, now); err != nil {
		return done, fmt.Errorf("restore %s: %w", path, err)
	}
	return done, nil
}

// lockOld takes the lock of the database that is to be replaced, as bbolt does.
func lockOld(path string) (unlock func(), err error) {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return func() {}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("restore: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(fmt.Errorf("restore over %s: %w%s: stop it first", path, ErrInUse, holder(path)), f.Close())
	}
	return func() { _ = f.Close() }, nil
}

// prepareRestored copies the backup into a folder of its own and holds there what
// it owes, so that a restore that is cut short leaves nothing half done.
func prepareRestored(ctx context.Context, room, path string, now time.Time) ([]HeldChannel, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if err := writeSynced(filepath.Join(room, FileName), f); err != nil {
		return nil, err
	}
	s, err := Open(room, Options{Now: func() time.Time { return now }})
	if err != nil {
		return nil, err
	}
	held, err := s.holdOwed(ctx, now)
	return held, errors.Join(err, s.Close())
}

// exchange moves the old database aside and the new one into its place.
func exchange(dir, room string, now time.Time) (aside string, err error) {
	old := filepath.Join(dir, FileName)
	if _, err := os.Lstat(old); err == nil {
		aside = old + ".replaced-" + now.UTC().Format("20060102T150405Z")
		// A link first: there is a database under the name at every moment.
		if err := os.Link(old, aside); err != nil {
			return "", err
		}
	}
	if err := os.Rename(filepath.Join(room, FileName), old); err != nil {
		return "", err
	}
	return aside, errors.Join(markClosed(dir), syncDir(dir))
}

// holdOwed holds the channels that a restored database owes something to by now.
func (s *Store) holdOwed(ctx context.Context, now time.Time) ([]HeldChannel, error) {
	var held []HeldChannel
	err := s.write(ctx, &request{do: func(tx *bbolt.Tx) error {
		held = nil
		owed, err := s.repeatOwed(tx, now)
		if err != nil {
			return err
		}
		for _, c := range owed {
			ch, err := s.getChannel(tx, c.ID)
			if err != nil && !errors.Is(err, feeds.ErrNotFound) {
				return err
			}
			ch.ID = c.ID
			ch.Held, ch.HeldAt = "the database was restored from a backup, and what is owed may have been posted since", now
			if err := putRecord(tx, tableChannels, []byte(c.ID), ch); err != nil {
				return err
			}
			held = append(held, c)
		}
		return putRecord(tx, tableMeta, []byte(restoredKey), now)
	}})
	return held, err
}

// repeatOwed marks what is due as possible repeats and counts it by channel.
func (s *Store) repeatOwed(tx *bbolt.Tx, now time.Time) ([]HeldChannel, error) {
	var keys [][]byte
	for _, v := range tableOwed.under(tx, nil) {
		if seqOf(v[:8]) <= stamp(now) {
			keys = append(keys, bytes.Clone(v[8:]))
		}
	}
	var owed []HeldChannel
	for _, key := range keys {
		d, ok, err := s.getDelivery(tx, key)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		d.Repeat = true
		if err := putDelivery(tx, key, &d); err != nil {
			return nil, err
		}
		if n := len(owed); n > 0 && owed[n-1].ID == d.Key.Channel { // the queue is sorted by channel
			owed[n-1].Owed++
		} else {
			owed = append(owed, HeldChannel{d.Key.Channel, 1})
		}
	}
	return owed, nil
}

// Repeats gives the day up to which a publication may have been told before the
// database was restored; "" when it was not, or long ago.
func (s *Store) Repeats(context.Context) (feeds.Day, error) {
	var day feeds.Day
	err := s.db.View(func(tx *bbolt.Tx) error {
		key := []byte(restoredKey)
		raw := tableMeta.in(tx).Get(key)
		if raw == nil {
			return nil
		}
		payload, err := frame.Payload(tableMeta, key, raw)
		if err != nil {
			return fmt.Errorf("read when the database was restored: %w", err)
		}
		var at time.Time
		if err := json.Unmarshal(payload, &at); err != nil {
			return fmt.Errorf("read when the database was restored: %w", err)
		}
		if s.now().Before(at.Add(repeatsAfter)) {
			day = feeds.DayOf(at, feeds.Shanghai)
		}
		return nil
	})
	return day, err
}
