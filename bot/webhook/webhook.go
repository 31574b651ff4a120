// Package webhook posts to any program that takes JSON over HTTP: every post is
// one signed request with the message as data, in English and Chinese. Start
// with New and Platform.Post; Body is what a receiver gets.
//
// A receiver checks the header X-Regwire-Signature, "t=TIME,v1=HEX", where HEX
// is the HMAC-SHA256 of "TIME.BODY" under the shared secret, refuses a TIME that
// is minutes old, and keeps the delivery keys it has taken: a copy whose first
// may have arrived has the same key and repeat set. Any answer of the 200s
// accepts. Secrets and addresses are settings, never part of a channel.
package webhook

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// Name is the platform part of the channels, "webhook:local/NAME".
const Name = "webhook"

// SignatureHeader carries the signature.
const SignatureHeader = "X-Regwire-Signature"

// Target is one receiver.
type Target struct {
	// URL is where the requests go, http or https.
	URL bot.Secret
	// Secrets sign; a second one stands beside the first while they are changed.
	Secrets []bot.Secret
}

// Config are the receivers by the name in their channel's id.
type Config struct {
	Targets map[string]Target
	// Client reaches the receivers; cmd gives one with a guarded dialer.
	Client *http.Client
	Now    func() time.Time
}

// Platform posts to the receivers. It is safe for concurrent use.
type Platform struct {
	config Config
	client *http.Client
}

const (
	callTimeout = 20 * time.Second
	// minSecret is the shortest secret: 128 bits in hexadecimal.
	minSecret = 32
	// wait stands in for a 429 or 503 that names no time.
	wait = 30 * time.Second
)

// New checks the settings without calling anybody.
func New(c Config) (*Platform, error) {
	for _, name := range slices.Sorted(maps.Keys(c.Targets)) { // of several mistakes always the same is told
		if err := c.Targets[name].check(); err != nil {
			return nil, fmt.Errorf("webhook %s: %w", name, err)
		}
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return &Platform{config: c, client: bot.Client(c.Client, nil)}, nil
}

func (t Target) check() error {
	u, err := url.Parse(string(t.URL))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.Fragment != "" {
		return errors.New("the address is not one such as https://receiver.example/regwire")
	}
	if len(t.Secrets) == 0 {
		return errors.New("there is no secret to sign with")
	}
	for _, s := range t.Secrets {
		if len(s) < minSecret {
			return fmt.Errorf("the secret is shorter than %d characters: make one with openssl rand -hex 32", minSecret)
		}
	}
	return nil
}

// Name is "webhook".
func (p *Platform) Name() string { return Name }

// Can says that a receiver is only told: it neither edits nor threads nor
// presses buttons. An update or a reply is a post that names the first.
func (p *Platform) Can(bot.Channel) bot.Abilities { return bot.Abilities{} }

// Pace keeps a burst from looking like an attack.
func (p *Platform) Pace() time.Duration { return 100 * time.Millisecond }

// Channels are the ids of the receivers, in order.
func (p *Platform) Channels() []bot.ChannelID {
	var ids []bot.ChannelID
	for name := range p.config.Targets {
		ids = append(ids, bot.ChannelID(Name+":local/"+name))
	}
	slices.Sort(ids)
	return ids
}

// Post sends m to the receiver that the channel names.
func (p *Platform) Post(ctx context.Context, c bot.Channel, m bot.Message) (bot.Reference, error) {
	t, ok := p.config.Targets[c.ID.Place()]
	if !ok || c.ID.Platform() != Name {
		return bot.Reference{}, &bot.PostError{Fate: bot.FateHoldChannel, Code: "no such webhook", Fix: "the configuration has no webhook of that name: add it, or unsubscribe the channel"}
	}
	now := p.config.Now()
	parts := m.Parts(func(m bot.Message) bool { return written(c, m, now).Cut == 0 }, "list.goes_on")
	return bot.PostParts(ctx, parts, func(ctx context.Context, m bot.Message) (bot.Reference, error) {
		b := written(c, m, now)
		b.Post = rand.Text()
		raw, err := feeds.JSON(b)
		if err != nil {
			return bot.Reference{}, &bot.PostError{Fate: bot.FateDead, Code: "not written as JSON", Err: err}
		}
		if err := p.send(ctx, t, raw); err != nil {
			return bot.Reference{}, err
		}
		return bot.Reference{ID: b.Post}, nil
	})
}

func (p *Platform) send(ctx context.Context, t Target, raw []byte) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	ctx, attempt := bot.Begin(ctx)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, string(t.URL), bytes.NewReader(raw))
	if err != nil {
		return attempt.Unanswered(err)
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	req.Header.Set("User-Agent", "regwire")
	req.Header.Set(SignatureHeader, Sign(t.Secrets, p.config.Now(), raw))
	resp, err := p.client.Do(req)
	if err != nil {
		return attempt.Unanswered(err)
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 64<<10)) // the connection may then be used again
	if resp.StatusCode/100 == 2 {
		return nil
	}
	return p.meaning(resp)
}

