package store

// summary is what a segment's documents have in common, so that those which are
// too old to be an answer are counted without a look at each. A segment never
// changes but for what is dead in it, so that this holds as long as it is there.
type summary struct {
	// plain documents are found by everybody and stand for nobody else: of items,
	// those of no workspace; of events also only those with one item.
	plain  [2]bitmap
	newest [2]uint64 // day
}

// summaryKey names a segment in one index: numbers begin anew in another.
type summaryKey struct {
	born uint64
	id   uint32
}

// fewSegments are more than an index has; beyond, there are some of the past.
const fewSegments = 64

// summary is that of the segment, made when it is first asked for.
func (x *searching) summary(born uint64, g *segment) *summary {
	key := summaryKey{born, g.ID}
	x.mu.Lock()
	s := x.summaries[key]
	x.mu.Unlock()
	if s != nil {
		return s
	}
	s = summaryOf(g)
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.summaries == nil || len(x.summaries) >= fewSegments {
		x.summaries = map[summaryKey]*summary{}
	}
	x.summaries[key] = s
	return s
}

func summaryOf(g *segment) *summary {
	s := &summary{plain: [2]bitmap{newBitmap(g.Docs), newBitmap(g.Docs)}}
	for doc := range g.Docs {
		c := g.at(doc)
		for _, of := range []int{ofItem, ofEvent} {
			s.newest[of] = max(s.newest[of], c.day(of))
			if !c.private(of) && (of == ofItem || c.flags()&(flagListed|flagShared) == flagListed) {
				s.plain[of].set(doc)
			}
		}
	}
	return s
}

// fewDocs are looked at one by one as quickly as they are counted.
const fewDocs = 256

// countOld takes out of set what is older than all answers that are asked for, and
// counts it.
func (x *search) countOld(g *segment, set bitmap) {
	if !x.least.ok || x.sieve.dated() || set.count() < x.store.search.few {
		return
	}
	s := x.store.search.summary(x.born, g)
	if s.newest[x.sieve.of] >= x.least.day {
		return
	}
	old := set.clone()
	old.and(s.plain[x.sieve.of])
	x.total += old.count()
	set.without(old)
}
