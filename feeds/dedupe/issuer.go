package dedupe

import (
	"slices"

	"github.com/regwire/regwire/feeds"
)

// sameIssuer reports whether both are of one body, or of two bodies whose pages may be about the
// same thing: a committee and the administration that it works for, a court and the one above.
func (p pair) sameIssuer() bool {
	if p.a.lead == p.b.lead || p.oneOffice() {
		return true
	}
	// A standard is its committee's and the administration's alike.
	if p.a.item.Reading.DocType == "standard" && p.b.item.Reading.DocType == "standard" {
		return true
	}
	a, b := p.a.item.Reading.Authorities, p.b.item.Reading.Authorities
	return slices.ContainsFunc(a, func(x feeds.AuthorityID) bool {
		return slices.ContainsFunc(b, func(y feeds.AuthorityID) bool { return ofPlace(string(x)) == ofPlace(string(y)) })
	})
}

// oneOffice reports whether both tell of an act of one city's office. A province that publishes
// such an act says which office it guided.
func (p pair) oneOffice() bool {
	return acts(p.a.item.Reading.Section) && acts(p.b.item.Reading.Section) &&
		slices.ContainsFunc(p.a.offices(), func(x string) bool { return slices.Contains(p.b.offices(), x) })
}

// ofPlace gives bodies that reports take for each other one id: all courts of a province, all
// its procuratorates, a congress and its standing committee, the two national centres that
// publish what one of them finds.
func ofPlace(id string) string {
	switch id {
	case "CVERC":
		return "NCSNC"
	case "NPCSC":
		return "NPC"
	}
	if len(id) != len("GDHPC") {
		return id
	}
	switch place := id[:2]; id[2:] {
	case "HPC":
		return "COURT-" + place
	case "PPR":
		return "PROC-" + place
	}
	return id
}

// issuedTogether reports whether two of several joint issuers have each published it on their
// own site.
func (p pair) issuedTogether() bool {
	return p.sameBodies() && p.apartFrom() && p.closer(1)
}

// sameBodies reports whether both are of the same bodies, more than one: the same several
// bodies seldom act together twice within days.
func (p pair) sameBodies() bool {
	a, b := p.a.item.Reading.Authorities, p.b.item.Reading.Authorities
	return len(a) > 1 && len(a) == len(b) && !slices.ContainsFunc(a, func(x feeds.AuthorityID) bool { return !slices.Contains(b, x) })
}
