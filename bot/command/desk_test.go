package command_test

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/bottest"
	"github.com/regwire/regwire/bot/command"
	"github.com/regwire/regwire/bot/phrase"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store"
)

const (
	here  = bot.ChannelID("slack:T1/C1")
	there = bot.ChannelID("slack:T2/C1")
)

// office is a desk over a real store, with a clock that is set.
type office struct {
	t     testing.TB
	desk  *command.Desk
	store *store.Store
	now   time.Time
	items int
	// first says that what is published was there at the first poll.
	first bool
	// shown is now as the store's own work reads it, beside the test's.
	shown atomic.Pointer[time.Time]
}

// set sets the clock.
func (o *office) set(now time.Time) {
	o.now = now
	o.shown.Store(&now)
}

func newOffice(t testing.TB) *office {
	t.Helper()
	o := &office{t: t}
	o.set(time.Date(2022, 9, 30, 10, 0, 0, 0, feeds.Shanghai))
	var err error
	if o.store, err = store.Open(t.TempDir(), store.Options{Now: func() time.Time { return *o.shown.Load() }}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := o.store.Close(); err != nil {
			t.Error(err)
		}
	})
	o.desk = &command.Desk{
		Subscriptions: o.store, Items: o.store, Intake: o.store, Watchers: o.store,
		Marks: o.store, WatchLists: o.store, Calendars: o.store, Curation: o.store,
		Catalog: command.Catalog{
			Names: bottest.Names{}, AuthorityIDs: []string{"CAC", "MIIT"}, Regions: []string{"CN", "CN-SH"},
			Topics:  []command.Topic{{ID: "data_export", EN: "Data export", ZH: "数据出境"}, {ID: "app_enforcement", EN: "Apps", ZH: "应用"}},
			Sources: []feeds.Source{{ID: "cac", Host: "cac.example"}, {ID: "off", Host: "off.example", Disabled: "needs a browser"}},
		},
		Link: func(address string) (feeds.Found, error) {
			host, _, _ := strings.Cut(strings.TrimPrefix(address, "https://"), "/")
			return feeds.Found{Item: feeds.Item{Source: "links", URL: address, Host: host, State: feeds.ItemUnread}, Keys: []feeds.Key{feeds.Key("url:" + address)}}, nil
		},
		Base: "https://us.example", Now: func() time.Time { return o.now },
	}
	return o
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

// publish makes an event of one item the way polling does.
func (o *office) publish(w feeds.WorkspaceID, title string, edit func(*feeds.Item)) feeds.EventID {
	o.t.Helper()
	ctx := context.Background()
	o.items++
	url := fmt.Sprintf("https://cac.example/%d", o.items)
	source := feeds.Source{ID: feeds.SourceID(fmt.Sprintf("s%d", o.items)), Host: fmt.Sprintf("h%d.example", o.items)}
	item := feeds.Item{Source: source.ID, Workspace: w, URL: url, Host: source.Host, Title: title, Published: "2022-09-28", Found: o.now, State: feeds.ItemUnread, Baseline: o.first}
	claim, _, err := o.store.ClaimHost(ctx, "t", []feeds.Source{source})
	o.must(err)
	_, err = o.store.Commit(ctx, claim, feeds.Round{Found: []feeds.Found{{Item: item, Keys: []feeds.Key{feeds.Key("url:" + url)}}}})
	o.must(err)
	o.must(o.store.Release(ctx, claim))
	claim, items, err := o.store.ClaimUnread(ctx, "t", 1)
	o.must(err)
	i := items[0]
	i.State, i.ReadAt, i.NextTry = feeds.ItemRead, o.now, time.Time{}
	i.Reading = feeds.Reading{Relevance: feeds.Relevant, Section: feeds.Legislation, Topics: []feeds.Topic{"data_export"}, Authorities: []feeds.AuthorityID{"CAC"}}
	if edit != nil {
		edit(&i)
	}
	_, err = o.store.Commit(ctx, claim, feeds.Round{Read: []feeds.ReadItem{{Item: i, Keys: []feeds.Key{feeds.Key("core:" + url)}}}})
	o.must(err)
	o.must(o.store.Release(ctx, claim))
	got, err := o.store.Item(ctx, i.ID)
	o.must(err)
	return got.Event
}

// person gives commands from a channel.
type person struct {
	*office
	actor bot.Actor
}

func (o *office) person(c bot.ChannelID, user string) person {
	return person{o, bot.Actor{Workspace: c.Workspace(), User: user, Name: user, Channel: c, Lang: bot.English}}
}

// try gives a command and returns its answer in words.
func (p person) try(line string) (string, bot.Message, error) {
	verb, words := command.ParseLine(line)
	m, err := p.desk.Handle(context.Background(), bot.Command{Actor: p.actor, Verb: verb, Words: words})
	if err != nil {
		return wordsOf(err), m, err
	}
	return text(m), m, nil
}

// say gives a command that must be done, and returns its answer.
func (p person) say(line string) string {
	p.t.Helper()
	answer, _, err := p.try(line)
	if err != nil {
		p.t.Fatalf("%s: %s (%v)", line, answer, err)
	}
	return answer
}

// wants checks that the answer, or the refusal, holds all the words.
func (p person) wants(line string, words ...string) {
	p.t.Helper()
	answer, _, _ := p.try(line)
	for _, w := range words {
		if !strings.Contains(answer, w) {
			p.t.Errorf("%s: answered %q, want %q", line, answer, w)
		}
	}
}

func text(m bot.Message) string {
	var b strings.Builder
	for _, block := range m.Blocks {
		for _, l := range block.Lines {
			b.WriteString(l.Words(bot.English, phrase.Say))
			for _, s := range l {
				b.WriteString(" " + s.URL)
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}
