package store

import (
	"sync"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store/frame"
)

// maxDecoded bounds what is kept; a burst of news is some thousand items, each of
// which is asked for again within a second or two.
const maxDecoded = 8192

// decoded keeps items as their records were last written or read. Between being found,
// claimed, read and indexed an item's record is asked for three times, and decoding it
// costs more than all else that is done with it. An item counts only while its record
// has the same state, so that a write that came to nothing, or one that
// went by another way, does no harm. The index empties it when it is up to date.
type decoded struct {
	mu    sync.Mutex
	items map[uint64]decodedItem
	ring  []uint64 // in the order in which they came
	next  int      // place in the ring
}

// decodedItem is an item without its text: all that it has while it waits to be read, the
// searched part of it afterwards. One of the two is there.
type decodedItem struct {
	state   state
	place   int // in the ring; an older one of the same item is void
	waiting *waiting
	facts   *itemFacts
}

func keptOf(item *feeds.Item) decodedItem {
	if w, ok := waitingOf(item); ok {
		return decodedItem{waiting: w}
	}
	return decodedItem{facts: searched(item)}
}

func newDecoded() *decoded { return &decoded{items: map[uint64]decodedItem{}} }

// put keeps the item of the record raw.
func (d *decoded) put(n uint64, raw []byte, kept decodedItem) {
	kept.state = stateOf(raw)
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.ring) < maxDecoded {
		d.ring = append(d.ring, n)
	} else if old := d.ring[d.next]; d.items[old].place == d.next {
		delete(d.items, old)
	}
	d.ring[d.next], kept.place = n, d.next
	d.next = (d.next + 1) % maxDecoded
	d.items[n] = kept
}

func (d *decoded) get(n uint64, raw []byte) (decodedItem, bool) {
	d.mu.Lock()
	kept, ok := d.items[n]
	d.mu.Unlock()
	if !ok || kept.state != stateOf(raw) {
		return kept, false
	}
	_, err := frame.Payload(tableItems, seqKey(n), raw) // the record itself may be damaged since
	return kept, err == nil
}

// waiting is the unread item of the record raw.
func (d *decoded) waiting(n uint64, raw []byte) (*waiting, bool) {
	kept, ok := d.get(n, raw)
	return kept.waiting, ok && kept.waiting != nil
}

// facts are the searched part of the item of the record raw.
func (d *decoded) facts(n uint64, raw []byte) (itemFacts, bool) {
	kept, ok := d.get(n, raw)
	if !ok {
		return itemFacts{}, false
	}
	if kept.waiting != nil {
		return *kept.waiting.searched(), true
	}
	return *kept.facts, true
}

// searched is what a search looks at of an item, besides its text.
func searched(i *feeds.Item) *itemFacts {
	f := &itemFacts{Workspace: i.Workspace, Title: i.Title, Published: i.Published, Event: i.Event, Reading: searchedOf(&i.Reading)}
	f.Article.Title = i.Article.Title
	return f
}

func searchedOf(r *feeds.Reading) reading {
	s := reading{Topics: r.Topics, Section: r.Section, Authorities: r.Authorities, Stage: r.Stage}
	s.Dates.Effective, s.Dates.Expires = r.Dates.Effective, r.Dates.Expires
	s.TitleEN.Text = r.TitleEN.Text
	return s
}

func (d *decoded) clear() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.items, d.ring, d.next = map[uint64]decodedItem{}, nil, 0
}
