// Package pages follows the pages of a bbolt file by itself, and says whether they lead to
// each other as in a tree. Start with File.Follow.
//
// bbolt follows pages without asking whether it was there before: one that leads back to
// a page above it ends the process by its stack, or by all the memory there is, and
// neither can be caught. So the file's pages are followed here first, by an own reader
// that remembers. Pages at the lowest level are not read but where they may hold
// buckets: they lead nowhere, and there are a hundred of them for each above.
package pages

import (
	"encoding/binary"
	"fmt"
	"io"
	"os"
)

// bbolt's layout of pages: a header of id, kind, count and overflow, then the elements.
const (
	pageHeader  = 16
	pageElement = 16
	kindBranch  = 0x01
	kindLeaf    = 0x02
	leafBucket  = 0x01 // flag of an element that holds a bucket
	bucketHead  = 16   // the page where a bucket begins, and its counter
	longestKey  = 32768

	metaMagic = 0xED0CDAED // with which the first two begin behind their header
	leastPage = 1 << 10
	mostPage  = 64 << 10
)

// First is the first page that may hold records: before it are the two that say of the file.
const First = 2

// Size is how large the pages of a file are, as it says of itself: a database that comes
// from another machine keeps the size of that one's pages. It is this machine's where the
// file does not say.
func Size(path string) int64 {
	f, err := os.Open(path)
	if err != nil {
		return int64(os.Getpagesize())
	}
	defer f.Close()
	var head [pageHeader + 12]byte // magic, version and size of pages
	_, err = f.ReadAt(head[:], 0)
	said := binary.LittleEndian.Uint32(head[pageHeader+8:])
	if err != nil || binary.LittleEndian.Uint32(head[pageHeader:]) != metaMagic || said < leastPage || said > mostPage {
		return int64(os.Getpagesize())
	}
	return int64(said)
}

// File is a file as a transaction of it says that it is.
type File struct {
	From   io.ReaderAt
	Page   int64  // the size of one
	Bytes  int64  // of all
	Root   uint64 // the page where it begins
	Nested string // the bucket that alone has buckets within
}

// Seen are pages that were come by.
type Seen []uint64

// Has reports whether the page is among them.
func (s Seen) Has(id uint64) bool { return s[id/64]&(1<<(id%64)) != 0 }

// Follow follows all pages, gives those that hold records, and says how they do not lead
// to each other as in a tree; "" when they do.
func (f File) Follow() (seen Seen, why string) {
	w := way{File: f, pages: uint64(f.Bytes / f.Page)}
	w.seen = make(Seen, w.pages/64+1)
	w.below = []pageRef{{page: f.Root, buckets: true, root: true}}
	for len(w.below) > 0 && why == "" {
		next := w.below[len(w.below)-1]
		w.below = w.below[:len(w.below)-1]
		why = w.follow(next)
	}
	return w.seen, why
}

// way is a file that is being followed.
type way struct {
	File
	pages uint64 // of the file
	seen  Seen
	below []pageRef // still to be followed
}

// pageRef is a page to follow; buckets says that its elements may be buckets, root that they
// are the outermost.
type pageRef struct {
	page          uint64
	buckets, root bool
}

// follow notes the page and what it leads to.
func (w *way) follow(at pageRef) string {
	if why := w.visit(at.page); why != "" {
		return why
	}
	page, why := w.read(at.page)
	if why != "" {
		return why
	}
	switch kind := binary.LittleEndian.Uint16(page[8:]); {
	case kind == kindBranch:
		return w.branch(at, page)
	case kind == kindLeaf && at.buckets:
		return w.leaf(at, page)
	case kind == kindLeaf:
		return ""
	}
	return fmt.Sprintf("page %d is of no kind that holds records", at.page)
}

// visit notes a page, which nothing may lead to twice.
func (w *way) visit(id uint64) string {
	if id < First || id >= w.pages {
		return fmt.Sprintf("a page leads to page %d, and there are %d", id, w.pages)
	}
	if w.seen.Has(id) {
		return fmt.Sprintf("its pages lead to page %d twice, or in a circle", id)
	}
	w.seen[id/64] |= 1 << (id % 64)
	return ""
}

// read gives the header of a page and its elements, without what they say of.
func (w *way) read(id uint64) (page []byte, why string) {
	page = make([]byte, w.Page)
	if _, err := w.From.ReadAt(page, int64(id)*w.Page); err != nil {
		return nil, fmt.Sprintf("page %d cannot be read: %v", id, err)
	}
	more := uint64(binary.LittleEndian.Uint32(page[12:]))
	if more >= w.pages-id {
		return nil, fmt.Sprintf("page %d reaches out of the file", id)
	}
	end := pageHeader + pageElement*int64(count(page))
	if end > w.Page*int64(more+1) {
		return nil, fmt.Sprintf("page %d has more elements than it has room for", id)
	}
	if end <= w.Page {
		return page[:end], ""
	}
	page = make([]byte, end)
	if _, err := w.From.ReadAt(page, int64(id)*w.Page); err != nil {
		return nil, fmt.Sprintf("page %d cannot be read: %v", id, err)
	}
	return page, ""
}

func count(page []byte) int { return int(binary.LittleEndian.Uint16(page[10:])) }

// branch follows all that a branch leads to when the first of it is a branch, too, or
// may hold buckets: all leaves are at one level.
func (w *way) branch(at pageRef, page []byte) string {
	n := count(page)
	if n == 0 {
		return fmt.Sprintf("page %d leads nowhere", at.page)
	}
	child := func(i int) uint64 { return binary.LittleEndian.Uint64(page[pageHeader+i*pageElement+8:]) }
	deeper := at.buckets
	if first := child(0); !deeper && first >= First && first < w.pages {
		var head [pageHeader]byte
		if _, err := w.From.ReadAt(head[:], int64(first)*w.Page); err != nil {
			return fmt.Sprintf("page %d cannot be read: %v", first, err)
		}
		deeper = binary.LittleEndian.Uint16(head[8:]) != kindLeaf
	}
	for i := range n {
		if deeper {
			w.below = append(w.below, pageRef{child(i), at.buckets, at.root})
		} else if why := w.visit(child(i)); why != "" {
			return why
		}
	}
	return ""
}

// leaf follows the buckets that a leaf holds. One that is small has its page within.
func (w *way) leaf(at pageRef, page []byte) string {
	for i := range count(page) {
		element := pageHeader + i*pageElement
		if binary.LittleEndian.Uint32(page[element:])&leafBucket == 0 {
			continue
		}
		key := make([]byte, min(binary.LittleEndian.Uint32(page[element+8:]), longestKey))
		var head [bucketHead]byte
		begins := int64(at.page)*w.Page + int64(element) + int64(binary.LittleEndian.Uint32(page[element+4:]))
		_, err := w.From.ReadAt(key, begins)
		if err == nil {
			_, err = w.From.ReadAt(head[:], begins+int64(len(key)))
		}
		if err != nil {
			return fmt.Sprintf("a bucket of page %d cannot be read: %v", at.page, err)
		}
		if page := binary.LittleEndian.Uint64(head[:]); page != 0 {
			w.below = append(w.below, pageRef{page: page, buckets: at.root && string(key) == w.Nested})
		}
	}
	return ""
}
