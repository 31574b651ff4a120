package index

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/bits"

	"github.com/regwire/regwire/store/frame"
)

// A segment is a bucket inside "search" that is written once. Its documents are
// numbered from 0 on in the order of their items:
//
//	'b', first term   block of terms with the documents of each
//	'c', 4-byte part  columns of partSize documents
//	'l', 4-byte part  words in letters, sorted, one a line
//	'd'               bits of documents that are superseded; the only value that changes
//
// A block holds, for each term, as varints: the step from the term before, how
// many documents, how many bytes, and then the documents: as steps from one to the
// next, or as a bit each, the first lowest, where that is shorter.
const (
	partSize  = 4096
	blockSize = 1900  // two to a page
	wordPart  = 65536 // bytes of words in one value
)

type pair struct{ key, value []byte }

func sealed(key, payload []byte) pair { return pair{key, frame.Of(Name, key, payload)} }

func appendBlockKey(to []byte, first Term) []byte {
	return binary.BigEndian.AppendUint64(append(to, 'b'), first)
}

func partKey(letter byte, part int) []byte {
	return binary.BigEndian.AppendUint32([]byte{letter}, uint32(part))
}

var deadKey = []byte{'d'}

// dense reports whether so many of the documents are written as bits.
func dense(count, docs int) bool { return count > 8*((docs+63)/64) }

// blocks gathers terms, in order, into blocks.
type blocks struct {
	docs  int // of the segment
	out   []pair
	buf   []byte
	first Term
	last  Term
	steps []byte
	bytes int
}

func (w *blocks) add(t Term, docs []uint32) {
	w.pack(docs)
	if len(w.buf) > 0 && len(w.buf)+len(w.steps) > blockSize {
		w.flush()
	}
	if len(w.buf) == 0 {
		w.first, w.last = t, t
	}
	w.buf = binary.AppendUvarint(w.buf, t-w.last)
	w.buf = binary.AppendUvarint(w.buf, uint64(len(docs)))
	w.buf = binary.AppendUvarint(w.buf, uint64(len(w.steps)))
	w.buf = append(w.buf, w.steps...)
	w.last = t
}

func (w *blocks) pack(docs []uint32) {
	w.steps = w.steps[:0]
	if dense(len(docs), w.docs) {
		w.steps = append(w.steps, make([]byte, 8*((w.docs+63)/64))...)
		for _, d := range docs {
			w.steps[d/8] |= 1 << (d % 8)
		}
		return
	}
	before := uint32(0)
	for _, d := range docs {
		w.steps = binary.AppendUvarint(w.steps, uint64(d-before))
		before = d
	}
}

func (w *blocks) flush() {
	if len(w.buf) == 0 {
		return
	}
	w.out = append(w.out, sealed(appendBlockKey(nil, w.first), w.buf))
	w.bytes += len(w.buf)
	w.buf = w.buf[:0]
}

// wordParts cuts sorted words into values.
func wordParts(words []string) []pair {
	var out []pair
	buf := []byte{'\n'}
	for i, w := range words {
		buf = append(append(buf, w...), '\n')
		if len(buf) >= wordPart || i == len(words)-1 {
			out = append(out, sealed(partKey('l', len(out)), buf))
			buf = []byte{'\n'}
		}
	}
	return out
}

// columnParts cuts the columns of a segment into values.
func columnParts(all []byte) []pair {
	var out []pair
	for len(all) > 0 {
		n := min(len(all), partSize*columnSize)
		out = append(out, sealed(partKey('c', len(out)), all[:n]))
		all = all[n:]
	}
	return out
}

// segment is one that is read in a transaction.
type segment struct {
	segmentHead
	in     Bucket
	cursor Cursor // of walk
	key    []byte // room for what walk looks for
	parts  []columns
	dead   bitmap // nil when there are none, unless it may be written to
}

// entry is a term of a segment with its documents, still packed.
type entry struct {
	term  Term
	count int
	steps []byte
}

