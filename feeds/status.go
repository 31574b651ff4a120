package feeds

import "slices"

// afterwards is what a rule becomes by a later event of its lineage. The first row
// that applies decides.
var afterwards = []struct {
	relation Relation // of the rule to the later event
	of       []Status
	is       Status
	// undated rows hold from when the step is known: others need the day on which the
	// later event takes effect.
	undated bool
}{
	{WithdrawnBy, []Status{StatusInReading, StatusDraftOpen, StatusDraftClosed, StatusIssuedFuture, StatusIssuedUndated, StatusInForce}, StatusWithdrawn, false},
	{RepealedBy, []Status{StatusIssuedFuture, StatusIssuedUndated, StatusInForce}, StatusRepealed, false},
	{AmendedBy, []Status{StatusIssuedUndated, StatusInForce}, StatusAmended, false},
	// Nobody can comment any more, whatever the draft says of its own term.
	{DraftOf, []Status{StatusInReading, StatusDraftOpen}, StatusDraftClosed, true},
}

// StatusOn is the status of the event for day: that of its reading, but for what later
// events of its lineage have done to it by then.
func (e Event) StatusOn(day Day) Status { return e.Reading.StatusAfter(e.Lineage, day) }

// StatusAfter is StatusOn of a reading whose event has the lineage.
func (r Reading) StatusAfter(lineage []Link, day Day) Status {
	status := r.StatusOn(day)
	for _, row := range afterwards {
		if slices.Contains(row.of, status) && slices.ContainsFunc(lineage, func(l Link) bool {
			return l.Sure && l.Relation == row.relation && (row.undated || l.Since != "" && l.Since <= day)
		}) {
			return row.is
		}
	}
	return status
}

// ChangedSince is the newest day up to day from which steps of the relation hold, such
// as that of the last amendment; "" when there is none.
func (e Event) ChangedSince(relation Relation, day Day) Day {
	var last Day
	for _, l := range e.Lineage {
		if l.Sure && l.Relation == relation && l.Since <= day {
			last = max(last, l.Since)
		}
	}
	return last
}

// Ends is from when the reading's document is no more what its stage says: it has
// expired, or was repealed or withdrawn; "" when that is not known.
func (r Reading) Ends(lineage []Link) Day {
	var first Day
	sooner := func(d Day) {
		if d != "" && (first == "" || d < first) {
			first = d
		}
	}
	if x := r.Dates.Expires.Day; r.Stage == StageIssued && x != "" {
		sooner(x.Add(1))
	}
	for _, l := range lineage {
		if l.Sure && (l.Relation == WithdrawnBy || l.Relation == RepealedBy && r.Stage == StageIssued) {
			sooner(l.Since)
		}
	}
	return first
}
