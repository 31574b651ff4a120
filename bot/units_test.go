package bot_test

import (
	"testing"

	"github.com/regwire/regwire/bot"
)

func TestUnitsAreThoseOfUTF16(t *testing.T) {
	for s, want := range map[string]int{"": 0, "ab": 2, "数据": 2, "𠮷": 2, "👍": 2, "é": 1} {
		if got := bot.Units(s); got != want {
			t.Errorf("%q has %d units, want %d", s, got, want)
		}
	}
}
