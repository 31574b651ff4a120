package extract

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
)

// maxJSONDepth is how deep objects may nest.
const maxJSONDepth = 64

// jsonp is a call around the JSON, with the marks some servers put before it; caught what
// follows the call where it is tried, assigned a variable that a script file gives it to.
var (
	jsonp    = regexp.MustCompile(`^\s*(?:/\*.{0,80}?\*/)?\s*(?:try\s*\{\s*)?(?:(?:typeof\s+[\w$.]+\s*===?\s*['"]function['"]|[A-Za-z_$][\w$.]*)\s*&&\s*)?[A-Za-z_$][\w$.]*\s*\(`)
	brackets = regexp.MustCompile(`^\s*\(\s*[\[{]`)
	caught   = regexp.MustCompile(`\)\s*;?\s*\}\s*catch\s*(?:\([\w$]*\)\s*)?\{[^{}]*\}[;\s]*$`)
	assigned = regexp.MustCompile(`^\s*(?:(?:var|let|const)\s+)?[A-Za-z_$][\w$.]*\s*=\s*([\[{])`)
)

// decodeJSON reads one whole JSON value, alone or in a JSONP call; a cut answer
// is an error.
func decodeJSON(body []byte) (any, error) {
	body = bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")))
	if at := callEnd(body); at > 0 {
		body = body[at:]
		if at := caught.FindIndex(body); at != nil {
			body = body[:at[0]+1]
		}
		end := bytes.LastIndexByte(body, ')')
		if end < 0 {
			return nil, errors.New("read JSON: the call around it is cut")
		}
		body = body[:end]
	} else if loc := assigned.FindSubmatchIndex(body); loc != nil {
		body = bytes.TrimRight(body[loc[2]:], "; \t\r\n")
	}
	if err := checkSize(body); err != nil {
		return nil, err
	}
	v, err := decodeStrict(body)
	if loose := lastComma.ReplaceAll(body, []byte("$1")); err != nil && len(loose) < len(body) {
		return decodeStrict(loose)
	}
	return v, err
}

// lastComma is a comma behind a list's last element, which templates leave there.
var lastComma = regexp.MustCompile(`,(\s*[\]}])`)

// callEnd is the length of what stands before the JSON in a JSONP call, 0 where there is
// none. A server that was told no name for the call writes its brackets alone.
func callEnd(body []byte) int {
	if loc := jsonp.FindIndex(body); loc != nil {
		return loc[1]
	}
	if loc := brackets.FindIndex(body); loc != nil {
		return loc[1] - 1
	}
	return 0
}

func decodeStrict(body []byte) (any, error) {
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		if errors.Is(err, io.ErrUnexpectedEOF) {
			return nil, errors.New("read JSON: the answer is cut")
		}
		return nil, fmt.Errorf("read JSON: %w", err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("read JSON: more follows the value")
	}
	return v, nil
}

// objectWeight is for how many values one in braces counts: each becomes a table of its own,
// and one of a feed an entry, of a kilobyte, however little it holds.
const objectWeight = 6

// checkSize refuses, before it is decoded, what nests too deep or comes to too many
// values: brackets alone come to a hundred times their length.
func checkSize(body []byte) error {
	depth, values, quoted := 0, 0, false
	for i := 0; i < len(body); i++ {
		switch c := body[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			if depth++; depth > maxJSONDepth {
				return fmt.Errorf("read JSON: nested deeper than %d", maxJSONDepth)
			}
			values++
			if c == '{' {
				values += objectWeight - 1
			}
		case c == ',':
			values++
		case c == '}' || c == ']':
			depth--
		}
	}
	if values > dom.MaxElements {
		return fmt.Errorf("read JSON: it comes to more than %d values", dom.MaxElements)
	}
	return nil
}

// isJSON reports whether a body is JSON or JSONP, whatever its content type
// says: some servers send it as text/html.
func isJSON(body []byte) bool {
	body = bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")))
	return len(body) > 0 && (body[0] == '{' || body[0] == '[' || callEnd(body) > 0 || assigned.Match(body))
}

