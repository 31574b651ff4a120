package gloss

import (
	"strings"

	"github.com/regwire/regwire/feeds/pattern"
)

// What a document is called may stand apart from what it is about by an adjective of its
// own: 个人信息保护司法白皮书 is cut before 白皮书, which leaves Judicial with what it is about.

// strayed is such an adjective at the end of a clause, with the head that it is of.
var strayed = pattern.MustCompile(`\b(Cases|Case|White Paper|Standards?|Protection|Guidelines|Judgment|Ruling|Opinions) (on|of|for|Involving)((?: [^,:;?! ]+)*?)((?: (?:Foreign-related|Civil|Criminal|Commercial|Judicial|National))+)($|[,:;])`)

// rejoined puts it before its head: "Judicial White Paper on Personal Information
// Protection".
func rejoined(en string) string {
	return strayed.ReplaceAllStringFunc(en, func(s string) string {
		m := strayed.FindStringSubmatch(s)
		if of := m[3] + m[4] + m[5]; rejoined(of) != of {
			return m[1] + " " + m[2] + rejoined(of) // of the nearer of two heads
		}
		head := strings.TrimSpace(m[4]) + " " + m[1]
		if m[3] == "" {
			return head + m[5]
		}
		return head + " " + m[2] + m[3] + m[5]
	})
}
