package mail

import (
	"context"
	"crypto/tls"
	"net"
	"testing"

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
