package fetch

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
)

// A challenge page has little to read and little else. Both bounds keep an
// article that is about captchas, or a page whose scripts set cookies, from being
// taken for one.
const (
	maxChallenge = 64 << 10 // some carry a long script
	maxWords     = 900      // bytes of visible text: 300 Chinese characters
	maxCookie    = 120      // bytes of visible text beside a script that reloads
)

// mark is a group of words that all stand in a challenge page. Scripts are
// written by machines and stay the same over sites; sentences are those of the
// products that many sites use.
type mark struct {
	words   [][]byte
	any     [][]byte // and one of these, when there are any
	visible int      // bytes of visible text at most
	outcome feeds.Outcome
	reason  string
}

const (
	challengeReason = "the site answers with a check for browsers instead of the document"
	captchaReason   = "the site asks to solve a captcha instead of showing the document"
	busyReason      = "the site says that we ask too often"
)

var marks = []mark{
	{words: words("document.cookie"), any: words("location.reload", "location.href", "location.replace", "location=", "location ="), visible: maxCookie, outcome: feeds.OutcomeBlocked, reason: challengeReason},
	{words: words("$_ts"), visible: maxCookie, outcome: feeds.OutcomeBlocked, reason: challengeReason},
	{words: words("acw_sc__v2"), visible: maxWords, outcome: feeds.OutcomeBlocked, reason: challengeReason},
	{words: words("__jsl_clearance"), visible: maxWords, outcome: feeds.OutcomeBlocked, reason: challengeReason},
	{words: words("aliyun_waf"), visible: maxWords, outcome: feeds.OutcomeBlocked, reason: challengeReason},
	{words: words("_cf_chl_opt"), visible: maxWords, outcome: feeds.OutcomeBlocked, reason: challengeReason},
	{words: words("Just a moment...", "challenge"), visible: maxWords, outcome: feeds.OutcomeBlocked, reason: challengeReason},
	{words: words("Attention Required!", "Cloudflare"), visible: maxWords, outcome: feeds.OutcomeBlocked, reason: challengeReason},
	{words: words("滑动验证"), visible: maxWords, outcome: feeds.OutcomeBlocked, reason: captchaReason},
	{words: words("环境异常", "完成验证"), visible: maxWords, outcome: feeds.OutcomeBlocked, reason: captchaReason},
	{words: words("请"), any: words("完成安全验证", "进行安全验证", "拖动滑块", "滑动滑块", "完成验证", "点击验证"), visible: maxWords, outcome: feeds.OutcomeBlocked, reason: captchaReason},
	{words: words("验证码"), any: words("antispider", "请输入验证码", "输入图中", "输入下图"), visible: maxCookie * 3, outcome: feeds.OutcomeBlocked, reason: captchaReason},
	{any: words("访问过于频繁", "请求过于频繁", "操作过于频繁", "访问太频繁", "请求太频繁", "操作频繁，请稍后"), visible: maxWords, outcome: feeds.OutcomeThrottled, reason: busyReason},
	{any: words("访问请求被阻断", "您的访问被阻断", "您的请求被拦截", "访问被拦截", "请求已被拦截", "可能对网站造成安全威胁"), visible: maxWords, outcome: feeds.OutcomeBlocked, reason: "the site's firewall refuses the request"},
}

func words(list ...string) [][]byte {
	out := make([][]byte, len(list))
	for i, w := range list {
		out[i] = []byte(w)
	}
	return out
}

// statuses words what a status alone decides.
var statuses = map[int]verdict{
	http.StatusUnauthorized:               {outcome: feeds.OutcomeError, reason: "the site asks for a login"},
	http.StatusForbidden:                  {outcome: feeds.OutcomeError, reason: "the site refuses to show the document (status 403)"},
	http.StatusNotFound:                   {outcome: feeds.OutcomeGone, reason: "the document is not there (status 404)"},
	http.StatusGone:                       {outcome: feeds.OutcomeGone, reason: "the document was taken away (status 410)"},
	http.StatusPreconditionFailed:         {outcome: feeds.OutcomeBlocked, reason: challengeReason + " (status 412)"},
	521:                                   {outcome: feeds.OutcomeBlocked, reason: challengeReason + " (status 521)"},
	http.StatusTooManyRequests:            {outcome: feeds.OutcomeThrottled, reason: busyReason + " (status 429)"},
	http.StatusUnavailableForLegalReasons: {outcome: feeds.OutcomeError, reason: "the site does not show the document for legal reasons"},
	http.StatusProxyAuthRequired:          {outcome: feeds.OutcomeError, reason: "the egress proxy asks for a login"},
	http.StatusNoContent:                  {outcome: feeds.OutcomeError, reason: "the site answered without a document (status 204)"},
	http.StatusResetContent:               {outcome: feeds.OutcomeError, reason: "the site answered without a document (status 205)"},
	http.StatusPartialContent:             {outcome: feeds.OutcomeError, reason: "the site sent only a part of the document (status 206)"},
}

