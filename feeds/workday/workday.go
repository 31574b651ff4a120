// Package workday knows which days are worked in mainland China, where public
// holidays move every year and Saturdays and Sundays are worked to make up for
// them. Start with Is and Add.
//
// The calendar is data: one table, each row with the State Council notice it
// comes from. Every answer says whether it is known: outside the years of the
// table only weekends count, and a reader has to be told so. Days are written
// "2022-10-08", in any string type.
package workday

import "time"

// Is reports whether the day is worked, and whether a notice says so. A day that
// is no date is neither.
func Is[D ~string](day D) (work, known bool) {
	t, err := time.Parse(time.DateOnly, string(day))
	if err != nil {
		return false, false
	}
	return shipped().is(t)
}

// Add is the n-th working day after day: "within N working days" of a notice
// received on day ends there, the day of receipt not counted. n of zero or less
// gives day itself. The answer is known when every day on the way is.
func Add[D ~string](day D, n int) (end D, known bool) {
	t, err := time.Parse(time.DateOnly, string(day))
	if err != nil || n > most {
		return "", false
	}
	known = true
	for n > 0 {
		t = t.AddDate(0, 0, 1)
		work, sure := shipped().is(t)
		known = known && sure
		if work {
			n--
		}
	}
	return D(t.Format(time.DateOnly)), known
}

// most bounds a term: no rule gives more than a few years.
const most = 10_000

func (c calendar) is(day time.Time) (work, known bool) {
	known = c.decided(day)
	if work, ok := c.work[day]; ok {
		return work, true
	}
	weekend := day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
	return !weekend, known
}
