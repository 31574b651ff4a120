package slack

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	api "github.com/slack-go/slack"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

const (
	callTimeout = 30 * time.Second
	// maxAnswer bounds what is read of an answer. A post's answer repeats it.
	maxAnswer = 1 << 20
	// minWait stands in for a 429 that names no time.
	minWait = 30 * time.Second
)

// call is what is known of one request beside the library's answer: whether any
// of it left us, and what came back.
type call struct {
	*bot.Attempt
	status atomic.Int64
	header atomic.Pointer[http.Header]
	// more is put behind the form: what the library need not write, such as what is
	// the same for thousands of channels.
	more []string
}

type callKey struct{}

// begin returns a context that keeps the record of one request.
func begin(ctx context.Context) (context.Context, *call, context.CancelFunc) {
	ctx, attempt := bot.Begin(ctx)
	c := &call{Attempt: attempt}
	ctx, cancel := context.WithTimeout(context.WithValue(ctx, callKey{}, c), callTimeout)
	return ctx, c, cancel
}

// doer is the library's way to HTTP: it notes status and header, which the
// library drops from some errors, and bounds the answer and the time that it takes.
type doer struct {
	client *http.Client
	now    func() time.Time
}

func (d doer) Do(req *http.Request) (*http.Response, error) {
	done := func() {}
	if _, ends := req.Context().Deadline(); !ends { // Socket Mode asks for its connections so
		ctx, cancel := context.WithTimeout(req.Context(), callTimeout)
		req, done = req.WithContext(ctx), cancel
	}
	resp, err := d.do(req)
	if err != nil {
		done()
		return nil, err
	}
	resp.Body = bounded{io.LimitReader(resp.Body, maxAnswer), resp.Body, done}
	if resp.StatusCode == http.StatusTooManyRequests {
		// The library obeys whatever stands there: a number too large would be for ever.
		wait := bot.RetryAfter(resp.Header, d.now(), minWait)
		resp.Header.Set("Retry-After", strconv.Itoa(int(wait/time.Second)))
	}
	return resp, nil
}

// bounded is the body of an answer of which no more than so much is read.
type bounded struct {
	io.Reader
	body io.Closer
	done func()
}

func (b bounded) Close() error {
	defer b.done()
	return b.body.Close()
}

func (d doer) do(req *http.Request) (*http.Response, error) {
	c, ok := req.Context().Value(callKey{}).(*call)
	if ok && len(c.more) > 0 {
		if err := lengthen(req, c.more); err != nil {
			return nil, err
		}
	}
	resp, err := d.client.Do(req)
	if err != nil {
		return nil, unwrapURL(err)
	}
	if ok {
		c.status.Store(int64(resp.StatusCode))
		c.header.Store(&resp.Header)
	}
	return resp, nil
}

// lengthen puts more behind the form that the request holds. The whole stays in
// memory of a kind that package http knows, which it sends in one piece.
func lengthen(req *http.Request, more []string) error {
	n := int(req.ContentLength)
	size := n
	for _, m := range more {
		size += len(m)
	}
	whole := make([]byte, n, size)
	if _, err := io.ReadFull(req.Body, whole); err != nil {
		return fmt.Errorf("read the form: %w", err)
	}
	for _, m := range more {
		whole = append(whole, m...)
	}
	req.ContentLength = int64(len(whole))
	req.Body = io.NopCloser(bytes.NewReader(whole))
	req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(whole)), nil }
	return nil
}

// unwrapURL takes the address out of an error, since a query may hold a secret.
func unwrapURL(err error) error {
	if u, ok := errors.AsType[*url.Error](err); ok {
		return fmt.Errorf("ask Slack: %w", u.Err)
	}
	return err
}

