package store

import (
	"errors"
	"fmt"
	"slices"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/feeds"
)

// draw moves to the event of the item that was read, which is then to be written, the
// items of others that belong with it. What a person said stays: of an event that a person
// joined or took apart nothing goes, and nothing comes to one. Nor does what leads an
// event, or led one that became part of it, since readers were told of that.
func (s *Store) draw(tx *bbolt.Tx, w *round, to *feeds.Event, read feeds.Item, moves []feeds.Move) error {
	if len(moves) == 0 || settled(*to) {
		return nil
	}
	for _, m := range moves {
		from, err := s.getEvent(tx, m.From)
		if err == nil {
			err = s.move(tx, m.Item, from, to, read)
		}
		switch {
		case errors.Is(err, feeds.ErrNotFound): // a record is damaged, or a person keeps it there
			continue
		case err != nil:
			return err
		}
		w.done.Events = append(w.done.Events, from.ID)
	}
	if to.Baseline {
		return nil
	}
	return putUnplanned(tx, to.ID)
}

// movable reports whether an item may be taken out of the event without a person.
func (s *Store) movable(tx *bbolt.Tx, from feeds.Event, id feeds.ItemID) (bool, error) {
	if from.Alias != "" || settled(from) || from.Lead == id || !slices.Contains(from.Items, id) {
		return false, nil
	}
	parts, err := partsOf(tx, from.ID)
	if err != nil {
		return false, err
	}
	for _, p := range parts[1:] {
		part, err := s.getEvent(tx, p)
		if err != nil {
			return false, err
		}
		if part.Workspace == from.Workspace && slices.Contains(part.Items, id) {
			return false, nil
		}
	}
	return true, nil
}

// settled reports whether a person said what the event is made of.
func settled(e feeds.Event) bool {
	return e.Settled || slices.ContainsFunc(e.Changes, func(c feeds.Change) bool { return c.What == feeds.BroughtSplit })
}

// move takes an item out of one event and adds it to another, with its keys and the steps
// that it showed. It does not come back to one that it left. All is read before anything is
// written.
func (s *Store) move(tx *bbolt.Tx, id feeds.ItemID, from feeds.Event, to *feeds.Event, read feeds.Item) error {
	free, err := s.movable(tx, from, id)
	if err != nil {
		return err
	}
	left := func(c feeds.Change) bool { return c.What == feeds.BroughtMove && c.Detail == string(id) }
	if !free || from.ID == to.ID || from.Workspace != to.Workspace || slices.ContainsFunc(to.Changes, left) {
		return fmt.Errorf("item %s, to be moved from event %s: %w", id, from.ID, feeds.ErrNotFound)
	}
	item, err := s.getItem(tx, id)
	if err != nil {
		return err
	}
	rest := from
	rest.Items = slices.DeleteFunc(slices.Clone(from.Items), func(i feeds.ItemID) bool { return i == id })
	if rest, err = s.retold(tx, rest); err != nil {
		return err
	}
	rest = raise(rest, feeds.Change{At: s.now(), What: feeds.BroughtMove, Detail: string(id)})
	for _, c := range moved(from.Reading.Dates, rest.Reading.Dates) {
		c.At = s.now()
		rest = raise(rest, c) // a day that was told is one of another document
	}
	var steps []feeds.Link
	rest.Lineage, steps = shown(rest.Lineage, id)
	if err := s.told(tx, rest); err != nil {
		return err
	}
	*to = announced(grow(*to, read, item, s.now()), item, s.now())
	if err := s.restep(tx, rest, to, steps); err != nil {
		return err
	}
	item.Event = to.ID
	if err := s.putItem(tx, &item); err != nil {
		return err
	}
	return s.moveKeys(tx, item, from, to.ID)
}

// moved are the days that readers were told and that are others now, or none.
func moved(was, is feeds.Dates) (changes []feeds.Change) {
	for _, d := range []struct {
		what    string
		was, is feeds.Date
	}{{feeds.BroughtDeadline, was.CommentCloses, is.CommentCloses}, {feeds.BroughtEffective, was.Effective, is.Effective}} {
		if differ(d.was, d.is) {
			changes = append(changes, feeds.Change{What: d.what, Was: d.was.Day, Is: d.is.Day, News: d.was.Stated()})
		}
	}
	return changes
}

// shown parts the steps that the item alone showed, and no person said, from the others.
func shown(links []feeds.Link, by feeds.ItemID) (others, steps []feeds.Link) {
	for _, l := range links {
		if l.Item == by && l.By == "" {
			steps = append(steps, l)
		} else {
			others = append(others, l)
		}
	}
	return others, steps
}

// restep gives an event the steps that an item of another showed which came to it.
func (s *Store) restep(tx *bbolt.Tx, from feeds.Event, to *feeds.Event, steps []feeds.Link) error {
	for _, l := range steps {
		other, err := s.getEvent(tx, l.Event)
		if errors.Is(err, feeds.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		way, _, err := s.family(tx, other)
		if err != nil {
			return err
		}
		itself := slices.Contains(way, to.ID)
		back := func(have feeds.Link) bool {
			return have.Event == from.ID && have.Item == l.Item && have.By == ""
		}
		if err := s.relink(tx, slices.DeleteFunc(way, func(id feeds.EventID) bool { return id == to.ID }), func(e *feeds.Event) {
			mine := slices.Clone(e.Lineage)
			e.Lineage = slices.DeleteFunc(slices.Clone(mine), back)
			for _, have := range mine {
				if back(have) && !itself && e.Workspace == to.Workspace {
					have.Event = to.ID
					e.Lineage = addLink(e.Lineage, have)
				}
			}
		}); err != nil {
			return err
		}
		to.Lineage = slices.DeleteFunc(slices.Clone(to.Lineage), back)
		if !itself {
			to.Lineage = addLink(to.Lineage, l)
		}
	}
	return nil
}
