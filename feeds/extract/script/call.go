package script

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/address"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/pattern"
)

// Of many lists the page itself holds no row: a script asks for them, page by page. Where it
// does so in one call whose address and fields stand in the page, the same is asked, anew at
// each visit, so that a column that gets another number is followed. Only a call for one page
// of several is one for rows; any other might count a visit, or save something.

var (
	// asksBy is such a call up to its first argument, in one of three libraries; the groups are
	// what it is called there.
	asksBy = pattern.MustCompile(`(?:(?:\$|jQuery)\s*\.\s*(ajax|post|get|getJSON)|(axios|\$http)(?:\s*\.\s*(post|get))?|\b(fetch))\s*\(\s*`)
	// pageField is the name of a field that says which page is meant, the first of which is 1;
	// rowField of one that says from which row on, the first of which is 0; sizeField of one
	// that says how many rows.
	pageField = pattern.MustCompile(`(?i)^(?:page|page_?(?:no|num|index|number)|curr?(?:ent)?_?page(?:_?(?:no|num))?|page_?cur(?:rent)?|pn)$`)
	rowField  = pattern.MustCompile(`(?i)^(?:start|offset|start_?(?:row|record|index))$`)
	sizeField = pattern.MustCompile(`(?i)^(?:(?:page_?)?size|rows|limit|per_?page|page_?(?:rows|count))$`)
	// stringified is an object that is sent as JSON, or as a form.
	stringified = pattern.MustCompile(`^(?:(JSON)\s*\.\s*stringify|[Qq]s\s*\.\s*stringify|\$\s*\.\s*param|new\s+URLSearchParams)\s*\(\s*`)
	// inputOf is what a field of a form holds in the page.
	inputOf = pattern.MustCompile(`^\$\(\s*['"]#([\w-]+)['"]\s*\)\s*\.\s*val\(\s*\)`)
	// changesBy is the path of an address that does something beside answering.
	changesBy = pattern.MustCompile(`(?i)save|insert|update|delete|remove|log(?:in|out)|submit|vote|upload|visit|click`)
)

// Limits of such calls: how many of a page are looked at, and bytes of one.
const (
	maxAsked     = 20
	maxAskedSize = 32 << 10
)

// rowsAtOnce is how many rows are asked for where the page does not say how many.
const rowsAtOnce = "20"

// rowCall is a call as it was found: expressions that stand for its address and its fields.
type rowCall struct {
	address, data string
	post, json    bool
}

// RowsRequest is what a script of a page asks for the rows of its list, with no address where
// none asks. why says what of a call is not known, "" where no script makes one or all is known.
func RowsRequest(root *html.Node, base *url.URL) (req feeds.Request, why string) {
	o := openersOf(root, base)
	looked := 0
	for _, s := range o.scripts {
		for _, m := range asksBy.FindAllStringSubmatchIndex(s, maxAsked) {
			if looked++; looked > maxAsked {
				return feeds.Request{}, why
			}
			c := callAt(part(s, m, 1), part(s, m, 2), part(s, m, 3), s[m[1]:min(len(s), m[1]+maxAskedSize)])
			req, missing, paged := o.request(c)
			if !paged {
				continue
			}
			if missing != "" {
				why = missing
				continue
			}
			return req, ""
		}
	}
	return feeds.Request{}, why
}

// callAt is the call whose arguments s begins with, by what it is called in its library.
func callAt(jquery, axios, method, s string) (c rowCall) {
	arguments := append(argumentsAt(s), "", "")
	first, second := arguments[0], arguments[1]
	config := fieldsAt(first)
	switch {
	case jquery == "ajax" && config == nil, jquery == "" && axios == "":
		c.address, config = first, fieldsAt(second)
		c.data = dom.Pick(config["data"], config["body"])
	case jquery == "ajax":
		c.address, c.data = config["url"], config["data"]
	case jquery != "":
		return rowCall{address: first, data: second, post: jquery == "post"}
	case method == "post":
		return rowCall{address: first, data: second, post: true, json: true}
	case method == "get":
		return rowCall{address: first, data: fieldsAt(second)["params"]}
	default:
		c.address, c.data = config["url"], dom.Pick(config["data"], config["params"])
	}
	c.post = strings.EqualFold(strings.Trim(dom.Pick(config["type"], config["method"]), `"'`), http.MethodPost)
	c.json = c.post && (axios != "" || strings.Contains(config["contentType"], "json"))
	return c
}

