package storetest

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/regwire/regwire/feeds"
)

func testEvents(t *testing.T, b *bench) {
	b.each(t, map[string]func(*testing.T, *bench){
		"begun by the first item and planned once": func(t *testing.T, b *bench) {
			item := b.publish(t, found("a", 1, "t"), func(i *feeds.Item) { i.Reading.Relevance = feeds.Relevant }, "core:t")
			e := b.event(t, item.Event)
			if e.ID != "e1" || e.Revision != 1 || e.Lead != item.ID || e.Title != "t" || e.Published != "2022-09-29" ||
				e.Reading.Relevance != feeds.Relevant || len(e.Changes) != 1 || e.Changes[0].What != "new" {
				t.Errorf("event = %+v", e)
			}
			equal(t, "planned", b.plan(t), item.Event)
			b.idle(t)
		},
		"an item without keys starts none": func(t *testing.T, b *bench) {
			equal(t, "event", b.publish(t, found("a", 1, "t"), nil).Event, "")
			b.idle(t)
		},
		"an issuer leads before a medium, a text before a title": func(t *testing.T, b *bench) {
			medium := b.publish(t, found("m", 1, "t"), func(i *feeds.Item) { i.Media, i.Reading.DocType = true, "press" }, "core:t")
			equal(t, "lead", b.event(t, "e1").Lead, medium.ID)
			title := b.publish(t, found("a", 1, "t"), func(i *feeds.Item) { i.State, i.Unread = feeds.ItemTitleOnly, "blocked" }, "core:t")
			equal(t, "lead", b.event(t, "e1").Lead, title.ID)
			text := b.publish(t, found("b", 1, "t"), func(i *feeds.Item) { i.Reading.DocType = "measures" }, "core:t")
			e := b.event(t, "e1")
			equal(t, "lead", e.Lead, text.ID)
			equal(t, "document type", e.Reading.DocType, "measures")
		},
		"later items add the dates and authorities that the lead lacks": func(t *testing.T, b *bench) {
			b.publish(t, found("a", 1, "t"), func(i *feeds.Item) { i.Reading.Authorities = []feeds.AuthorityID{"CAC"} }, "core:t")
			b.publish(t, found("b", 1, "t"), func(i *feeds.Item) {
				i.Reading.Authorities = []feeds.AuthorityID{"MIIT", "CAC"}
				i.Reading.Dates.CommentCloses.Day = "2022-10-29"
			}, "core:t")
			r := b.event(t, "e1").Reading
			if r.Dates.CommentCloses.Day != "2022-10-29" || !slices.Equal(r.Authorities, []feeds.AuthorityID{"CAC", "MIIT"}) {
				t.Errorf("reading = %+v", r)
			}
		},
	})
}

func testJoining(t *testing.T, b *bench) {
	b.each(t, map[string]func(*testing.T, *bench){
		"joined by the same, which raises the revision": func(t *testing.T, b *bench) {
			one := b.publish(t, found("a", 1, "t"), nil, "core:t")
			other := found("b", 1, "t")
			other.Item.Published = "2022-09-28"
			two := b.publish(t, other, nil, "x:1", "core:t")
			three := b.publish(t, found("c", 1, "t"), nil, "x:1")
			e := b.event(t, one.Event)
			if two.Event != e.ID || three.Event != e.ID || !slices.Equal(e.Items, []feeds.ItemID{one.ID, two.ID, three.ID}) {
				t.Fatalf("event = %+v, want all three items", e)
			}
			if e.Revision != 3 || e.Lead != one.ID || e.Published != "2022-09-28" || e.Changes[2].What != "also_at" || e.Changes[2].News {
				t.Errorf("event = %+v, want revision 3, the first lead, the earliest day, no news", e)
			}
		},
		"not joined by what the joiner keeps apart": func(t *testing.T, b *bench) {
			one := b.publish(t, found("a", 1, "第12号"), nil, "core:t")
			two := b.publish(t, found("b", 1, "第13号"), nil, "core:t")
			if one.Event == two.Event || two.Event == "" {
				t.Errorf("events %s and %s, want two", one.Event, two.Event)
			}
		},
		"the candidates bring their lead with its text": func(t *testing.T, b *bench) {
			b.publish(t, found("a", 1, "t"), func(i *feeds.Item) { i.Text = "第一条" }, "core:t")
			b.find(t, found("b", 1, "t"))
			asked := 0
			b.readWith(t, func(_ *feeds.ReadItem, candidates []feeds.Candidate) feeds.Verdict {
				asked++
				if len(candidates) != 1 || candidates[0].Text() != "第一条" || candidates[0].Event != "e1" {
					t.Errorf("candidates = %+v", candidates)
				}
				return feeds.Verdict{}
			}, nil, "core:t")
			equal(t, "asked", asked, 1)
		},
	})
}

