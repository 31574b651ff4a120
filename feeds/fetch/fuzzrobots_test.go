package fetch

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// FuzzRobots reads any robots.txt and compares what it allows with its rules written as
// expressions.
func FuzzRobots(f *testing.F) {
	for _, s := range []struct{ robots, address string }{
		{"User-agent: *\nDisallow: /a*b$\nAllow: /a*bb", "http://h.example/axbb"},
		{"\ufeffuser-agent: regwire/2 # us\r\nDISALLOW : /%e4%b8%ad\r\nCrawl-delay: 1e300\r\n\r\nUser-agent: *\r\nDisallow: /", "http://h.example/中?q=*"},
		{"User-agent: *\nUser-agent: regwire\nCrawl-delay: -Inf\nCrawl-delay: nan\nDisallow: $\nAllow: **$", "http://h.example"},
		{"Disallow: /\nUser-agent: regwire\nAllow: /%\nDisallow: /%2", "http://h.example/%25%2F?%2"},
		{"User-agent: *\nDisallow: *\nAllow: /$", "https://h.example/"},
		{"<html>\nUser-agent: *\nDisallow: /" + strings.Repeat("*a", 50), "http://h.example/" + strings.Repeat("a", 60)},
	} {
		f.Add([]byte(s.robots), s.address)
	}
	f.Fuzz(func(t *testing.T, robots []byte, address string) {
		u, err := url.Parse(address)
		if err != nil || len(robots) > 4<<10 || len(address) > 1<<10 {
			return
		}
		p := parseRobots(robots)
		if p.delay < 0 || p.delay > maxCrawlDelay {
			t.Errorf("a delay of %s", p.delay)
		}
		path, best, want := foldPath(u.RequestURI()), -1, true
		for _, r := range p.rules {
			if !expression(r.path).MatchString(path) || len(r.path) < best || len(r.path) == best && !r.allow {
				continue
			}
			best, want = len(r.path), r.allow
		}
		if got := p.allows(u); got != want {
			t.Errorf("%q allows %q: %t, want %t", robots, path, got, want)
		}
	})
}

// expression is a rule's path as RFC 9309 has it.
func expression(path string) *regexp.Regexp {
	end := ""
	if rest, ok := strings.CutSuffix(path, "$"); ok {
		path, end = rest, "$"
	}
	parts := strings.Split(path, "*")
	for i, part := range parts {
		parts[i] = regexp.QuoteMeta(part)
	}
	return regexp.MustCompile("(?s)^" + strings.Join(parts, ".*") + end)
}
