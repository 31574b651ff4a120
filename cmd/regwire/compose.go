package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/deadline"
	"github.com/regwire/regwire/bot/phrase"
	"github.com/regwire/regwire/feeds"
)

// The composers: what each kind of delivery says, of the newest revision.

func (h *house) alert(ctx context.Context, d bot.Delivery, c bot.Channel) (bot.Message, error) {
	e, items, v, err := h.shown(ctx, d, c)
	if err != nil {
		return bot.Message{}, err
	}
	if d.Key.Kind == bot.KindAlert {
		by, ok, err := h.store.ToldBy(ctx, e.ID, c.ID)
		if err != nil {
			return bot.Message{}, fmt.Errorf("by what %s is told in %s: %w", e.ID, c.ID, err)
		}
		if ok && by != d.Key { // an event that became one with this is told there
			return bot.Message{}, bot.ErrNothing
		}
	}
	v.Since, v.Echoes = bot.LateSince(d), h.echoesOf(ctx, e)
	return bot.Alert(e, items, v), nil
}

// shown is the event that a delivery is of, or what it became part of, with its items and
// the channel's view.
func (h *house) shown(ctx context.Context, d bot.Delivery, c bot.Channel) (feeds.Event, []feeds.Item, bot.View, error) {
	e, items, err := bot.Whole(ctx, h.store.Event, feeds.EventID(d.Key.Subject))
	if err != nil {
		return e, nil, bot.View{}, err
	}
	v, err := h.viewOf(ctx, e, c)
	return e, items, v, err
}

// update is the alert again, to be put in place of the earlier post, with a line
// that says what changed. Where a platform cannot edit, only news is told.
func (h *house) update(ctx context.Context, d bot.Delivery, c bot.Channel) (bot.Message, error) {
	d, err := h.under(ctx, d)
	if err != nil {
		return bot.Message{}, err
	}
	m, err := h.alert(ctx, d, c)
	if err != nil {
		return m, err
	}
	p, ok := h.platforms[c.ID.Platform()]
	if !ok || !p.Can(c).Edit || d.Ref.ID == "" {
		return m, bot.ErrNothing
	}
	m.Edit = d.Ref
	if !strings.HasPrefix(d.Key.Occasion, "mark@") { // what people did shows itself
		m.Add(bot.Context, h.changed(ctx, d))
	}
	return m, nil
}

// followup tells later news under the earlier post, or beside it where the
// platform has no threads.
func (h *house) followup(ctx context.Context, d bot.Delivery, c bot.Channel) (bot.Message, error) {
	d, err := h.under(ctx, d)
	if err != nil {
		return bot.Message{}, err
	}
	e, items, err := h.store.Event(ctx, feeds.EventID(d.Key.Subject))
	if err != nil {
		return bot.Message{}, err
	}
	m := bot.Message{Subject: e.ID, Revision: e.Revision, Thread: d.Ref, Broadcast: d.Args["to"] == "channel"}
	if deadline.IsInForce(d.Key.Occasion) {
		v, err := h.viewOf(ctx, e, c)
		if err != nil || e.Reading.Dates.Effective.Day != v.Today() {
			return m, cmp.Or(err, bot.ErrNothing) // it moved, or the day has passed
		}
		m.Add(bot.Headline, h.inForce(e, v)...)
	} else {
		m.Add(bot.Headline, h.changed(ctx, d))
	}
	m.Add(bot.Body, bot.Short(e, items, h.view(c)))
	return m, nil
}

// under is what is owed for a revision with the place of its alert, where that was being
// posted when it was planned. There is nothing to say where the alert said it already,
// or never arrived.
func (h *house) under(ctx context.Context, d bot.Delivery) (bot.Delivery, error) {
	revision := bot.OccasionRevision(d.Key.Occasion)
	if d.Ref.ID != "" || revision == 0 {
		return d, nil
	}
	told, err := h.store.Deliveries(ctx, feeds.EventID(d.Key.Subject))
	if err != nil {
		return d, err
	}
	i := slices.IndexFunc(told, func(t bot.Delivery) bool {
		return t.Key.Kind == bot.KindAlert && t.Key.Channel == d.Key.Channel && t.State == bot.Sent
	})
	if i < 0 || told[i].Revision >= revision {
		return d, bot.ErrNothing
	}
	d.Ref = told[i].Ref
	return d, nil
}

// changed says what the newest change of the event brought; a follow-up is owed for news,
// and says that, whatever came after.
func (h *house) changed(ctx context.Context, d bot.Delivery) bot.Line {
	e, _, err := h.store.Event(ctx, feeds.EventID(d.Key.Subject))
	if err != nil || len(e.Changes) == 0 {
		return bot.Line{bot.Say("mark.updated", h.now(), bot.Phrase("change.text"))}
	}
	c := e.Changes[len(e.Changes)-1]
	if d.Key.Kind == bot.KindFollowup {
		c = bot.News(e.Changes, bot.OccasionRevision(d.Key.Occasion))
	}
	return bot.Line{bot.Say("mark.updated", c.At, bot.Changed(c))}
}

// notice says what its phrase says with its arguments, or what the part of its
// subject before the colon has a function for.
func (h *house) notice(ctx context.Context, d bot.Delivery, c bot.Channel) (bot.Message, error) {
	about, _, _ := strings.Cut(d.Key.Subject, ":")
	if compose, ok := h.notices()[about]; ok {
		return compose(ctx, d, c)
	}
	var m bot.Message
	m.Add(bot.Body, bot.Line{bot.Say(bot.Phrase(d.Args["key"]), argument(d.Args["0"]), argument(d.Args["1"]), argument(d.Args["2"]), argument(d.Args["3"]))})
	return m, nil
}

// argument is an argument of a notice: "@health.broken" is a phrase, a time of
// RFC 3339 a moment, anything else text.
func argument(s string) any {
	if key, ok := strings.CutPrefix(s, "@"); ok && phrase.Has(key) {
		return bot.Phrase(key)
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t
	}
	return feeds.CleanLine(s)
}
