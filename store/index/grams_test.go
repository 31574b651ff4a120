package index

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// A word is found in a text where package strings finds it.
func TestContains(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string, most int) string {
			return rapid.StringOfN(rapid.RuneFrom([]rune("数据安全，ab \n\u05d0")), 0, most, -1).Draw(t, name)
		}
		text, word := strings.Repeat(draw("text", 40), rapid.IntRange(1, 40).Draw(t, "times")), draw("word", 3)
		if cut := rapid.IntRange(0, len(word)).Draw(t, "cut"); rapid.Bool().Draw(t, "within a character") {
			word = word[cut:]
		}
		if got, want := contains(text, word), strings.Contains(text, word); got != want {
			t.Fatalf("contains(%q, %q) = %v", text, word, got)
		}
		if grams := newGramBits(len(text)); utf8.ValidString(word) && strings.Contains(text, word) {
			eachGram(text, grams.add)
			if !grams.may(appendGrams(nil, word)) {
				t.Fatalf("%q lacks grams of %q", text, word)
			}
		}
	})
}
