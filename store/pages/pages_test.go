package pages

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"testing"
)

// Databases as bbolt writes them are followed by the tests of package store; here are some
// pages written by hand.

const size = 256

type hand []byte

func (h hand) page(id int, kind uint16, more uint32, elements ...[16]byte) {
	at := h[id*size:]
	binary.LittleEndian.PutUint64(at, uint64(id))
	binary.LittleEndian.PutUint16(at[8:], kind)
	binary.LittleEndian.PutUint16(at[10:], uint16(len(elements)))
	binary.LittleEndian.PutUint32(at[12:], more)
	for i, e := range elements {
		copy(at[pageHeader+i*pageElement:], e[:])
	}
}

// to is an element of a branch.
func to(id uint64) (e [16]byte) {
	binary.LittleEndian.PutUint64(e[8:], id)
	return e
}

// bucket writes the bucket, which begins at a page, 64 bytes behind the only element of
// a leaf, which it gives.
func (h hand) bucket(id int, name string, root uint64) (e [16]byte) {
	binary.LittleEndian.PutUint32(e[:], leafBucket)
	binary.LittleEndian.PutUint32(e[4:], 64)
	binary.LittleEndian.PutUint32(e[8:], uint32(len(name)))
	binary.LittleEndian.PutUint32(e[12:], bucketHead)
	at := h[id*size+pageHeader+64:]
	copy(at, name)
	binary.LittleEndian.PutUint64(at[len(name):], root)
	return e
}

func TestFollow(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(h hand)
		why   string // part of it, "" for none
		seen  []uint64
	}{
		{"sound", func(hand) {}, "", []uint64{2, 3, 4, 5}},
		{"a bucket within one that has none", func(h hand) {
			h.page(4, kindLeaf, 0, h.bucket(4, "within", 6))
		}, "", []uint64{2, 3, 4, 5}},
		{"a bucket within one that has some", func(h hand) {
			h.page(2, kindLeaf, 0, h.bucket(2, "nested", 3))
			h.page(4, kindLeaf, 0, h.bucket(4, "within", 6))
			h.page(6, kindLeaf, 0)
		}, "", []uint64{2, 3, 4, 5, 6}},
		{"in a circle", func(h hand) { h.page(3, kindBranch, 0, to(4), to(3)) }, "page 3 twice", nil},
		{"to the root", func(h hand) { h.page(2, kindLeaf, 0, h.bucket(2, "table", 2)) }, "page 2 twice", nil},
		{"to what says of the file", func(h hand) { h.page(3, kindBranch, 0, to(1)) }, "leads to page 1", nil},
		{"out of the file", func(h hand) { h.page(3, kindBranch, 0, to(8)) }, "leads to page 8, and there are 8", nil},
		{"nowhere", func(h hand) { h.page(3, kindBranch, 0) }, "page 3 leads nowhere", nil},
		{"of no kind", func(h hand) { h.page(2, 7, 0) }, "page 2 is of no kind", nil},
		{"too long", func(h hand) { h.page(3, kindBranch, 5, to(4)) }, "page 3 reaches out of the file", nil},
		{"too many elements", func(h hand) {
			h.page(3, kindBranch, 0, to(4))
			binary.LittleEndian.PutUint16(h[3*size+10:], 99)
		}, "page 3 has more elements", nil},
	} {
		h := make(hand, 8*size)
		h.page(2, kindLeaf, 0, h.bucket(2, "table", 3))
		h.page(3, kindBranch, 0, to(4), to(5))
		h.page(4, kindLeaf, 0)
		h.page(5, kindLeaf, 0)
		c.spoil(h)
		seen, why := File{From: bytes.NewReader(h), Page: size, Bytes: int64(len(h)), Root: 2, Nested: "nested"}.Follow()
		if c.why == "" && why != "" || !strings.Contains(why, c.why) {
			t.Errorf("%s: %q, want %q", c.name, why, c.why)
		}
		if c.why != "" {
			continue
		}
		var got []uint64
		for id := range uint64(8) {
			if seen.Has(id) {
				got = append(got, id)
			}
		}
		if !slices.Equal(got, c.seen) {
			t.Errorf("%s: pages %v were come by, want %v", c.name, got, c.seen)
		}
	}
}
