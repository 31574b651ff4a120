package lexicon

import (
	"cmp"
	"math/bits"
	"slices"
)

// trie is the vocabulary as a tree over characters, before it becomes an
// automaton. Node 0 is the root. A node knows its first child and its next
// sibling; children stand in the order of their characters.
type trie struct {
	nodes []node
	ends  map[int32][]int32 // terms that end at a node
	first []int32           // children of the root by their character
}

type node struct {
	child, sibling int32
	char           char
}

// char is a character of the vocabulary by its number, see Lexicon.chars.
type char = uint16

// newTrie lays the terms in the order of their characters, so that each goes on
// from the one before where the two part.
func newTrie(terms [][]char, chars int) *trie {
	order := make([]int32, len(terms))
	size := 1
	for i, t := range terms {
		order[i] = int32(i)
		size += len(t)
	}
	slices.SortFunc(order, func(a, b int32) int {
		return cmp.Or(slices.Compare(terms[a], terms[b]), cmp.Compare(a, b))
	})
	t := &trie{nodes: append(make([]node, 0, size), node{}), ends: make(map[int32][]int32, len(terms))}
	var last []char
	trail := make([]int32, 1, maxTerm) // nodes of last, the root first
	for _, n := range order {
		trail = t.lay(terms[n], last, trail)
		last = terms[n]
		end := trail[len(trail)-1]
		t.ends[end] = append(t.ends[end], n)
	}
	t.first = make([]int32, chars)
	for child := t.nodes[0].child; child != 0; child = t.nodes[child].sibling {
		t.first[t.nodes[child].char] = child
	}
	return t
}

// lay adds the nodes of term, which follows last in order; trail are those of last.
func (t *trie) lay(term, last []char, trail []int32) []int32 {
	same := 0
	for same < min(len(term), len(last)) && term[same] == last[same] {
		same++
	}
	elder := int32(0) // the sibling that the first new node follows
	if same+1 < len(trail) {
		elder = trail[same+1]
	}
	trail = trail[:same+1]
	for i := same; i < len(term); i++ {
		n := int32(len(t.nodes))
		t.nodes = append(t.nodes, node{char: term[i]})
		if elder != 0 {
			t.nodes[elder].sibling, elder = n, 0
		} else {
			t.nodes[trail[i]].child = n
		}
		trail = append(trail, n)
	}
	return trail
}

// automaton is the Aho-Corasick automaton. The ways on from a state are in an open
// hash table; a character that none of them takes leads to where it leads from the
// longest proper suffix, which is the beginning for most states. The table stays
// small enough for a cache: a table of all states and characters would be read
// three times for each Chinese character, in rows that are rarely at hand.
//
// States that end terms have the highest numbers, so the scan asks for output
// with one comparison.
type automaton struct {
	start  []uint32 // by character: the state that it leads to from the beginning
	ways   []uint64 // state, character and next state, packed
	shift  uint8
	suffix []uint32 // by state: its longest proper suffix that has ways on, else 0
	accept uint32   // first state that ends a term
	from   []int32
	outs   []int32 // terms of accepting state s: outs[from[s-accept]:from[s-accept+1]]
}

// How a way is packed: 24 bits of a state, 16 of a character, 24 of the next.
const (
	stateBits = 24
	charBits  = 16
	maxStates = 1 << stateBits
	nextMask  = maxStates - 1
	// mix spreads keys over the table; it is the golden ratio of 64 bits.
	mix = 0x9e3779b97f4a7c15
)

// next is the state that follows from state by c.
func (a *automaton) next(state uint32, c char) uint32 {
	for state != 0 {
		key := uint64(state)<<charBits | uint64(c)
		for at := key * mix >> (a.shift & 63); ; at++ {
			way := a.ways[at&uint64(len(a.ways)-1)]
			if way>>stateBits == key {
				return uint32(way & nextMask)
			}
			if way == 0 {
				break
			}
		}
		state = a.suffix[state]
	}
	return a.start[c]
}

// compile makes the automaton. It walks the tree breadth first, so that suffixes
// are there before what they are suffixes of, and numbers states in two rows: those
// that end terms, of their own or of their suffix, behind all others.
func compile(t *trie, chars int) *automaton {
	n := len(t.nodes)
	a := &automaton{start: make([]uint32, chars), suffix: make([]uint32, n), from: []int32{0}}
	size := bits.Len(uint(2 * n))
	a.shift, a.ways = uint8(64-size), make([]uint64, 1<<size)
	order, loud := t.walk()
	var (
		number = make([]uint32, n) // of nodes
		quiet  = uint32(0)
	)
	a.accept = uint32(n - loud.count)
	ending := a.accept
	for _, i := range order {
		if !loud.is[i] {
			number[i] = quiet
			quiet++
			continue
		}
		number[i] = ending
		ending++
		for at := i; at != 0; at = loud.suffix[at] {
			a.outs = append(a.outs, t.ends[at]...)
		}
		a.from = append(a.from, int32(len(a.outs)))
	}
	for _, i := range order {
		state := number[i]
		if at := loud.suffix[i]; t.nodes[at].child != 0 || at == 0 {
			a.suffix[state] = number[at]
		} else {
			a.suffix[state] = a.suffix[number[at]]
		}
		for child := t.nodes[i].child; child != 0; child = t.nodes[child].sibling {
			if c := t.nodes[child].char; i == 0 {
				a.start[c] = number[child]
			} else {
				a.put(state, c, number[child])
			}
		}
	}
	return a
}

// links are the longest proper suffix of every node, and which nodes end terms.
type links struct {
	suffix []int32
	is     []bool
	count  int
}

// walk gives the nodes breadth first and links them.
func (t *trie) walk() (order []int32, l links) {
	n := len(t.nodes)
	order = append(make([]int32, 0, n), 0)
	l = links{suffix: make([]int32, n), is: make([]bool, n)}
	for i := 0; i < len(order); i++ {
		at := order[i]
		if l.is[at] = len(t.ends[at]) > 0 || l.is[l.suffix[at]]; l.is[at] {
			l.count++
		}
		for child := t.nodes[at].child; child != 0; child = t.nodes[child].sibling {
			order = append(order, child)
			for s := at; s != 0; {
				s = l.suffix[s]
				if to := t.child(s, t.nodes[child].char); to != 0 {
					l.suffix[child] = to
					break
				}
			}
		}
	}
	return order, l
}

// child is the node that c leads to, 0 when there is none.
func (t *trie) child(node int32, c char) int32 {
	at := t.nodes[node].child
	if node == 0 {
		at = t.first[c]
	}
	for at != 0 && t.nodes[at].char < c {
		at = t.nodes[at].sibling
	}
	if at != 0 && t.nodes[at].char != c {
		return 0
	}
	return at
}

func (a *automaton) put(state uint32, c char, to uint32) {
	key := uint64(state)<<charBits | uint64(c)
	at := key * mix >> (a.shift & 63)
	for a.ways[at&uint64(len(a.ways)-1)] != 0 {
		at++
	}
	a.ways[at&uint64(len(a.ways)-1)] = key<<stateBits | uint64(to)
}

func (a *automaton) size() int {
	return 4*len(a.start) + 8*len(a.ways) + 4*(len(a.suffix)+len(a.from)+len(a.outs))
}
