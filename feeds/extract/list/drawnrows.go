package list

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/answer"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/jsonvalue"
	"github.com/regwire/regwire/feeds/extract/script"
)

// The fields in which the data of a page keeps a row's address, its title and its day, the
// surest first: in small letters without lines, as servers write them in all ways.
var (
	rowAddresses = []string{"url", "link", "href", "linkurl", "detailurl", "articleurl", "docurl", "pageurl", "docpuburl", "puburl", "newsurl", "contenturl", "infourl", "weburl", "jumpurl", "permalink", "@id", "path", "mainentityofpage", "urls"}
	rowTitles    = folded(append([]string{"docTitle", "infoTitle", "contentTitle"}, script.StateTitles...))
	rowDays      = folded(append(slices.Clone(script.StateDays), "docPubTime", "docRelPubTime", "docReltime", "publishedTime", "dayTime", "fbsj", "fbrq", "time", "showTime", "displayTime", "inputTime", "addTime", "created_at"))
)

func folded(names []string) []string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = foldedName(name)
	}
	return out
}

// foldedName is the name of a field in small letters without lines, and without what says that
// it is there in words too.
func foldedName(name string) string {
	return strings.TrimSuffix(strings.ReplaceAll(dom.Lower(name), "_", ""), "str")
}

// drawnRows are the rows in the scripts of a page that shows none with its day: those of
// the longest list of titles, addresses and days.
func (r *Reading) drawnRows(p *answer.Page) []feeds.Entry {
	built := builtLinks(p.Root)
	var best []feeds.Entry
	for _, s := range dom.All(p.Root, "script") {
		if s.FirstChild == nil || len(s.FirstChild.Data) > script.MaxSize {
			continue
		}
		for _, v := range append(script.Values(s), script.Lists(s.FirstChild.Data)...) {
			w := rowWalk{Reading: r, least: 2, built: built}
			w.flat, _ = v.([]any)
			w.walk(v, 0)
			if len(w.longest) > len(best) {
				best = w.longest
			}
		}
	}
	for n := range p.Root.Descendants() {
		for _, a := range n.Attr {
			if len(a.Val) > script.LeastText && len(a.Val) <= script.MaxSize && strings.HasPrefix(strings.TrimSpace(a.Val), "[{") {
				if v, err := jsonvalue.Decode([]byte(a.Val)); err == nil {
					w := rowWalk{Reading: r, least: 2}
					w.walk(v, 0)
					if len(w.longest) > len(best) {
						best = w.longest
					}
				}
			}
		}
	}
	return best
}

// heldRows are the rows in an element in which a page keeps markup that a script shows, or
// that is there for those who run none.
func (r *Reading) heldRows(p *answer.Page) []feeds.Entry {
	for i, n := range dom.All(p.Root, script.Held+", noscript") {
		if i == script.MaxValues || n.FirstChild == nil {
			break
		}
		if markup := n.FirstChild.Data; len(markup) <= script.MaxSize && strings.Contains(markup, "</a>") {
			if entries, _, _ := r.Rows(dom.Fragment(markup), p.Base); len(entries) > 0 {
				return entries
			}
		}
	}
	return nil
}

// rowWalk looks through a state for a list of rows.
type rowWalk struct {
	*Reading
	flat    []any // of a state whose values name others by their place
	seen    int
	longest []feeds.Entry
	least   int // rows that a list has at least
	built   []builtLink
}

func (w *rowWalk) walk(v any, depth int) {
	if w.seen++; depth > script.MaxDeep || w.seen > script.MaxNodes {
		return
	}
	switch v := v.(type) {
	case []any:
		w.list(v)
		for _, e := range v {
			w.walk(e, depth+1)
		}
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			w.walk(v[name], depth+1)
		}
	}
}

// list takes the rows among the elements of a list if there are more than in any before.
func (w *rowWalk) list(elements []any) {
	elements = elements[:min(len(elements), MaxItems)]
	set := NewEntries(len(elements))
	for _, e := range elements {
		if row := w.row(e); row.URL != "" {
			set.Add(row, string(row.Date))
		}
	}
	if len(set.List) >= w.least && len(set.List) > len(w.longest) {
		w.longest = set.List
	}
}

