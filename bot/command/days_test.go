package command

import (
	"testing"

	"github.com/regwire/regwire/feeds"
)

// TestDaysAreReadAsPeopleWriteThem: 30 September 2022 was a Friday.
func TestDaysAreReadAsPeopleWriteThem(t *testing.T) {
	const today feeds.Day = "2022-09-30"
	for _, c := range []struct {
		words       string
		l           look
		first, last feeds.Day
	}{
		{"monday", lookBack, "2022-09-26", "2022-09-26"},
		{"monday", lookAhead, "2022-10-03", "2022-10-03"},
		{"Friday", lookBack, "2022-09-23", "2022-09-23"},
		{"next friday", lookAhead, "2022-10-07", "2022-10-07"},
		{"下周五", lookAhead, "2022-10-07", "2022-10-07"},
		{"上周日", lookBack, "2022-09-25", "2022-09-25"},
		{"星期天", lookAhead, "2022-10-02", "2022-10-02"},
		{"last week", lookBack, "2022-09-19", "2022-09-25"},
		{"next week", lookAhead, "2022-10-03", "2022-10-09"},
		{"last month", lookBack, "2022-08-01", "2022-08-31"},
		{"上个月", lookBack, "2022-08-01", "2022-08-31"},
		{"december", lookBack, "2021-12-01", "2021-12-31"},
		{"december", lookAhead, "2022-12-01", "2022-12-31"},
		{"February 2024", lookBack, "2024-02-01", "2024-02-29"},
		{"14 Oct", lookAhead, "2022-10-14", "2022-10-14"},
		{"30 sep", lookAhead, "2023-09-30", "2023-09-30"},
		{"Oct 3rd, 2021", lookBack, "2021-10-03", "2021-10-03"},
		{"10月8日", lookAhead, "2022-10-08", "2022-10-08"},
		{"2022", lookBack, "2022-01-01", "2022-12-31"},
		{"去年", lookBack, "2021-01-01", "2021-12-31"},
		{"in 3 weeks", lookAhead, "2022-10-21", "2022-10-21"},
		{"3个月", lookAhead, "2022-12-30", "2022-12-30"},
		{"后天", lookAhead, "2022-10-02", "2022-10-02"},
	} {
		if s, ok := days(c.words, today, c.l); !ok || s.first != c.first || s.last != c.last {
			t.Errorf("%q, looking %d: %v %v, want %s to %s", c.words, c.l, s, ok, c.first, c.last)
		}
	}
	for _, words := range []string{"", "soon", "the", "32 oct", "30 february", "oct 0", "13月", "2022-13", "0d", "-3d", "monda y", "moonday", "9/14", "T-3", "2022-02-30"} {
		if s, ok := days(words, today, lookAhead); ok {
			t.Errorf("%q is %v, and no day", words, s)
		}
	}
}
