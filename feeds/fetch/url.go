package fetch

import (
	"fmt"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// localNames are endings of names that never mean a public host.
var localNames = []string{".local", ".internal", ".localhost", ".home.arpa"}

// CheckURL reads an address that a publisher or a person handed in, and refuses
// what cannot be a public document before anything is looked up. The URL it
// returns has an ASCII host in lower case without a default port or final dot,
// and an escaped query; its String is accepted again and stays the same. Only the
// ports and hosts that the operator opened for this client are accepted beside the
// usual. The error wraps ErrBlocked.
func (c *Client) CheckURL(raw string) (*url.URL, error) { return c.guard.checkURL(raw) }

func blocked(why string) error { return fmt.Errorf("%w: %s", ErrBlocked, why) }

func (g *guard) checkURL(raw string) (*url.URL, error) {
	if err := checkBytes(raw); err != nil {
		return nil, err
	}
	u, err := url.Parse(raw)
	if err != nil {
		// The parser's error repeats the address, which may hold a password.
		return nil, blocked("it cannot be read as a URL")
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		return nil, blocked("only http and https are fetched")
	}
	if u.User != nil {
		return nil, blocked("a user name in the address is refused")
	}
	if u.Opaque != "" || u.Host == "" {
		return nil, blocked("it names no host")
	}
	if u.Host, err = g.checkHost(u); err != nil {
		return nil, err
	}
	u.RawQuery = escapeQuery(u.RawQuery)
	if len(u.String()) > maxURL {
		return nil, blocked("it is longer than 2,048 bytes")
	}
	return u, nil
}

func checkBytes(raw string) error {
	if len(raw) > maxURL {
		return blocked("it is longer than 2,048 bytes")
	}
	for i := range len(raw) {
		switch b := raw[i]; {
		case b < 0x20 || b == 0x7f:
			return blocked("it holds a control character")
		case b == '\\':
			// Browsers read it as a slash, Go does not: two readers of one
			// address must not see two hosts.
			return blocked("it holds a backslash")
		}
	}
	return nil
}

// checkHost returns the host, with its port when that is not the scheme's.
func (g *guard) checkHost(u *url.URL) (string, error) {
	port, err := portOf(u)
	if err != nil {
		return "", err
	}
	name := u.Hostname()
	var host string
	if strings.HasPrefix(u.Host, "[") {
		a, err := netip.ParseAddr(name)
		if err != nil || !a.Is6() {
			return "", blocked("the address in brackets is not IPv6")
		}
		if !g.addr(a, port) {
			return "", blocked("it is not a public address, and egress.allow does not name it")
		}
		host = "[" + a.String() + "]"
	} else if host, err = g.checkName(name, port); err != nil {
		return "", err
	}
	if port == schemePort(u.Scheme) {
		return host, nil
	}
	return host + ":" + strconv.Itoa(int(port)), nil
}

// checkName judges a name or an IPv4 literal.
func (g *guard) checkName(name string, port uint16) (string, error) {
	host, err := asciiHost(name)
	if err != nil {
		return "", err
	}
	if a, err := netip.ParseAddr(host); err == nil {
		if !g.addr(a, port) {
			return "", blocked("it is not a public address, and egress.allow does not name it")
		}
		return host, nil
	}
	last := host[strings.LastIndexByte(host, '.')+1:]
	if strings.Trim(last, "0123456789") == "" || strings.HasPrefix(last, "0x") {
		// 127.1, 0177.0.0.1, 0x7f.1, 2130706433: some resolvers read these as
		// addresses, and no public name ends so.
		return "", blocked("a host name cannot end in a number")
	}
	if !g.namePort(host, port) {
		return "", blocked("its port is not one that is open")
	}
	if g.host(host, port) {
		return host, nil
	}
	if !strings.Contains(host, ".") {
		return "", blocked("a host name needs a dot")
	}
	for _, ending := range localNames {
		if strings.HasSuffix(host, ending) {
			return "", blocked("it is a name of a local network")
		}
	}
	return host, nil
}

// asciiHost is the name as it is looked up: IDNA, lower case, no final dot.
func asciiHost(name string) (string, error) {
	if !utf8.ValidString(name) {
		return "", blocked("the host name is not a valid one")
	}
	host, err := idna.Lookup.ToASCII(name)
	if err != nil {
		return "", blocked("the host name is not a valid one")
	}
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if host == "" || len(host) > 253 {
		return "", blocked("the host name is not a valid one")
	}
	for label := range strings.SplitSeq(host, ".") {
		if label == "" || len(label) > 63 || !plainLabel(label) {
			return "", blocked("the host name is not a valid one")
		}
	}
	return host, nil
}

func plainLabel(s string) bool {
	for i := range len(s) {
		switch b := s[i]; {
		case b >= 'a' && b <= 'z', b >= '0' && b <= '9', b == '-':
		default:
			return false
		}
	}
	return true
}

func portOf(u *url.URL) (uint16, error) {
	text := u.Port()
	if text == "" {
		return schemePort(u.Scheme), nil
	}
	n, err := strconv.ParseUint(text, 10, 16)
	if err != nil || n == 0 {
		return 0, blocked("its port is not one that is open")
	}
	return uint16(n), nil
}

func schemePort(scheme string) uint16 {
	if scheme == "https" {
		return 443
	}
	return 80
}

// escapeQuery escapes what may not stand in a request line. net/http sends the
// query as it is, and Chinese sites want their values as UTF-8 in percent form.
func escapeQuery(q string) string {
	const hex = "0123456789ABCDEF"
	bad := 0
	for i := range len(q) {
		if !queryByte(q[i]) {
			bad++
		}
	}
	if bad == 0 {
		return q
	}
	var b strings.Builder
	b.Grow(len(q) + 2*bad)
	for i := range len(q) {
		if c := q[i]; queryByte(c) {
			b.WriteByte(c)
		} else {
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
	return b.String()
}

func queryByte(c byte) bool {
	return c > 0x20 && c < 0x7f && c != '"' && c != '<' && c != '>'
}
