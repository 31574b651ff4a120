package poll

import (
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
)

func TestPublishedOfLate(t *testing.T) {
	found := time.Date(2026, 3, 2, 9, 0, 0, 0, feeds.Shanghai)
	for _, c := range []struct {
		day, today feeds.Day
		want       bool
	}{
		{"2026-03-01", "2026-03-02", true},
		{"2026-01-01", "2026-03-02", false},
		{"", "2026-03-04", true},
		{"", "2026-04-01", false},
		{"2062-03-01", "2026-03-04", true}, // a slip: it was found on 2 March 2026
		{"2062-03-01", "2026-04-01", false},
	} {
		if got := published(feeds.Item{Published: c.day, Found: found}, c.today, 3); got != c.want {
			t.Errorf("of %q on %s: %v, want %v", c.day, c.today, got, c.want)
		}
	}
}
