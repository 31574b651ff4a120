package pattern

import (
	"regexp/syntax"
	"slices"
	"unicode/utf8"
)

// program is a pattern as steps that take whole words and runs of characters at
// a time. Patterns of titles are lists of words with gaps between them, which the
// machine of regexp goes through letter by letter.
//
// It matches by trying one way after the other and going back, which finds what
// regexp finds, since that prefers matches in the same order. Where that takes
// too long, matcher gives up and regexp is asked.
type program struct {
	steps []step
	start int32
	slots int // of positions that are saved
	begin bool
}

type stepKind uint8

const (
	stepWords  stepKind = iota // one of words, the first before the others
	stepRun                    // least to most characters of a set
	stepSplit                  // one of several ways
	stepSave                   // note the position
	stepBegin                  // of the text
	stepEnd                    // of the text
	stepBound                  // between a letter and something else
	stepInside                 // not there
	stepMatch
)

type step struct {
	kind        stepKind
	lazy        bool
	words       []string
	set         *set
	least, most int32 // most is -1 without end
	slot        int32
	next        int32
	ways        []int32
	first       bytes
}

// bytes are those that a step may go on with, at its place and two bytes on, where
// Chinese characters differ the most; any also at the end of the text.
type bytes struct {
	any       bool
	in, third byteSet
}

type byteSet [4]uint64

func (b *byteSet) add(c byte)     { b[c>>6] |= 1 << (c & 63) }
func (b byteSet) has(c byte) bool { return b[c>>6]&(1<<(c&63)) != 0 }

func (b *byteSet) join(other byteSet) {
	for i := range b {
		b[i] |= other[i]
	}
}

// allBytes is where nothing is known.
var allBytes = byteSet{^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0)}

func (b *bytes) join(other bytes) {
	b.any = b.any || other.any
	b.in.join(other.in)
	b.third.join(other.third)
}

func (b *bytes) word(w string) {
	b.in.add(w[0])
	if len(w) < 3 {
		b.third = allBytes
		return
	}
	b.third.add(w[2])
}

// at reports whether a step with these bytes may succeed at i.
func (b *bytes) at(s string, i int) bool {
	return b.any || i < len(s) && b.in.has(s[i]) && (i+2 >= len(s) || b.third.has(s[i+2]))
}

// Limits of what becomes a program.
const (
	maxSteps = 600
	maxWords = 64 // of one step
)

// assemble makes a program; nil where the pattern holds what it cannot do.
func assemble(tree *syntax.Regexp) *program {
	a := &assembler{p: &program{slots: 2 * (tree.MaxCap() + 1)}, ok: true}
	end := a.add(step{kind: stepMatch})
	a.p.start = a.emit(tree, end)
	if !a.ok || len(a.p.steps) > maxSteps {
		return nil
	}
	a.begins = make([]bool, len(a.p.steps))
	for i := range a.p.steps {
		a.p.steps[i].first = a.first(int32(i))
	}
	a.p.begin = a.p.steps[a.p.start].kind == stepBegin
	return a.p
}

type assembler struct {
	p      *program
	ok     bool
	begins []bool // steps whose first bytes are being worked out
}

func (a *assembler) add(s step) int32 {
	a.p.steps = append(a.p.steps, s)
	if len(a.p.steps) > maxSteps {
		a.ok = false
	}
	return int32(len(a.p.steps) - 1)
}

