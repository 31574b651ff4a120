// Package control is the socket by which a serving process answers other commands: it lies
// in the data directory, and only its user can open it. Whoever finds the store in use calls
// Dial and Ask; the process that holds the store calls Listen and Server.Serve. A request is a
// command line with its standard input, an answer what the command would have written and its
// exit code; what the words mean is known to neither side of the socket.
package control

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/console"
)

const (
	// MaxInput bounds the standard input that a request may bring: a load of plain items.
	MaxInput = 64 << 20
	// patience is how long a command may take in the serving process.
	patience = 5 * time.Minute
	// acceptEvery is how long the socket rests where nobody can be let in, as where the
	// process may open no more files.
	acceptEvery = time.Second
)

// Request is a command.
type Request struct {
	Args  []string `json:"args"`
	Stdin []byte   `json:"stdin,omitempty"`
	// Look is how the answer is written.
	Look console.Config `json:"look"`
	// Lang is its language.
	Lang bot.Lang `json:"lang,omitempty"`
}

// Answer is what became of a command.
type Answer struct {
	Stdout []byte `json:"stdout,omitempty"`
	Stderr []byte `json:"stderr,omitempty"`
	Code   int    `json:"code"`
}

// Path is where the socket of a data directory lies.
func Path(dir string) string { return filepath.Join(dir, "regwire.sock") }

// Dial reaches the process that serves the store in dir.
func Dial(ctx context.Context, dir string) (net.Conn, error) {
	dialer := net.Dialer{Timeout: 2 * time.Second}
	return dialer.DialContext(ctx, "unix", Path(dir))
}

// Ask gives the command to the process at the other end of conn and waits for its answer.
func Ask(ctx context.Context, conn net.Conn, r Request) (Answer, error) {
	if err := conn.SetDeadline(time.Now().Add(patience)); err != nil {
		return Answer{}, fmt.Errorf("ask the serving process: %w", err)
	}
	defer endWith(ctx, conn.SetDeadline)() // a signal ends the waiting for an answer
	if err := json.NewEncoder(conn).Encode(r); err != nil {
		return Answer{}, fmt.Errorf("ask the serving process: %w", err)
	}
	var a Answer
	if err := json.NewDecoder(conn).Decode(&a); err != nil {
		if ctx.Err() != nil {
			return Answer{}, ctx.Err()
		}
		return Answer{}, fmt.Errorf("the serving process gave no answer: %w", err)
	}
	return a, nil
}

// endWith sets the deadline to now when ctx ends, until stop is called.
func endWith(ctx context.Context, setDeadline func(time.Time) error) (stop func() bool) {
	return context.AfterFunc(ctx, func() { _ = setDeadline(time.Now()) }) // a closed connection has ended too
}

// Listen opens the socket; a stale one of a process that died is removed, which is safe
// because only who holds the store's lock comes here.
func Listen(ctx context.Context, dir string) (net.Listener, error) {
	path := Path(dir)
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

// Server answers requests.
type Server struct {
	Log *slog.Logger
	// Answer carries a command out; several at once may be under way.
	Answer func(context.Context, Request) Answer
}

// Serve answers what comes in at l until ctx ends, closes l, and waits for the answers under
// way.
func (s Server) Serve(ctx context.Context, l net.Listener) {
	go func() {
		<-ctx.Done()
		if err := l.Close(); err != nil {
			s.Log.Debug("socket closed twice", "err", err)
		}
	}()
	var answers sync.WaitGroup
	defer answers.Wait()
	for {
		conn, err := l.Accept()
		if err == nil {
			answers.Go(func() { s.answer(ctx, conn) })
			continue
		}
		if ctx.Err() != nil {
			return
		}
		s.Log.Error("nobody is let in at the socket for now", "err", err)
		select {
		case <-ctx.Done():
			return
		case <-time.After(acceptEvery):
		}
	}
}

func (s Server) answer(ctx context.Context, conn net.Conn) {
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(patience)) // a connection without deadline is still answered
	defer endWith(ctx, conn.SetReadDeadline)()     // who has not asked yet holds no stop up
	var r Request
	if err := json.NewDecoder(io.LimitReader(conn, 2*MaxInput)).Decode(&r); err != nil {
		s.Log.Warn("request over the socket not understood", "err", err)
		return
	}
	if err := json.NewEncoder(conn).Encode(s.Answer(ctx, r)); err != nil {
		s.Log.Warn("answer over the socket not sent", "err", err)
	}
}
