package bot

import "github.com/regwire/regwire/feeds"

// Query asks for events, the newest first.
type Query struct {
	Words  []string // all must occur, case and width folded
	Filter Filter
	// Issuers are the authorities of the filter's regions, one of which must have issued
	// what is found; a store knows nobody's region. Regions without any find nothing.
	Issuers []feeds.AuthorityID
	Since   feeds.Day
	Until   feeds.Day
	// Workspace sees its own private events beside the public ones.
	Workspace feeds.WorkspaceID
	// Items finds single items too, also those that are not relevant.
	Items  bool
	Limit  int
	Offset int
}

// Counted is how many answers of a query are counted at least. Where more are found
// and each would have to be looked at, counting stops at one more than this, or
// than the page asked for reaches; other totals are exact.
const Counted = 50

// More reports whether a total of the query stands for more than were counted, and
// gives the number that it is more than.
func (q Query) More(total int) (than int, more bool) {
	than = max(Counted, max(q.Offset, 0)+q.Limit)
	return than, q.Limit > 0 && len(q.Words)+len(q.Filter.Words)+len(q.Filter.NotWords) > 0 && total == than+1
}

// Hit is one answer to a Query.
type Hit struct {
	Event feeds.Event `json:"event,omitzero"` // zero for an item without an event
	Item  feeds.Item  `json:"item"`           // the item that matched, without its text
}

// SourceState is a source with what its last visit taught.
type SourceState struct {
	Source feeds.Source `json:"source"`
	Visit  feeds.Visit  `json:"visit"`
}
