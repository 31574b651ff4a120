package store

import (
	"sync"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// What is owed in the moment in which a subscription, or a person, goes is served, though
// the channel owed nothing else any more.
func TestAChannelIsServedThatOwesAnewWhileItLosesWhatItOwed(t *testing.T) {
	const person = "U1"
	channel := bot.Direct("slack:T1", person)
	for name, goes := range map[string]func(s *Store, id bot.SubscriptionID) error{
		"unsubscribed": func(s *Store, id bot.SubscriptionID) error {
			_, err := s.Unsubscribe(t.Context(), id, func(bot.Subscription, feeds.Event, []feeds.Item) bool { return false }, bot.Audit{})
			return err
		},
		"forgotten": func(s *Store, _ bot.SubscriptionID) error {
			_, err := s.Forget(t.Context(), bot.Forgetting{Workspace: channel.Workspace(), User: person, Alias: "somebody"}, bot.Audit{})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := OpenChecked(t, t.TempDir(), Options{})
			sub, err := s.Subscribe(t.Context(), bot.Subscription{Channel: channel}, bot.Channel{}, bot.Audit{})
			if err != nil {
				t.Fatal(err)
			}
			owe := func(kind bot.Kind, subject string) error {
				return s.Owe(t.Context(), []bot.Delivery{{Key: bot.DeliveryKey{Channel: channel, Kind: kind, Subject: subject}}})
			}
			if err := owe(bot.KindAlert, "e1"); err != nil {
				t.Fatal(err)
			}
			goOn := stall(s)
			var ended sync.WaitGroup
			for n, write := range []func() error{func() error { return goes(s, sub.ID) }, func() error { return owe(bot.KindNotice, "news") }} {
				ended.Go(func() {
					if err := write(); err != nil {
						t.Error(err)
					}
				})
				for len(s.requests) <= n {
					time.Sleep(time.Millisecond)
				}
			}
			goOn()
			ended.Wait()
			_, owed, err := s.ClaimChannel(t.Context(), "test")
			if err != nil || len(owed.Deliveries) != 1 || owed.Deliveries[0].Key.Subject != "news" {
				t.Errorf("claimed %v, %v; want the news alone", owed.Deliveries, err)
			}
		})
	}
}
