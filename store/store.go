package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store/claims"
	"github.com/regwire/regwire/store/frame"
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

func layOut(tx *bbolt.Tx) error {
	for _, t := range tables {
		if _, err := tx.CreateBucketIfNotExists([]byte(t)); err != nil {
			return fmt.Errorf("create bucket %s: %w", t, err)
		}
	}
	return putRecord(tx, tableMeta, []byte("schema"), layoutSchema)
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
