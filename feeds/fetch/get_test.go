package fetch_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/fetch"
)

func zipped(t testing.TB, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func write(w http.ResponseWriter, body string) { _, _ = io.WriteString(w, body) }

func TestGetReadsADocument(t *testing.T) {
	var seen http.Header
	c := serve(t, page(func(w http.ResponseWriter, r *http.Request) {
		seen = r.Header.Clone()
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Cache-Control", "public, max-age=5")
		_, _ = w.Write(zipped(t, "\ufeff<p>关于数据出境的通知</p>"))
	}))
	doc := getAs(t, c, feeds.Request{
		URL:    "http://WWW.Example.cn:80/a?词=数据",
		Header: map[string]string{"Referer": "http://www.example.cn/", "user-agent": "somebody else", "Accept-Encoding": "br"},
	})
	wantOutcome(t, doc, "", "")
	if got, want := string(doc.Body), "<p>关于数据出境的通知</p>"; got != want {
		t.Errorf("body %q, want %q", got, want)
	}
	if want := "http://www.example.cn/a?%E8%AF%8D=%E6%95%B0%E6%8D%AE"; doc.URL != want {
		t.Errorf("URL %q, want %q", doc.URL, want)
	}
	if doc.Status != 200 || doc.Charset != "utf-8" || !doc.At.Equal(day) || doc.MaxAge != time.Minute {
		t.Errorf("status %d, charset %q, at %s, max age %s", doc.Status, doc.Charset, doc.At, doc.MaxAge)
	}
	for name, want := range map[string]string{
		"User-Agent": fetch.DefaultUserAgent, "Accept-Encoding": "gzip", "Referer": "http://www.example.cn/", "Cookie": "",
	} {
		if got := seen.Get(name); got != want {
			t.Errorf("sent %s %q, want %q", name, got, want)
		}
	}
}

func TestGetSendsAForm(t *testing.T) {
	c := serve(t, page(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "%s %s %s", r.Method, r.Header.Get("Content-Type"), r.FormValue("channelCode"))
	}))
	doc := getAs(t, c, feeds.Request{Method: "POST", URL: "http://www.example.cn/list", Form: url.Values{"channelCode": {"A09"}}})
	if got, want := string(doc.Body), "POST application/x-www-form-urlencoded A09"; got != want {
		t.Errorf("body %q, want %q", got, want)
	}
}

func TestGetSendsJSON(t *testing.T) {
	c := serve(t, page(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		fmt.Fprintf(w, "%s %s %s", r.Method, r.Header.Get("Content-Type"), body)
	}))
	doc := getAs(t, c, feeds.Request{Method: "POST", URL: "http://www.example.cn/list", JSON: `{"a":"数据"}`})
	if got, want := string(doc.Body), `POST application/json {"a":"数据"}`; got != want {
		t.Errorf("body %q, want %q", got, want)
	}
}

