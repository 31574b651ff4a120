package main

import (
	"bytes"
	"log"
	"log/slog"
	"time"

	"github.com/regwire/regwire/bot"
)

// asidesSaid is how many lines a minute libraries may write into our log.
const asidesSaid = 5

// asides takes what libraries say to the logger of the standard library, above all package
// http of what a site sends that it did not expect: the site decides how often that is, and
// what stands in it. A sample of the lines becomes records.
type asides struct {
	log    *slog.Logger
	now    func() time.Time
	sample bot.Sample
}

// listenToAsides takes over the logger of the standard library.
func listenToAsides(to *slog.Logger) {
	log.SetFlags(0) // a record has its own time
	log.SetOutput(&asides{log: to, now: time.Now})
}

// Write takes one line.
func (a *asides) Write(line []byte) (int, error) {
	more, ok := a.sample.Take(a.now(), asidesSaid)
	if !ok {
		return len(line), nil
	}
	args := []any{"says", string(bytes.TrimSpace(line))}
	if more > 0 {
		args = append(args, "not_logged_before", more)
	}
	a.log.Warn("a library remarks", args...)
	return len(line), nil
}
