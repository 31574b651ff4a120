package script

import (
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/pattern"
)

// Rows of some sites are no links: a function of the page's own opens them, which makes
// the address of what the row gives it. Where a function goes to a single address that is
// made of strings, its arguments and what the row's element carries, that is worked out (see
// openerRun); a function that does more, or chooses in a way that is not told, opens nothing.

// pageOpeners are such functions by name, and those that a script sets on elements.
type pageOpeners struct {
	root    *html.Node
	base    *url.URL
	scripts []string
	named   map[string]*opener
	set     []*opener
	assigns map[string]*regexp.Regexp // where a name is given a value, by name
	kept    map[string]string         // what a script of the page gives a name, once looked for
}

// opener is one function: the names of its parameters, what it does, and for one that is
// set on elements the selector of these.
type opener struct {
	parameters []string
	does       string
	opens      bool // an address: it may be called twice by one name, which opens nothing
	selector   string
}

// Limits of what is looked at: functions of a script, elements with calls, and how often a
// name stands for something else.
const (
	maxOpeners     = 200
	maxCalls       = 5_000
	maxCalled      = 4 // calls of a handler, addresses that a function opens, and its branches
	maxOpenerDepth = 6
	maxScript      = 256 << 10 // bytes of a script
	maxOpenerSize  = 4 << 10   // bytes that a function which opens a row has at most
)

// plainSelector is a selector of a page's script that costs no more than a look at each element.
const plainSelector = `[\w\s.#>,\[\]-]{1,80}`

// A function of a script, up to what it does: with its parameters in one of two groups.
const anyFunction = `(?:async\s+)?(?:function\s*[\w$]*\s*\(([\w$,\s]*)\)\s*\{|\(?([\w$,\s]*)\)?\s*=>\s*\{?)`

var (
	namedFunction = pattern.MustCompile(`function\s+([\w$]+)\s*\(([\w$,\s]*)\)\s*\{|([\w$]+)\s*[=:]\s*(?:async\s+)?function\s*[\w$]*\s*\(([\w$,\s]*)\)\s*\{|([\w$]+)\s*=\s*(?:\(([\w$,\s]*)\)|([\w$]+))\s*=>\s*\{?`)
	// setFunctions are the ways in which scripts set one on elements. Groups: the selectors of
	// what it is set on, the name that stands for that, or nothing, and the parameters.
	setFunctions = []struct {
		is        *pattern.Pattern
		selectors []int
		name      int
		from      int // the first of the two groups of parameters
	}{
		{is: pattern.MustCompile(`\$\(\s*(?:document|['"](` + plainSelector + `)['"])\s*\)\s*\.\s*(?:click\(|each\(|(?:on|bind|live)\(\s*['"]click['"]\s*,\s*(?:['"](` + plainSelector + `)['"]\s*,\s*)?)\s*` + anyFunction), selectors: []int{2, 1}, from: 3},
		{is: pattern.MustCompile(`querySelectorAll\(\s*['"](` + plainSelector + `)['"]\s*\)\s*\.\s*forEach\(\s*` + anyFunction), selectors: []int{1}, from: 2},
		{is: pattern.MustCompile(`([\w$]+)\s*\[\s*\w+\s*\]\s*\.\s*(?:onclick\s*=|addEventListener\(\s*['"]click['"]\s*,)\s*` + anyFunction), name: 1, from: 2},
		{is: pattern.MustCompile(`addEventListener\(\s*['"]click['"]\s*,\s*` + anyFunction), from: 1},
	}
	// elementsOf is what selects the elements that a name stands for.
	elementsOf = pattern.MustCompile(`^(?:document\s*\.\s*)?(?:querySelectorAll\(\s*['"](` + plainSelector + `)['"]|getElementsByClassName\(\s*['"]([\w-]+)['"]|getElementsByTagName\(\s*['"](\w+)['"]|\$\(\s*['"](` + plainSelector + `)['"])`)
	// closestTo is what a function that hears all clicks of a page looks for around one.
	closestTo = pattern.MustCompile(`\.\s*closest\(\s*['"](` + plainSelector + `)['"]\s*\)`)
	// goesTo is where a function opens an address; hrefOf where it gives one to an element.
	goesTo = pattern.MustCompile(`window\s*\.\s*open\s*\(\s*|location\s*\.\s*(?:assign|replace)\s*\(\s*|\$\(\s*(?:window\s*\.\s*)?location\s*\)\s*\.\s*(?:attr|prop)\(\s*['"]href['"]\s*,\s*|location(?:\s*\.\s*href)?\s*=\s*`)
	hrefOf = pattern.MustCompile(`(?:\$\(\s*([\w$]+)\s*\)|([\w$]+))\s*\.\s*(?:(?:attr|prop|setAttribute)\(\s*['"]href['"]\s*,\s*|href\s*=\s*)`)
	// callOf is a call in an element's handler.
	callOf = pattern.MustCompile(`(?:^|[;\s(:.])([\w$]+)\s*\(`)
)

// openersOf finds the functions of a page's scripts that open something.
func openersOf(root *html.Node, base *url.URL) *pageOpeners {
	o := &pageOpeners{root: root, base: base, named: map[string]*opener{}, assigns: map[string]*regexp.Regexp{}, kept: map[string]string{}}
	for _, s := range dom.Scripts(root) {
		if len(s) <= maxScript && (len(o.scripts) <= MaxValues || mayOpen(s)) {
			o.scripts = append(o.scripts, s)
		}
	}
	for _, s := range o.scripts {
		if mayOpen(s) {
			o.find(s)
		}
	}
	return o
}

