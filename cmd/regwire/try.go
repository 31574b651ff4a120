package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/console"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract"
	"github.com/regwire/regwire/feeds/poll"
	"github.com/regwire/regwire/feeds/replay"
)

type tryCmd struct {
	Sources   []string  `arg:"" name:"source" help:"Ids of the sources."`
	Config    string    `help:"Configuration file." placeholder:"FILE"`
	Backfill  int       `help:"Treat items published within DAYS as new." placeholder:"DAYS" default:"30"`
	Recording string    `help:"Poll the recording in DIR, which regwire record makes, in place of the sites." placeholder:"DIR"`
	At        fetchedAt `help:"The time of the recording, RFC 3339 or a day; now when not given." placeholder:"TIME"`
}

// Run polls the sources into a store of its own, which is removed afterwards, and
// shows what was read and what would be posted. It fails when one was not read.
func (t *tryCmd) Run(ctx context.Context, p *program) (err error) {
	c, err := p.settings(dataFlag{Config: t.Config})
	if err := cmp.Or(err, checkBackfill(t.Backfill)); err != nil {
		return err
	}
	kept := c.Data
	if c.Data, err = os.MkdirTemp("", "regwire-try-"); err != nil {
		return fmt.Errorf("make a folder to try in: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(c.Data)) }()
	c.Poll.Backfill = t.Backfill
	out := p.outside()
	out.log = logger(p.stderr, "error") // what was not read is told by line and verdict
	if t.Recording != "" {
		sites, err := t.serve(&out)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, sites.Close()) }()
		c.Poll.Gap = new(pause)
		c.Egress.Proxy = "" // which a recording on this machine is not behind
	}
	seen := newTrial(p)
	out.observe = seen.observe
	h, err := build(c, out)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.close()) }()
	sources, rules, err := t.chosen(ctx, p, h, kept)
	if err != nil {
		return err
	}
	h.poller = h.poller.With(sources...)
	h.poller.Reload(rules, sources)
	seen.begin(len(sources))
	if err := h.poller.Drain(ctx); err != nil {
		return err
	}
	seen.end()
	verdict := seen.verdict()
	if verdict != nil && len(sources) == 1 {
		return verdict
	}
	return errors.Join(h.showTried(ctx, p), verdict)
}

// serve puts the recording in place of the sites.
func (t *tryCmd) serve(out *surroundings) (*replay.Server, error) {
	if at, err := os.Stat(t.Recording); err != nil || !at.IsDir() {
		return nil, usage("--recording %s is no folder: regwire record SOURCE --to DIR makes one", t.Recording)
	}
	recording, err := replay.Load(os.DirFS(t.Recording))
	if err != nil {
		return nil, usage("--recording %s: %w", t.Recording, err)
	}
	sites, err := recording.Serve()
	if err != nil {
		return nil, fmt.Errorf("serve the recording in %s: %w", t.Recording, err)
	}
	out.dial, out.roots, out.render = sites.DialContext, sites.RootCAs(), false
	if !t.At.IsZero() {
		clock := &clock{}
		clock.set(t.At.Time)
		out.now = clock.now
	}
	return sites, nil
}

// chosen are the sources that the command names, enabled or not, those too that people added
// to the store in kept, with the rules of all that were looked through.
func (t *tryCmd) chosen(ctx context.Context, p *program, h *house, kept string) ([]extract.Source, *extract.Set, error) {
	sources, rules, err := p.sourcesOf(ctx, t.Sources, kept, h.tables.sources)
	for i, src := range sources {
		if src.Disabled != "" {
			fmt.Fprintf(p.stderr, "%s is not polled: %s. Trying it all the same.\n", src.ID, src.Disabled)
			sources[i].Disabled = ""
		}
	}
	return sources, rules, err
}

// trial follows the visits of a try. Of several sources it draws a bar on a
// terminal, and writes a line for each where there is none.
type trial struct {
	mu         sync.Mutex
	out, drawn io.Writer // drawn is nil where no bar is
	began      time.Time
	sources    int
	visits     []poll.Observation
	read       int
}

func newTrial(p *program) *trial {
	t := &trial{out: p.stdout, began: time.Now()}
	if isTerminal(p.stderr) {
		t.drawn = p.stderr
	}
	return t
}

func (t *trial) begin(sources int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.sources = sources
	t.draw("")
}

func (t *trial) observe(o poll.Observation) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.read += o.Read
	if !o.Reading {
		t.visits = append(t.visits, o)
		if t.bar() == nil && (t.sources > 1 || o.Outcome.Good()) { // one alone is the verdict
			fmt.Fprintln(t.out, visitLine(o))
		}
	}
	t.draw(string(o.Source))
}

