package editor

import (
	"context"
	"slices"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/deadline"
	"github.com/regwire/regwire/feeds"
)

// reach is how far ahead dates are looked at: the first reminder, moved back
// over the longest holidays.
const reach = 40

// remindHour is when reminders are posted, in the channel's zone.
const remindHour = 9

func (ed *Editor) reminders(ctx context.Context) ([]bot.Delivery, error) {
	by, err := ed.served(ctx)
	if err != nil {
		return nil, err
	}
	today := ed.today()
	var owed []bot.Delivery
	for w, channels := range by {
		hits, err := ed.deps.Store.Dated(ctx, w, today, today.Add(reach))
		if err != nil {
			return nil, err
		}
		for _, hit := range hits {
			more, err := ed.remindersOf(ctx, w, hit.Event, channels, today)
			if err != nil {
				return nil, err
			}
			owed = append(owed, more...)
		}
		asked, err := ed.asked(ctx, w, today)
		if err != nil {
			return nil, err
		}
		owed = append(owed, asked...)
	}
	return owed, nil
}

// remindersOf are the reminders of one event to the channels that were told of
// it and want it still, and to the people who took it or asked for them.
func (ed *Editor) remindersOf(ctx context.Context, w feeds.WorkspaceID, e feeds.Event, channels []*servedChannel, today feeds.Day) ([]bot.Delivery, error) {
	told, err := ed.deps.Store.Deliveries(ctx, e.ID)
	if err != nil {
		return nil, err
	}
	var owed []bot.Delivery
	for _, c := range channels {
		t, ok := toldIn(told, c.ID)
		if !ok {
			continue
		}
		due := deadline.Owed(e, t, c.Channel, today)
		if len(due) == 0 {
			continue
		}
		wants, err := ed.deps.Wants(ctx, c.subs, e.ID)
		if err != nil {
			return nil, err
		}
		if wants { // it may have unsubscribed from that, and kept others
			owed = append(owed, ed.timed(due, c.Location())...)
		}
	}
	marks, err := ed.deps.Store.Marks(ctx, w, e.ID)
	if err != nil {
		return nil, err
	}
	for _, m := range marks {
		if !takesDays(m) {
			continue
		}
		to := bot.Channel{ID: bot.Direct(w, m.User)}
		own := deadline.Owed(e, bot.Delivery{SentAt: m.At}, to, today)
		own = slices.DeleteFunc(own, func(d bot.Delivery) bool { return d.Key.Kind != bot.KindReminder })
		owed = append(owed, ed.timed(own, ed.zoneOf(ctx, m.Channel))...)
	}
	return owed, nil
}

// toldIn is the post that told the channel of the event: its alert, or the list
// it stood in, which has no thread.
func toldIn(told []bot.Delivery, c bot.ChannelID) (bot.Delivery, bool) {
	var list *bot.Delivery
	for i, d := range told {
		if d.Key.Channel != c || d.State != bot.Sent {
			continue
		}
		if d.Key.Kind == bot.KindAlert {
			return d, true
		}
		if d.Key.Kind == bot.KindDigest && list == nil {
			list = &told[i]
		}
	}
	if list == nil {
		return bot.Delivery{}, false
	}
	d := *list
	d.Ref = bot.Reference{}
	return d, true
}

// timed are the deliveries, due in the morning of today in the zone. When China's Monday
// begins it is Sunday west of it: the day is China's, which was chosen to be a working day,
// and the morning is the channel's.
func (ed *Editor) timed(ds []bot.Delivery, zone *time.Location) []bot.Delivery {
	now := ed.deps.Now()
	today := ed.today().Time(time.UTC)
	due := time.Date(today.Year(), today.Month(), today.Day(), remindHour, 0, 0, 0, zone)
	for i := range ds {
		ds[i].Created, ds[i].Due = now, due
		if due.Before(now) {
			ds[i].Due = now
		}
	}
	return ds
}

func (ed *Editor) zoneOf(ctx context.Context, id bot.ChannelID) *time.Location {
	c, err := ed.deps.Store.Channel(ctx, id)
	if err != nil {
		return feeds.Shanghai
	}
	return c.Location()
}

