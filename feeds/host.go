package feeds

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// Host is the host of an address, as HostName puts it and without port; "" when the
// address has none.
func Host(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return ""
	}
	return HostName(u.Hostname())
}

// HostName is a host's name, or its IP address without brackets, in the one form in
// which hosts are compared, claimed and shown: lower case, in ASCII, no dot at either
// end. A name that IDNA does not know stays as it is.
func HostName(name string) string {
	name = strings.ToLower(name)
	if !ascii(name) {
		if a, err := idna.Lookup.ToASCII(name); err == nil {
			name = a
		}
	}
	return strings.Trim(name, ".")
}

// BareHost is a host, as HostName puts it, without "www.": what the pages of one
// publisher have in common.
func BareHost(host string) string {
	for {
		rest, www := strings.CutPrefix(host, "www.")
		rest = strings.TrimLeft(rest, ".")
		if !www || rest == "" {
			return host
		}
		host = rest
	}
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
