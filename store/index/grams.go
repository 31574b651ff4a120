package index

import (
	"math/bits"
	"strings"
)

// contains is strings.Contains. A word that ends in an ideograph is looked for by its
// last byte: its first is that of every sixth ideograph, its last of every sixtieth.
func contains(text, word string) bool {
	last := len(word) - 1
	if last < 1 || word[last] < 0x80 {
		return strings.Contains(text, word)
	}
	for at, wrong := last, 0; at < len(text); wrong++ {
		if 16*wrong > at+256 { // not so here
			return strings.Contains(text[at-last:], word)
		}
		n := strings.IndexByte(text[at:], word[last])
		if n < 0 {
			return false
		}
		if at += n; text[at-last:at+1] == word {
			return true
		}
		at++
	}
	return false
}

// Grams are a quick no to the question whether a text of the tail holds a word: of
// what is not ASCII each two neighbours, of what is each three. Who holds the word
// holds its grams; which of them a text holds is kept as bits, one hash for each.

// gramRoom is how many bits there are for a character: few answers are wrong then.
const gramRoom = 8

// appendGrams adds the hashes of the grams of s.
func appendGrams(to []uint32, s string) []uint32 {
	eachGram(s, func(h uint32) { to = append(to, h) })
	return to
}

func eachGram(s string, f func(hash uint32)) {
	var a, b rune // the two before
	for _, c := range s {
		switch {
		case b >= 0x80 || c >= 0x80:
			if b != 0 {
				f(gramHash(0, b, c))
			}
		case a != 0 && a < 0x80 && b != 0:
			f(gramHash(a, b, c))
		}
		a, b = b, c
	}
}

// gramHash spreads so that its highest bits can be used.
func gramHash(a, b, c rune) uint32 {
	h := uint64(a)<<42 ^ uint64(b)<<21 ^ uint64(c)
	return uint32(h * 0x9e3779b97f4a7c15 >> 32)
}

// gramBits are the grams of a text: a power of two of them, so that the highest
// bits of a hash name one.
type gramBits []uint64

func newGramBits(characters int) gramBits {
	return make(gramBits, 1<<bits.Len(uint(characters*gramRoom/64)))
}

func (g gramBits) place(h uint32) (at int, bit uint64) {
	n := uint64(h) * uint64(len(g)) * 64 >> 32
	return int(n / 64), 1 << (n % 64)
}

func (g gramBits) add(h uint32) {
	at, bit := g.place(h)
	g[at] |= bit
}

// may is false when one of the grams is surely not there.
func (g gramBits) may(all []uint32) bool {
	for _, h := range all {
		if at, bit := g.place(h); g[at]&bit == 0 {
			return false
		}
	}
	return true
}
