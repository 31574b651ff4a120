package list

import (
	"bytes"
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/answer"
	"github.com/regwire/regwire/feeds/extract/dom"
)

var (
	record    = regexp.MustCompile(`(?s)<record>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</record>`)
	recordset = []byte("<recordset")
)

// Records reads every record block; ok is false when there is none.
func (r *Reading) Records(body []byte) (answer.Result, bool) {
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
	entries, warnings, missing := r.Rows(root, r.Base)
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
