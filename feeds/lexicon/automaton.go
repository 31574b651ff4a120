package lexicon

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"
)

// trie is the vocabulary as a tree over bytes, before it becomes an automaton.
// Node 0 is the root. A node knows its first child and its next sibling.
type trie struct {
	nodes []node
	ends  map[int32][]int32 // terms that end at a node
}

type node struct {
	child, sibling int32
	char           byte
	inside         bool // stands inside a character
}

// newTrie also makes a path from the root for every character by itself: a
// match that breaks inside a character then falls back to that path, and no
// state ever meets a continuation byte that it does not expect.
//
// Paths are laid in the order of their bytes, so that each goes on from the one
// before where the two part.
func newTrie(folded []string, alphabet map[rune]bool) *trie {
	paths := make([]path, 0, len(folded)+len(alphabet))
	size := 1
	for i, f := range folded {
		paths = append(paths, path{f, int32(i)})
		size += len(f)
	}
	for r := range alphabet {
		paths = append(paths, path{string(r), -1})
	}
	slices.SortFunc(paths, func(a, b path) int {
		return cmp.Or(strings.Compare(a.text, b.text), cmp.Compare(a.term, b.term))
	})
	t := &trie{nodes: append(make([]node, 0, size), node{}), ends: make(map[int32][]int32, len(folded))}
	var last string
	trail := make([]int32, 1, maxTerm) // nodes of last, the root first
	for _, p := range paths {
		trail = t.lay(p.text, last, trail)
		last = p.text
		if p.term >= 0 {
			end := trail[len(trail)-1]
			t.ends[end] = append(t.ends[end], p.term)
		}
	}
	return t
}

// path is what leads to a node; term is -1 for a character by itself.
type path struct {
	text string
	term int32
}

// lay adds the nodes of text, which follows last in order; trail are those of last.
func (t *trie) lay(text, last string, trail []int32) []int32 {
	same := 0
	for same < min(len(text), len(last)) && text[same] == last[same] {
		same++
	}
	elder := int32(0) // the sibling that the first new node follows
	if same+1 < len(trail) {
		elder = trail[same+1]
	}
	trail = trail[:same+1]
	for i := same; i < len(text); i++ {
		n := int32(len(t.nodes))
		t.nodes = append(t.nodes, node{char: text[i], inside: i+1 < len(text) && !utf8.RuneStart(text[i+1])})
		if elder != 0 {
			t.nodes[elder].sibling, elder = n, 0
		} else {
			t.nodes[trail[i]].child = n
		}
		trail = append(trail, n)
	}
	return trail
}

// automaton is the Aho-Corasick automaton made deterministic: one load a byte.
// States that end terms have the highest numbers, so the scan asks for output
// with one comparison.
type automaton[S uint16 | uint32] struct {
	shift  uint8
	accept int // first state that ends a term
	next   []S // state<<shift + class
	from   []int32
	outs   []int32 // terms of accepting state s: outs[from[s-accept]:from[s-accept+1]]
}

// compile makes the automaton. It walks the tree breadth first: the row of a
// state is that of its longest proper suffix, which is there already, but for the
// ways on that it has itself; and the terms of the suffix end here too.
func compile[S uint16 | uint32](t *trie, class *[256]uint8) *automaton[S] {
	width := 1 << bits.Len8(slices.Max(class[:]))
	n := len(t.nodes)
	var (
		rows  = make([]S, n*width) // of states in the order of the walk
		order = append(make([]int32, 0, n), 0)
		fail  = make([]S, n)
		ends  = make([][]int32, n)
	)
	for i := 0; i < len(order); i++ {
		at := t.nodes[order[i]]
		row, suffix := rows[i*width:(i+1)*width], int(fail[i])
		ends[i] = t.ends[order[i]]
		if i != 0 {
			ends[i] = slices.Concat(ends[i], ends[suffix])
		}
		if i != 0 && (suffix != 0 || !at.inside) {
			copy(row, rows[suffix*width:(suffix+1)*width])
		}
		for child := at.child; child != 0; child = t.nodes[child].sibling {
			c := class[t.nodes[child].char]
			fail[len(order)] = row[c]
			row[c] = S(len(order))
			order = append(order, child)
		}
	}
	return sorted(rows, ends, width)
}

