package store

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

func TestWhatAKilledProcessLeftIsRemovedAtTheNextStart(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	kept := []string{"restore-notes", "verify-", "copies", "regwire.db.replaced-20260101T000000Z", "regwire.db.tmp2", "backups/regwire-20260101T000000Z.db"}
	for _, name := range append([]string{"restore-1", "verify-22", "backups/regwire-20260101T000000Z.db.tmp3", "regwire.db.tmp1"}, kept...) {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name, FileName), []byte("copy"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	old := time.Now().Add(-time.Hour)
	if err := os.Chtimes(filepath.Join(dir, "regwire.db.tmp1"), old, old); err != nil {
		t.Fatal(err)
	}
	live, leave, err := Workroom(dir, "verify-*")
	if err != nil {
		t.Fatal(err)
	}
	OpenChecked(t, dir, Options{})
	var left []string
	for _, pattern := range []string{"*-*", "*.tmp*", "backups/*", "copies", "regwire.db.replaced*"} {
		found, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range found {
			name, err := filepath.Rel(dir, path)
			if err != nil {
				t.Fatal(err)
			}
			left = append(left, name)
		}
	}
	want := append([]string{filepath.Base(live)}, kept...)
	slices.Sort(want)
	slices.Sort(left)
	if left = slices.Compact(left); !slices.Equal(left, want) {
		t.Errorf("left %q, want %q", left, want)
	}
	leave()
	if _, err := os.Stat(live); !os.IsNotExist(err) {
		t.Errorf("a room that was left is there: %v", err)
	}
}
