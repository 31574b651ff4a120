package bottest_test

import (
	"testing"

	"github.com/regwire/regwire/bot/bottest"
)

func TestLongRunsRepeatMoreAndCanBeHadAgain(t *testing.T) {
	t.Setenv("REGWIRE_LONG", "")
	if got := bottest.Rounds(3, 100); got != 3 {
		t.Errorf("on a push %d rounds, want 3", got)
	}
	t.Setenv("REGWIRE_LONG", "1")
	t.Setenv("REGWIRE_SEED", "42")
	if got := bottest.Rounds(3, 100); got != 100 {
		t.Errorf("in the long set %d rounds, want 100", got)
	}
	if got := bottest.Seed(t); got != 42 {
		t.Errorf("seed is %d, want 42", got)
	}
	t.Setenv("REGWIRE_SEED", "")
	if a, b := bottest.Seed(t), bottest.Seed(t); a == b {
		t.Errorf("without a seed two runs start at %d", a)
	}
}
