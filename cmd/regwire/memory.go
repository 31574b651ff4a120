package main

import (
	"context"
	"runtime/debug"
	"time"
)

// The collector's defaults let the heap of a round double whatever it keeps: over five
// thousand feeds, some with bodies that have no end, more than 200 MiB. A soft limit
// makes it collect more often instead. Near the limit that costs dearly: reading the items
// of five thousand feeds took over half as long again where what is kept left a few MB of
// it. So it stands as high as is promised, what is kept is bounded, and it grows with
// the sources, of which each keeps some kilobytes.
const (
	softMemoryLeast  = 194 << 20
	softMemory       = 150 << 20
	softMemorySource = 6 << 10
	// giveBackAfter leaves the start to what is owed.
	giveBackAfter = 5 * time.Second
	giveBackEvery = time.Hour
)

// boundMemory sets the soft limit unless the environment does.
func (p *program) boundMemory(sources int) {
	if p.tunes && p.getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(max(softMemoryLeast, softMemory+int64(sources)*softMemorySource))
	}
}

// giveBack returns memory that is not in use to the system, soon after the start and
// then once an hour, until ctx ends: reading a thousand sources takes many times what is
// kept of them, and the runtime by itself holds on to most of that while nothing is to
// be done.
func (p *program) giveBack(ctx context.Context) {
	if !p.tunes {
		return
	}
	for wait := giveBackAfter; ; wait = giveBackEvery {
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
		debug.FreeOSMemory()
	}
}
