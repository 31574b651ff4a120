package store

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// old is an item of an event of its own that nothing speaks for keeping.
func old(n uint64, at time.Time) feeds.Item {
	return feeds.Item{
		ID: itemID(n), Event: eventID(n), Source: "cac", URL: fmt.Sprintf("https://example.org/%d", n), Host: "example.org", Title: "公告",
		State: feeds.ItemRead, Found: at, ReadAt: at, Text: "正文", Copy: fmt.Sprint("copy", n),
		Article: feeds.Article{Tables: [][][]string{{{"a"}}}, Attachments: []feeds.Attachment{{Name: "附件", Copy: fmt.Sprint("file", n)}}},
		Reading: feeds.Reading{Relevance: feeds.NotRelevant, Version: "1"},
	}
}

// fillEach writes the items, each with its event.
func fillEach(t *testing.T, s *Store, items ...feeds.Item) {
	t.Helper()
	err := s.write(t.Context(), &request{do: func(tx *bbolt.Tx) error {
		for _, i := range items {
			if err := s.putItem(tx, &i); err != nil {
				return err
			}
			if err := enqueue(tx, &i); err != nil {
				return err
			}
			if err := putEvent(tx, feeds.Event{ID: i.Event, Revision: 1, Items: []feeds.ItemID{i.ID}, Lead: i.ID, Reading: i.Reading}); err != nil {
				return err
			}
		}
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
}

func TestOldTextsOfWhatIsNotRelevantAreRemoved(t *testing.T) {
	now := time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC)
	from := now.AddDate(0, 0, -100)
	s := OpenChecked(t, t.TempDir(), Options{Now: func() time.Time { return now }})
	before, after := from.Add(-time.Hour), from.Add(time.Hour)

	var items []feeds.Item
	var kept []string // why each but the first is
	add := func(why string, change func(i *feeds.Item)) {
		i := old(uint64(len(items)+1), before)
		change(&i)
		items, kept = append(items, i), append(kept, why)
	}
	add("", func(*feeds.Item) {})
	add("it is new", func(i *feeds.Item) { i.Found, i.ReadAt = after, after })
	add("it was read lately", func(i *feeds.Item) { i.ReadAt = after })
	add("it is relevant", func(i *feeds.Item) { i.Reading.Relevance = feeds.Relevant })
	add("it may be relevant", func(i *feeds.Item) { i.Reading.Relevance = feeds.Unsure })
	add("it was handed in", func(i *feeds.Item) { i.Submitted = &feeds.Submission{By: "U1"} })
	add("it is to be asked again", func(i *feeds.Item) { i.Seen.Again = now.Add(time.Hour) })
	add("it is not read", func(i *feeds.Item) { i.State, i.NextTry = feeds.ItemUnread, now.Add(time.Hour) })
	add("its event is noted", func(i *feeds.Item) {})
	add("its event was told", func(i *feeds.Item) {})
	fillEach(t, s, items...)
	note := bot.Mark{Workspace: "slack:T1", Event: "e9", Kind: bot.MarkNote, User: "U1", Text: "ours", At: now}
	if err := s.PutMark(t.Context(), note, bot.Audit{At: now, Actor: "U1", Verb: "note"}); err != nil {
		t.Fatal(err)
	}
	if err := s.Owe(t.Context(), []bot.Delivery{{Key: bot.DeliveryKey{Channel: "slack:T1/C1", Kind: bot.KindAlert, Subject: "e10", Occasion: "1"}, Events: []feeds.EventID{"e10"}}}); err != nil {
		t.Fatal(err)
	}
	// An event of two items, one of which is relevant.
	pair := []feeds.Item{old(20, before), old(21, before)}
	pair[1].Reading.Relevance = feeds.Relevant
	fillEach(t, s, pair...)
	if err := s.write(t.Context(), &request{do: func(tx *bbolt.Tx) error {
		return putEvent(tx, feeds.Event{ID: "e20", Revision: 1, Items: []feeds.ItemID{"i20", "i21"}, Lead: "i20", Reading: pair[0].Reading})
	}}); err != nil {
		t.Fatal(err)
	}
	items, kept = append(items, pair[0]), append(kept, "an item of its event is relevant")
	// An event of which a part is noted.
	whole, part := old(40, before), old(41, before)
	fillEach(t, s, whole, part)
	note.Event = part.Event
	if err := s.PutMark(t.Context(), note, bot.Audit{At: now}); err != nil {
		t.Fatal(err)
	}
	if err := s.JoinEvents(t.Context(), whole.Event, part.Event, bot.Audit{At: now}); err != nil {
		t.Fatal(err)
	}
	items, kept = append(items, whole, part), append(kept, "a part of its event is noted", "it was noted")
	// An event that is not there any more.
	lone := old(30, before)
	fillEach(t, s, lone)
	if err := s.write(t.Context(), &request{do: func(tx *bbolt.Tx) error { return deleteKey(tx, tableEvents, seqKey(30)) }}); err != nil {
		t.Fatal(err)
	}
	items, kept = append(items, lone), append(kept, "its event is not there")

	gone, err := s.Retain(t.Context(), Retention{Irrelevant: from})
	if err != nil || gone != (Retained{Texts: 1}) {
		t.Fatalf("gone %+v, %v, want one text", gone, err)
	}
	for n, was := range items {
		is, err := s.Item(t.Context(), was.ID)
		if err != nil {
			t.Fatal(err)
		}
		if removed := is.Text == "" && is.Copy == "" && len(is.Article.Tables)+len(is.Article.Attachments) == 0; removed != (kept[n] == "") {
			t.Errorf("%s, of which %q is to be said: text %q, copy %q", was.ID, kept[n], is.Text, is.Copy)
		}
		if is.Title != was.Title || is.URL != was.URL || is.Reading.Version != was.Reading.Version {
			t.Errorf("%s lost more than its text: %+v", was.ID, is)
		}
	}
	if i, _ := s.Item(t.Context(), "i1"); i.Removed != "2027-03-01" {
		t.Errorf("removed on %q", i.Removed)
	}
	named, err := s.Copies(t.Context())
	if err != nil || named["copy1"] || named["file1"] || !named["copy2"] {
		t.Errorf("named copies %v, %v", named, err)
	}
	if gone, err := s.Retain(t.Context(), Retention{Irrelevant: from}); err != nil || gone != (Retained{}) {
		t.Errorf("a second time %+v, %v", gone, err)
	}
}

func TestManyOldTextsAreRemoved(t *testing.T) {
	now := time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC)
	s := OpenChecked(t, t.TempDir(), Options{Now: func() time.Time { return now }})
	items := make([]feeds.Item, 2*retainStep+3)
	for n := range items {
		items[n] = old(uint64(n+1), now.AddDate(0, 0, -n))
	}
	fillEach(t, s, items...)
	gone, err := s.Retain(t.Context(), Retention{Irrelevant: now.AddDate(0, 0, -2).Add(-time.Second)})
	if want := len(items) - 3; err != nil || gone.Texts != want {
		t.Errorf("gone %+v, %v, want %d texts", gone, err, want)
	}
}

func TestOldAuditRowsAreRemoved(t *testing.T) {
	now := time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC)
	s := OpenChecked(t, t.TempDir(), Options{Now: func() time.Time { return now }})
	rows := retainStep + 5
	err := s.write(t.Context(), &request{do: func(tx *bbolt.Tx) error {
		for n := range rows {
			if err := s.putAudit(tx, bot.Audit{At: now.AddDate(0, 0, n-rows), Actor: fmt.Sprint("row ", n), Verb: "x"}); err != nil {
				return err
			}
		}
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	gone, err := s.Retain(t.Context(), Retention{Audit: now.AddDate(0, 0, -2)})
	if err != nil || gone != (Retained{Audits: rows - 2}) {
		t.Errorf("gone %+v, %v, want %d rows", gone, err, rows-2)
	}
	if left := exportOf(t, s); !strings.Contains(left, fmt.Sprint("row ", rows-1)) || strings.Contains(left, "row 3\"") {
		t.Errorf("wrong rows are left:\n%s", left)
	}
}
