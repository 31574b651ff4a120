package store

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// Bucket of this file: "days", a letter, a day, zero byte, 8-byte number of an
// event -> nothing. The letter is 'd' for a date of the event that counts down,
// 'p' for its publication, 'u' for the publication of a draft that names no
// closing date. It is derived from "events": not exported, and built
// anew after a load. Entries of a date that has moved since stay; who reads
// them looks at the event.
const tableDays table = "days"

const (
	datedDay     = 'd'
	publishedDay = 'p'
	undatedDay   = 'u'
)

func dayKey(letter byte, day feeds.Day, event []byte) []byte {
	key := append([]byte{letter}, day...)
	return append(append(key, 0), event...)
}

// datesOf are the days that count down.
func datesOf(e feeds.Event) []feeds.Day {
	d := e.Reading.Dates
	var days []feeds.Day
	for _, x := range []feeds.Date{d.CommentCloses, d.Effective, d.Rectify, d.Due, d.Expires} {
		if x.Day.Valid() {
			days = append(days, x.Day)
		}
	}
	return days
}

// publishedOn is the day an event is filed under: that of its publication, or
// when nothing states it, that on which it was found.
func publishedOn(e feeds.Event) feeds.Day {
	if e.Published.Valid() {
		return e.Published
	}
	return feeds.DayOf(e.Born, feeds.Shanghai)
}

// indexDays files an event under its days.
func indexDays(tx *bbolt.Tx, key []byte, e feeds.Event) error {
	if err := putRaw(tx, tableDays, dayKey(publishedDay, publishedOn(e), key), []byte{}); err != nil {
		return err
	}
	if undated(e) {
		if err := putRaw(tx, tableDays, dayKey(undatedDay, publishedOn(e), key), []byte{}); err != nil {
			return err
		}
	}
	for _, day := range datesOf(e) {
		if err := putRaw(tx, tableDays, dayKey(datedDay, day, key), []byte{}); err != nil {
			return err
		}
	}
	return nil
}

// undated reports whether the event is a draft that names no closing date.
func undated(e feeds.Event) bool {
	return e.Reading.Stage == feeds.StageDraft && e.Reading.Dates.CommentCloses.Day == ""
}

// rebuildDays files all events anew.
func (s *Store) rebuildDays(tx *bbolt.Tx) error {
	if err := tx.DeleteBucket([]byte(tableDays)); err != nil {
		return fmt.Errorf("rebuild %s: %w", tableDays, err)
	}
	if _, err := tx.CreateBucket([]byte(tableDays)); err != nil {
		return fmt.Errorf("rebuild %s: %w", tableDays, err)
	}
	return records(s, tx, tableEvents, nil, func(e *feeds.Event) error {
		key, err := eventKey(e.ID)
		if err != nil {
			return err
		}
		return indexDays(tx, key, *e)
	})
}

// Dated are the events that the workspace sees with a date that counts down in
// from … until, by the first such day.
func (s *Store) Dated(ctx context.Context, w feeds.WorkspaceID, from, until feeds.Day) ([]bot.Hit, error) {
	return s.filed(ctx, dayFile{datedDay, func(e *feeds.Event, day feeds.Day) bool {
		return slices.Contains(datesOf(*e), day)
	}}, w, from, until, nil)
}

// Published are the events that the workspace sees that were published in
// from … until, the oldest first: all, or with want those that it says yes to.
// It is shown what others use too, which it must not change.
func (s *Store) Published(ctx context.Context, w feeds.WorkspaceID, from, until feeds.Day, want func(*bot.Hit) bool) ([]bot.Hit, error) {
	return s.filed(ctx, dayFile{publishedDay, func(e *feeds.Event, day feeds.Day) bool {
		return publishedOn(*e) == day
	}}, w, from, until, want)
}

// Undated are the drafts that the workspace sees, published in from … until, that
// name no closing date, the oldest first: all or those that want says yes to.
func (s *Store) Undated(ctx context.Context, w feeds.WorkspaceID, from, until feeds.Day, want func(*bot.Hit) bool) ([]bot.Hit, error) {
	return s.filed(ctx, dayFile{undatedDay, func(e *feeds.Event, day feeds.Day) bool {
		return undated(*e) && publishedOn(*e) == day
	}}, w, from, until, want)
}

// dayFile is one of the orders in which events are filed by day: the letter that begins its
// keys, and whether an event is filed under a day still, which may have moved since the key
// was written.
type dayFile struct {
	letter byte
	holds  func(e *feeds.Event, day feeds.Day) bool
}

// filed are the events that the workspace sees that are filed under days in from … until,
// in the order of the file: all, or with want those that it says yes to.
func (s *Store) filed(ctx context.Context, f dayFile, w feeds.WorkspaceID, from, until feeds.Day, want func(*bot.Hit) bool) (hits []bot.Hit, err error) {
	have := map[feeds.EventID]bool{}
	var found []*known
	err = s.db.View(func(tx *bbolt.Tx) error {
		c := tableDays.in(tx).Cursor()
		last := dayKey(f.letter, until, lastSeq)
		for k, _ := c.Seek(dayKey(f.letter, from, nil)); k != nil && bytes.Compare(k, last) <= 0; k, _ = c.Next() {
			if err := ctx.Err(); err != nil {
				return err
			}
			l, err := s.filedAt(tx, w, k, f.holds)
			if err != nil {
				return err
			}
			if l != nil && !have[l.hit.Event.ID] {
				have[l.hit.Event.ID] = true
				found = append(found, l)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if want != nil { // outside the transaction: it may ask the store
		found = slices.DeleteFunc(found, func(l *known) bool { return !want(&l.hit) })
	}
	if len(found) == 0 {
		return nil, nil
	}
	// A hit is large: only those wanted are copied, and once.
	hits = make([]bot.Hit, len(found))
	for i, l := range found {
		hits[i] = l.hit
	}
	return hits, nil
}

// lastSeq is behind the key of every event.
var lastSeq = bytes.Repeat([]byte{0xff}, 8)

// filedAt is the event of an entry, nil when the workspace does not see it or its
// day has moved.
func (s *Store) filedAt(tx *bbolt.Tx, w feeds.WorkspaceID, k []byte, holds func(*feeds.Event, feeds.Day) bool) (*known, error) {
	l, err := s.lead(tx, seqOf(k))
	if err != nil || l == nil {
		return nil, err
	}
	e := &l.hit.Event
	if e.Alias != "" || e.Workspace != "" && e.Workspace != w || !holds(e, feeds.Day(k[1:len(k)-9])) {
		return nil, nil
	}
	return l, nil
}
