package storetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

func (b *bench) subscriptions(t *testing.T) []bot.Subscription {
	t.Helper()
	list, err := b.Subscriptions(t.Context())
	must(t, err)
	return list
}

func testSubscriptions(t *testing.T, b *bench) {
	b.each(t, map[string]func(*testing.T, *bench){
		"subscribe, change, unsubscribe": func(t *testing.T, b *bench) {
			s, err := b.Subscribe(t.Context(), bot.Subscription{Channel: here, Mode: bot.Daily}, bot.Channel{ID: here, Lang: bot.Both, Zone: "Asia/Shanghai"}, audit)
			must(t, err)
			equal(t, "id", s.ID, "s1")
			_, err = b.Subscribe(t.Context(), bot.Subscription{Channel: here}, bot.Channel{ID: here, Lang: bot.English}, audit)
			must(t, err)
			c, err := b.Channel(t.Context(), here)
			must(t, err)
			equal(t, "language set by the first", c.Lang, bot.Both)
			s.Filter.Topics = []feeds.Topic{"data_export"}
			must(t, b.ChangeSubscription(t.Context(), s, audit))
			dropped, err := b.Unsubscribe(t.Context(), "s2", nobody, audit)
			must(t, err)
			equal(t, "what is given up", dropped, 0)
			for range 2 {
				list := b.subscriptions(t)
				if len(list) != 1 || list[0].ID != "s1" || !slices.Equal(list[0].Filter.Topics, s.Filter.Topics) || list[0].Created.IsZero() {
					t.Errorf("subscriptions = %+v, want s1 as changed", list)
				}
				b.Store = b.restart()
			}
			s, err = b.Subscribe(t.Context(), bot.Subscription{Channel: here}, bot.Channel{}, audit)
			must(t, err)
			equal(t, "id, never given twice", s.ID, "s3")
		},
		"what does not exist": func(t *testing.T, b *bench) {
			wantErr(t, "change", b.ChangeSubscription(t.Context(), bot.Subscription{ID: "s1"}, audit), feeds.ErrNotFound)
			_, err := b.Unsubscribe(t.Context(), "x", nobody, audit)
			wantErr(t, "unsubscribe", err, feeds.ErrNotFound)
			_, err = b.Channel(t.Context(), here)
			wantErr(t, "channel", err, feeds.ErrNotFound)
			for _, id := range []feeds.ItemID{"i1", "", "i", "e1", "i-1", "i01", "i99999999999999999999"} {
				_, err = b.Item(t.Context(), id)
				wantErr(t, "item "+string(id), err, feeds.ErrNotFound)
			}
			_, _, err = b.Event(t.Context(), "e1")
			wantErr(t, "event", err, feeds.ErrNotFound)
		},
		"a channel's settings": func(t *testing.T, b *bench) {
			must(t, b.PutChannel(t.Context(), bot.Channel{ID: here, Quiet: "22:00-07:00", Ref: map[string]string{"url": "u"}}, audit))
			c, err := b.Channel(t.Context(), here)
			must(t, err)
			if c.Quiet != "22:00-07:00" || c.Ref["url"] != "u" {
				t.Errorf("channel = %+v", c)
			}
		},
	})
}

// wants is what a subscription is said to want here: a topic, or a word of the text.
func wants(s bot.Subscription, e feeds.Event, items []feeds.Item) bool {
	if len(s.Filter.Words) > 0 {
		return strings.Contains(items[0].Text, s.Filter.Words[0])
	}
	return slices.Contains(e.Reading.Topics, s.Filter.Topics[0])
}

// owedMuch owes two channels all kinds of deliveries of four events, e1 to e4: here
// subscribes to topic a (s1), the word b (s2) and topic c (s3), there to topic a.
func (b *bench) owedMuch(t *testing.T) {
	t.Helper()
	for _, s := range []bot.Subscription{
		{Channel: here, Filter: bot.Filter{Topics: []feeds.Topic{"a"}}},
		{Channel: here, Filter: bot.Filter{Words: []string{"b"}}},
		{Channel: here, Filter: bot.Filter{Topics: []feeds.Topic{"c"}}},
		{Channel: there, Filter: bot.Filter{Topics: []feeds.Topic{"a"}}},
	} {
		_, err := b.Subscribe(t.Context(), s, bot.Channel{ID: s.Channel}, audit)
		must(t, err)
	}
	for n, topics := range [][]feeds.Topic{{"a"}, {"a", "b"}, {"c"}, {"a"}} {
		b.publish(t, found("a", n, "t"), func(i *feeds.Item) { i.Reading.Topics, i.Text = topics, string(topics[len(topics)-1]) }, feeds.Key(fmt.Sprint("core:", n)))
		c, u, err := b.ClaimEvent(t.Context(), "w")
		must(t, err)
		p := alerts(u.Event.ID, 1, here, there)
		p.Deliveries = append(p.Deliveries,
			bot.Delivery{Key: bot.DeliveryKey{Channel: here, Kind: bot.KindDigest, Subject: "daily", Occasion: "2022-09-30"}, Events: []feeds.EventID{u.Event.ID}, Subscriptions: []bot.SubscriptionID{"s1", "s2", "s3"}, Due: b.clock.Now().Add(time.Hour)},
			bot.Delivery{Key: bot.DeliveryKey{Channel: here, Kind: bot.KindDigest, Subject: bot.ListOpen, Occasion: "s1"}, Events: []feeds.EventID{u.Event.ID}, Subscriptions: []bot.SubscriptionID{"s1"}},
			bot.Delivery{Key: bot.DeliveryKey{Channel: here, Kind: bot.KindReminder, Subject: string(u.Event.ID), Occasion: "T-1"}},
			bot.Delivery{Key: bot.DeliveryKey{Channel: here, Kind: bot.KindNotice, Subject: string(u.Event.ID), Occasion: "n"}},
		)
		must(t, b.CommitPlans(t.Context(), by(c, p)))
		must(t, b.Release(t.Context(), c))
	}
}

