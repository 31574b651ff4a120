package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// found is what the program in the folder fts5 prints for one engine.
type found struct {
	IndexCPU float64 `json:"index_cpu"`
	AnonMB   float64 `json:"anonymous_mb"`
	Classes  []struct {
		Name  string
		P50   float64
		P99   float64
		Found int
	} `json:"classes"`
}

// finds runs both engines over the same items, once for all bars that ask.
func (b *bench) finds(ctx context.Context) (ours, sqlite found, err error) {
	if b.found == nil {
		dir := filepath.Join(b.root, "cmd", "regwire-bench", "fts5")
		binary := filepath.Join(b.dir, "fts5")
		build := exec.CommandContext(ctx, "go", "build", "-o", binary, ".")
		build.Dir = dir
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		if said, err := build.CombinedOutput(); err != nil {
			return ours, sqlite, fmt.Errorf("build %s: %w\n%s", dir, err, said)
		}
		for _, engine := range []string{"ours", "fts5"} {
			cmd := exec.CommandContext(ctx, binary, "--engine", engine, "--items", strconv.Itoa(b.items))
			cmd.Stderr = os.Stderr
			out, err := cmd.Output()
			if err != nil {
				return ours, sqlite, fmt.Errorf("find by %s: %w", engine, err)
			}
			var f found
			if err := json.Unmarshal(out, &f); err != nil {
				return ours, sqlite, fmt.Errorf("find by %s said %q: %w", engine, out, err)
			}
			b.found = append(b.found, f)
		}
	}
	return b.found[0], b.found[1], nil
}

// Limits of a find, in milliseconds: those of a million items from there on.
const (
	manyItems    = 1_000_000
	usualFind    = 5
	manyFind     = 20
	manyPairFind = 1
)

func (b *bench) find(ctx context.Context) ([]figure, error) {
	ours, sqlite, err := b.finds(ctx)
	if err != nil {
		return nil, err
	}
	var out []figure
	for i, c := range ours.Classes {
		peer := sqlite.Classes[i]
		english, filtered := strings.Contains(c.Name, "words"), strings.Contains(c.Name, "filtered")
		// FTS5 lets an English phrase run over a full stop; else both find the same.
		if !english && c.Found != peer.Found {
			return nil, fmt.Errorf("%s: %d found, FTS5 finds %d", c.Name, c.Found, peer.Found)
		}
		limit := float64(usualFind)
		if b.items >= manyItems {
			if limit = manyFind; strings.HasPrefix(c.Name, "2") {
				limit = manyPairFind
			}
		}
		ratio := 0.5
		switch {
		case filtered:
			ratio = 0.3
		case english:
			ratio = 1
		}
		out = append(out,
			figure{what: c.Name + ": p99", value: c.P99, limit: limit, unit: " ms"},
			figure{what: c.Name + ": p99 against FTS5", value: c.P99 / peer.P99, limit: ratio, unit: "x"},
			figure{what: c.Name + ": p50, and that of FTS5 in brackets", value: c.P50, unit: fmt.Sprintf(" ms (%.3f)", peer.P50), free: true})
	}
	return out, nil
}

func (b *bench) index(ctx context.Context) ([]figure, error) {
	ours, sqlite, err := b.finds(ctx)
	if err != nil {
		return nil, err
	}
	return []figure{
		{what: fmt.Sprintf("index of %d items: CPU against FTS5", b.items), value: ours.IndexCPU / sqlite.IndexCPU, limit: 0.5, unit: "x"},
		{what: "anonymous memory after the finds", value: ours.AnonMB, limit: 64, unit: " MB"},
		{what: "CPU to index an item", value: ours.IndexCPU / float64(b.items) * 1e6, unit: " us", free: true},
		{what: "anonymous memory of FTS5", value: sqlite.AnonMB, unit: " MB", free: true},
	}, nil
}
