package store

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"
	"pgregory.net/rapid"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store/frame"
	"github.com/regwire/regwire/store/index"
)

// byHand keeps the indexer from working by itself, and its segments small.
func byHand(s *Store, l index.Limits) {
	s.search.start.Do(func() {})
	s.search.Index = index.New(indexDB{s}, l)
}

// smallest are limits that a few items reach.
var smallest = index.Limits{Segment: 4, Width: 3, Window: 2, Few: 1}

// world is a store that is changed at random, and its records as written last.
type world struct {
	s      *Store
	dir    string
	items  []feeds.Item
	events []feeds.Event
}

var (
	searchBits = []string{
		"数据", "安全", "个人信息", "保护", "出境", "第12批", "关于", "的", "通报", "。", "，", " ", " ", "\n", "《", "》",
		"data", "metadata", "Personal", "information", "APP", "ａｐｐ", "Protection ", "GDPR-2022", "％", "é", "据安", "App通报", "12",
		"longwordlongwordlongwordlongwordlongwordlongwordlongwordlongwordlongwordEND",
	}
	searchSpaces = []feeds.WorkspaceID{"", "", "", "slack:T1", "slack:T2"}
	searchDays   = []feeds.Day{"", "2022-09-14", "2022-09-15", "2021-01-01", "2023-03-03"}
	searchStages = []feeds.Stage{"", feeds.StageReading, feeds.StageDraft, feeds.StageIssued, feeds.StageRepealed}
)

func drawText(t *rapid.T, most int) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(searchBits), 0, most).Draw(t, "text"), "")
}

func drawReading(t *rapid.T) feeds.Reading {
	topics := []feeds.Topic{"breach", "export", "children"}
	r := feeds.Reading{
		Topics:      rapid.SliceOfN(rapid.SampledFrom(topics), 0, 2).Draw(t, "topics"),
		Section:     rapid.SampledFrom([]feeds.Section{"", feeds.Legislation, feeds.EnforcementCase}).Draw(t, "section"),
		Authorities: rapid.SliceOfN(rapid.SampledFrom([]feeds.AuthorityID{"CAC", "MIIT"}), 0, 2).Draw(t, "authorities"),
		Stage:       rapid.SampledFrom(searchStages).Draw(t, "stage"),
	}
	r.Dates.Effective.Day = rapid.SampledFrom(searchDays).Draw(t, "effective")
	r.Dates.Expires.Day = rapid.SampledFrom(searchDays).Draw(t, "expires")
	r.Dates.CommentCloses.Day = rapid.SampledFrom(searchDays).Draw(t, "closes")
	r.TitleEN.Text = drawText(t, 2)
	return r
}

// drawLineage is a lineage of which some steps change what the document is.
func drawLineage(t *rapid.T) []feeds.Link {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) feeds.Link {
		return feeds.Link{
			Event: "e1", Sure: rapid.Bool().Draw(t, "sure"),
			Relation: rapid.SampledFrom([]feeds.Relation{"repealed_by", "amended_by", "withdrawn_by", "draft_of", "repeals"}).Draw(t, "relation"),
			Since:    rapid.SampledFrom(searchDays).Draw(t, "since"),
		}
	}), 0, 2).Draw(t, "lineage")
}

func (w *world) put(t *rapid.T, f func(tx *bbolt.Tx) error) {
	if err := w.s.write(t.Context(), &request{do: f}); err != nil {
		t.Fatal(err)
	}
}

func (w *world) fillItem(t *rapid.T, i *feeds.Item) {
	i.Title, i.Text, i.Article.Title = drawText(t, 3), drawText(t, 12), drawText(t, 1)
	i.Published, i.Reading = rapid.SampledFrom(searchDays).Draw(t, "day"), drawReading(t)
}

