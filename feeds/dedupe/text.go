package dedupe

import (
	"math/bits"
	"slices"
	"strings"
	"unicode"

	"github.com/regwire/regwire/feeds"
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

// sketch is what is kept of a text to compare it: its pairs of neighbouring tokens,
// hashed to 16 bits, sorted, each once; of 3,000 pairs one in fifty collides. A token is
// a Han character or a word.
type sketch struct {
	pairs  []uint16
	tokens int
}

// known reports whether there was enough text to say anything.
func (p *sketch) known() bool { return p.tokens >= minTokens }

// scan is a text while it is read: a bit for each hashed pair, and the MinHash.
type scan struct {
	pairs  [1024]uint64
	min    [hashes]uint64
	tokens int
}

func (p *scan) read(text string) {
	for i := range p.min {
		p.min[i] = ^uint64(0)
	}
	last := uint64(0)
	eachToken(text, func(t uint64) bool {
		p.tokens++
		if p.tokens > 1 {
			p.add(mix(last<<1 ^ t))
		}
		last = t
		return p.tokens < maxTokens
	})
}

// add counts one pair. One permutation makes all 64 minima: the first six bits
// choose which one the rest competes for (Li, Owen, Zhang 2012).
func (p *scan) add(h uint64) {
	p.pairs[h>>6&1023] |= 1 << (h & 63)
	if at := h >> 58; h < p.min[at] {
		p.min[at] = h
	}
}

func (p *scan) sketch() *sketch {
	count := 0
	for _, x := range p.pairs {
		count += bits.OnesCount64(x)
	}
	out := &sketch{pairs: make([]uint16, 0, count), tokens: p.tokens}
	for i, x := range p.pairs {
		for ; x != 0; x &= x - 1 {
			out.pairs = append(out.pairs, uint16(i<<6|bits.TrailingZeros64(x)))
		}
	}
	return out
}

// eachToken calls f with every Han character and every word, folded, until f
// says to stop.
func eachToken(s string, f func(uint64) bool) {
	word := uint64(0)
	for _, r := range s {
		r = feeds.Narrow(r)
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
func (p *scan) meets() []uint64 {
	if p.tokens < minTokens {
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
func (p *sketch) alike(q *sketch) (jaccard, contained float64) { return alike(p.pairs, q.pairs) }

// set is a small set of pairs of neighbouring tokens, hashed and sorted, for titles.
type set []uint64

// pairsOf is the set of pairs of neighbouring tokens; never nil.
func pairsOf(s string) set {
	out := set{}
	last, first := uint64(0), true
	eachToken(s, func(t uint64) bool {
		if !first {
			out = append(out, mix(last<<1^t))
		}
		last, first = t, false
		return true
	})
	slices.Sort(out)
	return slices.Compact(out)
}

func (a set) alike(b set) (jaccard, contained float64) { return alike(a, b) }

func (a set) has(pair uint64) bool {
	_, ok := slices.BinarySearch(a, pair)
	return ok
}

// has reports whether the text has the pair, as near as 16 bits tell.
func (p *sketch) has(pair uint64) bool {
	_, ok := slices.BinarySearch(p.pairs, uint16(pair&0xffff))
	return ok
}

// alike compares two sorted lists without repeats.
func alike[N uint16 | uint64](a, b []N) (jaccard, contained float64) {
	if len(a) == 0 || len(b) == 0 {
		return 0, 0
	}
	both := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			both, i, j = both+1, i+1, j+1
		}
	}
	return float64(both) / float64(len(a)+len(b)-both), float64(both) / float64(min(len(a), len(b)))
}

// spellings are one word in two ways of writing: authorised, authorized.
var spellings = strings.NewReplacer("isation", "ization", "ising", "izing", "ised", "ized", "ise", "ize", "our", "or", "centre", "center", "licence", "license", "programme", "program")

// stem is a word without its ending: scans, scanned and scanning are one.
func stem(w string) string {
	w = strings.TrimSuffix(spellings.Replace(w), "s")
	for _, end := range []string{"ing", "ed"} {
		if t, ok := strings.CutSuffix(w, end); ok && len(t) > 2 {
			if n := len(t); t[n-1] == t[n-2] {
				t = t[:n-1]
			}
			w = t
			break
		}
	}
	return strings.TrimSuffix(w, "e")
}

// wordsOf are the content words of an English text.
func wordsOf(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.FieldsFunc(sayings.Replace(strings.ToLower(s)), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') }) {
		if w = stem(w); (len(w) > 2 || w == "ai") && !hollow[w] {
			out[w] = true
		}
	}
	return out
}

// sayings are things that English reports call by several words, as one of them.
var sayings = strings.NewReplacer(
	"cross-border data transfer", "data export", "cross-border data flow", "data export", "outbound data transfer", "data export",
	"cross-border transfer of data", "data export", "cross-border transfer", "export", "cross-border provision", "export", "outbound transfer", "export",
	"guidelines", "guide", "guidance", "guide", "personal data", "personal information", "artificial intelligence", "ai",
	"revises ", "amend ", "revised ", "amend ", "revision ", "amend ",
)

// hollow words say nothing about which document is meant.
var hollow = stemsOf("the and for with from its new china chinese issue issued issues release released publish published publishes publication adopt adopts take takes effect rule law measure provision regulation administration administrative interim service draft comment public national people republic department four three cyberspace office notice announcement cac miit mps samr npc pboc tc260 nda spc spp pcpd mofcom order")

// general words of data law stand in half of all titles.
var general = stemsOf("data security information personal network internet app protection management cybersecurity standard")

// stemsOf is the set of the words without their endings.
func stemsOf(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[stem(w)] = true
	}
	return m
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

// own is how many words of both are not general.
func own(a, b map[string]bool) (n int) {
	for w := range a {
		if b[w] && !general[w] {
			n++
		}
	}
	return n
}
