package index

import (
	"bytes"
	"unicode/utf8"
)

// touched is one of the tail, with the transaction that touched it last.
type touched struct{ item, at uint64 }

// tailOf calls f with the items that segments do not answer for, until it says
// stop. Without an index these are all.
func tailOf(r Reader, h head, ok bool, f func(t touched) (stop bool)) {
	var touches Cursor
	var k, v []byte
	if ok {
		touches = r.Bucket(touchedName).Cursor()
		for k, v = touches.First(); k != nil && numberOf(k) <= h.Mark; k, v = touches.Next() {
			if f(touched{numberOf(k), numberOf(v)}) {
				return
			}
		}
	}
	c := r.Items()
	for item, _ := c.Seek(numberKey(h.Mark + 1)); item != nil; item, _ = c.Next() {
		t := touched{numberOf(item), h.Born}
		for k != nil && bytes.Compare(k, item) < 0 {
			k, v = touches.Next()
		}
		if k != nil && bytes.Equal(k, item) {
			t.at = numberOf(v)
		}
		if f(t) {
			return
		}
	}
}

// tailPlace is one of the tail with what memory has of it.
type tailPlace struct {
	touched
	d *Document
}

// tailList is the tail as it is in one transaction: finds follow each other more
// often than writes do.
type tailList struct {
	tx  int
	all []tailPlace
}

// maxTailList bounds it: a tail is as long only while an index is being made.
const maxTailList = 4 * mostDocs

// eachOfTail is tailOf with the document that memory has of each, nil for none.
func (x *Index) eachOfTail(r Reader, h head, ok bool, f func(t touched, d *Document) (stop bool)) {
	if !ok {
		tailOf(r, h, ok, func(t touched) bool { return f(t, nil) })
		return
	}
	if list := x.listed(r.ID()); list != nil {
		for _, p := range list.all {
			if f(p.touched, p.d) {
				return
			}
		}
		return
	}
	list := &tailList{tx: r.ID()}
	tailOf(r, h, ok, func(t touched) bool {
		if list != nil {
			list.all = append(list.all, tailPlace{touched: t})
		}
		stop := f(t, x.cached(t.item, t.at))
		if stop || list != nil && len(list.all) > maxTailList {
			list = nil
		}
		return stop
	})
	if list != nil {
		x.list(list)
	}
}

// listed is the tail as it is in the transaction, if it is known.
func (x *Index) listed(tx int) *tailList {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.tailed != nil && x.tailed.tx == tx {
		return x.tailed
	}
	return nil
}

// list keeps the tail with what memory has of it by now.
func (x *Index) list(l *tailList) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for i, p := range l.all {
		l.all[i].d = x.tail[p.item].of(p.at)
	}
	x.tailed = l
}

// of is the document if it was made after the touch.
func (d *Document) of(touched uint64) *Document {
	if d != nil && d.touched == touched {
		return d
	}
	return nil
}

// cached is the document of the tail that was made after the touch.
func (x *Index) cached(item, touched uint64) *Document {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.tail[item].of(touched)
}

// keep puts a document into the tail while there is room. A find of an older
// moment does not replace a newer one.
func (x *Index) keep(d *Document) {
	x.mu.Lock()
	defer x.mu.Unlock()
	old := x.tail[d.Item]
	if old != nil && old.touched > d.touched || x.bytes+d.size() > x.limits.Tail {
		return
	}
	if old != nil {
		x.bytes -= old.size()
	}
	x.tail[d.Item] = d
	x.bytes += d.size()
	x.tailed = nil
}

// forget drops documents that stand in a segment now.
func (x *Index) forget(docs []*Document) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.tailed = nil
	for _, d := range docs {
		if old := x.tail[d.Item]; old != nil && old.touched <= d.touched {
			x.bytes -= old.size()
			delete(x.tail, d.Item)
		}
	}
}

// allGrams are those of what a find looks into.
func (d *Document) allGrams() gramBits {
	all := d.hay(OfEvent)
	g := newGramBits(utf8.RuneCountInString(all))
	eachGram(all, g.add)
	return g
}

// may is false when the document surely lacks one of the grams.
func (d *Document) may(grams []uint32) bool { return d.grams == nil || d.grams.may(grams) }
