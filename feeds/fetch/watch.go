package fetch

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// watch ends an exchange that takes too long, or whose body stalls, and takes one
// that is merely slow out of the way of the others. One timer does all three.
type watch struct {
	cancel context.CancelCauseFunc
	in     *place
	start  time.Time
	budget time.Duration
	// last is when something of the body came, counted from start; silent when no
	// body is being read.
	last atomic.Int64

	mu    sync.Mutex
	timer *time.Timer // nil when stopped
}

const silent = -1

func watchOver(cancel context.CancelCauseFunc, budget time.Duration, in *place) *watch {
	w := &watch{cancel: cancel, in: in, start: time.Now(), budget: budget}
	w.last.Store(silent)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.timer = time.AfterFunc(min(budget, slowAfter), w.look)
	return w
}

// heard notes that something came.
func (w *watch) heard() { w.last.Store(int64(time.Since(w.start))) }

// pause says that it is we who are not reading.
func (w *watch) pause() {
	w.last.Store(silent)
	w.in.makeWay()
}

func (w *watch) stop() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.timer.Stop()
	w.timer = nil
}

// look runs when something may be due, at least once in idleTimeout.
func (w *watch) look() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.timer == nil {
		return
	}
	ran := time.Since(w.start)
	if ran >= w.budget {
		w.cancel(errTotal)
		return
	}
	next := min(w.budget-ran, idleTimeout)
	if last := time.Duration(w.last.Load()); last != silent {
		if ran-last >= idleTimeout {
			w.cancel(errIdle)
			return
		}
		next = min(next, idleTimeout-(ran-last))
	}
	if !w.in.makeWay() {
		next = min(next, slowAfter)
	}
	w.timer.Reset(next)
}
