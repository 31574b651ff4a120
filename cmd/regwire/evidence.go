package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store/evidence"
)

type evidenceCmd struct {
	dataFlag
	Event string `arg:"" help:"The event, as alerts and find show it, such as e29."`
	File  string `arg:"" optional:"" help:"Where to write it; EVENT.zip in this directory when not given."`
}

// Run writes the evidence of an event into a new file.
func (e *evidenceCmd) Run(ctx context.Context, p *program) error {
	e.Event = strings.ToLower(e.Event)
	if p.house == nil { // the serving process stands in another directory
		path, err := filepath.Abs(cmp.Or(e.File, filepath.Base(e.Event)+".zip"))
		if err != nil {
			return fmt.Errorf("write evidence to %s: %w", e.File, err)
		}
		e.File = path
	}
	return p.withHouse(ctx, e.dataFlag, []string{"evidence", e.Event, e.File}, func(h *house) error {
		event, items, err := h.store.Event(ctx, feeds.EventID(e.Event))
		if errors.Is(err, feeds.ErrNotFound) {
			return usage("there is no event %s: find WORDS lists the events with their ids", e.Event)
		}
		if err != nil {
			return err
		}
		out, err := os.OpenFile(e.File, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, os.ErrExist) {
			return usage("%s is there already: name another file", e.File)
		}
		if err != nil {
			return usage("evidence cannot be written: %w", err)
		}
		kept, err := h.evidence().Pack(ctx, event, items, out)
		if err = errors.Join(err, out.Close()); err != nil {
			return errors.Join(fmt.Errorf("write evidence to %s: %w", e.File, err), os.Remove(e.File))
		}
		_, err = fmt.Fprintf(p.stdout, "the evidence of %s is in %s: %s, README.txt says what each is\n", event.ID, e.File, kept)
		return err
	})
}

// evidence packs events of the house.
func (h *house) evidence() evidence.Packer {
	return evidence.Packer{Item: h.store.Item, Copies: h.copies, Version: version, Now: h.now}
}

// packed is evidence for the pages.
func (h *house) packed(ctx context.Context, e feeds.Event, items []feeds.Item, w io.Writer) error {
	_, err := h.evidence().Pack(ctx, e, items, w)
	return err
}
