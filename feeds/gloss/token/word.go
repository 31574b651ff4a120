package token

import "github.com/regwire/regwire/feeds/gloss/english"

// Word is what the term base says of one, its note read.
type Word struct {
	EN, Kind string
	Base     string // verb, when a noun may be one
	Noun     string // noun, when a verb may be one
	Head     bool   // a document type that may end a title
	Between  bool   // only between two known words
	End      bool   // only at the end of a title
	Post     bool   // follows what it names: 领域
	After    bool   // adverb that English puts last
	Place    bool   // institution that a place stands before
}

// Nominal says whether the word can stand as a noun.
func (w Word) Nominal() bool { return w.Kind == "noun" || w.Kind == "org" || w.Kind == "doc_type" }

// Safe is a word with the safety of things in it.
func (w Word) Safe() Word {
	w.EN, w.Base, w.Noun = english.Safety(w.EN), english.Safety(w.Base), english.Safety(w.Noun)
	return w
}
