package store

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/store/pages"
)

// bbolt's layout of pages, as far as these tests spoil it.
const (
	pageHeader  = 16
	pageElement = 16
	kindBranch  = 0x01
	leastPage   = 1 << 10
)

// deep is the path of a closed database whose bucket "meta" has two levels of branches,
// and the pages of the way to its first leaf.
func deep(t *testing.T) (dir, path string, way []uint64) {
	t.Helper()
	dir = t.TempDir()
	s, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("k", 500) // few find room in a page
	err = s.write(t.Context(), &request{do: func(tx *bbolt.Tx) error {
		for n := range uint64(200) {
			if err := putRaw(tx, tableMeta, append([]byte(long), seqKey(n)...), make([]byte, 400)); err != nil {
				return err
			}
		}
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	root := uint64(0)
	if err := s.db.View(func(tx *bbolt.Tx) error { root = uint64(tableMeta.in(tx).Root()); return nil }); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(s.path)
	if err != nil {
		t.Fatal(err)
	}
	way = []uint64{root}
	for page := pageOf(raw, root); binary.LittleEndian.Uint16(page[8:]) == kindBranch; {
		next := binary.LittleEndian.Uint64(page[pageHeader+8:])
		way, page = append(way, next), pageOf(raw, next)
	}
	if len(way) < 3 {
		t.Fatalf("the way to the first leaf is %v, which has too few levels", way)
	}
	return dir, s.path, way
}

func pageOf(raw []byte, id uint64) []byte {
	size := uint64(os.Getpagesize())
	return raw[id*size : (id+1)*size]
}

// TestAPageThatLeadsBackEndsNothing lets a page of a database that was closed in order
// lead where following it never ends. bbolt's way through it ends the process by its
// stack, or by all memory that there is.
func TestAPageThatLeadsBackEndsNothing(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(raw []byte, way []uint64){
		"to itself":           func(raw []byte, way []uint64) { lead(raw, way[0], 0, way[0]) },
		"to its parent":       func(raw []byte, way []uint64) { lead(raw, way[1], 1, way[0]) },
		"low, to itself":      func(raw []byte, way []uint64) { lead(raw, way[len(way)-2], 0, way[len(way)-2]) },
		"low, to the highest": func(raw []byte, way []uint64) { lead(raw, way[len(way)-2], 2, way[0]) },
		"to a page twice":     func(raw []byte, way []uint64) { lead(raw, way[len(way)-2], 2, way[len(way)-1]) },
		"out of the file":     func(raw []byte, way []uint64) { lead(raw, way[1], 0, 1<<40) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, path, way := deep(t)
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			spoil(raw, way)
			if err := os.WriteFile(path, raw, 0o600); err != nil {
				t.Fatal(err)
			}
			for _, opts := range []Options{{}, {ReadOnly: true}} {
				s, err := Open(dir, opts)
				if err == nil {
					_ = readAll(s)
					t.Fatal("it was opened")
				}
				if damage, ok := errors.AsType[*DamageError](err); !ok || !strings.Contains(damage.Error(), "regwire restore FILE --data "+dir) {
					t.Errorf("Open: %v, want a DamageError", err)
				}
			}
			if survey, err := Look(path); err != nil || survey.Sound() {
				t.Errorf("Look: %+v, %v", survey, err)
			}
		})
	}
}

func lead(raw []byte, from uint64, element int, to uint64) {
	binary.LittleEndian.PutUint64(pageOf(raw, from)[pageHeader+element*pageElement+8:], to)
}

// TestASoundDatabaseIsFollowedToItsEnd compares what was come by with what bbolt
// says of each page: all that hold records, and none else.
func TestASoundDatabaseIsFollowedToItsEnd(t *testing.T) {
	t.Parallel()
	s, err := Open(t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.db.Update(func(tx *bbolt.Tx) error {
		for n := range uint32(40) { // in buckets within the one that may have some
			all, err := tx.CreateBucketIfNotExists([]byte(tableSearch))
			if err != nil {
				return err
			}
			b, err := all.CreateBucket(segmentName(n, make([]byte, 300)...))
			if err != nil {
				return err
			}
			for k := range uint64(60) {
				if err := b.Put(seqKey(k), make([]byte, 900+200*(k%40))); err != nil { // some go over a page
					return err
				}
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := bbolt.Open(s.path, 0o600, &bbolt.Options{ReadOnly: true, PreLoadFreelist: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	f, err := os.Open(s.path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := db.View(func(tx *bbolt.Tx) error {
		seen, why := pagesOf(f, db, tx).Follow()
		if why != "" {
			t.Error(why)
		}
		some := 0
		for id := pages.First; int64(id) < tx.Size()/int64(db.Info().PageSize); {
			page, err := tx.Page(id)
			if err != nil {
				return err
			}
			holds := page.Type == "leaf" || page.Type == "branch"
			if seen.Has(uint64(id)) != holds {
				t.Errorf("page %d, of type %s: seen is %v", id, page.Type, !holds)
			}
			if holds {
				some++
			}
			id++
			if page.Type != "free" { // of those that are, only the header may be old
				id += page.OverflowCount
			}
		}
		if some < 100 {
			t.Errorf("%d pages hold something, too few to tell", some)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// FuzzPages changes a small database anywhere: following its pages ends, and whatever it
// lets pass bbolt can be led through.
func FuzzPages(f *testing.F) {
	dir := f.TempDir()
	s, err := Open(dir, Options{})
	if err != nil {
		f.Fatal(err)
	}
	if err := s.Close(); err != nil {
		f.Fatal(err)
	}
	good, err := os.ReadFile(s.path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(uint16(3), uint16(24), uint64(3))
	f.Add(uint16(2), uint16(8), uint64(kindBranch))
	f.Fuzz(func(t *testing.T, page, at uint16, value uint64) {
		raw := append([]byte(nil), good...)
		size := os.Getpagesize()
		place := int(page)%(len(raw)/size)*size + int(at)%(size-8)
		if place < 2*size {
			return
		}
		binary.LittleEndian.PutUint64(raw[place:], value)
		path := t.TempDir() + "/" + FileName
		if err := os.WriteFile(path, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		if whole(path) != nil {
			return
		}
		db, err := openFile(path, Options{ReadOnly: true})
		if err != nil {
			return
		}
		defer db.Close()
		_ = db.View(func(tx *bbolt.Tx) error {
			return tx.ForEach(func(_ []byte, b *bbolt.Bucket) error {
				return b.ForEach(func(k, v []byte) error { holds(tableMeta, k, v); return nil })
			})
		})
	})
}

// A database keeps the pages of the machine that made it, and may be shorter than two of the
// one that reads it.
func TestADatabaseOfSmallerPagesIsNotTakenForOneCutShort(t *testing.T) {
	path := filepath.Join(t.TempDir(), FileName)
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{PageSize: leastPage})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Size() >= pages.First*int64(os.Getpagesize()) {
		t.Fatalf("the file is no shorter than two pages of this machine: %v %v", info.Size(), err)
	}
	if err := whole(path); err != nil {
		t.Error(err)
	}
	if err := os.Truncate(path, pages.First*leastPage-1); err != nil {
		t.Fatal(err)
	}
	if err := whole(path); !errors.Is(err, errShort) {
		t.Errorf("without its end: %v", err)
	}
}
