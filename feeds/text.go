package feeds

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Text is publisher text after cleaning. Platforms escape it once, at the last
// step; nothing else may write publisher words to a reader.
type Text string

// MaxText is the most of one text that is read, in bytes; the rest is kept, not read.
const MaxText = 256 << 10

// Clean makes s safe to show: valid UTF-8 in NFC, without control characters
// (but newline and tab), invisible and bidirectional format characters, fillers, tag
// characters, and runs of more than eight combining marks. U+2028 and U+2029
// become a space.
func Clean(s string) Text {
	if isClean(s) {
		return Text(s)
	}
	return clean(s)
}

func clean(s string) Text {
	s = norm.NFC.String(strings.ToValidUTF8(s, "\uFFFD"))
	var b strings.Builder
	b.Grow(len(s))
	marks := 0
	for _, r := range s {
		switch {
		case r == '\n' || r == '\t':
		case r == '\u2028' || r == '\u2029':
			r = ' '
		case r < 0x20, r >= 0x7f && r <= 0x9f,
			r >= 0x2060 && r <= 0x206f, // some are not given out yet
			r >= 0xe0000 && r <= 0xe007f,
			r == 0x115f, r == 0x1160, r == 0x3164, r == 0xffa0, // Hangul fillers
			isFormat(r):
			continue
		}
		if unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r) {
			if marks++; marks > 8 {
				continue
			}
		} else {
			marks = 0
		}
		b.WriteRune(r)
	}
	// What stood between a letter and its mark may be gone: compose once more.
	return Text(norm.NFC.String(b.String()))
}

// isFormat reports characters that are not seen themselves: those that turn the direction
// of writing, join, part or shy.
func isFormat(r rune) bool {
	return r >= 0xad && (r < 0x3400 || r > 0x9fff) && unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r)
}

// CleanLine is Clean for what must stay on one line: every run of white space
// becomes one blank, and the ends are trimmed.
func CleanLine(s string) Text {
	if isCleanLine(s) {
		return Text(s)
	}
	return Text(strings.Join(strings.Fields(string(Clean(s))), " "))
}

// Nearly every text is clean as it comes, and looking costs a tenth of cleaning.

func isClean(s string) bool {
	for i := 0; i < len(s); {
		if isIdeograph(s, i) {
			i += 3
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if !isPlain(r) && r != ' ' && r != '\n' && r != '\t' && r != 0x3000 {
			return false
		}
		i += size
	}
	return true
}

func isCleanLine(s string) bool {
	blank := true // before the first character
	for i := 0; i < len(s); {
		if isIdeograph(s, i) {
			i, blank = i+3, false
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == ' ' && blank || r != ' ' && !isPlain(r) {
			return false
		}
		i, blank = i+size, r == ' '
	}
	return !blank || s == ""
}

// isIdeograph reports whether one of U+5000 to U+9FFF stands at i: most of what is
// published, and told without decoding.
func isIdeograph(s string, i int) bool {
	return i+2 < len(s) && s[i] >= 0xe5 && s[i] <= 0xe9 && s[i+1]&0xc0 == 0x80 && s[i+2]&0xc0 == 0x80
}

// isPlain reports characters that Clean leaves alone whatever stands beside them:
// visible, and the same in every form of normalization that is canonical.
func isPlain(r rune) bool {
	switch {
	case r > 0x20 && r < 0x7f, // ASCII
		r >= 0x4e00 && r <= 0x9fff, r >= 0x3400 && r <= 0x4dbf, // ideographs
		r >= 0x3001 && r <= 0x3029, r >= 0x2010 && r <= 0x2027, // punctuation
		r >= 0xff01 && r <= 0xff60: // full-width forms
		return true
	}
	return false
}

// Narrow is the ASCII sign that r is the full-width form of, or r.
func Narrow(r rune) rune {
	if r >= 0xff01 && r <= 0xff5e {
		return r - 0xfee0
	}
	return r
}

// HasHan reports whether s holds a Chinese character.
func HasHan(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r >= 0x2e80 && unicode.Is(unicode.Han, r) })
}

// FoldTitle makes two ways of writing one title alike: width, case, brackets, blanks,
// quotes, dashes.
func FoldTitle(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if r >= 0x4E00 && r <= 0x9FFF {
			b.WriteRune(r) // as it is, as most are
			continue
		}
		switch r = Narrow(r); r {
		case '“', '”', '"', '\'', '‘', '’', '·', '•', '「', '」', '『', '』':
			continue
		case '〔', '【', '[':
			r = '['
		case '〕', '】', ']':
			r = ']'
		case '—', '–', '－', '―', '─':
			r = '-'
		case '〈', '<':
			r = '《'
		case '〉', '>':
			r = '》'
		default:
			if unicode.IsSpace(r) {
				continue
			}
			if r < 0x2E80 {
				r = unicode.ToLower(r)
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}
