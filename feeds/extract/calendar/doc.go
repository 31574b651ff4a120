// Package calendar reads the days that elements of a page show: alone, behind a label, or like
// the leaf of a calendar, in pieces that only together are a day. The words themselves are
// package date's.
//
// Start with IsDay and Leaf for one element, InRow for a row, and Behind for what a label
// labels.
package calendar
