package store

import (
	"encoding/binary"
	"errors"
	"slices"
	"strings"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/feeds"
)

// columns of one document, of fixed size, so that days, stages and the order of
// answers are known without decoding a record. All numbers are big endian:
//
//	0  number of the item           8  number of its event, 0 when none
//	16 item: day of publication     24 event: the same
//	32 item: final until            40 event: the same
//	48 stage of the item            49 stage of the event
//	50 flags                        51 zero
//	52 place among the items of the event, the lead first
//	56 item: ended since            64 event: the same
type columns []byte

const columnSize = 72

const (
	ofItem  = 0
	ofEvent = 1
)

// What flags say.
const (
	flagListed       = 1 << iota // the event is found by this item
	flagShared                   // the event has more items
	flagItemPrivate              // the item belongs to a workspace
	flagEventPrivate             // the event belongs to a workspace
)

func (c columns) item() uint64         { return binary.BigEndian.Uint64(c) }
func (c columns) event() uint64        { return binary.BigEndian.Uint64(c[8:]) }
func (c columns) day(of int) uint64    { return binary.BigEndian.Uint64(c[16+8*of:]) }
func (c columns) final(of int) uint64  { return binary.BigEndian.Uint64(c[32+8*of:]) }
func (c columns) over(of int) uint64   { return binary.BigEndian.Uint64(c[56+8*of:]) }
func (c columns) stage(of int) byte    { return c[48+of] }
func (c columns) flags() byte          { return c[50] }
func (c columns) rank() uint32         { return binary.BigEndian.Uint32(c[52:]) }
func (c columns) private(of int) bool  { return c.flags()&(flagItemPrivate<<of) != 0 }
func (c columns) put(at int, n uint64) { binary.BigEndian.PutUint64(c[at:], n) }

// packDay makes a number of a day that orders as its words do; the empty day
// comes first.
func packDay(d feeds.Day) uint64 {
	var n uint64
	for i := range 10 {
		n <<= 6
		if i < len(d) {
			n |= uint64(min(max(int(d[i])-31, 1), 63))
		}
	}
	return n
}

// Stages as the columns have them. Whether what was issued is final or in force
// depends on the day that asks.
const (
	stageCase byte = iota
	stageDraft
	stageIssued
)

// packStage gives the stage, of what was issued the day from which it is in force, and
// from when the document is over.
func packStage(r reading, lineage []feeds.Link) (stage byte, final, over uint64) {
	over = never
	if d := (feeds.Reading{Stage: r.Stage, Dates: feeds.Dates{Expires: r.Dates.Expires}}).Ends(lineage); d != "" {
		over = packDay(d)
	}
	switch r.Stage {
	case feeds.StageReading, feeds.StageDraft:
		return stageDraft, 0, over
	case feeds.StageRepealed:
		return stageIssued, 0, 0
	case feeds.StageIssued:
		return stageIssued, forceSince(r.Dates.Effective.Day, lineage), over
	}
	return stageCase, 0, never
}

// forceSince is the day from which what was issued is in force: what states none is by
// its first amendment.
func forceSince(effective feeds.Day, lineage []feeds.Link) uint64 {
	if effective != "" {
		return packDay(effective)
	}
	since := uint64(never)
	for _, l := range lineage {
		if l.Sure && l.Relation == feeds.AmendedBy && l.Since != "" {
			since = min(since, packDay(l.Since))
		}
	}
	return since
}

// stageWord is bot.StageWord by the columns.
func stageWord(stage byte, final, over, today uint64) string {
	switch {
	case stage == stageCase:
		return "case"
	case today >= over:
		return "ended"
	case stage == stageDraft:
		return "draft"
	case today < final:
		return "final"
	}
	return "in_force"
}

// reading, itemFacts and eventFacts are the part of the records that is searched.
type reading struct {
	Topics      []feeds.Topic       `json:"topics"`
	Section     feeds.Section       `json:"section"`
	Authorities []feeds.AuthorityID `json:"authorities"`
	Stage       feeds.Stage         `json:"stage"`
	Dates       struct {
		Effective feeds.Date `json:"effective"`
		Expires   feeds.Date `json:"expires"`
	} `json:"dates"`
	TitleEN struct {
		Text string `json:"text"`
	} `json:"title_en"`
}

type itemFacts struct {
	Workspace feeds.WorkspaceID `json:"workspace"`
	Title     string            `json:"title"`
	Published feeds.Day         `json:"published"`
	Article   struct {
		Title string `json:"title"`
	} `json:"article"`
	Reading reading       `json:"reading"`
	Event   feeds.EventID `json:"event"`
}