func TestGetSendsValidators(t *testing.T) {
	c := serve(t, page(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"v1"`)
		if r.Header.Get("If-None-Match") == `"v1"` && r.Header.Get("If-Modified-Since") == "Fri, 30 Sep 2022 10:00:00 GMT" || r.URL.Path == "/always" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		write(w, "body")
	}))
	doc := getAs(t, c, feeds.Request{URL: "http://www.example.cn/", ETag: `"v1"`, LastModified: "Fri, 30 Sep 2022 10:00:00 GMT"})
	if !doc.NotModified || doc.Status != 304 || doc.Outcome != "" || len(doc.Body) != 0 || doc.Header.Get("ETag") != `"v1"` {
		t.Errorf("conditional request: %+v", doc)
	}
	if doc := getAs(t, c, feeds.Request{URL: "http://www.example.cn/", ETag: "bad\nvalue"}); string(doc.Body) != "body" {
		t.Errorf("a validator that cannot be sent: body %q, outcome %q", doc.Body, doc.Outcome)
	}
	if doc := get(t, c, "http://www.example.cn/always"); doc.NotModified || doc.Outcome != feeds.OutcomeError {
		t.Errorf("304 to a request without conditions: %+v", doc)
	}
}

func TestGetJudgesStatus(t *testing.T) {
	tests := []struct {
		status  int
		body    string
		after   string
		outcome feeds.Outcome
		retry   time.Duration
	}{
		{200, "<p>text</p>", "", "", 0},
		{204, "", "", feeds.OutcomeError, 0},
		{401, "", "", feeds.OutcomeError, 0},
		{403, "forbidden", "", feeds.OutcomeError, 0},
		{403, `<title>Attention Required! | Cloudflare</title>`, "", feeds.OutcomeBlocked, 0},
		{404, "not here", "", feeds.OutcomeGone, 0},
		{405, "很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。", "", feeds.OutcomeBlocked, 0},
		{410, "", "", feeds.OutcomeGone, 0},
		{412, `<script>$_ts=window['$_ts']</script>`, "", feeds.OutcomeBlocked, 0},
		{418, "", "", feeds.OutcomeError, 0},
		{429, "", "120", feeds.OutcomeThrottled, 2 * time.Minute},
		{429, "", "1", feeds.OutcomeThrottled, time.Minute},
		{429, "", "99999999999999999999", feeds.OutcomeThrottled, 24 * time.Hour},
		{429, "", "Fri, 30 Sep 2022 11:00:00 GMT", feeds.OutcomeThrottled, time.Hour},
		{429, "", "soon", feeds.OutcomeThrottled, 0},
		{500, "", "", feeds.OutcomeError, 0},
		{503, "", "", feeds.OutcomeError, 0},
		{503, "", "3600", feeds.OutcomeThrottled, time.Hour},
		{521, `<script>document.cookie='__jsl_clearance_s=1';location.href=1</script>`, "", feeds.OutcomeBlocked, 0},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprintf("%d %s%s", tt.status, tt.after, tt.body[:min(len(tt.body), 6)]), func(t *testing.T) {
			c := serve(t, page(func(w http.ResponseWriter, _ *http.Request) {
				if tt.after != "" {
					w.Header().Set("Retry-After", tt.after)
				}
				w.WriteHeader(tt.status)
				write(w, tt.body)
			}))
			doc := get(t, c, "http://www.example.cn/x")
			if doc.Outcome != tt.outcome || doc.RetryAfter != tt.retry || doc.Status != tt.status {
				t.Errorf("outcome %q (%s), retry %s, status %d; want %q, %s, %d", doc.Outcome, doc.Reason, doc.RetryAfter, doc.Status, tt.outcome, tt.retry, tt.status)
			}
			if (doc.Outcome == "") != (doc.Reason == "") {
				t.Errorf("outcome %q with reason %q", doc.Outcome, doc.Reason)
			}
		})
	}
}

func TestGetRefusesWhatCannotBeSent(t *testing.T) {
	c := fetch.New(fetch.Config{})
	for name, req := range map[string]feeds.Request{
		"method":        {URL: "http://www.example.cn/", Method: "DELETE"},
		"form by GET":   {URL: "http://www.example.cn/", Form: url.Values{"a": {"b"}}},
		"JSON by GET":   {URL: "http://www.example.cn/", JSON: "{}"},
		"JSON and form": {Method: "POST", URL: "http://www.example.cn/", JSON: "{}", Form: url.Values{"a": {"b"}}},
		"header value":  {URL: "http://www.example.cn/", Header: map[string]string{"X-A": "a\r\nHost: b"}},
		"header name":   {URL: "http://www.example.cn/", Header: map[string]string{"X A": "a"}},
	} {
		if _, err := c.Get(t.Context(), req); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestGetEndsWithItsContext(t *testing.T) {
	started := make(chan struct{})
	c := serve(t, page(func(_ http.ResponseWriter, r *http.Request) {
		close(started)
		<-r.Context().Done()
	}))
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-started; cancel() }()
	if _, err := c.Get(ctx, feeds.Request{URL: "http://www.example.cn/"}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
}

func TestRedirects(t *testing.T) {
	to := func(status int, where string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", where)
			w.WriteHeader(status)
		}
	}
	routes := map[string]http.HandlerFunc{
		"/end":       func(w http.ResponseWriter, r *http.Request) { write(w, r.Method+" end") },
		"/moved":     to(301, "/end"),
		"/moved2":    to(308, "/moved"),
		"/found":     to(302, "/end"),
		"/found2":    to(301, "/found"),
		"/temporary": to(302, "/moved"),
		"/see":       to(303, "end"),
		"/keep":      to(307, "/end"),
		"/n1":        to(302, "/n2"), "/n2": to(302, "/n3"), "/n3": to(302, "/n4"), "/n4": to(302, "/n5"), "/n5": to(302, "/end"),
		"/n0":     to(302, "/n1"),
		"/self":   to(302, "/self"),
		"/nohow":  to(302, ""),
		"/inside": to(302, "http://127.0.0.1/"),
		"/slash":  to(302, `http:\\10.0.0.1\`),
		"/script": to(302, "javascript:alert(1)"),
		"/away":   to(302, "http://other.example.cn/self"),
		"/name":   to(301, "http://user:pw@other.example.cn/"),
		"/port":   to(302, "http://www.example.cn:22/"),
	}
	c := serve(t, pages(routes))
	tests := []struct {
		method, path string
		outcome      feeds.Outcome
		reason       string
		body, moved  string
	}{
		{"GET", "/moved", "", "", "GET end", "/end"},
		{"GET", "/moved2", "", "", "GET end", "/end"},
		{"GET", "/found", "", "", "GET end", ""},
		{"GET", "/found2", "", "", "GET end", "/found"},
		{"GET", "/temporary", "", "", "GET end", ""},
		{"POST", "/see", "", "", "GET end", ""},
		{"POST", "/found", "", "", "GET end", ""},
		{"POST", "/keep", "", "", "POST end", ""},
		{"GET", "/n1", "", "", "GET end", ""},
		{"GET", "/n0", feeds.OutcomeError, "the site redirects more than five times", "", ""},
		{"GET", "/self", feeds.OutcomeError, "the site redirects the address to itself", "", ""},
		{"GET", "/nohow", feeds.OutcomeError, "the site redirects without saying where to", "", ""},
		{"GET", "/inside", feeds.OutcomeBlocked, "blocked address", "", ""},
		{"GET", "/slash", feeds.OutcomeBlocked, "blocked address", "", ""},
		{"GET", "/script", feeds.OutcomeBlocked, "blocked address", "", ""},
		{"GET", "/away", feeds.OutcomeError, "the site redirects to other.example.cn: the site redirects the address to itself", "", ""},
		{"GET", "/name", feeds.OutcomeBlocked, "blocked address", "", ""},
		{"GET", "/port", feeds.OutcomeBlocked, "blocked address", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.method+tt.path, func(t *testing.T) {
			const base = "http://www.example.cn"
			req := feeds.Request{Method: tt.method, URL: base + tt.path}
			if tt.method == "POST" {
				req.Form = url.Values{"a": {"1"}}
			}
			doc := getAs(t, c, req)
			wantOutcome(t, doc, tt.outcome, tt.reason)
			if tt.outcome == "" && (string(doc.Body) != tt.body || doc.URL != base+"/end") {
				t.Errorf("body %q from %s, want %q", doc.Body, doc.URL, tt.body)
			}
			if moved := strings.TrimPrefix(doc.MovedTo, base); moved != tt.moved {
				t.Errorf("moved to %q, want %q", moved, tt.moved)
			}
		})
	}
}

func TestRedirectToItselfIsReplayedOnceWithItsCookie(t *testing.T) {
	requests := 0
	c := serve(t, pages(map[string]http.HandlerFunc{
		"/": func(w http.ResponseWriter, r *http.Request) {
			requests++
			if cookie := r.Header.Get("Cookie"); cookie == "CT6T=a1; CT6TS=b2" && r.URL.Path == "/list" {
				write(w, "list")
				return
			}
			w.Header().Add("Set-Cookie", "CT6T=a1; Path=/; HttpOnly")
			w.Header().Add("Set-Cookie", "CT6TS=b2")
			w.Header().Set("Location", r.URL.Path)
			w.WriteHeader(http.StatusFound)
		},
	}))
	if doc := get(t, c, "http://www.example.cn/list"); string(doc.Body) != "list" || requests != 2 {
		t.Errorf("body %q after %d requests, outcome %q", doc.Body, requests, doc.Outcome)
	}
	requests = 0
	if get(t, c, "http://www.example.cn/list"); requests != 2 {
		t.Errorf("%d requests the second time, want 2: the cookie must not be kept", requests)
	}
	requests = 0
	doc := get(t, c, "http://www.example.cn/wall")
	if doc.Outcome != feeds.OutcomeBlocked || requests != 2 {
		t.Errorf("a cookie that does not help: outcome %q after %d requests", doc.Outcome, requests)
	}
}

func TestSecretsStayWithTheFirstOrigin(t *testing.T) {
	var mu sync.Mutex
	seen := map[string]http.Header{}
	c := serve(t, page(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		seen[r.Host+r.URL.Path] = r.Header.Clone()
		mu.Unlock()
		switch r.Host + r.URL.Path {
		case "a.example.cn/1":
			http.Redirect(w, r, "/2", http.StatusFound)
		case "a.example.cn/2":
			http.Redirect(w, r, "http://b.example.cn/3", http.StatusFound)
		}
	}))
	secrets := map[string]string{"Authorization": "Bearer x", "Cookie": "s=1", "X-Api-Key": "k"}
	headers := map[string]string{"Referer": "http://a.example.cn/"}
	maps.Copy(headers, secrets)
	getAs(t, c, feeds.Request{URL: "http://a.example.cn/1", Header: headers})
	for name, value := range secrets {
		if got := seen["a.example.cn/2"].Get(name); got != value {
			t.Errorf("%s on the same origin is %q, want %q", name, got, value)
		}
		if got := seen["b.example.cn/3"].Get(name); got != "" {
			t.Errorf("%s went to another origin: %q", name, got)
		}
	}
	if seen["b.example.cn/3"].Get("Referer") == "" {
		t.Error("Referer did not go to the other origin")
	}
}

func TestHTTPS(t *testing.T) {
	s := httptest.NewUnstartedServer(page(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/down" {
			http.Redirect(w, r, "http://example.com/", http.StatusMovedPermanently)
			return
		}
		write(w, r.Proto)
	}))
	s.Config.ErrorLog = log.New(io.Discard, "", 0) // refused handshakes are the point
	s.StartTLS()
	t.Cleanup(s.Close)
	pool := s.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs
	c := client(t, s.Listener.Addr().String(), func(cfg *fetch.Config) { cfg.RootCAs = pool })

	if doc := get(t, c, "https://example.com/"); string(doc.Body) != "HTTP/1.1" {
		t.Errorf("body %q, outcome %q %s", doc.Body, doc.Outcome, doc.Reason)
	}
	wantOutcome(t, get(t, c, "https://example.com/down"), feeds.OutcomeError,
		"the site redirects from https to plain http, which is not followed")
	wantOutcome(t, get(t, c, "https://www.example.cn/"), feeds.OutcomeError, "the site's certificate could not be verified")
	stranger := client(t, s.Listener.Addr().String())
	wantOutcome(t, get(t, stranger, "https://example.com/"), feeds.OutcomeError, "the site's certificate could not be verified")
}

func TestHTTP2(t *testing.T) {
	s := httptest.NewUnstartedServer(page(func(w http.ResponseWriter, r *http.Request) {
		write(w, r.Proto)
		if r.URL.Path == "/broken" {
			_ = http.NewResponseController(w).Flush()
			panic(http.ErrAbortHandler)
		}
	}))
	s.EnableHTTP2 = true
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	pool := s.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs
	c := client(t, s.Listener.Addr().String(), func(cfg *fetch.Config) { cfg.RootCAs = pool })
	if doc := get(t, c, "https://example.com/"); string(doc.Body) != "HTTP/2.0" {
		t.Errorf("body %q, outcome %q %s", doc.Body, doc.Outcome, doc.Reason)
	}
	broken := get(t, c, "https://example.com/broken")
	wantOutcome(t, broken, feeds.OutcomeError, "the site broke the connection off")
	if len(broken.Raw) != 0 {
		t.Errorf("of an answer that was broken off %d bytes are left", len(broken.Raw))
	}
}

func TestBinaryFilesAreNotDecoded(t *testing.T) {
	c := serve(t, page(func(w http.ResponseWriter, _ *http.Request) { write(w, "%PDF-1.7 \xff\xfe") }))
	doc := getAs(t, c, feeds.Request{URL: "http://www.example.cn/a.pdf", Attachment: true})
	if doc.Body != nil || !slices.Equal(doc.Raw, []byte("%PDF-1.7 \xff\xfe")) || doc.Outcome != "" {
		t.Errorf("body %q, raw %q, outcome %q", doc.Body, doc.Raw, doc.Outcome)
	}
}

func TestPanicInADialerIsAnOutcome(t *testing.T) {
	c := fetch.New(fetch.Config{Gap: -1, Dial: func(context.Context, string, string) (_ net.Conn, _ error) { panic("boom") }})
	wantOutcome(t, get(t, c, "http://www.example.cn/"), feeds.OutcomeError, "the site could not be reached")
}

// touchy is a log that fails on the line that Get writes about a failure.
type touchy struct{ slog.Handler }

func (touchy) Enabled(context.Context, slog.Level) bool { return true }

func (touchy) Handle(_ context.Context, r slog.Record) error {
	if r.Level == slog.LevelDebug {
		panic("boom")
	}
	return nil
}

func TestPanicInGetIsAnOutcomeAndGivesTheTurnBack(t *testing.T) {
	c := fetch.New(fetch.Config{Gap: -1, Log: slog.New(touchy{}), Resolver: trapNames})
	for range 2 {
		wantOutcome(t, get(t, c, "http://www.example.cn/"), feeds.OutcomeError, "the document could not be handled")
	}
}

func TestMaxAgeIsClamped(t *testing.T) {
	for header, want := range map[string]time.Duration{
		"": 0, "max-age=0": 0, "max-age=1": time.Minute, "max-age=\"7200\"": 2 * time.Hour, "public, Max-Age=99999999999999999999": 24 * time.Hour,
		"max-age=-5": 0, "no-store, max-age=600": 0, "max-age=600, no-cache": 0, "max-age=x": 0,
	} {
		c := serve(t, page(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Cache-Control", header)
			write(w, "text")
		}))
		if doc := get(t, c, "http://www.example.cn/"); doc.MaxAge != want {
			t.Errorf("Cache-Control %q: %s, want %s", header, doc.MaxAge, want)
		}
	}
}
