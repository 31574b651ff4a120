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
func (i identity) EventKeys(item feeds.Item) feeds.ReadItem {
	read := i.Identity.EventKeys(item)
	for _, k := range lineage.Keys(&read) {
		if !slices.Contains(read.Keys, k) {
			read.Keys = append(read.Keys, k)
		}
	}
	return read
}

// Join decides which event the item belongs to, and which others it follows.
func (i identity) Join(read *feeds.ReadItem, candidates []feeds.Candidate) feeds.Verdict {
	v := i.Identity.Join(read, candidates)
	v.Links = lineage.Links(read, candidates, v.Join)
	return v
}
