package spelling_test

import (
	"testing"

	"github.com/regwire/regwire/feeds/spelling"
)

func TestNearestOfTwoBeginsAsTyped(t *testing.T) {
	for typed, c := range map[string]struct {
		names []string
		want  string
	}{
		"cac-policy": {[]string{"mps-policy", "cac-policies"}, "cac-policies"},
		"lists":      {[]string{"lasts", "list"}, "list"},
		"casee":      {[]string{"cases", "case"}, "case"},
		"finf":       {[]string{"find", "fine"}, "find"},
		"ciac":       {[]string{"circ", "cac"}, "cac"},
		"cac-news":   {[]string{"csrc-news", "npc-news"}, "npc-news"},
		"xyz":        {[]string{"find"}, ""},
	} {
		if got := spelling.Nearest(typed, c.names); got != c.want {
			t.Errorf("%s: %q, want %q", typed, got, c.want)
		}
	}
}
