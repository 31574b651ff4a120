package poll

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// step does one piece of work and reports whether there was any.
type step func(context.Context) (bool, error)

// A step that takes longer than longStep has its worker stand idle for the others:
// another worker takes its place meanwhile. More workers from the start would only
// get into each other's way.
const (
	longStep   = 2 * time.Second
	crewWindow = time.Second // how often that is looked at
)

// crew knows since when each worker has been at its step, counted in windows so that
// a step costs no look at the clock.
type crew struct {
	window atomic.Int64
	began  []atomic.Int64
	// relief are the workers beside; no more than the crew itself.
	relief atomic.Int64
	slow   atomic.Int64
}

// resting stands for a worker without a step.
const resting = -1

func newCrew(workers int) *crew {
	c := &crew{began: make([]atomic.Int64, workers)}
	for i := range c.began {
		c.began[i].Store(resting)
	}
	return c
}

// timed notes when worker i takes a step.
func (c *crew) timed(i int, s step) step {
	return func(ctx context.Context) (bool, error) {
		c.began[i].Store(c.window.Load())
		defer c.began[i].Store(resting)
		return s(ctx)
	}
}

// look counts the workers that are at a long step.
func (c *crew) look() {
	now := c.window.Add(1)
	slow := int64(0)
	for i := range c.began {
		if began := c.began[i].Load(); began != resting && now-began > int64(longStep/crewWindow) {
			slow++
		}
	}
	c.slow.Store(slow)
}

// relieve has as many workers beside the crew as are at a long step, until stop is
// closed. They end when they find no work or are no longer wanted.
func (p *Poller) relieve(ctx context.Context, c *crew, s step, others *sync.WaitGroup, stop <-chan struct{}) {
	tick := time.NewTicker(crewWindow)
	defer tick.Stop()
	for {
		select {
		case <-stop:
			return
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		c.look()
		for c.relief.Load() < c.slow.Load() {
			c.relief.Add(1)
			others.Go(func() {
				defer c.relief.Add(-1)
				p.work(ctx, s, true, func() bool { return c.relief.Load() <= c.slow.Load() })
			})
		}
	}
}
