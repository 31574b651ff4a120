package store

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// moving is a store in which pages come and people correct, in any order.
type moving struct {
	*Store
	t     *rapid.T
	b     *testing.T
	items []feeds.ItemID

	told map[bot.DeliveryKey]int
}

const movingKeys = 3

// titleKeys are the keys of an item, by its title, which is a bit for each.
func titleKeys(i feeds.Item) feeds.ReadItem {
	read := feeds.ReadItem{Item: i}
	for k := range movingKeys {
		if len(i.Title) > k && i.Title[k] == '1' {
			read.Keys = append(read.Keys, feeds.Key(fmt.Sprint("core:", k)))
		}
	}
	return read
}

// any draws a verdict over the candidates: whatever a Joiner may say.
func (w *moving) any(_ *feeds.ReadItem, candidates []feeds.Candidate) (v feeds.Verdict) {
	relations := []feeds.Relation{"final_of", "amends", "qa_on", feeds.SameAs}
	for _, c := range candidates {
		switch rapid.SampledFrom([]string{"join", "link", "move", "move", "nothing"}).Draw(w.t, "verdict") {
		case "join":
			if v.Join == "" {
				v.Join = c.Event
			} else {
				v.Same = append(v.Same, c.Event)
			}
		case "link":
			v.Links = append(v.Links, feeds.Link{Event: c.Event, Relation: rapid.SampledFrom(relations).Draw(w.t, "relation"), Sure: rapid.Bool().Draw(w.t, "sure")})
		case "move":
			if c.Also != nil {
				for _, also := range c.Also() {
					v.Moves = append(v.Moves, feeds.Move{Item: also.Lead.ID, From: c.Event})
				}
			}
		}
	}
	return v
}

// page has one more page found and read.
func (w *moving) page() {
	n := len(w.items)
	item := feeds.Item{
		Source: "s", Host: "s.example", URL: fmt.Sprint("https://s.example/", n), Published: "2022-09-29", Given: true,
		Title: rapid.StringMatching("[01]{2}1").Draw(w.t, "keys"), Media: rapid.Bool().Draw(w.t, "media"), Baseline: rapid.Bool().Draw(w.t, "baseline"),
	}
	if rapid.Bool().Draw(w.t, "dated") {
		item.Reading.Dates.CommentCloses.Day = "2022-10-29"
	}
	reading := item.Reading
	visit, _, err := w.ClaimHost(w.b.Context(), "w", []feeds.Source{{ID: "s", Host: "s.example"}})
	w.must(err)
	done, err := w.Commit(w.b.Context(), visit, feeds.Round{Found: []feeds.Found{{Item: item, Keys: []feeds.Key{feeds.Key(item.URL)}}}})
	w.must(err)
	w.must(w.Release(w.b.Context(), visit))
	claim, items, err := w.ClaimUnread(w.b.Context(), "w", 1)
	w.must(err)
	item = items[0]
	item.State, item.Reading = feeds.ItemRead, reading
	_, err = w.Commit(w.b.Context(), claim, feeds.Round{Read: []feeds.ReadItem{titleKeys(item)}, Join: w.any})
	w.must(err)
	w.must(w.Release(w.b.Context(), claim))
	w.items = append(w.items, done.New...)
}

// correct has a person join, split or link, and gives what the person said of: the
// pages that are together now, or apart.
func (w *moving) correct() (pages []feeds.ItemID, together bool) {
	one, other := rapid.SampledFrom(w.items).Draw(w.t, "one"), rapid.SampledFrom(w.items).Draw(w.t, "other")
	x, y := w.eventOf(one), w.eventOf(other)
	switch rapid.SampledFrom([]string{"join", "split", "link"}).Draw(w.t, "verb") {
	case "join":
		if w.JoinEvents(w.b.Context(), x, y, bot.Audit{Actor: "U1"}) == nil {
			return []feeds.ItemID{one, other}, true
		}
	case "split":
		e, _, err := w.Event(w.b.Context(), x)
		w.must(err)
		if _, err := w.SplitEvent(w.b.Context(), x, one, bot.Audit{Actor: "U1"}); err == nil {
			left := slices.DeleteFunc(slices.Clone(e.Items), func(id feeds.ItemID) bool { return w.eventOf(id) == w.eventOf(one) })
			return []feeds.ItemID{one, left[0]}, false
		}
	case "link":
		_ = w.LinkEvents(w.b.Context(), x, feeds.Link{Event: y, Relation: "final_of", Sure: true, By: "U1"}, rapid.Bool().Draw(w.t, "no"), bot.Audit{Actor: "U1"})
	}
	return nil, false
}

