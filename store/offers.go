package store

import (
	"bytes"
	"fmt"
	"slices"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/feeds"
)

// eventsOf gives the numbers of events by any of the keys, the nearest first.
func eventsOf(tx *bbolt.Tx, keys []feeds.Key) []uint64 {
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
	return numbers[:min(len(numbers), feeds.MaxOfKey)]
}

// offer is what a Joiner is asked to choose from. Damage to a text that it looked
// into is told by err.
type offer struct {
	events     []*known
	candidates []feeds.Candidate
	err        error
}

// offered are the nearest of the events that admit lets in, so many at most: what the
// item may not join takes no place.
func (s *Store) offered(tx *bbolt.Tx, near []uint64, most int, admit func(feeds.Event) bool) (*offer, error) {
	o := &offer{}
	for _, n := range near {
		k, err := s.lead(tx, n)
		if err != nil {
			return nil, err
		}
		if k == nil || k.hit.Event.Alias != "" || !admit(k.hit.Event) {
			continue
		}
		o.events = append(o.events, k)
		o.candidates = append(o.candidates, feeds.Candidate{
			Event: k.hit.Event.ID, Lead: &k.hit.Item, Notes: k.noted(),
			Text: func() string {
				if k.hit.Item.ID == "" {
					return ""
				}
				text, err := s.getText(tx, k.hit.Item.ID)
				if err != nil {
					o.err = err
				}
				return text
			},
		})
		if len(o.events) == most {
			break
		}
	}
	return o, nil
}

// judge asks the Joiner, and does not let it choose what it was not offered. joined is
// the event that the item is to join, nil for none.
func (o *offer) judge(join feeds.Joiner, read *feeds.ReadItem) (joined *known, links []feeds.Link, err error) {
	if join == nil || len(o.candidates) == 0 {
		return nil, nil, nil
	}
	v := join(read, o.candidates)
	if o.err != nil {
		return nil, nil, o.err
	}
	if v.Join != "" {
		if joined = o.event(v.Join); joined == nil {
			return nil, nil, fmt.Errorf("item %s was to join event %s, which is no candidate", read.Item.ID, v.Join)
		}
	}
	links = slices.DeleteFunc(slices.Clone(v.Links), func(l feeds.Link) bool { return o.event(l.Event) == nil })
	return joined, links, nil
}

func (o *offer) event(id feeds.EventID) *known {
	for _, k := range o.events {
		if k.hit.Event.ID == id {
			return k
		}
	}
	return nil
}
