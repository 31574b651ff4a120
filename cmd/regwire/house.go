package main

import (
	"cmp"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/command"
	"github.com/regwire/regwire/bot/console"
	"github.com/regwire/regwire/bot/editor"
	"github.com/regwire/regwire/bot/outbox"
	"github.com/regwire/regwire/bot/slack"
	"github.com/regwire/regwire/cmd/regwire/sourcing"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract"
	"github.com/regwire/regwire/feeds/fetch"
	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/poll"
	"github.com/regwire/regwire/feeds/replay"
	"github.com/regwire/regwire/store"
	"github.com/regwire/regwire/store/copies"
)

// house is the program's parts, built once and tied together.
type house struct {
	config  config
	tables  *tables
	sources []extract.Source // those that are polled
	store   *store.Store
	copies  *copies.Store
	fetch   *fetch.Client
	poller  *poll.Poller
	outbox  *outbox.Outbox
	editor  *editor.Editor
	// platforms by the first part of a channel's id.
	platforms map[string]bot.Platform
	desk      *command.Desk
	// socket hears Slack by Socket Mode; nil while nothing does.
	socket atomic.Pointer[slack.Inbox]
	// awake is since when the process runs without a sleep of the machine; the zero time
	// where it is not there to stay.
	awake time.Time
	// reloading keeps two changes of the sources from overtaking each other.
	reloading sync.Mutex
	log       *slog.Logger
	now       func() time.Time
}

// surroundings are what a house is built in: real ones, or the demo's.
type surroundings struct {
	now     func() time.Time
	log     *slog.Logger
	out     io.Writer
	look    console.Config
	dial    fetch.DialFunc
	roots   *x509.CertPool
	observe func(poll.Observation)
	posted  func(bot.Delivery, bot.Result)
	// committed is told of every commit to the database; may be nil.
	committed func(took time.Duration, writes int)
	// attach reads attachments; nil in the demo, which must say the same on every
	// machine.
	attach poll.Attacher
	// render has a browser draw pages; not in the demo, for the same reason.
	render bool
	// getenv has the secrets; nil where nothing is posted, and then only the
	// terminal can be posted to.
	getenv func(string) string
	// recording restricts polling to the sources whose lists it holds, those with
	// an inferred rule among them; nil outside the demo.
	recording *replay.Recording
	base      string
	// readOnly opens the store for reading alone, beside others that do.
	readOnly bool
}

// build opens the store in c.Data and ties the parts together.
func build(c config, s surroundings) (_ *house, err error) {
	t, err := readTables(c)
	if err != nil {
		return nil, err
	}
	h := &house{config: c, tables: t, log: s.log, now: s.now}
	if h.sources, err = chosen(t.sources, c, s); err != nil {
		return nil, err
	}
	if h.fetch, err = fetcher(c, s); err != nil {
		return nil, err
	}
	defer func() { err = unwritable(c.Data, err) }()
	if err := provenAfterCrash(context.Background(), c.Data); err != nil { // before anything that could be cancelled
		return nil, err
	}
	if h.store, err = store.Open(c.Data, store.Options{Now: s.now, Log: s.log, Committed: s.committed, Keys: identity{}.EventKeys, ReadOnly: s.readOnly}); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, h.close())
		}
	}()
	kept, err := copies.New(filepath.Join(c.Data, "copies"))
	if err != nil {
		return nil, fmt.Errorf("open the folder of page copies: %w", err)
	}
	h.copies = kept
	var rendering poll.Renderer
	if s.render {
		rendering = browser(h.fetch, c, s)
	}
	h.poller = poll.New(poll.Deps{
		Store: h.store, Fetch: h.fetch, Read: t.reader, Keep: keeper{kept, h.store}, Attach: s.attach, Render: rendering, Identity: identity{},
		Rules: t.rules, Sources: h.sources, Publisher: t.names.publisher, Log: s.log, Now: s.now,
	}, poll.Config{Backfill: c.Poll.Backfill, Workers: workers(c.Poll.InFlight), Observe: s.observe})
	if err := h.reload(context.Background()); err != nil { // before anything that could be cancelled
		return nil, err
	}
	h.desk = h.newDesk(s.base)
	if h.platforms, err = platformsOf(h, s); err != nil {
		return nil, err
	}
	h.editor = h.newEditor(s.base)
	repeats, err := h.store.Repeats(context.Background())
	if err != nil {
		return nil, err
	}
	h.outbox = outbox.New(outbox.Deps{
		Store: h.store, Platforms: h.platforms,
		Composers: h.editor.Composers(), List: h.editor.Burst, Private: h.editor.Private, Region: t.names.Region, Log: s.log, Now: s.now,
	}, outbox.Config{Burst: c.Post.Burst, Repeats: repeats, Observe: s.posted})
	return h, nil
}

// mayWrite reports whether this user may write into the data directory; one that is not
// there yet may be made.
func mayWrite(dir string) bool {
	for _, name := range []string{dir, filepath.Join(dir, store.FileName)} {
		if err := unix.Access(name, unix.W_OK); errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
			return false
		}
	}
	return true
}

// unwritable tells what to do about a data directory that cannot be written to.
func unwritable(dir string, err error) error {
	switch {
	case errors.Is(err, store.ErrReadOnly):
		return fmt.Errorf("this changes what is stored, and %s cannot be written to: give the command as who runs regwire serve", dir)
	case errors.Is(err, syscall.EROFS):
		return fmt.Errorf("%w: %s is on a file system that is mounted read-only: mount it for writing, or name another directory (data: or --data)", err, dir)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%w: regwire writes into %s: start it as the user who has that, or, where regwire is to run as this one, give it to them (chown -R %d %s), or name another directory (data: or --data)", err, dir, os.Getuid(), dir)
	}
	return err
}

