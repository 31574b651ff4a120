package feeds

import (
	"sync"
	"time"
)

// RenewEvery is how often a claim is extended while its work goes on, a third of what it
// holds for without.
const RenewEvery = 20 * time.Second

// Extend calls renew every so often until stop is called or renew fails: whatever the work
// behind a claim comes to is refused then, which says so. Most work takes microseconds, so
// that it gets a timer and no goroutine of its own.
func Extend(every time.Duration, renew func() error) (stop func()) {
	e := &extended{}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.timer = time.AfterFunc(every, func() {
		e.mu.Lock()
		defer e.mu.Unlock()
		if !e.over && renew() == nil {
			e.timer.Reset(every)
		}
	})
	return e.stop
}

// extended is a claim that is extended now and then.
type extended struct {
	mu    sync.Mutex
	timer *time.Timer
	over  bool
}

func (e *extended) stop() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.over = true
	e.timer.Stop()
}
