// Package pattern is regexp for patterns that most texts do not match. What a
// text must hold to match is worked out from the pattern itself, and looked for
// first: finding a word costs a hundredth of running the machine of a pattern.
// Start with MustCompile.
package pattern

import (
	"regexp"
	"slices"
	"strings"
)

// Pattern is a regular expression, with the literals that every match contains.
// It finds what regexp finds, only sooner where there is nothing.
type Pattern struct {
	re *regexp.Regexp
	// need: of every list, the text has to hold one.
	need []anyOf
	// last: a text that matches ends with one of these; nil when that is not sure.
	last anyOf
}

// anyOf are words of which one is enough.
type anyOf []string

// Compile compiles a pattern in the syntax of regexp.
func Compile(expr string) (*Pattern, error) {
	re, err := regexp.Compile(expr)
	if err != nil {
		return nil, err
	}
	return build(re), nil
}

// MustCompile is Compile for patterns that are part of the program.
func MustCompile(expr string) *Pattern {
	return build(regexp.MustCompile(expr))
}

func build(re *regexp.Regexp) *Pattern {
	return &Pattern{re: re, need: literals(re.String()), last: endings(re.String())}
}

// possible reports whether s holds what a match needs.
func (p *Pattern) possible(s string) bool {
	if !p.last.end(s) {
		return false
	}
	for _, words := range p.need {
		if !words.in(s) {
			return false
		}
	}
	return true
}

// end reports whether s ends with one of the words, if there are any.
func (words anyOf) end(s string) bool {
	return len(words) == 0 || slices.ContainsFunc(words, func(w string) bool { return strings.HasSuffix(s, w) })
}

func (words anyOf) in(s string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// MatchString is that of regexp, as are the methods that follow.
func (p *Pattern) MatchString(s string) bool { return p.possible(s) && p.re.MatchString(s) }

func (p *Pattern) FindString(s string) string {
	if !p.possible(s) {
		return ""
	}
	return p.re.FindString(s)
}

func (p *Pattern) FindStringIndex(s string) []int {
	if !p.possible(s) {
		return nil
	}
	return p.re.FindStringIndex(s)
}

func (p *Pattern) FindStringSubmatch(s string) []string {
	if !p.possible(s) {
		return nil
	}
	return p.re.FindStringSubmatch(s)
}

func (p *Pattern) FindStringSubmatchIndex(s string) []int {
	if !p.possible(s) {
		return nil
	}
	return p.re.FindStringSubmatchIndex(s)
}

func (p *Pattern) FindAllString(s string, n int) []string {
	if !p.possible(s) {
		return nil
	}
	return p.re.FindAllString(s, n)
}

func (p *Pattern) FindAllStringIndex(s string, n int) [][]int {
	if !p.possible(s) {
		return nil
	}
	return p.re.FindAllStringIndex(s, n)
}

func (p *Pattern) FindAllStringSubmatch(s string, n int) [][]string {
	if !p.possible(s) {
		return nil
	}
	return p.re.FindAllStringSubmatch(s, n)
}

func (p *Pattern) FindAllStringSubmatchIndex(s string, n int) [][]int {
	if !p.possible(s) {
		return nil
	}
	return p.re.FindAllStringSubmatchIndex(s, n)
}

func (p *Pattern) ReplaceAllString(s, with string) string {
	if !p.possible(s) {
		return s
	}
	return p.re.ReplaceAllString(s, with)
}

func (p *Pattern) ReplaceAllStringFunc(s string, with func(string) string) string {
	if !p.possible(s) {
		return s
	}
	return p.re.ReplaceAllStringFunc(s, with)
}

func (p *Pattern) SubexpNames() []string { return p.re.SubexpNames() }
