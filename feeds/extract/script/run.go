package script

import (
	"encoding/json"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"github.com/regwire/regwire/feeds/extract/address"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/pattern"
)

// openerRun is a function at work for one element: as much of the language of scripts as
// making an address takes.
type openerRun struct {
	*pageOpeners
	*opener
	node     *html.Node
	given    map[string]string
	elements map[string]*html.Node // what names stand for elements
	body     string                // what of the function is done, of its branches those that are taken
	steps    int
}

// maxSteps is how often a run looks at a name, or at a part of an expression.
const maxSteps = 200

var (
	// ofProperty is what a script reads of an element.
	ofProperty = pattern.MustCompile(`^\s*\.\s*(?:(data|attr|prop|getAttribute)\(\s*['"]([\w-]+)['"]\s*\)|dataset\s*(?:\.\s*([\w$]+)|\[\s*['"]([\w$-]+)['"]\s*\])|(id|rel|name|title)\b)`)
	// ofElement is how it comes from one element to another.
	ofElement = pattern.MustCompile(`^\s*(?:\.\s*(?:(currentTarget|target|srcElement)\b|(parent\(\)|parentNode\b|parentElement\b)|(closest|parents|find|children|querySelector)\(\s*['"](` + plainSelector + `)['"]\s*\)|first\(\)|eq\(0\)|get\(0\))|\[0\])`)
	wrapped   = pattern.MustCompile(`^\$\(\s*([\w$.]+)\s*\)`)
	coded     = pattern.MustCompile(`^(encodeURIComponent|encodeURI|escape|String|parseInt|Number)\s*\(`)
	ownOrigin = pattern.MustCompile(`^(?:(?:window|document)\s*\.\s*)?location\s*\.\s*origin\b`)
	hole      = pattern.MustCompile(`\$\{([^{}]*)\}`)
	// ofString is what is done to a string without an argument, and with one.
	ofString = pattern.MustCompile(`^\s*\.\s*(?:(trim|toString|valueOf)\(\s*\)|(replace|replaceAll|concat)\(\s*)`)
	// compared is between two values that are compared.
	compared = pattern.MustCompile(`^\s*([!=]={1,2})`)
)

// address is where the function goes, if that is one place.
func (r *openerRun) address() string {
	if !r.opens {
		return ""
	}
	r.take()
	does := r.body
	var goes []string
	for _, m := range goesTo.FindAllStringIndex(does, maxCalled) {
		goes = append(goes, does[m[1]:])
	}
	if goes == nil {
		for _, m := range hrefOf.FindAllStringSubmatchIndex(does, maxCalled) {
			if name := part(does, m, 1) + part(does, m, 2); r.bound(name) == r.node {
				goes = append(goes, does[m[1]:])
			}
		}
	}
	out := ""
	for _, expression := range goes {
		to, rest, ok := r.value(expression)
		if rest = strings.TrimLeft(rest, " \t"); !ok || rest != "" && strings.IndexByte(",;)}\r\n", rest[0]) < 0 || out != "" && out != to {
			return ""
		}
		out = to
	}
	return address.Resolve(r.base, out)
}

// value is what an expression at the beginning of s gives, and what follows it.
func (r *openerRun) value(s string) (value, rest string, ok bool) {
	if r.steps++; r.steps > maxSteps {
		return "", "", false
	}
	if value, rest, ok = r.sum(s); !ok {
		return "", "", false
	}
	if m := compared.FindStringSubmatch(rest); m != nil {
		other, after, ok := r.sum(rest[len(m[0]):])
		if !ok {
			return "", "", false
		}
		return r.either((value == other) == (m[1][0] == '='), after)
	}
	switch next := strings.TrimLeft(rest, " \t\r\n"); {
	case strings.HasPrefix(next, "?"):
		return r.either(value != "" && value != "0", rest)
	case strings.HasPrefix(next, "||"):
		other, after, ok := r.value(next[2:])
		if value != "" {
			return value, after, ok
		}
		return other, after, ok
	}
	return value, rest, true
}

// either is one of the two values behind a question.
func (r *openerRun) either(holds bool, s string) (value, rest string, ok bool) {
	s = strings.TrimLeft(s, " \t\r\n")
	if !strings.HasPrefix(s, "?") {
		return "", "", false
	}
	then, rest, ok := r.value(s[1:])
	rest = strings.TrimLeft(rest, " \t\r\n")
	if !ok || !strings.HasPrefix(rest, ":") {
		return "", "", false
	}
	other, rest, ok := r.value(rest[1:])
	if holds {
		return then, rest, ok
	}
	return other, rest, ok
}

