package index

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

// bitmap is a set of documents.
type bitmap []uint64

func newBitmap(docs int) bitmap { return make(bitmap, (docs+63)/64) }

func (b bitmap) set(doc int)      { b[doc/64] |= 1 << (doc % 64) }
func (b bitmap) has(doc int) bool { return b[doc/64]&(1<<(doc%64)) != 0 }

func (b bitmap) load(raw []byte) {
	for i := range b {
		b[i] = binary.BigEndian.Uint64(raw[8*i:])
	}
}

func (b bitmap) bytes() []byte {
	raw := make([]byte, 0, 8*len(b))
	for _, w := range b {
		raw = binary.BigEndian.AppendUint64(raw, w)
	}
	return raw
}

func (b bitmap) empty() bool {
	for _, w := range b {
		if w != 0 {
			return false
		}
	}
	return true
}

func (b bitmap) and(other bitmap) {
	for i := range b {
		b[i] &= other[i]
	}
}

func (b bitmap) without(other bitmap) {
	for i := range b {
		b[i] &^= other[i]
	}
}

func (b bitmap) count() int {
	n := 0
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
}

// back calls f with the members, the last first.
func (b bitmap) back(f func(doc int)) {
	for i, w := range slices.Backward(b) {
		for w != 0 {
			top := 63 - bits.LeadingZeros64(w)
			f(i*64 + top)
			w &^= 1 << top
		}
	}
}

// full sets the first docs bits.
func (b bitmap) full(docs int) {
	for i := range b {
		b[i] = ^uint64(0)
	}
	if docs%64 != 0 {
		b[len(b)-1] = 1<<(docs%64) - 1
	}
}
