package outbox_test

import (
	"context"
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

// paced is a platform whose channels take one post a second.
type paced struct {
	mu    sync.Mutex
	began time.Time
	at    map[bot.ChannelID][]time.Duration
}

func (p *paced) Name() string                  { return "paced" }
func (p *paced) Can(bot.Channel) bot.Abilities { return bot.Abilities{} }
func (p *paced) Pace() time.Duration           { return time.Second }
func (p *paced) Post(_ context.Context, c bot.Channel, _ bot.Message) (bot.Reference, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.at[c.ID] = append(p.at[c.ID], time.Since(p.began))
	return bot.Reference{ID: fmt.Sprint(len(p.at[c.ID]))}, nil
}

func TestPaceOfAChannelKeepsNoOtherWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const channels, alerts = 20, 3
		s, err := store.Open(t.TempDir(), store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		p := &paced{began: time.Now(), at: map[bot.ChannelID][]time.Duration{}}
		var owed []bot.Delivery
		for n := range alerts {
			for i := range channels {
				owed = append(owed, bot.Delivery{
					Key:   bot.DeliveryKey{Channel: bot.ChannelID(fmt.Sprintf("paced:T1/C%d", i)), Kind: bot.KindAlert, Subject: fmt.Sprintf("e%d", n)},
					State: bot.Pending, Created: time.Now(), Due: time.Now(),
				})
			}
		}
		if err := s.Owe(t.Context(), owed); err != nil {
			t.Fatal(err)
		}
		o := outbox.New(outbox.Deps{
			Store: s, Platforms: map[string]bot.Platform{"paced": p}, Log: slog.New(slog.DiscardHandler), Now: time.Now,
			Composers: map[bot.Kind]bot.Composer{bot.KindAlert: func(context.Context, bot.Delivery, bot.Channel) (bot.Message, error) { return bot.Message{}, nil }},
		}, outbox.Config{Senders: 2})
		ctx, stop := context.WithTimeout(t.Context(), 10*time.Second)
		defer stop()
		if err := o.Run(ctx); err != nil {
			t.Fatal(err)
		}
		for i := range channels {
			at := p.at[bot.ChannelID(fmt.Sprintf("paced:T1/C%d", i))]
			if len(at) != alerts {
				t.Fatalf("channel %d got %d posts, want %d", i, len(at), alerts)
			}
			for n, d := range at {
				if early := time.Duration(n) * time.Second; d < early || d > early+2*time.Second {
					t.Errorf("channel %d: post %d came after %s", i, n, d)
				}
			}
		}
	})
}

// TestPaceHoldsForAPostThatAKillCutShort has a process end while a post is under
// way: the copy of it keeps the pace too, since the first may have arrived.
func TestPaceHoldsForAPostThatAKillCutShort(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		s, err := store.Open(dir, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		p := &paced{began: time.Now(), at: map[bot.ChannelID][]time.Duration{}}
		key := bot.DeliveryKey{Channel: "paced:T1/C1", Kind: bot.KindAlert, Subject: "e1"}
		if err := s.Owe(t.Context(), []bot.Delivery{{Key: key, Due: time.Now()}}); err != nil {
			t.Fatal(err)
		}
		c, _, err := s.ClaimChannel(t.Context(), "killed")
		if err != nil {
			t.Fatal(err)
		}
		if err := s.CommitSending(t.Context(), c, []bot.DeliveryKey{key}); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if s, err = store.Open(dir, store.Options{}); err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		repeat := false
		o := outbox.New(outbox.Deps{
			Store: s, Platforms: map[string]bot.Platform{"paced": p}, Log: slog.New(slog.DiscardHandler), Now: time.Now,
			Composers: map[bot.Kind]bot.Composer{bot.KindAlert: func(_ context.Context, d bot.Delivery, _ bot.Channel) (bot.Message, error) {
				repeat = d.Repeat
				return bot.Message{}, nil
			}},
		}, outbox.Config{Senders: 2})
		ctx, stop := context.WithTimeout(t.Context(), 5*time.Second)
		defer stop()
		if err := o.Run(ctx); err != nil {
			t.Fatal(err)
		}
		if at := p.at[key.Channel]; len(at) != 1 || at[0] < time.Second || !repeat {
			t.Errorf("posted after %v, as a repeat: %t; want one repeat, a second after the first or later", at, repeat)
		}
	})
}
