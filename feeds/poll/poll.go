// Package poll takes due sources and unread items through fetching, extracting,
// identity and reading, asks the pages of relevant items again while they may still
// be edited, and commits what it learnt as Rounds. Start with New and Run; Store says
// what it needs of a store.
//
// The package guarantees that only a good outcome advances the state of a
// source, that items and the validators that vouch for them are committed
// together, and that an unchanged visit commits nothing. What an answer means is
// left to feeds/extract, what a text means to feeds/reading, who is told to the
// bot half, which it never imports.
package poll

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract"
)

// Fetcher gets one document; what the publisher answered is in the document.
type Fetcher interface {
	Get(ctx context.Context, r feeds.Request) (feeds.Document, error)
}

// Reader reads a text.
type Reader interface {
	Read(w feeds.Writing) feeds.Reading
}

// Keeper keeps the copy of a page and names it.
type Keeper interface {
	Keep(doc feeds.Document) (fingerprint string, err error)
}

// Attacher reads attachments. It never fails: what could not be read says why
// in Attachment.Unread.
type Attacher interface {
	Attach(ctx context.Context, a feeds.Attachment, doc feeds.Document) feeds.Attachment
}

// Renderer has a browser draw a page whose text comes by script. What went wrong is
// in the document's Outcome and Reason.
type Renderer interface {
	Render(ctx context.Context, r feeds.Request) (feeds.Document, error)
}

// Identity gives the keys by which items and events are known, and decides
// what joins what.
type Identity interface {
	ItemKeys(source feeds.SourceID, e feeds.Entry) []feeds.Key
	EventKeys(item feeds.Item) feeds.ReadItem
	Join(read *feeds.ReadItem, candidates []feeds.Candidate) feeds.Verdict
}

// Deps are the parts that polling works with; all are required but Attach
// and Render.
type Deps struct {
	Store    Store
	Fetch    Fetcher
	Read     Reader
	Keep     Keeper
	Attach   Attacher
	Render   Renderer
	Identity Identity
	// Rules are all sources, for the article rules by host; those of Sources
	// are polled.
	Rules   *extract.Set
	Sources []extract.Source
	// Publisher finds whose account the author of a submitted article is; may
	// be nil.
	Publisher func(author string) (id feeds.AuthorityID, media, ok bool)
	Log       *slog.Logger
	Now       func() time.Time
}

// Config are the settings of polling.
type Config struct {
	// Owner names this process in claims.
	Owner string
	// Backfill is how many days back items of a first poll are announced; 0
	// announces none of them.
	Backfill int
	// Workers bounds the visits and readings under way; 8 when 0.
	Workers int
	// Idle is how long a worker that found nothing waits; 1 s when 0.
	Idle time.Duration
	// Renew is how often a claim is extended while its work goes on, which a slow
	// host and the attachments of one article may draw out beyond a lease;
	// feeds.RenewEvery when 0.
	Renew time.Duration
	// Observe is told of every visit and reading that ended; may be nil.
	Observe func(Observation)
}

// Observation tells how one visit or reading ended, for progress and metrics.
type Observation struct {
	Source feeds.SourceID
	// Reading says that it was of an item, and not of a source's lists.
	Reading bool
	Outcome feeds.Outcome
	Reason  string
	// Rows the lists held, New items among them; Read items of this work; Parsed
	// documents: none when all answers were as they had been.
	Rows, New, Read, Parsed int
	Unchanged               bool
	Took                    time.Duration
	// full says that the copy of a page found no room.
	full error
}

// Poller polls. It is safe for concurrent use; Run may be called once.
type Poller struct {
	deps   Deps
	config Config
	// mu guards what Reload exchanges.
	mu      sync.RWMutex
	rules   *extract.Set
	sources map[feeds.SourceID]extract.Source
	plain   []feeds.Source
	// parsing has a place for each core: more parses at once would only hold more
	// memory. large has one: a long document comes to a hundred megabytes where it
	// is made for that, and whoever writes one may write many.
	parsing, large chan struct{}
	// endless are the sources, by feeds.SourceID, of which a document was given up and
	// is being read still.
	endless sync.Map
	// woken counts moments at which work may have come; lull is the last look that
	// found none. Dozens of other workers then need not look as well.
	woken atomic.Uint64
	lull  atomic.Pointer[lull]
	// good is when this process last read a list of each source.
	good moments
}

// moments are times by source. Every visit notes one, so that noting one again takes no
// memory, as it would in a sync.Map.
type moments struct {
	mu sync.Mutex
	of map[feeds.SourceID]time.Time
}

func (m *moments) note(id feeds.SourceID, at time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.of == nil {
		m.of = map[feeds.SourceID]time.Time{}
	}
	m.of[id] = at
}

// last is when the source was noted last; zero when it never was.
func (m *moments) last(id feeds.SourceID) time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.of[id]
}

// lull is when a look found no work: it holds until work comes, and not for long,
// since sources come due by themselves.
type lull struct {
	woken uint64
	until time.Time
}

