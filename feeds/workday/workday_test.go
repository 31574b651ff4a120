package workday

import (
	"strings"
	"testing"
	"time"
)

type day string // any string type will do

func TestTableIsReadWhole(t *testing.T) {
	c, err := parse(table)
	if err != nil {
		t.Fatal(err)
	}
	for year := 2020; year <= 2026; year++ {
		if !strings.HasPrefix(c.notices[year], "国办发明电〔") {
			t.Errorf("%d: no notice", year)
		}
	}
}

// Days off and made-up days per year, counted in the notices themselves.
func TestEveryYearHasTheDaysOfItsNotice(t *testing.T) {
	want := map[int][2]int{ // off, worked at weekends
		2020: {30, 6}, 2021: {31, 7}, 2022: {31, 7}, 2023: {27, 7}, 2024: {28, 8}, 2025: {28, 5}, 2026: {33, 6},
	}
	c := shipped()
	got := map[int][2]int{}
	for d, work := range c.work {
		year := d.Year()
		if d.Month() == time.December {
			year++ // New Year's Eve is in the next year's notice
		}
		n := got[year]
		if work {
			n[1]++
			if wd := d.Weekday(); wd != time.Saturday && wd != time.Sunday {
				t.Errorf("%s is made up for on a %s", d.Format(time.DateOnly), wd)
			}
		} else {
			n[0]++
		}
		got[year] = n
	}
	for year, n := range want {
		if got[year] != n {
			t.Errorf("%d: off and worked %v, want %v", year, got[year], n)
		}
	}
}

func TestIs(t *testing.T) {
	for _, tt := range []struct {
		day         day
		work, known bool
	}{
		{"2022-10-08", true, true},
		{"2022-10-09", true, true},
		{"2022-10-01", false, true},
		{"2022-10-07", false, true},
		{"2022-09-10", false, true},
		{"2022-09-12", false, true},
		{"2022-09-13", true, true},
		{"2022-12-31", false, true},
		{"2023-01-02", false, true},
		{"2023-01-03", true, true},
		{"2020-01-31", false, true},
		{"2020-02-01", false, true},
		{"2020-02-03", true, true},
		{"2024-02-09", true, true},
		{"2024-02-18", true, true},
		{"2025-10-08", false, true},
		{"2026-01-04", true, true},
		{"2026-02-14", true, true},
		{"2026-10-07", false, true},
		{"2026-12-25", true, true},
		{"2026-12-31", true, false},
		{"2019-10-01", true, false},
		{"2027-05-01", false, false},
		{"", false, false},
		{"2022-02-30", false, false},
		{"soon", false, false},
	} {
		if work, known := Is(tt.day); work != tt.work || known != tt.known {
			t.Errorf("Is(%q) = %v, %v; want %v, %v", tt.day, work, known, tt.work, tt.known)
		}
	}
}

func TestAddCountsFromTheDayAfter(t *testing.T) {
	for _, tt := range []struct {
		day   day
		n     int
		want  day
		known bool
	}{
		{"2022-09-23", 5, "2022-09-30", true},
		{"2022-09-30", 1, "2022-10-08", true}, // a Saturday that is worked
		{"2022-09-30", 3, "2022-10-10", true},
		{"2022-09-10", 1, "2022-09-13", true},
		{"2025-07-31", 5, "2025-08-07", true},
		{"2022-09-23", 0, "2022-09-23", true},
		{"2026-12-24", 10, "2027-01-07", false},
		{"", 5, "", false},
		{"2022-09-23", most + 1, "", false},
	} {
		if got, known := Add(tt.day, tt.n); got != tt.want || known != tt.known {
			t.Errorf("Add(%q, %d) = %q, %v; want %q, %v", tt.day, tt.n, got, known, tt.want, tt.known)
		}
	}
}

func TestWrongTablesAreRefused(t *testing.T) {
	for name, row := range map[string]string{
		"columns": "2022\tn\toff\t2022-01-01", "year": "MM\tn\toff\t2022-01-01\t2022-01-01",
		"what": "2022\tn\tfree\t2022-01-01\t2022-01-01", "first": "2022\tn\toff\t2022-13-01\t2022-01-01",
		"last": "2022\tn\toff\t2022-01-01\t2022-01", "order": "2022\tn\toff\t2022-01-03\t2022-01-01",
		"long":  "2022\tn\toff\t2022-01-01\t2023-01-01",
		"twice": "2022\tn\toff\t2022-01-01\t2022-01-03\n2022\tn\twork\t2022-01-03\t2022-01-03",
	} {
		if _, err := parse(row); err == nil || !strings.Contains(err.Error(), "line ") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
