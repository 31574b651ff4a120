package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/console"
	"github.com/regwire/regwire/store"
)

// A serving process answers other commands over a socket in the data directory
// that only its user can open. A request is the command line and standard input,
// an answer what the command would have written and its exit code.

const (
	socketName = "regwire.sock"
	// maxRequest bounds what a request may hold: a load of plain items.
	maxRequest = 64 << 20
	// askTimeout is how long a command may take in the serving process.
	askTimeout = 5 * time.Minute
)

type askedFor struct {
	Args  []string `json:"args"`
	Stdin []byte   `json:"stdin,omitempty"`
	// Look is how the answer is written.
	Look console.Config `json:"look"`
	// Lang is its language.
	Lang bot.Lang `json:"lang,omitempty"`
}

type answered struct {
	Stdout []byte `json:"stdout,omitempty"`
	Stderr []byte `json:"stderr,omitempty"`
	Code   int    `json:"code"`
}

// withHouse does work on the store that d names: the one of this process when it
// serves, else it opens it, else it asks the process that has it open, giving it
// args.
func (p *program) withHouse(ctx context.Context, d dataFlag, args []string, work func(*house) error) (err error) {
	if p.house != nil {
		return carryOut(p.house, work)
	}
	c, err := p.settings(d)
	if err != nil {
		return err
	}
	switch there := store.Exists(c.Data); {
	case !there && tellsWithout[args[0]]:
		if c.Data, err = os.MkdirTemp("", "regwire-*"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(c.Data)) }()
	case !there && !begins[args[0]]:
		return noStore(c.Data)
	}
	return p.whoHas(ctx, c.Data, args, func() error {
		out := p.outside()
		out.readOnly = !mayWrite(c.Data) // a copy that is kept for an audit can be looked into
		h, err := build(c, out)
		if err != nil {
			return err
		}
		return errors.Join(carryOut(h, work), h.close())
	})
}

// whoHas gives args to the process that serves the store in dir, if one does, and else
// does the work here. The socket is tried first: that takes no time, where opening a store
// that another process has waits a second for its lock.
func (p *program) whoHas(ctx context.Context, dir string, args []string, work func() error) error {
	if conn, err := dial(ctx, dir); err == nil {
		return p.ask(ctx, conn, args)
	}
	err := work()
	if !errors.Is(err, store.ErrInUse) {
		return err
	}
	return p.askHolder(ctx, dir, args, err)
}

// askHolder gives args to the process that has the store in dir open, as inUse says.
func (p *program) askHolder(ctx context.Context, dir string, args []string, inUse error) error {
	conn, err := dial(ctx, dir)
	if err != nil {
		return fmt.Errorf("%w, and nobody answers at %s", inUse, filepath.Join(dir, socketName))
	}
	return p.ask(ctx, conn, args)
}

func dial(ctx context.Context, dir string) (net.Conn, error) {
	dialer := net.Dialer{Timeout: 2 * time.Second}
	return dialer.DialContext(ctx, "unix", filepath.Join(dir, socketName))
}

// carryOut does the work, and says what to do where it changes what can only be read.
func carryOut(h *house, work func(*house) error) error {
	err := work(h)
	if errors.Is(err, store.ErrReadOnly) {
		return unwritable(h.config.Data, err)
	}
	return err
}

func noStore(dir string) error {
	if _, err := os.Stat(filepath.Join(dir, store.FileName)); errors.Is(err, fs.ErrPermission) {
		return usage("the store in %s cannot be read by this user: give the command as who runs regwire serve", dir)
	}
	return usage("there is no store in %s: name the data directory by --data, or make one by regwire serve", dir)
}

// begins are commands that may be the first on a store; others that find none were
// sent to the wrong directory.
var begins = map[string]bool{"load": true, "subscribe": true, "submit": true, "source": true, "watch": true}

// tellsWithout are commands that tell of what is shipped where there is no store yet; they make
// none, since a mistyped directory would look like one in which nothing ever happened.
var tellsWithout = map[string]bool{"sources": true, "topics": true}

// settings reads the configuration; --data and REGWIRE_DATA win over it.
func (p *program) settings(d dataFlag) (config, error) {
	c, err := readConfig(d.Config)
	c.Data = cmp.Or(d.Data, p.getenv("REGWIRE_DATA"), c.Data)
	return c, err
}

