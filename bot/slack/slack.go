// Package slack posts to Slack: it lays a bot.Message out in Block Kit within
// Slack's limits, calls the Web API through slack-go, and says what each refusal
// means. Start with New and Platform.Post.
//
// Three rules carry it. Words are escaped once, when they become markup, and only
// this package writes links, so nothing a publisher wrote can ping a channel. A
// message keeps every limit whatever it holds; what does not fit is counted where
// it would stand. And a call whose end is unknown is told apart from one that
// never left: only the first may have posted.
package slack

import (
	"cmp"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	api "github.com/slack-go/slack"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/phrase"
)

// Name is the platform part of Slack's channels.
const Name = "slack"

// Base is the address of Slack's Web API unless a setting names another.
const Base = api.APIURL

// Config are the settings of one workspace.
type Config struct {
	// Token is the bot token, xoxb-….
	Token bot.Secret
	// Base is the address of the Web API, with the slash at its end.
	Base string
	// Client reaches it; one with timeouts and without redirects when nil, which goes
	// by Proxy unless that is nil too.
	Client *http.Client
	Proxy  *url.URL
	Log    *slog.Logger
	Now    func() time.Time
}

// Platform posts to Slack. It is safe for concurrent use.
type Platform struct {
	config Config
	client *http.Client
	// sockets is how connections of Socket Mode are encrypted.
	sockets *tls.Config
	api     *api.Client
	// home is the workspace's own address once Check has learnt it, for links.
	home  atomic.Pointer[string]
	drawn drawings
}