func (w *world) add(t *rapid.T) {
	i := feeds.Item{ID: itemID(uint64(len(w.items) + 1)), Source: "cac", State: feeds.ItemRead, Workspace: rapid.SampledFrom(searchSpaces).Draw(t, "workspace")}
	w.fillItem(t, &i)
	var e *feeds.Event
	switch how := rapid.IntRange(0, 3).Draw(t, "event"); {
	case how == 0: // stays alone
	case how == 1 && len(w.events) > 0:
		e = &w.events[rapid.IntRange(0, len(w.events)-1).Draw(t, "which")]
		if i.Event = e.ID; e.Workspace == i.Workspace {
			e.Items = append(e.Items, i.ID)
		}
	default:
		w.events = append(w.events, feeds.Event{
			ID: eventID(uint64(len(w.events) + 1)), Workspace: i.Workspace, Items: []feeds.ItemID{i.ID}, Lead: i.ID,
			Title: i.Title, Published: i.Published, Reading: i.Reading,
		})
		e = &w.events[len(w.events)-1]
		i.Event = e.ID
	}
	w.items = append(w.items, i)
	w.put(t, func(tx *bbolt.Tx) error {
		if e != nil {
			if err := putEvent(tx, *e); err != nil {
				return err
			}
		}
		return w.s.putItem(tx, &i)
	})
}

func (w *world) editItem(t *rapid.T) {
	if len(w.items) == 0 {
		return
	}
	i := &w.items[rapid.IntRange(0, len(w.items)-1).Draw(t, "which")]
	w.fillItem(t, i)
	w.put(t, func(tx *bbolt.Tx) error { return w.s.putItem(tx, i) })
}

// wait puts an item into the queue of those that are read next, or takes it out.
func (w *world) wait(t *rapid.T) {
	i := feeds.Item{ID: itemID(uint64(rapid.IntRange(1, max(1, len(w.items))).Draw(t, "which"))), State: feeds.ItemUnread}
	f := dequeue
	if rapid.Bool().Draw(t, "waits") {
		f = enqueue
	}
	w.put(t, func(tx *bbolt.Tx) error { return f(tx, &i) })
}

func (w *world) editEvent(t *rapid.T) {
	if len(w.events) == 0 {
		return
	}
	e := &w.events[rapid.IntRange(0, len(w.events)-1).Draw(t, "which")]
	e.Title, e.Reading, e.Lineage = drawText(t, 3), drawReading(t), drawLineage(t)
	e.Published = rapid.SampledFrom(searchDays).Draw(t, "day")
	e.Lead = rapid.SampledFrom(e.Items).Draw(t, "lead")
	e.Alias = rapid.SampledFrom([]feeds.EventID{"", "", "e1"}).Draw(t, "alias")
	w.put(t, func(tx *bbolt.Tx) error { return putEvent(tx, *e) })
}

func (w *world) reopen(t *rapid.T) {
	if err := w.s.Close(); err != nil {
		t.Fatal(err)
	}
	w.open(t)
}

func (w *world) open(t *rapid.T) {
	s, err := Open(w.dir, Options{Now: func() time.Time { return time.Date(2022, 9, 15, 12, 0, 0, 0, feeds.Shanghai) }})
	if err != nil {
		t.Fatal(err)
	}
	l := smallest
	l.Tail = rapid.SampledFrom([]int{0, 0, 1 << 10}).Draw(t, "tail") // little is soon full
	byHand(s, l)
	s.db.NoSync = true // no power is cut here
	w.s = s
}

// flush does what the indexer does. Damage is mended the next time.
func (w *world) flush(t *rapid.T) {
	if err := w.s.index(); err != nil {
		t.Fatal(err)
	}
}

// cut leaves an update half done, mostly a merge, as a process that is killed does.
func (w *world) cut(t *rapid.T) {
	steps := rapid.IntRange(1, 8).Draw(t, "steps")
	if err := w.s.search.Update(func() bool { steps--; return steps < 0 }); err != nil && !errors.Is(err, frame.ErrDamaged) {
		t.Fatal(err)
	}
	w.reopen(t)
}

func (w *world) drop(t *rapid.T) { w.put(t, dropIndex) }

