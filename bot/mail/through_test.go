package mail

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"github.com/regwire/regwire/bot"
)

// through reaches a server on this machine by whatever name.
type through struct{ address, asked string }

func (x *through) dial(ctx context.Context, network, asked string) (net.Conn, error) {
	x.asked = asked
	return (&net.Dialer{}).DialContext(ctx, network, x.address)
}

// TestLettersGoOverTLSFromTheStart at port 465.
func TestLettersGoOverTLSFromTheStart(t *testing.T) {
	secure, roots := certified(t)
	s := &server{t: t, login: []string{"regwire", "right"}}
	b := smtp.NewServer(s)
	b.TLSConfig = secure
	l, err := tls.Listen("tcp", "127.0.0.1:0", secure)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() { defer close(done); _ = b.Serve(l) }()
	t.Cleanup(func() { _, _ = b.Close(), l.Close(); <-done }) // the listener too: it may not be served yet
	set := config("example.com:465")
	set.Roots, set.User, set.Password, set.Dial = roots, "regwire", "right", (&through{address: l.Addr().String()}).dial
	var m bot.Message
	m.Add(bot.Body, bot.Line{bot.Quote("text")})
	if _, err := platform(t, set).Post(t.Context(), privacy, m); err != nil || len(s.letters) != 1 || len(s.users) != 1 || s.users[0] != "regwire over TLS" {
		t.Errorf("%v, %d letters, logins %q", err, len(s.letters), s.users)
	}
}

func TestServerIsAskedByItsAddress(t *testing.T) {
	s := start(t, nil)
	for _, server := range []string{"[::1]:2525", "localhost:2525", "127.0.0.1:2525"} {
		set, by := config(server), &through{address: s.address}
		set.Dial = by.dial
		if err := platform(t, set).Check(t.Context()); err != nil || by.asked != server {
			t.Errorf("%s: dialled %q, %v", server, by.asked, err)
		}
	}
}

// TestLettersToManyListsKeepThePaceOfTheirSender: servers count them together, whichever
// list they go to, but a server on this machine.
func TestLettersToManyListsKeepThePaceOfTheirSender(t *testing.T) {
	secure, roots := certified(t)
	var m bot.Message
	m.Add(bot.Body, bot.Line{bot.Quote("text")})
	other := bot.Channel{ID: "mail:local/board", Lang: bot.English}
	for name, c := range map[string]struct {
		server string
		ahead  int // letters that have their turn before
		lasts  time.Duration
		waits  bool
	}{
		"one after the other":      {"example.com:587", 0, pace, false},
		"too many to wait for":     {"example.com:587", int(2 * patience / pace), 0, true},
		"a server on this machine": {"localhost:587", 0, 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, func(b *smtp.Server) {
				if !strings.HasPrefix(c.server, "localhost") {
					b.TLSConfig = secure
				}
			})
			set := config(c.server)
			set.Roots, set.Dial = roots, (&through{address: s.address}).dial
			set.Lists["board"] = []string{"board@example.com"}
			p := platform(t, set)
			for range c.ahead {
				p.turns.Reserve()
			}
			began := time.Now()
			for _, to := range []bot.Channel{privacy, other} {
				_, err := p.Post(t.Context(), to, m)
				pe, _ := errors.AsType[*bot.PostError](err)
				if (pe != nil) != c.waits || pe != nil && (pe.Fate != bot.FateRetry || pe.After != wait) {
					t.Errorf("%s: %v", to.ID, err)
				}
			}
			if took := time.Since(began); took < c.lasts-100*time.Millisecond || c.lasts == 0 && took > pace {
				t.Errorf("two letters took %s", took)
			}
			if c.waits && len(s.letters) > 0 {
				t.Errorf("%d letters were sent", len(s.letters))
			}
		})
	}
}

// A server whose greeting never ends is given up long before the minute that a letter may take.
func TestAServerWhoseAnswersHaveNoEndIsGivenUp(t *testing.T) {
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	wrote := make(chan int, 1)
	go func() {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		n, line := 0, []byte("220-"+strings.Repeat("x", 1000)+"\r\n")
		for err == nil && n < 64<<20 {
			var m int
			m, err = conn.Write(line)
			n += m
		}
		wrote <- n
	}()
	_, err = platform(t, config(l.Addr().String())).Post(t.Context(), privacy, bot.Message{})
	if pe, ok := errors.AsType[*bot.PostError](err); !ok || pe.Fate != bot.FateRetry {
		t.Errorf("%v", err)
	}
	if n := <-wrote; n > 9<<20 { // what the system's own buffers took
		t.Errorf("%d bytes were taken", n)
	}
}

// TestAServerThatKeepsSilentAfterItHasTakenALetterIsLeft: the letter is sent, and nobody
// waits for a goodbye as long as for a letter.
func TestAServerThatKeepsSilentAfterItHasTakenALetterIsLeft(t *testing.T) {
	t.Parallel()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go func() {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		_, _ = conn.Write([]byte("220 hello\r\n"))
		text := false
		for lines := bufio.NewScanner(conn); lines.Scan(); {
			answer := "250 yes\r\n"
			switch line := lines.Text(); {
			case line == ".":
				text = false
			case text:
				continue
			case line == "DATA":
				answer, text = "354 go on\r\n", true
			case line == "QUIT":
				continue
			}
			if _, err := conn.Write([]byte(answer)); err != nil {
				return
			}
		}
	}()
	began := time.Now()
	var m bot.Message
	m.Add(bot.Body, bot.Line{bot.Quote("text")})
	if _, err := platform(t, config(l.Addr().String())).Post(t.Context(), privacy, m); err != nil {
		t.Error(err)
	}
	if took := time.Since(began); took > 2*partingTime {
		t.Errorf("took %s", took)
	}
}
