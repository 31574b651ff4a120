package pattern

import "sync"

// Sieve is a table of patterns that are tried on one text after the other. What rules
// most of them out stands side by side, so that it takes no look at the patterns
// themselves, which are spread over more memory than stays near.
type Sieve struct {
	patterns []*Pattern
	once     sync.Once
	meshes   []mesh
}

// mesh is what a text must have for one pattern: all characters of must, one of some
// where there are any, and an end among tails.
type mesh struct {
	tails      uint64
	must, some charSet
}

// NewSieve makes a table. Its patterns are worked out when the first text comes.
func NewSieve(patterns []*Pattern) *Sieve { return &Sieve{patterns: patterns} }

// Next is the place of the first pattern from there on that matches t, with what
// FindStringSubmatch gives; -1 when none does.
func (s *Sieve) Next(t *Text, from int) (int, []string) {
	s.once.Do(s.weave)
	for i := from; i < len(s.meshes); i++ {
		if !s.meshes[i].holds(t) {
			continue
		}
		if m := t.FindStringSubmatch(s.patterns[i]); m != nil {
			return i, m
		}
	}
	return -1, nil
}

func (s *Sieve) weave() {
	s.meshes = make([]mesh, len(s.patterns))
	for i, p := range s.patterns {
		l, m := p.plan(), &s.meshes[i]
		m.must, m.some = l.must, l.some()
		if m.tails = l.tails; l.last == nil {
			m.tails = ^uint64(0)
		}
	}
}

func (m *mesh) holds(t *Text) bool {
	return m.tails&t.tail != 0 && m.must.within(&t.chars) && (m.some == charSet{} || m.some.meets(&t.chars))
}

// meets reports whether one of c is in other.
func (c *charSet) meets(other *charSet) bool {
	return c[0]&other[0]|c[1]&other[1]|c[2]&other[2]|c[3]&other[3] != 0
}

// some are characters of which a text needs one: the first of each word of the first
// list of several, none where one of them begins with no Chinese character.
func (p *plan) some() (out charSet) {
	for _, words := range p.need {
		if len(words) < 2 {
			continue
		}
		for _, w := range words {
			if len(w) < 3 || w[0] < 0xe0 {
				return charSet{}
			}
			out.add(gram(w[0], w[1], w[2]))
		}
		return out
	}
	return out
}
