package dedupe

import (
	"math/bits"
	"strings"
	"unicode"
)

const (
	// minTokens is how much text is needed to compare bodies.
	minTokens = 24
	// maxTokens bounds what is compared of a text: the beginning tells.
	maxTokens = 3000
	hashes    = 64
	// Ten bands of six: texts that have 85 of 100 pairs in common meet in 99 of
	// 100 cases, texts with half in common in 14, so that the forms of one office
	// do not crowd out the rest of the candidates.
	bands   = 10
	perBand = 6
)

// sketch is what is kept of a text to compare it: a bitmap of its pairs of
// neighbouring tokens, and its MinHash. A token is a Han character or a word.
type sketch struct {
	words  [1024]uint64 // a bit per hashed pair: of 3,000 pairs one in fifty collides
	min    [hashes]uint64
	tokens int
}

// known reports whether there was enough text to say anything.
func (p *sketch) known() bool { return p != nil && p.tokens >= minTokens }

// sketchOf makes the print of several pieces of text.
func sketchOf(texts ...string) *sketch {
	p := &sketch{}
	for i := range p.min {
		p.min[i] = ^uint64(0)
	}
	last := uint64(0)
	for _, s := range texts {
		eachToken(s, func(t uint64) bool {
			p.tokens++
			if p.tokens > 1 {
				p.add(mix(last<<1 ^ t))
			}
			last = t
			return p.tokens < maxTokens
		})
	}
	return p
}

// add counts one pair. One permutation makes all 64 minima: the first six bits
// choose which one the rest competes for (Li, Owen, Zhang 2012).
func (p *sketch) add(h uint64) {
	p.words[h>>6&1023] |= 1 << (h & 63)
	if at := h >> 58; h < p.min[at] {
		p.min[at] = h
	}
}

// eachToken calls f with every Han character and every word, folded, until f
// says to stop.
func eachToken(s string, f func(uint64) bool) {
	word := uint64(0)
	for _, r := range s {
		if r >= 0xFF01 && r <= 0xFF5E {
			r -= 0xFEE0 // full width
		}
		if r < 0x2E80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			word = mix(word + uint64(unicode.ToLower(r)))
			continue
		}
		if word != 0 && !f(word) {
			return
		}
		word = 0
		if r >= 0x2E80 && (ideograph(r) || unicode.IsLetter(r)) && !f(uint64(r)) {
			return
		}
	}
	if word != 0 {
		f(word)
	}
}

// ideograph reports whether r is one of the characters that nearly all Chinese is
// written in, quicker than tables of all letters tell.
func ideograph(r rune) bool { return r >= 0x4E00 && r <= 0x9FFF }

// mix is the finaliser of splitmix64 (Steele, Lea, Flood 2014).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// meets are the keys under which near texts meet; none for a short text. An
// empty minimum borrows the next one's, so that short texts compare as well.
func (p *sketch) meets() []uint64 {
	if !p.known() {
		return nil
	}
	full := p.min
	for i := range full {
		for step := 1; full[i] == ^uint64(0) && step < hashes; step++ {
			if x := p.min[(i+step)%hashes]; x != ^uint64(0) {
				full[i] = mix(x + uint64(step))
			}
		}
	}
	out := make([]uint64, 0, bands)
	for i := range bands {
		h := uint64(i)
		for _, x := range full[i*perBand : (i+1)*perBand] {
			h = mix(h ^ x)
		}
		out = append(out, h)
	}
	return out
}

// alike is the share of what two texts have in common, and the share of the
// shorter one that the longer has too.
func (p *sketch) alike(q *sketch) (jaccard, contained float64) {
	both, a, b := 0, 0, 0
	for i, x := range p.words {
		y := q.words[i]
		both += bits.OnesCount64(x & y)
		a += bits.OnesCount64(x)
		b += bits.OnesCount64(y)
	}
	if a == 0 || b == 0 {
		return 0, 0
	}
	return float64(both) / float64(a+b-both), float64(both) / float64(min(a, b))
}

// set is a small set of tokens or pairs, for titles.
type set map[uint64]bool

// pairsOf is the set of pairs of neighbouring tokens.
func pairsOf(s string) set {
	out := set{}
	last, first := uint64(0), true
	eachToken(s, func(t uint64) bool {
		if !first {
			out[mix(last<<1^t)] = true
		}
		last, first = t, false
		return true
	})
	return out
}

func (a set) alike(b set) (jaccard, contained float64) {
	if len(a) == 0 || len(b) == 0 {
		return 0, 0
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	both := 0
	for x := range a {
		if b[x] {
			both++
		}
	}
	return float64(both) / float64(len(a)+len(b)-both), float64(both) / float64(len(a))
}

// wordsOf are the content words of an English text.
func wordsOf(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') }) {
		w = strings.TrimSuffix(w, "s")
		if len(w) > 2 && !hollow[w] {
			out[w] = true
		}
	}
	return out
}

// hollow words say nothing about which document is meant.
var hollow = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq("the and for with from its new china chinese issue issued issues release released publish published publishes publication adopt adopts take takes effect rule law measure provision regulation administration administrative interim service draft comment public national people republic department four three cyberspace office notice announcement") {
		m[strings.TrimSuffix(w, "s")] = true
	}
	return m
}()

// general words of data law stand in half of all titles.
var general = map[string]bool{
	"data": true, "security": true, "information": true, "personal": true, "network": true, "internet": true,
	"app": true, "protection": true, "management": true, "cybersecurity": true, "standard": true,
}

// shared is the share of the smaller set of words that the other has too; telling
// says that there are three and not all of them are general.
func shared(a, b map[string]bool) (share float64, telling bool) {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 0 {
		return 0, false
	}
	both, own := 0, 0
	for w := range a {
		if b[w] {
			both++
			if !general[w] {
				own++
			}
		}
	}
	return float64(both) / float64(len(a)), both >= 3 && own > 0
}
