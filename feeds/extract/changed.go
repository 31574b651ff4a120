package extract

import (
	"net/url"
	"regexp"
	"slices"

	"golang.org/x/net/html"

	"github.com/regwire/regwire/feeds"
)

// Sites change how their rows look more often than what the rows are. Where a rule's
// rows are not on the page, something else still tells them: the form of an item's
// address, a call that opens one, or a class that got an ending.

// forms are the rules of the kinds whose rows are told by their addresses.
var forms = map[string]*ListRule{"jpaas": &jpaasList, "jpage": &jpageList}

// rowsOrOthers reads the rows under root as the rule says, else in the next best way.
func (r *reading) rowsOrOthers(root *html.Node, base *url.URL) ([]feeds.Entry, []string, string) {
	entries, warnings, missing := r.rows(root, base)
	if missing == "" || len(r.list.Rows) == 0 || r.list.Within != "" {
		return entries, warnings, missing
	}
	own := r.list
	for _, other := range r.others() {
		r.list = other.rule
		if found, _, none := r.rows(root, base); none == "" && (!other.dated || mostlyDated(found)) {
			return found, append(warnings, "the rule for rows matches nothing, the rows were found by "+other.by), ""
		}
	}
	r.list = own
	return entries, warnings, missing
}

// other is a rule in the place of one that matches nothing.
type other struct {
	rule  ListRule
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

func (r *reading) others() []other {
	var out []other
	l := r.list
	byAddress := func(form string) {
		o := l
		o.Rows, o.Match, o.Need = nil, form, ""
		if !buildsAll(l.Link) {
			o.Link = nil
		}
		out = append(out, other{rule: o, by: "their addresses"})
	}
	switch form := forms[r.kind]; {
	case l.Match != "":
		byAddress(l.Match)
	case families[r.src.Family].Match != "":
		byAddress(families[r.src.Family].Match)
	case form != nil:
		byAddress(form.Match)
	case buildsAll(l.Link):
		o := l
		o.Rows, o.Need = nil, ""
		out = append(out, other{rule: o, by: "what opens them"})
	}
	if loose := loosened(l.Rows); !slices.Equal(loose, l.Rows) {
		o := l
		o.Rows = loose
		out = append(out, other{rule: o, by: "classes like those of the rule", dated: true})
	}
	return out
}

// buildsAll reports whether every place for a link says what the address is cut out
// of, so that a link of another kind is none.
func buildsAll(links Values) bool {
	return len(links) > 0 && !slices.ContainsFunc(links, func(v Value) bool { return v.Match == "" })
}

var (
	classPart = regexp.MustCompile(`\.([A-Za-z_][\w-]*)`)
	idPart    = regexp.MustCompile(`#([A-Za-z_][\w-]*)`)
)

// loosenedBody are the selectors of a text that name it alone, with endings.
func loosenedBody(body Words) Words {
	own := slices.DeleteFunc(slices.Clone(body), func(s string) bool {
		return len(s) < 5 || slices.Contains([]string{".content", "#content", "article", "body", ".title"}, s)
	})
	return slices.DeleteFunc(loosened(own), func(s string) bool { return slices.Contains(own, s) })
}

// loosened are selectors that take classes and ids with endings too.
func loosened(rows Words) Words {
	out := make(Words, len(rows))
	for i, s := range rows {
		s = classPart.ReplaceAllString(s, "[class*='$1']")
		out[i] = idPart.ReplaceAllString(s, "[id^='$1']")
	}
	return out
}
