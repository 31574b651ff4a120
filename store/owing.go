package store

import (
	"bytes"
	"container/heap"
	"sync"
	"sync/atomic"
	"time"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store/claims"
)

// idlePause is how long a channel rests after a claim under which nothing was
// written, so that a worker who can do nothing yet does not spin on it.
const idlePause = time.Second

// owing knows in memory which channels owe something and from when, so that
// claiming one does not look through all of them. It follows the bucket "owed".
type owing struct {
	mu     sync.Mutex
	claims *claims.Book
	now    func() time.Time
	by     map[bot.ChannelID]*queue
	line   line
	pauses map[string]pause // by channel id and by workspace id
	// rests are the short waits among them, the oldest first, to be forgotten when
	// they have passed; rested is until when the file says that channels rest.
	rests  []short
	rested time.Time
	floor  uint64 // stamp before which no channel is served
	seen   uint64 // stamp of the last look at the clock
	known  uint64 // channels that ever owed something
	// astray is set where the clock has been set back, until the queues are taken up from
	// the file again; back stays, since the file has times that lie ahead by mistake.
	astray bool
	back   atomic.Bool
}

// short is a short wait of a channel.
type short struct {
	name  string
	until time.Time
}

// pause is what keeps a channel or a workspace from being served.
type pause struct {
	held  bool
	until time.Time
}

// queue is the place of one channel in the line.
type queue struct {
	id    bot.ChannelID
	order uint64 // among those that are due at one moment
	next  uint64 // stamp of its earliest work; never: waits for a person, or nothing
	at    uint64 // key in the line
	index int    // in the line; -1 when not there
	wrote uint64 // epoch of the last claim under which something was written
	rest  time.Time
	// handed is what the claim in force handed out.
	handed []handed
}

// line is a heap of queues, the longest due first. Those of one moment go in the order
// in which they came to owe something, which is that of their ids: what is written
// about them then lies together in the file too.
type line []*queue

func (l line) Len() int { return len(l) }
func (l line) Less(i, j int) bool {
	return l[i].at < l[j].at || l[i].at == l[j].at && l[i].order < l[j].order
}
func (l line) Swap(i, j int) { l[i], l[j] = l[j], l[i]; l[i].index, l[j].index = i, j }
func (l *line) Push(x any)   { q := x.(*queue); q.index = len(*l); *l = append(*l, q) }
func (l *line) Pop() any {
	q := (*l)[len(*l)-1]
	*l = (*l)[:len(*l)-1]
	q.index = -1
	return q
}

func newOwing(c *claims.Book, now func() time.Time) *owing {
	return &owing{claims: c, now: now, by: map[bot.ChannelID]*queue{}, pauses: map[string]pause{}}
}

func (s *Store) loadOwing(tx *bbolt.Tx) error {
	o := s.owing
	o.mu.Lock()
	defer o.mu.Unlock()
	for k, v := range tableOwed.under(tx, nil) {
		i := bytes.IndexByte(k, 0)
		if i < 0 || len(v) < 8 {
			continue
		}
		at, err := s.believedDue(tx, seqOf(v[:8]), v[8:])
		if err != nil {
			return err
		}
		if at != seqOf(v[:8]) {
			o.back.Store(true)
		}
		q := o.queue(bot.ChannelID(k[:i]))
		q.next = min(q.next, at)
	}
	o.astray = false
	if err := s.loadRest(tx); err != nil {
		return err
	}
	for _, q := range o.by {
		o.place(q)
	}
	return nil
}

func (o *owing) queue(id bot.ChannelID) *queue {
	q := o.by[id]
	if q == nil {
		o.known++
		q = &queue{id: id, order: o.known, next: never, index: -1}
		o.by[id] = q
	}
	return q
}

// place puts the queue where it belongs in the line, or out of it.
func (o *owing) place(q *queue) {
	at := o.servable(q)
	if until := o.claims.Busy(feeds.ClaimChannel, string(q.id)); !until.IsZero() && at != never {
		at = max(at, stamp(until))
	}
	o.move(q, at)
}

func (o *owing) move(q *queue, at uint64) {
	q.at = at
	switch {
	case at == never && q.index >= 0:
		heap.Remove(&o.line, q.index)
	case at == never:
	case q.index >= 0:
		heap.Fix(&o.line, q.index)
	default:
		heap.Push(&o.line, q)
	}
	if q.next == never && q.index < 0 {
		delete(o.by, q.id)
	}
}

// servable is from when the channel may be served, claims apart.
func (o *owing) servable(q *queue) uint64 {
	at := max(q.next, o.floor)
	for _, name := range []string{string(q.id), string(q.id.Workspace())} {
		p := o.pauses[name]
		if p.held {
			return never
		}
		at = max(at, stamp(p.until))
	}
	return max(at, stamp(q.rest))
}

// look is the stamp of now. Where the clock has been set back, what was to end in a
// moment would end as much later: it is set back too.
func (o *owing) look() uint64 {
	now := stamp(o.now())
	if back := time.Duration(o.seen - now); o.seen > now && back > time.Second { //nolint:gosec // both are near now
		o.setBack(back)
	}
	o.seen = now
	return now
}