// joining has the newest item join the first event and show that others are one with it.
func (b *bench) joining(t *testing.T, into feeds.EventID, same ...feeds.EventID) {
	t.Helper()
	b.readWith(t, func(*feeds.ReadItem, []feeds.Candidate) feeds.Verdict {
		return feeds.Verdict{Join: into, Same: same}
	}, nil, "core:t", "core:u", "core:v")
}

// testUniting: a page may show that two events are one.
func testUniting(t *testing.T, b *bench) {
	b.each(t, map[string]func(*testing.T, *bench){
		"the older takes the items of the other, and what comes after": func(t *testing.T, b *bench) {
			x, y := b.two(t)
			equal(t, "planned", b.plan(t, here), x)
			b.find(t, found("c", 3, "v"))
			b.joining(t, y, x)
			e := b.event(t, x)
			if !slices.Equal(e.Items, []feeds.ItemID{"i1", "i2", "i3"}) || b.event(t, y).Alias != x {
				t.Errorf("event = %+v, the other part of %q", e, b.event(t, y).Alias)
			}
			if changes := e.Changes[1:]; slices.ContainsFunc(changes, func(c feeds.Change) bool { return c.News }) {
				t.Errorf("changes = %+v, want no news", changes)
			}
			equal(t, "planned", b.plan(t, here), x)
			b.idle(t) // nobody is told of the other
			b.find(t, found("d", 4, "w"))
			b.readWith(t, func(_ *feeds.ReadItem, candidates []feeds.Candidate) feeds.Verdict {
				if len(candidates) != 1 || candidates[0].Event != x {
					t.Errorf("a key of the other leads to %+v", candidates)
				}
				return feeds.Verdict{Join: x}
			}, nil, "core:u")
			_, err := b.SplitEvent(t.Context(), y, "", audit)
			must(t, err)
			equal(t, "items after it was restored", len(b.event(t, x).Items), 3)
		},
		"what readers were told of takes what nobody was told of": func(t *testing.T, b *bench) {
			old := found("a", 1, "t")
			old.Item.Baseline = true
			x := b.publish(t, old, nil, "core:t").Event
			y := b.publish(t, found("b", 2, "u"), nil, "core:u").Event
			b.find(t, found("c", 3, "v"))
			b.joining(t, x, y)
			if e := b.event(t, y); len(e.Items) != 3 || e.Baseline || b.event(t, x).Alias != y {
				t.Errorf("event = %+v, the other part of %q", e, b.event(t, x).Alias)
			}
		},
		"what a person took apart stays so": func(t *testing.T, b *bench) {
			x, y := b.two(t)
			must(t, b.JoinEvents(t.Context(), x, y, audit))
			_, err := b.SplitEvent(t.Context(), y, "", audit)
			must(t, err)
			b.find(t, found("c", 3, "v"))
			b.joining(t, x, y)
			if b.event(t, y).Alias != "" || len(b.event(t, x).Items) != 2 {
				t.Errorf("joined again: %+v", b.event(t, x))
			}
		},
		"what follows the other stays apart": func(t *testing.T, b *bench) {
			x, y := b.two(t)
			must(t, b.LinkEvents(t.Context(), y, feeds.Link{Event: x, Relation: "final_of", Sure: true}, false, audit))
			b.find(t, found("c", 3, "v"))
			b.joining(t, x, y)
			equal(t, "alias", b.event(t, y).Alias, "")
		},
		"the candidates bring their other items": func(t *testing.T, b *bench) {
			b.publish(t, found("a", 1, "t"), nil, "core:t")
			b.publish(t, found("b", 1, "t"), func(i *feeds.Item) { i.Text = "第二条" }, "core:t")
			b.find(t, found("c", 1, "t"))
			b.readWith(t, func(_ *feeds.ReadItem, candidates []feeds.Candidate) feeds.Verdict {
				if len(candidates) != 1 || candidates[0].Also == nil {
					t.Fatalf("candidates = %+v", candidates)
				}
				if also := candidates[0].Also(); len(also) != 1 || also[0].Lead.ID != "i2" || also[0].Text() != "第二条" {
					t.Errorf("others = %+v", also)
				}
				return feeds.Verdict{}
			}, nil, "core:t")
		},
	})
}

// testLineage: it is written on both events.
func testLineage(t *testing.T, b *bench) {
	b.publish(t, found("a", 1, "draft"), nil, "core:t")
	b.find(t, found("a", 2, "final"))
	b.readWith(t, func(*feeds.ReadItem, []feeds.Candidate) feeds.Verdict {
		return feeds.Verdict{Links: []feeds.Link{{Event: "e1", Relation: "draft_of", Sure: true}, {Event: "e77", Relation: "amends"}}}
	}, nil, "core:t")
	final, draft := b.event(t, "e2").Lineage, b.event(t, "e1").Lineage
	if len(final) != 1 || final[0] != (feeds.Link{Event: "e1", Relation: "draft_of", Sure: true, Item: "i2"}) {
		t.Errorf("lineage of the final = %+v", final)
	}
	if len(draft) != 1 || draft[0] != (feeds.Link{Event: "e2", Relation: "final_of", Sure: true, Item: "i2"}) {
		t.Errorf("lineage of the draft = %+v", draft)
	}
}

