// Package mail posts by e-mail: every post is one letter to the addresses of a list, as
// text and as HTML, handed to one SMTP server. Start with New and Platform.Post.
//
// A letter goes over TLS to any server but one on this machine. The letter that follows
// another names it (In-Reply-To), so that mail programs show them as one conversation; a
// copy of one that may have arrived has the same Message-ID, by which many of them show
// it once. Addresses are settings, never part of a channel.
package mail

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"net"
	netmail "net/mail"
	"net/textproto"
	"slices"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"
	"golang.org/x/time/rate"

	"github.com/regwire/regwire/bot"
)

// Name is the platform part of the channels, "mail:local/LIST".
const Name = "mail"

// Config are the settings of the server and of the lists.
type Config struct {
	// Server is host:port of the SMTP server: TLS from the start at port 465, by STARTTLS
	// at every other.
	Server string
	// From is the sender as people write it: "regwire <regwire@example.com>".
	From string
	// User and Password log in; nobody does where User is empty.
	User     string
	Password bot.Secret
	// Lists are the addresses of each list, by the name in its channel's id.
	Lists map[string][]string
	// Dial reaches the server; cmd gives a guarded one.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// Roots are trusted in place of the system's when not nil.
	Roots *x509.CertPool
	Now   func() time.Time
}

// Platform posts to the lists. It is safe for concurrent use.
type Platform struct {
	config Config
	host   string
	port   int
	from   *netmail.Address
	to     map[string][]string // addresses alone
	// turns are the sender's letters to all lists together; nil where the server is on this
	// machine, which takes what it is given and sends it on at its leisure.
	turns *rate.Limiter
}

const (
	// callTimeout bounds one letter, from dialling to the server's answer.
	callTimeout = time.Minute
	// partingTime bounds saying goodbye, after which nothing comes of the letter any more.
	partingTime = 5 * time.Second
	// wait is for how long a server that is busy is left alone.
	wait = time.Minute
	// pace is what usual servers take of one sender: Exchange Online 30 letters a minute
	// (Exchange Online limits, "Message rate limit").
	pace = 2 * time.Second
	// patience is how long a letter waits for its turn among those to other lists.
	patience = 30 * time.Second
	// maxAnswers bounds what is read of a server over one letter: its certificates, and a
	// dozen short answers.
	maxAnswers = 1 << 20
	// tlsPort is where TLS begins with the first byte (RFC 8314).
	tlsPort = 465
)

// New checks the settings without calling anybody.
func New(c Config) (*Platform, error) {
	p := &Platform{config: c, to: map[string][]string{}}
	if p.config.Dial == nil {
		p.config.Dial = (&net.Dialer{Timeout: 10 * time.Second}).DialContext
	}
	if p.config.Now == nil {
		p.config.Now = time.Now
	}
	host, port, err := net.SplitHostPort(c.Server)
	n, wrong := strconv.ParseUint(port, 10, 16)
	if err != nil || wrong != nil || host == "" || n == 0 {
		return nil, fmt.Errorf("mail.server %q is no address such as smtp.example.com:587", c.Server)
	}
	p.host, p.port = host, int(n)
	if !bot.Local(p.host) {
		p.turns = rate.NewLimiter(rate.Every(pace), 1)
	}
	if p.from, err = netmail.ParseAddress(c.From); err != nil {
		return nil, fmt.Errorf("mail.from %q is no sender such as regwire <regwire@example.com>", c.From)
	}
	for _, name := range slices.Sorted(maps.Keys(c.Lists)) { // of several mistakes always the same is told
		list := c.Lists[name]
		if len(list) == 0 {
			return nil, fmt.Errorf("mail.to.%s has no address", name)
		}
		for _, a := range list {
			to, err := netmail.ParseAddress(a)
			if err != nil {
				return nil, fmt.Errorf("mail.to.%s: %q is no address such as counsel@example.com", name, a)
			}
			p.to[name] = append(p.to[name], to.Address)
		}
	}
	return p, nil
}

// Name is "mail".
func (p *Platform) Name() string { return Name }

// Can says that a letter that was sent is not changed, and that one may follow another.
func (p *Platform) Can(bot.Channel) bot.Abilities { return bot.Abilities{Thread: true} }

