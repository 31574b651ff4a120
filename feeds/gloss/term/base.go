// Package term compiles the term base, the words that titles are cut into, and cuts them.
// Start with New and Base.Cut.
//
// A Term is a row as the catalogue has it, in Chinese and English with notes of grammar; a
// Base gives the words of a phrase with these notes read, by themselves (Word), as what a
// text begins with (Prefix), or all along a phrase so that the fewest characters stay
// unknown and the words are as long as they can be (Cut). What is no word of any base, a
// number or what stands in brackets, is prepared by whoever asks, and stays whole.
//
// What the words mean beside each other is not for it to say.
package term

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/chinese"
	"github.com/regwire/regwire/feeds/gloss/token"
	"github.com/regwire/regwire/feeds/lexicon"
)

// Term is one row of the term base.
type Term struct {
	ZH string
	// EN is title-cased; of a verb it is the bare form: "strengthen".
	EN string
	// Kind is doc_type, stage, verb, noun, adverb, org, place, connective or unit.
	Kind string
	// Note holds grammar, "; " apart: head, link=on, base=assess, noun=Results,
	// only=between, prefix=place, post, after, problem.
	Note string
}

// Errors of New.
var (
	ErrKind  = errors.New("unknown kind of term")
	ErrEmpty = errors.New("term without Chinese or English")
	ErrTwice = errors.New("term is there twice")
)

// kinds are those of terms.
var kinds = []string{"doc_type", "stage", "verb", "noun", "adverb", "org", "place", "connective", "unit"}

// Type is a document type that may end a title.
type Type struct {
	ZH, EN string
	Link   string // the preposition behind it
}

// Body is one by a name that it goes by, with its English.
type Body struct{ ZH, EN string }

// Base is a compiled term base. It never changes, so goroutines may share it.
type Base struct {
	words []token.Word
	index map[string]int32
	lex   *lexicon.Lexicon
	types []Type // the longest first
}

// New compiles terms and the names of bodies, of which terms go first: they know which
// short form readers expect.
func New(terms []Term, bodies []Body) (*Base, error) {
	b := &Base{index: make(map[string]int32, len(terms))}
	for _, t := range terms {
		if err := b.add(t); err != nil {
			return nil, fmt.Errorf("term %q: %w", t.ZH, err)
		}
	}
	slices.SortFunc(b.types, func(a, b Type) int { return len(b.ZH) - len(a.ZH) })
	issuer := map[string]string{}
	for _, x := range bodies {
		if _, ok := b.index[x.ZH]; ok || x.ZH == "" {
			continue
		}
		if _, ok := issuer[x.ZH]; !ok {
			issuer[x.ZH] = x.EN
		}
	}
	return b, b.compile(issuer)
}

func (b *Base) add(t Term) error {
	w, link, err := newWord(t)
	if err != nil {
		return err
	}
	key := chinese.Normalize(t.ZH)
	if _, ok := b.index[key]; ok {
		return ErrTwice
	}
	b.index[key] = int32(len(b.words))
	b.words = append(b.words, w)
	if w.Kind == "doc_type" && w.Head {
		b.types = append(b.types, Type{ZH: key, EN: w.EN, Link: link})
	}
	return nil
}

// compile puts terms and bodies into one lexicon.
func (b *Base) compile(issuer map[string]string) error {
	for zh := range issuer {
		b.index[zh] = -1
	}
	keys := make([]string, 0, len(b.index))
	for zh := range b.index {
		keys = append(keys, zh)
	}
	slices.Sort(keys)
	list := make([]lexicon.Term, 0, len(keys))
	b.words = append(make([]token.Word, 0, len(b.words)+len(issuer)), b.words...) // no room to spare
	for _, zh := range keys {
		if b.index[zh] < 0 {
			b.index[zh] = int32(len(b.words))
			b.words = append(b.words, token.Word{EN: issuer[zh], Kind: "org"})
		}
		if w := &b.words[b.index[zh]]; w.Kind != "unit" && !chinese.Bracketed(zh) {
			list = append(list, lexicon.Term{Text: zh, ID: b.index[zh]})
		}
	}
	lex, err := lexicon.New(list)
	if err != nil {
		return fmt.Errorf("compiling the term base: %w", err)
	}
	b.lex = lex
	return nil
}

// Word is what is noted of a term.
func (b *Base) Word(zh string) (token.Word, bool) {
	id, ok := b.index[zh]
	if !ok {
		return token.Word{}, false
	}
	return b.words[id], true
}

// Known reports a term.
func (b *Base) Known(zh string) bool {
	_, ok := b.index[zh]
	return ok
}

// Of is the word with that id, of a step.
func (b *Base) Of(id int32) token.Word { return b.words[id] }

// All are the words.
func (b *Base) All() iter.Seq[*token.Word] {
	return func(yield func(*token.Word) bool) {
		for i := range b.words {
			if !yield(&b.words[i]) {
				return
			}
		}
	}
}

// Types are the document types that may end a title, the longest first.
func (b *Base) Types() []Type { return b.types }

// Prefix is the longest term of that kind at the head of s.
func (b *Base) Prefix(s, kind string) (int, token.Word, bool) {
	ends := make([]int, 0, 16)
	for i := range s {
		if i > 0 {
			ends = append(ends, i)
		}
		if len(ends) > 24 {
			break
		}
	}
	if len(ends) <= 24 {
		ends = append(ends, len(s))
	}
	for _, n := range slices.Backward(ends) {
		if id, ok := b.index[s[:n]]; ok && b.words[id].Kind == kind {
			return n, b.words[id], true
		}
	}
	return 0, token.Word{}, false
}

// newWord reads a term; link is the preposition after a document type, which only those
// that may be heads need.
func newWord(t Term) (w token.Word, link string, err error) {
	w = token.Word{EN: t.EN, Kind: t.Kind}
	if t.ZH == "" || t.EN == "" {
		return w, "", ErrEmpty
	}
	if !slices.Contains(kinds, t.Kind) {
		return w, "", ErrKind
	}
	for note := range strings.SplitSeq(t.Note, ";") {
		key, value, _ := strings.Cut(strings.TrimSpace(note), "=")
		switch key {
		case "head":
			w.Head = true
		case "link":
			link = value
		case "base":
			w.Base = value
		case "noun":
			w.Noun = value
		case "only":
			w.Between, w.End = value == "between", value == "end"
		case "post":
			w.Post = true
		case "after":
			w.After = true
		case "prefix":
			w.Place = true
		}
	}
	if w.Kind == "verb" && w.Base == "" {
		w.Base = w.EN
	}
	return w, link, nil
}
