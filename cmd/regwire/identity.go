package main

import (
	"slices"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/dedupe"
	"github.com/regwire/regwire/feeds/lineage"
)

// identity joins what dedupe says is the same with what lineage says follows.
type identity struct{ dedupe.Identity }

// EventKeys propose events to join and events to follow.
func (i identity) EventKeys(item feeds.Item) (keys, own, sought []feeds.Key) {
	keys, own, sought = i.Identity.EventKeys(item)
	for _, k := range lineage.Keys(item) {
		if !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	return keys, own, sought
}

// Join decides which event the item belongs to, and which others it follows.
func (i identity) Join(item feeds.Item, candidates []feeds.Candidate) feeds.Verdict {
	v := i.Identity.Join(item, candidates)
	v.Links = lineage.Links(item, candidates, v.Join)
	return v
}
