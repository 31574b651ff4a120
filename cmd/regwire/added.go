package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract"
	"github.com/regwire/regwire/store"
)

// sourceOf finds the source of an id among those of the configuration, and then among those that
// people added to the store in dir, which is only looked into: for commands that work without
// it. The set has the sources that were looked through.
func sourceOf(ctx context.Context, id, dir string, sources []extract.Source, log *slog.Logger) (extract.Source, *extract.Set, error) {
	set := extract.NewSet(sources)
	if src, ok := set.Source(feeds.SourceID(id)); ok {
		return src, set, nil
	}
	added, err := addedIn(ctx, dir, log)
	if errors.Is(err, store.ErrInUse) {
		return extract.Source{}, nil, fmt.Errorf("%w; sources that people added are in %s, which serve has open: end it for as long as this takes, or name the source's file under sources", unknownSource(id, sources), dir)
	}
	if err != nil {
		return extract.Source{}, nil, err
	}
	all := slices.Concat(sources, added)
	set = extract.NewSet(all)
	src, ok := set.Source(feeds.SourceID(id))
	if !ok {
		return extract.Source{}, nil, unknownSource(id, all)
	}
	return src, set, nil
}

// addedIn are the sources that people added to the store in dir, in nobody's workspace; none
// where there is no store.
func addedIn(ctx context.Context, dir string, log *slog.Logger) (out []extract.Source, err error) {
	if !store.Exists(dir) {
		return nil, nil
	}
	kept, err := store.Open(dir, store.Options{Log: log, ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, kept.Close()) }()
	own, err := kept.OwnSources(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the sources that people added: %w", err)
	}
	for _, o := range own {
		src, err := ownSource(o)
		if err != nil {
			return nil, fmt.Errorf("source %s: %w", o.ID, err)
		}
		src.Workspace = ""
		out = append(out, src)
	}
	return out, nil
}
