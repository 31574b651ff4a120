package store

import (
	"encoding/binary"
	"fmt"
	"io"
	"os"

	"go.etcd.io/bbolt"
)

// bbolt follows pages without asking whether it was there before: one that leads back to
// a page above it ends the process by its stack, or by all the memory there is, and
// neither can be caught. So the file's pages are followed here first, by an own reader
// that remembers. Pages at the lowest level are not read but where they may hold
// buckets: they lead nowhere, and there are a hundred of them for each above.

// bbolt's layout of pages: a header of id, kind, count and overflow, then the elements.
const (
	pageHeader  = 16
	pageElement = 16
	kindBranch  = 0x01
	kindLeaf    = 0x02
	leafBucket  = 0x01 // flag of an element that holds a bucket
	bucketHead  = 16   // the page where a bucket begins, and its counter
	firstPage   = 2    // before it are the two that say of the file

	metaMagic = 0xED0CDAED // with which the first two begin behind their header
	leastPage = 1 << 10
	mostPage  = 64 << 10
)

// pageSize is how large the pages of a file are, as it says of itself: a database that comes
// from another machine keeps the size of that one's pages. It is this machine's where the
// file does not say.
func pageSize(path string) int64 {
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

// nesting is the bucket that has buckets within.
const nesting = tableSearch

// shape follows the pages of a file.
type shape struct {
	from  io.ReaderAt
	size  int64  // of a page
	pages uint64 // of the file
	seen  []uint64
	below []pageRef // still to be followed
}

// pageRef is a page to follow; buckets says that its elements may be buckets, root that
// those are the tables.
type pageRef struct {
	page          uint64
	buckets, root bool
}

// misshapen says how the pages of the file at path do not lead to each other as in a
// tree; "" when they do. db is the same file, open for reading.
func misshapen(path string, db *bbolt.DB) (why string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("look over the database: %w", err)
	}
	defer f.Close()
	err = db.View(func(tx *bbolt.Tx) error {
		_, why = shapeOf(f, int64(db.Info().PageSize), tx)
		return nil
	})
	return why, err
}

// shapeOf follows all pages that the transaction knows in the file, and says what is wrong with
// them.
func shapeOf(from io.ReaderAt, size int64, tx *bbolt.Tx) (s shape, why string) {
	s = shape{from: from, size: size, pages: uint64(tx.Size() / size)}
	s.seen = make([]uint64, s.pages/64+1)
	s.below = []pageRef{{page: uint64(tx.Cursor().Bucket().Root()), buckets: true, root: true}}
	for len(s.below) > 0 && why == "" {
		next := s.below[len(s.below)-1]
		s.below = s.below[:len(s.below)-1]
		why = s.follow(next)
	}
	return s, why
}

// follow notes the page and what it leads to.
func (s *shape) follow(at pageRef) string {
	if why := s.visit(at.page); why != "" {
		return why
	}
	page, why := s.read(at.page)
	if why != "" {
		return why
	}
	switch kind := binary.LittleEndian.Uint16(page[8:]); {
	case kind == kindBranch:
		return s.branch(at, page)
	case kind == kindLeaf && at.buckets:
		return s.leaf(at, page)
	case kind == kindLeaf:
		return ""
	}
	return fmt.Sprintf("page %d is of no kind that holds records", at.page)
}

// visit notes a page, which nothing may lead to twice.
func (s *shape) visit(id uint64) string {
	if id < firstPage || id >= s.pages {
		return fmt.Sprintf("a page leads to page %d, and there are %d", id, s.pages)
	}
	if s.seen[id/64]&(1<<(id%64)) != 0 {
		return fmt.Sprintf("its pages lead to page %d twice, or in a circle", id)
	}
	s.seen[id/64] |= 1 << (id % 64)
	return ""
}

// read gives the header of a page and its elements, without what they say of.
func (s *shape) read(id uint64) (page []byte, why string) {
	page = make([]byte, s.size)
	if _, err := s.from.ReadAt(page, int64(id)*s.size); err != nil {
		return nil, fmt.Sprintf("page %d cannot be read: %v", id, err)
	}
	more := uint64(binary.LittleEndian.Uint32(page[12:]))
	if more >= s.pages-id {
		return nil, fmt.Sprintf("page %d reaches out of the file", id)
	}
	end := pageHeader + pageElement*int64(count(page))
	if end > s.size*int64(more+1) {
		return nil, fmt.Sprintf("page %d has more elements than it has room for", id)
	}
	if end <= s.size {
		return page[:end], ""
	}
	page = make([]byte, end)
	if _, err := s.from.ReadAt(page, int64(id)*s.size); err != nil {
		return nil, fmt.Sprintf("page %d cannot be read: %v", id, err)
	}
	return page, ""
}

func count(page []byte) int { return int(binary.LittleEndian.Uint16(page[10:])) }

// branch follows all that a branch leads to when the first of it is a branch, too, or
// may hold buckets: all leaves are at one level.
func (s *shape) branch(at pageRef, page []byte) string {
	n := count(page)
	if n == 0 {
		return fmt.Sprintf("page %d leads nowhere", at.page)
	}
	child := func(i int) uint64 { return binary.LittleEndian.Uint64(page[pageHeader+i*pageElement+8:]) }
	deeper := at.buckets
	if first := child(0); !deeper && first >= firstPage && first < s.pages {
		var head [pageHeader]byte
		if _, err := s.from.ReadAt(head[:], int64(first)*s.size); err != nil {
			return fmt.Sprintf("page %d cannot be read: %v", first, err)
		}
		deeper = binary.LittleEndian.Uint16(head[8:]) != kindLeaf
	}
	for i := range n {
		if deeper {
			s.below = append(s.below, pageRef{child(i), at.buckets, at.root})
		} else if why := s.visit(child(i)); why != "" {
			return why
		}
	}
	return ""
}

// leaf follows the buckets that a leaf holds. One that is small has its page within.
func (s *shape) leaf(at pageRef, page []byte) string {
	for i := range count(page) {
		element := pageHeader + i*pageElement
		if binary.LittleEndian.Uint32(page[element:])&leafBucket == 0 {
			continue
		}
		key := make([]byte, min(binary.LittleEndian.Uint32(page[element+8:]), bbolt.MaxKeySize))
		var head [bucketHead]byte
		begins := int64(at.page)*s.size + int64(element) + int64(binary.LittleEndian.Uint32(page[element+4:]))
		_, err := s.from.ReadAt(key, begins)
		if err == nil {
			_, err = s.from.ReadAt(head[:], begins+int64(len(key)))
		}
		if err != nil {
			return fmt.Sprintf("a bucket of page %d cannot be read: %v", at.page, err)
		}
		if page := binary.LittleEndian.Uint64(head[:]); page != 0 {
			s.below = append(s.below, pageRef{page: page, buckets: at.root && table(key) == nesting})
		}
	}
	return ""
}
