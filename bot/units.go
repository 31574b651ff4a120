package bot

import "unicode/utf16"

// Units is the length of s in UTF-16 code units, in which chat services count.
func Units(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}
