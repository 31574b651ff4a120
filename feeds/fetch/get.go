package fetch

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"
	"time"

	"golang.org/x/net/http/httpguts"

	"github.com/regwire/regwire/feeds"
)

// Get gets the document that req asks for. An error means that ctx has ended or
// that req cannot be sent by anybody; whatever the publisher or the network does
// is in the Document's Outcome and Reason.
func (c *Client) Get(ctx context.Context, req feeds.Request) (doc feeds.Document, err error) {
	defer func() {
		if p := recover(); p != nil {
			c.log.Error("fetch panicked", "url", req.URL, "panic", p, "stack", string(debug.Stack()))
			doc, err = feeds.Document{Request: req, At: c.now()}, nil
			apply(&doc, errorVerdict("the document could not be handled"))
		}
	}()
	first, err := newOrder(req)
	if err != nil {
		return feeds.Document{}, err
	}
	t := &trip{client: c, req: req, order: first, left: totalTimeout}
	t.doc = feeds.Document{Request: req, URL: req.URL, At: c.now()}
	if err := t.run(ctx); err != nil {
		if ctx.Err() != nil {
			return feeds.Document{}, fmt.Errorf("getting %s: %w", req.URL, context.Cause(ctx))
		}
		t.fail(ctx, err)
	}
	return t.doc, nil
}

// trip is one document on its way: a request, its redirects, one cookie.
type trip struct {
	client *Client
	req    feeds.Request
	order  order
	doc    feeds.Document
	left   time.Duration // network time that remains
	origin string        // of the first address: secrets go nowhere else
	moved  bool          // a temporary redirect was met: later targets are not for good
}

func (t *trip) run(ctx context.Context) error {
	u, text, err := t.client.checked.url(t.client.guard, t.req.URL)
	if err != nil {
		return err
	}
	t.origin = origin(u)
	for range maxRedirects + 1 {
		t.doc.URL = text
		a, err := t.visit(ctx, u)
		if err != nil {
			return err
		}
		t.doc.Status, t.doc.Header = a.status, a.header
		if !isRedirect(a.status) {
			t.finish(a)
			return nil
		}
		if u, err = t.redirect(u, a); err != nil {
			return err
		}
		text = u.String()
	}
	return errorVerdict("the site redirects more than five times")
}

// visit takes the host's turn, asks its robots.txt, and then for the document.
func (t *trip) visit(ctx context.Context, u *url.URL) (answer, error) {
	h, err := t.client.pace.enter(ctx, u.Host)
	if err != nil {
		return answer{}, err
	}
	defer t.client.pace.leave(h)
	rules, err := t.policy(ctx, h, u)
	if err != nil {
		return answer{}, err
	}
	if !rules.allows(u) {
		return answer{}, verdict{feeds.OutcomeBlocked, "the site's robots.txt asks not to fetch this address", 0}
	}
	o := t.order
	if origin(u) != t.origin {
		o.header = withoutSecrets(o.header)
	}
	return t.ask(ctx, h, u, o)
}

// ask sends one request when the host's gap has passed and a place is free. The
// caller holds the turn of h.
func (t *trip) ask(ctx context.Context, h *host, u *url.URL, o order) (answer, error) {
	p := t.client.pace
	if err := p.wait(ctx, h); err != nil {
		return answer{}, err
	}
	in, err := p.slot(ctx)
	if err != nil {
		return answer{}, err
	}
	defer in.free()
	defer p.asked(h)
	start := time.Now()
	a, err := t.client.exchange(ctx, u, o, min(t.left, o.timeout), in)
	t.left -= time.Since(start)
	return a, err
}

