package fetch_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/fetch"
)

// raw serves hand-written answers on connections in memory, so that time in a
// synctest bubble passes while they stall. robots.txt is answered with 404.
func raw(answer func(conn net.Conn)) fetch.DialFunc {
	return func(context.Context, string, string) (net.Conn, error) {
		ours, theirs := net.Pipe()
		go func() {
			defer func() { _ = theirs.Close() }()
			in := bufio.NewReader(theirs)
			for {
				req, err := http.ReadRequest(in)
				if err != nil {
					return
				}
				if req.URL.Path != "/robots.txt" {
					answer(theirs)
					return
				}
				if _, err := io.WriteString(theirs, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"); err != nil {
					return
				}
			}
		}()
		return ours, nil
	}
}

// send writes until the other side has gone away.
func send(conn net.Conn, parts ...string) bool {
	for _, p := range parts {
		if _, err := io.WriteString(conn, p); err != nil {
			return false
		}
	}
	return true
}

const okHead = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"

func TestSlowServersEndAtTheirDeadline(t *testing.T) {
	tests := []struct {
		name   string
		answer func(net.Conn)
		after  time.Duration
		reason string
	}{
		{
			"no answer", func(c net.Conn) { _, _ = c.Read(make([]byte, 1)) },
			20 * time.Second, "the site did not begin to answer within 20 seconds",
		},
		{"headers drip", func(c net.Conn) {
			for ok := send(c, okHead); ok; ok = send(c, "X: y\r\n") {
				time.Sleep(time.Second)
			}
		}, 20 * time.Second, "the site did not begin to answer within 20 seconds"},
		{"body stalls", func(c net.Conn) {
			send(c, okHead, "Content-Length: 100\r\n\r\nabc")
			_, _ = c.Read(make([]byte, 1))
		}, 15 * time.Second, "the site stopped sending in the middle of the document"},
		{"body drips", func(c net.Conn) {
			for ok := send(c, okHead, "\r\n"); ok; ok = send(c, "x") {
				time.Sleep(10 * time.Second)
			}
		}, 60 * time.Second, "the site took longer than a minute"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := fetch.New(fetch.Config{Gap: -1, Dial: raw(tt.answer)})
				start := time.Now()
				doc := get(t, c, "http://www.example.cn/")
				wantOutcome(t, doc, feeds.OutcomeError, tt.reason)
				if took := time.Since(start); took < tt.after || took > tt.after+time.Second {
					t.Errorf("took %s, want %s", took, tt.after)
				}
				c.Close()
				time.Sleep(time.Minute) // the server notices that nobody listens
			})
		})
	}
}

// TestSlowRedirectsAndRobotsShareOneDeadline holds every hop for 18 seconds.
func TestSlowRedirectsAndRobotsShareOneDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dial := func(context.Context, string, string) (net.Conn, error) {
			ours, theirs := net.Pipe()
			go func() {
				defer func() { _ = theirs.Close() }()
				in := bufio.NewReader(theirs)
				for n := 0; ; n++ {
					if _, err := http.ReadRequest(in); err != nil {
						return
					}
					time.Sleep(18 * time.Second)
					if !send(theirs, "HTTP/1.1 302 Found\r\nLocation: /", strconv.Itoa(n), "\r\nContent-Length: 0\r\n\r\n") {
						return
					}
				}
			}()
			return ours, nil
		}
		c := fetch.New(fetch.Config{Gap: -1, Dial: dial})
		start := time.Now()
		wantOutcome(t, get(t, c, "http://www.example.cn/"), feeds.OutcomeError, "the site took longer than a minute")
		if took := time.Since(start); took != time.Minute {
			t.Errorf("took %s, want one minute", took)
		}
		c.Close()
		time.Sleep(time.Minute)
	})
}

