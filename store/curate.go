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

// SplitEvent makes an event of its own of one item, or, when the event was made
// part of another by JoinEvents, restores it. It gives the event that stands
// alone now. See JoinEvents for who may.
func (s *Store) SplitEvent(ctx context.Context, id feeds.EventID, item feeds.ItemID, a bot.Audit) (alone feeds.EventID, err error) {
	err = s.write(ctx, &request{do: func(tx *bbolt.Tx) error {
		e, err := s.getEvent(tx, id)
		if err != nil {
			return err
		}
		if e.Alias != "" {
			alone, err = id, s.restore(tx, e)
		} else {
			alone, err = s.split(tx, e, item)
		}
		if err != nil {
			return err
		}
		return s.putAudit(tx, a)
	}})
	return alone, err
}

func (s *Store) split(tx *bbolt.Tx, e feeds.Event, id feeds.ItemID) (feeds.EventID, error) {
	if !slices.Contains(e.Items, id) || len(e.Items) < 2 {
		return "", fmt.Errorf("item %s of event %s: %w", id, e.ID, feeds.ErrNotFound)
	}
	part, err := s.partAlone(tx, e, id)
	if err != nil {
		return "", err
	}
	if part.ID != "" {
		return part.ID, s.restore(tx, part)
	}
	item, err := s.getItem(tx, id)
	if err != nil {
		return "", err
	}
	if err := s.without(tx, e, []feeds.ItemID{id}); err != nil {
		return "", err
	}
	fresh, err := s.begin(tx, item)
	if err != nil {
		return "", err
	}
	if err := s.assign(tx, id, fresh.ID); err != nil {
		return "", err
	}
	return fresh.ID, errors.Join(s.moveKeys(tx, item, e, fresh.ID), putEvent(tx, fresh))
}

// partAlone is what became part of the event and is all that the item leaves of it, or all
// that it takes: who takes that apart has what was before, and no third event.
func (s *Store) partAlone(tx *bbolt.Tx, e feeds.Event, id feeds.ItemID) (feeds.Event, error) {
	ids, err := aliasesOf(tx, e.ID)
	if err != nil {
		return feeds.Event{}, err
	}
	for _, n := range ids {
		part, err := s.getEvent(tx, n)
		if err != nil {
			return part, err
		}
		items := slices.DeleteFunc(slices.Clone(part.Items), func(i feeds.ItemID) bool { return !slices.Contains(e.Items, i) })
		its := slices.Contains(items, id)
		if part.Workspace == e.Workspace && (its && len(items) == 1 || !its && len(items) == len(e.Items)-1) {
			return part, nil
		}
	}
	return feeds.Event{}, nil
}

// moveKeys has the item, which was taken out of an event, found by its keys as its new one;
// those that other items of the old one have too stay with that as well.
func (s *Store) moveKeys(tx *bbolt.Tx, item feeds.Item, from feeds.Event, to feeds.EventID) error {
	if s.keys == nil {
		return nil
	}
	items, err := s.getItems(tx, from.Items)
	if err != nil {
		return err
	}
	var own, others []feeds.Key
	for _, i := range items {
		if i.Text, err = s.getText(tx, i.ID); err != nil {
			return err
		}
		read := s.keys(i)
		if keys := read.Known(); i.ID == item.ID {
			own = keys
		} else {
			others = append(others, keys...)
		}
	}
	if err := indexEvent(tx, to, own); err != nil {
		return err
	}
	return unindexEvent(tx, from.ID, slices.DeleteFunc(own, func(k feeds.Key) bool { return slices.Contains(others, k) }))
}

// without takes items out of the event and lets another one lead it.
func (s *Store) without(tx *bbolt.Tx, e feeds.Event, gone []feeds.ItemID) error {
	e.Items = slices.DeleteFunc(slices.Clone(e.Items), func(id feeds.ItemID) bool { return slices.Contains(gone, id) })
	e, err := s.retold(tx, e)
	if err != nil {
		return err
	}
	return s.told(tx, raise(e, feeds.Change{At: s.now(), What: feeds.BroughtSplit}))
}

// retold is the event as its items tell it, after some were taken out.
func (s *Store) retold(tx *bbolt.Tx, e feeds.Event) (feeds.Event, error) {
	items, err := s.getItems(tx, e.Items)
	if err != nil {
		return e, err
	}
	if len(items) == 0 {
		return e, fmt.Errorf("event %s would be left without an item: %w", e.ID, feeds.ErrNotFound)
	}
	lead := leading(e.Lead, items)
	e.Lead, e.Title, e.Reading, e.Published = lead.ID, titleOf(lead), lead.Reading, earliest(items)
	for _, i := range items {
		if i.ID != lead.ID {
			e.Reading = fill(e.Reading, i.Reading)
		}
	}
	return e, nil
}

// told writes an event whose readers are to be told of its new revision.
func (s *Store) told(tx *bbolt.Tx, e feeds.Event) error {
	if err := putEvent(tx, e); err != nil {
		return err
	}
	if e.Baseline || e.Alias != "" {
		return nil
	}
	return putUnplanned(tx, e.ID)
}

