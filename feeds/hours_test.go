package feeds_test

import (
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
)

func TestWithinHours(t *testing.T) {
	at := func(day, hour, minute int) time.Time {
		return time.Date(2022, 9, day, hour, minute, 0, 0, feeds.Shanghai)
	}
	for _, c := range []struct {
		hours     string
		now, want time.Time
	}{
		{"", at(1, 3, 0), at(1, 3, 0)},
		{"08:00-20:00", at(1, 8, 0), at(1, 8, 0)},
		{"08:00-20:00", at(1, 3, 0), at(1, 8, 0)},
		{"08:00-20:00", at(30, 20, 0), at(31, 8, 0)},
		{"22:00-06:00", at(1, 3, 0), at(1, 3, 0)},
		{"22:00-06:00", at(1, 12, 0), at(1, 22, 0)},
		{"08:00-24:00", at(1, 23, 59), at(1, 23, 59)},
	} {
		if got := feeds.WithinHours(c.now.UTC(), c.hours); !got.Equal(c.want) {
			t.Errorf("%s at %s: %s, want %s", c.hours, c.now, got, c.want)
		}
	}
	for _, s := range []string{"8-20", "08:00", "08:00-08:00", "25:00-26:00", "-"} {
		if _, _, ok := feeds.ParseHours(s); ok {
			t.Errorf("%q was taken for hours", s)
		}
	}
}
