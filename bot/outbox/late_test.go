package outbox_test

import (
	"slices"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// A channel that subscribed after an event was told to others has had the list of what
// is open. It hears of that event once there is news, and that it is an update.
func TestALaterSubscriberHearsOfAnEarlierEventWhenThereIsNews(t *testing.T) {
	closing := func(day feeds.Day) feeds.Reading {
		r := relevant
		r.Stage, r.Dates.CommentCloses = feeds.StageDraft, feeds.Date{Day: day}
		return r
	}
	for _, c := range []struct {
		name     string
		first    bool // subscribed before
		mode     bot.Mode
		title    string
		closes   feeds.Day
		another  bool // a publisher comes to it
		subjects int  // posts
		late     bool
	}{
		{"a title edited", false, bot.Now, "标题（更正）", "2022-10-29", false, 0, false},
		{"another publisher", false, bot.Now, "标题", "2022-10-29", true, 0, false},
		{"a deadline moved", false, bot.Now, "标题", "2022-11-15", false, 1, true},
		{"a deadline moved, weekly", false, bot.Weekly, "标题", "2022-11-15", false, 1, false},
		{"a title edited, weekly", false, bot.Weekly, "标题（更正）", "2022-10-29", false, 0, false},
		{"subscribed before", true, bot.Now, "标题（更正）", "2022-10-29", false, 1, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t, 20)
			subscribe := func() { d.subscribe(bot.Subscription{Mode: c.mode, Created: d.clock.Now().Add(time.Minute)}) }
			if c.first {
				d.subscribe(bot.Subscription{Mode: c.mode, Created: d.clock.Now().Add(-time.Hour)})
			}
			e := d.happen("a", closing("2022-10-29"))
			d.drain()
			if !c.first {
				subscribe()
			}
			before := len(d.script.posts)
			if c.another {
				d.happen("a", closing(c.closes))
			} else {
				d.publish(1, c.title+"。", "a", closing(c.closes))
			}
			d.drain()
			d.clock.Set(d.clock.Now().AddDate(0, 0, 8))
			d.drain()
			if n := len(d.script.posts) - before; n != c.subjects {
				t.Errorf("%d posts, want %d: %+v", n, c.subjects, d.deliveries(e))
			}
			if c.late { // its card is edited
				d.publish(1, c.title+"！", "a", closing("2022-11-20"))
				d.drain()
				if !slices.ContainsFunc(d.deliveries(e), func(x bot.Delivery) bool { return x.Key.Kind == bot.KindUpdate }) {
					t.Error("the card was not edited")
				}
			}
			for _, x := range d.deliveries(e) {
				if (x.Key.Kind == bot.KindAlert || x.Key.Kind == bot.KindUpdate) && !bot.LateSince(x).IsZero() != c.late {
					t.Errorf("marked as late: %t: %+v", !c.late, x)
				}
			}
		})
	}
}

// A list names a week or a day, which comes again where the clock is set back.
func TestAClockThatIsSetBackSwallowsNothingThatIsToldInLists(t *testing.T) {
	closing := func(day feeds.Day) feeds.Reading {
		r := relevant
		r.Stage, r.Dates.CommentCloses = feeds.StageDraft, feeds.Date{Day: day}
		return r
	}
	for _, back := range []time.Duration{8 * time.Hour, 40 * 24 * time.Hour} {
		d := newDesk(t, 20)
		d.subscribe(bot.Subscription{Mode: bot.Daily, Created: d.clock.Now().AddDate(-1, 0, 0)})
		first := d.happen("a", closing("2022-10-29"))
		d.drain()
		d.clock.Set(time.Date(2022, 10, 1, 9, 1, 0, 0, feeds.Shanghai))
		d.drain()
		if len(d.script.posts) != 1 {
			t.Fatalf("%d posts, want the list", len(d.script.posts))
		}
		d.clock.Move(-back)
		second := d.happen("b", relevant)
		d.publish(1, "标题。", "a", closing("2022-11-15")) // news of what stood in the list
		d.drain()
		d.clock.Set(time.Date(2022, 10, 1, 9, 2, 0, 0, feeds.Shanghai))
		d.drain()
		for e, lists := range map[feeds.EventID]int{first: 2, second: 1} {
			sent := 0
			for _, x := range d.deliveries(e) {
				if x.State == bot.Sent {
					sent++
				}
			}
			if sent != lists {
				t.Errorf("set back by %v: %s stands in %d lists that were posted, want %d: %+v", back, e, sent, lists, d.deliveries(e))
			}
		}
	}
}

// A first poll announces nothing; what is announced afterwards is new to all.
func TestAnEventIsLateFromWhenItWasAnnounced(t *testing.T) {
	born := time.Date(2022, 9, 1, 0, 0, 0, 0, time.UTC)
	e := feeds.Event{Revision: 2, Born: born, Lead: "i2", Changes: []feeds.Change{
		{Revision: 1, At: born, What: "new", News: true}, {Revision: 2, At: born.AddDate(0, 0, 9), What: "also_at", Detail: "i2"},
	}}
	since := born.AddDate(0, 0, 3)
	if !bot.Late(e, since) {
		t.Error("an event that others were told of is called new")
	}
	if c, news := bot.NewsSince(e, since); !news || c.Revision != 2 {
		t.Error("that the issuer's own text has come is not told")
	}
	if _, news := bot.NewsSince(e, born.AddDate(0, 0, 10)); news {
		t.Error("what was before is called news")
	}
	e.Announced = born.AddDate(0, 0, 9)
	if bot.Late(e, since) {
		t.Error("an event that was announced after somebody subscribed is called late")
	}
}
