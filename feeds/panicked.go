package feeds

import (
	"fmt"
	"path"
	"runtime"
	"strings"
)

// panicTrace is how many lines of code PanickedAt names: enough to tell which way led there,
// and few enough for the one sentence that they become part of.
const panicTrace = 6

// PanickedAt names the lines of code that led to the panic that is being recovered, the one
// that panicked first: "rows.go:212 < list.go:40". It is for errors and logs of whoever keeps
// a panic from ending the program: without it nobody could tell where it arose.
func PanickedAt() string {
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
