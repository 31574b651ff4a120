package main

import (
	"io"
	"strings"
	"testing"
	"time"
)

// What is due after a sleep cannot be tried in a test: times of two wakings that differ by
// the clock on the wall alone are made by no function. So it is the clock that is looked at.
func TestWhatIsDueGoesByTheClockOnTheWall(t *testing.T) {
	p := &program{stdout: io.Discard, stderr: io.Discard, getenv: func(string) string { return "" }}
	now := p.outside().now()
	if s := now.String(); strings.Contains(s, "m=") {
		t.Errorf("%s: a sleeping machine would hold what is due up", s)
	}
	if d := time.Since(now); d < 0 || d > time.Minute {
		t.Errorf("the clock is off by %s", d)
	}
}
