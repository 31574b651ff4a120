package bot

import (
	"log/slog"
	"net"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

const (
	// GateRate is how many requests a second one address may make before any of
	// them costs a signature. It is far above what a chat service sends: an address
	// may be that of a proxy, behind which a genuine request comes too.
	GateRate = 2000
	gateSize = 4096 // addresses that are told apart
)

// Gate bounds how often one address may ask. The zero value is open, and safe for
// concurrent use.
type Gate struct {
	mu sync.Mutex
	by map[string]*rate.Limiter
}

// Open reports whether a request of that address, with or without its port, may
// come in.
func (g *Gate) Open(remote string) bool {
	host, _, err := net.SplitHostPort(remote)
	if err != nil {
		host = remote
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	l, ok := g.by[host]
	if !ok {
		if g.by == nil || len(g.by) >= gateSize {
			g.by = map[string]*rate.Limiter{} // starting over costs a flood one burst
		}
		l = rate.NewLimiter(GateRate, GateRate)
		g.by[host] = l
	}
	return l.Allow()
}

// Sample is what is logged of a flood, so that who causes it cannot fill the disk with our
// log: of a minute the first, and with the next that is logged how many came after them. The
// zero value is ready, and safe for concurrent use.
type Sample struct {
	mu    sync.Mutex
	began time.Time
	said  int
	more  int
}

// Take reports whether one that came now is among the first most of its minute, and how many
// came before it that were not.
func (s *Sample) Take(now time.Time, most int) (more int, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if age := now.Sub(s.began); age >= time.Minute || age < 0 {
		s.began, s.said = now, 0
	}
	if s.said++; s.said > most {
		s.more++
		return 0, false
	}
	more, s.more = s.more, 0
	return more, true
}

// refusalsSaid is how many refused requests a minute are logged one by one.
const refusalsSaid = 20

// Refusals logs a sample of the requests that were refused. The zero value is ready, and safe
// for concurrent use.
type Refusals struct{ sample Sample }

// Log logs one that was refused at now, from an address.
func (r *Refusals) Log(log *slog.Logger, now time.Time, from string, why error) {
	more, ok := r.sample.Take(now, refusalsSaid)
	if !ok {
		return
	}
	args := []any{"err", why, "from", from}
	if more > 0 {
		args = append(args, "not_logged_before", more)
	}
	log.Warn("request refused", args...)
}