// stillOwed are the kinds of what a channel is owed of an event; what is not must say
// that somebody unsubscribed.
func (b *bench) stillOwed(t *testing.T, id feeds.EventID, where bot.ChannelID) (kinds []string) {
	t.Helper()
	list, err := b.Deliveries(t.Context(), id)
	must(t, err)
	for _, d := range list {
		if d.Open() && d.Key.Channel == where {
			kinds = append(kinds, string(d.Key.Kind))
		} else if !d.Open() && d.Reason != bot.Unsubscribed {
			t.Errorf("%s was given up and does not say why: %+v", d.Key, d)
		}
	}
	slices.Sort(kinds)
	return kinds
}

// testGivenUp: after somebody has unsubscribed, what nobody wants any more is owed no
// longer.
func testGivenUp(t *testing.T, b *bench) {
	b.owedMuch(t)
	// e4 is under way: what becomes of it is not known.
	c, owed := b.owed(t)
	for owed.Channel.ID != here {
		must(t, b.Release(t.Context(), c))
		c, owed = b.owed(t)
	}
	must(t, b.CommitSending(t.Context(), c, []bot.DeliveryKey{{Channel: here, Kind: bot.KindAlert, Subject: "e4"}}))
	dropped, err := b.Unsubscribe(t.Context(), "s1", wants, audit)
	must(t, err)
	// Of e1 alert, reminder and places in lists, of e4 the latter: its alert is under way.
	equal(t, "given up", dropped, 1)
	must(t, b.Release(t.Context(), c))
	for id, want := range map[feeds.EventID][]string{"e1": {"notice"}, "e2": {"alert", "digest", "notice", "reminder"}, "e3": {"alert", "digest", "notice", "reminder"}, "e4": {"alert", "notice"}} {
		if got := b.stillOwed(t, id, here); !slices.Equal(got, want) {
			t.Errorf("of %s is owed %v, want %v", id, got, want)
		}
		if got := b.stillOwed(t, id, there); !slices.Equal(got, []string{"alert"}) {
			t.Errorf("of %s another channel is owed %v", id, got)
		}
	}
	b.Store = b.restart()
	b.owe(t, alerts("e1", 2, here).Deliveries[0]) // subscribed again
	if got := b.stillOwed(t, "e1", here); !slices.Equal(got, []string{"alert", "notice"}) {
		t.Errorf("of e1 is owed again %v", got)
	}
}

// testItem: with its text by id and by key, without it in a listing.
func testItem(t *testing.T, b *bench) {
	f := found("a", 1, "t")
	want := b.publish(t, f, func(i *feeds.Item) { i.Text = "第一条 为了" }, "core:t")
	got, err := b.ItemFor(t.Context(), "", []feeds.Key{"guid:unknown", f.Keys[0]})
	must(t, err)
	if got.ID != want.ID || got.Text != "第一条 为了" {
		t.Errorf("item = %+v", got)
	}
	_, items, err := b.Event(t.Context(), got.Event)
	must(t, err)
	equal(t, "text in a listing", items[0].Text, "")
}

// titles are those of the items that are found.
func (b *bench) titles(t *testing.T, q bot.Query) []string {
	t.Helper()
	hits, total, err := b.Find(t.Context(), q)
	must(t, err)
	if q.Limit == 0 && total != len(hits) {
		t.Errorf("total %d of %d hits", total, len(hits))
	}
	var titles []string
	for _, h := range hits {
		titles = append(titles, h.Item.Title)
	}
	return titles
}

