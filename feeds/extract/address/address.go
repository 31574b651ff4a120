package address

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/pattern"
)

// Max is what the fetcher accepts at most: 2,048 bytes.
const Max = 2048

// BaseOf is what relative addresses of a document are resolved against.
func BaseOf(doc feeds.Document, fallback string) *url.URL {
	for _, s := range []string{doc.URL, doc.Request.URL, fallback} {
		if u, err := url.Parse(strings.TrimSpace(s)); s != "" && err == nil && u.Host != "" {
			return u
		}
	}
	return &url.URL{}
}

// Resolve makes an absolute address of what a page writes; "" for what is no
// address of the web. Fragment and query stay.
func Resolve(base *url.URL, href string) string {
	href = Tidy(href)
	if strings.Trim(href, "#") == "" {
		return ""
	}
	u, err := url.Parse(href)
	if err != nil {
		return ""
	}
	if u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	if u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	u.Host, u.User = strings.ToLower(u.Host), nil // a name before the host is taken for the host
	u.RawQuery = ascii(u.RawQuery)
	if s := u.String(); len(s) <= Max {
		return s
	}
	return ""
}

// Tidy drops what layout put into an address and turns back slashes, as
// browsers do.
func Tidy(href string) string {
	href = strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0x7f || r == 0xfeff || r >= 0x200b && r <= 0x200f {
			return -1
		}
		if r == '\u00a0' || r == '\u3000' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(href, ""))
	href = strings.TrimSpace(href)
	if path, _, _ := strings.Cut(href, "?"); strings.Contains(path, `\`) {
		href = strings.ReplaceAll(path, `\`, "/") + href[len(path):]
	}
	return href
}

// ascii percent-encodes what may not stand in a query: publishers expect UTF-8.
func ascii(query string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(query) {
		c := query[i]
		if c > ' ' && c < 0x7f && c != '"' && c != '<' && c != '>' {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte(hex[c>>4])
		b.WriteByte(hex[c&15])
	}
	return b.String()
}

// IsOneOf reports whether address is one of list, whatever its scheme,
// leading "www." and closing slash.
func IsOneOf(list []string, address string) bool {
	if address == "" {
		return false
	}
	want := Bare(address)
	return slices.ContainsFunc(list, func(s string) bool { return Bare(s) == want })
}

// Bare is an address without what leads to the same page with and without it: the scheme, a
// leading "www." and a closing slash.
func Bare(s string) string {
	s = strings.TrimPrefix(strings.TrimPrefix(s, "https://"), "http://")
	return strings.TrimSuffix(strings.TrimPrefix(s, "www."), "/")
}

// BareHost is a host without port and leading "www.".
func BareHost(host string) string { return feeds.BareHost(feeds.Host("//" + host)) }

// SameSite reports whether b is a's host, its bare or www twin, or one under
// the other: the only targets that a redirect written into a page may have.
func SameSite(a, b string) bool {
	a, b = BareHost(a), BareHost(b)
	return a == b || isUnder(a, b) || isUnder(b, a)
}

// isUnder reports whether a host stands under another that is one owner's: no ministry
// is a part of www.gov.cn.
func isUnder(host, over string) bool {
	if !strings.HasSuffix(host, "."+over) {
		return false
	}
	_, err := publicsuffix.EffectiveTLDPlusOne(over)
	return err == nil
}

// Host is the host of an address as it is asked, with its port; "" when it has none.
func Host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}

// nowhere is an address that leads to no place of its own: #none.
var nowhere = pattern.MustCompile(`^#[A-Za-z_-]*$`)

// LeadsNowhere reports whether what a page writes as an address is no more than a mark on it.
func LeadsNowhere(href string) bool { return strings.HasPrefix(href, "#") && nowhere.MatchString(href) }
