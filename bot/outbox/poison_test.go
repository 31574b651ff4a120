package outbox_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/outbox"
	"github.com/regwire/regwire/feeds"
)

// TestAPlanThatPanicsKeepsNoOtherEvent: the oldest event is planned first, and those behind it
// are planned and told of all the same; it is tried again once its claim has lapsed.
func TestAPlanThatPanicsKeepsNoOtherEvent(t *testing.T) {
	d := newDesk(t, 20)
	d.subscribe(bot.Subscription{Mode: bot.Now})
	var bad feeds.EventID
	poison := true
	d.deps.Private = func(_ context.Context, u bot.Unplanned) ([]bot.Delivery, error) {
		if poison && u.Event.ID == bad {
			panic("poison")
		}
		return nil, nil
	}
	d.out = outbox.New(d.deps, outbox.Config{})
	before := d.happen("a", relevant)
	bad = d.happen("b", relevant)
	behind := d.happen("c", relevant)
	if err := d.out.Drain(t.Context()); !errors.Is(err, bot.ErrPanic) {
		t.Errorf("Drain gave %v, want the panic", err)
	}
	for e, want := range map[feeds.EventID]int{before: 1, bad: 0, behind: 1} {
		if ds := d.deliveries(e); len(ds) != want || want == 1 && ds[0].State != bot.Sent {
			t.Errorf("%s: deliveries %+v, want %d that was sent", e, ds, want)
		}
	}
	poison = false
	d.clock.Move(2 * time.Minute)
	d.drain()
	if ds := d.deliveries(bad); len(ds) != 1 || ds[0].State != bot.Sent {
		t.Errorf("after it was mended: deliveries %+v", ds)
	}
}