func (o *owing) setBack(by time.Duration) {
	earlier := func(t time.Time) time.Time {
		if t.IsZero() {
			return t
		}
		return t.Round(0).Add(-by) // by the wall clock: the other one was not set back
	}
	for name, p := range o.pauses {
		p.until = earlier(p.until)
		o.pauses[name] = p
	}
	for i := range o.rests {
		o.rests[i].until = earlier(o.rests[i].until)
	}
	o.floor -= min(o.floor, uint64(by)) //nolint:gosec // by is above zero
	o.rested = earlier(o.rested)
	o.claims.RenewAll()
	o.astray = true
	o.back.Store(true)
	for _, q := range o.by {
		q.rest = earlier(q.rest)
		o.place(q)
	}
}

// led takes the queues up from the file again where the clock has been set back.
func (s *Store) led() error {
	s.owing.mu.Lock()
	astray := s.owing.astray
	s.owing.mu.Unlock()
	if !astray {
		return nil
	}
	return s.db.View(s.loadOwing)
}

// take claims the first channel of the line.
func (o *owing) take(owner string) (claim feeds.Claim, lapsed, ok bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	now := o.look()
	for len(o.line) > 0 && o.line[0].at <= now {
		q := o.line[0]
		if at := o.servable(q); at > now {
			o.move(q, at)
			continue
		}
		claim, lapsed, ok = o.claims.Take(feeds.ClaimChannel, string(q.id), owner)
		o.move(q, stamp(claim.Until))
		if ok {
			return claim, lapsed, true
		}
	}
	return feeds.Claim{}, false, false
}

// due is from when a channel owes something new.
type due struct {
	channel bot.ChannelID
	at      uint64
}

// added takes note of new deliveries.
func (o *owing) added(list []due) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, d := range list {
		q := o.queue(d.channel)
		if d.at < q.next {
			q.next = d.at
			o.place(q)
		}
	}
}

// set takes note of the earliest work of a channel after a write under the claim.
// The channel finds its place in the line again when the claim ends.
func (o *owing) set(id bot.ChannelID, next, epoch uint64) {
	o.mu.Lock()
	defer o.mu.Unlock()
	q := o.queue(id)
	q.next, q.wrote = next, epoch
}

// hand keeps what was handed out with the claim.
func (o *owing) hand(c feeds.Claim, list []handed) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.queue(bot.ChannelID(c.Subject)).handed = list
}

// handed is the delivery that the record says, if it was handed out with the claim
// or written under it; else nil. It is shared: read only.
func (o *owing) handed(c feeds.Claim, raw []byte) *delivery {
	o.mu.Lock()
	defer o.mu.Unlock()
	if q := o.by[bot.ChannelID(c.Subject)]; q != nil {
		for i := range q.handed {
			if bytes.Equal(q.handed[i].raw, raw) {
				return q.handed[i].d
			}
		}
	}
	return nil
}

// begun keeps the deliveries as they were written when their posts began.
func (o *owing) begun(c feeds.Claim, list []handed) {
	o.mu.Lock()
	defer o.mu.Unlock()
	q := o.queue(bot.ChannelID(c.Subject))
	q.wrote = c.Epoch
	for _, h := range list {
		for i := range q.handed {
			if q.handed[i].d.Seq == h.d.Seq {
				q.handed[i] = h
			}
		}
	}
}

// pause takes note of holds and waits.
func (o *owing) pause(states map[string]pause) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for name, p := range states {
		old := o.pauses[name]
		if p == old {
			continue
		}
		if p == (pause{}) {
			delete(o.pauses, name)
		} else {
			o.pauses[name] = p
		}
		if old.held && !p.held {
			o.resume(name)
		}
	}
}

// rest takes note of a short wait of a channel and of what the file says of all,
// when that was written anew.
func (o *owing) rest(id bot.ChannelID, until, written time.Time) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.rested = later(o.rested, written)
	if until.IsZero() {
		return
	}
	now := o.now()
	for len(o.rests) > 0 && !o.rests[0].until.After(now) {
		past := o.rests[0]
		if o.pauses[past.name] == (pause{until: past.until}) {
			delete(o.pauses, past.name)
		}
		o.rests = o.rests[1:]
	}
	p := o.pauses[string(id)]
	if until.After(p.until) {
		p.until = until
		o.pauses[string(id)] = p
		o.rests = append(o.rests, short{string(id), until})
	}
}

func (o *owing) restWritten() time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.rested
}

// resume puts the channels of that name back into the line.
func (o *owing) resume(name string) {
	for id, q := range o.by {
		if string(id) == name || string(id.Workspace()) == name {
			o.place(q)
		}
	}
}

// released puts a channel back into the line when its claim ends.
func (o *owing) released(claim feeds.Claim) {
	o.mu.Lock()
	defer o.mu.Unlock()
	q := o.by[bot.ChannelID(claim.Subject)]
	if q == nil {
		return
	}
	q.handed = nil
	if q.wrote != claim.Epoch {
		q.rest = o.now().Add(idlePause)
	}
	o.place(q)
}

// resumed takes note of the earliest work of a channel that a person resumed.
func (o *owing) resumed(id bot.ChannelID, next uint64) {
	o.mu.Lock()
	defer o.mu.Unlock()
	q := o.queue(id)
	q.next = next
	o.place(q)
}