func TestHostileAnswers(t *testing.T) {
	tests := []struct {
		name   string
		answer func(net.Conn)
		reason string
	}{
		{"endless headers", func(c net.Conn) {
			for ok := send(c, okHead); ok; ok = send(c, "X-Filler: ", strings.Repeat("y", 4096), "\r\n") {
			}
		}, "the site's answer has more than 64 KiB of headers"},
		{"endless body", func(c net.Conn) {
			chunk := strings.Repeat("x", 64<<10)
			for ok := send(c, okHead, "\r\n"); ok; ok = send(c, chunk) {
			}
		}, "the document is larger than the limit for its kind"},
		{
			"huge length announced", func(c net.Conn) { send(c, okHead, "Content-Length: 1000000000\r\n\r\nabc") },
			"the document is larger than 20 MiB as sent",
		},
		{
			"shorter than announced", func(c net.Conn) { send(c, okHead, "Content-Length: 100\r\n\r\nabc") },
			"the site broke the connection off in the middle of the document",
		},
		{
			"chunks end early", func(c net.Conn) { send(c, okHead, "Transfer-Encoding: chunked\r\n\r\n5\r\nabc") },
			"the site broke the connection off in the middle of the document",
		},
		{"closes", func(net.Conn) {}, "the site closed the connection without an answer"},
		{"another protocol", func(c net.Conn) { send(c, "SSH-2.0-OpenSSH_9.6\r\n\r\n") }, "the site's answer is not HTTP"},
		{
			"a negative length", func(c net.Conn) { send(c, okHead, "Content-Length: -5\r\n\r\nabc") },
			"the site's answer contradicts the rules of HTTP",
		},
		{
			"two lengths", func(c net.Conn) { send(c, okHead, "Content-Length: 3\r\nContent-Length: 9\r\n\r\nabcdefghi") },
			"the site's answer contradicts the rules of HTTP",
		},
		{
			"no chunk", func(c net.Conn) { send(c, okHead, "Transfer-Encoding: chunked\r\n\r\nZZZ\r\nabc") },
			"the site's answer contradicts the rules of HTTP",
		},
		{
			"a chunk with a long extension", func(c net.Conn) {
				send(c, okHead, "Transfer-Encoding: chunked\r\n\r\n1;", strings.Repeat("x", 100_000), "\r\na\r\n0\r\n\r\n")
			},
			"the site's answer contradicts the rules of HTTP",
		},
		{
			"brotli", func(c net.Conn) { send(c, okHead, "Content-Encoding: br\r\nContent-Length: 1\r\n\r\nx") },
			"the site used a content coding that was not asked for",
		},
		{"gzip twice", func(c net.Conn) {
			send(c, okHead, "Content-Encoding: gzip\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx")
		}, "the site used a content coding that was not asked for"},
		{
			"not gzip", func(c net.Conn) {
				send(c, okHead, "Content-Encoding: gzip\r\nContent-Length: 20\r\n\r\n<html>plain text....")
			},
			"the compressed document is damaged or cut off",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := fetch.New(fetch.Config{Gap: -1, Dial: raw(tt.answer)})
			t.Cleanup(c.Close)
			doc := get(t, c, "http://www.example.cn/")
			wantOutcome(t, doc, feeds.OutcomeError, tt.reason)
			if len(doc.Body) != 0 || len(doc.Raw) != 0 {
				t.Errorf("a document that failed has a body of %d bytes", len(doc.Raw))
			}
		})
	}
}

func gzipped(w http.ResponseWriter, body []byte) {
	w.Header().Set("Content-Encoding", "gzip")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body)
}

func TestDamagedGzip(t *testing.T) {
	whole := zipped(t, strings.Repeat("关于开展网络安全审查的公告\n", 200))
	flipped := bytes.Clone(whole)
	flipped[len(flipped)-6] ^= 0xff // the checksum
	garbage := append(bytes.Clone(whole), "trailing"...)
	corrupt := bytes.Clone(whole)
	for i := 12; i < 40; i++ {
		corrupt[i] = 0xff
	}
	for name, body := range map[string][]byte{
		"cut off": whole[:len(whole)/2], "without trailer": whole[:len(whole)-8], "checksum": flipped,
		"garbage after it": garbage, "corrupt": corrupt, "header only": whole[:10], "half a header": whole[:5],
	} {
		c := serve(t, page(func(w http.ResponseWriter, _ *http.Request) { gzipped(w, body) }))
		doc := get(t, c, "http://www.example.cn/")
		if doc.Outcome != feeds.OutcomeError || doc.Reason != "the compressed document is damaged or cut off" || len(doc.Body) != 0 {
			t.Errorf("%s: outcome %q, reason %q, %d bytes", name, doc.Outcome, doc.Reason, len(doc.Body))
		}
	}
}

