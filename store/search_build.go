package store

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.etcd.io/bbolt"
)

// batch is what becomes a segment.
type batch struct {
	head  head
	of    []touchedItem
	docs  []*entity
	later []touchedItem // older than some of these, and left in the tail
}

// unreadSoon are the items that are read next, in their hundreds at most: to index
// them before would be to index them twice. Of more than that nobody knows how
// long they wait, and the tail has to end somewhere.
func (s *Store) unreadSoon(tx *bbolt.Tx) map[uint64]bool {
	now, all := stamp(s.now()), map[uint64]bool{}
	c := tableUnread.in(tx).Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		if _, try := splitUnread(k); try > now || len(v) > 0 { // the latter are read, and rarely read anew
			continue
		}
		if len(all) == 2*s.search.size {
			return nil
		}
		all[seqOf(k[len(k)-8:])] = true
	}
	return all
}

// warm reads into memory what a find else has to: the tail, and what segments have
// in common.
func (s *Store) warm() error {
	return s.db.View(func(tx *bbolt.Tx) (err error) {
		h, ok := headOf(tx)
		if !ok {
			return nil
		}
		for _, part := range h.Segments {
			if s.search.summary(h.Born, part.ID) != nil || s.stopping() {
				continue
			}
			g, err := openSegment(tx, part)
			if err != nil {
				return s.tolerate(err)
			}
			s.search.summarise(h.Born, g)
		}
		waiting := s.unreadSoon(tx)
		tailOf(tx, h, ok, func(t touchedItem) bool {
			if waiting[t.item] {
				return false
			}
			err = s.warmDocument(tx, t)
			return err != nil || s.search.full() || s.stopping()
		})
		return err
	})
}

// warmDocument has memory know a document of the tail whole.
func (s *Store) warmDocument(tx *bbolt.Tx, t touchedItem) error {
	if d := s.search.cached(t.item, t.touched); d != nil && d.heads == "" {
		return nil
	}
	d, err := s.documentOf(tx, t.item)
	if d == nil || err != nil {
		return err
	}
	d.touched, d.grams = t.touched, d.allGrams()
	s.search.keep(d)
	return nil
}

// settled is a document of the tail that goes into a segment now.
func (s *Store) settled(tx *bbolt.Tx, t touchedItem) (*entity, error) {
	if d := s.search.cached(t.item, t.touched); d != nil && d.heads == "" {
		return d, nil
	}
	d, err := s.documentOf(tx, t.item)
	if d != nil {
		d.touched = t.touched
	}
	return d, err
}

// gather takes the oldest of the tail; less than a whole segment only by force.
func (s *Store) gather(force bool) (b batch, err error) {
	err = s.db.View(func(tx *bbolt.Tx) error {
		h, ok := headOf(tx)
		if !ok {
			return errStale
		}
		b.head = h
		var waiting map[uint64]bool
		if !force {
			waiting = s.unreadSoon(tx)
		}
		tailOf(tx, h, ok, func(t touchedItem) bool {
			if waiting[t.item] {
				b.later = append(b.later, t)
				return false
			}
			b.of = append(b.of, t)
			return len(b.of) == s.search.size
		})
		if len(b.of) < s.search.size && !force {
			b.of = nil
			return nil
		}
		size := 0
		for i, t := range b.of {
			d, err := s.settled(tx, t)
			if err != nil {
				return err
			}
			if d == nil {
				continue // set aside
			}
			b.docs = append(b.docs, d)
			if size += len(d.text); size > tailBytes {
				b.of = b.of[:i+1]
				break
			}
		}
		return nil
	})
	return b, err
}

// flushSegment makes a segment of the oldest of the tail and reports whether
// there was enough for one.
func (s *Store) flushSegment(force bool) (more bool, err error) {
	b, err := s.gather(force)
	if err != nil || len(b.of) == 0 {
		return false, err
	}
	fresh, values := segmentOf(b.head.Next, b.docs)
	err = s.write(context.Background(), &request{grows: true, do: func(tx *bbolt.Tx) error {
		return putSegment(tx, b, fresh, values)
	}})
	if err != nil {
		return false, fmt.Errorf("write a search segment: %w", err)
	}
	s.search.forget(b.docs)
	return true, nil
}

// segmentOf makes a segment of at most segmentItems documents.
func segmentOf(id uint32, docs []*entity) (segmentHead, []pair) {
	slices.SortFunc(docs, func(a, b *entity) int { return cmp.Compare(a.columns.item(), b.columns.item()) })
	h := segmentHead{ID: id, Docs: len(docs)}
	if len(docs) == 0 {
		return h, nil
	}
	h.First, h.Last = docs[0].columns.item(), docs[len(docs)-1].columns.item()
	// A term and the number of its document fit in one number, which is sorted
	// several times faster than two.
	const docBits = 10
	const usual = 600 // terms of a document
	packed := make([]uint64, 0, len(docs)*usual)
	cols := make([]byte, 0, len(docs)*columnSize)
	harvested := harvest{words: map[string]struct{}{}}
	for doc, d := range docs {
		cols = append(cols, d.columns...)
		harvested.terms = append(harvested.terms[:0], d.facets...)
		harvested.text(d.text)
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
func (h *harvest) titles(d *entity) (extra bool) {
	for line := range strings.SplitSeq(d.titles, "\n") {
		if strings.Contains(d.text, line) {
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
func putSegment(tx *bbolt.Tx, b batch, fresh segmentHead, values []pair) error {
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
	touched := tableTouched.in(tx)
	for _, t := range b.of {
		key := seqKey(t.item)
		if v := touched.Get(key); v != nil && seqOf(v) == t.touched {
			if err := deleteKey(tx, tableTouched, key); err != nil {
				return err
			}
		}
		h.Mark = max(h.Mark, t.item)
	}
	for _, t := range b.later { // behind the mark, only a touch keeps them in the tail
		if key := seqKey(t.item); t.item <= h.Mark && touched.Get(key) == nil {
			if err := putRaw(tx, tableTouched, key, seqKey(t.touched)); err != nil {
				return err
			}
		}
	}
	return putHead(tx, h)
}

// writeSegment adds values to a segment, which come in the order of their keys
// within each kind. One that begins takes the place of what a merge that was cut
// short has left under its number.
func writeSegment(tx *bbolt.Tx, id uint32, begins bool, values []pair) error {
	all, name := tableSearch.in(tx), segmentName(id)
	if begins && all.Bucket(name) != nil {
		if err := all.DeleteBucket(name); err != nil {
			return fmt.Errorf("sweep a segment away: %w", err)
		}
	}
	b, err := all.CreateBucketIfNotExists(name)
	if err != nil {
		return fmt.Errorf("create a search segment: %w", err)
	}
	b.FillPercent = 0.95 // it never grows in the middle
	for _, v := range values {
		if err := b.Put(v.key, v.value); err != nil {
			return fmt.Errorf("write to a search segment: %w", err)
		}
	}
	return nil
}

// bury marks what segments have of the items as superseded.
func bury(tx *bbolt.Tx, h *head, items []touchedItem) error {
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
