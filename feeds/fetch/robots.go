package fetch

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/regwire/regwire/feeds"
)

// robotsName is the product token that robots.txt may name us by.
const robotsName = "regwire"

// A file beyond these keeps its first rules. They bound what a hostile file can
// cost: memory for every host known, time for every request.
const (
	maxRules     = 1000
	maxRuleBytes = 512
	maxStars     = 100 // rules with a wildcard that is not at their end
)

// policy is what one site's robots.txt asks of us. The reader is our own:
// temoto/robotstxt keeps every rule once per agent named (a file of 500 KiB
// grows to a gigabyte), lets a rule with a wildcard match in the middle of a
// path, and drops the whole file for one line it cannot read.
type policy struct {
	rules []rule
	delay time.Duration
	until time.Time
}

type rule struct {
	allow bool
	path  string
}

// open allows everything.
var open = &policy{}

// parseRobots keeps the rules of the group that names us, else those for "*"
// (RFC 9309 section 2.2.1). A page served in place of the file has none.
func parseRobots(body []byte) *policy {
	var ours, all policy
	var mine, everyone, rulesSeen, named bool
	stars := 0
	for line := range strings.Lines(strings.TrimPrefix(string(body), "\ufeff")) {
		line, _, _ = strings.Cut(line, "#")
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
		if key == "user-agent" {
			if rulesSeen {
				mine, everyone, rulesSeen = false, false, false
			}
			agent, _, _ := strings.Cut(strings.ToLower(value), "/")
			mine = mine || agent == robotsName
			everyone = everyone || agent == "*"
			named = named || mine
			continue
		}
		if !slices.Contains([]string{"allow", "disallow", "crawl-delay"}, key) {
			continue
		}
		rulesSeen = true
		if mine {
			ours.add(key, value, &stars)
		}
		if everyone {
			all.add(key, value, &stars)
		}
	}
	if named {
		return &ours
	}
	return &all
}

func (p *policy) add(key, value string, stars *int) {
	if key == "crawl-delay" {
		if s, err := strconv.ParseFloat(value, 64); err == nil && s > 0 {
			p.delay = time.Duration(min(s, maxCrawlDelay.Seconds()) * float64(time.Second))
		}
		return
	}
	// An empty rule says nothing; one that is too long to keep is left out.
	if value == "" || len(value) > maxRuleBytes || len(p.rules) >= maxRules {
		return
	}
	path := foldPath(value)
	if strings.Contains(strings.TrimRight(path, "*"), "*") {
		if *stars++; *stars > maxStars {
			return
		}
	}
	p.rules = append(p.rules, rule{allow: key == "allow", path: path})
}

// allows finds the longest rule that matches; of two as long, allow wins
// (RFC 9309 section 2.2.2).
func (p *policy) allows(u *url.URL) bool {
	if len(p.rules) == 0 {
		return true
	}
	path := foldPath(u.RequestURI())
	best, allow := -1, true
	for _, r := range p.rules {
		if len(r.path) < best || (len(r.path) == best && !r.allow) || !matches(r.path, path) {
			continue
		}
		best, allow = len(r.path), r.allow
	}
	return allow
}

// matches reports whether the pattern, where * stands for anything and a final $
// for the end, matches the beginning of path.
func matches(pattern, path string) bool {
	whole := strings.HasSuffix(pattern, "$")
	pattern = strings.TrimSuffix(pattern, "$")
	first, rest, starred := strings.Cut(pattern, "*")
	path, ok := strings.CutPrefix(path, first)
	if !ok {
		return false
	}
	for starred {
		first, rest, starred = strings.Cut(rest, "*")
		if !starred && whole {
			return strings.HasSuffix(path, first)
		}
		at := strings.Index(path, first)
		if at < 0 {
			return false
		}
		path = path[at+len(first):]
	}
	return !whole || path == ""
}

// foldPath writes a path in the one form in which rules and addresses compare (RFC 9309
// section 2.2.2): other than ASCII in percent form, its digits in upper case, and what
// needs no percent form as itself.
func foldPath(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 0x80:
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		case c == '%' && i+2 < len(s):
			escaped := strings.ToUpper(s[i : i+3])
			if plain, err := url.PathUnescape(escaped); err == nil && unreserved(plain[0]) {
				escaped = plain
			}
			b.WriteString(escaped)
			i += 2
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// unreserved reports whether a character means the same in percent form and as itself (RFC
// 3986 section 2.3).
func unreserved(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0
}

// policy returns the rules of u's site, fetched once a day. The caller holds the
// turn of h.
func (t *trip) policy(ctx context.Context, h *host, u *url.URL) (*policy, error) {
	kept := h.policy(u.Scheme)
	known := *kept
	if known != nil && time.Now().Before(known.until) {
		return known, nil
	}
	fresh, err := t.fetchRobots(ctx, h, u)
	if err != nil {
		return nil, err
	}
	life := robotsFresh
	if fresh == nil {
		// The site did not say. A crawler of everything takes a server error for
		// "disallow all"; these sites answer errors and challenges to whatever is
		// not a page, and staying away would hide rules that bind people. So what
		// was known before stays in force, else the document alone is asked for,
		// and in an hour we look again.
		life = robotsRetry
		if fresh = known; fresh == nil {
			fresh = open
		}
	}
	own := *fresh
	own.until = time.Now().Add(life)
	*kept = &own
	h.delay = own.delay
	return &own, nil
}

// fetchRobots gets the file; nil when the site could not or would not say. Its
// redirects are followed on the same host: the turn held is that of this host,
// and a document that moves elsewhere is judged by the rules there.
func (t *trip) fetchRobots(ctx context.Context, h *host, u *url.URL) (*policy, error) {
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	for range maxRedirects + 1 {
		a, err := t.ask(ctx, h, at, robotsOrder)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		switch {
		case err != nil:
			return nil, ignorable(err)
		case a.status == http.StatusOK:
			return parseRobots(a.raw), nil
		case isRedirect(a.status):
			next, err := t.client.redirectTarget(at, a.header)
			if err != nil || next.Host != u.Host {
				return open, nil //nolint:nilerr // a robots.txt that leads nowhere forbids nothing
			}
			at = next
		case a.status == http.StatusTooManyRequests, a.status >= 500:
			return nil, nil
		default:
			return open, nil
		}
	}
	return open, nil
}

// ignorable keeps an error that concerns the document as well: a refused address
// and a pause that the site asked for.
func ignorable(err error) error {
	if v := explain(err); v.outcome != feeds.OutcomeError {
		return err
	}
	return nil
}
