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

// Buckets of this file:
//
//	"events"     8-byte number -> feeds.Event
//	"eventkeys"  16-byte hash of a grouping key, 8-byte number -> nothing
//	"unplanned"  8-byte number -> nothing
//	"aliases"    8-byte number of an event, 8-byte number of one that became part of it -> nothing
const (
	tableEvents    table = "events"
	tableEventKeys table = "eventkeys"
	tableUnplanned table = "unplanned"
	tableAliases   table = "aliases"
)

func (s *Store) getEvent(tx *bbolt.Tx, id feeds.EventID) (feeds.Event, error) {
	key, err := eventKey(id)
	if err != nil {
		return feeds.Event{}, err
	}
	var e feeds.Event
	ok, err := s.getRecord(tx, tableEvents, key, &e)
	if err == nil && !ok {
		err = fmt.Errorf("event %s: %w", id, feeds.ErrNotFound)
	}
	return e, err
}

func putEvent(tx *bbolt.Tx, e feeds.Event) error {
	key, err := eventKey(e.ID)
	if err != nil {
		return err
	}
	if err := putRecord(tx, tableEvents, key, e); err != nil {
		return err
	}
	if err := touchItems(tx, e.Items); err != nil {
		return err
	}
	return indexDays(tx, key, e)
}

func putUnplanned(tx *bbolt.Tx, id feeds.EventID) error {
	key, err := eventKey(id)
	if err != nil {
		return err
	}
	return putRaw(tx, tableUnplanned, key, []byte{})
}

func indexEvent(tx *bbolt.Tx, id feeds.EventID, keys []feeds.Key) error {
	n, err := number('e', string(id))
	if err != nil {
		return err
	}
	for _, k := range keys {
		if err := putRaw(tx, tableEventKeys, append(hash128(k), seqKey(n)...), []byte{}); err != nil {
			return err
		}
	}
	return nil
}

func unindexEvent(tx *bbolt.Tx, id feeds.EventID, keys []feeds.Key) error {
	n, err := number('e', string(id))
	if err != nil {
		return err
	}
	for _, k := range keys {
		if err := deleteKey(tx, tableEventKeys, append(hash128(k), seqKey(n)...)); err != nil {
			return err
		}
	}
	return nil
}

// place lets a read item, as it is now kept, join or start an event, or brings its event
// up to date. It returns the event as it is written, nil when the item changes none of its own kind.
func (s *Store) place(tx *bbolt.Tx, w *round, old feeds.Item, read *feeds.ReadItem) (feeds.Item, *feeds.Event, error) {
	item := read.Item
	known := read.Known()
	if item.Event != "" {
		return item, nil, s.reread(tx, w, old, item, known)
	}
	if len(read.Keys) == 0 {
		return item, nil, nil
	}
	near := eventsOf(tx, read)
	o, err := s.offered(tx, near, feeds.MaxCandidates, func(e feeds.Event) bool {
		return e.Workspace == "" || e.Workspace == item.Workspace
	})
	if err != nil {
		return item, nil, err
	}
	v, err := o.judge(w.Join, read)
	if err != nil {
		return item, nil, err
	}
	if err := s.unite(tx, &v); err != nil {
		return item, nil, err
	}
	var e feeds.Event
	if v.joined != nil {
		e, err = s.join(tx, item, v.joined)
	} else {
		e, err = s.begin(tx, item)
	}
	if err != nil {
		return item, nil, err
	}
	item.Event = e.ID
	if e.Workspace != item.Workspace { // a private item is told of the public event, not the reverse
		return item, nil, nil
	}
	if err := s.link(tx, &e, item.ID, v.links); err != nil {
		return item, nil, err
	}
	if err := s.draw(tx, w, &e, item, v.moves); err != nil {
		return item, nil, err
	}
	if err := putEvent(tx, e); err != nil {
		return item, nil, err
	}
	w.done.Events = append(w.done.Events, e.ID)
	if err := indexEvent(tx, e.ID, known); err != nil {
		return item, nil, err
	}
	return item, &e, s.absorb(tx, w, read, e, near)
}

