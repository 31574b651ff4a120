package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.etcd.io/bbolt"
)

// spread is an open store whose bucket "meta" goes over several pages.
func spread(t *testing.T) *Store {
	t.Helper()
	s, err := Open(t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for n := range uint64(40) {
		s.benchWrite(t, seqKey(n), make([]byte, 1000))
	}
	return s
}

// spoilPages does as do says to each leaf page of the open database that holds a
// record of 1,000 bytes: what a disk loses is lost where it is mapped, too.
func spoilPages(t *testing.T, s *Store, do func(page []byte)) {
	t.Helper()
	raw, err := os.ReadFile(s.path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(s.path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	size, spoilt := os.Getpagesize(), 0
	for at := 2 * size; at+size <= len(raw); at += size {
		page := raw[at : at+size]
		const leaf, head, length = 0x02, 16, 12 // bbolt's layout of pages
		if binary.LittleEndian.Uint16(page[8:]) != leaf || binary.LittleEndian.Uint16(page[10:]) == 0 || binary.LittleEndian.Uint32(page[head+length:]) != 1000 {
			continue
		}
		do(page)
		spoilt++
		if _, err := f.WriteAt(page, int64(at)); err != nil {
			t.Fatal(err)
		}
	}
	if spoilt == 0 {
		t.Fatal("no page was spoilt")
	}
}

func readAll(s *Store) error {
	return s.db.View(func(tx *bbolt.Tx) error {
		return tableMeta.in(tx).ForEach(func(k, v []byte) error {
			holds(tableMeta, k, v)
			return nil
		})
	})
}

func TestAWrongPageIsToldOnceAndNothingIsWrittenAfter(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(page []byte){
		"zeroed":      func(page []byte) { clear(page) },
		"of no kind":  func(page []byte) { binary.LittleEndian.PutUint16(page[8:], 0x77) },
		"leading out": func(page []byte) { binary.LittleEndian.PutUint32(page[16+12:], 0x7f000000) },
	} {
		t.Run(name, func(t *testing.T) {
			s := spread(t)
			spoilPages(t, s, spoil)
			var damage *DamageError
			if err := readAll(s); !errors.As(err, &damage) {
				t.Fatalf("reading: %v, want a DamageError", err)
			}
			if says := damage.Error(); !strings.Contains(says, s.path) || !strings.Contains(says, "regwire restore FILE --data "+filepath.Dir(s.path)) {
				t.Errorf("it says %q", says)
			}
			select {
			case <-s.Broken():
			default:
				t.Error("Broken is not closed")
			}
			err := s.write(t.Context(), &request{do: func(tx *bbolt.Tx) error { return putRaw(tx, tableMeta, []byte("new"), nil) }})
			if !errors.As(err, &damage) {
				t.Errorf("writing after it: %v", err)
			}
			if err := s.Close(); !errors.As(err, &damage) {
				t.Errorf("Close: %v", err)
			}
			if !CutShort(filepath.Dir(s.path)) {
				t.Error("the next start would not look the database over")
			}
		})
	}
}

func TestAWriteThatMeetsAWrongPageLetsTheStoreClose(t *testing.T) {
	t.Parallel()
	s := spread(t)
	spoilPages(t, s, func(page []byte) { clear(page) })
	var damage *DamageError
	err := s.write(t.Context(), &request{do: func(tx *bbolt.Tx) error { return putRaw(tx, tableMeta, seqKey(1), nil) }})
	if !errors.As(err, &damage) {
		t.Errorf("writing: %v", err)
	}
	if err := s.Close(); !errors.As(err, &damage) {
		t.Errorf("Close: %v", err)
	}
}

func TestAFaultOfOursIsNoDamage(t *testing.T) {
	t.Parallel()
	s := OpenChecked(t, t.TempDir(), Options{})
	defer func() {
		if p := recover(); fmt.Sprint(p) != "ours" {
			t.Errorf("recovered %v", p)
		}
		if err := s.db.fault(); err != nil {
			t.Error(err)
		}
	}()
	_ = s.db.View(func(*bbolt.Tx) error { panic("ours") })
}