// meaning turns a failed call into what it means for the delivery.
func (p *Platform) meaning(c *call, m bot.Message, err error) *bot.PostError {
	if said, ok := errors.AsType[api.SlackErrorResponse](err); ok {
		return p.refused(said, c, m)
	}
	pe := &bot.PostError{Err: err}
	status := int(c.status.Load())
	switch {
	case status == 0 && !c.Left():
		pe.Fate, pe.Code, pe.Fix = bot.FateRetry, "not reached", "see that this machine reaches Slack; it is tried again by itself"
	case status == 0:
		pe.Fate, pe.Code = bot.FateAmbiguous, "no answer"
	case status == http.StatusTooManyRequests:
		pe.Fate, pe.Code, pe.After, pe.Whole, pe.Fix = bot.FateRetry, "ratelimited", p.wait(c, minWait), true, bot.FixWait
	case status == http.StatusRequestEntityTooLarge && !m.Plain:
		pe.Fate, pe.Code, pe.Fix = bot.FatePlain, "status 413", fixPlain
	case status >= 300 && status < 500:
		// Slack answers 200 to what it refuses: this is a proxy, or another host.
		pe.Fate, pe.Code, pe.After = bot.FateRetry, "status "+strconv.Itoa(status), p.wait(c, 0)
		pe.Fix = fixBase
	case status >= 500:
		pe.Fate, pe.Code, pe.After = bot.FateAmbiguous, "status "+strconv.Itoa(status), p.wait(c, 0)
		pe.Fix = "Slack fails, or a proxy on the way does: slack-status.com tells, and nothing is to be done here"
	default:
		pe.Fate, pe.Code, pe.Fix = bot.FateAmbiguous, "answer not understood", fixBase
	}
	return surelyAgain(pe, m)
}

// refused looks a refusal up. Details that Slack gives go into the sentence.
func (p *Platform) refused(said api.SlackErrorResponse, c *call, m bot.Message) *bot.PostError {
	r, known := refusals[said.Err]
	if !known {
		r = unknown(m.Plain)
	}
	if r.fate == bot.FatePlain && m.Plain {
		r = refusal{fate: bot.FateDead, fix: "Slack refuses even the plain text: please report it with this word"}
	}
	pe := &bot.PostError{Fate: r.fate, Code: word(said.Err), Fix: r.fix, Whole: r.whole, After: r.after}
	if r.fate == bot.FateRetry {
		pe.After = p.wait(c, r.after)
	}
	if said.Err == "missing_scope" && said.Needed != "" {
		pe.Fix = "add the scope " + word(said.Needed) + " to the app (OAuth & Permissions), then install it to the workspace again"
	}
	for _, detail := range said.ResponseMetadata.Messages {
		pe.Err = errors.Join(pe.Err, errors.New(word(detail)))
	}
	return surelyAgain(pe, m)
}

// surelyAgain makes an edit that may have been done one to do again: the same
// edit twice has one effect, and a mark "possible repeat" on it would be untrue.
func surelyAgain(pe *bot.PostError, m bot.Message) *bot.PostError {
	if m.Edit.ID != "" && pe.Fate == bot.FateAmbiguous {
		pe.Fate = bot.FateRetry
	}
	return pe
}

// wait is how long the answer asks to wait; least when it does not say.
func (p *Platform) wait(c *call, least time.Duration) time.Duration {
	var header http.Header
	if h := c.header.Load(); h != nil {
		header = *h
	}
	return bot.RetryAfter(header, p.config.Now(), least)
}

// tokens are what Slack's tokens look like. Slack repeats none, but what stands in its place
// may answer with all that it was asked.
var tokens = regexp.MustCompile(`\b(?:xox[a-z]|xapp)-[0-9A-Za-z-]+`)

// word is a word of Slack's for logs and people: short, without controls or tokens.
func word(s string) string {
	const most = 200
	s = string(feeds.CleanLine(s))
	if strings.Contains(s, "xox") || strings.Contains(s, "xapp") {
		s = tokens.ReplaceAllString(s, bot.Secret("").String())
	}
	short, cut := shorten(s, most)
	if cut {
		short += ellipsis
	}
	return short
}