// lookup follows a path of names and [n]; nil when it leads nowhere. An empty
// path is the value itself. Objects that hold JSON as a string are opened.
func lookup(v any, path string) any {
	for name := range strings.SplitSeq(path, ".") {
		if name == "" {
			continue
		}
		v = step(opened(v), name)
	}
	return v
}

func step(v any, name string) any {
	name, index, indexed := strings.Cut(name, "[")
	if name != "" {
		m, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = m[name]
	}
	if !indexed {
		return v
	}
	a, ok := opened(v).([]any)
	n, good := number(strings.TrimSuffix(index, "]"), len(a)-1)
	if !ok || !good {
		return nil
	}
	return a[n]
}

// opened reads a string that is itself JSON.
func opened(v any) any {
	s, ok := v.(string)
	if !ok || !strings.HasPrefix(s, "{") && !strings.HasPrefix(s, "[") {
		return v
	}
	if in, err := decodeJSON([]byte(s)); err == nil {
		return in
	}
	return v
}

// lookupAll follows a path in which "[]" means every element; ok is false when
// the path leads to no array. "**.name" is every object that has that field.
func lookupAll(v any, path string) (out []any, ok bool) {
	if name, deep := strings.CutPrefix(path, "**."); deep {
		out = holders(v, name, nil)
		return out, len(out) > 0
	}
	whole := v
	before, after, each := strings.Cut(path, "[]")
	v = lookup(v, before)
	if !each {
		if a, isArray := opened(v).([]any); isArray {
			return a, true
		}
		if v == nil {
			return nil, present(whole, before)
		}
		return []any{v}, true
	}
	a, isArray := opened(v).([]any)
	if !isArray {
		return nil, false
	}
	after = strings.TrimPrefix(after, ".")
	if after == "" {
		return a, true
	}
	ok = len(a) == 0
	for _, e := range a {
		in, found := lookupAll(e, after)
		ok = ok || found
		out = append(out, in...)
	}
	return out, ok
}

// present reports whether a field is there, if only as null: an empty list of
// some servers.
func present(v any, path string) bool {
	parent, name := "", path
	if i := strings.LastIndexByte(path, '.'); i >= 0 {
		parent, name = path[:i], path[i+1:]
	}
	m, ok := opened(lookup(v, parent)).(map[string]any)
	if !ok {
		return false
	}
	_, ok = m[name]
	return ok
}

// holders are all objects, however deep, that have a field of that name.
func holders(v any, name string, out []any) []any {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			out = holders(e, name, out)
		}
	case map[string]any:
		if _, ok := v[name]; ok {
			out = append(out, v)
		}
		for _, k := range slices.Sorted(maps.Keys(v)) {
			out = holders(v[k], name, out)
		}
	}
	return out
}

// text is a JSON value as words; "" for objects and null.
func text(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}

// readJSON reads a list that comes as JSON.
func readJSON(r *reading) Result {
	if !isJSON(r.doc.Body) {
		return r.notJSON()
	}
	v, err := decodeJSON(r.doc.Body)
	if err != nil {
		return failed("%v", err)
	}
	return r.jsonRows(v)
}

// notJSON judges a page that came instead of JSON.
func (r *reading) notJSON() Result {
	if p, err := r.html(); err == nil {
		if res, odd := p.odd(r.doc, true); odd {
			return res
		}
	}
	return failed("the answer is no JSON but %s", describe(r.doc))
}

// describe names a document by its content type and beginning.
func describe(doc feeds.Document) string {
	start := string(feeds.CleanLine(string(doc.Body[:min(len(doc.Body), 60)])))
	if t := doc.Header.Get("Content-Type"); t != "" {
		return fmt.Sprintf("%s %q", t, start)
	}
	return fmt.Sprintf("%q", start)
}

