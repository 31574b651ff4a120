package bot

import (
	"errors"
	"fmt"

	"github.com/regwire/regwire/feeds"
)

// ErrPanic is what the error of Contain wraps where do panicked.
var ErrPanic = errors.New("panic")

// Contain runs do, and gives a panic in it back as an error: what one request, post or
// command sets off must not end the program, and with it all others. The error says what
// was being done, in the words of in, and names the lines of code that led to the panic;
// it is for the log, and not for who asked.
func Contain[T any](in string, do func() (T, error)) (v T, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w in %s at %s: %v", ErrPanic, in, feeds.PanickedAt(), p)
		}
	}()
	return do()
}
