package bot

import (
	"slices"

	"github.com/regwire/regwire/feeds"
)

// defaults say when an event is posted for a subscription that names no mode:
// what asks for something by a day, and new rules, at once; the many notices and
// cases that ask nothing of most readers once a week. The first row that applies
// decides.
var defaults = []struct {
	mode Mode
	is   func(r feeds.Reading) bool
}{
	{Now, func(r feeds.Reading) bool { return r.Dates.Rectify.Stated() || r.Dates.Due.Stated() }},
	{Now, func(r feeds.Reading) bool { return r.Stage.InDraft() }},
	{Now, func(r feeds.Reading) bool { return r.Stage == feeds.StageIssued || r.Stage == feeds.StageRepealed }},
	{Weekly, func(r feeds.Reading) bool {
		return slices.Contains(r.Topics, "app_enforcement") && r.Section == feeds.EnforcementCase
	}},
	{Weekly, func(r feeds.Reading) bool { return slices.Contains(r.Topics, "pi_crime") }},
}

// defaultMode is when the event is posted unless a subscription says otherwise.
func defaultMode(r feeds.Reading) Mode {
	for _, row := range defaults {
		if row.is(r) {
			return row.mode
		}
	}
	return Now
}
