package store

import (
	"context"
	"fmt"
	"slices"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// broughtSplit is a revision in which a person took an item out of the event.
const broughtSplit = "split"

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
	item.Event = fresh.ID
	if err := s.putItem(tx, item); err != nil {
		return "", err
	}
	return fresh.ID, putEvent(tx, fresh)
}

// without takes items out of the event and lets another one lead it.
func (s *Store) without(tx *bbolt.Tx, e feeds.Event, gone []feeds.ItemID) error {
	e.Items = slices.DeleteFunc(slices.Clone(e.Items), func(id feeds.ItemID) bool { return slices.Contains(gone, id) })
	items, err := s.getItems(tx, e.Items)
	if err != nil {
		return err
	}
	if len(items) == 0 {
		return fmt.Errorf("event %s would be left without an item: %w", e.ID, feeds.ErrNotFound)
	}
	lead := leading(e.Lead, items)
	e.Lead, e.Title, e.Reading, e.Published = lead.ID, titleOf(lead), lead.Reading, earliest(items)
	for _, i := range items {
		if i.ID != lead.ID {
			e.Reading = fill(e.Reading, i.Reading)
		}
	}
	return s.told(tx, raise(e, feeds.Change{At: s.now(), What: broughtSplit}))
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
		if err := s.moveItems(tx, &target, source); err != nil {
			return err
		}
		target.Lineage, source.Lineage = settled(target.Lineage, from), settled(source.Lineage, into)
		if err := s.told(tx, target); err != nil {
			return err
		}
		if err := alias(tx, source, into); err != nil {
			return err
		}
		return s.putAudit(tx, a)
	}})
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
		if err := s.putItem(tx, item); err != nil {
			return err
		}
	}
	return nil
}

// restore gives an event that was made part of another its items back.
func (s *Store) restore(tx *bbolt.Tx, e feeds.Event) error {
	target, err := s.getEvent(tx, e.Alias)
	if err != nil {
		return err
	}
	if target.Workspace != e.Workspace {
		return fmt.Errorf("event %s is known as %s to all: %w", e.ID, e.Alias, feeds.ErrNotFound)
	}
	if err := s.without(tx, target, e.Items); err != nil {
		return err
	}
	items, err := s.getItems(tx, e.Items)
	if err != nil {
		return err
	}
	for _, item := range items {
		item.Event = e.ID
		if err := s.putItem(tx, item); err != nil {
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
	return s.told(tx, raise(e, feeds.Change{At: s.now(), What: broughtSplit}))
}

// LinkEvents writes a step of a lineage that a person confirmed on both events,
// or takes it away when no is set.
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
		if id == l.Event || e.Workspace != other.Workspace {
			return fmt.Errorf("events %s and %s are not two of one kind: %w", id, l.Event, feeds.ErrNotFound)
		}
		// What is known of the pair gives way to what the person says.
		e.Lineage = unlink(e.Lineage, other.ID)
		other.Lineage = unlink(other.Lineage, e.ID)
		if !no {
			back := l
			back.Event, back.Relation = e.ID, inverse(l.Relation)
			e.Lineage, other.Lineage = append(e.Lineage, l), append(other.Lineage, back)
		}
		if err := putEvent(tx, e); err != nil {
			return err
		}
		if err := putEvent(tx, other); err != nil {
			return err
		}
		return s.putAudit(tx, a)
	}})
}

// settled are links without that to the other event that it may be the same.
func settled(links []feeds.Link, id feeds.EventID) []feeds.Link {
	return slices.DeleteFunc(slices.Clone(links), func(l feeds.Link) bool { return l.Event == id && l.Relation == feeds.SameAs })
}

func unlink(links []feeds.Link, id feeds.EventID) []feeds.Link {
	return slices.DeleteFunc(slices.Clone(links), func(l feeds.Link) bool { return l.Event == id })
}
