// Package deadline works out which dates are coming: comment periods that
// close, rules that take effect, terms to rectify, days by which to file or report.
// Start with Upcoming; Owed says which reminders a channel is owed on a day, and ICS
// writes the dates as iCalendar. It is pure: who calls it has the events and posts
// what is owed.
package deadline

import (
	"cmp"
	"slices"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// What a date is for.
const (
	Comments  = "comments"
	Effective = "effective"
	Rectify   = "rectify"
	Due       = "due"
	Expires   = "expires"
)

// Deadline is one coming date of one event.
type Deadline struct {
	Event feeds.Event `json:"event"`
	What  string      `json:"what"`
	Date  feeds.Date  `json:"date"`
	// Count is the day to count down to: the day before, where the words leave
	// open whether the day itself counts.
	Count feeds.Day `json:"count"`
	Days  int       `json:"days"` // from today to Count
	// Cancelled marks a date that fell away: the event became part of another, was
	// repealed, or no longer states it.
	Cancelled bool `json:"cancelled,omitempty"`
}

// Of are the dated deadlines of one event, past or coming.
func Of(e feeds.Event, today feeds.Day) []Deadline {
	d := e.Reading.Dates
	var out []Deadline
	for _, row := range []struct {
		what string
		date feeds.Date
	}{{Comments, d.CommentCloses}, {Effective, d.Effective}, {Rectify, d.Rectify}, {Due, d.Due}, {Expires, d.Expires}} {
		if row.date.Day == "" {
			continue
		}
		count := row.date.Last()
		out = append(out, Deadline{Event: e, What: row.what, Date: row.date, Count: count, Days: count.Sub(today), Cancelled: void(e, row.what, row.date.Day, today)})
	}
	return append(out, dropped(e)...)
}

// void reports whether a date that the event states counts no more: the event became
// part of another, or what was to be on the day had ended before, as far as is known
// today.
func void(e feeds.Event, what string, day, today feeds.Day) bool {
	if e.Alias != "" {
		return true
	}
	switch e.StatusOn(day) {
	case feeds.StatusRepealed, feeds.StatusWithdrawn:
		return true
	case feeds.StatusDraftClosed: // before its day: the final text is there
		return what == Comments && day >= today
	}
	return false
}

// dropped is a closing date that the event stated once and states no more, as
// its changes tell.
func dropped(e feeds.Event) []Deadline {
	if e.Reading.Dates.CommentCloses.Day != "" {
		return nil
	}
	for _, c := range slices.Backward(e.Changes) {
		if c.What == feeds.BroughtDeadline && c.Was.Valid() && c.Is == "" {
			return []Deadline{{Event: e, What: Comments, Date: feeds.Date{Day: c.Was}, Count: c.Was, Cancelled: true}}
		}
	}
	return nil
}

// Upcoming are the deadlines of the events' hits that fall within days from
// today on, the nearest first.
func Upcoming(hits []bot.Hit, today feeds.Day, days int) []Deadline {
	var out []Deadline
	for _, h := range hits {
		for _, d := range Of(h.Event, today) {
			if !d.Cancelled && d.Date.Day >= today && d.Days <= days {
				out = append(out, d)
			}
		}
	}
	slices.SortFunc(out, func(a, b Deadline) int {
		return cmp.Or(cmp.Compare(a.Count, b.Count), cmp.Compare(a.Event.ID, b.Event.ID), cmp.Compare(a.What, b.What))
	})
	return out
}

// When is the date, how far it is, and whether it was worked out.
func (d Deadline) When() bot.Line {
	l := bot.Line{d.when().As(bot.Bold)}
	if d.Date.Computed {
		l = append(l, bot.Say("mark.computed").As(bot.Italic))
	}
	return l
}

// when counts, where the words leave open whether the day itself counts, to the day before.
func (d Deadline) when() bot.Span {
	what := bot.Phrase("deadline." + d.What)
	switch early := d.Count != d.Date.Day; {
	case early && d.Days > 0:
		return bot.Say("deadlines.counted", d.Date.Day, d.Days, d.Count, what)
	case early && d.Days == 0:
		return bot.Say("deadlines.counted_today", d.Date.Day, what)
	case d.Days <= 0:
		return bot.Say("deadlines.today", d.Date.Day, what)
	}
	return bot.Say("deadlines.row", d.Date.Day, d.Days, what)
}
