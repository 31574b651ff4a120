// Package outbox plans who is owed what for every new event, and delivers what
// is owed. Start with New and Outbox.Run; Store says what it needs of a store.
//
// It guarantees that a delivery is written down before anything is posted, that
// it is marked "sending" before the platform is called, that order and pace are
// kept per channel, and that a post whose fate is unknown is sent once more and
// marked as a possible repeat. What a message says is left to composers, how it
// looks to platforms.
package outbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// Deps are the parts of the outbox.
type Deps struct {
	Store     Store
	Platforms map[string]bot.Platform
	// Composers makes the message of each kind of delivery.
	Composers map[bot.Kind]bot.Composer
	// List makes one message of several alerts that wait for one channel.
	List func(ctx context.Context, ds []bot.Delivery, c bot.Channel) (bot.Message, error)
	// Private says what single people are owed about an event, whatever channels
	// subscribe to: those whose watch list it may concern. May be nil.
	Private func(ctx context.Context, u bot.Unplanned) ([]bot.Delivery, error)
	// Region tells the region of an authority, for filters: "CN-SH".
	Region func(feeds.AuthorityID) string
	Log    *slog.Logger
	Now    func() time.Time
}

// Config are the settings of the outbox.
type Config struct {
	Owner string
	// Senders bounds the channels served at once; bot.PostsAtOnce when 0. A sender waits
	// longer for its commits to reach the disk than for the platform: fewer make more
	// commits, twice as many gain nothing, and so many posts may be repeated after a crash.
	Senders int
	// Burst is how many alerts may wait for a channel before they become one
	// list; 20 when 0.
	Burst int
	// Idle is how long a worker that found nothing waits; 500 ms when 0.
	Idle time.Duration
	// Repeats is the day up to which a publication may have been told by a
	// database that was lost since: its alert is marked as a possible repeat.
	Repeats feeds.Day
	// Observe is told of every delivery that ended; may be nil.
	Observe func(bot.Delivery, bot.Result)
}

// Outbox plans and delivers.
type Outbox struct {
	deps     Deps
	config   Config
	outages  outages
	silences silences
}

// New returns an outbox; nothing runs until Run or Drain.
func New(d Deps, c Config) *Outbox {
	if c.Owner == "" {
		c.Owner = fmt.Sprintf("outbox-%08x", rand.Uint32())
	}
	if c.Senders <= 0 {
		c.Senders = bot.PostsAtOnce
	}
	if c.Burst <= 0 {
		c.Burst = 20
	}
	if c.Idle <= 0 {
		c.Idle = 500 * time.Millisecond
	}
	if c.Observe == nil {
		c.Observe = func(bot.Delivery, bot.Result) {}
	}
	return &Outbox{deps: d, config: c}
}

// Run plans and delivers until ctx ends; posts under way are finished or left
// to the next start.
func (o *Outbox) Run(ctx context.Context) error {
	var wg sync.WaitGroup
	wg.Go(func() { o.loop(ctx, o.planSome) })
	for range o.config.Senders {
		wg.Go(func() {
			s := &sender{Outbox: o}
			o.loop(ctx, s.serveNext)
			if err := s.settle(ctx); err != nil {
				o.deps.Log.Error("outbox stumbled", "err", err)
			}
		})
	}
	wg.Wait()
	return nil
}

// Drain plans every unplanned event and delivers all that is due now. An event whose plan
// panics keeps nothing else from being planned and delivered.
func (o *Outbox) Drain(ctx context.Context) error {
	s := &sender{Outbox: o, stay: true}
	var panics []error
	for _, step := range []func(context.Context) (bool, error){o.planSome, s.serveNext} {
		for ctx.Err() == nil {
			busy, err := step(ctx)
			switch {
			case errors.Is(err, bot.ErrPanic):
				panics = append(panics, err)
				continue
			case err != nil:
				return errors.Join(append(panics, err, s.settle(ctx))...)
			}
			if !busy {
				break
			}
		}
	}
	return errors.Join(append(panics, s.settle(ctx), ctx.Err())...)
}

func (o *Outbox) loop(ctx context.Context, step func(context.Context) (bool, error)) {
	for ctx.Err() == nil {
		busy, err := bot.Contain("the outbox", func() (bool, error) { return step(ctx) })
		if err != nil && ctx.Err() == nil {
			o.deps.Log.Error("outbox stumbled", "err", err)
		}
		if busy && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
		case <-time.After(o.config.Idle):
		}
	}
}

func (o *Outbox) release(ctx context.Context, c feeds.Claim) {
	if err := o.deps.Store.Release(context.WithoutCancel(ctx), c); err != nil && !errors.Is(err, feeds.ErrClaimLost) {
		o.deps.Log.Error("release of a claim failed", "claim", c.Subject, "err", err)
	}
}
