package extract

import (
	"time"

	"golang.org/x/sys/unix"
)

// thread is a thread of this process and how long it had worked when it began.
type thread struct {
	id     int
	before time.Duration
}

// thisThread is the one that asks, which keeps to it.
func thisThread() *thread {
	return &thread{unix.Gettid(), clock(unix.CLOCK_THREAD_CPUTIME_ID)}
}

// worked is how long it has kept a processor busy since it began, ago before now.
func (t *thread) worked(ago time.Duration) time.Duration {
	if t == nil {
		return 0
	}
	const ofThread = 6 // such a clock has the thread's number in its own: clock_getcpuclockid(3)
	if now := clock(int32(^t.id<<3 | ofThread)); now > 0 {
		return now - t.before
	}
	return ago
}

// clock is what a clock of the system shows, 0 where there is none.
func clock(id int32) time.Duration {
	var t unix.Timespec
	if unix.ClockGettime(id, &t) != nil {
		return 0
	}
	return time.Duration(t.Nano())
}