// New returns a poller of the given sources, skipping disabled ones and those
// that have no list.
func New(d Deps, c Config) *Poller {
	if c.Workers <= 0 {
		c.Workers = 8
	}
	if c.Idle <= 0 {
		c.Idle = time.Second
	}
	if c.Renew <= 0 {
		c.Renew = feeds.RenewEvery
	}
	if c.Owner == "" {
		c.Owner = fmt.Sprintf("poll-%08x", rand.Uint32())
	}
	if c.Observe == nil {
		c.Observe = func(Observation) {}
	}
	p := &Poller{deps: d, config: c, parsing: make(chan struct{}, runtime.GOMAXPROCS(0)), large: make(chan struct{}, 1)}
	p.Reload(d.Rules, d.Sources)
	return p
}

// Reload polls other sources from now on, with other rules for articles. Work
// under way ends as it began.
func (p *Poller) Reload(rules *extract.Set, sources []extract.Source) {
	byID := map[feeds.SourceID]extract.Source{}
	var plain []feeds.Source
	for _, s := range sources {
		if s.Disabled != "" {
			continue
		}
		byID[s.ID] = s
		if len(s.Start(feeds.Visit{}, p.deps.Now())) > 0 {
			plain = append(plain, s.Source)
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.rules, p.sources, p.plain = rules, byID, plain
}

// Polled are the sources that are polled, the same slice until Reload.
func (p *Poller) Polled() []feeds.Source {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.plain
}

// source is the polled source of that id; a zero one when a Reload dropped it.
func (p *Poller) source(id feeds.SourceID) (extract.Source, bool) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	s, ok := p.sources[id]
	return s, ok
}

// articleSource chooses the source whose rule reads the article at address.
func (p *Poller) articleSource(address string, from feeds.SourceID) extract.Source {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.rules.ArticleSource(address, from)
}

// Run polls until ctx ends and returns nil then.
func (p *Poller) Run(ctx context.Context) error {
	p.all(ctx, p.step, false)
	return nil
}

// Drain visits every due source and reads every unread item that may be tried
// now, then returns. Items that wait for a later try are left. It gives
// feeds.ErrFull when the store was full, and the last error when one followed the other.
func (p *Poller) Drain(ctx context.Context) error { return p.drained(ctx, p.step) }

// VisitAll visits every due source and reads no item.
func (p *Poller) VisitAll(ctx context.Context) error { return p.drained(ctx, p.visitHost) }

// mostStumbles is how many errors in a row, without work that was done between them, end a
// draining: whatever is wrong then does not pass by itself, and who waits for the end of the
// draining has to hear of it.
const mostStumbles = 10

func (p *Poller) drained(ctx context.Context, s step) error {
	var ended atomic.Pointer[error]
	var stumbles atomic.Int32
	p.all(ctx, func(ctx context.Context) (bool, error) {
		busy, err := s(ctx)
		switch {
		case err == nil && busy:
			stumbles.Store(0)
		case errors.Is(err, feeds.ErrFull), err != nil && stumbles.Add(1) >= mostStumbles:
			ended.Store(&err)
			return false, nil // which ends the draining
		}
		return busy, err
	}, true)
	if err := ended.Load(); err != nil && ctx.Err() == nil {
		return *err
	}
	return ctx.Err()
}

// all lets every worker take steps.
func (p *Poller) all(ctx context.Context, step step, drain bool) {
	p.wake()
	c := newCrew(p.config.Workers)
	stop := make(chan struct{})
	var others sync.WaitGroup
	others.Go(func() { p.relieve(ctx, c, step, &others, stop) })
	var wg sync.WaitGroup
	for i := range p.config.Workers {
		wg.Go(func() { p.work(ctx, c.timed(i, step), drain, func() bool { return true }) })
	}
	wg.Wait()
	close(stop)
	others.Wait()
}

// ReadAll reads every unread item that may be tried now, and visits nothing.
func (p *Poller) ReadAll(ctx context.Context) error {
	for ctx.Err() == nil {
		if busy, err := p.readSome(ctx); err != nil || !busy {
			return err
		}
	}
	return ctx.Err()
}

// ReadHost is ReadAll of the items of one host.
func (p *Poller) ReadHost(ctx context.Context, host string) error {
	claim := func() (feeds.Claim, []feeds.Item, error) {
		return p.deps.Store.ClaimUnreadOf(ctx, host, p.config.Owner, readBatch)
	}
	for ctx.Err() == nil {
		if busy, err := p.readClaimed(ctx, claim); err != nil || !busy {
			return err
		}
	}
	return ctx.Err()
}

// work takes one piece after the other. With drain it returns when nothing can
// be claimed: what another worker holds is that worker's to finish, and what it
// finds new is claimed by it next. It returns as well when it is no longer wanted.
func (p *Poller) work(ctx context.Context, step step, drain bool, wanted func() bool) {
	for ctx.Err() == nil && wanted() {
		busy, err := p.look(ctx, step)
		wait := p.config.Idle
		switch {
		case errors.Is(err, feeds.ErrFull): // which the store tells, once
			wait = fullPause
		case err != nil && ctx.Err() == nil:
			p.deps.Log.Error("polling stumbled", "err", err)
		case busy:
			continue
		case drain:
			return
		}
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
	}
}

// fullPause is how long a worker waits before it sees whether a full store has room
// again: what it would find could not be kept.
const fullPause = 2 * time.Second

// look takes a step unless another worker has just found nothing to do.
func (p *Poller) look(ctx context.Context, step step) (bool, error) {
	woken := p.woken.Load()
	if l := p.lull.Load(); l != nil && l.woken == woken && time.Now().Before(l.until) {
		return false, nil
	}
	busy, err := step(ctx)
	switch {
	case err != nil:
		p.wake() // what failed is still to be done
	case !busy:
		// A worker that waits looks again after config.Idle.
		p.lull.Store(&lull{woken: woken, until: time.Now().Add(p.config.Idle / 2)})
	}
	return busy, err
}

// wake says that work may have come.
func (p *Poller) wake() { p.woken.Add(1) }

// step does one piece of work and reports whether there was any. Articles go
// first: a reader waits for them, nobody waits for a list.
func (p *Poller) step(ctx context.Context) (bool, error) {
	done, err := p.readSome(ctx)
	if done || err != nil {
		return done, err
	}
	return p.visitHost(ctx)
}

// visitHost visits the due sources of one host, one after the other.
func (p *Poller) visitHost(ctx context.Context) (bool, error) {
	claim, visits, err := p.deps.Store.ClaimHost(ctx, p.config.Owner, p.Polled())
	if errors.Is(err, feeds.ErrNoWork) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("claim a host with due sources: %w", err)
	}
	defer p.release(ctx, &claim)
	defer p.hold(ctx, claim)()
	for i, v := range visits {
		if ctx.Err() != nil {
			return true, nil
		}
		if i > 0 {
			if claim, err = p.deps.Store.Renew(ctx, claim); err != nil {
				return true, fmt.Errorf("keep the claim on host %s: %w", claim.Subject, err)
			}
		}
		s, ok := p.source(v.Source)
		if !ok {
			continue // a Reload dropped it since
		}
		if err := p.visitContained(ctx, claim, s, v); err != nil {
			return true, fmt.Errorf("visit %s: %w", v.Source, err)
		}
	}
	return true, nil
}

