package store

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"go.etcd.io/bbolt"
	bberrors "go.etcd.io/bbolt/errors"

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

// Exists reports whether there is a database in dir.
func Exists(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, FileName))
	return err == nil
}

// mapped is how much address space is set aside at once. bbolt maps the file anew
// when it outgrows the mapping, and waits for all readers before: a slow export
// would hold up every write.
const mapped = 1 << 30

// errShort is what a copy that was broken off leaves.
var errShort = errors.New("the file is shorter than it says of itself")

// whole refuses a file that lacks its end, or whose pages lead in circles: a process
// that reads what is mapped there, as opening it does, or follows them, is ended by the
// system.
func whole(path string) error { return lookInto(path, misshapen) }

// uncut refuses a file that lacks its end, which takes a moment however large it is.
func uncut(path string) error {
	return lookInto(path, func(string, *bbolt.DB) (string, error) { return "", nil })
}

// lookInto refuses a file that lacks its end, or with which something else is wrong.
func lookInto(path string, wrongWith func(path string, db *bbolt.DB) (why string, err error)) error {
	if info, err := os.Stat(path); err == nil && info.Size() < pages.First*pages.Size(path) {
		return notOne(path, errShort)
	}
	db, err := openFile(path, Options{ReadOnly: true})
	if err != nil {
		return err
	}
	var said int64
	err = db.View(func(tx *bbolt.Tx) error { said = tx.Size(); return nil })
	info, wrong := os.Stat(path) // while nobody may write
	if err = errors.Join(err, wrong); err == nil && info.Size() < said {
		err = notOne(path, errShort)
		return errors.Join(err, db.Close())
	}
	why := ""
	if err == nil {
		why, err = wrongWith(path, db.DB)
	}
	if err = errors.Join(err, db.Close()); err != nil {
		return fmt.Errorf("open %s: %w", path, err)
	}
	if why != "" {
		return &DamageError{path, why}
	}
	return nil
}

// notOne says what to do about a file that is no whole database.
func notOne(path string, err error) error {
	return fmt.Errorf("open %s: it is no database, or damaged (%w): restore the newest backup by regwire restore FILE --data %s", path, err, filepath.Dir(path))
}

// openFile leaves the freelist synced: without it every open scans the file.
func openFile(path string, opts Options) (_ *file, err error) {
	f := &file{path: path, broken: make(chan struct{})}
	defer f.caught(&err, debug.SetPanicOnFault(true))
	var opened os.FileInfo
	f.DB, err = bbolt.Open(path, 0o600, &bbolt.Options{
		Timeout: time.Second, FreelistType: bbolt.FreelistMapType, ReadOnly: opts.ReadOnly,
		InitialMmapSize: mapped,
		OpenFile: func(name string, flag int, mode os.FileMode) (*os.File, error) {
			file, err := os.OpenFile(name, flag, mode)
			if err == nil {
				opened, err = file.Stat()
			}
			return file, err
		},
	})
	if errors.Is(err, bberrors.ErrTimeout) {
		return nil, fmt.Errorf("open %s: %w%s", path, ErrInUse, holder(path))
	}
	if errors.Is(err, bberrors.ErrInvalid) || errors.Is(err, bberrors.ErrVersionMismatch) || errors.Is(err, bberrors.ErrChecksum) {
		return nil, notOne(path, err)
	}
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	// Another database may have taken the name while the lock of this one was waited for:
	// what is written here would be lost.
	if named, err := os.Stat(path); err != nil || !os.SameFile(opened, named) {
		return nil, errors.Join(fmt.Errorf("open %s: another database takes its place in this moment: %w", path, ErrInUse), f.Close())
	}
	return f, nil
}

// prepare makes the directory and, when there is none, the database. A new one
// is built whole under another name first: a power cut while bbolt writes its
// first pages would leave a file that cannot be opened.
func prepare(dir, path string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("create data directory: %w", err)
	}
	if _, err := os.Lstat(path); err == nil || !errors.Is(err, os.ErrNotExist) {
		return err
	}
	tmp, err := os.CreateTemp(dir, FileName+".tmp*")
	if err != nil {
		return fmt.Errorf("create database: %w", err)
	}
	defer func() { _ = os.Remove(tmp.Name()) }() // one that stays behind is harmless
	if err := tmp.Close(); err != nil {
		return fmt.Errorf("create database: %w", err)
	}
	db, err := openFile(tmp.Name(), Options{})
	if err != nil {
		return err
	}
	if err := errors.Join(db.Update(layOut), db.Sync(), db.Close()); err != nil {
		return fmt.Errorf("create database: %w", err)
	}
	// A link, unlike a rename, does not replace what another process has made
	// in the meantime.
	if err := os.Link(tmp.Name(), path); err != nil && !errors.Is(err, os.ErrExist) {
		return fmt.Errorf("create database: %w", err)
	}
	return syncDir(dir)
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("sync directory: %w", err)
	}
	if err := errors.Join(d.Sync(), d.Close()); err != nil {
		return fmt.Errorf("sync directory %s: %w", dir, err)
	}
	return nil
}

// checkDir refuses a directory that everybody may write to: whoever does can put
// another database or socket in place of ours. Its group may: a volume of Kubernetes
// belongs to root and to the group of the pod.
func checkDir(dir string) error {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("open store: %w", err)
	}
	if mode := info.Mode().Perm(); mode&0o002 != 0 {
		return fmt.Errorf("open store: everybody can write to %s (mode %04o): run chmod 700 on it, or name a directory of regwire's own", dir, mode)
	}
	return nil
}

func checkMode(path string) error {
	info, err := os.Lstat(path)
	if err != nil {
		return fmt.Errorf("open store: %w", err)
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("open store: %s is not a regular file", path)
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		return fmt.Errorf("open store: %s can be read by others (mode %04o); run chmod 600 on it", path, mode)
	}
	return nil
}
