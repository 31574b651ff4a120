package gloss_test

import (
	"slices"
	"testing"

	"github.com/regwire/regwire/feeds/gloss"
)

// TestFormsAreReached: each form of wording renders its own example, which no form before
// it has taken, so that none is dead.
func TestFormsAreReached(t *testing.T) {
	var reached []string
	g := glosser(t).Watched(func(form string) { reached = append(reached, form) })
	names, examples := gloss.Forms()
	for i, name := range names {
		if slices.Index(names, name) < i {
			t.Errorf("two forms are named %q", name)
		}
		reached = reached[:0]
		out := g.Title(examples[i])
		g.Phrase(examples[i]) // what texts say has forms that a title has before by its frame
		if !slices.Contains(reached, name) {
			t.Errorf("form %q: %s became %q by %q", name, examples[i], out.Text, reached)
		}
	}
}
