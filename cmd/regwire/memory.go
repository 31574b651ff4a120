package main

import "runtime/debug"

// The collector's defaults let the heap of a round double whatever it keeps: over five
// thousand feeds, some with bodies that have no end, more than 200 MiB. A soft limit
// makes it collect more often instead, which measured costs nothing; it grows with
// the sources, of which each keeps some kilobytes, so that it never starves the rest.
const (
	softMemoryLeast  = 184 << 20
	softMemory       = 140 << 20
	softMemorySource = 6 << 10
	// briefGC is for a process that ends with its round: it may leave garbage lying up
	// to that limit, which saves an eighth of its time. A serving one would keep it.
	briefGC = 400
	// manySources is from where a serving process needs the limit: with a thousand it
	// stays below by itself, and without a limit it keeps less while it is idle.
	manySources = 2000
)

// boundMemory sets the soft limit unless the environment does.
func (p *program) boundMemory(sources int) {
	if p.tunes && p.getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(max(softMemoryLeast, softMemory+int64(sources)*softMemorySource))
	}
}

// beBrief has garbage collected seldom unless the environment says how often.
func (p *program) beBrief() {
	if p.tunes && p.getenv("GOGC") == "" {
		debug.SetGCPercent(briefGC)
	}
}
