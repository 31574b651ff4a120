package feeds

import (
	"slices"
	"time"
)

// ClaimKind says what kind of work a Claim is the right to.
type ClaimKind string

// The kinds of work that are claimed.
const (
	ClaimHost    ClaimKind = "host"    // a host's due sources
	ClaimUnread  ClaimKind = "unread"  // a host's unread items
	ClaimEvent   ClaimKind = "event"   // an unplanned event
	ClaimChannel ClaimKind = "channel" // a channel's deliveries
)

// Claim is the right to work on something until the lease ends. What is
// committed with a claim whose epoch has passed is refused.
type Claim struct {
	Kind    ClaimKind `json:"kind"`
	Subject string    `json:"subject"` // host, event id or channel
	Owner   string    `json:"owner"`
	Epoch   uint64    `json:"epoch"`
	Until   time.Time `json:"until"`
}

// Found is an item as a list shows it, with its identity keys, strongest first.
// The store decides inside the commit whether it is new.
type Found struct {
	Item Item
	Keys []Key
}

// ReadItem is an item after its article was fetched and read.
type ReadItem struct {
	Item Item
	// Keys find candidate events to join, and its own event is found by them. Empty: the
	// item starts none. By Own its event alone is found, by Sought others alone. Steps find
	// what it may follow, and its own is found by them: a lineage.
	Keys, Own, Sought, Steps []Key
	// Notes are what was worked out for the keys; nil is as good.
	Notes *Notes
}

// Known are the keys by which the item's event is found.
func (r *ReadItem) Known() []Key { return slices.Concat(r.Keys, r.Own, r.Steps) }

// Candidate is an event that an item may belong to or follow, as a Joiner sees it: by
// the item that leads it and, where that does not tell, others.
type Candidate struct {
	Event EventID
	Lead  *Item // without its text; others hold it too, so it is not to be changed
	// Text is that of the lead, "" where there is none. To be asked while the Joiner
	// runs, not later.
	Text func() string
	// Notes stay with the lead.
	Notes *Notes
	// Also are others of its items, MaxAlso at most, each as a Candidate; nil where there
	// are none. To be asked as Text is.
	Also func() []Candidate
}

// Notes are what was worked out about an item for its keys or by a Joiner, kept so that it
// is done once: when it is read, when it joins, and as a lead for each of the items that
// are held against it. They may be dropped at any time, and must be when the item changes.
type Notes struct {
	Identity any // of what is the same
	Lineage  any // of what follows
}

// CandidateOf is the event e, led by an item that has its text.
func CandidateOf(e EventID, lead Item) Candidate {
	return Candidate{Event: e, Lead: &lead, Text: func() string { return lead.Text }, Notes: &Notes{}}
}

// Verdict is what a Joiner decided.
type Verdict struct {
	// Join is the event to join; "" starts a new one.
	Join EventID
	// Same are other candidates that the item shows to be of one event with that.
	Same []EventID
	// Links are lineage steps to candidates that are not the same event, or only may be.
	Links []Link
	// Moves are items of further candidates that belong with the item that was read: they
	// came before it, and joined what they fitted then.
	Moves []Move
}

// Move is an item that belongs elsewhere than to the event that it is in and does not lead.
type Move struct {
	Item ItemID
	From EventID
}

// Joiner decides, from values alone, whether the item that was read belongs to one of the
// candidates. It is called inside the commit, must not block, and changes nothing of what
// was read but its Notes.
type Joiner func(read *ReadItem, candidates []Candidate) Verdict

// Round is what one piece of work commits, all or nothing.
type Round struct {
	// Visit is the source's new state, with the validators that vouch for
	// Found; nil when the round is about articles only.
	Visit *Visit
	Found []Found
	// Late is a day: when more than MaxLate new items of a source were published
	// before it, a site has moved or opened its archive, and they are kept as if a
	// first poll had found them. "" holds none.
	Late Day
	Read []ReadItem
	Join Joiner
	// Retry are unread items whose article could not be had yet, and read ones whose
	// page is as it was: attempts and next try are saved, or what was Seen, nothing
	// else.
	Retry []Item
}

// MaxLate is how many new items of a source may be old at once.
const MaxLate = 20

// Committed says what a Round brought.
type Committed struct {
	// Late counts those of New that were held since they were old and many.
	Late    int
	New     []ItemID // found for the first time
	Changed []ItemID // title or date edited since
	Events  []EventID
}

// MaxCandidates is how many events an item is compared with, MaxAlso with how many items
// of each beside the lead, MaxOfKey how many events are looked at that one key leads to,
// the newest.
const (
	MaxCandidates = 16
	MaxAlso       = 3
	MaxOfKey      = 64
)

// fewOfKey is how many events a key leads to that says as much as two others.
const fewOfKey = 6

// Weigh adds the numbers of the events that one key led to: twice where they are few.
func Weigh[N int | uint64](to, of []N) []N {
	to = append(to, of...)
	if len(of) <= fewOfKey {
		to = append(to, of...)
	}
	return to
}

// ofJoin are how many events that an item may join are looked at before one that it may
// only follow: a rule that much is written of must not keep its own report away.
const ofJoin = 4

// Near are the numbers of events that keys led to, nearest first: what the item may join
// before what it may follow.
func Near[N int | uint64](join, follow []N) []N {
	join, follow = Nearest(join), Nearest(follow)
	out := make([]N, 0, len(join)+len(follow))
	for len(join)+len(follow) > 0 {
		n, m := min(ofJoin, len(join)), min(1, len(follow))
		out = append(append(out, join[:n]...), follow[:m]...)
		join, follow = join[n:], follow[m:]
	}
	return out
}

// Nearest orders the numbers of events that keys led to, each as often as they weigh: those
// that more keys lead to first, since they share more with the item, then the newest,
// which have the greater numbers. It may reorder found.
func Nearest[N int | uint64](found []N) []N {
	slices.Sort(found)
	var ranked []uint64 // by how many keys, then by number, which is of 48 bits
	for i, n := range found {
		if i == 0 || n != found[i-1] {
			ranked = append(ranked, uint64(n))
		}
		ranked[len(ranked)-1] += 1 << 48
	}
	slices.Sort(ranked)
	out := make([]N, 0, len(ranked))
	for _, r := range slices.Backward(ranked) {
		out = append(out, N(r&(1<<48-1)))
	}
	return out
}
