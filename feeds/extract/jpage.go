package extract

import (
	"bytes"
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/answer"
	"github.com/regwire/regwire/feeds/extract/dom"
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

var (
	record    = regexp.MustCompile(`(?s)<record>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</record>`)
	recordset = []byte("<recordset")
)

// readJPage reads the page with its record blocks, or the proxy's XML.
func readJPage(r *reading) answer.Result {
	r.list = fillIn(r.list, jpageList)
	if res, ok := r.records(r.Doc.Body); ok {
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
	entries, warnings, missing := r.rows(p.Root, p.Base)
	if missing == "" {
		return answer.Result{Outcome: feeds.OutcomeItems, Entries: entries, Warnings: warnings}
	}
	if res, odd := p.Odd(r.Doc, true); odd {
		return res
	}
	return answer.Failed("the page has no record blocks, and %s", missing)
}

// records reads every record block; ok is false when there is none.
func (r *reading) records(body []byte) (answer.Result, bool) {
	sets := bytes.Count(body, recordset)
	if sets == 0 {
		return answer.Result{}, false
	}
	if bytes.Count(body, []byte("</recordset>")) < sets ||
		bytes.Count(body, []byte("<record>")) > bytes.Count(body, []byte("</record>")) {
		return answer.Failed("the record blocks are cut"), true
	}
	var b strings.Builder
	for _, m := range record.FindAllSubmatch(body, -1) {
		row := m[1]
		if !bytes.Contains(m[0], []byte("<![CDATA[")) {
			row = []byte(html.UnescapeString(string(row)))
		}
		b.WriteString(dom.Unwrapped(string(row)))
		b.WriteByte('\n')
	}
	if b.Len() == 0 {
		return answer.Result{Outcome: feeds.OutcomeItems, Warnings: []string{"the record set has no record"}}, true
	}
	root := dom.Fragment(tableRows(b.String()))
	entries, warnings, missing := r.rows(root, r.Base)
	if missing != "" {
		return answer.Failed("%s", missing), true
	}
	return answer.Result{Outcome: feeds.OutcomeItems, Entries: entries, Warnings: warnings}, true
}

// tableRows puts records that are table rows into a table; outside of one the
// parser drops them.
func tableRows(s string) string {
	if strings.HasPrefix(strings.TrimSpace(s), "<tr") {
		return "<table>" + s + "</table>"
	}
	return s
}
