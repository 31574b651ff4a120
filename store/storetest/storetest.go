// Package storetest says what every store must do. A store's own test calls Run
// with a function that opens an empty one; each test then works on it through
// the interfaces of polling, of the outbox and of the commands, as they do.
//
// The tests run with several workers and a clock of their own. What they leave
// to the store's package is its file: crashes, damage, and what writes cost.
package storetest

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/command"
	"github.com/regwire/regwire/bot/outbox"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/poll"
)

// Store is everything that is asked of a store.
type Store interface {
	poll.Store
	outbox.Store
	command.Subscriptions
	command.Items
	command.Intake
	command.Watchers
	command.Marks
	command.WatchLists
	command.Calendars
	command.Curation
}

// Opened is an empty store under test.
type Opened struct {
	Store Store
	// Restart ends the store as a stop of the process does, claims and all, and
	// opens it again.
	Restart func() Store
}

// Lease is how long claims must hold in the store under test.
const Lease = time.Minute

// promises are what a store must keep, each tested on an empty one.
var promises = map[string]func(*testing.T, *bench){
	"found":          testFound,
	"edits":          testEdits,
	"found at once":  testFoundAtOnce,
	"rounds":         testRounds,
	"failing rounds": testFailingRounds,
	"claims":         testClaims,
	"leases":         testLeases,
	"hosts":          testHosts,
	"due":            testDue,
	"unread":         testUnread,
	"asked again":    testAskedAgain,
	"read again":     testReread,
	"events":         testEvents,
	"joining":        testJoining,
	"lineage":        testLineage,
	"baseline":       testBaseline,
	"revisions":      testRevisions,
	"workspaces":     testWorkspaces,
	"aliases":        testAliases,
	"moving":         testMoving,
	"uniting":        testUniting,
	"reposts":        testReposts,
	"planning":       testPlanning,
	"late plans":     testLatePlans,
	"delivering":     testDelivering,
	"sending":        testSending,
	"retries":        testRetries,
	"holds":          testHolds,
	"retry after":    testRetryAfter,
	"subscriptions":  testSubscriptions,
	"given up":       testGivenUp,
	"item":           testItem,
	"find":           testFind,
	"submit":         testSubmit,
	"marks":          testMarks,
	"watches":        testWatches,
	"calendars":      testCalendars,
	"mutes":          testMutes,
	"joined by hand": testJoinedByHand,
	"linked by hand": testLinkedByHand,
	"days":           testDays,
	"checks":         testChecks,
}

// Run tests the store that open makes. Its clock is now, its lease is Lease, and
// it is closed by open's own cleanup.
func Run(t *testing.T, open func(t *testing.T, now func() time.Time) Opened) {
	for name, test := range promises {
		t.Run(name, func(t *testing.T) {
			clock := NewClock(time.Date(2022, 9, 30, 10, 0, 0, 0, time.UTC))
			o := open(t, clock.Now)
			test(t, &bench{Store: o.Store, open: func(t *testing.T) *bench {
				c := NewClock(clock.Now())
				o := open(t, c.Now)
				return &bench{Store: o.Store, clock: c, restart: o.Restart}
			}, clock: clock, restart: o.Restart})
		})
	}
}

// Clock stands still until it is moved. Stores read it beside their callers: they
// build their search in the background.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// NewClock is a clock that stands at now.
func NewClock(now time.Time) *Clock { return &Clock{now: now} }

// Now is the present of the clock.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Move moves the clock on.
func (c *Clock) Move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// Set puts the clock at a time, an earlier one too.
func (c *Clock) Set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = at
}

// audit is the row beside a change.
var audit = bot.Audit{Actor: "U1", Verb: "subscribe"}

// bench is a store on the test bench.
type bench struct {
	Store
	clock   *Clock
	restart func() Store
	open    func(t *testing.T) *bench
}

// each runs sub-tests, every one on an empty store of its own.
func (b *bench) each(t *testing.T, tests map[string]func(*testing.T, *bench)) {
	t.Helper()
	for name, test := range tests {
		t.Run(name, func(t *testing.T) { test(t, b.open(t)) })
	}
}

func source(id, host string) feeds.Source { return feeds.Source{ID: feeds.SourceID(id), Host: host} }

// found is an item of a source as a list shows it.
func found(id feeds.SourceID, n int, title string) feeds.Found {
	url := fmt.Sprintf("https://%s.example/%d", id, n)
	return feeds.Found{
		Item: feeds.Item{Source: id, URL: url, Host: string(id) + ".example", Title: title, Published: "2022-09-29"},
		Keys: []feeds.Key{feeds.Key("url:" + url)},
	}
}