// testBaseline: an event of a first poll is announced by a recent item only.
func testBaseline(t *testing.T, b *bench) {
	base := found("a", 1, "t")
	base.Item.Baseline = true
	b.publish(t, base, nil, "core:t")
	b.idle(t)
	old := found("b", 1, "t")
	old.Item.Published = "2022-09-01"
	b.publish(t, old, nil, "core:t")
	b.idle(t)
	base2 := found("c", 1, "t")
	base2.Item.Baseline = true
	b.publish(t, base2, nil, "core:t")
	b.idle(t)
	b.publish(t, found("d", 1, "t"), nil, "core:t")
	if e := b.event(t, "e1"); e.Baseline || e.Revision != 4 {
		t.Errorf("event = %+v, want revision 4, no baseline", e)
	}
	equal(t, "planned", b.plan(t), "e1")
}

func testRevisions(t *testing.T, b *bench) {
	again := func(t *testing.T, b *bench, title string, edit func(*feeds.Item)) feeds.Event {
		t.Helper()
		f := found("a", 1, title)
		equal(t, "changed", len(b.find(t, f).Changed), 1)
		return b.event(t, b.read(t, edit, "core:t").Event)
	}
	last := func(e feeds.Event) feeds.Change { return e.Changes[len(e.Changes)-1] }
	closes := func(d feeds.Day) func(*feeds.Item) {
		return func(i *feeds.Item) { i.Reading.Dates.CommentCloses.Day = d }
	}
	b.each(t, map[string]func(*testing.T, *bench){
		"a deadline that moved is news": func(t *testing.T, b *bench) {
			b.publish(t, found("a", 1, "t"), closes("2022-10-29"), "core:t")
			b.plan(t)
			e := again(t, b, "t (revised)", closes("2022-11-15"))
			if c := last(e); e.Revision != 2 || c.What != "deadline" || !c.News || c.Revision != 2 {
				t.Errorf("event = %+v, want a deadline as news", e)
			}
			equal(t, "planned", b.plan(t), e.ID)
		},
		"an effective date that moved": func(t *testing.T, b *bench) {
			b.publish(t, found("a", 1, "t"), func(i *feeds.Item) { i.Reading.Dates.Effective.Day = "2022-12-01" }, "core:t")
			e := again(t, b, "t (revised)", func(i *feeds.Item) { i.Reading.Dates.Effective.Day = "2023-01-01" })
			if c := last(e); e.Revision != 2 || c.What != "effective" || c.Was != "2022-12-01" || c.Is != "2023-01-01" || !c.News {
				t.Errorf("event = %+v, want a revision", e)
			}
		},
		"a title alone is no news": func(t *testing.T, b *bench) {
			b.publish(t, found("a", 1, "t"), nil, "core:t")
			e := again(t, b, "t (corrected)", nil)
			if c := last(e); e.Title != "t (corrected)" || c.What != "title" || c.News {
				t.Errorf("event = %+v, want the new title", e)
			}
		},
		"a reading that found the same raises nothing": func(t *testing.T, b *bench) {
			b.publish(t, found("a", 1, "t"), closes("2022-10-29"), "core:t")
			b.plan(t)
			f := found("a", 1, "t")
			f.Item.Published = "2022-09-28"
			b.find(t, f)
			e := b.event(t, b.read(t, closes("2022-10-29"), "core:t").Event)
			equal(t, "revision", e.Revision, 1)
			equal(t, "published", e.Published, "2022-09-28")
			b.idle(t)
		},
		"a text that came after its title": func(t *testing.T, b *bench) {
			b.find(t, found("a", 1, "t"))
			b.read(t, func(i *feeds.Item) { i.State, i.Unread, i.NextTry = feeds.ItemTitleOnly, "blocked", b.clock.Now() }, "core:t")
			b.plan(t)
			item := b.read(t, func(i *feeds.Item) { i.Text, i.Unread = "text", "" }, "core:t")
			e := b.event(t, item.Event)
			if c := last(e); e.Revision != 2 || c.What != "text" || !c.News {
				t.Errorf("event = %+v, want the text as news", e)
			}
			equal(t, "planned", b.plan(t), e.ID)
		},
	})
}

// private is what a workspace submitted.
func private(w feeds.WorkspaceID) feeds.Found {
	f := found("submitted", 1, "t")
	f.Item.Workspace = w
	return f
}

