package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"time"
)

// ForwardLimits bound what may pass through a Forward in all.
type ForwardLimits struct {
	Requests int64 // requests and tunnels
	Bytes    int64 // answered
}

// Forward is an HTTP proxy on loopback for a program of somebody else, a browser:
// everything that program asks for passes the client's guard. It has no other use
// than to be the only way out for one run, and lives as long as that.
type Forward struct {
	client   *Client
	server   *http.Server
	address  string
	requests atomic.Int64
	bytes    atomic.Int64
	ended    chan struct{}  // closed by Close; no server waits for tunnels
	wg       sync.WaitGroup // the listener, and what is passing

	mu     sync.Mutex
	closed bool
}

// Forward opens the proxy on a free port. Close ends it and all that passes; ctx is
// for opening it only.
func (c *Client) Forward(ctx context.Context, limits ForwardLimits) (*Forward, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("open a port for a browser's requests: %w", err)
	}
	f := &Forward{client: c, address: l.Addr().String(), ended: make(chan struct{})}
	f.requests.Store(limits.Requests)
	f.bytes.Store(limits.Bytes)
	f.server = &http.Server{Handler: http.HandlerFunc(f.serve), ReadHeaderTimeout: headerTimeout, MaxHeaderBytes: maxHeader}
	f.wg.Go(func() { _ = f.server.Serve(l) }) // ends by Close
	return f, nil
}

// Address is the proxy's host and port.
func (f *Forward) Address() string { return f.address }

// Close ends the proxy and waits for what passed through it.
func (f *Forward) Close() error {
	f.mu.Lock()
	if !f.closed {
		f.closed = true
		close(f.ended)
	}
	f.mu.Unlock()
	err := f.server.Close()
	f.wg.Wait()
	return err
}

// enter counts what is about to pass, which Close then waits for.
func (f *Forward) enter() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.closed {
		f.wg.Add(1)
	}
	return !f.closed
}

var (
	errLimit  = errors.New("over the limit of one page")
	errClosed = errors.New("the proxy is closed")
)

func (f *Forward) serve(w http.ResponseWriter, r *http.Request) {
	if !f.enter() {
		f.refuse(w, errClosed)
		return
	}
	defer f.wg.Done()
	if f.requests.Add(-1) < 0 {
		f.refuse(w, errLimit)
		return
	}
	if r.Method == http.MethodConnect {
		f.tunnel(w, r)
		return
	}
	f.plain(w, r)
}

// refuse tells nothing of what stands behind an address.
func (f *Forward) refuse(w http.ResponseWriter, err error) {
	f.client.log.Debug("a browser's request was refused", "err", err)
	http.Error(w, "refused", http.StatusForbidden)
}

// hopHeaders belong to one connection, not to the request that is passed on.
var hopHeaders = []string{"Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "Te", "Trailer", "Transfer-Encoding", "Upgrade"}

// plain passes a request of http on.
func (f *Forward) plain(w http.ResponseWriter, r *http.Request) {
	if r.URL.Scheme != "http" || r.URL.Host == "" {
		f.refuse(w, blocked("a browser's request names no http address"))
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), totalTimeout)
	defer cancel()
	out := r.Clone(ctx)
	out.RequestURI = ""
	for _, h := range hopHeaders {
		out.Header.Del(h)
	}
	answer, err := f.client.RoundTripper().RoundTrip(out)
	if err != nil {
		f.refuse(w, err)
		return
	}
	defer answer.Body.Close()
	for _, h := range hopHeaders {
		answer.Header.Del(h)
	}
	maps.Copy(w.Header(), answer.Header)
	w.WriteHeader(answer.StatusCode)
	if err := f.copy(w, answer.Body); !errors.Is(err, io.EOF) {
		panic(http.ErrAbortHandler) // a page that came in part must not look whole
	}
}

// copy passes bytes on until the limit of all answers is reached; io.EOF is the end.
func (f *Forward) copy(w io.Writer, r io.Reader) error {
	buf := make([]byte, 32<<10)
	for {
		n, err := r.Read(buf)
		if f.bytes.Add(-int64(n)) < 0 {
			return errLimit
		}
		if _, err := w.Write(buf[:n]); err != nil {
			return err
		}
		if err != nil {
			return err
		}
	}
}

