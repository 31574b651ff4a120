package store

import (
	"bytes"
	"cmp"
	"context"
	"slices"

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
}

// oldest is the last place that was kept, once there is one.
type oldest struct {
	place
	ok bool
}

func (o oldest) before(p place) bool { return o.ok && o.compare(p) < 0 }

// checkWindow is how many of the newest candidates are kept to be looked at: most
// searches end among them. One that does not is made again with sixteen times as many.
const checkWindow = 1000

func newSearch(ctx context.Context, s *Store, tx *bbolt.Tx, m *matcher, window int) *search {
	x := &search{store: s, ctx: ctx, tx: tx, m: m, window: window, sieve: newSieve(m), events: map[uint64]int{}}
	for _, w := range m.words {
		if w != "" {
			x.words = append(x.words, wishFor(w))
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

// run fills found from segments and tail.
func (x *search) run(h head, ok bool) error {
	x.born = h.Born
	var edited []uint64
	var err error
	tailOf(x.tx, h, ok, func(t touchedItem) bool {
		if err = x.ctx.Err(); err != nil {
			return true
		}
		if t.item <= h.Mark {
			edited = append(edited, t.item)
		}
		var d *entity
		if d, err = x.tailDocument(t, ok); d != nil && d.holds(x.sieve.of, x.m) {
			x.take(d.columns, false)
		}
		return err != nil
	})
	slices.SortFunc(h.Segments, func(a, b segmentHead) int { return cmp.Compare(b.Last, a.Last) })
	for i := 0; i < len(h.Segments) && err == nil; i++ {
		err = cmp.Or(x.ctx.Err(), x.inSegment(h.Segments[i], edited))
	}
	return err
}

// tailDocument is a document of the tail that days, stages and filters let pass,
// nil for another: the text of that is not read.
func (x *search) tailDocument(t touchedItem, keep bool) (*entity, error) {
	var d *entity
	if keep {
		d = x.store.search.cached(t.item, t.touched)
	}
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
		x.store.search.keep(&whole)
	}
	return &whole, nil
}

// take notes a document that was found.
func (x *search) take(c columns, check bool) {
	p := place{day: c.day(x.sieve.of), event: c.event(), item: c.item(), check: check}
	if x.sieve.of == ofEvent {
		p.rank, p.shared = c.rank(), c.flags()&flagShared != 0
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
	if x.fresh++; x.fresh >= 2*x.keep+x.window {
		x.thin()
	}
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
	g, err := openSegment(x.tx, h)
	if err != nil {
		return err
	}
	set := newBitmap(g.Docs)
	set.full(g.Docs)
	set.without(g.dead)
	for _, item := range edited {
		if doc, ok := g.find(item); ok {
			set[doc/64] &^= 1 << (doc % 64)
		}
	}
	check, err := x.narrow(g, set)
	if err != nil {
		return err
	}
	mine := newBitmap(g.Docs) // of the workspace that asks
	if x.m.Workspace != "" {
		if err := x.add(g, mine, x.sieve.mine); err != nil {
			return err
		}
	}
	if !check {
		x.countOld(g, set)
	}
	set.back(func(doc int) {
		c := g.at(doc)
		if x.sieve.passes(c) && (!c.private(x.sieve.of) || mine.has(doc)) {
			x.take(c, check)
		}
	})
	return nil
}

// narrow takes out of set what filters and words exclude; check says that the
// words that remain must be looked for.
func (x *search) narrow(g *segment, set bitmap) (check bool, err error) {
	for _, list := range x.sieve.any {
		one := newBitmap(g.Docs)
		for _, t := range list {
			if err := x.add(g, one, t); err != nil {
				return false, err
			}
		}
		set.and(one)
	}
	for _, t := range x.sieve.not {
		none := newBitmap(g.Docs)
		if err := x.add(g, none, t); err != nil {
			return false, err
		}
		set.without(none)
	}
	for _, w := range x.words {
		exact, err := x.word(g, set, w)
		if err != nil {
			return false, err
		}
		check = check || !exact
	}
	for _, w := range x.not {
		if !w.exact {
			check = true
			continue
		}
		one := newBitmap(g.Docs)
		one.full(g.Docs)
		exact, err := x.word(g, one, w)
		if err != nil {
			return false, err
		}
		if exact {
			set.without(one)
		}
		check = check || !exact
	}
	return check, nil
}

// add puts the documents that have the term into set.
func (x *search) add(g *segment, set bitmap, t term) error {
	e, err := g.look(t)
	if err != nil || e.count == 0 {
		return err
	}
	return g.each(e, set.set)
}

// either is add for a term of words, which the event's titles may have too.
func (x *search) either(g *segment, set bitmap, t term) error {
	if err := x.add(g, set, t); err != nil || !g.Titled || x.sieve.of == ofItem {
		return err
	}
	return x.add(g, set, t+titled)
}

// count is how many documents have a term of words, at most.
func (x *search) count(g *segment, t term) (int, error) {
	e, err := g.look(t)
	if err != nil || !g.Titled || x.sieve.of == ofItem {
		return e.count, err
	}
	other, err := g.look(t + titled)
	return e.count + other.count, err
}

// word leaves in set what may hold the word; exact says that it does.
func (x *search) word(g *segment, set bitmap, w wish) (exact bool, err error) {
	if err := x.rarest(g, set, w.all); err != nil {
		return false, err
	}
	if w.first != 0 && len(w.all)+len(w.like) == 0 {
		return w.exact, x.beginning(g, set, w.first)
	}
	expanded, err := x.expand(g, w.like)
	if err != nil {
		return false, err
	}
	for _, words := range expanded {
		one := newBitmap(g.Docs)
		for _, t := range words {
			if err := x.either(g, one, hashWord(kindWord, t)); err != nil {
				return false, err
			}
		}
		set.and(one)
	}
	all := true
	for _, p := range w.pair {
		did, err := x.phrase(g, set, expanded[p[0]], expanded[p[1]])
		if err != nil {
			return false, err
		}
		all = all && did
	}
	return w.exact && all, nil
}

// rarest intersects the rarest of the terms.
func (x *search) rarest(g *segment, set bitmap, terms []term) error {
	type counted struct {
		t term
		n int
	}
	var all []counted
	for _, t := range terms {
		n, err := x.count(g, t)
		if err != nil {
			return err
		}
		all = append(all, counted{t, n})
	}
	slices.SortFunc(all, func(a, b counted) int { return cmp.Compare(a.n, b.n) })
	for _, c := range all[:min(rarestLists, len(all))] {
		one := newBitmap(g.Docs)
		if c.n > 0 {
			if err := x.either(g, one, c.t); err != nil {
				return err
			}
		}
		set.and(one)
	}
	return nil
}

// beginning leaves what holds the ideograph: it begins a pair, or ends its run.
func (x *search) beginning(g *segment, set bitmap, c rune) error {
	one := newBitmap(g.Docs)
	for _, of := range []term{0, titled} {
		if of != 0 && (!g.Titled || x.sieve.of == ofItem) {
			break
		}
		var inner error
		err := g.walk(pairTerm(c, 0)+of, pairTerm(c, 1<<runeBits-1)+of, func(e entry) bool {
			inner = g.each(e, one.set)
			return inner != nil
		})
		if err = cmp.Or(err, inner); err != nil {
			return err
		}
	}
	set.and(one)
	return nil
}

// expand gives for each part the words of the segment that match it.
func (x *search) expand(g *segment, parts []like) ([][]string, error) {
	out := make([][]string, len(parts))
	for i, l := range parts {
		if l.begin && l.stop {
			out[i] = []string{l.part}
			continue
		}
		needle := []byte(l.part)
		err := g.words(func(lines []byte) {
			for at := 0; ; {
				n := bytes.Index(lines[at:], needle)
				if n < 0 {
					return
				}
				begin := bytes.LastIndexByte(lines[:at+n], '\n') + 1
				end := at + n + bytes.IndexByte(lines[at+n:], '\n')
				if word := string(lines[begin:end]); l.matches(word) {
					out[i] = append(out[i], word)
				}
				at = end
			}
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// phrase leaves what holds one of a before one of b; did is false when these are
// too many to be asked for.
func (x *search) phrase(g *segment, set bitmap, a, b []string) (did bool, err error) {
	if len(a)*len(b) > maxPhrases {
		return false, nil
	}
	one := newBitmap(g.Docs)
	for _, first := range a {
		for _, second := range b {
			if err := x.either(g, one, hashWord(kindPhrase, first, second)); err != nil {
				return false, err
			}
		}
	}
	set.and(one)
	return true, nil
}
