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

// maxTerm is the longest folded term in bytes: the window in which a match
// remembers where its characters stood in the text.
const maxTerm = 1 << 10

// Errors of New.
var (
	ErrEmptyTerm = errors.New("term is empty")
	ErrLongTerm  = fmt.Errorf("term is longer than %d bytes", maxTerm-1)
)

// Lexicon is a compiled vocabulary.
type Lexicon struct {
	// chars is foldTable with stop for every character that is in no term.
	chars *[1 << 16]uint16
	// beyond holds characters of terms above the basic plane.
	beyond map[rune]bool
	class  [256]uint8
	narrow *automaton[uint16] // nil when there are too many states for it
	broad  *automaton[uint32]
	terms  []term
}

// term is what a match has to be checked for.
type term struct {
	id         int32
	size       int32 // in folded bytes
	exact      string
	head, tail bool // starts, ends with a Latin letter or digit
}

// New compiles terms.
func New(terms []Term) (*Lexicon, error) {
	l := &Lexicon{chars: new([1 << 16]uint16), beyond: map[rune]bool{}}
	l.keepMarks()
	folded := make([]string, len(terms))
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
	}
	trie := newTrie(folded, l.alphabet(folded))
	if len(trie.nodes) <= 1<<16 {
		l.narrow = compile[uint16](trie, &l.class)
	} else {
		l.broad = compile[uint32](trie, &l.class)
	}
	return l, nil
}

func newTerm(t Term, folded string) term {
	out := term{id: t.ID, size: int32(len(folded)), head: word(firstRune(folded)), tail: word(lastRune(folded))}
	if t.Exact {
		out.exact = strings.TrimSpace(t.Text)
	}
	return out
}

// keepMarks lets the scan see blanks and invisible characters although they may
// be in no term.
func (l *Lexicon) keepMarks() {
	for r, f := range foldTable {
		if f == ' ' || f == '\n' || f == drop {
			l.chars[r] = f
		}
	}
}

// alphabet opens the scan for the characters of the terms, which it returns, and
// gives each of their bytes a class. Continuation bytes of UTF-8 and all others
// are never expected by the same state, so they share classes, and 64 suffice.
// Of the others, class 0 is that of no term.
func (l *Lexicon) alphabet(folded []string) map[rune]bool {
	used := map[rune]bool{}
	var bytes [256]bool
	for _, f := range folded {
		for _, r := range f {
			used[r] = true
			if r > 0xffff {
				l.beyond[r] = true
			}
		}
		for i := range len(f) {
			bytes[f[i]] = true
		}
	}
	for r, f := range foldTable {
		if used[rune(f)] {
			l.chars[r] = f
		}
	}
	var follow, lead uint8
	for b, in := range bytes {
		switch {
		case !in:
		case b&0xc0 == 0x80:
			l.class[b] = follow
			follow++
		default:
			lead++
			l.class[b] = lead
		}
	}
	return used
}

// All appends every occurrence of every term to dst, overlapping ones too, in
// the order of their ends and, at one end, the longest first.
func (l *Lexicon) All(text string, dst []Hit) []Hit {
	if l.narrow != nil {
		return scan(l, l.narrow, text, dst)
	}
	return scan(l, l.broad, text, dst)
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
	size := len(l.chars)*2 + len(l.terms)*32
	if l.narrow != nil {
		return size + len(l.narrow.next)*2 + l.narrow.outputs()
	}
	return size + len(l.broad.next)*4 + l.broad.outputs()
}
