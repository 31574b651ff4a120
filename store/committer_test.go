package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// stalled opens a store whose committer waits until goOn is called.
func stalled(t *testing.T) (s *Store, goOn func()) {
	t.Helper()
	s = OpenChecked(t, t.TempDir(), Options{})
	return s, stall(s)
}

// stall has the committer wait until goOn is called, so that what is handed over in the
// meantime makes one batch.
func stall(s *Store) (goOn func()) {
	entered, gate := make(chan struct{}), make(chan struct{})
	go func() {
		_ = s.write(context.Background(), &request{do: func(*bbolt.Tx) error { close(entered); <-gate; return nil }})
	}()
	<-entered
	return func() { close(gate) }
}

func TestGroupCommit(t *testing.T) {
	s, goOn := stalled(t)
	const n = 60
	errBad := errors.New("bad request")
	var wg sync.WaitGroup
	outcome := make([]error, n)
	transactions := map[int]bool{}
	for i := range n {
		wg.Go(func() {
			outcome[i] = s.write(t.Context(), &request{do: func(tx *bbolt.Tx) error {
				transactions[tx.ID()] = true
				if err := tableMeta.in(tx).Put(fmt.Appendf(nil, "k%d", i), []byte("v")); err != nil {
					return err
				}
				switch i % 10 {
				case 3:
					return errBad
				case 7:
					panic("request went wrong")
				}
				return nil
			}})
		})
	}
	for len(s.requests) < n {
		time.Sleep(time.Millisecond)
	}
	goOn()
	wg.Wait()
	err := s.db.View(func(tx *bbolt.Tx) error {
		for i := range n {
			bad := i%10 == 3 || i%10 == 7
			stored := tableMeta.in(tx).Get(fmt.Appendf(nil, "k%d", i)) != nil
			if bad == stored || bad != (outcome[i] != nil) {
				t.Errorf("request %d: stored %v, %v; failing requests alone may fail", i, stored, outcome[i])
			}
			if i%10 == 3 && !errors.Is(outcome[i], errBad) {
				t.Errorf("request %d: %v, want its own error", i, outcome[i])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(transactions) > n/2 {
		t.Errorf("%d requests took %d transactions, want them grouped", n, len(transactions))
	}
}

// What fails in company may succeed alone.
func TestFailedRequestIsTriedAlone(t *testing.T) {
	s, goOn := stalled(t)
	var wg sync.WaitGroup
	runs := 0
	wg.Go(func() {
		err := s.write(t.Context(), &request{do: func(*bbolt.Tx) error {
			if runs++; runs == 1 {
				return errors.New("only the first time")
			}
			return nil
		}})
		if err != nil {
			t.Errorf("write: %v", err)
		}
	})
	wg.Go(func() { s.benchWrite(t, []byte("k"), []byte("v")) })
	for len(s.requests) < 2 {
		time.Sleep(time.Millisecond)
	}
	goOn()
	wg.Wait()
	if runs != 2 {
		t.Errorf("ran %d times, want 2", runs)
	}
}

// twice has a write carried out a second time: another one of its transaction fails.
func twice(t *testing.T, s *Store, write func()) {
	t.Helper()
	goOn := stall(s)
	var wg sync.WaitGroup
	wg.Go(write)
	queued := func(n int) {
		for len(s.requests) < n {
			time.Sleep(time.Millisecond)
		}
	}
	queued(1)
	wg.Go(func() {
		if err := s.write(t.Context(), &request{scope: "~", do: func(*bbolt.Tx) error { return errors.New("no") }}); err == nil {
			t.Error("the write that fails did not")
		}
	})
	queued(2)
	goOn()
	wg.Wait()
}

func TestAWatchEntryThatIsWrittenTwiceIsGivenOneID(t *testing.T) {
	s := OpenChecked(t, t.TempDir(), Options{})
	twice(t, s, func() {
		w, err := s.PutWatch(t.Context(), bot.WatchEntry{Workspace: "slack:T1", Name: "甲"}, bot.Audit{Verb: "watch"})
		if err != nil || w.ID != "w1" {
			t.Errorf("entry %q, %v; want w1", w.ID, err)
		}
	})
	if all, err := s.Watches(t.Context()); err != nil || len(all) != 1 {
		t.Errorf("%d entries, %v; want one", len(all), err)
	}
}

func TestOldItemsAreCountedWhenTheirRoundIsWrittenTwice(t *testing.T) {
	s := OpenChecked(t, t.TempDir(), Options{})
	sources := []feeds.Source{{ID: "cac", Host: "www.example.cn", Every: time.Hour}}
	c, _, err := s.ClaimHost(t.Context(), "w", sources)
	if err != nil {
		t.Fatal(err)
	}
	var found []feeds.Found
	for i := range feeds.MaxLate + 1 {
		key := fmt.Sprintf("https://www.example.cn/%d", i)
		found = append(found, feeds.Found{Keys: []feeds.Key{feeds.Key(key)}, Item: feeds.Item{Source: "cac", URL: key, Title: key, Published: "2020-01-02"}})
	}
	twice(t, s, func() {
		done, err := s.Commit(t.Context(), c, feeds.Round{Visit: &feeds.Visit{Source: "cac", At: time.Now()}, Found: found, Late: "2022-08-30"})
		if err != nil || done.Late != len(found) {
			t.Errorf("%d counted as late, %v; want %d", done.Late, err, len(found))
		}
	})
	visits, err := s.Visits(t.Context())
	if err != nil || len(visits) != 1 || visits[0].Health.State != feeds.HealthDegraded {
		t.Errorf("visits = %+v, %v; want one that says what was held", visits, err)
	}
}

func TestRefusedRequestsCostNoTransaction(t *testing.T) {
	s := OpenChecked(t, t.TempDir(), Options{})
	before := diskWrites(s)
	errNo := errors.New("no")
	for range 10 {
		err := s.write(t.Context(), &request{check: func() error { return errNo }, do: func(*bbolt.Tx) error { return nil }})
		if !errors.Is(err, errNo) {
			t.Fatalf("write: %v", err)
		}
	}
	if err := s.settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if after := diskWrites(s); after != before {
		t.Errorf("%d writes to disk, want none", after-before)
	}
}

func diskWrites(s *Store) int64 {
	st := s.db.Stats()
	return st.TxStats.GetWrite()
}

func TestAfterRunsOnlyWhenCommitted(t *testing.T) {
	s := OpenChecked(t, t.TempDir(), Options{})
	ran := 0
	good := &request{do: func(*bbolt.Tx) error { return nil }, after: func() { ran++ }}
	bad := &request{do: func(*bbolt.Tx) error { return errors.New("no") }, after: func() { ran += 100 }}
	if err := s.write(t.Context(), good); err != nil {
		t.Error(err)
	}
	if err := s.write(t.Context(), bad); err == nil {
		t.Error("a bad request succeeded")
	}
	if ran != 1 {
		t.Errorf("ran = %d, want 1", ran)
	}
}

func TestWritesAroundClose(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	var mu sync.Mutex
	var acked []string
	going := make(chan struct{}) // writes are, whatever a disk takes for one
	for w := range 8 {
		wg.Go(func() {
			for i := 0; ; i++ {
				key := fmt.Sprintf("k%d-%d", w, i)
				err := s.write(t.Context(), &request{do: func(tx *bbolt.Tx) error { return tableMeta.in(tx).Put([]byte(key), []byte("v")) }})
				if errors.Is(err, ErrClosed) {
					return
				}
				if err != nil {
					t.Errorf("write: %v", err)
					return
				}
				mu.Lock()
				if acked = append(acked, key); len(acked) == 8 {
					close(going)
				}
				mu.Unlock()
			}
		})
	}
	<-going
	time.Sleep(50 * time.Millisecond)
	for range 2 {
		if err := s.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	}
	wg.Wait()
	s = OpenChecked(t, dir, Options{})
	err = s.db.View(func(tx *bbolt.Tx) error {
		for _, key := range acked {
			if tableMeta.in(tx).Get([]byte(key)) == nil {
				t.Errorf("%s was acknowledged and is lost", key)
			}
		}
		return nil
	})
	if err != nil || len(acked) == 0 {
		t.Errorf("%d acknowledged, %v", len(acked), err)
	}
}

// A full disk: the commit fails, nothing is half there, and work goes on once
// there is room again.
func TestCommitThatFails(t *testing.T) {
	s := OpenChecked(t, t.TempDir(), Options{})
	s.db.MaxSize = int(fileSize(t, s))
	big := bytes.Repeat([]byte("x"), 1<<20)
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			err := s.write(t.Context(), &request{do: func(tx *bbolt.Tx) error { return tableMeta.in(tx).Put(fmt.Appendf(nil, "big%d", i), big) }})
			if !errors.Is(err, feeds.ErrFull) {
				t.Errorf("a write beyond the limit: %v, want feeds.ErrFull", err)
			}
		})
	}
	wg.Wait()
	s.db.MaxSize = 0
	s.benchWrite(t, []byte("k"), []byte("v"))
	err := s.db.View(func(tx *bbolt.Tx) error {
		if tableMeta.in(tx).Get([]byte("big1")) != nil || tableMeta.in(tx).Get([]byte("k")) == nil {
			t.Error("want the later write alone")
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func fileSize(t *testing.T, s *Store) int64 {
	t.Helper()
	st, err := s.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return st.FileBytes
}
