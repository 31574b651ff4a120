package bottest

import (
	"os"
	"strconv"
	"testing"
	"time"
)

// Seed is where a test's random choices start: REGWIRE_SEED, which .ci/long sets,
// else the clock. It is logged, so that a failure can be had again.
func Seed(t testing.TB) uint64 {
	t.Helper()
	seed, err := strconv.ParseUint(os.Getenv("REGWIRE_SEED"), 10, 64)
	if err != nil {
		seed = uint64(time.Now().UnixNano())
	}
	t.Logf("REGWIRE_SEED=%d", seed)
	return seed
}

// Rounds is how often a test repeats itself: few times on every push, many in
// .ci/long.
func Rounds(few, many int) int {
	if os.Getenv("REGWIRE_LONG") != "" {
		return many
	}
	return few
}
