package storetest

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

const (
	here  bot.ChannelID = "slack:T1/C1"
	there bot.ChannelID = "slack:T1/C2"
	far   bot.ChannelID = "slack:T2/C1"
)

func (b *bench) owed(t *testing.T) (feeds.Claim, bot.Owed) {
	t.Helper()
	c, o, err := b.ClaimChannel(t.Context(), "sender")
	must(t, err)
	return c, o
}

// quiet asserts that no channel can be served.
func (b *bench) quiet(t *testing.T, why string) {
	t.Helper()
	if c, _, err := b.ClaimChannel(t.Context(), "sender"); !isNoWork(err) {
		t.Errorf("ClaimChannel = %s, %v %s; want nothing to do", c.Subject, err, why)
		must(t, b.Release(t.Context(), c))
	}
}

// end writes how the post of the first delivery ended and gives the channel back.
func (b *bench) end(t *testing.T, c feeds.Claim, d bot.Delivery, edit func(*bot.Result)) {
	t.Helper()
	must(t, b.CommitSending(t.Context(), c, []bot.DeliveryKey{d.Key}))
	r := bot.Result{Key: d.Key, State: bot.Sent, At: b.clock.Now(), Ref: bot.Reference{ID: "1.1"}}
	if edit != nil {
		edit(&r)
	}
	must(t, b.CommitResults(t.Context(), c, []bot.Result{r}))
	must(t, b.Release(t.Context(), c))
}

func notice(c bot.ChannelID, n int) bot.Delivery {
	return bot.Delivery{Key: bot.DeliveryKey{Channel: c, Kind: bot.KindNotice, Subject: fmt.Sprintf("n%d", n), Occasion: "2022"}}
}

func (b *bench) owe(t *testing.T, deliveries ...bot.Delivery) {
	t.Helper()
	must(t, b.Owe(t.Context(), deliveries))
}