func testWorkspaces(t *testing.T, b *bench) {
	b.each(t, map[string]func(*testing.T, *bench){
		"do not see each other's items": func(t *testing.T, b *bench) {
			one := b.publish(t, private("slack:T1"), nil, "core:t")
			two := b.publish(t, private("slack:T2"), nil, "core:t")
			if one.ID == two.ID || one.Event == two.Event {
				t.Errorf("items %s, %s in events %s, %s; want them apart", one.ID, two.ID, one.Event, two.Event)
			}
			equal(t, "workspace of the event", b.event(t, two.Event).Workspace, "slack:T2")
			_, err := b.ItemFor(t.Context(), "", private("").Keys)
			wantErr(t, "public look-up of a private item", err, feeds.ErrNotFound)
		},
		"a private item is told of the public event, not the reverse": func(t *testing.T, b *bench) {
			public := b.publish(t, found("a", 1, "t"), nil, "core:t")
			b.plan(t)
			mine := b.publish(t, private("slack:T1"), nil, "core:t")
			equal(t, "event of the private item", mine.Event, public.Event)
			e := b.event(t, public.Event)
			if e.Revision != 1 || len(e.Items) != 1 {
				t.Errorf("event = %+v, want it untouched", e)
			}
			b.idle(t)
		},
	})
}

func testAliases(t *testing.T, b *bench) {
	b.each(t, map[string]func(*testing.T, *bench){
		"are many, and each finds its own event; all become aliases of the public one": func(t *testing.T, b *bench) {
			const others = 2 * feeds.MaxCandidates
			mine := b.publish(t, private("slack:T0"), nil, "core:t")
			all := []feeds.EventID{mine.Event}
			for n := range others {
				all = append(all, b.publish(t, private(feeds.WorkspaceID(fmt.Sprint("slack:T", n+1))), nil, "core:t").Event)
			}
			more := found("submitted", 2, "t")
			more.Item.Workspace = "slack:T0"
			equal(t, "event of another link of the first", b.publish(t, more, nil, "core:t").Event, mine.Event)
			public := b.publish(t, found("a", 1, "t"), nil, "core:t")
			for _, id := range all {
				equal(t, "alias", b.event(t, id).Alias, public.Event)
			}
		},
		"a private event becomes an alias of the public one": func(t *testing.T, b *bench) {
			mine := b.publish(t, private("slack:T1"), nil, "core:t")
			equal(t, "planned", b.plan(t, "slack:T1/C1"), mine.Event)
			theirs := b.publish(t, private("slack:T2"), nil, "core:t")
			public := b.publish(t, found("a", 1, "t"), nil, "core:t")
			for _, id := range []feeds.EventID{mine.Event, theirs.Event} {
				equal(t, "alias", b.event(t, id).Alias, public.Event)
			}
			c, u, err := b.ClaimEvent(t.Context(), "planner")
			must(t, err)
			equal(t, "claimed", c.Subject, string(public.Event)) // not that of T2, which was not planned yet
			if len(u.Deliveries) != 1 || u.Deliveries[0].Key.Channel != "slack:T1/C1" {
				t.Errorf("deliveries = %+v, want the one of the alias", u.Deliveries)
			}
			if len(u.Event.Lineage)+len(u.Items) != 1 {
				t.Errorf("event = %+v with %d items, want nothing private in it", u.Event, len(u.Items))
			}
		},
	})
}

// testReposts: fifty readers commit the same document at the same time, each
// from a source of its own. It is one event.
func testReposts(t *testing.T, b *bench) {
	const n = 50
	for i := range n {
		b.find(t, found(feeds.SourceID(fmt.Sprintf("s%d", i)), 1, "关于印发办法的通知"))
	}
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			c, items, err := b.ClaimUnread(t.Context(), fmt.Sprintf("reader %d", i), 10)
			if err != nil || len(items) != 1 {
				t.Errorf("reader %d: %d items, %v", i, len(items), err)
				return
			}
			items[0].State = feeds.ItemRead
			r := feeds.Round{Join: sameTitle, Read: []feeds.ReadItem{{Item: items[0], Keys: []feeds.Key{"core:印发办法"}}}}
			if _, err := b.Commit(t.Context(), c, r); err != nil {
				t.Errorf("reader %d: %v", i, err)
			}
		})
	}
	wg.Wait()
	e, items, err := b.Event(t.Context(), "e1")
	must(t, err)
	if e.Revision != n || len(e.Items) != n || len(items) != n {
		t.Errorf("revision %d with %d items, want %d of each", e.Revision, len(e.Items), n)
	}
	_, err = b.Deliveries(t.Context(), "e2")
	must(t, err)
	if _, _, err := b.Event(t.Context(), "e2"); err == nil {
		t.Error("there is a second event")
	}
	equal(t, "planned", b.plan(t), "e1")
	b.idle(t)
}
