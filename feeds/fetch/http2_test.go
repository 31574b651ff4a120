package fetch_test

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/fetch"
)

// framed serves HTTP/2 frame by frame: answer gets each request, that for robots.txt too,
// and says whether the connection goes on. It gives a client and how many connections there were.
func framed(t *testing.T, answer func(f *http2.Framer, stream uint32) bool) (*fetch.Client, *atomic.Int32) {
	t.Helper()
	lender := httptest.NewTLSServer(http.NotFoundHandler()) // of its certificate
	t.Cleanup(lender.Close)
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: lender.TLS.Certificates, NextProtos: []string{"h2"}, MinVersion: tls.VersionTLS12})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	var connected atomic.Int32
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			connected.Add(1)
			go func() {
				defer func() { _ = conn.Close() }()
				serveFrames(conn, answer)
			}()
		}
	}()
	pool := lender.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs
	return client(t, l.Addr().String(), func(cfg *fetch.Config) { cfg.RootCAs = pool }), &connected
}

func serveFrames(conn net.Conn, answer func(f *http2.Framer, stream uint32) bool) {
	if _, err := io.ReadFull(conn, make([]byte, len(http2.ClientPreface))); err != nil {
		return
	}
	f := http2.NewFramer(conn, conn)
	f.AllowIllegalWrites = true
	if f.WriteSettings() != nil {
		return
	}
	for {
		frame, err := f.ReadFrame()
		if err != nil {
			return
		}
		switch frame := frame.(type) {
		case *http2.SettingsFrame:
			if !frame.IsAck() && f.WriteSettingsAck() != nil {
				return
			}
		case *http2.HeadersFrame:
			if !answer(f, frame.StreamID) {
				return
			}
		}
	}
}

// respond writes the head of an answer.
func respond(f *http2.Framer, stream uint32, end bool, fields ...hpack.HeaderField) bool {
	block := &headerBlock{}
	enc := hpack.NewEncoder(block)
	for _, h := range fields {
		if enc.WriteField(h) != nil {
			return false
		}
	}
	return f.WriteHeaders(http2.HeadersFrameParam{StreamID: stream, BlockFragment: *block, EndHeaders: true, EndStream: end}) == nil
}

type headerBlock []byte

func (b *headerBlock) Write(p []byte) (int, error) {
	*b = append(*b, p...)
	return len(p), nil
}

// TestASiteThatTurnsConnectionsAwayIsNotKnockedAtAgainAndAgain has a site say of every
// request that it was not looked at: package http sends it again at once, without end.
func TestASiteThatTurnsConnectionsAwayIsNotKnockedAtAgainAndAgain(t *testing.T) {
	c, connected := framed(t, func(f *http2.Framer, _ uint32) bool {
		return f.WriteGoAway(0, http2.ErrCodeNo, nil) != nil
	})
	wantOutcome(t, get(t, c, "https://example.com/"), feeds.OutcomeError, "the site turned one connection after another away unanswered")
	if n := connected.Load(); n > 6 {
		t.Errorf("%d connections for robots.txt and one document, want 3 each at most", n)
	}
	connected.Store(0)
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://example.com/hook", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	if resp, err := c.RoundTripper().RoundTrip(req); err == nil {
		_ = resp.Body.Close()
		t.Error("a post was answered")
	}
	if n := connected.Load(); n > 3 {
		t.Errorf("%d connections for one post", n)
	}
}

// TestAConnectionThatEndsInOrderCostsNoDocument has every connection end with its second request.
func TestAConnectionThatEndsInOrderCostsNoDocument(t *testing.T) {
	c, _ := framed(t, func(f *http2.Framer, stream uint32) bool {
		if stream > 1 {
			return f.WriteGoAway(1, http2.ErrCodeNo, nil) != nil
		}
		return respond(f, stream, true, hpack.HeaderField{Name: ":status", Value: "204"})
	})
	wantOutcome(t, get(t, c, "https://example.com/"), feeds.OutcomeError, "the site answered without a document (status 204)")
}

func TestWhatBreaksHTTP2IsToldFromWhatIsBrokenOff(t *testing.T) {
	ok := hpack.HeaderField{Name: ":status", Value: "200"}
	for name, tt := range map[string]struct {
		answer func(f *http2.Framer, stream uint32) bool
		reason string
	}{
		"reset": {func(f *http2.Framer, stream uint32) bool {
			return respond(f, stream, false, ok) && f.WriteRSTStream(stream, http2.ErrCodeInternal) == nil
		}, "the site broke the connection off"},
		"no status": {func(f *http2.Framer, stream uint32) bool {
			return respond(f, stream, false, hpack.HeaderField{Name: "server", Value: "x"})
		}, "the site's answer contradicts the rules of HTTP"},
		"a name in capitals": {func(f *http2.Framer, stream uint32) bool {
			return respond(f, stream, false, ok, hpack.HeaderField{Name: "Server", Value: "x"})
		}, "the site's answer contradicts the rules of HTTP"},
		"a push": {func(f *http2.Framer, stream uint32) bool {
			return f.WritePushPromise(http2.PushPromiseParam{StreamID: stream, PromiseID: 2, EndHeaders: true}) == nil
		}, "the site's answer contradicts the rules of HTTP"},
		"a frame of a megabyte": {func(f *http2.Framer, stream uint32) bool {
			return f.WriteRawFrame(http2.FrameData, 0, stream, make([]byte, 1<<20)) == nil
		}, "the site's answer contradicts the rules of HTTP"},
		"heads without end": {func(f *http2.Framer, stream uint32) bool {
			early := hpack.HeaderField{Name: ":status", Value: "103"}
			for respond(f, stream, false, early, hpack.HeaderField{Name: "link", Value: "</a>; rel=preload"}) {
			}
			return false
		}, "the site's answer has more than 64 KiB of headers"},
	} {
		t.Run(name, func(t *testing.T) {
			c, _ := framed(t, func(f *http2.Framer, stream uint32) bool {
				if stream == 1 { // robots.txt
					return respond(f, stream, true, hpack.HeaderField{Name: ":status", Value: "404"})
				}
				return tt.answer(f, stream)
			})
			wantOutcome(t, get(t, c, "https://example.com/"), feeds.OutcomeError, tt.reason)
		})
	}
}
