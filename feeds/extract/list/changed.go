package list

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/address"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/rule"
	"github.com/regwire/regwire/feeds/extract/script"
	"github.com/regwire/regwire/feeds/pattern"
)

// Sites change how their rows look more often than what the rows are. Where a rule's
// rows are not on the page, something else still tells them: the form of an item's
// address, a call that opens one, or a class that got an ending.

// RowsOrOthers reads the rows under root as the rule says, else in the next best way.
func (r *Reading) RowsOrOthers(root *html.Node, base *url.URL) ([]feeds.Entry, []string, string) {
	if r.Rule.Dated {
		script.MarkOpened(root, base)
	}
	entries, warnings, missing := r.Rows(root, base)
	if missing == "" || r.Rule.Within != "" {
		return entries, warnings, missing
	}
	if !r.Rule.Dated {
		script.MarkOpened(root, base)
	}
	own := r.Rule
	for _, other := range r.others() {
		r.Rule = other.rule
		if found, _, none := r.Rows(root, base); none == "" && (!other.dated || mostlyDated(found)) {
			return found, append(warnings, "the rule for rows matches nothing, the rows were found by "+other.by), ""
		}
	}
	r.Rule = own
	return entries, warnings, missing
}

// other is a rule in the place of one that matches nothing.
type other struct {
	rule  rule.List
	by    string
	dated bool // a guess, which days beside the titles confirm
}

func mostlyDated(entries []feeds.Entry) bool {
	dated := 0
	for _, e := range entries {
		if e.Date != "" {
			dated++
		}
	}
	return 2*dated > len(entries)
}

// others are what may stand in the place of the rule, the surest first.
func (r *Reading) others() []other {
	l := r.Rule
	form := r.itemForm()
	var out []other
	add := func(by string, change func(*rule.List)) {
		o := l
		change(&o)
		out = append(out, other{rule: o, by: by, dated: by == byClass})
	}
	if l.Dated {
		add(byCall, func(o *rule.List) { o.Link = openers })
		return out
	}
	if len(l.Rows) > 0 && form != "" {
		add(byAddress, func(o *rule.List) {
			o.Rows, o.Match, o.Need = nil, form, ""
			if !buildsAll(l.Link) {
				o.Link = nil
			}
		})
	}
	if len(l.Rows) > 0 && form == "" && buildsAll(l.Link) {
		add(byCall, func(o *rule.List) { o.Rows, o.Need = nil, "" })
	}
	if form != "" {
		add(byCall, func(o *rule.List) { o.Rows, o.Match, o.Need, o.Link = nil, form, "", openers })
	}
	if built := builtForm(l.Link); built != "" {
		for _, rows := range []rule.Words{l.Rows, nil} {
			add(byAddress, func(o *rule.List) { o.Rows, o.Match, o.Link, o.Need = rows, built, rule.From("a@href"), "" })
		}
	}
	if called(l.Link) {
		add(byCall, func(o *rule.List) { o.Link, o.Title, o.Deadline = inHref(l.Link), inHref(l.Title), inHref(l.Deadline) })
	}
	if loose := rule.Loosened(append(slices.Clone(l.Rows), l.Need)); !slices.Equal(loose, append(slices.Clone(l.Rows), l.Need)) {
		add(byClass, func(o *rule.List) {
			o.Rows, o.Need = loose[:len(l.Rows)], loose[len(l.Rows)]
			o.Title, o.Link, o.Date = loosenedValues(l.Title), withOpeners(loosenedValues(l.Link)), loosenedValues(l.Date)
		})
	}
	if len(l.Rows) > 0 && !called(l.Link) {
		add(byClass, func(o *rule.List) { o.Link = withOpeners(l.Link) })
	}
	if own := r.inColumn(); own != "" && form == "" && len(l.Rows) > 0 {
		add(byColumn, func(o *rule.List) { o.Rows, o.Need, o.Link, o.Match, o.Dated = nil, "", nil, own, true })
	}
	return out
}

// inColumn is the form of addresses below the column that the list stands for, "" where
// its own address names none.
func (r *Reading) inColumn() string {
	dir := strings.TrimSuffix(r.Base.Path[:strings.LastIndexByte(r.Base.Path, '/')+1], "list/")
	if r.Base.Host == "" || strings.Count(dir, "/") < 3 {
		return ""
	}
	return "^https?://" + regexp.QuoteMeta(r.Base.Host+dir) + `[^?#]+\.s?html?$`
}

