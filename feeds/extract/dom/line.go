package dom

import (
	"slices"
	"strings"
	"unicode"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/pattern"
)

// Pick is the first of the words that says anything.
func Pick(words ...string) string {
	for _, w := range words {
		if strings.TrimSpace(w) != "" {
			return w
		}
	}
	return ""
}

// FirstOf is the first of what is looked for in turn, of which each costs a look at the
// page.
func FirstOf[T ~string](finds ...func() T) T {
	for _, find := range finds {
		if found := find(); found != "" {
			return found
		}
	}
	return ""
}

// Line makes one line of a title. A line break between two Han characters
// is layout and vanishes, as browsers and readers take it; a blank that the page
// shows stays one blank.
func Line(s string) string {
	return string(feeds.CleanLine(joinHan(s)))
}

// joinHan removes white space that holds a line break between two Han
// characters or Chinese marks.
func joinHan(s string) string {
	if !strings.ContainsAny(s, "\r\n") {
		return s
	}
	var b strings.Builder
	rs := []rune(s)
	for i := 0; i < len(rs); i++ {
		if !unicode.IsSpace(rs[i]) {
			b.WriteRune(rs[i])
			continue
		}
		j, broken := i, false
		for j < len(rs) && unicode.IsSpace(rs[j]) {
			broken = broken || rs[j] == '\n' || rs[j] == '\r'
			j++
		}
		if !broken || i == 0 || j == len(rs) || !joins(rs, i-1, j) || separates(rs[:i], rs[j:]) {
			b.WriteByte(' ')
		}
		i = j - 1
	}
	return b.String()
}

// joins reports whether no blank belongs between the characters at a and b, which a
// line break parts: both are set wide, or one is and the other ends or begins a Latin
// word in the middle of Chinese ones.
func joins(rs []rune, a, b int) bool {
	switch left, right := IsWide(rs[a]), IsWide(rs[b]); {
	case left && right:
		return true
	case right && isLatin(rs[a]):
		return slices.ContainsFunc(rs[max(0, a-12):a], IsWide)
	case left && isLatin(rs[b]):
		return slices.ContainsFunc(rs[b:min(len(rs), b+12)], IsWide)
	}
	return false
}

func isLatin(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' }

// IsWide reports whether r is a Han character or one of the marks set with them.
func IsWide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3001 && r <= 0x303f || r >= 0xff01 && r <= 0xff60 || r == '“' || r == '”' || r == '—'
}

// Two names that a title sets apart: joint issuers, and the general part of a
// standard's name before its own.
var (
	issuerEnd   = pattern.MustCompile(`[\p{Han}]{2,}(?:部|委|局|院|办|会|署|厅|办公室|银行)$`)
	issuerStart = pattern.MustCompile(`^[\p{Han}]{2,14}?(?:部|委|局|院|办|会|署|厅|办公室|银行)(?:\s|关于|印发|发布|联合|公告|令|决定|$)`)
	standardEnd = pattern.MustCompile(`(?:^|[《“\s\d-])(?:信息|数据|网络)安全技术$`)
	noStandard  = pattern.MustCompile(`^(?:要求|规范|指南|标准|委员会|产业|措施|手段|防护|保障|创新|服务|研究|中心)`)
)

// separates reports whether a line break between before and after parts two
// names, as a blank would.
func separates(before, after []rune) bool {
	head := string(before[max(0, len(before)-24):])
	tail := string(after[:min(len(after), 24)])
	return issuerEnd.MatchString(head) && issuerStart.MatchString(tail) ||
		standardEnd.MatchString(head) && !noStandard.MatchString(tail)
}

// maxTitle is longer than any title: the longest of laws have 200 characters.
const maxTitle = 4 << 10

// ClipLine cuts what claims to be a title.
func ClipLine(s string) string { return feeds.Clip(s, maxTitle) }

// Lower is a text with its Latin letters small, as the expressions have them: so
// they are looked for as words first, which ones of either case are not.
func Lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// EndsCut reports whether a title ends in marks of omission. "……" inside a title
// is real.
func EndsCut(s string) bool {
	return strings.HasSuffix(s, "…") || strings.HasSuffix(s, "...") || strings.HasSuffix(s, "..") || strings.HasSuffix(s, "⋯")
}

// What could be a title says something: five Chinese characters, or as much in letters. What
// navigation says is shorter.
const (
	TitleHan     = 5
	titleLetters = 16
)

// CouldBeTitle reports whether words could be a title.
func CouldBeTitle(words string) bool {
	han, letters := 0, 0
	for _, r := range words {
		switch {
		case unicode.Is(unicode.Han, r):
			han++
		case unicode.In(r, unicode.Hangul, unicode.Hiragana, unicode.Katakana):
			letters += 2 // each says as much as two
		case unicode.IsLetter(r):
			letters++
		}
	}
	return han >= TitleHan || letters >= titleLetters
}

// ColumnName is how many characters the name of a column in a title element has at most.
const ColumnName = 8

// IsCount reports whether words are the number of a row and nothing else.
func IsCount(s string) bool { return countOnly.MatchString(strings.TrimSpace(s)) }

var countOnly = pattern.MustCompile(`^\d{1,3}[.、]?$`)