// emit adds the steps of re, which go on at next, and tells where they begin.
func (a *assembler) emit(re *syntax.Regexp, next int32) int32 {
	if !a.ok {
		return next
	}
	if words := spelled(re); words != nil {
		return a.add(step{kind: stepWords, words: words, next: next})
	}
	if s := oneOf(re); s != nil {
		return a.add(step{kind: stepRun, set: s, least: 1, most: 1, next: next})
	}
	switch re.Op {
	case syntax.OpLiteral: // in any case, and too long to be spelt as one
		parts := spelt(re)
		if slices.Contains(re.Rune, utf8.RuneError) {
			a.ok = false
		}
		for _, p := range slices.Backward(parts) {
			next = a.add(step{kind: stepWords, words: p.exact, next: next})
		}
		return next
	case syntax.OpBeginText:
		return a.add(step{kind: stepBegin, next: next})
	case syntax.OpEndText:
		return a.add(step{kind: stepEnd, next: next})
	case syntax.OpWordBoundary:
		return a.add(step{kind: stepBound, next: next})
	case syntax.OpNoWordBoundary:
		return a.add(step{kind: stepInside, next: next})
	case syntax.OpCapture:
		after := a.add(step{kind: stepSave, slot: int32(2*re.Cap + 1), next: next})
		return a.add(step{kind: stepSave, slot: int32(2 * re.Cap), next: a.emit(re.Sub[0], after)})
	case syntax.OpConcat:
		return a.sequence(re.Sub, next)
	case syntax.OpAlternate:
		ways := make([]int32, len(re.Sub))
		for i, sub := range re.Sub {
			ways[i] = a.emit(sub, next)
		}
		return a.add(step{kind: stepSplit, ways: ways})
	case syntax.OpQuest:
		return a.repeat(re, 0, 1, next)
	case syntax.OpStar:
		return a.repeat(re, 0, -1, next)
	case syntax.OpPlus:
		return a.repeat(re, 1, -1, next)
	case syntax.OpRepeat:
		return a.repeat(re, re.Min, re.Max, next)
	}
	a.ok = false
	return next
}

// sequence adds parts, the last first. Words that follow each other become one
// step as long as they stay few.
func (a *assembler) sequence(parts []*syntax.Regexp, next int32) int32 {
	for i := len(parts) - 1; i >= 0; i-- {
		words := spelled(parts[i])
		if words == nil {
			next = a.emit(parts[i], next)
			continue
		}
		for ; i > 0; i-- {
			before := spelled(parts[i-1])
			if before == nil || len(before)*len(words) > maxWords {
				break
			}
			words = cross(before, words)
		}
		next = a.add(step{kind: stepWords, words: words, next: next})
	}
	return next
}

func (a *assembler) repeat(re *syntax.Regexp, least, most int, next int32) int32 {
	sub, lazy := re.Sub[0], re.Flags&syntax.NonGreedy != 0
	if s := oneOf(sub); s != nil {
		return a.add(step{kind: stepRun, set: s, least: int32(least), most: int32(most), lazy: lazy, next: next})
	}
	if (least > 0 || most != 1) && nullable(sub) {
		a.ok = false // how often nothing is repeated is a matter of its own
		return next
	}
	either := func(body int32) []int32 {
		if lazy {
			return []int32{next, body}
		}
		return []int32{body, next}
	}
	at := next
	if most < 0 {
		at = a.add(step{kind: stepSplit})
		a.p.steps[at].ways = either(a.emit(sub, at))
	}
	for range most - least {
		at = a.add(step{kind: stepSplit, ways: either(a.emit(sub, at))})
	}
	for range least {
		at = a.emit(sub, at)
	}
	return at
}

// nullable reports whether re may match the empty string.
func nullable(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpLiteral:
		return len(re.Rune) == 0
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return false
	case syntax.OpCapture, syntax.OpPlus:
		return nullable(re.Sub[0])
	case syntax.OpRepeat:
		return re.Min == 0 || nullable(re.Sub[0])
	case syntax.OpConcat:
		return !slices.ContainsFunc(re.Sub, func(s *syntax.Regexp) bool { return !nullable(s) })
	case syntax.OpAlternate:
		return slices.ContainsFunc(re.Sub, nullable)
	}
	return true
}

