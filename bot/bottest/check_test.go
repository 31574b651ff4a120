package bottest_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/bottest"
	"github.com/regwire/regwire/bot/outbox"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store"
	"github.com/regwire/regwire/store/storetest"
)

var noon = time.Date(2022, 9, 14, 12, 0, 0, 0, time.UTC)

const channel bot.ChannelID = "recorder:w/general"

// hush stands for a secret.
const hush = "0123-a-word-that-nobody-may-read-9876"

// run is a run of the bot as its export and ledger tell it.
type run struct {
	items         []feeds.Item
	events        []feeds.Event
	deliveries    []bot.Delivery
	subscriptions []bot.Subscription
	more          []string // further lines of the export
	ledger        bottest.Ledger
}

func alertOf(event string) bot.DeliveryKey {
	return bot.DeliveryKey{Channel: channel, Kind: bot.KindAlert, Subject: event}
}

// honest is a run that kept every promise: two alerts, and an update of the first.
func honest() *run {
	r := &run{subscriptions: []bot.Subscription{{ID: "s1", Channel: channel, Created: noon.Add(-time.Hour)}}}
	for _, n := range []string{"1", "2"} {
		reading := feeds.Reading{Relevance: feeds.Relevant}
		address := "https://www.cac.gov.cn/" + n
		r.items = append(r.items, feeds.Item{ID: feeds.ItemID("i" + n), URL: address, State: feeds.ItemRead, Event: feeds.EventID("e" + n), Reading: reading})
		r.events = append(r.events, feeds.Event{ID: feeds.EventID("e" + n), Items: []feeds.ItemID{feeds.ItemID("i" + n)}, Revision: 1, Born: noon, Changed: noon, Reading: reading})
		r.sent(alertOf("e"+n), "p"+n)
		r.ledger.Served = append(r.ledger.Served, address)
	}
	r.sent(bot.DeliveryKey{Channel: channel, Kind: bot.KindUpdate, Subject: "e1", Occasion: "r2"}, "p3")
	r.ledger.Settled, r.ledger.Least = true, 1
	return r
}

func (r *run) sent(k bot.DeliveryKey, ref string) {
	r.deliveries = append(r.deliveries, bot.Delivery{Key: k, State: bot.Sent, Attempts: 1, Ref: bot.Reference{ID: ref}, Due: noon})
	r.ledger.Accepted = append(r.ledger.Accepted, bottest.Acceptance{Ref: ref, Channel: k.Channel, Delivery: k.String()})
}

func (r *run) export(t *testing.T) *bytes.Buffer {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	put := func(kind, key string, v any) {
		if err := enc.Encode(map[string]any{"kind": kind, "key": key, "schema": 1, "value": v}); err != nil {
			t.Fatal(err)
		}
	}
	for _, i := range r.items {
		put("item", string(i.ID), i)
	}
	for _, e := range r.events {
		put("event", string(e.ID), e)
	}
	for n, d := range r.deliveries {
		put("delivery", d.Key.String(), struct {
			bot.Delivery
			Seq int `json:"seq"`
		}{d, n + 1})
	}
	for _, s := range r.subscriptions {
		put("subscription", string(s.ID), s)
	}
	for _, line := range r.more {
		b.WriteString(line + "\n")
	}
	return &b
}

