package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// A terminal that goes away ends what was started in it, in order, unless nohup has
// it ignored.
func TestAHangupEndsTheProgramInOrder(t *testing.T) {
	program := built(t)
	// Whoever started the tests may ignore hangups, as nohup does: a program inherits what is
	// ignored, and not what is caught.
	hangups := make(chan os.Signal, 1)
	signal.Notify(hangups, syscall.SIGHUP)
	defer signal.Stop(hangups)
	dir := t.TempDir()
	config := filepath.Join(dir, "regwire.yaml")
	if err := os.WriteFile(config, []byte("only: [cac-releases]\negress: {proxy: \"http://127.0.0.1:1\"}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, ignored := range []bool{false, true} {
		var errs lockedBuffer
		cmd := exec.CommandContext(t.Context(), program, "serve", "--config", config, "--log", "info")
		if ignored {
			cmd = exec.CommandContext(t.Context(), "sh", "-c", `trap "" HUP; exec "$0" serve --config "$1" --log info`, program, config)
		}
		cmd.Stderr = &errs
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		for began := time.Now(); !strings.Contains(errs.String(), `"serving"`) && time.Since(began) < 2*time.Minute; {
			time.Sleep(20 * time.Millisecond)
		}
		_ = cmd.Process.Signal(syscall.SIGHUP) // it may have ended, which Wait tells
		if ignored {
			time.Sleep(300 * time.Millisecond)
			if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
				t.Errorf("it was to go on: %v", err)
			}
		}
		if err := cmd.Wait(); err != nil {
			t.Errorf("ignored %v: it did not end well: %v\n%s", ignored, err, errs.String())
		}
	}
}

func TestAHalfLoadedDatabaseIsNotSentToABackup(t *testing.T) {
	from, dir := t.TempDir(), filepath.Join(t.TempDir(), "data")
	if _, errs, code := runIn(t, "", "subscribe", "data-export", "--channel", "console:local/me", "--data", from); code != 0 {
		t.Fatal(errs)
	}
	export, _, _ := runIn(t, "", "export", "--data", from)
	file := filepath.Join(t.TempDir(), "x.jsonl")
	if err := os.WriteFile(file, []byte(export[:len(export)-20]), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		_, errs, code := runIn(t, "", "load", file, "--data", dir)
		if code == 0 || strings.Contains(errs, "restore") {
			t.Errorf("exit code %d: %s", code, errs)
		}
	}
	if _, errs, _ := runIn(t, "", "list", "--data", dir); !strings.Contains(errs, "remove the data directory and load again") || strings.Contains(errs, "restore") {
		t.Errorf("opening it: %s", errs)
	}
}

func TestAnErrorSaysAThingOnceAndWhatToDoWhereThereIsNoRoom(t *testing.T) {
	t.Parallel()
	full := &fs.PathError{Op: "write", Path: "/x/e3.zip", Err: syscall.ENOSPC}
	for _, c := range []struct {
		err  error
		want string
	}{
		{errors.Join(fmt.Errorf("write evidence: %w", full), full), "write evidence: write /x/e3.zip: no space left on device: free some space there, and give the command again"},
		{errors.Join(errors.New("one"), errors.New("two")), "one\ntwo"},
		{fmt.Errorf("create database: file resize error: %s", syscall.EFBIG), "create database: file resize error: file too large: the limit on the size of a file (ulimit -f) is too low for it"}, //nolint:errorlint // as bbolt does
		{fmt.Errorf("open x: %w", syscall.ENOMEM), "open x: cannot allocate memory: the limit on the addresses of a process (ulimit -v) is too low: some three gigabytes are enough"},
		{fmt.Errorf("load: %w", feeds.ErrFull), "load: the store is full: free some space there, and give the command again"},
	} {
		if got := sentence(c.err); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	out, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	data := demoStore(t)
	backup := filepath.Join(t.TempDir(), "b.db")
	if _, errs, code := runIn(t, "", "backup", backup, "--data", data); code != exitDone {
		t.Fatal(errs)
	}
	for _, args := range [][]string{{"export", "--data", data}, {"forget", "slack:T0123ABC/U0456DEF", "--data", data}, {"restore", backup, "--data", data}, {"demo", "--once"}} {
		ctx, cancel := context.WithTimeout(t.Context(), settleTime) // what cannot be shown is not waited for
		cmd := exec.CommandContext(ctx, built(t), args...)
		var errs lockedBuffer
		cmd.Stdout, cmd.Stderr = out, &errs
		if err := cmd.Run(); err == nil || strings.Count(errs.String(), "no space left") != 1 || !strings.Contains(errs.String(), "free some space") {
			t.Errorf("%s to a full disk: %v: %s", args[0], err, errs.String())
		}
		cancel()
	}
}

func TestACommandThatAnEndingServeDidNotDoIsToBeGivenAgain(t *testing.T) {
	t.Parallel()
	var errs strings.Builder
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	dir := filepath.Join(t.TempDir(), "data")
	h, err := build(config{Data: dir}, surroundings{now: time.Now, log: slog.New(slog.DiscardHandler), out: io.Discard, posted: func(bot.Delivery, bot.Result) {}})
	if err != nil {
		t.Fatal(err)
	}
	p := &program{stdin: strings.NewReader(""), stdout: io.Discard, stderr: &errs, getenv: os.Getenv, house: h}
	code := p.run(ctx, []string{"verify"})
	if err := h.close(); err != nil {
		t.Fatal(err)
	}
	if said := errs.String(); code != exitFailed || !strings.Contains(said, "verify was not done") || !strings.Contains(said, "give it again") {
		t.Errorf("exit code %d: %s", code, said)
	}
}