// begin starts an event with the item.
func (s *Store) begin(tx *bbolt.Tx, item feeds.Item) (feeds.Event, error) {
	n, err := tableEvents.in(tx).NextSequence()
	if err != nil {
		return feeds.Event{}, fmt.Errorf("number an event: %w", err)
	}
	now := s.now()
	e := feeds.Event{
		ID: eventID(n), Workspace: item.Workspace, Revision: 1,
		Items: []feeds.ItemID{item.ID}, Lead: item.ID, Born: now, Changed: now,
		Published: item.Published, Baseline: item.Baseline, Reading: item.Reading, Title: titleOf(item),
		Changes: []feeds.Change{{Revision: 1, At: now, What: feeds.BroughtNew, News: true}},
	}
	if e.Baseline {
		return e, nil
	}
	return e, putUnplanned(tx, e.ID)
}

// join adds the item to an event. A private item leaves a public event as it is.
func (s *Store) join(tx *bbolt.Tx, item feeds.Item, to *known) (feeds.Event, error) {
	if to.hit.Event.Workspace != item.Workspace {
		return to.hit.Event, nil
	}
	e, err := s.getEvent(tx, to.hit.Event.ID) // one of our own: what is known is shared
	if err != nil {
		return e, err
	}
	lead := to.hit.Item
	if lead.Text, err = s.getText(tx, lead.ID); err != nil {
		return e, err
	}
	if e = announced(grow(e, lead, item, s.now()), item, s.now()); e.Baseline {
		return e, nil
	}
	return e, putUnplanned(tx, e.ID)
}

// reread brings the event of an item up to what a later reading found.
func (s *Store) reread(tx *bbolt.Tx, w *round, old, item feeds.Item, keys []feeds.Key) error {
	key, err := eventKey(item.Event)
	if err != nil {
		return err
	}
	var e feeds.Event
	if ok, err := s.getRecord(tx, tableEvents, key, &e); err != nil || !ok || e.Workspace != item.Workspace {
		return err
	}
	if err := indexEvent(tx, e.ID, keys); err != nil {
		return err
	}
	others, err := s.getItems(tx, slices.DeleteFunc(slices.Clone(e.Items), func(id feeds.ItemID) bool { return id == item.ID }))
	if err != nil {
		return err
	}
	e, raised := refresh(e, old, item, others, s.now())
	if err := s.dateSteps(tx, &e); err != nil {
		return err
	}
	if err := putEvent(tx, e); err != nil || !raised {
		return err
	}
	w.done.Events = append(w.done.Events, e.ID)
	if e.Baseline || e.Alias != "" {
		return nil
	}
	return putUnplanned(tx, e.ID)
}

// link writes the steps of a lineage that an item showed on both events.
func (s *Store) link(tx *bbolt.Tx, e *feeds.Event, by feeds.ItemID, links []feeds.Link) error {
	for _, l := range links {
		l.Item = by
		if l.Event == e.ID {
			continue
		}
		other, err := s.getEvent(tx, l.Event)
		if err != nil {
			return err
		}
		e.Lineage = addLink(e.Lineage, l)
		if other.Workspace != e.Workspace {
			continue // a public event does not tell of a private one
		}
		back := l
		back.Event, back.Relation = e.ID, feeds.Inverse(l.Relation)
		other.Lineage = addLink(other.Lineage, back)
		if err := putEvent(tx, other); err != nil {
			return err
		}
	}
	return nil
}

// absorb makes private events about the same thing aliases of a public one.
// Their deliveries stay, so that who was told is not told again.
func (s *Store) absorb(tx *bbolt.Tx, w *round, read *feeds.ReadItem, e feeds.Event, near []uint64) error {
	if e.Workspace != "" || !s.private.Load() {
		return nil
	}
	for _, n := range near {
		o, err := s.offered(tx, []uint64{n}, 1, func(e feeds.Event) bool { return e.Workspace != "" })
		if err != nil {
			return err
		}
		v, err := o.judge(w.Join, read)
		if err != nil {
			return err
		}
		if v.joined == nil {
			continue
		}
		if err := alias(tx, v.joined.hit.Event, e.ID); err != nil {
			return err
		}
	}
	return nil
}