// ask sends args to the process at the other end of conn, and closes it.
func (p *program) ask(ctx context.Context, conn net.Conn, args []string) error {
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(askTimeout)); err != nil {
		return fmt.Errorf("ask the serving process: %w", err)
	}
	defer endWith(ctx, conn.SetDeadline)() // a signal ends the waiting for an answer
	request := askedFor{Args: args, Look: p.look(p.stdout), Lang: p.speaks()}
	if readsStdin(args) {
		in, err := io.ReadAll(io.LimitReader(p.stdin, maxRequest+1))
		if err != nil {
			return fmt.Errorf("read standard input: %w", err)
		}
		request.Stdin = in
		if len(request.Stdin) > maxRequest {
			return usage("standard input holds more than the %d MiB that a serving process takes from it: name the file instead of -", maxRequest>>20)
		}
	}
	if err := json.NewEncoder(conn).Encode(request); err != nil {
		return fmt.Errorf("ask the serving process: %w", err)
	}
	var a answered
	if err := json.NewDecoder(conn).Decode(&a); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return fmt.Errorf("the serving process gave no answer: %w", err)
	}
	if _, err := p.stdout.Write(a.Stdout); err != nil {
		return err
	}
	if _, err := p.stderr.Write(a.Stderr); err != nil {
		return err
	}
	if a.Code != exitDone {
		return codeError(a.Code)
	}
	return nil
}

// endWith sets the deadline to now when ctx ends, until stop is called.
func endWith(ctx context.Context, setDeadline func(time.Time) error) (stop func() bool) {
	return context.AfterFunc(ctx, func() { _ = setDeadline(time.Now()) }) // a closed connection has ended too
}

// readsStdin reports whether the command takes items from standard input.
func readsStdin(args []string) bool {
	return len(args) > 1 && args[0] == "load" && args[1] == "-"
}

// listen opens the socket; a stale one of a process that died is removed, which
// is safe because only who holds the store's lock comes here.
func listen(ctx context.Context, dir string) (net.Listener, error) {
	path := filepath.Join(dir, socketName)
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("remove the stale socket %s: %w", path, err)
	}
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "unix", path)
	if errors.Is(err, syscall.EINVAL) { // Linux takes 107 bytes, others 103
		return nil, fmt.Errorf("open the socket %s: its path is longer than a socket's may be: choose a data directory with a shorter one", path)
	}
	if err != nil {
		return nil, fmt.Errorf("open the socket %s: %w", path, err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(fmt.Errorf("close the socket %s to others: %w", path, err), l.Close())
	}
	return l, nil
}

// acceptEvery is how long the socket rests where nobody can be let in, as where the
// process may open no more files.
const acceptEvery = time.Second

// answerAll answers requests until ctx ends, and waits for the answers under way.
func (h *house) answerAll(ctx context.Context, l net.Listener, p *program) {
	go func() {
		<-ctx.Done()
		if err := l.Close(); err != nil {
			h.log.Debug("socket closed twice", "err", err)
		}
	}()
	var answers sync.WaitGroup
	defer answers.Wait()
	for {
		conn, err := l.Accept()
		if err == nil {
			answers.Go(func() { h.answerOne(ctx, conn, p) })
			continue
		}
		if ctx.Err() != nil {
			return
		}
		h.log.Error("nobody is let in at the socket for now", "err", err)
		select {
		case <-ctx.Done():
			return
		case <-time.After(acceptEvery):
		}
	}
}

func (h *house) answerOne(ctx context.Context, conn net.Conn, p *program) {
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(askTimeout)) // a connection without deadline is still answered
	defer endWith(ctx, conn.SetReadDeadline)()       // who has not asked yet holds no stop up
	var request askedFor
	if err := json.NewDecoder(io.LimitReader(conn, 2*maxRequest)).Decode(&request); err != nil {
		h.log.Warn("request over the socket not understood", "err", err)
		return
	}
	var out, errs bytes.Buffer
	inside := &program{stdin: bytes.NewReader(request.Stdin), stdout: &out, stderr: &errs, getenv: p.getenv, house: h, shown: &request.Look, lang: request.Lang}
	code := exitUsage
	if len(request.Args) > 0 && notInside[request.Args[0]] {
		fmt.Fprintf(&errs, "regwire: %s cannot run while regwire serves this store\n", strings.ToValidUTF8(request.Args[0], ""))
	} else {
		code = h.contained(request.Args, &errs, func() int { return inside.run(ctx, request.Args) })
	}
	if err := json.NewEncoder(conn).Encode(answered{Stdout: out.Bytes(), Stderr: errs.Bytes(), Code: code}); err != nil {
		h.log.Warn("answer over the socket not sent", "err", err)
	}
}

// contained keeps a panic in what another process asked for from ending this one. The log
// names its verb alone, since words may be names that somebody watches.
func (h *house) contained(args []string, errs io.Writer, run func() int) int {
	code, err := bot.Contain("a command over the socket", func() (int, error) { return run(), nil })
	if err == nil {
		return code
	}
	verb := strings.ToValidUTF8(strings.Join(args[:min(1, len(args))], ""), "")
	h.log.Error("command over the socket failed inside", "verb", verb, "err", err)
	fmt.Fprintf(errs, "regwire: %s failed, and not by your mistake: the log of regwire serve says where\n", verb)
	return exitFailed
}

// notInside are commands that a serving process does not run for others.
var notInside = map[string]bool{"serve": true, "demo": true, "poll": true}
