package feeds

import (
	"strings"
	"time"
)

// ParseHours reads "08:00-20:00" as times since midnight; "" is the whole day.
// Hours that end before they begin span midnight.
func ParseHours(s string) (from, to time.Duration, ok bool) {
	if s == "" {
		return 0, 24 * time.Hour, true
	}
	a, b, found := strings.Cut(s, "-")
	from, okFrom := clock(a)
	to, okTo := clock(b)
	return from, to, found && okFrom && okTo && from != to
}

func clock(s string) (time.Duration, bool) {
	if s == "24:00" {
		return 24 * time.Hour, true
	}
	t, err := time.Parse("15:04", s)
	if err != nil {
		return 0, false
	}
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute, true
}

// WithinHours is t when it lies in the hours, else the next moment that does.
func WithinHours(t time.Time, hours string) time.Time {
	from, to, ok := ParseHours(hours)
	if !ok || hours == "" {
		return t
	}
	local := t.In(Shanghai)
	midnight := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, Shanghai)
	since := local.Sub(midnight)
	inside := since >= from && since < to
	if to < from {
		inside = since >= from || since < to
	}
	switch {
	case inside:
		return t
	case since < from:
		return midnight.Add(from)
	}
	return midnight.Add(24*time.Hour + from)
}
