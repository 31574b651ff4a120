package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"os"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/cmd/regwire/sourcing"
	"github.com/regwire/regwire/store"
)

type initCmd struct {
	File string `arg:"" optional:"" default:"regwire.yaml" help:"Where to write it."`
}

// firstConfig is what init writes: every key a newcomer changes, at its default.
const firstConfig = `# regwire.yaml: every key may be left out; an unknown one is refused.
# Secrets are never in it: SLACK_BOT_TOKEN and others come from the environment,
# or from the file that SLACK_BOT_TOKEN_FILE names.
data: data           # the database and the page copies; keep it on a local disk
only: []             # ids of the sources that are polled; empty is all (regwire sources all)
poll:
  gap: 2s            # between two requests to one host
  backfill: 0        # days that a source's first poll announces
post:
  burst: 20          # alerts that may wait for a channel before they become one list
backup:              # one a day in backups/ of the data directory
  daily: 7           # of how many days the newest is kept; 0 makes none
  weekly: 4
listen:
  pages: 127.0.0.1:8080
  base: http://127.0.0.1:8080
`

// Run writes a first configuration, never over one that is there.
func (c *initCmd) Run(p *program) error {
	f, err := os.OpenFile(c.File, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, os.ErrExist) {
		return usage("%s is there already: name another file, or remove it first", c.File)
	}
	if err != nil {
		return fmt.Errorf("write a first configuration: %w", err)
	}
	_, err = io.WriteString(f, firstConfig)
	if err = errors.Join(err, f.Close()); err != nil {
		err = errors.Join(err, os.Remove(c.File)) // half of it would stand in the way of the next try
		return fmt.Errorf("write a first configuration: %w", err)
	}
	_, err = fmt.Fprintf(p.stdout, "%s is written. Next: regwire check --config %s\n", c.File, c.File)
	return err
}

type checkCmd struct {
	dataFlag
	Sources bool `help:"Visit the list of every source that is polled, once and at its host's pace, and say what came of each; stores and posts nothing."`
}

// Run proves each step and says how it went; the first error of each step names
// the fix. It posts nothing, and asks publishers only when it is to check sources. Of a process that serves the store it
// checks what that one goes by.
func (c *checkCmd) Run(ctx context.Context, p *program) error {
	if p.house != nil {
		fmt.Fprintln(p.stdout, "serving         ok: by the configuration that it was started with")
		return errors.Join(p.house.checkStore(ctx, p.stdout), p.house.checkProxy(ctx, p.stdout), p.house.checkPlatforms(ctx, p.stdout, p.getenv), c.visit(ctx, p.house, p.stdout))
	}
	conf, err := p.settings(c.dataFlag)
	if err != nil {
		return err
	}
	out := p.outside()
	out.getenv = p.getenv
	h, err := build(conf, out)
	if errors.Is(err, store.ErrInUse) {
		args := []string{"check"}
		if c.Sources {
			args = append(args, "--sources")
		}
		return p.askHolder(ctx, conf.Data, args, err)
	}
	if err != nil {
		return err
	}
	fmt.Fprintln(p.stdout, c.said())
	return errors.Join(h.check(ctx, p.stdout, p.getenv), c.visit(ctx, h, p.stdout), h.close())
}

// visit asks every source that is polled for its list and says what came of it, as one
// is done; the error counts those that were not read.
func (c *checkCmd) visit(ctx context.Context, h *house, w io.Writer) error {
	if !c.Sources {
		return nil
	}
	sources, _, _, err := h.sourcesOn(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "\n%s to visit, each once:\n", counted(len(sources), "source"))
	var mu sync.Mutex
	var crew errgroup.Group
	crew.SetLimit(workers(h.config.Poll.InFlight))
	bad := 0
	for _, src := range sources {
		crew.Go(func() error {
			rows, err := h.poller.Preview(ctx, src)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				bad++
				fmt.Fprintf(w, "%-30s not ok: %s\n", src.ID, sourcing.Why(err))
				return nil
			}
			fmt.Fprintf(w, "%-30s ok: %s\n", src.ID, counted(len(rows), "row"))
			return nil
		})
	}
	if err := errors.Join(crew.Wait(), ctx.Err()); err != nil || bad == 0 {
		return err
	}
	return fmt.Errorf("%d of %s could not be read: see “not ok” above; regwire try ID shows one in full", bad, counted(len(sources), "source"))
}

// firstName is what init calls a configuration that is given no name.
const firstName = "regwire.yaml"

// passedOver reports whether a configuration lies where the program was started and was
// not named: it is not read, and people think that it is.
func (f dataFlag) passedOver() bool {
	if f.Config != "" {
		return false
	}
	_, err := os.Stat(firstName)
	return err == nil
}

func (c *checkCmd) said() string {
	switch {
	case c.passedOver():
		return "configuration   not read: " + firstName + " lies here; name it by --config " + firstName
	case c.Config == "":
		return "configuration   none given: every setting is as usual"
	}
	return "configuration   ok"
}

