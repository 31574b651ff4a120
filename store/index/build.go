package index

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// batch is what becomes a segment.
type batch struct {
	head  head
	of    []touched
	docs  []*Document
	later []touched // older than some of these, and left in the tail
}

// warm reads into memory what a find else has to: the tail, and what segments have
// in common.
func (x *Index) warm(stop func() bool) error {
	return x.db.View(func(r Reader) (err error) {
		h, ok := headOf(r)
		if !ok {
			return nil
		}
		for _, part := range h.Segments {
			if x.summary(h.Born, part.ID) != nil || stop() {
				continue
			}
			g, err := openSegment(r, part)
			if err != nil {
				return err
			}
			x.summarise(h.Born, g)
		}
		waiting := x.waiting(r)
		tailOf(r, h, ok, func(t touched) bool {
			if waiting[t.item] {
				return false
			}
			err = x.warmDocument(r, t)
			return err != nil || x.full() || stop()
		})
		return err
	})
}

// waiting are the items that are about to change, in their hundreds at most: to index
// them before would be to index them twice. Of more than that nobody knows how long they
// wait, and the tail has to end somewhere.
func (x *Index) waiting(r Reader) map[uint64]bool { return r.Waiting(2 * x.limits.Segment) }

// warmDocument has memory know a document of the tail whole.
func (x *Index) warmDocument(r Reader, t touched) error {
	if d := x.cached(t.item, t.at); d != nil && !d.Outline {
		return nil
	}
	d, err := whole(r, t.item, t.at)
	if d == nil || err != nil {
		return err
	}
	d.grams = d.allGrams()
	x.keep(d)
	return nil
}

// settled is a document of the tail that goes into a segment now.
func (x *Index) settled(r Reader, t touched) (*Document, error) {
	if d := x.cached(t.item, t.at); d != nil && !d.Outline {
		return d, nil
	}
	return whole(r, t.item, t.at)
}

// gather takes the oldest of the tail; less than a whole segment only by force.
func (x *Index) gather(force bool) (b batch, err error) {
	err = x.db.View(func(r Reader) error {
		h, ok := headOf(r)
		if !ok {
			return errStale
		}
		b.head = h
		var waiting map[uint64]bool
		if !force {
			waiting = x.waiting(r)
		}
		tailOf(r, h, ok, func(t touched) bool {
			if waiting[t.item] {
				b.later = append(b.later, t)
				return false
			}
			b.of = append(b.of, t)
			return len(b.of) == x.limits.Segment
		})
		if len(b.of) < x.limits.Segment && !force {
			b.of = nil
			return nil
		}
		size := 0
		for i, t := range b.of {
			d, err := x.settled(r, t)
			if err != nil {
				return err
			}
			if d == nil {
				continue // set aside
			}
			b.docs = append(b.docs, d)
			if size += len(d.Text); size > x.limits.Tail {
				b.of = b.of[:i+1]
				break
			}
		}
		return nil
	})
	return b, err
}

// flush makes a segment of the oldest of the tail and reports whether
// there was enough for one.
func (x *Index) flush(force bool) (more bool, err error) {
	b, err := x.gather(force)
	if err != nil || len(b.of) == 0 {
		return false, err
	}
	fresh, values := segmentOf(b.head.Next, b.docs)
	err = x.db.Write(true, func(tx Tx) error {
		return putSegment(tx, b, fresh, values)
	})
	if err != nil {
		return false, fmt.Errorf("write a search segment: %w", err)
	}
	x.forget(b.docs)
	return true, nil
}

// docBits is how much room the number of a document has beside its term: both fit in one
// number, which is sorted several times faster than two.
const docBits = 10

// segmentOf makes a segment of at most mostDocs documents.
func segmentOf(id uint32, docs []*Document) (segmentHead, []pair) {
	slices.SortFunc(docs, func(a, b *Document) int { return cmp.Compare(a.Item, b.Item) })
	h := segmentHead{ID: id, Docs: len(docs)}
	if len(docs) == 0 {
		return h, nil
	}
	h.First, h.Last = docs[0].Item, docs[len(docs)-1].Item
	const usual = 600 // terms of a document
	packed := make([]uint64, 0, len(docs)*usual)
	cols := make([]byte, 0, len(docs)*columnSize)
	harvested := harvest{words: map[string]struct{}{}}
	for doc, d := range docs {
		cols = append(cols, d.columns...)
		harvested.terms = append(harvested.terms[:0], d.facets...)
		harvested.text(d.Text)
		if extra := harvested.titles(d); extra {
			h.Titled = true
		}
		for _, t := range harvested.terms {
			packed = append(packed, t<<docBits|uint64(doc))
		}
	}
	packed = sorted(packed)
	w := &blocks{docs: len(docs)}
	var list []uint32
	for i, p := range packed {
		if i > 0 && p == packed[i-1] {
			continue
		}
		if i > 0 && p>>docBits != packed[i-1]>>docBits {
			w.add(packed[i-1]>>docBits, list)
			list = list[:0]
		}
		list = append(list, uint32(p&(1<<docBits-1)))
	}
	w.add(packed[len(packed)-1]>>docBits, list)
	w.flush()
	words := wordParts(slices.Sorted(maps.Keys(harvested.words)))
	h.Words = len(words)
	return h, slices.Concat(w.out, columnParts(cols), words)
}

