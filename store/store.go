// Package store keeps everything the bot must not forget in one bbolt file:
// items and events, visits, subscriptions, channels, what is owed to whom, and
// who changed what. Start with Open and Store.
//
// Writes are whole operations (Commit, CommitPlans, CommitResults, Subscribe …):
// each is all or nothing, and a change stands in one transaction with what
// vouches for it. One goroutine carries out all of them, taking everything that
// waits into one transaction. Work is claimed before it is done, and a write
// whose claim has passed to somebody else is refused. A record whose checksum
// does not hold is set aside and never served.
//
// The package decides nothing about publishing or telling: whether two items are
// one event is decided by the Joiner that a Round brings along, who is owed what
// by the outbox. Page copies live in store/copies.
package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"go.etcd.io/bbolt"
	bberrors "go.etcd.io/bbolt/errors"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store/claims"
	"github.com/regwire/regwire/store/frame"
	"github.com/regwire/regwire/store/pages"
	"github.com/regwire/regwire/store/room"
)

// Buckets of this file: "meta" holds "schema", the number of the layout below as
// JSON, and "loading" while a load is under way.
const tableMeta table = "meta"

// layoutSchema is the number of the layout of buckets; a change of it needs a
// step that brings an older file forward.
const layoutSchema = 5

// tables are all buckets.
var tables = []table{
	tableMeta, tableVisits, tableSeen, tableKnown, tableItems, tableTexts, tableUnread,
	tableEvents, tableEventKeys, tableUnplanned, tableAliases,
	tableDeliveries, tableOwed, tableListed,
	tableSubscriptions, tableChannels, tableWorkspaces, tableAudit, tableDamaged,
	tableMarks, tableCalendars, tableWatches, tableChecks, tableDays, tableSources,
	tableRequests,
}

// FileName is the database's name inside the data directory.
const FileName = "regwire.db"

// What callers branch on.
var (
	// ErrInUse says that another process has the file open.
	ErrInUse = errors.New("the store is in use by another process")
	// ErrClosed says that the store was closed.
	ErrClosed = errors.New("the store is closed")
	// ErrReadOnly says that the store was opened for reading only.
	ErrReadOnly = errors.New("the store is open for reading only")
	// ErrNewer says that a newer program wrote the file.
	ErrNewer = errors.New("the store was written by a newer version of regwire")
)

// Options of Open; the zero value is ready for use.
type Options struct {
	Now   func() time.Time // time.Now when nil
	Log   *slog.Logger     // nothing is logged when nil
	Lease time.Duration    // how long a claim holds without renewal; 60 s when zero
	// Committed is told of each commit, how long it took and how many writes it held; may be
	// nil.
	Committed func(took time.Duration, writes int)
	// Keys gives the keys of an item that a person took out of its event, so that later items
	// find the event that it then leads; when nil, none do.
	Keys func(feeds.Item) feeds.ReadItem
	// ReadOnly opens the file beside other readers and refuses every write.
	ReadOnly bool

	disk room.Disk // that under the file when nil
}

// Store is the bbolt store. It is safe for use by several goroutines.
type Store struct {
	db       *file
	path     string
	now      func() time.Time
	log      *slog.Logger
	commits  func(took time.Duration, writes int)
	keys     func(feeds.Item) feeds.ReadItem
	readOnly bool

	claims  *claims.Book
	due     *dueVisits
	owing   *owing
	people  *people
	edited  *edited
	decoded *decoded
	damage  *damage
	checks  *checks
	leads   *leads
	private atomic.Bool // workspaces have, or may have, items of their own
	looked  *looked
	search  *indexer
	room    *room.Room
	rotated string // host whose unread items were claimed last
	// lastLook is when the clock was looked at last, see lookBack.
	lastLook time.Time
	rotate   sync.Mutex // of both

	requests  chan *request
	committed chan struct{} // closed when the committer has ended
	closing   sync.RWMutex
	closed    bool
	stop      chan struct{} // ends the flusher, and who watches the disk
	flushed   chan struct{} // closed when the flusher has ended
	watched   chan struct{} // closed when the disk is not watched any more
}

