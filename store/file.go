package store

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/store/pages"
)

// DamageError says that a page of the database at Path is not what bbolt wrote: nothing
// is written there any more, and who has it open closes it.
type DamageError struct{ Path, Why string }

func (e *DamageError) Error() string {
	return fmt.Sprintf("%s is damaged: %s: restore the newest backup by regwire restore FILE --data %s", e.Path, e.Why, filepath.Dir(e.Path))
}

// file is the database file. bbolt checks a page when it comes to it and panics over a
// wrong one, or follows it out of what is mapped, which is a fault; the whole file is
// looked over after a crash only, since that takes the longer the more is stored. Here
// either becomes a DamageError, whoever asked.
type file struct {
	*bbolt.DB
	path   string
	broken chan struct{} // closed when a wrong page was met
	once   sync.Once
	why    *DamageError // is there once broken is closed
}

// View is bbolt's.
func (f *file) View(do func(*bbolt.Tx) error) (err error) {
	defer f.caught(&err, debug.SetPanicOnFault(true))
	return f.DB.View(do)
}

// Update is bbolt's, but that it always gives up the lock on writing: bbolt reads the
// list of free pages again where a transaction ends in a panic, and what is wrong with
// that would keep Close waiting for ever. A broken file is not written to.
func (f *file) Update(do func(*bbolt.Tx) error) (err error) {
	if err := f.fault(); err != nil {
		return err
	}
	var tx *bbolt.Tx
	defer func() {
		if tx != nil {
			_ = tx.Rollback() // committed already where all went well
		}
	}()
	defer f.caught(&err, debug.SetPanicOnFault(true))
	if tx, err = f.Begin(true); err != nil {
		return err
	}
	if err := do(tx); err != nil {
		if damage, ok := errors.AsType[*DamageError](err); ok { // a panic that was caught on the way
			return f.breaks(damage.Why)
		}
		return err
	}
	return tx.Commit()
}

// caught makes an error of a panic over a wrong page; any other is let go on.
func (f *file) caught(err *error, onFault bool) {
	debug.SetPanicOnFault(onFault)
	p := recover()
	if p == nil {
		return
	}
	why := wrongPage(p)
	if why == "" {
		panic(p)
	}
	*err = f.breaks(why)
}

// breaks notes what is wrong with the file, the first time.
func (f *file) breaks(why string) error {
	f.once.Do(func() {
		f.why = &DamageError{f.path, why}
		close(f.broken)
	})
	return f.why
}

// fault is why the file is broken; nil while it is not known to be.
func (f *file) fault() error {
	select {
	case <-f.broken:
		return f.why
	default:
		return nil
	}
}

// free is how many bytes of the file wait for new records, as counted at the end of the last
// transaction that wrote.
func (f *file) free() int64 {
	st := f.Stats()
	return int64(st.FreePageN+st.PendingPageN) * int64(f.Info().PageSize)
}

// wrongPage is what a panic says of the file: it was raised by bbolt, or by a read where
// nothing is mapped. "" when the fault is ours. It is called by who recovers.
func wrongPage(p any) string {
	if at, ok := p.(interface{ Addr() uintptr }); ok { // such a panic alone has it, see debug.SetPanicOnFault
		return fmt.Sprintf("a page leads to 0x%x, where nothing is, or the disk does not give it", at.Addr())
	}
	if !raisedByBolt() {
		return ""
	}
	said, _, _ := strings.Cut(fmt.Sprint(p), "\n")
	return strings.TrimPrefix(said, "assertion failed: ")
}

// raisedByBolt reports whether the panic that is being recovered from was raised in bbolt.
func raisedByBolt() bool {
	var stack [64]uintptr
	frames := runtime.CallersFrames(stack[:runtime.Callers(1, stack[:])])
	for raised := false; ; {
		frame, more := frames.Next()
		ofRuntime := strings.HasPrefix(frame.Function, "runtime.")
		if raised && !ofRuntime {
			return strings.HasPrefix(frame.Function, "go.etcd.io/bbolt")
		}
		raised = raised || frame.Function == "runtime.gopanic"
		if !more {
			return false
		}
	}
}

// misshapen says how the pages of the file at path do not lead to each other as in a
// tree; "" when they do. db is the same file, open for reading.
func misshapen(path string, db *bbolt.DB) (why string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("look over the database: %w", err)
	}
	defer f.Close()
	err = db.View(func(tx *bbolt.Tx) error {
		_, why = pagesOf(f, db, tx).Follow()
		return nil
	})
	return why, err
}

// pagesOf are the pages that the transaction knows in the file.
func pagesOf(from io.ReaderAt, db *bbolt.DB, tx *bbolt.Tx) pages.File {
	return pages.File{From: from, Page: int64(db.Info().PageSize), Bytes: tx.Size(), Root: uint64(tx.Cursor().Bucket().Root()), Nested: string(tableSearch)}
}
