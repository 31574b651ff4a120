package storetest

import (
	"slices"
	"testing"

	"github.com/regwire/regwire/feeds"
)

// report adds a press report to the events of core:t, by the keys.
func (b *bench) report(t *testing.T, edit func(*feeds.Item)) feeds.Item {
	t.Helper()
	b.find(t, found("m", 2, "t"))
	return b.readWith(t, func(_ *feeds.ReadItem, candidates []feeds.Candidate) feeds.Verdict {
		return feeds.Verdict{Join: candidates[0].Event}
	}, func(i *feeds.Item) {
		i.Media = true
		if edit != nil {
			edit(i)
		}
	}, "core:t", "core:u")
}

// shows is a page that shows the item to belong with it, and gives its event.
func (b *bench) shows(t *testing.T, from feeds.EventID, item feeds.ItemID) feeds.Event {
	t.Helper()
	b.find(t, found("c", 3, "u"))
	id := b.readWith(t, func(*feeds.ReadItem, []feeds.Candidate) feeds.Verdict {
		return feeds.Verdict{Moves: []feeds.Move{{Item: item, From: from}, {Item: item, From: "e77"}}}
	}, nil, "core:u").Event
	return b.event(t, id)
}

// testMoving: a page may show that an item which came before it belongs to its event.
func testMoving(t *testing.T, b *bench) {
	b.each(t, map[string]func(*testing.T, *bench){
		"to the event of the page, and both are told of anew": func(t *testing.T, b *bench) {
			x := b.publish(t, found("a", 1, "t"), nil, "core:t").Event
			m := b.report(t, nil)
			equal(t, "planned", b.plan(t, here), x)
			e, left := b.shows(t, x, m.ID), b.event(t, x)
			if !slices.Equal(e.Items, []feeds.ItemID{"i3", m.ID}) || e.Lead != "i3" || !slices.Equal(left.Items, []feeds.ItemID{"i1"}) {
				t.Errorf("events = %+v and %+v", e, left)
			}
			if c := left.Changes[len(left.Changes)-1]; c.What != "moved" || c.Detail != string(m.ID) || c.News || left.Revision != c.Revision {
				t.Errorf("change = %+v of revision %d, want it to name the page and be no news", c, left.Revision)
			}
			item, err := b.Item(t.Context(), m.ID)
			must(t, err)
			equal(t, "event of the item", item.Event, e.ID)
			equal(t, "planned", b.plan(t, here), x)
			equal(t, "planned", b.plan(t, here), e.ID)
			b.idle(t)
			_, err = b.SplitEvent(t.Context(), e.ID, m.ID, audit)
			must(t, err)
		},
		"a day that it alone gave is told to be gone": func(t *testing.T, b *bench) {
			x := b.publish(t, found("a", 1, "t"), nil, "core:t").Event
			m := b.report(t, func(i *feeds.Item) { i.Reading.Dates.CommentCloses.Day = "2022-10-29" })
			e, left := b.shows(t, x, m.ID), b.event(t, x)
			c := left.Changes[len(left.Changes)-1]
			if left.Reading.Dates.CommentCloses.Stated() || c.What != "deadline" || c.Was != "2022-10-29" || c.Is != "" || !c.News {
				t.Errorf("dates = %+v, change = %+v", left.Reading.Dates, c)
			}
			equal(t, "day of the other", e.Reading.Dates.CommentCloses.Day, "2022-10-29")
		},
		"with the steps that it alone showed": func(t *testing.T, b *bench) {
			draft := b.publish(t, found("d", 4, "w"), nil, "core:w", "core:t").Event
			b.find(t, found("a", 1, "t"))
			x := b.readWith(t, func(*feeds.ReadItem, []feeds.Candidate) feeds.Verdict {
				return feeds.Verdict{Links: []feeds.Link{{Event: draft, Relation: "amends", Sure: true}}}
			}, nil, "core:t").Event
			b.find(t, found("m", 2, "t"))
			m := b.readWith(t, func(*feeds.ReadItem, []feeds.Candidate) feeds.Verdict {
				return feeds.Verdict{Join: x, Links: []feeds.Link{{Event: draft, Relation: "amends", Sure: true}, {Event: draft, Relation: "final_of", Sure: true}}}
			}, func(i *feeds.Item) { i.Media = true }, "core:t", "core:u")
			e, left := b.shows(t, x, m.ID), b.event(t, x)
			if len(left.Lineage) != 1 || left.Lineage[0].Relation != "amends" {
				t.Errorf("steps of what it left = %+v", left.Lineage)
			}
			if len(e.Lineage) != 1 || e.Lineage[0].Relation != "final_of" || e.Lineage[0].Event != draft {
				t.Errorf("steps of what it came to = %+v", e.Lineage)
			}
			var back []feeds.EventID
			for _, l := range b.event(t, draft).Lineage {
				back = append(back, l.Event)
			}
			if !slices.Equal(back, []feeds.EventID{x, e.ID}) {
				t.Errorf("steps of the draft lead to %v", back)
			}
		},
		"not out of what a person joined or took apart": func(t *testing.T, b *bench) {
			x := b.publish(t, found("a", 1, "t"), nil, "core:t").Event
			m := b.report(t, nil)
			y := b.publish(t, found("d", 4, "w"), nil, "core:w").Event
			must(t, b.JoinEvents(t.Context(), x, y, audit))
			b.shows(t, x, m.ID)
			equal(t, "items", len(b.event(t, x).Items), 3)
			_, err := b.SplitEvent(t.Context(), y, "", audit)
			must(t, err)
			b.find(t, found("f", 5, "u"))
			b.readWith(t, func(*feeds.ReadItem, []feeds.Candidate) feeds.Verdict {
				return feeds.Verdict{Moves: []feeds.Move{{Item: m.ID, From: x}}}
			}, nil, "core:u")
			equal(t, "items", len(b.event(t, x).Items), 2)
		},
		"not what leads, nor what an event was begun with that became part": func(t *testing.T, b *bench) {
			x := b.publish(t, found("a", 1, "t"), nil, "core:t").Event
			m := b.report(t, nil)
			b.shows(t, x, "i1")
			equal(t, "items", len(b.event(t, x).Items), 2)
			y := b.publish(t, found("d", 4, "u"), nil, "core:z").Event
			b.find(t, found("f", 5, "v"))
			b.readWith(t, func(*feeds.ReadItem, []feeds.Candidate) feeds.Verdict {
				return feeds.Verdict{Join: x, Same: []feeds.EventID{y}}
			}, nil, "core:t", "core:z")
			b.find(t, found("g", 6, "u"))
			b.readWith(t, func(*feeds.ReadItem, []feeds.Candidate) feeds.Verdict {
				return feeds.Verdict{Moves: []feeds.Move{{Item: "i4", From: x}, {Item: m.ID, From: x}}}
			}, nil, "core:u", "core:t")
			equal(t, "items", len(b.event(t, x).Items), 3)
		},
	})
}
