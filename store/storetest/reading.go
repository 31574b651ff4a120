package storetest

import (
	"slices"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
)

func testUnread(t *testing.T, b *bench) {
	b.each(t, map[string]func(*testing.T, *bench){
		"by host, the oldest first, no more than asked": func(t *testing.T, b *bench) {
			for n := range 3 {
				b.find(t, found("a", n, "t"))
				b.clock.Move(time.Second)
			}
			b.find(t, found("b", 0, "t"))
			seen := map[string][]feeds.ItemID{}
			for range 2 {
				c, items, err := b.ClaimUnread(t.Context(), "w", 2)
				must(t, err)
				for _, i := range items {
					seen[c.Subject] = append(seen[c.Subject], i.ID)
				}
			}
			if !slices.Equal(seen["a.example"], []feeds.ItemID{"i1", "i2"}) || !slices.Equal(seen["b.example"], []feeds.ItemID{"i4"}) {
				t.Errorf("claimed %v, want i1 and i2 of a, i4 of b", seen)
			}
			_, _, err := b.ClaimUnread(t.Context(), "w", 2)
			wantErr(t, "claim when both hosts are taken", err, feeds.ErrNoWork)
		},
		"of one host alone": func(t *testing.T, b *bench) {
			b.find(t, found("a", 1, "t"))
			b.find(t, found("b", 1, "t"))
			c, items, err := b.ClaimUnreadOf(t.Context(), "b.example", "w", 2)
			if err != nil || c.Subject != "b.example" || len(items) != 1 || items[0].ID != "i2" {
				t.Errorf("claimed %v, %v, %v; want i2 of b", c.Subject, items, err)
			}
			_, _, err = b.ClaimUnreadOf(t.Context(), "b.example", "other", 2)
			wantErr(t, "claim of a host that is taken", err, feeds.ErrNoWork)
			_, _, err = b.ClaimUnreadOf(t.Context(), "c.example", "w", 2)
			wantErr(t, "claim of a host that has none", err, feeds.ErrNoWork)
			c, _, err = b.ClaimUnread(t.Context(), "w", 2)
			must(t, err)
			equal(t, "the other", c.Subject, "a.example")
		},
		"a retry waits for its time": func(t *testing.T, b *bench) {
			b.find(t, found("a", 1, "t"))
			c, items := b.unread(t)
			items[0].Attempts, items[0].NextTry = 1, b.clock.Now().Add(10*time.Minute)
			_, err := b.Commit(t.Context(), c, feeds.Round{Retry: items})
			must(t, err)
			must(t, b.Release(t.Context(), c))
			_, _, err = b.ClaimUnread(t.Context(), "w", 1)
			wantErr(t, "claim before the next try", err, feeds.ErrNoWork)
			b.clock.Move(10 * time.Minute)
			_, items = b.unread(t)
			equal(t, "attempts", items[0].Attempts, 1)
		},
		"a clock that was set back keeps nothing from being read, also over a restart": func(t *testing.T, b *bench) {
			n := 0
			for _, back := range []time.Duration{8 * time.Hour, 10 * 365 * 24 * time.Hour} {
				for _, restart := range []bool{false, true} {
					n++
					b.find(t, found("a", n, "t"))
					c, items := b.unread(t)
					items[0].Attempts, items[0].NextTry = 1, b.clock.Now().Add(10*time.Minute)
					_, err := b.Commit(t.Context(), c, feeds.Round{Retry: items})
					must(t, err)
					must(t, b.Release(t.Context(), c))
					if b.clock.Move(-back); restart {
						b.Store = b.restart()
					}
					c, items, err = b.ClaimUnread(t.Context(), "w", 9)
					if err != nil || len(items) != 1 || items[0].Attempts != 1 {
						t.Fatalf("set back by %v (restart %v): %d items, %v; want the one that waits", back, restart, len(items), err)
					}
					must(t, b.Release(t.Context(), c))
					b.read(t, func(*feeds.Item) {})
				}
			}
		},
		"a clock that was set back by years puts no page off for years": func(t *testing.T, b *bench) {
			b.find(t, found("a", 1, "t"))
			b.read(t, func(i *feeds.Item) { i.Text, i.Seen.Again = "第一条", b.clock.Now().Add(time.Hour) })
			_, _, err := b.ClaimUnread(t.Context(), "w", 1)
			wantErr(t, "claim before its time", err, feeds.ErrNoWork)
			b.clock.Move(-10 * 365 * 24 * time.Hour)
			_, items := b.unread(t)
			equal(t, "asked again", items[0].Text, "第一条")
		},
		"a retry of what was read by its title alone waits too": func(t *testing.T, b *bench) {
			b.find(t, found("a", 1, "t"))
			b.read(t, func(i *feeds.Item) {
				i.State, i.Unread, i.NextTry = feeds.ItemTitleOnly, "blocked", b.clock.Now().Add(time.Hour)
			})
			b.clock.Move(time.Hour)
			c, items := b.unread(t)
			items[0].NextTry = b.clock.Now().Add(6 * time.Hour)
			_, err := b.Commit(t.Context(), c, feeds.Round{Retry: items})
			must(t, err)
			must(t, b.Release(t.Context(), c))
			_, _, err = b.ClaimUnread(t.Context(), "w", 1)
			wantErr(t, "claim before the next try", err, feeds.ErrNoWork)
			b.clock.Move(6 * time.Hour)
			_, items = b.unread(t)
			equal(t, "state", items[0].State, feeds.ItemTitleOnly)
		},
		"what was read comes no more, but a title waits for its text": func(t *testing.T, b *bench) {
			b.find(t, found("a", 1, "t"))
			b.read(t, func(i *feeds.Item) {
				i.State, i.Unread, i.NextTry = feeds.ItemTitleOnly, "blocked", b.clock.Now().Add(time.Hour)
			})
			_, _, err := b.ClaimUnread(t.Context(), "w", 1)
			wantErr(t, "claim before the text is looked for", err, feeds.ErrNoWork)
			b.clock.Move(time.Hour)
			item := b.read(t, func(i *feeds.Item) { i.Text, i.Unread = "text", "" })
			equal(t, "text", item.Text, "text")
			b.clock.Move(time.Hour)
			_, _, err = b.ClaimUnread(t.Context(), "w", 1)
			wantErr(t, "claim when all is read", err, feeds.ErrNoWork)
		},
		"an item that was set aside costs no more work": func(t *testing.T, b *bench) {
			b.find(t, found("a", 1, "t"))
			b.read(t, func(i *feeds.Item) { i.Quarantine = "parser failed" }, "core:t")
			_, _, err := b.ClaimUnread(t.Context(), "w", 1)
			wantErr(t, "claim", err, feeds.ErrNoWork)
			b.idle(t)
		},
	})
}

