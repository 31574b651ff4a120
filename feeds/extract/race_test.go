//go:build race

package extract_test

// slower is how much the race detector slows what is timed.
const slower = 8
