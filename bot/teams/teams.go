// Package teams posts to Microsoft Teams, and hears what people say to the bot
// there. Start with New and Platform.Post; Inbox is the way in.
//
// There are two kinds of place. "teams:workflows/NAME" is the address of a
// Workflows flow: it takes a card and says nothing more, so no edit, no thread,
// no button. "teams:TENANT/CONVERSATION" is a conversation that the bot was
// added to: the Connector service takes, edits and threads posts, and sends what
// people say as signed requests.
//
// Three rules carry it. Publisher words go into text runs, which Teams reads as
// words and not as Markdown. Our token goes to no host but those of the Connector
// that the operator knows. And no request is believed before its token, the
// channel that its key is endorsed for, and its tenant have been checked; no
// setting turns that off, but every address of Microsoft's is a setting.
package teams

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// Name is the platform part of Teams' channels.
const Name = "teams"

// Workflows is the workspace part of channels that only take posts.
const Workflows = "workflows"

// The public addresses of Microsoft's services; all are settings.
const (
	LoginBase = "https://login.microsoftonline.com"
	Metadata  = "https://login.botframework.com/v1/.well-known/openidconfiguration"
	Issuer    = "https://api.botframework.com"
	Scope     = "https://api.botframework.com/.default"
)

// Config are the settings of Teams. The zero value of what is optional is right
// for the public cloud.
type Config struct {
	// Workflows are the secret addresses of flows by the name in their channel.
	Workflows map[string]bot.Secret
	// WorkflowHosts may receive posts beside Microsoft's own: "host:port".
	WorkflowHosts []string

	// AppID, Tenant, and Secret or Certificate (with its key, in PEM) are the bot's
	// identity; no bot without them.
	AppID       string
	Secret      bot.Secret
	Certificate bot.Secret
	Tenant      string
	// Tenants that are served, Tenant alone when empty.
	Tenants []string
	// SecretExpires is the day the secret ends, for a warning before it; that of a
	// certificate is read from it.
	SecretExpires feeds.Day

	// LoginBase, Scope, Metadata and Issuer are other clouds' or a test's.
	LoginBase, Scope, Metadata, Issuer string
	// ServiceHosts may receive our token beside Microsoft's public ones: a host
	// over https, or "http://127.0.0.1:PORT" for an emulator on this machine.
	ServiceHosts []string

	// Client reaches all of them; one with timeouts when nil.
	Client *http.Client
	// Pace bounds how often is posted; nil is what Teams bears, with room to spare.
	Pace *Pace
	Log  *slog.Logger
	Now  func() time.Time
}

// Platform posts to Teams. It is safe for concurrent use.
type Platform struct {
	config Config
	client *http.Client
	login  *login // nil without a bot
	keys   *keys
	paces  paces
	chats  sync.Map // of persons, by their channel
}

