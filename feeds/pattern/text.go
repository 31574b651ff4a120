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
	chars charSet
	tail  uint64
	grams [1 << (gramBits - 6)]uint64
}

// charSet tells which Chinese characters may be there: a bit for one of 256 kinds.
type charSet [4]uint64

func (c *charSet) add(gram uint32) { c[gram>>6&3] |= 1 << (gram & 63) }

// within reports whether all of c is in other.
func (c *charSet) within(other *charSet) bool {
	return c[0]&^other[0]|c[1]&^other[1]|c[2]&^other[2]|c[3]&^other[3] == 0
}

// charsOf are the characters of a word.
func charsOf(word string) (c charSet) {
	for i := 2; i < len(word); i++ {
		if word[i-2] >= 0xe0 {
			c.add(gram(word[i-2], word[i-1], word[i]))
		}
	}
	return c
}

// gramBits makes the memory large enough for a notice and small enough to clear.
const gramBits = 13

// NewText makes s ready.
func NewText(s string) *Text {
	if s == "" {
		return &nothing
	}
	t := &Text{s: s}
	t.learn()
	return t
}

// Reset makes s ready in the memory that t has, and gives t. A caller that reads one
// text after the other needs no new memory for each.
func (t *Text) Reset(s string) *Text {
	if s == "" {
		return &nothing
	}
	*t = Text{s: s}
	t.learn()
	return t
}

// learn fills in what is remembered. It is apart so that NewText becomes part of who
// calls it, and a text that is soon forgotten needs no memory of its own.
func (t *Text) learn() {
	s := t.s
	t.tail = tail(s)
	for i := 2; i < len(s); i++ {
		g := gram(s[i-2], s[i-1], s[i])
		t.grams[g>>6] |= 1 << (g & 63)
		if s[i-2] >= 0xe0 {
			t.chars.add(g)
		}
	}
}

// nothing is the empty text, which many titles in a second language are.
var nothing = Text{tail: tail("")}

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
func (t *Text) Possible(p *Pattern) bool { return t.possible(p.plan()) }

func (t *Text) possible(p *plan) bool {
	if !p.must.within(&t.chars) || p.last != nil && p.tails&t.tail == 0 || !p.ends(t.s) {
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
	l := p.plan()
	if !t.possible(l) {
		return nil
	}
	return pieces(t.s, l.first(t.s))
}

// Matches is MatchString of the text.
func (t *Text) Matches(p *Pattern) bool {
	l := p.plan()
	return t.possible(l) && l.matches(t.s)
}
