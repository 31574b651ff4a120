package store

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"go.etcd.io/bbolt"
	bberrors "go.etcd.io/bbolt/errors"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store/room"
)

// maxBatch bounds how much one transaction takes on.
const maxBatch = 256

// request is one write. Its function may run more than once: a transaction that
// another request made fail is repeated without that one.
type request struct {
	check func() error          // refuses before anything is written; may be nil
	do    func(*bbolt.Tx) error // writes
	after func()                // brings memory up to date once it is committed; may be nil
	// patience is how long the write may wait for others to share its commit.
	patience time.Duration
	// grows is set for what makes the database grow and can wait until a full disk
	// has room again.
	grows bool
	// scope is where most of the write goes, "" where that does not matter.
	scope string
	done  chan error // takes the outcome, once
}

// write hands r to the committer and waits for its outcome. Once handed over it
// is not called off: a claim must not be released while its write is under way.
func (s *Store) write(ctx context.Context, r *request) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	r.done = make(chan error, 1)
	if err := s.hand(r); err != nil {
		return err
	}
	return <-r.done
}

func (s *Store) hand(r *request) error {
	s.closing.RLock()
	defer s.closing.RUnlock()
	if s.closed {
		return ErrClosed
	}
	if s.readOnly {
		return ErrReadOnly
	}
	s.requests <- r
	return nil
}

// settle waits until every write that was checked before has been committed or
// has failed. Who takes over a lapsed claim settles before reading.
func (s *Store) settle(ctx context.Context) error { return s.write(ctx, &request{}) }

// commitLoop takes all that waits into one transaction, again and again. There
// is no timer but for visits: when quiet a write costs what a plain Update costs,
// under load the batch grows with the time that a sync takes.
func (s *Store) commitLoop() {
	defer close(s.committed)
	for first := range s.requests {
		batch := s.linger(s.gathered(first))
		// In the order of their keys: what goes between keys of the same transaction
		// moves all those behind.
		slices.SortStableFunc(batch, func(a, b *request) int { return strings.Compare(a.scope, b.scope) })
		s.setAside() // first, so that who settles finds it done
		s.commit(batch)
		s.setAside()
	}
	if s.db.fault() == nil {
		s.setAside() // what was met by who only reads: an answer lacks it
	}
}

// yields is how often in a row others run first, and bring nothing, before a batch is
// complete. Where many write at once each brings some; where nobody does it costs nothing.
const yields = 4

// gathered is the first write with those that come as soon as others have had their turn:
// writers that the last commit woke, and posts that were answered meanwhile.
func (s *Store) gathered(first *request) []*request {
	batch := []*request{first}
	for idle := 0; idle < yields && len(batch) < maxBatch; idle++ {
		runtime.Gosched()
		n := len(batch)
		if batch = s.waiting(batch); len(batch) > n {
			idle = -1
		}
	}
	return batch
}

// waiting adds what waits to be written.
func (s *Store) waiting(batch []*request) []*request {
	for len(batch) < maxBatch {
		select {
		case r, ok := <-s.requests:
			if !ok {
				return batch
			}
			batch = append(batch, r)
		default:
			return batch
		}
	}
	return batch
}

// How long writes wait for others to share their commit, and from how many on not at
// all. A reading is worth more patience than a visit: it writes records and keys all
// over the database, of which a transaction writes every page once.
const (
	visitLingers   = 5 * time.Millisecond
	readingLingers = 25 * time.Millisecond
	lingerStep     = time.Millisecond
	lingerBatch    = 32
)

// linger adds what comes soon to a batch of nothing but patient writes, while more
// visits and readings are under way than are in it. One that found news is followed by
// others in a moment, each of which would cost a sync of its own on a disk that is quick.
func (s *Store) linger(batch []*request) []*request {
	began := time.Now()
	for len(batch) < lingerBatch && s.claims.UnderWay() > len(batch) && time.Since(began) < patience(batch) {
		// The last one under way may end without a write: look again soon.
		step := time.NewTimer(lingerStep)
		select {
		case r, ok := <-s.requests:
			step.Stop()
			if !ok {
				return batch
			}
			batch = append(batch, r)
		case <-step.C:
		}
	}
	return batch
}