// workers is how many visits and readings are under way at once: somewhat more than
// requests may be, so that parsing and committing leave no place in flight empty.
func workers(inFlight int) int {
	const usual = 32 // as many requests as package fetch lets fly when not told
	n := cmp.Or(max(inFlight, 0), usual)
	return n + max(n/4, 8)
}

func (h *house) close() error {
	h.fetch.Close()
	return h.store.Close()
}

// chosen are all sources, those that are not polled with the reason.
func chosen(all []extract.Source, c config, around surroundings) ([]extract.Source, error) {
	known := make(map[string]bool, len(all))
	for i := range all {
		known[string(all[i].ID)] = true
	}
	for _, list := range []struct {
		key string
		ids []string
	}{{"only", c.Only}, {"off", c.Off}} {
		for i, id := range list.ids {
			if !known[id] {
				key := fmt.Sprintf("%s[%d]", list.key, i)
				return nil, usage("%s: %s: %w", c.file.at(key), key, unknownSource(id, all))
			}
		}
	}
	only, off := setOf(c.Only), setOf(c.Off)
	out := slices.Clone(all)
	for i, s := range all {
		switch {
		case off[string(s.ID)]:
			out[i].Disabled = "switched off in the configuration"
		case len(only) > 0 && !only[string(s.ID)]:
			out[i].Disabled = "not among those the configuration polls"
		case around.recording != nil && !recorded(around.recording, s, around.now()):
			out[i].Disabled = "not in the recording"
		case s.DemoOnly && around.recording == nil:
			out[i].Disabled = "its rule is inferred: polled by the demo only"
		}
	}
	return out, nil
}

func setOf(list []string) map[string]bool {
	set := make(map[string]bool, len(list))
	for _, v := range list {
		set[v] = true
	}
	return set
}

// recorded reports whether the recording holds a list of the source.
func recorded(r *replay.Recording, s extract.Source, now time.Time) bool {
	return slices.ContainsFunc(s.Start(feeds.Visit{}, now), r.Serves)
}

func fetcher(c config, s surroundings) (*fetch.Client, error) {
	f := fetch.Config{
		Dial: s.dial, RootCAs: s.roots, Allow: c.Egress.Allow, Ports: c.Egress.Ports, Proxy: c.Egress.proxy(), NAT64: c.Egress.prefixes(),
		UserAgent: c.Egress.UserAgent, Gap: c.Poll.gap(), InFlight: c.Poll.InFlight, Now: s.now, Log: s.log,
	}
	if err := f.Check(); err != nil {
		return nil, usage("egress: %w", err)
	}
	return fetch.New(f), nil
}

// newEditor words what is owed. The desk is looked for when it is asked.
func (h *house) newEditor(base string) *editor.Editor {
	return editor.New(editor.Deps{
		Store: h.store, Sources: polledSources{h}, Names: h.tables.names, Platforms: h.platforms,
		Wants: func(ctx context.Context, subs []bot.Subscription, id feeds.EventID) (bool, error) {
			return h.desk.Wants(ctx, subs, id)
		},
		Others: func(ctx context.Context, e feeds.Event) ([]bot.Echo, error) { return h.desk.Others(ctx, e) },
		Person: person, Fold: lexicon.Fold, Full: h.full, Settled: h.settled, Log: h.log, Now: h.now,
	}, editor.Config{Operators: bot.ChannelID(h.config.Post.Operators), Backfill: h.config.Poll.Backfill, Base: base})
}

// newDesk is the handler of commands.
func (h *house) newDesk(base string) *command.Desk {
	return &command.Desk{
		Subscriptions: h.store, Items: h.store, Intake: h.store, Watchers: h.store,
		Sourcing: h.newSourcing(), Marks: h.store, WatchLists: h.store, Calendars: h.store, Curation: h.store, Rules: h.rules, Person: person,
		Catalog: h.tables.catalogue(h.sources), Link: h.link, Duties: h.tables.duties, Fold: lexicon.Fold, Full: h.full, Base: base, Now: h.now,
	}
}

// link makes an item of a submitted address.
func (h *house) link(address string) (feeds.Found, error) {
	u, err := h.fetch.CheckURL(address)
	if err != nil {
		return feeds.Found{}, bot.Wrong("mistake.address", sourcing.Shown(address), sourcing.Why(err))
	}
	item := feeds.Item{Source: linkQueue.ID, URL: address, Host: u.Hostname(), State: feeds.ItemUnread}
	return feeds.Found{Item: item, Keys: identity{}.ItemKeys(linkQueue.ID, feeds.Entry{URL: address})}, nil
}

// copyOf is the kept copy of an item's page as the publisher sent it.
func (h *house) copyOf(ctx context.Context, id feeds.ItemID) (raw []byte, contentType string, err error) {
	item, err := h.store.Item(ctx, id)
	if err != nil {
		return nil, "", err
	}
	raw, meta, err := h.kept(item)
	return raw, http.Header(meta.Header).Get("Content-Type"), err
}

// kept is the kept copy of an item's page with where and when it was served.
func (h *house) kept(item feeds.Item) ([]byte, copies.Meta, error) {
	if item.Copy == "" {
		return nil, copies.Meta{}, fmt.Errorf("%w: the page was not kept", feeds.ErrNotFound)
	}
	raw, meta, err := h.copies.Get(item.Copy)
	if err != nil {
		return nil, meta, fmt.Errorf("copy of %s: %w", item.ID, err)
	}
	return raw, meta, nil
}

func readFile(name string) ([]byte, error) {
	raw, err := os.ReadFile(name)
	if err != nil {
		return nil, usage("%s cannot be read: %w", name, err)
	}
	return raw, nil
}
