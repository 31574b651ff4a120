//go:build race

package classify_test

// The race detector slows Go code down many times, but not the library that
// times are compared with: times are not judged under it.
const raceEnabled = true
