package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/console"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract"
	"github.com/regwire/regwire/feeds/poll"
)

type tryCmd struct {
	Source   string `arg:"" help:"Id of the source."`
	Config   string `help:"Configuration file." placeholder:"FILE"`
	Backfill int    `help:"Treat items published within DAYS as new." placeholder:"DAYS" default:"30"`
}

// Run polls one source into a store of its own, which is removed afterwards, and
// shows what was read and what would be posted.
func (t *tryCmd) Run(ctx context.Context, p *program) (err error) {
	c, err := readConfig(t.Config)
	if err != nil {
		return err
	}
	if c.Data, err = os.MkdirTemp("", "regwire-try-"); err != nil {
		return fmt.Errorf("make a folder to try in: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(c.Data)) }()
	c.Poll.Backfill = t.Backfill
	out := p.outside()
	var seen []poll.Observation
	out.observe = func(o poll.Observation) { seen = append(seen, o) }
	h, err := build(c, out)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.close()) }()
	src, ok := h.tables.rules.Source(feeds.SourceID(t.Source))
	if !ok {
		return unknownSource(t.Source, h.tables.sources)
	}
	if src.Disabled != "" {
		fmt.Fprintf(p.stderr, "%s is not polled: %s. Trying it all the same.\n", src.ID, src.Disabled)
	}
	h.try(src)
	if err := h.poller.Drain(ctx); err != nil {
		return err
	}
	for _, o := range seen {
		if o.Outcome != feeds.OutcomeArticle && o.Read == 0 {
			fmt.Fprintf(p.stdout, "%s: %s, %d rows %s\n", o.Source, o.Outcome, o.Rows, o.Reason)
		}
	}
	return h.showTried(ctx, p)
}

// try polls src alone, enabled or not.
func (h *house) try(src extract.Source) {
	src.Disabled = ""
	h.poller = h.poller.With(src)
}

// showTried lists every item, and each alert that would be posted.
func (h *house) showTried(ctx context.Context, p *program) error {
	hits, total, err := h.store.Find(ctx, bot.Query{Items: true, Limit: 500})
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "%d items:\n", total)
	for _, hit := range hits {
		i := hit.Item
		fmt.Fprintf(p.stdout, "  %-10s %-8s %s\n             %s\n", i.Published, i.Reading.Relevance, i.Title, i.URL)
	}
	posts := 0
	for _, hit := range hits {
		if hit.Event.ID == "" || hit.Event.Baseline {
			continue
		}
		e, items, err := h.store.Event(ctx, hit.Event.ID)
		if err != nil {
			return err
		}
		posts++
		fmt.Fprintf(p.stdout, "\nwould be posted:\n%s", console.Render(bot.Alert(e, items, h.view(bot.Channel{})), bot.Both, console.Config{}))
	}
	_, err = fmt.Fprintf(p.stdout, "\n%d alerts would be posted; nothing was stored or posted\n", posts)
	return err
}
