package extract

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// letters are those that an expression takes for Latin ones, and no page writes for them.
var letters = strings.NewReplacer("\u212a", "k", "\u017f", "s")

// TestHintsAreOfWhatMatches: a text without a hint is not looked at, so whatever an
// expression matches has one.
func TestHintsAreOfWhatMatches(t *testing.T) {
	for name, c := range map[string]struct {
		hints hints
		words *regexp.Regexp
	}{"gone": {goneHints, goneWords}, "busy": {busyHints, busyWords}, "wall": {wallHints, wallWords}} {
		t.Run(name, func(t *testing.T) {
			said := rapid.StringMatching(c.words.String())
			rapid.Check(t, func(t *rapid.T) {
				s := asciiLower(letters.Replace(said.Draw(t, "text")))
				if c.words.MatchString(s) && !c.hints.in(s) {
					t.Errorf("%q has no hint", s)
				}
			})
		})
	}
}
