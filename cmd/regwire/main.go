package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/console"
	"github.com/regwire/regwire/bot/phrase"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store"
)

// Exit codes.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
	exitInUse  = 75 // EX_TEMPFAIL of sysexits.h: the store is in use and nobody answers
)

func main() {
	ends := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) { // as nohup has it
		ends = append(ends, syscall.SIGHUP) // the terminal went away
	}
	ctx, stop := signal.NotifyContext(context.Background(), ends...)
	go func() {
		<-ctx.Done()
		stop() // a second signal ends the process at once
	}()
	p := &program{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv, tunes: true}
	listenToAsides(logger(p.stderr, "warn"))
	os.Exit(p.run(ctx, os.Args[1:]))
}

// program is one run of the command line, with what surrounds it.
type program struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
	// tunes says that the process's memory is this program's to tune: not in tests.
	tunes bool
	// house is set in a serving process, where commands come over the socket; shown is
	// how who sent one sees the answer.
	house *house
	shown *console.Config
	// lang is the language of answers, when one was asked for.
	lang bot.Lang
}

// usageError is a wrong command line or configuration.
type usageError struct{ err error }

func (e usageError) Error() string { return e.err.Error() }
func (e usageError) Unwrap() error { return e.err }

func usage(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// codeError ends the program with a code when everything was already said.
type codeError int

func (e codeError) Error() string { return fmt.Sprintf("exit code %d", int(e)) }

// run does what args say and returns the exit code; errors go to stderr as one
// sentence.
func (p *program) run(ctx context.Context, args []string) int {
	err := p.dispatch(ctx, args)
	if err == nil {
		return exitDone
	}
	if code, ok := errors.AsType[codeError](err); ok {
		return int(code)
	}
	if m, ok := errors.AsType[*bot.Mistake](err); ok {
		fmt.Fprintln(p.stderr, "regwire: "+m.Say.Words(p.speaks(), phrase.Say))
		return exitUsage
	}
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		fmt.Fprintln(p.stderr, "regwire: "+p.cutShort(args))
		return exitFailed
	}
	if damage, ok := errors.AsType[*store.DamageError](err); ok { // whatever else it spoiled
		err = damage
	}
	fmt.Fprintln(p.stderr, "regwire: "+sentence(err))
	if _, ok := errors.AsType[usageError](err); ok {
		return exitUsage
	}
	if errors.Is(err, store.ErrInUse) {
		return exitInUse
	}
	return exitFailed
}

// cutShort says of a command that was not ended who ended it, and what to do.
func (p *program) cutShort(args []string) string {
	if p.house == nil || len(args) == 0 {
		return "interrupted before it was done"
	}
	return strings.ToValidUTF8(args[0], "") + " was not done, because the regwire that serves this store is being stopped: give it again when it has stopped, or serves again"
}

// sentence is an error with each line of it once: closing what could not be
// written fails for the same reason. Where there is no room it says what to do.
func sentence(err error) string {
	var parts []string
	for line := range strings.Lines(err.Error()) {
		line = strings.TrimSpace(line)
		if !slices.ContainsFunc(parts, func(part string) bool { return strings.HasSuffix(part, line) }) {
			parts = append(parts, line)
		}
	}
	said := strings.Join(parts, "\n")
	is := func(errno syscall.Errno) bool { // bbolt keeps the words alone of some
		return errors.Is(err, errno) || strings.HasSuffix(said, ": "+errno.Error())
	}
	switch {
	case is(syscall.ENOSPC), is(syscall.EDQUOT), errors.Is(err, feeds.ErrFull):
		said += ": free some space there, and give the command again"
	case is(syscall.EFBIG):
		said += ": the limit on the size of a file (ulimit -f) is too low for it"
	case is(syscall.EMFILE):
		said += ": the limit on open files (ulimit -n) is too low; 1024 are enough"
	case is(syscall.ENOMEM):
		said += ": the limit on the addresses of a process (ulimit -v) is too low: some three gigabytes are enough"
	}
	return said
}
