package outbox_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/outbox"
	"github.com/regwire/regwire/store"
)

// failing is a platform that answers nothing clear for a while.
type failing struct {
	mu    sync.Mutex
	until time.Time
	calls int
	// taken are the posts that were taken, with those that are marked apart.
	taken, marked map[string]int
}

func (p *failing) Name() string                  { return "failing" }
func (p *failing) Can(bot.Channel) bot.Abilities { return bot.Abilities{} }
func (p *failing) Pace() time.Duration           { return time.Second }

func (p *failing) answers() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.calls++
	if time.Now().Before(p.until) {
		return &bot.PostError{Fate: bot.FateAmbiguous, Code: "status 503"}
	}
	return nil
}

func (p *failing) Post(_ context.Context, _ bot.Channel, m bot.Message) (bot.Reference, error) {
	if err := p.answers(); err != nil {
		return bot.Reference{}, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.taken[m.Delivery]++; m.Repeat {
		p.marked[m.Delivery]++
	}
	return bot.Reference{ID: fmt.Sprint(p.calls)}, nil
}

// asked is a failing platform that can be asked whether it answers.
type asked struct{ *failing }

func (p asked) Answers(context.Context, bot.Channel) error { return p.answers() }

func asking(p *failing) bot.Platform { return asked{p} }

func mute(p *failing) bot.Platform { return p }

// deaf is a failing platform that answers questions meanwhile.
type deaf struct{ *failing }

func (p deaf) Answers(context.Context, bot.Channel) error { return nil }

// TestWhatIsOwedOutlastsAServiceThatFails has a service fail for a while: all that is owed
// then is posted once it is back, without a person, and meanwhile it is let alone.
func TestWhatIsOwedOutlastsAServiceThatFails(t *testing.T) {
	for _, c := range []struct {
		name    string
		outage  time.Duration
		as      func(*failing) bot.Platform
		most    int // calls to the workspace meanwhile
		channel int
	}{
		{"for a minute, and cannot be asked", time.Minute, mute, 40, 3},
		{"for a quarter of an hour, and cannot be asked", 15 * time.Minute, mute, 40, 3},
		{"for a quarter of an hour, and answers questions", 15 * time.Minute, func(p *failing) bot.Platform { return deaf{p} }, 40, 3},
		{"for a minute", time.Minute, asking, 30, 3},
		{"for three hours", 3 * time.Hour, asking, 30 + 60, 3},
		{"for three hours, where one channel is served", 3 * time.Hour, asking, 60, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s, err := store.Open(t.TempDir(), store.Options{})
				if err != nil {
					t.Fatal(err)
				}
				defer s.Close()
				p := &failing{until: time.Now().Add(c.outage), taken: map[string]int{}, marked: map[string]int{}}
				const alerts = 5
				var owed []bot.Delivery
				for n := range alerts {
					for i := range c.channel {
						owed = append(owed, bot.Delivery{
							Key:   bot.DeliveryKey{Channel: bot.ChannelID(fmt.Sprintf("failing:T1/C%d", i)), Kind: bot.KindAlert, Subject: fmt.Sprintf("e%d", n)},
							State: bot.Pending, Created: time.Now(), Due: time.Now(),
						})
					}
				}
				if err := s.Owe(t.Context(), owed); err != nil {
					t.Fatal(err)
				}
				o := outbox.New(outbox.Deps{
					Store: s, Platforms: map[string]bot.Platform{"failing": c.as(p)}, Log: slog.New(slog.DiscardHandler), Now: time.Now,
					Composers: map[bot.Kind]bot.Composer{bot.KindAlert: func(context.Context, bot.Delivery, bot.Channel) (bot.Message, error) { return bot.Message{}, nil }},
				}, outbox.Config{Senders: 4})
				run := func(d time.Duration) {
					ctx, stop := context.WithTimeout(t.Context(), d)
					defer stop()
					if err := o.Run(ctx); err != nil && !errors.Is(err, context.DeadlineExceeded) {
						t.Fatal(err)
					}
				}
				run(c.outage)
				if p.calls > c.most {
					t.Errorf("%d calls while it failed, want at most %d", p.calls, c.most)
				}
				run(30 * time.Minute)
				for _, d := range owed {
					if key := d.Key.String(); p.taken[key] != 1 {
						t.Errorf("%s was posted %d times", key, p.taken[key])
					}
				}
			})
		})
	}
}

// TestRetryAfterOfAnUnclearAnswerIsObeyed: a service that may have taken a post and asks
// for patience has it for all of the channel.
func TestRetryAfterOfAnUnclearAnswerIsObeyed(t *testing.T) {
	d := newDesk(t, 20, &bot.PostError{Fate: bot.FateAmbiguous, After: 10 * time.Minute, Code: "status 503"})
	d.subscribe(bot.Subscription{})
	d.happen("a", relevant)
	d.drain()
	d.happen("b", relevant)
	d.clock.Move(-time.Hour) // which it moved
	d.drain()
	if len(d.script.posts) != 1 {
		t.Errorf("%d posts, want the channel left alone", len(d.script.posts))
	}
	d.clock.Move(time.Hour)
	d.drain()
	if len(d.script.posts) != 3 {
		t.Errorf("%d posts in the end, want 3", len(d.script.posts))
	}
}
