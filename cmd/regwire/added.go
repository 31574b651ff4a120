package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/cmd/regwire/sourcing"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract"
	"github.com/regwire/regwire/store"
)

// sourceOf is sourcesOf for one id.
func (p *program) sourceOf(ctx context.Context, id, dir string, sources []extract.Source) (extract.Source, *extract.Set, error) {
	found, set, err := p.sourcesOf(ctx, []string{id}, dir, sources)
	if err != nil {
		return extract.Source{}, nil, err
	}
	return found[0], set, nil
}

// sourcesOf finds the sources of the ids, each once, among those of the configuration, and
// then among those that people added to the store in dir, which is only looked into: for
// commands that work without it. The set has the sources that were looked through.
func (p *program) sourcesOf(ctx context.Context, ids []string, dir string, sources []extract.Source) (found []extract.Source, set *extract.Set, err error) {
	set = extract.NewSet(sources)
	if slices.ContainsFunc(ids, func(id string) bool { _, ok := set.Source(feeds.SourceID(id)); return !ok }) {
		added, err := p.addedIn(ctx, dir)
		if err != nil {
			return nil, nil, err
		}
		sources = slices.Concat(sources, added)
		set = extract.NewSet(sources)
	}
	for i, id := range ids {
		src, ok := set.Source(feeds.SourceID(id))
		if !ok {
			return nil, nil, unknownSource(id, sources)
		}
		if !slices.Contains(ids[:i], id) {
			found = append(found, src)
		}
	}
	return found, set, nil
}

// addedIn are the sources that people added to the store in dir, in nobody's workspace; none
// where there is no store.
func (p *program) addedIn(ctx context.Context, dir string) (out []extract.Source, err error) {
	if !store.Exists(dir) {
		return nil, nil
	}
	own, err := p.ownIn(ctx, dir)
	if err != nil {
		return nil, fmt.Errorf("read the sources that people added: %w", err)
	}
	for _, o := range own {
		src, err := sourcing.Source(o)
		if err != nil {
			return nil, fmt.Errorf("source %s: %w", o.ID, err)
		}
		src.Workspace = ""
		out = append(out, src)
	}
	return out, nil
}

// ownIn reads the store in dir, or asks the process that serves it.
func (p *program) ownIn(ctx context.Context, dir string) (own []bot.OwnSource, err error) {
	var said bytes.Buffer
	asking := &program{stdin: p.stdin, stdout: &said, stderr: io.Discard, getenv: p.getenv}
	err = asking.whoHas(ctx, dir, []string{"added"}, func() error {
		kept, err := store.Open(dir, store.Options{Log: logger(p.stderr, "error"), ReadOnly: true})
		if err != nil {
			return err
		}
		own, err = kept.OwnSources(ctx)
		return errors.Join(err, kept.Close())
	})
	if err != nil || said.Len() == 0 {
		return own, err
	}
	if err := json.Unmarshal(said.Bytes(), &own); err != nil {
		return nil, fmt.Errorf("the serving process gave an answer that cannot be read: %w", err)
	}
	return own, nil
}

// addedCmd is what a serving process is asked by commands that work beside it.
type addedCmd struct {
	dataFlag
}

// Run prints the sources that people added as JSON.
func (a *addedCmd) Run(ctx context.Context, p *program) error {
	return p.withHouse(ctx, a.dataFlag, []string{"added"}, func(h *house) error {
		own, err := h.store.OwnSources(ctx)
		if err != nil {
			return fmt.Errorf("read the sources that people added: %w", err)
		}
		return json.NewEncoder(p.stdout).Encode(own)
	})
}
