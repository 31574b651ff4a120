package fetch

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// Failures of one exchange; explain words them.
var (
	errTotal   = errors.New("total deadline passed")
	errIdle    = errors.New("body stalled")
	errWire    = errors.New("body longer than the limit on the wire")
	errSize    = errors.New("body longer than the limit")
	errCoding  = errors.New("content coding that was not asked for")
	errGzip    = errors.New("damaged gzip")
	errRoom    = errors.New("no room for a long body")
	errEvasive = errors.New("request sent on to one connection after another")
)

// answer is one response, its body read and undone from gzip.
type answer struct {
	status int
	header http.Header
	raw    []byte
	same   bool // raw was what order.known stands for, and is not kept
}

// Headers that every request carries; net/http does not change them.
var (
	acceptHeader   = []string{"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
	languageHeader = []string{"zh-CN,zh;q=0.9,en;q=0.6"}
	codingHeader   = []string{"gzip"}
	jsonHeader     = []string{"application/json"}
	formHeader     = []string{"application/x-www-form-urlencoded"}
)

// exchange sends one request and reads its answer, within budget. in is the place
// that it flies in.
func (c *Client) exchange(ctx context.Context, u *url.URL, o order, budget time.Duration, in *place) (answer, error) {
	if budget <= 0 {
		return answer{}, errTotal
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	w := watchOver(cancel, budget, in)
	defer w.stop()
	resp, err := c.transport.RoundTrip(c.request(counted(ctx), u, o))
	if err != nil {
		return answer{}, because(ctx, err)
	}
	a := answer{status: resp.StatusCode, header: resp.Header}
	a.raw, a.same, err = readBody(ctx, resp, o, w, c.room)
	if closeErr := resp.Body.Close(); err == nil && closeErr != nil {
		err = closeErr
	}
	if err != nil && resp.StatusCode < 300 {
		return answer{}, because(ctx, err)
	}
	// The body of a redirect or an error is a courtesy: its status has said it.
	return a, nil
}

// because prefers the reason why we ended an exchange to the error that this
// caused.
func because(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	return err
}

func (c *Client) request(ctx context.Context, u *url.URL, o order) *http.Request {
	h := make(http.Header, 8+len(o.header))
	h["Accept"] = acceptHeader
	h["Accept-Language"] = languageHeader
	if o.form != "" {
		h["Content-Type"] = formHeader
		if o.json {
			h["Content-Type"] = jsonHeader
		}
	}
	maps.Copy(h, o.header)
	h["Accept-Encoding"] = codingHeader
	h["User-Agent"] = c.agent
	if o.etag != "" {
		h["If-None-Match"] = []string{o.etag}
	}
	if o.since != "" {
		h["If-Modified-Since"] = []string{o.since}
	}
	if o.cookie != "" {
		// A cookie of the source's own and one to replay go out as one header.
		h["Cookie"] = []string{strings.Join(append(slices.Clip(h["Cookie"]), o.cookie), "; ")}
	}
	r := &http.Request{
		Method: o.method, URL: u, Host: u.Host, Header: h,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
	}
	if o.form != "" {
		r.ContentLength = int64(len(o.form))
		r.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(o.form)), nil }
		r.Body = io.NopCloser(strings.NewReader(o.form))
	}
	return r.WithContext(ctx)
}

// unzipper is a gzip reader that is used again: a new one takes 40 KB.
type unzipper struct {
	in *bufio.Reader
	gz *gzip.Reader
}

var unzippers = sync.Pool{New: func() any {
	return &unzipper{in: bufio.NewReaderSize(nil, 16<<10), gz: new(gzip.Reader)}
}}

func (b *body) readGzip(ctx context.Context, r io.Reader) (raw []byte, same bool, err error) {
	z, _ := unzippers.Get().(*unzipper)
	z.in.Reset(r)
	defer func() {
		z.in.Reset(nil) // do not keep the connection alive from the pool
		unzippers.Put(z)
	}()
	if err := z.gz.Reset(z.in); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, false, nil // no body at all
		}
		return nil, false, gzipError(err)
	}
	z.gz.Multistream(false)
	raw, same, err = b.read(ctx, &members{unzipper: z}, -1)
	return raw, same, gzipError(err)
}

// members reads one gzip member after another, a bounded number of them.
type members struct {
	*unzipper
	read int
}

func (m *members) Read(p []byte) (int, error) {
	for {
		n, err := m.gz.Read(p)
		if !errors.Is(err, io.EOF) || n > 0 {
			if errors.Is(err, io.EOF) {
				err = nil
			}
			return n, err
		}
		if m.read++; m.read > maxMembers {
			return 0, errGzip
		}
		if err := m.gz.Reset(m.in); err != nil {
			return 0, err // io.EOF when there is no further member
		}
		m.gz.Multistream(false)
	}
}

// gzipError keeps what the reader below has to say, and calls the rest damage.
func gzipError(err error) error {
	var corrupt flate.CorruptInputError
	switch {
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum),
		errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &corrupt):
		return errGzip
	}
	return err
}
