package number

import "testing"

// TestFiguresAreReached: each way to write something is met in its own example, where no way
// before it has taken it.
func TestFiguresAreReached(t *testing.T) {
	names := map[string]bool{}
	for i := range allFigures {
		want := &allFigures[i]
		if names[want.name] {
			t.Errorf("two ways are named %q", want.name)
		}
		names[want.name] = true
		met := false
		for at := range want.example {
			if f, _ := figureAt(want.example, at); f == want {
				met = true
			}
		}
		if !met {
			t.Errorf("%q is not met in %s", want.name, want.example)
		}
	}
}
