package outbox_test

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/outbox"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store"
	"github.com/regwire/regwire/store/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const channel = bot.ChannelID("script:w/c")

// script is a platform whose answers a test writes beforehand.
type script struct {
	mu      sync.Mutex
	answers []error // taken one after the other; then every post is taken
	posts   []bot.Message
}

func (s *script) Name() string                  { return "script" }
func (s *script) Pace() time.Duration           { return 0 }
func (s *script) Can(bot.Channel) bot.Abilities { return bot.Abilities{Edit: true, Thread: true} }

func (s *script) Post(_ context.Context, _ bot.Channel, m bot.Message) (bot.Reference, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.posts = append(s.posts, m)
	if len(s.answers) > 0 {
		err := s.answers[0]
		s.answers = s.answers[1:]
		if err != nil {
			return bot.Reference{}, err
		}
	}
	return bot.Reference{ID: fmt.Sprint(len(s.posts))}, nil
}

// desk is an outbox over a real store with a clock that is set.
type desk struct {
	t      *testing.T
	store  *store.Store
	deps   outbox.Deps
	out    *outbox.Outbox
	script *script
	clock  *storetest.Clock // the store looks at it in the background too
	source feeds.Source
	events int
}

func newDesk(t *testing.T, burst int, answers ...error) *desk {
	t.Helper()
	d := &desk{t: t, clock: storetest.NewClock(time.Date(2022, 9, 30, 18, 0, 0, 0, feeds.Shanghai)), script: &script{answers: answers}, source: feeds.Source{ID: "s", Host: "h.example"}}
	var err error
	if d.store, err = store.Open(t.TempDir(), store.Options{Now: d.clock.Now}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.store.Close(); err != nil {
			t.Error(err)
		}
	})
	alert := func(ctx context.Context, dl bot.Delivery, _ bot.Channel) (bot.Message, error) {
		e, _, err := d.store.Event(ctx, feeds.EventID(dl.Key.Subject))
		return bot.Message{Subject: e.ID, Revision: e.Revision, Edit: dl.Ref}, err
	}
	list := func(_ context.Context, dl bot.Delivery, _ bot.Channel) (bot.Message, error) {
		return bot.Message{Revision: len(dl.Events)}, nil
	}
	d.deps = outbox.Deps{
		Store: d.store, Platforms: map[string]bot.Platform{"script": d.script},
		Composers: map[bot.Kind]bot.Composer{bot.KindAlert: alert, bot.KindUpdate: alert, bot.KindFollowup: alert, bot.KindDigest: list},
		List: func(_ context.Context, ds []bot.Delivery, _ bot.Channel) (bot.Message, error) {
			return bot.Message{Kind: bot.KindDigest, Revision: len(ds)}, nil
		},
		Region: func(feeds.AuthorityID) string { return "CN" }, Log: slog.New(slog.DiscardHandler), Now: d.clock.Now,
	}
	d.out = outbox.New(d.deps, outbox.Config{Burst: burst})
	return d
}

func (d *desk) subscribe(s bot.Subscription) {
	d.t.Helper()
	s.Channel = channel
	if _, err := d.store.Subscribe(d.t.Context(), s, bot.Channel{ID: channel}, bot.Audit{At: d.clock.Now()}); err != nil {
		d.t.Fatal(err)
	}
}

// happen makes an event the way polling does: an item is found, then read.
func (d *desk) happen(key string, r feeds.Reading) feeds.EventID {
	d.t.Helper()
	d.events++
	return d.publish(d.events, "标题", key, r)
}

