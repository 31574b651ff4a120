package store

import (
	"cmp"
	"context"
	"slices"
	"unicode/utf8"

	"go.etcd.io/bbolt"
)

// place is where a document was found: enough to order it and to load it again.
type place struct {
	day   uint64
	event uint64
	item  uint64
	rank  uint32
	// check says that the words are still to be looked for in the text.
	check  bool
	shared bool
}

// compare orders places as answers come: the newest first, and the items of an
// event by what speaks best for it.
func (p place) compare(q place) int {
	if p.day != q.day {
		return cmp.Compare(q.day, p.day)
	}
	if p.event != q.event {
		return cmp.Compare(q.event, p.event)
	}
	return cmp.Or(cmp.Compare(p.rank, q.rank), cmp.Compare(q.item, p.item))
}

// search is one query on its way through the index.
type search struct {
	store  *Store
	ctx    context.Context
	tx     *bbolt.Tx
	m      *matcher
	sieve  *sieve
	words  []wish
	not    []wish
	grams  []uint32 // of the words: who holds these holds all of them
	found  []place
	events map[uint64]int // of events with several items, where they stand in found
	// keep is how many of what needs no check are kept, 0 for all; total counts
	// those that were not.
	keep  int
	total int
	born  uint64 // of the index
	fresh int    // taken since thin that it may drop
	// least is the oldest that thin kept; what is older is counted alone.
	least oldest
	// window is how many are kept of those that need a check, and unseen the
	// oldest of them once others were dropped.
	window int
	unseen oldest
	set    bitmap // of the segment at hand, with room for the largest
}

// oldest is the last place that was kept, once there is one.
type oldest struct {
	place
	ok bool
}

func (o oldest) before(p place) bool { return o.ok && o.compare(p) < 0 }

// checkWindow is how many of the newest candidates are kept to be looked at: most
// searches end among them. One that does not is made again with sixteen times as many.
const checkWindow = 256

func newSearch(ctx context.Context, s *Store, tx *bbolt.Tx, m *matcher, window int) *search {
	x := &search{store: s, ctx: ctx, tx: tx, m: m, window: window, sieve: newSieve(m), events: map[uint64]int{}}
	for _, w := range m.words {
		if w != "" {
			x.words = append(x.words, wishFor(w))
			if utf8.ValidString(w) { // else it may be found in the middle of a character
				x.grams = appendGrams(x.grams, w)
			}
		}
	}
	for _, w := range m.not {
		x.not = append(x.not, wishFor(w))
	}
	if m.Limit > 0 {
		x.keep = max(m.Offset, 0) + m.Limit
	}
	return x
}

// run fills found from segments, the newest first as the head has them, and tail.
func (x *search) run(h head, ok bool) error {
	x.born = h.Born
	edited, err := x.inTail(h, ok)
	largest := 0
	for _, part := range h.Segments {
		largest = max(largest, part.Docs)
	}
	x.set = newBitmap(largest)
	for i := 0; i < len(h.Segments) && err == nil; i++ {
		err = cmp.Or(x.ctx.Err(), x.inSegment(h.Segments[i], edited))
	}
	return err
}

// inTail takes the documents of the tail that match, and gives those items among
// them that segments have too.
func (x *search) inTail(h head, ok bool) (edited []uint64, err error) {
	x.store.eachOfTail(x.tx, h, ok, func(t touchedItem, d *entity) bool {
		if t.item <= h.Mark {
			edited = append(edited, t.item)
		}
		if d != nil && !d.may(x.grams) {
			return false // most of them
		}
		if err = x.ctx.Err(); err != nil {
			return true
		}
		if d, err = x.tailDocument(t, d, ok); d != nil && d.holds(x.sieve.of, x.m) {
			x.take(d.columns, false)
		}
		return err != nil
	})
	return edited, err
}

// tailDocument is a document of the tail that days, stages and filters let pass,
// nil for another: the text of that is not read. What memory has of it is d.
func (x *search) tailDocument(t touchedItem, d *entity, keep bool) (*entity, error) {
	if d == nil {
		var err error
		if d, err = x.store.outlineOf(x.tx, t.item); d == nil || err != nil {
			return nil, err
		}
		if d.touched = t.touched; keep {
			x.store.search.keep(d)
		}
	}
	if !x.sieve.passesWhole(d) {
		return nil, nil
	}
	if d.heads == "" {
		return d, nil
	}
	whole := *d // others read the outline
	if err := x.store.fill(x.tx, &whole); err != nil {
		return nil, err
	}
	if keep {
		whole.grams = whole.allGrams()
		x.store.search.keep(&whole)
	}
	return &whole, nil
}

