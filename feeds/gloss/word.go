package gloss

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
)

// word is a Term with its note read.
type word struct {
	en, kind string
	base     string // verb, when a noun may be one
	noun     string // noun, when a verb may be one
	head     bool   // a document type that may end a title
	between  bool   // only between two known words
	end      bool   // only at the end of a title
	post     bool   // follows what it names: 领域
	after    bool   // adverb that English puts last
	place    bool   // institution that a place stands before
}

// newWord reads a term; link is the preposition after a document type, which only those
// that may be heads need.
func newWord(t Term) (w word, link string, err error) {
	w = word{en: t.EN, kind: t.Kind}
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
			w.head = true
		case "link":
			link = value
		case "base":
			w.base = value
		case "noun":
			w.noun = value
		case "only":
			w.between, w.end = value == "between", value == "end"
		case "post":
			w.post = true
		case "after":
			w.after = true
		case "prefix":
			w.place = true
		}
	}
	if w.kind == "verb" && w.base == "" {
		w.base = w.en
	}
	return w, link, nil
}

// nominal says whether the word can stand as a noun.
func (w word) nominal() bool { return w.kind == "noun" || w.kind == "org" || w.kind == "doc_type" }

// wordOf is the token of a term, unknown where there is none.
func (r *render) wordOf(zh string) token {
	id, ok := r.g.index[zh]
	if !ok {
		return token{kind: tUnknown, zh: zh}
	}
	return r.token(zh, id)
}

// token is that of a term.
func (r *render) token(zh string, id int32) token {
	w := r.g.words[id]
	if r.zh.Safety && strings.Contains(zh, "安全") {
		w = w.safe()
	}
	return token{kind: tWord, zh: zh, en: w.en, w: w}
}

// deedAt reports a word at that may be a deed.
func (r *render) deedAt(best []step, at int) bool {
	return at < len(best)-1 && best[at].id >= 0 && r.g.words[best[at].id].base != ""
}

// nominalAt reports a noun there that is no deed.
func (r *render) nominalAt(best []step, at int) bool {
	return at < len(best)-1 && best[at].id >= 0 && r.g.words[best[at].id].nominal() && r.g.words[best[at].id].base == ""
}

// safe is a word with the safety of things in it.
func (w word) safe() word {
	w.en, w.base, w.noun = english.Safety(w.en), english.Safety(w.base), english.Safety(w.noun)
	return w
}
