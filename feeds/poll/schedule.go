package poll

import (
	"math/rand/v2"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract"
)

const (
	backoffCap = 6 * time.Hour
	// jitter spreads polls over this share of the interval, so that sources of
	// one cadence do not all come due together.
	jitter = 0.1
)

// schedule sets when the source is due again: its interval with jitter, or a
// back-off after failures, never before what the publisher asked for.
func (p *Poller) schedule(s extract.Source, v *feeds.Visit, wait time.Duration) {
	every := s.Every
	if every <= 0 {
		every = time.Hour
	}
	if v.Outcome.Good() {
		v.Failures = 0
		spread := time.Duration(rand.Float64() * jitter * float64(every))
		v.NextDue = opening(v.At.Add(max(every+spread, wait)), s.Hours, spread)
		return
	}
	v.Failures++
	v.NextDue = opening(v.At.Add(max(backoff(v.Failures, every, max(backoffCap, every)), wait)), s.Hours, 0)
}

// opening moves a time out of the hours at which the source is not polled, past
// their end by a little, so that not all come at the stroke of the hour.
func opening(t time.Time, hours string, spread time.Duration) time.Time {
	moved := feeds.WithinHours(t, hours)
	if moved.Equal(t) {
		return t
	}
	return moved.Add(spread)
}

// backoff doubles from base up to limit, with full jitter above half of base so
// that a retry is never immediate.
func backoff(attempt int, base, limit time.Duration) time.Duration {
	d := min(base<<min(attempt, 16), limit)
	if d <= 0 {
		d = limit
	}
	return base/2 + rand.N(d)
}
