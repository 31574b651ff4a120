//go:build race

package redline

// slower is how much the race detector slows what is timed.
const slower = 8
