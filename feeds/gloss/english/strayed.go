package english

import (
	"strings"

	"github.com/regwire/regwire/feeds/pattern"
)

// strayed is an adjective at the end of a clause, with the head that it is of: what a
// document is called may be cut from an adjective of its own, which is then left with what
// the document is about.
var strayed = pattern.MustCompile(`\b(Cases|Case|White Paper|Standards?|Protection|Guidelines|Judgment|Ruling|Opinions) (on|of|for|Involving)((?: [^,:;?! ]+)*?)((?: (?:Foreign-related|Civil|Criminal|Commercial|Judicial|National))+)($|[,:;])`)

// Rejoined puts such an adjective before its head: "Judicial White Paper on Personal Information
// Protection".
func Rejoined(en string) string {
	return strayed.ReplaceAllStringFunc(en, func(s string) string {
		m := strayed.FindStringSubmatch(s)
		if of := m[3] + m[4] + m[5]; Rejoined(of) != of {
			return m[1] + " " + m[2] + Rejoined(of) // of the nearer of two heads
		}
		head := strings.TrimSpace(m[4]) + " " + m[1]
		if m[3] == "" {
			return head + m[5]
		}
		return head + " " + m[2] + m[3] + m[5]
	})
}
