package web

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"golang.org/x/time/rate"

	"github.com/regwire/regwire/feeds"
)

// headers stand on every answer. Nothing but our own stylesheet is loaded, and
// no other site may frame a page or learn from where a reader came.
var headers = map[string]string{
	"Content-Security-Policy":      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
	"X-Content-Type-Options":       "nosniff",
	"Referrer-Policy":              "no-referrer",
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"X-Robots-Tag":                 "noindex",
}

// maxURL bounds the address of a request; the longest of ours is far shorter.
const maxURL = 2048

// guard refuses what no page of ours needs before anything is looked up.
func (p *Pages) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, value := range headers {
			w.Header().Set(name, value)
		}
		switch {
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "pages can only be read", http.StatusMethodNotAllowed)
		case !p.known(r.Host):
			http.Error(w, "this server does not answer to that name", http.StatusMisdirectedRequest)
		case len(r.RequestURI) > maxURL:
			http.Error(w, "the address is too long", http.StatusRequestURITooLong)
		case !utf8.ValidString(r.URL.RawQuery): // a redirect would write it into its page
			http.Error(w, "the address is not UTF-8", http.StatusBadRequest)
		case !p.hops.admit(r.RemoteAddr):
			w.Header().Set("Retry-After", "1")
			http.Error(w, "too many requests", http.StatusTooManyRequests)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// known reports whether host is ours. A foreign name that resolves to us is a
// browser's rebinding attack; an IP address cannot be rebound.
func (p *Pages) known(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = feeds.HostName(strings.Trim(host, "[]"))
	if p.hosts[host] {
		return true
	}
	_, err := netip.ParseAddr(host)
	return err == nil
}

// A visitor may ask ten pages a second, forty at once; a search goes through the
// store, so a flood from one address must not slow the others.
const (
	perSecond   = 10
	atOnce      = 40
	maxVisitors = 4096
	forgetAfter = time.Minute
)

// visitors remembers how much each address asked of late.
type visitors struct {
	now  func() time.Time
	mu   sync.Mutex
	seen map[netip.Addr]*visitor
}

type visitor struct {
	limit *rate.Limiter
	last  time.Time
}

func newVisitors(now func() time.Time) *visitors {
	return &visitors{now: now, seen: map[netip.Addr]*visitor{}}
}

// admit reports whether the address may be answered now. All addresses of one
// IPv6 network of 64 bits count as one, since one machine owns them all.
func (v *visitors) admit(remote string) bool {
	at, err := netip.ParseAddrPort(remote)
	if err != nil {
		return true // not a network connection: a test, a Unix socket
	}
	addr := at.Addr().Unmap()
	if addr.Is6() {
		if network, err := addr.WithZone("").Prefix(64); err == nil {
			addr = network.Addr()
		}
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	now := v.now()
	who, ok := v.seen[addr]
	if !ok {
		v.forget(now)
		who = &visitor{limit: rate.NewLimiter(perSecond, atOnce)}
		v.seen[addr] = who
	}
	who.last = now
	return who.limit.AllowN(now, 1)
}

// forget drops those who have not asked for a while; when there are too many all
// the same, everybody starts anew.
func (v *visitors) forget(now time.Time) {
	if len(v.seen) < maxVisitors {
		return
	}
	for addr, who := range v.seen {
		if now.Sub(who.last) > forgetAfter {
			delete(v.seen, addr)
		}
	}
	if len(v.seen) >= maxVisitors {
		clear(v.seen)
	}
}
