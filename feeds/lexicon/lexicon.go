// Package lexicon finds every term of a large bilingual vocabulary in one pass
// over a text. Start with New and Lexicon.All.
//
// Terms and text are compared in folded form (Fold), so that full-width letters,
// traditional characters and the blanks that layout puts beside Chinese
// characters do not hide a term; hits are byte offsets in the text as it was
// given. Latin terms match whole words only: a plural is a term of its own.
//
// A Lexicon is built once and never changes, so any number of goroutines may
// share it. Which terms there are and what they mean is for its users to say.
package lexicon

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Term is one entry of the vocabulary. Several terms may share an ID.
type Term struct {
	Text string
	ID   int32
	// Exact terms match only in the case they are written in: "NDA", "SAC".
	Exact bool
}

// Hit is one occurrence of a term: text[Start:End].
type Hit struct {
	ID         int32
	Start, End int
}

// maxTerm is the longest folded term in bytes, and nearTerm the most characters
// that nearly all vocabularies keep to: the window in which a match remembers where
// its characters stood in the text. Both are powers of two.
const (
	maxTerm  = 1 << 10
	nearTerm = 1 << 7
)

// Errors of New.
var (
	ErrEmptyTerm = errors.New("term is empty")
	ErrLongTerm  = fmt.Errorf("term is longer than %d bytes", maxTerm-1)
	ErrTooMany   = errors.New("vocabulary is too large")
)

// Lexicon is a compiled vocabulary.
type Lexicon struct {
	// chars numbers the characters of the basic plane by their folded form: stop
	// for those that are in no term, then drop, space and newline, then others.
	chars *[1 << 16]char
	// beyond holds characters of terms above the basic plane.
	beyond    map[rune]char
	automaton *automaton
	terms     []term
	longest   int // term, in folded characters
}

// term is what a match has to be checked for.
type term struct {
	id         int32
	size       int32 // in folded characters
	exact      string
	head, tail bool // starts, ends with a Latin letter or digit
}

// New compiles terms.
func New(terms []Term) (*Lexicon, error) {
	l := &Lexicon{chars: new([1 << 16]char), beyond: map[rune]char{}}
	folded := make([]string, len(terms))
	states := 1
	for i, t := range terms {
		f := strings.TrimSpace(Fold(t.Text))
		switch {
		case f == "":
			return nil, fmt.Errorf("term %d, id %d: %w", i, t.ID, ErrEmptyTerm)
		case len(f) >= maxTerm:
			return nil, fmt.Errorf("term %.40q, id %d: %w", t.Text, t.ID, ErrLongTerm)
		}
		folded[i] = f
		l.terms = append(l.terms, newTerm(t, f))
		l.longest = max(l.longest, int(l.terms[i].size))
		states += int(l.terms[i].size)
	}
	if states > maxStates {
		return nil, fmt.Errorf("%d characters in all: %w", states, ErrTooMany)
	}
	spelt, chars := l.spell(folded)
	if chars > 1<<charBits {
		return nil, fmt.Errorf("%d different characters: %w", chars, ErrTooMany)
	}
	l.automaton = compile(newTrie(spelt, chars), chars)
	return l, nil
}

func newTerm(t Term, folded string) term {
	out := term{id: t.ID, size: int32(utf8.RuneCountInString(folded)), head: word(firstRune(folded)), tail: word(lastRune(folded))}
	if t.Exact {
		out.exact = strings.TrimSpace(t.Text)
	}
	return out
}

// spell numbers the characters of the terms and gives the terms by them, and how
// many numbers there are. Characters that fold to one of a term share its number;
// blanks and invisible ones have theirs although they may be in no term.
func (l *Lexicon) spell(folded []string) (spelt [][]char, count int) {
	numbers := new([1 << 16]char)
	numbers[' '], numbers['\n'], numbers[drop] = space, newline, drop
	next := newline + 1
	spelt = make([][]char, len(folded))
	for i, f := range folded {
		spelt[i] = make([]char, 0, l.terms[i].size)
		for _, r := range f {
			n := l.beyond[r]
			if r <= 0xffff {
				n = numbers[r]
			}
			if n == stop {
				n = char(next)
				next++
				if r > 0xffff {
					l.beyond[r] = n
				} else {
					numbers[r] = n
				}
			}
			spelt[i] = append(spelt[i], n)
		}
	}
	for r, f := range foldTable {
		l.chars[r] = numbers[f]
	}
	return spelt, next
}

// charOf is the number of a folded blank.
func charOf(blank rune) char {
	if blank == '\n' {
		return newline
	}
	return space
}

// Longest appends the occurrences that a reader would mark: from the left, at
// each place the longest term, none overlapping another.
func (l *Lexicon) Longest(text string, dst []Hit) []Hit {
	from := len(dst)
	dst = l.All(text, dst)
	hits := dst[from:]
	slices.SortFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(a.ID, b.ID))
	})
	kept, end := 0, 0
	for _, h := range hits {
		if h.Start >= end {
			hits[kept], end = h, h.End
			kept++
		}
	}
	return dst[:from+kept]
}

// Size is the memory in bytes that the lexicon holds.
func (l *Lexicon) Size() int {
	return len(l.chars)*2 + len(l.terms)*32 + l.automaton.size()
}
