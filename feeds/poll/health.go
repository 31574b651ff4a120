package poll

import (
	"fmt"
	"time"

	"github.com/regwire/regwire/feeds"
)

// brokenAfter is how many failed visits in a row make a source broken.
const brokenAfter = 3

// lateAge is the age in days from which a new item counts as old.
const lateAge = 30

// backwards is by how many days the newest row of a list may be older than that
// of the visit before: a publisher takes a notice back now and then.
const backwards = 30

// churning is after how many visits in a row ids are called unstable.
const churning = 2

// judge sets the health of a source after a visit. State and Since change
// together, so that a change is told once.
func judge(s feeds.Source, v *feeds.Visit, warnings []string, now time.Time) {
	state, reason := feeds.HealthOK, ""
	switch {
	case v.Failures >= brokenAfter:
		state, reason = feeds.HealthBroken, v.Reason
	case !v.Outcome.Good():
		state, reason = feeds.HealthDegraded, v.Reason
	case len(warnings) > 0:
		state, reason = feeds.HealthDegraded, warnings[0]
	case unstable(*v):
		state, reason = feeds.HealthDegraded, "unstable ids: the same rows came under other addresses or ids"
	case silent(s, *v, now):
		state, reason = feeds.HealthSilent, fmt.Sprintf("nothing new for %d days where %.3g items a month are usual", int(now.Sub(v.LastNew).Hours()/24), s.Monthly)
	}
	if v.Health.State != state {
		v.Health = feeds.Health{State: state, Since: now}
	}
	v.Health.Reason = reason
}

// compare notes in page what a later visit compares with, and says what is odd
// against the visit before.
func compare(before feeds.Page, page *feeds.Page, entries []feeds.Entry) (warnings []string) {
	for i := range entries {
		page.Newest = max(page.Newest, entries[i].Date)
	}
	page.Titles = pairsFingerprint(entries, func(e *feeds.Entry) (string, string) { return e.Title, string(e.Date) })
	page.IDs = pairsFingerprint(entries, func(e *feeds.Entry) (string, string) { return e.URL, e.GUID })
	if before.Titles == page.Titles && len(entries) > 0 {
		page.Churn = before.Churn
		if before.IDs != page.IDs {
			page.Churn++
		}
	}
	if before.Newest != "" && page.Newest != "" && before.Newest.Sub(page.Newest) > backwards {
		warnings = append(warnings, fmt.Sprintf("dates go backwards: the newest row is of %s, the last visit saw %s", page.Newest, before.Newest))
	}
	if before.Newest != "" && page.Newest == "" && len(entries) > 0 {
		page.Newest = before.Newest
		warnings = append(warnings, fmt.Sprintf("none of %d rows has a date any more; the last visit's newest was of %s", len(entries), before.Newest))
	}
	return warnings
}

func unstable(v feeds.Visit) bool {
	for _, p := range v.Pages {
		if p.Churn >= churning {
			return true
		}
	}
	return false
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
