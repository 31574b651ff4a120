//go:build !race

package redline

// slower is how much the race detector slows what is timed: it is not there.
const slower = 1
