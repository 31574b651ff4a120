// Package index finds documents by the words they hold and by what is said of them,
// the newest first. Start with New, Index.Find and Index.Update.
//
// # What is searched
//
// A Document is an item with the event it belongs to. The index knows of both what it
// is handed and no more: their numbers, folded texts, days as numbers that order, where
// they stand, and facets, which are hashes of a name and a value (Facet). Finds ask for
// items or for events (Side): an event is found by any of its items.
//
// # How it is kept
//
// All of it is derived, so that where it is missing, damaged or of another version it is
// dropped and made anew while finds go on without it:
//
//	"search"   "head" -> head; 's', 4-byte number -> bucket of a segment
//	"touched"  8-byte number of an item -> 8-byte number of the transaction
//
// A segment holds some documents and is written once: for each term (two neighbouring
// ideographs, a word, two words, a sign, a facet) the documents that have it, for each
// document its columns, and the words in letters. Files segment.go, document.go and
// terms.go say how.
//
// An item that is written, or whose event is, is touched in the same transaction (Touch).
// What was touched, and items beyond the head's mark, are the tail: a find reads
// them from their records, kept folded in memory, whatever segments say of them.
// One goroutine (Update) makes a segment of each 1024 documents of the tail and hands it
// over as a write of its own: the segment, the mark, the bits of what it supersedes and
// the end of those touches are one transaction. A touch that came meanwhile stays. Eight
// segments of a size become one, in steps; one that was cut short is not named by the
// head and is swept away.
//
// # How a query is answered
//
// Each word of a Query becomes a wish: terms that who holds the word must have. They give
// a set of documents of each segment, by bitmaps (narrow.go); facets make it smaller, and
// the columns tell days and order. Where the terms prove less than the word, the newest
// candidates are looked at in their texts (answers.go). Documents of the tail are looked
// at one by one, those without the word's grams passed over (grams.go).
//
// Whatever the index holds, Find answers what a look at every record would: it is quicker
// alone.
package index

import (
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"math"
	"sync"

	"github.com/regwire/regwire/store/frame"
)

// The buckets of the index.
const (
	Name        = "search"
	TouchedName = "touched"
)

// never is behind every day.
const never = math.MaxUint64

// errStale says that the index is not what the work on it began with.
var errStale = errors.New("the search index was dropped")

// Limits are the sizes an index works with; 0 is the usual one. A test makes them small.
type Limits struct {
	// Segment is how many documents a new segment has, Width how many segments of a size
	// become one.
	Segment, Width int
	// Tail is how many bytes of documents of the tail are kept in memory; when half of it
	// is taken, a segment is made of fewer documents.
	Tail int
	// Window is how many of the newest candidates are kept to be looked at: most searches
	// end among them. One that does not is made again with sixteen times as many.
	Window int
	// Few documents of a segment are looked at one by one as quickly as they are counted.
	Few int
}

// mostDocs is how many documents a new segment may have: their numbers take docBits.
const mostDocs = 1 << docBits

func (l Limits) usual() Limits {
	return Limits{
		Segment: min(cmp.Or(l.Segment, mostDocs), mostDocs), Width: cmp.Or(l.Width, 8),
		Tail: cmp.Or(l.Tail, 8<<20), Window: cmp.Or(l.Window, 256), Few: cmp.Or(l.Few, 256),
	}
}

// Index finds, and keeps in memory what finds need again. It is safe for use by several
// goroutines, of which one at a time may call Update.
type Index struct {
	db     DB
	limits Limits
	swept  bool // of Update

	mu     sync.Mutex
	tail   map[uint64]*Document
	bytes  int
	tailed *tailList // nil when it is not known
	broken bool      // damage was met
	head   decodedHead
	// summaries are those of segments that finds have counted in.
	summaries map[summaryKey]*summary
}

// New gives the index of a database. Nothing is read yet.
func New(db DB, l Limits) *Index {
	return &Index{db: db, limits: l.usual(), tail: map[uint64]*Document{}}
}

// Find gives what matches, the newest first, as much as the query wants of it, and how
// much there is in all. Where it meets damage it reads every record, and the next Update
// makes the index anew.
func (x *Index) Find(ctx context.Context, r Reader, q *Query) (found []Answer, total int, err error) {
	h, ok := x.headIn(r)
	found, total, err = x.find(ctx, r, q, h, ok)
	if errors.Is(err, frame.ErrDamaged) {
		x.breaks()
		found, total, err = x.find(ctx, r, q, head{}, false)
	}
	return found, total, err
}

// find looks into segments and tail, or without an index into all records.
func (x *Index) find(ctx context.Context, r Reader, q *Query, h head, ok bool) ([]Answer, int, error) {
	for window := x.limits.Window; ; window *= 16 {
		s := x.newSearch(ctx, r, q, window)
		if err := s.run(h, ok); err != nil {
			return nil, 0, err
		}
		found, total, all, err := s.answers()
		if err != nil || all {
			return found, total, err
		}
	}
}

// Update makes segments of the tail until little of it is left, and reads ahead what
// finds will want. It ends early when stop says so. Damage is an error, once: the next
// Update makes the index anew.
func (x *Index) Update(stop func() bool) error {
	err := x.update(stop)
	switch {
	case errors.Is(err, frame.ErrDamaged):
		x.breaks()
	case errors.Is(err, errStale):
		return nil // the next one begins anew
	}
	return err
}

func (x *Index) update(stop func() bool) error {
	if err := x.prepare(!x.swept); err != nil {
		return err
	}
	x.swept = true
	for !stop() {
		more, err := x.flush(x.full())
		if err == nil {
			err = x.merge(stop)
		}
		if err != nil {
			return err
		}
		if !more {
			break
		}
	}
	return x.warm(stop)
}

// Broken reports whether damage was met, for Update to mend.
func (x *Index) Broken() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.broken
}

func (x *Index) breaks() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.broken = true
}

// mends takes the note of damage away and reports whether there was one.
func (x *Index) mends() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	was := x.broken
	x.broken = false
	return was
}

func (x *Index) full() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.bytes > x.limits.Tail/2
}

// numberKey makes keys order as numbers do.
func numberKey(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

func numberOf(key []byte) uint64 {
	if len(key) < 8 {
		return 0
	}
	return binary.BigEndian.Uint64(key[len(key)-8:])
}
