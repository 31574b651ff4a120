package fetch

import (
	"bufio"
	"bytes"
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

	"github.com/regwire/regwire/feeds"
)

// Failures of one exchange; explain words them.
var (
	errTotal  = errors.New("total deadline passed")
	errIdle   = errors.New("body stalled")
	errWire   = errors.New("body longer than the limit on the wire")
	errSize   = errors.New("body longer than the limit")
	errCoding = errors.New("content coding that was not asked for")
	errGzip   = errors.New("damaged gzip")
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

// exchange sends one request and reads its answer, within budget.
func (c *Client) exchange(ctx context.Context, u *url.URL, o order, budget time.Duration) (answer, error) {
	if budget <= 0 {
		return answer{}, errTotal
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	total := time.AfterFunc(budget, func() { cancel(errTotal) })
	defer total.Stop()
	resp, err := c.transport.RoundTrip(c.request(ctx, u, o))
	if err != nil {
		return answer{}, because(ctx, err)
	}
	a := answer{status: resp.StatusCode, header: resp.Header}
	a.raw, a.same, err = readBody(resp, o, cancel)
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
	h["User-Agent"] = []string{c.agent}
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

// readBody reads what the status allows, and ends the exchange by cancel when
// nothing comes for too long. same says that the body is what o.known stands for.
func readBody(resp *http.Response, o order, cancel context.CancelCauseFunc) (raw []byte, same bool, err error) {
	if resp.StatusCode == http.StatusNotModified || resp.ContentLength == 0 {
		return nil, false, nil
	}
	lim := o.limit
	if resp.StatusCode >= 300 {
		lim = limit{decoded: maxErrorBody, cut: true}
	}
	if resp.ContentLength > maxWire && !lim.cut {
		return nil, false, errWire
	}
	known := ""
	if resp.StatusCode == http.StatusOK {
		known = o.known
	}
	wire := &wireReader{from: resp.Body, left: maxWire}
	wire.idle = time.AfterFunc(idleTimeout, func() { cancel(errIdle) })
	defer wire.idle.Stop()
	switch coding := strings.ToLower(strings.Join(resp.Header.Values("Content-Encoding"), ",")); coding {
	case "", "identity":
		return readUpTo(wire, lim, resp.ContentLength, known)
	case "gzip", "x-gzip":
		return readGzip(wire, lim, known)
	}
	return nil, false, errCoding
}

// wireReader counts what arrives and notes that something did.
type wireReader struct {
	from io.Reader
	left int64
	idle *time.Timer
}

func (w *wireReader) Read(p []byte) (int, error) {
	if w.left < 0 {
		return 0, errWire
	}
	n, err := w.from.Read(p)
	w.left -= int64(n)
	if n > 0 {
		w.idle.Reset(idleTimeout)
	}
	return n, err
}

// buffers hold a body while its length is not known.
var buffers = sync.Pool{New: func() any { b := make([]byte, 0, 64<<10); return &b }}

// maxPooled is the largest buffer that is copied from and kept; a larger one is
// handed over as it is.
const maxPooled = 1 << 20

// readUpTo reads r to its end. hint is the length that was announced, or less
// than 0; a large one is not believed until the bytes are there. A body that is
// expected to be known stays in a pooled buffer until it turns out not to be: most
// sites serve the same bytes all day.
func readUpTo(r io.Reader, lim limit, hint int64, known string) (raw []byte, same bool, err error) {
	if known == "" && hint >= 0 && hint <= min(lim.decoded, 256<<10) {
		buf := make([]byte, hint)
		n, err := io.ReadFull(r, buf)
		if err == nil {
			// The end still has to be read for the connection to be used again.
			_, err = r.Read(make([]byte, 1))
		}
		if errors.Is(err, io.EOF) {
			err = nil
		}
		return buf[:n], false, err
	}
	pooled, _ := buffers.Get().(*[]byte)
	buf, err := fill(r, (*pooled)[:0], lim)
	same = err == nil && known != "" && feeds.Fingerprint(buf) == known
	if len(buf) > maxPooled && !same {
		return buf, false, err
	}
	if !same {
		raw = bytes.Clone(buf)
	}
	if cap(buf) <= maxPooled {
		*pooled = buf[:0] // the larger one serves the next body
		buffers.Put(pooled)
	}
	return raw, same, err
}

// large has a place for each body that may grow beyond maxPooled at once. Real
// ones are rare; a round full of bodies without end must not fill the memory.
var large = make(chan struct{}, 2)

// largeWait is how long a body waits for such a place. It goes on without one
// then: who holds the places may only be slow, and a connection does not wait long.
const largeWait = 5 * time.Second

// enterLarge waits for a place and returns what gives it back.
func enterLarge() (leave func()) {
	late := time.NewTimer(largeWait)
	defer late.Stop()
	select {
	case large <- struct{}{}:
		return func() { <-large }
	case <-late.C:
		return func() {}
	}
}

// fill appends r to buf, which has room; it never grows far beyond the limit.
func fill(r io.Reader, buf []byte, lim limit) ([]byte, error) {
	leave := func() {}
	defer func() { leave() }()
	for {
		if len(buf) == cap(buf) {
			if cap(buf) >= maxPooled && cap(buf) < 2*maxPooled {
				leave = enterLarge()
			}
			grown := make([]byte, len(buf), min(2*cap(buf), int(lim.decoded)+1))
			copy(grown, buf)
			buf = grown
		}
		n, err := r.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if int64(len(buf)) > lim.decoded {
			if lim.cut {
				return buf[:lim.decoded], nil
			}
			return buf, errSize
		}
		if errors.Is(err, io.EOF) {
			return buf, nil
		}
		if err != nil {
			return buf, err
		}
	}
}

// unzipper is a gzip reader that is used again: a new one takes 40 KB.
type unzipper struct {
	in *bufio.Reader
	gz *gzip.Reader
}

var unzippers = sync.Pool{New: func() any {
	return &unzipper{in: bufio.NewReaderSize(nil, 16<<10), gz: new(gzip.Reader)}
}}

func readGzip(r io.Reader, lim limit, known string) (raw []byte, same bool, err error) {
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
	raw, same, err = readUpTo(&members{unzipper: z}, lim, -1, known)
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
