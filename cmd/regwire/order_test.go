//go:build !race

package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/reading/score"
	"github.com/regwire/regwire/store"
)

// What may depend on the order in which items come: of how many events at most, in each of
// the shuffles, the items are others than when all come as they were written down, how
// many repeats are one event at least, and how many pairs that only look like one at most.
const (
	othersOfOrder  = 20
	joinedAnyOrder = 659
	mergedAnyOrder = 0
)

// shelf are labelled items as they were read, with which are one and which only look so.
type shelf struct {
	items       []feeds.Item
	same, apart [][2]int
}

func newShelf(t *testing.T, sets ...string) *shelf {
	t.Helper()
	tables, err := readTables(config{})
	if err != nil {
		t.Fatal(err)
	}
	s, at := &shelf{}, map[string]int{}
	for _, set := range sets {
		f, err := os.Open("../../feeds/reading/testdata/" + set + ".jsonl")
		if err != nil {
			t.Fatal(err)
		}
		lines, err := score.Lines(f)
		_ = f.Close()
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range lines {
			at[l.ID] = len(s.items)
			w := l.Writing()
			item := feeds.Item{
				URL: l.URL, Title: l.Title, Published: l.Published, Authority: l.Authority, Media: w.Media,
				Text: l.Body, Source: "s", Host: "s.example", Baseline: true, Given: true,
			}
			item.Reading = tables.reader.Read(w)
			s.items = append(s.items, item)
		}
		for _, l := range lines {
			if d := l.Expect.DuplicateOf; d != nil {
				s.same = append(s.same, [2]int{at[l.ID], at[*d]})
			}
			if d := l.Expect.NotDuplicateOf; d != nil {
				s.apart = append(s.apart, [2]int{at[l.ID], at[*d]})
			}
		}
	}
	return s
}

// events gives for each item the event that it is in after all came in the order.
func (s *shelf) events(t *testing.T, order []int) []feeds.EventID {
	t.Helper()
	now := func() time.Time { return time.Date(2028, 1, 1, 0, 0, 0, 0, time.UTC) }
	db, err := store.Open(t.TempDir(), store.Options{Now: now, Keys: identity{}.EventKeys})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	visit, _, err := db.ClaimHost(t.Context(), "w", []feeds.Source{{ID: "s", Host: "s.example"}})
	if err != nil {
		t.Fatal(err)
	}
	r := feeds.Round{Visit: &feeds.Visit{Source: "s", At: now(), Good: now()}}
	for _, i := range order {
		r.Found = append(r.Found, feeds.Found{Item: s.items[i], Keys: []feeds.Key{feeds.Key(fmt.Sprint("n:", i))}})
	}
	found, err := db.Commit(t.Context(), visit, r)
	if err != nil || len(found.New) != len(order) {
		t.Fatalf("%d items are new, %v", len(found.New), err)
	}
	unread, _, err := db.ClaimUnread(t.Context(), "w", 1)
	if err != nil {
		t.Fatal(err)
	}
	r = feeds.Round{Join: identity{}.Join}
	for k, i := range order {
		item := s.items[i]
		item.ID, item.State = found.New[k], feeds.ItemRead
		read := feeds.ReadItem{Item: item}
		if item.Reading.Relevance != feeds.NotRelevant {
			read = identity{}.EventKeys(item)
		}
		r.Read = append(r.Read, read)
	}
	if _, err := db.Commit(t.Context(), unread, r); err != nil {
		t.Fatal(err)
	}
	events := make([]feeds.EventID, len(s.items))
	for k, i := range order {
		item, err := db.Item(t.Context(), found.New[k])
		if err != nil {
			t.Fatal(err)
		}
		events[i] = item.Event
	}
	return events
}

// within counts the pairs of which both are in one event.
func within(events []feeds.EventID, pairs [][2]int) (n int) {
	for _, p := range pairs {
		if e := events[p[0]]; e != "" && e == events[p[1]] {
			n++
		}
	}
	return n
}

// others counts the events of x whose items are not those of an event of y.
func others(x, y []feeds.EventID) (n int) {
	of := func(events []feeds.EventID) map[string]bool {
		items := map[feeds.EventID][]string{}
		for i, e := range events {
			if e != "" {
				items[e] = append(items[e], fmt.Sprint(i))
			}
		}
		sets := map[string]bool{}
		for _, in := range items {
			if len(in) > 1 {
				sets[strings.Join(in, " ")] = true
			}
		}
		return sets
	}
	theirs := of(y)
	for set := range of(x) {
		if !theirs[set] {
			n++
		}
	}
	return n
}

// TestEventsHardlyDependOnTheOrder in which pages come: the page of an authority may be found
// after the reports of it, in two languages, which only it shows to be one.
func TestEventsHardlyDependOnTheOrder(t *testing.T) {
	s := newShelf(t, "told", "twins", "pairs")
	order := make([]int, len(s.items))
	for i := range order {
		order[i] = i
	}
	written := s.events(t, order)
	t.Logf("as written: %d of %d repeats joined, %d of %d tempting pairs merged", within(written, s.same), len(s.same), within(written, s.apart), len(s.apart))
	if n := within(written, s.apart); n > 0 {
		t.Errorf("%d pairs that only look like one are one", n)
	}
	for seed := range uint64(3) {
		shuffled := slices.Clone(order)
		rand.New(rand.NewPCG(seed+1, 19)).Shuffle(len(order), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		events := s.events(t, shuffled)
		joined, merged, differ := within(events, s.same), within(events, s.apart), others(written, events)
		t.Logf("shuffle %d: %d joined, %d merged, %d events of others", seed+1, joined, merged, differ)
		if joined < joinedAnyOrder || merged > mergedAnyOrder || differ > othersOfOrder {
			t.Errorf("shuffle %d: %d joined, bar %d; %d merged, bar %d; %d events of other items, bar %d", seed+1, joined, joinedAnyOrder, merged, mergedAnyOrder, differ, othersOfOrder)
		}
	}
}
