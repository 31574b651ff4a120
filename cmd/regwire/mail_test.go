package main

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/emersion/go-smtp"
)

// relay is an SMTP server that is greeted, and sent nothing.
type relay struct{ smtp.Session }

func (relay) NewSession(*smtp.Conn) (smtp.Session, error) { return relay{}, nil }
func (relay) Logout() error                               { return nil }
func (relay) Reset()                                      {}

func TestMailIsCheckedAndItsListsAreChannels(t *testing.T) {
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	b := smtp.NewServer(relay{})
	done := make(chan struct{})
	go func() { defer close(done); _ = b.Serve(l) }()
	defer func() { _, _ = b.Close(), l.Close(); <-done }()
	dir := t.TempDir()
	file := filepath.Join(dir, "regwire.yaml")
	write := func(text string) {
		if err := os.WriteFile(file, []byte("data: d\n"+text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	list := "mail:\n  server: " + l.Addr().String() + "\n  from: regwire@example.com\n  to: {privacy: [counsel@example.com]}\n"
	run := func(env map[string]string, args ...string) (said string, code int) {
		out, errs, code := runWith(t, env, append(args, "--config", file)...)
		return out + errs, code
	}

	write("egress: {allow: [\"" + l.Addr().String() + "\"]}\n" + list)
	if said, code := run(nil, "check"); code != 0 || !strings.Contains(said, "as regwire@example.com by "+l.Addr().String()+", 1 list") {
		t.Errorf("check: exit code %d: %s", code, said)
	}
	if said, _ := run(nil, "egress"); !strings.Contains(said, "mail: SMTP") {
		t.Errorf("egress: %s", said)
	}
	for channel, want := range map[string]int{"mail:local/privacy": 0, "mail:local/privac": exitUsage, "mail:else/privacy": exitUsage} {
		if said, code := run(nil, "subscribe", "--channel", channel, "all"); code != want {
			t.Errorf("subscribe %s: exit code %d, want %d: %s", channel, code, want, said)
		}
	}
	write(list) // which opens nothing inside
	if said, code := run(nil, "check"); code == 0 || !strings.Contains(said, "egress.allow") {
		t.Errorf("check without egress.allow: exit code %d: %s", code, said)
	}
	for text, want := range map[string]string{
		"mail:\n  to: {a: [b@example.com]}\n":                                     "regwire.yaml:3: mail has no server",
		"mail:\n  server: smtp.example.com\n  from: a@example.com\n":              `regwire.yaml:3: mail.server "smtp.example.com" is no address`,
		"mail:\n  server: smtp.example.com:587\n  user: u\n  from: a@b.example\n": "regwire.yaml:3: mail.password holds no name of an environment variable",
		"mail:\n  server: smtp.example.com:587\n  form: a@b.example\n":            `:4: unknown key "form": did you mean "from"?`,
	} {
		write(text)
		if said, code := run(nil, "check"); code != exitUsage || !strings.Contains(said, want) {
			t.Errorf("%q: exit code %d: %s, want %s", text, code, said, want)
		}
	}
}