func testPlanning(t *testing.T, b *bench) {
	b.each(t, map[string]func(*testing.T, *bench){
		"the oldest first, with items": func(t *testing.T, b *bench) {
			b.publish(t, found("a", 1, "one"), nil, "core:1")
			b.publish(t, found("a", 2, "two"), nil, "core:2")
			for _, want := range []feeds.EventID{"e1", "e2"} {
				_, u, err := b.ClaimEvent(t.Context(), "w")
				must(t, err)
				if u.Event.ID != want || len(u.Items) != 1 || u.Items[0].Event != want {
					t.Errorf("claimed %+v, want %s", u, want)
				}
			}
			b.idle(t)
		},
		"an event that grew while it was planned is planned again": func(t *testing.T, b *bench) {
			b.publish(t, found("a", 1, "t"), nil, "core:t")
			c, u, err := b.ClaimEvent(t.Context(), "w")
			must(t, err)
			b.publish(t, found("b", 1, "t"), nil, "core:t")
			must(t, b.CommitPlans(t.Context(), by(c, alerts(u.Event.ID, u.Event.Revision, here))))
			must(t, b.Release(t.Context(), c))
			c, u, err = b.ClaimEvent(t.Context(), "w")
			must(t, err)
			equal(t, "revision", u.Event.Revision, 2)
			equal(t, "deliveries it has", len(u.Deliveries), 1)
			must(t, b.CommitPlans(t.Context(), by(c, alerts(u.Event.ID, 2, here, there))))
			must(t, b.Release(t.Context(), c))
			b.idle(t)
			list, err := b.Deliveries(t.Context(), u.Event.ID)
			must(t, err)
			equal(t, "deliveries", len(list), 2)
			equal(t, "revision of the first", list[0].Revision, 1) // left as it was
		},
		"a list that waits takes on members": func(t *testing.T, b *bench) {
			key := bot.DeliveryKey{Channel: here, Kind: bot.KindDigest, Subject: "daily", Occasion: "2022-09-30"}
			for n := range 2 {
				b.publish(t, found("a", n, "t"), nil, feeds.Key(fmt.Sprint("core:", n)))
				c, u, err := b.ClaimEvent(t.Context(), "w")
				must(t, err)
				d := bot.Delivery{Key: key, Events: []feeds.EventID{u.Event.ID}, Due: b.clock.Now().Add(time.Hour)}
				must(t, b.CommitPlans(t.Context(), bot.Plan{Claim: c, Event: u.Event.ID, Revision: 1, Deliveries: []bot.Delivery{d}}))
				must(t, b.Release(t.Context(), c))
			}
			b.quiet(t, "before the list is due")
			b.clock.Move(time.Hour)
			_, o := b.owed(t)
			if len(o.Deliveries) != 1 || !slices.Equal(o.Deliveries[0].Events, []feeds.EventID{"e1", "e2"}) {
				t.Errorf("owed %+v, want one list of two", o.Deliveries)
			}
			list, err := b.Deliveries(t.Context(), "e2")
			must(t, err)
			equal(t, "deliveries of a member", len(list), 1)
		},
		"a list that is posted already is followed by another": func(t *testing.T, b *bench) {
			key := bot.DeliveryKey{Channel: here, Kind: bot.KindDigest, Subject: "daily", Occasion: "2022-09-30"}
			for n, sent := range []bool{true, true, false, false} {
				b.publish(t, found("a", n, "t"), nil, feeds.Key(fmt.Sprint("core:", n)))
				c, u, err := b.ClaimEvent(t.Context(), "w")
				must(t, err)
				d := bot.Delivery{Key: key, Events: []feeds.EventID{u.Event.ID}, Due: b.clock.Now()}
				must(t, b.CommitPlans(t.Context(), bot.Plan{Claim: c, Event: u.Event.ID, Revision: 1, Deliveries: []bot.Delivery{d}}))
				must(t, b.Release(t.Context(), c))
				if !sent {
					continue
				}
				c, o := b.owed(t)
				must(t, b.CommitSending(t.Context(), c, []bot.DeliveryKey{o.Deliveries[0].Key}))
				must(t, b.CommitResults(t.Context(), c, []bot.Result{{Key: o.Deliveries[0].Key, State: bot.Sent, At: b.clock.Now()}}))
				must(t, b.Release(t.Context(), c))
			}
			_, o := b.owed(t)
			if len(o.Deliveries) != 1 || !slices.Equal(o.Deliveries[0].Events, []feeds.EventID{"e3", "e4"}) {
				t.Fatalf("owed %+v, want one list of e3 and e4", o.Deliveries)
			}
			equal(t, "occasion", o.Deliveries[0].Key.Occasion, "2022-09-30 (3)")
			list, err := b.Deliveries(t.Context(), "e2")
			must(t, err)
			if len(list) != 1 || list[0].Key.Occasion != "2022-09-30 (2)" {
				t.Errorf("deliveries of e2: %+v, want its list alone", list)
			}
		},
	})
}

func testLatePlans(t *testing.T, b *bench) {
	b.each(t, map[string]func(*testing.T, *bench){
		"a plan whose claim has passed is refused": func(t *testing.T, b *bench) {
			b.publish(t, found("a", 1, "t"), nil, "core:t")
			late, u, err := b.ClaimEvent(t.Context(), "one")
			must(t, err)
			b.outlive()
			_, _, err = b.ClaimEvent(t.Context(), "two")
			must(t, err)
			wantErr(t, "late plan", b.CommitPlans(t.Context(), by(late, alerts(u.Event.ID, 1, here))), feeds.ErrClaimLost)
			b.quiet(t, "after a refused plan")
		},
		"of several plans one whose claim has passed is left out": func(t *testing.T, b *bench) {
			b.publish(t, found("a", 1, "t"), nil, "core:t")
			b.publish(t, found("a", 2, "u"), nil, "core:u")
			late, one, err := b.ClaimEvent(t.Context(), "one")
			must(t, err)
			b.outlive()
			for range 2 {
				c, u, err := b.ClaimEvent(t.Context(), "two")
				must(t, err)
				if u.Event.ID == one.Event.ID {
					continue // whose first claim has passed now
				}
				err = b.CommitPlans(t.Context(), by(late, alerts(one.Event.ID, 1, here)), by(c, alerts(u.Event.ID, 1, here)))
				wantErr(t, "one late plan of two", err, feeds.ErrClaimLost)
				list, err := b.Deliveries(t.Context(), u.Event.ID)
				must(t, err)
				equal(t, "deliveries of the other", len(list), 1)
			}
			list, err := b.Deliveries(t.Context(), one.Event.ID)
			must(t, err)
			equal(t, "deliveries of the late one", len(list), 0)
		},
	})
}