func isRedirect(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// redirect prepares the next request of the trip.
func (t *trip) redirect(from *url.URL, a answer) (*url.URL, error) {
	to, err := t.client.redirectTarget(from, a.header)
	if err != nil {
		return nil, err
	}
	permanent := a.status == http.StatusMovedPermanently || a.status == http.StatusPermanentRedirect
	if sameDocument(from, to) {
		return to, t.replay(a.header)
	}
	t.order.cookie = ""
	t.moved = t.moved || !permanent
	if !t.moved {
		t.doc.MovedTo = to.String()
	}
	if t.order.method != http.MethodGet && !keepsMethod(a.status) {
		t.order.method, t.order.form = http.MethodGet, ""
	}
	return to, nil
}

func keepsMethod(status int) bool {
	return status == http.StatusTemporaryRedirect || status == http.StatusPermanentRedirect
}

// replay arms the one repetition with the cookies that a redirect to itself set.
func (t *trip) replay(h http.Header) error {
	if t.order.cookie != "" {
		return verdict{feeds.OutcomeBlocked, "the site sends us round in a circle although its cookie was sent back", 0}
	}
	var pairs []string
	for _, line := range h.Values("Set-Cookie") {
		if c, err := http.ParseSetCookie(line); err == nil && c.MaxAge >= 0 {
			pairs = append(pairs, c.Name+"="+c.Value)
		}
	}
	if len(pairs) == 0 {
		return errorVerdict("the site redirects the address to itself")
	}
	t.order.cookie = strings.Join(pairs, "; ")
	return nil
}

func sameDocument(a, b *url.URL) bool {
	return a.Scheme == b.Scheme && a.Host == b.Host && a.RequestURI() == b.RequestURI()
}

// redirectTarget is where an answer sends us, checked like any address.
func (c *Client) redirectTarget(from *url.URL, h http.Header) (*url.URL, error) {
	location := strings.TrimSpace(h.Get("Location"))
	if location == "" {
		return nil, errorVerdict("the site redirects without saying where to")
	}
	if err := checkBytes(location); err != nil {
		return nil, err
	}
	ref, err := from.Parse(location)
	if err != nil {
		return nil, blocked("the redirect cannot be read as a URL")
	}
	to, err := c.guard.checkURL(ref.String())
	if err != nil {
		return nil, err
	}
	if from.Scheme == "https" && to.Scheme == "http" {
		return nil, errorVerdict("the site redirects from https to plain http, which is not followed")
	}
	return to, nil
}

func origin(u *url.URL) string { return u.Scheme + "://" + u.Host }

// finish fills the document from the last answer of the trip.
func (t *trip) finish(a answer) {
	d := &t.doc
	d.MaxAge = maxAge(a.header)
	if a.status >= http.StatusBadRequest {
		d.RetryAfter = retryAfter(a.header, t.client.now())
	}
	if a.status == http.StatusNotModified {
		d.NotModified = t.order.conditional()
		if !d.NotModified {
			apply(d, errorVerdict("the site answered 'not modified' to a request without conditions"))
		}
		return
	}
	if a.same {
		d.NotModified = true
		return
	}
	d.Raw = a.raw
	if isText(a.raw, t.req.Attachment, a.header) {
		d.Body, d.Charset, d.Replaced = Decode(a.raw, a.header.Get("Content-Type"), t.req.Charset)
	}
	d.Outcome, d.Reason = ByStatus(a.status, a.header, d.Body)
}

// fail fills the document when there was no last answer.
func (t *trip) fail(ctx context.Context, err error) {
	v := explain(err)
	if host := feeds.Host(t.doc.URL); v.outcome == feeds.OutcomeError && host != feeds.Host(t.req.URL) {
		v.reason = fmt.Sprintf("the site redirects to %s: %s", host, v.reason)
	}
	apply(&t.doc, v)
	if t.client.log.Enabled(ctx, slog.LevelDebug) {
		t.client.log.DebugContext(ctx, "no document", "url", t.doc.URL, "reason", v.reason, "err", err)
	}
}

func apply(d *feeds.Document, v verdict) {
	d.Outcome, d.Reason, d.RetryAfter = v.outcome, v.reason, v.retryAfter
}

// order is what one request looks like, wherever it goes.
type order struct {
	method  string
	form    string
	json    bool        // form is JSON
	header  http.Header // the source's own; some only for the first origin
	etag    string
	since   string
	cookie  string
	known   string
	limit   limit
	timeout time.Duration
}

// robotsOrder asks for a robots.txt; of one that is too long the beginning counts.
var robotsOrder = order{
	method: http.MethodGet, limit: limit{decoded: maxRobots, cut: true}, timeout: robotsTimeout,
}

func (o order) conditional() bool { return o.etag != "" || o.since != "" }

// reserved are headers that only this package sets: who we are, how the message
// is framed and coded, and which host is meant.
var reserved = map[string]bool{
	"User-Agent": true, "Host": true, "Accept-Encoding": true, "Content-Length": true,
	"Transfer-Encoding": true, "Connection": true, "Keep-Alive": true, "Te": true,
	"Trailer": true, "Upgrade": true, "Expect": true, "Range": true,
	"Proxy-Authorization": true, "Proxy-Connection": true,
	"If-None-Match": true, "If-Modified-Since": true,
}

// harmless are the headers that any host may see. What is not listed may be a
// secret, whatever it is called.
var harmless = map[string]bool{
	"Accept": true, "Accept-Language": true, "Referer": true, "X-Requested-With": true,
}

func withoutSecrets(h http.Header) http.Header {
	out := http.Header{}
	for name, values := range h {
		if harmless[name] {
			out[name] = values
		}
	}
	return out
}

func newOrder(r feeds.Request) (order, error) {
	o := order{method: r.Method, known: r.Known, limit: bodyLimit(r), timeout: totalTimeout}
	if o.method == "" {
		o.method = http.MethodGet
	}
	switch {
	case o.method != http.MethodGet && o.method != http.MethodPost:
		return o, fmt.Errorf("request for %s: method %q is neither GET nor POST", r.URL, r.Method)
	case o.method == http.MethodGet && len(r.Form) > 0:
		return o, fmt.Errorf("request for %s: a form is sent by POST only", r.URL)
	case r.JSON != "" && (o.method == http.MethodGet || len(r.Form) > 0):
		return o, fmt.Errorf("request for %s: JSON is sent by POST only, and without a form", r.URL)
	}
	o.form = r.Form.Encode()
	if r.JSON != "" {
		o.form, o.json = r.JSON, true
	}
	for name, value := range r.Header {
		if !httpguts.ValidHeaderFieldName(name) || !httpguts.ValidHeaderFieldValue(value) {
			return o, fmt.Errorf("request for %s: header %q: %w", r.URL, name, errHeader)
		}
		if name = http.CanonicalHeaderKey(name); !reserved[name] {
			if o.header == nil {
				o.header = http.Header{}
			}
			o.header.Set(name, value)
		}
	}
	// Validators are the publisher's words: what cannot be sent is left out.
	if httpguts.ValidHeaderFieldValue(r.ETag) {
		o.etag = r.ETag
	}
	if httpguts.ValidHeaderFieldValue(r.LastModified) {
		o.since = r.LastModified
	}
	return o, nil
}

var errHeader = errors.New("not a valid header")
