package store

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store/frame"
)

// Buckets of the search index. All of it is derived from items, texts and events:
// it is no part of the layout or of an export, and where it is missing, damaged
// or of another version it is dropped and made anew while finds go on without it.
//
//	"search"   "head" -> head; 's', 4-byte number -> bucket of a segment
//	"touched"  8-byte number of an item -> 8-byte number of the transaction
//
// An item that is written, or whose event is, is touched in the same transaction.
// What was touched, and items beyond the head's mark, are the tail: a find reads
// them from their records, kept folded in memory, whatever segments say of them.
// One goroutine makes a segment of every segmentItems of the tail, outside the
// committer, and hands it over as a write of its own: the segment, the mark, the
// bits of what it supersedes and the end of those touches are one transaction.
// A touch that came meanwhile stays. Eight segments of a size become one, in
// steps; one that was cut short is not named by the head and is swept away.
const (
	tableSearch  table = "search"
	tableTouched table = "touched"
)

const (
	searchVersion = 3
	segmentItems  = 1024
	mergeWidth    = 8
	// tailBytes is how much folded text of the tail is kept in memory, and from
	// where on a segment is made of fewer items.
	tailBytes = 8 << 20
	// indexPause lets a burst of commits pass before it is indexed.
	indexPause = 250 * time.Millisecond
)

// head says what the index consists of.
type head struct {
	Version  int           `json:"version"`
	Born     uint64        `json:"born"` // transaction that made the index: what is not touched is as it was then, or younger
	Mark     uint64        `json:"mark"` // items up to here stand in segments, unless touched
	Next     uint32        `json:"next"` // number of the next segment
	Segments []segmentHead `json:"segments"`
}

type segmentHead struct {
	ID     uint32 `json:"id"`
	Docs   int    `json:"docs"`
	Dead   int    `json:"dead,omitempty"`
	First  uint64 `json:"first"` // items
	Last   uint64 `json:"last"`
	Words  int    `json:"words,omitempty"` // parts of words
	Titled bool   `json:"titled,omitempty"`
}

var headKey = []byte("head")

func segmentName(id uint32) []byte { return binary.BigEndian.AppendUint32([]byte{'s'}, id) }

// headOf reads the head; ok is false when there is no index of this version.
func headOf(tx *bbolt.Tx) (h head, ok bool) {
	b := tableSearch.in(tx)
	if b == nil || tableTouched.in(tx) == nil {
		return head{}, false
	}
	payload, err := frame.Payload(tableSearch, headKey, b.Get(headKey))
	if err != nil || json.Unmarshal(payload, &h) != nil || h.Version != searchVersion {
		return head{}, false
	}
	return h, true
}

// decodedHead is a head with the record that says it.
type decodedHead struct {
	raw  []byte
	head head
}

// headIn is headOf for finds, from memory when the record is the same. Its segments
// come with the newest items first. It is shared: read only.
func (x *searching) headIn(tx *bbolt.Tx) (head, bool) {
	b := tableSearch.in(tx)
	if b == nil {
		return head{}, false
	}
	raw := b.Get(headKey)
	x.mu.Lock()
	last := x.head
	x.mu.Unlock()
	if raw != nil && bytes.Equal(raw, last.raw) {
		return last.head, true
	}
	h, ok := headOf(tx)
	if !ok {
		return head{}, false
	}
	slices.SortFunc(h.Segments, func(a, b segmentHead) int { return cmp.Compare(b.Last, a.Last) })
	x.mu.Lock()
	defer x.mu.Unlock()
	x.head = decodedHead{bytes.Clone(raw), h}
	return h, true
}

func putHead(tx *bbolt.Tx, h head) error { return putRecord(tx, tableSearch, headKey, h) }

// touch has an item indexed anew.
func touch(tx *bbolt.Tx, item uint64) error {
	b := tableTouched.in(tx)
	if b == nil {
		return nil // no index yet, so that there is nothing to bring up to date
	}
	if err := b.Put(seqKey(item), seqKey(uint64(tx.ID()))); err != nil {
		return fmt.Errorf("touch an item: %w", err)
	}
	return nil
}

// touchItems has the items of an event indexed anew.
func touchItems(tx *bbolt.Tx, ids []feeds.ItemID) error {
	if tableTouched.in(tx) == nil {
		return nil
	}
	for _, id := range ids {
		n, err := number('i', string(id))
		if err != nil {
			return err
		}
		if err := touch(tx, n); err != nil {
			return err
		}
	}
	return nil
}

// dropSearch takes the index away.
func dropSearch(tx *bbolt.Tx) error {
	for _, t := range []table{tableSearch, tableTouched} {
		if t.in(tx) == nil {
			continue
		}
		if err := tx.DeleteBucket([]byte(t)); err != nil {
			return fmt.Errorf("drop %s: %w", t, err)
		}
	}
	return nil
}

