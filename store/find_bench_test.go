package store

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store/index"
)

// library writes items of made-up words as much alike as real ones: a title and
// 500 characters, seven of ten in Chinese, over nine years.
type library struct {
	rand    *rand.Rand
	chinese []string
	english []string
	common  *rand.Zipf
}

var libraryTopics = func() []feeds.Topic {
	list := make([]feeds.Topic, 30)
	for i := range list {
		list[i] = feeds.Topic(fmt.Sprintf("topic_%d", i))
	}
	return list
}()

func newLibrary() *library {
	l := &library{rand: rand.New(rand.NewPCG(2022, 9))}
	for range 3000 { // words of two to four of 2,500 ideographs
		var w strings.Builder
		for range 2 + l.rand.IntN(3) {
			w.WriteRune(0x4e00 + rune(l.rand.IntN(2500)))
		}
		l.chinese = append(l.chinese, w.String())
	}
	for range 3000 {
		var w strings.Builder
		for range 2 + l.rand.IntN(9) {
			w.WriteByte('a' + byte(l.rand.IntN(26)))
		}
		l.english = append(l.english, w.String())
	}
	l.common = rand.NewZipf(l.rand, 1.1, 20, 2999)
	return l
}

func (l *library) text(chinese bool, runes int) string {
	var b strings.Builder
	for n := 0; n < runes; {
		var w string
		if chinese {
			w = l.chinese[l.common.Uint64()]
			n += len(w) / 3
			if l.rand.IntN(12) == 0 {
				w += "，"
			} else if l.rand.IntN(40) == 0 {
				w += "。\n"
			}
		} else {
			w = l.english[l.common.Uint64()] + " "
			n += len(w)
			if l.rand.IntN(15) == 0 {
				w = strings.TrimSpace(w) + ". "
			}
		}
		b.WriteString(w)
	}
	return b.String()
}

func (l *library) item(n uint64) (feeds.Item, feeds.Event) {
	zh := l.rand.IntN(10) < 7
	published := feeds.Day("2014-01-01").Add(int(n) * 3200 / 100000).Add(l.rand.IntN(30))
	r := feeds.Reading{
		Relevance: feeds.Relevant, Section: feeds.Legislation, Stage: feeds.StageIssued,
		Topics: []feeds.Topic{libraryTopics[l.rand.IntN(30)]}, Authorities: []feeds.AuthorityID{"CAC"},
		Reasons: []feeds.Reason{{For: "relevance", Words: "个人信息", Weight: 2, In: "title"}},
	}
	r.Dates.Effective.Day = published.Add(30)
	title := strings.ReplaceAll(l.text(zh, 24), "\n", "")
	i := feeds.Item{
		ID: itemID(n), Event: eventID(n), Source: "cac", URL: fmt.Sprintf("https://www.regulator.example/2022-09/14/c_16647816496%05d.htm", n),
		Host: "www.regulator.example", Title: title, Published: published, State: feeds.ItemRead, Reading: r, Found: time.Unix(1.6e9, 0), ReadAt: time.Unix(1.6e9, 0),
		Text: l.text(zh, 500),
	}
	e := feeds.Event{ID: i.Event, Revision: 1, Items: []feeds.ItemID{i.ID}, Lead: i.ID, Title: title, Published: published, Reading: r, Born: i.Found, Changed: i.Found}
	return i, e
}

// stock fills an empty store with n items and reports the bytes of their text.
func (l *library) stock(tb testing.TB, s *Store, n int) (size int) {
	tb.Helper()
	for first := 1; first <= n; first += 1000 {
		err := s.write(tb.Context(), &request{do: func(tx *bbolt.Tx) error {
			for k := first; k < min(first+1000, n+1); k++ {
				i, e := l.item(uint64(k))
				size += len(i.Title) + len(i.Text)
				if err := putEvent(tx, e); err != nil {
					return err
				}
				if err := s.putItem(tx, &i); err != nil {
					return err
				}
			}
			return tableItems.in(tx).SetSequence(uint64(first + 999))
		}})
		if err != nil {
			tb.Fatal(err)
		}
	}
	return size
}

// piece is part of the text of a random item: n ideographs, or two words.
func (l *library) piece(tb testing.TB, s *Store, items, n int) string {
	tb.Helper()
	for {
		item, err := s.Item(tb.Context(), itemID(uint64(1+l.rand.IntN(items))))
		if err != nil {
			tb.Fatal(err)
		}
		if n > 0 {
			if r := []rune(item.Text); r[0] > 0x3000 {
				at := l.rand.IntN(len(r) - n)
				if w := string(r[at : at+n]); !strings.ContainsAny(w, "，。\n") {
					return w
				}
			}
			continue
		}
		if w := strings.Fields(item.Text); item.Text[0] < 0x80 {
			at := l.rand.IntN(len(w) - 1)
			if two := w[at] + " " + w[at+1]; !strings.Contains(two, ".") {
				return two
			}
		}
	}
}

// indexed waits for no timer: it does what the indexer would.
func indexed(tb testing.TB, s *Store) {
	tb.Helper()
	s.search.start.Do(func() {})
	if err := s.index(); err != nil {
		tb.Fatal(err)
	}
}

// queries are a class of queries.
type queries struct {
	name   string
	runes  int // 0: two English words, -1: none
	filter bool
	items  bool
}

var findClasses = []queries{
	{"2_chars", 2, false, true},
	{"2_chars_filtered", 2, true, true},
	{"4_chars", 4, false, true},
	{"4_chars_filtered", 4, true, true},
	{"8_chars", 8, false, true},
	{"8_chars_filtered", 8, true, true},
	{"two_words", 0, false, true},
	{"two_words_filtered", 0, true, true},
	{"latest", -1, false, false},
	{"filter_alone", -1, true, true},
	{"2_chars_events", 2, true, false},
	{"4_chars_events", 4, false, false},
}

