package jsonvalue

import (
	"strings"
	"testing"
)

// TestDataThatComesToTooMuchIsRefused: the parser keeps each object in a table of its own, a
// hundred times its length.
func TestDataThatComesToTooMuchIsRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		body    string
		refused bool
	}{
		"objects":            {`{"items":[` + strings.Repeat(`{"a":{}},`, maxValues/2/objectWeight) + `{}]}`, true},
		"numbers":            {`{"items":[` + strings.Repeat(`1,`, maxValues) + `1]}`, true},
		"a text of brackets": {`{"text":"` + strings.Repeat(`{[,`, maxValues) + `"}`, false},
	} {
		if _, err := Decode([]byte(c.body)); (err != nil) != c.refused {
			t.Errorf("%s: %v", name, err)
		}
	}
}
