//go:build !race

package store

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/regwire/regwire/bot"
)

// The tests of this file compare Find with the decoding of every record, many times
// over. The race detector makes that ten times as slow and sees one goroutine; what
// works side by side is tested elsewhere.

// Whatever was written, edited, flushed, merged, cut short, dropped or damaged,
// Find answers what decoding every record answers.
func TestFindIsTheScan(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := &world{dir: t.TempDir()}
		w.open(rt)
		defer func() { _ = w.s.Close() }()
		for range 12 {
			w.add(rt)
		}
		many := func(f func(*rapid.T)) func(*rapid.T) {
			return func(t *rapid.T) {
				for range 4 {
					f(t)
				}
			}
		}
		rt.Repeat(map[string]func(*rapid.T){
			"add": many(w.add), "edit": w.editItem, "edit event": w.editEvent, "flush": w.flush, "flush again": w.flush,
			"wait": many(w.wait), "reopen": w.reopen, "drop": w.drop, "spoil": w.spoil, "cut": w.cut,
			"": many(w.ask),
		})
	})
}

// A find takes a small part of what decoding every record takes: a ratio, because
// the machine may be busy.
func TestFindIsQuick(t *testing.T) {
	const items, ratio = 10_000, 25
	s := OpenChecked(t, t.TempDir(), Options{})
	l := newLibrary()
	l.stock(t, s, items)
	indexed(t, s)
	began := time.Now()
	if _, err := s.scan(t.Context(), bot.Query{Words: []string{"数据"}, Items: true}); err != nil {
		t.Fatal(err)
	}
	scan := time.Since(began)
	for _, c := range findClasses {
		_, best, found := c.times(t, l, s, items, 20)
		if median := best[len(best)/2]; median > scan/ratio {
			t.Errorf("%s: half the queries took longer than %v, a scan takes %v: want a %dth at most", c.name, median, scan, ratio)
		}
		if found == 0 && !c.filter {
			t.Errorf("%s: nothing was ever found", c.name)
		}
	}
}

// What is found more often than is counted is cut, and its newest are right.
func TestFindCountsUpTo(t *testing.T) {
	const items = 2_000
	s := OpenChecked(t, t.TempDir(), Options{})
	l := newLibrary()
	l.stock(t, s, items)
	indexed(t, s)
	cut := 0
	for _, word := range l.chinese[:40] {
		q := bot.Query{Words: []string{word}, Items: true, Limit: 10}
		want, err := s.scan(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		hits, total, err := s.Find(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for i, h := range hits {
			if h.Item.ID != itemID(want[i].item) {
				t.Errorf("%s: hit %d is %s, the scan finds %d", word, i, h.Item.ID, want[i].item)
			}
		}
		than, more := q.More(total)
		if more && len(want) <= than || !more && total != len(want) {
			t.Errorf("%s: total %d, the scan finds %d", word, total, len(want))
		}
		if total < len(want) {
			cut++
		}
	}
	if cut == 0 {
		t.Error("nothing was cut: the test proves nothing")
	}
}