// asked are the reminders that people wanted on a day of their choice.
func (ed *Editor) asked(ctx context.Context, w feeds.WorkspaceID, today feeds.Day) ([]bot.Delivery, error) {
	marks, err := ed.deps.Store.Marks(ctx, w, "")
	if err != nil {
		return nil, err
	}
	var owed []bot.Delivery
	for _, m := range marks {
		if m.Kind != bot.MarkRemind || m.Day == "" || m.Day > today || today.Sub(m.Day) > 7 {
			continue
		}
		d := bot.Delivery{Key: bot.DeliveryKey{Channel: bot.Direct(w, m.User), Kind: bot.KindReminder, Subject: string(m.Event), Occasion: askedOn(m.Day)}, State: bot.Pending}
		owed = append(owed, ed.timed([]bot.Delivery{d}, ed.zoneOf(ctx, m.Channel))...)
	}
	return owed, nil
}

// reminder says how much time is left. It says nothing when the date has moved or
// passed, when the matter is done, but for the last one, or to somebody who no longer wants it.
func (ed *Editor) reminder(ctx context.Context, d bot.Delivery, c bot.Channel) (bot.Message, error) {
	e, items, v, err := ed.shown(ctx, d, c)
	if err != nil {
		return bot.Message{}, err
	}
	m := bot.Message{Subject: e.ID, Revision: e.Revision, Thread: d.Ref}
	if !wanted(d, v.Marks) {
		return m, bot.ErrNothing
	}
	short := bot.Short(e, items, v)
	if r, ok := deadline.ParseOccasion(d.Key.Occasion); ok {
		head, ok := reminderHead(e, r, v)
		if !ok {
			return m, bot.ErrNothing
		}
		m.Add(bot.Headline, head...)
		short = short[2:] // the first word would say the same again
		m.Broadcast = r.Loud() && d.Ref.ID != ""
	} else {
		m.Add(bot.Headline, bot.Line{bot.Say("reminder.asked").As(bot.Bold)})
	}
	m.Add(bot.Body, short)
	for _, mark := range v.Marks {
		if mark.Kind == bot.MarkDone {
			m.Add(bot.Context, bot.Line{bot.Say("mark.done_by", feeds.CleanLine(mark.By()), feeds.CleanLine(mark.Text)).As(bot.Bold)})
		}
	}
	id := []string{string(e.ID)}
	m.Buttons = []bot.Button{{Label: "button.take", Verb: "take", Words: id}, {Label: "button.done", Verb: "done", Words: id}}
	return m, nil
}

// wanted reports whether a reminder for one person, which no subscription is behind, is asked
// for still: it may have waited for the morning since.
func wanted(d bot.Delivery, marks []bot.Mark) bool {
	return len(d.Subscriptions) > 0 || slices.ContainsFunc(marks, func(m bot.Mark) bool {
		asks := d.Key.Occasion == askedOn(m.Day)
		if _, usual := deadline.ParseOccasion(d.Key.Occasion); usual {
			asks = takesDays(m)
		}
		return asks && bot.Direct(m.Workspace, m.User) == d.Key.Channel
	})
}

// takesDays reports whether who made the mark is reminded on the usual days.
func takesDays(m bot.Mark) bool {
	return m.Kind == bot.MarkTake || m.Kind == bot.MarkRemind && m.Day == ""
}

// askedOn is the occasion of a reminder on a day that somebody chose.
func askedOn(d feeds.Day) string { return "asked:" + string(d) }

func reminderHead(e feeds.Event, r deadline.Reminder, v bot.View) ([]bot.Line, bool) {
	done := slices.ContainsFunc(v.Marks, func(m bot.Mark) bool { return m.Kind == bot.MarkDone })
	if done && !r.Last() {
		return nil, false
	}
	for _, d := range deadline.Of(e, v.Today()) {
		if d.What != r.What || d.Date.Day != r.Day || d.Cancelled || d.Days < 0 {
			continue
		}
		lines := []bot.Line{{bot.Say("reminder.head", d.Days, bot.Phrase("deadline."+d.What), d.Date.Day).As(bot.Bold)}}
		if d.Date.Computed {
			lines[0] = append(lines[0], bot.Say("mark.computed").As(bot.Italic))
		}
		if q := d.Date.Quote.Text; q != "" {
			lines = append(lines, bot.Line{bot.Say("word.quoted", feeds.CleanLine(q))})
		}
		if d.Count != d.Date.Day {
			lines = append(lines, bot.Line{bot.Say("reminder.earlier", d.Count).As(bot.Italic)})
		}
		return lines, true
	}
	return nil, false
}
