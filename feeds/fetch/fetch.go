package fetch

import (
	"cmp"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"time"
)

// Config is what an operator or a test decides. The zero value is ready.
type Config struct {
	// Dial replaces the guarded dialer; no setting of the product reaches it.
	// URLs are still checked, addresses are then the business of Dial.
	Dial DialFunc
	// Resolver replaces the look-up of names; what it answers is judged.
	Resolver Resolver
	// RootCAs replaces the system's authorities.
	RootCAs *x509.CertPool

	// Allow opens the guard for exactly these "host:port" or "CIDR:port".
	Allow []string
	// Ports are open beside 80 and 443.
	Ports []int
	// Proxy is the operator's egress proxy. Its own address is exempt; which
	// addresses a name may lead to is then the proxy's to judge.
	Proxy *url.URL
	// NAT64 are the prefixes of the operator's network (RFC 6052); an address
	// within one is judged by the IPv4 address it embeds.
	NAT64 []netip.Prefix

	// UserAgent is DefaultUserAgent when empty.
	UserAgent string
	// Gap between two requests to a host: 2 s when 0, none when negative.
	Gap time.Duration
	// InFlight is the number of requests under way at once, 32 when 0. Those that
	// take more than two seconds, or bring a long document, count apart: as many again.
	InFlight int
	// Now is what documents are dated by; time.Now when nil.
	Now func() time.Time
	Log *slog.Logger
}

// Check reports what New would have to ignore.
func (c Config) Check() error {
	var errs []error
	for _, entry := range c.Allow {
		if _, _, err := parseAllow(entry); err != nil {
			errs = append(errs, err)
		}
	}
	for _, p := range c.Ports {
		if p < 1 || p > 65535 {
			errs = append(errs, fmt.Errorf("port %d is not one from 1 to 65535", p))
		}
	}
	for _, p := range c.NAT64 {
		if _, ok := embedded4(p.Addr(), p); !ok {
			errs = append(errs, fmt.Errorf("NAT64 prefix %s does not have 32, 40, 48, 56, 64 or 96 bits", p))
		}
	}
	if c.Proxy != nil && proxyAddress(c.Proxy) == "" {
		errs = append(errs, errors.New("the egress proxy needs an http, https or socks5 address"))
	}
	return errors.Join(errs...)
}

// proxyPorts are the ports of a proxy's address that names none.
var proxyPorts = map[string]string{"http": "80", "https": "443", "socks5": "1080", "socks5h": "1080"}

// proxyAddress is the host:port that the transport dials for p, "" for none.
func proxyAddress(p *url.URL) string {
	if p == nil || p.Hostname() == "" || proxyPorts[p.Scheme] == "" {
		return ""
	}
	port := p.Port()
	if port == "" {
		port = proxyPorts[p.Scheme]
	}
	return net.JoinHostPort(p.Hostname(), port)
}

// Client gets documents. It may be used by many goroutines at once.
type Client struct {
	guard     *guard
	checked   checked
	transport *http.Transport
	pace      *pace
	room      *room
	agent     []string
	now       func() time.Time
	log       *slog.Logger
}

// New makes a client; it starts nothing.
func New(cfg Config) *Client {
	c := &Client{
		guard: newGuard(cfg),
		pace:  newPace(cfg.Gap, cfg.InFlight),
		room:  newRoom(maxRoom),
		agent: []string{cmp.Or(cfg.UserAgent, DefaultUserAgent)},
		now:   cfg.Now,
		log:   cfg.Log,
	}
	if c.now == nil {
		c.now = time.Now
	}
	if c.log == nil {
		c.log = slog.New(slog.DiscardHandler)
	}
	c.transport = newTransport(c.guard, cfg)
	return c
}

// Close ends the connections that are kept open for the next request.
func (c *Client) Close() { c.transport.CloseIdleConnections() }
