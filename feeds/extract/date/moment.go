package date

import (
	"strconv"
	"strings"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/pattern"
)

// Days that are told as moments: counts of seconds, times of ISO 8601 and of RFC 822.

// Epoch reads seconds or milliseconds: 10^11 seconds is the year 5138.
func Epoch(s string, c Context) Span {
	n, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil || n < 1e8 || n > 1e14 {
		return Span{}
	}
	if n >= 1e11 {
		n /= 1000
	}
	return Span{Day: feeds.DayOf(time.Unix(int64(n), 0), c.Zone)}
}

var stamp = pattern.MustCompile(`^1\d{9}(?:\d{3})?$`)

// readStamp reads what can be no other number of a row.
func readStamp(s string, c Context) Span {
	if s = strings.TrimSpace(s); !stamp.MatchString(s) {
		return Span{}
	}
	return Epoch(s, c)
}

func readEpochMS(s string, c Context) Span {
	n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64)
	if err != nil || n < 1e11 || n > 1e14 {
		return Span{}
	}
	return Span{Day: feeds.DayOf(time.UnixMilli(n), c.Zone)}
}

// isoLayouts carry a zone; zoneless ones follow.
var isoLayouts = []string{time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z0700", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 Z0700"}

func readISO(s string, c Context) Span {
	s = strings.TrimSpace(s)
	for _, l := range isoLayouts {
		if t, err := time.Parse(l, s); err == nil {
			return Span{Day: c.DayOf(t)}
		}
	}
	return YMD(strings.Replace(s, "T", " ", 1), c)
}

// DayOf is the day of a moment.
func (c Context) DayOf(t time.Time) feeds.Day {
	if c.Written {
		return feeds.DayOf(t, WrittenZone(t, c.Zone))
	}
	return feeds.DayOf(t, c.Zone)
}

func readGMT(s string, c Context) Span {
	s = strings.TrimSuffix(strings.TrimSpace(s), "Z")
	for _, l := range []string{"2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04"} {
		if t, err := time.ParseInLocation(l, s, time.UTC); err == nil {
			return Span{Day: feeds.DayOf(t, c.Zone)}
		}
	}
	return readISO(s, c)
}

var rfcClock = pattern.MustCompile(`(\d{1,2}):(\d{2})(?::(\d{2}))?\s*((?:GMT|UTC)?[+-]\d{1,2}(?::?\d{2})?|[A-Z]{1,4})?`)

// rfcOffset is an offset in digits: +0800, +08:00, GMT+8.
var rfcOffset = pattern.MustCompile(`^(?:GMT|UTC)?([+-])(\d{1,2}):?(\d{2})?$`)

// rfcZones are the names of RFC 822; feeds use them in the wrong season, which
// moves a time by an hour and seldom a day.
var rfcZones = map[string]int{
	"": 0, "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
	"PST": -8, "PDT": -7, "CET": 1, "CEST": 2, "BST": 1, "JST": 9, "KST": 9, "HKT": 8, "SGT": 8,
}

// zoneOffset is the offset of a zone by its name. CST is America's and China's:
// whose, the source's own zone tells.
func zoneOffset(name string, of *time.Location) int {
	if name == "CST" && of != nil {
		if _, own := time.Date(2025, 1, 1, 0, 0, 0, 0, of).Zone(); own == 8*3600 {
			return own
		}
	}
	return rfcZones[name] * 3600
}

// readRFC822 reads the dates of feeds even when the weekday is wrong, seconds
// are missing, or the month is written out.
func readRFC822(s string, c Context) Span {
	d := English(s, c)
	if d.Day == "" {
		// RFC 822 as it was first: two digits of the year.
		d = English(shortYear.ReplaceAllString(s, "${1}20$2 "), c)
	}
	if d.Day == "" {
		return readISO(s, c)
	}
	m := rfcClock.FindStringSubmatch(s)
	if m == nil {
		return d
	}
	hour, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi(m[2])
	if hour > 23 || minute > 59 {
		return d
	}
	offset := zoneOffset(m[4], c.Zone)
	if z := rfcOffset.FindStringSubmatch(m[4]); z != nil {
		h, _ := strconv.Atoi(z[2])
		mi, _ := strconv.Atoi(z[3])
		if offset = h*3600 + mi*60; z[1] == "-" {
			offset = -offset
		}
	}
	t := d.Day.Time(time.FixedZone("", offset)).Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
	return Span{Day: c.DayOf(t)}
}

// Zone is the zone of that name; Shanghai for none.
func Zone(name string) *time.Location {
	if name == "" || !zoneName.MatchString(name) || strings.Contains(name, "..") {
		return feeds.Shanghai
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return feeds.Shanghai
	}
	return loc
}

var zoneName = pattern.MustCompile(`^[A-Za-z0-9_+/-]+$`)
