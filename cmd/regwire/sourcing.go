package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/regwire/regwire/cmd/regwire/sourcing"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract"
)

// newSourcing lets people add sources to the house.
func (h *house) newSourcing() *sourcing.Sourcing {
	return sourcing.New(sourcing.Deps{
		Store: h.store, Poller: h.poller, CheckURL: h.fetch.CheckURL, Shipped: h.tables.rules, Reload: h.reload, Log: h.log, Now: h.now,
	})
}

// reload polls the shipped sources and those that people added.
func (h *house) reload(ctx context.Context) error {
	h.reloading.Lock()
	defer h.reloading.Unlock()
	own, err := h.store.OwnSources(ctx)
	if err != nil {
		return fmt.Errorf("read the sources that people added: %w", err)
	}
	all, polled := slices.Clone(h.tables.sources), slices.Clone(h.sources)
	added := make(map[feeds.SourceID]feeds.Source, len(own))
	for _, o := range own {
		src, err := sourcing.Source(o)
		if err != nil {
			h.log.Error("source that was added cannot be read any more", "source", o.ID, "err", err)
			continue
		}
		all, polled = append(all, src), append(polled, src)
		added[src.ID] = src.Source
	}
	h.tables.names.added.Store(&added)
	h.poller.Reload(extract.NewSet(all), polled)
	return nil
}

// withFile puts a file's content in the place of its name, for the verbs that
// take a file at the terminal: the serving process has another folder.
func withFile(words []string) ([]string, error) {
	if len(words) < 2 || words[0] != "add" && words[0] != "import" {
		return words, nil
	}
	ext := strings.ToLower(filepath.Ext(words[1]))
	if !slices.Contains([]string{".yaml", ".yml", ".opml", ".xml"}, ext) {
		if info, err := os.Stat(words[1]); err == nil && info.Mode().IsRegular() {
			return nil, usage("%s: a pack is a file whose name ends in .yaml or .yml, a list in .opml or .xml", words[1])
		}
		return words, nil
	}
	if strings.Contains(words[1], "://") {
		return words, nil
	}
	info, err := os.Stat(words[1])
	if err == nil && info.Size() > sourcing.MaxPack {
		return nil, usage("%s: more than %d MiB", words[1], sourcing.MaxPack>>20)
	}
	raw, err := readFile(words[1])
	if err != nil {
		return nil, err
	}
	words = slices.Clone(words)
	words[1] = sourcing.AsWord(filepath.Base(words[1]), raw)
	return words, nil
}

// asFlags writes flags as they are typed, for the process that serves the store.
func asFlags(flags map[string]string) []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(flags)) {
		out = append(out, "--"+name+"="+flags[name])
	}
	return out
}
