package store

import (
	"slices"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store/index"
)

// snapshot is a transaction with the records that the index is made of: index.Reader.
type snapshot struct {
	buckets
	s *Store
}

// Items are the items by their numbers.
func (d *snapshot) Items() index.Cursor { return tableItems.in(d.Tx).Cursor() }

// Waiting are the items that are read next, nil when they are more than most.
func (d *snapshot) Waiting(most int) map[uint64]bool {
	now, all := stamp(d.s.now()), map[uint64]bool{}
	c := tableUnread.in(d.Tx).Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		if _, try := splitUnread(k); try > now || len(v) > 0 { // the latter are read, and rarely read anew
			continue
		}
		if len(all) == most {
			return nil
		}
		all[seqOf(k[len(k)-8:])] = true
	}
	return all
}

// Outline is the item n with its event, without the text.
func (d *snapshot) Outline(n uint64) (*index.Document, error) { return d.s.outline(d.Tx, n) }

// Fill reads the text.
func (d *snapshot) Fill(doc *index.Document) error {
	text, err := d.s.getText(d.Tx, itemID(doc.Item))
	if err != nil {
		return err
	}
	// The line break between titles and text keeps both from being folded together.
	doc.Text, doc.Outline = doc.Text+fold(text), false
	return nil
}

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

// Stages as the index keeps them. Whether what was issued is final or in force
// depends on the day that asks.
const (
	stageCase byte = iota
	stageDraft
	stageIssued
)

// standOf gives the stage, of what was issued the day from which it is in force, and
// from when the document is over.
func standOf(r reading, lineage []feeds.Link) index.Stand {
	over := uint64(never)
	if d := (feeds.Reading{Stage: r.Stage, Dates: feeds.Dates{Expires: r.Dates.Expires}}).Ends(lineage); d != "" {
		over = packDay(d)
	}
	switch r.Stage {
	case feeds.StageReading, feeds.StageDraft:
		return index.Stand{Stage: stageDraft, Over: over}
	case feeds.StageRepealed:
		return index.Stand{Stage: stageIssued}
	case feeds.StageIssued:
		return index.Stand{Stage: stageIssued, Final: forceSince(r.Dates.Effective.Day, lineage), Over: over}
	}
	return index.Stand{Stage: stageCase, Over: never}
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

// stageWord is bot.StageWord of a stand on a day.
func stageWord(st index.Stand, today uint64) string {
	switch {
	case st.Stage == stageCase:
		return "case"
	case today >= st.Over:
		return "ended"
	case st.Stage == stageDraft:
		return "draft"
	case today < st.Final:
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

// outline is the item n as it is searched, without its text; nil when there is none or
// its record is damaged.
func (s *Store) outline(tx *bbolt.Tx, n uint64) (*index.Document, error) {
	i, ok, err := s.factsOf(tx, n)
	if err != nil || !ok {
		return nil, err
	}
	d := &index.Document{Item: n, Outline: true, Text: fold(i.Title + "\n" + i.Article.Title + "\n" + i.Reading.TitleEN.Text + "\n")}
	describe(d, index.OfItem, i.Workspace, i.Published, i.Reading, nil)
	if i.Event == "" {
		return d, nil
	}
	// An id that is none counts as no event, as in listings.
	if d.Event, err = number('e', string(i.Event)); err != nil {
		d.Event = 0
		return d, nil //nolint:nilerr // said above
	}
	e, ok, err := s.eventFactsOf(tx, d.Event)
	if err != nil || !ok {
		return d, err
	}
	at := slices.Index(e.Items, itemID(n))
	if at < 0 || e.Alias != "" {
		return d, nil
	}
	describe(d, index.OfEvent, e.Workspace, e.Published, e.Reading, e.Lineage)
	d.Sides[index.OfItem].Stand = standOf(i.Reading, e.Lineage)
	d.Listed, d.Shared, d.Rank = true, len(e.Items) > 1, uint32(at)+1
	if e.Lead == itemID(n) {
		d.Rank = 0
	}
	d.Titles = fold(e.Title + "\n" + e.Reading.TitleEN.Text + "\n")
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

// describe fills in what a reading and its publication say of a side.
func describe(d *index.Document, of index.Side, w feeds.WorkspaceID, day feeds.Day, r reading, lineage []feeds.Link) {
	d.Sides[of] = index.Face{Day: packDay(day), Stand: standOf(r, lineage), Private: w != ""}
	if w != "" {
		d.AddFacets(workspaceFacet(of, w))
	}
	d.AddFacets(facets(of, "topic", r.Topics)...)
	d.AddFacets(facets(of, "authority", r.Authorities)...)
	d.AddFacets(index.Facet(of, "section", string(r.Section)))
}

func workspaceFacet(of index.Side, w feeds.WorkspaceID) index.Term {
	return index.Facet(of, "workspace", string(w))
}

func facets[T ~string](of index.Side, name string, values []T) []index.Term {
	list := make([]index.Term, len(values))
	for i, v := range values {
		list[i] = index.Facet(of, name, string(v))
	}
	return list
}
