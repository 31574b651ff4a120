package bot_test

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/regwire/regwire/bot"
)

// pipes is a listener whose connections stay within the process, so that time can be
// that of the test.
type pipes struct {
	calls  chan net.Conn
	closed chan struct{}
	from   string       // whom connections come from, as the server sees it
	files  atomic.Int64 // how many connections may be open at once, 0 for any number
	open   atomic.Int64
}

// caller is a connection that comes from somewhere.
type caller struct {
	net.Conn
	from   string
	closed func()
}

func (c *caller) Close() error { c.closed(); return c.Conn.Close() }

func (c *caller) RemoteAddr() net.Addr {
	return net.TCPAddrFromAddrPort(netip.MustParseAddrPort(c.from))
}

func (p *pipes) Accept() (net.Conn, error) {
	if most := p.files.Load(); most > 0 && p.open.Load() >= most {
		return nil, &net.OpError{Op: "accept", Net: "tcp", Err: syscall.EMFILE}
	}
	select {
	case c := <-p.calls:
		p.open.Add(1)
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error { close(p.closed); return nil }

func (p *pipes) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)} }

// call connects.
func (p *pipes) call(t *testing.T) net.Conn {
	t.Helper()
	here, pipe := net.Pipe()
	there := &caller{pipe, cmp.Or(p.from, "192.0.2.1:1000"), sync.OnceFunc(func() { p.open.Add(-1) })}
	go func() {
		select {
		case p.calls <- there:
		case <-p.closed:
		}
	}()
	t.Cleanup(func() { _ = here.Close() })
	return here
}

// answering serves "well" to whoever asks, and "slow" after so long as is asked for;
// stop ends it and returns what Serve did.
func answering(t *testing.T) (p *pipes, stop func() error) {
	t.Helper()
	p = &pipes{calls: make(chan net.Conn), closed: make(chan struct{})}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if wait, err := time.ParseDuration(r.URL.Query().Get("wait")); err == nil {
			time.Sleep(wait)
		}
		if r.Method == http.MethodOptions {
			w.WriteHeader(http.StatusMethodNotAllowed)
		}
		_, _ = io.Copy(io.Discard, r.Body)
		fmt.Fprint(w, "well")
	})
	go func() { ended <- bot.Serve(ctx, p, h, slog.New(slog.DiscardHandler)) }()
	return p, func() error { cancel(); return <-ended }
}

// asked sends what is said and returns the first line of the answer, "" for a
// connection that is closed without one.
func asked(c net.Conn, said string) string {
	go func() { _, _ = io.WriteString(c, said) }() // it may be refused half-way
	line, _ := bufio.NewReader(c).ReadString('\n')
	return strings.TrimSpace(line)
}

func TestListenerAnswersOddCallers(t *testing.T) {
	const host = "Host: a\r\n"
	for name, c := range map[string]struct{ said, want string }{
		"HTTP/1.0":              {"GET / HTTP/1.0\r\n\r\n", "HTTP/1.0 200 OK"},
		"HTTP/0.9":              {"GET /\r\n\r\n", "HTTP/1.1 400 Bad Request"},
		"no host":               {"GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 400 Bad Request: missing required Host header"},
		"one huge header":       {"GET / HTTP/1.1\r\n" + host + "X: " + strings.Repeat("a", 64<<10) + "\r\n\r\n", "HTTP/1.1 431 Request Header Fields Too Large"},
		"many headers":          {"GET / HTTP/1.1\r\n" + host + strings.Repeat("X: a\r\n", 20_000) + "\r\n", "HTTP/1.1 431 Request Header Fields Too Large"},
		"an unknown coding":     {"POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", "HTTP/1.1 501 Not Implemented"},
		"all options there are": {"OPTIONS * HTTP/1.1\r\n" + host + "\r\n", "HTTP/1.1 405 Method Not Allowed"},
		"an answer that is due": {"GET / HTTP/1.1\r\n" + host + "\r\n", "HTTP/1.1 200 OK"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p, stop := answering(t)
				call := p.call(t)
				if got := asked(call, c.said); got != c.want {
					t.Errorf("answered %q, want %q", got, c.want)
				}
				_ = call.Close()
				if err := stop(); err != nil {
					t.Error(err)
				}
			})
		})
	}
}

