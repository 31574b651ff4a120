package store

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	bberrors "go.etcd.io/bbolt/errors"

	"github.com/regwire/regwire/feeds"
)

// A full disk stops what makes the database grow, and not what is owed: the file is
// kept ahead of what it uses, so that posts and their results, commands and their
// answers still find room when the disk has none.

const (
	// ahead is how far the file is kept ahead of what it uses, and aheadStep how much
	// more is taken with it, so that few commits ask the disk.
	ahead     = 8 << 20
	aheadStep = 8 << 20
	// low is how little the disk may have left before it counts as full: less than
	// the copy of one page may need. It has room again with twice as much.
	low = 8 << 20
	// last is what is left for how posts ended when no more are begun.
	last = 1 << 20
	// lookEvery is how often the disk is looked at. One that is full again soon, such
	// as under a quota, of which it does not tell, is let wait longer each time.
	lookEvery = 2 * time.Second
	longest   = 10 * time.Minute
)

// disk is what a file lies on.
type disk interface {
	// grow gives the file its blocks up to that length. errors.ErrUnsupported where
	// the file system cannot do that.
	grow(to int64) error
	// free is how much the disk has left.
	free() (int64, error)
}

// Room says whether there is room on the disk.
type Room struct {
	// Full is since when the disk is full; the zero time when it is not.
	Full time.Time
	// Spent says that what was kept ahead is used up as well: nothing is written.
	Spent bool
	Free  int64  // bytes, as last looked at
	Dir   string // the data directory
}

// room watches the disk.
type room struct {
	mu    sync.Mutex
	disk  disk
	log   *slog.Logger
	now   func() time.Time
	state Room
	// used is how much of the file was in use before the last transaction, and grown
	// up to where the file has its blocks.
	used, grown int64
	said        bool // that it is spent, since it is full
	// wait is how long it counts as full at least, and ended when it did last.
	wait  time.Duration
	ended time.Time
}

func newRoom(path string, d disk, o Options) *room {
	return &room{disk: d, log: o.Log, now: o.Now, state: Room{Dir: filepath.Dir(path)}}
}

// Room says whether there is room on the disk.
func (s *Store) Room() Room {
	s.room.mu.Lock()
	defer s.room.mu.Unlock()
	return s.room.state
}

// growing refuses what makes the database grow while the disk is full.
func (r *room) growing() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.refusal()
}

func (r *room) refusal() error {
	if r.state.Full.IsZero() {
		return nil
	}
	return fmt.Errorf("disk under %s: %w", r.state.Dir, feeds.ErrFull)
}

// tries is how often a claim on what is owed is tried: not at all when how it ended
// could not be written.
func (r *room) tries() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.state.Spent {
		return 0
	}
	return claimTries
}

// uses notes how much of the file is in use.
func (r *room) uses(size int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.used = size
	if !r.state.Full.IsZero() && r.grown > 0 && r.grown-r.used < last {
		r.spend()
	}
}

func (r *room) spend() {
	r.state.Spent = true
	if !r.said {
		r.said = true
		r.log.Error("what was kept for a full disk is used up: nothing is posted until there is room", "dir", r.state.Dir)
	}
}

// prepare makes room for a commit that makes the database grow, or refuses it.
func (r *room) prepare() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.state.Full.IsZero() {
		if err := r.keepAhead(); err != nil {
			r.fills(err)
		}
	}
	return r.refusal()
}

// keepAhead keeps the file ahead of what it uses.
func (r *room) keepAhead() error {
	if r.grown >= r.used+ahead {
		return nil
	}
	var err error
	for _, to := range []int64{r.used + ahead + aheadStep, r.used + ahead} {
		if err = full(r.disk.grow(to)); err == nil || errors.Is(err, errors.ErrUnsupported) {
			r.grown = to // where it cannot be kept ahead, it is not asked each time
			return nil
		}
	}
	if errors.Is(err, feeds.ErrFull) {
		return err
	}
	r.log.Warn("the database is not kept ahead of what it uses", "err", err)
	r.grown = r.used + ahead + aheadStep
	return nil
}

// NoRoom notes that another write to the disk of the data directory found no room.
func (s *Store) NoRoom(err error) { s.room.failed(err, true) }

// failed notes that a write found no room; grew says that it was one of those that
// make what is stored grow.
func (r *room) failed(err error, grew bool) {
	if !errors.Is(err, feeds.ErrFull) {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.fills(err)
	if !grew {
		r.spend()
	}
}

func (r *room) fills(err error) {
	if r.state.Full.IsZero() {
		r.state.Full = r.now()
		if r.wait = min(2*r.wait, longest); r.ended.IsZero() || r.state.Full.Sub(r.ended) > longest {
			r.wait = lookEvery
		}
		r.log.Error("the disk is full: nothing is polled until there is room, what is owed is posted still; free some space and it goes on by itself", "dir", r.state.Dir, "err", err)
	}
}

// look sees whether the disk has become full, or has room again.
func (r *room) look() {
	r.mu.Lock()
	defer r.mu.Unlock()
	free, err := r.disk.free()
	if err != nil {
		r.log.Warn("the disk does not say how much it has left", "err", err)
		return
	}
	r.state.Free = free
	switch {
	case r.state.Full.IsZero() && free < low:
		r.fills(fmt.Errorf("%d bytes are left", free))
	case !r.state.Full.IsZero() && free >= 2*low && r.now().Sub(r.state.Full) >= r.wait && r.keepAhead() == nil:
		r.ended = r.now()
		r.log.Info("the disk has room again: polling goes on", "dir", r.state.Dir, "after", r.ended.Sub(r.state.Full).Round(time.Second))
		r.state.Full, r.state.Spent, r.said = time.Time{}, false, false
	case r.state.Spent && r.keepAhead() == nil:
		r.state.Spent = false
	}
}

// watch keeps the file ahead from the start, and looks until stop is closed.
func (r *room) watch(stop <-chan struct{}) {
	_ = r.prepare() // what it refuses is refused to who asks
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		select {
		case <-stop:
			return
		case <-tick.C:
			r.look()
		}
	}
}

// full marks what the system and bbolt say when there is no room for a write.
func full(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, bberrors.ErrMaxSizeReached) {
		return fmt.Errorf("%w: %w", feeds.ErrFull, err)
	}
	return err
}

// fileDisk is the disk of the database at path.
type fileDisk struct{ path string }

func (d fileDisk) grow(to int64) error {
	// A handle of its own: bbolt's lock is that of its handle.
	f, err := os.OpenFile(d.path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(allocate(f, to), f.Close())
}

func (d fileDisk) free() (int64, error) {
	var st syscall.Statfs_t
	if err := syscall.Statfs(d.path, &st); err != nil {
		return 0, fmt.Errorf("look at the disk of %s: %w", d.path, err)
	}
	if st.Files > 0 && st.Ffree == 0 {
		return 0, nil // no file can be made, however small
	}
	return int64(st.Bavail) * int64(st.Bsize), nil //nolint:gosec,unconvert // types differ by system
}
