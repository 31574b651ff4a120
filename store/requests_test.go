package store

import (
	"fmt"
	"testing"
	"time"

	"go.etcd.io/bbolt"
)

func TestRequestIsNewOnceUntilItIsForgottenOverARestartToo(t *testing.T) {
	dir, now := t.TempDir(), time.Date(2022, 9, 30, 18, 0, 0, 0, time.UTC)
	open := func() *Store {
		s, err := Open(dir, Options{Now: func() time.Time { return now }})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	s := open()
	seen := func(key string) bool {
		first, err := s.Seen(t.Context(), key, now.Add(10*time.Minute))
		if err != nil {
			t.Fatal(err)
		}
		return first
	}
	if !seen("a") || seen("a") || !seen("b") {
		t.Fatal("a request is not told from its copy")
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open()
	t.Cleanup(func() { _ = s.Close() })
	if seen("a") {
		t.Error("the copy of a request counts as new after a restart")
	}
	now = now.Add(11 * time.Minute)
	if !seen("a") {
		t.Error("a request is remembered for longer than told")
	}
	for i := range 200 {
		seen(fmt.Sprint(i))
	}
	now = now.Add(time.Hour)
	for range 5 {
		seen("c")
	}
	if n := s.count(t, tableRequests); n > 2 {
		t.Errorf("%d rows are left of requests that are over", n)
	}
}

func (s *Store) count(t *testing.T, table table) (n int) {
	t.Helper()
	if err := s.db.View(func(tx *bbolt.Tx) error {
		n = table.in(tx).Stats().KeyN
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return n
}
