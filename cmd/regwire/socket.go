package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/cmd/regwire/control"
	"github.com/regwire/regwire/store"
)

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
	if conn, err := control.Dial(ctx, dir); err == nil {
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
	conn, err := control.Dial(ctx, dir)
	if err != nil {
		return fmt.Errorf("%w, and nobody answers at %s", inUse, control.Path(dir))
	}
	return p.ask(ctx, conn, args)
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

// ask gives args to the process at the other end of conn, and closes it.
func (p *program) ask(ctx context.Context, conn net.Conn, args []string) error {
	defer conn.Close()
	request := control.Request{Args: args, Look: p.look(p.stdout), Lang: p.speaks()}
	if readsStdin(args) {
		in, err := io.ReadAll(io.LimitReader(p.stdin, control.MaxInput+1))
		if err != nil {
			return fmt.Errorf("read standard input: %w", err)
		}
		if len(in) > control.MaxInput {
			return usage("standard input holds more than the %d MiB that a serving process takes from it: name the file instead of -", control.MaxInput>>20)
		}
		request.Stdin = in
	}
	a, err := control.Ask(ctx, conn, request)
	if err != nil {
		return err
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

// readsStdin reports whether the command takes items from standard input.
func readsStdin(args []string) bool {
	return len(args) > 1 && args[0] == "load" && args[1] == "-"
}

// answers is what this process says to commands that others give it over the socket.
func (h *house) answers(p *program) control.Server {
	return control.Server{Log: h.log, Answer: func(ctx context.Context, r control.Request) control.Answer {
		var out, errs bytes.Buffer
		inside := &program{stdin: bytes.NewReader(r.Stdin), stdout: &out, stderr: &errs, getenv: p.getenv, house: h, shown: &r.Look, lang: r.Lang}
		code := exitUsage
		if len(r.Args) > 0 && notInside[r.Args[0]] {
			fmt.Fprintf(&errs, "regwire: %s cannot run while regwire serves this store\n", strings.ToValidUTF8(r.Args[0], ""))
		} else {
			code = h.contained(r.Args, &errs, func() int { return inside.run(ctx, r.Args) })
		}
		return control.Answer{Stdout: out.Bytes(), Stderr: errs.Bytes(), Code: code}
	}}
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
