package poll_test

import (
	"compress/gzip"
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/catalog"
	"github.com/regwire/regwire/feeds/dedupe"
	"github.com/regwire/regwire/feeds/extract"
	"github.com/regwire/regwire/feeds/fetch"
	"github.com/regwire/regwire/feeds/poll"
	"github.com/regwire/regwire/store"
	"github.com/regwire/regwire/store/copies"
)

// hostileShare is the part of the sources whose answers never end or expand
// without end.
const hostileShare = 10

// TestRoundOfManySourcesStaysSmall polls a hundred and twenty feeds at once, some of which
// send bodies without end: memory must not grow with them.
func TestRoundOfManySourcesStaysSmall(t *testing.T) {
	const n, limit = 120, 150 << 20
	good := rss("1 | 关于数据出境的第一个通知 | "+day(28), "2 | 关于数据出境的第二个通知 | "+day(27))
	block := []byte(strings.Repeat("<item><title>关于数据出境的通知</title></item>", 1<<10))
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var i int
		if _, err := fmt.Sscanf(r.Host, "f%d.", &i); err != nil || r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		switch {
		case i%(2*hostileShare) == 0:
			fmt.Fprint(w, `<?xml version="1.0"?><rss version="2.0"><channel>`)
			for r.Context().Err() == nil {
				if _, err := w.Write(block); err != nil {
					return
				}
			}
		case i%hostileShare == 0:
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			for range 1 << 10 {
				if _, err := z.Write(block); err != nil {
					return
				}
			}
			_ = z.Close()
		default:
			fmt.Fprint(w, good)
		}
	}))
	t.Cleanup(site.Close)
	var list []extract.Source
	for i := range n {
		s, err := catalog.ParseSource("t", fmt.Appendf(nil, "authority: CAC\njurisdiction: CN\nsources:\n  - {id: f%d, kind: feed, family: feed, every: 1h, list: {urls: [\"http://f%d.example.com/feed.xml\"]}}\n", i, i))
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, s...)
	}
	db, err := store.Open(t.TempDir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	kept, err := copies.New(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	client := fetch.New(fetch.Config{Gap: -1, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "tcp", strings.TrimPrefix(site.URL, "http://"))
	}})
	t.Cleanup(client.Close)
	var ok, bad atomic.Int32
	p := poll.New(poll.Deps{
		Store: db, Fetch: client, Read: plainReader{}, Keep: kept, Identity: dedupe.Identity{},
		Rules: extract.NewSet(list), Sources: list, Log: slog.New(slog.DiscardHandler), Now: time.Now,
	}, poll.Config{Workers: 64, Idle: time.Millisecond, Observe: func(o poll.Observation) {
		if o.Outcome == feeds.OutcomeItems {
			ok.Add(1)
		} else {
			bad.Add(1)
		}
	}})
	runtime.GC()
	stop := watchHeap()
	began := time.Now()
	if err := p.VisitAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	took := time.Since(began)
	most := stop()
	t.Logf("%d sources in %s, heap at most %d MiB", n, took.Round(time.Millisecond), most>>20)
	if ok.Load() != n-n/hostileShare || bad.Load() != n/hostileShare {
		t.Errorf("%d sources read, %d not; want %d and %d", ok.Load(), bad.Load(), n-n/hostileShare, n/hostileShare)
	}
	if most > limit {
		t.Errorf("the heap grew to %d MiB, more than %d", most>>20, limit>>20)
	}
}

// watchHeap follows the heap in use until stop, which says how large it was at most.
func watchHeap() (stop func() uint64) {
	var peak uint64
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			peak = max(peak, m.HeapInuse)
			select {
			case <-done:
				return
			case <-time.After(10 * time.Millisecond):
			}
		}
	}()
	return func() uint64 { close(done); <-ended; return peak }
}
