package bot

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"sync/atomic"
	"time"
)

// Attempt notes of one HTTP request whether any of it left us: a request that
// did may have been acted on, whatever became of its answer.
type Attempt struct{ left atomic.Bool }

// Begin returns a context for one request and what will be known of it. A server
// may act on less than we believe to have sent, so the first byte counts.
func Begin(ctx context.Context) (context.Context, *Attempt) {
	a := &Attempt{}
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		WroteHeaders: func() { a.left.Store(true) },
		WroteRequest: func(httptrace.WroteRequestInfo) { a.left.Store(true) },
	}), a
}

// Left reports whether any of the request left us.
func (a *Attempt) Left() bool { return a.left.Load() }

// Unanswered is what a request without an answer means for the delivery.
func (a *Attempt) Unanswered(err error) *PostError {
	// The address of a request may hold a secret.
	if u, ok := errors.AsType[*url.Error](err); ok {
		err = u.Err
	}
	if a.Left() {
		return &PostError{Fate: FateAmbiguous, Code: "no answer", Err: err}
	}
	return &PostError{Fate: FateRetry, Code: "not reached", Fix: "see that this machine reaches the address; it is tried again by itself", Err: err}
}

// MaxWait is the longest that a post is put off by itself: no longer wait of a service is
// obeyed.
const MaxWait = time.Hour

// RetryAfter is how long an answer asks to wait, within bounds; least when it
// does not say.
func RetryAfter(h http.Header, now time.Time, least time.Duration) time.Duration {
	raw := h.Get("Retry-After")
	d := least
	if seconds, err := strconv.ParseInt(raw, 10, 64); err == nil && seconds > 0 {
		d = time.Duration(min(seconds, int64(MaxWait/time.Second))) * time.Second
	} else if at, err := http.ParseTime(raw); err == nil {
		d = at.Sub(now)
	}
	if d == 0 {
		return 0
	}
	return min(max(d, time.Second), MaxWait)
}
