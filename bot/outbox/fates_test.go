package outbox_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/outbox"
	"github.com/regwire/regwire/feeds"
)

func TestFatesOfPosts(t *testing.T) {
	refuse := func(f bot.Fate, after time.Duration) error {
		return &bot.PostError{Fate: f, After: after, Code: "code"}
	}
	cases := []struct {
		name    string
		answers []error
		rounds  int // of an hour each
		posts   int
		state   bot.State
		marked  int
	}{
		{"taken", nil, 1, 1, bot.Sent, 0},
		{"retry, then taken", []error{refuse(bot.FateRetry, time.Minute)}, 2, 2, bot.Sent, 0},
		{"ambiguous, then taken and marked", []error{refuse(bot.FateAmbiguous, 0)}, 2, 2, bot.Sent, 1},
		{"unknown error is ambiguous", []error{errors.New("reset")}, 2, 2, bot.Sent, 1},
		{"always ambiguous is held after three copies", slices.Repeat([]error{refuse(bot.FateAmbiguous, 0)}, 9), 9, 3, bot.HeldUp, 2},
		{"limits are no copies", []error{refuse(bot.FateRetry, 0), refuse(bot.FateAmbiguous, 0), refuse(bot.FateRetry, 0), refuse(bot.FateRetry, 0)}, 6, 5, bot.Sent, 3},
		{"refused as it is, then plain", []error{refuse(bot.FatePlain, 0)}, 2, 2, bot.Sent, 0},
		{"refused as it is and plain", slices.Repeat([]error{refuse(bot.FatePlain, 0)}, 9), 5, 2, bot.Dead, 0},
		{"dead", []error{refuse(bot.FateDead, 0)}, 3, 1, bot.Dead, 0},
		{"channel held", []error{refuse(bot.FateHoldChannel, 0)}, 4, 1, bot.Retry, 0},
		{"workspace held", []error{refuse(bot.FateHoldWorkspace, 0)}, 4, 1, bot.Retry, 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t, 20, c.answers...)
			d.subscribe(bot.Subscription{})
			e := d.happen("a", relevant)
			for range c.rounds {
				d.drain()
				d.clock.Move(time.Hour)
			}
			marked := 0
			for _, p := range d.script.posts {
				if p.Repeat {
					marked++
				}
			}
			ds := d.deliveries(e)
			if len(d.script.posts) != c.posts || marked != c.marked || len(ds) != 1 || ds[0].State != c.state {
				t.Errorf("%d posts, %d marked, deliveries %+v; want %d, %d, %s", len(d.script.posts), marked, ds, c.posts, c.marked, c.state)
			}
		})
	}
}

func TestHeldChannelResumesByOneChangeAndDeliversWhatItIsOwed(t *testing.T) {
	d := newDesk(t, 20, &bot.PostError{Fate: bot.FateHoldChannel, Code: "is_archived", Fix: "unarchive it"})
	d.subscribe(bot.Subscription{})
	d.happen("a", relevant)
	d.drain()
	d.happen("b", relevant)
	d.drain()
	if len(d.script.posts) != 1 {
		t.Fatalf("%d posts into a held channel", len(d.script.posts)-1)
	}
	c, err := d.store.Channel(t.Context(), channel)
	d.must(err)
	if c.Held == "" {
		t.Fatal("channel is not held")
	}
	c.Held = ""
	d.must(d.store.PutChannel(t.Context(), c, bot.Audit{At: d.clock.Now()}))
	d.clock.Move(time.Hour)
	d.drain()
	if len(d.script.posts) != 3 {
		t.Errorf("%d posts in all, want the two that were owed after the refused one", len(d.script.posts))
	}
}

func TestRetryAfterKeepsTheChannelQuietUntilItHasPassed(t *testing.T) {
	d := newDesk(t, 20, &bot.PostError{Fate: bot.FateRetry, After: 10 * time.Minute, Code: "ratelimited"})
	d.subscribe(bot.Subscription{})
	d.happen("a", relevant)
	d.drain()
	for range 9 {
		d.clock.Move(time.Minute)
		d.drain()
	}
	if len(d.script.posts) != 1 {
		t.Fatalf("%d calls before Retry-After had passed", len(d.script.posts)-1)
	}
	d.clock.Move(time.Hour)
	d.drain()
	if len(d.script.posts) != 2 {
		t.Errorf("%d posts, want 2", len(d.script.posts))
	}
}

