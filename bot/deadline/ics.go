package deadline

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/phrase"
	"github.com/regwire/regwire/feeds"
)

// Feed says how a calendar of deadlines presents itself.
type Feed struct {
	Name string
	// Host makes the ids of entries unlike those of others: "regwire.example".
	Host string
	// Base is the address of our pages, "" when there are none.
	Base  string
	Lang  bot.Lang
	Names bot.Names
}

// ICS is the calendar as iCalendar (RFC 5545): one all-day entry for each event
// and kind of date, on the day to count to. The id of an entry stays when its date
// moves, its sequence rises with the event's revision, and a date that fell away is
// cancelled.
func ICS(f Feed, list []Deadline) []byte {
	var w icsWriter
	w.line("BEGIN", "VCALENDAR")
	w.line("VERSION", "2.0")
	w.line("PRODID", "-//regwire//deadlines//EN")
	w.line("CALSCALE", "GREGORIAN")
	w.line("METHOD", "PUBLISH")
	w.text("X-WR-CALNAME", f.Name)
	w.line("REFRESH-INTERVAL;VALUE=DURATION", "PT6H")
	w.line("X-PUBLISHED-TTL", "PT6H")
	for _, d := range list {
		f.entry(&w, d)
	}
	w.line("END", "VCALENDAR")
	return w.b
}

func (f Feed) entry(w *icsWriter, d Deadline) {
	if !d.Date.Day.Valid() {
		return
	}
	e := d.Event
	w.line("BEGIN", "VEVENT")
	w.text("UID", string(e.ID)+"-"+d.What+"@"+cmp.Or(f.Host, "regwire"))
	w.line("DTSTAMP", e.Changed.UTC().Format("20060102T150405Z"))
	w.line("LAST-MODIFIED", e.Changed.UTC().Format("20060102T150405Z"))
	w.line("SEQUENCE", strconv.Itoa(max(e.Revision, 0)))
	w.line("DTSTART;VALUE=DATE", icsDay(d.Count))
	w.line("DTEND;VALUE=DATE", icsDay(d.Count.Add(1)))
	w.text("SUMMARY", f.summary(d))
	w.text("DESCRIPTION", f.description(d))
	if f.Base != "" {
		w.line("URL", uri(f.Base+"/event/"+string(e.ID)))
	}
	status := "CONFIRMED"
	if d.Cancelled {
		status = "CANCELLED"
	}
	w.line("STATUS", status)
	w.line("TRANSP", "TRANSPARENT")
	w.line("END", "VEVENT")
}

func (f Feed) say(key string, args ...any) string { return phrase.Say(string(f.Lang), key, args...) }

func (f Feed) summary(d Deadline) string {
	return f.say("entry."+d.What, string(bot.TitleIn(d.Event, f.Lang)))
}

// description gives the sentence that the date came from, whether it was worked out,
// the hour where one is stated, and the day that the words name where the entry stands
// on the one before.
func (f Feed) description(d Deadline) string {
	lines := []string{string(feeds.CleanLine(d.Event.Title))}
	if f.Names != nil && len(d.Event.Reading.Authorities) > 0 {
		en, zh := f.Names.Authority(d.Event.Reading.Authorities[0])
		lines = append(lines, f.say("name", en, zh))
	}
	if d.Date.Quote.Text != "" {
		lines = append(lines, f.say("word.quoted", string(feeds.CleanLine(d.Date.Quote.Text))))
	}
	if d.Date.Computed {
		lines = append(lines, f.say("ics.computed", bot.DayWords(d.Date.Day, f.Lang)))
	}
	if d.Date.Clock != "" {
		lines = append(lines, f.say("ics.hour", d.Date.Clock, f.say(string(bot.ClockName(d.Event, f.Names)))))
	}
	if d.Count != d.Date.Day {
		lines = append(lines, f.say("ics.count", bot.DayWords(d.Date.Day, f.Lang)))
	}
	return strings.Join(append(lines, f.say("link.id", string(d.Event.ID))), "\n")
}

func icsDay(d feeds.Day) string { return d.Time(time.UTC).Format("20060102") }

// uri keeps an address free of what would end its line.
func uri(s string) string {
	return strings.Map(func(r rune) rune {
		if r <= ' ' || r == 0x7f {
			return -1
		}
		return r
	}, s)
}

// icsWriter writes content lines; each ends with CR LF and is folded so that no
// line has more than 75 octets (RFC 5545, 3.1).
type icsWriter struct{ b []byte }

const maxOctets = 75

func (w *icsWriter) line(name, value string) {
	s := name + ":" + value
	room := maxOctets
	for len(s) > room {
		part := feeds.Clip(s, room)
		w.b = append(append(w.b, part...), "\r\n "...)
		s, room = s[len(part):], maxOctets-1
	}
	w.b = append(append(w.b, s...), "\r\n"...)
}

// text writes a value of type TEXT (RFC 5545, 3.3.11).
func (w *icsWriter) text(name, value string) { w.line(name, escape(value)) }

var icsEscapes = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`)

func escape(s string) string {
	s = icsEscapes.Replace(strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, s)
}