// Whoever sends a byte now and then, or nothing, is cut off, and others are let in.
func TestSlowCallersAreCutOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, stop := answering(t)
		cut := make(chan time.Duration, 300)
		for n := range 300 {
			c, began := p.call(t), time.Now()
			go func() {
				said := "GET / HTTP/1.1\r\nHost: a\r\nX: " + strings.Repeat("a", 1000)
				for n%2 == 0 && said != "" {
					if _, err := io.WriteString(c, said[:1]); err != nil {
						break
					}
					said = said[1:]
					time.Sleep(100 * time.Millisecond)
				}
				_, _ = io.Copy(io.Discard, c)
				cut <- time.Since(began)
			}()
		}
		synctest.Wait()
		began := time.Now()
		if got := asked(p.call(t), "GET / HTTP/1.1\r\nHost: a\r\n\r\n"); got != "HTTP/1.1 200 OK" {
			t.Errorf("a good caller is answered %q", got)
		}
		if took := time.Since(began); took > time.Second {
			t.Errorf("a good caller waited %s", took)
		}
		for range 300 {
			if took := <-cut; took > 20*time.Second {
				t.Errorf("a slow caller was served for %s", took)
			}
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}

// Whoever asks now and then on as many connections as are served at once keeps nobody
// out, and who is called from elsewhere keeps its connection.
func TestCallersWhoStayKeepNobodyOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, stop := answering(t)
		const good = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
		p.from = "192.0.2.1:1000"
		elsewhere := p.call(t)
		if got := asked(elsewhere, good); got != "HTTP/1.1 200 OK" {
			t.Fatalf("answered %q", got)
		}
		p.from = "192.0.2.2:1000"
		for range 300 {
			if got := asked(p.call(t), good); got != "HTTP/1.1 200 OK" {
				t.Fatalf("answered %q", got)
			}
		}
		time.Sleep(10 * time.Second)
		began := time.Now()
		for name, c := range map[string]net.Conn{"a new caller": p.call(t), "the caller from elsewhere": elsewhere} {
			if got, took := asked(c, good), time.Since(began); got != "HTTP/1.1 200 OK" || took > time.Second {
				t.Errorf("%s is answered %q after %s", name, got, took)
			}
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}

// Where the process may open no more files, somebody who stays makes way.
func TestCallersWhoStayLeaveWhenFilesRunOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, stop := answering(t)
		p.files.Store(20)
		for n := range 40 {
			began := time.Now()
			if got, took := asked(p.call(t), "GET / HTTP/1.1\r\nHost: a\r\n\r\n"), time.Since(began); got != "HTTP/1.1 200 OK" || took > 2*time.Second {
				t.Fatalf("caller %d is answered %q after %s", n, got, took)
			}
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
}

func TestListenerEndsInTimeWhateverCallersDo(t *testing.T) {
	for _, c := range []struct {
		name, said, want string
		took             time.Duration
	}{
		{"an answer under way is given", "GET /?wait=3s HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 200 OK", 3 * time.Second},
		{"a body that never ends is cut off", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n1", "", 5 * time.Second},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p, stop := answering(t)
				call, got := p.call(t), make(chan string, 1)
				go func() { got <- asked(call, c.said) }()
				synctest.Wait()
				began := time.Now()
				if err := stop(); err != nil {
					t.Error(err)
				}
				if took := time.Since(began); took > c.took+time.Second {
					t.Errorf("it took %s to end", took)
				}
				if line := <-got; line != c.want {
					t.Errorf("answered %q, want %q", line, c.want)
				}
			})
		})
	}
}
