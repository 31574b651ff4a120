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

// poisoned answers nothing clear to one delivery, and takes the others.
type poisoned struct {
	*failing
	poison string
	took   map[string]time.Time
}

func (p poisoned) Post(_ context.Context, _ bot.Channel, m bot.Message) (bot.Reference, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if m.Delivery == p.poison {
		p.calls++
		return bot.Reference{}, &bot.PostError{Fate: bot.FateAmbiguous, Code: "status 500"}
	}
	p.took[m.Delivery] = time.Now()
	return bot.Reference{ID: "1"}, nil
}

// TestADeliveryThatIsAtFaultSilencesNoChannel: what comes while one delivery fails and
// fails is posted at once.
func TestADeliveryThatIsAtFaultSilencesNoChannel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, err := store.Open(t.TempDir(), store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		alert := func(subject string) bot.Delivery {
			return bot.Delivery{Key: bot.DeliveryKey{Channel: "failing:T1/C1", Kind: bot.KindAlert, Subject: subject}, State: bot.Pending, Created: time.Now(), Due: time.Now()}
		}
		bad := alert("e0")
		p := poisoned{&failing{}, bad.Key.String(), map[string]time.Time{}}
		o := outbox.New(outbox.Deps{
			Store: s, Platforms: map[string]bot.Platform{"failing": p}, Log: slog.New(slog.DiscardHandler), Now: time.Now,
			Composers: map[bot.Kind]bot.Composer{bot.KindAlert: func(context.Context, bot.Delivery, bot.Channel) (bot.Message, error) { return bot.Message{}, nil }},
		}, outbox.Config{Senders: 1})
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- o.Run(ctx) }()
		if err := s.Owe(t.Context(), []bot.Delivery{bad}); err != nil {
			t.Fatal(err)
		}
		for _, subject := range []string{"e1", "e2", "e3"} {
			time.Sleep(100 * time.Second)
			good := alert(subject)
			if err := s.Owe(t.Context(), []bot.Delivery{good}); err != nil {
				t.Fatal(err)
			}
			time.Sleep(5 * time.Second)
			if p.mu.Lock(); p.took[good.Key.String()].IsZero() {
				t.Errorf("%s waits for one that fails", subject)
			}
			p.mu.Unlock()
		}
		time.Sleep(10 * time.Minute)
		stop()
		if err := <-done; err != nil {
			t.Fatal(err)
		}
		if p.calls != 3 {
			t.Errorf("the one that fails was posted %d times, want three copies and then a person", p.calls)
		}
	})
}
