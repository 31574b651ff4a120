package index

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/regwire/regwire/store/frame"
)

var update = flag.Bool("update", false, "write the golden file anew")

func on() bool { return false }

// ask is Find in a transaction of its own.
func ask(t testing.TB, x *Index, q *Query) (found []Answer, total int) {
	t.Helper()
	err := x.db.View(func(r Reader) (err error) {
		found, total, err = x.Find(context.Background(), r, q)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found, total
}

// library are documents of each kind: alone, with others in their event, private, with
// titles of the event that the item lacks.
func library() []*Document {
	var all []*Document
	for n := range uint64(6) {
		d := &Document{Item: n + 1, Event: n/2 + 1, Listed: true, Shared: true, Rank: uint32(n % 2)}
		for of := range d.Sides {
			d.Sides[of] = Face{Day: 20220900 + n, Stand: Stand{Stage: byte(n % 3), Final: 20221001, Over: never}, Private: n == 4}
			d.AddFacets(Facet(Side(of), "topic", "breach"), Facet(Side(of), "section", []string{"law", "case"}[n%2]))
		}
		if n == 4 {
			d.AddFacets(Facet(OfItem, "workspace", "w1"), Facet(OfEvent, "workspace", "w1"))
		}
		d.Titles = "关于数据出境的通知\n"
		d.Text = fmt.Sprintf("通知 %d\n数据出境安全评估办法, in force since 2022. personal information\n", n)
		all = append(all, d)
	}
	all[3].Event, all[3].Listed, all[3].Shared, all[3].Titles = 0, false, false, ""
	return all
}

// The bytes of an index are those that earlier versions wrote: who changes them gives
// version another number, so that what is there is made anew.
func TestFormat(t *testing.T) {
	m := newMemory()
	x := New(m, Limits{Segment: 2, Width: 2})
	for _, d := range library() {
		m.put(t, d)
		if err := x.Update(on); err != nil {
			t.Fatal(err)
		}
	}
	again := *m.docs[1]
	again.Text = "通知 0\n改了\n"
	m.put(t, &again)
	m.put(t, m.docs[6])
	if err := x.Update(on); err != nil { // these are dead where they stood
		t.Fatal(err)
	}
	m.put(t, m.docs[5])
	var got strings.Builder
	m.top.dump(&got, "")
	path := filepath.Join("testdata", "format.txt")
	if *update {
		if err := os.WriteFile(path, []byte(got.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got.String() != string(want) {
		t.Errorf("the index is written as\n%s\nwant\n%s", got.String(), want)
	}
}

// naive answers a query by a look at every document.
func naive(m *memory, q *Query) []Answer {
	best := map[uint64]place{}
	var all []place
	for _, d := range m.docs {
		seen := *d
		seen.columns = columnsOf(d)
		if !q.passesWhole(&seen) || !seen.holds(q) {
			continue
		}
		p := place{Answer: Answer{d.Event, d.Item}, day: d.Sides[q.Of].Day}
		if q.Of == OfItem {
			all = append(all, p)
			continue
		}
		p.rank = d.Rank
		if old, ok := best[d.Event]; !ok || p.compare(old) < 0 {
			best[d.Event] = p
		}
	}
	for _, p := range best {
		all = append(all, p)
	}
	slices.SortFunc(all, place.compare)
	return page(all, 0, 0)
}

var parts = []string{"数据", "安全", "出境", "通知", "。", "，", " ", "\n", "data", "metadata", "information", "gdpr-2022", "12", "é", "longwordlongwordlongwordlongwordlongwordlongwordlongwordEND"}

func drawWords(t *rapid.T, most int) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 0, most).Draw(t, "words"), "")
}

func drawDocument(t *rapid.T, item uint64) *Document {
	d := &Document{Item: item, Event: rapid.Uint64Range(0, 12).Draw(t, "event"), Text: drawWords(t, 2) + "\n" + drawWords(t, 10)}
	topics := []string{"breach", "export", "children"}
	for of := range d.Sides {
		d.Sides[of].Day = rapid.Uint64Range(0, 4).Draw(t, "day")
		d.Sides[of].Stand.Stage = rapid.Byte().Draw(t, "stage") % 3
		for _, topic := range rapid.SliceOfN(rapid.SampledFrom(topics), 0, 2).Draw(t, "topics") {
			d.AddFacets(Facet(Side(of), "topic", topic))
		}
		if w := rapid.SampledFrom([]string{"", "", "w1", "w2"}).Draw(t, "workspace"); w != "" {
			d.Sides[of].Private = true
			d.AddFacets(Facet(Side(of), "workspace", w))
		}
	}
	if d.Event != 0 {
		d.Listed, d.Shared, d.Rank = true, true, uint32(item)
		if d.Event > 6 { // one of its own
			d.Event, d.Shared = 1000+item, false
		}
		d.Titles = drawWords(t, 3) + "\n"
		// The items of an event have its side in common.
		d.Sides[OfEvent].Day = d.Event % 4
	}
	return d
}

func drawQuery(t *rapid.T) *Query {
	q := &Query{
		Of: Side(rapid.IntRange(0, 1).Draw(t, "of")), Since: rapid.Uint64Range(0, 2).Draw(t, "since"), Until: rapid.Uint64Range(0, 3).Draw(t, "until"),
		Limit: rapid.IntRange(0, 3).Draw(t, "limit"), Offset: rapid.IntRange(0, 2).Draw(t, "offset"), Counted: rapid.IntRange(1, 5).Draw(t, "counted"),
	}
	for range rapid.IntRange(0, 2).Draw(t, "how many words") {
		q.Words = append(q.Words, drawWords(t, 3))
	}
	if rapid.Bool().Draw(t, "looked at") { // terms do not prove it
		q.Words = append(q.Words, rapid.SampledFrom([]string{"数据安", "安全出", "据", "ata", "data ", "，数"}).Draw(t, "word"))
	}
	if rapid.Bool().Draw(t, "not") {
		q.Not = []string{cmp.Or(drawWords(t, 2), "安全")}
	}
	if rapid.Bool().Draw(t, "stands") {
		q.Stands = func(s Stand) bool { return s.Stage == 1 }
	}
	if rapid.Bool().Draw(t, "any") {
		q.Any = [][]Term{{Facet(q.Of, "topic", "breach"), Facet(q.Of, "topic", "export")}}
	}
	if rapid.Bool().Draw(t, "none") {
		q.None = []Term{Facet(q.Of, "topic", "children")}
	}
	if w := rapid.SampledFrom([]string{"", "w1"}).Draw(t, "mine"); w != "" {
		q.Mine = Facet(q.Of, "workspace", w)
	}
	return q
}

// Whatever was written, touched, indexed, cut short, refused, dropped or damaged, Find
// answers what a look at every document answers.
func TestFindIsNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := newMemory()
		limits := Limits{Segment: 3, Width: 2, Window: 2, Few: 1, Tail: rapid.SampledFrom([]int{0, 600}).Draw(t, "tail")}
		x := New(m, limits)
		for n := range rapid.SampledFrom([]uint64{0, 0, 80}).Draw(t, "documents") { // so many that the oldest are but counted
			m.put(t, drawDocument(t, n+1))
		}
		put := func(t *rapid.T) {
			for range 4 {
				m.put(t, drawDocument(t, rapid.Uint64Range(1, uint64(len(m.docs)+2)).Draw(t, "item")))
			}
		}
		bring := func(stop func() bool) {
			if err := x.Update(stop); err != nil && !errors.Is(err, frame.ErrDamaged) && !errors.Is(err, errFull) {
				t.Fatal(err)
			}
		}
		whole := func() { // nothing is left of what was cut short
			tx := &memoryTx{m, m.top, m.id}
			if h, ok := headOf(tx); ok && !x.Broken() && len(leftover(tx, h)) > 0 {
				t.Errorf("segments %q are left that the head does not name", leftover(tx, h))
			}
		}
		t.Repeat(map[string]func(*rapid.T){
			"put":    put,
			"update": func(*rapid.T) { bring(on); whole() },
			"cut": func(t *rapid.T) {
				left := rapid.IntRange(0, 9).Draw(t, "steps")
				bring(func() bool { left--; return left < 0 })
				x = New(m, limits) // the process was killed
			},
			"full": func(*rapid.T) { m.full = true; bring(on); m.full = false },
			"wait": func(t *rapid.T) {
				m.waiting = map[uint64]bool{rapid.Uint64Range(1, 9).Draw(t, "item"): true}
			},
			"drop": func(t *rapid.T) {
				if err := m.Write(false, Drop); err != nil {
					t.Fatal(err)
				}
			},
			"spoil": func(t *rapid.T) { spoil(t, m) },
			"": func(t *rapid.T) {
				q := drawQuery(t)
				want := naive(m, q)
				var got []Answer
				total := 0
				err := m.View(func(r Reader) (err error) {
					got, total, err = x.Find(context.Background(), r, q)
					return err
				})
				if err != nil {
					t.Fatal(err)
				}
				enough := max(q.Counted, max(q.Offset, 0)+q.Limit)
				if total > len(want) || total < min(len(want), enough) {
					t.Errorf("total %d, %d match: %+v", total, len(want), q)
				}
				want = want[min(q.Offset, len(want)):]
				if q.Limit > 0 {
					want = want[:min(q.Limit, len(want))]
				}
				if !slices.Equal(got, want) {
					t.Errorf("found %v, want %v: %+v", got, want, q)
				}
			},
		})
	})
}

