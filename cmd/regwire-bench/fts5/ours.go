package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store"
)

// ours is the program's store, filled as regwire load fills it.
type ours struct{ store *store.Store }

func openOurs(dir string) (engine, error) {
	s, err := store.Open(dir, store.Options{})
	if err != nil {
		return nil, err
	}
	return &ours{s}, nil
}

func (o *ours) close() error { return o.store.Close() }

func (o *ours) build(ctx context.Context, l *library, items int) (time.Duration, error) {
	r, w := io.Pipe()
	go func() { w.CloseWithError(export(w, l, items)) }()
	if err := o.store.Load(ctx, r); err != nil {
		return 0, err
	}
	before := cpu()
	return settled(ctx) - before, nil
}

// settled waits until the process has nothing to do any more, and tells what it
// has used by then.
func settled(ctx context.Context) time.Duration {
	const look, idle = time.Second, 20 * time.Millisecond
	for last := cpu(); ; {
		select {
		case <-ctx.Done():
			return last
		case <-time.After(look):
		}
		now := cpu()
		if now-last < idle {
			return now
		}
		last = now
	}
}

// row is a line of an export.
type row struct {
	Kind   string `json:"kind"`
	Key    string `json:"key"`
	Schema int    `json:"schema"`
	Value  any    `json:"value"`
}

func export(w io.Writer, l *library, items int) error {
	out := json.NewEncoder(w)
	for range items {
		x := l.next()
		r := feeds.Reading{
			Relevance: feeds.Relevant, Section: feeds.Legislation, Stage: feeds.StageIssued,
			Topics: []feeds.Topic{topicOf(x.topic)}, Authorities: []feeds.AuthorityID{"CAC"},
		}
		i := feeds.Item{
			ID: feeds.ItemID("i" + strconv.Itoa(x.n)), Source: "cac", Title: x.title, Text: x.text, Published: feeds.Day(dateOf(x.day)), State: feeds.ItemRead, Reading: r,
			URL: fmt.Sprintf("https://www.regulator.example/2022-09/14/c_16647816496%05d.htm", x.n), Host: "www.regulator.example",
		}
		if err := out.Encode(row{"item", string(i.ID), 1, i}); err != nil {
			return err
		}
	}
	return out.Encode(row{"counter", "items", 1, items})
}

func topicOf(n int) feeds.Topic { return feeds.Topic("topic_" + strconv.Itoa(n)) }

func (o *ours) find(ctx context.Context, q query) ([]int, error) {
	ask := bot.Query{Words: []string{q.words}, Items: true, Limit: 10}
	if q.topic >= 0 {
		ask.Filter.Topics = []feeds.Topic{topicOf(q.topic)}
		ask.Since = feeds.Day(dateOf(q.since))
	}
	hits, _, err := o.store.Find(ctx, ask)
	if err != nil {
		return nil, err
	}
	out := make([]int, len(hits))
	for i, h := range hits {
		if out[i], err = strconv.Atoi(strings.TrimPrefix(string(h.Item.ID), "i")); err != nil {
			return nil, err
		}
	}
	return out, nil
}
