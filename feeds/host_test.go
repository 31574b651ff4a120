package feeds_test

import (
	"testing"

	"github.com/regwire/regwire/feeds"
)

func TestAHostHasOneForm(t *testing.T) {
	for address, want := range map[string]struct{ host, bare string }{
		"https://www.cac.gov.cn/a?b=1":    {"www.cac.gov.cn", "cac.gov.cn"},
		" http://WWW.CAC.gov.cn:8080/ ":   {"www.cac.gov.cn", "cac.gov.cn"},
		"https://www.cac.gov.cn./":        {"www.cac.gov.cn", "cac.gov.cn"},
		"//cac.gov.cn/a":                  {"cac.gov.cn", "cac.gov.cn"},
		"https://www.www.a.example/":      {"www.www.a.example", "a.example"},
		"https://www..a.example/":         {"www..a.example", "a.example"},
		"https://www./":                   {"www", "www"},
		"https://www/":                    {"www", "www"},
		"https://例子.中国/路":                 {"xn--fsqu00a.xn--fiqs8s", "xn--fsqu00a.xn--fiqs8s"},
		"https://www.例子。中国:443/":          {"www.xn--fsqu00a.xn--fiqs8s", "xn--fsqu00a.xn--fiqs8s"},
		"https://XN--FSQU00A.xn--fiqs8s/": {"xn--fsqu00a.xn--fiqs8s", "xn--fsqu00a.xn--fiqs8s"},
		"https://a_b.example/":            {"a_b.example", "a_b.example"},
		"https://a_中.example/":            {"a_中.example", "a_中.example"}, // no name to IDNA
		"http://192.0.2.7:80/":            {"192.0.2.7", "192.0.2.7"},
		"http://[2001:DB8::1]:8443/x":     {"2001:db8::1", "2001:db8::1"},
		"http://[2001:db8::1]/x":          {"2001:db8::1", "2001:db8::1"},
		"https://user:word@a.example:1/":  {"a.example", "a.example"},
		"mailto:x@a.example":              {},
		"/a/b.html":                       {},
		"a.example/b":                     {},
		"https://":                        {},
		"https://./":                      {},
		"https://a.example:port/":         {},
		"http://a.example/\x7f":           {},
		"":                                {},
	} {
		if got := feeds.Host(address); got != want.host {
			t.Errorf("Host(%q) = %q, want %q", address, got, want.host)
		}
		if got := feeds.BareHost(feeds.Host(address)); got != want.bare {
			t.Errorf("BareHost(Host(%q)) = %q, want %q", address, got, want.bare)
		}
		if got := feeds.HostName(want.host); got != want.host {
			t.Errorf("HostName(%q) = %q: no form of itself", want.host, got)
		}
	}
}
