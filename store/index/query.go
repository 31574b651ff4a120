package index

import "slices"

// Query says what is looked for.
type Query struct {
	Of    Side
	Words []string // folded; each must occur
	Not   []string // folded; none may occur
	// Since and Until are the days of publication; Until is 0 when any later day will do.
	Since, Until uint64
	Stands       func(Stand) bool // nil: wherever the document stands
	Any          [][]Term         // facets: one of each list
	None         []Term           // facets: none of these
	Mine         Term             // facet by which private documents are found; 0 finds none
	// Limit and Offset cut the answers, Limit 0 does not. Counted is how many are counted
	// at least where each must be looked at.
	Limit, Offset, Counted int
}

// Answer is what was found: an item and the event it belongs to.
type Answer struct{ Event, Item uint64 }

// passAll reports whether all plain documents of a block pass for sure.
func (q *Query) passAll(days span) bool {
	return q.Stands == nil && days.oldest >= q.Since && (q.Until == 0 || days.oldest > 0 && days.newest <= q.Until)
}

// passes looks at days and stands.
func (q *Query) passes(c columns) bool {
	if q.Of == OfEvent && c.flags()&flagListed == 0 {
		return false
	}
	day := c.day(q.Of)
	if day < q.Since || q.Until != 0 && (day == 0 || day > q.Until) {
		return false
	}
	return q.Stands == nil || q.Stands(c.stand(q.Of))
}

// passesWhole looks at everything but words, for a document that is at hand.
func (q *Query) passesWhole(d *Document) bool {
	has := func(t Term) bool { _, ok := slices.BinarySearch(d.facets, t); return ok }
	if !q.passes(d.columns) || d.columns.private(q.Of) && (q.Mine == 0 || !has(q.Mine)) {
		return false
	}
	for _, list := range q.Any {
		if !slices.ContainsFunc(list, has) {
			return false
		}
	}
	return !slices.ContainsFunc(q.None, has)
}
