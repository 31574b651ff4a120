package room

import (
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
)

// endless is a disk under a quota, of which it does not tell.
type endless struct{}

func (endless) Grow(int64) error     { return nil }
func (endless) Free() (int64, error) { return 1 << 40, nil }

func TestADiskThatIsFullAgainSoonIsLetWaitLonger(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	r := New("data/db", endless{}, slog.New(slog.DiscardHandler), func() time.Time { return now })
	var waits []time.Duration
	for range 12 {
		r.Failed(fmt.Errorf("copy: %w", feeds.ErrFull), true)
		began := now
		for !r.State().Full.IsZero() {
			now = now.Add(lookEvery)
			r.Look()
		}
		waits = append(waits, now.Sub(began))
	}
	if waits[0] != lookEvery || waits[1] != 2*lookEvery || waits[11] != longest {
		t.Errorf("waits %v", waits)
	}
	now = now.Add(2 * longest)
	r.Failed(feeds.ErrFull, true)
	if r.wait != lookEvery {
		t.Errorf("after a long time with room it waits %s", r.wait)
	}
}
