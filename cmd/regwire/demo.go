package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/command"
	"github.com/regwire/regwire/bot/console"
	"github.com/regwire/regwire/bot/phrase"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/replay"
	"github.com/regwire/regwire/store"
)

type demoCmd struct {
	Once bool   `help:"Stop after the first round; exit 0 only if every expected alert came and no other."`
	Data string `help:"Keep the data in DIR; without it, in a folder that is removed." placeholder:"DIR"`
	Log  string `help:"Log level: debug, info, warn, error." default:"error" enum:"debug,info,warn,error"`
	// Channel and Config show the alerts in a chat of one's own.
	Channel string        `help:"Post to this channel instead of the terminal, such as slack:T0123/C0456; its token comes from the environment." placeholder:"CHANNEL" default:"console:local/demo"`
	Config  string        `help:"Configuration file, for the settings of the channel's platform." placeholder:"FILE"`
	Live    time.Duration `help:"When one more notice, made up, comes up on a recorded site." default:"20s"`
}

const (
	demoBackfill = 30
	demoPages    = "127.0.0.1:8080"
)

// demo is a house whose terminal, or one chosen channel, is told everything.
type demo struct {
	*house
	channel bot.ChannelID
	show    *show
}

// demoStart is the moment the demo's clock starts at: the recording's sites are
// as they could be read then.
var demoStart = time.Date(2022, 9, 30, 18, 0, 0, 0, feeds.Shanghai)

func (d *demoCmd) Run(ctx context.Context, p *program) (err error) {
	dir, remove, err := d.dir()
	if err != nil {
		return err
	}
	defer remove()
	recording, err := replay.September2022()
	if err != nil {
		return err
	}
	sites, err := recording.Serve()
	if err != nil {
		return fmt.Errorf("serve the recorded sites: %w", err)
	}
	defer func() { err = errors.Join(err, sites.Close()) }()
	show := newShow(p.stdout)
	clock := &clock{}
	clock.set(demoStart)
	out := p.outside()
	out.log, out.now, out.dial, out.roots, out.recording = logger(p.stderr, d.Log), clock.now, sites.DialContext, sites.RootCAs(), recording
	out.attach, out.render = nil, false
	out.observe, out.posted = show.observe, show.posted
	var pages net.Listener
	if !d.Once {
		if pages, err = freePort(ctx, demoPages); err != nil {
			return err
		}
		out.base = "http://" + pages.Addr().String()
	}
	house, channel, err := d.build(p, out, dir)
	if err != nil {
		return err
	}
	h := &demo{house: house, channel: channel, show: show}
	defer func() { err = errors.Join(err, h.close()) }()
	if err := h.ownStore(ctx, dir); err != nil {
		return err
	}
	if err := h.catchUp(ctx, clock); err != nil {
		return err
	}
	if err := h.demoRound(ctx, recording); err != nil {
		return err
	}
	if d.Once {
		return h.demoVerdict(ctx, p.stdout, recording)
	}
	return h.demoLive(ctx, p, sites, pages, clock, d.Live)
}

// build is the house, and the channel that it posts to.
func (d *demoCmd) build(p *program, out surroundings, dir string) (*house, bot.ChannelID, error) {
	c, err := readConfig(d.Config)
	if err != nil {
		return nil, "", err
	}
	c.Data, c.Poll, c.Post, c.Only = dir, pollConfig{Backfill: demoBackfill, Gap: new(pause)}, postConfig{Burst: 1000}, nil
	channel, err := channelOf(d.Channel)
	if err != nil {
		return nil, "", usageError{err}
	}
	out.getenv = p.getenv
	h, err := build(c, out)
	if err != nil {
		return nil, "", err
	}
	if h.platforms[channel.Platform()] == nil {
		return nil, "", errors.Join(usage("%s cannot be posted to: %s", channel, platformRows[channel.Platform()].needs), h.close())
	}
	return h, channel, nil
}

func (d *demoCmd) dir() (dir string, remove func(), err error) {
	if d.Data != "" {
		return d.Data, func() {}, nil
	}
	dir, err = os.MkdirTemp("", "regwire-demo-")
	if err != nil {
		return "", nil, fmt.Errorf("make a folder for the demo: %w", err)
	}
	return dir, func() { _ = os.RemoveAll(dir) }, nil // a leftover in the temporary folder harms nobody
}

// clock runs from a chosen moment at the real pace.
type clock struct{ from atomic.Pointer[moment] }

// moment is what the clock showed at a real time.
type moment struct{ shown, real time.Time }