func (c queries) query(tb testing.TB, l *library, s *Store, items int) bot.Query {
	q := bot.Query{Limit: 10, Items: c.items}
	if c.runes >= 0 {
		q.Words = []string{l.piece(tb, s, items, c.runes)}
	}
	if c.filter {
		q.Filter.Topics = []feeds.Topic{libraryTopics[l.rand.IntN(30)]}
		q.Since = feeds.Day("2014-01-01").Add(items * 3200 / 100000 * 2 / 3)
	}
	return q
}

// times runs n queries of the class and gives the sorted times, and those of the
// fastest of three runs of each, which other programs on the machine blur less.
func (c queries) times(tb testing.TB, l *library, s *Store, items, n int) (took, best []time.Duration, found int) {
	tb.Helper()
	for range n {
		q := c.query(tb, l, s, items)
		fastest := time.Hour
		for run := range 3 {
			began := time.Now()
			_, total, err := s.Find(tb.Context(), q)
			last := time.Since(began)
			if err != nil {
				tb.Fatal(err)
			}
			fastest = min(fastest, last)
			if run == 0 {
				took = append(took, last)
				found += total
			}
		}
		best = append(best, fastest)
	}
	slices.Sort(took)
	slices.Sort(best)
	return took, best, found
}

func anonymous() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// BenchmarkFind asks 100,000 items; the limit of each class stands beside it.
func BenchmarkFind(b *testing.B) {
	const items = 100_000
	s := OpenChecked(b, b.TempDir(), Options{})
	l := newLibrary()
	size := l.stock(b, s, items)
	b.Run("index", func(b *testing.B) {
		var used time.Duration
		var memory uint64
		for b.Loop() {
			if err := s.write(b.Context(), &request{do: dropIndex}); err != nil {
				b.Fatal(err)
			}
			before, cpu := anonymous(), cpuTime()
			indexed(b, s)
			used, memory = cpuTime()-cpu, anonymous()-before
		}
		index, all := sizes(b, s)
		b.ReportMetric(float64(used.Microseconds())/items, "cpu-us/item")
		b.ReportMetric(100, "limit_max_us")
		b.ReportMetric(float64(index)/float64(size), "x-size-of-text")
		b.ReportMetric(float64(all-index)/float64(size), "x-records-of-text")
		b.ReportMetric(float64(int64(memory))/(1<<20), "MB-kept")
	})
	for _, c := range findClasses {
		b.Run(c.name, func(b *testing.B) {
			var took, best []time.Duration
			found := 0
			for b.Loop() {
				took, best, found = c.times(b, l, s, items, 300)
			}
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
			b.ReportMetric(float64(best[len(best)*99/100].Microseconds())/1000, "p99-of-fastest-ms")
			b.ReportMetric(5, "limit_max_p99-ms")
			b.ReportMetric(float64(found)/300, "found")
		})
	}
}

// sizes gives the bytes in use of the index, and of all.
func sizes(tb testing.TB, s *Store) (index, all int) {
	tb.Helper()
	err := s.db.View(func(tx *bbolt.Tx) error {
		st := tableSearch.in(tx).Stats()
		index = st.BranchAlloc + st.LeafAlloc
		return tx.ForEach(func(_ []byte, b *bbolt.Bucket) error {
			st := b.Stats()
			all += st.BranchAlloc + st.LeafAlloc
			return nil
		})
	})
	if err != nil {
		tb.Fatal(err)
	}
	return index, all
}

// Answers among many, of several blocks of a segment and a tail, are those of the scan.
func TestFindAmongMany(t *testing.T) {
	const items = 1_200
	s := OpenChecked(t, t.TempDir(), Options{})
	l := newLibrary()
	l.stock(t, s, items)
	indexed(t, s)
	for n := range 2 * len(findClasses) {
		q := findClasses[n%len(findClasses)].query(t, l, s, items)
		q.Limit, q.Offset = 1+n%3*5, n%2*7
		want, err := s.scan(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		hits, total, err := s.Find(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		if than, more := q.More(total); more && len(want) <= than || !more && total != len(want) {
			t.Errorf("%+v: total %d, the scan finds %d", q, total, len(want))
		}
		want = want[min(q.Offset, len(want)):]
		want = want[:min(q.Limit, len(want))]
		if len(hits) != len(want) {
			t.Fatalf("%+v: %d hits, the scan finds %d", q, len(hits), len(want))
		}
		for i, h := range hits {
			if h.Item.ID != itemID(want[i].item) {
				t.Errorf("%+v: hit %d is %s, the scan finds %d", q, i, h.Item.ID, want[i].item)
			}
		}
	}
}

// Finds, writes and the indexer work side by side, and what was written is found.
func TestFindBesideTheIndexer(t *testing.T) {
	s := OpenChecked(t, t.TempDir(), Options{})
	s.search.Index = index.New(indexDB{s}, index.Limits{Segment: 16})
	l := newLibrary()
	for round := range 6 {
		l.stock(t, s, 100*(round+1)) // again what is there, and a hundred more
		s.indexSoon()
		for range 20 {
			if _, total, err := s.Find(t.Context(), bot.Query{Limit: 1}); err != nil || total != 100*(round+1) {
				t.Fatalf("%d found, %v; want %d", total, err, 100*(round+1))
			}
			time.Sleep(5 * time.Millisecond)
		}
	}
	// The indexer ends with less than a segment left.
	for began := time.Now(); time.Since(began) < 2*time.Minute; time.Sleep(20 * time.Millisecond) {
		if tailOf(t, s) < 16 {
			return
		}
	}
	t.Error("the indexer did not get to the end")
}
