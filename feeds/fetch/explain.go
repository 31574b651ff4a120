package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"time"

	"github.com/regwire/regwire/feeds"
)

// verdict is what a document without a good answer ends as. It is an error so
// that every step of a trip can end the trip.
type verdict struct {
	outcome    feeds.Outcome
	reason     string
	retryAfter time.Duration
}

func (v verdict) Error() string { return v.reason }

func errorVerdict(reason string) verdict { return verdict{outcome: feeds.OutcomeError, reason: reason} }

func throttledVerdict(reason string) verdict {
	return verdict{outcome: feeds.OutcomeThrottled, reason: reason}
}

// failures words what can go wrong on the way, the first match counts. The words
// of the error itself go to the log only: they may repeat addresses.
var failures = []struct {
	is     func(error) bool
	reason string
}{
	{is(errTotal), "the site took longer than a minute"},
	{is(errIdle), "the site stopped sending in the middle of the document"},
	{is(errWire), "the document is larger than 20 MiB as sent"},
	{is(errSize), "the document is larger than the limit for its kind"},
	{is(errRoom), "too many long documents came at once: this one is asked for again"},
	{is(errCoding), "the site used a content coding that was not asked for"},
	{is(errGzip), "the compressed document is damaged or cut off"},
	{is(errEvasive), "the site turned one connection after another away unanswered"},
	{noProxy, "the egress proxy could not be reached"},
	{noSuchHost, "the host name could not be found"},
	{as[*net.DNSError](), "the name server did not answer"},
	{badCertificate, "the site's certificate could not be verified"},
	{says("server gave HTTP response to HTTPS client"), "the site does not speak https there"},
	{as[tls.RecordHeaderError](), "the site does not speak https there"},
	{says("TLS handshake timeout", "remote error: tls", "tls: "), "no secure connection could be agreed with the site"},
	{says("timeout awaiting response headers"), "the site did not begin to answer within 20 seconds"},
	{says("response headers exceeded", "header list larger", "header list too large"), "the site's answer has more than 64 KiB of headers"},
	{says("malformed HTTP"), "the site's answer is not HTTP"},
	{says("Content-Length", "chunk", "transfer encoding", "malformed MIME header", "header line too long"), "the site's answer contradicts the rules of HTTP"},
	{says("proxyconnect"), "the egress proxy did not let the connection through"},
	{is(syscall.ECONNREFUSED), "the site refused the connection"},
	{is(syscall.ECONNRESET), "the site broke the connection off"},
	{says("received from peer", "GOAWAY"), "the site broke the connection off"}, // of HTTP/2, in the midst of an answer
	{says("stream error:", "connection error:", "http2: frame too large"), "the site's answer contradicts the rules of HTTP"},
	{is(io.ErrUnexpectedEOF), "the site broke the connection off in the middle of the document"},
	{is(io.EOF), "the site closed the connection without an answer"},
	{timedOut, "the site could not be reached in time"},
}

// explain is the verdict on an error of a trip.
func explain(err error) verdict {
	if v, ok := errors.AsType[verdict](err); ok {
		return v
	}
	if errors.Is(err, ErrBlocked) {
		return verdict{outcome: feeds.OutcomeBlocked, reason: ErrBlocked.Error()}
	}
	for _, f := range failures {
		if f.is(err) {
			return errorVerdict(f.reason)
		}
	}
	return errorVerdict("the site could not be reached")
}

func is(target error) func(error) bool {
	return func(err error) bool { return errors.Is(err, target) }
}

func as[T error]() func(error) bool {
	return func(err error) bool {
		var target T
		return errors.As(err, &target)
	}
}

// says matches errors that net/http and crypto/tls export no value for.
func says(texts ...string) func(error) bool {
	return func(err error) bool {
		for _, t := range texts {
			if strings.Contains(err.Error(), t) {
				return true
			}
		}
		return false
	}
}

// throughProxy judges a proxy's answer to the wish for a tunnel.
func throughProxy(_ context.Context, _ *url.URL, _ *http.Request, answer *http.Response) error {
	switch answer.StatusCode {
	case http.StatusOK:
		return nil
	case http.StatusProxyAuthRequired:
		return statuses[answer.StatusCode]
	}
	return errorVerdict(fmt.Sprintf("the egress proxy did not let the connection through (status %d)", answer.StatusCode))
}

// noProxy tells a proxy that is not there from one that refuses.
func noProxy(err error) bool {
	var by, dial *net.OpError
	return errors.As(err, &by) && by.Op == "proxyconnect" && errors.As(by.Err, &dial) && dial.Op == "dial"
}

func noSuchHost(err error) bool {
	var dns *net.DNSError
	return errors.As(err, &dns) && dns.IsNotFound
}

func badCertificate(err error) bool {
	return as[*tls.CertificateVerificationError]()(err) || as[x509.UnknownAuthorityError]()(err) ||
		as[x509.HostnameError]()(err) || as[x509.CertificateInvalidError]()(err)
}

func timedOut(err error) bool {
	var n net.Error
	return errors.Is(err, context.DeadlineExceeded) || (errors.As(err, &n) && n.Timeout())
}