// An item that is written while its segment is made stays in the tail.
func TestATouchMeanwhileStays(t *testing.T) {
	m := newMemory()
	x := New(m, Limits{Segment: 2})
	for _, d := range library()[:2] {
		m.put(t, d)
	}
	again := *m.docs[2]
	again.Text = "通知 1\n改了\n"
	m.before = func() { // the second write of an update, behind that which makes an empty index
		m.before = func() { m.before = nil; m.put(t, &again) }
	}
	if err := x.Update(on); err != nil {
		t.Fatal(err)
	}
	if m.docs[2] != &again {
		t.Fatal("nothing was written meanwhile")
	}
	for word, want := range map[string]int{"改了": 1, "评估": 1} {
		if _, total := ask(t, x, &Query{Words: []string{word}, Counted: 50}); total != want {
			t.Errorf("%s is found %d times, want %d", word, total, want)
		}
	}
}

// Where the newest candidates do not hold the word, older ones are looked at.
func TestCandidatesBeyondTheWindow(t *testing.T) {
	m := newMemory()
	x := New(m, Limits{Segment: 100, Window: 4})
	for n := range uint64(100) {
		text := "ab cd cd ef" // each two words of the query, and not the three
		if n < 3 {
			text = "ab cd ef"
		}
		m.docs[n+1] = &Document{Item: n + 1, Text: "\n" + text + "\n", Sides: [2]Face{{Day: n + 1}}}
	}
	if err := x.Update(on); err != nil {
		t.Fatal(err)
	}
	found, total := ask(t, x, &Query{Words: []string{"ab cd ef"}, Limit: 2, Counted: 50})
	if want := []Answer{{Item: 3}, {Item: 2}}; !slices.Equal(found, want) || total != 3 {
		t.Errorf("found %v of %d, want %v of 3", found, total, want)
	}
}

