package feeds

import "strings"

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