func TestCheckFindsWhatWasBroken(t *testing.T) {
	for _, c := range []struct {
		name string
		harm func(r *run)
		rule string // "" when nothing is broken
	}{
		{"nothing", func(*run) {}, ""},
		{"served item lost", func(r *run) { r.ledger.Served = append(r.ledger.Served, "https://www.cac.gov.cn/9") }, "I1"},
		{"item in two events", func(r *run) { r.events[1].Items = append(r.events[1].Items, "i1") }, "I1"},
		{"item without its event", func(r *run) { r.items[0].Event = "e2" }, "I1"},
		{"relevant item in no event", func(r *run) {
			r.items = append(r.items, feeds.Item{ID: "i9", State: feeds.ItemRead, Reading: feeds.Reading{Relevance: feeds.Unsure}})
		}, "I2"},
		{"item that was judged not relevant", func(r *run) {
			r.items = append(r.items, feeds.Item{ID: "i9", State: feeds.ItemRead, Reading: feeds.Reading{Relevance: feeds.NotRelevant}})
		}, ""},
		{"item never tried", func(r *run) { r.items = append(r.items, feeds.Item{ID: "i9", State: feeds.ItemUnread}) }, "I2"},
		{"item whose page does not come", func(r *run) {
			r.items = append(r.items, feeds.Item{ID: "i9", State: feeds.ItemUnread, Attempts: 2})
		}, ""},
		{"event not planned", func(r *run) { r.unplanned("0000000000000002") }, "I2"},
		{"event not planned yet, bot still at work", func(r *run) {
			r.unplanned("0000000000000002")
			r.ledger.Settled = false
		}, ""},
		{"event of the baseline announced", func(r *run) {
			r.events[1].Baseline = true
			r.unplanned("0000000000000002")
			r.ledger.Settled = false
		}, "I2"},
		{"matching event owed to nobody", func(r *run) { r.drop(1) }, "I2"},
		{"matching event in a list", func(r *run) {
			r.drop(1)
			r.deliveries = append(r.deliveries, bot.Delivery{Key: bot.DeliveryKey{Channel: channel, Kind: bot.KindDigest, Subject: "weekly"}, State: bot.Pending, Events: []feeds.EventID{"e2"}})
		}, ""},
		{"subscription that came later", func(r *run) {
			r.drop(1)
			r.subscriptions[0].Created = noon.Add(time.Minute)
		}, ""},
		{"event of another workspace", func(r *run) {
			r.drop(1)
			r.events[1].Workspace = "recorder:other"
		}, ""},
		{"sent but never accepted", func(r *run) { r.ledger.Accepted = r.ledger.Accepted[:2] }, "I3"},
		{"sent as a row of a list", func(r *run) { r.listed(1) }, ""},
		{"sent as a list that does not name it", func(r *run) {
			r.ledger.Accepted[1].Delivery, r.ledger.Accepted[1].Ref = "", "p9"
		}, "I3"},
		{"list with what is not owed", func(r *run) {
			r.listed(1)
			r.ledger.Accepted[1].Members = append(r.ledger.Accepted[1].Members, "x|alert|e9|")
		}, "I4"},
		{"row of a list posted again without the mark", func(r *run) {
			r.again(1, false)
			r.listed(1)
		}, "I4"},
		{"rows of a list posted again with the mark", func(r *run) {
			r.again(0, true)
			r.again(1, true)
			r.listed(0, 1)
		}, ""},
		{"row of a list that was posted before, without the mark", func(r *run) {
			r.again(0, false)
			r.listed(3)
		}, "I4"},
		{"list posted once more than under way", func(r *run) {
			r.again(1, true)
			r.listed(1)
			r.ledger.Repeats = 0
		}, "I4"},
		{"secret in the log", func(r *run) { r.ledger.Logs, r.ledger.Secrets = "token="+hush, []string{hush} }, "I7"},
		{"secret in an address", func(r *run) {
			r.ledger.Logs, r.ledger.Secrets = "?sig="+url.QueryEscape("a/b/c/0123"), []string{"a/b/c/0123"}
		}, "I7"},
		{"secret in base64", func(r *run) {
			r.ledger.Logs, r.ledger.Secrets = "Basic "+base64.StdEncoding.EncodeToString([]byte(hush)), []string{hush}
		}, "I7"},
		{"end of a secret", func(r *run) { r.ledger.Logs, r.ledger.Secrets = "***"+hush[len(hush)-8:], []string{hush} }, "I7"},
		{"masked secret", func(r *run) { r.ledger.Logs, r.ledger.Secrets = hush[:4]+"***", []string{hush} }, ""},
		{"goroutine left", func(r *run) {
			r.ledger.Idle, r.ledger.After = bottest.Holding{Goroutines: 4, Files: 9}, bottest.Holding{Goroutines: 5, Files: 9}
		}, "I8"},
		{"file left open", func(r *run) {
			r.ledger.Idle, r.ledger.After = bottest.Holding{Goroutines: 4, Files: 9}, bottest.Holding{Goroutines: 4, Files: 10}
		}, "I8"},
		{"everything given back", func(r *run) {
			r.ledger.Idle, r.ledger.After = bottest.Holding{Goroutines: 4, Files: 9}, bottest.Holding{Goroutines: 3, Files: 9}
		}, ""},
		{"sent because nothing was left to say", func(r *run) {
			r.ledger.Accepted = r.ledger.Accepted[:2]
			r.deliveries[2].Ref, r.deliveries[2].Reason = bot.Reference{}, "nothing left to say"
		}, ""},
		{"dead without a reason", func(r *run) { r.undone(2, bot.Dead, "") }, "I3"},
		{"dead with a reason", func(r *run) { r.undone(2, bot.Dead, "invalid_blocks") }, ""},
		{"still on its way", func(r *run) { r.undone(2, bot.Sending, "") }, "I3"},
		{"unknown state", func(r *run) { r.undone(2, "lost", "") }, "I3"},
		{"accepted twice without the mark", func(r *run) { r.again(0, false) }, "I4"},
		{"accepted twice with the mark", func(r *run) { r.again(0, true) }, ""},
		{"more second copies than sends under way", func(r *run) {
			r.again(0, true)
			r.ledger.Repeats = 0
		}, "I4"},
		{"accepted four times", func(r *run) {
			for range 3 {
				r.again(0, true)
			}
			r.ledger.Repeats = 9
		}, "I4"},
		{"posted and not owed", func(r *run) {
			r.ledger.Accepted = append(r.ledger.Accepted, bottest.Acceptance{Ref: "p9", Channel: channel, Delivery: "x|alert|e9|"})
		}, "I4"},
		{"alerts in the wrong order", func(r *run) {
			a := r.ledger.Accepted
			a[0], a[1] = a[1], a[0]
		}, "I5"},
		{"alert passed while it was tried again", func(r *run) {
			a := r.ledger.Accepted
			a[0], a[1] = a[1], a[0]
			r.deliveries[0].Attempts = 2
		}, ""},
		{"alert passed while it waited for the morning", func(r *run) {
			a := r.ledger.Accepted
			a[0], a[1] = a[1], a[0]
			r.deliveries[0].Due = noon.Add(time.Hour)
		}, ""},
		{"update before its alert", func(r *run) {
			a := r.ledger.Accepted
			a[0], a[2] = a[2], a[0]
			r.deliveries[0].Attempts = 2
		}, "I5"},
		{"damaged record", func(r *run) { r.more = append(r.more, `{"kind":"damaged","key":"00","schema":1,"value":""}`) }, "I6"},
		{"delivery about no event", func(r *run) {
			r.deliveries[1].Key.Subject = "e7"
			r.ledger.Accepted[1].Delivery = r.deliveries[1].Key.String()
			r.subscriptions = nil
		}, "I6"},
		{"event with an item that is gone", func(r *run) { r.items = r.items[:1] }, "I6"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := honest()
			c.harm(r)
			err := bottest.Check(r.export(t), r.ledger)
			if c.rule == "" {
				if err != nil {
					t.Errorf("nothing is broken, Check says: %v", err)
				}
				return
			}
			if broken, ok := errors.AsType[*bottest.Broken](err); !ok || !strings.Contains(err.Error(), c.rule+": ") {
				t.Errorf("Check says %v (%v), want a breach of %s", err, broken, c.rule)
			}
		})
	}
}

