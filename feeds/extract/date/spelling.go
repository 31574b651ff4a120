package date

import (
	"strings"

	"github.com/regwire/regwire/feeds/pattern"
)

// spelling is a way to write a day that the formats do not read, and how they would write it.
type spelling struct {
	is *pattern.Pattern
	as string
}

// spellings are what stands in figures; wordSpellings hold the name of a month.
var (
	spellings = []spelling{
		// The day of the week behind a day, in brackets: without them it is the page's clock.
		{pattern.MustCompile(`(\d日?)\s*[（(]\s*(?:星期|周)[一二三四五六日天]\s*[)）]`), "$1"},
		{pattern.MustCompile(`((?:19|20)\d{2})\s*년\s*(\d{1,2})\s*월\s*(\d{1,2})\s*일`), "$1-$2-$3"},
		{pattern.MustCompile(`((?:19|20)\d{2})\s?·\s?(\d{1,2})\s?·\s?(\d{1,2})`), "$1-$2-$3"},
		{pattern.MustCompile(`((?:19|20)\d{2})_(\d{2})_(\d{2})`), "$1-$2-$3"},
		{pattern.MustCompile(`^\s*(20\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\s*$`), "$1-$2-$3"},
	}
	wordSpellings = []spelling{
		{pattern.MustCompile(`(?i)(?:\bthe\s+)?\b(\d{1,2})(?:st|nd|rd|th)?\s+(?:day\s+)?of\s+` + inMonth + `,?\s+((?:19|20)\d{2})`), "$1 $2 $3"},
		{pattern.MustCompile(`(?i)\b(\d{1,2})-` + inMonth + `-((?:19|20)\d{2})\b`), "$1 $2 $3"},
		{pattern.MustCompile(`(?i)^\s*(\d{1,2})-` + inMonth + `-(\d{2})\s*$`), "$1 $2 20$3"},
		{pattern.MustCompile(`(?i)\b((?:19|20)\d{2})-` + inMonth + `-(\d{1,2})\b`), "$3 $2 $1"},
		{pattern.MustCompile(`(?i)^\s*((?:19|20)\d{2})\s+` + inMonth + `\s+(\d{1,2})\s*$`), "$3 $2 $1"},
	}
)

// inMonth is the name of a month as a part of a spelling.
const inMonth = `(` + monthWord + `)`

// monthLetters are letters of which the name of every month has one.
const monthLetters = "aeuoAEUO"

// Usual is a text with the days in it written as the formats read them.
func Usual(s string) string {
	s = fold(s)
	if strings.Contains(s, "年") {
		s = InDigits(commonEra(s))
	}
	s = respelled(s, spellings)
	if strings.ContainsAny(s, monthLetters) {
		s = respelled(s, wordSpellings)
	}
	return inEnglish(s)
}

func respelled(s string, as []spelling) string {
	for _, w := range as {
		s = w.is.ReplaceAllString(s, w.as)
	}
	return s
}
