package outbox_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/outbox"
	"github.com/regwire/regwire/feeds"
)

func TestMutedSubscriptionIsListedWhenItsMuteEnds(t *testing.T) {
	d := newDesk(t, 0)
	d.subscribe(bot.Subscription{Mode: bot.Now, MutedUntil: d.clock.Now().Add(72 * time.Hour), Muted: "U1: holiday"})
	d.happen("a", feeds.Reading{Relevance: feeds.Relevant})
	e := d.happen("b", feeds.Reading{Relevance: feeds.Relevant})
	d.drain()
	if n := len(d.script.posts); n != 0 {
		t.Fatalf("%d posts while muted, want none", n)
	}
	ds := d.deliveries(e)
	if len(ds) != 1 || len(ds[0].Events) != 2 || ds[0].Key.Subject != bot.ListMuted || ds[0].Args["why"] != "U1: holiday" {
		t.Fatalf("deliveries %+v, want one list of both", ds)
	}
	d.clock.Move(72 * time.Hour)
	d.drain()
	if n := len(d.script.posts); n != 1 {
		t.Errorf("%d posts after the mute, want the list", n)
	}
	d.happen("c", feeds.Reading{Relevance: feeds.Relevant})
	d.drain()
	if n := len(d.script.posts); n != 2 {
		t.Errorf("%d posts, want what comes after the mute at once", n)
	}
}

func TestAnotherSubscriptionOfTheChannelIsNotMutedWithIt(t *testing.T) {
	d := newDesk(t, 0)
	d.subscribe(bot.Subscription{Mode: bot.Now, MutedUntil: d.clock.Now().Add(72 * time.Hour)})
	d.subscribe(bot.Subscription{Mode: bot.Now, Filter: bot.Filter{Topics: []feeds.Topic{"x"}}})
	e := d.happen("a", feeds.Reading{Relevance: feeds.Relevant, Topics: []feeds.Topic{"x"}})
	d.drain()
	if n := len(d.script.posts); n != 1 {
		t.Errorf("%d posts, want one for the subscription that hears", n)
	}
	if ds := d.deliveries(e); len(ds) != 1 {
		t.Errorf("deliveries %+v, want no second telling when the mute ends", ds)
	}
}

func TestQuietHoursHoldPostsAndNothingElse(t *testing.T) {
	d := newDesk(t, 0) // 18:00 in China
	d.subscribe(bot.Subscription{Mode: bot.Now})
	d.must(d.store.PutChannel(t.Context(), bot.Channel{ID: channel, Zone: "Asia/Shanghai", Quiet: "18:00-07:00"}, bot.Audit{}))
	e := d.happen("a", feeds.Reading{Relevance: feeds.Relevant})
	d.drain()
	if n := len(d.script.posts); n != 0 {
		t.Fatalf("%d posts in quiet hours", n)
	}
	if ds := d.deliveries(e); len(ds) != 1 || ds[0].State != bot.Pending || ds[0].Attempts != 0 {
		t.Fatalf("deliveries %+v, want one that waits untouched", ds)
	}
	d.clock.Set(time.Date(2022, 10, 1, 7, 0, 0, 0, feeds.Shanghai))
	d.drain()
	if n := len(d.script.posts); n != 1 {
		t.Errorf("%d posts in the morning, want 1", n)
	}
}

func TestWhatIsOwedInPrivateIsPlannedWithTheEvent(t *testing.T) {
	d := newDesk(t, 0)
	private := bot.DeliveryKey{Channel: "script:w/U1", Kind: bot.KindNotice, Subject: "watch:e1", Occasion: "x"}
	d.out = outbox.New(outbox.Deps{
		Store: d.store, Platforms: map[string]bot.Platform{"script": d.script}, Log: slog.New(slog.DiscardHandler), Now: d.clock.Now,
		Region: func(feeds.AuthorityID) string { return "" },
		Private: func(context.Context, bot.Unplanned) ([]bot.Delivery, error) {
			return []bot.Delivery{{Key: private, Due: d.clock.Now()}}, nil
		},
		Composers: map[bot.Kind]bot.Composer{bot.KindNotice: func(context.Context, bot.Delivery, bot.Channel) (bot.Message, error) {
			return bot.Message{}, nil
		}},
	}, outbox.Config{})
	e := d.happen("a", feeds.Reading{Relevance: feeds.Relevant})
	d.drain()
	if n := len(d.script.posts); n != 1 {
		t.Errorf("%d posts, want the private one", n)
	}
	if ds := d.deliveries(e); len(ds) != 0 {
		t.Errorf("the event shows deliveries %+v: a watch list is seen by its owners alone", ds)
	}
}