func (r *reading) jsonRows(v any) Result {
	if why := refused(v); why != "" {
		return failed("the answer says that it failed: %s", why)
	}
	rows, ok := []any(nil), false
	for _, path := range r.list.Rows {
		if rows, ok = lookupAll(v, path); ok {
			break
		}
	}
	var warnings []string
	if !ok {
		if rows = r.titled(v); len(rows) == 0 {
			return failed("the answer has no %q", strings.Join(r.list.Rows, " or "))
		}
		warnings = append(warnings, "the rule for rows matches nothing, the rows were found by their titles")
	}
	set := newEntries(len(rows))
	unread := 0
	for _, row := range rows {
		if !r.wanted(row) {
			continue
		}
		e, said := r.jsonEntry(row)
		if e.Title == "" || e.URL == "" {
			unread++
			continue
		}
		set.add(e, said)
	}
	if unread > 0 {
		warnings = append(warnings, fmt.Sprintf("%d of %d rows have no title or address", unread, len(rows)))
	}
	if unread > 0 && len(set.list) == 0 {
		return failed("none of %d rows has a title and an address", len(rows))
	}
	if w := r.shared(set); w != "" {
		warnings = append(warnings, w)
	}
	return Result{Outcome: feeds.OutcomeItems, Entries: set.list, Warnings: warnings}
}

// refused finds an answer's own word that the call failed.
func refused(v any) string {
	m, ok := v.(map[string]any)
	if !ok {
		return ""
	}
	said := dom.Pick(text(m["message"]), text(m["msg"]), text(m["error"]))
	if s := text(m["success"]); s == "false" {
		return dom.Pick(said, "success is false")
	}
	for _, name := range []string{"code", "status", "rptCode"} {
		if n, ok := number(text(m[name]), 599); ok && n >= 400 {
			return dom.Pick(said, fmt.Sprintf("%s is %d", name, n))
		}
	}
	return ""
}

// titled are the objects of an answer that have the field of a row's title: servers put
// the rows into one envelope more, or less.
func (r *reading) titled(v any) []any {
	for _, t := range r.list.Title {
		field, _, _ := strings.Cut(t.From, ".")
		if field == "" {
			continue
		}
		if rows := holders(v, field, nil); len(rows) > 0 {
			return rows
		}
	}
	return nil
}

func (r *reading) wanted(row any) bool {
	for path, want := range r.list.Where {
		if text(lookup(row, path)) != want {
			return false
		}
	}
	return true
}

// jsonEntry reads one row, and the words that tell its day.
func (r *reading) jsonEntry(row any) (e feeds.Entry, said string) {
	e.Title = r.list.strip(dom.Line(dom.Plain(r.list.Title.json(row))))
	for _, v := range r.list.Link {
		if e.URL = r.itemAddress(strings.ReplaceAll(v.json(row), "&amp;", "&")); e.URL != "" {
			break
		}
	}
	c := date.Context{Zone: r.zone, Today: r.today(), URL: e.URL}
	when, words := r.list.Date.jsonDate(row, r.list.DateFormat, c)
	if when.Day == "" {
		when.Day = dayInAddress(e.URL) // the field of a row may be empty
	}
	said = words
	e.Date, e.Deadline = when.Day, when.End
	if len(r.list.Deadline) > 0 {
		end, quote := r.list.Deadline.jsonDate(row, Words{"ymd", "epoch"}, c)
		e.Deadline, words = end.Day, quote
	}
	if e.Deadline != "" {
		e.DeadlineQuote = string(feeds.CleanLine(words))
	}
	if len(r.list.Text) > 0 {
		e.Text = dom.Plain(r.list.Text.json(row))
	}
	return e, said
}

// json is what v says in a row of JSON.
func (v Value) json(row any) string {
	if v.Match == "" && v.To != "" {
		s, ok := fill(v.To, row)
		if !ok {
			return ""
		}
		return s
	}
	s := v.cut(text(lookup(row, v.From)))
	if v.To != "" && s != "" {
		s, _ = fill(s, row)
	}
	return s
}

func (vs Values) json(row any) string {
	for _, v := range vs {
		if s := v.json(row); strings.TrimSpace(s) != "" {
			return s
		}
	}
	return ""
}

func (vs Values) jsonDate(row any, named Words, c date.Context) (date.Span, string) {
	for _, v := range vs {
		words, formats := v.json(row), named
		if strings.HasPrefix(v.From, "url") {
			words, formats = Values{v}.first(spot{url: c.URL}), date.FormatsOf(named, true)
		}
		if len(formats) == 0 {
			formats = Words{"ymd", "epoch"}
		}
		if d := date.Read(words, formats, c); d.Day != "" {
			return d, words
		}
	}
	return date.Span{}, ""
}
