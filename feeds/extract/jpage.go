package extract

import (
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/answer"
	"github.com/regwire/regwire/feeds/extract/jsonvalue"
	"github.com/regwire/regwire/feeds/extract/rule"
)

// jpageList are the rows of Hanweb's jpage: they stand as CDATA in record
// blocks, in the page and in what dataproxy.jsp answers.
var jpageList = rule.List{
	Match: `/art/|/art_`,
	Title: rule.From("@title"),
	Date:  rule.From("span.time", ".time", ".bt-right", "span", "td", "b", "i", "alone"),
}

// readJPage reads the page with its record blocks, or the proxy's XML.
func readJPage(r *reading) answer.Result {
	r.Rule = fillIn(r.Rule, jpageList)
	if res, ok := r.Records(r.Doc.Body); ok {
		return res
	}
	if jsonvalue.Is(r.Doc.Body) {
		return readUnit(r) // the newer system of the same maker
	}
	p, err := r.Page()
	if err != nil {
		return answer.Failed("%v", err)
	}
	// Rows of a site that is being moved may stand in the page itself.
	entries, warnings, missing := r.Rows(p.Root, p.Base)
	if missing == "" {
		return answer.Result{Outcome: feeds.OutcomeItems, Entries: entries, Warnings: warnings}
	}
	if res, odd := p.Odd(r.Doc, true); odd {
		return res
	}
	return answer.Failed("the page has no record blocks, and %s", missing)
}
