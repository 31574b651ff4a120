package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// addLink adds a step, or makes one sure that was not. A step that a second item shows as well
// no longer belongs to the first alone, and stays where that is moved away. A step of a part
// is not taken for the same one of the event's own.
func addLink(links []feeds.Link, l feeds.Link) []feeds.Link {
	for i, have := range links {
		if have.Event == l.Event && have.Relation == l.Relation && have.Of == l.Of {
			surer := l.Sure && !have.Sure
			if !surer && have.Item == l.Item {
				return links
			}
			links = slices.Clone(links)
			if surer {
				links[i] = l
			} else if have.Item != l.Item {
				links[i].Item = ""
			}
			return links
		}
	}
	return append(slices.Clone(links), l)
}

// inherited adds to an event the steps of one that becomes part of it, but those to
// itself: what follows a part follows the whole.
func inherited(to feeds.Event, part feeds.Event) []feeds.Link {
	links := to.Lineage
	for _, l := range part.Lineage {
		if l.Event == to.ID {
			continue
		}
		if l.Of == "" {
			l.Of = part.ID
		}
		if !slices.ContainsFunc(links, func(have feeds.Link) bool {
			return have.Event == l.Event && have.Relation == l.Relation && have.Of == l.Of
		}) {
			links = append(slices.Clone(links), l)
		}
	}
	return links
}

// disowned are the steps without those of the parts.
func disowned(links []feeds.Link, parts []feeds.EventID) []feeds.Link {
	return slices.DeleteFunc(slices.Clone(links), func(l feeds.Link) bool { return slices.Contains(parts, l.Of) })
}

// LinkEvents writes a step of a lineage that a person confirmed on both events, takes all
// steps between them away when no is set, or, of a step without a relation, brings back
// those that gave way to the last such correction. A step of an event that became part of
// another is told by that one too, and stays with the part when they come apart.
func (s *Store) LinkEvents(ctx context.Context, id feeds.EventID, l feeds.Link, no bool, a bot.Audit) error {
	return s.write(ctx, &request{do: func(tx *bbolt.Tx) error {
		e, err := s.getEvent(tx, id)
		if err != nil {
			return err
		}
		other, err := s.getEvent(tx, l.Event)
		if err != nil {
			return err
		}
		mine, myParts, err := s.family(tx, e)
		if err != nil {
			return err
		}
		theirs, theirParts, err := s.family(tx, other)
		if err != nil {
			return err
		}
		if slices.Contains(myParts, l.Event) || e.Workspace != other.Workspace {
			return fmt.Errorf("events %s and %s are not two of one kind: %w", id, l.Event, feeds.ErrNotFound)
		}
		// What is known of the pair gives way to what the person says.
		give := s.part
		if l.Relation == "" && !no {
			give = s.putBack
		}
		if err := errors.Join(give(tx, myParts, theirParts), give(tx, theirParts, myParts)); err != nil {
			return err
		}
		if l.Relation != "" && !no {
			back := l
			back.Event, back.Relation = id, feeds.Inverse(l.Relation)
			if err := errors.Join(s.addStep(tx, id, mine, l), s.addStep(tx, other.ID, theirs, back)); err != nil {
				return err
			}
		}
		return s.putAudit(tx, a)
	}})
}

// family are the event and those that it became part of, one after another, and all that
// is part of the last.
func (s *Store) family(tx *bbolt.Tx, e feeds.Event) (way, parts []feeds.EventID, err error) {
	became, err := s.became(tx, e)
	if err != nil {
		return nil, nil, err
	}
	way = []feeds.EventID{e.ID}
	for _, w := range became {
		way = append(way, w.ID)
	}
	parts, err = partsOf(tx, way[len(way)-1])
	return way, parts, err
}

// part takes from each event its steps to the others, and keeps them.
func (s *Store) part(tx *bbolt.Tx, ids, others []feeds.EventID) error {
	return s.relink(tx, ids, func(e *feeds.Event) {
		kept := append(slices.Clone(e.Corrected), feeds.Correction{To: others, Steps: stepsTo(e.Lineage, others)})
		e.Corrected = kept[max(0, len(kept)-feeds.MaxCorrected):]
		e.Lineage = unlink(e.Lineage, others)
	})
}

// putBack gives each event the steps to the others that it had before the last correction.
func (s *Store) putBack(tx *bbolt.Tx, ids, others []feeds.EventID) error {
	return s.relink(tx, ids, func(e *feeds.Event) {
		for i, c := range slices.Backward(e.Corrected) {
			if slices.ContainsFunc(c.To, func(id feeds.EventID) bool { return slices.Contains(others, id) }) {
				e.Lineage = append(unlink(e.Lineage, others), c.Steps...)
				e.Corrected = slices.Delete(slices.Clone(e.Corrected), i, i+1)
				return
			}
		}
	})
}

// stepsTo are those of the steps that lead to one of the events.
func stepsTo(links []feeds.Link, ids []feeds.EventID) []feeds.Link {
	return slices.DeleteFunc(slices.Clone(links), func(l feeds.Link) bool { return !slices.Contains(ids, l.Event) })
}

// addStep adds a step of the event to it and, as that of a part, to what it became part of.
func (s *Store) addStep(tx *bbolt.Tx, of feeds.EventID, way []feeds.EventID, l feeds.Link) error {
	return s.relink(tx, way, func(e *feeds.Event) {
		step := l
		if e.ID != of {
			step.Of = of
		}
		e.Lineage = append(slices.Clone(e.Lineage), step)
	})
}

// relink gives events other steps.
func (s *Store) relink(tx *bbolt.Tx, ids []feeds.EventID, change func(*feeds.Event)) error {
	for _, id := range ids {
		e, err := s.getEvent(tx, id)
		if err != nil {
			return err
		}
		change(&e)
		if err := putEvent(tx, e); err != nil {
			return err
		}
	}
	return nil
}

func unlink(links []feeds.Link, ids []feeds.EventID) []feeds.Link {
	return slices.DeleteFunc(slices.Clone(links), func(l feeds.Link) bool { return slices.Contains(ids, l.Event) })
}
