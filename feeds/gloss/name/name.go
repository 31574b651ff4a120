// Package name has the English of proper names in Chinese titles: of places, of people, and
// of bodies. Start with New.
//
// What the term base has goes before everything else. Beyond it names follow rules: a place
// that ends in the word for its rank is spelt in pinyin (Place, in steps from the province
// down; autonomous.go for those that bear the names of their peoples), a person is known by
// the family name (Person, FullName), and a body of a place is called by the place and what
// such bodies are called (Body, Institution; office.go). What a local body is for is a
// phrase like any other, which the caller renders.
package name

import "github.com/regwire/regwire/feeds/gloss/term"

// Reader reads names. It never changes, so goroutines may share it.
type Reader struct {
	terms  *term.Base
	pinyin map[rune]string
	field  func(zh string) (string, bool)
}

// New gives a reader of names in whose words a term base stands. What a local body is
// for, "应急管理", is for field to render, which is false where it is no field.
func New(terms *term.Base, field func(zh string) (string, bool)) *Reader {
	return &Reader{terms: terms, pinyin: readPinyin(), field: field}
}
