package feeds

import "testing"

func TestARelationSeenFromBothSides(t *testing.T) {
	forward := map[Relation]Relation{
		FinalOf: DraftOf, LaterDraftOf: EarlierDraftOf, Amends: AmendedBy, Repeals: RepealedBy, Withdraws: WithdrawnBy, EntryIntoForceOf: EntersIntoForceBy,
		RemovalOf: FollowedByRemoval, NamesAgain: NamedAgainBy, QAOn: ExplainedBy,
	}
	for relation, back := range forward {
		if Inverse(relation) != back || Inverse(back) != relation {
			t.Errorf("%s is %s from the other side, and %s is %s", relation, Inverse(relation), back, Inverse(back))
		}
	}
	if n := 2*len(forward) + 1; len(Relations) != n {
		t.Errorf("%d relations, %s; %d have an inverse here", len(Relations), Relations, n)
	}
	for _, same := range []Relation{SameAs, "no_such"} {
		if Inverse(same) != same {
			t.Errorf("%s is %s from the other side", same, Inverse(same))
		}
	}
}
