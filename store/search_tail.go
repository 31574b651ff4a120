package store

import (
	"bytes"
	"unicode/utf8"

	"go.etcd.io/bbolt"
)

// touchedItem is one of the tail, with the transaction that touched it last.
type touchedItem struct{ item, touched uint64 }

// tailOf calls f with the items that segments do not answer for, until it says
// stop. Without an index these are all.
func tailOf(tx *bbolt.Tx, h head, ok bool, f func(t touchedItem) (stop bool)) {
	var touches *bbolt.Cursor
	var k, v []byte
	if ok {
		touches = tableTouched.in(tx).Cursor()
		for k, v = touches.First(); k != nil && seqOf(k) <= h.Mark; k, v = touches.Next() {
			if f(touchedItem{seqOf(k), seqOf(v)}) {
				return
			}
		}
	}
	c := tableItems.in(tx).Cursor()
	for item, _ := c.Seek(seqKey(h.Mark + 1)); item != nil; item, _ = c.Next() {
		t := touchedItem{seqOf(item), h.Born}
		for k != nil && bytes.Compare(k, item) < 0 {
			k, v = touches.Next()
		}
		if k != nil && bytes.Equal(k, item) {
			t.touched = seqOf(v)
		}
		if f(t) {
			return
		}
	}
}

// tailPlace is one of the tail with what memory has of it.
type tailPlace struct {
	touchedItem
	d *entity
}

// tailList is the tail as it is in one transaction: finds follow each other more
// often than writes do.
type tailList struct {
	tx  int
	all []tailPlace
}

// maxTailList bounds it: a tail is as long only while an index is being made.
const maxTailList = 4 * segmentItems

// eachOfTail is tailOf with the document that memory has of each, nil for none.
func (s *Store) eachOfTail(tx *bbolt.Tx, h head, ok bool, f func(t touchedItem, d *entity) (stop bool)) {
	if !ok {
		tailOf(tx, h, ok, func(t touchedItem) bool { return f(t, nil) })
		return
	}
	if list := s.search.listed(tx.ID()); list != nil {
		for _, p := range list.all {
			if f(p.touchedItem, p.d) {
				return
			}
		}
		return
	}
	list := &tailList{tx: tx.ID()}
	tailOf(tx, h, ok, func(t touchedItem) bool {
		if list != nil {
			list.all = append(list.all, tailPlace{touchedItem: t})
		}
		stop := f(t, s.search.cached(t.item, t.touched))
		if stop || list != nil && len(list.all) > maxTailList {
			list = nil
		}
		return stop
	})
	if list != nil {
		s.search.list(list)
	}
}

// listed is the tail as it is in the transaction, if it is known.
func (x *searching) listed(tx int) *tailList {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.tailed != nil && x.tailed.tx == tx {
		return x.tailed
	}
	return nil
}

// list keeps the tail with what memory has of it by now.
func (x *searching) list(l *tailList) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for i, p := range l.all {
		l.all[i].d = x.tail[p.item].of(p.touched)
	}
	x.tailed = l
}

// of is the document if it was made after the touch.
func (d *entity) of(touched uint64) *entity {
	if d != nil && d.touched == touched {
		return d
	}
	return nil
}

// cached is the document of the tail that was made after the touch.
func (x *searching) cached(item, touched uint64) *entity {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.tail[item].of(touched)
}

// keep puts a document into the tail while there is room. A find of an older
// moment does not replace a newer one.
func (x *searching) keep(d *entity) {
	x.mu.Lock()
	defer x.mu.Unlock()
	old := x.tail[d.columns.item()]
	if old != nil && old.touched > d.touched || x.bytes+d.size() > tailBytes {
		return
	}
	if old != nil {
		x.bytes -= old.size()
	}
	x.tail[d.columns.item()] = d
	x.bytes += d.size()
	x.tailed = nil
}

// forget drops documents that stand in a segment now.
func (x *searching) forget(docs []*entity) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.tailed = nil
	for _, d := range docs {
		if old := x.tail[d.columns.item()]; old != nil && old.touched <= d.touched {
			x.bytes -= old.size()
			delete(x.tail, d.columns.item())
		}
	}
}

// allGrams are those of what a find looks into.
func (d *entity) allGrams() gramBits {
	all := d.hay(ofEvent)
	g := newGramBits(utf8.RuneCountInString(all))
	eachGram(all, g.add)
	return g
}

// may is false when the document surely lacks one of the grams.
func (d *entity) may(grams []uint32) bool { return d.grams == nil || d.grams.may(grams) }
