package bot

import (
	"net"
	"sync"

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