// patience is that of the least patient.
func patience(batch []*request) time.Duration {
	least := batch[0].patience
	for _, r := range batch[1:] {
		least = min(least, r.patience)
	}
	return least
}

// commit carries out a batch. A request that fails is taken out and tried alone
// afterwards, so that it cannot take others down with it.
func (s *Store) commit(batch []*request) {
	var alone []*request
	for batch = s.checked(batch); len(batch) > 0; {
		failed, err := s.attempt(batch)
		if err == nil {
			succeed(batch)
			break
		}
		if failed < 0 || len(batch) == 1 {
			alone = append(alone, batch...)
			batch = nil
			if len(alone) == 1 {
				alone[0].done <- err
				return
			}
			break
		}
		alone = append(alone, batch[failed])
		batch = append(batch[:failed:failed], batch[failed+1:]...)
	}
	for _, r := range s.checked(alone) {
		if _, err := s.attempt([]*request{r}); err != nil {
			r.done <- err
			continue
		}
		succeed([]*request{r})
	}
}

// checked answers requests that are refused and gives the others.
func (s *Store) checked(batch []*request) []*request {
	var good []*request
	for _, r := range batch {
		if err := s.check(r); err != nil {
			r.done <- err
			continue
		}
		good = append(good, r)
	}
	return good
}

func (s *Store) check(r *request) error {
	if r.check != nil {
		if err := r.check(); err != nil {
			return err
		}
	}
	if !r.grows {
		return nil
	}
	return s.room.Prepare()
}

func succeed(batch []*request) {
	for _, r := range batch {
		if r.after != nil {
			r.after()
		}
	}
	for _, r := range batch {
		r.done <- nil
	}
}

// attempt runs the batch in one transaction; failed is the request whose
// function returned an error, -1 when the commit itself failed.
func (s *Store) attempt(batch []*request) (failed int, err error) {
	failed = -1
	defer func() {
		if p := recover(); p != nil {
			s.log.Error("commit panicked", "panic", p, "stack", string(debug.Stack()))
			err = fmt.Errorf("commit panicked: %v", p)
		}
	}()
	if !writes(batch) {
		return -1, nil
	}
	began := time.Now()
	err = s.db.Update(func(tx *bbolt.Tx) error {
		s.room.Uses(tx.Size())
		for i, r := range batch {
			if err := s.contain(r, tx); err != nil {
				failed = i
				return err
			}
		}
		return nil
	})
	if err == nil {
		s.commits(time.Since(began), len(batch))
	}
	if err != nil && failed < 0 {
		err = fmt.Errorf("commit to %s: %w", s.path, full(err))
		s.room.Failed(err, slices.ContainsFunc(batch, func(r *request) bool { return r.grows }))
	}
	return failed, err
}

func writes(batch []*request) bool {
	for _, r := range batch {
		if r.do != nil {
			return true
		}
	}
	return false
}

// contain turns a panic of one request into its error.
func (s *Store) contain(r *request, tx *bbolt.Tx) (err error) {
	if r.do == nil {
		return nil
	}
	defer func() {
		if p := recover(); p != nil {
			if why := wrongPage(p); why != "" {
				err = &DamageError{s.path, why}
				return
			}
			s.log.Error("write panicked", "panic", p, "stack", string(debug.Stack()))
			err = fmt.Errorf("write panicked: %v", p)
		}
	}()
	return r.do(tx)
}

// full marks what the system and bbolt say when there is no room for a commit.
func full(err error) error {
	if errors.Is(err, bberrors.ErrMaxSizeReached) {
		return fmt.Errorf("%w: %w", feeds.ErrFull, err)
	}
	return room.Full(err)
}
