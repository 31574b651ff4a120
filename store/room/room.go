// Package room watches whether the disk has room for the database. A full disk stops
// what makes the database grow, and not what is owed: the file is kept ahead of what it
// uses, so that posts and their results, commands and their answers still find room when
// the disk has none. Start with New, Room.Prepare and Room.Failed.
//
// Room refuses (feeds.ErrFull) and tells (State); what waits, and what goes on, is
// decided by who asks.
package room

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"github.com/regwire/regwire/feeds"
)

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

// Kept is how much room a file takes beside what it uses.
const Kept = ahead + aheadStep + low

// Disk is what a file lies on.
type Disk interface {
	// Grow gives the file its blocks up to that length. errors.ErrUnsupported where
	// the file system cannot do that.
	Grow(to int64) error
	// Free is how much the disk has left.
	Free() (int64, error)
}

// State says whether there is room on the disk.
type State struct {
	// Full is since when the disk is full; the zero time when it is not.
	Full time.Time
	// Spent says that what was kept ahead is used up as well: nothing is written.
	Spent bool
	Free  int64  // bytes, as last looked at
	Dir   string // the data directory
}

// Room watches the disk. It is safe for use by several goroutines.
type Room struct {
	mu    sync.Mutex
	disk  Disk
	log   *slog.Logger
	now   func() time.Time
	state State
	// used is how much of the file was in use before the last transaction, and grown
	// up to where the file has its blocks.
	used, grown int64
	said        bool // that it is spent, since it is full
	// wait is how long it counts as full at least, and ended when it did last.
	wait  time.Duration
	ended time.Time
}

// New gives the room of the file at path, which lies on the disk.
func New(path string, disk Disk, log *slog.Logger, now func() time.Time) *Room {
	return &Room{disk: disk, log: log, now: now, state: State{Dir: filepath.Dir(path)}}
}

// State is how things stand, as last looked at.
func (r *Room) State() State {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.state
}

// Growing refuses what makes the database grow while the disk is full.
func (r *Room) Growing() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.refusal()
}

func (r *Room) refusal() error {
	if r.state.Full.IsZero() {
		return nil
	}
	return fmt.Errorf("disk under %s: %w", r.state.Dir, feeds.ErrFull)
}

// Uses notes how much of the file is in use.
func (r *Room) Uses(size int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.used = size
	if !r.state.Full.IsZero() && r.grown > 0 && r.grown-r.used < last {
		r.spend()
	}
}

func (r *Room) spend() {
	r.state.Spent = true
	if !r.said {
		r.said = true
		r.log.Error("what was kept for a full disk is used up: nothing is posted until there is room", "dir", r.state.Dir)
	}
}

// Prepare makes room for a commit that makes the database grow, or refuses it.
func (r *Room) Prepare() error {
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
func (r *Room) keepAhead() error {
	if r.grown >= r.used+ahead {
		return nil
	}
	var err error
	for _, to := range []int64{r.used + ahead + aheadStep, r.used + ahead} {
		if err = Full(r.disk.Grow(to)); err == nil || errors.Is(err, errors.ErrUnsupported) {
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

// Failed notes that a write found no room; grew says that it was one of those that
// make what is stored grow.
func (r *Room) Failed(err error, grew bool) {
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

func (r *Room) fills(err error) {
	if r.state.Full.IsZero() {
		r.state.Full = r.now()
		if r.wait = min(2*r.wait, longest); r.ended.IsZero() || r.state.Full.Sub(r.ended) > longest {
			r.wait = lookEvery
		}
		r.log.Error("the disk is full: nothing is polled until there is room, what is owed is posted still; free some space and it goes on by itself", "dir", r.state.Dir, "err", err)
	}
}

// Look sees whether the disk has become full, or has room again.
func (r *Room) Look() {
	r.mu.Lock()
	defer r.mu.Unlock()
	free, err := r.disk.Free()
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

// Watch keeps the file ahead from the start, and looks until stop is closed.
func (r *Room) Watch(stop <-chan struct{}) {
	_ = r.Prepare() // what it refuses is refused to who asks
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		select {
		case <-stop:
			return
		case <-tick.C:
			r.Look()
		}
	}
}

// Full marks what the system says when there is no room for a write.
func Full(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fmt.Errorf("%w: %w", feeds.ErrFull, err)
	}
	return err
}

// Under is the disk under the file at that path.
type Under string

// Grow gives the file its blocks.
func (d Under) Grow(to int64) error {
	// A handle of its own: bbolt's lock is that of its handle.
	f, err := os.OpenFile(string(d), os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(allocate(f, to), f.Close())
}

// Free asks the system, which tells nothing of quotas.
func (d Under) Free() (int64, error) {
	var st syscall.Statfs_t
	if err := syscall.Statfs(string(d), &st); err != nil {
		return 0, fmt.Errorf("look at the disk of %s: %w", string(d), err)
	}
	if st.Files > 0 && st.Ffree == 0 {
		return 0, nil // no file can be made, however small
	}
	return int64(st.Bavail) * int64(st.Bsize), nil //nolint:gosec,unconvert // types differ by system
}
