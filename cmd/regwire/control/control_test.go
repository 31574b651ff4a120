package control_test

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/regwire/regwire/cmd/regwire/control"
)

// serving is a socket in a directory of its own that answers with the words it was given.
func serving(t *testing.T) (ctx context.Context, dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := os.WriteFile(control.Path(dir), []byte("left by a process that died"), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	l, err := control.Listen(ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	s := control.Server{Log: slog.New(slog.DiscardHandler), Answer: func(_ context.Context, r control.Request) control.Answer {
		return control.Answer{Stdout: []byte(strings.Join(r.Args, " ") + string(r.Stdin)), Code: len(r.Args)}
	}}
	var running sync.WaitGroup
	running.Go(func() { s.Serve(ctx, l) })
	t.Cleanup(func() { stop(); running.Wait() })
	return ctx, dir
}

func TestACommandIsAnsweredToItsUserAlone(t *testing.T) {
	ctx, dir := serving(t)
	info, err := os.Stat(control.Path(dir))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the socket is %v, %v", info.Mode(), err)
	}
	conn, err := control.Dial(ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	a, err := control.Ask(ctx, conn, control.Request{Args: []string{"load", "-"}, Stdin: []byte("行")})
	if err != nil || string(a.Stdout) != "load -行" || a.Code != 2 {
		t.Errorf("answered %q with code %d, %v", a.Stdout, a.Code, err)
	}
}

// Who says nothing that can be read gets no answer and holds nobody up, a stop least of all.
func TestWhatIsNoRequestHoldsNobodyUp(t *testing.T) {
	ctx, dir := serving(t)
	for _, words := range []string{"", "{", "[1]\n", "GET / HTTP/1.1\r\n\r\n", `{"args":"latest"}`} {
		conn, err := control.Dial(ctx, dir)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close() // the empty one and the half one stay open until the end
		if _, err := conn.Write([]byte(words)); err != nil {
			t.Fatal(err)
		}
	}
	conn, err := control.Dial(ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if a, err := control.Ask(ctx, conn, control.Request{Args: []string{"latest"}}); err != nil || string(a.Stdout) != "latest" {
		t.Errorf("answered %q, %v", a.Stdout, err)
	}
}

// A signal ends the waiting for an answer that does not come.
func TestWaitingForAnAnswerEnds(t *testing.T) {
	dir := t.TempDir()
	l, err := control.Listen(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close() // nobody is let in
	conn, err := control.Dial(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	ctx, stop := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer stop()
	if _, err := control.Ask(ctx, conn, control.Request{Args: []string{"stats"}}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the waiting ended with %v", err)
	}
}

func TestAPathThatIsTooLongIsSaid(t *testing.T) {
	if _, err := control.Listen(t.Context(), t.TempDir()+"/"+strings.Repeat("long", 40)); err == nil || !strings.Contains(err.Error(), "shorter") {
		t.Errorf("%v", err)
	}
}
