package poll

import (
	"fmt"
	"time"

	"github.com/regwire/regwire/feeds"
)

// brokenAfter is how many failed visits in a row make a source broken.
const brokenAfter = 3

// judge sets the health of a source after a visit.
func judge(s feeds.Source, v *feeds.Visit, warnings []string, now time.Time) {
	state, reason := feeds.HealthOK, ""
	switch {
	case v.Failures >= brokenAfter:
		state, reason = feeds.HealthBroken, v.Reason
	case !v.Outcome.Good():
		state, reason = feeds.HealthDegraded, v.Reason
	case len(warnings) > 0:
		state, reason = feeds.HealthDegraded, warnings[0]
	case silent(s, *v, now):
		state, reason = feeds.HealthSilent, fmt.Sprintf("nothing new where %.0f items a month are usual", s.Monthly)
	}
	if v.Health.State != state {
		v.Health = feeds.Health{State: state, Since: now}
	}
	v.Health.Reason = reason
}

// silent reports whether a source that answers has published nothing for three
// times as long as its cadence makes likely, a fortnight at least: holidays and
// meetings of the legislature are not silence.
func silent(s feeds.Source, v feeds.Visit, now time.Time) bool {
	if s.Monthly <= 0 || v.LastNew.IsZero() {
		return false
	}
	usual := time.Duration(float64(30*24*time.Hour) / s.Monthly)
	return now.Sub(v.LastNew) > max(3*usual, 14*24*time.Hour)
}
