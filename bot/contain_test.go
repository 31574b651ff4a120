package bot_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/regwire/regwire/bot"
)

// TestAPanicBecomesAnErrorThatSaysWhereItArose: the lines of code that led there, the one that
// panicked first.
func TestAPanicBecomesAnErrorThatSaysWhereItArose(t *testing.T) {
	var none []int
	v, err := bot.Contain("a test", func() (int, error) { return deep(none), nil })
	if v != 0 || !errors.Is(err, bot.ErrPanic) {
		t.Fatalf("Contain gave %d, %v; want an error of a panic", v, err)
	}
	for _, want := range []string{"panic in a test at contain_test.go:", " < contain_test.go:", "index out of range"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error is %q, want %q in it", err, want)
		}
	}
	if strings.Contains(err.Error(), "panic.go") {
		t.Errorf("the error names lines of the runtime: %q", err)
	}
}

//go:noinline
func deep(of []int) int { return of[3] }

func TestWhatDoesNotPanicIsGivenAsItIs(t *testing.T) {
	wrong := errors.New("no such row")
	if v, err := bot.Contain("a test", func() (string, error) { return "e1", wrong }); v != "e1" || !errors.Is(err, wrong) {
		t.Errorf("Contain gave %q, %v", v, err)
	}
}
