package attach

import (
	"regexp"
	"strings"
	"unicode"
)

// longestPiece is how long a piece is at most that a narrow column broke off a name: more
// on a line of its own is a thing of its own.
const longestPiece = 2

// companyRest is how the rest of a company's name begins.
var companyRest = regexp.MustCompile(`^(?:科技|网络|信息)?(?:技术|服务)?(?:股份)?(?:有限|公司|责任)`)

// joinBroken is a cell without the line breaks inside a name, which a narrow column of
// Chinese text has: the two parts of a word belong together without a blank.
func joinBroken(cell string) string {
	if !strings.ContainsAny(cell, "\r\n") {
		return cell
	}
	pieces := strings.FieldsFunc(cell, func(r rune) bool { return r == '\n' || r == '\r' })
	var b strings.Builder
	last := ""
	for _, p := range pieces {
		if p = strings.TrimSpace(p); p == "" {
			continue
		}
		if last != "" && !brokenName(last, p) {
			b.WriteByte(' ')
		}
		b.WriteString(p)
		last = p
	}
	return b.String()
}

// brokenName reports whether a line break between two pieces parts a name.
func brokenName(left, right string) bool {
	l, r := []rune(left), []rune(right)
	if !unicode.Is(unicode.Han, l[len(l)-1]) || !unicode.Is(unicode.Han, r[0]) {
		return false
	}
	return len(l) <= longestPiece || len(r) <= longestPiece || companyRest.MatchString(right)
}