func (r *run) unplanned(key string) {
	r.more = append(r.more, fmt.Sprintf(`{"kind":"unplanned","key":%q,"schema":1,"value":""}`, key))
}

func (r *run) drop(n int) {
	r.deliveries[n].State, r.deliveries[n].Key.Subject = bot.Pending, "e1"
	r.deliveries[n].Key.Kind, r.deliveries[n].Key.Occasion = bot.KindReminder, "2022-11-01"
	r.ledger.Accepted = []bottest.Acceptance{r.ledger.Accepted[0], r.ledger.Accepted[2]}
}

func (r *run) undone(n int, s bot.State, reason string) {
	r.deliveries[n].State, r.deliveries[n].Reason = s, reason
	r.ledger.Accepted = r.ledger.Accepted[:n]
}

// listed makes one list of some posts, in place of the first of them.
func (r *run) listed(posts ...int) {
	list := bottest.Acceptance{Ref: "list", Channel: channel}
	for _, n := range posts {
		list.Members = append(list.Members, r.ledger.Accepted[n].Delivery)
	}
	all := slices.Clone(r.ledger.Accepted)
	all[posts[0]] = list
	for _, n := range slices.Backward(posts[1:]) {
		all = slices.Delete(all, n, n+1)
	}
	r.ledger.Accepted = all
}

