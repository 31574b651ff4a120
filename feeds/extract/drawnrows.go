package extract

import (
	"bytes"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/pattern"
)

// rowAddresses are the fields in which the data of a page keeps a row's address.
var rowAddresses = []string{"url", "link", "href", "linkUrl", "detailUrl", "articleUrl", "docUrl", "pageUrl", "permalink", "@id", "path", "mainEntityOfPage"}

// drawnRows are the rows in the scripts of a page that shows none with its day: those of
// the longest list of titles, addresses and days.
func (r *reading) drawnRows(p *page) []feeds.Entry {
	if !bytes.Contains(r.doc.Body, []byte("title")) && !bytes.Contains(r.doc.Body, []byte("headline")) {
		return nil
	}
	r.base = p.base
	var best []feeds.Entry
	for _, s := range all(p.root, "script") {
		if s.FirstChild == nil || len(s.FirstChild.Data) > maxState {
			continue
		}
		for _, v := range append(states(s), assignedLists(s.FirstChild.Data)...) {
			w := rowWalk{reading: r}
			w.flat, _ = v.([]any)
			w.walk(v, 0)
			if len(w.longest) > len(best) {
				best = w.longest
			}
		}
	}
	return best
}

// assignedList is the beginning of a list of objects that a script gives a name to.
var assignedList = pattern.MustCompile(`=\s*(\[\s*\{)`)

// assignedLists are such lists.
func assignedLists(script string) (out []any) {
	for _, at := range assignedList.FindAllStringSubmatchIndex(script, maxStates) {
		value, _ := literalJSON(script[at[2]:], nil)
		if v, err := decodeJSON([]byte(value)); err == nil && value != "" {
			out = append(out, v)
		}
	}
	return out
}

// heldRows are the rows in an element in which a page keeps markup that a script shows, or
// that is there for those who run none.
func (r *reading) heldRows(p *page) []feeds.Entry {
	for i, n := range all(p.root, held+", noscript") {
		if i == maxStates || n.FirstChild == nil {
			break
		}
		if markup := n.FirstChild.Data; len(markup) <= maxState && strings.Contains(markup, "</a>") {
			if entries, _, _ := r.rows(fragment(markup), p.base); len(entries) > 0 {
				return entries
			}
		}
	}
	return nil
}

// rowWalk looks through a state for a list of rows.
type rowWalk struct {
	*reading
	stateWalk
	longest []feeds.Entry
}

func (w *rowWalk) walk(v any, depth int) {
	if w.seen++; depth > maxStateDeep || w.seen > maxStateNodes {
		return
	}
	switch v := v.(type) {
	case []any:
		w.list(v)
		for _, e := range v {
			w.walk(e, depth+1)
		}
	case map[string]any:
		for _, name := range sortedKeys(v) {
			w.walk(v[name], depth+1)
		}
	}
}

// list takes the rows among the elements of a list if there are more than in any before.
func (w *rowWalk) list(elements []any) {
	elements = elements[:min(len(elements), maxItems)]
	set := newEntries(len(elements))
	for _, e := range elements {
		if row := w.row(e); row.URL != "" {
			set.add(row, string(row.Date))
		}
	}
	if len(set.list) > max(1, len(w.longest)) {
		w.longest = set.list
	}
}

// row is the row that an object tells, or that it holds as a list of schema.org does.
func (w *rowWalk) row(v any) feeds.Entry {
	fields, ok := placed(v, w.flat).(map[string]any)
	if !ok {
		return feeds.Entry{}
	}
	if inner, ok := placed(fields["item"], w.flat).(map[string]any); ok {
		fields = inner
	}
	e := feeds.Entry{Title: w.word(fields, stateTitles), Date: w.stateDay(fields, w.flat)}
	if e.Date == "" || !isLongEnough(e.Title) {
		return feeds.Entry{}
	}
	for _, name := range rowAddresses {
		href := strings.TrimSpace(w.deref(fields[name]))
		if strings.HasPrefix(href, "/") || strings.HasPrefix(href, "./") || strings.HasPrefix(href, "http") {
			if e.URL = w.itemAddress(href); e.URL != "" {
				return e
			}
		}
	}
	return feeds.Entry{}
}
