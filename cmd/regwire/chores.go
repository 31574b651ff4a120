package main

import (
	"context"
	"time"
)

// choresEvery is how often what comes by the clock is looked for. Each of it is
// owed under a key of its own, so that looking again changes nothing.
const choresEvery = 10 * time.Minute

// diskEvery is how often it is looked whether the disk has become full, or has room
// again: operators hear of that at once.
const diskEvery = 2 * time.Second

// keepTime does the chores until ctx ends.
func (h *house) keepTime(ctx context.Context) error {
	for last := (time.Time{}); ; {
		if now := h.now(); now.Sub(last) > 2*choresEvery { // a start, or the end of a sleep
			h.awake = now
		}
		last = h.now()
		if err := h.editor.Chores(ctx); err != nil && ctx.Err() == nil {
			h.log.Error("chores failed", "err", err)
		}
		for full := h.full(); !isDue(last, choresEvery, h.now()) && h.full().Equal(full); {
			select {
			case <-ctx.Done():
				return nil
			case <-time.After(diskEvery):
			}
		}
	}
}

// isDue reports whether what was done at last is to be done again: when the time has come, which
// it has after a sleep of the machine too, or when the clock was set back since.
func isDue(last time.Time, every time.Duration, now time.Time) bool {
	return now.Sub(last) >= every || now.Before(last)
}

// settleIn is how long sources are left to be asked after a start and after a sleep, before
// anybody is told that they were not read: that this process was not there is no news of them.
const settleIn = 30 * time.Minute

// settled reports whether sources that are not read have been asked since the process is there.
func (h *house) settled() bool { return h.awake.IsZero() || h.now().Sub(h.awake) >= settleIn }