type eventFacts struct {
	Workspace feeds.WorkspaceID `json:"workspace"`
	Title     string            `json:"title"`
	Published feeds.Day         `json:"published"`
	Items     []feeds.ItemID    `json:"items"`
	Lead      feeds.ItemID      `json:"lead"`
	Reading   reading           `json:"reading"`
	Lineage   []feeds.Link      `json:"lineage"`
	Alias     feeds.EventID     `json:"alias"`
}

// entity is one item with its event, as it is searched.
type entity struct {
	columns columns
	facets  []term // sorted
	titles  string // folded titles of the event, ended by a line break; "" when it is not listed
	text    string // folded titles and text of the item
	heads   string // titles of the item as they stand, as long as the text is not read
	touched uint64 // the touch it was made after
	grams   gramBits
}

// size is about how much memory the document takes.
func (d *entity) size() int {
	return len(d.text) + len(d.titles) + len(d.heads) + 8*len(d.grams)
}

// hay is what is searched for an item, or for an event by this item.
func (d *entity) hay(of int) string {
	if of == ofEvent {
		return d.titles + d.text
	}
	return d.text
}

// holds reports whether the words occur, as the matcher wants.
func (d *entity) holds(of int, m *matcher) bool {
	if len(m.words)+len(m.not) == 0 {
		return true
	}
	text := d.text
	for _, w := range m.words {
		if !contains(text, w) && (of == ofItem || !strings.Contains(d.hay(of), w)) {
			return false
		}
	}
	if len(m.not) == 0 {
		return true
	}
	text = d.hay(of)
	return !slices.ContainsFunc(m.not, func(w string) bool { return strings.Contains(text, w) })
}

// documentOf reads the item n; nil when there is none or its record is damaged.
func (s *Store) documentOf(tx *bbolt.Tx, n uint64) (*entity, error) {
	d, err := s.outlineOf(tx, n)
	if d == nil || err != nil {
		return nil, err
	}
	return d, s.fill(tx, d)
}

// fill reads the text of a document, which takes longer than all the rest.
func (s *Store) fill(tx *bbolt.Tx, d *entity) error {
	text, err := s.getText(tx, itemID(d.columns.item()))
	if err != nil {
		return err
	}
	d.text, d.heads = fold(d.heads+text), ""
	return nil
}

// outlineOf is documentOf without the text, which is for fill to read.
func (s *Store) outlineOf(tx *bbolt.Tx, n uint64) (*entity, error) {
	i, ok, err := s.factsOf(tx, n)
	if err != nil || !ok {
		return nil, err
	}
	d := &entity{columns: make(columns, columnSize)}
	d.heads = strings.Join([]string{i.Title, i.Article.Title, i.Reading.TitleEN.Text, ""}, "\n")
	d.columns.put(0, n)
	d.describe(ofItem, i.Workspace, i.Published, i.Reading)
	if i.Event == "" {
		return d, nil
	}
	// An id that is none counts as no event, as in listings.
	event, err := number('e', string(i.Event))
	if err != nil {
		return d, nil //nolint:nilerr // said above
	}
	d.columns.put(8, event)
	e, ok, err := s.eventFactsOf(tx, event)
	if err != nil || !ok {
		return d, err
	}
	at := slices.Index(e.Items, itemID(n))
	if at < 0 || e.Alias != "" {
		return d, nil
	}
	d.list(e, itemID(n), uint32(at)+1)
	d.stand(ofItem, i.Reading, e.Lineage)
	return d, nil
}

// factsOf is the searched part of the item n.
func (s *Store) factsOf(tx *bbolt.Tx, n uint64) (f itemFacts, ok bool, err error) {
	key := seqKey(n)
	raw := tableItems.in(tx).Get(key)
	if raw == nil {
		return f, false, nil
	}
	if f, ok = s.decoded.facts(n, raw); !ok {
		ok, err = s.decode(tableItems, key, raw, &f)
	}
	return f, ok, err
}

// eventFactsOf is the searched part of the event n, from memory where it was just written.
func (s *Store) eventFactsOf(tx *bbolt.Tx, n uint64) (f eventFacts, ok bool, err error) {
	k := s.fresh(tx, n)
	if k == nil {
		ok, err = s.getRecord(tx, tableEvents, seqKey(n), &f)
		return f, ok, err
	}
	e := &k.hit.Event
	return eventFacts{e.Workspace, e.Title, e.Published, e.Items, e.Lead, searchedOf(&e.Reading), e.Lineage, e.Alias}, true, nil
}