func damagedSegment(id uint32) error { return fmt.Errorf("segment %d: %w", id, frame.ErrDamaged) }

func (g *segment) get(key []byte) ([]byte, error) {
	payload, err := frame.Payload(Name, key, g.in.Get(key))
	if err != nil {
		return nil, damagedSegment(g.ID)
	}
	return payload, nil
}

// enterSegment is openSegment without the columns, which load reads.
func enterSegment(tx Tx, h segmentHead) (*segment, error) {
	g := &segment{segmentHead: h, in: tx.Bucket(segmentsName).Bucket(segmentName(h.ID))}
	if g.in == nil {
		return nil, damagedSegment(h.ID)
	}
	g.cursor = g.in.Cursor()
	g.parts = make([]columns, (h.Docs+partSize-1)/partSize)
	if h.Dead == 0 {
		return g, nil
	}
	raw, err := g.get(deadKey)
	g.dead = newBitmap(h.Docs)
	if err != nil || len(raw) != 8*len(g.dead) {
		return nil, damagedSegment(h.ID)
	}
	g.dead.load(raw)
	return g, nil
}

func openSegment(tx Tx, h segmentHead) (*segment, error) {
	g, err := enterSegment(tx, h)
	if err != nil {
		return nil, err
	}
	if g.dead == nil {
		g.dead = newBitmap(h.Docs)
	}
	return g, g.load()
}

// load reads all columns.
func (g *segment) load() error {
	for part := range g.parts {
		if err := g.loadPart(part); err != nil {
			return err
		}
	}
	return nil
}

// loadPart reads a part of the columns unless that was done.
func (g *segment) loadPart(part int) error {
	if g.parts[part] != nil {
		return nil
	}
	// These are large; their checksums are looked at when they are merged.
	raw := g.in.Get(partKey('c', part))
	if len(raw) != frame.Size+min(g.Docs-part*partSize, partSize)*columnSize {
		return damagedSegment(g.ID)
	}
	g.parts[part] = columns(raw[frame.Size:])
	return nil
}

// at are the columns of a document, whose part is loaded.
func (g *segment) at(doc int) columns {
	at := doc % partSize * columnSize
	return g.parts[doc/partSize][at : at+columnSize]
}

// find is the document of an item.
func (g *segment) find(item uint64) (doc int, ok bool, err error) {
	if item < g.First || item > g.Last {
		return 0, false, nil
	}
	for low, high := 0, g.Docs; low < high; {
		mid := (low + high) / 2
		if err := g.loadPart(mid / partSize); err != nil {
			return 0, false, err
		}
		switch now := g.at(mid).item(); {
		case now == item:
			return mid, true, nil
		case now < item:
			low = mid + 1
		default:
			high = mid
		}
	}
	return 0, false, nil
}

// walk calls f with the terms from first to last, in order, until it says stop.
func (g *segment) walk(first, last Term, f func(entry) (stop bool)) error {
	g.key = appendBlockKey(g.key[:0], first)
	c, key := g.cursor, g.key
	k, raw := c.Seek(key)
	if !bytes.Equal(k, key) {
		if k == nil {
			k, raw = c.Last()
		} else {
			k, raw = c.Prev()
		}
		if k == nil || k[0] != 'b' { // before the first block
			k, raw = c.Seek(key)
		}
	}
	for ; len(k) == 9 && k[0] == 'b' && numberOf(k) <= last; k, raw = c.Next() {
		block, err := frame.Payload(Name, k, raw)
		if err != nil {
			return damagedSegment(g.ID)
		}
		stop, err := g.walkBlock(numberOf(k), block, first, last, f)
		if stop || err != nil {
			return err
		}
	}
	return nil
}

