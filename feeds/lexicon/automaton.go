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
}

type node struct {
	child, sibling int32
	char           char
}

// char is a character of the vocabulary by its number, see Lexicon.chars.
type char = uint16

// newTrie lays the terms in the order of their characters, so that each goes on
// from the one before where the two part.
func newTrie(terms [][]char) *trie {
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

// automaton is the Aho-Corasick automaton made deterministic. Most characters
// lead from most states to where they lead from the beginning; the ways that
// differ are in an open hash table, which stays small enough for a cache. A
// character costs one look into it, a table of all states and characters three
// into rows that are rarely at hand.
//
// States that end terms have the highest numbers, so the scan asks for output
// with one comparison.
type automaton struct {
	start  []uint32 // by character: the state that it leads to from the beginning
	ways   []uint64 // state, character and next state, packed by way
	shift  uint8
	accept uint32 // first state that ends a term
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
	if state == 0 {
		return a.start[c]
	}
	key := uint64(state)<<charBits | uint64(c)
	for at := key * mix >> (a.shift & 63); ; at++ {
		way := a.ways[at&uint64(len(a.ways)-1)]
		if way>>stateBits == key {
			return uint32(way & nextMask)
		}
		if way == 0 {
			return a.start[c]
		}
	}
}

// way leads from a state by a character.
type way struct {
	by char
	to int32
}

// compile makes the automaton. It walks the tree breadth first: the ways from a
// state are its own and, beside them, those of its longest proper suffix; and the
// terms of the suffix end here too.
func compile(t *trie, chars int) *automaton {
	n := len(t.nodes)
	var (
		order = append(make([]int32, 0, n), 0)
		fail  = make([]int32, n) // by place in order, as ways are
		ways  = make([][]way, n)
		ends  = make([][]int32, n)
		root  = make([]int32, chars)
		total int
	)
	for i := 0; i < len(order); i++ {
		at, suffix := t.nodes[order[i]], fail[i]
		ends[i] = t.ends[order[i]]
		if i != 0 {
			ends[i] = slices.Concat(ends[i], ends[suffix])
		}
		var own []way
		for child := at.child; child != 0; child = t.nodes[child].sibling {
			c, to := t.nodes[child].char, int32(len(order))
			order = append(order, child)
			if i == 0 {
				root[c] = to
				continue
			}
			own = append(own, way{c, to})
			fail[to] = along(ways[suffix], root, c)
		}
		if i != 0 {
			ways[i] = merged(own, ways[suffix])
			total += len(ways[i])
		}
	}
	return pack(root, ways, ends, total)
}

// along is where c leads by ways, or from the beginning where none is its own.
func along(ways []way, root []int32, c char) int32 {
	if i, ok := slices.BinarySearchFunc(ways, c, func(w way, c char) int { return cmp.Compare(w.by, c) }); ok {
		return ways[i].to
	}
	return root[c]
}

// merged are own ways and those of the suffix that they leave, by character.
func merged(own, suffix []way) []way {
	if len(own) == 0 {
		return suffix
	}
	out := make([]way, 0, len(own)+len(suffix))
	for len(own) > 0 || len(suffix) > 0 {
		switch {
		case len(suffix) == 0 || len(own) > 0 && own[0].by < suffix[0].by:
			out, own = append(out, own[0]), own[1:]
		case len(own) > 0 && own[0].by == suffix[0].by:
			suffix = suffix[1:]
		default:
			out, suffix = append(out, suffix[0]), suffix[1:]
		}
	}
	return out
}

// pack numbers the states anew, those that end terms behind all others, and puts
// their ways into the table, which stays at least half empty.
func pack(root []int32, ways [][]way, ends [][]int32, total int) *automaton {
	a := &automaton{from: []int32{0}, start: make([]uint32, len(root))}
	for _, e := range ends {
		if len(e) == 0 {
			a.accept++
		}
	}
	number := make([]uint32, len(ends))
	quiet, loud := uint32(0), a.accept
	for i, e := range ends {
		if len(e) == 0 {
			number[i] = quiet
			quiet++
			continue
		}
		number[i] = loud
		loud++
		a.outs = append(a.outs, e...)
		a.from = append(a.from, int32(len(a.outs)))
	}
	for c, to := range root {
		a.start[c] = number[to]
	}
	size := bits.Len(uint(2 * total))
	a.shift, a.ways = uint8(64-size), make([]uint64, 1<<size)
	for i, list := range ways {
		for _, w := range list {
			a.put(number[i], w.by, number[w.to])
		}
	}
	return a
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
	return 4*len(a.start) + 8*len(a.ways) + 4*(len(a.from)+len(a.outs))
}
