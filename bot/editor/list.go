package editor

import (
	"context"
	"fmt"
	"slices"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/digest"
	"github.com/regwire/regwire/feeds"
)

// list is the list of a day or week, or of what waited for something else.
func (ed *Editor) list(ctx context.Context, d bot.Delivery, c bot.Channel) (bot.Message, error) {
	heads := map[string]func(n int) bot.Span{
		bot.ListMuted: func(n int) bot.Span {
			return bot.Say("digest.muted", n, subscriptionsOf(d), feeds.CleanLine(d.Args["why"]))
		},
		bot.ListOpen: func(n int) bot.Span { return bot.Say("digest.open", n, subscriptionsOf(d)) },
	}
	head, ok := heads[d.Key.Subject]
	if ok {
		return ed.listOf(ctx, d.Events, nil, c, head)
	}
	subs, err := ed.deps.Store.Subscriptions(ctx)
	if err != nil {
		return bot.Message{}, err
	}
	since := bot.EarliestOf(subs, d.Subscriptions)
	late := func(_ feeds.EventID, e feeds.Event) bool { return bot.Late(e, since) }
	return ed.listOf(ctx, d.Events, late, c, func(n int) bot.Span { return bot.Say("digest.head", n, d.Key.Occasion) })
}

func subscriptionsOf(d bot.Delivery) []bot.Span {
	spans := make([]bot.Span, len(d.Subscriptions))
	for i, s := range d.Subscriptions {
		spans[i] = bot.Span{Text: feeds.Text(s)}
	}
	return spans
}

// Burst is one list of what waited together: alerts, or lines about sources.
func (ed *Editor) Burst(ctx context.Context, ds []bot.Delivery, c bot.Channel) (bot.Message, error) {
	if ds[0].AboutSource() {
		return ed.aboutSources(ctx, ds, c)
	}
	var ids []feeds.EventID
	late := map[feeds.EventID]bool{}
	for _, d := range ds {
		id := feeds.EventID(d.Key.Subject)
		elsewhere, err := ed.toldElsewhere(ctx, id, ds, c)
		if err != nil {
			return bot.Message{}, err
		}
		if !elsewhere {
			ids, late[id] = append(ids, id), !bot.LateSince(d).IsZero()
		}
	}
	told := func(id feeds.EventID, _ feeds.Event) bool { return late[id] }
	return ed.listOf(ctx, ids, told, c, func(n int) bot.Span { return bot.Say("burst.head", n) })
}

// toldElsewhere reports whether the channel is told of the event, or of what it became part
// of, by an alert that is none of ds.
func (ed *Editor) toldElsewhere(ctx context.Context, id feeds.EventID, ds []bot.Delivery, c bot.Channel) (bool, error) {
	e, _, err := bot.Whole(ctx, ed.deps.Store.Event, id)
	if err != nil {
		return false, err
	}
	by, ok, err := ed.deps.Store.ToldBy(ctx, e.ID, c.ID)
	if err != nil {
		return false, fmt.Errorf("by what %s is told in %s: %w", e.ID, c.ID, err)
	}
	return ok && !slices.ContainsFunc(ds, func(d bot.Delivery) bool { return d.Key == by }), nil
}

func (ed *Editor) aboutSources(ctx context.Context, ds []bot.Delivery, c bot.Channel) (bot.Message, error) {
	var m bot.Message
	var lines []bot.Line
	for _, d := range ds {
		one, err := ed.notice(ctx, d, c)
		if err != nil {
			return m, err
		}
		for _, b := range one.Blocks {
			lines = append(lines, b.Lines...)
		}
	}
	m.Add(bot.Body, bot.Line{bot.Say("burst.sources", len(lines)).As(bot.Bold)})
	m.Add(bot.Bullets, lines...)
	return m, nil
}

// listOf is a list of the events, of those that became one by now that one; late, unless
// nil, tells of which the channel hears later than others did, and head says how many.
func (ed *Editor) listOf(ctx context.Context, ids []feeds.EventID, late func(feeds.EventID, feeds.Event) bool, c bot.Channel, head func(n int) bot.Span) (bot.Message, error) {
	entries := make([]digest.Entry, 0, len(ids))
	for _, id := range ids {
		e, items, err := bot.Whole(ctx, ed.deps.Store.Event, id)
		if err != nil {
			return bot.Message{}, err
		}
		if slices.ContainsFunc(entries, func(x digest.Entry) bool { return x.Event.ID == e.ID }) {
			continue
		}
		entries = append(entries, digest.Entry{Event: e, Item: bot.Lead(e, items), Late: late != nil && late(id, e)})
	}
	return digest.List(head(len(entries)), entries, ed.view(c))
}
