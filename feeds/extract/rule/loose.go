package rule

import (
	"slices"

	"github.com/regwire/regwire/feeds/pattern"
)

// What names a class, and what an id, in a selector.
var (
	classPart = pattern.MustCompile(`\.([A-Za-z_][\w-]*)`)
	idPart    = pattern.MustCompile(`#([A-Za-z_][\w-]*)`)
)

// LoosenedBody are the selectors of a text that name it alone, with endings.
func LoosenedBody(body Words) Words {
	own := slices.DeleteFunc(slices.Clone(body), func(s string) bool {
		return len(s) < 5 || slices.Contains([]string{".content", "#content", "article", "body", ".title"}, s)
	})
	return slices.DeleteFunc(Loosened(own), func(s string) bool { return slices.Contains(own, s) })
}

// Loosened are selectors that take classes and ids with endings too.
func Loosened(rows Words) Words {
	out := make(Words, len(rows))
	for i, s := range rows {
		s = classPart.ReplaceAllString(s, "[class*='$1']")
		out[i] = idPart.ReplaceAllString(s, "[id^='$1']")
	}
	return out
}
