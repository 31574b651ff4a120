package dedupe

import (
	"slices"

	"github.com/regwire/regwire/feeds"
)

// sameIssuer reports whether both are of one body, or of bodies that one thing is of.
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

// oneOffice reports whether both tell of an act of one city's office: a province tells whom
// it guided.
func (p pair) oneOffice() bool {
	return acts(p.a.item.Reading.Section) && acts(p.b.item.Reading.Section) &&
		slices.ContainsFunc(p.a.offices(), func(x string) bool { return slices.Contains(p.b.offices(), x) })
}

// ofPlace is the court or procuratorate of a place whichever of its province's it is: a
// report may name the one below, or the one above. What one centre finds another names.
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

// issuedTogether reports whether one of several issuers puts on its site what another has
// put on its own.
func (p pair) issuedTogether() bool {
	return p.sameBodies() && p.apartFrom() && p.closer(1)
}

// sameBodies reports whether both are of the same several bodies, which seldom act together
// twice within days.
func (p pair) sameBodies() bool {
	a, b := p.a.item.Reading.Authorities, p.b.item.Reading.Authorities
	return len(a) > 1 && len(a) == len(b) && !slices.ContainsFunc(a, func(x feeds.AuthorityID) bool { return !slices.Contains(b, x) })
}
