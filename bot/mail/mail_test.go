package mail

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net"
	"net/http/httptest"
	netmail "net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
	"golang.org/x/net/html"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/bottest"
	"github.com/regwire/regwire/bot/phrase"
)

var testNow = time.Date(2022, 9, 30, 10, 0, 0, 0, time.UTC)

// server is an SMTP server that keeps what it takes, and can be told to refuse.
type server struct {
	t       *testing.T
	address string
	mu      sync.Mutex
	letters []letter
	refuse  map[string]error // by "mail", "rcpt", "data"
	hangUp  bool             // instead of an answer to the next text
	login   []string         // user and password that it wants, nil for none
	users   []string         // who logged in, and how
}

// letter is what was taken.
type letter struct {
	to  []string
	raw []byte
}

// start serves on a port of this machine; change sets the server up.
func start(t *testing.T, change func(*smtp.Server)) *server {
	t.Helper()
	s := &server{t: t, refuse: map[string]error{}}
	b := smtp.NewServer(s)
	b.Domain, b.AllowInsecureAuth, b.ReadTimeout, b.WriteTimeout = "mail.example", true, 10*time.Second, 10*time.Second
	if change != nil {
		change(b)
	}
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.address = l.Addr().String()
	done := make(chan struct{})
	go func() { defer close(done); _ = b.Serve(l) }()
	t.Cleanup(func() { _, _ = b.Close(), l.Close(); <-done }) // the listener too: it may not be served yet
	return s
}

func (s *server) NewSession(c *smtp.Conn) (smtp.Session, error) {
	return &session{server: s, conn: c}, nil
}

// session is one connection.
type session struct {
	server *server
	conn   *smtp.Conn
	to     []string
}

func (x *session) said(what string) error {
	x.server.mu.Lock()
	defer x.server.mu.Unlock()
	err := x.server.refuse[what]
	delete(x.server.refuse, what)
	return err
}

func (x *session) AuthMechanisms() []string {
	if x.server.login == nil {
		return nil
	}
	return []string{"PLAIN"}
}

func (x *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		x.server.mu.Lock()
		defer x.server.mu.Unlock()
		if user != x.server.login[0] || password != x.server.login[1] {
			return smtp.ErrAuthFailed
		}
		_, encrypted := x.conn.TLSConnectionState()
		how := "in the clear"
		if encrypted {
			how = "over TLS"
		}
		x.server.users = append(x.server.users, user+" "+how)
		return nil
	}), nil
}

func (x *session) Mail(string, *smtp.MailOptions) error { return x.said("mail") }

func (x *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	x.to = append(x.to, to)
	return x.said("rcpt")
}

func (x *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if err := x.said("data"); err != nil {
		return err
	}
	x.server.mu.Lock()
	defer x.server.mu.Unlock()
	if x.server.hangUp {
		x.server.hangUp = false
		return x.conn.Conn().Close()
	}
	x.server.letters = append(x.server.letters, letter{x.to, raw})
	return nil
}

func (x *session) Reset()        { x.to = nil }
func (x *session) Logout() error { return nil }

func (s *server) arrange(what string, code int) func() {
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.refuse[what] = &smtp.SMTPError{Code: code, Message: "no"}
	}
}

// read takes a letter apart as a mail program does.
func (l letter) read(t *testing.T) (head netmail.Header, text, page string) {
	t.Helper()
	m, err := netmail.ReadMessage(bytes.NewReader(l.raw))
	if err != nil {
		t.Fatal(err)
	}
	part := func(encoding string, r io.Reader) string {
		if encoding != "base64" {
			t.Fatalf("a part is in %q", encoding)
		}
		raw, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, r))
		if err != nil {
			t.Fatal(err)
		}
		return strings.ReplaceAll(string(raw), "\r\n", "\n")
	}
	kind, with, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	if kind == "text/plain" {
		return m.Header, part(m.Header.Get("Content-Transfer-Encoding"), m.Body), ""
	}
	parts := multipart.NewReader(m.Body, with["boundary"])
	for {
		p, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return m.Header, text, page
		}
		if err != nil {
			t.Fatal(err)
		}
		body := part(p.Header.Get("Content-Transfer-Encoding"), p)
		if strings.HasPrefix(p.Header.Get("Content-Type"), "text/html") {
			page = body
		} else {
			text = body
		}
	}
}

