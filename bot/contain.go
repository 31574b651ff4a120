package bot

import (
	"fmt"
	"path"
	"runtime"
	"strings"
)

// Contain runs do, and gives a panic in it back as an error: what one request, post or
// command sets off must not end the program, and with it all others. The error says what
// was being done, in the words of in, and names the lines of code that led to the panic;
// it is for the log, and not for who asked.
func Contain[T any](in string, do func() (T, error)) (v T, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic in %s at %s: %v", in, panicked(), p)
		}
	}()
	return do()
}

// panicTrace is how many lines of code the error names: as many as tell which way led there.
const panicTrace = 8

// panicked names the lines of code that led to the panic that is being recovered, the one
// that panicked first.
func panicked() string {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(0, pcs)])
	var lines []string
	for thrown, more := false, true; more && len(lines) < panicTrace; {
		var f runtime.Frame
		f, more = frames.Next()
		if thrown && !strings.HasPrefix(f.Function, "runtime.") {
			lines = append(lines, fmt.Sprintf("%s:%d", path.Base(f.File), f.Line))
		}
		thrown = thrown || f.Function == "runtime.gopanic"
	}
	return strings.Join(lines, " < ")
}
