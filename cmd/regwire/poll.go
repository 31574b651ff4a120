package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/poll"
)

type pollCmd struct {
	dataFlag
	All    bool   `help:"Visit every source, due or not."`
	NoRead bool   `help:"Visit lists only: what is new is read by the next poll or by serve."`
	Post   bool   `help:"Also post what is owed to channels."`
	Times  int    `help:"Poll so often; from the second time on every source is due. A source that has news each time does not know its items again." default:"1"`
	JSON   bool   `name:"json" help:"Print what each poll brought as a line of JSON."`
	Log    string `help:"Log level: debug, info, warn, error." default:"warn" enum:"debug,info,warn,error"`
}

// Run polls what is due and ends, for who would rather start it from cron than
// keep a process.
func (c *pollCmd) Run(ctx context.Context, p *program) error {
	if c.Times < 1 {
		return usage("--times is %d: give 1 or more", c.Times)
	}
	p.boundMemory(0) // until it is known how many sources there are
	settings, err := p.settings(c.dataFlag)
	if err != nil {
		return err
	}
	var t tally
	out := p.outside()
	out.log, out.base = logger(p.stderr, c.Log), settings.Listen.Base
	out.observe, out.posted = t.observe, t.posted
	if c.Post {
		out.getenv = p.getenv
	}
	h, err := build(settings, out)
	if err != nil {
		return err
	}
	p.boundMemory(len(h.sources))
	return errors.Join(c.poll(ctx, p.stdout, h, &t), h.close())
}

func (c *pollCmd) poll(ctx context.Context, w io.Writer, h *house, t *tally) error {
	for n := range c.Times {
		if c.All || n > 0 {
			h.hasten()
		}
		s, err := c.once(ctx, h, t)
		if err != nil {
			return err
		}
		s.Poll = n + 1
		if err := c.print(w, s); err != nil {
			return err
		}
	}
	return nil
}

// once polls what is due and says what that brought.
func (c *pollCmd) once(ctx context.Context, h *house, t *tally) (polled, error) {
	began := time.Now()
	before, err := h.store.Commits(ctx)
	if err != nil {
		return polled{}, err
	}
	work := h.poller.Drain
	if c.NoRead {
		work = h.poller.VisitAll
	}
	if err = work(ctx); err != nil {
		err = fmt.Errorf("poll was cut short: %w", err)
	}
	if c.Post && ctx.Err() == nil { // what is owed is posted though a full disk ends polling
		err = errors.Join(err, h.rejoin(ctx), h.editor.Chores(ctx), h.outbox.Drain(ctx))
	}
	if err != nil {
		return polled{}, err
	}
	after, err := h.store.Commits(ctx)
	if err != nil {
		return polled{}, err
	}
	s := t.take()
	s.Commits, s.Seconds = after-before, time.Since(began).Seconds()
	return s, nil
}

// hasten makes all sources due.
func (h *house) hasten() {
	polled := h.poller.Polled()
	ids := make([]feeds.SourceID, 0, len(polled))
	for _, s := range polled {
		ids = append(ids, s.ID)
	}
	h.store.Hasten(ids)
}

func (c *pollCmd) print(w io.Writer, s polled) error {
	if c.JSON {
		return json.NewEncoder(w).Encode(s)
	}
	_, err := fmt.Fprintf(w, "%s visited in %.1f s: %d unchanged, %d failed; %s, %d read, %d posted\n",
		counted(s.Visits, "source"), s.Seconds, s.Unchanged, s.Failed, counted(s.New, "new item"), s.Read, s.Posted)
	return err
}

// polled is what one poll brought.
type polled struct {
	Poll   int `json:"poll"`
	Visits int `json:"visits"`
	// Unchanged visits found what the last one had found, Failed ones had no good
	// outcome.
	Unchanged int     `json:"unchanged"`
	Failed    int     `json:"failed"`
	Parsed    int     `json:"parsed"` // documents
	New       int     `json:"new"`    // items
	Read      int     `json:"read"`   // items
	Posted    int     `json:"posted"`
	Commits   int     `json:"commits"` // transactions
	Seconds   float64 `json:"seconds"`
}

// tally counts what workers report.
type tally struct {
	mu  sync.Mutex
	sum polled
}

func (t *tally) observe(o poll.Observation) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.sum.Parsed += o.Parsed
	t.sum.Read += o.Read
	if o.Reading {
		return
	}
	t.sum.Visits++
	t.sum.New += o.New
	if o.Unchanged {
		t.sum.Unchanged++
	}
	if !o.Outcome.Good() {
		t.sum.Failed++
	}
}

func (t *tally) posted(_ bot.Delivery, r bot.Result) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if r.State == bot.Sent {
		t.sum.Posted++
	}
}

// take gives the sum and begins a new one.
func (t *tally) take() polled {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := t.sum
	t.sum = polled{}
	return s
}
