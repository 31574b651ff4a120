package extract

import (
	"bytes"
	"net/url"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/address"
)

// isCutPage reports whether a page of HTML ends before its end: it begins as a
// whole page, lacks both closing tags, and breaks off inside a tag or a list. A
// publisher who only forgets the closing tags is not taken for one.
func isCutPage(body []byte) bool {
	if !isMarkup(body) {
		return false
	}
	tail := body[max(0, len(body)-4096):]
	if bytes.Contains(tail, []byte("</html")) || bytes.Contains(tail, []byte("</body")) {
		return false // as nearly every page is written
	}
	if tail = bytes.ToLower(tail); bytes.Contains(tail, []byte("</html")) || bytes.Contains(tail, []byte("</body")) {
		return false
	}
	tail = bytes.TrimSpace(tail)
	if bytes.LastIndexByte(tail, '<') > bytes.LastIndexByte(tail, '>') {
		return true
	}
	low := bytes.ToLower(body)
	if bytes.Contains(low, []byte("</body")) || bytes.Contains(low, []byte("</html")) {
		return false
	}
	for _, list := range []string{"ul", "table", "script", "a"} {
		if countOpen(low, list) > bytes.Count(low, []byte("</"+list+">")) {
			return true
		}
	}
	return false
}

// countOpen counts the opening tags of that name.
func countOpen(low []byte, name string) int {
	return bytes.Count(low, []byte("<"+name+">")) + bytes.Count(low, []byte("<"+name+" "))
}

// maxNotice is the size of the page that servers send along with a redirect; what
// is larger is a page of the site, whose links lead anywhere.
const maxNotice = 2 << 10

// sentOn is the result of an answer that its status calls a redirect. The page
// that comes with it names the target; one to itself waits for a cookie, which
// is a challenge.
func sentOn(doc feeds.Document, base *url.URL) Result {
	res := Result{Outcome: feeds.OutcomeRedirect, Reason: doc.Reason}
	to := doc.Header.Get("Location")
	if to == "" && len(doc.Body) < maxNotice {
		if p, err := parsePage(doc.Body, base); err == nil {
			if links := all(p.root, "a[href]"); len(links) == 1 {
				to = attr(links[0], "href")
			}
		}
	}
	to = address.Resolve(base, to)
	switch {
	case to == "":
	case doc.URL != "" && to == doc.URL:
		res.Outcome, res.Reason = feeds.OutcomeBlocked, "the site sends back to the same address, as a check for cookies does"
	default:
		res.RedirectTo = to
	}
	return res
}
