package english

import "strings"

// Spaced reports whether the English ends in a preposition that wants an object.
func Spaced(base string) bool {
	i := strings.LastIndexByte(base, ' ')
	return i > 0 && IsSmall(base[i+1:])
}

// TailOf is what of a verb's English stands behind its object: "grow 5% year on
// year", "remove apps from app stores".
func TailOf(base string) string {
	for _, tail := range []string{" year on year", " to court", " from app stores", " for supervision", " offline", " beyond scope", " on wechat moments", " on WeChat Moments"} {
		if strings.HasSuffix(base, tail) {
			return tail
		}
	}
	return ""
}
