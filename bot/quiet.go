package bot

import (
	"strings"
	"time"
)

// QuietUntil is when the channel may be posted to again: now, unless its quiet
// hours or a day off hold posts back. What is found meanwhile waits.
func (c Channel) QuietUntil(now time.Time) time.Time {
	zone := c.Location()
	at := now.In(zone)
	// A day off may follow quiet hours and quiet hours a day off, but not for long.
	for range 8 {
		next := c.pastNight(c.pastDayOff(at))
		if next.Equal(at) {
			break
		}
		at = next
	}
	if at.Equal(now) {
		return now
	}
	return at
}

// pastDayOff is the first moment of the next working day, or at itself.
func (c Channel) pastDayOff(at time.Time) time.Time {
	if !c.WorkDays {
		return at
	}
	for at.Weekday() == time.Saturday || at.Weekday() == time.Sunday {
		at = clockTime(at, 1, 0, 0)
	}
	return at
}

// pastNight is the end of the quiet hours that at falls into, or at itself.
func (c Channel) pastNight(at time.Time) time.Time {
	from, to, ok := strings.Cut(c.Quiet, "-")
	if !ok || from == to {
		return at
	}
	clock := at.Format("15:04")
	day := 0
	switch {
	case from < to && (clock < from || clock >= to):
		return at
	case from > to && clock >= to && clock < from:
		return at
	case from > to && clock >= from:
		day = 1 // ends tomorrow
	}
	end, err := time.Parse("15:04", to)
	if err != nil {
		return at
	}
	next := clockTime(at, day, end.Hour(), end.Minute())
	if !next.After(at) { // the hour that a change of clocks repeats
		return at
	}
	return next
}

// clockTime is when clocks where at is show that time so many days later. Where a change
// of clocks leaves it out, it is as long behind the change as it would stand behind the
// hour that is left out: never before, where it would be the day, or the night, before.
func clockTime(at time.Time, days, hour, minute int) time.Time {
	y, m, d := at.Date()
	t := time.Date(y, m, d+days, hour, minute, 0, 0, at.Location())
	asked := time.Date(y, m, d+days, hour, minute, 0, 0, time.UTC)
	_, offset := t.Zone()
	if left := asked.Sub(t.UTC().Add(time.Duration(offset) * time.Second)); left > 0 {
		return t.Add(left)
	}
	return t
}
