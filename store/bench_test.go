package store

import (
	"encoding/xml"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// The benchmarks print ratios of two figures of one run; limit_… is the bar.

func (s *Store) benchWrite(tb testing.TB, key, value []byte) {
	err := s.write(tb.Context(), &request{do: func(tx *bbolt.Tx) error { return tableMeta.in(tx).Put(key, value) }})
	if err != nil {
		tb.Error(err)
	}
}

// cpuTime is what the process has used, which other programs do not blur.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// threadTime is what the calling thread has used: without the collector, which
// works on the documents that a benchmark makes.
func threadTime() time.Duration {
	const rusageThread = 1
	var u syscall.Rusage
	if err := syscall.Getrusage(rusageThread, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// plain opens a bbolt database with one bucket, for comparison.
func plain(b *testing.B) func(key, value []byte) {
	b.Helper()
	db, err := bbolt.Open(filepath.Join(b.TempDir(), "plain.db"), 0o600, &bbolt.Options{FreelistType: bbolt.FreelistMapType})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	put := func(key, value []byte) {
		err := db.Update(func(tx *bbolt.Tx) error {
			bucket, err := tx.CreateBucketIfNotExists([]byte("b"))
			if err != nil {
				return err
			}
			return bucket.Put(key, value)
		})
		if err != nil {
			b.Error(err)
		}
	}
	put([]byte("first"), nil)
	return put
}

// timed runs n calls spread over the workers.
func timed(n, workers int, call func(i int)) time.Duration {
	var next atomic.Int64
	var wg sync.WaitGroup
	began := time.Now()
	for range workers {
		wg.Go(func() {
			for i := next.Add(1); i <= int64(n); i = next.Add(1) {
				call(int(i))
			}
		})
	}
	wg.Wait()
	return time.Since(began)
}

func BenchmarkWrite(b *testing.B) {
	value := make([]byte, 100)
	for _, tt := range []struct {
		name    string
		workers int
		n       int
	}{{"quiet", 1, 400}, {"100_writers", 100, 4000}} {
		b.Run(tt.name, func(b *testing.B) {
			update := plain(b)
			s := OpenChecked(b, b.TempDir(), Options{})
			var bare, ours time.Duration
			n := 0
			for b.Loop() {
				// In turns, so that both see the same machine.
				for range 4 {
					bare += timed(tt.n/4, tt.workers, func(i int) { update(fmt.Appendf(nil, "key%09d", n+i), value) })
					ours += timed(tt.n/4, tt.workers, func(i int) { s.benchWrite(b, fmt.Appendf(nil, "key%09d", n+i), value) })
					n += tt.n / 4
				}
			}
			b.ReportMetric(float64(bare.Microseconds())/float64(n), "us/plain-Update")
			b.ReportMetric(float64(ours.Microseconds())/float64(n), "us/write")
			if tt.workers == 1 {
				b.ReportMetric(float64(ours)/float64(bare), "x-plain")
				b.ReportMetric(1.5, "limit_max_x-plain")
			} else {
				b.ReportMetric(float64(bare)/float64(ours), "x-rate-of-plain")
				b.ReportMetric(8, "limit_min_x-rate")
			}
		})
	}
}

// xmlTime is what encoding/xml takes for one item of a feed of twenty.
func xmlTime(b *testing.B) time.Duration {
	b.Helper()
	var doc strings.Builder
	doc.WriteString(`<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>`)
	for i := range 20 {
		fmt.Fprintf(&doc, "<item><title>第%d批</title><link>https://www.regulator.example/2022-09/14/c_16647816496%05d.htm</link><guid>%d</guid><pubDate>Wed, 14 Sep 2022 10:00:00 +0800</pubDate><description>%s</description></item>", i, i, i, strings.Repeat("关于侵害用户权益行为的通报。", 22))
	}
	doc.WriteString("</channel></rss>")
	type item struct {
		Title       string `xml:"title"`
		Link        string `xml:"link"`
		GUID        string `xml:"guid"`
		PubDate     string `xml:"pubDate"`
		Description string `xml:"description"`
	}
	const rounds = 200
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	cpu := threadTime()
	for range rounds {
		var feed struct {
			Items []item `xml:"channel>item"`
		}
		if err := xml.Unmarshal([]byte(doc.String()), &feed); err != nil || len(feed.Items) != 20 {
			b.Fatalf("%d items, %v", len(feed.Items), err)
		}
	}
	return (threadTime() - cpu) / (rounds * 20)
}

// cycle is what one poll of many sources finds.
func cycle(sources, items int) [][]feeds.Found {
	all := make([][]feeds.Found, sources)
	for s := range all {
		all[s] = document(s, items)
	}
	return all
}

func document(s, items int) (found []feeds.Found) {
	for i := range items {
		url := fmt.Sprintf("https://www.regulator%d.example/2022-09/14/c_16647816496%05d.htm", s, i)
		found = append(found, feeds.Found{
			Item: feeds.Item{
				Source: feeds.SourceID(fmt.Sprintf("source-%d", s)), URL: url, Host: fmt.Sprintf("www.regulator%d.example", s),
				Title: fmt.Sprintf("关于侵害用户权益行为的APP通报（2022年第%d批，总第%d批）", i, s), Published: "2022-09-14",
			},
			Keys: []feeds.Key{feeds.Key("url:" + url), feeds.Key(fmt.Sprintf("title:关于侵害用户权益行为的APP通报第%d批总第%d批", i, s))},
		})
	}
	return found
}

func seed(tb testing.TB, s *Store, all [][]feeds.Found) {
	tb.Helper()
	err := s.write(tb.Context(), &request{do: func(tx *bbolt.Tx) error {
		for _, found := range all {
			if err := s.commitFound(tx, &round{Round: &feeds.Round{Found: found}}); err != nil {
				return err
			}
		}
		return nil
	}})
	if err != nil {
		tb.Fatal(err)
	}
}

// BenchmarkDedupe recognises a cycle of 1,000 sources of 20 items, all seen. The
// bar is 1 % of what gofeed takes to parse an item. gofeed belongs to another
// package, so encoding/xml stands in for it: it takes 1 / 2.2 of the time on such a feed.
func BenchmarkDedupe(b *testing.B) {
	s := OpenChecked(b, b.TempDir(), Options{})
	all := cycle(1000, 20)
	seed(b, s, all)
	n := 0
	var wall, busy time.Duration
	for b.Loop() {
		err := s.db.Update(func(tx *bbolt.Tx) error {
			for first := 0; first < len(all); first += 20 {
				fresh := make([][]feeds.Found, 20) // in cache, as after parsing
				for i := range fresh {
					fresh[i] = document(first+i, 20)
				}
				runtime.LockOSThread()
				began, cpu := time.Now(), threadTime()
				for _, found := range fresh {
					w := &round{Round: &feeds.Round{Found: found}}
					if err := s.commitFound(tx, w); err != nil {
						return err
					}
					if len(w.done.New)+len(w.done.Changed) > 0 {
						b.Fatal("a seen item was not recognised")
					}
					n += len(found)
				}
				wall += time.Since(began)
				busy += threadTime() - cpu
				runtime.UnlockOSThread()
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(wall.Nanoseconds())/float64(n), "ns/seen-item")
	b.ReportMetric(float64(busy.Nanoseconds())/float64(n), "cpu-ns/seen-item")
	parse := xmlTime(b)
	b.ReportMetric(100*float64(busy)/float64(n)/float64(parse), "%-of-xml-Unmarshal")
	b.ReportMetric(2.2, "limit_max_%")
}

// BenchmarkAppend plans one alert for 10,000 channels.
func BenchmarkAppend(b *testing.B) {
	s := OpenChecked(b, b.TempDir(), Options{})
	const channels = 10000
	db, err := bbolt.Open(filepath.Join(b.TempDir(), "plain.db"), 0o600, &bbolt.Options{FreelistType: bbolt.FreelistMapType})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	var took, busy, bare time.Duration
	runs := 0
	for b.Loop() {
		runs++
		bare += appendPlain(b, db, runs, channels)
		deliveries := make([]bot.Delivery, channels)
		for i := range deliveries {
			deliveries[i] = bot.Delivery{
				Key:           bot.DeliveryKey{Channel: bot.ChannelID(fmt.Sprintf("slack:T0123ABC/C%07d", i)), Kind: bot.KindAlert, Subject: fmt.Sprintf("e%d", runs)},
				State:         bot.Pending,
				Subscriptions: []bot.SubscriptionID{"s17"}, Created: s.now(), Due: s.now(), Revision: 1,
			}
		}
		began, cpu := time.Now(), cpuTime()
		if err := s.Owe(b.Context(), deliveries); err != nil {
			b.Fatal(err)
		}
		took += time.Since(began)
		busy += cpuTime() - cpu
	}
	b.ReportMetric(float64(took.Milliseconds())/float64(runs), "ms/10000-channels")
	b.ReportMetric(float64(busy.Milliseconds())/float64(runs), "cpu-ms/10000-channels")
	b.ReportMetric(float64(bare.Milliseconds())/float64(runs), "ms/10000-plain-puts")
	b.ReportMetric(float64(took)/float64(bare), "x-plain")
}

// appendPlain puts as many small values into one bucket, in one Update.
func appendPlain(b *testing.B, db *bbolt.DB, run, n int) time.Duration {
	b.Helper()
	value := make([]byte, 250)
	began := time.Now()
	err := db.Update(func(tx *bbolt.Tx) error {
		bucket, err := tx.CreateBucketIfNotExists([]byte("b"))
		if err != nil {
			return err
		}
		for i := range n {
			if err := bucket.Put(fmt.Appendf(nil, "e%d slack:T0123ABC/C%07d alert", run, i), value); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return time.Since(began)
}

// BenchmarkDeliver claims, marks as sending and marks as sent, from 64 workers.
func BenchmarkDeliver(b *testing.B) {
	s := OpenChecked(b, b.TempDir(), Options{})
	var took, busy time.Duration
	n := 0
	for b.Loop() {
		const channels = 2000
		deliveries := make([]bot.Delivery, channels)
		for i := range deliveries {
			deliveries[i] = bot.Delivery{Key: bot.DeliveryKey{Channel: bot.ChannelID(fmt.Sprintf("slack:T0123ABC/C%07d", i)), Kind: bot.KindAlert, Subject: fmt.Sprintf("e%d", n)}}
		}
		if err := s.Owe(b.Context(), deliveries); err != nil {
			b.Fatal(err)
		}
		cpu := cpuTime()
		took += timed(channels, 64, func(int) {
			c, owed, err := s.ClaimChannel(b.Context(), "w")
			if err != nil {
				b.Error(err)
				return
			}
			k := owed.Deliveries[0].Key
			if err := s.CommitSending(b.Context(), c, []bot.DeliveryKey{k}); err != nil {
				b.Error(err)
			}
			if err := s.CommitResults(b.Context(), c, []bot.Result{{Key: k, State: bot.Sent, At: s.now()}}); err != nil {
				b.Error(err)
			}
			if err := s.Release(b.Context(), c); err != nil {
				b.Error(err)
			}
		})
		n += channels
		busy += cpuTime() - cpu
	}
	b.ReportMetric(float64(busy.Microseconds())/float64(n), "cpu-us/delivery")
	b.ReportMetric(float64(took.Microseconds())/float64(n), "us/delivery")
}

// BenchmarkFirstRefresh commits rounds of 20 new items from 64 workers.
func BenchmarkFirstRefresh(b *testing.B) {
	all := cycle(1000, 20)
	sources := make([]feeds.Source, len(all))
	for i, found := range all {
		sources[i] = feeds.Source{ID: found[0].Item.Source, Host: found[0].Item.Host}
	}
	by := map[feeds.SourceID][]feeds.Found{}
	for _, found := range all {
		by[found[0].Item.Source] = found
	}
	var took time.Duration
	runs := 0
	for b.Loop() {
		s := OpenChecked(b, b.TempDir(), Options{})
		took += timed(len(all), 64, func(int) {
			c, visits, err := s.ClaimHost(b.Context(), "w", sources)
			if err != nil {
				b.Error(err)
				return
			}
			v := visits[0]
			v.At, v.NextDue = time.Now(), time.Now().Add(time.Hour)
			if _, err := s.Commit(b.Context(), c, feeds.Round{Visit: &v, Found: by[v.Source]}); err != nil {
				b.Error(err)
			}
			if err := s.Release(b.Context(), c); err != nil {
				b.Error(err)
			}
		})
		runs++
	}
	b.ReportMetric(float64(took.Microseconds())/float64(runs)/20000, "us/new-item")
}