// hostClaim claims the host of one source, which is due whenever asked.
func (b *bench) hostClaim(t *testing.T, id feeds.SourceID) feeds.Claim {
	t.Helper()
	c, _, err := b.ClaimHost(t.Context(), "poller", []feeds.Source{source(string(id), string(id)+".example")})
	must(t, err)
	return c
}

// find commits found items under a claim of their source.
func (b *bench) find(t *testing.T, list ...feeds.Found) feeds.Committed {
	t.Helper()
	id := list[0].Item.Source
	c := b.hostClaim(t, id)
	done, err := b.Commit(t.Context(), c, feeds.Round{Found: list})
	must(t, err)
	must(t, b.Release(t.Context(), c))
	return done
}

// unread claims the unread items of one host.
func (b *bench) unread(t *testing.T) (feeds.Claim, []feeds.Item) {
	t.Helper()
	c, items, err := b.ClaimUnread(t.Context(), "reader", 100)
	must(t, err)
	return c, items
}

// sameTitle joins what has the same title.
func sameTitle(read *feeds.ReadItem, candidates []feeds.Candidate) feeds.Verdict {
	for _, c := range candidates {
		if c.Lead.Title == read.Item.Title {
			return feeds.Verdict{Join: c.Event}
		}
	}
	return feeds.Verdict{}
}

// read reads the one item that is unread: edit is what reading finds.
func (b *bench) read(t *testing.T, edit func(*feeds.Item), keys ...feeds.Key) feeds.Item {
	t.Helper()
	return b.readWith(t, sameTitle, edit, keys...)
}

func (b *bench) readWith(t *testing.T, join feeds.Joiner, edit func(*feeds.Item), keys ...feeds.Key) feeds.Item {
	t.Helper()
	c, items := b.unread(t)
	if len(items) != 1 {
		t.Fatalf("%d unread items, want 1", len(items))
	}
	item := items[0]
	item.State, item.ReadAt, item.NextTry = feeds.ItemRead, b.clock.Now(), time.Time{}
	if edit != nil {
		edit(&item)
	}
	_, err := b.Commit(t.Context(), c, feeds.Round{Read: []feeds.ReadItem{{Item: item, Keys: keys}}, Join: join})
	must(t, err)
	must(t, b.Release(t.Context(), c))
	item, err = b.Item(t.Context(), item.ID)
	must(t, err)
	return item
}

// publish finds and reads one item.
func (b *bench) publish(t *testing.T, f feeds.Found, edit func(*feeds.Item), keys ...feeds.Key) feeds.Item {
	t.Helper()
	if done := b.find(t, f); len(done.New) != 1 {
		t.Fatalf("new items: %v, want one", done.New)
	}
	return b.read(t, edit, keys...)
}

func (b *bench) event(t *testing.T, id feeds.EventID) feeds.Event {
	t.Helper()
	e, _, err := b.Event(t.Context(), id)
	must(t, err)
	return e
}

// by is the plan under a claim.
func by(c feeds.Claim, p bot.Plan) bot.Plan {
	p.Claim = c
	return p
}

// plan claims the oldest unplanned event and plans one alert for each channel.
func (b *bench) plan(t *testing.T, channels ...bot.ChannelID) feeds.EventID {
	t.Helper()
	c, u, err := b.ClaimEvent(t.Context(), "planner")
	must(t, err)
	must(t, b.CommitPlans(t.Context(), by(c, alerts(u.Event.ID, u.Event.Revision, channels...))))
	must(t, b.Release(t.Context(), c))
	return u.Event.ID
}

func alerts(e feeds.EventID, revision int, channels ...bot.ChannelID) bot.Plan {
	p := bot.Plan{Event: e, Revision: revision}
	for _, c := range channels {
		p.Deliveries = append(p.Deliveries, bot.Delivery{Key: bot.DeliveryKey{Channel: c, Kind: bot.KindAlert, Subject: string(e)}, Revision: revision})
	}
	return p
}

// idle asserts that no event waits to be planned.
func (b *bench) idle(t *testing.T) {
	t.Helper()
	if c, _, err := b.ClaimEvent(t.Context(), "planner"); !isNoWork(err) {
		t.Errorf("ClaimEvent = %s, %v; want nothing to plan", c.Subject, err)
		must(t, b.Release(t.Context(), c))
	}
}

// outlive lets the lease of every worker end, as when one has died.
func (b *bench) outlive() { b.clock.Move(Lease + time.Second) }