// publish finds the page of that number, or finds it anew under another title, and has
// it read.
func (d *desk) publish(page int, title, key string, r feeds.Reading) feeds.EventID {
	d.t.Helper()
	ctx := d.t.Context()
	item := feeds.Item{Source: "s", URL: fmt.Sprintf("https://h.example/%d", page), Host: "h.example", Title: title, Published: "2022-09-30", Found: d.clock.Now(), State: feeds.ItemUnread}
	d.clock.Move(time.Hour)
	claim, _, err := d.store.ClaimHost(ctx, "t", []feeds.Source{d.source})
	if err != nil {
		d.t.Fatal(err)
	}
	v := feeds.Visit{Source: "s", At: d.clock.Now(), Outcome: feeds.OutcomeItems, Good: d.clock.Now(), NextDue: d.clock.Now().Add(time.Minute)}
	if _, err := d.store.Commit(ctx, claim, feeds.Round{Visit: &v, Found: []feeds.Found{{Item: item, Keys: []feeds.Key{feeds.Key("url:" + item.URL)}}}}); err != nil {
		d.t.Fatal(err)
	}
	d.must(d.store.Release(ctx, claim))
	claim, items, err := d.store.ClaimUnread(ctx, "t", 10)
	if err != nil {
		d.t.Fatal(err)
	}
	i := items[0]
	i.State, i.Reading, i.NextTry, i.ReadAt = feeds.ItemRead, r, time.Time{}, d.clock.Now()
	join := func(_ *feeds.ReadItem, cs []feeds.Candidate) feeds.Verdict {
		if len(cs) > 0 {
			return feeds.Verdict{Join: cs[0].Event}
		}
		return feeds.Verdict{}
	}
	if _, err := d.store.Commit(ctx, claim, feeds.Round{Read: []feeds.ReadItem{{Item: i, Keys: []feeds.Key{feeds.Key("k:" + key)}}}, Join: join}); err != nil {
		d.t.Fatal(err)
	}
	d.must(d.store.Release(ctx, claim))
	got, err := d.store.Item(ctx, i.ID)
	d.must(err)
	return got.Event
}

func (d *desk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) drain() { d.t.Helper(); d.must(d.out.Drain(d.t.Context())) }

func (d *desk) deliveries(e feeds.EventID) []bot.Delivery {
	d.t.Helper()
	ds, err := d.store.Deliveries(d.t.Context(), e)
	d.must(err)
	return ds
}

var relevant = feeds.Reading{Relevance: feeds.Relevant, Section: feeds.Legislation, Topics: []feeds.Topic{"data_export"}}

func TestOneEventIsToldOnceHoweverManySubscriptionsWantIt(t *testing.T) {
	d := newDesk(t, 20)
	d.subscribe(bot.Subscription{})
	d.subscribe(bot.Subscription{Filter: bot.Filter{Topics: []feeds.Topic{"data_export"}}})
	d.subscribe(bot.Subscription{Filter: bot.Filter{Topics: []feeds.Topic{"minors"}}})
	e := d.happen("a", relevant)
	d.drain()
	d.drain()
	ds := d.deliveries(e)
	if len(d.script.posts) != 1 || len(ds) != 1 || len(ds[0].Subscriptions) != 2 || ds[0].State != bot.Sent {
		t.Errorf("%d posts; deliveries %+v", len(d.script.posts), ds)
	}
}

func TestGrowthBeforeTheAlertIsAbsorbedAndAfterItIsOneEdit(t *testing.T) {
	d := newDesk(t, 20)
	d.subscribe(bot.Subscription{})
	e := d.happen("a", relevant)
	if again := d.happen("a", relevant); again != e {
		t.Fatalf("events %s and %s, want one", e, again)
	}
	d.drain()
	if len(d.script.posts) != 1 || d.script.posts[0].Revision != 2 {
		t.Fatalf("posts %+v, want one of revision 2", d.script.posts)
	}
	d.happen("a", relevant)
	d.drain()
	last := d.script.posts[len(d.script.posts)-1]
	if len(d.script.posts) != 2 || last.Kind != bot.KindUpdate || last.Edit.ID != "1" {
		t.Errorf("posts %+v, want one edit of the first", d.script.posts)
	}
}