// spelled lists the strings that re matches, the preferred first; nil when they
// are many, or when more is to be noted than that they are there.
func spelled(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpEmptyMatch:
		return []string{""}
	case syntax.OpLiteral:
		words := []string{""}
		for _, p := range spelt(re) {
			if words = cross(words, p.exact); len(words) > maxWords || slices.Contains(re.Rune, utf8.RuneError) {
				return nil
			}
		}
		return words
	case syntax.OpCharClass:
		if words := class(re.Rune).exact; !slices.Contains(words, string(utf8.RuneError)) {
			return words
		}
	case syntax.OpQuest:
		words := spelled(re.Sub[0])
		if words == nil || len(words) == maxWords {
			return nil
		}
		if re.Flags&syntax.NonGreedy != 0 {
			return append([]string{""}, words...)
		}
		return append(slices.Clone(words), "")
	case syntax.OpConcat:
		words := []string{""}
		for _, sub := range re.Sub {
			more := spelled(sub)
			if more == nil || len(words)*len(more) > maxWords {
				return nil
			}
			words = cross(words, more)
		}
		return words
	case syntax.OpAlternate:
		var words []string
		for _, sub := range re.Sub {
			more := spelled(sub)
			if more == nil || len(words)+len(more) > maxWords {
				return nil
			}
			words = append(words, more...)
		}
		return words
	}
	return nil
}

// first works out what a step may go on with.
func (a *assembler) first(at int32) (b bytes) {
	s := &a.p.steps[at]
	if a.begins[at] {
		return bytes{any: true}
	}
	a.begins[at] = true
	defer func() { a.begins[at] = false }()
	switch s.kind {
	case stepWords:
		for _, w := range s.words {
			if w == "" {
				b.join(a.first(s.next))
				continue
			}
			b.word(w)
		}
	case stepRun:
		if b.in, b.third = s.set.lead, allBytes; s.least == 0 {
			b.join(a.first(s.next))
		}
	case stepSplit:
		for _, w := range s.ways {
			b.join(a.first(w))
		}
	case stepSave, stepBegin, stepBound, stepInside:
		return a.first(s.next)
	default:
		b.any = true
	}
	return b
}

// set is a class of characters.
type set struct {
	ascii [2]uint64
	pairs []rune  // first and last of each range beyond ASCII
	lead  byteSet // that its characters begin with
}

// oneOf is the class that re is, nil when it is none.
func oneOf(re *syntax.Regexp) *set {
	switch re.Op {
	case syntax.OpCharClass:
		return newSet(re.Rune)
	case syntax.OpAnyChar:
		return newSet([]rune{0, utf8.MaxRune})
	case syntax.OpAnyCharNotNL:
		return newSet([]rune{0, '\n' - 1, '\n' + 1, utf8.MaxRune})
	case syntax.OpLiteral:
		if r := re.Rune; len(r) == 1 && re.Flags&syntax.FoldCase == 0 {
			return newSet([]rune{r[0], r[0]})
		}
	}
	return nil
}

func newSet(pairs []rune) *set {
	s := &set{}
	for i := 0; i+1 < len(pairs); i += 2 {
		low, high := pairs[i], pairs[i+1]
		for ; low <= high && low < utf8.RuneSelf; low++ {
			s.ascii[low>>6] |= 1 << (low & 63)
			s.lead.add(byte(low))
		}
		if low > high {
			continue
		}
		s.pairs = append(s.pairs, low, high)
		for c := int(leading(low)); c <= int(leading(high)); c++ {
			s.lead.add(byte(c))
		}
		if low <= utf8.RuneError && utf8.RuneError <= high { // which bytes that are no character become
			for c := utf8.RuneSelf; c <= 0xff; c++ {
				s.lead.add(byte(c))
			}
		}
	}
	return s
}

// leading is the first byte of a character.
func leading(r rune) byte {
	var buf [utf8.UTFMax]byte
	utf8.EncodeRune(buf[:], r)
	return buf[0]
}

func (s *set) has(r rune) bool {
	if r < utf8.RuneSelf {
		return s.ascii[r>>6]&(1<<(r&63)) != 0
	}
	low, high := 0, len(s.pairs)/2
	for low < high {
		mid := (low + high) / 2
		switch {
		case r < s.pairs[2*mid]:
			high = mid
		case r > s.pairs[2*mid+1]:
			low = mid + 1
		default:
			return true
		}
	}
	return false
}
