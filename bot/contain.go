package bot

import (
	"fmt"

	"github.com/regwire/regwire/feeds"
)

// Contain runs do, and gives a panic in it back as an error: what one request, post or
// command sets off must not end the program, and with it all others. The error says what
// was being done, in the words of in, and names the lines of code that led to the panic;
// it is for the log, and not for who asked.
func Contain[T any](in string, do func() (T, error)) (v T, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic in %s at %s: %v", in, feeds.PanickedAt(), p)
		}
	}()
	return do()
}
