package extract

import (
	"encoding/json"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"github.com/regwire/regwire/feeds/pattern"
)

// Rows of some sites are no links: a function of the page's own opens them, which makes
// the address of what the row gives it. Where a function goes to a single address that is
// made of strings, its arguments and what the row's element carries, that is worked out;
// a function that chooses between several, or does more, opens nothing.

// pageOpeners are such functions by name, and those that a script sets on elements.
type pageOpeners struct {
	base    *url.URL
	scripts []string
	named   map[string]*opener
	set     []*opener
}

// opener is one function: the names of its parameters, what it does, and for one that is
// set on elements the selector of these.
type opener struct {
	parameters []string
	does       string
	goes       []string // what follows each place where it opens an address
	selector   string
	kept       map[string]string // what a name that is not given is assigned, once looked for
}

// Limits of what is looked at: functions of a script, elements with calls, and how often a
// name stands for something else.
const (
	maxOpeners     = 200
	maxCalls       = 5_000
	maxCalled      = 4 // calls of a handler, and addresses that a function opens
	maxOpenerDepth = 6
	maxOpenerSize  = 4 << 10 // bytes that a function which opens a row has at most
)

// plainSelector is a selector of a page's script that costs no more than a look at each element.
const plainSelector = `[\w\s.#>-]{1,80}`

var (
	namedFunction = pattern.MustCompile(`function\s+([\w$]+)\s*\(([\w$,\s]*)\)\s*\{|([\w$]+)\s*[=:]\s*(?:async\s+)?function\s*[\w$]*\s*\(([\w$,\s]*)\)\s*\{|([\w$]+)\s*=\s*(?:\(([\w$,\s]*)\)|([\w$]+))\s*=>\s*\{?`)
	setFunction   = pattern.MustCompile(`\$\(\s*(?:document|['"](` + plainSelector + `)['"])\s*\)\s*\.\s*(?:click\(|on\(\s*['"]click['"]\s*,\s*(?:['"](` + plainSelector + `)['"]\s*,\s*)?)\s*(?:function\s*\(([\w$,\s]*)\)\s*\{|\(?([\w$,\s]*)\)?\s*=>\s*\{?)`)
	eachFunction  = pattern.MustCompile(`querySelectorAll\(\s*['"](` + plainSelector + `)['"]\s*\)\s*\.\s*forEach\(\s*(?:function\s*\(([\w$,\s]*)\)\s*\{|\(?([\w$,\s]*)\)?\s*=>\s*\{?)`)
	// goesTo is where a function opens an address.
	goesTo = pattern.MustCompile(`window\s*\.\s*open\s*\(\s*|location\s*\.\s*(?:assign|replace)\s*\(\s*|location(?:\s*\.\s*href)?\s*=\s*`)
	// callOf is a call in an element's handler.
	callOf = pattern.MustCompile(`(?:^|[;\s(:.])([\w$]+)\s*\(`)
	// ofElement is what a script reads of an element: of $(this), this or a name.
	ofElement = pattern.MustCompile(`^(?:\$\(\s*([\w$]+)\s*\)|([\w$]+)(?:\s*\.\s*(?:currentTarget|target))?)\s*\.\s*(?:(data|attr|getAttribute)\(\s*['"]([\w-]+)['"]\s*\)|dataset\s*\.\s*([\w$]+)|id\b)`)
	coded     = pattern.MustCompile(`^(encodeURIComponent|encodeURI|escape|String)\s*\(`)
	ownOrigin = pattern.MustCompile(`^(?:(?:window|document)\s*\.\s*)?location\s*\.\s*origin\b`)
	hole      = pattern.MustCompile(`\$\{([^{}]*)\}`)
)

