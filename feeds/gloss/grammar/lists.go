package grammar

import (
	"strings"

	"github.com/regwire/regwire/feeds/pattern"
)

// Lists that Chinese puts without a word for "and": the parts of a document's name, and
// what something is to become.

// lastOfList is the last mark of a list in the name of a document, where no word joins it.
var lastOfList = pattern.MustCompile(`^([^、和与及的关《“()]{2,20}(?:、[^、和与及的《“()]{2,20})*)、([^、和与及的《“()]{4,40})$`)

// joinedList puts the word in: 学校、医院人脸识别应用指引.
func joinedList(s string) string {
	if !strings.Contains(s, "、") {
		return s
	}
	return lastOfList.ReplaceAllString(s, "${1}和${2}")
}
