package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/regwire/regwire/cmd/regwire/sourcing"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract"
)

// polledSources are the sources of a house as what tells of them asks for them.
type polledSources struct{ *house }

// Polled is the source of that id, and whether it is polled.
func (p polledSources) Polled(id feeds.SourceID) (feeds.Source, bool) {
	for _, s := range p.sources {
		if s.ID == id {
			return s.Source, s.Disabled == ""
		}
	}
	return feeds.Source{}, false
}

// On are all that are polled, those that people added among them.
func (p polledSources) On(ctx context.Context) ([]feeds.Source, error) {
	on, _, _, err := p.sourcesOn(ctx)
	list := make([]feeds.Source, len(on))
	for i, s := range on {
		list[i] = s.Source
	}
	return list, err
}

// NotPolled are the publishers that nobody can poll, among the sources that the
// configuration asks for, and how many it leaves out that could be polled.
func (p polledSources) NotPolled() (never []feeds.Source, leftOut int) {
	only := setOf(p.config.Only)
	for i, s := range p.tables.sources {
		switch asked := len(only) == 0 || only[string(s.ID)]; {
		case s.DemoOnly || p.sources[i].Disabled == "":
		case s.Disabled == "":
			leftOut += min(len(s.Start(feeds.Visit{}, p.now())), 1) // a queue of links is not polled anywhere
		case asked && s.Confidence != "":
			never = append(never, s.Source)
		}
	}
	return never, leftOut
}

// sourcesOn are the sources that are polled, those that people added too, and how many have
// no list and wait for links that people hand in, or are off.
func (h *house) sourcesOn(ctx context.Context) (on []extract.Source, queues, off int, err error) {
	own, err := h.store.OwnSources(ctx)
	if err != nil {
		return nil, 0, 0, fmt.Errorf("read the sources that people added: %w", err)
	}
	all := slices.Clone(h.sources)
	for _, o := range own {
		if src, err := sourcing.Source(o); err == nil {
			all = append(all, src)
		}
	}
	for _, s := range all {
		switch {
		case s.Disabled != "":
			off++
		case len(s.Start(feeds.Visit{}, h.now())) == 0:
			queues++
		default:
			on = append(on, s)
		}
	}
	return on, queues, off, nil
}
