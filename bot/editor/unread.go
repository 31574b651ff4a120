package editor

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/workday"
)

// unreadAfter is how many working days a national source may stay unread before
// the channels that depend on it are told.
const unreadAfter = 2

// unread are the national sources that a channel depends on and that have not
// been read for too long, with the day from which that is so for the latest.
func (ed *Editor) unread(ctx context.Context, c bot.ChannelID) (sources []bot.SourceState, since feeds.Day, err error) {
	visits, err := ed.deps.Store.Visits(ctx)
	if err != nil {
		return nil, "", err
	}
	subs, err := ed.deps.Store.Subscriptions(ctx)
	if err != nil {
		return nil, "", err
	}
	for _, v := range visits {
		s, ok := ed.deps.Sources.Polled(v.Source)
		if !ok || v.Good.IsZero() || s.Media || ed.deps.Names.Local(s.Authority) {
			continue
		}
		late, known := workday.Add(feeds.DayOf(v.Good, feeds.Shanghai), unreadAfter)
		if !known {
			late = feeds.DayOf(v.Good, feeds.Shanghai).Add(2 * unreadAfter)
		}
		if ed.today() <= late || !slices.ContainsFunc(subs, func(x bot.Subscription) bool { return x.Channel == c && depends(x, s) }) {
			continue
		}
		sources = append(sources, bot.SourceState{Source: s, Visit: v})
		since = max(since, late)
	}
	return sources, since, nil
}

// depends reports whether the subscription can be served by the source at all.
func depends(x bot.Subscription, s feeds.Source) bool {
	return (len(x.Filter.Authorities) == 0 || slices.Contains(x.Filter.Authorities, s.Authority)) &&
		(len(x.Filter.Regions) == 0 || slices.Contains(x.Filter.Regions, s.Jurisdiction))
}

// unreadSources tells each channel once when national sources it depends on have
// not been read for too long; again only when a further one has not.
func (ed *Editor) unreadSources(ctx context.Context) ([]bot.Delivery, error) {
	if !ed.deps.Settled() {
		return nil, nil
	}
	return ed.eachServed(ctx, func(c bot.Channel) (bot.Delivery, bool, error) {
		sources, since, err := ed.unread(ctx, c.ID)
		return ed.said(c.ID, "unread", "unread@"+string(since), ""), len(sources) > 0, err
	})
}

func (ed *Editor) eachServed(ctx context.Context, owe func(bot.Channel) (bot.Delivery, bool, error)) ([]bot.Delivery, error) {
	by, err := ed.served(ctx)
	if err != nil {
		return nil, err
	}
	var owed []bot.Delivery
	for _, channels := range by {
		for _, c := range channels {
			d, ok, err := owe(c.Channel)
			if err != nil {
				return nil, err
			}
			if ok {
				owed = append(owed, d)
			}
		}
	}
	return owed, nil
}

// unreadNotice names the sources that are still not read when it is posted.
func (ed *Editor) unreadNotice(ctx context.Context, _ bot.Delivery, c bot.Channel) (bot.Message, error) {
	sources, _, err := ed.unread(ctx, c.ID)
	var m bot.Message
	if err != nil || len(sources) == 0 {
		return m, cmp.Or(err, bot.ErrNothing)
	}
	for _, s := range sources {
		m.Add(bot.Body, bot.Line{bot.Say("report.national", bot.Say("name", s.Source.NameEN, s.Source.NameZH), s.Visit.Good)})
	}
	return m, nil
}

// weeklyLines owes every channel the line of the week on Monday.
func (ed *Editor) weeklyLines(ctx context.Context) ([]bot.Delivery, error) {
	if !ed.deps.Settled() {
		return nil, nil
	}
	return ed.eachServed(ctx, func(c bot.Channel) (bot.Delivery, bool, error) {
		now := ed.deps.Now().In(c.Location())
		year, week := now.ISOWeek()
		d := ed.said(c.ID, "weekly", fmt.Sprintf("%d-W%02d", year, week), "")
		d = ed.timed([]bot.Delivery{d}, c.Location())[0]
		return d, now.Weekday() == time.Monday, nil
	})
}

// weeklyNotice says which of the sources that can reach the channel were read in the week,
// which were not and since when, whom nobody can poll, and how many are left out here.
func (ed *Editor) weeklyNotice(ctx context.Context, _ bot.Delivery, c bot.Channel) (bot.Message, error) {
	visits, err := ed.deps.Store.Visits(ctx)
	if err != nil {
		return bot.Message{}, err
	}
	on, err := ed.deps.Sources.On(ctx)
	if err != nil {
		return bot.Message{}, err
	}
	good := map[feeds.SourceID]time.Time{}
	for _, v := range visits {
		good[v.Source] = v.Good
	}
	all, read := 0, 0
	var unread []bot.Span
	for _, s := range on {
		if s.Workspace != "" && s.Workspace != c.ID.Workspace() {
			continue
		}
		all++
		at := good[s.ID]
		switch {
		case ed.deps.Now().Sub(at) < 7*24*time.Hour:
			read++
		case at.IsZero():
			unread = append(unread, bot.Say("report.never_read", bot.Say("name", s.NameEN, s.NameZH)))
		default:
			unread = append(unread, bot.Say("report.not_read", bot.Say("name", s.NameEN, s.NameZH), feeds.DayOf(at, feeds.Shanghai)))
		}
	}
	l := bot.Line{bot.Say("report.weekly_sources", read, all)}
	if len(unread) > 0 {
		l = append(l, bot.Span{Text: " "}, bot.Say("report.unread", capped(unread)))
	}
	none, leftOut := ed.deps.Sources.NotPolled()
	never := make([]bot.Span, len(none))
	for i, s := range none {
		never[i] = bot.Say("name", s.NameEN, s.NameZH)
	}
	if len(never) > 0 {
		l = append(l, bot.Span{Text: " "}, bot.Say("report.not_polled", capped(never)))
	}
	if leftOut > 0 {
		l = append(l, bot.Span{Text: " "}, bot.Say("report.left_out", leftOut))
	}
	var m bot.Message
	m.Add(bot.Context, l)
	return m, nil
}

// capped are the first names of a list and how many more there are.
func capped(list []bot.Span) []bot.Span {
	const shown = 8
	if len(list) <= shown {
		return list
	}
	return append(slices.Clone(list[:shown]), bot.Say("attachment.more", len(list)-shown))
}