// New checks the settings without calling anybody.
func New(c Config) (*Platform, error) {
	if err := checkToken(c.Token); err != nil {
		return nil, err
	}
	if c.Base == "" {
		c.Base = Base
	}
	if err := CheckBase(c.Base); err != nil {
		return nil, err
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	p := &Platform{config: c, client: bot.Client(c.Client, c.Proxy)}
	p.sockets = socketTLS(p.client)
	p.api = api.New(string(c.Token), api.OptionAPIURL(c.Base), api.OptionHTTPClient(doer{p.client, c.Now}), api.OptionLog(discard{}))
	return p, nil
}

// CheckBase refuses what cannot be the address of the Web API.
func CheckBase(base string) error {
	u, err := url.Parse(base)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || !strings.HasSuffix(u.Path, "/") || u.RawQuery != "" {
		return fmt.Errorf("slack.base: %q is no address of the Web API: write one that ends in a slash, such as %s", base, Base)
	}
	if u.Scheme == "http" && !bot.Local(u.Hostname()) {
		return fmt.Errorf("slack.base: %q would have the bot's token go over the network unencrypted: write https, or an address of this machine", base)
	}
	return nil
}

// discard takes what the library would print: it may hold a token.
type discard struct{}

func (discard) Output(int, string) error { return nil }

// tokenKinds are the tokens of Slack that are no bot tokens, by their beginning.
var tokenKinds = []struct{ begin, what string }{
	{"xapp-", "an app-level token, which belongs into SLACK_APP_TOKEN"},
	{"xoxp-", "a user token, which would post as a person"},
	{"xoxe.xoxp-", "a user token, which would post as a person"},
	{"xoxe-", "a refresh token"},
	{"xoxc-", "a token of a browser session"},
	{"xoxd-", "a cookie of a browser session"},
	{"xoxa-", "a token of an old workspace app"},
	{"xoxr-", "a refresh token"},
	{"xoxs-", "a token of a browser session"},
	{"https://hooks.", "the address of an incoming webhook"},
	{"http", "an address"},
}

var botToken = regexp.MustCompile(`^(xoxe\.)?xoxb-[0-9A-Za-z-]+$`)

// checkToken refuses what is no bot token, without saying what it is.
func checkToken(t bot.Secret) error {
	const fix = "; copy the bot token (xoxb-…) from OAuth & Permissions of the app into SLACK_BOT_TOKEN"
	s := string(t)
	if s == "" {
		return errors.New("there is no Slack bot token" + fix)
	}
	if botToken.MatchString(s) {
		return nil
	}
	for _, k := range tokenKinds {
		if strings.HasPrefix(s, k.begin) {
			return errors.New("the Slack bot token is " + k.what + fix)
		}
	}
	if strings.TrimSpace(s) != s {
		return errors.New("the Slack bot token has blanks or a line end around it" + fix)
	}
	return errors.New("the Slack bot token does not look like one" + fix)
}

// Name is "slack".
func (p *Platform) Name() string { return Name }

// Can says that Slack edits, threads and has buttons everywhere.
func (p *Platform) Can(bot.Channel) bot.Abilities {
	return bot.Abilities{Edit: true, Thread: true}
}

// Pace is Slack's own: about one post a second to one channel.
func (p *Platform) Pace() time.Duration { return time.Second }

// placeForm is the form of Slack's ids of channels and people, personForm that of
// people alone.
var (
	placeForm  = regexp.MustCompile(`^[CGDUW][A-Z0-9]{2,20}$`)
	personForm = regexp.MustCompile(`^[UW][A-Z0-9]{2,20}$`)
)

// IsPlace reports whether Slack can have a channel or a person of this id: a name
// is none.
func IsPlace(id string) bool { return placeForm.MatchString(id) }

// IsWorkspace reports whether Slack can have a workspace, or an organisation, of this id.
func IsWorkspace(id string) bool { return teamForm.MatchString(id) }

// IsPerson reports whether Slack can have a person of this id.
func IsPerson(id string) bool { return personForm.MatchString(id) }

// IsChat reports whether a place of this id is a chat of two, which has an id of its own
// beside that of the person.
func IsChat(id string) bool { return IsPlace(id) && id[0] == 'D' }

// Post posts m to c, or edits the post that m.Edit names. A reply that Slack
// does not let stand in its thread becomes a post of its own.
func (p *Platform) Post(ctx context.Context, c bot.Channel, m bot.Message) (bot.Reference, error) {
	place := c.ID.Place()
	if m.Edit.ID != "" && m.Edit.Place != "" {
		place = m.Edit.Place
	}
	if c.ID.Platform() != Name || !placeForm.MatchString(place) {
		return bot.Reference{}, &bot.PostError{Fate: bot.FateHoldChannel, Code: "no channel of Slack", Fix: "the id of a Slack channel looks like slack:T0123ABC/C0456DEF: unsubscribe and subscribe again in the channel"}
	}
	parts := m.Parts(func(m bot.Message) bool { return fits(m, c.Lang) }, "slack.thread")
	return bot.PostParts(ctx, parts, func(ctx context.Context, m bot.Message) (bot.Reference, error) {
		if m.Part > 0 {
			return p.post(ctx, cmp.Or(m.Thread.Place, place), c, m)
		}
		ref, err := p.post(ctx, place, c, m)
		if pe, ok := errors.AsType[*bot.PostError](err); ok && m.Edit.ID == "" && m.Thread.ID != "" && unthreadable[pe.Code] {
			p.config.Log.Warn("reply becomes a post of its own", "channel", c.ID, "delivery", m.Delivery, "code", pe.Code)
			m.Thread, m.Broadcast = bot.Reference{}, false
			return p.post(ctx, place, c, m)
		}
		return ref, err
	})
}

func (p *Platform) post(ctx context.Context, place string, c bot.Channel, m bot.Message) (bot.Reference, error) {
	ctx, record, cancel := begin(ctx)
	defer cancel()
	m = dated(m, p.config.Now())
	draw := p.drawn.of(m, c.Lang)
	record.more = []string{draw.form, "&metadata=", url.QueryEscape(metadata(m))}
	if m.Edit.ID != "" {
		_, ts, _, err := p.api.UpdateMessageContext(ctx, place, m.Edit.ID, p.options(m, draw.bare)...)
		if err != nil {
			return bot.Reference{}, p.meaning(record, m, err)
		}
		return p.reference(place, ts, m.Edit.Thread, record, m)
	}
	at, ts, posted, err := p.api.PostMessageWithResponseContext(ctx, place, p.options(m, draw.bare)...)
	if err != nil {
		return bot.Reference{}, p.meaning(record, m, err)
	}
	if at == "" {
		at = place
	}
	return p.reference(at, ts, posted.ThreadTimestamp, record, m)
}

// tsForm is the form of Slack's ids of messages; test servers leave the fraction out.
var tsForm = regexp.MustCompile(`^[0-9]{1,16}(\.[0-9]{1,9})?$`)

// reference is where the post stands. An answer that says ok and names no post
// is none that Slack gives: the library lets "{}" pass.
func (p *Platform) reference(place, ts, thread string, record *call, m bot.Message) (bot.Reference, error) {
	if !tsForm.MatchString(ts) {
		return bot.Reference{}, p.meaning(record, m, errors.New("the answer names no message"))
	}
	ref := bot.Reference{ID: ts, Place: place, Thread: thread}
	if home := p.home.Load(); home != nil {
		ref.Link = *home + "archives/" + place + "/p" + strings.ReplaceAll(ts, ".", "")
	}
	return ref, nil
}

// options are the arguments of the call, but for text, blocks and metadata: those
// are written already.
func (p *Platform) options(m bot.Message, bare bool) []api.MsgOption {
	options := append(make([]api.MsgOption, 0, 8), api.MsgOptionParse(false))
	if m.Plain {
		options = append(options, api.MsgOptionDisableMarkdown())
	}
	if m.Edit.ID != "" {
		if bare {
			options = append(options, api.MsgOptionBlocks()) // takes the old ones away
		}
		return options
	}
	options = append(options, api.MsgOptionDisableLinkUnfurl(), api.MsgOptionDisableMediaUnfurl())
	root := m.Thread.Thread
	if root == "" {
		root = m.Thread.ID
	}
	if root != "" {
		options = append(options, api.MsgOptionTS(root))
		if m.Broadcast {
			options = append(options, api.MsgOptionBroadcast())
		}
	}
	return options
}

// dated puts the line "Updated …" on an edit that does not say so itself: Slack
// shows no sign of its own when blocks are replaced.
func dated(m bot.Message, now time.Time) bot.Message {
	if m.Edit.ID == "" || m.Says("mark.updated") {
		return m
	}
	m.Blocks = append(slices.Clip(m.Blocks), bot.Block{Kind: bot.Context, Lines: []bot.Line{{bot.Say("mark.updated_at", now)}}})
	return m
}

// mark is the metadata of a post in the form that the library writes too, without the
// map that it takes.
type mark struct {
	Type    string `json:"event_type"`
	Payload struct {
		Delivery string `json:"delivery"`
		Event    string `json:"event,omitempty"`
		Kind     string `json:"kind"`
		Part     int    `json:"part,omitempty"`
		Repeat   bool   `json:"repeat"`
		Revision *int   `json:"revision,omitempty"`
	} `json:"event_payload"`
}

// metadata carries the delivery's key, so that a copy can be told from another
// post by whoever reads the channel through the API.
func metadata(m bot.Message) string {
	of := mark{Type: "regwire_delivery"}
	p := &of.Payload
	p.Delivery, p.Kind, p.Part, p.Repeat = m.Delivery, string(m.Kind), m.Part, m.Repeat
	if bot.Units(p.Delivery) > maxMetadata {
		p.Delivery, _ = shorten(p.Delivery, maxMetadata)
	}
	if m.Subject != "" {
		p.Event, p.Revision = word(string(m.Subject)), &m.Revision
	}
	raw, err := json.Marshal(of)
	if err != nil {
		return "{}" // there is nothing in it that cannot be written
	}
	return string(raw)
}

// say is a sentence of ours in the language of a channel.
func say(lang bot.Lang, key bot.Phrase, args ...any) string {
	return phrase.Say(string(lang.Ours()), string(key), args...)
}