// visitContained visits a source. A visit that panics, or whose round cannot be written, has
// failed like any other: it keeps no other source of the host waiting, and the publisher is
// not asked again before the back-off has passed.
func (p *Poller) visitContained(ctx context.Context, c feeds.Claim, s extract.Source, v feeds.Visit) (err error) {
	defer func() {
		if r := recover(); r != nil {
			p.deps.Log.Error("visit panicked", "source", s.ID, "err", r, "at", feeds.PanickedAt())
			err = p.failed(ctx, c, s, v, fmt.Sprint(r))
		}
	}()
	err = p.visit(ctx, c, s, v)
	if err == nil || passing(ctx, err) {
		return err
	}
	p.deps.Log.Error("visit not written", "source", s.ID, "err", err)
	return p.failed(ctx, c, s, v, err.Error())
}

// passing reports whether a write failed for a reason that has nothing to do with what was
// to be written: all would fail alike, and may be done later as it was to be done now.
func passing(ctx context.Context, err error) bool {
	return ctx.Err() != nil || errors.Is(err, feeds.ErrFull) || errors.Is(err, feeds.ErrClaimLost)
}

// failed notes that a visit came to nothing for a reason of ours; v is as it was before.
func (p *Poller) failed(ctx context.Context, c feeds.Claim, s extract.Source, v feeds.Visit, why string) error {
	v.Source, v.At = s.ID, p.deps.Now()
	v.Outcome, v.Reason = feeds.OutcomeError, "visit failed inside: "+why
	p.schedule(s, &v, 0)
	judge(s.Source, &v, nil, v.At)
	p.config.Observe(Observation{Source: s.ID, Outcome: v.Outcome, Reason: v.Reason})
	return p.deps.Store.Touch(ctx, c, v)
}

// hold extends a claim until stop is called.
func (p *Poller) hold(ctx context.Context, c feeds.Claim) (stop func()) {
	return feeds.Extend(p.config.Renew, func() error {
		_, err := p.deps.Store.Renew(ctx, c)
		return err
	})
}

func (p *Poller) release(ctx context.Context, c *feeds.Claim) {
	if err := p.deps.Store.Release(context.WithoutCancel(ctx), *c); err != nil && !errors.Is(err, feeds.ErrClaimLost) {
		p.deps.Log.Error("release of a claim failed", "claim", c.Subject, "err", err)
	}
}

// Only is a poller of one of p's sources.
func (p *Poller) Only(id feeds.SourceID) *Poller {
	if s, ok := p.source(id); ok {
		return p.With(s)
	}
	return p.With()
}

// With is a poller with the parts of p that polls the given sources.
func (p *Poller) With(sources ...extract.Source) *Poller {
	d := p.deps
	d.Sources = sources
	return New(d, p.config)
}
