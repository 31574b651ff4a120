package store

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/feeds"
)

// OpenChecked opens a store that is checked by bbolt's own consistency check at the end.
func OpenChecked(t testing.TB, dir string, opts Options) *Store {
	t.Helper()
	s, err := Open(dir, opts)
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
		check(t, dir)
	})
	return s
}

func check(t testing.TB, dir string) {
	t.Helper()
	db, err := bbolt.Open(filepath.Join(dir, FileName), 0o600, &bbolt.Options{ReadOnly: true, Timeout: time.Second, PreLoadFreelist: true})
	if err != nil {
		t.Errorf("open for the check: %v", err)
		return
	}
	defer func() { _ = db.Close() }()
	err = db.View(func(tx *bbolt.Tx) error {
		for err := range tx.Check() {
			t.Errorf("consistency check: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Errorf("consistency check: %v", err)
	}
}

func TestOpen(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	s := OpenChecked(t, dir, Options{})
	info, err := os.Stat(filepath.Join(dir, FileName))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("database has mode %v, %v; want 0600", info.Mode(), err)
	}
	if _, err := Open(dir, Options{}); !errors.Is(err, ErrInUse) {
		t.Errorf("second Open: %v, want ErrInUse", err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*.tmp*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	src := []feeds.Source{{ID: "cac", Host: "cac.example"}}
	c, visits, err := s.ClaimHost(t.Context(), "w", src)
	if err != nil || len(visits) != 1 || visits[0].Source != "cac" {
		t.Fatalf("ClaimHost: %v, %v", visits, err)
	}
	found := []feeds.Found{{Item: feeds.Item{Source: "cac", URL: "https://cac.example/1", Title: "通报"}, Keys: []feeds.Key{"url:https://cac.example/1"}}}
	for i, want := range []int{1, 0} {
		done, err := s.Commit(t.Context(), c, feeds.Round{Visit: &feeds.Visit{Source: "cac", At: time.Now(), Good: time.Now()}, Found: found})
		if err != nil || len(done.New) != want {
			t.Fatalf("Commit %d: %+v, %v", i, done, err)
		}
	}
}

// A database that is opened in the moment in which another process closes it is marked as
// open all the same, so that it is looked over after a crash.
func TestADatabaseThatChangesHandsIsMarkedAsOpen(t *testing.T) {
	dir := t.TempDir()
	first, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	opened := make(chan error)
	var second *Store
	go func() {
		var err error
		second, err = Open(dir, Options{})
		opened <- err
	}()
	time.Sleep(200 * time.Millisecond) // it waits for the lock
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-opened; err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	if _, err := os.Lstat(filepath.Join(dir, openMark)); err != nil {
		t.Errorf("it is not marked: %v", err)
	}
}
