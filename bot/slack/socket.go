package slack

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
	api "github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

const (
	// pingAge makes the library look every so often whether a ping came within
	// that time, so that no connection without pings lives for 60 seconds.
	pingAge = 30 * time.Second
	// socketCap bounds the wait after a refusal that a person has to mend.
	socketCap = 5 * time.Minute
	// turnTimeout bounds telling somebody that they were turned away, which is done though
	// the connection has ended: shorter than a stop waits for what is under way.
	turnTimeout = 5 * time.Second
)

// Connected reports whether Slack is heard over Socket Mode.
func (i *Inbox) Connected() bool { return i.connected.Load() }

// errClosed is the end of a connection that Slack had opened.
var errClosed = errors.New("connection closed: where it is closed again and again, see that Socket Mode is on for the app and that no other program uses its app token")

// Listen takes requests over Socket Mode until ctx ends, one connection at a time. Slack
// ends each after some hours, and then the next is made at once; one that ended early, and
// a token that Slack refuses, is tried again slowly: the operator may switch Socket Mode on,
// or have a new token allowed, without a restart.
func (i *Inbox) Listen(ctx context.Context) error {
	defer func() { _ = i.turned.Wait() }() // none has an error
	if i.config.AppToken == "" {
		return errors.New("no SLACK_APP_TOKEN (xapp-…), which Socket Mode needs")
	}
	for attempt := 0; ; attempt++ {
		began := time.Now()
		ended := i.connection(ctx)
		i.connected.Store(false)
		wait := min(time.Second<<min(attempt, 10), socketCap)
		wait = wait/2 + rand.N(wait/2)
		select {
		case <-ctx.Done():
			return nil
		default:
		}
		if errors.Is(ended, errClosed) && time.Since(began) > pingAge {
			attempt = 0
			continue
		}
		i.platform.config.Log.Error("Socket Mode ended", "err", socketError(ended), "again_in", wait.String())
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(wait):
		}
	}
}

// socketError says what a refused connection means.
func socketError(err error) error {
	if err == nil {
		return errors.New("connection closed")
	}
	if said, ok := errors.AsType[api.SlackErrorResponse](err); ok {
		return fmt.Errorf("app token refused by Slack (%s): into SLACK_APP_TOKEN belongs an app-level token with connections:write, and Socket Mode must be on", word(said.Err))
	}
	return unwrapURL(err)
}

// connection runs one connection and serves its events.
func (i *Inbox) connection(ctx context.Context) error {
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	life := &life{doer: doer{i.platform.client, i.platform.config.Now}, end: end, sockets: i.platform.sockets}
	sock := socketmode.New(i.web(life), socketmode.OptionPingInterval(pingAge), socketmode.OptionReadLimit(maxBody), socketmode.OptionDialer(life.dialer()), socketmode.OptionLog(discard{}))
	ended := make(chan error, 1)
	go func() { ended <- sock.RunContext(ctx) }()
	for {
		select {
		case err := <-ended:
			if errors.Is(context.Cause(ctx), errClosed) {
				return errClosed
			}
			return err
		case e := <-sock.Events:
			i.socketEvent(ctx, sock, e)
		}
	}
}

// life is that of one connection. When one ends, the library opens the next without a pause,
// however short it was: once there was a connection, asking for another ends the life.
type life struct {
	doer
	end     context.CancelCauseFunc
	sockets *tls.Config
	dialed  atomic.Bool
}

// Do asks Slack for the address of a connection.
func (l *life) Do(req *http.Request) (*http.Response, error) {
	if l.dialed.Load() {
		l.end(errClosed)
		return nil, errClosed
	}
	return l.doer.Do(req)
}

// sends is a way to HTTP, as the library wants it.
type sends interface {
	Do(req *http.Request) (*http.Response, error)
}

// web calls Slack with the app token too.
func (i *Inbox) web(by sends) *api.Client {
	return api.New(string(i.platform.config.Token), api.OptionAPIURL(i.platform.config.Base), api.OptionHTTPClient(by),
		api.OptionLog(discard{}), api.OptionAppLevelToken(string(i.config.AppToken)))
}

// Check proves that Slack would connect Socket Mode: it asks for the address of a
// connection and makes none. The error is one sentence with the fix.
func (i *Inbox) Check(ctx context.Context) error {
	ctx, _, cancel := begin(ctx)
	defer cancel()
	if _, _, err := i.web(doer{i.platform.client, i.platform.config.Now}).StartSocketModeContext(ctx); err != nil {
		return fmt.Errorf("ask Slack for a connection: %w", socketError(err))
	}
	return nil
}

