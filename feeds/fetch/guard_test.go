package fetch_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/fetch"
)

// standard is a client of an operator who opened nothing.
var standard = fetch.New(fetch.Config{})

// forbidden are spellings of addresses that must never be contacted: %PORT% is
// where the canary listens.
//
//nolint:staticcheck // invisible characters are what some of the spellings are about
var forbidden = strings.Fields(`
http://127.0.0.1/ http://127.0.0.1:80/ http://127.0.0.1:443/ https://127.0.0.1/ http://127.0.0.1:%PORT%/ https://127.0.0.1:%PORT%/
http://127.0.0.1./ http://127.0.0.1.:%PORT%/ http://127.1/ http://127.1:%PORT%/ http://127.0.1/ http://127/ http://0/ http://0:%PORT%/
http://2130706433/ http://2130706433:%PORT%/ http://0x7f000001/ http://0x7f000001:%PORT%/ http://0X7F000001/ http://017700000001/
http://0177.0.0.1/ http://0177.0.0.01:%PORT%/ http://0x7f.0.0.1/ http://0x7f.1/ http://0x7F.0x0.0x0.0x1/ http://127.0.0.0x1/ http://00127.0.0.1/
http://127.000.000.001/ http://127.0.0.1.0x/ http://127.0.0.256/ http://4294967295/ http://127.0.0.1.1/ http://1.1/
http://127.255.255.254/ http://127.127.127.127/ http://0.0.0.0/ http://0.0.0.0:%PORT%/ http://0.1.2.3/
http://10.0.0.1/ http://10.255.255.255/ http://100.64.0.1/ http://100.127.255.254/ http://169.254.169.254/ http://169.254.169.254/latest/meta-data/
http://172.16.0.1/ http://172.31.255.254/ http://192.0.0.1/ http://192.0.0.170/ http://192.0.2.1/ http://192.31.196.1/ http://192.52.193.1/ http://192.88.99.1/
http://192.168.0.1/ http://192.168.255.255/ http://192.175.48.1/ http://198.18.0.1/ http://198.19.255.255/ http://198.51.100.7/ http://203.0.113.9/
http://224.0.0.1/ http://239.255.255.250/ http://240.0.0.1/ http://255.255.255.255/ http://168.63.129.16/
http://[::1]/ http://[::1]:%PORT%/ https://[::1]:%PORT%/ http://[0:0:0:0:0:0:0:1]:%PORT%/ http://[::]/ http://[::]:%PORT%/ http://[0::1]/
http://[::ffff:127.0.0.1]/ http://[::ffff:127.0.0.1]:%PORT%/ http://[::ffff:7f00:1]/ http://[::FFFF:7F00:0001]:%PORT%/ http://[0:0:0:0:0:ffff:127.0.0.1]/
http://[::ffff:10.0.0.1]/ http://[::ffff:169.254.169.254]/ http://[::ffff:a9fe:a9fe]/ http://[::127.0.0.1]/ http://[::7f00:1]/ http://[::ffff:0:127.0.0.1]/
http://[64:ff9b::7f00:1]/ http://[64:ff9b::127.0.0.1]/ http://[64:ff9b::a9fe:a9fe]/ http://[64:ff9b:1::1]/ http://[64:ff9b::8.8.8.8]/
http://[2002:7f00:1::]/ http://[2002:a9fe:a9fe::1]/ http://[2001::1]/ http://[2001:0:4136:e378::1]/ http://[2001:10::1]/ http://[2001:db8::1]/ http://[3fff::1]/
http://[100::1]/ http://[5f00::1]/ http://[fc00::1]/ http://[fd00:ec2::254]/ http://[fe80::1]/ http://[fe80::1%25lo]/ http://[fe80::1%25eth0]:%PORT%/ http://[::1%25lo]:%PORT%/
http://[2606:4700::1111%25lo]/ http://[fe80::1%lo]/ http://[fec0::1]/ http://[ff02::1]/ http://[ff0e::1]/ http://[4000::1]/ http://[1fff::1]/
http://[127.0.0.1]/ http://[127.0.0.1]:%PORT%/ http://[localhost]:%PORT%/ http://[::1/ http://::1/ http://[]/ http://[v1.::1]/
http://localhost/ http://localhost:%PORT%/ http://LOCALHOST:%PORT%/ http://localhost.:%PORT%/ http://LocalHost./ http://a.localhost/ http://a.localhost.:%PORT%/
http://printer/ http://metadata/ http://metadata.google.internal/ http://db.internal:%PORT%/ http://nas.local/ http://NAS.LOCAL./ http://router.home.arpa/ http://kubernetes/
http://１２７.０.０.１/ http://１２７.０.０.１:%PORT%/ http://127。0。0。1:%PORT%/ http://127．0．0．1/ http://127｡0｡0｡1/ http://①②⑦.⓪.⓪.①:%PORT%/
http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:%PORT%/ http://ｌｏｃａｌｈｏｓｔ/ http://local‍host/ http://𝟏𝟐𝟕.𝟎.𝟎.𝟏:%PORT%/ http://٣.٣.٣.٣/ http://0x７f.1/
http://user@127.0.0.1:%PORT%/ http://user:pw@www.example.cn/ http://@www.example.cn/ http://www.example.cn@127.0.0.1:%PORT%/ http://127.0.0.1:%PORT%@www.example.cn/
http://www.example.cn:80@127.0.0.1/ http://a:b@[::1]:%PORT%/ http://www.example.cn%2f@127.0.0.1/ http://127.0.0.1%2f.example.cn/ http://127.0.0.1%00.example.cn/
http://127.0.0.1\@www.example.cn/ http://www.example.cn\@127.0.0.1:%PORT%/ http:\\127.0.0.1:%PORT%\ http:/\127.0.0.1/ http:\/\/127.0.0.1/
http:///127.0.0.1/ http:127.0.0.1 http:127.0.0.1:%PORT% http:/127.0.0.1/ //127.0.0.1/ 127.0.0.1:%PORT% http:// http://:80/ http://:%PORT%/ https://:@/ http://./ http://../ http://.local/
ftp://127.0.0.1/ file:///etc/passwd gopher://127.0.0.1:%PORT%/_ dict://127.0.0.1:%PORT%/ javascript:alert(1) data:text/plain,x unix:///run/x.sock ws://127.0.0.1:%PORT%/ jar:http://127.0.0.1/
http://www.example.cn:22/ http://www.example.cn:%PORT%/ http://www.example.cn:0/ http://www.example.cn:65536/ http://www.example.cn:-80/ http://www.example.cn:80:80/ http://www.example.cn:8０/
http://www.example.cn:99999999999999999999/ http://www..example.cn/ http://-a.example.cn/ http://a_b.example.cn/ http://www.example.0x1/ http://www.example.123/ http://www.example.0X/
http://xn--/ http://xn--a.example.cn/ http://a,b.example.cn/ http://www.example.cn;.x.cn/ http://℀.example.cn/ http://ex%61mple.cn/ http://%31%32%37.0.0.1/
http://inside.example.cn/ http://mixed.example.cn/ http://mapped.example.cn/ http://zone.example.cn/ http://nat64.example.cn/ https://inside.example.cn/ http://never.example.cn/
http://127.0.0.1:0080/ http://0127.0.0.1/ http://0x7f.0x0.0x0.0x1/ http://0x7f000001./ http://017700000001./ http://00000127.0.0.1/ http://127。0.0.1:%PORT%/ http://127.0.0.1%E3%80%82/
http://[::ffff:7f00:1%25lo]/ http://[::ffff:0x7f000001]/ http://[0:0:0:0:0:ffff:7f00:1]:%PORT%/ http://[::ffff:127.1]/ http://[::1].:%PORT%/ http://[::1]./ http://[0000:0000:0000:0000:0000:0000:0000:0001]:%PORT%/
http://[::0001]/ http://[::1%2525lo]/ http://[::1%00]/ http://[fe80::1%25]/ http://[fe80::1%251]:%PORT%/ http://[2002:0a00:0001::]/ http://[2002:c0a8:101::1]/ http://[2002:ffff:ffff::]/ http://[2002:6440:1::1]/
http://[2001:0:7f00:1::]/ http://[2001:0000:c000:0204::1]/ http://[2001:20::1]/ http://[2001:2::1]/ http://[2001:1ff:ffff::1]/ http://[2001:4:112::1]/ http://[64:ff9b::10.0.0.1]/ http://[64:ff9b::c0a8:1]/
http://[64:ff9b:0:0:0:0:7f00:0001]:%PORT%/ http://[64:ff9b:1:7f00:1::]/ http://[0064:ff9b::7f00:0001]/ http://[fe80::5efe:127.0.0.1]/ http://[::ffff:0:7f00:1]/ http://[3fff:fff::1]/ http://[100::]/
http://[5f00:1::1]/ http://[ff05::1]/ http://[fd12:3456:789a::1]/ http://[febf::1]/ http://[::ffff:127.0.0.1.]/ http://[::ffff:127.000.000.001]/ http://[::%25]/ http://[::1]]/ http://[[::1]]/ http://[::1]a/ http://a[::1]/
http://localhost%00.example.cn/ http://localhost%2e/ http://lOcAlHoSt:%PORT%/ http://ip6-localhost/ http://x.local.:%PORT%/ http://a.internal./ http://a.home.arpa.:%PORT%/ http://a.LOCALHOST/ http://a.b.internal:%PORT%/
http://ｉｎｔｅｒｎａｌ/ http://db。internal/ http://db．ｉｎｔｅｒｎａｌ:%PORT%/ http://nas.ⓛⓞⓒⓐⓛ/ http://ⅼocalhost/ http://localhoſt:%PORT%/ http://𝓁ocalhost/ http://lo­calhost:%PORT%/ http://local‍host/
http://¹²⁷.⁰.⁰.¹:%PORT%/ http://₁₂₇.₀.₀.₁/ http://𝟙𝟚𝟟.𝟘.𝟘.𝟙/ http://０x7f000001/ http://127.0.0.1：%PORT%/ http://[：：1]/ http://127.0.0.1＠example.cn/ http://example.cn＠127.0.0.1:%PORT%/
http://127.0.0.1?@www.example.cn/ http://127.0.0.1#@www.example.cn/ http://127.0.0.1;@www.example.cn/ http://127.0.0.1:%PORT%#.example.cn http://127.0.0.1:80:%PORT%/ http://127.0.0.1:+80/ http://127.0.0.1:080%PORT%/
HTTP://127.0.0.1/ hTTps://[::1]/ http://0.0.0.0.0/ http://1e3/ http://0b1111111.1/ http://127.0.0.01/ http://127.0.0.1_/ http://127.0x0.1/ http://0x7f.0.1/ http://0xFFFFFFFF7F000001/ http://18446744071562067969/ http://-2130706433/
`)

