package lexicon

import "strings"

// Set is a vocabulary of some dozen words, blanks apart, of which one is asked for whole.
func Set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}
