package fetch

import (
	"context"
	"net"
	"net/http"
)

// RoundTripper sends a request to where the guard lets it and to nowhere else,
// for what is posted rather than polled: chat and webhooks. It adds nothing to
// the request and keeps no pace.
func (c *Client) RoundTripper() http.RoundTripper { return guarded{c} }

// Dial connects to where the guard lets it and to nowhere else, for what is no HTTP; it
// goes by no proxy.
func (c *Client) Dial(ctx context.Context, network, address string) (net.Conn, error) {
	return c.transport.DialContext(ctx, network, address)
}

type guarded struct{ client *Client }

// RoundTrip checks the address before the transport checks what it leads to.
func (g guarded) RoundTrip(req *http.Request) (*http.Response, error) {
	if _, err := g.client.guard.checkURL(req.URL.String()); err != nil {
		return nil, err
	}
	return g.client.transport.RoundTrip(req.WithContext(counted(req.Context())))
}
