package script

import (
	"regexp"
	"strings"

	"github.com/regwire/regwire/feeds/pattern"
)

// Functions that open rows choose at times, by what kind of row it is.

var (
	// branch is where a function chooses.
	branch   = pattern.MustCompile(`(?:^|[^\w$.])(?:if|switch)\s*\(`)
	elseWord = regexp.MustCompile(`^[\s;]*else\b`)
	caseWord = regexp.MustCompile(`(?:^|[^\w$.])(?:case\b|default\s*:)`)
)

// take leaves of what the function does the branches that are taken; where that is not told,
// all of them.
func (r *openerRun) take() {
	r.body = r.does
	for from, n := 0, 0; n < 2*maxCalled; n++ {
		m := branch.FindStringIndex(r.body[from:])
		if m == nil {
			return
		}
		at, begin := from+m[1], from+m[0]
		condition := bodyAt(r.body, at)
		after := at + len(condition) + 1
		if after > len(r.body) || r.body[after-1] != ')' {
			return
		}
		then, end := r.statement(after)
		taken, known := "", false
		if strings.Contains(r.body[begin:at], "switch") {
			taken, known = r.chosen(condition, then)
		} else {
			other := ""
			if e := elseWord.FindString(r.body[end:]); e != "" {
				other, end = r.statement(end + len(e))
			}
			var holds bool
			if holds, known = r.holds(condition); holds {
				taken = then
			} else {
				taken = other
			}
		}
		from = at
		if known {
			r.body = r.body[:begin] + ";" + taken + ";" + r.body[end:]
			from = begin
		}
	}
}

// statement is the statement at a place of the body, without the brackets around several,
// and where it ends.
func (r *openerRun) statement(at int) (what string, end int) {
	at += len(r.body[at:]) - len(strings.TrimLeft(r.body[at:], " \t\r\n"))
	if at < len(r.body) && r.body[at] == '{' {
		what = bodyAt(r.body, at+1)
		return what, min(len(r.body), at+len(what)+2)
	}
	for depth, i := 0, at; i < len(r.body); i++ {
		switch c := r.body[i]; c {
		case '"', '\'', '`':
			i += max(0, literalEnd(r.body[i:]))
		case '(', '{':
			depth++
		case ')', '}':
			depth--
		case ';':
			if depth == 0 {
				return r.body[at : i+1], i + 1
			}
		}
	}
	return r.body[at:], len(r.body)
}

// chosen is what a switch does for the value of an expression.
func (r *openerRun) chosen(expression, cases string) (taken string, known bool) {
	value, rest, ok := r.sum(expression)
	if !ok || strings.TrimSpace(rest) != "" {
		return "", false
	}
	places := caseWord.FindAllStringIndex(cases, maxOpeners)
	for i, m := range places {
		end := len(cases)
		if i+1 < len(places) {
			end = places[i+1][0]
		}
		does, is := cases[m[1]:end], strings.HasSuffix(cases[m[0]:m[1]], ":")
		if !is {
			label, rest, ok := r.sum(does)
			rest = strings.TrimLeft(rest, " \t")
			if !ok || !strings.HasPrefix(rest, ":") {
				return "", false
			}
			does, is = rest[1:], label == value
		}
		if is {
			does, _, _ = strings.Cut(does, "break")
			return does, true
		}
	}
	return "", true
}

// holds reports whether a condition holds, if that is told.
func (r *openerRun) holds(condition string) (holds, known bool) {
	value, rest, ok := r.sum(condition)
	if !ok {
		return false, false
	}
	if m := compared.FindStringSubmatch(rest); m != nil {
		other, after, ok := r.sum(rest[len(m[0]):])
		return (value == other) == (m[1][0] == '='), ok && strings.TrimSpace(after) == ""
	}
	return value != "" && value != "0", strings.TrimSpace(rest) == ""
}
