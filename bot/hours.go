package bot

import (
	"slices"
	"strings"
	"time"

	"github.com/regwire/regwire/feeds"
)

// clock is the one by which a deadline ends: what it is called, and its zone, nil where
// nobody can say which.
type clock struct {
	name Phrase
	zone *time.Location
}

// clocks are the zones of the publishers abroad, by region. Countries with several zones
// have none here: whose office the deadline is kept at, no page says.
var clocks = []struct{ region, zone string }{
	{region: "DE", zone: "Europe/Berlin"},
	{region: "EU", zone: "Europe/Brussels"},
	{region: "FR", zone: "Europe/Paris"},
	{region: "GB", zone: "Europe/London"},
	{region: "HK", zone: "Asia/Hong_Kong"},
	{region: "IE", zone: "Europe/Dublin"},
	{region: "IT", zone: "Europe/Rome"},
	{region: "JP", zone: "Asia/Tokyo"},
	{region: "KR", zone: "Asia/Seoul"},
	{region: "MO", zone: "Asia/Macau"},
	{region: "NL", zone: "Europe/Amsterdam"},
	{region: "PH", zone: "Asia/Manila"},
	{region: "SG", zone: "Asia/Singapore"},
	{region: "TW", zone: "Asia/Taipei"},
}

// clockOf is the clock of a region: China's own for all its provinces.
func clockOf(region string) clock {
	if region == "CN" || strings.HasPrefix(region, feeds.Province) {
		return clock{"clock.CN", feeds.Shanghai}
	}
	for _, c := range clocks {
		if c.region != region {
			continue
		}
		if zone, err := time.LoadLocation(c.zone); err == nil {
			return clock{Phrase("clock." + region), zone}
		}
	}
	return clock{name: "clock.local"}
}

// clockAt is the clock of who issued the event, or else of whose page it is. A text in
// Chinese that nobody is known for is taken for one of the mainland.
func clockAt(e feeds.Event, lead feeds.Item, v View) clock {
	if v.Names == nil {
		return clockOf("CN")
	}
	for _, id := range slices.Concat(e.Reading.Authorities, []feeds.AuthorityID{lead.Authority}) {
		if region := v.Names.Region(id); region != "" {
			return clockOf(region)
		}
	}
	if s, ok := v.Names.Source(lead.Source); ok && s.Jurisdiction != "" {
		return clockOf(s.Jurisdiction)
	}
	if feeds.HasHan(e.Title) {
		return clockOf("CN")
	}
	return clock{name: "clock.local"}
}

// ClockName is what the clock is called by which a deadline of the event ends.
func ClockName(e feeds.Event, names Names) Phrase {
	return clockAt(e, feeds.Item{}, View{Names: names}).name
}

// endOf is the last moment of a deadline: its hour where one is stated, else the end of
// the day there.
func endOf(d feeds.Date, there *time.Location) time.Time {
	t := d.Day.Time(there)
	if c, err := time.Parse("15:04", d.Clock); err == nil {
		return time.Date(t.Year(), t.Month(), t.Day(), c.Hour(), c.Minute(), 0, 0, there)
	}
	return t.AddDate(0, 0, 1)
}

func hourOf(d feeds.Date) any {
	if d.Clock != "" {
		return d.Clock
	}
	return Phrase("date.end_of_day")
}

// hourLine is the hour of a deadline by the publisher's clock and in the channel's zone,
// unless both show the same: "00:00 CST" of the next day says nothing that "end of day"
// does not, and is taken for another zone's.
func hourLine(d feeds.Date, c clock, zone *time.Location) Span {
	if c.zone == nil {
		return Say("date.hour_same", hourOf(d), c.name)
	}
	if zone == nil {
		zone = time.UTC
	}
	end := endOf(d, c.zone)
	_, here := end.In(zone).Zone()
	if _, there := end.Zone(); here == there {
		return Say("date.hour_same", hourOf(d), c.name)
	}
	return Say("date.hour", hourOf(d), c.name, hourIn(end.In(zone), d.Day))
}

// hourIn is a moment of the channel's zone, with its day unless it is that of the deadline:
// "17:00 CET".
func hourIn(t time.Time, day feeds.Day) string {
	if feeds.DayOf(t, t.Location()) != day {
		return t.Format("2 Jan 15:04 MST")
	}
	return t.Format("15:04 MST")
}