// openersOf finds the functions of a page's scripts that open something.
func openersOf(root *html.Node, base *url.URL) *pageOpeners {
	o := &pageOpeners{base: base, named: map[string]*opener{}}
	for _, s := range scripts(root) {
		if len(s) > maxLinked || !goesTo.MatchString(s) && len(o.scripts) > maxStates {
			continue
		}
		o.scripts = append(o.scripts, s)
		for _, m := range namedFunction.FindAllStringSubmatchIndex(s, maxOpeners) {
			name, parameters := part(s, m, 1)+part(s, m, 3)+part(s, m, 5), part(s, m, 2)+part(s, m, 4)+part(s, m, 6)+part(s, m, 7)
			if f := openerAt(s, m[1], parameters); f != nil {
				if o.named[name] != nil {
					f.goes = nil // two of one name: which holds is not said
				}
				o.named[name] = f
			}
		}
		for _, m := range setFunction.FindAllStringSubmatchIndex(s, maxOpeners) {
			if f := openerAt(s, m[1], part(s, m, 3)+part(s, m, 4)); f != nil {
				f.selector = pick(part(s, m, 2), part(s, m, 1))
				o.set = append(o.set, f)
			}
		}
		for _, m := range eachFunction.FindAllStringSubmatchIndex(s, maxOpeners) {
			if f := openerAt(s, m[1], part(s, m, 2)+part(s, m, 3)); f != nil && strings.Contains(f.does, "click") {
				f.selector = part(s, m, 1)
				o.set = append(o.set, f)
			}
		}
	}
	return o
}

