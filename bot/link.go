package bot

import (
	"net/netip"
	"net/url"
	"regexp"
	"strings"

	"github.com/regwire/regwire/feeds"
)

// MaxLink is the longest address that is made a link; what is fetched is bounded
// likewise.
const MaxLink = 2048

// Link is an address as a reader may follow it, "" when he may not: http and
// https only, no user, a name in its ASCII form for its host, and nothing in it
// that ends a link or opens a template in any markup.
func Link(raw string) string {
	if raw == "" || len(raw) > MaxLink {
		return ""
	}
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil {
		return ""
	}
	host := feeds.HostName(u.Hostname())
	switch ip, err := netip.ParseAddr(host); {
	case err == nil && ip.Zone() != "" || err != nil && !hostForm.MatchString(host):
		return ""
	case ip.Is6():
		host = "[" + ip.String() + "]"
	}
	if port := u.Port(); port != "" {
		host += ":" + port
	}
	u.Host = host
	if s := encoded(u.String()); len(s) <= MaxLink {
		return s
	}
	return ""
}

// hostForm takes names with _ too, which IDNA knows not and some hosts have.
var hostForm = regexp.MustCompile(`^[0-9A-Za-z]([0-9A-Za-z._-]*[0-9A-Za-z])?$`)

// encoded percent-encodes what is no sign of an address or is one of markup.
func encoded(s string) string {
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if c <= ' ' || c >= 0x7f || strings.IndexByte("|<>\"`\\^{}", c) >= 0 {
			const hex = "0123456789ABCDEF"
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}