func (r *run) again(n int, marked bool) {
	a := r.ledger.Accepted[n]
	a.Ref, a.Repeat = a.Ref+"b", marked
	r.ledger.Accepted = append(r.ledger.Accepted, a)
	r.ledger.Repeats = 1
}

func TestTooLittleProvesNothing(t *testing.T) {
	r := honest()
	r.ledger.Least = 20
	if err := bottest.Check(r.export(t), r.ledger); !errors.Is(err, bottest.ErrVoid) {
		t.Errorf("Check says %v, want void", err)
	}
}

func TestWhatIsNoExportIsSaid(t *testing.T) {
	for _, text := range []string{"{", `{"kind":"item","value":[]}`, `{"kind":"unplanned","key":"zz"}`} {
		if err := bottest.Check(strings.NewReader(text), bottest.Ledger{}); err == nil || !strings.Contains(err.Error(), "line 1") {
			t.Errorf("Check of %q says %v", text, err)
		}
	}
}

// TestRealStoreAndOutbox runs the real parts, with a platform that lies about one
// alert and about one list, and reads their real export and log.
func TestRealStoreAndOutbox(t *testing.T) {
	dir := t.TempDir()
	idle := bottest.Held()
	clock := storetest.NewClock(noon)
	s, err := store.Open(dir, store.Options{Now: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	sub := bot.Subscription{Channel: channel, Created: noon}
	if _, err := s.Subscribe(t.Context(), sub, bot.Channel{ID: channel}, bot.Audit{At: noon, Verb: "subscribe"}); err != nil {
		t.Fatal(err)
	}
	clock.Move(time.Minute)
	record := filepath.Join(dir, "posts.jsonl")
	platform, err := bottest.NewRecorder("recorder", record, func() time.Time { return noon })
	if err != nil {
		t.Fatal(err)
	}
	lies := 0
	platform.Answer = func(n int, m bot.Message) (bool, error) {
		if n == 1 || len(m.Members) > 0 {
			lies++
			return true, errors.New("connection reset")
		}
		return true, nil
	}
	var log bytes.Buffer
	o := outbox.New(outbox.Deps{
		Store: s, Platforms: map[string]bot.Platform{"recorder": platform},
		Composers: map[bot.Kind]bot.Composer{bot.KindAlert: func(_ context.Context, d bot.Delivery, _ bot.Channel) (bot.Message, error) {
			return bot.Message{Subject: feeds.EventID(d.Key.Subject), Revision: 1}, nil
		}},
		List:   func(context.Context, []bot.Delivery, bot.Channel) (bot.Message, error) { return bot.Message{}, nil },
		Region: func(feeds.AuthorityID) string { return "CN" }, Log: slog.New(slog.NewTextHandler(&log, nil)), Now: clock.Now,
	}, outbox.Config{Burst: 3})
	var served []string
	for _, source := range []struct {
		name  string
		items int
	}{{"a", 3}, {"b", 5}} { // 5 at once are a list
		var addresses []string
		for n := range source.items {
			addresses = append(addresses, fmt.Sprintf("https://%s.gov.cn/%d", source.name, n))
		}
		publish(t, s, source.name, addresses...)
		served = append(served, addresses...)
		for range 2 {
			if err := o.Drain(t.Context()); err != nil {
				t.Fatal(err)
			}
			clock.Move(time.Hour)
		}
	}
	out := export(t, s).Bytes()
	if err := errors.Join(platform.Close(), s.Close()); err != nil {
		t.Fatal(err)
	}
	accepted, err := bottest.ReadAccepted(record)
	if err != nil {
		t.Fatal(err)
	}
	ledger := bottest.Ledger{
		Served: served, Accepted: accepted, Repeats: lies, Settled: true, Least: 10,
		Logs: log.String(), Secrets: []string{hush}, Idle: idle, After: bottest.Settled(idle),
	}
	if err := bottest.Check(bytes.NewReader(out), ledger); err != nil || lies != 2 {
		t.Errorf("real parts, %d lies: %v", lies, err)
	}
	less := ledger
	less.Accepted, less.Least = accepted[1:], 9
	if err := bottest.Check(bytes.NewReader(out), less); err == nil {
		t.Error("a post that never arrived is not found")
	}
	for n, a := range accepted {
		if a.Repeat {
			accepted[n].Repeat = false
			if err := bottest.Check(bytes.NewReader(out), ledger); err == nil {
				t.Errorf("a copy without its mark is not found: %+v", a)
			}
			accepted[n].Repeat = true
		}
	}
}

func export(t *testing.T, s *store.Store) *bytes.Buffer {
	t.Helper()
	var b bytes.Buffer
	if err := s.Export(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	return &b
}

// publish stores and reads items of one source as relevant, each its own event.
func publish(t *testing.T, s *store.Store, name string, addresses ...string) {
	t.Helper()
	source := feeds.Source{ID: feeds.SourceID(name), Host: name + ".gov.cn"}
	claim, _, err := s.ClaimHost(t.Context(), "poll", []feeds.Source{source})
	if err != nil {
		t.Fatal(err)
	}
	round := feeds.Round{Visit: &feeds.Visit{Source: source.ID, At: noon, Good: noon, Outcome: feeds.OutcomeItems, NextDue: noon.Add(time.Hour)}}
	for _, a := range addresses {
		round.Found = append(round.Found, feeds.Found{
			Item: feeds.Item{Source: source.ID, URL: a, Host: source.Host, Title: a, State: feeds.ItemUnread, Found: noon},
			Keys: []feeds.Key{feeds.Key("url:" + a)},
		})
	}
	if _, err := s.Commit(t.Context(), claim, round); err != nil {
		t.Fatal(err)
	}
	if err := s.Release(t.Context(), claim); err != nil {
		t.Fatal(err)
	}
	claim, items, err := s.ClaimUnread(t.Context(), "read", 10)
	if err != nil {
		t.Fatal(err)
	}
	read := feeds.Round{Join: func(*feeds.ReadItem, []feeds.Candidate) feeds.Verdict { return feeds.Verdict{} }}
	for _, i := range items {
		i.State, i.ReadAt, i.Reading.Relevance = feeds.ItemRead, noon, feeds.Relevant
		read.Read = append(read.Read, feeds.ReadItem{Item: i, Keys: []feeds.Key{feeds.Key("title:" + i.URL)}})
	}
	if _, err := s.Commit(t.Context(), claim, read); err != nil {
		t.Fatal(err)
	}
	if err := s.Release(t.Context(), claim); err != nil {
		t.Fatal(err)
	}
}