func dropIndex(tx *bbolt.Tx) error { return index.Drop(buckets{tx}) }

// spoil flips a bit somewhere in the index.
func (w *world) spoil(t *rapid.T) {
	w.put(t, func(tx *bbolt.Tx) error {
		h := headIn(tx)
		if len(h.Segments) == 0 {
			return nil
		}
		in := tableSearch.in(tx).Bucket(segmentName(h.Segments[0].ID))
		k, v := in.Cursor().First()
		raw := slices.Clone(v)
		raw[len(raw)-1] ^= 0x10
		return in.Put(slices.Clone(k), raw)
	})
}

func drawQuery(t *rapid.T) bot.Query {
	word := rapid.OneOf(
		rapid.SampledFrom([]string{"数", "数据", "数据安", "数据安全", "data", "personal information", "信息保护", "ata", "p", "批", "Ａpp", "通报", "app通报", "12批", "》", "个人信息保护", "l inf", "wordend", "gdpr-2022", "of", "l information p", "wordlongwordlongwordlongwordlongword"}),
		rapid.Custom(func(t *rapid.T) string { return drawText(t, 3) }),
	)
	few := func(name string, most int) []string { return rapid.SliceOfN(word, 0, most).Draw(t, name) }
	return bot.Query{
		Words: few("words", 2), Items: rapid.Bool().Draw(t, "items"),
		Since: rapid.SampledFrom([]feeds.Day{"", "", "2022-09-15"}).Draw(t, "since"), Until: rapid.SampledFrom([]feeds.Day{"", "", "2022-09-15"}).Draw(t, "until"),
		Workspace: rapid.SampledFrom(searchSpaces).Draw(t, "asks"),
		Issuers:   rapid.SliceOfN(rapid.SampledFrom([]feeds.AuthorityID{"CAC", "MIIT", "SHCA"}), 0, 2).Draw(t, "issuers"),
		Limit:     rapid.IntRange(0, 3).Draw(t, "limit"), Offset: rapid.IntRange(0, 2).Draw(t, "offset"),
		Filter: bot.Filter{
			Topics:      rapid.SliceOfN(rapid.SampledFrom([]feeds.Topic{"breach", "export"}), 0, 1).Draw(t, "topic"),
			NotTopics:   rapid.SliceOfN(rapid.SampledFrom([]feeds.Topic{"children"}), 0, 1).Draw(t, "no topic"),
			Authorities: rapid.SliceOfN(rapid.SampledFrom([]feeds.AuthorityID{"CAC"}), 0, 1).Draw(t, "authority"),
			Sections:    rapid.SliceOfN(rapid.SampledFrom([]feeds.Section{feeds.Legislation}), 0, 1).Draw(t, "section"),
			Regions:     rapid.SliceOfN(rapid.SampledFrom([]string{"CN-SH"}), 0, 1).Draw(t, "regions"),
			Stages:      rapid.SliceOfN(rapid.SampledFrom(bot.Stages), 0, 1).Draw(t, "stage"),
			Words:       few("filter words", 1), NotWords: few("no words", 1),
		},
	}
}

