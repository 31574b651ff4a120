package index

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds"
)

// A Term is what the index knows a document by: a kind in the bits from kindShift
// on and below them what it is of. Two neighbouring ideographs are packed as they
// are, so that all terms that begin with one of them stand side by side; words
// are hashed.
type Term = uint64

const (
	kindShift       = 50
	payload    Term = 1<<kindShift - 1
	kindPair   Term = 0 << kindShift // two ideographs, or one that ends its run
	kindSign   Term = 1 << kindShift // a sign that is neither letter nor blank
	kindWord   Term = 2 << kindShift // a word in letters
	kindPhrase Term = 3 << kindShift // two such words with a blank between
	kindItem   Term = 4 << kindShift // what the item's reading says
	kindEvent  Term = 5 << kindShift // what the event's reading says
	titled     Term = 8 << kindShift // added to the kind: only the event's titles have it
	runeBits        = 21
	wordBytes       = 64 // longer words are cut into pieces that overlap
	neverCut        = 32 // so that what is no longer than this stands in one piece
)

// class is how a character makes terms.
type class byte

const (
	blank class = iota
	sign
	letter
	ideograph
)

func classOf(r rune) class {
	switch {
	case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
		return letter
	case r == ' ', r == '\n', r == '\t':
		return blank
	case r < utf8.RuneSelf:
		if r >= 'A' && r <= 'Z' {
			return letter
		}
		return sign
	case r >= 0x3041 && r <= 0x30ff, r >= 0x3400 && r <= 0x9fff, r >= 0xac00 && r <= 0xd7a3, r >= 0xf900 && r <= 0xfaff, r >= 0x20000 && r <= 0x3ffff:
		return ideograph
	case unicode.IsLetter(r), unicode.IsNumber(r), unicode.IsMark(r):
		return letter
	case unicode.IsSpace(r):
		return blank
	}
	return sign
}

// run is a longest piece of one class; signs come one by one.
type run struct {
	class class
	text  string
}

// runs calls f with each run of the text and what stands between it and the one
// before; blanks are no runs.
func runs(s string, f func(r run, before string)) {
	end, start, now := 0, 0, blank
	for i, r := range s {
		c := classOf(r)
		if c == now && c != sign {
			continue
		}
		if now != blank {
			f(run{now, s[start:i]}, s[end:start])
			end = i
		}
		start, now = i, c
	}
	if now != blank {
		f(run{now, s[start:]}, s[end:start])
	}
}

// short reports whether the run is a word that stands whole in one piece.
func (r run) short() bool { return r.class == letter && len(r.text) <= neverCut }

func hashWord(kind Term, parts ...string) Term {
	h := uint64(14695981039346656037)
	for i, p := range parts {
		if i > 0 {
			h = (h ^ ' ') * 1099511628211
		}
		for j := range len(p) {
			h = (h ^ uint64(p[j])) * 1099511628211
		}
	}
	return kind | (h^h>>kindShift)&payload
}

func pairTerm(a, b rune) Term { return kindPair | Term(a)<<runeBits | Term(b) }

// Facet is the term of what is said of one side of a document, as that its topic is
// such a one.
func Facet(of Side, name, value string) Term {
	return hashWord(kindItem+Term(of)<<kindShift, name, value)
}

// harvest collects the terms of a text, and its words when words is not nil.
type harvest struct {
	terms []Term
	words map[string]struct{}
}

func (h *harvest) text(s string) {
	var last string // the word before
	runs(s, func(r run, before string) {
		switch r.class {
		case ideograph:
			h.terms = appendPairs(h.terms, r.text, true)
		case sign:
			c, _ := utf8.DecodeRuneInString(r.text)
			h.terms = append(h.terms, kindSign|Term(c))
		case letter:
			first, end := h.word(r.text)
			if before == " " && last != "" {
				h.terms = append(h.terms, hashWord(kindPhrase, last, first))
			}
			last = end
			return
		}
		last = ""
	})
}

