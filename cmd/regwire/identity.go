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
	read.Steps = lineage.Keys(&read)
	return read
}

// Join decides which event the item belongs to, which it may be the same as, and which
// others it follows: what follows another is not the same.
func (i identity) Join(read *feeds.ReadItem, candidates []feeds.Candidate) feeds.Verdict {
	v := i.Identity.Join(read, candidates)
	follows := lineage.Links(read, candidates, append(slices.Clone(v.Same), v.Join)...)
	v.Links = slices.DeleteFunc(v.Links, func(l feeds.Link) bool {
		return slices.ContainsFunc(follows, func(f feeds.Link) bool { return f.Event == l.Event })
	})
	v.Links = append(v.Links, follows...)
	return v
}