// sum is a value without a question.
func (r *openerRun) sum(s string) (value, rest string, ok bool) {
	for {
		term, after, ok := r.term(strings.TrimLeft(s, " \t\r\n"))
		if ok {
			term, after, ok = r.changed(term, after)
		}
		if !ok {
			return "", "", false
		}
		value += term
		next := strings.TrimLeft(after, " \t\r\n")
		if !strings.HasPrefix(next, "+") || len(value) > address.Max {
			return value, after, len(value) <= address.Max
		}
		s = next[1:]
	}
}

// changed is a string after what is done to it.
func (r *openerRun) changed(value, s string) (out, rest string, ok bool) {
	for {
		m := ofString.FindStringSubmatch(s)
		if m == nil {
			return value, s, !strings.HasPrefix(s, ".") && !strings.HasPrefix(s, "[") && len(value) <= address.Max
		}
		s = s[len(m[0]):]
		if m[1] != "" {
			value = strings.TrimSpace(value)
			continue
		}
		var given []string
		for {
			v, after, ok := r.argument(s)
			if !ok {
				return "", "", false
			}
			given = append(given, v)
			if s = strings.TrimLeft(after, " \t\r\n"); !strings.HasPrefix(s, ",") {
				break
			}
			s = s[1:]
		}
		if !strings.HasPrefix(s, ")") || m[2] != "concat" && len(given) != 2 {
			return "", "", false
		}
		s = s[1:]
		if m[2] == "concat" {
			value += strings.Join(given, "")
		} else {
			value = strings.Replace(value, given[0], given[1], 1)
		}
	}
}

// plainExpression is an expression that stands for its own letters, with flags.
var plainExpression = pattern.MustCompile(`^\s*/((?:[\w{}:#@%&=~-]|\\[^\w])+)/[gim]*`)