// appendPairs adds the pairs of neighbours; with end also the last ideograph alone.
func appendPairs(terms []Term, s string, end bool) []Term {
	var last rune
	for _, r := range s {
		if last != 0 {
			terms = append(terms, pairTerm(last, r))
		}
		last = r
	}
	if end {
		terms = append(terms, pairTerm(last, 0))
	}
	return terms
}

// word adds a word, in pieces when it is long, and gives its first and last one.
func (h *harvest) word(w string) (first, last string) {
	for {
		piece := feeds.Clip(w, wordBytes)
		if first == "" {
			first = piece
		}
		h.terms = append(h.terms, hashWord(kindWord, piece))
		if _, ok := h.words[piece]; !ok {
			h.words[strings.Clone(piece)] = struct{}{}
		}
		if len(piece) == len(w) {
			return first, piece
		}
		// Three bytes more in common than what may be asked for, since a
		// character is not cut.
		w = w[len(feeds.Clip(w, wordBytes-neverCut-3)):]
	}
}

// wish is one word of a query as the index can be asked for it.
type wish struct {
	// exact says that who is found by the index holds the word for certain.
	exact bool
	all   []Term   // each of them must be there, the rarest are asked
	first rune     // an ideograph that must occur, whatever follows it
	like  []like   // words in letters of which one must be there
	pair  [][2]int // positions in like of words with one blank between
}

// like matches words of the index by a part of them; the ends say where the
// query's word is known to be whole.
type like struct {
	part        string
	begin, stop bool // the word begins or stops with the part
}

func (l like) matches(word string) bool {
	switch {
	case l.begin && l.stop:
		return word == l.part
	case l.begin:
		return strings.HasPrefix(word, l.part)
	case l.stop:
		return strings.HasSuffix(word, l.part)
	}
	return strings.Contains(word, l.part)
}

// wishFor plans a folded word, which may hold blanks and signs.
func wishFor(word string) wish {
	var w wish
	if !utf8.ValidString(word) {
		return w
	}
	var found []run
	var gaps []string
	runs(word, func(r run, before string) { found, gaps = append(found, r), append(gaps, before) })
	inside := len(strings.Join(runTexts(found), "")) + len(strings.Join(gaps, ""))
	whole := inside == len(word) && (len(gaps) == 0 || gaps[0] == "")
	for i, r := range found {
		w.ask(r, i > 0 || gaps[0] != "", i < len(found)-1 || inside < len(word))
		// Of a word that is cut the phrase has another piece than the query.
		if i > 0 && r.short() && found[i-1].short() && gaps[i] == " " {
			w.pair = append(w.pair, [2]int{len(w.like) - 2, len(w.like) - 1})
		}
	}
	switch {
	case len(found) == 1 && whole:
		w.exact = len(w.all) <= 1 && (found[0].class != letter || found[0].short())
	case len(found) == 2 && whole:
		w.exact = len(w.pair) == 1
	}
	return w
}

func runTexts(all []run) []string {
	texts := make([]string, len(all))
	for i, r := range all {
		texts[i] = r.text
	}
	return texts
}

// ask adds what a run of the word asks for; begin and stop say that it is known
// to be whole at that end.
func (w *wish) ask(r run, begin, stop bool) {
	switch r.class {
	case ideograph:
		c, size := utf8.DecodeRuneInString(r.text)
		if size < len(r.text) {
			w.all = appendPairs(w.all, r.text, false)
		} else if w.first == 0 {
			w.first = c
		}
	case sign:
		c, _ := utf8.DecodeRuneInString(r.text)
		w.all = append(w.all, kindSign|Term(c))
	case letter:
		l := like{part: r.text, begin: begin, stop: stop}
		if len(r.text) > neverCut {
			l.part, l.stop = feeds.Clip(r.text, neverCut), false
		}
		w.like = append(w.like, l)
	}
}

// unique sorts terms and leaves each once.
func unique(terms []Term) []Term {
	slices.Sort(terms)
	return slices.Compact(terms)
}