// Pace is that of a sender who has one list alone; of several lists each letter waits for
// its turn.
func (p *Platform) Pace() time.Duration { return pace }

// Channels are the ids of the lists, in order.
func (p *Platform) Channels() []bot.ChannelID {
	var ids []bot.ChannelID
	for name := range p.to {
		ids = append(ids, bot.ChannelID(Name+":local/"+name))
	}
	slices.Sort(ids)
	return ids
}

// Post hands m to the server for the list that the channel names.
func (p *Platform) Post(ctx context.Context, c bot.Channel, m bot.Message) (bot.Reference, error) {
	to, ok := p.to[c.ID.Place()]
	if !ok || c.ID.Platform() != Name {
		return bot.Reference{}, &bot.PostError{Fate: bot.FateHoldChannel, Code: "no such list", Fix: "the configuration has no mail.to of that name: add it, or unsubscribe the channel"}
	}
	id := p.messageID(m)
	letter, err := p.letter(id, to, c, m)
	if err != nil {
		return bot.Reference{}, &bot.PostError{Fate: bot.FateDead, Code: "not written as a letter", Err: err}
	}
	if err := p.turn(ctx); err != nil {
		return bot.Reference{}, &bot.PostError{Fate: bot.FateRetry, After: wait, Code: "many letters are due", Fix: bot.FixWait, Err: err}
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	client, line, err := p.connect(ctx)
	if err != nil {
		return bot.Reference{}, p.meaning(err)
	}
	defer func() {
		defer time.AfterFunc(partingTime, cancel).Stop()
		_ = client.CloseWithSMTPClient(line) // the server has answered by then, or never will
	}()
	if err := client.SendWithSMTPClient(line, letter); err != nil && !letter.IsDelivered() {
		return bot.Reference{}, p.meaning(err)
	}
	return bot.Reference{ID: id}, nil
}

// turn waits until the sender may send a letter; an error is that it would take too long.
func (p *Platform) turn(ctx context.Context) error {
	if p.turns == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return p.turns.Wait(ctx)
}

// Check logs in and sends nothing; the error says what a person should do.
func (p *Platform) Check(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	client, line, err := p.connect(ctx)
	if err != nil {
		pe := p.meaning(err)
		return fmt.Errorf("%s: %s: %w", pe.Code, pe.Fix, err)
	}
	return client.CloseWithSMTPClient(line)
}

// messageID is the same for every copy of one delivery.
func (p *Platform) messageID(m bot.Message) string {
	_, domain, _ := strings.Cut(p.from.Address, "@")
	if m.Delivery == "" {
		return strings.ToLower(rand.Text()) + "@" + domain
	}
	sum := sha256.Sum256(fmt.Append(nil, m.Delivery, " ", m.Part))
	return hex.EncodeToString(sum[:16]) + "@" + domain
}

// connect dials the server and logs in. The connection is closed when ctx ends.
func (p *Platform) connect(ctx context.Context) (*gomail.Client, *smtp.Client, error) {
	secure := &tls.Config{ServerName: p.host, RootCAs: p.config.Roots, MinVersion: tls.VersionTLS12}
	options := []gomail.Option{
		gomail.WithPort(p.port), gomail.WithTimeout(callTimeout), gomail.WithTLSConfig(secure), gomail.WithoutNoop(),
		gomail.WithHELO("localhost"), // which tells the server nothing about this machine
		gomail.WithDialContextFunc(func(_ context.Context, network, _ string) (net.Conn, error) {
			conn, err := p.config.Dial(ctx, network, p.config.Server) // the library writes no brackets around IPv6
			if err != nil {
				return nil, err
			}
			context.AfterFunc(ctx, func() { _ = conn.Close() }) // nobody waits for it any more
			conn = &terse{Conn: conn, left: maxAnswers}
			if p.port != tlsPort {
				return conn, nil
			}
			encrypted := tls.Client(conn, secure)
			return encrypted, encrypted.HandshakeContext(ctx)
		}),
	}
	switch {
	case p.port == tlsPort:
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS)) // it is on already
	case bot.Local(p.host):
		options = append(options, gomail.WithTLSPolicy(gomail.TLSOpportunistic))
	default:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if p.config.User != "" {
		options = append(options, gomail.WithSMTPAuthCustom(&login{user: p.config.User, password: string(p.config.Password), host: p.host}))
	}
	client, err := gomail.NewClient(p.host, options...)
	if err != nil {
		return nil, nil, err
	}
	line, err := client.DialToSMTPClientWithContext(ctx)
	return client, line, err
}

