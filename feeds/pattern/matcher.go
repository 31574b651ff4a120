package pattern

import (
	"strings"
	"unicode/utf8"
)

// How long a program is tried: steps for each byte of the text and for a text of
// any length, and tries within tries.
const (
	stepsPerByte = 16
	stepsAnyway  = 4096
	maxNested    = 500
)

// matcher is a program at work on one text.
type matcher struct {
	p      *program
	s      string
	slots  []int // nil when nobody asks where the parts are
	budget int
	nested int
	spent  bool
	end    int
}

// find looks for the first match from pos on and notes it in slots, unless they
// are nil. Sure is false when it gave up.
func (p *program) find(s string, pos int, slots []int) (found, sure bool) {
	m := matcher{p: p, s: s, slots: slots, budget: stepsPerByte*len(s) + stepsAnyway}
	first := &p.steps[p.start].first
	for pos <= len(s) {
		if first.at(s, pos) {
			for i := range slots {
				slots[i] = -1
			}
			if m.run(p.start, pos) {
				if len(slots) > 1 {
					slots[0], slots[1] = pos, m.end
				}
				return true, true
			}
			if m.spent {
				return false, false
			}
		}
		if p.begin {
			return false, true
		}
		pos += width(s, pos)
	}
	return false, true
}

// width is how many bytes the character at i has, one at the end of the text.
func width(s string, i int) int {
	if i >= len(s) || s[i] < utf8.RuneSelf {
		return 1
	}
	_, n := utf8.DecodeRuneInString(s[i:])
	return n
}

// run tries the steps from at on.
func (m *matcher) run(at int32, pos int) bool {
	for {
		if m.budget--; m.budget < 0 || m.nested > maxNested {
			m.spent = true
			return false
		}
		s := &m.p.steps[at]
		switch s.kind {
		case stepMatch:
			m.end = pos
			return true
		case stepBegin:
			if pos != 0 {
				return false
			}
		case stepEnd:
			if pos != len(m.s) {
				return false
			}
		case stepBound, stepInside:
			if m.bound(pos) != (s.kind == stepBound) {
				return false
			}
		case stepSave:
			if m.slots != nil {
				return m.save(s, pos)
			}
		case stepWords:
			if len(s.words) > 1 {
				return m.words(s, pos)
			}
			if !strings.HasPrefix(m.s[pos:], s.words[0]) {
				return false
			}
			pos += len(s.words[0])
		case stepRun:
			if s.least != 1 || s.most != 1 {
				return m.several(s, pos)
			}
			n := s.set.one(m.s, pos)
			if n == 0 {
				return false
			}
			pos += n
		case stepSplit:
			last := len(s.ways) - 1
			for _, w := range s.ways[:last] {
				if m.try(w, pos) {
					return true
				}
			}
			if m.spent {
				return false
			}
			at = s.ways[last]
			continue
		}
		at = s.next
	}
}

// try is run where the next byte leaves hope.
func (m *matcher) try(at int32, pos int) bool {
	if m.spent || !m.p.steps[at].first.at(m.s, pos) {
		return false
	}
	m.nested++
	found := m.run(at, pos)
	m.nested--
	return found
}

func (m *matcher) save(s *step, pos int) bool {
	before := m.slots[s.slot]
	m.slots[s.slot] = pos
	if m.try(s.next, pos) {
		return true
	}
	m.slots[s.slot] = before
	return false
}

func (m *matcher) words(s *step, pos int) bool {
	if !s.first.at(m.s, pos) {
		return false
	}
	rest := m.s[pos:]
	for _, w := range s.words {
		if strings.HasPrefix(rest, w) && m.try(s.next, pos+len(w)) {
			return true
		}
	}
	return false
}

// one is the width of the character at i when the set has it, else 0.
func (s *set) one(text string, i int) int {
	if i >= len(text) {
		return 0
	}
	r, n := rune(text[i]), 1
	if r >= utf8.RuneSelf {
		r, n = utf8.DecodeRuneInString(text[i:])
	}
	if !s.has(r) {
		return 0
	}
	return n
}

// several takes characters of a set: as few as can be when lazy, else as many.
func (m *matcher) several(s *step, pos int) bool {
	count := int32(0)
	for ; count < s.least; count++ {
		n := s.set.one(m.s, pos)
		if n == 0 {
			return false
		}
		pos += n
	}
	for ; count != s.most; count++ {
		if s.lazy && m.try(s.next, pos) {
			return true
		}
		n := s.set.one(m.s, pos)
		if m.budget--; n == 0 || m.spent {
			break
		}
		pos += n
	}
	if s.lazy {
		return count == s.most && m.try(s.next, pos)
	}
	return m.fewer(s, pos, count)
}

// fewer tries what follows a run, giving back one character after the other.
func (m *matcher) fewer(s *step, pos int, count int32) bool {
	for {
		if m.try(s.next, pos) {
			return true
		}
		if m.spent || count <= s.least {
			return false
		}
		_, n := utf8.DecodeLastRuneInString(m.s[:pos])
		pos -= n
		count--
	}
}

// bound reports whether a word of letters begins or ends at i.
func (m *matcher) bound(i int) bool {
	before := i > 0 && wordByte(m.s[i-1])
	after := i < len(m.s) && wordByte(m.s[i])
	return before != after
}

func wordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_'
}
