package bot_test

import (
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// A reader whose clock is Beijing's reads the hour once: "14 Nov 00:00 CST" was no help, and
// in Chicago is another moment.
func TestTheHourOfADeadlineStandsInBothZonesWhereTheyDiffer(t *testing.T) {
	e := feeds.Event{ID: "e1", Title: "办法（征求意见稿）", Reading: feeds.Reading{Stage: feeds.StageDraft, DocType: "measures"}}
	for _, c := range []struct{ zone, clock, want string }{
		{"", "", "Comments by 12 Oct 2022, end of day Beijing, 16:00 UTC\n"},
		{"Europe/Berlin", "17:00", "Comments by 12 Oct 2022, 17:00 Beijing, 11:00 CEST\n"},
		{"America/Chicago", "08:00", "Comments by 12 Oct 2022, 08:00 Beijing, 11 Oct 19:00 CDT\n"},
		{"Asia/Shanghai", "", "Comments by 12 Oct 2022, end of day Beijing\n"},
		{"Asia/Hong_Kong", "17:00", "Comments by 12 Oct 2022, 17:00 Beijing\n"},
	} {
		v := bot.View{Now: time.Date(2022, 9, 30, 0, 0, 0, 0, time.UTC), Names: unknown{}}
		if c.zone != "" {
			zone, err := time.LoadLocation(c.zone)
			if err != nil {
				t.Fatal(err)
			}
			v.Zone = zone
		}
		e.Reading.Dates.CommentCloses = feeds.Date{Day: "2022-10-12", Clock: c.clock}
		if words := said(bot.Alert(e, nil, v)); !strings.Contains(words, c.want) {
			t.Errorf("%s:\n%s", c.zone, words)
		}
	}
}

// abroad is a catalogue whose authorities are called by their regions.
type abroad struct{ unknown }

func (abroad) Region(id feeds.AuthorityID) string { return string(id) }

// A consultation of Brussels does not close by Beijing's clock, and where a country has
// several nobody is told one.
func TestADeadlineEndsByTheClockOfWhoSetIt(t *testing.T) {
	for _, c := range []struct{ region, clock, want string }{
		{"CN-SH", "17:00", "17:00 Beijing, 09:00 UTC\n"},
		{"HK", "", "end of day Hong Kong, 16:00 UTC\n"},
		{"EU", "", "end of day Brussels, 22:00 UTC\n"},
		{"GB", "12:00", "12:00 London, 11:00 UTC\n"},
		{"JP", "17:00", "17:00 Tokyo, 08:00 UTC\n"},
		{"US", "17:00", "17:00 local time\n"},
		{"", "", "end of day local time\n"},
	} {
		e := feeds.Event{ID: "e1", Title: "Consultation", Reading: feeds.Reading{Stage: feeds.StageDraft, Authorities: []feeds.AuthorityID{feeds.AuthorityID(c.region)}}}
		e.Reading.Dates.CommentCloses = feeds.Date{Day: "2022-10-12", Clock: c.clock}
		v := bot.View{Now: time.Date(2022, 9, 30, 0, 0, 0, 0, time.UTC), Names: abroad{}}
		if words := said(bot.Alert(e, nil, v)); !strings.Contains(words, "Comments by 12 Oct 2022, "+c.want) {
			t.Errorf("%s:\n%s", c.region, words)
		}
	}
}