// take notes a document that was found.
func (x *search) take(c columns, check bool) {
	day := c.day(x.sieve.of)
	shared := x.sieve.of == ofEvent && c.flags()&flagShared != 0
	if x.older(day, check, shared) {
		return
	}
	p := place{day: day, event: c.event(), item: c.item(), check: check, shared: shared}
	if x.sieve.of == ofEvent {
		p.rank = c.rank()
	}
	switch {
	case check && x.unseen.before(p):
		return
	case !check && !p.shared && x.least.before(p):
		x.total++
		return
	}
	if p.shared && !check {
		// Of the items of an event the one that speaks best is the answer.
		if at, ok := x.events[p.event]; ok {
			if p.compare(x.found[at]) < 0 {
				x.found[at] = p
			}
			return
		}
		x.events[p.event] = len(x.found)
	}
	x.found = append(x.found, p)
	if x.keep == 0 || p.shared && !p.check {
		return
	}
	room := 2 * x.keep
	if check {
		room += x.window
	}
	if x.fresh++; x.fresh >= max(room, thinFrom) {
		x.thin()
	}
}

// thinFrom are so few that there is no use in dropping any.
const thinFrom = 32

// older takes note of a document by its day alone, where that is enough.
func (x *search) older(day uint64, check, shared bool) bool {
	switch {
	case check:
		return x.unseen.ok && day < x.unseen.day
	case shared || !x.least.ok || day >= x.least.day:
		return false
	}
	x.total++
	return true
}

// thin drops answers that are too old to be asked for, and candidates beyond the
// window. Events with several items that need no check stay.
func (x *search) thin() {
	x.fresh = 0
	slices.SortFunc(x.found, place.compare)
	kept, sure, checks := x.found[:0], 0, 0
	for _, p := range x.found {
		switch {
		case p.check:
			if checks++; checks > x.window {
				continue
			}
			if checks == x.window {
				x.unseen = oldest{p, true}
			}
		case !p.shared:
			if sure++; sure > x.keep {
				x.total++
				continue
			}
			if sure == x.keep {
				x.least = oldest{p, true}
			}
		}
		kept = append(kept, p)
	}
	x.found = kept
	for at, p := range x.found {
		if p.shared && !p.check {
			x.events[p.event] = at
		}
	}
}

// inSegment takes the documents of a segment that match.
func (x *search) inSegment(h segmentHead, edited []uint64) error {
	known := x.store.search.summary(x.born, h.ID)
	if known != nil && x.past(known.newest[x.sieve.of]) {
		return nil
	}
	g, err := enterSegment(x.tx, h)
	if err != nil {
		return err
	}
	set := x.set[:(g.Docs+63)/64]
	set.full(g.Docs)
	if g.Dead > 0 {
		set.without(g.dead)
	}
	for _, item := range edited {
		doc, ok, err := g.find(item)
		if err != nil {
			return err
		}
		if ok {
			set[doc/64] &^= 1 << (doc % 64)
		}
	}
	check, err := x.narrow(g, set)
	if err != nil || set.empty() {
		return err
	}
	mine := set // of the workspace that asks
	if x.m.Workspace != "" {
		mine = newBitmap(g.Docs)
		if err := x.add(g, mine, x.sieve.mine); err != nil {
			return err
		}
	}
	if known == nil && set.count() >= x.store.search.few {
		if err := g.load(); err != nil {
			return err
		}
		known = x.store.search.summarise(x.born, g)
	}
	return x.takeAll(g, set, mine, known, check)
}

// takeAll takes the documents of set, the last first: mostly the newest, so that
// what is older is soon known not to be asked for.
func (x *search) takeAll(g *segment, set, mine bitmap, known *summary, check bool) error {
	for block := (len(set) - 1) / blockWords; block >= 0; block-- {
		first := block * blockWords
		part := set[first:min(first+blockWords, len(set))]
		if part.empty() {
			continue
		}
		if known != nil && x.passed(known, block, part, check) {
			continue
		}
		if err := g.loadPart(first * 64 / partSize); err != nil {
			return err
		}
		part.back(func(doc int) {
			doc += first * 64
			c := g.at(doc)
			if x.sieve.passes(c) && (!c.private(x.sieve.of) || x.m.Workspace != "" && mine.has(doc)) {
				x.take(c, check)
			}
		})
	}
	return nil
}
