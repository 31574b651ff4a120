package lexicon

import (
	"cmp"
	"maps"
	"math/bits"
	"slices"
	"unicode/utf8"
)

// trie is the vocabulary as a tree over classes of bytes, before it becomes an
// automaton. Node 0 is the root.
type trie struct {
	width    int // classes, rounded up to a power of two
	class    [256]uint8
	children []int32 // node*width+class
	ends     [][]int32
	inside   []bool // the node stands inside a character
}

// newTrie also makes a path from the root for every character by itself: a
// match that breaks inside a character then falls back to that path, and no
// state ever meets a continuation byte that it does not expect.
func newTrie(folded []string, alphabet map[rune]bool, class [256]uint8) *trie {
	t := &trie{width: 1 << bits.Len8(slices.Max(class[:])), class: class}
	t.grow()
	for i, f := range folded {
		node := t.path(f)
		t.ends[node] = append(t.ends[node], int32(i))
	}
	for _, r := range slices.Sorted(maps.Keys(alphabet)) {
		t.path(string(r))
	}
	return t
}

// path is the node that s leads to.
func (t *trie) path(s string) int32 {
	node := int32(0)
	for i := range len(s) {
		at := int(node)*t.width + int(t.class[s[i]])
		if t.children[at] == 0 {
			t.children[at] = int32(t.states())
			t.grow()
		}
		node = t.children[at]
		t.inside[node] = i+1 < len(s) && !utf8.RuneStart(s[i+1])
	}
	return node
}

func (t *trie) grow() {
	t.children = append(t.children, make([]int32, t.width)...)
	t.ends = append(t.ends, nil)
	t.inside = append(t.inside, false)
}

func (t *trie) states() int { return len(t.ends) }

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

func compile[S uint16 | uint32](t *trie) *automaton[S] {
	order, rows, ends := t.resolve()
	n := t.states()
	a := &automaton[S]{shift: uint8(bits.Len(uint(t.width)) - 1), next: make([]S, n*t.width), from: []int32{0}}
	number := make([]S, n)
	sorted := slices.Clone(order)
	slices.SortStableFunc(sorted, func(x, y int32) int {
		return cmp.Compare(min(len(ends[x]), 1), min(len(ends[y]), 1))
	})
	a.accept = n
	for i, node := range sorted {
		number[node] = S(i)
		if len(ends[node]) > 0 {
			a.accept = min(a.accept, i)
			a.outs = append(a.outs, ends[node]...)
			a.from = append(a.from, int32(len(a.outs)))
		}
	}
	for node := range n {
		row := int(number[node]) << a.shift
		for c, to := range rows[node*t.width : (node+1)*t.width] {
			a.next[row+c] = number[to]
		}
	}
	return a
}

// resolve walks the tree breadth first and fills every missing transition with
// that of the longest proper suffix, whose terms also end here.
func (t *trie) resolve() (order, rows []int32, ends [][]int32) {
	rows, ends = t.children, t.ends
	fail := make([]int32, t.states())
	order = append(make([]int32, 0, t.states()), 0)
	for i := 0; i < len(order); i++ {
		node := order[i]
		suffix := fail[node]
		if node != 0 {
			ends[node] = append(ends[node], ends[suffix]...)
		}
		for c := range t.width {
			at := int(node)*t.width + c
			over := int32(0)
			if node != 0 && (suffix != 0 || !t.inside[node]) {
				over = rows[int(suffix)*t.width+c]
			}
			if rows[at] == 0 {
				rows[at] = over
				continue
			}
			fail[rows[at]] = over
			order = append(order, rows[at])
		}
	}
	return order, rows, ends
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