// describe fills in what a reading and its publication say.
func (d *entity) describe(of int, w feeds.WorkspaceID, day feeds.Day, r reading) {
	d.columns.put(16+8*of, packDay(day))
	d.stand(of, r, nil)
	if w != "" {
		d.columns[50] |= flagItemPrivate << of
		d.facets = append(d.facets, facet(of, "workspace", string(w)))
	}
	for _, t := range r.Topics {
		d.facets = append(d.facets, facet(of, "topic", string(t)))
	}
	for _, a := range r.Authorities {
		d.facets = append(d.facets, facet(of, "authority", string(a)))
	}
	d.facets = unique(append(d.facets, facet(of, "section", string(r.Section))))
}

// stand fills in where a document stands after what its event's lineage tells.
func (d *entity) stand(of int, r reading, lineage []feeds.Link) {
	stage, final, over := packStage(r, lineage)
	d.columns.put(32+8*of, final)
	d.columns.put(56+8*of, over)
	d.columns[48+of] = stage
}

func facet(of int, name, value string) term {
	return hashWord(kindItem+term(of)<<kindShift, name, value)
}

// list has the event be found by the item.
func (d *entity) list(e eventFacts, id feeds.ItemID, rank uint32) {
	d.describe(ofEvent, e.Workspace, e.Published, e.Reading)
	d.stand(ofEvent, e.Reading, e.Lineage)
	d.columns[50] |= flagListed
	if len(e.Items) > 1 {
		d.columns[50] |= flagShared
	}
	if e.Lead == id {
		rank = 0
	}
	binary.BigEndian.PutUint32(d.columns[52:], rank)
	d.titles = fold(e.Title + "\n" + e.Reading.TitleEN.Text + "\n")
}

// errStale says that the index is not what the work on it began with.
var errStale = errors.New("the search index was dropped")

// sieve decides by columns and facets.
type sieve struct {
	of           int
	workspace    feeds.WorkspaceID
	since, until uint64
	stages       []string
	today        uint64
	any          [][]term // of each list one must be there
	not          []term
	mine         term // facet of the workspace that asks
}

func newSieve(m *matcher) *sieve {
	v := &sieve{of: ofEvent, workspace: m.Workspace, since: packDay(m.Since), until: packDay(m.Until), stages: m.Filter.Stages, today: packDay(m.today)}
	if m.Items {
		v.of = ofItem
	}
	v.mine = facet(v.of, "workspace", string(m.Workspace))
	add := func(name string, values []string) {
		if len(values) == 0 {
			return
		}
		list := make([]term, len(values))
		for i, value := range values {
			list[i] = facet(v.of, name, value)
		}
		v.any = append(v.any, list)
	}
	add("topic", texts(m.Filter.Topics))
	add("authority", texts(m.Filter.Authorities))
	add("authority", texts(m.Issuers))
	if len(m.Issuers) == 0 && len(m.Filter.Regions) > 0 {
		v.any = append(v.any, nil) // nobody of these regions is known, which is not anybody
	}
	add("section", texts(m.Filter.Sections))
	for _, t := range m.Filter.NotTopics {
		v.not = append(v.not, facet(v.of, "topic", string(t)))
	}
	return v
}

func texts[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = string(x)
	}
	return out
}

// passAll reports whether all plain documents of a block pass for sure.
func (v *sieve) passAll(days span) bool {
	return len(v.stages) == 0 && days.oldest >= v.since && (v.until == 0 || days.oldest > 0 && days.newest <= v.until)
}

// passes looks at days and stages.
func (v *sieve) passes(c columns) bool {
	if v.of == ofEvent && c.flags()&flagListed == 0 {
		return false
	}
	day := c.day(v.of)
	if day < v.since || v.until != 0 && (day == 0 || day > v.until) {
		return false
	}
	return len(v.stages) == 0 || slices.Contains(v.stages, stageWord(c.stage(v.of), c.final(v.of), c.over(v.of), v.today))
}

// passesWhole looks at everything, for a document that is at hand.
func (v *sieve) passesWhole(d *entity) bool {
	has := func(t term) bool { _, ok := slices.BinarySearch(d.facets, t); return ok }
	if !v.passes(d.columns) || d.columns.private(v.of) && (v.workspace == "" || !has(v.mine)) {
		return false
	}
	for _, list := range v.any {
		if !slices.ContainsFunc(list, has) {
			return false
		}
	}
	return !slices.ContainsFunc(v.not, has)
}
