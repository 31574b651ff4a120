package store

import (
	"bytes"
	"sync"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/store/index"
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

type looked struct {
	mu    sync.Mutex
	texts map[uint64]*text
	bytes int
	hits  map[index.Answer]keptHit
}

func newLooked() *looked {
	return &looked{texts: map[uint64]*text{}, hits: map[index.Answer]keptHit{}}
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
	doc  *index.Document
	of   [2]state // records of item and event that doc was made of
}

// Text is the folded text of an item.
func (d *snapshot) Text(item uint64) (string, error) {
	st := stateOf(tableTexts.in(d.Tx).Get(seqKey(item)))
	if t := d.s.looked.text(item); t != nil && t.state == st {
		return t.text, nil
	}
	raw, err := d.s.getText(d.Tx, itemID(item))
	if err != nil {
		return "", err
	}
	t := &text{state: st, text: fold(raw)}
	d.s.looked.keepText(item, t)
	return t.text, nil
}

// Whole is the item as it is searched, with the text that Text gave.
func (d *snapshot) Whole(item uint64, folded string) (*index.Document, error) {
	of := func(event uint64) [2]state {
		return [2]state{stateOf(tableItems.in(d.Tx).Get(seqKey(item))), stateOf(tableEvents.in(d.Tx).Get(seqKey(event)))}
	}
	st := stateOf(tableTexts.in(d.Tx).Get(seqKey(item)))
	if t := d.s.looked.text(item); t != nil && t.state == st && t.doc != nil && t.of == of(t.doc.Event) {
		return t.doc, nil
	}
	doc, err := d.Outline(item)
	if doc == nil || err != nil {
		return nil, err
	}
	doc.Text, doc.Outline = doc.Text+folded, false
	d.s.looked.keepText(item, &text{state: st, text: folded, doc: doc, of: of(doc.Event)})
	return doc, nil
}

func (t *text) size() int {
	if t.doc == nil {
		return len(t.text)
	}
	return len(t.text) + len(t.doc.Text) + len(t.doc.Titles)
}

func (l *looked) text(item uint64) *text {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.texts[item]
}

// keepText makes room by dropping any others.
func (l *looked) keepText(item uint64, t *text) {
	if t.size() > lookedBytes/16 {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
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

// found is what an answer names; nil when its record is damaged.
func (s *Store) found(tx *bbolt.Tx, at index.Answer) (*known, error) {
	old := s.looked.hit(at)
	if old.known != nil && old.tx == tx.ID() {
		return old.known, nil
	}
	k := &known{key: seqKey(at.Item)}
	k.item = stateOf(tableItems.in(tx).Get(k.key))
	if at.Event != 0 {
		k.event = stateOf(tableEvents.in(tx).Get(seqKey(at.Event)))
	}
	for _, have := range []*known{old.known, s.leads.get(at.Event)} {
		if have != nil && have.item == k.item && have.event == k.event && bytes.Equal(have.key, k.key) {
			s.looked.keepHit(at, keptHit{have, tx.ID()})
			return have, nil
		}
	}
	if at.Event != 0 {
		if _, err := s.getRecord(tx, tableEvents, seqKey(at.Event), &k.hit.Event); err != nil {
			return nil, err
		}
	}
	ok, err := s.getRecord(tx, tableItems, k.key, &k.hit.Item)
	if err != nil || !ok {
		return nil, err
	}
	s.looked.keepHit(at, keptHit{k, tx.ID()})
	return k, nil
}

func (l *looked) hit(at index.Answer) keptHit {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.hits[at]
}

// keepHit makes room by dropping any other.
func (l *looked) keepHit(at index.Answer, k keptHit) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, have := l.hits[at]; !have && len(l.hits) >= maxHits {
		for other := range l.hits {
			delete(l.hits, other)
			break
		}
	}
	l.hits[at] = k
}