// sorted numbers the states anew, those that end terms behind all others.
func sorted[S uint16 | uint32](rows []S, ends [][]int32, width int) *automaton[S] {
	a := &automaton[S]{shift: uint8(bits.Len(uint(width)) - 1), next: make([]S, len(rows)), from: []int32{0}}
	for _, e := range ends {
		if len(e) == 0 {
			a.accept++
		}
	}
	number := make([]S, len(ends))
	quiet, loud := 0, a.accept
	for i, e := range ends {
		if len(e) == 0 {
			number[i] = S(quiet)
			quiet++
			continue
		}
		number[i] = S(loud)
		loud++
		a.outs = append(a.outs, e...)
		a.from = append(a.from, int32(len(a.outs)))
	}
	for i := range ends {
		row := a.next[int(number[i])<<a.shift:]
		for c, to := range rows[i*width : (i+1)*width] {
			row[c] = number[to]
		}
	}
	return a
}

func (a *automaton[S]) outputs() int { return 4 * (len(a.from) + len(a.outs)) }

// scan folds text on the fly and feeds it to the automaton. Where each folded
// character stood is remembered for as many bytes as the longest term has.
func scan[S uint16 | uint32](l *Lexicon, a *automaton[S], text string, dst []Hit) []Hit {
	var (
		at    [maxTerm]int32 // folded position, modulo, to offset in text
		state S
		pos   int  // folded bytes so far
		blank rune // a run of blanks that waits for what follows
		where int  // and where it began
		last  rune
	)
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		f := l.fold(r)
		if f == drop {
			i += size
			continue
		}
		if f == ' ' || f == '\n' {
			if blank == 0 {
				where = i
			}
			blank = joinBlank(blank, f)
			i += size
			continue
		}
		if blank != 0 && !layout(blank, last, r) {
			at[pos&(maxTerm-1)] = int32(where)
			state = a.next[int(state)<<a.shift+int(l.class[blank])]
			pos++
		}
		blank, last = 0, r
		at[pos&(maxTerm-1)] = int32(i)
		i += size
		switch {
		case f == stop:
			state = 0
			pos++
			continue
		case f < utf8.RuneSelf:
			state = a.next[int(state)<<a.shift+int(l.class[f])]
			pos++
		case f >= 0x800 && f <= 0xffff:
			state = a.next[int(state)<<a.shift+int(l.class[0xe0|f>>12])]
			state = a.next[int(state)<<a.shift+int(l.class[0x80|f>>6&0x3f])]
			state = a.next[int(state)<<a.shift+int(l.class[0x80|f&0x3f])]
			pos += 3
		default:
			var buf [utf8.UTFMax]byte
			n := utf8.EncodeRune(buf[:], f)
			for _, b := range buf[:n] {
				state = a.next[int(state)<<a.shift+int(l.class[b])]
			}
			pos += n
		}
		if int(state) < a.accept {
			continue
		}
		out := int(state) - a.accept
		for _, n := range a.outs[a.from[out]:a.from[out+1]] {
			t := &l.terms[n]
			start := int(at[(pos-int(t.size))&(maxTerm-1)])
			if t.fits(text, start, i) {
				dst = append(dst, Hit{ID: t.id, Start: start, End: i})
			}
		}
	}
	return dst
}

// fold is the folded form of r, or stop when no term has it.
func (l *Lexicon) fold(r rune) rune {
	if r <= 0xffff {
		return rune(l.chars[r])
	}
	if l.beyond[r] {
		return r
	}
	return stop
}

// fits checks what the automaton cannot know: whole words and exact case.
func (t *term) fits(text string, start, end int) bool {
	if t.head && start > 0 && word(lastRune(text[:start])) {
		return false
	}
	if t.tail && end < len(text) && word(firstRune(text[end:])) {
		return false
	}
	return t.exact == "" || t.exact == text[start:end]
}
