package store

import (
	"bytes"
	"context"
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
//	"aliases"    8-byte number of a public event, 8-byte number of a private one -> nothing
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

// eventsOf finds events by any of the keys, the nearest first.
func (s *Store) eventsOf(tx *bbolt.Tx, keys []feeds.Key) ([]*known, error) {
	var numbers []uint64
	c := tableEventKeys.in(tx).Cursor()
	for _, key := range keys {
		prefix := hash128(key)
		k, _ := c.Seek(append(slices.Clone(prefix), seqKey(never)...))
		if k == nil {
			k, _ = c.Last()
		}
		if k != nil && !bytes.HasPrefix(k, prefix) {
			k, _ = c.Prev()
		}
		for n := 0; n < feeds.MaxOfKey && hasPrefix(k, prefix); k, _ = c.Prev() {
			numbers = append(numbers, seqOf(k))
			n++
		}
	}
	numbers = feeds.Nearest(numbers)
	var found []*known
	for _, n := range numbers[:min(len(numbers), feeds.MaxOfKey)] {
		k, err := s.lead(tx, n)
		if err != nil {
			return nil, err
		}
		if k != nil && k.hit.Event.Alias == "" {
			found = append(found, k)
		}
	}
	return found, nil
}

// candidates are the nearest of the events that admit lets in, so many at most: what
// the item may not join takes no place. They are shared: read only.
func (s *Store) candidates(tx *bbolt.Tx, events []*known, most int, admit func(feeds.Event) bool) (list []feeds.Candidate, err error) {
	admitted := func(k *known) bool { return admit(k.hit.Event) }
	if !slices.ContainsFunc(events, admitted) {
		return nil, nil
	}
	list = make([]feeds.Candidate, 0, min(len(events), most)) // each of some kilobytes
	for _, k := range events {
		if !admitted(k) {
			continue
		}
		c := feeds.Candidate{Event: k.hit.Event, Lead: k.hit.Item}
		if c.Lead.ID != "" {
			if c.Lead.Text, err = s.getText(tx, c.Lead.ID); err != nil {
				return nil, err
			}
		}
		if list = append(list, c); len(list) == most {
			break
		}
	}
	return list, nil
}

// place lets a read item join or start an event, or brings its event up to date.
func (s *Store) place(tx *bbolt.Tx, w *round, old, item feeds.Item, keys []feeds.Key) (feeds.Item, error) {
	if item.Event != "" {
		return item, s.reread(tx, w, old, item, keys)
	}
	if len(keys) == 0 {
		return item, nil
	}
	near, err := s.eventsOf(tx, keys)
	if err != nil {
		return item, err
	}
	candidates, err := s.candidates(tx, near, feeds.MaxCandidates, func(e feeds.Event) bool {
		return e.Workspace == "" || e.Workspace == item.Workspace
	})
	if err != nil {
		return item, err
	}
	verdict, err := judge(w.Join, item, candidates)
	if err != nil {
		return item, err
	}
	var e feeds.Event
	if i := slices.IndexFunc(candidates, func(c feeds.Candidate) bool { return c.Event.ID == verdict.Join }); i >= 0 {
		if e, err = s.join(tx, item, candidates[i]); err != nil {
			return item, err
		}
	} else if e, err = s.begin(tx, item); err != nil {
		return item, err
	}
	item.Event = e.ID
	if e.Workspace != item.Workspace { // a private item is told of the public event, not the reverse
		return item, nil
	}
	if err := s.link(tx, &e, verdict.Links); err != nil {
		return item, err
	}
	if err := putEvent(tx, e); err != nil {
		return item, err
	}
	w.done.Events = append(w.done.Events, e.ID)
	if err := indexEvent(tx, e.ID, keys); err != nil {
		return item, err
	}
	return item, s.absorb(tx, w, item, e, near)
}

// judge asks the Joiner, and does not let it choose what it was not offered.
func judge(join feeds.Joiner, item feeds.Item, candidates []feeds.Candidate) (feeds.Verdict, error) {
	if join == nil || len(candidates) == 0 {
		return feeds.Verdict{}, nil
	}
	v := join(item, candidates)
	offered := func(id feeds.EventID) bool {
		return slices.ContainsFunc(candidates, func(c feeds.Candidate) bool { return c.Event.ID == id })
	}
	if v.Join != "" && !offered(v.Join) {
		return v, fmt.Errorf("item %s was to join event %s, which is no candidate", item.ID, v.Join)
	}
	v.Links = slices.DeleteFunc(slices.Clone(v.Links), func(l feeds.Link) bool { return !offered(l.Event) })
	return v, nil
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
		Changes: []feeds.Change{{Revision: 1, At: now, What: "new", News: true}},
	}
	if e.Baseline {
		return e, nil
	}
	return e, putUnplanned(tx, e.ID)
}

// join adds the item to an event. A private item leaves a public event as it is.
func (s *Store) join(tx *bbolt.Tx, item feeds.Item, c feeds.Candidate) (feeds.Event, error) {
	if c.Event.Workspace != item.Workspace {
		return c.Event, nil
	}
	e, err := s.getEvent(tx, c.Event.ID) // one of our own: what candidates hold is shared
	if err != nil {
		return e, err
	}
	e = grow(e, c.Lead, item, s.now())
	if e.Baseline && !item.Baseline && recent(item, s.now()) {
		e.Baseline = false
	}
	if e.Baseline {
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
	if err := putEvent(tx, e); err != nil || !raised {
		return err
	}
	w.done.Events = append(w.done.Events, e.ID)
	if e.Baseline || e.Alias != "" {
		return nil
	}
	return putUnplanned(tx, e.ID)
}

// link writes the steps of a lineage on both events.
func (s *Store) link(tx *bbolt.Tx, e *feeds.Event, links []feeds.Link) error {
	for _, l := range links {
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
		back.Event, back.Relation = e.ID, inverse(l.Relation)
		other.Lineage = addLink(other.Lineage, back)
		if err := putEvent(tx, other); err != nil {
			return err
		}
	}
	return nil
}

// absorb makes private events about the same thing aliases of a public one.
// Their deliveries stay, so that who was told is not told again.
func (s *Store) absorb(tx *bbolt.Tx, w *round, item feeds.Item, e feeds.Event, near []*known) error {
	if e.Workspace != "" {
		return nil
	}
	private, err := s.candidates(tx, near, len(near), func(e feeds.Event) bool { return e.Workspace != "" })
	if err != nil {
		return err
	}
	for _, c := range private {
		verdict, err := judge(w.Join, item, []feeds.Candidate{c})
		if err != nil {
			return err
		}
		if verdict.Join != c.Event.ID {
			continue
		}
		if err := alias(tx, c.Event, e.ID); err != nil {
			return err
		}
	}
	return nil
}

func alias(tx *bbolt.Tx, private feeds.Event, public feeds.EventID) error {
	from, err := eventKey(private.ID)
	if err != nil {
		return err
	}
	to, err := eventKey(public)
	if err != nil {
		return err
	}
	private.Alias = public
	if err := putEvent(tx, private); err != nil {
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
	for range s.room.tries() {
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
			claim, lapsed, ok = s.claims.take(feeds.ClaimEvent, string(eventID(seqOf(k))), owner)
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
		if ok, err = s.getRecord(tx, tableEvents, key, &u.Event); err != nil || !ok {
			return err
		}
		if u.Items, err = s.getItems(tx, u.Event.Items); err != nil {
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
