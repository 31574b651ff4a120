package feeds

import (
	"strings"
	"unicode/utf8"
)

// Completes reports whether whole is the title of which cut, ending in marks of
// omission, is the beginning: lists cut what their articles say in full.
func Completes(cut, whole string) bool {
	stem := strings.TrimRight(cut, ".…⋯ ")
	if stem == "" || len(cut)-len(stem) < 2 {
		return false
	}
	stem, whole = strings.Join(strings.Fields(stem), ""), strings.Join(strings.Fields(whole), "")
	return len(whole) > len(stem) && strings.HasPrefix(whole, stem)
}

// Clip is the first n bytes of s, less where they would end within a character.
func Clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