func testDelivering(t *testing.T, b *bench) {
	b.each(t, map[string]func(*testing.T, *bench){
		"in order, each once": func(t *testing.T, b *bench) {
			b.owe(t, notice(here, 9), notice(here, 1), notice(there, 5))
			b.owe(t, notice(here, 1), notice(here, 4))
			got := map[bot.ChannelID][]string{}
			for range 2 {
				_, o := b.owed(t)
				for _, d := range o.Deliveries {
					got[o.Channel.ID] = append(got[o.Channel.ID], d.Key.Subject)
				}
			}
			b.quiet(t, "when both channels are taken")
			if !slices.Equal(got[here], []string{"n9", "n1", "n4"}) || !slices.Equal(got[there], []string{"n5"}) {
				t.Errorf("owed %v, want n9, n1, n4 and n5", got)
			}
		},
		"sent": func(t *testing.T, b *bench) {
			b.publish(t, found("a", 1, "t"), nil, "core:t")
			id := b.plan(t, here)
			c, o := b.owed(t)
			b.end(t, c, o.Deliveries[0], func(r *bot.Result) { r.Revision = 1 })
			b.quiet(t, "when all is sent")
			list, err := b.Deliveries(t.Context(), id)
			must(t, err)
			if d := list[0]; d.State != bot.Sent || d.Ref.ID != "1.1" || d.Attempts != 1 || !d.SentAt.Equal(b.clock.Now()) || d.Repeat || d.Revision != 1 {
				t.Errorf("delivery = %+v", d)
			}
			c, o, err = b.ClaimChannel(t.Context(), "w")
			wantErr(t, "claim", err, feeds.ErrNoWork)
			if c.Epoch != 0 || len(o.Deliveries) != 0 {
				t.Errorf("got %+v", o)
			}
		},
		"results belong to the claimed channel and to what it owes": func(t *testing.T, b *bench) {
			b.owe(t, notice(here, 1))
			c, _ := b.owed(t)
			if err := b.CommitSending(t.Context(), c, []bot.DeliveryKey{notice(there, 1).Key}); err == nil {
				t.Error("sent to another channel")
			}
			wantErr(t, "unknown delivery", b.CommitSending(t.Context(), c, []bot.DeliveryKey{notice(here, 7).Key}), feeds.ErrNotFound)
		},
		"the longest due first": func(t *testing.T, b *bench) {
			early, late := notice(here, 1), notice(there, 1)
			early.Due, late.Due = b.clock.Now().Add(time.Minute), b.clock.Now().Add(2*time.Minute)
			b.owe(t, late, early)
			b.clock.Move(time.Hour)
			c, _ := b.owed(t)
			equal(t, "claimed", c.Subject, string(here))
		},
	})
}

func testSending(t *testing.T, b *bench) {
	b.each(t, map[string]func(*testing.T, *bench){
		"what was sending when the process ended may have arrived": func(t *testing.T, b *bench) {
			b.owe(t, notice(here, 1), notice(here, 2))
			c, o := b.owed(t)
			must(t, b.CommitSending(t.Context(), c, []bot.DeliveryKey{o.Deliveries[0].Key}))
			b.quiet(t, "while it is sending")
			b.Store = b.restart()
			c, o = b.owed(t)
			if len(o.Deliveries) != 2 || o.Deliveries[0].State != bot.Sending || o.Deliveries[1].State != bot.Pending {
				t.Fatalf("owed %+v, want the first in sending", o.Deliveries)
			}
			b.end(t, c, o.Deliveries[0], func(r *bot.Result) { r.State, r.NextTry = bot.Retry, b.clock.Now() })
			_, o = b.owed(t)
			if d := o.Deliveries[0]; !d.Repeat || d.Attempts != 2 {
				t.Errorf("delivery = %+v, want a repeat", d)
			}
		},
		"what was sending under a lease that ended": func(t *testing.T, b *bench) {
			b.owe(t, notice(here, 1))
			late, o := b.owed(t)
			must(t, b.CommitSending(t.Context(), late, []bot.DeliveryKey{o.Deliveries[0].Key}))
			b.outlive()
			_, o = b.owed(t)
			equal(t, "state", o.Deliveries[0].State, bot.Sending)
			err := b.CommitResults(t.Context(), late, []bot.Result{{Key: o.Deliveries[0].Key, State: bot.Sent}})
			wantErr(t, "late result", err, feeds.ErrClaimLost)
		},
	})
}

