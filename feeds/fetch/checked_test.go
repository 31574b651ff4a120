package fetch

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// standard is the guard without anything opened.
var standard = newGuard(Config{})

func TestCheckedGivesWhatTheGuardGives(t *testing.T) {
	var c checked
	for _, raw := range []string{"http://WWW.example.com:80/a?b=\u4e2d", "https://example.com./x", "https://example.com/" + strings.Repeat("a", maxCheckedSize)} {
		want, err := standard.checkURL(raw)
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			u, text, err := c.url(standard, raw)
			if err != nil || u.String() != want.String() || text != want.String() {
				t.Errorf("%s: %v, %q, %v", raw, u, text, err)
			}
			u.Host = "changed.example.com" // is the caller's own
		}
	}
}

func TestCheckedRemembersNoRefusal(t *testing.T) {
	var c checked
	for range 2 {
		if _, _, err := c.url(standard, "http://127.0.0.1/"); !errors.Is(err, ErrBlocked) {
			t.Errorf("a local address: %v", err)
		}
	}
	if len(c.known) != 0 {
		t.Errorf("%d refused addresses are remembered", len(c.known))
	}
}

func TestCheckedIsBounded(t *testing.T) {
	var c checked
	for i := range maxChecked + 10 {
		if _, _, err := c.url(standard, fmt.Sprintf("https://example.com/%d", i)); err != nil {
			t.Fatal(err)
		}
	}
	if len(c.known) > maxChecked {
		t.Errorf("%d addresses are remembered, want at most %d", len(c.known), maxChecked)
	}
}