// JoinEvents makes from a part of into: its items move there and it becomes an
// alias, so that who was told of it is not told again. Both must belong to the
// same workspace, or be public. Whether a person may change an event that others
// see is for the caller to decide.
func (s *Store) JoinEvents(ctx context.Context, into, from feeds.EventID, a bot.Audit) error {
	return s.write(ctx, &request{do: func(tx *bbolt.Tx) error {
		target, err := s.getEvent(tx, into)
		if err != nil {
			return err
		}
		source, err := s.getEvent(tx, from)
		if err != nil {
			return err
		}
		if into == from || target.Alias != "" || source.Alias != "" || target.Workspace != source.Workspace {
			return fmt.Errorf("events %s and %s are not two of one kind: %w", into, from, feeds.ErrNotFound)
		}
		if err := s.absorbPart(tx, &target, source); err != nil {
			return err
		}
		target.Settled = true
		if err := s.told(tx, target); err != nil {
			return err
		}
		return s.putAudit(tx, a)
	}})
}

// absorbPart moves the items and the steps of an event to the one that it becomes part of,
// which is then to be written.
func (s *Store) absorbPart(tx *bbolt.Tx, whole *feeds.Event, part feeds.Event) error {
	if err := s.moveItems(tx, whole, part); err != nil {
		return err
	}
	whole.Lineage = inherited(*whole, part)
	return alias(tx, part, whole.ID)
}

func (s *Store) moveItems(tx *bbolt.Tx, target *feeds.Event, source feeds.Event) error {
	items, err := s.getItems(tx, source.Items)
	if err != nil {
		return err
	}
	for _, item := range items {
		lead, err := s.getItems(tx, []feeds.ItemID{target.Lead})
		if err != nil {
			return err
		}
		var first feeds.Item
		if len(lead) > 0 {
			first = lead[0]
		}
		*target = grow(*target, first, item, s.now())
		item.Event = target.ID
		if err := s.putItem(tx, &item); err != nil {
			return err
		}
	}
	// Who takes it apart and joins it again finds it led as before.
	if foundOrder(source.Lead, target.Lead) < 0 {
		target.Lead = source.Lead
	}
	*target, err = s.retold(tx, *target)
	return err
}

// restore gives an event that was made part of another back those of its items that are
// still there, out of whatever that became part of itself.
func (s *Store) restore(tx *bbolt.Tx, e feeds.Event) error {
	way, err := s.became(tx, e)
	if err != nil {
		return err
	}
	whole := way[len(way)-1]
	if whole.Workspace != e.Workspace {
		return fmt.Errorf("event %s is known as %s to all: %w", e.ID, whole.ID, feeds.ErrNotFound)
	}
	e.Items = slices.DeleteFunc(slices.Clone(e.Items), func(id feeds.ItemID) bool { return !slices.Contains(whole.Items, id) })
	if e, err = s.retold(tx, e); err != nil {
		return err
	}
	parts, err := partsOf(tx, e.ID)
	if err != nil {
		return err
	}
	for _, w := range way {
		w.Lineage = disowned(w.Lineage, parts)
		if err := s.without(tx, w, e.Items); err != nil {
			return err
		}
	}
	for _, id := range e.Items {
		if err := s.assign(tx, id, e.ID); err != nil {
			return err
		}
	}
	to, err := eventKey(e.Alias)
	if err != nil {
		return err
	}
	from, err := eventKey(e.ID)
	if err != nil {
		return err
	}
	if err := deleteKey(tx, tableAliases, append(to, from...)); err != nil {
		return err
	}
	e.Alias = ""
	return s.told(tx, raise(e, feeds.Change{At: s.now(), What: feeds.BroughtSplit}))
}

// assign writes to which event the item belongs.
func (s *Store) assign(tx *bbolt.Tx, id feeds.ItemID, e feeds.EventID) error {
	item, err := s.getItem(tx, id)
	if err != nil {
		return err
	}
	item.Event = e
	return s.putItem(tx, &item)
}

// became are the events that e became part of, one after another, the last of which
// stands alone.
func (s *Store) became(tx *bbolt.Tx, e feeds.Event) (way []feeds.Event, err error) {
	for e.Alias != "" {
		if e, err = s.getEvent(tx, e.Alias); err != nil {
			return nil, err
		}
		way = append(way, e)
	}
	return way, nil
}

// partsOf are the event and all that became part of it, one way or another.
func partsOf(tx *bbolt.Tx, id feeds.EventID) ([]feeds.EventID, error) {
	parts := []feeds.EventID{id}
	for i := 0; i < len(parts); i++ {
		ids, err := aliasesOf(tx, parts[i])
		if err != nil {
			return nil, err
		}
		parts = append(parts, ids...)
	}
	return parts, nil
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
		if !slices.ContainsFunc(links, func(have feeds.Link) bool { return have.Event == l.Event && have.Relation == l.Relation }) {
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
// those that gave way to the last such correction. A step of an event that became part of another is told
// by that one too, and stays with the part when they come apart.
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
