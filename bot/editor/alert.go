package editor

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/deadline"
	"github.com/regwire/regwire/feeds"
)

// The composers: what each kind of delivery says, of the newest revision.

func (ed *Editor) alert(ctx context.Context, d bot.Delivery, c bot.Channel) (bot.Message, error) {
	e, items, v, err := ed.shown(ctx, d, c)
	if err != nil {
		return bot.Message{}, err
	}
	if d.Key.Kind == bot.KindAlert {
		by, ok, err := ed.deps.Store.ToldBy(ctx, e.ID, c.ID)
		if err != nil {
			return bot.Message{}, fmt.Errorf("by what %s is told in %s: %w", e.ID, c.ID, err)
		}
		if ok && by != d.Key { // an event that became one with this is told there
			return bot.Message{}, bot.ErrNothing
		}
	}
	v.Since, v.Echoes = bot.LateSince(d), ed.echoesOf(ctx, e)
	return bot.Alert(e, items, v), nil
}

// shown is the event that a delivery is of, or what it became part of, with its items and
// the channel's view.
func (ed *Editor) shown(ctx context.Context, d bot.Delivery, c bot.Channel) (feeds.Event, []feeds.Item, bot.View, error) {
	e, items, err := bot.Whole(ctx, ed.deps.Store.Event, feeds.EventID(d.Key.Subject))
	if err != nil {
		return e, nil, bot.View{}, err
	}
	v, err := ed.View(ctx, e, c)
	return e, items, v, err
}

// update is the alert again, to be put in place of the earlier post, with a line
// that says what changed. Where a platform cannot edit, only news is told.
func (ed *Editor) update(ctx context.Context, d bot.Delivery, c bot.Channel) (bot.Message, error) {
	d, err := ed.under(ctx, d)
	if err != nil {
		return bot.Message{}, err
	}
	m, err := ed.alert(ctx, d, c)
	if err != nil {
		return m, err
	}
	p, ok := ed.deps.Platforms[c.ID.Platform()]
	if !ok || !p.Can(c).Edit || d.Ref.ID == "" {
		return m, bot.ErrNothing
	}
	m.Edit = d.Ref
	if !strings.HasPrefix(d.Key.Occasion, "mark@") { // what people did shows itself
		m.Add(bot.Context, ed.changed(ctx, d))
	}
	return m, nil
}

// followup tells later news under the earlier post, or beside it where the
// platform has no threads.
func (ed *Editor) followup(ctx context.Context, d bot.Delivery, c bot.Channel) (bot.Message, error) {
	d, err := ed.under(ctx, d)
	if err != nil {
		return bot.Message{}, err
	}
	e, items, err := ed.deps.Store.Event(ctx, feeds.EventID(d.Key.Subject))
	if err != nil {
		return bot.Message{}, err
	}
	m := bot.Message{Subject: e.ID, Revision: e.Revision, Thread: d.Ref, Broadcast: d.Args["to"] == "channel"}
	if deadline.IsInForce(d.Key.Occasion) {
		v, err := ed.View(ctx, e, c)
		if err != nil || e.Reading.Dates.Effective.Day != v.Today() {
			return m, cmp.Or(err, bot.ErrNothing) // it moved, or the day has passed
		}
		m.Add(bot.Headline, ed.inForce(e, v)...)
	} else {
		m.Add(bot.Headline, ed.changed(ctx, d))
	}
	m.Add(bot.Body, bot.Short(e, items, ed.view(c)))
	return m, nil
}

// under is what is owed for a revision with the place of its alert, where that was being
// posted when it was planned. There is nothing to say where the alert said it already,
// or never arrived.
func (ed *Editor) under(ctx context.Context, d bot.Delivery) (bot.Delivery, error) {
	revision := bot.OccasionRevision(d.Key.Occasion)
	if d.Ref.ID != "" || revision == 0 {
		return d, nil
	}
	told, err := ed.deps.Store.Deliveries(ctx, feeds.EventID(d.Key.Subject))
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
func (ed *Editor) changed(ctx context.Context, d bot.Delivery) bot.Line {
	e, _, err := ed.deps.Store.Event(ctx, feeds.EventID(d.Key.Subject))
	if err != nil || len(e.Changes) == 0 {
		return bot.Line{bot.Say("mark.updated", ed.deps.Now(), bot.Phrase("change.text"))}
	}
	c := e.Changes[len(e.Changes)-1]
	if d.Key.Kind == bot.KindFollowup {
		c = bot.News(e.Changes, bot.OccasionRevision(d.Key.Occasion))
	}
	return bot.Line{bot.Say("mark.updated", c.At, bot.Changed(c))}
}

// inForce is the follow-up on the day a rule takes effect.
func (ed *Editor) inForce(e feeds.Event, v bot.View) []bot.Line {
	l := bot.Line{bot.Say("in_force.today", bot.ShortTitle(e)).As(bot.Bold)}
	if e.Published != "" {
		l = append(l, bot.Span{Text: " · "}, bot.Say("in_force.issued", e.Published))
	}
	lines := []bot.Line{l}
	if v.Note != "" {
		lines = append(lines, bot.Line{bot.Quote(feeds.CleanLine(v.Note)), bot.Say("mark.note_by", feeds.CleanLine(v.NoteBy)).As(bot.Italic)})
	}
	return lines
}