func TestUnsureGoesIntoTheWeeklyList(t *testing.T) {
	d := newDesk(t, 20)
	d.subscribe(bot.Subscription{Mode: bot.Now})
	unsure := relevant
	unsure.Relevance = feeds.Unsure
	d.happen("a", unsure)
	d.happen("b", unsure)
	d.drain()
	if len(d.script.posts) != 0 {
		t.Fatalf("told at once: %+v", d.script.posts)
	}
	d.clock.Set(time.Date(2022, 10, 3, 9, 1, 0, 0, feeds.Shanghai)) // Monday
	d.drain()
	if len(d.script.posts) != 1 || d.script.posts[0].Kind != bot.KindDigest || d.script.posts[0].Revision != 2 {
		t.Errorf("on Monday: %+v, want one list of 2", d.script.posts)
	}
}

// A card is edited with every revision; what is told under it is news, once.
func TestNewsIsToldOnceWhateverComesAfterIt(t *testing.T) {
	d := newDesk(t, 20)
	d.subscribe(bot.Subscription{})
	closing := func(day feeds.Day) feeds.Reading {
		r := relevant
		r.Stage, r.Dates.CommentCloses = feeds.StageDraft, feeds.Date{Day: day}
		return r
	}
	e := d.happen("a", closing("2022-10-29"))
	d.drain()
	for _, c := range []struct {
		title  string
		closes feeds.Day
		later  bool // more comes before anything is planned
		told   int
	}{
		{"标题（延期）", "2022-11-15", false, 1},
		{"标题（更正）", "2022-11-15", false, 1},
		{"标题（再延期）", "2022-12-01", false, 2},
		{"标题（三次延期）", "2022-12-15", true, 2},
		{"标题（再更正）", "2022-12-15", false, 3},
	} {
		d.publish(1, c.title, "a", closing(c.closes))
		if !c.later {
			d.drain()
		}
		told := 0
		for _, x := range d.deliveries(e) {
			if x.Key.Kind == bot.KindFollowup {
				told++
			}
		}
		if told != c.told {
			t.Errorf("after %s: %d follow-ups, want %d", c.title, told, c.told)
		}
	}
}

// An event stands in one list, and in a later one when there is news of it.
func TestEventIsListedOnceUnlessThereIsNews(t *testing.T) {
	d := newDesk(t, 20)
	d.subscribe(bot.Subscription{Mode: bot.Weekly})
	closing := func(day feeds.Day) feeds.Reading {
		r := relevant
		r.Stage, r.Dates.CommentCloses = feeds.StageDraft, feeds.Date{Day: day}
		return r
	}
	d.happen("a", closing("2022-12-29"))
	for _, c := range []struct {
		title  string
		closes feeds.Day
		posts  int
	}{
		{"标题（更正）", "2022-12-29", 1}, // before its list is posted
		{"标题（再更正）", "2022-12-29", 1},
		{"标题（延期）", "2023-01-15", 2},
		{"标题（三更正）", "2023-01-15", 2},
	} {
		d.publish(1, c.title, "a", closing(c.closes))
		d.drain()
		d.clock.Set(d.clock.Now().AddDate(0, 0, 8))
		d.drain()
		if n := len(d.script.posts); n != c.posts {
			t.Errorf("after %s: %d lists, want %d", c.title, n, c.posts)
		}
	}
	d.happen("a", closing("2023-01-15")) // another publisher
	d.drain()
	d.clock.Set(d.clock.Now().AddDate(0, 0, 8))
	d.drain()
	if n := len(d.script.posts); n != 2 {
		t.Errorf("after another publisher: %d lists, want 2", n)
	}
}

// grows has the event grow, and that be planned, while its alert is being posted.
type grows struct {
	script
	once   sync.Once
	during func()
}

func (g *grows) Post(ctx context.Context, c bot.Channel, m bot.Message) (bot.Reference, error) {
	g.once.Do(g.during)
	return g.script.Post(ctx, c, m)
}

