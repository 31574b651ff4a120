package bot

import (
	"time"

	"github.com/regwire/regwire/feeds"
)

// dateLines gives each date with the sentence it came from.
func dateLines(e feeds.Event, lead feeds.Item, v View) []Line {
	d := e.Reading.Dates
	l := Line{publishedOn(e.Published, "date.published", "date.unpublished")}
	add := func(key, within Phrase, x feeds.Date) {
		if !x.Stated() {
			return
		}
		said := Say(key, x.Day)
		if x.Day == "" {
			said = Say(within, x.WorkDays)
		}
		l = append(l, sep, said)
		if x.Computed {
			l = append(l, Say("mark.computed").As(Italic))
		}
		if x.Quote.Text != "" {
			l = append(l, Say("quoted", feeds.CleanLine(x.Quote.Text)))
		}
		if x.Before && x.Day != "" {
			l = append(l, Say("date.before", x.Last()))
		}
	}
	add("date.effective", "", d.Effective)
	add("date.expires", "", d.Expires)
	if c := d.CommentCloses; c.Stated() {
		add("date.comments", "date.comments_within", c)
		if c.Day != "" {
			l = append(l, hourLine(c, v.Zone))
		}
		if len(e.Reading.Contacts) > 0 {
			l = append(l, sep, Say("date.how", contacts(e.Reading.Contacts)))
		}
	} else if e.Reading.Stage == feeds.StageDraft {
		key := Phrase("date.comments_undated")
		if lead.State == feeds.ItemTitleOnly {
			key = "date.comments_unread"
		}
		l = append(l, sep, Say(key))
	}
	add("date.rectify", "date.rectify_within", d.Rectify)
	add("date.due", "", d.Due)
	return []Line{l}
}

// quoted are the sentences that dateLines quotes.
func quoted(d feeds.Dates) []feeds.Text {
	var all []feeds.Text
	for _, x := range []feeds.Date{d.Effective, d.Expires, d.CommentCloses, d.Rectify, d.Due} {
		if x.Stated() && x.Quote.Text != "" {
			all = append(all, feeds.CleanLine(x.Quote.Text))
		}
	}
	return all
}

func contacts(ways []string) []Span {
	out := make([]Span, len(ways))
	for i, w := range ways {
		out[i] = Say(Phrase("contact." + w))
	}
	return out
}

// endOf is the last moment of a deadline: its hour where one is stated, else the
// end of the day in China.
func endOf(d feeds.Date) time.Time {
	t := d.Day.Time(feeds.Shanghai)
	if c, err := time.Parse("15:04", d.Clock); err == nil {
		return t.Add(time.Duration(c.Hour())*time.Hour + time.Duration(c.Minute())*time.Minute)
	}
	return t.AddDate(0, 0, 1)
}

func hourOf(d feeds.Date) any {
	if d.Clock != "" {
		return d.Clock
	}
	return Phrase("date.end_of_day")
}

// hourLine is the hour of a deadline in Beijing and in the channel's zone, unless the clocks
// of both show the same: "00:00 CST" of the next day says nothing that "end of day" does
// not, and is taken for another zone's.
func hourLine(d feeds.Date, zone *time.Location) Span {
	if zone == nil {
		zone = time.UTC
	}
	_, here := endOf(d).In(zone).Zone()
	if _, there := endOf(d).In(feeds.Shanghai).Zone(); here == there {
		return Say("date.hour_same", hourOf(d))
	}
	return Say("date.hour", hourOf(d), hourIn(d, zone))
}

// hourIn is the same moment in the channel's zone: "17:00 CET".
func hourIn(d feeds.Date, zone *time.Location) string {
	t := endOf(d).In(zone)
	if feeds.DayOf(t, zone) != d.Day {
		return t.Format("2 Jan 15:04 MST")
	}
	return t.Format("15:04 MST")
}
