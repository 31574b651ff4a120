package index

import "math/bits"

// summary is what a segment's documents have in common, so that those which are
// too old to be an answer are passed over, or counted, without a look at each. A
// segment never changes but for what is dead in it, so that this holds as long as
// it is there.
type summary struct {
	// plain documents are found by everybody and stand for nobody else: of items,
	// those of no workspace; of events also only those with one item.
	plain  [2]bitmap
	newest [2]uint64 // day
	blocks [2][]span
}

// span are the days of a block of documents: the newest of all, and the oldest of
// those that are plain.
type span struct{ newest, oldest uint64 }

// blockWords is the size of a block in words of a bitmap.
const blockWords = 4

// summaryKey names a segment in one index: numbers begin anew in another.
type summaryKey struct {
	born uint64
	id   uint32
}

// fewSegments are more than an index has; beyond, there are some of the past.
const fewSegments = 64

// summary is that of the segment, nil when it was not made yet.
func (x *Index) summary(born uint64, id uint32) *summary {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.summaries[summaryKey{born, id}]
}

// summarise makes the summary of a segment.
func (x *Index) summarise(born uint64, g *segment) *summary {
	s := summaryOf(g)
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.summaries == nil || len(x.summaries) >= fewSegments {
		x.summaries = map[summaryKey]*summary{}
	}
	x.summaries[summaryKey{born, g.ID}] = s
	return s
}

func summaryOf(g *segment) *summary {
	s := &summary{}
	for _, of := range []Side{OfItem, OfEvent} {
		s.plain[of] = newBitmap(g.Docs)
		s.blocks[of] = make([]span, (len(s.plain[of])+blockWords-1)/blockWords)
		for i := range s.blocks[of] {
			s.blocks[of][i].oldest = never
		}
	}
	for doc := range g.Docs {
		c := g.at(doc)
		for _, of := range []Side{OfItem, OfEvent} {
			day := c.day(of)
			s.newest[of] = max(s.newest[of], day)
			block := &s.blocks[of][doc/(64*blockWords)]
			block.newest = max(block.newest, day)
			if !c.private(of) && (of == OfItem || c.flags()&(flagListed|flagShared) == flagListed) {
				s.plain[of].set(doc)
				block.oldest = min(block.oldest, day)
			}
		}
	}
	return s
}

// past reports whether no document matters whose day is the newest or older: it was
// not asked for, or is older than what was dropped already.
func (s *search) past(newest uint64) bool {
	return newest < s.q.Since || s.unseen.ok && newest < s.unseen.day
}

// passed reports whether nothing of the block has to be looked at. It counts what is
// older than all answers that are asked for, and takes that out of the part of the
// set that is in the block.
func (s *search) passed(of *summary, block int, part bitmap, check bool) bool {
	days := of.blocks[s.q.Of][block]
	if s.past(days.newest) {
		return true
	}
	if check || !s.least.ok || days.newest >= s.least.day || !s.q.passAll(days) {
		return false
	}
	plain := of.plain[s.q.Of][block*blockWords:]
	for i, w := range part {
		s.total += bits.OnesCount64(w & plain[i])
		part[i] &^= plain[i]
	}
	return part.empty()
}
