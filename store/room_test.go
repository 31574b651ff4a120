package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store/room"
)

// smallDisk is a disk of so many bytes, of which the file has some.
type smallDisk struct {
	mu     sync.Mutex
	size   int64
	has    int64
	unlike error // what the file system says to everything, when not nil
}

func (d *smallDisk) Grow(to int64) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch {
	case d.unlike != nil:
		return d.unlike
	case to > d.size:
		return syscall.ENOSPC
	}
	d.has = max(d.has, to)
	return nil
}

func (d *smallDisk) Free() (int64, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.size - d.has, nil
}

func (d *smallDisk) resize(n int64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.size = n
}

// onDisk is a store whose disk is d and whose log is kept. In a bubble its own watch,
// which looks by the clock, does not look meanwhile.
func onDisk(t *testing.T, d room.Disk, now func() time.Time) (s *Store, log *bytes.Buffer) {
	t.Helper()
	log = &bytes.Buffer{}
	s = OpenChecked(t, t.TempDir(), Options{Now: now, Log: slog.New(slog.NewJSONHandler(log, nil)), disk: d})
	synctest.Wait() // its watch has asked the disk once
	return s, log
}

func putSized(s *Store, grows bool, key string, size int) error {
	return s.write(context.Background(), &request{grows: grows, do: func(tx *bbolt.Tx) error {
		return tableMeta.in(tx).Put([]byte(key), bytes.Repeat([]byte("x"), size))
	}})
}

func logged(t *testing.T, log *bytes.Buffer) (lines []string) {
	t.Helper()
	for line := range strings.Lines(log.String()) {
		var row struct{ Msg string }
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatal(err)
		}
		first, _, _ := strings.Cut(row.Msg, ":")
		lines = append(lines, first)
	}
	return lines
}

func TestAFullDiskStopsWhatGrowsAndNotWhatIsOwed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		d := &smallDisk{size: 12 << 20}
		s, log := onDisk(t, d, func() time.Time { return now })
		if err := putSized(s, true, "first", 1<<20); err != nil || d.has < 8<<20 {
			t.Fatalf("%v, with %d bytes ahead", err, d.has)
		}
		d.resize(d.has) // somebody else took the rest
		var err error
		grown := 0
		for ; err == nil && grown < 50; grown++ {
			err = putSized(s, true, fmt.Sprint("big", grown), 1<<20)
		}
		if !errors.Is(err, feeds.ErrFull) || grown > 8 {
			t.Fatalf("after %d MiB: %v", grown, err)
		}
		if _, _, err := s.ClaimHost(t.Context(), "w", []feeds.Source{{ID: "a", Host: "h"}}); !errors.Is(err, feeds.ErrFull) {
			t.Errorf("a visit is begun: %v", err)
		}
		if _, _, err := s.ClaimUnread(t.Context(), "w", 1); !errors.Is(err, feeds.ErrFull) {
			t.Errorf("a reading is begun: %v", err)
		}
		for n := range 200 {
			if err := putSized(s, false, "owed", 1000+n); err != nil {
				t.Fatalf("what is owed is not written: %v", err)
			}
		}
		if r := s.Room(); !r.Full.Equal(now) || r.Spent || s.tries() == 0 {
			t.Errorf("room %+v", r)
		}
		s.room.Look()
		if s.Room().Full.IsZero() {
			t.Error("there is room again, and there is none")
		}
		d.resize(100 << 20)
		s.room.Look() // not before it has waited
		if s.Room().Full.IsZero() {
			t.Error("it did not wait")
		}
		now = now.Add(2 * time.Second)
		s.room.Look()
		if err := putSized(s, true, "again", 1<<20); err != nil || !s.Room().Full.IsZero() {
			t.Errorf("there is room again: %v, %+v", err, s.Room())
		}
		if got := logged(t, log); len(got) != 2 || got[0] != "the disk is full" || got[1] != "the disk has room again" {
			t.Errorf("logged %q", got)
		}
	})
}

func TestNoMoreIsBegunWhenLittleOfWhatWasKeptIsLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		d := &smallDisk{size: 9 << 20}
		s, log := onDisk(t, d, func() time.Time { return now })
		if err := putSized(s, true, "first", 10); err != nil {
			t.Fatal(err)
		}
		d.resize(d.has)
		s.room.Look()
		for n := 0; s.tries() > 0 && n < 50; n++ {
			if err := putSized(s, false, fmt.Sprint("owed", n), 1<<20); err != nil {
				t.Fatal(err)
			}
		}
		if r := s.Room(); !r.Spent {
			t.Fatalf("room %+v", r)
		}
		if err := putSized(s, false, "result", 100); err != nil {
			t.Errorf("how a post ended is not written: %v", err)
		}
		if _, _, err := s.ClaimChannel(t.Context(), "w"); !errors.Is(err, feeds.ErrNoWork) {
			t.Errorf("a post is begun: %v", err)
		}
		if _, _, err := s.ClaimEvent(t.Context(), "w"); !errors.Is(err, feeds.ErrNoWork) {
			t.Errorf("a plan is begun: %v", err)
		}
		d.resize(d.has + 30<<20) // which polling waits for a while to believe
		s.room.Look()
		if r := s.Room(); r.Spent || r.Full.IsZero() {
			t.Errorf("with a little room: %+v", r)
		}
		if got := logged(t, log); len(got) != 2 || got[1] != "what was kept for a full disk is used up" {
			t.Errorf("logged %q", got)
		}
	})
}

func TestWhereAFileCannotBeKeptAheadItIsWrittenAllTheSame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, no := range []error{errors.ErrUnsupported, syscall.EIO} {
			s, log := onDisk(t, &smallDisk{size: 1 << 40, unlike: no}, nil)
			for n := range 3 {
				if err := putSized(s, true, fmt.Sprint("k", n), 1000); err != nil {
					t.Errorf("%v: %v", no, err)
				}
			}
			if !s.Room().Full.IsZero() || strings.Count(log.String(), "kept ahead") > 1 {
				t.Errorf("%v: %+v\n%s", no, s.Room(), log)
			}
		}
	})
}