// testAskedAgain: a page that was read is asked again, after what is new.
func testAskedAgain(t *testing.T, b *bench) {
	again := func(d time.Duration) func(*feeds.Item) {
		return func(i *feeds.Item) {
			i.Text, i.Seen = "第一条", feeds.Seen{ETag: "e", Again: b.clock.Now().Add(d)}
		}
	}
	b.publish(t, found("a", 1, "t"), again(time.Hour), "core:t")
	_, _, err := b.ClaimUnread(t.Context(), "w", 9)
	equal(t, "nothing is due", isNoWork(err), true)
	b.clock.Move(2 * time.Hour)
	b.Store = b.restart()
	b.find(t, found("a", 2, "u"))
	c, items := b.unread(t)
	if len(items) != 2 || items[0].ID != "i2" || items[1].Text != "第一条" || items[1].Seen.ETag != "e" {
		t.Fatalf("to be read: %+v", items)
	}
	// It is as it was: only when it is asked again is kept, and what was seen.
	looked := items[1]
	looked.Title, looked.Seen = "another", feeds.Seen{ETag: "f", Again: b.clock.Now().Add(time.Hour)}
	_, err = b.Commit(t.Context(), c, feeds.Round{Retry: []feeds.Item{looked}})
	must(t, err)
	b.find(t, found("a", 1, "edited")) // the list shows another title: it is read now
	must(t, b.Release(t.Context(), c))
	c, items = b.unread(t)
	if len(items) != 2 || items[0].ID != "i1" || items[0].Title != "edited" || items[0].Seen.ETag != "f" {
		t.Fatalf("to be read after an edit: %+v", items)
	}
	looked = items[0]
	looked.State = feeds.ItemRead
	_, err = b.Commit(t.Context(), c, feeds.Round{Retry: []feeds.Item{looked}}) // of before the edit
	must(t, err)
	for i := range items {
		items[i].State, items[i].NextTry, items[i].Seen = feeds.ItemRead, time.Time{}, feeds.Seen{}
	}
	_, err = b.Commit(t.Context(), c, feeds.Round{Read: []feeds.ReadItem{{Item: items[0]}, {Item: items[1]}}})
	must(t, err)
	must(t, b.Release(t.Context(), c))
	b.clock.Move(1000 * time.Hour)
	_, _, err = b.ClaimUnread(t.Context(), "w", 9)
	equal(t, "what is never asked again", isNoWork(err), true)
}

func testReread(t *testing.T, b *bench) {
	b.each(t, map[string]func(*testing.T, *bench){
		"an edit during the reading is not lost": func(t *testing.T, b *bench) {
			f := found("a", 1, "old title")
			b.find(t, f)
			c, items := b.unread(t)
			f.Item.Title = "new title"
			b.find(t, f)
			item := items[0]
			item.State, item.Text = feeds.ItemRead, "text"
			_, err := b.Commit(t.Context(), c, feeds.Round{Read: []feeds.ReadItem{{Item: item, Keys: []feeds.Key{"core:t"}}}})
			must(t, err)
			must(t, b.Release(t.Context(), c))
			item = b.read(t, nil, "core:t")
			if item.Title != "new title" || item.Text != "text" || item.Event == "" {
				t.Errorf("item = %+v, want the new title, read once more", item)
			}
		},
		"a page that is gone later keeps what was read": func(t *testing.T, b *bench) {
			f := found("a", 1, "t")
			b.publish(t, f, func(i *feeds.Item) { i.Text, i.Reading.Version = "text", "1" })
			f.Item.Title = "new title"
			b.find(t, f)
			item := b.read(t, func(i *feeds.Item) { i.Text, i.State, i.Unread = "", feeds.ItemTitleOnly, "gone" })
			if item.Text != "text" || item.State != feeds.ItemRead || item.Reading.Version != "1" {
				t.Errorf("item = %+v, want the earlier reading", item)
			}
		},
	})
}