// plan tells one channel of all that waits, each event once.
func (w *moving) plan() {
	for {
		c, u, err := w.ClaimEvent(w.b.Context(), "p")
		if err != nil {
			return
		}
		p := bot.Plan{Claim: c, Event: u.Event.ID, Revision: u.Event.Revision}
		if !slices.ContainsFunc(u.Deliveries, func(d bot.Delivery) bool { return d.Key.Kind == bot.KindAlert }) {
			key := bot.DeliveryKey{Channel: "console:local/me", Kind: bot.KindAlert, Subject: string(u.Event.ID)}
			w.told[key]++
			p.Deliveries = []bot.Delivery{{Key: key, Revision: u.Event.Revision}}
		}
		w.must(w.CommitPlans(w.b.Context(), p))
		w.must(w.Release(w.b.Context(), c))
	}
}

func (w *moving) eventOf(id feeds.ItemID) feeds.EventID {
	i, err := w.Item(w.b.Context(), id)
	w.must(err)
	return i.Event
}

func (w *moving) must(err error) {
	if err != nil {
		w.t.Fatal(err)
	}
}

// whole holds the store to what must be so at any time.
func (w *moving) whole() {
	in := map[feeds.ItemID]feeds.EventID{}
	events := map[feeds.EventID]feeds.Event{}
	for _, id := range w.items {
		n := w.eventOf(id)
		e, items, err := w.Event(w.b.Context(), n)
		w.must(err)
		events[n] = e
		in[id] = n
		if e.Alias != "" || !slices.Contains(e.Items, id) || !slices.Contains(e.Items, e.Lead) || len(items) != len(e.Items) {
			w.t.Fatalf("%s names %s: %+v", id, n, e)
		}
	}
	for n, e := range events {
		for i, id := range e.Items {
			if in[id] != n || slices.Contains(e.Items[:i], id) {
				w.t.Fatalf("%s has %v, %s is of %s", n, e.Items, id, in[id])
			}
		}
		for i, c := range e.Changes {
			if c.Revision != i+1 {
				w.t.Fatalf("%s: changes %+v", n, e.Changes)
			}
		}
		dated := false
		for _, id := range e.Items {
			i, err := w.Item(w.b.Context(), id)
			w.must(err)
			dated = dated || i.Reading.Dates.CommentCloses.Stated()
		}
		if dated != e.Reading.Dates.CommentCloses.Stated() {
			w.t.Fatalf("%s states %+v, of its pages one does: %t", n, e.Reading.Dates, dated)
		}
		for _, l := range e.Lineage {
			other, _, err := w.Event(w.b.Context(), l.Event)
			w.must(err)
			back := slices.IndexFunc(other.Lineage, func(back feeds.Link) bool {
				return back.Relation == feeds.Inverse(l.Relation) && (back.Event == n || l.Of != "" && back.Event == l.Of)
			})
			if back < 0 {
				w.t.Fatalf("%s: %+v, and back %+v", n, l, other.Lineage)
			}
			if i := l.Item; i != "" && i == other.Lineage[back].Item && l.Of == "" && other.Alias == "" && !settled(e) && !settled(other) && in[i] != n && in[i] != l.Event {
				w.t.Fatalf("%s: %+v was shown by what is in neither", n, l)
			}
		}
	}
	for key, n := range w.told {
		if n > 1 {
			w.t.Fatalf("%v was told %d times", key, n)
		}
	}
}

// In whatever order pages come, move and are corrected, each page is of one event, which has
// it, tells its days and no other, and is told of once; steps are known on both sides; and
// what a person said of two pages stays until a person says else.
func TestWhateverMovesAndIsCorrectedStaysWhole(t *testing.T) {
	at := time.Date(2022, 9, 30, 10, 0, 0, 0, time.UTC)
	rapid.Check(t, func(rt *rapid.T) {
		s, err := Open(t.TempDir(), Options{Now: func() time.Time { return at }, Keys: titleKeys})
		if err != nil {
			rt.Fatal(err)
		}
		defer func() { _ = s.Close() }()
		w := &moving{Store: s, t: rt, b: t, told: map[bot.DeliveryKey]int{}}
		w.page()
		for range rapid.IntRange(2, 12).Draw(rt, "steps") {
			switch rapid.IntRange(0, 5).Draw(rt, "step") {
			case 0:
				pages, together := w.correct()
				w.whole()
				if pages == nil {
					continue
				}
				w.page()
				if got := w.eventOf(pages[0]) == w.eventOf(pages[1]); got != together {
					rt.Fatalf("a person said %t of %v, and a page undid it", together, pages)
				}
			case 1:
				w.plan()
			default:
				w.page()
			}
			w.whole()
		}
	})
}