// socketTLS is how the client is to encrypt its sockets: with the same authorities, and
// without HTTP/2. That is what its transport offers once it has been used, and a server
// that takes the offer understands no socket.
func socketTLS(client *http.Client) *tls.Config {
	c := &tls.Config{MinVersion: tls.VersionTLS12}
	if t, ok := client.Transport.(*http.Transport); ok && t.TLSClientConfig != nil {
		c = t.TLSClientConfig.Clone()
	}
	c.NextProtos = []string{"http/1.1"}
	return c
}

// dialer reaches the socket the way the HTTP client reaches Slack, by the same proxy,
// never by one of the environment.
func (l *life) dialer() *websocket.Dialer {
	d := &websocket.Dialer{HandshakeTimeout: 30 * time.Second, WriteBufferSize: 32 << 10, TLSClientConfig: l.sockets}
	dial := (&net.Dialer{}).DialContext
	if t, ok := l.client.Transport.(*http.Transport); ok {
		d.Proxy = t.Proxy
		if t.DialContext != nil {
			dial = t.DialContext
		}
	}
	d.NetDialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		if err == nil {
			l.dialed.Store(true)
		}
		return conn, err
	}
	return d
}

func (i *Inbox) socketEvent(ctx context.Context, sock *socketmode.Client, e socketmode.Event) {
	log := i.platform.config.Log
	switch e.Type {
	case socketmode.EventTypeConnected:
		i.connected.Store(true)
		log.Info("Socket Mode connected")
	case socketmode.EventTypeConnecting, socketmode.EventTypeDisconnect:
		i.connected.Store(false)
	case socketmode.EventTypeConnectionError:
		if ce, ok := e.Data.(*api.ConnectionErrorEvent); ok {
			log.Warn("Socket Mode not reached", "err", unwrapURL(ce.ErrorObj), "again_in", ce.Backoff.String())
		}
	case socketmode.EventTypeEventsAPI, socketmode.EventTypeInteractive, socketmode.EventTypeSlashCommand:
		if e.Request != nil {
			i.envelope(ctx, sock, *e.Request)
		}
	case socketmode.EventTypeErrorBadMessage:
		// The library understands a field less than Slack sends; we read fewer.
		if bad, ok := e.Data.(*socketmode.ErrorBadMessage); ok {
			var r socketmode.Request
			if err := json.Unmarshal(bad.Message, &r); err == nil && r.EnvelopeID != "" {
				i.envelope(ctx, sock, r)
			}
		}
	}
}

// envelope takes what the socket brought. One that is not taken is acknowledged as well
// and told to the person, who would hear of a time-out alone.
func (i *Inbox) envelope(ctx context.Context, sock *socketmode.Client, r socketmode.Request) {
	log := i.platform.config.Log
	acknowledge := func(payload any) {
		if err := sock.AckCtx(ctx, r.EnvelopeID, payload); err != nil {
			log.Warn("request not acknowledged", "err", err)
		}
	}
	refuse := func(why error) { // of a flood a few lines a minute, as over HTTP
		i.refused.Log(log, i.platform.config.Now(), "Socket Mode", why)
	}
	req, err := readEnvelope(r)
	if err != nil {
		refuse(fmt.Errorf("not understood: %w", err))
		acknowledge(nil)
		return
	}
	i.take(ctx, req, func(err error) {
		var payload any
		if r.AcceptsResponsePayload {
			payload = ack(req)
		}
		acknowledge(payload)
		switch {
		case err == nil, errors.Is(err, errTwice):
		case errors.Is(err, errStranger):
			refuse(fmt.Errorf("%w: team %q, app %q", err, word(req.team), word(req.app)))
		case errors.Is(err, errFull):
			refuse(err)
			i.turnAway(ctx, req)
		default:
			log.Error("request not taken", "kind", req.kind, "err", err)
			i.turnAway(ctx, req)
		}
	}, "envelope:"+r.EnvelopeID)
}

// turnAway has a person told that nothing was taken, even as the connection or the program
// ends, when nobody else would tell them; beside those who are told already the socket does
// not wait.
func (i *Inbox) turnAway(ctx context.Context, r request) {
	i.turned.TryGo(func() error {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), turnTimeout)
		defer cancel()
		i.tell(ctx, r, "slack.busy")
		return nil
	})
}

// readEnvelope reads what the socket brought.
func readEnvelope(r socketmode.Request) (request, error) {
	switch r.Type {
	case socketmode.RequestTypeSlashCommands:
		return readCommand(r.Payload)
	case socketmode.RequestTypeInteractive:
		return readInteraction(r.Payload)
	case socketmode.RequestTypeEventsAPI:
		req, _, err := readEvent(r.Payload)
		return req, err
	}
	return request{}, errOther
}
