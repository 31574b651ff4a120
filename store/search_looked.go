package store

import (
	"bytes"

	"go.etcd.io/bbolt"
)

// What finds looked at last is kept a while: people ask for the next page, for less,
// or for what others have just asked for, and the newest answers most questions.
// Each part is valid as long as the record that it was made of is the same.

const (
	// lookedBytes is how much text is kept.
	lookedBytes = 4 << 20
	// maxHits is how many answers are kept.
	maxHits = 512
)

// looked is guarded by the mutex of searching.
type looked struct {
	texts map[uint64]*text
	bytes int
	hits  map[place]keptHit
}

// keptHit is an answer with the last transaction in which it was seen to hold.
type keptHit struct {
	*known
	tx int
}

// text is a folded text with the state of its record, and the whole document once
// it was needed. It is shared: read only.
type text struct {
	state
	text string
	doc  *entity
	of   [2]state // records of item and event that doc was made of
}

// look is the folded text of an item.
func (s *Store) look(tx *bbolt.Tx, item uint64) (*text, error) {
	st := stateOf(tableTexts.in(tx).Get(seqKey(item)))
	if t := s.search.text(item); t != nil && t.state == st {
		return t, nil
	}
	raw, err := s.getText(tx, itemID(item))
	if err != nil {
		return nil, err
	}
	t := &text{state: st, text: fold(raw)}
	s.search.keepText(item, t)
	return t, nil
}

// lookWhole is the item as it is searched, with a text that was looked at; nil when
// there is none or its record is damaged.
func (s *Store) lookWhole(tx *bbolt.Tx, item uint64, t *text) (*entity, error) {
	of := func(d *entity) [2]state {
		key := seqKey(d.columns.event())
		return [2]state{stateOf(tableItems.in(tx).Get(seqKey(item))), stateOf(tableEvents.in(tx).Get(key))}
	}
	if t.doc != nil && t.of == of(t.doc) {
		return t.doc, nil
	}
	d, err := s.outlineOf(tx, item)
	if d == nil || err != nil {
		return nil, err
	}
	// The line break between titles and text keeps both from being folded together.
	d.text, d.heads = fold(d.heads)+t.text, ""
	whole := &text{state: t.state, text: t.text, doc: d, of: of(d)}
	s.search.keepText(item, whole)
	return d, nil
}

func (t *text) size() int {
	if t.doc == nil {
		return len(t.text)
	}
	return len(t.text) + t.doc.size()
}

func (x *searching) text(item uint64) *text {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.looked.texts[item]
}

// keepText makes room by dropping any others.
func (x *searching) keepText(item uint64, t *text) {
	if t.size() > lookedBytes/16 {
		return
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	l := &x.looked
	if l.texts == nil {
		l.texts = map[uint64]*text{}
	}
	if old := l.texts[item]; old != nil {
		l.bytes -= old.size()
		delete(l.texts, item)
	}
	for other, o := range l.texts {
		if l.bytes+t.size() <= lookedBytes {
			break
		}
		l.bytes -= o.size()
		delete(l.texts, other)
	}
	l.texts[item] = t
	l.bytes += t.size()
}

// found is the answer at a place; nil when its record is damaged.
func (s *Store) found(tx *bbolt.Tx, p place) (*known, error) {
	at := place{event: p.event, item: p.item}
	old := s.search.hit(at)
	if old.known != nil && old.tx == tx.ID() {
		return old.known, nil
	}
	k := &known{key: seqKey(p.item)}
	k.item = stateOf(tableItems.in(tx).Get(k.key))
	if p.event != 0 {
		k.event = stateOf(tableEvents.in(tx).Get(seqKey(p.event)))
	}
	for _, have := range []*known{old.known, s.leads.get(p.event)} {
		if have != nil && have.item == k.item && have.event == k.event && bytes.Equal(have.key, k.key) {
			s.search.keepHit(at, keptHit{have, tx.ID()})
			return have, nil
		}
	}
	if p.event != 0 {
		if _, err := s.getRecord(tx, tableEvents, seqKey(p.event), &k.hit.Event); err != nil {
			return nil, err
		}
	}
	ok, err := s.getRecord(tx, tableItems, k.key, &k.hit.Item)
	if err != nil || !ok {
		return nil, err
	}
	s.search.keepHit(at, keptHit{k, tx.ID()})
	return k, nil
}

func (x *searching) hit(at place) keptHit {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.looked.hits[at]
}

// keepHit makes room by dropping any other.
func (x *searching) keepHit(at place, k keptHit) {
	x.mu.Lock()
	defer x.mu.Unlock()
	l := &x.looked
	if l.hits == nil {
		l.hits = map[place]keptHit{}
	}
	if _, have := l.hits[at]; !have && len(l.hits) >= maxHits {
		for other := range l.hits {
			delete(l.hits, other)
			break
		}
	}
	l.hits[at] = k
}
