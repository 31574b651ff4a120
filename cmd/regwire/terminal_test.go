package main

import (
	"bytes"
	"os"
	"testing"

	"github.com/regwire/regwire/bot/console"
)

// TestAnswersSuitTheTerminal writes to a device, which counts as a terminal that does
// not say how wide it is.
func TestAnswersSuitTheTerminal(t *testing.T) {
	terminal, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer terminal.Close()
	for _, c := range []struct {
		name string
		env  map[string]string
		want console.Config
	}{
		{"usual", nil, console.Config{Color: true, Width: console.Widest}},
		{"narrow", map[string]string{"COLUMNS": "40"}, console.Config{Color: true, Width: 40}},
		{"too narrow", map[string]string{"COLUMNS": "3"}, console.Config{Color: true, Width: leastColumns}},
		{"wide", map[string]string{"COLUMNS": "400"}, console.Config{Color: true, Width: console.Widest}},
		{"no color", map[string]string{"NO_COLOR": "1"}, console.Config{Width: console.Widest}},
		{"dumb", map[string]string{"TERM": "dumb"}, console.Config{Width: console.Widest}},
	} {
		p := &program{getenv: func(name string) string { return c.env[name] }}
		if got := p.look(terminal); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
		if got := p.look(&bytes.Buffer{}); got != (console.Config{}) {
			t.Errorf("%s: %+v where there is no terminal", c.name, got)
		}
	}
	asked := &program{shown: &console.Config{Width: 50}, getenv: os.Getenv}
	if got := asked.look(&bytes.Buffer{}); got.Width != 50 {
		t.Errorf("%+v for somebody who asks over the socket from a terminal of 50 columns", got)
	}
}