// alias has part, whose steps and items the caller has taken care of, stand for whole from
// now on: nobody is told of it by itself.
func alias(tx *bbolt.Tx, part feeds.Event, whole feeds.EventID) error {
	from, err := eventKey(part.ID)
	if err != nil {
		return err
	}
	to, err := eventKey(whole)
	if err != nil {
		return err
	}
	part.Alias = whole
	if err := putEvent(tx, part); err != nil {
		return err
	}
	if err := deleteKey(tx, tableUnplanned, from); err != nil {
		return err
	}
	return putRaw(tx, tableAliases, append(to, from...), []byte{})
}

// ClaimEvent claims one unplanned event, the oldest first, with its items, texts
// and all, and the deliveries it already has; those of private events that became aliases of
// it are among them.
func (s *Store) ClaimEvent(ctx context.Context, owner string) (feeds.Claim, bot.Unplanned, error) {
	for range s.tries() {
		claim, lapsed, err := s.takeEvent(owner)
		if err != nil {
			return feeds.Claim{}, bot.Unplanned{}, err
		}
		if err := s.settleIf(ctx, lapsed); err != nil {
			return feeds.Claim{}, bot.Unplanned{}, s.giveBack(claim, err)
		}
		u, ok, err := s.unplanned(feeds.EventID(claim.Subject))
		if err != nil {
			return feeds.Claim{}, bot.Unplanned{}, s.giveBack(claim, err)
		}
		if ok {
			return claim, u, nil
		}
		if err := s.giveUp(ctx, claim); err != nil {
			return feeds.Claim{}, bot.Unplanned{}, err
		}
	}
	return feeds.Claim{}, bot.Unplanned{}, feeds.ErrNoWork
}

func (s *Store) takeEvent(owner string) (claim feeds.Claim, lapsed bool, err error) {
	ok := false
	err = s.db.View(func(tx *bbolt.Tx) error {
		c := tableUnplanned.in(tx).Cursor()
		for k, _ := c.First(); k != nil && !ok; k, _ = c.Next() {
			claim, lapsed, ok = s.claims.Take(feeds.ClaimEvent, string(eventID(seqOf(k))), owner)
		}
		return nil
	})
	if err == nil && !ok {
		err = feeds.ErrNoWork
	}
	return claim, lapsed, err
}

// unplanned loads a claimed event; ok is false when it was planned meanwhile or
// its record is damaged.
func (s *Store) unplanned(id feeds.EventID) (u bot.Unplanned, ok bool, err error) {
	key, err := eventKey(id)
	if err != nil {
		return u, false, err
	}
	err = s.db.View(func(tx *bbolt.Tx) error {
		if tableUnplanned.in(tx).Get(key) == nil {
			return nil
		}
		u.Event, u.Items, err = s.eventWithItems(tx, id)
		if ok = err == nil; errors.Is(err, feeds.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		for i := range u.Items { // filters look for words in them
			if u.Items[i].Text, err = s.getText(tx, u.Items[i].ID); err != nil {
				return err
			}
		}
		u.Deliveries, err = s.deliveriesOf(tx, id)
		return err
	})
	return u, ok, err
}

// Event is the event with its items, which come without their texts.
func (s *Store) Event(_ context.Context, id feeds.EventID) (feeds.Event, []feeds.Item, error) {
	var e feeds.Event
	var items []feeds.Item
	err := s.db.View(func(tx *bbolt.Tx) (err error) {
		e, items, err = s.eventWithItems(tx, id)
		return err
	})
	return e, items, err
}

// eventWithItems takes the event and its leading item from memory where they are: one
// alert to thousands of channels asks for them as many times.
func (s *Store) eventWithItems(tx *bbolt.Tx, id feeds.EventID) (e feeds.Event, items []feeds.Item, err error) {
	n, err := number('e', string(id))
	if err != nil {
		return e, nil, err
	}
	k, err := s.lead(tx, n)
	if err != nil || k == nil {
		if e, err = s.getEvent(tx, id); err != nil {
			return e, nil, err
		}
		items, err = s.getItems(tx, e.Items)
		return e, items, err
	}
	e = k.hit.Event
	for _, i := range e.Items {
		one := []feeds.Item{k.hit.Item}
		if one[0].ID != i {
			if one, err = s.getItems(tx, []feeds.ItemID{i}); err != nil {
				return e, nil, err
			}
		}
		items = append(items, one...)
	}
	return e, items, nil
}
