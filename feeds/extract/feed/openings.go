package feed

import (
	"bytes"
	"fmt"
	"slices"
)

// openings is which elements of a feed stand open, and what has to be mended so that the
// parser sees them as they are meant: at an end that nothing began it would close all of
// them, and read no entry behind it.
type openings struct {
	open    [][]byte
	entries int
	mends   []mend
}

// mend stands for what a feed has between from and to.
type mend struct {
	from, to int
	with     string
}

// maxMends is how many mistakes of a feed are mended.
const maxMends = 10_000

// What holds the entries of a feed, and what they are called, by their local names.
var (
	entryNames   = []string{"item", "entry"}
	entryHolders = []string{"channel", "rss", "RDF", "feed"}
)

// see notes what begins at a place of the feed: a tag, a passage, or a < that is neither.
func (n *openings) see(at int, tag []byte, opens int) error {
	if len(n.mends) > maxMends {
		return fmt.Errorf("read feed: more than %d mistakes", maxMends)
	}
	switch {
	case len(tag) == 0:
		n.mends = append(n.mends, mend{at, at + 1, "&lt;"})
	case tag[1] == '/':
		n.end(at, tag)
	case tag[1] != '!' && tag[1] != '?':
		return n.start(at, tag, opens == 0)
	}
	return nil
}

// start notes a tag at a place of the feed that begins an element, which has an end of
// its own unless it is empty.
func (n *openings) start(at int, tag []byte, empty bool) error {
	name := tagName(tag[1:])
	isEntry := slices.Contains(entryNames, string(localName(name)))
	if isEntry && bytes.Equal(n.top(), name) {
		n.mends = append(n.mends, mend{at, at, "</" + string(name) + ">"})
		n.open = n.open[:len(n.open)-1]
	}
	if isEntry && slices.Contains(entryHolders, string(localName(n.top()))) {
		n.entries++
	}
	if empty {
		return nil
	}
	if n.open = append(n.open, name); len(n.open) > maxXMLDepth {
		return fmt.Errorf("read feed: nested deeper than %d", maxXMLDepth)
	}
	return nil
}

func (n *openings) top() []byte {
	if len(n.open) == 0 {
		return nil
	}
	return n.open[len(n.open)-1]
}

// end closes the innermost element of a name and all in it, as the parser does. An end
// that nothing began is taken out.
func (n *openings) end(at int, tag []byte) {
	name := tagName(tag[2:])
	for _, same := range []func(a, b []byte) bool{bytes.Equal, bytes.EqualFold} {
		for i, open := range slices.Backward(n.open) {
			if !same(open, name) {
				continue
			}
			if !bytes.Equal(open, name) {
				n.mends = append(n.mends, mend{at, at + len(tag), "</" + string(open) + ">"})
			}
			n.open = n.open[:i]
			return
		}
	}
	n.mends = append(n.mends, mend{at, at + len(tag), ""})
}

// marks takes the end of a passage in a text that is in none for words: the parser reads
// no feed with one.
func (n *openings) marks(body []byte, from, to int) {
	for {
		i := bytes.Index(body[from:to], []byte(passageMark))
		if i < 0 {
			return
		}
		from += i + len(passageMark)
		n.mends = append(n.mends, mend{from - 1, from, "&gt;"})
	}
}

// mended is the feed as it is meant.
func (n *openings) mended(body []byte) []byte {
	out := make([]byte, 0, len(body)+64)
	done := 0
	for _, m := range n.mends {
		out = append(append(out, body[done:m.from]...), m.with...)
		done = m.to
	}
	return append(out, body[done:]...)
}

// tagName is the name that s begins with.
func tagName(s []byte) []byte {
	for i, c := range s {
		if !isTagByte(c) {
			return s[:i]
		}
	}
	return s
}

func isTagByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == ':' || c == '_' || c == '-' || c == '.' || c >= 0x80
}

func localName(name []byte) []byte {
	return name[bytes.LastIndexByte(name, ':')+1:]
}
