package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/web"
	"github.com/regwire/regwire/cmd/regwire/control"
)

type serveCmd struct {
	dataFlag
	Backfill int    `help:"Announce items of a first poll that were published within DAYS." placeholder:"DAYS" default:"-1"`
	Log      string `help:"Log level: debug, info, warn, error." default:"info" enum:"debug,info,warn,error"`
}

// grace is how long a stop waits for posts and reads under way.
const grace = 10 * time.Second

func (s *serveCmd) Run(ctx context.Context, p *program) error {
	c, err := p.settings(s.dataFlag)
	if err != nil {
		return err
	}
	if s.Backfill != -1 {
		if err := checkBackfill(s.Backfill); err != nil {
			return err
		}
		c.Poll.Backfill = s.Backfill
	}
	out := p.outside()
	out.log = logger(p.stderr, s.Log)
	out.base, out.getenv = c.Listen.Base, p.getenv
	var m *metered
	if c.Listen.Metrics != "" {
		m = meter(&out)
	}
	if err := shrink(ctx, c.Data, out.log); err != nil {
		return err
	}
	h, err := build(c, out)
	if err != nil {
		return err
	}
	if s.passedOver() {
		out.log.Warn("a configuration lies here and was not named, so it is not read", "file", firstName, "fix", "--config "+firstName)
	}
	if m != nil {
		m.house = h
	}
	p.boundMemory(len(h.sources))
	return errors.Join(h.serve(ctx, p, m), h.close())
}

// serve runs the parts until ctx ends or the database turns out to be damaged, then
// gives them time to finish. What is counted is served where m is not nil.
func (h *house) serve(ctx context.Context, p *program, m *metered) error {
	socket, err := control.Listen(ctx, h.config.Data)
	if err != nil {
		return err
	}
	open, err := h.openDoors(ctx, map[string]string{"listen.pages": h.config.Listen.Pages, "listen.metrics": h.config.Listen.Metrics})
	if err != nil {
		return errors.Join(err, socket.Close())
	}
	if err := h.rejoin(ctx); err != nil {
		h.log.Error("channels not served again", "err", err)
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	go func() {
		select {
		case <-h.store.Broken(): // Close says why
			stop()
		case <-ctx.Done():
		}
	}()
	h.log.Info("serving", "data", h.config.Data, "sources", len(h.poller.Polled()), "version", version)
	var wg sync.WaitGroup
	wg.Go(func() { h.answers(p).Serve(ctx, socket) })
	if pages := open["listen.pages"]; pages != nil {
		wg.Go(func() { h.servePages(ctx, pages) })
	}
	if metrics := open["listen.metrics"]; metrics != nil {
		wg.Go(func() {
			if err := m.Serve(ctx, metrics); err != nil {
				h.log.Error("metrics ended", "err", err)
			}
		})
	}
	wg.Go(func() { h.hear(ctx, open, p.getenv) })
	wg.Go(func() { p.giveBack(ctx) })
	for name, run := range map[string]func(context.Context) error{"poll": h.poller.Run, "outbox": h.outbox.Run, "chores": h.keepTime, "upkeep": h.upkeep} {
		wg.Go(func() {
			if err := run(ctx); err != nil {
				h.log.Error("part ended", "part", name, "err", err)
			}
		})
	}
	<-ctx.Done()
	h.log.Info("stopping")
	return waitFor(&wg, grace)
}

// waitFor waits for the parts, at most d.
func waitFor(wg *sync.WaitGroup, d time.Duration) error {
	done := make(chan struct{})
	go func() {
		wg.Wait()
		close(done)
	}()
	select {
	case <-done:
		return nil
	case <-time.After(d):
		return fmt.Errorf("some work did not end within %s; it is taken up at the next start", d)
	}
}

// doors are the addresses that are listened at, by their settings.
type doors map[string]net.Listener

// of is the one at which a platform is called, nil for none.
func (d doors) of(row platformRow, c config) net.Listener {
	if row.listens == nil {
		return nil
	}
	setting, _ := row.listens(c)
	return d[setting]
}

// openDoors listens where each chat platform is called, and at own: an address that is
// taken is told before anything is polled or posted.
func (h *house) openDoors(ctx context.Context, own map[string]string) (doors, error) {
	wanted := maps.Clone(own)
	for name := range h.platforms {
		if listens := platformRows[name].listens; listens != nil {
			setting, address := listens(h.config)
			wanted[setting] = address
		}
	}
	open := doors{}
	for _, setting := range slices.Sorted(maps.Keys(wanted)) { // of several always the same is told
		l, err := listenAt(ctx, setting, wanted[setting])
		if err != nil {
			for _, l := range open {
				err = errors.Join(err, l.Close())
			}
			return nil, err
		}
		if l != nil {
			open[setting] = l
		}
	}
	return open, nil
}

// listenAt listens at the address of a setting, or not when there is none.
func listenAt(ctx context.Context, setting, addr string) (net.Listener, error) {
	if addr == "" {
		return nil, nil //nolint:nilnil // not asked for is no error
	}
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("%s: %w: choose another address such as 127.0.0.1:8090, or stop what listens there", setting, err)
	}
	return l, nil
}

// servePages serves the pages until ctx ends.
func (h *house) servePages(ctx context.Context, l net.Listener) {
	pages := web.New(web.Deps{
		Items: h.store, Visits: h.store, Calendars: h.store, Copies: h.copyOf, Evidence: h.packed, Redline: redlined, Issue: h.desk.Newsletter, Duties: h.desk.DutiesOf, Echoes: h.desk.EchoesOf,
		Names: h.tables.names, Sources: h.desk.Catalog.Sources, Topics: h.desk.Catalog.Topics,
		Base: h.desk.Base, Health: h.healthy, Now: h.now, Log: h.log,
	})
	if err := pages.Serve(ctx, l); err != nil {
		h.log.Error("pages ended", "err", err)
	}
}

// outside are the real surroundings of a program.
func (p *program) outside() surroundings {
	log := logger(p.stderr, "warn")
	return surroundings{now: wallClock, log: log, out: p.stdout, look: p.look(p.stdout), posted: func(bot.Delivery, bot.Result) {}, attach: attachments(log), render: true}
}

// wallClock is the time without the reading of Go's other clock, which stands still while
// a machine sleeps: by that one nothing would be due after a night, for another night.
func wallClock() time.Time { return time.Now().Round(0) }

func logger(w io.Writer, level string) *slog.Logger {
	var l slog.Level
	_ = l.UnmarshalText([]byte(level)) // the command line allows known levels only
	return slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{Level: l, ReplaceAttr: short}))
}

// maxLogValue bounds a value in the log: publishers and people write into it.
const maxLogValue = 1024

// short cuts long values.
func short(groups []string, a slog.Attr) slog.Attr {
	switch v := a.Value.Resolve(); v.Kind() {
	case slog.KindString:
		if s := v.String(); len(s) > maxLogValue {
			a.Value = slog.StringValue(strings.ToValidUTF8(s[:maxLogValue], "") + "…")
		}
	case slog.KindAny:
		if err, ok := v.Any().(error); ok {
			return short(groups, slog.String(a.Key, err.Error()))
		}
	}
	return a
}
