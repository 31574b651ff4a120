package fetch_test

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/fetch"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// day is the clock of the tests: the answers carry it, nothing waits for it.
var day = time.Date(2022, 9, 30, 10, 0, 0, 0, time.UTC)

// serve starts a server that answers for every host name, and a client whose
// connections all end there, without gaps between requests.
func serve(t testing.TB, h http.Handler, change ...func(*fetch.Config)) *fetch.Client {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return client(t, s.Listener.Addr().String(), change...)
}

func client(t testing.TB, addr string, change ...func(*fetch.Config)) *fetch.Client {
	t.Helper()
	cfg := fetch.Config{
		Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
			var d net.Dialer
			return d.DialContext(ctx, network, addr)
		},
		Gap: -1,
		Now: func() time.Time { return day },
	}
	for _, f := range change {
		f(&cfg)
	}
	c := fetch.New(cfg)
	t.Cleanup(c.Close)
	return c
}

// pages serves bodies by path, and no robots.txt.
func pages(routes map[string]http.HandlerFunc) http.Handler {
	mux := http.NewServeMux()
	if _, ok := routes["GET /robots.txt"]; !ok {
		mux.HandleFunc("GET /robots.txt", http.NotFound)
	}
	for path, h := range routes {
		mux.HandleFunc(path, h)
	}
	return mux
}

// page serves h for every path but robots.txt.
func page(h http.HandlerFunc) http.Handler { return pages(map[string]http.HandlerFunc{"/": h}) }

func get(t testing.TB, c *fetch.Client, url string) feeds.Document {
	t.Helper()
	return getAs(t, c, feeds.Request{URL: url})
}

func getAs(t testing.TB, c *fetch.Client, req feeds.Request) feeds.Document {
	t.Helper()
	doc, err := c.Get(t.Context(), req)
	if err != nil {
		t.Fatalf("Get(%s): %v", req.URL, err)
	}
	return doc
}

func wantOutcome(t testing.TB, doc feeds.Document, outcome feeds.Outcome, reason string) {
	t.Helper()
	if doc.Outcome != outcome || doc.Reason != reason {
		t.Errorf("%s: outcome %q, reason %q; want %q, %q", doc.Request.URL, doc.Outcome, doc.Reason, outcome, reason)
	}
}
