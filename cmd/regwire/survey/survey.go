// Package survey looks databases over in a child of this program, since a damaged one can
// end the process that reads it. Of tells what a file holds and what is wrong with it, Passes
// is Of as the store asks before a file is used. The program runs Child when it is started with
// Command. A child that the file ends is a fault of the file; one that could not be started, or
// was ended by somebody, says nothing of it.
package survey

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store"
)

// Command starts a child.
const Command = "survey-database"

// ErrUnsound says of a database file that it must not be used.
var ErrUnsound = errors.New("is damaged")

// report is what a child tells of a file: a survey, or why there is none.
type report struct {
	Survey store.Survey `json:"survey"`
	InUse  bool         `json:"in_use,omitempty"`
	Failed string       `json:"failed,omitempty"`
}

// Child writes the report of the database that args name.
func Child(args []string, out io.Writer) error {
	if len(args) != 1 {
		return fmt.Errorf("%s is started by regwire itself", Command)
	}
	info, err := os.Stat(args[0])
	if err != nil {
		return fmt.Errorf("look over the database: %w", err)
	}
	limit := timeFor(info.Size()).Seconds()
	var seconds syscall.Rlimit
	setLimit(&seconds.Cur, int64(limit))
	setLimit(&seconds.Max, int64(limit)+1)
	if err := syscall.Setrlimit(syscall.RLIMIT_CPU, &seconds); err != nil {
		return fmt.Errorf("look over the database: limit the time: %w", err)
	}
	var r report
	r.Survey, err = store.Look(args[0])
	if r.InUse = errors.Is(err, store.ErrInUse); err != nil {
		r.Failed = err.Error()
	}
	return json.NewEncoder(out).Encode(r)
}

// setLimit sets one end of a limit, whose type is another one on FreeBSD.
func setLimit[T int64 | uint64](to *T, n int64) { *to = T(n) }

// timeFor is how much of a processor's time the survey of a file of so many bytes may
// take: one that takes longer is led in circles.
func timeFor(size int64) time.Duration {
	return 20*time.Second + time.Minute/1024*time.Duration(size>>20)
}

// patience is how often its time a survey may last on a slow disk or a busy machine.
const patience = 30

// Of looks the database over in a child.
func Of(ctx context.Context, path string) (store.Survey, error) {
	self, err := os.Executable()
	if err != nil {
		return store.Survey{}, fmt.Errorf("look over the database: %w", err)
	}
	info, err := os.Stat(path)
	if err != nil {
		return store.Survey{}, fmt.Errorf("look over the database: %w", err)
	}
	limit := timeFor(info.Size()) * patience
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	cmd := exec.CommandContext(limited, self, Command, path)
	var out, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr, cmd.Env = &out, &complaint, []string{"GOTRACEBACK=none"}
	err = cmd.Run()
	switch {
	case err == nil:
		return told(path, out.Bytes())
	case ctx.Err() != nil:
		return store.Survey{}, ctx.Err()
	case limited.Err() != nil:
		return store.Survey{}, fmt.Errorf("look over %s: it did not end within %s: is its disk slow?", path, limit)
	}
	ended, ok := errors.AsType[*exec.ExitError](err)
	if !ok {
		return store.Survey{}, fmt.Errorf("look over %s: %w", path, err)
	}
	return afterEnd(path, info.Size(), ended, strings.TrimSpace(complaint.String()))
}

// told reads the report of a child.
func told(path string, raw []byte) (store.Survey, error) {
	var r report
	switch err := json.Unmarshal(raw, &r); {
	case err != nil:
		return store.Survey{}, fmt.Errorf("look over %s: %w", path, err)
	case r.InUse:
		return store.Survey{}, fmt.Errorf("look over %s: %w", path, store.ErrInUse)
	case r.Failed != "":
		return store.Survey{}, errors.New(r.Failed)
	}
	return r.Survey, nil
}

// ownFault is the exit code of a child that could not begin.
const ownFault = 1

// afterEnd is what a child that gave no report says of a file of so many bytes by how it
// ended and what it said last.
func afterEnd(path string, size int64, ended *exec.ExitError, said string) (store.Survey, error) {
	first, _, _ := strings.Cut(said, "\n")
	switch {
	case ended.ExitCode() == ownFault:
		return store.Survey{}, errors.New(strings.TrimPrefix(said, "regwire: "))
	case blameless(ended, said):
		return store.Survey{}, fmt.Errorf("look over %s: the process that does it was ended (%s): that says nothing of the database; give it more memory, or try again", path, cmp.Or(string(feeds.CleanLine(first)), ended.String()))
	case strings.HasPrefix(said, "SIGXCPU"):
		return store.Survey{Bytes: size, Faults: []string{fmt.Sprintf("reading it did not end within %s", timeFor(size))}}, nil
	}
	return store.Survey{Bytes: size, Faults: []string{"reading it ends the program: " + string(feeds.CleanLine(first))}}, nil
}

// blameless reports whether a survey was ended by something else than the file: a
// signal that somebody sent, or the system, which has nothing left to give.
func blameless(ended *exec.ExitError, said string) bool {
	status, ok := ended.Sys().(syscall.WaitStatus)
	if ok && status.Signaled() {
		return !slices.Contains([]syscall.Signal{syscall.SIGSEGV, syscall.SIGBUS, syscall.SIGXCPU}, status.Signal())
	}
	return slices.ContainsFunc([]string{"out of memory", "cannot allocate memory", "failed to create new OS thread", "too many open files"}, func(s string) bool {
		return strings.Contains(said, s)
	})
}

// Passes is a store.Check.
func Passes(ctx context.Context, path string) error {
	s, err := Of(ctx, path)
	if err != nil {
		return err
	}
	if !s.Sound() {
		return fmt.Errorf("%s %w: %s", path, ErrUnsound, s.Faults[0])
	}
	return nil
}