// spaced cannot stand in a list that is cut at white space.
var spaced = []string{
	"", " ", "http://127.0.0.1:80\r\nHost: a/", "http://127.0.0.1\t/", "http://www.example.cn/\x00", "http://www.example.cn/\x7f", "\nhttp://www.example.cn/",
	"http://www.example.cn /", "http://127.0.0.1 @www.example.cn/", "http://www.example.cn/" + strings.Repeat("a", 2048), "http://www.example.cn/" + strings.Repeat("据", 400),
	"http://" + strings.Repeat("a", 64) + ".cn/", "http://" + strings.Repeat("a.", 130) + "cn/",
}

// answers is a resolver of fixed answers; every further name is unknown.
type answers map[string][]string

func (a answers) LookupNetIP(_ context.Context, _, host string) ([]netip.Addr, error) {
	var out []netip.Addr
	for _, s := range a[host] {
		out = append(out, netip.MustParseAddr(s))
	}
	if out == nil {
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	return out, nil
}

var trapNames = answers{
	"inside.example.cn": {"127.0.0.1"},
	"mixed.example.cn":  {"203.208.60.1", "10.0.0.1"},
	"mapped.example.cn": {"::ffff:127.0.0.1"},
	"zone.example.cn":   {"fe80::1%lo"},
	"nat64.example.cn":  {"64:ff9b::7f00:1"},
	"never.example.cn":  {"0.0.0.0"},
}

// canary listens on loopback and counts who comes.
func canary(t *testing.T) (port string, hits *atomic.Int64) {
	t.Helper()
	hits = new(atomic.Int64)
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	s.Config.ConnState = func(net.Conn, http.ConnState) { hits.Add(1) }
	s.Start()
	t.Cleanup(s.Close)
	_, port, err := net.SplitHostPort(s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port, hits
}

func TestForbiddenAddressesAreNeverContacted(t *testing.T) {
	port, hits := canary(t)
	// The canary's port is open, so that nothing but the address decides.
	number, err := net.DefaultResolver.LookupPort(t.Context(), "tcp", port)
	if err != nil {
		t.Fatal(err)
	}
	for name, ports := range map[string][]int{"ports as shipped": nil, "canary's port open": {number}} {
		t.Run(name, func(t *testing.T) {
			c := fetch.New(fetch.Config{Gap: -1, Resolver: trapNames, Ports: ports})
			t.Cleanup(c.Close)
			tried := 0
			for _, raw := range append(forbidden, spaced...) {
				raw = strings.ReplaceAll(raw, "%PORT%", port)
				if ports != nil && raw == "http://www.example.cn:"+port+"/" {
					continue // a good address then
				}
				tried++
				wantOutcome(t, get(t, c, raw), feeds.OutcomeBlocked, "blocked address")
			}
			if tried < 240 {
				t.Errorf("only %d spellings tried", tried)
			}
		})
	}
	if n := hits.Load(); n != 0 {
		t.Errorf("the canary was contacted %d times", n)
	}
}

func TestRedirectsToForbiddenAddressesAreNotFollowed(t *testing.T) {
	port, hits := canary(t)
	for _, raw := range append(forbidden, spaced...) {
		raw = strings.ReplaceAll(raw, "%PORT%", port)
		u, err := url.Parse(raw)
		if err != nil || !u.IsAbs() || strings.ContainsAny(raw, "\r\n\x00") {
			continue // not a location that a server could send, or a relative one
		}
		if _, err := standard.CheckURL(raw); err == nil {
			continue // refused by what it resolves to: the dialer is not under test here
		}
		t.Run(strconv.Quote(raw), func(t *testing.T) { // each ends its server: a system has few sockets
			c := serve(t, page(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Location", raw)
				w.WriteHeader(http.StatusFound)
			}))
			doc := get(t, c, "http://www.example.cn/")
			wantOutcome(t, doc, feeds.OutcomeBlocked, "blocked address")
			if doc.MovedTo != "" {
				t.Errorf("redirect to %q was kept as %q", raw, doc.MovedTo)
			}
		})
	}
	if n := hits.Load(); n != 0 {
		t.Errorf("the canary was contacted %d times", n)
	}
}

// TestRedirectInsideThroughTheGuard uses the real dialer for both hops: the first
// host is opened by the operator, the second is a name that leads inside.
func TestRedirectInsideThroughTheGuard(t *testing.T) {
	port, hits := canary(t)
	s := httptest.NewServer(page(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://inside.example.cn:"+port+"/", http.StatusFound)
	}))
	t.Cleanup(s.Close)
	number, err := net.DefaultResolver.LookupPort(t.Context(), "tcp", port)
	if err != nil {
		t.Fatal(err)
	}
	c := fetch.New(fetch.Config{Gap: -1, Resolver: trapNames, Ports: []int{number}, Allow: []string{s.Listener.Addr().String()}})
	t.Cleanup(c.Close)
	wantOutcome(t, get(t, c, s.URL), feeds.OutcomeBlocked, "blocked address")
	if n := hits.Load(); n != 0 {
		t.Errorf("the canary was contacted %d times", n)
	}
}

