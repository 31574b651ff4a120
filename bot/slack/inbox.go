package slack

import (
	"context"
	"errors"
	"fmt"
	"net"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

const (
	// queueSize is how many requests may wait; more are turned away at once.
	queueSize = 256
	// workers is how many are worked on at a time.
	workers = 8
	// workTimeout bounds the work on one request.
	workTimeout = 30 * time.Second
	// remembered is how long a request is known, so that a copy of it has no effect.
	remembered = 10 * time.Minute
)

// Requests keeps what was acknowledged until it is worked on, since it does not
// come again, and knows a copy of it, both over a kill: the store has it.
type Requests interface {
	// AcceptRequest keeps r until FinishRequest, unless one of the keys was seen;
	// they are remembered until then.
	AcceptRequest(ctx context.Context, r bot.Accepted, keys []string, until time.Time) (id string, first bool, err error)
	// BeginRequest notes that some of the work may be done.
	BeginRequest(ctx context.Context, id string) error
	FinishRequest(ctx context.Context, id string) error
	// WaitingRequests are those that an earlier run has left.
	WaitingRequests(ctx context.Context, platform string) ([]bot.Accepted, error)
}

// InboxConfig are the settings of what comes from Slack.
type InboxConfig struct {
	// Handler answers the commands.
	Handler  bot.Handler
	Requests Requests
	// Team is the workspace that is served, T…; App the app's id, A…, where the
	// operator named it. Requests of others are refused.
	Team, App string
	// Signing are the signing secrets, the newest first; two while one replaces
	// the other. Only HTTP needs them.
	Signing []bot.Secret
	// AppToken is the app-level token, xapp-…. Only Socket Mode needs it.
	AppToken bot.Secret
	// Admins are the users who may do what only admins may, U….
	Admins []string
	// Lang is the language of a channel.
	Lang func(ctx context.Context, c bot.ChannelID) bot.Lang
}

// In are the settings for a workspace, slack:T….
func (c InboxConfig) In(w feeds.WorkspaceID) InboxConfig {
	_, c.Team, _ = strings.Cut(string(w), ":")
	return c
}

// Inbox takes what people do in Slack, over Socket Mode or signed HTTP, and
// answers it: one handler for both. Start with Run.
type Inbox struct {
	platform *Platform
	config   InboxConfig
	queue    chan request
	// places are the free places of the queue, taken before a request is
	// remembered, so that one that is turned away may come again.
	places    chan struct{}
	gate      bot.Gate
	refused   bot.Refusals
	connected atomic.Bool // over Socket Mode

	// turned are the people who are being told that their request was not taken: of a
	// flood not more than there are workers.
	turned errgroup.Group
}

var teamForm = regexp.MustCompile(`^[TE][A-Z0-9]{2,20}$`)

// Inbox returns the platform's inbox, or says which setting is wrong.
func (p *Platform) Inbox(c InboxConfig) (*Inbox, error) {
	switch {
	case c.Handler == nil || c.Requests == nil:
		return nil, errors.New("the Slack inbox needs a handler and a memory of what it has taken")
	case !teamForm.MatchString(c.Team):
		return nil, fmt.Errorf("the Slack workspace is %q: its id looks like T0123ABC; check finds it", word(c.Team))
	case len(c.Signing) > 2:
		return nil, errors.New("there are more than two Slack signing secrets: keep the new one and the one it replaces")
	case len(c.Signing) == 0 && c.AppToken == "":
		return nil, errors.New("no way to hear Slack: set SLACK_APP_TOKEN (xapp-…) for Socket Mode, or SLACK_SIGNING_SECRET for HTTP")
	}
	for _, s := range c.Signing {
		if !signingForm.MatchString(string(s)) {
			return nil, errors.New("a Slack signing secret is not 32 hexadecimal digits: copy it from Basic Information of the app into SLACK_SIGNING_SECRET")
		}
	}
	if c.AppToken != "" && !appToken.MatchString(string(c.AppToken)) {
		return nil, errors.New("the Slack app token does not begin with xapp-: make one with connections:write under Basic Information and put it into SLACK_APP_TOKEN")
	}
	if c.Lang == nil {
		c.Lang = func(context.Context, bot.ChannelID) bot.Lang { return bot.Both }
	}
	i := &Inbox{platform: p, config: c, queue: make(chan request, queueSize), places: make(chan struct{}, queueSize)}
	i.turned.SetLimit(workers)
	return i, nil
}

var (
	signingForm = regexp.MustCompile(`^[0-9a-fA-F]{16,128}$`)
	appToken    = regexp.MustCompile(`^xapp-[0-9A-Za-z-]+$`)
)

// The reasons why a request is not taken.
var (
	errStranger = errors.New("request of another workspace or app")
	errTwice    = errors.New("request was taken before")
	errFull     = errors.New("too many requests wait")
)

// take writes a request down, has it acknowledged, and queues it, in this order: what is
// acknowledged does not come again, and what a form shows for its answer must not come
// before what the acknowledgement has it show. The keys are what it may come again by.
func (i *Inbox) take(ctx context.Context, r request, acknowledge func(error), keys ...string) {
	err := i.admit(ctx, &r, append(keys, r.key))
	acknowledge(err)
	if err == nil {
		i.queue <- r // a place was free, so the queue has one
	}
}

// admit checks whose request it is, takes a place for it and writes it down.
func (i *Inbox) admit(ctx context.Context, r *request, keys []string) error {
	if r.team != i.config.Team || i.config.App != "" && r.app != i.config.App {
		return errStranger
	}
	select {
	case i.places <- struct{}{}:
	default:
		return errFull
	}
	first, err := i.accept(ctx, r, keys)
	if err != nil || !first {
		<-i.places
		if err != nil {
			return fmt.Errorf("write the request down: %w", err)
		}
		return errTwice
	}
	return nil
}

// accept writes the request down, and reports whether none of its keys was seen.
func (i *Inbox) accept(ctx context.Context, r *request, keys []string) (first bool, err error) {
	var known []string
	for _, key := range keys {
		if key != "" {
			known = append(known, Name+":"+word(key))
		}
	}
	a := bot.Accepted{Platform: Name}
	if a.Raw, err = r.raw(); err != nil {
		return false, err
	}
	r.id, first, err = i.config.Requests.AcceptRequest(ctx, a, known, i.platform.config.Now().Add(remembered))
	return first, err
}

// resume takes up what an earlier run has acknowledged and not finished.
func (i *Inbox) resume(ctx context.Context) {
	log := i.platform.config.Log
	left, err := i.config.Requests.WaitingRequests(ctx, Name)
	if err != nil {
		log.Error("requests that were taken before cannot be read", "err", err)
		return
	}
	for _, a := range left {
		r, err := readRequest(a)
		if err != nil {
			log.Error("request that was taken before is dropped", "err", err)
			i.finish(ctx, request{id: a.ID})
			continue
		}
		select {
		case <-ctx.Done():
			return
		case i.places <- struct{}{}:
		}
		i.queue <- r
	}
}

// finish forgets a request whose work is done.
func (i *Inbox) finish(ctx context.Context, r request) {
	if r.id == "" {
		return
	}
	if err := i.config.Requests.FinishRequest(context.WithoutCancel(ctx), r.id); err != nil {
		i.platform.config.Log.Error("request is done and cannot be forgotten: it is done again after a restart", "err", err)
	}
}

// Run hears and answers Slack until ctx ends: over Socket Mode where there is an
// app token, and over signed HTTP on l where that is not nil.
func (i *Inbox) Run(ctx context.Context, l net.Listener) error {
	if l != nil && len(i.config.Signing) == 0 {
		return errors.New("no SLACK_SIGNING_SECRET, without which no request over HTTP can be believed")
	}
	if l == nil && i.config.AppToken == "" {
		return errors.New("no way to hear Slack: there is neither SLACK_APP_TOKEN nor an address to listen on")
	}
	working, rest := context.WithCancel(context.WithoutCancel(ctx))
	worked := make(chan error, 1)
	go func() { worked <- i.Work(working) }()
	i.resume(ctx) // before anything new comes
	g, ctx := errgroup.WithContext(ctx)
	if i.config.AppToken != "" {
		g.Go(func() error { return i.Listen(ctx) })
	}
	if l != nil {
		g.Go(func() error { return i.Serve(ctx, l) })
	}
	err := g.Wait()
	rest() // only now does nothing more come
	return errors.Join(err, <-worked)
}

// Work answers what was taken until ctx ends. What waits then is still answered,
// since it was acknowledged and does not come again.
func (i *Inbox) Work(ctx context.Context) error {
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for i.next(ctx) {
			}
		})
	}
	wg.Wait()
	return nil
}

