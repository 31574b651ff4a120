package store

import (
	"fmt"
	"testing"
	"time"

	"go.etcd.io/bbolt"
	"pgregory.net/rapid"

	"github.com/regwire/regwire/feeds"
)

// errRollBack ends a transaction of the property below without leaving a trace.
var errRollBack = fmt.Errorf("roll back")

// TestSeenKeys compares what is new with a model that never forgets: whatever a
// publisher reorders, edits, drops, brings back or gives another guid, an item
// is new exactly when none of its keys was seen at its source.
func TestSeenKeys(t *testing.T) {
	s := OpenChecked(t, t.TempDir(), Options{})
	rapid.Check(t, func(rt *rapid.T) {
		err := s.db.Update(func(tx *bbolt.Tx) error {
			model := map[string]bool{}
			for range rapid.IntRange(1, 12).Draw(rt, "polls") {
				source := rapid.SampledFrom([]feeds.SourceID{"a", "b"}).Draw(rt, "source")
				found := rapid.SliceOfN(foundOf(source), 0, 40).Draw(rt, "found")
				want := 0
				for _, f := range found {
					known := false
					for _, k := range f.Keys {
						known = known || model[string(source)+string(k)]
					}
					for _, k := range f.Keys {
						model[string(source)+string(k)] = true
					}
					if !known {
						want++
					}
				}
				w := &round{Round: &feeds.Round{Found: found}}
				if err := s.commitFound(tx, w); err != nil {
					rt.Fatal(err)
				}
				if len(w.done.New) != want {
					rt.Fatalf("%d new of %v, want %d", len(w.done.New), keysOf(found), want)
				}
				crowdOut(rt, tx, s, source)
			}
			return errRollBack
		})
		if err == nil {
			rt.Fatal("the transaction was kept")
		}
	})
}

func keysOf(found []feeds.Found) (keys [][]feeds.Key) {
	for _, f := range found {
		keys = append(keys, f.Keys)
	}
	return keys
}

// foundOf is an item with one to three keys out of few, so that they meet.
func foundOf(source feeds.SourceID) *rapid.Generator[feeds.Found] {
	return rapid.Custom(func(t *rapid.T) feeds.Found {
		n := rapid.IntRange(0, 60).Draw(t, "n")
		f := feeds.Found{Item: feeds.Item{
			Source: source, URL: fmt.Sprintf("https://x.example/%d", n),
			Title: rapid.SampledFrom([]string{"one", "two"}).Draw(t, "title"),
		}}
		f.Keys = append(f.Keys, feeds.Key(fmt.Sprintf("url:%d", n)))
		if rapid.Bool().Draw(t, "has guid") {
			f.Keys = append([]feeds.Key{feeds.Key(fmt.Sprintf("guid:%d", rapid.IntRange(0, 60).Draw(t, "guid")))}, f.Keys...)
		}
		return f
	})
}

// crowdOut fills the bounded record with other items now and then, so that the
// unbounded one has to answer.
func crowdOut(rt *rapid.T, tx *bbolt.Tx, s *Store, source feeds.SourceID) {
	if !rapid.Bool().Draw(rt, "crowd out") {
		return
	}
	m, err := s.loadMarks(tx, string(source))
	if err != nil {
		rt.Fatal(err)
	}
	others := make([]uint64, minMarks)
	for n := range others {
		others[n] = 1<<63 + uint64(n)
	}
	m.add(others, 1<<40, 0)
	if err := m.store(tx, string(source), 0); err != nil {
		rt.Fatal(err)
	}
}

func TestTouchedVisits(t *testing.T) {
	now := time.Date(2022, 9, 30, 10, 0, 0, 0, time.UTC)
	s := OpenChecked(t, t.TempDir(), Options{Now: func() time.Time { return now }})
	host := []feeds.Source{{ID: "a", Host: "a.example"}}
	c, _, err := s.ClaimHost(t.Context(), "w", host)
	if err != nil {
		t.Fatal(err)
	}
	before := diskWrites(s)
	for n := range 100 {
		if err := s.Touch(t.Context(), c, feeds.Visit{Source: "a", At: now, Failures: n}); err != nil {
			t.Fatal(err)
		}
	}
	if n := diskWrites(s) - before; n != 0 {
		t.Errorf("touching wrote to disk %d times", n)
	}
	stored := func() (v feeds.Visit) {
		err := s.db.View(func(tx *bbolt.Tx) error {
			_, err := s.getRecord(tx, tableVisits, []byte("a"), &v)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	if err := s.flushVisits(t.Context()); err != nil || stored().Failures != 99 {
		t.Errorf("after a flush: %+v, %v; want the last touch", stored(), err)
	}
	// A visit that was committed later wins over one that waits to be flushed.
	later := feeds.Visit{Source: "a", At: now.Add(time.Second), Cursor: "later"}
	if err := s.Touch(t.Context(), c, feeds.Visit{Source: "a", At: now, Cursor: "earlier"}); err != nil {
		t.Fatal(err)
	}
	if err := s.write(t.Context(), &request{do: func(tx *bbolt.Tx) error { return s.putVisit(tx, later) }}); err != nil {
		t.Fatal(err)
	}
	if err := s.flushVisits(t.Context()); err != nil || stored().Cursor != "later" {
		t.Errorf("after a later commit: %+v, %v", stored(), err)
	}
}
