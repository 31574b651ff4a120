package pattern

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"sync"
)

// plan is how a pattern is looked for, worked out from its expression.
type plan struct {
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

func newPlan(expr string) (*plan, error) {
	tree, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return nil, err
	}
	p := &plan{
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

// possible reports whether s holds what a match needs.
func (p *plan) possible(s string) bool {
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
func (p *plan) ends(s string) bool {
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
func (p *plan) first(s string) []int {
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
func (p *plan) all(s string, n int) [][]int {
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

func (p *plan) matches(s string) bool {
	if p.program != nil {
		if found, sure := p.program.find(s, 0, nil); sure {
			return found
		}
	}
	return p.machine().MatchString(s)
}
