package extract_test

import (
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds"
)

func TestRedirectByStatusSaysWhereto(t *testing.T) {
	src := sources(t)["moj-consultations"]
	const here = "https://www.moj.gov.cn/pub/sfbgw/lfyjzj/lflfyjzj/"
	notice := func(to string) string {
		return `<html><head><title>302 Found</title></head><body><h1>Found</h1><p>The document has moved <a href="` + to + `">here</a>.</p></body></html>`
	}
	for name, c := range map[string]struct {
		body, to string
		want     feeds.Outcome
	}{
		"the notice of a server":  {notice("https://www.moj.gov.cn/new/"), "https://www.moj.gov.cn/new/", feeds.OutcomeRedirect},
		"to itself":               {notice("/pub/sfbgw/lfyjzj/lflfyjzj/"), "", feeds.OutcomeBlocked},
		"no page":                 {"", "", feeds.OutcomeRedirect},
		"a page of the site":      {notice("/index.html") + strings.Repeat("<p>x</p>", 400), "", feeds.OutcomeRedirect},
		"a page of several links": {notice("/a.html") + notice("/b.html"), "", feeds.OutcomeRedirect},
	} {
		for _, shape := range []feeds.Shape{feeds.ShapeList, feeds.ShapeArticle} {
			res := src.Read(feeds.Document{Request: feeds.Request{URL: here, Shape: shape}, URL: here, Status: 302, Body: []byte(c.body), Outcome: feeds.OutcomeRedirect, Reason: "moved", At: at})
			if res.Outcome != c.want || res.RedirectTo != c.to {
				t.Errorf("%s as %s: %s to %q, want %s to %q", name, shape, res.Outcome, res.RedirectTo, c.want, c.to)
			}
		}
	}
}
