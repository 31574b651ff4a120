package fetch

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"strings"
)

// ErrBlocked is what every refused address or URL wraps. Its text is all that a
// subscriber gets to see.
var ErrBlocked = errors.New("blocked address")

// denied4 are the IPv4 ranges that are not the public internet: the special
// purpose registry of IANA, multicast, reserved space, and the address on which
// a large cloud serves its machines' agent.
var denied4 = prefixes(
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
	"172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24",
	"192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
	"198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",
	"240.0.0.0/4", "168.63.129.16/32",
)

// global6 is the only IPv6 space that is handed out for the public internet.
// Loopback, mapped, NAT64, unique local, link local, site local and multicast
// addresses lie outside, so that none has to be named.
var global6 = netip.MustParsePrefix("2000::/3")

// denied6 are the parts of global6 that are not public hosts: protocol
// assignments with Teredo, documentation, 6to4.
var denied6 = prefixes("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")

func prefixes(list ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(list))
	for i, s := range list {
		out[i] = netip.MustParsePrefix(s)
	}
	return out
}

// Allowed reports whether a is an address of the public internet. An invalid
// address or one with a zone is not.
func Allowed(a netip.Addr) bool {
	if !a.IsValid() || a.Zone() != "" {
		return false
	}
	a = a.Unmap()
	if a.Is4() {
		return !within(denied4, a)
	}
	return global6.Contains(a) && !within(denied6, a)
}

func within(list []netip.Prefix, a netip.Addr) bool {
	for _, p := range list {
		if p.Contains(a) {
			return true
		}
	}
	return false
}

// guard is Allowed with what the operator opened.
type guard struct {
	ports map[uint16]bool // open everywhere
	hosts map[string]bool // "host:port", exact
	nets  []allowedNet
	nat64 []netip.Prefix
}

type allowedNet struct {
	prefix netip.Prefix
	port   uint16
}

// newGuard opens what cfg says. An entry that cannot be read opens nothing;
// Config.Check reports it.
func newGuard(cfg Config) *guard {
	g := &guard{ports: map[uint16]bool{80: true, 443: true}, hosts: map[string]bool{}, nat64: cfg.NAT64}
	for _, p := range cfg.Ports {
		if p > 0 && p <= 65535 {
			g.ports[uint16(p)] = true
		}
	}
	for _, entry := range cfg.Allow {
		host, net, err := parseAllow(entry)
		switch {
		case err != nil:
		case host != "":
			g.hosts[host] = true
		default:
			g.nets = append(g.nets, net)
		}
	}
	return g
}

// parseAllow reads "host:port", "address:port" or "CIDR:port", an IPv6 one in
// square brackets. It returns either a host or a net.
func parseAllow(entry string) (host string, open allowedNet, err error) {
	name, portText, err := net.SplitHostPort(entry)
	if err != nil {
		return "", open, fmt.Errorf("allow entry %q is not host:port or CIDR:port: %w", entry, err)
	}
	port, err := strconv.ParseUint(portText, 10, 16)
	if err != nil || port == 0 {
		return "", open, fmt.Errorf("allow entry %q has no port from 1 to 65535", entry)
	}
	open.port = uint16(port)
	if strings.Contains(name, "/") {
		open.prefix, err = netip.ParsePrefix(name)
		if err != nil {
			return "", open, fmt.Errorf("allow entry %q: %w", entry, err)
		}
		return "", open, nil
	}
	if a, err := netip.ParseAddr(name); err == nil && a.Zone() == "" {
		a = a.Unmap()
		open.prefix = netip.PrefixFrom(a, a.BitLen())
		return "", open, nil
	}
	ascii, err := asciiHost(name)
	if err != nil {
		return "", open, fmt.Errorf("allow entry %q: %w", entry, err)
	}
	return net.JoinHostPort(ascii, strconv.Itoa(int(port))), open, nil
}

// addr judges an address that is about to be dialled.
func (g *guard) addr(a netip.Addr, port uint16) bool {
	if !a.IsValid() || a.Zone() != "" {
		return false
	}
	a = a.Unmap()
	for _, n := range g.nets {
		if n.port == port && n.prefix.Contains(a) {
			return true
		}
	}
	if !g.ports[port] {
		return false
	}
	for _, p := range g.nat64 {
		if p.Contains(a) {
			inner, ok := embedded4(a, p)
			return ok && Allowed(inner)
		}
	}
	return Allowed(a)
}

// namePort judges a port before the look-up, when the addresses of host are not
// known yet. A port that is open for some network only is judged again by addr.
func (g *guard) namePort(host string, port uint16) bool {
	if g.ports[port] || g.host(host, port) {
		return true
	}
	for _, n := range g.nets {
		if n.port == port {
			return true
		}
	}
	return false
}

// host reports whether the operator opened exactly this host and port.
func (g *guard) host(host string, port uint16) bool {
	return len(g.hosts) > 0 && g.hosts[net.JoinHostPort(host, strconv.Itoa(int(port)))]
}

// embedded4 takes the IPv4 address out of a NAT64 one. RFC 6052 section 2.2
// puts it behind the prefix and jumps over bits 64 to 71.
func embedded4(a netip.Addr, p netip.Prefix) (netip.Addr, bool) {
	switch p.Bits() {
	case 32, 40, 48, 56, 64, 96:
	default:
		return netip.Addr{}, false
	}
	if !a.Is6() {
		return netip.Addr{}, false
	}
	bytes := a.As16()
	var inner [4]byte
	at := p.Bits() / 8
	for i := range inner {
		if at == 8 {
			at++
		}
		inner[i] = bytes[at]
		at++
	}
	return netip.AddrFrom4(inner), true
}
