package store

import (
	"slices"
	"sync"
	"sync/atomic"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store/frame"
)

// state tells one version of a record from another: its checksum and length.
type state struct {
	frame [frame.Size]byte
	size  int
}

func stateOf(raw []byte) state {
	st := state{size: len(raw)}
	copy(st.frame[:], raw)
	return st
}

// known is a decoded event with its leading item, and the versions it was
// decoded from. It is shared: read only.
type known struct {
	event, item state
	key         []byte // of the item
	hit         bot.Hit
	notes       notes
	others      atomic.Pointer[[]*other] // its items beside the lead, once they were asked for
}

// other is an item of an event that does not lead it, without its text.
type other struct {
	state state
	key   []byte
	item  feeds.Item
	notes notes
}

// notes are those on an item. Only what commits rounds asks for them.
type notes struct{ atomic.Pointer[feeds.Notes] }

func (p *notes) taken() *feeds.Notes {
	n := p.Load()
	if n == nil {
		n = &feeds.Notes{}
		p.Store(n)
	}
	return n
}

// maxLeads bounds the events kept decoded: those of a month of a busy store. One is five
// kilobytes and more, and as much again with notes on it: many of them leave a round over
// thousands of feeds no memory to work in (regwire-bench, bar 2).
const maxLeads = 1536

// leads keeps events decoded, since lists of a month are asked for again and again.
type leads struct {
	mu sync.Mutex
	by map[uint64]*known
}

func newLeads() *leads { return &leads{by: map[uint64]*known{}} }

func (l *leads) get(n uint64) *known {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.by[n]
}

// put makes room by dropping any other: one list that is longer than the room
// must not cost the lists that fit.
func (l *leads) put(n uint64, k *known) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, have := l.by[n]; !have && len(l.by) >= maxLeads {
		for other := range l.by {
			delete(l.by, other)
			break
		}
	}
	l.by[n] = k
}

// forget drops all notes, which are as large as what they are about: they serve while
// one item comes after another.
func (l *leads) forget() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, k := range l.by {
		k.notes.Store(nil)
		k.others.Store(nil)
	}
}

// fresh is an event in memory, nil when it is not there or a record has changed.
func (s *Store) fresh(tx *bbolt.Tx, n uint64) *known {
	k := s.leads.get(n)
	if k == nil || k.event != stateOf(tableEvents.in(tx).Get(seqKey(n))) || k.item != stateOf(tableItems.in(tx).Get(k.key)) {
		return nil
	}
	return k
}

// lead is an event with its leading item, from memory when neither record has
// changed since it was decoded; nil when there is none.
func (s *Store) lead(tx *bbolt.Tx, n uint64) (*known, error) {
	if k := s.fresh(tx, n); k != nil {
		return k, nil
	}
	key := seqKey(n)
	raw := tableEvents.in(tx).Get(key)
	if raw == nil {
		return nil, nil
	}
	k := &known{event: stateOf(raw)}
	ok, err := s.decode(tableEvents, key, raw, &k.hit.Event)
	if err != nil || !ok {
		return nil, err
	}
	if k.key, err = itemKey(k.hit.Event.Lead); err != nil {
		return nil, err
	}
	if _, err := s.getRecord(tx, tableItems, k.key, &k.hit.Item); err != nil {
		return nil, err
	}
	k.item = stateOf(tableItems.in(tx).Get(k.key))
	s.leads.put(n, k)
	return k, nil
}

// beside are the items of the event that came next after the one that leads it, so many at
// most, from memory where they have not changed.
func (s *Store) beside(tx *bbolt.Tx, k *known) ([]*other, error) {
	if kept := k.others.Load(); kept != nil && !slices.ContainsFunc(*kept, func(o *other) bool {
		return o.state != stateOf(tableItems.in(tx).Get(o.key))
	}) {
		return *kept, nil
	}
	var out []*other
	for _, id := range k.hit.Event.Items {
		if id == k.hit.Event.Lead {
			continue
		}
		o := &other{}
		var err error
		if o.key, err = itemKey(id); err != nil {
			return nil, err
		}
		if ok, err := s.getRecord(tx, tableItems, o.key, &o.item); err != nil {
			return nil, err
		} else if ok {
			o.state = stateOf(tableItems.in(tx).Get(o.key))
			out = append(out, o)
		}
		if len(out) == feeds.MaxAlso {
			break
		}
	}
	k.others.Store(&out)
	return out, nil
}

// maxQuoted is the longest text, in bytes, of an item that is kept as it was read: what
// was read are pieces of its text, which keep the whole of it in memory.
const maxQuoted = 4 << 10

// keepLead keeps what was just written, so that the next item that comes near need not
// have it decoded, nor taken apart: notes are those on it, if any.
func (s *Store) keepLead(tx *bbolt.Tx, e feeds.Event, item feeds.Item, notes *feeds.Notes) error {
	if len(item.Text)+len(item.Article.Text) > maxQuoted {
		return nil
	}
	n, err := number('e', string(e.ID))
	if err != nil {
		return err
	}
	k := &known{event: stateOf(tableEvents.in(tx).Get(seqKey(n)))}
	if k.key, err = itemKey(item.ID); err != nil {
		return err
	}
	k.item = stateOf(tableItems.in(tx).Get(k.key))
	item.Text, item.Article.Text = "", ""
	k.hit = bot.Hit{Event: e, Item: item}
	k.notes.Store(notes)
	s.leads.put(n, k)
	return nil
}

// warmMost bounds what is decoded before anybody asks, of each of two lists: what a
// list shows first. An idle program has better to do with its memory than the rest.
const warmMost = 256

// warmLeads decodes what lists will ask for, the events published last and those
// whose dates lie furthest ahead, so that the first list after a start or a large
// round is as fast as the next. What is decoded already costs two looks at records.
func (s *Store) warmLeads() error {
	return s.db.View(func(tx *bbolt.Tx) error {
		for _, letter := range []byte{publishedDay, datedDay} {
			c := tableDays.in(tx).Cursor()
			k, _ := c.Seek([]byte{letter + 1})
			if k == nil {
				k, _ = c.Last()
			} else {
				k, _ = c.Prev()
			}
			for n := 0; n < warmMost && len(k) > 0 && k[0] == letter && !s.stopping(); n++ {
				if _, err := s.lead(tx, seqOf(k)); err != nil {
					return err
				}
				k, _ = c.Prev()
			}
		}
		return nil
	})
}
