package outbox_test

import (
	"context"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/outbox"
	"github.com/regwire/regwire/store"
)

// leisurely takes three minutes to say that it has taken a post: three times what a claim
// holds for.
type leisurely struct{ posts atomic.Int32 }

func (p *leisurely) Name() string                  { return "leisurely" }
func (p *leisurely) Can(bot.Channel) bot.Abilities { return bot.Abilities{} }
func (p *leisurely) Pace() time.Duration           { return time.Second }

func (p *leisurely) Post(context.Context, bot.Channel, bot.Message) (bot.Reference, error) {
	p.posts.Add(1)
	time.Sleep(3 * time.Minute)
	return bot.Reference{ID: "1"}, nil
}

// TestAPostThatTakesLongIsNotBegunByAnotherSender: a channel stays with the sender that
// posts to it, and what the service says in the end counts.
func TestAPostThatTakesLongIsNotBegunByAnotherSender(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, err := store.Open(t.TempDir(), store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		p := &leisurely{}
		if err := s.Owe(t.Context(), []bot.Delivery{{
			Key: bot.DeliveryKey{Channel: "leisurely:T1/C1", Kind: bot.KindAlert, Subject: "e1"}, State: bot.Pending, Created: time.Now(), Due: time.Now(),
		}}); err != nil {
			t.Fatal(err)
		}
		var sent atomic.Int32
		o := outbox.New(outbox.Deps{
			Store: s, Platforms: map[string]bot.Platform{"leisurely": p}, Log: slog.New(slog.DiscardHandler), Now: time.Now,
			Composers: map[bot.Kind]bot.Composer{bot.KindAlert: func(context.Context, bot.Delivery, bot.Channel) (bot.Message, error) { return bot.Message{}, nil }},
		}, outbox.Config{Senders: 4, Observe: func(_ bot.Delivery, r bot.Result) {
			if r.State == bot.Sent && !r.Repeat {
				sent.Add(1)
			}
		}})
		ctx, stop := context.WithTimeout(t.Context(), 10*time.Minute)
		defer stop()
		if err := o.Run(ctx); err != nil {
			t.Fatal(err)
		}
		if p.posts.Load() != 1 || sent.Load() != 1 {
			t.Errorf("%d posts, of which %d were written down as sent once; want one", p.posts.Load(), sent.Load())
		}
	})
}