// ByStatus judges an answer by its status and by what a challenge or a captcha
// looks like in any place. No outcome means that the document may be read. body
// is UTF-8, as Decode returns it.
func ByStatus(status int, header http.Header, body []byte) (feeds.Outcome, string) {
	switch {
	case status == http.StatusNotModified:
		return "", ""
	case isRedirect(status):
		return feeds.OutcomeRedirect, fmt.Sprintf("the site redirects to another address (status %d)", status)
	case status == http.StatusServiceUnavailable && header.Get("Retry-After") != "":
		return feeds.OutcomeThrottled, "the site asks to come back later (status 503)"
	}
	// 429 is what it says, whatever its page looks like.
	if status != http.StatusTooManyRequests {
		if m, ok := challenge(body); ok {
			return m.outcome, m.reason
		}
	}
	if v, ok := statuses[status]; ok {
		return v.outcome, v.reason
	}
	switch {
	case status >= 200 && status < 300:
		return "", ""
	case status >= 500:
		return feeds.OutcomeError, fmt.Sprintf("the site has a fault (status %d)", status)
	}
	return feeds.OutcomeError, fmt.Sprintf("the site refused the request (status %d)", status)
}

// challenge finds the mark that a page bears. Most pages have too much text to
// bear one, which their first kilobytes tell.
func challenge(body []byte) (mark, bool) {
	if len(body) == 0 || len(body) > maxChallenge {
		return mark{}, false
	}
	seen := visible(body, maxWords)
	for _, m := range marks {
		if seen <= m.visible && m.in(body) {
			return m, true
		}
	}
	return mark{}, false
}

func (m mark) in(body []byte) bool {
	for _, w := range m.words {
		if !bytes.Contains(body, w) {
			return false
		}
	}
	return len(m.any) == 0 || slices.ContainsFunc(m.any, func(w []byte) bool { return bytes.Contains(body, w) })
}

// visible counts the bytes of text that a reader of the page would see. It stops
// counting beyond limit.
func visible(body []byte, limit int) int {
	n := 0
	for n <= limit {
		at := bytes.IndexByte(body, '<')
		if at < 0 {
			return n + inked(body, limit-n)
		}
		n += inked(body[:at], limit-n)
		body = afterMarkup(body[at:])
	}
	return n
}

// afterMarkup skips the comment, script, style or tag that body begins with.
func afterMarkup(body []byte) []byte {
	switch {
	case bytes.HasPrefix(body, []byte("<!--")):
		_, rest, _ := bytes.Cut(body, []byte("-->"))
		return rest
	case hasPrefixFold(body, "<script"):
		body = toClosing(body, "</script")
	case hasPrefixFold(body, "<style"):
		body = toClosing(body, "</style")
	}
	_, rest, _ := bytes.Cut(body, []byte(">"))
	return rest
}

// toClosing is body from the closing tag on; nothing when it never closes.
func toClosing(body []byte, tag string) []byte {
	for body = body[1:]; ; body = body[1:] {
		at := bytes.IndexByte(body, '<')
		if at < 0 {
			return nil
		}
		if body = body[at:]; hasPrefixFold(body, tag) {
			return body
		}
	}
}

func hasPrefixFold(body []byte, prefix string) bool {
	return len(body) >= len(prefix) && strings.EqualFold(string(body[:len(prefix)]), prefix)
}

// inked counts the bytes that are not white space, up to one beyond limit.
func inked(text []byte, limit int) int {
	n := 0
	for _, b := range text {
		if b > ' ' {
			if n++; n > limit {
				break
			}
		}
	}
	return n
}
