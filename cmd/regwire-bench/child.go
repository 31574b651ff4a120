package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// round is one round of a child process, as it says itself, with what the whole
// process used for it.
type round struct {
	bareRound
	Visits, Unchanged, Failed, Parsed, New, Read, Posted, Commits int

	Append float64 // seconds

	cpu time.Duration
}

// run is a finished child process.
type run struct {
	rounds []round
	wall   time.Duration
	cpu    time.Duration // user and system, of the whole process
	peak   int64         // largest resident set in bytes
	anon   int64         // most anonymous memory that was seen: without mapped files
	stderr string
}

// steady sums the last rounds, when everything is known: at most steadyRounds of
// them, and never the first.
func (r run) steady() round {
	var sum round
	for _, x := range r.rounds[max(1, len(r.rounds)-steadyRounds):] {
		sum.Seconds += x.Seconds
		sum.cpu += x.cpu
		sum.Visits += x.Visits
		sum.Unchanged += x.Unchanged
		sum.Failed += x.Failed
		sum.Parsed += x.Parsed
		sum.New += x.New
		sum.Commits += x.Commits
	}
	return sum
}

// start runs a program that says each round in a line of JSON. What a round cost
// is read from the kernel when its line comes.
func start(ctx context.Context, name string, args ...string) (run, error) {
	var r run
	cmd := exec.CommandContext(ctx, name, args...)
	// Each side treats its memory as it does by itself: the bare ones by default.
	cmd.Env = slices.DeleteFunc(os.Environ(), func(v string) bool {
		return strings.HasPrefix(v, "GOGC=") || strings.HasPrefix(v, "GOMEMLIMIT=")
	})
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.StdoutPipe()
	if err != nil {
		return r, err
	}
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return r, fmt.Errorf("start %s: %w", name, err)
	}
	seen := watchAnonymous(cmd.Process.Pid)
	var used time.Duration
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		var x round
		if err := json.Unmarshal(lines.Bytes(), &x); err != nil {
			return r, errors.Join(fmt.Errorf("%s said %q: %w", name, lines.Text(), err), cmd.Process.Kill(), cmd.Wait())
		}
		now := processCPU(cmd.Process.Pid)
		x.cpu, used = now-used, now
		r.rounds = append(r.rounds, x)
	}
	err = cmd.Wait()
	r.wall, r.stderr, r.anon = time.Since(began), errs.String(), seen()
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		r.cpu = time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
		r.peak = usage.Maxrss << 10
	}
	if err != nil {
		return r, fmt.Errorf("%s %s: %w: %s", filepath.Base(name), strings.Join(args, " "), err, errs.String())
	}
	if len(r.rounds) == 0 {
		return r, fmt.Errorf("%s said nothing: %s", name, errs.String())
	}
	return r, nil
}

// watchAnonymous looks at the anonymous memory of a process until the function that it
// returns is called, which gives the most that was seen.
func watchAnonymous(pid int) (most func() int64) {
	stop, seen := make(chan struct{}), make(chan int64)
	go func() {
		var most int64
		tick := time.NewTicker(10 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				if now, err := statusMemory(pid, "RssAnon:"); err == nil {
					most = max(most, now)
				}
			case <-stop:
				seen <- most
				return
			}
		}
	}()
	return func() int64 {
		close(stop)
		return <-seen
	}
}

// statusMemory is one size that the kernel tells of a process, in bytes. Unlike the
// exact one below it costs nothing to ask.
func statusMemory(pid int, key string) (int64, error) {
	raw, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status")
	if err != nil {
		return 0, err
	}
	return kilobytes(raw, key)
}

// kilobytes finds the line "KEY 12 kB" and gives the size in bytes.
func kilobytes(raw []byte, key string) (int64, error) {
	for line := range strings.Lines(string(raw)) {
		if value, ok := strings.CutPrefix(line, key); ok {
			kb, err := strconv.ParseInt(strings.Fields(value)[0], 10, 64)
			return kb << 10, err
		}
	}
	return 0, fmt.Errorf("the kernel tells no %s", key)
}

// tick is the unit of times in /proc, fixed for user space on Linux.
const tick = 10 * time.Millisecond

// processCPU is what a process has used so far, in whole ticks; 0 when it cannot
// be read.
func processCPU(pid int) time.Duration {
	raw, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return 0
	}
	// The name stands in brackets and may hold blanks.
	fields := strings.Fields(string(raw[bytes.LastIndexByte(raw, ')')+1:]))
	if len(fields) < 13 {
		return 0
	}
	user, _ := strconv.ParseInt(fields[11], 10, 64)
	system, _ := strconv.ParseInt(fields[12], 10, 64)
	return time.Duration(user+system) * tick
}

// anonymous is the anonymous resident memory of a process in bytes.
func anonymous(pid int) (int64, error) {
	raw, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/smaps_rollup")
	if err != nil {
		return 0, err
	}
	return kilobytes(raw, "Anonymous:")
}
