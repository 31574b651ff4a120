package judge

import (
	"maps"
	"strings"

	"github.com/regwire/regwire/feeds/gloss/english"
)

// Forms are those that English words may have, in small letters: what a vocabulary tells
// of its verbs and nouns. A word that is not known is a noun.
type Forms map[string]form

// form is a set of those that a word may be.
type form uint8

const (
	ofBare form = 1 << iota
	ofFinite
	ofDoing
	ofDone
	ofNoun
)

// Verb adds a verb by its bare phrase.
func (f Forms) Verb(base string) {
	base, _, _ = strings.Cut(base, " ")
	f.add(base, ofBare)
	f.add(english.Third(base), ofFinite)
	f.add(english.Gerund(base), ofDoing)
	f.add(english.Participle(base), ofDone)
}

// Noun adds the words of a noun.
func (f Forms) Noun(en string) {
	for part := range strings.FieldsSeq(en) {
		f.add(part, ofNoun)
	}
}

func (f Forms) add(w string, is form) { f[strings.ToLower(strings.Trim(w, `,.()"`))] |= is }

// compact leaves out what is a noun alone, as any unknown word is one, and has no room to
// spare.
func (f Forms) compact() Forms {
	all := maps.Clone(f)
	maps.DeleteFunc(all, func(w string, is form) bool { return is == ofNoun && !strings.HasSuffix(w, "ly") })
	out := make(Forms, len(all))
	maps.Copy(out, all)
	return out
}
