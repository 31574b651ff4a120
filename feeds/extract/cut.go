package extract

import (
	"net/url"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/address"
	"github.com/regwire/regwire/feeds/extract/answer"
	"github.com/regwire/regwire/feeds/extract/dom"
)

// maxNotice is the size of the page that servers send along with a redirect; what
// is larger is a page of the site, whose links lead anywhere.
const maxNotice = 2 << 10

// sentOn is the result of an answer that its status calls a redirect. The page
// that comes with it names the target; one to itself waits for a cookie, which
// is a challenge.
func sentOn(doc feeds.Document, base *url.URL) answer.Result {
	res := answer.Result{Outcome: feeds.OutcomeRedirect, Reason: doc.Reason}
	to := doc.Header.Get("Location")
	if to == "" && len(doc.Body) < maxNotice {
		if p, err := dom.Parse(doc.Body, base); err == nil {
			if links := dom.All(p.Root, "a[href]"); len(links) == 1 {
				to = dom.Attr(links[0], "href")
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
