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

// refusalsSaid is how many refused requests a minute are logged one by one.
const refusalsSaid = 20

// Refusals logs requests that were refused, so that whoever reaches a listener cannot fill
// the disk with its log: of a minute the first, and how many came after them with the next
// that is logged. The zero value is ready, and safe for concurrent use.
type Refusals struct {
	mu    sync.Mutex
	began time.Time
	said  int
	more  int
}

// Log logs one that was refused at now, from an address.
func (r *Refusals) Log(log *slog.Logger, now time.Time, from string, why error) {
	r.mu.Lock()
	if age := now.Sub(r.began); age >= time.Minute || age < 0 {
		r.began, r.said = now, 0
	}
	if r.said++; r.said > refusalsSaid {
		r.more++
		r.mu.Unlock()
		return
	}
	more := r.more
	r.more = 0
	r.mu.Unlock()
	args := []any{"err", why, "from", from}
	if more > 0 {
		args = append(args, "not_logged_before", more)
	}
	log.Warn("request refused", args...)
}