func (c *clock) set(shown time.Time) { c.from.Store(&moment{shown: shown, real: time.Now()}) }

func (c *clock) now() time.Time {
	m := c.from.Load()
	return m.shown.Add(time.Since(m.real))
}

// ownStore refuses the store of a bot, whose channels would get alerts of 2022 as
// news: what it keeps was subscribed long after the demo's own time.
func (h *demo) ownStore(ctx context.Context, dir string) error {
	subs, err := h.store.Subscriptions(ctx)
	if err != nil {
		return err
	}
	for _, s := range subs {
		if s.Created.After(demoStart.AddDate(1, 0, 0)) {
			return usage("%s is the store of a bot, which tells %s: name a folder for the demo alone by --data, or leave it out", dir, s.Channel)
		}
	}
	return nil
}

// pastVisits is more than what a visit and the reading that follows it take:
// the times they store are later than the visit's own.
const pastVisits = time.Minute

// catchUp moves the clock past the newest time that a kept store holds.
func (h *demo) catchUp(ctx context.Context, c *clock) error {
	visits, err := h.store.Visits(ctx)
	if err != nil {
		return err
	}
	newest := demoStart
	for _, v := range visits {
		if past := v.At.Add(pastVisits); past.After(newest) {
			newest = past
		}
	}
	c.set(newest)
	return nil
}

// demoRound subscribes the terminal, submits the links, polls once, reads and
// delivers.
func (h *demo) demoRound(ctx context.Context, r *replay.Recording) error {
	if err := h.demoSubscribe(ctx); err != nil {
		return err
	}
	expected, err := r.Expected()
	if err != nil {
		return err
	}
	for _, e := range expected {
		if !e.Submitted {
			continue
		}
		if _, err := h.desk.Handle(ctx, bot.Command{Actor: h.actor(ctx), Verb: "submit", Words: []string{e.URL}}); err != nil {
			return fmt.Errorf("submit %s: %w", e.URL, err)
		}
	}
	if err := h.poller.Drain(ctx); err != nil {
		return err
	}
	h.show.counts()
	if err := h.show.wrote(); err != nil { // alerts that are written there would be waited for
		return err
	}
	return h.settle(ctx)
}

// settle delivers until nothing is owed any more that is due in a time that outlasts the
// usual Retry-After of a chat service, or until the channel is held.
func (h *demo) settle(ctx context.Context) error {
	for began := time.Now(); ; {
		if err := h.outbox.Drain(ctx); err != nil {
			return err
		}
		if why := h.show.heldFor(); why != "" {
			return fmt.Errorf("%s cannot be posted to: %s", h.channel, why)
		}
		waits, err := h.store.Backlog(ctx)
		if err != nil || !h.soon(waits) || time.Since(began) > settleTime {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(settlePause):
		}
	}
}

// soon reports whether something is to be posted now or in a moment.
func (h *demo) soon(b store.Backlog) bool {
	for w, n := range b.Owed {
		if n > 0 && w.For == store.WaitsTurn {
			return true
		}
	}
	return !b.Next.IsZero() && b.Next.Before(h.now().Add(settleTime))
}

const (
	settleTime  = 2 * time.Minute
	settlePause = 200 * time.Millisecond
)

func (h *demo) demoSubscribe(ctx context.Context) error {
	subs, err := h.store.Subscriptions(ctx)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(subs, func(s bot.Subscription) bool { return s.Channel == h.channel }) {
		return nil
	}
	_, err = h.desk.Handle(ctx, bot.Command{Actor: h.actor(ctx), Verb: "subscribe", Words: []string{"mode:now", "lang:both"}})
	return err
}

func (h *demo) actor(ctx context.Context) bot.Actor {
	lang := cmp.Or(h.langOf(ctx, h.channel), bot.Both)
	return bot.Actor{Workspace: h.channel.Workspace(), User: "you", Name: phrase.Say(string(lang), "person.you"), Channel: h.channel, Operator: true, Admin: true, Lang: lang}
}