// bar is where the bar is drawn; nil for a single source or no terminal.
func (t *trial) bar() io.Writer {
	if t.sources < 2 {
		return nil
	}
	return t.drawn
}

// barWidth is the number of characters that all sources together fill.
const barWidth = 30

func (t *trial) draw(source string) {
	if w := t.bar(); w != nil {
		done := min(len(t.visits), t.sources)
		full := barWidth * done / t.sources
		fmt.Fprintf(w, "\r\x1b[K[%s%s] %d of %d sources, %d items read  %s",
			strings.Repeat("#", full), strings.Repeat("-", barWidth-full), done, t.sources, t.read, source)
	}
}

// end wipes the bar, and says what the visits brought.
func (t *trial) end() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if w := t.bar(); w != nil {
		fmt.Fprint(w, "\r\x1b[K")
		for _, o := range t.visits {
			fmt.Fprintln(t.out, visitLine(o))
		}
	}
	if t.sources < 2 {
		return
	}
	outcomes, rows, items := map[feeds.Outcome]int{}, 0, 0
	for _, o := range t.visits {
		outcomes[o.Outcome]++
		rows += o.Rows
		items += o.New
	}
	fmt.Fprintf(t.out, "%d sources (%s): %s, %s, %d read, in %s\n", t.sources, countsOf(outcomes), counted(rows, "row"), counted(items, "item"), t.read, time.Since(t.began).Round(100*time.Millisecond))
}

// countsOf writes outcomes with their numbers, in the order of their names.
func countsOf(outcomes map[feeds.Outcome]int) string {
	var words []string
	for _, name := range slices.Sorted(maps.Keys(outcomes)) {
		words = append(words, fmt.Sprintf("%s %d", name, outcomes[name]))
	}
	return strings.Join(words, ", ")
}

func visitLine(o poll.Observation) string {
	said := fmt.Sprintf("%s: %s, %s", o.Source, o.Outcome, counted(o.Rows, "row"))
	if o.Reason != "" {
		said += ": " + o.Reason
	}
	return said
}

// counted is a number of things, such as 1 row or 2 rows.
func counted(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}

// verdict names the sources that were not read.
func (t *trial) verdict() error {
	var bad []string
	alone := "" // of several, each was told by its line
	for _, o := range t.visits {
		if !o.Outcome.Good() {
			bad = append(bad, string(o.Source))
			alone = fmt.Sprintf("%s (%s: %s)", o.Source, o.Outcome, o.Reason)
		}
	}
	slices.Sort(bad)
	switch {
	case len(bad) == 0:
		return nil
	case t.sources == 1:
		return fmt.Errorf("not read: %s", alone)
	}
	return fmt.Errorf("%d of %d sources were not read: %s", len(bad), t.sources, strings.Join(bad, ", "))
}

// showTried lists every item, and each alert that would be posted.
func (h *house) showTried(ctx context.Context, p *program) error {
	hits, total, err := h.store.Find(ctx, bot.Query{Items: true, Limit: 500})
	if err != nil {
		return err
	}
	noun := "items"
	if total == 1 {
		noun = "item"
	}
	fmt.Fprintf(p.stdout, "%d %s:\n", total, noun)
	for _, hit := range hits {
		i := hit.Item
		fmt.Fprintf(p.stdout, "  %-10s %-8s %s\n             %s\n", i.Published, i.Reading.Relevance, i.Title, i.URL)
		if i.State == feeds.ItemTitleOnly {
			fmt.Fprintf(p.stdout, "             text not read: %s\n", cmp.Or(i.Unread, "nothing says why"))
		}
	}
	posts, shown := 0, map[feeds.EventID]bool{}
	for _, hit := range hits {
		if hit.Event.ID == "" || hit.Event.Baseline || shown[hit.Event.ID] {
			continue
		}
		shown[hit.Event.ID] = true
		e, items, err := h.store.Event(ctx, hit.Event.ID)
		if err != nil {
			return err
		}
		v, err := h.editor.View(ctx, e, bot.Channel{})
		if err != nil {
			return err
		}
		posts++
		fmt.Fprintf(p.stdout, "\nwould be posted:\n%s", console.Render(bot.Alert(e, items, v), bot.Both, p.look(p.stdout)))
	}
	_, err = fmt.Fprintf(p.stdout, "\n%s would be posted; nothing was stored or posted\n", counted(posts, "alert"))
	return err
}
