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
	// Keys find events that the item may join, and later items find its event by them. An
	// item without any starts no event.
	Keys []Key
	// Own are keys by which its event is found, and by which the item finds nothing; Sought
	// are those by which it finds others, and is not found.
	Own, Sought []Key
	// Steps find events that the item may follow or that may follow it (see Link), and later
	// items find its event by them for the same end.
	Steps []Key
	// Notes spare the Joiner what was worked out for the keys; nil costs time alone.
	Notes *Notes
}

// Known are the keys by which the item's event is found.
func (r *ReadItem) Known() []Key { return slices.Concat(r.Keys, r.Own, r.Steps) }

// Candidate is an event that an item may belong to or follow, as a Joiner sees it: the item
// that leads the event and, for where that one leaves it open, a few of its others.
type Candidate struct {
	Event EventID
	Lead  *Item // without its text; it is shared, so a Joiner must not change it
	// Text gives the lead's text, "" where there is none. It may be called only while the
	// Joiner runs, since it reads from the store's transaction.
	Text func() string
	// Notes are the lead's, kept from one call of a Joiner to the next.
	Notes *Notes
	// Also gives others of its items, MaxAlso at most, each as a Candidate; nil where there
	// are none. It may be called when Text may.
	Also func() []Candidate
}

// Notes are what was worked out about an item for its keys or by a Joiner. An item is looked
// at when it is read, when it joins an event, and again for each item that is compared with
// the event that it leads; with notes the work is done once. They may be dropped at any time,
// and must be dropped when the item changes.
type Notes struct {
	Identity any // package dedupe's: what the item is the same as
	Lineage  any // package lineage's: what it follows
}

// CandidateOf is the event e, led by an item that has its text.
func CandidateOf(e EventID, lead Item) Candidate {
	return Candidate{Event: e, Lead: &lead, Text: func() string { return lead.Text }, Notes: &Notes{}}
}

// Verdict is what a Joiner decided.
type Verdict struct {
	// Join is the event to join; "" starts a new one.
	Join EventID
	// Same are other candidates that, as the item shows, are the same event as Join.
	Same []EventID
	// Links are lineage steps to candidates that are not the same event, or only may be.
	Links []Link
	// Moves are items of other candidates that belong with the item that was read: they came
	// before it, and joined the event that fitted best at the time.
	Moves []Move
}

// Move takes an item out of an event that it does not lead, into that of the item that was
// read.
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
	// Late is a day. When more than MaxLate of the source's new items were published before
	// it, the site has probably moved or opened its archive, and those items are kept without
	// being announced, as after a first poll. "" keeps all for news.
	Late Day
	Read []ReadItem
	Join Joiner
	// Retry are items that only their schedule is saved of: Attempts and NextTry of an unread
	// item whose article could not be had yet, Seen of a read one whose page is as it was.
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

// fewOfKey is up to how many events a key leads to for it to count twice.
const fewOfKey = 6

// Weigh adds to the numbers of events those that one key led to. A key that leads to few says
// more than one that leads to many, so its events are added twice.
func Weigh[N int | uint64](to, of []N) []N {
	to = append(to, of...)
	if len(of) <= fewOfKey {
		to = append(to, of...)
	}
	return to
}

// ofJoin is how many events that an item may join are looked at for each one that it may only
// follow. Places among the candidates are few, and a rule that many later texts follow from
// must not use up those of the report that it should join.
const ofJoin = 4

// Near are the numbers of events that keys led to, the nearest first: ofJoin that the item
// may join, then one that it may follow, and so on.
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

// Nearest orders the numbers of events that keys led to, where a number stands once for each
// key and once more for what Weigh adds: the most frequent first, since those events share
// most with the item, then the newest, which have the greater numbers. It may reorder found.
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
