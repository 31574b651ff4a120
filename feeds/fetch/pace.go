package fetch

import (
	"context"
	"sync"
	"time"
)

// maxHosts bounds the hosts that are remembered. Forgetting an idle one costs a
// second look at its robots.txt.
const maxHosts = 8192

// pace lets one request at a time through to a host, with a gap, and a limited
// number in all. Its times are monotonic: a jump of the clock changes nothing.
type pace struct {
	gap   time.Duration
	slots chan struct{}
	// aside are as many places again, for what turned out slow.
	aside chan struct{}

	mu    sync.Mutex
	hosts map[string]*host
}

// host is what is known of one host. Only the holder of its turn touches the
// fields below turn.
type host struct {
	users int // guarded by pace.mu
	turn  chan struct{}

	ready time.Time // no request before
	delay time.Duration
	// plain and secure are the robots.txt of either scheme, nil until it was asked for.
	plain, secure *policy
}

// policy is where the robots.txt of a scheme is kept.
func (h *host) policy(scheme string) **policy {
	if scheme == "https" {
		return &h.secure
	}
	return &h.plain
}

func newPace(gap time.Duration, inFlight int) *pace {
	if gap == 0 {
		gap = defaultGap
	}
	if inFlight <= 0 {
		inFlight = defaultInFlight
	}
	return &pace{gap: max(gap, 0), slots: make(chan struct{}, inFlight), aside: make(chan struct{}, inFlight), hosts: map[string]*host{}}
}

// enter waits for the turn at a host; leave gives it back.
func (p *pace) enter(ctx context.Context, name string) (*host, error) {
	p.mu.Lock()
	h := p.hosts[name]
	if h == nil {
		p.forget()
		h = &host{turn: make(chan struct{}, 1)}
		p.hosts[name] = h
	}
	h.users++
	p.mu.Unlock()
	if err := take(ctx, h.turn); err != nil {
		p.done(h)
		return nil, err
	}
	return h, nil
}

// take takes a place, and waits for one only where none is free.
func take(ctx context.Context, places chan struct{}) error {
	select {
	case places <- struct{}{}:
		return nil
	default:
	}
	select {
	case places <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (p *pace) leave(h *host) {
	<-h.turn
	p.done(h)
}

func (p *pace) done(h *host) {
	p.mu.Lock()
	h.users--
	p.mu.Unlock()
}

// forget makes room when too many hosts are known; the caller holds the lock. A
// quarter goes at once, so that the walk is rare.
func (p *pace) forget() {
	if len(p.hosts) < maxHosts {
		return
	}
	now := time.Now()
	left := maxHosts / 4
	for name, h := range p.hosts {
		if h.users == 0 && now.After(h.ready) {
			delete(p.hosts, name)
			if left--; left == 0 {
				return
			}
		}
	}
}

// wait holds the caller until the host may be asked again. When the site asks for a
// pause that is too long to sit out, that is the verdict.
func (p *pace) wait(ctx context.Context, h *host) error {
	d := time.Until(h.ready)
	if d <= 0 {
		return ctx.Err()
	}
	if d > longestWait && h.delay > 0 {
		v := throttledVerdict("the site asks in its robots.txt for a longer pause between requests")
		v.retryAfter = clampPause(d)
		return v
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// asked notes that a request has ended.
func (p *pace) asked(h *host) {
	h.ready = time.Now().Add(max(p.gap, h.delay))
}

// place is where a request in flight counts.
type place struct {
	pace *pace
	mu   sync.Mutex
	in   chan struct{} // nil before it was taken, and when it was given back
}

// slot waits for one of the places in flight. It is taken last, so that a host
// that waits for its gap keeps no other from being asked.
func (p *pace) slot(ctx context.Context) (*place, error) {
	if err := take(ctx, p.slots); err != nil {
		return nil, err
	}
	return &place{pace: p, in: p.slots}, nil
}

// makeWay moves a request that is slow to a place aside, so that slow sites cannot
// take all places, and reports whether it did. When those are full too, it stays.
func (pl *place) makeWay() bool {
	pl.mu.Lock()
	defer pl.mu.Unlock()
	if pl.in != pl.pace.slots {
		return true
	}
	select {
	case pl.pace.aside <- struct{}{}:
		<-pl.pace.slots
		pl.in = pl.pace.aside
		return true
	default:
		return false
	}
}

func (pl *place) free() {
	pl.mu.Lock()
	defer pl.mu.Unlock()
	<-pl.in
	pl.in = nil
}

// room is the memory that long bodies may take together, in pieces of maxPooled.
type room struct {
	turn   chan struct{} // one takes its pieces at a time, the first that came first
	pieces chan struct{}
}

func newRoom(bytes int) *room {
	return &room{turn: make(chan struct{}, 1), pieces: make(chan struct{}, bytes/maxPooled)}
}

// share is what one body takes of the room.
type share struct {
	of    *room
	taken int // pieces
}

// shrink gives back all but what so many bytes take.
func (p *share) shrink(bytes int) {
	for keep := min(bytes/maxPooled+1, cap(p.of.pieces)); p.taken > keep; p.taken-- {
		<-p.of.pieces
	}
}

func (p *share) leave() {
	for ; p.taken > 0; p.taken-- {
		<-p.of.pieces
	}
}

// enter waits until there is room for a body of so many bytes.
func (r *room) enter(ctx context.Context, bytes int64) (*share, error) {
	late := time.NewTimer(roomWait)
	defer late.Stop()
	wait := func(on chan struct{}) error {
		select {
		case on <- struct{}{}:
			return nil
		case <-late.C:
			return errRoom
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	if err := wait(r.turn); err != nil {
		return nil, err
	}
	defer func() { <-r.turn }()
	p := &share{of: r}
	for range min(int(bytes/maxPooled)+1, cap(r.pieces)) {
		if err := wait(r.pieces); err != nil {
			p.leave()
			return nil, err
		}
		p.taken++
	}
	return p, nil
}
