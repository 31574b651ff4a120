package workday

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"
)

//go:embed calendar.tsv
var table string

// calendar is what the notices say: the days that differ from the rule that
// Monday to Friday are worked, and the notice of each year.
type calendar struct {
	work    map[time.Time]bool
	notices map[int]string
}

// shipped reads the embedded table once. A table that cannot be read leaves the
// calendar empty, so that every answer says it is not known; a test holds the
// table.
var shipped = sync.OnceValue(func() calendar {
	c, err := parse(table)
	if err != nil {
		return calendar{}
	}
	return c
})

// longest is the longest holiday that is believed: a wrong year in a row would
// otherwise declare months free.
const longest = 15

func parse(table string) (calendar, error) {
	c := calendar{work: map[time.Time]bool{}, notices: map[int]string{}}
	line := 0
	for row := range strings.Lines(table) {
		line++
		row = strings.TrimRight(row, "\r\n")
		if row == "" || strings.HasPrefix(row, "#") {
			continue
		}
		if err := c.add(strings.Split(row, "\t")); err != nil {
			return calendar{}, fmt.Errorf("working calendar, line %d: %w", line, err)
		}
	}
	return c, nil
}

func (c calendar) add(fields []string) error {
	if len(fields) != 5 {
		return fmt.Errorf("%d columns instead of 5", len(fields))
	}
	year, err := strconv.Atoi(fields[0])
	if err != nil {
		return fmt.Errorf("reading the year: %w", err)
	}
	if fields[2] != "off" && fields[2] != "work" {
		return fmt.Errorf("%q is neither off nor work", fields[2])
	}
	first, err := time.Parse(time.DateOnly, fields[3])
	if err != nil {
		return fmt.Errorf("reading the first day: %w", err)
	}
	last, err := time.Parse(time.DateOnly, fields[4])
	if err != nil {
		return fmt.Errorf("reading the last day: %w", err)
	}
	if last.Before(first) || last.After(first.AddDate(0, 0, longest)) {
		return fmt.Errorf("%s to %s is no holiday", fields[3], fields[4])
	}
	for day := first; !day.After(last); day = day.AddDate(0, 0, 1) {
		if _, twice := c.work[day]; twice {
			return fmt.Errorf("%s is there twice", day.Format(time.DateOnly))
		}
		c.work[day] = fields[2] == "work"
	}
	if c.notices[year] == "" || len(fields[1]) > len(c.notices[year]) {
		c.notices[year] = fields[1]
	}
	return nil
}

// decided reports whether the notices that can touch the day are in the table:
// that of its year and, for the last days of December, that of the next.
func (c calendar) decided(day time.Time) bool {
	year := day.Year()
	if c.notices[year] == "" {
		return false
	}
	newYear := day.Month() == time.December && day.Day() >= 28
	return !newYear || c.notices[year+1] != ""
}
