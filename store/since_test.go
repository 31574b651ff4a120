package store

import (
	"bytes"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/feeds"
)

// TestAmendmentsOfAnEarlierLayoutGetTheirDay opens a file whose lineages say that a rule
// was amended and repealed, and not from when, and loads its export.
func TestAmendmentsOfAnEarlierLayoutGetTheirDay(t *testing.T) {
	dir := t.TempDir()
	if err := OpenChecked(t, dir, Options{}).Close(); err != nil {
		t.Fatal(err)
	}
	issued := func(id feeds.EventID, effective feeds.Day, links ...feeds.Link) feeds.Event {
		e := feeds.Event{ID: id, Revision: 1, Lineage: links, Reading: feeds.Reading{Stage: feeds.StageIssued}}
		e.Reading.Dates.Effective.Day = effective
		return e
	}
	draft := issued("e4", "2030-01-01", feeds.Link{Event: "e1", Relation: "amends", Sure: true})
	draft.Reading.Stage = feeds.StageDraft
	old := []feeds.Event{
		issued("e1", "2017-06-01", feeds.Link{Event: "e2", Relation: "amended_by", Sure: true}, feeds.Link{Event: "e4", Relation: "amended_by", Sure: true}),
		issued("e2", "2026-01-01", feeds.Link{Event: "e1", Relation: "amends", Sure: true}),
		issued("e3", "", feeds.Link{Event: "e1", Relation: "amends", Sure: true}),
		draft,
	}
	db, err := bbolt.Open(filepath.Join(dir, FileName), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		for _, e := range old {
			if err := putEvent(tx, e); err != nil {
				return err
			}
		}
		// Of two consultations one is open; both were read.
		for n, closes := range []feeds.Day{"2099-12-31", "2020-12-31"} {
			item := feeds.Item{ID: itemID(uint64(n + 1)), Host: "h.example", State: feeds.ItemRead}
			e := feeds.Event{ID: eventID(uint64(n + 10)), Lead: item.ID, Items: []feeds.ItemID{item.ID}, Reading: feeds.Reading{Relevance: feeds.Relevant, Stage: feeds.StageDraft}}
			e.Reading.Dates.CommentCloses.Day = closes
			raw, err := encodeRecord(tableItems, seqKey(uint64(n+1)), &item)
			if err := errors.Join(err, putRaw(tx, tableItems, seqKey(uint64(n+1)), raw), putEvent(tx, e)); err != nil {
				return err
			}
		}
		return putRecord(tx, tableMeta, []byte("schema"), 3)
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	s := OpenChecked(t, dir, Options{})
	if _, items, err := s.ClaimUnread(t.Context(), "w", 9); err != nil || len(items) != 1 || items[0].ID != "i1" {
		t.Errorf("to be asked again: %+v, %v; want the open consultation", items, err)
	}
	var export bytes.Buffer
	if err := s.Export(t.Context(), &export); err != nil {
		t.Fatal(err)
	}
	loaded := OpenChecked(t, t.TempDir(), Options{})
	undated := strings.ReplaceAll(export.String(), `,"since":"2026-01-01"`, "")
	if err := loaded.Load(t.Context(), strings.NewReader(undated)); err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]*Store{"opened": s, "loaded": loaded} {
		for day, want := range map[feeds.Day]feeds.Status{"2025-12-31": feeds.StatusInForce, "2026-01-01": feeds.StatusAmended} {
			e, _, err := s.Event(t.Context(), "e1")
			if err != nil {
				t.Fatal(err)
			}
			if got := e.StatusOn(day); got != want {
				t.Errorf("%s: on %s the rule is %s, want %s: %+v", name, day, got, want, e.Lineage)
			}
		}
	}
}