func (g *segment) walkBlock(t Term, block []byte, first, last Term, f func(entry) bool) (stop bool, err error) {
	for len(block) > 0 {
		step, a := uvarint(block)
		count, b := uvarint(block[max(a, 0):])
		size, c := uvarint(block[max(a, 0)+max(b, 0):])
		if a <= 0 || b <= 0 || c <= 0 || size > uint64(len(block)-a-b-c) {
			return true, damagedSegment(g.ID)
		}
		t += step
		if t > last {
			return true, nil
		}
		at := a + b + c
		if t >= first && f(entry{t, int(count), block[at : at+int(size)]}) {
			return true, nil
		}
		block = block[at+int(size):]
	}
	return false, nil
}

// look finds one term; its count is 0 when no document has it.
func (g *segment) look(t Term) (found entry, err error) {
	err = g.walk(t, t, func(e entry) bool { found = e; return true })
	return found, err
}

// uvarint is binary.Uvarint, quick for what nearly all numbers of a block are.
func uvarint(b []byte) (uint64, int) {
	switch {
	case len(b) > 0 && b[0] < 0x80:
		return uint64(b[0]), 1
	case len(b) > 1 && b[1] < 0x80:
		return uint64(b[0]&0x7f) | uint64(b[1])<<7, 2
	}
	return binary.Uvarint(b)
}

// and leaves in set the documents of an entry.
func (g *segment) and(e entry, set bitmap) error {
	if dense(e.count, g.Docs) {
		if len(e.steps) != 8*len(set) {
			return damagedSegment(g.ID)
		}
		for i := range set {
			set[i] &= binary.LittleEndian.Uint64(e.steps[8*i:])
		}
		return nil
	}
	at, mask, doc := 0, uint64(0), uint64(0)
	for steps := e.steps; len(steps) > 0; {
		step, n := uint64(steps[0]), 1
		if step >= 0x80 {
			if step, n = binary.Uvarint(steps); n <= 0 {
				return damagedSegment(g.ID)
			}
		}
		if doc += step; doc >= uint64(g.Docs) {
			return damagedSegment(g.ID)
		}
		if w := int(doc / 64); w != at {
			set[at] &= mask
			clear(set[at+1 : w])
			at, mask = w, 0
		}
		mask |= 1 << (doc % 64)
		steps = steps[n:]
	}
	set[at] &= mask
	clear(set[at+1:])
	return nil
}

// or puts the documents of an entry into set.
func (g *segment) or(e entry, set bitmap) error {
	if !dense(e.count, g.Docs) {
		return g.each(e, set.set)
	}
	if len(e.steps) != 8*len(set) {
		return damagedSegment(g.ID)
	}
	for i := range set {
		set[i] |= binary.LittleEndian.Uint64(e.steps[8*i:])
	}
	return nil
}

// each calls f with the documents of an entry.
func (g *segment) each(e entry, f func(doc int)) error {
	if dense(e.count, g.Docs) {
		return g.eachBit(e.steps, f)
	}
	doc := uint64(0)
	for steps := e.steps; len(steps) > 0; {
		step, n := uint64(steps[0]), 1
		if step >= 0x80 {
			if step, n = binary.Uvarint(steps); n <= 0 {
				return damagedSegment(g.ID)
			}
		}
		if doc += step; doc >= uint64(g.Docs) {
			return damagedSegment(g.ID)
		}
		f(int(doc))
		steps = steps[n:]
	}
	return nil
}

func (g *segment) eachBit(raw []byte, f func(doc int)) error {
	for i, b := range raw {
		for ; b != 0; b &= b - 1 {
			doc := 8*i + bits.TrailingZeros8(b)
			if doc >= g.Docs {
				return damagedSegment(g.ID)
			}
			f(doc)
		}
	}
	return nil
}

// words calls f with the lines of words, part by part.
func (g *segment) words(f func(lines []byte)) error {
	for part := range g.Words {
		lines, err := g.get(partKey('l', part))
		if err != nil {
			return err
		}
		f(lines)
	}
	return nil
}