func testRetries(t *testing.T, b *bench) {
	b.each(t, map[string]func(*testing.T, *bench){
		"a retry waits, what was owed after it is offered": func(t *testing.T, b *bench) {
			b.owe(t, notice(here, 1))
			c, o := b.owed(t)
			b.end(t, c, o.Deliveries[0], func(r *bot.Result) {
				r.State, r.NextTry, r.Reason, r.Lie = bot.Retry, b.clock.Now().Add(time.Minute), "timeout", true
			})
			b.quiet(t, "before the retry")
			b.owe(t, notice(here, 2))
			c, o = b.owed(t)
			equal(t, "owed", len(o.Deliveries), 2)
			b.end(t, c, o.Deliveries[1], nil)
			b.quiet(t, "before the retry")
			b.clock.Move(time.Minute)
			_, o = b.owed(t)
			if d := o.Deliveries[0]; d.State != bot.Retry || d.Lies != 1 || d.Reason != "timeout" {
				t.Errorf("delivery = %+v", d)
			}
		},
		"what is given up is owed no more": func(t *testing.T, b *bench) {
			b.owe(t, notice(here, 1))
			c, o := b.owed(t)
			b.end(t, c, o.Deliveries[0], func(r *bot.Result) { r.State, r.Reason = bot.Dead, "invalid_blocks" })
			b.owe(t, notice(here, 1))
			b.clock.Move(time.Hour)
			b.quiet(t, "when all is given up")
		},
	})
}

