package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/dedupe"
	"github.com/regwire/regwire/feeds/poll"
	"github.com/regwire/regwire/feeds/replay"
)

// show prints the progress of a round: a line per source, then the counts.
type show struct {
	quiet atomic.Bool
	mu    sync.Mutex
	w     io.Writer
	began time.Time

	sources, rows, items, read, bad int
	held                            string // why nothing can be posted
	failed                          error  // of the first line that could not be written
}

func newShow(w io.Writer) *show { return &show{w: w, began: time.Now()} }

func (s *show) observe(o poll.Observation) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.read += o.Read
	if o.Reading || s.quiet.Load() {
		return
	}
	s.sources++
	s.rows += o.Rows
	s.items += o.New
	line := fmt.Sprintf("%-28s %3d rows %4d new", o.Source, o.Rows, o.New)
	switch {
	case !o.Outcome.Good():
		s.bad++
		line += fmt.Sprintf("   %s: %s", o.Outcome, o.Reason)
	case o.Unchanged:
		line += "   unchanged"
	}
	s.print("%s   %s\n", line, o.Took.Round(time.Millisecond))
}

// print writes, and notes when that fails; the caller holds the lock.
func (s *show) print(format string, args ...any) {
	if _, err := fmt.Fprintf(s.w, format, args...); err != nil && s.failed == nil {
		s.failed = err
	}
}

// wrote is why a line could not be written, nil when all were.
func (s *show) wrote() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.failed
}

// posted notes when a post is refused so that nothing more is posted.
func (s *show) posted(_ bot.Delivery, r bot.Result) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held = cmp.Or(s.held, r.HoldChannel, r.HoldWorkspace)
}

func (s *show) heldFor() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.held
}

func (s *show) counts() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.print("\n%d sources visited, %d not read; %d rows, %d new items, %d read, in %s\n",
		s.sources, s.bad, s.rows, s.items, s.read, time.Since(s.began).Round(10*time.Millisecond))
}

// demoVerdict compares what was delivered with what the recording expects. It
// judges by the store, so that a run after a kill can be right too.
func (h *demo) demoVerdict(ctx context.Context, w io.Writer, r *replay.Recording) error {
	expected, err := r.Expected()
	if err != nil {
		return err
	}
	hits, _, err := h.store.Find(ctx, bot.Query{Workspace: h.channel.Workspace()})
	if err != nil {
		return err
	}
	told := map[string]feeds.Event{} // by canonical address of every item
	alerted := map[feeds.EventID]string{}
	for _, hit := range hits {
		e, items, err := h.store.Event(ctx, hit.Event.ID)
		if err != nil {
			return err
		}
		sent, err := h.alertSent(ctx, e.ID)
		if err != nil {
			return err
		}
		if sent {
			alerted[e.ID] = e.Title
			for _, i := range items {
				told[dedupe.Canonical(i.URL)] = e
			}
		}
	}
	wrong := 0
	for _, x := range expected {
		e, ok := tellOf(told, x)
		if !ok {
			wrong++
			fmt.Fprintf(w, "MISSING  %s %s\n", x.ID, x.TitleZH)
			continue
		}
		delete(alerted, e.ID)
		for _, diff := range differences(x, e) {
			wrong++
			fmt.Fprintf(w, "WRONG    %s %s: %s\n", x.ID, x.TitleZH, diff)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(alerted)) {
		wrong++
		fmt.Fprintf(w, "UNEXPECTED %s %s\n", id, alerted[id])
	}
	fmt.Fprintf(w, "\n%d alerts expected, %d wrong, missing or unexpected\n", len(expected), wrong)
	if wrong > 0 {
		return codeError(exitFailed)
	}
	return nil
}

func (h *demo) alertSent(ctx context.Context, id feeds.EventID) (bool, error) {
	ds, err := h.store.Deliveries(ctx, id)
	return slices.ContainsFunc(ds, func(d bot.Delivery) bool {
		return d.Key.Channel == h.channel && d.Key.Kind == bot.KindAlert && d.State == bot.Sent
	}), err
}

func tellOf(told map[string]feeds.Event, x replay.Expected) (feeds.Event, bool) {
	for _, u := range append([]string{x.URL}, x.Also...) {
		if e, ok := told[dedupe.Canonical(u)]; ok {
			return e, true
		}
	}
	return feeds.Event{}, false
}

// differences says where an event is not filed and dated as expected.
func differences(x replay.Expected, e feeds.Event) []string {
	var out []string
	if e.Reading.Section != x.Section {
		out = append(out, fmt.Sprintf("section %s, expected %s", e.Reading.Section, x.Section))
	}
	got, want := slices.Sorted(slices.Values(e.Reading.Topics)), slices.Sorted(slices.Values(x.Topics))
	if !slices.Equal(got, want) {
		out = append(out, fmt.Sprintf("topics %v, expected %v", got, want))
	}
	if c := e.Reading.Dates.CommentCloses; c.Day != x.CommentDeadline || c.Day != "" && c.Quote.Text == "" {
		out = append(out, fmt.Sprintf("comments close %q (text %q), expected %q", c.Day, c.Quote.Text, x.CommentDeadline))
	}
	return out
}
