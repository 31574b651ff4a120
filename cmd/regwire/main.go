package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/console"
	"github.com/regwire/regwire/bot/phrase"
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
		fmt.Fprintln(p.stderr, "regwire: interrupted before it was done")
		return exitFailed
	}
	if damage, ok := errors.AsType[*store.DamageError](err); ok { // whatever else it spoiled
		err = damage
	}
	fmt.Fprintln(p.stderr, "regwire: "+err.Error())
	if _, ok := errors.AsType[usageError](err); ok {
		return exitUsage
	}
	if errors.Is(err, store.ErrInUse) {
		return exitInUse
	}
	return exitFailed
}