func testFind(t *testing.T, b *bench) {
	day := map[string]feeds.Day{"数据出境办法": "2022-09-01", "ＡＰＰ通报": "2022-09-20", "press": "2022-09-25", "own": "2022-09-10"}
	for n, title := range []string{"数据出境办法", "ＡＰＰ通报", "press", "own"} {
		f := found("a", n, title)
		f.Item.Published = day[title]
		var keys []feeds.Key
		if title != "press" {
			keys = []feeds.Key{feeds.Key("core:" + title)}
		}
		if title == "own" {
			f.Item.Workspace = "slack:T1"
		}
		b.publish(t, f, func(i *feeds.Item) {
			i.Text, i.Reading.TitleEN.Text = "正文 Personal Information", "Measures "+title
			i.Reading.Topics, i.Reading.Authorities = []feeds.Topic{feeds.Topic(title)}, []feeds.AuthorityID{"CAC"}
		}, keys...)
	}
	tests := []struct {
		name string
		q    bot.Query
		want []string
	}{
		{"everything public, the newest first", bot.Query{}, []string{"ＡＰＰ通报", "数据出境办法"}},
		{"one's own too", bot.Query{Workspace: "slack:T1"}, []string{"ＡＰＰ通报", "own", "数据出境办法"}},
		{"not those of others", bot.Query{Workspace: "slack:T2", Words: []string{"own"}}, nil},
		{"two characters", bot.Query{Words: []string{"出境"}}, []string{"数据出境办法"}},
		{"width and case", bot.Query{Words: []string{"app"}}, []string{"ＡＰＰ通报"}},
		{"in the text", bot.Query{Words: []string{"personal", "正文"}}, []string{"ＡＰＰ通报", "数据出境办法"}},
		{"in the English title", bot.Query{Words: []string{"measures", "通报"}}, []string{"ＡＰＰ通报"}},
		{"all words", bot.Query{Words: []string{"出境", "通报"}}, nil},
		{"since", bot.Query{Since: "2022-09-10"}, []string{"ＡＰＰ通报"}},
		{"until", bot.Query{Until: "2022-09-10"}, []string{"数据出境办法"}},
		{"topic", bot.Query{Filter: bot.Filter{Topics: []feeds.Topic{"ＡＰＰ通报"}}}, []string{"ＡＰＰ通报"}},
		{"not topic", bot.Query{Filter: bot.Filter{NotTopics: []feeds.Topic{"ＡＰＰ通报"}}}, []string{"数据出境办法"}},
		{"authority", bot.Query{Filter: bot.Filter{Authorities: []feeds.AuthorityID{"MIIT"}}}, nil},
		{"nobody of the issuers", bot.Query{Issuers: []feeds.AuthorityID{"MIIT"}}, nil},
		{"regions of nobody", bot.Query{Filter: bot.Filter{Regions: []string{"CN-XZ"}}}, nil},
		{"one of the issuers", bot.Query{Issuers: []feeds.AuthorityID{"MIIT", "CAC"}}, []string{"ＡＰＰ通报", "数据出境办法"}},
		{"not a word", bot.Query{Filter: bot.Filter{NotWords: []string{"出境"}}}, []string{"ＡＰＰ通报"}},
		{"items without an event", bot.Query{Items: true}, []string{"press", "ＡＰＰ通报", "数据出境办法"}},
		{"a page", bot.Query{Items: true, Offset: 1, Limit: 1}, []string{"ＡＰＰ通报"}},
		{"beyond the end", bot.Query{Offset: 10, Limit: 1}, nil},
	}
	for _, tt := range tests {
		if got := b.titles(t, tt.q); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
	_, total, err := b.Find(t.Context(), bot.Query{Limit: 1})
	must(t, err)
	equal(t, "total of a page", total, 2)
}

func testSubmit(t *testing.T, b *bench) {
	b.find(t, found("a", 1, "public"))
	link := func(w feeds.WorkspaceID, n int) feeds.Found {
		f := found("a", n, "")
		f.Item.Source, f.Item.Workspace = "submitted", w
		f.Item.Submitted = &feeds.Submission{By: "U1", Workspace: w}
		return f
	}
	tests := []struct {
		name  string
		link  feeds.Found
		known bool
		want  feeds.ItemID
	}{
		{"what a source published", link("slack:T1", 1), true, "i1"},
		{"new", link("slack:T1", 2), false, "i2"},
		{"again", link("slack:T1", 2), true, "i2"},
		{"new to another workspace", link("slack:T2", 2), false, "i3"},
	}
	for _, tt := range tests {
		item, known, err := b.Submit(t.Context(), tt.link, bot.Audit{Verb: "submit"})
		must(t, err)
		if item.ID != tt.want || known != tt.known {
			t.Errorf("%s: %s, known %v; want %s, %v", tt.name, item.ID, known, tt.want, tt.known)
		}
	}
	_, items := b.unread(t)
	equal(t, "unread", len(items), 3)
}

// nobody wants anything.
func nobody(bot.Subscription, feeds.Event, []feeds.Item) bool { return false }
