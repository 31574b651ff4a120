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
	holders, alone, err := s.partsWith(tx, e, id)
	if err != nil {
		return "", err
	}
	if alone.ID != "" {
		return alone.ID, s.restore(tx, alone)
	}
	item, err := s.getItem(tx, id)
	if err != nil {
		return "", err
	}
	fresh, err := s.begin(tx, item)
	if err != nil {
		return "", err
	}
	if len(holders) > 0 {
		fresh.Left = []feeds.EventID{holders[len(holders)-1].ID}
	}
	for _, w := range append(holders, e) {
		if err := s.without(tx, w, []feeds.ItemID{id}); err != nil {
			return "", err
		}
	}
	if err := s.assign(tx, id, fresh.ID); err != nil {
		return "", err
	}
	return fresh.ID, errors.Join(s.moveKeys(tx, item, e, fresh.ID), putEvent(tx, fresh))
}

// partsWith are the parts of the event that have the item, the innermost last; or alone, the
// outermost part that is all that the item leaves of the event, or all that it takes: who
// takes that apart has what was before, and no third event.
func (s *Store) partsWith(tx *bbolt.Tx, e feeds.Event, id feeds.ItemID) (holders []feeds.Event, alone feeds.Event, err error) {
	parts, err := partsOf(tx, e.ID)
	if err != nil {
		return nil, alone, err
	}
	for _, n := range parts[1:] {
		part, err := s.getEvent(tx, n)
		if err != nil {
			return nil, alone, err
		}
		if part.Workspace != e.Workspace {
			continue
		}
		items := common(part.Items, e.Items)
		switch its := slices.Contains(items, id); {
		case its && len(items) == 1, !its && len(items) == len(e.Items)-1:
			return nil, part, nil
		case its:
			holders = append(holders, part)
		}
	}
	return holders, alone, nil
}

// common are the items of the one that the other has too, in their order.
func common(one, other []feeds.ItemID) []feeds.ItemID {
	return slices.DeleteFunc(slices.Clone(one), func(i feeds.ItemID) bool { return !slices.Contains(other, i) })
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
// which is then to be written. What was taken out of a part of that one becomes part of
// that part again, and so of the whole.
func (s *Store) absorbPart(tx *bbolt.Tx, whole *feeds.Event, part feeds.Event) error {
	to, err := s.cameFrom(tx, part, whole.ID)
	if err != nil {
		return err
	}
	between, err := s.became(tx, feeds.Event{Alias: to})
	if err != nil {
		return err
	}
	for _, w := range between[:len(between)-1] {
		if err := s.takeIn(tx, &w, part); err != nil {
			return err
		}
		if err := putEvent(tx, w); err != nil {
			return err
		}
	}
	if err := s.takeIn(tx, whole, part); err != nil {
		return err
	}
	items, err := s.getItems(tx, part.Items)
	if err != nil {
		return err
	}
	for _, item := range items {
		item.Event = whole.ID
		if err := s.putItem(tx, &item); err != nil {
			return err
		}
	}
	return alias(tx, part, to)
}

// cameFrom is the part of the whole that the event was last taken out of, or the whole.
func (s *Store) cameFrom(tx *bbolt.Tx, part feeds.Event, whole feeds.EventID) (feeds.EventID, error) {
	for _, id := range slices.Backward(part.Left) {
		left, err := s.getEvent(tx, id)
		if errors.Is(err, feeds.ErrNotFound) { // forgotten since
			continue
		}
		if err != nil {
			return "", err
		}
		way, err := s.became(tx, left)
		if err != nil {
			return "", err
		}
		another := func(w feeds.Event) bool { return w.Workspace != part.Workspace }
		if len(way) > 0 && way[len(way)-1].ID == whole && !another(left) && !slices.ContainsFunc(way, another) {
			return id, nil
		}
	}
	return whole, nil
}

// takeIn adds the items and the steps of a part to an event.
func (s *Store) takeIn(tx *bbolt.Tx, to *feeds.Event, part feeds.Event) error {
	items, err := s.getItems(tx, part.Items)
	if err != nil {
		return err
	}
	for _, item := range items {
		lead, err := s.getItems(tx, []feeds.ItemID{to.Lead})
		if err != nil {
			return err
		}
		var first feeds.Item
		if len(lead) > 0 {
			first = lead[0]
		}
		*to = grow(*to, first, item, s.now())
	}
	// Who takes it apart and joins it again finds it led as before.
	if foundOrder(part.Lead, to.Lead) < 0 {
		to.Lead = part.Lead
	}
	if *to, err = s.retold(tx, *to); err != nil {
		return err
	}
	to.Lineage = inherited(*to, part)
	return nil
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
	e.Items = common(e.Items, whole.Items)
	if e, err = s.retold(tx, e); err != nil {
		return err
	}
	parts, err := partsOf(tx, e.ID)
	if err != nil {
		return err
	}
	for _, w := range way {
		w.Lineage = disowned(w.Lineage, parts)
		if w.Alias != "" && len(common(w.Items, e.Items)) == len(w.Items) {
			err = putEvent(tx, w) // its record stays, for when what it was made of comes back
		} else {
			err = s.without(tx, w, e.Items)
		}
		if err != nil {
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
	if e.Alias != whole.ID {
		left := append(slices.Clone(e.Left), e.Alias)
		e.Left = left[max(0, len(left)-feeds.MaxCorrected):]
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