// retouch brings the index up to date with a damaged record that was set aside.
func retouch(tx *bbolt.Tx, d damaged) error {
	switch d.table {
	case tableItems, tableTexts:
		return touch(tx, seqOf(d.key))
	case tableEvents: // its items cannot be told any more
		return dropSearch(tx)
	}
	return nil
}

// searching is what the index keeps in memory: who works on it, and its tail.
type searching struct {
	start sync.Once
	work  sync.WaitGroup
	wake  chan struct{}
	// Documents of a new segment, candidates that are kept to be looked at, and how
	// many are counted at once; a test makes them small.
	size   int
	window int
	few    int

	mu     sync.Mutex
	tail   map[uint64]*entity
	bytes  int
	tailed *tailList // nil when it is not known
	broken bool      // a find met damage
	head   decodedHead
	looked looked
	// summaries are those of segments that finds have counted in.
	summaries map[summaryKey]*summary
}

func newSearching() *searching {
	return &searching{wake: make(chan struct{}, 1), size: segmentItems, window: checkWindow, few: fewDocs, tail: map[uint64]*entity{}}
}

func (x *searching) full() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.bytes > tailBytes/2
}

// breaks notes that the index is damaged; takes tells it once.
func (x *searching) breaks() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.broken = true
}

func (x *searching) takes() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	was := x.broken
	x.broken = false
	return was
}

// indexSoon has the index brought up to date, and begins with that work when
// it is the first time: not with Open, which nothing of this may delay.
func (s *Store) indexSoon() {
	if s.readOnly {
		return
	}
	s.search.start.Do(func() {
		s.closing.RLock()
		defer s.closing.RUnlock()
		if !s.closed {
			s.search.work.Go(s.indexLoop)
		}
	})
	select {
	case s.search.wake <- struct{}{}:
	default:
	}
}

func (s *Store) indexLoop() {
	swept := false
	for {
		select {
		case <-s.stop:
			return
		case <-s.search.wake:
		}
		select {
		case <-s.stop:
			return
		case <-time.After(indexPause):
		}
		if err := s.warmLeads(); err != nil {
			s.log.Error("recent events could not be read ahead; lists are slower but right", "err", err)
		}
		err := s.index(&swept)
		if err != nil && !errors.Is(err, ErrClosed) && !errors.Is(err, errStale) && !errors.Is(err, feeds.ErrFull) {
			s.log.Error("search index could not be brought up to date; finds are slow but right", "err", err)
		}
	}
}

func (s *Store) stopping() bool {
	select {
	case <-s.stop:
		return true
	default:
		return false
	}
}

// index makes segments of the tail until little of it is left.
func (s *Store) index(swept *bool) error {
	if err := s.prepareSearch(!*swept); err != nil {
		return err
	}
	*swept = true
	for !s.stopping() {
		more, err := s.flushSegment(s.search.full())
		if err == nil {
			err = s.mergeSegments()
		}
		if err != nil {
			return s.tolerate(err)
		}
		if !more {
			break
		}
	}
	err := s.warm()
	s.decoded.clear() // of what is indexed nobody asks again soon
	s.leads.forget()
	return err
}

// tolerate answers damage met by the indexer: the index is made anew.
func (s *Store) tolerate(err error) error {
	if !errors.Is(err, frame.ErrDamaged) {
		return err
	}
	s.log.Error("search index is damaged and is made anew", "err", err)
	s.search.breaks()
	s.indexSoon()
	return nil
}

// prepareSearch drops an index that cannot be used, makes an empty one where
// there is none, and sweeps away segments that were not finished.
func (s *Store) prepareSearch(sweep bool) error {
	drop := s.search.takes()
	var left [][]byte
	ok := false
	err := s.db.View(func(tx *bbolt.Tx) error {
		var h head
		if h, ok = headOf(tx); ok && sweep {
			left = leftover(tx, h)
		}
		return nil
	})
	if err != nil || ok && !drop && len(left) == 0 {
		return err
	}
	return s.write(context.Background(), &request{do: func(tx *bbolt.Tx) error {
		if _, ok := headOf(tx); ok && !drop {
			for _, name := range left {
				if err := tableSearch.in(tx).DeleteBucket(name); err != nil {
					return fmt.Errorf("sweep a segment away: %w", err)
				}
			}
			return nil
		}
		if err := dropSearch(tx); err != nil {
			return err
		}
		for _, t := range []table{tableSearch, tableTouched} {
			if _, err := tx.CreateBucket([]byte(t)); err != nil {
				return fmt.Errorf("create bucket %s: %w", t, err)
			}
		}
		return putHead(tx, head{Version: searchVersion, Born: uint64(tx.ID()), Next: 1})
	}})
}

// leftover are the names of segments that the head does not name.
func leftover(tx *bbolt.Tx, h head) [][]byte {
	known := map[string]bool{}
	for _, g := range h.Segments {
		known[string(segmentName(g.ID))] = true
	}
	var left [][]byte
	c := tableSearch.in(tx).Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		if v == nil && !known[string(k)] {
			left = append(left, bytes.Clone(k))
		}
	}
	return left
}
