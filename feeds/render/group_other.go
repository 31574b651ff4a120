//go:build !linux

package render

import (
	"errors"
	"os/exec"
)

func apart(*exec.Cmd) {}

func endGroup(*exec.Cmd) {}

// limit refuses: a browser is not started where it cannot be held.
func limit() error { return errors.New("pages are rendered on Linux only") }