// sorted sorts by one byte after the other, which for so many numbers takes half
// the time of comparing them. It uses the space of all.
func sorted(all []uint64) []uint64 {
	spare := make([]uint64, len(all))
	for shift := 0; shift < 64; shift += 8 {
		var starts [257]int
		for _, n := range all {
			starts[int(byte(n>>shift))+1]++
		}
		if starts[int(byte(all[0]>>shift))+1] == len(all) {
			continue // all alike
		}
		for i := range 256 {
			starts[i+1] += starts[i]
		}
		for _, n := range all {
			b := byte(n >> shift)
			spare[starts[b]] = n
			starts[b]++
		}
		all, spare = spare, all
	}
	return all
}

// titles adds the terms of titles of the event that the item itself does not hold.
func (h *harvest) titles(d *Document) (extra bool) {
	for line := range strings.SplitSeq(d.Titles, "\n") {
		if strings.Contains(d.Text, line) {
			continue
		}
		own := harvest{words: h.words}
		own.text(line)
		for _, t := range own.terms {
			h.terms = append(h.terms, t+titled)
		}
		extra = true
	}
	return extra
}

// putSegment writes a segment and ends the touches it answers, unless the items
// were touched again.
func putSegment(tx Tx, b batch, fresh segmentHead, values []pair) error {
	h, ok := headOf(tx)
	if !ok || h.Born != b.head.Born || h.Next != b.head.Next {
		return errStale
	}
	if err := bury(tx, &h, b.of); err != nil {
		return err
	}
	if fresh.Docs > 0 {
		if err := writeSegment(tx, fresh.ID, true, values); err != nil {
			return err
		}
		h.Segments = append(h.Segments, fresh)
		h.Next++
	}
	touches := tx.Bucket(touchedName)
	for _, t := range b.of {
		key := numberKey(t.item)
		if v := touches.Get(key); v != nil && numberOf(v) == t.at {
			if err := touches.Delete(key); err != nil {
				return fmt.Errorf("end a touch: %w", err)
			}
		}
		h.Mark = max(h.Mark, t.item)
	}
	for _, t := range b.later { // behind the mark, only a touch keeps them in the tail
		if key := numberKey(t.item); t.item <= h.Mark && touches.Get(key) == nil {
			if err := touches.Put(key, numberKey(t.at)); err != nil {
				return fmt.Errorf("touch an item: %w", err)
			}
		}
	}
	return putHead(tx, h)
}

// writeSegment adds values to a segment, which come in the order of their keys
// within each kind. One that begins takes the place of what a merge that was cut
// short has left under its number.
func writeSegment(tx Tx, id uint32, begins bool, values []pair) error {
	all, name := tx.Bucket(segmentsName), segmentName(id)
	if begins && all.Bucket(name) != nil {
		if err := all.DeleteBucket(name); err != nil {
			return fmt.Errorf("sweep a segment away: %w", err)
		}
	}
	b, err := all.MakeBucket(name)
	if err != nil {
		return fmt.Errorf("create a search segment: %w", err)
	}
	b.Fill(0.95) // it never grows in the middle
	for _, v := range values {
		if err := b.Put(v.key, v.value); err != nil {
			return fmt.Errorf("write to a search segment: %w", err)
		}
	}
	return nil
}

// bury marks what segments have of the items as superseded.
func bury(tx Tx, h *head, items []touched) error {
	for i := range h.Segments {
		g, err := openSegment(tx, h.Segments[i])
		if err != nil {
			return err
		}
		for _, t := range items {
			if t.item > h.Mark {
				continue
			}
			doc, ok, err := g.find(t.item)
			if err != nil {
				return err
			}
			if ok {
				g.dead.set(doc)
			}
		}
		n := g.dead.count()
		if n == h.Segments[i].Dead {
			continue
		}
		h.Segments[i].Dead = n
		p := sealed(deadKey, g.dead.bytes())
		if err := g.in.Put(p.key, p.value); err != nil {
			return fmt.Errorf("mark what is superseded: %w", err)
		}
	}
	return nil
}
