package dedupe

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
)

// tracking are query fields that never tell two items apart.
var tracking = []string{"utm_", "spm", "scene", "chksm", "isappinstalled", "sharer_", "share_", "from", "srcid", "nsukey", "ascene", "devicetype", "version", "pass_ticket", "wx_header", "sessionid", "clicktime", "enterid", "mpshare", "fbclid", "gclid"}

// hostRule is what is particular to the addresses of one host.
type hostRule struct {
	host string // suffix on a label boundary
	// drop are query fields that do not tell items apart, "*" all of them.
	drop []string
	// key is a pattern over path, query and fragment; its groups make the key,
	// so that several forms of one address, and several hosts, are one.
	key  *regexp.Regexp
	name string
}

// hostRules, from the notes of the source catalogue.
var hostRules = []hostRule{
	{host: "mp.weixin.qq.com", key: regexp.MustCompile(`^/s/([A-Za-z0-9_-]{16,})`), name: "wechat"},
	{host: "mp.weixin.qq.com", key: regexp.MustCompile(`^/s\?(?:.*&)?__biz=([^&#]+)(?:&.*?)?&idx=(\d+)(?:&.*?)?&mid=(\d+)`), name: "wechat"},
	{host: "xinhuaxmt.com", key: regexp.MustCompile(`/share/(\d+)`), name: "xinhua-share"},
	{host: "zhongguowangshi.com", key: regexp.MustCompile(`/share/(\d+)`), name: "xinhua-share"},
	{host: "tc260.org.cn", key: regexp.MustCompile(`(?:postDetail\.html\?(?:.*&)?id=|/portal/article/[^/]+/)(\d{14})`), name: "tc260"},
	{host: "chinacourt.org", drop: []string{"div"}},
	{host: "chinacourt.cn", drop: []string{"div"}},
}

// Canonical is the identity form of an address: scheme, "www.", tracking fields,
// default ports and meaningless fragments do not count; a fragment that is a
// route does. "" when raw is no web address.
func Canonical(raw string) string {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	host := strings.TrimPrefix(strings.TrimSuffix(strings.ToLower(u.Hostname()), "."), "www.")
	if p := u.Port(); p != "" && p != "80" && p != "443" {
		host += ":" + p
	}
	q := u.Query()
	for name := range q {
		if isTracking(name) {
			q.Del(name)
		}
	}
	p := cleanPath(u)
	route := fragmentRoute(u.Fragment)
	for _, r := range hostRules {
		if host != r.host && !strings.HasSuffix(host, "."+r.host) {
			continue
		}
		for _, d := range r.drop {
			q.Del(d)
		}
		if r.key == nil {
			continue
		}
		if m := r.key.FindStringSubmatch(tail(p, q, route)); m != nil {
			return r.name + ":" + strings.Join(m[1:], "/")
		}
	}
	return host + tail(p, q, route)
}

func tail(p string, q url.Values, route string) string {
	if enc := q.Encode(); enc != "" {
		p += "?" + enc
	}
	if route != "" {
		p += "#" + route
	}
	return p
}

func cleanPath(u *url.URL) string {
	p := u.EscapedPath()
	if d, err := url.PathUnescape(p); err == nil {
		slash := strings.HasSuffix(d, "/") && d != "/"
		d = path.Clean("/" + d)
		if slash && d != "/" {
			d += "/"
		}
		p = (&url.URL{Path: d}).EscapedPath()
	}
	return p
}

func isTracking(name string) bool {
	n := strings.ToLower(name)
	return slices.ContainsFunc(tracking, func(t string) bool {
		return n == t || strings.HasSuffix(t, "_") && strings.HasPrefix(n, t)
	})
}

// fragmentRoute keeps a fragment that names a page of a client-rendered site
// (#/detail/1, #!key, #id=7) and drops anchors and share marks.
func fragmentRoute(f string) string {
	if strings.ContainsAny(f, "/=!") {
		return f
	}
	return ""
}
