package main

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// Two events were to be told in a channel, and became one before they were, or between:
// the channel is told once, of the whole.
func TestEventsThatBecameOneAreToldOnce(t *testing.T) {
	const channel = bot.ChannelID("console:here/out")
	for name, c := range map[string]struct {
		sent []int // which was posted before they became one
		tell int   // which tells after that, -1 for none
	}{
		"neither was told":       {nil, 0},
		"the whole was told":     {[]int{0}, -1},
		"the part was told":      {[]int{1}, -1},
		"both were told already": {[]int{0, 1}, -1},
	} {
		t.Run(name, func(t *testing.T) {
			h, _ := emptyHouse(t)
			events := []feeds.Event{guideOf(t, h, "JSCAC", "江苏省", "2022-09-02"), guideOf(t, h, "ZJCAC", "浙江省", "2022-09-20")}
			var alerts []bot.Delivery
			for _, e := range events {
				alerts = append(alerts, bot.Delivery{Key: bot.DeliveryKey{Channel: channel, Kind: bot.KindAlert, Subject: string(e.ID)}, State: bot.Pending})
			}
			if err := h.store.Owe(t.Context(), alerts); err != nil {
				t.Fatal(err)
			}
			post := func(n int) {
				t.Helper()
				claim, owed, err := h.store.ClaimChannel(t.Context(), "test")
				if err != nil || len(owed.Deliveries) == 0 {
					t.Fatalf("%+v, %v", owed, err)
				}
				key := alerts[n].Key
				if err := errors.Join(
					h.store.CommitSending(t.Context(), claim, []bot.DeliveryKey{key}),
					h.store.CommitResults(t.Context(), claim, []bot.Result{{Key: key, State: bot.Sent, At: h.now()}}),
					h.store.Release(t.Context(), claim),
				); err != nil {
					t.Fatal(err)
				}
			}
			for _, n := range c.sent {
				post(n)
			}
			if err := h.store.JoinEvents(t.Context(), events[0].ID, events[1].ID, bot.Audit{At: h.now(), Actor: "test", Verb: "event"}); err != nil {
				t.Fatal(err)
			}
			for n := range alerts {
				if len(c.sent) > 0 && (c.sent[0] == n || len(c.sent) == 2) {
					continue // is not composed again
				}
				m, err := h.editor.Composers()[bot.KindAlert](t.Context(), alerts[n], bot.Channel{ID: channel})
				switch told := err == nil; {
				case err != nil && !errors.Is(err, bot.ErrNothing):
					t.Fatal(err)
				case told != (n == c.tell):
					t.Errorf("alert %d tells: %v", n, told)
				case told && (m.Subject != events[0].ID || !strings.Contains(fmt.Sprintf("%+v", m), "浙江省")):
					t.Errorf("alert %d is not of the whole: %+v", n, m)
				}
			}
			if len(c.sent) == 1 { // what waits still, in a list of all that does
				left := alerts[1-c.sent[0] : 2-c.sent[0]]
				if m, err := h.editor.Burst(t.Context(), left, bot.Channel{ID: channel}); !errors.Is(err, bot.ErrNothing) {
					t.Errorf("a list names an event that was told before it became part of another, or that did: %+v, %v", m, err)
				}
			}
			m, err := h.editor.Burst(t.Context(), alerts, bot.Channel{ID: channel})
			if err != nil || strings.Count(fmt.Sprintf("%+v", m), "short.id") > 1 {
				t.Errorf("a list of both names the one event twice: %+v, %v", m, err)
			}
		})
	}
}

func TestAHoldThatIsOverIsNotTold(t *testing.T) {
	h, out, clock := demoHouse(t, func(c *config) { c.Post.Operators = "console:local/ops" })
	clock.Set(day("2022-10-08", 10))
	out.Reset()
	for _, c := range []bot.Channel{{ID: "teams:t/19:a", Name: "Privacy", Held: "gone", HeldAt: clock.Now()}, {ID: "teams:t/19:b", Held: "gone", HeldAt: clock.Now()}} {
		if err := h.store.PutChannel(t.Context(), c, bot.Audit{}); err != nil {
			t.Fatal(err)
		}
	}
	if err := h.editor.Chores(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := h.store.PutChannel(t.Context(), bot.Channel{ID: "teams:t/19:b"}, bot.Audit{}); err != nil {
		t.Fatal(err)
	}
	if err := h.outbox.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := out.String(); !strings.Contains(got, "Channel Privacy (teams:t/19:a) is held: gone") || strings.Contains(got, "teams:t/19:b") {
		t.Errorf("told of what is held, by its name, and of what is not: %s", got)
	}
}
