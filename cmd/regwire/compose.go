package main

import (
	"context"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// The composers: what each kind of delivery says, of the newest revision.

func (h *house) alert(ctx context.Context, d bot.Delivery, c bot.Channel) (bot.Message, error) {
	e, items, err := h.store.Event(ctx, feeds.EventID(d.Key.Subject))
	if err != nil {
		return bot.Message{}, err
	}
	v := h.view(c)
	h.related(ctx, e, &v)
	return bot.Alert(e, items, v), nil
}

// update is the alert again, to be put in place of the earlier post, with a line
// that says what changed. Where a platform cannot edit, only news is told.
func (h *house) update(ctx context.Context, d bot.Delivery, c bot.Channel) (bot.Message, error) {
	m, err := h.alert(ctx, d, c)
	if err != nil {
		return m, err
	}
	p, ok := h.platforms[c.ID.Platform()]
	if !ok || !p.Can(c).Edit || d.Ref.ID == "" {
		return m, bot.ErrNothing
	}
	m.Edit = d.Ref
	m.Add(bot.Context, h.changed(ctx, d))
	return m, nil
}

// followup tells later news under the earlier post, or beside it where the
// platform has no threads.
func (h *house) followup(ctx context.Context, d bot.Delivery, c bot.Channel) (bot.Message, error) {
	e, items, err := h.store.Event(ctx, feeds.EventID(d.Key.Subject))
	if err != nil {
		return bot.Message{}, err
	}
	m := bot.Message{Subject: e.ID, Revision: e.Revision, Thread: d.Ref, Broadcast: d.Args["to"] == "channel"}
	m.Add(bot.Headline, h.changed(ctx, d))
	m.Add(bot.Body, bot.Short(e, items, h.view(c)))
	return m, nil
}

// changed says what the newest changes of the event brought.
func (h *house) changed(ctx context.Context, d bot.Delivery) bot.Line {
	e, _, err := h.store.Event(ctx, feeds.EventID(d.Key.Subject))
	if err != nil || len(e.Changes) == 0 {
		return bot.Line{bot.Say("mark.updated", h.now().In(feeds.Shanghai), bot.Phrase("change.text"))}
	}
	last := e.Changes[len(e.Changes)-1]
	return bot.Line{bot.Say("mark.updated", last.At.In(feeds.Shanghai), bot.Phrase("change."+last.What))}
}

// list is the list of a day or week.
func (h *house) list(ctx context.Context, d bot.Delivery, c bot.Channel) (bot.Message, error) {
	return h.listOf(ctx, d.Events, c, bot.Say("digest.head", len(d.Events), d.Key.Occasion))
}

// burst is one list of alerts that waited together.
func (h *house) burst(ctx context.Context, ds []bot.Delivery, c bot.Channel) (bot.Message, error) {
	ids := make([]feeds.EventID, len(ds))
	for i, d := range ds {
		ids[i] = feeds.EventID(d.Key.Subject)
	}
	return h.listOf(ctx, ids, c, bot.Say("burst.head", len(ds)))
}

func (h *house) listOf(ctx context.Context, ids []feeds.EventID, c bot.Channel, head bot.Span) (bot.Message, error) {
	var m bot.Message
	m.Add(bot.Headline, bot.Line{head.As(bot.Bold)})
	v := h.view(c)
	var lines []bot.Line
	for _, id := range ids {
		e, items, err := h.store.Event(ctx, id)
		if err != nil {
			return m, err
		}
		lines = append(lines, bot.Short(e, items, v))
	}
	if len(lines) == 0 {
		return m, bot.ErrNothing
	}
	m.Add(bot.Bullets, lines...)
	return m, nil
}

// notice says what its phrase says with its arguments.
func (h *house) notice(_ context.Context, d bot.Delivery, _ bot.Channel) (bot.Message, error) {
	var m bot.Message
	m.Add(bot.Body, bot.Line{bot.Say(bot.Phrase(d.Args["key"]), d.Args["0"], d.Args["1"], d.Args["2"], d.Args["3"])})
	return m, nil
}
