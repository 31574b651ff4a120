package store

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/regwire/regwire/feeds"
)

// recentDays is how old an item may be to have an event announced that was born
// at a source's first poll.
const recentDays = 7

// recent reports whether the item was published within the last days; one
// without a date was published when it was found.
func recent(item feeds.Item, now time.Time) bool {
	day := item.Published
	if !day.Valid() {
		day = feeds.DayOf(item.Found, feeds.Shanghai)
	}
	return feeds.DayOf(now, feeds.Shanghai).Sub(day) <= recentDays
}

func titleOf(item feeds.Item) string {
	if item.Article.Title != "" {
		return item.Article.Title
	}
	return item.Title
}

// rank says how well an item speaks for its event: an issuer before a medium,
// a text that was read before a title.
func rank(item feeds.Item) int {
	n := 0
	if !item.Media {
		n += 2
	}
	if wasRead(item) {
		n++
	}
	return n
}

// wasRead reports whether the item's text was read, be it before an edit that
// has it read again.
func wasRead(item feeds.Item) bool {
	return !item.ReadAt.IsZero() && item.State != feeds.ItemTitleOnly && item.Unread == ""
}

func raise(e feeds.Event, c feeds.Change) feeds.Event {
	e.Revision++
	e.Changed = c.At
	c.Revision = e.Revision
	e.Changes = append(slices.Clone(e.Changes), c)
	return e
}

// grow is e after item joined it. The better item leads; the other adds what the
// lead's text does not state.
func grow(e feeds.Event, lead, item feeds.Item, now time.Time) feeds.Event {
	e.Items = append(slices.Clone(e.Items), item.ID)
	if item.Published != "" && (e.Published == "" || item.Published < e.Published) {
		e.Published = item.Published
	}
	if lead.ID == "" || rank(item) > rank(lead) {
		before := e.Reading
		e.Lead, e.Title = item.ID, titleOf(item)
		e.Reading = fill(item.Reading, before)
	} else {
		e.Reading = fill(e.Reading, item.Reading)
	}
	return raise(e, feeds.Change{At: now, What: feeds.BroughtItem, Detail: string(item.ID)})
}

// announced is e after item came to it. An event that was kept without being announced is
// announced after all when the item is recent.
func announced(e feeds.Event, item feeds.Item, now time.Time) feeds.Event {
	if e.Baseline && !item.Baseline && recent(item, now) {
		e.Baseline, e.Announced = false, now
	}
	return e
}

// fill adds to a reading the dates that only another item of the event states,
// and its authorities: joint issuers each publish under their own name.
func fill(r, other feeds.Reading) feeds.Reading {
	r.Dates.CommentCloses = firstStated(r.Dates.CommentCloses, other.Dates.CommentCloses)
	r.Dates.Effective = firstStated(r.Dates.Effective, other.Dates.Effective)
	r.Authorities = slices.Clone(r.Authorities)
	for _, a := range other.Authorities {
		if !slices.Contains(r.Authorities, a) {
			r.Authorities = append(r.Authorities, a)
		}
	}
	return r
}

func firstStated(a, b feeds.Date) feeds.Date {
	if a.Stated() {
		return a
	}
	return b
}

// refresh is e after one of its items was read again; raised says whether
// readers should know.
func refresh(e feeds.Event, old, item feeds.Item, others []feeds.Item, now time.Time) (_ feeds.Event, raised bool) {
	before := e
	all := append([]feeds.Item{item}, others...)
	e.Published = earliest(all)
	lead := leading(e.Lead, all)
	e.Lead, e.Title = lead.ID, titleOf(lead)
	e.Reading = lead.Reading
	for _, i := range all {
		if i.ID != lead.ID {
			e.Reading = fill(e.Reading, i.Reading)
		}
	}
	c, ok := changed(before, e, old, item)
	if !ok {
		return e, false
	}
	c.At = now
	return raise(e, c), true
}

func earliest(items []feeds.Item) feeds.Day {
	var day feeds.Day
	for _, i := range items {
		if i.Published != "" && (day == "" || i.Published < day) {
			day = i.Published
		}
	}
	return day
}

// leading keeps the item that leads unless another speaks better for the event. Where the lead
// is not among the items, the best one leads, of equals the one that was found first.
func leading(lead feeds.ItemID, items []feeds.Item) feeds.Item {
	return slices.MaxFunc(items, func(x, y feeds.Item) int {
		return cmp.Or(cmp.Compare(rank(x), rank(y)), feeds.TrueFirst(y.ID == lead, x.ID == lead), foundOrder(y.ID, x.ID))
	})
}

// foundOrder compares two items, or two events, by which was found first: ids are given in that
// order.
func foundOrder[ID feeds.ItemID | feeds.EventID](x, y ID) int {
	return cmp.Or(cmp.Compare(len(x), len(y)), cmp.Compare(x, y))
}

// changed names the weightiest difference between two states of an event. A date
// that moved, and a text that came after the title was announced, are news.
func changed(before, after feeds.Event, old, item feeds.Item) (feeds.Change, bool) {
	was, is := before.Reading.Dates, after.Reading.Dates
	arrived := !wasRead(old) && wasRead(item)
	switch {
	case differ(was.CommentCloses, is.CommentCloses) && was.CommentCloses.Stated():
		return feeds.Change{What: feeds.BroughtDeadline, Was: was.CommentCloses.Day, Is: is.CommentCloses.Day, News: true}, true
	case arrived:
		return feeds.Change{What: feeds.BroughtText, Detail: string(item.ID), News: true}, true
	case differ(was.CommentCloses, is.CommentCloses):
		return feeds.Change{What: feeds.BroughtDeadline, Was: was.CommentCloses.Day, Is: is.CommentCloses.Day, News: true}, true
	case differ(was.Effective, is.Effective):
		return feeds.Change{What: feeds.BroughtEffective, Was: was.Effective.Day, Is: is.Effective.Day, News: was.Effective.Stated()}, true
	case after.Lead == item.ID && old.Gone == "" && item.Gone != "":
		return feeds.Change{What: feeds.BroughtGone, Detail: string(item.ID), News: true}, true
	case after.Lead == item.ID && old.Gone != "" && item.Gone == "":
		return feeds.Change{What: feeds.BroughtBack, Detail: string(item.ID), News: true}, true
	case before.Title != after.Title:
		return feeds.Change{What: feeds.BroughtTitle, Detail: before.Title}, true
	case after.Lead == item.ID && wasRead(old) && letters(old.Text) != letters(textOf(item)):
		return feeds.Change{What: feeds.BroughtEdit, Detail: string(item.ID)}, true
	}
	return feeds.Change{}, false
}

func textOf(item feeds.Item) string {
	if item.Text != "" {
		return item.Text
	}
	return item.Article.Text
}

// letters is what a text says without its numbers, marks and spaces: a counter of
// readers, or another layout, is no edit. Dates and figures are compared as such.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, s)
}

func differ(a, b feeds.Date) bool { return a.Day != b.Day || a.WorkDays != b.WorkDays }