// row is the row that an object tells, or that it holds as a list of schema.org does.
func (w *rowWalk) row(v any) feeds.Entry {
	fields, ok := script.Placed(v, w.flat).(map[string]any)
	if !ok {
		return feeds.Entry{}
	}
	if inner, ok := script.Placed(fields["item"], w.flat).(map[string]any); ok {
		fields = inner
	}
	fields = plainFields(fields)
	e := feeds.Entry{Title: script.Word(fields, rowTitles, w.flat), Date: script.Day(fields, rowDays, w.flat, date.Context{Zone: w.Zone, Today: w.Today()})}
	if e.Date == "" || !dom.CouldBeTitle(e.Title) {
		return feeds.Entry{}
	}
	for _, name := range rowAddresses {
		href := strings.TrimSpace(w.address(fields[name]))
		if rowPage.MatchString(href) {
			if e.URL = w.ItemAddress(href); e.URL != "" {
				return e
			}
		}
	}
	for _, l := range w.built {
		if built := l.address(fields); built != "" {
			if e.URL = w.ItemAddress(built); e.URL != "" {
				return e
			}
		}
	}
	return feeds.Entry{}
}

// forScreens are the names under which an object has the address of a page for large screens,
// beside that for telephones.
var forScreens = []string{"pc", "web", "url"}

// address is what a field says of an address, which may be an object, as it stands or in a string.
func (w *rowWalk) address(v any) string {
	v = script.Placed(v, w.flat)
	if fields, ok := jsonvalue.Opened(v).(map[string]any); ok {
		return script.Word(fields, forScreens, w.flat)
	}
	return script.Deref(v, w.flat)
}

// plainFields are the fields of an object under names that all servers share. What a field
// holds as it is shown (rendered, in WordPress) is its value.
func plainFields(fields map[string]any) map[string]any {
	out := make(map[string]any, len(fields))
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		v := fields[name]
		if inner, ok := v.(map[string]any); ok && inner["rendered"] != nil {
			v = inner["rendered"]
		}
		if plain := foldedName(name); out[plain] == nil {
			out[plain] = v
		}
	}
	return out
}

// dataRows are the rows of a list that nobody described and that is data, no page: those of
// the longest list of titles, days and addresses.
func (r *Reading) dataRows() answer.Result {
	v, err := jsonvalue.Decode(r.Doc.Body)
	if err != nil {
		return answer.Failed("%v", err)
	}
	if why := answer.Refused(v); why != "" {
		return answer.Failed("the answer says that it failed: %s", why)
	}
	w := rowWalk{Reading: r, least: 1}
	w.walk(v, 0)
	if len(w.longest) == 0 {
		w.longest = r.markupRows(v)
	}
	if len(w.longest) == 0 {
		return answer.Failed("the answer is data, and no list in it has a title, a day and an address in each row")
	}
	return answer.Result{Outcome: feeds.OutcomeItems, Entries: w.longest}
}

// markupRows are the rows in the markup that data holds in a field of its own, as answers do
// that a script puts into the page.
func (r *Reading) markupRows(v any) []feeds.Entry {
	base, err := url.Parse(r.Doc.URL)
	if err != nil {
		return nil
	}
	markup := ""
	var look func(v any, depth int)
	look = func(v any, depth int) {
		switch v := v.(type) {
		case map[string]any:
			for _, name := range slices.Sorted(maps.Keys(v)) {
				if depth < maxMarkupDeep {
					look(v[name], depth+1)
				}
			}
		case string:
			if strings.Contains(v, "</a>") && len(v) > len(markup) && len(v) <= script.MaxSize {
				markup = v
			}
		}
	}
	if look(v, 0); markup == "" {
		return nil
	}
	entries, _, _ := r.Rows(dom.Fragment(markup), base)
	return entries
}

// maxMarkupDeep is how deep in an answer such a field stands at most.
const maxMarkupDeep = 4
