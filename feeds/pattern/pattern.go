// Package pattern is regexp for patterns that most texts do not match. What a
// text must hold to match is worked out from the pattern itself, and looked for
// first: finding a word costs a hundredth of running the machine of a pattern.
// Start with MustCompile.
package pattern

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
)

// Pattern is a regular expression, with the literals that every match contains.
// It finds what regexp finds, only sooner.
type Pattern struct {
	expr string
	// made is the plan, once the pattern was used: a program has many hundreds of
	// patterns, and most commands need none of them.
	made atomic.Pointer[plan]
}

// MustCompile is for patterns that are part of the program, in the syntax of regexp.
// They are worked out when they are first used, and panic then if they are wrong: see
// Check.
func MustCompile(expr string) *Pattern {
	p := &Pattern{expr: expr}
	declared.Lock()
	defer declared.Unlock()
	declared.patterns = append(declared.patterns, p)
	return p
}

// declared is what MustCompile made.
var declared struct {
	sync.Mutex
	patterns []*Pattern
}

// Check works out every pattern that is part of the program, and names those that
// are wrong. A test asks it, so that no first use can panic.
func Check() error {
	declared.Lock()
	defer declared.Unlock()
	var wrong []error
	for _, p := range declared.patterns {
		wrong = append(wrong, p.workOut())
	}
	return errors.Join(wrong...)
}

// plan is how p is looked for. Two that use p first at once work it out twice.
func (p *Pattern) plan() *plan {
	if l := p.made.Load(); l != nil {
		return l
	}
	if err := p.workOut(); err != nil {
		panic(err.Error())
	}
	return p.made.Load()
}

func (p *Pattern) workOut() error {
	l, err := newPlan(p.expr)
	if err != nil {
		return fmt.Errorf("pattern %q: %w", p.expr, err)
	}
	p.made.Store(l)
	return nil
}

// MatchString is that of regexp, as are the methods that follow.
func (p *Pattern) MatchString(s string) bool {
	l := p.plan()
	return l.possible(s) && l.matches(s)
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
	l := p.plan()
	if !l.possible(s) {
		return nil
	}
	return l.first(s)
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
	l := p.plan()
	if !l.possible(s) {
		return nil
	}
	return l.all(s, n)
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
	return p.replace(s, func(m []int) string { return string(p.plan().machine().ExpandString(nil, with, s, m)) })
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

func (p *Pattern) SubexpNames() []string { return p.plan().names }
