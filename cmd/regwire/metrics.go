package main

import (
	"cmp"
	"context"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/slack"
	"github.com/regwire/regwire/bot/web"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/poll"
)

// metered counts what a house does. The house is built with its surroundings, and
// so after them.
type metered struct {
	*web.Metrics
	house *house
}

// meter has what is done in s counted.
func meter(s *surroundings) *metered {
	m := &metered{}
	m.Metrics = web.NewMetrics(web.MetricsDeps{
		Version: version, Now: s.now, Log: s.log,
		Figures: func(ctx context.Context) (web.Figures, error) { return m.house.figures(ctx) },
		Health:  func(ctx context.Context) error { return m.house.healthy(ctx) },
	})
	s.observe = func(o poll.Observation) {
		if o.Reading {
			m.Read(o.Read)
			return
		}
		m.Visited(o.Outcome, o.New, o.Took)
	}
	s.posted = func(d bot.Delivery, r bot.Result) {
		m.Posted(platformLabel(d.Key.Channel.Platform()), string(r.State), r.Limited)
	}
	s.committed = m.Committed
	return m
}

// platformLabel keeps labels to the platforms that there are.
func platformLabel(name string) string {
	if _, ok := platformRows[name]; ok {
		return name
	}
	return "other"
}

// figures counts what is stored and what waits.
func (h *house) figures(ctx context.Context) (f web.Figures, err error) {
	stats, err := h.store.Stats(ctx)
	if err != nil {
		return f, err
	}
	waits, err := h.store.Backlog(ctx)
	if err != nil {
		return f, err
	}
	channels, err := h.store.Channels(ctx)
	if err != nil {
		return f, err
	}
	visits, err := h.store.Visits(ctx)
	if err != nil {
		return f, err
	}
	room := h.store.Room()
	f = web.Figures{
		Sources: map[string]int{}, Good: map[feeds.SourceID]time.Time{}, Deliveries: map[[2]string]int{}, Oldest: waits.Oldest,
		Channels: len(channels), Subscriptions: stats.Subscriptions,
		Items: stats.Items, Events: stats.Events, Unread: stats.Unread, Unplanned: stats.Unplanned, Requests: waits.Requests, Writes: waits.Writes,
		Damaged: stats.Damaged, Database: stats.FileBytes, DatabaseFree: stats.FreeBytes, Disk: room.Free, Full: !room.Full.IsZero(),
	}
	holds, err := h.editor.Holds(ctx, channels)
	if err != nil {
		return f, err
	}
	for _, c := range channels {
		if c.Held != "" || holds[c.ID.Workspace()] != "" {
			f.Held++
		}
	}
	if i := h.socket.Load(); i != nil {
		f.Connected = map[string]bool{slack.Name: i.Connected()}
	}
	for w, n := range waits.Owed {
		f.Deliveries[[2]string{platformLabel(w.Platform), w.For}] += n
	}
	h.sourceFigures(&f, visits)
	return f, nil
}

// states are what a source may be in, each of which has its figure.
var states = []feeds.HealthState{feeds.HealthOK, feeds.HealthDegraded, feeds.HealthBroken, feeds.HealthSilent, feeds.HealthNew}

func (h *house) sourceFigures(f *web.Figures, visits []feeds.Visit) {
	by := make(map[feeds.SourceID]feeds.Visit, len(visits))
	for _, v := range visits {
		by[v.Source] = v
	}
	for _, s := range states {
		f.Sources[string(s)] = 0
	}
	for _, s := range h.poller.Polled() {
		f.Sources[string(cmp.Or(by[s.ID].Health.State, feeds.HealthNew))]++
	}
	for _, s := range h.sources {
		if s.Disabled != "" {
			f.Sources["disabled"]++
		} else if good := by[s.ID].Good; !good.IsZero() {
			f.Good[s.ID] = good
		}
	}
}
