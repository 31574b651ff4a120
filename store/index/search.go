package index

import (
	"cmp"
	"context"
	"slices"
	"unicode/utf8"
)

// place is where a document was found: enough to order it and to load it again.
type place struct {
	Answer
	day  uint64
	rank uint32
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
	if p.Event != q.Event {
		return cmp.Compare(q.Event, p.Event)
	}
	return cmp.Or(cmp.Compare(p.rank, q.rank), cmp.Compare(q.Item, p.Item))
}

// search is one query on its way through the index.
type search struct {
	index  *Index
	ctx    context.Context
	r      Reader
	q      *Query
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

func (x *Index) newSearch(ctx context.Context, r Reader, q *Query, window int) *search {
	s := &search{index: x, ctx: ctx, r: r, q: q, window: window, events: map[uint64]int{}}
	for _, w := range q.Words {
		if w != "" {
			s.words = append(s.words, wishFor(w))
			if utf8.ValidString(w) { // else it may be found in the middle of a character
				s.grams = appendGrams(s.grams, w)
			}
		}
	}
	for _, w := range q.Not {
		s.not = append(s.not, wishFor(w))
	}
	if q.Limit > 0 {
		s.keep = max(q.Offset, 0) + q.Limit
	}
	return s
}

// run fills found from segments, the newest first as the head has them, and tail.
func (s *search) run(h head, ok bool) error {
	s.born = h.Born
	edited, err := s.inTail(h, ok)
	largest := 0
	for _, part := range h.Segments {
		largest = max(largest, part.Docs)
	}
	s.set = newBitmap(largest)
	for i := 0; i < len(h.Segments) && err == nil; i++ {
		err = cmp.Or(s.ctx.Err(), s.inSegment(h.Segments[i], edited))
	}
	return err
}

// inTail takes the documents of the tail that match, and gives those items among
// them that segments have too.
func (s *search) inTail(h head, ok bool) (edited []uint64, err error) {
	s.index.eachOfTail(s.r, h, ok, func(t touched, d *Document) bool {
		if t.item <= h.Mark {
			edited = append(edited, t.item)
		}
		if d != nil && !d.may(s.grams) {
			return false // most of them
		}
		if err = s.ctx.Err(); err != nil {
			return true
		}
		if d, err = s.tailDocument(t, d, ok); d != nil && d.holds(s.q) {
			s.take(d.columns, false)
		}
		return err != nil
	})
	return edited, err
}

// tailDocument is a document of the tail that days, stands and facets let pass,
// nil for another: the text of that is not read. What memory has of it is d.
func (s *search) tailDocument(t touched, d *Document, keep bool) (*Document, error) {
	if d == nil {
		var err error
		if d, err = outline(s.r, t.item, t.at); d == nil || err != nil {
			return nil, err
		}
		if keep {
			s.index.keep(d)
		}
	}
	if !s.q.passesWhole(d) {
		return nil, nil
	}
	if !d.Outline {
		return d, nil
	}
	full := *d // others read the outline
	if err := s.r.Fill(&full); err != nil {
		return nil, err
	}
	if keep {
		full.grams = full.allGrams()
		s.index.keep(&full)
	}
	return &full, nil
}

// take notes a document that was found.
func (s *search) take(c columns, check bool) {
	day := c.day(s.q.Of)
	shared := s.q.Of == OfEvent && c.flags()&flagShared != 0
	if s.older(day, check, shared) {
		return
	}
	p := place{Answer: Answer{c.event(), c.item()}, day: day, check: check, shared: shared}
	if s.q.Of == OfEvent {
		p.rank = c.rank()
	}
	switch {
	case check && s.unseen.before(p):
		return
	case !check && !p.shared && s.least.before(p):
		s.total++
		return
	}
	if p.shared && !check {
		// Of the items of an event the one that speaks best is the answer.
		if at, ok := s.events[p.Event]; ok {
			if p.compare(s.found[at]) < 0 {
				s.found[at] = p
			}
			return
		}
		s.events[p.Event] = len(s.found)
	}
	s.found = append(s.found, p)
	if s.keep == 0 || p.shared && !p.check {
		return
	}
	room := 2 * s.keep
	if check {
		room += s.window
	}
	if s.fresh++; s.fresh >= max(room, thinFrom) {
		s.thin()
	}
}

// thinFrom are so few that there is no use in dropping any.
const thinFrom = 32

// older takes note of a document by its day alone, where that is enough.
func (s *search) older(day uint64, check, shared bool) bool {
	switch {
	case check:
		return s.unseen.ok && day < s.unseen.day
	case shared || !s.least.ok || day >= s.least.day:
		return false
	}
	s.total++
	return true
}

// thin drops answers that are too old to be asked for, and candidates beyond the
// window. Events with several items that need no check stay.
func (s *search) thin() {
	s.fresh = 0
	slices.SortFunc(s.found, place.compare)
	kept, sure, checks := s.found[:0], 0, 0
	for _, p := range s.found {
		switch {
		case p.check:
			if checks++; checks > s.window {
				continue
			}
			if checks == s.window {
				s.unseen = oldest{p, true}
			}
		case !p.shared:
			if sure++; sure > s.keep {
				s.total++
				continue
			}
			if sure == s.keep {
				s.least = oldest{p, true}
			}
		}
		kept = append(kept, p)
	}
	s.found = kept
	for at, p := range s.found {
		if p.shared && !p.check {
			s.events[p.Event] = at
		}
	}
}

// inSegment takes the documents of a segment that match.
func (s *search) inSegment(h segmentHead, edited []uint64) error {
	known := s.index.summary(s.born, h.ID)
	if known != nil && s.past(known.newest[s.q.Of]) {
		return nil
	}
	g, err := enterSegment(s.r, h)
	if err != nil {
		return err
	}
	set := s.set[:(g.Docs+63)/64]
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
	check, err := s.narrow(g, set)
	if err != nil || set.empty() {
		return err
	}
	mine := set // private documents that are found
	if s.q.Mine != 0 {
		mine = newBitmap(g.Docs)
		if err := s.add(g, mine, s.q.Mine); err != nil {
			return err
		}
	}
	if known == nil && set.count() >= s.index.limits.Few {
		if err := g.load(); err != nil {
			return err
		}
		known = s.index.summarise(s.born, g)
	}
	return s.takeAll(g, set, mine, known, check)
}

// takeAll takes the documents of set, the last first: mostly the newest, so that
// what is older is soon known not to be asked for.
func (s *search) takeAll(g *segment, set, mine bitmap, known *summary, check bool) error {
	for block := (len(set) - 1) / blockWords; block >= 0; block-- {
		first := block * blockWords
		part := set[first:min(first+blockWords, len(set))]
		if part.empty() {
			continue
		}
		if known != nil && s.passed(known, block, part, check) {
			continue
		}
		if err := g.loadPart(first * 64 / partSize); err != nil {
			return err
		}
		part.back(func(doc int) {
			doc += first * 64
			c := g.at(doc)
			if s.q.passes(c) && (!c.private(s.q.Of) || s.q.Mine != 0 && mine.has(doc)) {
				s.take(c, check)
			}
		})
	}
	return nil
}