func TestGzipMembers(t *testing.T) {
	empty := zipped(t, "")
	for name, tt := range map[string]struct {
		body   []byte
		want   string
		reason string
	}{
		"two members":      {append(zipped(t, "one "), zipped(t, "two")...), "one two", ""},
		"empty one first":  {append(bytes.Clone(empty), zipped(t, "text")...), "text", ""},
		"a storm of empty": {bytes.Repeat(empty, 100_000), "", "the compressed document is damaged or cut off"},
	} {
		c := serve(t, page(func(w http.ResponseWriter, _ *http.Request) { gzipped(w, tt.body) }))
		doc := get(t, c, "http://www.example.cn/")
		if string(doc.Body) != tt.want || doc.Reason != tt.reason {
			t.Errorf("%s: body %q, reason %q", name, doc.Body, doc.Reason)
		}
	}
}

func TestSizesAreCapped(t *testing.T) {
	const mib = 1 << 20
	block := make([]byte, mib)
	tests := []struct {
		name string
		req  feeds.Request
		size int
		ok   bool
	}{
		{"page", feeds.Request{}, 5 * mib, true},
		{"page over", feeds.Request{}, 5*mib + 1, false},
		{"feed", feeds.Request{Feed: true}, 10 * mib, true},
		{"feed over", feeds.Request{Feed: true}, 10*mib + 1, false},
		{"attachment", feeds.Request{Attachment: true}, 20 * mib, true},
		{"attachment over", feeds.Request{Attachment: true}, 20*mib + 1, false},
	}
	for _, tt := range tests {
		c := serve(t, page(func(w http.ResponseWriter, _ *http.Request) {
			for range tt.size / mib {
				_, _ = w.Write(block)
			}
			_, _ = w.Write(block[:tt.size%mib])
		}))
		tt.req.URL = "http://www.example.cn/"
		doc := getAs(t, c, tt.req)
		if ok := doc.Outcome == "" && len(doc.Raw) == tt.size; ok != tt.ok {
			t.Errorf("%s: outcome %q %s, %d bytes", tt.name, doc.Outcome, doc.Reason, len(doc.Raw))
		}
	}
}

func TestBombIsCutWhereItsCapIs(t *testing.T) {
	// Members of a megabyte each: compressing all as one takes long with -race.
	bomb := bytes.Repeat(zipped(t, strings.Repeat("\x00", 1<<20)), 64)
	c := serve(t, page(func(w http.ResponseWriter, _ *http.Request) { gzipped(w, bomb) }))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	wantOutcome(t, getAs(t, c, feeds.Request{URL: "http://www.example.cn/", Feed: true}),
		feeds.OutcomeError, "the document is larger than the limit for its kind")
	runtime.ReadMemStats(&after)
	if spent := after.TotalAlloc - before.TotalAlloc; spent > 64<<20 {
		t.Errorf("allocated %d MiB for a cap of 10", spent>>20)
	}
}

func TestErrorBodiesAreCutAtFourKiB(t *testing.T) {
	c := serve(t, page(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNotFound)
		for range 1000 {
			write(w, strings.Repeat("x", 1024))
		}
	}))
	doc := get(t, c, "http://www.example.cn/")
	if doc.Outcome != feeds.OutcomeGone || len(doc.Raw) != 4096 {
		t.Errorf("outcome %q with %d bytes", doc.Outcome, len(doc.Raw))
	}
}

func TestUnreachableSitesAreWorded(t *testing.T) {
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	refused := fetch.New(fetch.Config{Gap: -1, Allow: []string{addr}})
	wantOutcome(t, get(t, refused, "http://"+addr+"/"), feeds.OutcomeError, "the site refused the connection")
	unknown := fetch.New(fetch.Config{Gap: -1, Resolver: trapNames})
	wantOutcome(t, get(t, unknown, "http://www.example.cn/"), feeds.OutcomeError, "the host name could not be found")
	failing := fetch.New(fetch.Config{Gap: -1, Dial: func(context.Context, string, string) (net.Conn, error) {
		return nil, fmt.Errorf("looking up: %w", &net.DNSError{Err: "server misbehaving", IsTemporary: true})
	}})
	wantOutcome(t, get(t, failing, "http://www.example.cn/"), feeds.OutcomeError, "the name server did not answer")
	plain := serve(t, page(func(w http.ResponseWriter, _ *http.Request) { write(w, "plain") }))
	wantOutcome(t, get(t, plain, "https://www.example.cn/"), feeds.OutcomeError, "the site does not speak https there")
}
