package lexicon

import "unicode/utf8"

// All appends every occurrence of every term to dst, overlapping ones too, in
// the order of their ends and, at one end, the longest first.
//
// It folds text on the fly and feeds it to the automaton. Where each folded
// character stood is remembered for as many characters as the longest term has.
func (l *Lexicon) All(text string, dst []Hit) []Hit {
	var (
		near  [nearTerm]int32
		at    = near[:] // place of a folded character, modulo, to offset in text
		a     = l.automaton
		state uint32
		pos   int  // folded characters so far
		blank rune // a run of blanks that waits for what follows
		where int  // and where it began
		last  rune
	)
	if l.longest > nearTerm {
		at = make([]int32, maxTerm)
	}
	mask := len(at) - 1
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		switch {
		case r < utf8.RuneSelf:
		case r > 0xe0 && r < 0xf0 && r != 0xed && i+2 < len(text) && text[i+1]&0xc0 == 0x80 && text[i+2]&0xc0 == 0x80:
			// Nearly all Chinese characters are so, and decoding them here is quicker.
			r, size = r&0xf<<12|rune(text[i+1]&0x3f)<<6|rune(text[i+2]&0x3f), 3
		default:
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		c := l.char(r)
		if c <= newline {
			switch c {
			case drop:
				i += size
				continue
			case space, newline:
				if blank == 0 {
					where = i
				}
				blank = joinBlank(blank, blanks[c])
				i += size
				continue
			}
		}
		if blank != 0 {
			if !layout(blank, last, r) {
				at[pos&mask] = int32(where)
				state = a.next(state, charOf(blank))
				pos++
			}
			blank = 0
		}
		last = r
		at[pos&mask] = int32(i)
		i += size
		pos++
		if c == stop {
			state = 0
			continue
		}
		if state = a.next(state, c); state < a.accept {
			continue
		}
		out := state - a.accept
		for _, n := range a.outs[a.from[out]:a.from[out+1]] {
			t := &l.terms[n]
			start := int(at[(pos-int(t.size))&mask])
			if t.fits(text, start, i) {
				dst = append(dst, Hit{ID: t.id, Start: start, End: i})
			}
		}
	}
	return dst
}

// char is the number of r, stop when no term has it.
func (l *Lexicon) char(r rune) char {
	if r <= 0xffff {
		return l.chars[r]
	}
	return l.beyond[r] // stop where it is not
}

// fits checks what the automaton cannot know: whole words and exact case.
func (t *term) fits(text string, start, end int) bool {
	if t.head && start > 0 && wordBefore(text, start) {
		return false
	}
	if t.tail && end < len(text) && wordAt(text, end) {
		return false
	}
	return t.exact == "" || t.exact == text[start:end]
}

// wordBefore and wordAt report whether what stands there is part of a Latin word;
// what it is shows its byte, nearly always.
func wordBefore(text string, i int) bool {
	if c := text[i-1]; c < utf8.RuneSelf && c != drop {
		return asciiWord(c)
	}
	return word(lastRune(text[:i]))
}

func wordAt(text string, i int) bool {
	if c := text[i]; c < utf8.RuneSelf && c != drop {
		return asciiWord(c)
	}
	return word(firstRune(text[i:]))
}

func asciiWord(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z'
}