var (
	guid     = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)
	flowName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`)
)

// New checks the settings without calling anybody.
func New(c Config) (*Platform, error) {
	c.defaults()
	if err := c.checkBot(); err != nil {
		return nil, err
	}
	if _, err := c.CheckSettings(); err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(c.Workflows)) {
		address := c.Workflows[name]
		if err := c.checkFlow(string(address)); err != nil {
			return nil, fmt.Errorf("teams.workflows.%s: %w", name, err)
		}
	}
	p := &Platform{config: c, client: bot.Client(c.Client, nil)}
	if c.AppID != "" {
		var err error
		if p.login, err = newLogin(c, p.client); err != nil {
			return nil, err
		}
		p.keys = newKeys(c, p.client)
	}
	return p, nil
}

func (c *Config) defaults() {
	for field, value := range map[*string]string{&c.LoginBase: LoginBase, &c.Scope: Scope, &c.Metadata: Metadata, &c.Issuer: Issuer} {
		if *field == "" {
			*field = value
		}
	}
	if len(c.Tenants) == 0 && c.Tenant != "" {
		c.Tenants = []string{c.Tenant}
	}
	if c.Pace == nil {
		c.Pace = bearable
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
}

// checkBot refuses half an identity.
func (c *Config) checkBot() error {
	if c.AppID == "" && c.Secret == "" && c.Certificate == "" && c.Tenant == "" {
		return nil
	}
	switch {
	case !guid.MatchString(c.AppID):
		return errors.New("TEAMS_APP_ID is not an id such as 11111111-2222-3333-4444-555555555555: copy the application (client) id of the bot's app registration")
	case !guid.MatchString(c.Tenant):
		return errors.New("TEAMS_TENANT_ID is not an id such as 11111111-2222-3333-4444-555555555555: copy the directory (tenant) id of the bot's app registration")
	case c.Secret == "" && c.Certificate == "":
		return errors.New("TEAMS_APP_PASSWORD is missing: make a client secret under Certificates & secrets of the bot's app registration, or set TEAMS_APP_CERTIFICATE")
	case c.Secret != "" && c.Certificate != "":
		return errors.New("TEAMS_APP_PASSWORD and TEAMS_APP_CERTIFICATE are both set: keep one")
	case guid.MatchString(string(c.Secret)):
		return errors.New("TEAMS_APP_PASSWORD holds the id of a client secret: copy its value, which Azure shows only once")
	}
	return nil
}

// CheckSettings refuses what is wrong whatever secrets come with it, and names the key of the
// setting, such as teams.tenants.
func (c Config) CheckSettings() (key string, err error) {
	wrong := func(setting, what, entry string) (string, error) {
		key := Name + "." + setting
		return key, fmt.Errorf("%s: %q is %s", key, word(entry), what)
	}
	for _, name := range slices.Sorted(maps.Keys(c.Workflows)) { // of several mistakes always the same is told
		if !flowName.MatchString(name) {
			return wrong("workflows", "no name: use letters, digits, dots, - and _", name)
		}
	}
	for _, list := range []struct {
		setting string
		of      []string
		good    func(string) bool
		want    string
	}{
		{"tenants", c.Tenants, guid.MatchString, "no tenant id such as 11111111-2222-3333-4444-555555555555"},
		{"service_hosts", c.ServiceHosts, namesHost, "no host that our token may go to: write smba.example.com, *.example.com, or https://smba.example.com:8443"},
		{"workflow_hosts", c.WorkflowHosts, isAuthority, "no host that a flow's address may have: write flows.example.com or flows.example.com:8443"},
	} {
		for _, entry := range list.of {
			if !list.good(entry) {
				return wrong(list.setting, list.want, entry)
			}
		}
	}
	for _, of := range [][2]string{{"login", c.LoginBase}, {"metadata", c.Metadata}} {
		u, err := url.Parse(of[1])
		if of[1] != "" && (err != nil || u.Host == "" || u.Scheme != "https" && !loopback(u)) {
			return wrong(of[0], "no https address", of[1])
		}
	}
	return "", nil
}

// isAuthority reports whether h is a host, or a host and port, as an address has it.
func isAuthority(h string) bool {
	u, err := url.Parse("https://" + h)
	return err == nil && u.Host == h && u.Hostname() != "" && !strings.Contains(h, "*")
}

// hostName is a host over https, or all hosts below a name of two labels or more.
var hostName = regexp.MustCompile(`^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+$`)

// namesHost reports whether h can match a service as Config.service does: a pattern
// wide enough for any host would give our token away, an address never matches.
func namesHost(h string) bool {
	if !strings.Contains(h, "://") {
		return hostName.MatchString(h)
	}
	u, err := url.Parse(h)
	return err == nil && u.Host != "" && h == u.Scheme+"://"+u.Host && (loopback(u) || u.Scheme == "https" && u.Port() != "")
}

// loopback reports whether the address is this machine's, where an emulator may
// do without TLS.
func loopback(u *url.URL) bool {
	return u.Scheme == "http" && bot.Local(u.Hostname())
}

// Name is "teams".
func (p *Platform) Name() string { return Name }

// Can tells conversations, which edit and have buttons, from flows. Only a
// channel of a team has threads.
func (p *Platform) Can(c bot.Channel) bot.Abilities {
	if isFlow(c.ID) {
		return bot.Abilities{}
	}
	return bot.Abilities{Edit: true, Thread: c.Ref[refType] == typeChannel}
}

// Pace is none beside what Post itself waits for: a few posts may come at once.
func (p *Platform) Pace() time.Duration { return 0 }

// IsWorkspace reports whether channels may be in a workspace of this id: a tenant, or the
// flows.
func IsWorkspace(id string) bool {
	return id == Workflows || guid.MatchString(id) && id == strings.ToLower(id)
}

func isFlow(id bot.ChannelID) bool { return id.Workspace() == Name+":"+Workflows }

// Post posts m to c, or edits the post that m.Edit names.
func (p *Platform) Post(ctx context.Context, c bot.Channel, m bot.Message) (bot.Reference, error) {
	if c.ID.Platform() != Name {
		return bot.Reference{}, &bot.PostError{Fate: bot.FateHoldChannel, Code: "no place of Teams", Fix: "unsubscribe, and subscribe again in the conversation"}
	}
	to := conversationTarget(origin{})
	if isFlow(c.ID) {
		to = flowTarget
	}
	parts := m.Parts(func(m bot.Message) bool { return holds(m, lang(c), to) }, "list.goes_on")
	return bot.PostParts(ctx, parts, func(ctx context.Context, m bot.Message) (bot.Reference, error) {
		if err := p.wait(ctx, c.ID); err != nil {
			return bot.Reference{}, &bot.PostError{Fate: bot.FateRetry, Code: "stopped", Err: err}
		}
		if isFlow(c.ID) {
			return p.postFlow(ctx, c, m)
		}
		return p.postBot(ctx, c, m)
	})
}

// dated puts the line "Updated …" on a message that replaces another, unless it
// says so itself: phones do not notify of an edit.
func (p *Platform) dated(m bot.Message) bot.Message {
	if m.Says("mark.updated") {
		return m
	}
	return with(m, bot.Say("mark.updated_at", p.config.Now()))
}

// with is m with one more line of small print.
func with(m bot.Message, s bot.Span) bot.Message {
	m.Blocks = append(slices.Clip(m.Blocks), bot.Block{Kind: bot.Context, Lines: []bot.Line{{s}}})
	return m
}

// Pace is how often each of them may be posted to.
type Pace struct{ Conversation, Tenant, Flow []Rate }

// Rate is Burst times at once, and once in Every in the long run.
type Rate struct {
	Every time.Duration
	Burst int
}

// bearable is what Teams bears. A conversation may be posted to 7 times in 1 s, 8
// in 2 s, 60 in 30 s and 1800 in an hour: a person who asks on and on is answered
// once a second, and after a minute of that once in three. An app may call 30
// times a second in a tenant. Flows are throttled above four requests a second.
var bearable = &Pace{
	Conversation: []Rate{{time.Second, 5}, {3 * time.Second, 60}},
	Tenant:       []Rate{{50 * time.Millisecond, 10}},
	Flow:         []Rate{{250 * time.Millisecond, 1}},
}

// wait waits until the place may be posted to.
func (p *Platform) wait(ctx context.Context, c bot.ChannelID) error {
	if isFlow(c) {
		return p.paces.wait(ctx, string(c), p.config.Pace.Flow)
	}
	if err := p.paces.wait(ctx, string(c), p.config.Pace.Conversation); err != nil {
		return err
	}
	return p.paces.wait(ctx, string(c.Workspace()), p.config.Pace.Tenant)
}

// paces keeps the pace of each place.
type paces struct {
	mu sync.Mutex
	by map[string][]*rate.Limiter
}

func (p *paces) wait(ctx context.Context, place string, rates []Rate) error {
	p.mu.Lock()
	limits, ok := p.by[place]
	if !ok {
		const most = 10000 // a limiter that was not used for a while is full anyway
		if p.by == nil || len(p.by) >= most {
			p.by = map[string][]*rate.Limiter{}
		}
		for _, l := range rates {
			limits = append(limits, rate.NewLimiter(rate.Every(l.Every), l.Burst))
		}
		p.by[place] = limits
	}
	p.mu.Unlock()
	for _, l := range limits {
		if err := l.Wait(ctx); err != nil {
			return err
		}
	}
	return nil
}

const (
	callTimeout = 30 * time.Second
	// maxAnswer bounds what is read of an answer.
	maxAnswer = 256 << 10
)

// exchange sends one request and reads its answer. A *bot.PostError says that
// there was none.
func (p *Platform) exchange(ctx context.Context, req *http.Request) (status int, header http.Header, answer []byte, err *bot.PostError) {
	ctx, attempt := bot.Begin(ctx)
	resp, fail := p.client.Do(req.WithContext(ctx))
	if fail != nil {
		return 0, nil, nil, attempt.Unanswered(fail)
	}
	defer resp.Body.Close()
	answer, fail = io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if fail != nil && resp.StatusCode/100 == 2 {
		return 0, nil, nil, attempt.Unanswered(fail)
	}
	return resp.StatusCode, resp.Header, answer, nil
}

// hostMatches reports whether host is one of the patterns, "*.suffix" or a name.
func hostMatches(host string, patterns []string) bool {
	host = strings.ToLower(host)
	for _, p := range patterns {
		if suffix, ok := strings.CutPrefix(p, "*"); ok && strings.HasSuffix(host, suffix) && len(host) > len(suffix) || host == p {
			return true
		}
	}
	return false
}

// Talks reports whether there is a bot, which hears and answers.
func (p *Platform) Talks() bool { return p.login != nil }