// spoil flips a bit of a segment.
func spoil(t rapid.TB, m *memory) {
	err := m.Write(false, func(tx Tx) error {
		h, ok := headOf(tx)
		if !ok || len(h.Segments) == 0 {
			return nil
		}
		g := tx.Bucket(segmentsName).Bucket(segmentName(h.Segments[0].ID))
		k, v := g.Cursor().First()
		raw := slices.Clone(v)
		raw[len(raw)-1] ^= 0x10
		return g.Put(k, raw)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// An index of another version is no index: finds read the records, and Update makes it anew.
func TestAnotherVersionIsMadeAnew(t *testing.T) {
	m := newMemory()
	x := New(m, Limits{Segment: 2})
	for _, d := range library() {
		m.put(t, d)
	}
	if err := x.Update(on); err != nil {
		t.Fatal(err)
	}
	if err := m.Write(false, func(tx Tx) error { return putHead(tx, head{Version: version + 1, Mark: 9}) }); err != nil {
		t.Fatal(err)
	}
	q := &Query{Words: []string{"评估"}, Counted: 50}
	if _, total := ask(t, x, q); total != 5 {
		t.Errorf("%d found without an index, want the five that all may see", total)
	}
	if err := x.Update(on); err != nil {
		t.Fatal(err)
	}
	h, ok := headOf(&memoryTx{m, m.top, m.id})
	if !ok || len(h.Segments) == 0 {
		t.Errorf("after an update the head is %+v, %v; want segments", h, ok)
	}
	if _, total := ask(t, x, q); total != 5 {
		t.Errorf("%d found, want 5", total)
	}
}

// A find that meets damage reads the records instead and says so by Broken; the next
// Update mends it.
func TestDamageIsMended(t *testing.T) {
	m := newMemory()
	x := New(m, Limits{Segment: 2})
	for _, d := range library() {
		m.put(t, d)
	}
	if err := x.Update(on); err != nil {
		t.Fatal(err)
	}
	spoil(t, m)
	q := &Query{Words: []string{"评估"}, Counted: 50}
	if _, total := ask(t, x, q); total != 5 || !x.Broken() {
		t.Errorf("%d found, broken %v; want all five, and damage noted", total, x.Broken())
	}
	if err := x.Update(on); err != nil {
		t.Fatal(err)
	}
	if _, total := ask(t, x, q); total != 5 || x.Broken() {
		t.Errorf("after an update %d found, broken %v; want five, and nothing broken", total, x.Broken())
	}
}

func ExampleIndex_Find() {
	m := newMemory() // in the program, the store
	m.docs[1] = &Document{Item: 1, Text: "数据安全法\n\n"}
	m.docs[2] = &Document{Item: 2, Text: "网络安全法\n\n"}
	x := New(m, Limits{})
	if err := x.Update(func() bool { return false }); err != nil {
		fmt.Println(err)
	}
	_ = m.View(func(r Reader) error {
		found, total, err := x.Find(context.Background(), r, &Query{Words: []string{"数据"}, Counted: 50})
		fmt.Println(found, total, err)
		return nil
	})
	// Output: [{0 1}] 1 <nil>
}
