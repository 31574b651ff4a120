package pattern

import (
	"slices"
	"strings"
)

// Text is a string that many words are looked for in. It remembers which runs of
// three bytes, one Chinese character or three letters, the string has: a word
// with another is not there, and that takes no look at the string.
type Text struct {
	s     string
	grams [1 << (gramBits - 6)]uint64
}

// gramBits makes the memory large enough for a notice and small enough to clear.
const gramBits = 13

// NewText makes s ready.
func NewText(s string) *Text {
	if s == "" {
		return &nothing
	}
	t := &Text{s: s}
	for i := 2; i < len(s); i++ {
		g := gram(s[i-2], s[i-1], s[i])
		t.grams[g>>6] |= 1 << (g & 63)
	}
	return t
}

// nothing is the empty text, which many titles in a second language are.
var nothing Text

func gram(a, b, c byte) uint32 {
	return (uint32(a) | uint32(b)<<8 | uint32(c)<<16) * 0x9e3779b1 >> (32 - gramBits)
}

// Has reports whether word is in the text.
func (t *Text) Has(word string) bool {
	for i := 2; i < len(word); i++ {
		g := gram(word[i-2], word[i-1], word[i])
		if t.grams[g>>6]&(1<<(g&63)) == 0 {
			return false
		}
	}
	return strings.Contains(t.s, word)
}

// HasAny reports whether one of the words is in the text.
func (t *Text) HasAny(words ...string) bool {
	return slices.ContainsFunc(words, t.Has)
}

// Possible reports whether the text has what a match of p needs: where it is
// false, there is none.
func (t *Text) Possible(p *Pattern) bool {
	if !p.ends(t.s) {
		return false
	}
	for _, words := range p.need {
		if !t.HasAny(words...) {
			return false
		}
	}
	return true
}

// FindStringSubmatch is that of the pattern.
func (t *Text) FindStringSubmatch(p *Pattern) []string {
	if !t.Possible(p) {
		return nil
	}
	return pieces(t.s, p.first(t.s))
}

// Matches is MatchString of the text.
func (t *Text) Matches(p *Pattern) bool { return t.Possible(p) && p.matches(t.s) }
