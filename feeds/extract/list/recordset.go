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
	var rows []string
	for _, m := range record.FindAllSubmatch(body, -1) {
		row := m[1]
		if !bytes.Contains(m[0], []byte("<![CDATA[")) {
			row = []byte(html.UnescapeString(string(row)))
		}
		rows = append(rows, dom.Unwrapped(string(row)))
	}
	if len(rows) == 0 {
		return answer.Result{Outcome: feeds.OutcomeItems, Warnings: []string{"the record set has no record"}}, true
	}
	root := dom.Fragment(tableRows(strings.Join(withoutTables(rows), "\n")))
	entries, warnings, missing := r.Rows(root, r.Base)
	if missing != "" {
		return answer.Failed("%s", missing), true
	}
	return answer.Result{Outcome: feeds.OutcomeItems, Entries: entries, Warnings: warnings}, true
}

// withoutTables are records that each are a table of its own as the rows of one: side by side they
// are told from what stands around them. Others are left as they are.
func withoutTables(records []string) []string {
	out := make([]string, 0, len(records))
	for _, s := range records {
		low := strings.ToLower(s)
		from, to := strings.Index(low, "<tr"), strings.LastIndex(low, "</tr>")
		if !strings.HasPrefix(strings.TrimSpace(low), "<table") || from < 0 || to < from || len(low) != len(s) {
			return records
		}
		out = append(out, s[from:to+len("</tr>")])
	}
	return out
}

// tableRows puts records that are table rows into a table; outside of one the
// parser drops them.
func tableRows(s string) string {
	if strings.HasPrefix(strings.TrimSpace(s), "<tr") {
		return "<table>" + s + "</table>"
	}
	return s
}
