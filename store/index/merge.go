package index

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// mergeStep is about how many bytes of a merge one transaction writes, so that
// other writes do not wait for long.
const mergeStep = 1 << 20

// level is the size class of a segment.
func (l Limits) level(h segmentHead) int {
	n := 0
	for size := l.Segment * l.Width; h.Docs >= size; size *= l.Width {
		n++
	}
	return n
}

// mergeable picks segments that should become one: so many of a size, or one of
// which more than half is superseded.
func (l Limits) mergeable(h head) []segmentHead {
	by := map[int][]segmentHead{}
	for _, g := range h.Segments {
		if 2*g.Dead > g.Docs {
			return []segmentHead{g}
		}
		n := l.level(g)
		if by[n] = append(by[n], g); len(by[n]) == l.Width {
			return by[n]
		}
	}
	return nil
}

// merge merges as long as there is something to merge.
func (x *Index) merge(stop func() bool) error {
	for !stop() {
		var h head
		err := x.db.View(func(r Reader) error {
			ok := false
			if h, ok = headOf(r); !ok {
				return errStale
			}
			return nil
		})
		if err != nil {
			return err
		}
		old := x.limits.mergeable(h)
		if len(old) == 0 {
			return nil
		}
		if err := x.mergeOnce(h, old, stop); err != nil {
			return fmt.Errorf("merge search segments: %w", err)
		}
	}
	return nil
}

// merger makes one segment of several. Segments do not change but for what is
// dead, and only the goroutine that merges changes that, so that each step may
// look at them in a transaction of its own.
type merger struct {
	db    DB
	head  head
	old   []segmentHead
	fresh segmentHead
	// moved gives for each old segment and document the new document; gone for
	// one that is superseded.
	moved [][]uint32
	begun bool
	next  Term
	done  bool
}

const gone = ^uint32(0)

func (x *Index) mergeOnce(h head, old []segmentHead, stop func() bool) error {
	m := &merger{db: x.db, head: h, old: old, fresh: segmentHead{ID: h.Next}}
	if err := m.step(m.columns); err != nil {
		return err
	}
	if m.fresh.Docs > 0 {
		for !m.done && !stop() {
			if err := m.step(m.terms); err != nil {
				return err
			}
		}
		if stop() {
			return nil // swept away next time
		}
		if err := m.step(m.words); err != nil {
			return err
		}
	}
	return x.db.Write(false, m.finish)
}

// step reads what part makes in one transaction and writes it in another.
func (m *merger) step(part func(segments []*segment) ([]pair, error)) error {
	var values []pair
	err := m.db.View(func(r Reader) error {
		segments := make([]*segment, len(m.old))
		for i, h := range m.old {
			var err error
			if segments[i], err = openSegment(r, h); err != nil {
				return err
			}
		}
		var err error
		values, err = part(segments)
		return err
	})
	if err != nil || len(values) == 0 {
		return err
	}
	begins := !m.begun
	m.begun = true
	return m.db.Write(true, func(tx Tx) error {
		if err := m.current(tx); err != nil {
			return err
		}
		return writeSegment(tx, m.fresh.ID, begins, values)
	})
}

func (m *merger) current(tx Tx) error {
	if h, ok := headOf(tx); !ok || h.Born != m.head.Born || h.Next != m.head.Next {
		return errStale
	}
	return nil
}

// columns puts the living documents of all into the order of their items.
func (m *merger) columns(segments []*segment) ([]pair, error) {
	type place struct {
		item uint64
		from int
		doc  int
	}
	var all []place
	m.moved = make([][]uint32, len(segments))
	for i, g := range segments {
		for part := range g.parts {
			if _, err := g.get(partKey('c', part)); err != nil {
				return nil, err
			}
		}
		m.moved[i] = make([]uint32, g.Docs)
		for doc := range g.Docs {
			m.moved[i][doc] = gone
			if !g.dead.has(doc) {
				all = append(all, place{g.at(doc).item(), i, doc})
			}
		}
		m.fresh.Titled = m.fresh.Titled || g.Titled
	}
	slices.SortFunc(all, func(a, b place) int { return cmp.Compare(a.item, b.item) })
	var cols []byte
	for n, p := range all {
		m.moved[p.from][p.doc] = uint32(n)
		cols = append(cols, segments[p.from].at(p.doc)...)
	}
	if m.fresh.Docs = len(all); len(all) > 0 {
		m.fresh.First, m.fresh.Last = all[0].item, all[len(all)-1].item
	}
	return columnParts(cols), nil
}

// source gives the terms of one segment one after the other.
type source struct {
	g     *segment
	queue []entry
	ended bool
}

// sourceTerms is how many terms are taken from a segment at a time.
const sourceTerms = 256

func (r *source) fill(from Term) error {
	if len(r.queue) > 0 || r.ended {
		return nil
	}
	err := r.g.walk(from, ^Term(0), func(e entry) bool {
		r.queue = append(r.queue, e)
		return len(r.queue) == sourceTerms
	})
	r.ended = len(r.queue) < sourceTerms
	return err
}

// terms merges terms from next on until a step is full.
func (m *merger) terms(segments []*segment) ([]pair, error) {
	sources := make([]source, len(segments))
	for i, g := range segments {
		sources[i].g = g
	}
	w := &blocks{docs: m.fresh.Docs}
	var docs []uint32
	for w.bytes < mergeStep {
		least, found := ^Term(0), false
		for i := range sources {
			if err := sources[i].fill(m.next); err != nil {
				return nil, err
			}
			if q := sources[i].queue; len(q) > 0 && q[0].term <= least {
				least, found = q[0].term, true
			}
		}
		if !found {
			m.done = true
			break
		}
		docs = docs[:0]
		for i := range sources {
			r := &sources[i]
			if len(r.queue) == 0 || r.queue[0].term != least {
				continue
			}
			err := r.g.each(r.queue[0], func(doc int) {
				if n := m.moved[i][doc]; n != gone {
					docs = append(docs, n)
				}
			})
			if err != nil {
				return nil, err
			}
			r.queue = r.queue[1:]
		}
		m.next = least + 1
		if len(docs) == 0 {
			continue
		}
		if !slices.IsSorted(docs) {
			slices.Sort(docs)
		}
		w.add(least, docs)
	}
	w.flush()
	return w.out, nil
}

func (m *merger) words(segments []*segment) ([]pair, error) {
	all := map[string]struct{}{}
	for _, g := range segments {
		err := g.words(func(lines []byte) {
			for line := range strings.SplitSeq(strings.Trim(string(lines), "\n"), "\n") {
				all[line] = struct{}{}
			}
		})
		if err != nil {
			return nil, err
		}
	}
	parts := wordParts(slices.Sorted(maps.Keys(all)))
	m.fresh.Words = len(parts)
	return parts, nil
}

// finish puts the new segment in the place of the old ones.
func (m *merger) finish(tx Tx) error {
	if err := m.current(tx); err != nil {
		return err
	}
	h, _ := headOf(tx)
	h.Segments = slices.DeleteFunc(h.Segments, func(g segmentHead) bool {
		return slices.ContainsFunc(m.old, func(o segmentHead) bool { return o.ID == g.ID })
	})
	for _, o := range m.old {
		if err := tx.Bucket(segmentsName).DeleteBucket(segmentName(o.ID)); err != nil {
			return fmt.Errorf("drop a merged segment: %w", err)
		}
	}
	if m.fresh.Docs > 0 {
		h.Segments = append(h.Segments, m.fresh)
	}
	h.Next++
	return putHead(tx, h)
}
