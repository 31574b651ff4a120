// Package pattern is regexp for patterns that most texts do not match. What a
// text must hold to match is worked out from the pattern itself, and looked for
// first: finding a word costs a hundredth of running the machine of a pattern.
// Start with MustCompile.
package pattern

import (
	"fmt"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"sync"
)

// Pattern is a regular expression, with the literals that every match contains.
// It finds what regexp finds, only sooner.
type Pattern struct {
	program *program // nil where only the machine can do it
	// machine compiles the expression when it is first needed: most never are.
	machine func() *regexp.Regexp
	names   []string
	// need: of every list, the text has to hold one.
	need []anyOf
	// last: a text that matches ends with one of these; nil when that is not sure.
	last  anyOf
	tails uint64 // what the last bytes of those may be, see tail
	// must are the characters of words that are needed in any case.
	must charSet
}

// anyOf are words of which one is enough.
type anyOf []string

// Compile compiles a pattern in the syntax of regexp.
func Compile(expr string) (*Pattern, error) {
	tree, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return nil, err
	}
	p := &Pattern{
		program: assemble(tree), names: tree.CapNames(),
		machine: sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) }),
	}
	tree = tree.Simplify()
	p.need, p.last = literals(tree), last(tree, false)
	for _, w := range p.last {
		p.tails |= tail(w)
	}
	for _, words := range p.need {
		if len(words) != 1 {
			continue
		}
		for i, chars := range charsOf(words[0]) {
			p.must[i] |= chars
		}
	}
	return p, nil
}

// MustCompile is Compile for patterns that are part of the program.
func MustCompile(expr string) *Pattern {
	p, err := Compile(expr)
	if err != nil {
		panic(fmt.Sprintf("pattern %q: %v", expr, err))
	}
	return p
}

// possible reports whether s holds what a match needs.
func (p *Pattern) possible(s string) bool {
	if !p.ends(s) {
		return false
	}
	if p.program != nil && p.program.begin {
		return true // tried at one place only, it soon knows
	}
	for _, words := range p.need {
		if !words.in(s) {
			return false
		}
	}
	return true
}

// ends reports whether s ends as a match must.
func (p *Pattern) ends(s string) bool {
	return p.last == nil || p.tails&tail(s) != 0 && slices.ContainsFunc(p.last, func(w string) bool { return strings.HasSuffix(s, w) })
}

// tail is one of 64 bits by the last two bytes of s; all of them where s is too
// short to tell.
func tail(s string) uint64 {
	if len(s) < 2 {
		return ^uint64(0)
	}
	return 1 << ((s[len(s)-1] ^ s[len(s)-2]<<3) & 63)
}

func (words anyOf) in(s string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// first is where the first match and its parts are, nil when there is none.
func (p *Pattern) first(s string) []int {
	if p.program != nil {
		var room [16]int // most patterns find nothing and need no more
		slots := room[:0]
		slots = slices.Grow(slots, p.program.slots)[:p.program.slots]
		found, sure := p.program.find(s, 0, slots)
		if sure && found {
			return slices.Clone(slots)
		}
		if sure {
			return nil
		}
	}
	return p.machine().FindStringSubmatchIndex(s)
}

// all is where the first n matches and their parts are.
func (p *Pattern) all(s string, n int) [][]int {
	if p.program == nil {
		return p.machine().FindAllStringSubmatchIndex(s, n)
	}
	var out [][]int
	slots := make([]int, p.program.slots)
	for pos, end := 0, -1; len(out) != n && pos <= len(s); {
		found, sure := p.program.find(s, pos, slots)
		if !sure {
			return p.machine().FindAllStringSubmatchIndex(s, n)
		}
		if !found {
			break
		}
		from, to := slots[0], slots[1]
		// Nothing is found right behind a match: it belongs to that one.
		if from != to || from != end {
			out = append(out, slices.Clone(slots))
		}
		if pos, end = to, to; from == to {
			pos += width(s, to)
		}
	}
	return out
}

// MatchString is that of regexp, as are the methods that follow.
func (p *Pattern) MatchString(s string) bool { return p.possible(s) && p.matches(s) }

func (p *Pattern) matches(s string) bool {
	if p.program != nil {
		if found, sure := p.program.find(s, 0, nil); sure {
			return found
		}
	}
	return p.machine().MatchString(s)
}

func (p *Pattern) FindString(s string) string {
	if m := p.FindStringSubmatchIndex(s); m != nil {
		return s[m[0]:m[1]]
	}
	return ""
}

func (p *Pattern) FindStringIndex(s string) []int {
	if m := p.FindStringSubmatchIndex(s); m != nil {
		return m[:2]
	}
	return nil
}

func (p *Pattern) FindStringSubmatch(s string) []string {
	return pieces(s, p.FindStringSubmatchIndex(s))
}

func (p *Pattern) FindStringSubmatchIndex(s string) []int {
	if !p.possible(s) {
		return nil
	}
	return p.first(s)
}

// pieces are the parts of s that a match found.
func pieces(s string, m []int) []string {
	if m == nil {
		return nil
	}
	out := make([]string, len(m)/2)
	for i := range out {
		if m[2*i] >= 0 {
			out[i] = s[m[2*i]:m[2*i+1]]
		}
	}
	return out
}

func (p *Pattern) FindAllString(s string, n int) []string {
	return each(p.FindAllStringSubmatchIndex(s, n), func(m []int) string { return s[m[0]:m[1]] })
}

func (p *Pattern) FindAllStringIndex(s string, n int) [][]int {
	return each(p.FindAllStringSubmatchIndex(s, n), func(m []int) []int { return m[:2] })
}

func (p *Pattern) FindAllStringSubmatch(s string, n int) [][]string {
	return each(p.FindAllStringSubmatchIndex(s, n), func(m []int) []string { return pieces(s, m) })
}

func (p *Pattern) FindAllStringSubmatchIndex(s string, n int) [][]int {
	if !p.possible(s) {
		return nil
	}
	return p.all(s, n)
}

func each[T any](matches [][]int, of func([]int) T) []T {
	var out []T
	for _, m := range matches {
		out = append(out, of(m))
	}
	return out
}

func (p *Pattern) ReplaceAllString(s, with string) string {
	if !strings.Contains(with, "$") {
		return p.replace(s, func([]int) string { return with })
	}
	return p.replace(s, func(m []int) string { return string(p.machine().ExpandString(nil, with, s, m)) })
}

func (p *Pattern) ReplaceAllStringFunc(s string, with func(string) string) string {
	return p.replace(s, func(m []int) string { return with(s[m[0]:m[1]]) })
}

func (p *Pattern) replace(s string, with func([]int) string) string {
	matches := p.FindAllStringSubmatchIndex(s, -1)
	if matches == nil {
		return s
	}
	var b strings.Builder
	end := 0
	for _, m := range matches {
		b.WriteString(s[end:m[0]])
		b.WriteString(with(m))
		end = m[1]
	}
	b.WriteString(s[end:])
	return b.String()
}

func (p *Pattern) SubexpNames() []string { return p.names }