// wordsOf are what a page shows and where it leads.
func wordsOf(t *testing.T, page string) (words string, links []string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		switch {
		case n.Type == html.TextNode:
			words += n.Data
		case n.Data == "script" || n.Data == "img" || n.Data == "style":
			t.Errorf("the letter has the element %s", n.Data)
		}
		for _, a := range n.Attr {
			if a.Key == "href" {
				links = append(links, a.Val)
			}
		}
	}
	return words, links
}

func (s *server) shown() []bottest.Shown {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []bottest.Shown
	for _, l := range s.letters {
		head, text, page := l.read(s.t)
		x := bottest.Shown{Ref: strings.Trim(head.Get("Message-Id"), "<>"), Thread: strings.Trim(head.Get("In-Reply-To"), "<>"), Raw: string(l.raw), Text: text}
		if page != "" {
			x.Text, x.Links = wordsOf(s.t, page)
		}
		all = append(all, x)
	}
	return all
}

func config(address string) Config {
	return Config{Server: address, From: "regwire <regwire@example.com>", Lists: map[string][]string{"privacy": {"Counsel <counsel@example.com>", "dpo@example.com"}}, Now: func() time.Time { return testNow }}
}

func platform(t *testing.T, c Config) *Platform {
	t.Helper()
	p, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

var privacy = bot.Channel{ID: "mail:local/privacy", Lang: bot.English}

func TestMailIsAPlatform(t *testing.T) {
	bottest.RunPlatform(t, func(t *testing.T) bottest.Setup {
		s := start(t, nil)
		return bottest.Setup{
			Platform: platform(t, config(s.address)), Channel: privacy, Say: phrase.Say, Shown: s.shown,
			Refusals: []bottest.Refusal{
				{Name: "sender is refused", Arrange: s.arrange("mail", 550), Fate: bot.FateHoldChannel},
				{Name: "address is refused", Arrange: s.arrange("rcpt", 550), Fate: bot.FateHoldChannel},
				{Name: "mailbox is full", Arrange: s.arrange("rcpt", 452), Fate: bot.FateRetry, After: wait},
				{Name: "text is refused", Arrange: s.arrange("data", 554), Fate: bot.FatePlain},
				{Name: "server is busy", Arrange: s.arrange("data", 451), Fate: bot.FateRetry, After: wait},
				{Name: "no answer to the text", Arrange: func() { s.mu.Lock(); defer s.mu.Unlock(); s.hangUp = true }, Fate: bot.FateAmbiguous},
			},
		}
	})
}

func TestLetterIsToldWithItsSubjectAndFollowsItsFirst(t *testing.T) {
	s := start(t, nil)
	p := platform(t, config(s.address))
	m := bot.Message{Delivery: "mail:local/privacy|alert|e1|"}
	m.Add(bot.Headline, bot.Line{bot.Quote("COMMENT by 13 Nov 2022\r\nBcc: evil@example.org"), bot.Quote(" · TC260")})
	m.Add(bot.Title, bot.Line{bot.Quote("Draft on the grading of 数据"), bot.Quote(" (our English)")})
	m.Add(bot.Bullets, bot.Line{bot.Quote("one"), bot.Quote(" more").To("https://www.tc260.org.cn/1")})
	first, err := p.Post(t.Context(), privacy, m)
	if err != nil {
		t.Fatal(err)
	}
	m.Repeat = true
	if again, err := p.Post(t.Context(), privacy, m); err != nil || again != first {
		t.Errorf("a copy of the same delivery is %v, %v, the first %v", again, err, first)
	}
	m.Delivery, m.Repeat, m.Thread = "mail:local/privacy|update|e1|2", false, first
	if _, err := p.Post(t.Context(), privacy, m); err != nil {
		t.Fatal(err)
	}
	head, text, _ := s.letters[2].read(t)
	subject, err := new(mime.WordDecoder).DecodeHeader(head.Get("Subject"))
	if want := "COMMENT by 13 Nov 2022 Bcc: evil@example.org: Draft on the grading of 数据"; err != nil || subject != want {
		t.Errorf("subject %q, %v, want %q", subject, err, want)
	}
	for name, want := range map[string]string{
		"From": `"regwire" <regwire@example.com>`, "To": "<counsel@example.com>, <dpo@example.com>", "Date": "Fri, 30 Sep 2022 10:00:00 +0000",
		"In-Reply-To": "<" + first.ID + ">", "References": "<" + first.ID + ">", "Auto-Submitted": "auto-generated", "List-Id": "<privacy.regwire.example.com>", "Bcc": "",
	} {
		if got := head.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if want := "COMMENT by 13 Nov 2022 Bcc: evil@example.org · TC260\nDraft on the grading of 数据 (our English)\n- one more <https://www.tc260.org.cn/1>\n"; text != want {
		t.Errorf("text:\n%s\nwant:\n%s", text, want)
	}
	if to := strings.Join(s.letters[2].to, " "); to != "counsel@example.com dpo@example.com" {
		t.Errorf("went to %s", to)
	}
}

func TestSettingsThatCannotBeRight(t *testing.T) {
	for _, c := range []struct {
		change func(*Config)
		want   string
	}{
		{func(c *Config) { c.Server = "smtp.example.com" }, `mail.server "smtp.example.com" is no address such as smtp.example.com:587`},
		{func(c *Config) { c.Server = "smtp.example.com:smtp" }, "mail.server"},
		{func(c *Config) { c.From = "regwire" }, `mail.from "regwire" is no sender such as`},
		{func(c *Config) { c.Lists = map[string][]string{"a": {"b"}} }, `mail.to.a: "b" is no address such as counsel@example.com`},
		{func(c *Config) { c.Lists = map[string][]string{"a": nil} }, "mail.to.a has no address"},
	} {
		set := config("127.0.0.1:25")
		c.change(&set)
		if _, err := New(set); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

// certified is a certificate for example.com and who trusts it.
func certified(t *testing.T) (*tls.Config, *x509.CertPool) {
	t.Helper()
	web := httptest.NewUnstartedServer(nil)
	web.StartTLS()
	t.Cleanup(web.Close)
	roots := x509.NewCertPool()
	roots.AddCert(web.Certificate())
	return &tls.Config{Certificates: web.TLS.Certificates, MinVersion: tls.VersionTLS12}, roots
}

func TestLettersGoOverTLSAlone(t *testing.T) {
	secure, roots := certified(t)
	var m bot.Message
	m.Add(bot.Body, bot.Line{bot.Quote("text")})
	for name, c := range map[string]struct {
		server   *tls.Config
		host     string
		roots    *x509.CertPool
		password string
		fate     bot.Fate // "" when it is posted
		code     string
	}{
		"by STARTTLS, logged in":            {server: secure, host: "example.com", roots: roots, password: "right"},
		"not where the server has none":     {host: "example.com", roots: roots, password: "right", fate: bot.FateHoldChannel, code: "no good TLS"},
		"not to another server":             {server: secure, host: "mail.example.net", roots: roots, password: "right", fate: bot.FateHoldChannel, code: "no good TLS"},
		"not where nobody vouches for it":   {server: secure, host: "example.com", roots: x509.NewCertPool(), password: "right", fate: bot.FateHoldChannel, code: "no good TLS"},
		"not with a password that is wrong": {server: secure, host: "example.com", roots: roots, password: "wrong", fate: bot.FateHoldChannel, code: "status 535"},
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t, func(b *smtp.Server) { b.TLSConfig, b.AllowInsecureAuth = c.server, false })
			s.login = []string{"regwire", "right"}
			set := config(net.JoinHostPort(c.host, "587"))
			set.Roots, set.User, set.Password = c.roots, "regwire", bot.Secret(c.password)
			set.Dial = (&through{address: s.address}).dial
			p := platform(t, set)
			_, err := p.Post(t.Context(), privacy, m)
			pe, _ := errors.AsType[*bot.PostError](err)
			switch {
			case c.fate == "" && err != nil:
				t.Fatalf("not posted: %v", err)
			case c.fate == "":
				if len(s.users) != 1 || s.users[0] != "regwire over TLS" {
					t.Errorf("logged in: %q", s.users)
				}
			case pe == nil || pe.Fate != c.fate || pe.Code != c.code || len(s.letters)+len(s.users) > 0:
				t.Errorf("%v, %d letters, logins %q; want %s, %s", err, len(s.letters), s.users, c.fate, c.code)
			case strings.Contains(err.Error(), c.password):
				t.Errorf("the password is told: %v", err)
			}
			if err := p.Check(t.Context()); (err != nil) != (c.fate != "") {
				t.Errorf("check: %v", err)
			}
		})
	}
}
