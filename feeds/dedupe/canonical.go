package dedupe

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
)

// tracking are query fields, and fragments, that never tell two items apart; a
// name that ends in "_" stands for all that begin so.
var tracking = strings.Fields("utm_ spm scene chksm isappinstalled sharer_ share_ from srcid nsukey ascene devicetype pass_ticket wx_header sessionid jsessionid phpsessid clicktime enterid mpshare fbclid gclid xtor ref_ mc_ _t")

// marks are fragments that name no place of a page.
var marks = strings.Fields("rd wechat_redirect wechat_qqauthredirect top comments comment respond content main")

// hostRule is what is particular to the addresses of one host.
type hostRule struct {
	host string // suffix on a label boundary
	// drop are query fields that do not tell items apart.
	drop []string
	// key is a pattern over path, query and fragment, and form the address that
	// all forms with equal groups are written as, on this host or another.
	key  *regexp.Regexp
	form string
}

// hostRules, from the notes of the source catalogue.
var hostRules = []hostRule{
	{host: "mp.weixin.qq.com", key: regexp.MustCompile(`^/s/([A-Za-z0-9_-]{16,})`), form: "mp.weixin.qq.com/s/$1"},
	{host: "mp.weixin.qq.com", key: regexp.MustCompile(`^/s\?(?:.*&)?__biz=([^&#]+)(?:&.*?)?&idx=(\d+)(?:&.*?)?&mid=(\d+)`), form: "mp.weixin.qq.com/s?__biz=$1&idx=$2&mid=$3"},
	{host: "xinhuaxmt.com", key: regexp.MustCompile(`/share/(\d+)`), form: "xinhuaxmt.com/share/$1"},
	{host: "zhongguowangshi.com", key: regexp.MustCompile(`/share/(\d+)`), form: "xinhuaxmt.com/share/$1"},
	{host: "tc260.org.cn", key: regexp.MustCompile(`(?:postDetail\.html\?(?:.*&)?id=|/portal/article/[^/]+/)(\d{14})`), form: "tc260.org.cn/front/postDetail.html?id=$1"},
	{host: "spp.gov.cn", key: regexp.MustCompile(`^(/.*/t\d{8}_\d+\.shtml)#\d+$`), form: "spp.gov.cn$1"}, // the pages of a long text
	{host: "chinacourt.org", drop: []string{"div"}},
	{host: "chinacourt.cn", drop: []string{"div"}},
}

// Canonical is the identity form of an address: http and https, "www.", tracking
// fields, default ports and share marks do not count; any other fragment does,
// since it may be the route of a page that a script renders or one entry of a
// long page. Canonical of a canonical address is itself; "" when raw is no web
// address.
func Canonical(raw string) string {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	host := feeds.BareHost(feeds.HostName(u.Hostname()))
	if host == "" || strings.ContainsAny(host, "/?#@[]%\\ ") {
		return "" // a zone, or bytes that no host has
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if p := u.Port(); p != "" && p != "80" && p != "443" {
		host += ":" + p
	}
	q, odd := fieldsOf(u.RawQuery)
	p, fragment := cleanPath(u), fragmentOf(u)
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
		rest := tail(p, q, odd, fragment)
		if m := r.key.FindStringSubmatchIndex(rest); m != nil {
			return "https://" + string(r.key.ExpandString(nil, r.form, rest, m))
		}
	}
	return "https://" + host + tail(p, q, odd, fragment)
}

// fieldsOf are the fields of a query that tell items apart, and the parts of it that can be
// read as none: old systems put semicolons between their fields, or a bare percent sign into
// one. Such a part may be all that names the item, so it counts as it is written.
func fieldsOf(query string) (q url.Values, odd []string) {
	q, err := url.ParseQuery(query)
	for name := range q {
		if isTracking(name) {
			q.Del(name)
		}
	}
	if err == nil {
		return q, nil
	}
	for part := range strings.SplitSeq(query, "&") {
		if _, err := url.ParseQuery(part); err != nil {
			odd = append(odd, strings.Join(strings.Fields(part), "%20"))
		}
	}
	return q, odd
}

func tail(p string, q url.Values, odd []string, fragment string) string {
	if enc := strings.Trim(q.Encode()+"&"+strings.Join(odd, "&"), "&"); enc != "" {
		p += "?" + enc
	}
	if fragment != "" {
		p += "#" + fragment
	}
	return p
}

// sessionInPath is the mark of a visit that servers of Java write behind the path for visitors
// without cookies: each visit has another.
var sessionInPath = regexp.MustCompile(`(?i);jsessionid=[^/;]*`)

// cleanPath resolves dots and doubled slashes and writes every byte one way.
func cleanPath(u *url.URL) string {
	p := u.Path
	if strings.Contains(p, ";") {
		p = sessionInPath.ReplaceAllString(p, "")
	}
	if p == "" {
		return "/"
	}
	slash := strings.HasSuffix(p, "/")
	p = path.Clean("/" + p)
	if slash && p != "/" {
		p += "/"
	}
	return (&url.URL{Path: p}).EscapedPath()
}

func isTracking(name string) bool {
	n := strings.ToLower(name)
	return slices.ContainsFunc(tracking, func(t string) bool {
		return n == t || strings.HasSuffix(t, "_") && strings.HasPrefix(n, t)
	})
}

// fragmentOf keeps the fragment unless it is a share mark, tracking, or where a
// browser is to scroll to.
func fragmentOf(u *url.URL) string {
	name, _, _ := strings.Cut(u.Fragment, "=")
	if strings.HasPrefix(u.Fragment, ":~:") || slices.Contains(marks, strings.ToLower(u.Fragment)) || isTracking(name) {
		return ""
	}
	return u.EscapedFragment()
}
