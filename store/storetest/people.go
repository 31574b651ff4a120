package storetest

import (
	"slices"
	"testing"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

func testPeople(t *testing.T, b *bench) {
	audit := bot.Audit{Actor: "U1", Verb: "subscribe"}
	subs := func(t *testing.T, b *bench) []bot.Subscription {
		t.Helper()
		list, err := b.Subscriptions(t.Context())
		must(t, err)
		return list
	}
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
			must(t, b.Unsubscribe(t.Context(), "s2", audit))
			for range 2 {
				list := subs(t, b)
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
			wantErr(t, "unsubscribe", b.Unsubscribe(t.Context(), "x", audit), feeds.ErrNotFound)
			_, err := b.Channel(t.Context(), here)
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

func testLookup(t *testing.T, b *bench) {
	ask := func(t *testing.T, b *bench, q bot.Query) []string {
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
	b.each(t, map[string]func(*testing.T, *bench){
		"an item with its text, by id and by key": func(t *testing.T, b *bench) {
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
		},
		"find": func(t *testing.T, b *bench) {
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
				{"not a word", bot.Query{Filter: bot.Filter{NotWords: []string{"出境"}}}, []string{"ＡＰＰ通报"}},
				{"items without an event", bot.Query{Items: true}, []string{"press", "ＡＰＰ通报", "数据出境办法"}},
				{"a page", bot.Query{Items: true, Offset: 1, Limit: 1}, []string{"ＡＰＰ通报"}},
				{"beyond the end", bot.Query{Offset: 10, Limit: 1}, nil},
			}
			for _, tt := range tests {
				if got := ask(t, b, tt.q); !slices.Equal(got, tt.want) {
					t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
				}
			}
			_, total, err := b.Find(t.Context(), bot.Query{Limit: 1})
			must(t, err)
			equal(t, "total of a page", total, 2)
		},
		"submit": func(t *testing.T, b *bench) {
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
		},
	})
}
