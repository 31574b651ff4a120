package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/reading/score"
	"github.com/regwire/regwire/feeds/spelling"
	"github.com/regwire/regwire/store"
)

type exportCmd struct {
	dataFlag
}

// Run writes everything that is stored, one record a line. The database is looked
// over first also where it was closed: a page that the disk has lost would end the
// program in the middle, or leave its records out without a word.
func (e *exportCmd) Run(ctx context.Context, p *program) error {
	if p.house == nil {
		c, err := p.settings(e.dataFlag)
		if err != nil {
			return err
		}
		if store.Exists(c.Data) {
			if err := proven(ctx, c.Data); err != nil {
				return err
			}
		}
	}
	return p.withHouse(ctx, e.dataFlag, []string{"export"}, func(h *house) error {
		w := bufio.NewWriter(p.stdout)
		if err := h.store.Export(ctx, w); err != nil {
			return fmt.Errorf("export: %w", err)
		}
		return w.Flush()
	})
}

type loadCmd struct {
	dataFlag
	File string `arg:"" help:"An export, or items as JSON Lines; - is standard input."`
}

// Run loads an export into an empty store, or plain items into any.
func (l *loadCmd) Run(ctx context.Context, p *program) error {
	if l.File != "-" && p.house == nil {
		path, err := filepath.Abs(l.File) // the serving process stands in another directory
		if err != nil {
			return fmt.Errorf("load %s: %w", l.File, err)
		}
		if err := there(path); err != nil { // before a store is made for it
			return err
		}
		l.File = path
	}
	return p.withHouse(ctx, l.dataFlag, []string{"load", l.File}, func(h *house) error {
		in, closeIn, err := p.open(l.File)
		if err != nil {
			return err
		}
		defer closeIn()
		r := bufio.NewReaderSize(in, 1<<20)
		first, err := r.Peek(1 << 10)
		switch {
		case len(first) > 0:
		case err == nil || errors.Is(err, io.EOF):
			return usage("%s holds nothing to load", l.File)
		default:
			return usage("%s cannot be read: %w", l.File, err)
		}
		if isExport(first) {
			if err := h.store.Load(ctx, r); err != nil {
				return fmt.Errorf("%s: %w", l.File, err)
			}
			_, err = fmt.Fprintln(p.stdout, "export loaded, nothing posted; page copies are no part of it: copy the folder copies as well")
			return err
		}
		n, passed, err := h.loadItems(ctx, r, l.File)
		if err != nil {
			return err
		}
		if passed != "" {
			fmt.Fprintln(p.stderr, "regwire: "+l.File+": "+passed)
		}
		_, err = fmt.Fprintf(p.stdout, "%d items loaded, nothing posted\n", n)
		return err
	})
}

// isExport tells an export from plain items by the keys of its first record.
func isExport(first []byte) bool {
	var record struct {
		Kind   string           `json:"kind"`
		Schema *json.RawMessage `json:"schema"`
	}
	d := json.NewDecoder(bytes.NewReader(first))
	if err := d.Decode(&record); err == nil {
		return record.Kind != "" && record.Schema != nil
	}
	// The first record is longer than what was looked at: its beginning tells.
	return len(first) > 8 && string(first[:8]) == `{"kind":`
}

// loadItems reads plain items and stores them as read long ago: they are found
// and counted, and nobody is told. passed says which keys of theirs it does not know.
func (h *house) loadItems(ctx context.Context, r io.Reader, name string) (n int, passed string, err error) {
	lines, err := score.Lines(r)
	if err != nil {
		return 0, "", usage("%s: %w", name, err)
	}
	passed = passedOver(lines)
	for _, in := range lines {
		w := in.Writing()
		item := feeds.Item{
			Source: linkQueue.ID, URL: w.URL, Host: loadedHost, Title: string(feeds.CleanLine(w.Title)), Published: w.Published,
			Authority: w.Source, Media: w.Media, Found: h.now(), State: feeds.ItemUnread, Baseline: true, Text: w.Body, Given: true,
		}
		keys := identity{}.ItemKeys(linkQueue.ID, feeds.Entry{URL: w.URL, GUID: in.ID})
		if len(keys) == 0 {
			return n, passed, usage("%s: item %s has neither url nor id", name, in.ID)
		}
		_, known, err := h.store.Submit(ctx, feeds.Found{Item: item, Keys: keys}, bot.Audit{At: h.now(), Actor: "operator", Verb: "load", Detail: in.ID})
		if err != nil {
			return n, passed, err
		}
		if !known {
			n++
		}
	}
	return n, passed, h.poller.ReadHost(ctx, loadedHost) // what waits for the network waits for serve
}

// loadedHost stands for the host of items that bring their text.
const loadedHost = "load"

// passedOver says which key of the lines nobody knows; "" when there is none. Items of
// others have keys of their own, so that it is said and not refused: a title under a
// misspelt key was an item without a title, and no word about it.
func passedOver(lines []score.Line) string {
	key, first, n := score.PassedOver(lines)
	if n == 0 {
		return ""
	}
	said := fmt.Sprintf("line %d: key %q is not known and was passed over", first, key)
	if n > 1 {
		said += fmt.Sprintf(", on %d lines in all", n)
	}
	if best := spelling.Nearest(key, score.Keys); best != "" {
		return said + fmt.Sprintf("; did you mean %q?", best)
	}
	return said + "; an item has " + strings.Join(score.Keys, ", ")
}

// there refuses the name of a file that is not there.
func there(name string) error {
	if _, err := os.Stat(name); err != nil {
		return usage("%s cannot be read: %w", name, err)
	}
	return nil
}

func (p *program) open(name string) (io.Reader, func(), error) {
	if name == "-" {
		return p.stdin, func() {}, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, nil, usage("%s cannot be read: %w", name, err)
	}
	return f, func() { _ = f.Close() }, nil // read only: nothing can be lost
}