// ask compares Find with the plain scan.
func (w *world) ask(t *rapid.T) {
	q := drawQuery(t)
	want, err := w.s.scan(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	hits, total, err := w.s.Find(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if than, more := q.More(total); more && len(want) <= than || !more && total != len(want) {
		t.Fatalf("total %d, the scan finds %d: %+v", total, len(want), q)
	}
	want = want[min(q.Offset, len(want)):]
	if q.Limit > 0 {
		want = want[:min(q.Limit, len(want))]
	}
	got, expect := "", ""
	for _, h := range hits {
		got += fmt.Sprint(h.Event.ID, " ", h.Item.ID, "; ")
	}
	for _, p := range want {
		e := feeds.EventID("")
		if p.event != 0 {
			e = eventID(p.event)
		}
		expect += fmt.Sprint(e, " ", itemID(p.item), "; ")
	}
	if got != expect {
		t.Fatalf("found %q, the scan finds %q: %+v", got, expect, q)
	}
}

// An item that is about to be read is indexed once, after that; it is found before.
func TestWaitingItemsAreIndexedOnce(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := &world{dir: t.TempDir()}
		w.open(rt)
		defer func() { _ = w.s.Close() }()
		for range 8 {
			w.add(rt)
		}
		waits := feeds.Item{ID: w.items[2].ID, State: feeds.ItemUnread}
		w.put(rt, func(tx *bbolt.Tx) error { return enqueue(tx, &waits) })
		indexed(t, w.s)
		if got := docsOf(t, w.s); got != 4 {
			rt.Errorf("%d documents stand in segments, want 4 of the seven that do not wait", got)
		}
		w.ask(rt)
		w.put(rt, func(tx *bbolt.Tx) error { return dequeue(tx, &waits) })
		indexed(t, w.s)
		if got := docsOf(t, w.s); got != 8 {
			rt.Errorf("%d documents stand in segments, want all eight", got)
		}
		w.ask(rt)
	})
}

// indexHead is the record that says what the index consists of, as far as tests ask.
type indexHead struct {
	Born, Mark uint64
	Segments   []struct {
		ID         uint32
		Docs, Dead int
	}
}

func headIn(tx *bbolt.Tx) (h indexHead) {
	if b := tableSearch.in(tx); b != nil {
		payload, err := frame.Payload(tableSearch, []byte("head"), b.Get([]byte("head")))
		if err == nil {
			err = json.Unmarshal(payload, &h)
		}
		if err != nil {
			panic(err)
		}
	}
	return h
}

// segmentName is the name of a segment's bucket.
func segmentName(id uint32, more ...byte) []byte {
	return append(binary.BigEndian.AppendUint32([]byte{'s'}, id), more...)
}

// headOf is headIn of a store.
func headOf(t testing.TB, s *Store) (h indexHead) {
	t.Helper()
	if err := s.db.View(func(tx *bbolt.Tx) error { h = headIn(tx); return nil }); err != nil {
		t.Fatal(err)
	}
	return h
}

// docsOf counts what segments hold.
func docsOf(t testing.TB, s *Store) (docs int) {
	t.Helper()
	for _, g := range headOf(t, s).Segments {
		docs += g.Docs
	}
	return docs
}

// tailOf counts what segments do not answer for.
func tailOf(t testing.TB, s *Store) (left int) {
	t.Helper()
	err := s.db.View(func(tx *bbolt.Tx) error {
		mark := headIn(tx).Mark
		for range tableItems.under(tx, nil) {
			left++
		}
		left -= int(min(mark, uint64(left))) // here items have the numbers from 1 on
		for k := range tableTouched.under(tx, nil) {
			if seqOf(k) <= mark {
				left++
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return left
}

func TestFold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.RuneFrom([]rune("aZ09 数据、。“”《》ＡＺ！～ｱ￥éİǅ\u3000\u3099")))).Draw(t, "s")
		if got, want := fold(s), bot.Fold(s); got != want {
			t.Fatalf("fold(%q) = %q, want %q", s, got, want)
		}
	})
	for r := range rune(0x2ffff) {
		if got, want := fold(string(r)), bot.Fold(string(r)); got != want {
			t.Errorf("fold(%q) = %q, want %q", r, got, want)
		}
	}
}

// Where the index knows a document to stand is where its reading says, on any day.
func TestStand(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawReading(t)
		var part reading
		part.Stage, part.Dates.Effective, part.Dates.Expires = r.Stage, r.Dates.Effective, r.Dates.Expires
		today := rapid.SampledFrom(searchDays[1:]).Draw(t, "today")
		lineage := drawLineage(t)
		if got, want := stageWord(standOf(part, lineage), packDay(today)), bot.StageWord(r.StatusAfter(lineage, today)); got != want {
			t.Fatalf("%+v after %+v on %s: %s, want %s", r, lineage, today, got, want)
		}
	})
}
