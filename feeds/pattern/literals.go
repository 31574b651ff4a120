package pattern

import (
	"cmp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
)

// Limits of what is worked out: longer lists cost more than they spare.
const (
	maxClass = 4  // characters of a class that is spelt out
	maxExact = 24 // strings that a part of a pattern may be
	maxAny   = 64 // words of which one is needed
)

// literals is what every text that matches holds, nil when nothing is sure.
func literals(tree *syntax.Regexp) []anyOf {
	found := shape(tree)
	need := found.need
	if found.exact != nil {
		need = with(nil, found.exact)
	}
	// The shortest list first: it rules out the most at the least cost.
	slices.SortStableFunc(need, func(a, b anyOf) int { return cmp.Compare(len(a), len(b)) })
	return need
}

// part is what is known of the strings that a part of a pattern matches: that
// they are one of exact or, where exact is nil, that they hold one of each need.
type part struct {
	exact []string
	need  []anyOf
}

func shape(re *syntax.Regexp) part {
	switch re.Op {
	case syntax.OpLiteral:
		return joined(spelt(re))
	case syntax.OpCharClass:
		return class(re.Rune)
	case syntax.OpCapture:
		return shape(re.Sub[0])
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return part{exact: []string{""}}
	case syntax.OpQuest:
		if p := shape(re.Sub[0]); p.exact != nil && len(p.exact) < maxExact {
			return part{exact: append(slices.Clone(p.exact), "")}
		}
	case syntax.OpPlus:
		p := shape(re.Sub[0])
		return part{need: p.clauses()}
	case syntax.OpConcat:
		parts := make([]part, len(re.Sub))
		for i, sub := range re.Sub {
			parts[i] = shape(sub)
		}
		return joined(parts)
	case syntax.OpAlternate:
		return either(re.Sub)
	}
	return part{}
}

// spelt is a literal by its characters, each in every case that matches.
func spelt(re *syntax.Regexp) []part {
	var out []part
	for _, r := range re.Rune {
		p := part{exact: []string{string(r)}}
		if re.Flags&syntax.FoldCase != 0 {
			for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
				p.exact = append(p.exact, string(f))
			}
		}
		out = append(out, p)
	}
	return out
}

// class spells out a small class, given as pairs of first and last character.
func class(pairs []rune) part {
	var out []string
	for i := 0; i+1 < len(pairs); i += 2 {
		for r := pairs[i]; r <= pairs[i+1]; r++ {
			if len(out) == maxClass {
				return part{}
			}
			out = append(out, string(r))
		}
	}
	return part{exact: out}
}

// joined is a sequence. Strings that follow each other grow together until a
// part comes that may be anything.
func joined(parts []part) part {
	run, out, whole := []string{""}, []anyOf(nil), true
	for _, p := range parts {
		if p.exact != nil && len(run)*len(p.exact) <= maxExact {
			run = cross(run, p.exact)
			continue
		}
		out, whole = with(out, run), false
		run = []string{""}
		if p.exact != nil {
			run = p.exact
			continue
		}
		out = append(out, p.need...)
	}
	if whole {
		return part{exact: run}
	}
	return part{need: with(out, run)}
}

func cross(heads, tails []string) []string {
	out := make([]string, 0, len(heads)*len(tails))
	for _, h := range heads {
		for _, t := range tails {
			out = append(out, h+t)
		}
	}
	return out
}

// with adds a clause, unless it holds the empty string, which says nothing.
func with(need []anyOf, words []string) []anyOf {
	if len(words) == 0 || slices.Contains(words, "") {
		return need
	}
	return append(need, shortened(words))
}

// shortened drops words that hold another of the list.
func shortened(words []string) anyOf {
	words = slices.Clone(words)
	slices.SortStableFunc(words, func(a, b string) int { return cmp.Compare(len(a), len(b)) })
	var out anyOf
	for _, w := range words {
		if !slices.ContainsFunc(out, func(have string) bool { return strings.Contains(w, have) }) {
			out = append(out, w)
		}
	}
	return out
}

func (p part) clauses() []anyOf {
	if p.exact != nil {
		return with(nil, p.exact)
	}
	return p.need
}

// either is one of several: what is sure is one of the best clauses of all.
func either(subs []*syntax.Regexp) part {
	var exact, words []string
	known := true
	for _, sub := range subs {
		p := shape(sub)
		known = known && p.exact != nil
		exact = append(exact, p.exact...)
		best := p.clauses()
		if len(best) == 0 {
			words = append(words, "")
			continue
		}
		words = append(words, slices.MaxFunc(best, rarer)...)
	}
	if known && len(exact) <= maxExact {
		return part{exact: exact}
	}
	if len(words) > maxAny {
		return part{}
	}
	return part{need: with(nil, words)}
}

// rarer compares clauses by how rarely a text is likely to hold one of them:
// the longer the shortest word and the fewer the words, the rarer.
func rarer(a, b anyOf) int {
	return cmp.Or(cmp.Compare(shortest(a), shortest(b)), cmp.Compare(len(b), len(a)))
}

func shortest(words anyOf) int {
	n := len(words[0])
	for _, w := range words {
		n = min(n, len(w))
	}
	return n
}

// last is what every text that matches re ends with, one of them, nil when that
// is not sure. Anchored is true where the end of re is the end of the text.
func last(re *syntax.Regexp, anchored bool) anyOf {
	switch re.Op {
	case syntax.OpCapture:
		return last(re.Sub[0], anchored)
	case syntax.OpAlternate:
		var out anyOf
		for _, sub := range re.Sub {
			words := last(sub, anchored)
			if words == nil || len(out)+len(words) > maxWords {
				return nil
			}
			out = append(out, words...)
		}
		return endings(out)
	case syntax.OpConcat:
		return lastOf(re.Sub, anchored)
	}
	if !anchored {
		return nil
	}
	return endings(shape(re).exact)
}

// lastOf is last of a sequence: as many of its last parts as can be spelt.
func lastOf(parts []*syntax.Regexp, anchored bool) anyOf {
	for len(parts) > 0 && parts[len(parts)-1].Op == syntax.OpEndText {
		parts, anchored = parts[:len(parts)-1], true
	}
	tails := []string{""}
	for i, part := range slices.Backward(parts) {
		p := shape(part)
		if p.exact != nil && anchored && len(p.exact)*len(tails) <= maxWords {
			tails = cross(p.exact, tails)
			continue
		}
		if i == len(parts)-1 {
			return last(part, anchored)
		}
		break
	}
	return endings(tails)
}

// endings drops words that end with another of the list; nil when one says nothing.
func endings(words []string) anyOf {
	if slices.Contains(words, "") {
		return nil
	}
	var out anyOf
	for i, w := range words {
		if !slices.ContainsFunc(words, func(have string) bool { return len(have) < len(w) && strings.HasSuffix(w, have) }) && !slices.Contains(words[:i], w) {
			out = append(out, w)
		}
	}
	return out
}