func testHolds(t *testing.T, b *bench) {
	b.each(t, map[string]func(*testing.T, *bench){
		"a channel that is held keeps what it owes": func(t *testing.T, b *bench) {
			b.owe(t, notice(here, 1), notice(there, 1))
			c, o := b.owed(t)
			equal(t, "claimed", c.Subject, string(here))
			b.end(t, c, o.Deliveries[0], func(r *bot.Result) { r.State, r.HoldChannel = bot.Retry, "is_archived" })
			b.owe(t, notice(here, 2))
			c, o = b.owed(t)
			equal(t, "claimed", c.Subject, string(there)) // others go on
			b.end(t, c, o.Deliveries[0], nil)
			b.Store = b.restart()
			b.clock.Move(time.Hour)
			b.quiet(t, "while the channel is held")
			ch, err := b.Channel(t.Context(), here)
			must(t, err)
			if ch.Held != "is_archived" || ch.HeldAt.IsZero() {
				t.Errorf("channel = %+v, want it held", ch)
			}
			ch.Held = ""
			must(t, b.PutChannel(t.Context(), ch, bot.Audit{Verb: "resume"}))
			_, o = b.owed(t)
			if len(o.Deliveries) != 2 || o.Deliveries[0].Key.Subject != "n1" || !o.Channel.HeldAt.IsZero() {
				t.Errorf("owed %+v, want both in order", o)
			}
		},
		"a workspace that is held holds its channels": func(t *testing.T, b *bench) {
			b.owe(t, notice(here, 1), notice(there, 1), notice(far, 1))
			c, o := b.owed(t)
			b.end(t, c, o.Deliveries[0], func(r *bot.Result) { r.State, r.HoldWorkspace = bot.Retry, "token_revoked" })
			c, o = b.owed(t)
			equal(t, "claimed", c.Subject, string(far))
			b.end(t, c, o.Deliveries[0], nil)
			b.quiet(t, "while the workspace is held")
			b.Store = b.restart()
			b.quiet(t, "while the workspace is held, after a restart")
			must(t, b.PutChannel(t.Context(), bot.Channel{ID: there}, bot.Audit{Verb: "resume"}))
			for range 2 {
				_, o := b.owed(t)
				equal(t, "hold", o.Workspace.Held, "")
			}
		},
		"a delivery that waits for a person is owed again when the channel is resumed": func(t *testing.T, b *bench) {
			b.owe(t, notice(here, 1))
			c, o := b.owed(t)
			b.end(t, c, o.Deliveries[0], func(r *bot.Result) { r.State, r.Reason, r.HoldChannel = bot.HeldUp, "no clear answer", "unclear" })
			b.clock.Move(time.Hour)
			b.quiet(t, "while it waits for a person")
			must(t, b.PutChannel(t.Context(), bot.Channel{ID: here}, bot.Audit{Verb: "resume"}))
			_, o = b.owed(t)
			equal(t, "state", o.Deliveries[0].State, bot.Retry)
		},
		"a delivery that waits for a person is owed again when somebody asks, though the channel is served": func(t *testing.T, b *bench) {
			b.owe(t, notice(here, 1), notice(there, 1))
			for range 2 {
				c, o := b.owed(t)
				b.end(t, c, o.Deliveries[0], func(r *bot.Result) { r.State, r.Reason = bot.HeldUp, "no clear answer" })
			}
			b.clock.Move(time.Hour)
			must(t, b.PutChannel(t.Context(), bot.Channel{ID: here, Lang: bot.Chinese}, bot.Audit{Verb: "settings"}))
			b.quiet(t, "after a change of settings")
			posts, err := b.Resume(t.Context(), bot.Channel{ID: here, Held: "x"}, bot.Audit{Verb: "resume"})
			must(t, err)
			equal(t, "posts", posts, 1)
			c, o := b.owed(t)
			equal(t, "claimed", c.Subject, string(here))
			equal(t, "state", o.Deliveries[0].State, bot.Retry)
			equal(t, "held", o.Channel.Held, "")
		},
	})
}

func testRetryAfter(t *testing.T, b *bench) {
	b.each(t, map[string]func(*testing.T, *bench){
		"Retry-After holds for a channel or a workspace until its time": func(t *testing.T, b *bench) {
			b.owe(t, notice(here, 1), notice(here, 2), notice(there, 1), notice(far, 1))
			until := b.clock.Now().Add(30 * time.Second)
			c, o := b.owed(t)
			b.end(t, c, o.Deliveries[0], func(r *bot.Result) { r.ChannelNotBefore = until })
			c, o = b.owed(t)
			equal(t, "claimed", c.Subject, string(there))
			b.end(t, c, o.Deliveries[0], func(r *bot.Result) { r.State, r.WorkspaceNotBefore = bot.Retry, until.Add(30*time.Second) })
			c, o = b.owed(t)
			equal(t, "claimed", c.Subject, string(far))
			b.end(t, c, o.Deliveries[0], nil)
			b.Store = b.restart()
			b.clock.Move(59 * time.Second)
			b.quiet(t, "before Retry-After has passed")
			b.clock.Move(time.Second)
			_, o = b.owed(t)
			if o.Workspace.NotBefore.IsZero() {
				t.Errorf("workspace = %+v, want its time", o.Workspace)
			}
			b.owed(t)
		},
		"settings do not shorten a wait": func(t *testing.T, b *bench) {
			b.owe(t, notice(here, 1), notice(here, 2))
			c, o := b.owed(t)
			b.end(t, c, o.Deliveries[0], func(r *bot.Result) { r.ChannelNotBefore = b.clock.Now().Add(time.Hour) })
			must(t, b.PutChannel(t.Context(), bot.Channel{ID: here, Lang: bot.Chinese}, bot.Audit{Verb: "lang"}))
			b.clock.Move(time.Minute)
			b.quiet(t, "before Retry-After has passed")
		},
	})
}