// mayOpen reports whether a script has what each has that opens something.
func mayOpen(s string) bool {
	return strings.Contains(s, "open") || strings.Contains(s, "location") || strings.Contains(s, "href")
}

func (o *pageOpeners) find(s string) {
	for _, m := range namedFunction.FindAllStringSubmatchIndex(s, maxOpeners) {
		name, parameters := part(s, m, 1)+part(s, m, 3)+part(s, m, 5), part(s, m, 2)+part(s, m, 4)+part(s, m, 6)+part(s, m, 7)
		if f := openerAt(s, m[1], parameters); f != nil && goesTo.MatchString(f.does) {
			f.opens = o.named[name] == nil // two of one name: which holds is not said
			o.named[name] = f
		}
	}
	for _, way := range setFunctions {
		for _, m := range way.is.FindAllStringSubmatchIndex(s, maxOpeners) {
			f := openerAt(s, m[1], part(s, m, way.from)+part(s, m, way.from+1))
			if f == nil || !goesTo.MatchString(f.does) && !hrefOf.MatchString(f.does) {
				continue
			}
			for _, group := range way.selectors {
				f.selector = dom.Pick(f.selector, part(s, m, group))
			}
			switch {
			case way.name > 0:
				f.selector = o.selects(part(s, m, way.name))
			case f.selector == "":
				if m := closestTo.FindStringSubmatch(f.does); m != nil {
					f.selector = m[1]
				}
			}
			if f.selector != "" {
				o.set = append(o.set, f)
			}
		}
	}
}

// selects is the selector of the elements that a name stands for in the scripts.
func (o *pageOpeners) selects(name string) string {
	m := elementsOf.FindStringSubmatch(strings.TrimSpace(o.global(name)))
	switch {
	case m == nil:
		return ""
	case m[2] != "":
		return "." + m[2]
	}
	return dom.Pick(m[1], m[3], m[4])
}

// openerAt is the function whose beginning ends at a place of a script, nil where its end is
// not found.
func openerAt(s string, at int, parameters string) *opener {
	if does := bodyAt(s, at); does != "" {
		return &opener{parameters: parametersOf(parameters), does: does, opens: true}
	}
	return nil
}

// part is a group of a match, "" where it took no part.
func part(s string, m []int, group int) string {
	if m[2*group] < 0 {
		return ""
	}
	return s[m[2*group]:m[2*group+1]]
}

func parametersOf(parameters string) []string {
	return strings.FieldsFunc(parameters, func(r rune) bool { return r == ',' || r == ' ' || r == '\n' || r == '\t' || r == '\r' })
}

// bodyAt is what a function does whose beginning ends at a place: up to the bracket that
// closes it, or of one without brackets up to the end of its expression.
func bodyAt(s string, at int) string {
	open := at > 0 && s[at-1] == '{'
	depth := 0
	for i := at; i < len(s) && i < at+maxOpenerSize; i++ {
		switch c := s[i]; {
		case c == '"' || c == '\'' || c == '`':
			n := literalEnd(s[i:])
			if n < 0 {
				return ""
			}
			i += n
		case c == '/' && i+1 < len(s) && s[i+1] == '/' && i > 0 && s[i-1] != '\\':
			i += lineLength(s[i:]) - 1
		case c == '{' || c == '(' || c == '[':
			depth++
		case c == '}' || c == ')' || c == ']':
			if depth--; depth < 0 {
				return s[at:i]
			}
		case depth == 0 && !open && (c == ';' || c == '\n'):
			return s[at:i]
		}
	}
	if open {
		return ""
	}
	return s[at:min(len(s), at+maxOpenerSize)]
}

// opened is the address that a handler of an element opens, by a function of the page or
// itself, "" if it opens none.
func (o *pageOpeners) opened(handler string, n *html.Node) string {
	handler = strings.TrimPrefix(strings.TrimSpace(handler), "javascript:")
	own := o.run(&opener{does: handler, opens: true}, n, "event", "e")
	for _, m := range callOf.FindAllStringSubmatchIndex(handler, maxCalled) {
		if f := o.named[handler[m[2]:m[3]]]; f != nil {
			run := o.run(f, n)
			own.give(run, handler[m[1]:])
			return run.address()
		}
	}
	if goesTo.MatchString(handler) {
		return own.address()
	}
	return ""
}

// run is a function at work for an element, for which this and the names stand.
func (o *pageOpeners) run(f *opener, n *html.Node, names ...string) *openerRun {
	r := &openerRun{pageOpeners: o, opener: f, node: n, given: map[string]string{}, elements: map[string]*html.Node{"this": n}}
	for _, name := range names {
		r.elements[name] = n
	}
	return r
}

// MarkOpened writes into a page what those of its elements open that are no links.
func MarkOpened(root *html.Node, base *url.URL) {
	o := openersOf(root, base)
	set := func(n *html.Node, address string) {
		if address != "" && !dom.HasAttr(n, OpenedAttr) {
			n.Attr = append(n.Attr, html.Attribute{Key: OpenedAttr, Val: address})
		}
	}
	for i, n := range dom.All(root, "[onclick], a[href^='javascript' i]") {
		if i == maxCalls {
			break
		}
		set(n, dom.Pick(o.opened(dom.Attr(n, "onclick"), n), o.opened(dom.Attr(n, "href"), n)))
	}
	for _, f := range o.set {
		for i, n := range dom.AllUnder(root, f.selector) {
			if i == maxCalls {
				break
			}
			set(n, o.run(f, n, f.parameters...).address())
		}
	}
}

// OpenedAttr is the attribute in which MarkOpened leaves an address; no page has one so
// called of its own.
const OpenedAttr = "data-opened-by-regwire"