// Open opens the store in dir, creating both when they do not exist. Three
// goroutines work for it until Close: the committer, one that flushes visit times
// once a minute, and one that watches the disk.
func Open(dir string, opts Options) (*Store, error) {
	path := filepath.Join(dir, FileName)
	opts = opts.withDefaults(path)
	if err := checkDir(dir); err != nil {
		return nil, err
	}
	if !opts.ReadOnly {
		if err := prepare(dir, path); err != nil {
			return nil, err
		}
	}
	if err := checkMode(path); err != nil {
		return nil, err
	}
	if !opts.ReadOnly { // before: a damaged file can end the process that opens it
		if err := markOpen(dir); err != nil {
			return nil, err
		}
	}
	if err := whole(path); err != nil {
		return nil, err
	}
	db, err := openFile(path, opts)
	if err != nil {
		return nil, err
	}
	if !opts.ReadOnly { // once more: who had it until now has just taken the mark away
		if err := markOpen(dir); err != nil {
			return nil, errors.Join(err, db.Close())
		}
	}
	s := &Store{
		db: db, path: path, now: opts.Now, log: opts.Log, commits: opts.Committed, keys: opts.Keys, readOnly: opts.ReadOnly,
		claims: claims.New(opts.Lease, opts.Now), due: newDueVisits(), people: &people{},
		edited:  newEdited(),
		decoded: newDecoded(), damage: newDamage(), checks: newChecks(), leads: newLeads(), looked: newLooked(),
		requests: make(chan *request, maxBatch), committed: make(chan struct{}),
		stop: make(chan struct{}), flushed: make(chan struct{}), watched: make(chan struct{}),
		room: room.New(path, opts.disk, opts.Log, opts.Now),
	}
	s.owing, s.search = newOwing(s.claims, opts.Now), newIndexer(s)
	if err := errors.Join(s.upgrade(), s.load()); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	if !s.readOnly {
		s.tidy(dir)
	}
	s.room.Look()
	go s.commitLoop()
	go s.flushLoop()
	go func() {
		defer close(s.watched)
		if !s.readOnly {
			s.room.Watch(s.stop)
		}
	}()
	return s, nil
}

// tidy removes what killed processes left behind; it is done while the database is
// ours, so that none of it is in use.
func (s *Store) tidy(dir string) {
	removed, err := sweep(dir)
	if len(removed) > 0 {
		s.log.Info("what a process that was killed had left is removed", "paths", removed)
	}
	if err != nil {
		s.log.Warn("not all that was left is removed", "err", err)
	}
}

func (o Options) withDefaults(path string) Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Committed == nil {
		o.Committed = func(time.Duration, int) {}
	}
	if o.disk == nil {
		o.disk = room.Under(path)
	}
	if o.Lease <= 0 {
		o.Lease = time.Minute
	}
	return o
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

func layOut(tx *bbolt.Tx) error {
	for _, t := range tables {
		if _, err := tx.CreateBucketIfNotExists([]byte(t)); err != nil {
			return fmt.Errorf("create bucket %s: %w", t, err)
		}
	}
	return putRecord(tx, tableMeta, []byte("schema"), layoutSchema)
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

// load checks the schema and fills what is kept in memory.
func (s *Store) load() error {
	return s.db.View(func(tx *bbolt.Tx) error {
		if err := s.checkSchema(tx); err != nil {
			return err
		}
		s.room.Uses(tx.Size())
		for _, fill := range []func(*bbolt.Tx) error{s.loadDue, s.loadPeople, s.loadOwing, s.loadPrivate} {
			if err := fill(tx); err != nil {
				return fmt.Errorf("open %s: %w", s.path, err)
			}
		}
		return nil
	})
}

func (s *Store) checkSchema(tx *bbolt.Tx) error {
	meta := tableMeta.in(tx)
	if meta == nil {
		return fmt.Errorf("open %s: not a database of regwire: name another data directory, or restore the newest backup", s.path)
	}
	key := []byte("schema")
	payload, err := frame.Payload(tableMeta, key, meta.Get(key))
	if err != nil {
		return fmt.Errorf("open %s: schema number: %w; restore the newest backup", s.path, err)
	}
	var n int
	if err := json.Unmarshal(payload, &n); err != nil {
		return fmt.Errorf("open %s: schema number: %w", s.path, err)
	}
	if n > layoutSchema {
		return fmt.Errorf("open %s: %w: its schema is %d, this program knows %d; nothing was changed, install the newer version", s.path, ErrNewer, n, layoutSchema)
	}
	for _, t := range tables {
		if t.in(tx) == nil {
			return fmt.Errorf("open %s: bucket %s is missing; restore the newest backup", s.path, t)
		}
	}
	if meta.Get([]byte("loading")) != nil {
		return fmt.Errorf("open %s: %s", s.path, HalfLoaded)
	}
	return nil
}

// Close flushes visit times, carries out what was handed over, and closes the
// file. Calling it again does nothing.
func (s *Store) Close() error {
	s.closing.RLock()
	closed := s.closed
	s.closing.RUnlock()
	if closed {
		return nil
	}
	var flush error
	if !s.readOnly && s.db.fault() == nil {
		flush = s.flushVisits(context.Background())
	}
	s.closing.Lock()
	if s.closed {
		s.closing.Unlock()
		return nil
	}
	s.closed = true
	s.closing.Unlock()
	close(s.stop)
	<-s.flushed
	<-s.watched
	s.search.work.Wait()
	close(s.requests)
	<-s.committed
	broken := s.db.fault() // stays marked as open, so that the next start looks it over
	if flush == nil && broken == nil && !s.readOnly {
		flush = markClosed(filepath.Dir(s.path)) // while the database is still ours
	}
	if err := errors.Join(flush, s.db.Close()); err != nil && broken == nil {
		return fmt.Errorf("close %s: %w", s.path, err)
	}
	return broken
}

// Broken is closed when the database turns out to be damaged, as Close says then.
func (s *Store) Broken() <-chan struct{} { return s.db.broken }
