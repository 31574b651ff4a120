package store

import (
	"errors"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/feeds"
)

// dated are the steps by which a later event changes the status of an earlier one from the day
// on which the later takes effect.
var dated = map[feeds.Relation]bool{feeds.Amends: true, feeds.Repeals: true, feeds.Withdraws: true}

// misdated are the steps of e whose day is not the one that e states now. A draft changes
// nothing, so its steps have no day.
func misdated(e feeds.Event) []feeds.Link {
	day := e.Reading.Dates.Effective.Day
	if day == "" || e.Reading.Stage.InDraft() {
		return nil
	}
	var out []feeds.Link
	for _, l := range e.Lineage {
		if dated[l.Relation] && l.Since != day {
			out = append(out, l)
		}
	}
	return out
}

// dateSteps puts the days of e's own steps right, on both events: the text that states
// the day may come after its title was read. The caller writes e.
func (s *Store) dateSteps(tx *bbolt.Tx, e *feeds.Event) error {
	for _, l := range misdated(*e) {
		day := e.Reading.Dates.Effective.Day
		e.Lineage = dateStep(e.Lineage, l.Event, l.Relation, day)
		other, err := s.getEvent(tx, l.Event)
		if errors.Is(err, feeds.ErrNotFound) { // its record is damaged
			continue
		}
		if err != nil {
			return err
		}
		if other.Workspace != e.Workspace { // it does not know of e
			continue
		}
		other.Lineage = dateStep(other.Lineage, e.ID, feeds.Inverse(l.Relation), day)
		if err := putEvent(tx, other); err != nil {
			return err
		}
	}
	return nil
}

// dateStep is links with another day on the step of that relation to that event.
func dateStep(links []feeds.Link, to feeds.EventID, relation feeds.Relation, day feeds.Day) []feeds.Link {
	out := make([]feeds.Link, len(links))
	for i, l := range links {
		if l.Event == to && l.Relation == relation {
			l.Since = day
		}
		out[i] = l
	}
	return out
}

// dateAllSteps is dateSteps of every event: layouts before 4 kept no day of amendments.
func (s *Store) dateAllSteps(tx *bbolt.Tx) error {
	var wrong []feeds.EventID
	err := records(s, tx, tableEvents, nil, func(e *feeds.Event) error {
		if len(misdated(*e)) > 0 {
			wrong = append(wrong, e.ID)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, id := range wrong {
		e, err := s.getEvent(tx, id) // as the steps of others have left it
		if err != nil {
			return err
		}
		if err := s.dateSteps(tx, &e); err != nil {
			return err
		}
		if err := putEvent(tx, e); err != nil {
			return err
		}
	}
	return nil
}
