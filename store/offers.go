package store

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/feeds"
)

// eventsOf gives the numbers of events that the item may join or follow, the nearest first.
func eventsOf(tx *bbolt.Tx, read *feeds.ReadItem) []uint64 {
	numbers := feeds.Near(eventsBy(tx, slices.Concat(read.Keys, read.Sought)), eventsBy(tx, read.Steps))
	return numbers[:min(len(numbers), feeds.MaxOfKey)]
}

// eventsBy gives the numbers of events by any of the keys, as they weigh.
func eventsBy(tx *bbolt.Tx, keys []feeds.Key) (numbers []uint64) {
	var found []uint64
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
		found = found[:0]
		for ; len(found) < feeds.MaxOfKey && bytes.HasPrefix(k, prefix); k, _ = c.Prev() {
			found = append(found, seqOf(k))
		}
		numbers = feeds.Weigh(numbers, found)
	}
	return numbers
}

// offer is what a Joiner is asked to choose from. Damage to a text that it looked
// into is told by err.
type offer struct {
	events     []*known
	candidates []feeds.Candidate
	err        error
}

// offered are the nearest of the events that admit lets in, so many at most: what the
// item may not join takes no place. An event that became part of another stands for that.
func (s *Store) offered(tx *bbolt.Tx, near []uint64, most int, admit func(feeds.Event) bool) (*offer, error) {
	o := &offer{}
	for _, n := range near {
		k, err := s.standing(tx, n)
		if err != nil {
			return nil, err
		}
		if k == nil || !admit(k.hit.Event) || o.event(k.hit.Event.ID) != nil {
			continue
		}
		o.events = append(o.events, k)
		c := o.candidate(s, tx, &k.hit.Item, k.notes.taken())
		c.Event = k.hit.Event.ID
		if len(k.hit.Event.Items) > 1 {
			c.Also = func() []feeds.Candidate { return o.others(s, tx, k) }
		}
		o.candidates = append(o.candidates, c)
		if len(o.events) == most {
			break
		}
	}
	return o, nil
}

// standing is the event of that number or, of one workspace with it, what it became part
// of; nil where there is none.
func (s *Store) standing(tx *bbolt.Tx, n uint64) (*known, error) {
	k, err := s.lead(tx, n)
	for err == nil && k != nil && k.hit.Event.Alias != "" {
		of := k.hit.Event.Workspace
		if n, err = number('e', string(k.hit.Event.Alias)); err != nil {
			return nil, err
		}
		if k, err = s.lead(tx, n); k != nil && k.hit.Event.Workspace != of {
			return nil, err
		}
	}
	return k, err
}

// candidate is an item for a Joiner to look at.
func (o *offer) candidate(s *Store, tx *bbolt.Tx, item *feeds.Item, notes *feeds.Notes) feeds.Candidate {
	return feeds.Candidate{Lead: item, Notes: notes, Text: func() string {
		if item.ID == "" {
			return ""
		}
		text, err := s.getText(tx, item.ID)
		if err != nil {
			o.err = err
		}
		return text
	}}
}

// others are the items beside the lead, for a Joiner to look at.
func (o *offer) others(s *Store, tx *bbolt.Tx, k *known) (out []feeds.Candidate) {
	beside, err := s.beside(tx, k)
	if err != nil {
		o.err = err
	}
	for _, x := range beside {
		out = append(out, o.candidate(s, tx, &x.item, x.notes.taken()))
	}
	return out
}

// verdict is what a Joiner chose among what it was offered.
type verdict struct {
	joined *known   // the event that the item is to join, nil for none
	same   []*known // those that are of one event with it
	links  []feeds.Link
	moves  []feeds.Move
}

// unite makes one event of those that the item shows to be one, as JoinEvents does. What a
// person took apart, or what follows the other, stays.
func (s *Store) unite(tx *bbolt.Tx, v *verdict) error {
	if v.joined == nil {
		return nil
	}
	all := []*known{v.joined}
	for _, k := range v.same {
		if k.hit.Event.Workspace == v.joined.hit.Event.Workspace && !slices.ContainsFunc(all, func(x *known) bool { return keptApart(x.hit.Event, k.hit.Event) }) {
			all = append(all, k)
		}
	}
	if len(all) == 1 {
		return nil
	}
	slices.SortFunc(all, func(x, y *known) int { return elder(x.hit.Event, y.hit.Event) })
	whole, err := s.getEvent(tx, all[0].hit.Event.ID)
	if err != nil {
		return err
	}
	for _, k := range all[1:] {
		part, err := s.getEvent(tx, k.hit.Event.ID)
		if err != nil {
			return err
		}
		if err := s.absorbPart(tx, &whole, part); err != nil {
			return err
		}
	}
	if err := putEvent(tx, whole); err != nil {
		return err
	}
	n, err := number('e', string(whole.ID))
	if err != nil {
		return err
	}
	v.joined, err = s.lead(tx, n)
	return err
}

// elder orders events of which one becomes part of the other: first what readers were told
// of, then the oldest.
func elder(x, y feeds.Event) int {
	return cmp.Or(feeds.TrueFirst(!x.Baseline, !y.Baseline), foundOrder(x.ID, y.ID))
}

// keptApart reports whether a person took one of the events apart, or one follows the other.
func keptApart(x, y feeds.Event) bool {
	split := func(c feeds.Change) bool { return c.What == feeds.BroughtSplit }
	return slices.ContainsFunc(x.Changes, split) || slices.ContainsFunc(y.Changes, split) ||
		slices.ContainsFunc(x.Lineage, func(l feeds.Link) bool { return l.Event == y.ID && l.Relation != feeds.SameAs })
}

// judge asks the Joiner, and does not let it choose what it was not offered.
func (o *offer) judge(join feeds.Joiner, read *feeds.ReadItem) (v verdict, err error) {
	if join == nil || len(o.candidates) == 0 {
		return v, nil
	}
	said := join(read, o.candidates)
	if o.err != nil {
		return v, o.err
	}
	if said.Join != "" {
		if v.joined = o.event(said.Join); v.joined == nil {
			return v, fmt.Errorf("item %s was to join event %s, which is no candidate", read.Item.ID, said.Join)
		}
		for _, id := range said.Same {
			if k := o.event(id); k != nil && k != v.joined {
				v.same = append(v.same, k)
			}
		}
	}
	v.moves = slices.DeleteFunc(slices.Clone(said.Moves), func(m feeds.Move) bool { return o.event(m.From) == nil })
	v.links = slices.DeleteFunc(slices.Clone(said.Links), func(l feeds.Link) bool { return o.event(l.Event) == nil })
	return v, nil
}

func (o *offer) event(id feeds.EventID) *known {
	for _, k := range o.events {
		if k.hit.Event.ID == id {
			return k
		}
	}
	return nil
}
