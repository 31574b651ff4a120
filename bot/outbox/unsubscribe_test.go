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

// leave takes the channel's subscription s1 back.
func (d *desk) leave() {
	d.t.Helper()
	_, err := d.store.Unsubscribe(d.t.Context(), "s1", func(bot.Subscription, feeds.Event, []feeds.Item) bool { return false }, bot.Audit{At: d.clock.Now()})
	d.must(err)
}

func TestWhoUnsubscribesIsNotToldAndWhoReturnsIs(t *testing.T) {
	closing := func(day feeds.Day) feeds.Reading {
		r := relevant
		r.Stage, r.Dates.CommentCloses = feeds.StageDraft, feeds.Date{Day: day}
		return r
	}
	for _, mode := range []bot.Mode{bot.Now, bot.Weekly} {
		t.Run(string(mode), func(t *testing.T) {
			d := newDesk(t, 20, &bot.PostError{Fate: bot.FateRetry, After: time.Hour, Code: "ratelimited"})
			d.subscribe(bot.Subscription{Mode: mode})
			d.happen("a", closing("2022-12-29"))
			d.drain()
			tried := len(d.script.posts)
			d.leave()
			d.clock.Set(d.clock.Now().AddDate(0, 0, 8))
			d.drain()
			if n := len(d.script.posts); n != tried {
				t.Fatalf("%d posts after it was unsubscribed", n-tried)
			}
			d.script.answers = nil
			d.subscribe(bot.Subscription{Mode: mode, Created: d.clock.Now()})
			d.publish(1, "标题（更正）", "a", closing("2022-12-29"))
			d.drain()
			d.publish(1, "标题（延期）", "a", closing("2023-01-15"))
			d.drain()
			d.clock.Set(d.clock.Now().AddDate(0, 0, 8))
			d.drain()
			if n := len(d.script.posts); n != tried+1 {
				t.Errorf("%d posts of the news to who subscribed again, want 1", n-tried)
			}
		})
	}
}

// What is taken back between a claim and its post is passed over, and the rest posted.
func TestWhatIsTakenBackWhileItIsComposedIsNotPosted(t *testing.T) {
	d := newDesk(t, 20)
	d.subscribe(bot.Subscription{})
	first := d.happen("a", relevant)
	d.must(d.store.Owe(t.Context(), []bot.Delivery{{Key: bot.DeliveryKey{Channel: channel, Kind: bot.KindNotice, Subject: "n"}, Due: d.clock.Now().Add(time.Minute)}}))
	var log warnings
	d.out = outbox.New(outbox.Deps{
		Store: d.store, Platforms: map[string]bot.Platform{"script": d.script}, Log: slog.New(&log), Now: d.clock.Now,
		Region: func(feeds.AuthorityID) string { return "" },
		Composers: map[bot.Kind]bot.Composer{
			bot.KindAlert: func(_ context.Context, dl bot.Delivery, _ bot.Channel) (bot.Message, error) {
				d.leave()
				return bot.Message{Subject: feeds.EventID(dl.Key.Subject)}, nil
			},
			bot.KindNotice: func(context.Context, bot.Delivery, bot.Channel) (bot.Message, error) { return bot.Message{}, nil },
		},
	}, outbox.Config{})
	for range 3 {
		d.drain()
		d.clock.Move(time.Minute)
	}
	if len(d.script.posts) != 1 || d.script.posts[0].Subject == first || log > 0 {
		t.Errorf("posts %+v, %d warnings; want the notice alone", d.script.posts, log)
	}
}

// An alert that cannot be composed is no alert that was taken back.
func TestAListThatCannotBeComposedIsToldOneByOne(t *testing.T) {
	d := newDesk(t, 2)
	d.subscribe(bot.Subscription{})
	broken := d.happen("a", relevant)
	for _, key := range []string{"b", "c", "d"} {
		d.happen(key, relevant)
	}
	var log warnings
	d.out = outbox.New(outbox.Deps{
		Store: d.store, Platforms: map[string]bot.Platform{"script": d.script}, Log: slog.New(&log), Now: d.clock.Now,
		Region: func(feeds.AuthorityID) string { return "" },
		List: func(_ context.Context, ds []bot.Delivery, _ bot.Channel) (bot.Message, error) {
			for _, x := range ds {
				if x.Key.Subject == string(broken) {
					return bot.Message{}, feeds.ErrNotFound
				}
			}
			return bot.Message{Kind: bot.KindDigest}, nil
		},
		Composers: map[bot.Kind]bot.Composer{bot.KindAlert: func(_ context.Context, dl bot.Delivery, _ bot.Channel) (bot.Message, error) {
			if dl.Key.Subject == string(broken) {
				return bot.Message{}, feeds.ErrNotFound
			}
			return bot.Message{Subject: feeds.EventID(dl.Key.Subject)}, nil
		}},
	}, outbox.Config{Burst: 2})
	ctx, stop := context.WithTimeout(t.Context(), 5*time.Second)
	defer stop()
	d.must(d.out.Drain(ctx))
	if ds := d.deliveries(broken); len(ds) != 1 || ds[0].State != bot.HeldUp {
		t.Errorf("the broken one: %+v", ds)
	}
	if n := len(d.script.posts); n != 1 || log == 0 {
		t.Errorf("%d posts, %d warnings; want one list of the rest, and a warning", n, log)
	}
}

// All that waits may have been told by alerts of what it became part of: then no list is
// posted, nobody is warned, and nothing waits any more.
func TestAListThatHasNothingToSayEndsItsAlerts(t *testing.T) {
	d := newDesk(t, 2)
	d.subscribe(bot.Subscription{})
	var events []feeds.EventID
	for _, key := range []string{"a", "b", "c"} {
		events = append(events, d.happen(key, relevant))
	}
	var log warnings
	d.out = outbox.New(outbox.Deps{
		Store: d.store, Platforms: map[string]bot.Platform{"script": d.script}, Log: slog.New(&log), Now: d.clock.Now,
		Region: func(feeds.AuthorityID) string { return "" },
		List: func(context.Context, []bot.Delivery, bot.Channel) (bot.Message, error) {
			return bot.Message{}, bot.ErrNothing
		},
	}, outbox.Config{Burst: 2})
	ctx, stop := context.WithTimeout(t.Context(), 5*time.Second)
	defer stop()
	d.must(d.out.Drain(ctx))
	for _, e := range events {
		if ds := d.deliveries(e); len(ds) != 1 || ds[0].State != bot.Sent || ds[0].Reason == "" {
			t.Errorf("%s: %+v", e, ds)
		}
	}
	if len(d.script.posts) != 0 || log != 0 {
		t.Errorf("%d posts, %d warnings", len(d.script.posts), log)
	}
}

// warnings counts what is worth a person's look.
type warnings int

func (w *warnings) Enabled(_ context.Context, l slog.Level) bool { return l >= slog.LevelWarn }
func (w *warnings) Handle(context.Context, slog.Record) error    { *w++; return nil }
func (w *warnings) WithAttrs([]slog.Attr) slog.Handler           { return w }
func (w *warnings) WithGroup(string) slog.Handler                { return w }
