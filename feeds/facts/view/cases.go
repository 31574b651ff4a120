package view

import (
	"sort"
)

// A digest is a text that tells of several cases. What it says within one of them, it says
// of no other: a fine, a term to rectify, a step. Where its cases are is found once, see
// Page.FindCases in package page, and every quote from a case has its number, see feeds.Quote.

// Case is one of the cases of a digest: a piece of the view, and which case it is, counted
// from one.
type Case struct {
	Span
	Number int
}

// CaseAt is the number of the case of a digest that the byte at i belongs to, 0 for none.
func (v *View) CaseAt(i int) int {
	k := sort.Search(len(v.Cases), func(k int) bool { return v.Cases[k].To > i })
	if k < len(v.Cases) && v.Cases[k].From <= i {
		return v.Cases[k].Number
	}
	return 0
}