func (h *house) check(ctx context.Context, w io.Writer, getenv func(string) string) error {
	if err := h.checkStore(ctx, w); err != nil {
		return err
	}
	for _, of := range [][2]string{{"pages", h.config.Listen.Pages}, {"metrics", h.config.Listen.Metrics}} {
		if err := free(ctx, "listen."+of[0], of[1]); err != nil {
			return err
		}
		if of[1] != "" {
			fmt.Fprintf(w, "%-15s ok: %s\n", of[0], of[1])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(h.platforms)) {
		if row := platformRows[name]; row.listens != nil {
			if setting, address := row.listens(h.config); address != "" {
				if err := free(ctx, setting, address); err != nil {
					return err
				}
			}
		}
	}
	return errors.Join(h.checkProxy(ctx, w), h.checkPlatforms(ctx, w, getenv))
}

// proxyWait is how long the egress proxy may take to answer.
const proxyWait = 5 * time.Second

// checkProxy proves that somebody listens where all requests are to go by: else no source is
// read, and each says so by itself.
func (h *house) checkProxy(ctx context.Context, w io.Writer) error {
	u := h.config.Egress.proxy()
	if u == nil {
		return nil
	}
	port := cmp.Or(u.Port(), map[string]string{"http": "80", "https": "443"}[u.Scheme], "1080")
	address := net.JoinHostPort(u.Hostname(), port)
	line, err := (&net.Dialer{Timeout: proxyWait}).DialContext(ctx, "tcp", address)
	if err != nil {
		fmt.Fprintf(w, "%-15s not ok\n", "proxy")
		if op, ok := errors.AsType[*net.OpError](err); ok {
			err = op.Err
		}
		return fmt.Errorf("egress.proxy: %s cannot be reached: %w: start the proxy, name another, or take the key out to go directly", address, err)
	}
	fmt.Fprintf(w, "%-15s ok: %s\n", "proxy", address)
	return line.Close()
}

// free proves that the address of a setting can be listened at.
func free(ctx context.Context, setting, address string) error {
	l, err := listenAt(ctx, setting, address)
	if err != nil || l == nil {
		return err
	}
	return l.Close()
}

// checkStore proves that the store can be read, and says what there is to poll.
func (h *house) checkStore(ctx context.Context, w io.Writer) error {
	stats, err := h.store.Stats(ctx)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	fmt.Fprintf(w, "store           ok: %d items, %d events, %d deliveries owed\n", stats.Items, stats.Events, stats.Owed)
	room := h.store.Room()
	if !room.Full.IsZero() {
		return errors.New(diskFull(room))
	}
	fmt.Fprintf(w, "disk            ok: %.1f GB left\n", float64(room.Free)/1e9)
	on, queues, off, err := h.sourcesOn(ctx)
	if err != nil {
		return err
	}
	handed := ""
	if queues > 0 {
		handed = fmt.Sprintf(", %d for links that people hand in", queues)
	}
	if _, err = fmt.Fprintf(w, "sources         ok: %d polled%s, %d off\n", len(on), handed, off); err != nil {
		return err
	}
	for _, s := range h.tables.sources { // who names it alone waits for what never comes
		if slices.Contains(h.config.Only, string(s.ID)) && s.Disabled != "" {
			fmt.Fprintf(w, "                only: %s is not polled: %s\n", s.ID, s.Disabled)
		}
	}
	return nil
}

// checkPlatforms proves every platform that is configured, and says what the others
// lack: who forgot a token would else see nothing amiss.
func (h *house) checkPlatforms(ctx context.Context, w io.Writer, getenv func(string) string) error {
	told, all := h.told(ctx)
	if told == nil {
		return all
	}
	for _, name := range slices.Sorted(maps.Keys(platformRows)) {
		if h.platforms[name] == nil {
			fmt.Fprintf(w, "%-15s not used: %s\n", name, platformRows[name].needs)
			if c := told[name]; c != "" {
				all = errors.Join(all, fmt.Errorf("%s: %s is to be told and cannot be: %s", name, c, platformRows[name].needs))
			}
			continue
		}
		says, err := platformRows[name].check(ctx, h, h.platforms[name], getenv)
		if err != nil {
			all = errors.Join(all, fmt.Errorf("%s: %w", name, err))
			fmt.Fprintf(w, "%-15s not ok\n", name)
			continue
		}
		fmt.Fprintf(w, "%-15s ok: %s\n", name, says)
	}
	return all
}

// told is by platform a channel that is to be told something; the error names those
// that are to be in the configuration and are not.
func (h *house) told(ctx context.Context) (by map[string]bot.ChannelID, unknown error) {
	subs, err := h.store.Subscriptions(ctx)
	if err != nil {
		return nil, err
	}
	channels := map[bot.ChannelID]bool{bot.ChannelID(h.config.Post.Operators): true}
	for _, s := range subs {
		channels[s.Channel] = true
	}
	by = map[string]bot.ChannelID{}
	for _, c := range slices.Sorted(maps.Keys(channels)) {
		by[c.Platform()] = c
		unknown = errors.Join(unknown, h.config.named(c))
	}
	return by, unknown
}

type statsCmd struct {
	dataFlag
}

// Run counts what is stored, as one JSON object.
func (s *statsCmd) Run(ctx context.Context, p *program) error {
	return p.withHouse(ctx, s.dataFlag, []string{"stats"}, func(h *house) error {
		stats, err := h.store.Stats(ctx)
		if err != nil {
			return err
		}
		return json.NewEncoder(p.stdout).Encode(stats)
	})
}
