package replay

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/regwire/regwire/feeds"
)

// Server answers for the hosts of a recording on two loopback listeners.
type Server struct {
	recording *Recording
	authority *authority
	plain     net.Listener
	secure    net.Listener
	servers   []*http.Server
	done      sync.WaitGroup

	mu      sync.Mutex
	layers  []layer // newest first
	names   []string
	answers map[place]Answer
	seen    []Seen
}

// place is a path of a host; every path when at is "".
type place struct{ host, at string }

// Serve starts to answer; Close ends it.
func (r *Recording) Serve() (*Server, error) {
	ca, err := newAuthority()
	if err != nil {
		return nil, err
	}
	s := &Server{recording: r, authority: ca, layers: []layer{r.base}, answers: map[place]Answer{}}
	if s.plain, err = listen(); err != nil {
		return nil, err
	}
	secure, err := listen()
	if err != nil {
		return nil, errors.Join(err, s.plain.Close())
	}
	s.secure = tls.NewListener(secure, &tls.Config{
		MinVersion:     tls.VersionTLS12,
		NextProtos:     []string{"http/1.1"},
		GetCertificate: s.certificate,
	})
	s.start(s.plain, schemeHTTP)
	s.start(s.secure, schemeHTTPS)
	return s, nil
}

func listen() (net.Listener, error) {
	var config net.ListenConfig
	l, err := config.Listen(context.Background(), "tcp4", "127.0.0.1:0") // binding loopback does not wait
	if err != nil {
		return nil, fmt.Errorf("listening on loopback for a recording: %w", err)
	}
	return l, nil
}

func (s *Server) start(l net.Listener, scheme string) {
	srv := &http.Server{
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.answer(w, r, scheme) }),
		// Clients that break off are part of what is tested, and no news.
		ErrorLog:          log.New(io.Discard, "", 0),
		ReadHeaderTimeout: 10 * time.Second,
	}
	s.servers = append(s.servers, srv)
	s.done.Go(func() { _ = srv.Serve(l) }) // always ErrServerClosed, after Close
}

// Close stops both listeners and breaks off what is being answered.
func (s *Server) Close() error {
	var errs []error
	for _, srv := range s.servers {
		errs = append(errs, srv.Close())
	}
	s.done.Wait()
	return errors.Join(errs...)
}

// certificate signs for recorded hosts that speak https.
func (s *Server) certificate(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	host := feeds.HostName(hello.ServerName)
	scheme, ok := s.scheme(host)
	if !ok || scheme == schemeHTTP {
		return nil, fmt.Errorf("host %q is not recorded with https", hello.ServerName)
	}
	return s.authority.leaf(host)
}

// RootCAs trusts the server's own authority and no other.
func (s *Server) RootCAs() *x509.CertPool { return s.authority.pool() }

// scheme is what host speaks, by the oldest layer that has it.
func (s *Server) scheme(host string) (string, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, l := range slices.Backward(s.layers) {
		if site, ok := l[host]; ok {
			return site.scheme, true
		}
	}
	return "", false
}

// DialContext connects to the listener that stands for addr: port 80 of a
// recorded host is the plain one, 443 the one with TLS. A host of http alone has
// the plain one on any other port too, since a recording keeps none. Other hosts
// fail as an unknown name does, other ports and a scheme that the host does not
// speak as a closed port does.
func (s *Server) DialContext(ctx context.Context, network, addr string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, fmt.Errorf("dialling a recorded host: %w", err)
	}
	if !strings.HasPrefix(network, "tcp") {
		return nil, &net.OpError{Op: "dial", Net: network, Err: net.UnknownNetworkError(network)}
	}
	scheme, ok := s.scheme(feeds.HostName(host))
	if !ok {
		return nil, &net.OpError{Op: "dial", Net: network, Err: &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}}
	}
	var target net.Listener
	switch {
	case port == "80", scheme == schemeHTTP && port != "443":
		target = s.plain // an https host redirects there
	case port == "443" && scheme != schemeHTTP:
		target = s.secure
	default:
		return nil, &net.OpError{Op: "dial", Net: network, Err: syscall.ECONNREFUSED}
	}
	var d net.Dialer
	return d.DialContext(ctx, "tcp4", target.Addr().String())
}

// Publish lays a named update of the recording over what is served: among
// responses to the same request its own wins, and hosts that only it has can be
// dialled from now on. Publishing what is published already changes nothing.
func (s *Server) Publish(update string) error {
	l, ok := s.recording.updates[update]
	if !ok {
		return fmt.Errorf("the recording has no update %q; it has: %s", update, strings.Join(s.recording.Updates(), ", "))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if slices.Contains(s.names, update) {
		return nil
	}
	s.names = append(s.names, update)
	s.layers = slices.Insert(s.layers, 0, l)
	return nil
}