// openerAt is the function whose beginning ends at a place of a script, nil if it opens
// nothing.
func openerAt(s string, at int, parameters string) *opener {
	f := &opener{parameters: parametersOf(parameters), does: bodyAt(s, at)}
	for _, m := range goesTo.FindAllStringIndex(f.does, maxCalled) {
		f.goes = append(f.goes, f.does[m[1]:])
	}
	if f.goes == nil {
		return nil
	}
	return f
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

// called is the address that a handler opens by a function of the page, "" if it calls none.
func (o *pageOpeners) called(call string, n *html.Node) string {
	for _, m := range callOf.FindAllStringSubmatchIndex(call, maxCalled) {
		f := o.named[call[m[2]:m[3]]]
		if f == nil {
			continue
		}
		var values []any
		if err := json.Unmarshal([]byte(list(call[m[1]:])), &values); err != nil {
			return ""
		}
		run := openerRun{pageOpeners: o, opener: f, node: n, given: map[string]string{}, elements: map[string]bool{"this": true}}
		for i, name := range f.parameters {
			if i >= len(values) {
				break
			}
			switch v := values[i].(type) {
			case string:
				run.given[name] = v
			case float64:
				run.given[name] = strconv.FormatFloat(v, 'f', -1, 64)
			case nil:
				run.elements[name] = true // this, most likely
			}
		}
		return run.address()
	}
	return ""
}

// markOpened writes into a page what those of its elements open that are no links.
func markOpened(root *html.Node, base *url.URL) {
	o := openersOf(root, base)
	if len(o.named) == 0 && len(o.set) == 0 {
		return
	}
	set := func(n *html.Node, address string) {
		if address != "" {
			n.Attr = append(n.Attr, html.Attribute{Key: openedAttr, Val: address})
		}
	}
	for i, n := range all(root, "[onclick], a[href^='javascript' i]") {
		if i == maxCalls {
			break
		}
		set(n, pick(o.called(attr(n, "onclick"), n), o.called(attr(n, "href"), n)))
	}
	for _, f := range o.set {
		elements, err := cascadia.Compile(f.selector)
		if err != nil {
			continue
		}
		for i, n := range cascadia.QueryAll(root, elements) {
			if i == maxCalls {
				break
			}
			run := openerRun{pageOpeners: o, opener: f, node: n, given: map[string]string{}, elements: map[string]bool{"this": true}}
			for _, name := range f.parameters {
				run.elements[name] = true
			}
			set(n, run.address())
		}
	}
}

// openedAttr is the attribute in which markOpened leaves an address; no page has one so
// called of its own.
const openedAttr = "data-opened-by-regwire"

// openerRun is a function at work for one element.
type openerRun struct {
	*pageOpeners
	*opener
	node     *html.Node
	given    map[string]string
	elements map[string]bool // names of the element itself
	depth    int
}

// address is where the function goes, if that is one place.
func (r *openerRun) address() string {
	out := ""
	for _, expression := range r.goes {
		to, rest, ok := r.sum(expression)
		if rest = strings.TrimLeft(rest, " \t"); !ok || rest != "" && strings.IndexByte(",;)}\r\n", rest[0]) < 0 || out != "" && out != to {
			return ""
		}
		out = to
	}
	return resolve(r.base, out)
}

// sum is what an expression at the beginning of s gives, and what follows it.
func (r *openerRun) sum(s string) (value, rest string, ok bool) {
	for {
		term, after, ok := r.term(strings.TrimLeft(s, " \t\r\n"))
		if !ok {
			return "", "", false
		}
		value += term
		next := strings.TrimLeft(after, " \t\r\n")
		if !strings.HasPrefix(next, "+") {
			return value, after, true
		}
		s = next[1:]
	}
}

// term is one part of such an expression.
func (r *openerRun) term(s string) (value, rest string, ok bool) {
	if s == "" {
		return "", "", false
	}
	if s[0] == '"' || s[0] == '\'' || s[0] == '`' {
		n := literalEnd(s)
		if n < 0 {
			return "", "", false
		}
		if s[0] == '`' {
			value, ok = r.filled(s[1:n])
			return value, s[n+1:], ok
		}
		return value, s[n+1:], json.Unmarshal([]byte(jsonString(s[1:n])), &value) == nil
	}
	if m := coded.FindStringSubmatch(s); m != nil || s[0] == '(' {
		begin := 1
		if m != nil {
			begin = len(m[0])
		}
		value, rest, ok = r.sum(s[begin:])
		rest = strings.TrimLeft(rest, " \t\r\n")
		if !ok || !strings.HasPrefix(rest, ")") {
			return "", "", false
		}
		if m != nil && m[1] == "encodeURIComponent" {
			value = url.QueryEscape(value)
		}
		return value, rest[1:], true
	}
	if m := ownOrigin.FindString(s); m != "" {
		return r.base.Scheme + "://" + r.base.Host, s[len(m):], true
	}
	if m := ofElement.FindStringSubmatch(s); m != nil && r.elements[m[1]+m[2]] {
		value = r.read(m[3], m[4], m[5])
		return value, s[len(m[0]):], value != ""
	}
	n := nameLength(s)
	if n == 0 || n < len(s) && strings.IndexByte(".([", s[n]) >= 0 {
		return "", "", false // a call, or a part of something
	}
	if s[0] >= '0' && s[0] <= '9' {
		return s[:n], s[n:], true
	}
	value, ok = r.kept(s[:n])
	return value, s[n:], ok
}

// read is what the element carries under a name.
func (r *openerRun) read(by, name, dataset string) string {
	switch {
	case by == "data":
		return attr(r.node, "data-"+name)
	case by != "":
		return attr(r.node, name)
	case dataset != "":
		var b strings.Builder
		for _, c := range dataset {
			if c >= 'A' && c <= 'Z' {
				b.WriteByte('-')
			}
			b.WriteRune(c)
		}
		return attr(r.node, "data-"+b.String())
	}
	return attr(r.node, "id")
}

// filled is a template with its holes filled in.
func (r *openerRun) filled(template string) (string, bool) {
	good := true
	out := hole.ReplaceAllStringFunc(template, func(h string) string {
		value, rest, ok := r.sum(h[2 : len(h)-1])
		good = good && ok && strings.TrimSpace(rest) == ""
		return value
	})
	return out, good
}

// kept is what a name stands for: an argument, or a value that is given it once, in the
// function or else in a script of the page.
func (r *openerRun) kept(name string) (string, bool) {
	if v, ok := r.given[name]; ok {
		return v, true
	}
	if r.depth++; r.depth > maxOpenerDepth || r.elements[name] {
		return "", false
	}
	expression, known := r.opener.kept[name]
	if !known {
		expression = r.assigned(name)
		if r.opener.kept == nil {
			r.opener.kept = map[string]string{}
		}
		r.opener.kept[name] = expression
	}
	value, _, ok := r.sum(expression)
	return value, ok
}

// assigned is what a name is assigned in the function, or else in a script of the page: ""
// where that is nothing, or more than one thing.
func (r *openerRun) assigned(name string) string {
	assignment := regexp.MustCompile(`(?:^|[\s;{,(])` + regexp.QuoteMeta(name) + `\s*\+?=[^=>]`)
	for _, s := range append([]string{r.does}, r.scripts...) {
		at := assignment.FindAllStringIndex(s, 2)
		if len(at) == 0 {
			continue
		}
		if end := at[0][1]; len(at) == 1 && s[end-3] != '+' {
			return s[end-1:]
		}
		break
	}
	return ""
}
