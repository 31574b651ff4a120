package index

import (
	"encoding/binary"
	"slices"
	"strings"
)

// Side is one of the two of a document: a find asks for items or for events.
type Side int

// The sides of a document.
const (
	OfItem Side = iota
	OfEvent
)

// Document is one item with its event, as it is searched.
type Document struct {
	Item   uint64
	Event  uint64 // 0 when none
	Sides  [2]Face
	Listed bool   // the event is found by this item
	Shared bool   // the event has more items
	Rank   uint32 // place among the items of the event, the lead first
	Titles string // folded titles of the event, ended by a line break; "" when it is not listed
	Text   string // folded titles and text of the item; of an outline the titles alone
	// Outline says that the text is not read yet.
	Outline bool

	facets  []Term // of both sides, sorted
	columns columns
	touched uint64 // the touch it was made after
	grams   gramBits
}

// Face is what a side of a document is ordered and sifted by.
type Face struct {
	Day     uint64 // of publication, 0 when there is none
	Stand   Stand
	Private bool // only who has the facet that Query.Mine names finds it
}

// Stand is where a document stands, which the index keeps for Query.Stands and does
// not look into.
type Stand struct {
	Stage       byte
	Final, Over uint64 // days
}

// AddFacets gives the document more facets, in any order.
func (d *Document) AddFacets(more ...Term) { d.facets = unique(append(d.facets, more...)) }

// size is about how much memory the document takes.
func (d *Document) size() int { return len(d.Text) + len(d.Titles) + 8*len(d.grams) }

// hay is what is searched for an item, or for an event by this item.
func (d *Document) hay(of Side) string {
	if of == OfEvent {
		return d.Titles + d.Text
	}
	return d.Text
}

// holds reports whether the words occur, as the query wants.
func (d *Document) holds(q *Query) bool {
	if len(q.Words)+len(q.Not) == 0 {
		return true
	}
	for _, w := range q.Words {
		if !contains(d.Text, w) && (q.Of == OfItem || !strings.Contains(d.hay(q.Of), w)) {
			return false
		}
	}
	if len(q.Not) == 0 {
		return true
	}
	text := d.hay(q.Of)
	return !slices.ContainsFunc(q.Not, func(w string) bool { return strings.Contains(text, w) })
}

// outline reads the document of an item without its text, nil when there is none.
func outline(r Reader, item, touched uint64) (*Document, error) {
	d, err := r.Outline(item)
	if d == nil || err != nil {
		return nil, err
	}
	d.touched, d.columns = touched, columnsOf(d)
	return d, nil
}

// whole is outline with the text.
func whole(r Reader, item, touched uint64) (*Document, error) {
	d, err := outline(r, item, touched)
	if d == nil || err != nil {
		return nil, err
	}
	return d, r.Fill(d)
}

// columns of one document, of fixed size, so that days, stands and the order of
// answers are known without decoding a record. All numbers are big endian:
//
//	0  number of the item           8  number of its event, 0 when none
//	16 item: day of publication     24 event: the same
//	32 item: final until            40 event: the same
//	48 stage of the item            49 stage of the event
//	50 flags                        51 zero
//	52 place among the items of the event, the lead first
//	56 item: over since             64 event: the same
type columns []byte

const columnSize = 72

// What flags say.
const (
	flagListed       = 1 << iota // the event is found by this item
	flagShared                   // the event has more items
	flagItemPrivate              // Face.Private
	flagEventPrivate             // the same of the event
)

func (c columns) item() uint64         { return binary.BigEndian.Uint64(c) }
func (c columns) event() uint64        { return binary.BigEndian.Uint64(c[8:]) }
func (c columns) day(of Side) uint64   { return binary.BigEndian.Uint64(c[16+8*of:]) }
func (c columns) flags() byte          { return c[50] }
func (c columns) rank() uint32         { return binary.BigEndian.Uint32(c[52:]) }
func (c columns) private(of Side) bool { return c.flags()&(flagItemPrivate<<of) != 0 }
func (c columns) put(at int, n uint64) { binary.BigEndian.PutUint64(c[at:], n) }

func (c columns) stand(of Side) Stand {
	return Stand{c[48+of], binary.BigEndian.Uint64(c[32+8*of:]), binary.BigEndian.Uint64(c[56+8*of:])}
}

func columnsOf(d *Document) columns {
	c := make(columns, columnSize)
	c.put(0, d.Item)
	c.put(8, d.Event)
	for of, f := range d.Sides {
		c.put(16+8*of, f.Day)
		c.put(32+8*of, f.Stand.Final)
		c.put(56+8*of, f.Stand.Over)
		c[48+of] = f.Stand.Stage
		if f.Private {
			c[50] |= flagItemPrivate << of
		}
	}
	if d.Listed {
		c[50] |= flagListed
	}
	if d.Shared {
		c[50] |= flagShared
	}
	binary.BigEndian.PutUint32(c[52:], d.Rank)
	return c
}
