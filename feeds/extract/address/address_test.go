package address

import (
	"testing"

	"github.com/regwire/regwire/feeds"
)

func TestOneSiteIsOneWhateverItsPortAndWWW(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"www.cac.gov.cn", "cac.gov.cn:8080", true},
		{"CAC.gov.cn.", "app.cac.gov.cn", true},
		{"[2001:db8::1]:8080", "[2001:db8::1]", true},
		{"[2001:db8::1]", "[2001:db8::2]", false},
		{"www.gov.cn", "www.cac.gov.cn", false}, // no ministry is a part of it
		{"例子.中国", "www.xn--fsqu00a.xn--fiqs8s", true},
	} {
		if got := SameSite(c.a, c.b); got != c.same {
			t.Errorf("%s and %s: %v", c.a, c.b, got)
		}
	}
}

func TestResolve(t *testing.T) {
	base := BaseOf(feeds.Document{URL: "https://www.a.example/x/y/index.html"}, "")
	for _, tt := range []struct{ href, want string }{
		{"./202209/t1.html", "https://www.a.example/x/y/202209/t1.html"},
		{" ../../b.html\n", "https://www.a.example/b.html"},
		{"//B.example/c", "https://b.example/c"},
		{"sa.html#/detail/1", "https://www.a.example/x/y/sa.html#/detail/1"},
		{`dir\file.pdf`, "https://www.a.example/x/y/dir/file.pdf"},
		{"/d?name=附件 1.pdf", "https://www.a.example/d?name=%E9%99%84%E4%BB%B6%201.pdf"},
		{"javascript:void(0)", ""},
		{"#", ""},
		{"", ""},
		{"mailto:a@b.example", ""},
		{"ftp://a.example/", ""},
		{"http://[::1", ""},
	} {
		if got := Resolve(base, tt.href); got != tt.want {
			t.Errorf("resolve(%q) = %q, want %q", tt.href, got, tt.want)
		}
	}
}
