package outbox_test

import (
	"context"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/outbox"
	"github.com/regwire/regwire/store"
)

// late is a platform that answers after a while, unless it is called off before.
type late time.Duration

func (late) Name() string                  { return "late" }
func (late) Can(bot.Channel) bot.Abilities { return bot.Abilities{} }
func (late) Pace() time.Duration           { return 0 }
func (l late) Post(ctx context.Context, _ bot.Channel, _ bot.Message) (bot.Reference, error) {
	select {
	case <-ctx.Done():
		return bot.Reference{}, context.Cause(ctx)
	case <-time.After(time.Duration(l)):
		return bot.Reference{ID: "1"}, nil
	}
}

func TestAPostUnderWayIsFinishedWhenToldToStop(t *testing.T) {
	for _, tt := range []struct {
		answers, took time.Duration
		want          bot.State
		lies          int
	}{
		{5 * time.Second, 5 * time.Second, bot.Sent, 0},
		{time.Hour, 9 * time.Second, bot.Retry, 1}, // a second before the stop and eight behind it
	} {
		synctest.Test(t, func(t *testing.T) {
			s, err := store.Open(t.TempDir(), store.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			d := bot.Delivery{Key: bot.DeliveryKey{Channel: "late:T1/C1", Kind: bot.KindAlert, Subject: "e1"}, State: bot.Pending, Created: time.Now(), Due: time.Now()}
			if err := s.Owe(t.Context(), []bot.Delivery{d}); err != nil {
				t.Fatal(err)
			}
			o := outbox.New(outbox.Deps{
				Store: s, Platforms: map[string]bot.Platform{"late": late(tt.answers)}, Log: slog.New(slog.DiscardHandler), Now: time.Now,
				Composers: map[bot.Kind]bot.Composer{bot.KindAlert: func(context.Context, bot.Delivery, bot.Channel) (bot.Message, error) { return bot.Message{}, nil }},
			}, outbox.Config{Senders: 1})
			ctx, stop := context.WithTimeout(t.Context(), time.Second)
			defer stop()
			began := time.Now()
			if err := o.Run(ctx); err != nil {
				t.Fatal(err)
			}
			took := time.Since(began)
			got, err := s.Deliveries(t.Context(), "e1")
			if err != nil || len(got) != 1 {
				t.Fatal(got, err)
			}
			if took != tt.took || got[0].State != tt.want || got[0].Lies != tt.lies {
				t.Errorf("answered after %s: %s, %d lies, after %s", tt.answers, got[0].State, got[0].Lies, took)
			}
		})
	}
}