// terse is a connection over which no more than so much is heard: the library would gather
// an answer of any number of lines.
type terse struct {
	net.Conn
	left int
}

func (t *terse) Read(p []byte) (int, error) {
	if t.left <= 0 {
		return 0, errors.New("the server's answers have no end")
	}
	n, err := t.Conn.Read(p[:min(len(p), t.left)])
	t.left -= n
	return n, err
}

// login is PLAIN, or LOGIN where a server knows that alone; both refuse to send a
// password over a line that is not encrypted.
type login struct {
	user, password, host string
	smtp.Auth
}

// Start chooses by what the server offers.
func (l *login) Start(server *smtp.ServerInfo) (proto string, toServer []byte, err error) {
	l.Auth = smtp.PlainAuth("", l.user, l.password, l.host, false)
	if !slices.Contains(server.Auth, "PLAIN") && slices.Contains(server.Auth, "LOGIN") {
		l.Auth = smtp.LoginAuth(l.user, l.password, l.host, false)
	}
	return l.Auth.Start(server)
}

// What a person does about a refusal.
const (
	fixLogin   = "the server refuses user and password: correct mail.user and mail.password, then resume the channel"
	fixServer  = "the server takes nothing from this machine: ask who runs it, then resume the channel"
	fixAddress = "the server refuses the sender or an address of the list: correct mail.from or mail.to, then resume the channel"
	fixTLS     = "the server's certificate or encryption is not good: a letter goes over TLS alone, so name the server as its certificate does, and its port"
	fixReach   = "see that this machine reaches mail.server"
	fixPlain   = "the letter goes once more in its simplest form"
)

// meaning is what an error means for the delivery. Until the server has answered the end
// of the text it has taken nothing (RFC 5321, 4.1.1.4); when that answer is missing it
// may have.
func (p *Platform) meaning(err error) *bot.PostError {
	code, while := answered(err)
	out := &bot.PostError{Fate: bot.FateRetry, Code: "not reached", Fix: fixReach, Err: err}
	if code != 0 {
		out.Code = "status " + strconv.Itoa(code)
	}
	_, badCertificate := errors.AsType[*tls.CertificateVerificationError](err)
	switch {
	case badCertificate, strings.Contains(err.Error(), "STARTTLS"):
		out.Fate, out.Code, out.Fix = bot.FateHoldChannel, "no good TLS", fixTLS
	case while == sending && code == 0:
		out.Fate, out.Code, out.Fix = bot.FateAmbiguous, "no answer", bot.FixWait
	case code >= 400 && code < 500:
		out.After, out.Fix = wait, bot.FixWait
	case code >= 500 && while == greeting:
		out.Fate, out.Fix = bot.FateHoldChannel, fixServer
		if refusesLogin[code] {
			out.Fix = fixLogin
		}
	case code >= 500 && while == addressing:
		out.Fate, out.Fix = bot.FateHoldChannel, fixAddress
	case code >= 500:
		out.Fate, out.Fix = bot.FatePlain, fixPlain
	}
	return out
}

// refusesLogin are the answers of RFC 4954 to who logs in, or should have.
var refusesLogin = map[int]bool{530: true, 534: true, 535: true, 538: true}

// stage is how far a letter came.
type stage int

const (
	greeting   stage = iota // dialling, encryption, login
	addressing              // sender and addresses
	writing                 // the text
	sending                 // the end of the text
)

// stages are how far each failure of the library says that it came.
var stages = map[gomail.SendErrReason]stage{
	gomail.ErrSMTPMailFrom: addressing, gomail.ErrSMTPRcptTo: addressing,
	gomail.ErrSMTPData: writing, gomail.ErrWriteContent: writing, gomail.ErrSMTPDataClose: sending,
}

// answered is the status that the server gave, 0 for none, and when.
func answered(err error) (code int, while stage) {
	if e, ok := errors.AsType[*gomail.SendError](err); ok {
		return e.ErrorCode(), stages[e.Reason]
	}
	if e, ok := errors.AsType[*textproto.Error](err); ok {
		return e.Code, greeting
	}
	return 0, greeting
}
