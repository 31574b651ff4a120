package lexicon

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"
)

// traditional lists pairs of a traditional character and its simplified form,
// 32 pairs a line. It is derived from kSimplifiedVariant of the Unihan database:
// a pair is kept when exactly one simplified form is in GB 2312 and the
// traditional character itself is not, so that a character which simplified
// texts also use (乾, 后, 著) is left alone. A dozen that GB 2312 has but modern
// simplified texts do not use (後, 於, 徵) were added by hand.
//
//go:embed traditional.txt
var traditional string

// Values of the fold table that are not characters, and numbers of characters
// that scans treat apart.
const (
	stop    = 0 // in no term: nothing can match across it
	drop    = 1 // invisible: as if it were not there
	space   = 2
	newline = 3
)

// blanks are the folded forms of space and newline.
var blanks = [...]rune{space: ' ', newline: '\n'}

// foldTable maps every character of the basic plane to its folded form.
var foldTable = newFoldTable()

func newFoldTable() *[1 << 16]uint16 {
	t := new([1 << 16]uint16)
	for i := range t {
		low := unicode.ToLower(rune(i))
		if low > 0xffff {
			low = rune(i)
		}
		t[i] = uint16(low)
	}
	foldVariants(t)
	for full := rune(0xff01); full <= 0xff5e; full++ {
		t[full] = t[full-0xff01+'!'] // itself a variant, maybe: ｀
	}
	pairs := []rune(strings.ReplaceAll(traditional, "\n", ""))
	for i := 0; i+1 < len(pairs); i += 2 {
		t[pairs[i]] = uint16(pairs[i+1])
	}
	return t
}

// foldVariants makes the shapes of one mark equal that Chinese pages mix freely.
func foldVariants(t *[1 << 16]uint16) {
	for to, from := range map[rune]string{
		' ':  "\t\r\f\v\u00a0\u2002\u2003\u2009\u3000\u2028",
		'"':  "“”„«»「」『』〝〞",
		'\'': "‘’‚`´",
		'-':  "‐‑‒–—―−─－",
		'[':  "【〔［",
		']':  "】〕］",
		'《':  "〈",
		'》':  "〉",
		'·':  "•・‧",
		'〇':  "○",
		'\n': "\u2029",
		drop: "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff",
	} {
		for _, r := range from {
			t[r] = uint16(to)
		}
	}
}

// foldRune folds one character; those beyond the basic plane stay as they are.
func foldRune(r rune) rune {
	if r > 0xffff {
		return r
	}
	return rune(foldTable[r])
}

// wide reports whether r, or what it folds to, is set in a full-width cell and is
// no letter or digit of the Latin alphabet: blanks beside such characters are
// layout. Few letters (Cherokee) have their small forms far behind the capitals.
func wide(r rune) bool {
	return (r >= 0x2e80 || foldRune(r) >= 0x2e80) && r != 0x3000 && !word(r)
}

// layout reports whether the blank between two characters says nothing: pages
// put blanks between Chinese characters, and between them and Latin words, as
// they please. A line break is never layout.
func layout(blank, before, after rune) bool {
	return blank == ' ' && (wide(before) || wide(after))
}

// Fold is the form in which terms and texts are compared: half width, lower
// case, simplified characters, one shape for each kind of bracket, quote and
// dash, runs of blanks as one blank, and no blank beside a Chinese character.
// A line break stays: words do not match across paragraphs.
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	var blank, last rune
	for _, r := range s {
		f := foldRune(r)
		switch {
		case f == drop:
			continue
		case f == ' ' || f == '\n':
			blank = joinBlank(blank, f)
			continue
		case blank != 0 && !layout(blank, last, r):
			b.WriteRune(blank)
		}
		blank, last = 0, r
		b.WriteRune(f)
	}
	return b.String()
}

// Traditional reports whether s has a character that simplified texts write otherwise.
func Traditional(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return simplified(r) != r })
}

// Simplified is s in simplified characters; s itself where it is already.
func Simplified(s string) string { return strings.Map(simplified, s) }

func simplified(r rune) rune {
	if r >= 0x4E00 && r <= 0x9FFF {
		return rune(foldTable[r])
	}
	return r
}

// joinBlank is what a run of blanks becomes: a line break when it has one.
func joinBlank(run, next rune) rune {
	if run == '\n' {
		return run
	}
	return next
}

// word reports whether r is part of a Latin word or number.
func word(r rune) bool {
	f := foldRune(r)
	switch {
	case f < 0x80:
		return f >= 'a' && f <= 'z' || f >= '0' && f <= '9'
	case f < 0x250:
		return unicode.IsLetter(f)
	}
	return false
}

// firstRune and lastRune see past invisible characters.
func firstRune(s string) rune {
	for _, r := range s {
		if foldRune(r) != drop {
			return r
		}
	}
	return utf8.RuneError
}

func lastRune(s string) rune {
	for s != "" {
		r, size := utf8.DecodeLastRuneInString(s)
		if foldRune(r) != drop {
			return r
		}
		s = s[:len(s)-size]
	}
	return utf8.RuneError
}