// demoLive serves the pages, takes commands, in chat too where its channel is one,
// and publishes one more notice.
func (h *demo) demoLive(ctx context.Context, p *program, sites *replay.Server, pages net.Listener, clock *clock, after time.Duration) error {
	chat := h.channel.Platform() != console.Name
	open := doors{}
	if chat {
		var err error
		if open, err = h.openDoors(ctx, map[string]string{}); err != nil {
			return errors.Join(err, pages.Close())
		}
	}
	ctx, stop := context.WithCancel(ctx)
	var parts sync.WaitGroup
	defer parts.Wait()
	defer stop()
	parts.Go(func() { h.servePages(ctx, pages) })
	if chat {
		parts.Go(func() { h.hear(ctx, open, p.getenv) })
		parts.Go(func() { h.serveChat(ctx) })
	}
	if pages.Addr().String() != demoPages {
		fmt.Fprintf(p.stdout, "\n%s is taken, so the pages are at %s\n", demoPages, h.desk.Base)
	}
	fmt.Fprintf(p.stdout, "\nThe same on pages: %s\nType help for what regwire understands, quit to leave. In %s one more notice (made up) comes up on a recorded site.\n", h.desk.Base, after)
	parts.Go(func() { h.live(ctx, p.stdout, sites, clock, after) })
	return h.prompt(ctx, p)
}

// liveSource is the source that the made-up notice comes up on.
const liveSource = feeds.SourceID("bjca-notices")

// live publishes the made-up notice, moves the clock to when its site is due
// again, polls it and delivers.
func (h *demo) live(ctx context.Context, w io.Writer, sites *replay.Server, clock *clock, after time.Duration) {
	select {
	case <-ctx.Done():
		return
	case <-time.After(after):
	}
	h.show.quiet.Store(true)
	if err := h.liveNotice(ctx, sites, clock); err != nil && ctx.Err() == nil {
		h.log.Error("the made-up notice was not delivered", "err", err)
	}
	fmt.Fprint(w, "\nregwire> ")
}

func (h *demo) liveNotice(ctx context.Context, sites *replay.Server, clock *clock) error {
	if err := sites.Publish("bjca"); err != nil {
		return err
	}
	visits, err := h.store.Visits(ctx)
	if err != nil {
		return err
	}
	for _, v := range visits {
		if v.Source == liveSource && v.NextDue.After(h.now()) {
			clock.set(v.NextDue.Add(time.Second))
		}
	}
	return errors.Join(h.poller.Only(liveSource).Drain(ctx), h.outbox.Drain(ctx))
}

// chatPause is how often the demo looks for what people in chat brought about.
const chatPause = 100 * time.Millisecond

// serveChat reads what people in chat submit and posts what is owed there.
func (h *demo) serveChat(ctx context.Context) {
	for {
		if err := errors.Join(h.poller.ReadAll(ctx), h.outbox.Drain(ctx)); err != nil && ctx.Err() == nil {
			h.log.Error("chat is not served", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(chatPause):
		}
	}
}

// prompt takes commands until the input or ctx ends.
func (h *demo) prompt(ctx context.Context, p *program) error {
	lines := make(chan string)
	go func() {
		defer close(lines)
		in := bufio.NewScanner(p.stdin)
		for in.Scan() {
			select {
			case lines <- in.Text():
			case <-ctx.Done():
				return
			}
		}
	}()
	for {
		fmt.Fprint(p.stdout, "\nregwire> ")
		select {
		case <-ctx.Done():
			return nil
		case line, ok := <-lines:
			if !ok || slices.Contains([]string{"quit", "exit"}, strings.TrimSpace(line)) {
				return nil
			}
			h.typed(ctx, p, line)
		}
	}
}

// typed answers one line; a link that was submitted is read at once.
func (h *demo) typed(ctx context.Context, p *program, line string) {
	name, words := command.ParseLine(line)
	if name == "" {
		return
	}
	m, err := h.desk.Handle(ctx, bot.Command{Actor: h.actor(ctx), Verb: name, Words: words})
	lang := h.actor(ctx).Lang // the command may have been to change it
	if mistake, ok := errors.AsType[*bot.Mistake](err); ok {
		m, err = bot.Message{}, nil
		m.Add(bot.Body, bot.Line{mistake.Say})
	}
	if err != nil {
		h.log.Error("command failed", "verb", name, "err", err)
		m = bot.Message{}
		m.Add(bot.Body, bot.Line{bot.Say("mistake.ours")})
	}
	fmt.Fprint(p.stdout, console.Render(m, lang, p.look(p.stdout)))
	if name == "submit" {
		if err := errors.Join(h.poller.ReadAll(ctx), h.outbox.Drain(ctx)); err != nil {
			h.log.Error("submitted link not read", "err", err)
		}
	}
}

// freePort listens at addr, or at a free port when it is taken.
func freePort(ctx context.Context, addr string) (net.Listener, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", addr)
	if err == nil {
		return l, nil
	}
	host, _, _ := strings.Cut(addr, ":")
	if l, err = lc.Listen(ctx, "tcp", host+":0"); err != nil {
		return nil, fmt.Errorf("open a port for the pages: %w", err)
	}
	return l, nil
}
