package bot

import (
	"net"
	"net/http"
	"net/url"
	"time"
)

// maxAnswerHead bounds the head of an answer, as that of a publisher's page: of 128 posts at once
// each might be sent the 10 MiB that package http takes otherwise.
const maxAnswerHead = 64 << 10

// Client is the given client, or one of our own that goes by proxy (nil for none),
// without redirects: what is signed, or sent with a token, is not sent on to wherever an
// answer points. It has no time limit of its own: each call has one.
func Client(given *http.Client, proxy *url.URL) *http.Client {
	if given == nil {
		given = &http.Client{Transport: &http.Transport{
			Proxy:                 by(proxy),
			DialContext:           (&net.Dialer{Timeout: 10 * time.Second}).DialContext,
			TLSHandshakeTimeout:   10 * time.Second,
			ResponseHeaderTimeout: 20 * time.Second,
			IdleConnTimeout:       60 * time.Second,

			MaxResponseHeaderBytes: maxAnswerHead,
			MaxIdleConnsPerHost:    PostsAtOnce, // so that a burst to many channels dials once
			WriteBufferSize:        16 << 10,    // a usual post to Slack, percent signs and all, in one write
			ForceAttemptHTTP2:      true,
		}}
	}
	own := *given
	own.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &own
}

// by goes by the proxy, but to this machine itself: that is where emulators are.
func by(proxy *url.URL) func(*http.Request) (*url.URL, error) {
	return func(r *http.Request) (*url.URL, error) {
		host := r.URL.Hostname()
		if ip := net.ParseIP(host); host == "localhost" || ip != nil && ip.IsLoopback() {
			return nil, nil //nolint:nilnil // no proxy is no error
		}
		return proxy, nil
	}
}