// request is what a call asks for. paged reports whether that is one page of several, missing
// says what of it does not stand in the page.
func (o *pageOpeners) request(c rowCall) (req feeds.Request, missing string, paged bool) {
	run := o.run(&opener{}, nil)
	for _, name := range []string{"page", "pageNo", "pageNum", "pageIndex", "currentPage", "curPage", "currPage", "pageNumber"} {
		if o.global(name) == "" {
			run.given[name] = "1" // the parameter of the function that asks
		}
	}
	target, rest, ok := run.value(c.address)
	u, err := url.Parse(address.Resolve(o.base, target))
	if !ok || !ends(rest) || err != nil || u.Host == "" || !address.SameSite(o.base.Host, u.Host) || changesBy.MatchString(u.Path) {
		return req, "", false
	}
	query := u.Query()
	fields, asJSON := o.fieldsOf(c)
	for _, names := range [][]string{slices.Sorted(maps.Keys(fields)), slices.Sorted(maps.Keys(query))} {
		for _, name := range names {
			paged = paged || pageField.MatchString(name) || rowField.MatchString(name)
		}
	}
	if !paged {
		return req, "", false
	}
	body := make(map[string]any, len(fields))
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		value, number, ok := run.field(name, fields[name])
		if !ok {
			return req, fmt.Sprintf("a script of the page asks for the rows at %s, and what it gives as %s does not stand in the page", u.Path, name), true
		}
		query.Set(name, value)
		if body[name] = value; number {
			body[name] = json.Number(value)
		}
	}
	switch {
	case !c.post:
		u.RawQuery = query.Encode()
	case asJSON:
		text, err := json.Marshal(body)
		if err != nil {
			return req, "", false
		}
		req.Method, req.JSON = http.MethodPost, string(text)
	default:
		req.Method, req.Form = http.MethodPost, url.Values{}
		for name := range fields {
			req.Form.Set(name, query.Get(name))
		}
	}
	req.URL = u.String()
	return req, "", true
}

// fieldsOf are the fields of a call with the expressions of their values, and whether it sends
// them as JSON.
func (o *pageOpeners) fieldsOf(c rowCall) (fields map[string]string, asJSON bool) {
	data, asJSON := c.data, c.json
	for range 3 { // a name for an object that is made a string
		if n := nameLength(data); n > 0 && n == len(data) {
			data = o.global(data)
		}
		if m := stringified.FindStringSubmatch(data); m != nil {
			asJSON = m[1] != ""
			data = data[len(m[0]):]
			data = strings.TrimSpace(data[:argumentLength(data)])
		}
	}
	return fieldsAt(data), asJSON && c.post
}

// field is the value of a field of a call, and whether it is a number.
func (r *openerRun) field(name, expression string) (value string, number, ok bool) {
	value, rest, ok := r.value(expression)
	ok = ok && ends(rest)
	input := inputOf.FindStringSubmatch(expression)
	switch {
	case (!ok || !isDigits(value)) && pageField.MatchString(name):
		value = "1"
	case (!ok || !isDigits(value)) && rowField.MatchString(name):
		value = "0"
	case (!ok || !isDigits(value)) && sizeField.MatchString(name):
		value = rowsAtOnce
	case ok:
	case input != nil:
		value = heldBy(r.root, input[1])
	case expression == "null", expression == "undefined":
		value = ""
	case expression == "true", expression == "false":
		value = expression
	default:
		return "", false, false
	}
	return value, isDigits(value) && !strings.ContainsAny(expression[:1], `"'`), true
}

// heldBy is what a field of a form holds that has an id.
func heldBy(root *html.Node, id string) string {
	for i, n := range dom.All(root, "input[id]") {
		if i < maxAsked && dom.Attr(n, "id") == id {
			return dom.Attr(n, "value")
		}
	}
	return ""
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// argumentsAt are the arguments that s begins with, up to the bracket that closes them.
func argumentsAt(s string) (out []string) {
	for len(out) < maxCalled {
		n := argumentLength(s)
		out = append(out, strings.TrimSpace(s[:n]))
		if n == len(s) || s[n] != ',' {
			return out
		}
		s = s[n+1:]
	}
	return out
}

// fieldsAt are the fields of the object that s begins with, with the expressions of their
// values; nil where it begins with none.
func fieldsAt(s string) map[string]string {
	s, ok := strings.CutPrefix(strings.TrimSpace(s), "{")
	if !ok {
		return nil
	}
	out := map[string]string{}
	for {
		n := argumentLength(s)
		name, value, given := strings.Cut(s[:n], ":")
		name = strings.Trim(name, " \t\r\n\"'")
		if !given {
			value = name // a field by the name of its value
		}
		if nameLength(name) == len(name) && name != "" {
			out[name] = strings.TrimSpace(value)
		}
		if n == len(s) || s[n] != ',' {
			return out
		}
		s = s[n+1:]
	}
}
