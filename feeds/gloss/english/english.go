// Package english knows how English words are spelt and put side by side, whatever they
// say: capitals of titles and the marks between words (TitleCase, Tidy), the forms of verbs
// (Inflect, Gerund, Third, Participle, NounOf), the number of nouns (Plural, Singular,
// IsPlural), and numbers in words (Cardinal, Ordinal).
//
// It knows no Chinese, and nothing of laws or publishers: what is irregular is in its
// tables, the rest follows rules.
package english

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/regwire/regwire/feeds/lexicon"
	"github.com/regwire/regwire/feeds/pattern"
)

// small words stay lower in legal capitals, but for the first.
var small = lexicon.Set("a an and as at but by for from in into of off on or over per the their through to under upon v. via with within without")

// IsSmall reports a word that stays so within a title.
func IsSmall(w string) bool { return small[w] }

// TitleCase writes legal capitals. Words that have a capital already are left.
func TitleCase(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	first := true
	for i, w := range strings.Split(s, " ") {
		if i > 0 {
			b.WriteByte(' ')
		}
		lead := strings.TrimLeft(w, "(\"'“‘[")
		bare := strings.TrimRight(lead, ",.:;)\"'”’]")
		if w == "v." {
			bare = w
		}
		if !first && small[bare] && strings.TrimLeft(w, "(") == lead || strings.ContainsFunc(bare, unicode.IsUpper) {
			b.WriteString(w)
		} else {
			b.WriteString(w[:len(w)-len(lead)])
			b.WriteString(Capital(lead))
		}
		first = strings.HasSuffix(w, ":") || strings.HasSuffix(w, "?") || strings.HasSuffix(w, "!") || w == "-"
	}
	return b.String()
}

// Capital writes the first letter as one.
func Capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 || r == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

var tidier = strings.NewReplacer("::", ":", " of!", "!", " of !", "!", " ,", ",", " .", ".", " ;", ";", " :", ":", " )", ")", "( ", "(", " ?", "?", " !", "!")

// Tidy leaves single blanks, none before a mark, and no article twice.
func Tidy(s string) string {
	words := strings.Fields(s)
	out := words[:0]
	for _, w := range words {
		if n := len(out); n > 0 {
			last := strings.ToLower(out[n-1])
			low := strings.ToLower(w)
			if low == last && (small[low] || letters(w)) || last == "the" && (low == "a" || low == "an") {
				continue // as in 系统采购 behind 门禁系统
			}
			if w == "Involving" && (last == "on" || last == "of") {
				out[n-1] = w // 发布涉人工智能典型案例
				continue
			}
			if w == "Newly" && aboutRules[last] {
				out[n-1] += " the" // 公布修改后的条例
			}
			if w == "("+out[n-1]+")" {
				continue // 平台(CNVD)
			}
			if low == last+"s" && len(last) > 3 && letters(w) {
				out[n-1] = w
				continue
			}
			if (out[n-1] == "a" || out[n-1] == "A") && vowel.MatchString(w) {
				out[n-1] += "n"
			}
		}
		out = append(out, w)
	}
	s = hangs.ReplaceAllString(tidier.Replace(strings.Join(out, " ")), "$1$2")
	return hanging.ReplaceAllString(strings.Trim(s, " ,;-"), "")
}

// aboutRules are words in front of a rule that was amended.
var aboutRules = lexicon.Set("on publishing publish publishes releasing release releases")

// letters reports a word of letters alone, longer than a family name: "Hotel".
func letters(w string) bool {
	return len(w) > 1 && !strings.ContainsFunc(w, func(r rune) bool { return !Letter(r) })
}

// Letter reports a Latin one.
func Letter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

// hanging is a preposition whose object the title does not have.
var hanging = pattern.MustCompile(` (?:of|for|with|from|into|to the|on|over|about|the|an?|and|or)$`)

// hangs is one before a mark.
var hangs = pattern.MustCompile(`(\w) (?:of|for|with|from|over|about|on)([,;:])`)

// vowel begins a word that takes "an".
var vowel = pattern.MustCompile(`^(?:(?:[AaIi]|[Ee][^u]|[Oo](?:[^n]|n[^ce])|[Uu](?:n[a-hj-z]|p[a-z]))[a-z-]|[AEFHILMNORX][A-Z]+\b|(?:8\d?|11|18)-year)`)

// Join lists names: "A", "A and B", "A, B and C".
func Join(list []string) string {
	switch n := len(list); n {
	case 0:
		return ""
	case 1:
		return list[0]
	default:
		return strings.Join(list[:n-1], ", ") + " and " + list[n-1]
	}
}