// How rows were found that the rule does not find.
const (
	byAddress = "their addresses"
	byCall    = "what opens them"
	byClass   = "classes like those of the rule"
	byColumn  = "the days beside links to their own column"
)

// itemForm is what the addresses of the list's items look like, "" where nobody knows.
func (r *Reading) itemForm() string { return dom.Pick(r.Rule.Match, r.Form) }

// calledAddress is what a call opens: a string that could be an address.
const calledAddress = `['"]([^'"\s]*(?:/|\?\w+=|\.s?html?)[^'"\s]*)['"]`

// openers are where an element that is no link keeps the address that it opens.
var openers = rule.Values{
	{From: "[" + script.OpenedAttr + "]@" + script.OpenedAttr},
	{From: "[onclick]@onclick", Match: calledAddress},
	{From: "a@href", Match: `^\s*javascript:.*` + calledAddress},
	{From: "[data-url]@data-url"},
	{From: "[data-href]@data-href"},
	{From: "[data-link]@data-link"},
}

var callsAddress = pattern.MustCompile(calledAddress)

// opened is the address that a link opens by a call, as some do among others that are plain.
func (r *Reading) opened(n *html.Node) string {
	if dom.HasAttr(n, script.OpenedAttr) {
		return r.ItemAddress(dom.Attr(n, script.OpenedAttr))
	}
	for _, call := range []string{dom.Attr(n, "href"), dom.Attr(n, "onclick")} {
		if m := callsAddress.FindStringSubmatch(call); m != nil && !strings.HasPrefix(call, "http") {
			return r.ItemAddress(m[1])
		}
	}
	for _, name := range keptAddresses {
		if kept := dom.Attr(n, name); kept != "" && n.Data == "a" {
			return r.ItemAddress(kept)
		}
	}
	return ""
}

// keptAddresses are the attributes in which a link that leads nowhere keeps its address for a
// script.
var keptAddresses = []string{"data-href", "data-url", "data-link"}

// openedRow is the address that an element of an undescribed list opens which is no link and
// holds none that leads anywhere else.
func (r *Reading) openedRow(n *html.Node) string {
	if !r.Rule.Dated || !dom.HasAttr(n, script.OpenedAttr) || !dom.CouldBeTitle(dom.Inline(n, nil)) && coveredTitle(n) == "" {
		return ""
	}
	for _, a := range dom.All(n, "a[href]") {
		if href := dom.Attr(a, "href"); r.ItemAddress(href) != "" && !address.LeadsNowhere(href) {
			return ""
		}
	}
	return r.ItemAddress(dom.Attr(n, script.OpenedAttr))
}

// withOpeners are places of links, and of calls that open what no link does any more.
func withOpeners(links rule.Values) rule.Values {
	if len(links) == 0 {
		links = rowLinks
	}
	return append(slices.Clone(links), openers...)
}

// builtForm is the form of the addresses that a rule builds of a call: a site that gives
// up the calls links to them.
func builtForm(links rule.Values) string {
	for _, v := range links {
		before, behind, cut := strings.Cut(v.To, "$1")
		if _, path, ok := strings.Cut(before, "://"); ok && cut {
			_, path, _ = strings.Cut(path, "/")
			return regexp.QuoteMeta("/"+path) + `[0-9A-Za-z_-]+` + regexp.QuoteMeta(behind)
		}
	}
	return ""
}

// called reports whether a rule cuts addresses out of calls.
func called(links rule.Values) bool {
	return slices.ContainsFunc(links, func(v rule.Value) bool { return strings.Contains(v.From, "onclick") })
}

// inHref are values that look for a call in the link's address.
func inHref(vs rule.Values) rule.Values {
	out := slices.Clone(vs)
	for i := range out {
		out[i].From = strings.ReplaceAll(out[i].From, "onclick", "href")
	}
	return out
}

// buildsAll reports whether every place for a link says what the address is cut out
// of, so that a link of another kind is none.
func buildsAll(links rule.Values) bool {
	return len(links) > 0 && !slices.ContainsFunc(links, func(v rule.Value) bool { return v.Match == "" })
}

// loosenedValues are places whose elements may have such classes.
func loosenedValues(vs rule.Values) rule.Values {
	out := slices.Clone(vs)
	for i, v := range out {
		if strings.HasPrefix(v.From, "url") || !strings.ContainsAny(v.From, ".#") {
			continue
		}
		sel, name, at := strings.Cut(v.From, "@")
		if out[i].From = rule.Loosened(rule.Words{sel})[0]; at {
			out[i].From += "@" + name
		}
	}
	return out
}
