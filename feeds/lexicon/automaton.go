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

// automaton is the Aho-Corasick automaton. Most states have one way on, which stands with
// the state; those that have several keep theirs in an open hash table. A character that no
// way takes leads to where it leads from the longest proper suffix, which is the beginning
// for most states. It all stays small enough for a cache: a table of all states and
// characters would be read three times for each Chinese character, in rows that are
// rarely at hand.
//
// States that end terms have the highest numbers, so the scan asks for output
// with one comparison.
type automaton struct {
	start  []uint32 // by character: the state that it leads to from the beginning
	states []uint64 // by state: character of its way, next state and suffix, packed
	ways   []uint64 // of states with several: state, character and next state, packed
	shift  uint8
	accept uint32 // first state that ends a term
	from   []int32
	outs   []int32 // terms of accepting state s: outs[from[s-accept]:from[s-accept+1]]
}

// How states and ways are packed: 24 bits of a state, 16 of a character, 24 of another
// state. A state's suffix is the longest proper one that has ways on, else 0.
const (
	stateBits = 24
	charBits  = 16
	maxStates = 1 << stateBits
	nextMask  = maxStates - 1
	// several stands for the character of a state whose ways are in the hash table; no
	// text is asked about it.
	several = char(stop)
	// mix spreads keys over the table; it is the golden ratio of 64 bits.
	mix = 0x9e3779b97f4a7c15
)

func pack(c char, next, suffix uint32) uint64 {
	return uint64(suffix)<<(charBits+stateBits) | uint64(next)<<charBits | uint64(c)
}

// next is the state that follows from state by c.
func (a *automaton) next(state uint32, c char) uint32 {
	for state != 0 {
		s := a.states[state]
		if char(s) == c {
			return uint32(s >> charBits & nextMask)
		}
		if char(s) == several {
			if next := a.way(state, c); next != 0 {
				return next
			}
		}
		state = uint32(s >> (charBits + stateBits))
	}
	return a.start[c]
}

// way is where c leads to by the hash table, 0 when nowhere.
func (a *automaton) way(state uint32, c char) uint32 {
	key := uint64(state)<<charBits | uint64(c)
	for at := key * mix >> (a.shift & 63); ; at++ {
		way := a.ways[at&uint64(len(a.ways)-1)]
		if way>>stateBits == key {
			return uint32(way & nextMask)
		}
		if way == 0 {
			return 0
		}
	}
}

// compile makes the automaton. It walks the tree breadth first, so that suffixes
// are there before what they are suffixes of, and numbers states in two rows: those
// that end terms, of their own or of their suffix, behind all others.
func compile(t *trie, chars int) *automaton {
	n := len(t.nodes)
	a := &automaton{start: make([]uint32, chars), states: make([]uint64, n), from: []int32{0}}
	order, loud := t.walk()
	number := a.enumerate(t, order, loud)
	suffix := make([]uint32, n)
	parted := 0
	for _, i := range order {
		state := number[i]
		if at := loud.suffix[i]; t.nodes[at].child != 0 || at == 0 {
			suffix[state] = number[at]
		} else {
			suffix[state] = suffix[number[at]]
		}
		child := t.nodes[i].child
		switch {
		case i == 0:
			for ; child != 0; child = t.nodes[child].sibling {
				a.start[t.nodes[child].char] = number[child]
			}
		case child == 0: // only its suffix leads on: by what no text is asked about
			a.states[state] = pack(drop, 0, suffix[state])
		case t.nodes[child].sibling == 0:
			a.states[state] = pack(t.nodes[child].char, number[child], suffix[state])
		default:
			a.states[state] = pack(several, 0, suffix[state])
			for ; child != 0; child = t.nodes[child].sibling {
				parted++
			}
		}
	}
	a.part(t, order, number, parted)
	return a
}

// enumerate gives the states of the nodes, and notes which terms the loud ones end.
func (a *automaton) enumerate(t *trie, order []int32, loud links) (number []uint32) {
	number = make([]uint32, len(order))
	quiet := uint32(0)
	a.accept = uint32(len(order) - loud.count)
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
	return number
}

// part fills the table of so many ways of the states that have several.
func (a *automaton) part(t *trie, order []int32, number []uint32, ways int) {
	size := bits.Len(uint(2 * ways))
	a.shift, a.ways = uint8(64-size), make([]uint64, 1<<size)
	for _, i := range order {
		state := number[i]
		if i == 0 || char(a.states[state]) != several {
			continue
		}
		for child := t.nodes[i].child; child != 0; child = t.nodes[child].sibling {
			a.put(state, t.nodes[child].char, number[child])
		}
	}
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
	return 4*len(a.start) + 8*(len(a.states)+len(a.ways)) + 4*(len(a.from)+len(a.outs))
}
