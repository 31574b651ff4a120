package main

import (
	"bytes"
	"log"
	"log/slog"
	"sync"
	"time"
)

const (
	// asidesSaid is how many lines a minute libraries may write into our log.
	asidesSaid = 5
	asidesEach = time.Minute
)

// asides takes what libraries say to the logger of the standard library, above all package
// http of what a site sends that it did not expect: the site decides how often that is, and
// what stands in it. Of a minute the first lines become records, and how many came after
// them stands in the next.
type asides struct {
	log *slog.Logger
	now func() time.Time

	mu    sync.Mutex
	began time.Time
	said  int
	more  int
}

// listenToAsides takes over the logger of the standard library.
func listenToAsides(to *slog.Logger) {
	log.SetFlags(0) // a record has its own time
	log.SetOutput(&asides{log: to, now: time.Now})
}

// Write takes one line.
func (a *asides) Write(line []byte) (int, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if now := a.now(); now.Sub(a.began) >= asidesEach {
		a.began, a.said = now, 0
	}
	if a.said++; a.said > asidesSaid {
		a.more++
		return len(line), nil
	}
	args := []any{"says", string(bytes.TrimSpace(line))}
	if a.more > 0 {
		args = append(args, "not_logged_before", a.more)
		a.more = 0
	}
	a.log.Warn("a library remarks", args...)
	return len(line), nil
}
