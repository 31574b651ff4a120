package extract

import (
	"encoding/json"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/address"
	"github.com/regwire/regwire/feeds/extract/answer"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/jsonvalue"
	"github.com/regwire/regwire/feeds/extract/rule"
)

// jpaasList are the rows of Hanweb's JPaaS. Addresses are art_<32 hex>.html or
// art/YYYY/M/D/art_<column>_<id>.html; a row of older templates has no date.
var jpaasList = rule.List{
	Match: `/art[_/][0-9A-Za-z_/]*\.html`,
	Title: rule.From("@title"),
	Date:  rule.From("span.fr", ".fr", ".time", ".date", "span", "alone"),
}

// unitTags are the names of the unit that holds a column's rows, in the order
// in which one is chosen when the rule names none.
var unitTags = []string{"当前栏目_list", "右侧内容", "内容区域", "分页列表", "list", "列表", "内容"}

// readJPaaS reads a column page, which only names the unit that holds the rows,
// or that unit's answer. Identifiers are read at run time: they change with
// every relaunch of a site.
func readJPaaS(r *reading) answer.Result {
	r.Rule = fillIn(r.Rule, jpaasList)
	if jsonvalue.Is(r.Doc.Body) {
		return readUnit(r)
	}
	if res, ok := r.Records(r.Doc.Body); ok {
		return res // a column that still has the rows of the older system
	}
	p, err := r.Page()
	if err != nil {
		return answer.Failed("%v", err)
	}
	if to := r.unit(p); to != "" {
		req := feeds.Request{
			URL: to, Shape: feeds.ShapeList, Part: r.unitPart(), Charset: "utf-8",
			Header: map[string]string{"Referer": p.Address.String()},
		}
		return answer.Result{Outcome: feeds.OutcomeItems, Next: []feeds.Request{req}}
	}
	// A few columns are built ahead: the rows stand in the page itself.
	entries, warnings, missing := r.Rows(p.Root, p.Base)
	if missing == "" {
		return answer.Result{Outcome: feeds.OutcomeItems, Entries: entries, Warnings: warnings}
	}
	if res, odd := p.Odd(r.Doc, true); odd {
		return res
	}
	return answer.Failed("the column page names no unit (script with queryData) and holds no rows")
}

func (r *reading) unitPart() string {
	if r.Part == "" {
		return ""
	}
	return r.Part + "+unit"
}

// unit builds the address of the unit that holds the rows.
func (r *reading) unit(p *answer.Page) string {
	best, rank := "", len(unitTags)+1
	for _, s := range dom.All(p.Root, "script[querydata]") {
		query := looseJSON(dom.Attr(s, "querydata"))
		at := dom.Attr(s, "url")
		if len(query) == 0 || at == "" {
			continue
		}
		n := rankTag(query["tagId"], r.Rule.Tag)
		if n < rank {
			best, rank = r.unitAddress(p.Base, at, query), n
		}
	}
	return best
}

// rankTag orders units: the rule's own first, then the known names.
func rankTag(tag, want string) int {
	if want != "" && tag == want {
		return -1
	}
	for i, t := range unitTags {
		if tag == t || strings.Contains(tag, t) {
			return i
		}
	}
	return len(unitTags)
}

// unitAddress adds the query. The page number counts only inside paramJson; a
// bare pageNo answers page 1 for ever.
func (r *reading) unitAddress(base *url.URL, at string, query map[string]string) string {
	u, err := url.Parse(address.Resolve(base, at))
	if err != nil || u.Host == "" || !address.SameSite(base.Host, u.Host) {
		return ""
	}
	size := r.Rule.PageSize
	if size == 0 {
		size = 20
	}
	q := u.Query()
	for k, v := range query {
		q.Set(k, v)
	}
	q.Set("paramJson", `{"pageNo":1,"pageSize":`+strconv.Itoa(size)+`}`)
	u.RawQuery = strings.ReplaceAll(q.Encode(), "+", "%20")
	return u.String()
}

// looseJSON reads a flat object that pages write in single quotes.
func looseJSON(s string) map[string]string {
	s = strings.TrimSpace(s)
	if !json.Valid([]byte(s)) {
		s = requote(s)
	}
	var m map[string]any
	dec := json.NewDecoder(strings.NewReader(s))
	dec.UseNumber()
	if err := dec.Decode(&m); err != nil {
		return nil
	}
	out := make(map[string]string, len(m))
	for k, v := range m {
		if v == nil {
			out[k] = "null"
			continue
		}
		out[k] = jsonvalue.Text(v)
	}
	return out
}

// requote turns single-quoted strings into JSON ones.
func requote(s string) string {
	var b strings.Builder
	var quote byte
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s):
			i++
			if s[i] != '\'' {
				b.WriteByte('\\')
			}
			b.WriteByte(s[i])
		case quote == 0 && (c == '\'' || c == '"'):
			quote = c
			b.WriteByte('"')
		case quote != 0 && c == quote:
			quote = 0
			b.WriteByte('"')
		case c == '"':
			b.WriteString(`\"`)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// readUnit reads a unit's answer: {"success":true,"data":{"html":"…"}}.
func readUnit(r *reading) answer.Result {
	v, err := jsonvalue.Decode(r.Doc.Body)
	if err != nil {
		return answer.Failed("%v", err)
	}
	if why := answer.Refused(v); why != "" {
		return answer.Failed("the unit says that it failed: %s", why)
	}
	markup, ok := jsonvalue.Lookup(v, "data.html").(string)
	if !ok {
		return answer.Failed("the unit's answer has no data.html")
	}
	root := dom.Fragment(dom.Unwrapped(dom.UnescapedMarkup(markup)))
	entries, warnings, missing := r.RowsOrOthers(root, r.Base)
	if missing != "" && !isBare(root) {
		return answer.Failed("%s", missing)
	}
	return answer.Result{Outcome: feeds.OutcomeItems, Entries: entries, Warnings: warnings}
}

// isBare reports whether a fragment has no link at all: an empty list.
func isBare(root *html.Node) bool { return dom.First(root, "a[href]") == nil }
