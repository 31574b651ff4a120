package fetch_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
)

// BenchmarkAgainstBare prints how much more a document costs than a bare
// net/http request for it in the same run. "ratio" may not pass "limit".
func BenchmarkAgainstBare(b *testing.B) {
	const etag = `"v1"`
	feed := strings.Repeat("<item><title>Notice on data export</title><description>关于数据出境的通知</description></item>\n", 200)
	s := httptest.NewServer(page(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", etag)
		w.Header().Set("Content-Type", "application/rss+xml; charset=utf-8")
		if r.Header.Get("If-None-Match") == etag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		write(w, feed)
	}))
	b.Cleanup(s.Close)
	for name, tag := range map[string]string{"304": etag, "200": ""} {
		b.Run(name, func(b *testing.B) {
			c := client(b, s.Listener.Addr().String())
			ours := func() {
				doc, err := c.Get(b.Context(), feeds.Request{URL: "http://www.example.cn/feed.xml", ETag: tag, Feed: true})
				if err != nil || doc.Outcome != "" || doc.NotModified != (tag != "") {
					b.Fatalf("%v, outcome %q", err, doc.Outcome)
				}
			}
			bare := func() { bareGet(b, s.URL+"/feed.xml", tag) }
			ours()
			bare()
			b.ResetTimer()
			var a, z time.Duration
			for b.Loop() {
				// Turn about, so that both meet the same machine.
				start := time.Now()
				ours()
				middle := time.Now()
				bare()
				a += middle.Sub(start)
				z += time.Since(middle)
			}
			b.ReportMetric(float64(a)/float64(z), "ratio")
			b.ReportMetric(1.5, "limit")
		})
	}
}

func bareGet(b *testing.B, url, tag string) {
	req, err := http.NewRequestWithContext(b.Context(), http.MethodGet, url, nil)
	if err != nil {
		b.Fatal(err)
	}
	if tag != "" {
		req.Header.Set("If-None-Match", tag)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		b.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, resp.Body)
	if err := resp.Body.Close(); err != nil {
		b.Fatal(err)
	}
}

func BenchmarkCheckURL(b *testing.B) {
	for b.Loop() {
		if _, err := standard.CheckURL("https://www.example.cn/xxgk/2022-09/14/c_1664781.htm?id=1"); err != nil {
			b.Fatal(err)
		}
	}
}
