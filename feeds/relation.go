package feeds

// Relation is what an event is to another that it follows, or that follows it.
type Relation string

// The relations of a Link, each beside what the other event is to that one.
const (
	FinalOf, DraftOf                    Relation = "final_of", "draft_of"
	LaterDraftOf, EarlierDraftOf        Relation = "later_draft_of", "earlier_draft_of" // a further draft, a further reading
	Amends, AmendedBy                   Relation = "amends", "amended_by"
	Repeals, RepealedBy                 Relation = "repeals", "repealed_by"
	Withdraws, WithdrawnBy              Relation = "withdraws", "withdrawn_by" // a draft, of which no rule will come
	EntryIntoForceOf, EntersIntoForceBy Relation = "entry_into_force_of", "enters_into_force_by"
	RemovalOf, FollowedByRemoval        Relation = "removal_of", "followed_by_removal"
	NamesAgain, NamedAgainBy            Relation = "names_again", "named_again_by"
	QAOn, ExplainedBy                   Relation = "qa_on", "explained_by"
	// SameAs is of two events that may be one, which only a person can tell. It follows
	// nothing, and is the same from both sides.
	SameAs Relation = "same_as"
)

// Relations are all of them, each beside its inverse.
var Relations = []Relation{
	FinalOf, DraftOf, LaterDraftOf, EarlierDraftOf, Amends, AmendedBy, Repeals, RepealedBy, Withdraws, WithdrawnBy,
	EntryIntoForceOf, EntersIntoForceBy, RemovalOf, FollowedByRemoval, NamesAgain, NamedAgainBy, QAOn, ExplainedBy, SameAs,
}

// Inverse is how the other event sees the relation; one that is not known is the same
// from both sides.
func Inverse(relation Relation) Relation {
	for i, r := range Relations {
		if r == relation && relation != SameAs {
			return Relations[i^1]
		}
	}
	return relation
}
