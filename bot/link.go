package bot

import (
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/net/idna"
)

// maxLink is the longest address that is made a link.
const maxLink = 2048

// Link is an address as a reader may follow it, "" when he may not: http and
// https only, no user, a name in its ASCII form for its host, and nothing in it
// that ends a link or opens a template in any markup.
func Link(raw string) string {
	if raw == "" || len(raw) > maxLink {
		return ""
	}
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil {
		return ""
	}
	host, err := idna.Lookup.ToASCII(u.Hostname())
	if err != nil {
		// Addresses of machines and names with _ are no IDNA names.
		if host = u.Hostname(); strings.ContainsFunc(host, func(r rune) bool { return r > unicode.MaxASCII }) {
			return ""
		}
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port := u.Port(); port != "" {
		host += ":" + port
	}
	u.Host = host
	if s := encoded(u.String()); len(s) <= maxLink {
		return s
	}
	return ""
}

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