// rebinding answers an open address first and an inner one ever after.
type rebinding struct {
	first string
	asked atomic.Int64
}

func (r *rebinding) LookupNetIP(context.Context, string, string) ([]netip.Addr, error) {
	if r.asked.Add(1) == 1 {
		return []netip.Addr{netip.MustParseAddr(r.first)}, nil
	}
	return []netip.Addr{netip.MustParseAddr("127.0.0.2")}, nil
}

func TestRebindingNameIsRefused(t *testing.T) {
	s := httptest.NewServer(page(func(w http.ResponseWriter, _ *http.Request) { write(w, "open") }))
	t.Cleanup(s.Close)
	s.Config.SetKeepAlivesEnabled(false) // each request has to connect anew
	_, port, err := net.SplitHostPort(s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	// 127.0.0.1 stands for an open address; 127.0.0.2 is another machine inside.
	r := &rebinding{first: "127.0.0.1"}
	c := fetch.New(fetch.Config{Gap: -1, Resolver: r, Allow: []string{"127.0.0.1/32:" + port}})
	t.Cleanup(c.Close)
	// The first look-up serves robots.txt, the next one the document.
	wantOutcome(t, get(t, c, "http://rebind.example.cn:"+port+"/"), feeds.OutcomeBlocked, "blocked address")
	if n := r.asked.Load(); n != 2 {
		t.Errorf("the name was looked up %d times, want 2", n)
	}
}

func TestAllowListOpensExactlyWhatItSays(t *testing.T) {
	s := httptest.NewServer(page(func(w http.ResponseWriter, _ *http.Request) { write(w, "inside") }))
	t.Cleanup(s.Close)
	_, port, err := net.SplitHostPort(s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		allow, url string
		open       bool
	}{
		{"127.0.0.1:" + port, s.URL, true},
		{"127.0.0.0/8:" + port, s.URL, true},
		{"127.0.0.1:" + port, "http://inside.example.cn:" + port, true},
		{"localhost:" + port, "http://localhost:" + port, true},
		{"LOCALHOST.:" + port, "http://localhost:" + port, true},
		{"localhost:" + port, s.URL, false},
		{"localhost:1", "http://localhost:" + port, false},
		{"127.0.0.1:80", s.URL, false},
		{"127.0.0.2/32:" + port, s.URL, false},
		{"10.0.0.0/8:" + port, s.URL, false},
		{"10.0.0.0/8:" + port, "http://inside.example.cn:" + port, false},
		{"127.0.0.1", s.URL, false},
		{"*:" + port, s.URL, false},
		{"127.0.0.0/99:" + port, s.URL, false},
	}
	for _, tt := range tests {
		t.Run(tt.allow+" "+tt.url, func(t *testing.T) {
			c := fetch.New(fetch.Config{Gap: -1, Resolver: trapNames, Allow: []string{tt.allow}})
			t.Cleanup(c.Close)
			doc := get(t, c, tt.url)
			if got := string(doc.Body) == "inside"; got != tt.open {
				t.Errorf("open %t, want %t: outcome %q %s", got, tt.open, doc.Outcome, doc.Reason)
			}
		})
	}
}

func TestDialGoesOnToTheNextAddress(t *testing.T) {
	s := httptest.NewServer(page(func(w http.ResponseWriter, _ *http.Request) { write(w, "second") }))
	t.Cleanup(s.Close)
	_, port, err := net.SplitHostPort(s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	// Nothing listens on the first; IPv6 comes last whatever the resolver says.
	names := answers{"two.example.cn": {"::1", "127.0.0.9", "127.0.0.1"}}
	c := fetch.New(fetch.Config{Gap: -1, Resolver: names, Allow: []string{"127.0.0.0/8:" + port, "[::1]:" + port}})
	t.Cleanup(c.Close)
	if doc := get(t, c, "http://two.example.cn:"+port+"/"); string(doc.Body) != "second" {
		t.Errorf("outcome %q %s", doc.Outcome, doc.Reason)
	}
}

func TestConfigCheckNamesWhatIsIgnored(t *testing.T) {
	good := fetch.Config{
		Allow: []string{"intranet:8080", "[fd00::/8]:443", "[::1]:80", "10.0.0.0/8:8080"}, Ports: []int{8443},
		NAT64: []netip.Prefix{netip.MustParsePrefix("64:ff9b::/96")}, Proxy: &url.URL{Scheme: "http", Host: "proxy:3128"},
	}
	if err := good.Check(); err != nil {
		t.Errorf("good configuration: %v", err)
	}
	for name, bad := range map[string]fetch.Config{
		"no port":      {Allow: []string{"intranet"}},
		"port 0":       {Allow: []string{"intranet:0"}},
		"bad network":  {Allow: []string{"10.0.0.0/64:80"}},
		"wild card":    {Allow: []string{"*.example.cn:80"}},
		"ports":        {Ports: []int{0}},
		"NAT64 length": {NAT64: []netip.Prefix{netip.MustParsePrefix("64:ff9b::/80")}},
		"proxy":        {Proxy: &url.URL{Scheme: "ftp", Host: "proxy"}},
	} {
		if bad.Check() == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestNAT64IsJudgedByTheAddressWithin(t *testing.T) {
	tests := []struct {
		prefix, addr string
		open         bool
	}{
		{"64:ff9b::/96", "64:ff9b::8.8.8.8", true},
		{"64:ff9b::/96", "64:ff9b::10.0.0.1", false},
		{"64:ff9b::/96", "64:ff9b:1::8.8.8.8", false},
		{"2a00:64::/96", "2a00:64::127.0.0.1", false},
		{"2a00:64::/96", "2a00:65::1", true},
		// 10.0.0.1 and 8.8.8.8 by the positions of RFC 6052 section 2.2.
		{"2a00:64::/32", "2a00:64:a00:1::", false},
		{"2a00:64::/32", "2a00:64:808:808::", true},
		{"2a00:64:100::/40", "2a00:64:10a:0:1::", false},
		{"2a00:64:122::/48", "2a00:64:122:a00:0:100::", false},
		{"2a00:64:122:300::/56", "2a00:64:122:30a:0:1::", false},
		{"2a00:64:122:344::/64", "2a00:64:122:344:a:0:100:0", false},
		{"2a00:64:122:344::/64", "2a00:64:122:344:8:808:800:0", true},
		{"2a00:64::/80", "2a00:64::808:808", false},
	}
	for _, tt := range tests {
		c := fetch.New(fetch.Config{NAT64: []netip.Prefix{netip.MustParsePrefix(tt.prefix)}})
		_, err := c.CheckURL("http://[" + tt.addr + "]/")
		if (err == nil) != tt.open {
			t.Errorf("%s in %s: error %v, want open %t", tt.addr, tt.prefix, err, tt.open)
		}
	}
}

func TestEgressProxyIsExemptAndTargetsAreCheckedByName(t *testing.T) {
	var hosts []string
	s := httptest.NewServer(page(func(w http.ResponseWriter, r *http.Request) {
		hosts = append(hosts, r.URL.Host)
		write(w, "through the proxy")
	}))
	t.Cleanup(s.Close)
	proxy, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	c := fetch.New(fetch.Config{Gap: -1, Proxy: proxy, Resolver: trapNames})
	t.Cleanup(c.Close)
	if doc := get(t, c, "http://www.example.cn/"); string(doc.Body) != "through the proxy" {
		t.Errorf("outcome %q %s", doc.Outcome, doc.Reason)
	}
	if len(hosts) != 1 || hosts[0] != "www.example.cn" {
		t.Errorf("the proxy was asked for %q", hosts)
	}
	for _, raw := range []string{"http://127.0.0.1/", "http://localhost/", s.URL, "http://www.example.cn:22/"} {
		wantOutcome(t, get(t, c, raw), feeds.OutcomeBlocked, "blocked address")
	}
	if len(hosts) != 1 {
		t.Errorf("the proxy was asked for %q", hosts)
	}
}

func TestEnvironmentProxyIsNotUsed(t *testing.T) {
	port, hits := canary(t)
	t.Setenv("HTTP_PROXY", "http://127.0.0.1:"+port)
	t.Setenv("http_proxy", "http://127.0.0.1:"+port)
	c := serve(t, page(func(w http.ResponseWriter, _ *http.Request) { write(w, "direct") }))
	if doc := get(t, c, "http://www.example.cn/"); string(doc.Body) != "direct" || hits.Load() != 0 {
		t.Errorf("body %q, proxy hits %d", doc.Body, hits.Load())
	}
}

func TestRefusalTellsNothingAboutThePort(t *testing.T) {
	open, _ := canary(t)
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, closed, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	c := fetch.New(fetch.Config{Gap: -1, Resolver: trapNames})
	a := get(t, c, "http://inside.example.cn:"+open+"/")
	b := get(t, c, "http://inside.example.cn:"+closed+"/")
	if a.Reason != b.Reason || a.Outcome != b.Outcome || a.Reason != "blocked address" {
		t.Errorf("open port %q %q, closed port %q %q", a.Outcome, a.Reason, b.Outcome, b.Reason)
	}
}

func TestCheckURLNormalises(t *testing.T) {
	for raw, want := range map[string]string{
		"HTTP://WWW.Example.CN:80/A":        "http://www.example.cn/A",
		"https://www.example.cn.:443/":      "https://www.example.cn/",
		"http://www.example.cn:0080/":       "http://www.example.cn/",
		"http://www.example.cn:443/":        "http://www.example.cn:443/",
		"http://www.example.cn:/":           "http://www.example.cn/",
		"http://工信部.中国/公告 1":                "http://xn--vuq945an13b.xn--fiqs8s/%E5%85%AC%E5%91%8A%201",
		"http://www.example.cn?a=数&b=c d":   "http://www.example.cn?a=%E6%95%B0&b=c%20d",
		"http://www.example.cn/a%2Fb#/d/1":  "http://www.example.cn/a%2Fb#/d/1",
		"http://8.8.8.8/":                   "http://8.8.8.8/",
		"http://[::ffff:8.8.8.8]/":          "http://[::ffff:8.8.8.8]/",
		"https://[2606:4700:0::1111]:443/x": "https://[2606:4700::1111]/x",
		"http://wap.12377.cn/":              "http://wap.12377.cn/",
	} {
		u, err := standard.CheckURL(raw)
		if err != nil {
			t.Errorf("%s: %v", raw, err)
			continue
		}
		if u.String() != want {
			t.Errorf("%s becomes %s, want %s", raw, u, want)
		}
	}
	if _, err := standard.CheckURL("http://user:secret@www.example.cn:x/"); !errors.Is(err, fetch.ErrBlocked) || strings.Contains(err.Error(), "secret") {
		t.Errorf("error %v: want ErrBlocked without the password", err)
	}
}

func TestAllowed(t *testing.T) {
	for _, s := range []string{"8.8.8.8", "1.1.1.1", "114.114.114.114", "172.15.255.255", "172.32.0.0", "100.63.255.255", "100.128.0.0", "223.255.255.255", "2606:4700::1111", "240e::1", "2001:200::1", "::ffff:8.8.8.8", "168.63.129.17"} {
		if !fetch.Allowed(netip.MustParseAddr(s)) {
			t.Errorf("%s is refused", s)
		}
	}
	for _, a := range []netip.Addr{{}, netip.MustParseAddr("2606:4700::1111%lo"), netip.MustParseAddr("::ffff:127.0.0.1"), netip.MustParseAddr("168.63.129.16"), netip.MustParseAddr("2001:1ff::1"), netip.IPv6Unspecified()} {
		if fetch.Allowed(a) {
			t.Errorf("%s is allowed", a)
		}
	}
}

func FuzzURL(f *testing.F) {
	for _, s := range append(forbidden, spaced...) {
		f.Add(s)
	}
	for _, s := range []string{"http://www.example.cn/a?b=c#d", "https://工信部.中国/公告", "http://8.8.8.8:80?", "http://www.example.cn//a/../b;c?%zz#%41"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		u, err := standard.CheckURL(raw)
		if err != nil {
			if !errors.Is(err, fetch.ErrBlocked) {
				t.Fatalf("%q: %v does not wrap ErrBlocked", raw, err)
			}
			return
		}
		again, err := standard.CheckURL(u.String())
		if err != nil || again.String() != u.String() {
			t.Fatalf("%q becomes %q, which becomes %v, %v", raw, u, again, err)
		}
		if a, err := netip.ParseAddr(u.Hostname()); err == nil && !fetch.Allowed(a) {
			t.Fatalf("%q leads to %s", raw, a)
		}
		if u.User != nil || (u.Scheme != "http" && u.Scheme != "https") || strings.ContainsAny(u.String(), "\r\n \\") {
			t.Fatalf("%q becomes %q", raw, u)
		}
	})
}
