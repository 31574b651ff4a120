package store

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/feeds"
)

// emptied is a data directory whose database is mostly free pages, and its export.
func emptied(t *testing.T) (dir, export string) {
	t.Helper()
	dir = t.TempDir()
	now := time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC)
	s, err := Open(dir, Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	items := make([]feeds.Item, 200)
	for n := range items {
		items[n] = old(uint64(n+1), now.AddDate(0, 0, -n))
		long := make([]byte, 8<<10)
		_, _ = rand.Read(long) // never fails
		items[n].Text = hex.EncodeToString(long)
	}
	fillEach(t, s, items...)
	if err := s.write(t.Context(), &request{do: func(tx *bbolt.Tx) error { return tableItems.in(tx).SetSequence(700) }}); err != nil {
		t.Fatal(err)
	}
	if gone, err := s.Retain(t.Context(), Retention{Irrelevant: now.AddDate(0, 0, -10)}); err != nil || gone.Texts < 150 {
		t.Fatal(gone, err)
	}
	export = exportOf(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir, export
}

func good(context.Context, string) error { return nil }

func TestShrinkKeepsWhatIsStored(t *testing.T) {
	dir, before := emptied(t)
	done, err := Shrink(t.Context(), dir, 1<<20, good)
	if err != nil || done.Before < 2<<20 || 2*done.After > done.Before {
		t.Fatalf("%+v, %v", done, err)
	}
	s := OpenChecked(t, dir, Options{})
	if after := exportOf(t, s); after != before {
		t.Error("something else is stored")
	}
	err = s.write(t.Context(), &request{do: func(tx *bbolt.Tx) error {
		n, err := s.newItem(tx, &feeds.Item{Source: "cac", URL: "https://example.org/new", Title: "新"})
		if n != 701 {
			t.Errorf("the next item has the number %d, which was given before", n)
		}
		return err
	}})
	if err != nil {
		t.Error(err)
	}
	if left, err := filepath.Glob(filepath.Join(dir, "shrink-*")); len(left) > 0 || err != nil {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestShrinkLeavesAlone(t *testing.T) {
	for name, c := range map[string]struct {
		least int64
		check Check
		first func(t *testing.T, dir string)
		want  error
	}{
		"what has little to give":  {least: 1 << 30, check: good},
		"what another process has": {least: 1, check: good, want: ErrInUse, first: func(t *testing.T, dir string) { OpenChecked(t, dir, Options{}) }},
		"what was not closed":      {least: 1, check: good, first: func(t *testing.T, dir string) { cut(t, dir) }},
		"what lacks its end": {least: 1, check: good, first: func(t *testing.T, dir string) {
			spoil(t, dir, func(raw []byte, _ uint64) []byte { return raw[:64<<10] })
		}},
		"whose pages lead in a circle": {least: 1, check: good, first: func(t *testing.T, dir string) {
			spoil(t, dir, func(raw []byte, root uint64) []byte { lead(raw, root, 0, root); return raw })
		}},
		"what cannot be copied right": {least: 1, check: func(context.Context, string) error { return ErrHash }, want: ErrHash},
	} {
		t.Run(name, func(t *testing.T) {
			dir, _ := emptied(t)
			path := filepath.Join(dir, FileName)
			was, err := os.Stat(path)
			if err != nil {
				t.Fatal(err)
			}
			if c.first != nil {
				c.first(t, dir)
			}
			done, err := Shrink(t.Context(), dir, c.least, c.check)
			if !errors.Is(err, c.want) || (err != nil) != (c.want != nil) || done != (Shrunk{}) {
				t.Errorf("%+v, %v, want %v", done, err, c.want)
			}
			if is, err := os.Stat(path); err != nil || !os.SameFile(was, is) {
				t.Errorf("another file has the name: %v", err)
			}
		})
	}
}

// spoil writes other bytes into the database file, of which root is the page at which its
// items begin.
func spoil(t *testing.T, dir string, change func(raw []byte, root uint64) []byte) {
	t.Helper()
	path := filepath.Join(dir, FileName)
	db, err := openFile(path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	var root uint64
	if err := errors.Join(db.View(func(tx *bbolt.Tx) error { root = uint64(tableItems.in(tx).Root()); return nil }), db.Close()); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_TRUNC, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.Write(change(raw, root))
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
}

func cut(t *testing.T, dir string) {
	t.Helper()
	if err := markOpen(dir); err != nil {
		t.Fatal(err)
	}
}

// TestReplacedDatabaseIsNotWrittenTo: who waits for the lock of a database that another
// one takes the place of does not get the old one.
func TestReplacedDatabaseIsNotWrittenTo(t *testing.T) {
	dir, _ := emptied(t)
	path := filepath.Join(dir, FileName)
	held, err := openFile(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	other := path + ".other"
	if err := os.WriteFile(other, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	got := make(chan error)
	go func() {
		db, err := openFile(path, Options{})
		if err == nil {
			err = errors.Join(errors.New("opened"), db.Close())
		}
		got <- err
	}()
	openTwice(t, path)
	if err := errors.Join(os.Rename(other, path), held.Close()); err != nil {
		t.Fatal(err)
	}
	if err := <-got; !errors.Is(err, ErrInUse) || strings.Contains(err.Error(), "shrink") {
		t.Errorf("got %v, want %v", err, ErrInUse)
	}
}

// openTwice returns when the file at path is open twice.
func openTwice(t *testing.T, path string) {
	t.Helper()
	for {
		open, err := filepath.Glob("/proc/self/fd/*")
		if err != nil || len(open) == 0 {
			t.Fatal("what is open cannot be seen here: /proc is not mounted")
		}
		n := 0
		for _, fd := range open {
			if to, err := os.Readlink(fd); err == nil && to == path {
				n++
			}
		}
		if n == 2 {
			return
		}
		runtime.Gosched()
	}
}