// Sign is the value of the signature header for a body.
func Sign(secrets []bot.Secret, at time.Time, body []byte) string {
	t := strconv.FormatInt(at.Unix(), 10)
	var value strings.Builder
	value.WriteString("t=" + t)
	for _, s := range secrets {
		mac := hmac.New(sha256.New, []byte(string(s)))
		mac.Write([]byte(t + "."))
		mac.Write(body)
		value.WriteString(",v1=" + hex.EncodeToString(mac.Sum(nil)))
	}
	return value.String()
}

// verdict is what a status means.
type verdict struct {
	fate bot.Fate
	wait time.Duration
	fix  string
}

const (
	fixSecret = "the receiver refuses the signature: see that both sides have the same secret and the right time"
	fixGone   = "the receiver's address is wrong or was taken away: correct it, then resume the channel"
	fixPlain  = "the message goes once more in its simplest form"
)

// verdicts are the answers with a meaning of their own. A receiver that answers
// 500 may have stored the post before it failed; 503 says that it did not try.
var verdicts = map[int]verdict{
	http.StatusUnauthorized:          {fate: bot.FateHoldChannel, fix: fixSecret},
	http.StatusForbidden:             {fate: bot.FateHoldChannel, fix: fixSecret},
	http.StatusNotFound:              {fate: bot.FateHoldChannel, fix: fixGone},
	http.StatusMethodNotAllowed:      {fate: bot.FateHoldChannel, fix: fixGone},
	http.StatusGone:                  {fate: bot.FateHoldChannel, fix: fixGone},
	http.StatusRequestTimeout:        {fate: bot.FateRetry, wait: wait, fix: bot.FixWait},
	http.StatusTooEarly:              {fate: bot.FateRetry, wait: wait, fix: bot.FixWait},
	http.StatusTooManyRequests:       {fate: bot.FateRetry, wait: wait, fix: bot.FixWait},
	http.StatusServiceUnavailable:    {fate: bot.FateRetry, wait: wait, fix: bot.FixWait},
	http.StatusBadRequest:            {fate: bot.FatePlain, fix: fixPlain},
	http.StatusRequestEntityTooLarge: {fate: bot.FatePlain, fix: fixPlain},
	http.StatusUnsupportedMediaType:  {fate: bot.FatePlain, fix: fixPlain},
	http.StatusUnprocessableEntity:   {fate: bot.FatePlain, fix: fixPlain},
}

func (p *Platform) meaning(resp *http.Response) *bot.PostError {
	v, ok := verdicts[resp.StatusCode]
	switch {
	case ok:
	case resp.StatusCode/100 == 3:
		v = verdict{fate: bot.FateHoldChannel, fix: "the receiver has moved: write its new address into the configuration, since signed posts follow no redirect"}
	case resp.StatusCode >= 500:
		v = verdict{fate: bot.FateAmbiguous, fix: bot.FixWait}
	default:
		v = verdict{fate: bot.FateHoldChannel, fix: "the receiver refuses: ask whoever runs it, then resume the channel"}
	}
	pe := &bot.PostError{Fate: v.fate, Code: "status " + strconv.Itoa(resp.StatusCode), Fix: v.fix}
	if v.fate == bot.FateRetry {
		pe.After = bot.RetryAfter(resp.Header, p.config.Now(), v.wait)
	}
	return pe
}