// tunnel connects a browser to a host, whose TLS is its own business.
func (f *Forward) tunnel(w http.ResponseWriter, r *http.Request) {
	u, err := f.client.guard.checkURL("https://" + r.Host + "/")
	if err != nil {
		f.refuse(w, err)
		return
	}
	out, err := f.dial(r.Context(), u)
	if err != nil {
		f.refuse(w, err)
		return
	}
	hijacker, ok := w.(http.Hijacker)
	if !ok {
		_ = out.Close()
		f.refuse(w, errors.New("the connection cannot be taken over"))
		return
	}
	in, buffered, err := hijacker.Hijack()
	if err != nil {
		_ = out.Close()
		return
	}
	f.join(in, out, buffered)
}

// join carries bytes both ways until one side, the time or the limit ends it.
func (f *Forward) join(in, out net.Conn, buffered io.Reader) {
	if _, err := io.WriteString(in, "HTTP/1.1 200 Connection Established\r\n\r\n"); err != nil {
		_ = errors.Join(in.Close(), out.Close())
		return
	}
	one := make(chan struct{}, 2) // a direction has ended
	var both sync.WaitGroup
	both.Go(func() {
		_, _ = io.Copy(out, buffered)
		one <- struct{}{}
	})
	both.Go(func() {
		_ = f.copy(in, out)
		one <- struct{}{}
	})
	late := time.NewTimer(totalTimeout)
	defer late.Stop()
	select {
	case <-one:
	case <-late.C:
	case <-f.ended:
	}
	_ = errors.Join(in.Close(), out.Close()) // ends the other direction
	both.Wait()
}

// dial connects as the client does: guarded, or by the operator's egress proxy.
func (f *Forward) dial(ctx context.Context, u *url.URL) (net.Conn, error) {
	host := u.Host
	if u.Port() == "" {
		host = net.JoinHostPort(u.Hostname(), "443")
	}
	ctx, cancel := context.WithTimeout(ctx, dialTimeout)
	defer cancel()
	t := f.client.transport
	if t.Proxy == nil {
		return t.DialContext(ctx, "tcp", host)
	}
	proxy, err := t.Proxy(&http.Request{URL: u})
	if err != nil {
		return nil, err
	}
	if proxy.Scheme != "http" && proxy.Scheme != "https" {
		return nil, fmt.Errorf("a browser cannot go by an egress proxy of scheme %s", proxy.Scheme)
	}
	conn, err := t.DialContext(ctx, "tcp", proxyAddress(proxy))
	if err != nil {
		return nil, err
	}
	if proxy.Scheme == "https" {
		conn = tls.Client(conn, &tls.Config{RootCAs: t.TLSClientConfig.RootCAs, MinVersion: tls.VersionTLS12, ServerName: proxy.Hostname()})
	}
	if err := connectBy(ctx, conn, proxy, host); err != nil {
		_ = conn.Close()
		return nil, err
	}
	return conn, nil
}

// connectBy asks a proxy for a tunnel to host.
func connectBy(ctx context.Context, conn net.Conn, proxy *url.URL, host string) error {
	end, ok := ctx.Deadline()
	if !ok {
		end = time.Now().Add(dialTimeout)
	}
	if err := conn.SetDeadline(end); err != nil {
		return err
	}
	req := &http.Request{Method: http.MethodConnect, URL: &url.URL{Opaque: host}, Host: host, Header: http.Header{}}
	if proxy.User != nil {
		password, _ := proxy.User.Password()
		req.SetBasicAuth(proxy.User.Username(), password)
		req.Header["Proxy-Authorization"] = req.Header["Authorization"]
		req.Header.Del("Authorization")
	}
	if err := req.Write(conn); err != nil {
		return err
	}
	status, err := readStatus(conn)
	if err != nil {
		return err
	}
	if status != http.StatusOK {
		return fmt.Errorf("the egress proxy answers %d to a tunnel", status)
	}
	return conn.SetDeadline(time.Time{})
}

// readStatus reads a head byte by byte: what follows it is the tunnel's.
func readStatus(conn net.Conn) (int, error) {
	head := make([]byte, 0, 256)
	for one := make([]byte, 1); len(head) < 8<<10; {
		if _, err := conn.Read(one); err != nil {
			return 0, err
		}
		head = append(head, one[0])
		if n := len(head); n >= 4 && string(head[n-4:]) == "\r\n\r\n" {
			var version string
			var status int
			_, err := fmt.Sscanf(string(head), "HTTP/%s %d", &version, &status)
			return status, err
		}
	}
	return 0, errors.New("the egress proxy's head is too long")
}
