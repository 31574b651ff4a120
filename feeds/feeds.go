// Package feeds holds the words of everything that concerns publishing: what a
// Source is, what one poll of it taught us (Visit, Outcome), what it published
// (Item), what a reading of that found (Reading) and what really happened (Event, and
// by its Links what follows what). Start with Item and Event.
//
// The package guarantees only the words: it imports nothing of ours, does no
// input or output, and every value in it can be written as JSON and read back
// unchanged. Fetching, extracting, reading and storing live in the packages
// below and beside it.
package feeds

import (
	"slices"
	"time"
)

// Identifiers have types of their own, so that two cannot be swapped.
type (
	// SourceID names a source, the same as in the catalogue: "cac-releases".
	SourceID string
	// ItemID is given by the store: "i17".
	ItemID string
	// EventID is given by the store: "e12".
	EventID string
	// WorkspaceID names a Slack team or Teams tenant as "platform:id"; empty
	// means public, seen by everybody.
	WorkspaceID string
	// AuthorityID is a code of the authorities table: "CAC".
	AuthorityID string
	// LawID is a code of the laws table: "PIPL".
	LawID string
	// Topic is one of the catalogue's topics: "data_export".
	Topic string
	// Key is an identity or a grouping key, "kind:value": "url:https://…".
	Key string
)

// Section is where the monthly digest files an event.
type Section string

// The sections, in the order of the digest.
const (
	Legislation          Section = "legislation"
	EnforcementAuthority Section = "enforcement_authority"
	EnforcementCase      Section = "enforcement_case"
	CourtLitigation      Section = "court_litigation"
	OtherSection         Section = "other"
)

// Relevance says whether a data-protection lawyer would expect the item.
// Unsure is never thrown away.
type Relevance string

// The three values of Relevance.
const (
	Relevant    Relevance = "relevant"
	Unsure      Relevance = "unsure"
	NotRelevant Relevance = "not"
)

// Shanghai is the zone in which Chinese publishers write their dates. China has
// kept UTC+8 without daylight saving since 1991, so a fixed zone is exact and
// needs no zone database on the machine.
var Shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

// Day is a calendar day as the publisher means it, "2022-09-14", or "" when it
// is not stated. Days compare as strings.
type Day string

// DayOf is the calendar day of t in loc.
func DayOf(t time.Time, loc *time.Location) Day { return Day(t.In(loc).Format(time.DateOnly)) }

// Valid reports whether d is a real calendar day.
func (d Day) Valid() bool {
	_, valid := d.in(time.UTC)
	return valid
}

// in is the first moment of d in loc, and whether d is valid.
func (d Day) in(loc *time.Location) (start time.Time, valid bool) {
	t, err := time.ParseInLocation(time.DateOnly, string(d), loc)
	return t, err == nil
}

// Time is the first moment of d in loc; the zero time when d is not valid.
func (d Day) Time(loc *time.Location) time.Time {
	t, _ := d.in(loc)
	return t
}

// Add is the day n days after d, or "" when either is not valid.
func (d Day) Add(n int) Day {
	t, valid := d.in(time.UTC)
	if !valid {
		return ""
	}
	if sum := Day(t.AddDate(0, 0, n).Format(time.DateOnly)); sum.Valid() {
		return sum
	}
	return ""
}

// Sub is the number of days from e to d; 0 when either is not valid.
func (d Day) Sub(e Day) int {
	t, valid := d.in(time.UTC)
	u, also := e.in(time.UTC)
	if !valid || !also {
		return 0
	}
	return int(t.Sub(u).Hours() / 24)
}

// AddKey is keys with one of a kind, unless its value is empty or it is there.
func AddKey(keys []Key, kind, value string) []Key {
	k := Key(kind + ":" + value)
	if value == "" || slices.Contains(keys, k) {
		return keys
	}
	return append(keys, k)
}