func TestResultSaysWhetherPatienceWasAskedFor(t *testing.T) {
	for after, want := range map[time.Duration]bool{0: false, time.Minute: true} {
		d := newDesk(t, 20, &bot.PostError{Fate: bot.FateRetry, After: after, Code: "busy"})
		var got []bool
		d.out = outbox.New(d.deps, outbox.Config{Burst: 20, Observe: func(_ bot.Delivery, r bot.Result) { got = append(got, r.Limited) }})
		d.subscribe(bot.Subscription{})
		d.happen("a", relevant)
		d.drain()
		if len(got) != 1 || got[0] != want {
			t.Errorf("after %s: limited %v, want %v once", after, got, want)
		}
	}
}

// What was published up to the day of a backup may have been told by the bot that the
// backup was made of.
func TestWhatMayHaveBeenToldBeforeARestoreIsMarked(t *testing.T) {
	for repeats, want := range map[feeds.Day]bool{"": false, "2022-09-29": false, "2022-09-30": true} { // published on 30 September
		d := newDesk(t, 20)
		d.out = outbox.New(d.deps, outbox.Config{Burst: 20, Repeats: repeats})
		d.subscribe(bot.Subscription{})
		e := d.happen("a", relevant)
		d.drain()
		if got := d.deliveries(e); len(got) != 1 || got[0].Repeat != want {
			t.Errorf("restored on %q: %+v, want a repeat: %v", repeats, got, want)
		}
	}
}

func TestWhatAPostCameToIsWrittenThoughTheRunEnds(t *testing.T) {
	d := newDesk(t, 20)
	d.subscribe(bot.Subscription{})
	e := d.happen("a", relevant)
	ctx, stop := context.WithCancel(t.Context())
	d.out = outbox.New(outbox.Deps{
		Store: d.store, Platforms: map[string]bot.Platform{"script": &leaving{stop: stop}}, Log: slog.New(slog.DiscardHandler), Now: d.clock.Now,
		Region: func(feeds.AuthorityID) string { return "" },
		Composers: map[bot.Kind]bot.Composer{bot.KindAlert: func(context.Context, bot.Delivery, bot.Channel) (bot.Message, error) {
			return bot.Message{}, nil
		}},
	}, outbox.Config{Senders: 2, Idle: time.Millisecond})
	d.must(d.out.Run(ctx))
	if ds := d.deliveries(e); len(ds) != 1 || ds[0].State != bot.Sent {
		t.Errorf("deliveries %+v, want one that was sent", ds)
	}
}

// TestPanicIsOneDeliverysAlone has a composer or a platform panic on the first
// channel that it comes to: the other channels are told all the same.
func TestPanicIsOneDeliverysAlone(t *testing.T) {
	for _, c := range []struct {
		name     string
		composer bool
		state    bot.State
		posts    int // to the channel that it happens on
	}{
		{"composer", true, bot.HeldUp, 0},
		{"platform", false, bot.HeldUp, 3}, // each of them may have arrived
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t, 20)
			bad, good := channel, channel+"2"
			deliveries := []bot.Delivery{
				{Key: bot.DeliveryKey{Channel: bad, Kind: bot.KindNotice, Subject: "n"}, Due: d.clock.Now()},
				{Key: bot.DeliveryKey{Channel: good, Kind: bot.KindNotice, Subject: "n"}, Due: d.clock.Now()},
			}
			d.must(d.store.Owe(t.Context(), deliveries))
			posts := map[bot.ChannelID]int{}
			on := func(where bot.ChannelID) {
				if where == bad {
					panic("cannot be done")
				}
			}
			d.out = outbox.New(outbox.Deps{
				Store: d.store, Log: slog.New(slog.DiscardHandler), Now: d.clock.Now,
				Platforms: map[string]bot.Platform{"script": fickle{func(c bot.ChannelID) { posts[c]++; on(c) }}},
				Composers: map[bot.Kind]bot.Composer{bot.KindNotice: func(_ context.Context, dl bot.Delivery, _ bot.Channel) (bot.Message, error) {
					if c.composer {
						on(dl.Key.Channel)
					}
					return bot.Message{}, nil
				}},
			}, outbox.Config{})
			for range 5 {
				d.drain()
				d.clock.Move(time.Hour)
			}
			told, err := d.store.Told(t.Context(), "n")
			d.must(err)
			if len(told) != 2 || told[0].State != c.state || told[1].State != bot.Sent || posts[bad] != c.posts || posts[good] != 1 {
				t.Errorf("posts %v, deliveries %+v", posts, told)
			}
		})
	}
}