// argument is a value, or the letters that an expression looks for.
func (r *openerRun) argument(s string) (value, rest string, ok bool) {
	if m := plainExpression.FindStringSubmatch(s); m != nil {
		return strings.ReplaceAll(m[1], `\`, ""), s[len(m[0]):], true
	}
	return r.value(s)
}

// term is one part of such an expression.
func (r *openerRun) term(s string) (value, rest string, ok bool) {
	if r.steps++; s == "" || r.steps > maxSteps {
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
		value, rest, ok = r.value(s[begin:])
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
	if n, rest, ok := r.element(s); ok {
		m := ofProperty.FindStringSubmatch(rest)
		if m == nil {
			return "", "", false
		}
		value = property(n, m)
		return value, rest[len(m[0]):], value != ""
	}
	n := nameLength(s)
	if n == 0 || n < len(s) && s[n] == '(' {
		return "", "", false // a call
	}
	if s[0] >= '0' && s[0] <= '9' {
		return s[:n], s[n:], true
	}
	value, ok = r.worth(s[:n])
	return value, s[n:], ok
}

// property is what an element carries under the name that ofProperty found.
func property(n *html.Node, m []string) string {
	switch {
	case m[1] == "data":
		return dom.Attr(n, "data-"+dashed(m[2]))
	case m[1] != "":
		return dom.Attr(n, m[2])
	case m[5] != "":
		return dom.Attr(n, m[5])
	}
	return dom.Attr(n, "data-"+dashed(dom.Pick(m[3], m[4])))
}

// dashed is a name in capitals and small letters as attributes have it.
func dashed(name string) string {
	var b strings.Builder
	for _, c := range name {
		if c >= 'A' && c <= 'Z' {
			b.WriteByte('-')
			c += 'a' - 'A'
		}
		b.WriteRune(c)
	}
	return b.String()
}

// filled is a template with its holes filled in.
func (r *openerRun) filled(template string) (string, bool) {
	good := true
	out := hole.ReplaceAllStringFunc(template, func(h string) string {
		value, rest, ok := r.value(h[2 : len(h)-1])
		good = good && ok && strings.TrimSpace(rest) == ""
		return value
	})
	return out, good
}

// element is the element that s begins with, and what follows it.
func (r *openerRun) element(s string) (n *html.Node, rest string, ok bool) {
	if r.steps++; r.steps > maxSteps {
		return nil, "", false
	}
	s = strings.TrimLeft(s, " \t\r\n")
	name := ""
	if m := wrapped.FindStringSubmatch(s); m != nil {
		name, _, _ = strings.Cut(m[1], ".")
		rest = s[len(m[0]):]
	} else {
		length := nameLength(s)
		name, rest = s[:length], s[length:]
	}
	if n = r.bound(name); n == nil {
		return nil, "", false
	}
	for n != nil {
		m := ofElement.FindStringSubmatch(rest)
		if m == nil {
			return n, rest, true
		}
		rest = rest[len(m[0]):]
		switch {
		case m[2] != "":
			n = n.Parent
		case m[3] != "":
			n = towards(n, m[3], m[4])
		}
	}
	return nil, "", false
}

// towards is the element that a selector finds around an element, or under it.
func towards(n *html.Node, way, selector string) *html.Node {
	switch way {
	case "closest", "parents":
		return dom.Around(n, selector)
	}
	return dom.FirstUnder(n, selector)
}

// bound is the element that a name stands for, nil where it is none.
func (r *openerRun) bound(name string) *html.Node {
	if n, ok := r.elements[name]; ok {
		return n
	}
	if _, ok := r.given[name]; ok || name == "" || name[0] >= '0' && name[0] <= '9' {
		return nil
	}
	r.elements[name] = nil // while it is looked for
	if values := r.local(name); len(values) == 1 {
		if n, rest, ok := r.element(values[0]); ok && ends(rest) {
			r.elements[name] = n
		}
	}
	return r.elements[name]
}

// ends reports whether an expression is whole where s follows it.
func ends(s string) bool {
	s = strings.TrimLeft(s, " \t")
	return s == "" || strings.IndexByte(",;)}\r\n", s[0]) >= 0
}

// worth is what a name stands for: an argument, or what it is given in the function, or else
// once in a script of the page.
func (r *openerRun) worth(name string) (string, bool) {
	if v, ok := r.given[name]; ok {
		return v, true
	}
	values := r.local(name)
	if values == nil {
		values = []string{r.global(name)}
	}
	var out strings.Builder
	for _, expression := range values {
		value, _, ok := r.value(expression)
		if !ok {
			return "", false
		}
		out.WriteString(value)
	}
	return out.String(), true
}

// local are the expressions that make a name's value in the function, one behind the other;
// an empty one where that is not told.
func (r *openerRun) local(name string) (out []string) {
	for _, at := range r.assignments(name, r.body) {
		value, added := r.body[at-1:], r.body[at-3] == '+'
		if rest, own := strings.CutPrefix(strings.TrimLeft(value, " "), name); own && strings.HasPrefix(strings.TrimLeft(rest, " "), "+") {
			value, added = strings.TrimLeft(rest, " ")[1:], true // u = u + "?id=" + id
		}
		if added && out == nil || out != nil && branch.MatchString(r.body) {
			return []string{""}
		}
		if !added {
			out = nil // anew
		}
		out = append(out, value)
	}
	return out
}

// assignments are the places in a script behind which a name gets a value.
func (o *pageOpeners) assignments(name, s string) (out []int) {
	if !strings.Contains(s, name) {
		return nil
	}
	by := o.assigns[name]
	if by == nil {
		by = regexp.MustCompile(`(?:^|[\s;{,(])` + regexp.QuoteMeta(name) + `\s*\+?=[^=>]`)
		o.assigns[name] = by
	}
	for _, m := range by.FindAllStringIndex(s, maxCalled) {
		out = append(out, m[1])
	}
	return out
}

// global is what a name is given once in the scripts of the page, "" where that is nothing or
// more than one thing.
func (o *pageOpeners) global(name string) string {
	expression, known := o.kept[name]
	if known {
		return expression
	}
	for _, s := range o.scripts {
		if at := o.assignments(name, s); len(at) == 1 && s[at[0]-3] != '+' {
			expression = s[at[0]-1:]
		} else if len(at) == 0 {
			continue
		}
		break
	}
	o.kept[name] = expression
	return expression
}

// give gives the arguments of a call, as this run has them, to the function that is called.
func (r *openerRun) give(to *openerRun, s string) {
	r.body = r.does
	for _, name := range to.parameters {
		if n, rest, ok := r.element(s); ok && ends(rest) {
			to.elements[name], s = n, rest
		} else if v, rest, ok := r.value(s); ok && ends(rest) {
			to.given[name], s = v, rest
		} else {
			s = s[argumentLength(s):]
		}
		if s = strings.TrimLeft(s, " \t\r\n"); !strings.HasPrefix(s, ",") {
			return
		}
		s = s[1:]
	}
}

// argumentLength is how long the argument is that s begins with.
func argumentLength(s string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '"', '\'', '`':
			i += max(0, literalEnd(s[i:]))
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			if depth--; depth < 0 {
				return i
			}
		case ',':
			if depth == 0 {
				return i
			}
		}
	}
	return len(s)
}
