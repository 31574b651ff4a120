package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"syscall"
	"time"

	"go.etcd.io/bbolt"
	bberrors "go.etcd.io/bbolt/errors"

	"github.com/regwire/regwire/store/frame"
)

// Survey is what a look over a whole database file found; it is JSON.
type Survey struct {
	Schema  int   `json:"schema"`
	Bytes   int64 `json:"bytes"`
	Records int   `json:"records"`
	// DamagedRecords do not hold what their checksum says. They are set aside when
	// they are met and nothing else is harmed; Damaged names the first of them.
	DamagedRecords int      `json:"damaged_records,omitempty"`
	Damaged        []string `json:"damaged,omitempty"`
	// Faults say why the file as a whole must not be used; at most nameMost of them.
	Faults []string `json:"faults,omitempty"`
}

// nameMost is how many damaged records and faults a survey names.
const nameMost = 20

// HalfLoaded is the fault of a database that Load began to fill and did not end.
const HalfLoaded = "a load into it was cut short: remove the data directory and load again"

// Sound reports whether the file may be opened for use.
func (s Survey) Sound() bool { return len(s.Faults) == 0 }

// Look reads the database file at path from end to end: bbolt's pages, the buckets
// that this program knows, and every checksum. The file is opened for reading only.
// A damaged file can end the process (a page may point outside the mapping), so
// callers look in a child process. It gives ErrInUse and ErrNewer, and an error
// when there is no file; all else that is wrong is in the survey.
func Look(path string) (s Survey, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return s, fmt.Errorf("look over the database: %w", err)
	}
	if s.Bytes = info.Size(); s.Bytes == 0 {
		s.fault("the file is empty")
		return s, nil
	}
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true, PreLoadFreelist: true, Timeout: time.Second})
	if errors.Is(err, bberrors.ErrTimeout) {
		return s, fmt.Errorf("look over %s: %w%s", path, ErrInUse, holder(path))
	}
	if errno, ok := errors.AsType[syscall.Errno](err); ok && errno != syscall.EIO { // of this process, and not of the file
		return s, fmt.Errorf("look over %s: %w", path, err)
	}
	if err != nil {
		s.fault("the file cannot be opened: %v", err)
		return s, nil
	}
	defer db.Close()
	why, err := misshapen(path, db)
	if err != nil {
		return s, err
	}
	if why != "" {
		s.fault("%s", why)
		return s, nil
	}
	err = db.View(func(tx *bbolt.Tx) error {
		for fault := range tx.Check() {
			s.fault("%v", fault)
		}
		if !s.Sound() {
			return nil // what faulty pages hold says nothing
		}
		if err := s.schema(tx); err != nil || !s.Sound() {
			return err
		}
		return s.records(tx)
	})
	if err != nil {
		return s, fmt.Errorf("look over %s: %w", path, err)
	}
	return s, nil
}

func (s *Survey) fault(format string, args ...any) {
	if len(s.Faults) < nameMost {
		s.Faults = append(s.Faults, fmt.Sprintf(format, args...))
	}
}

func (s *Survey) schema(tx *bbolt.Tx) error {
	meta, key := tableMeta.in(tx), []byte("schema")
	if meta == nil {
		s.fault("it is not a database of regwire")
		return nil
	}
	payload, err := frame.Payload(tableMeta, key, meta.Get(key))
	if err == nil {
		err = json.Unmarshal(payload, &s.Schema)
	}
	if err != nil {
		s.fault("its schema number cannot be read: %v", err)
		return nil
	}
	if s.Schema > layoutSchema {
		return fmt.Errorf("%w: its schema is %d, this program knows %d", ErrNewer, s.Schema, layoutSchema)
	}
	if meta.Get([]byte("loading")) != nil {
		s.fault("%s", HalfLoaded)
	}
	return nil
}

func (s *Survey) records(tx *bbolt.Tx) error {
	for _, t := range tables {
		bucket := t.in(tx)
		if bucket == nil {
			if s.Schema == layoutSchema { // an older layout gets its buckets when it is opened
				s.fault("bucket %s is missing", t)
			}
			continue
		}
		if isNumbered(t) {
			if last, _ := bucket.Cursor().Last(); last != nil && seqOf(last) > bucket.Sequence() {
				s.fault("the counter of bucket %s is behind its records", t)
			}
		}
		err := bucket.ForEach(func(k, v []byte) error {
			if v == nil {
				return nil // a bucket within
			}
			s.Records++
			if int64(len(k))+int64(len(v)) > tx.Size() { // what it reaches into may be mapped, with a hole before
				s.fault("a record of bucket %s is longer than the file", t)
				return nil
			}
			if holds(t, k, v) {
				return nil
			}
			if s.DamagedRecords++; len(s.Damaged) < nameMost {
				s.Damaged = append(s.Damaged, string(t)+" "+keyText(t, k))
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// isNumbered reports whether the keys of a bucket are numbers that it counts.
func isNumbered(t table) bool {
	return slices.ContainsFunc(families, func(f family) bool { return f.table == t && f.form == numbered })
}

// holds reports whether a record is what its checksum says. Queues and indexes
// have none: what they lead to has, and is compared with where they led from. But
// their ends are touched too: one whose length is wrong may reach out of the file,
// which ends the process here and not one that serves.
func holds(t table, key, value []byte) bool {
	for _, b := range [][]byte{key, value} {
		if n := len(b); n > 0 {
			touched.Store(uint32(b[n-1]))
		}
	}
	switch {
	case t == tableKnown:
		_, ok := knownItem(key, value)
		return ok
	case t == tableMeta, t == tableTexts, t == tableSeen, slices.ContainsFunc(families, func(f family) bool { return f.table == t && f.form != raw }):
		_, err := frame.Payload(t, key, value)
		return !errors.Is(err, frame.ErrDamaged)
	}
	return true
}

// touched keeps the compiler from leaving out a read whose outcome nobody needs.
var touched atomic.Uint32

// openMark is a file that is in the data directory while the database is open for
// writing. Where it is found and nobody has the database open, the last process
// did not close it.
const openMark = "regwire.open"

// CutShort reports whether the last process that had the database in dir open
// ended without closing it: by SIGKILL, a crash or a power cut. It is false while
// another process has the database open.
func CutShort(dir string) bool {
	if _, err := os.Lstat(filepath.Join(dir, openMark)); err != nil {
		return false
	}
	f, err := os.Open(filepath.Join(dir, FileName))
	if err != nil {
		return false
	}
	defer f.Close() // ends the lock, too
	return syscall.Flock(int(f.Fd()), syscall.LOCK_SH|syscall.LOCK_NB) == nil
}

func markOpen(dir string) error {
	if err := os.WriteFile(filepath.Join(dir, openMark), nil, 0o600); err != nil {
		return fmt.Errorf("mark the store as open: %w", err)
	}
	return nil
}

func markClosed(dir string) error {
	if err := os.Remove(filepath.Join(dir, openMark)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("mark the store as closed: %w", err)
	}
	return nil
}