// next answers one request and reports whether there may be more. One that waits
// goes before the end of ctx.
func (i *Inbox) next(ctx context.Context) bool {
	var r request
	select {
	case r = <-i.queue:
	default:
		select {
		case <-ctx.Done():
			return false
		case r = <-i.queue:
		}
	}
	i.one(context.WithoutCancel(ctx), r)
	<-i.places
	return true
}

// one works on one request. A panic is contained to it, and whoever asked is told.
func (i *Inbox) one(ctx context.Context, r request) {
	ctx, cancel := context.WithTimeout(ctx, workTimeout)
	defer cancel()
	defer i.finish(ctx, r)
	if i.contained(r, func() { i.work(ctx, r) }) || r.kind == "event" && r.event.Type != "app_mention" {
		return
	}
	i.contained(r, func() { i.tell(ctx, r, "mistake.ours") })
}

// contained reports whether do came to its end without a panic.
func (i *Inbox) contained(r request, do func()) bool {
	_, err := bot.Contain("the work on a request", func() (struct{}, error) { do(); return struct{}{}, nil })
	if err != nil {
		i.platform.config.Log.Error("request not worked on to its end", "kind", r.kind, "err", err)
	}
	return err == nil
}

func (i *Inbox) work(ctx context.Context, r request) {
	switch r.kind {
	case "command":
		i.typed(ctx, r)
	case "event":
		i.happened(ctx, r)
	case "interaction":
		i.interacted(ctx, r)
	}
}

// tell tells whoever asked what became of the request, in one sentence.
func (i *Inbox) tell(ctx context.Context, r request, what bot.Phrase) {
	var m bot.Message
	m.Add(bot.Body, bot.Line{bot.Say(what)})
	i.send(ctx, i.replyTo(r), m, i.lang(r))
}
