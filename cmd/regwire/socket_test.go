package main

import (
	"bytes"
	"context"
	"errors"
	"net"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/regwire/regwire/cmd/regwire/control"
	"github.com/regwire/regwire/feeds"
)

// crowded is a socket at which nobody can be let in the first time.
type crowded struct {
	net.Listener
	once sync.Once
}

func (c *crowded) Accept() (conn net.Conn, err error) {
	c.once.Do(func() { err = syscall.EMFILE })
	if err != nil {
		return nil, err
	}
	return c.Listener.Accept()
}

// A command that fails inside, and a moment at which no file can be opened, end neither
// the program nor its socket. Nobody who asks waits for the lock of the store first.
func TestTheSocketGoesOnAnswering(t *testing.T) {
	h, _, _ := demoHouse(t, nil)
	h.desk.Duties = func(string) []feeds.Duty { panic("a text that nobody thought of") }
	dir := t.TempDir()
	ctx, stop := context.WithCancel(t.Context())
	l, err := control.Listen(ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	var serving sync.WaitGroup
	serving.Go(func() {
		h.answers(&program{getenv: func(string) string { return "" }}).Serve(ctx, &crowded{Listener: l})
	})
	defer serving.Wait()
	defer stop()
	for _, c := range []struct {
		words []string
		says  string
		code  int
	}{
		{[]string{"duties", "e1"}, "panic in duties", exitFailed},
		{[]string{"latest", "1"}, "[e", exitDone},
	} {
		var out bytes.Buffer
		p := &program{stdin: strings.NewReader(""), stdout: &out, stderr: &out, getenv: func(string) string { return "" }}
		err := p.whoHas(ctx, dir, c.words, func() error { return errors.New("the store was opened beside who serves it") })
		code, _ := errors.AsType[codeError](err)
		if int(code) != c.code || !strings.Contains(out.String(), c.says) {
			t.Errorf("%v: %v, %q; want code %d and %q", c.words, err, out.String(), c.code, c.says)
		}
	}
}
