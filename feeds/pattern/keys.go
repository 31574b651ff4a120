package pattern

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// AnyKey is an expression for the keys of m, the longest first.
func AnyKey[V any](m map[string]V) string {
	keys := slices.SortedFunc(maps.Keys(m), func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	return strings.Join(keys, "|")
}
