package fetch

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/regwire/regwire/feeds"
)

const (
	// maxTried bounds the addresses of one name that are dialled one after another.
	maxTried = 6
	// maxConnections bounds what one request may connect. The transport sends it again
	// on a new connection whenever a site says by HTTP/2 that it has not looked at it: a
	// site that says so each time would be knocked at thousands of times a minute.
	maxConnections = 3
)

// Resolver looks a name up. *net.Resolver is one.
type Resolver interface {
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
}

// DialFunc connects to "host:port".
type DialFunc func(ctx context.Context, network, addr string) (net.Conn, error)

// dialer connects to what the guard lets through, and to nothing else.
type dialer struct {
	guard    *guard
	resolver Resolver
	proxy    string // host:port of the operator's egress proxy
	// checked looks at the address on the socket; exempt is for the proxy and for
	// hosts that the operator opened by name.
	checked, exempt net.Dialer
}

func newDialer(g *guard, cfg Config) *dialer {
	d := &dialer{guard: g, resolver: cfg.Resolver, proxy: proxyAddress(cfg.Proxy)}
	if d.resolver == nil {
		// The resolver of the C library reads 0177.0.0.1 as an address; Go's own
		// does not.
		d.resolver = &net.Resolver{PreferGo: true}
	}
	d.exempt = net.Dialer{Timeout: dialTimeout, KeepAlive: keepAlive}
	d.checked = net.Dialer{Timeout: dialTimeout, KeepAlive: keepAlive, ControlContext: d.control}
	return d
}

// control runs after everything else, on the address that connect will get.
func (d *dialer) control(_ context.Context, _, address string, _ syscall.RawConn) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil || !d.guard.addr(ap.Addr(), ap.Port()) {
		return ErrBlocked
	}
	return nil
}

func (d *dialer) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	host, portText, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, ErrBlocked
	}
	port, err := strconv.ParseUint(portText, 10, 16)
	if err != nil {
		return nil, ErrBlocked
	}
	if (d.proxy != "" && addr == d.proxy) || d.guard.host(host, uint16(port)) {
		return d.exempt.DialContext(ctx, network, addr)
	}
	ctx, cancel := context.WithTimeout(ctx, dialTimeout)
	defer cancel()
	addrs, err := d.lookup(ctx, host, uint16(port))
	if err != nil {
		return nil, err
	}
	return d.connect(ctx, network, addrs, uint16(port))
}

// lookup resolves once and judges every answer: a name that also points inside
// is refused as a whole.
func (d *dialer) lookup(ctx context.Context, host string, port uint16) ([]netip.Addr, error) {
	var addrs []netip.Addr
	if a, err := netip.ParseAddr(host); err == nil {
		addrs = []netip.Addr{a}
	} else if addrs, err = d.resolver.LookupNetIP(ctx, "ip", host); err != nil {
		return nil, fmt.Errorf("looking up %s: %w", host, err)
	}
	if len(addrs) == 0 {
		return nil, &net.DNSError{Err: "no addresses", Name: host, IsNotFound: true}
	}
	for _, a := range addrs {
		if !d.guard.addr(a, port) {
			return nil, ErrBlocked
		}
	}
	// IPv4 first: many of these sites publish IPv6 that does not answer, and on
	// a network without IPv4 the attempt fails at once.
	slices.SortStableFunc(addrs, func(a, b netip.Addr) int {
		return a.Unmap().BitLen() - b.Unmap().BitLen()
	})
	return addrs[:min(len(addrs), maxTried)], nil
}

// connect tries the addresses in turn; each gets its share of the time left.
func (d *dialer) connect(ctx context.Context, network string, addrs []netip.Addr, port uint16) (net.Conn, error) {
	var first error
	for i, a := range addrs {
		conn, err := d.connectOne(ctx, network, netip.AddrPortFrom(a.Unmap(), port), len(addrs)-i)
		if err == nil {
			return conn, nil
		}
		if first == nil {
			first = err
		}
		if ctx.Err() != nil {
			break
		}
	}
	return nil, first
}

func (d *dialer) connectOne(ctx context.Context, network string, to netip.AddrPort, left int) (net.Conn, error) {
	if end, ok := ctx.Deadline(); ok && left > 1 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, time.Until(end)/time.Duration(left))
		defer cancel()
	}
	return d.checked.DialContext(ctx, network, to.String())
}

// connections counts, in the context of a request, what was connected for it.
type connections struct{}

// counted is the context of one request, of which the connections are counted.
func counted(ctx context.Context) context.Context {
	return context.WithValue(ctx, connections{}, new(atomic.Int32))
}

// bounded dials for a request until it has had its connections.
func bounded(dial DialFunc) DialFunc {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		if n, ok := ctx.Value(connections{}).(*atomic.Int32); ok && n.Add(1) > maxConnections {
			return nil, errEvasive
		}
		return dial(ctx, network, addr)
	}
}

// safely turns a panic while dialling into an error: the transport dials on a
// goroutine of its own, where nobody else could catch it.
func safely(dial DialFunc) DialFunc {
	return func(ctx context.Context, network, addr string) (conn net.Conn, err error) {
		defer func() {
			if p := recover(); p != nil {
				conn, err = nil, fmt.Errorf("dialling %s: panic at %s: %v", addr, feeds.PanickedAt(), p)
			}
		}()
		return dial(ctx, network, addr)
	}
}

func newTransport(g *guard, cfg Config) *http.Transport {
	dial := cfg.Dial
	if dial == nil {
		dial = newDialer(g, cfg).dial
	}
	t := &http.Transport{
		DialContext:            bounded(safely(dial)),
		TLSClientConfig:        &tls.Config{RootCAs: cfg.RootCAs, MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    tlsTimeout,
		ResponseHeaderTimeout:  headerTimeout,
		MaxResponseHeaderBytes: maxHeader,
		IdleConnTimeout:        keepAlive,
		MaxIdleConns:           max(4*defaultInFlight, 2*cfg.InFlight),
		MaxIdleConnsPerHost:    4,
		DisableCompression:     true, // gzip is undone by a reader with limits
		ForceAttemptHTTP2:      true,
		ReadBufferSize:         32 << 10, // a usual page in one read or two
	}
	if cfg.Proxy != nil {
		t.Proxy = http.ProxyURL(cfg.Proxy)
		t.OnProxyConnectResponse = throughProxy
		// All connections go to one host then.
		t.MaxIdleConnsPerHost = t.MaxIdleConns
	}
	return t
}