func TestWhatHappensWhileAnAlertIsPostedIsTold(t *testing.T) {
	d := newDesk(t, 20)
	d.subscribe(bot.Subscription{})
	draft := relevant
	draft.Stage, draft.Dates.CommentCloses = feeds.StageDraft, feeds.Date{Day: "2022-10-29"}
	later := draft
	later.Dates.CommentCloses = feeds.Date{Day: "2022-11-15"}
	e := d.happen("a", draft)
	planner := d.out
	platform := &grows{during: func() {
		now := d.clock.Now()
		d.publish(1, "标题（延期）", "a", later)
		d.clock.Set(now) // the post takes no hour
		d.must(planner.Drain(t.Context()))
	}}
	compose := func(_ context.Context, dl bot.Delivery, _ bot.Channel) (bot.Message, error) {
		return bot.Message{Revision: 1, Subject: e}, nil
	}
	d.out = outbox.New(outbox.Deps{
		Store: d.store, Platforms: map[string]bot.Platform{"script": platform}, Log: slog.New(slog.DiscardHandler), Now: d.clock.Now,
		Region:    func(feeds.AuthorityID) string { return "" },
		Composers: map[bot.Kind]bot.Composer{bot.KindAlert: compose, bot.KindUpdate: compose, bot.KindFollowup: compose},
	}, outbox.Config{Owner: "other"})
	d.drain()
	kinds := map[bot.Kind]bot.State{}
	for _, x := range d.deliveries(e) {
		kinds[x.Key.Kind] = x.State
	}
	if kinds[bot.KindAlert] != bot.Sent || kinds[bot.KindUpdate] != bot.Sent || kinds[bot.KindFollowup] != bot.Sent {
		t.Errorf("deliveries are %v, want the alert, its edit and its news sent", kinds)
	}
}

func TestManyAlertsThatWaitBecomeOneList(t *testing.T) {
	d := newDesk(t, 5)
	d.subscribe(bot.Subscription{})
	for i := range 8 {
		d.happen(fmt.Sprint(i), relevant)
	}
	d.drain()
	if len(d.script.posts) != 1 || d.script.posts[0].Revision != 8 {
		t.Errorf("posts %+v, want one list of 8", d.script.posts)
	}
	d.drain()
	if len(d.script.posts) != 1 {
		t.Error("the list was posted again")
	}
}

// What operators are told of sources is many lines at once, on the first day or when the
// network is down: it is one post.
func TestLinesAboutSourcesThatWaitAreOnePost(t *testing.T) {
	d := newDesk(t, 5)
	d.subscribe(bot.Subscription{})
	var owed []bot.Delivery
	for _, source := range []string{"a", "b", "c"} {
		owed = append(owed, bot.Delivery{Key: bot.DeliveryKey{Channel: channel, Kind: bot.KindNotice, Subject: bot.SourceSubject + source, Occasion: "baseline"}, State: bot.Pending, Created: d.clock.Now(), Due: d.clock.Now()})
	}
	d.must(d.store.Owe(t.Context(), owed))
	d.drain()
	if len(d.script.posts) != 1 || d.script.posts[0].Revision != 3 {
		t.Errorf("posts %+v, want one list of 3", d.script.posts)
	}
	for _, o := range owed {
		told, err := d.store.Told(t.Context(), o.Key.Subject)
		d.must(err)
		if len(told) != 1 || told[0].State != bot.Sent {
			t.Errorf("%s: %+v", o.Key.Subject, told)
		}
	}
}

func TestRunEndsWithItsContext(t *testing.T) {
	d := newDesk(t, 20)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- d.out.Run(ctx) }()
	stop()
	d.must(<-done)
}

// leaving ends the run while its post is under way.
type leaving struct {
	script
	stop context.CancelFunc
}

func (l *leaving) Post(ctx context.Context, c bot.Channel, m bot.Message) (bot.Reference, error) {
	l.stop()
	return l.script.Post(ctx, c, m)
}

// fickle is a platform whose posts a test looks at.
type fickle struct{ post func(bot.ChannelID) }

func (fickle) Name() string                  { return "script" }
func (fickle) Pace() time.Duration           { return 0 }
func (fickle) Can(bot.Channel) bot.Abilities { return bot.Abilities{} }
func (f fickle) Post(_ context.Context, c bot.Channel, _ bot.Message) (bot.Reference, error) {
	f.post(c.ID)
	return bot.Reference{ID: "1"}, nil
}
