package fetch

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/regwire/regwire/feeds"
)

// body is the body of one answer while it is read.
type body struct {
	lim   limit
	known string // fingerprint of what the last visit was answered, "" for none
	watch *watch
	room  *room
}

// readBody reads what the status allows. same says that the body is what o.known
// stands for.
func readBody(ctx context.Context, resp *http.Response, o order, w *watch, room *room) (raw []byte, same bool, err error) {
	if resp.StatusCode == http.StatusNotModified || resp.ContentLength == 0 {
		return nil, false, nil
	}
	b := &body{lim: o.limit, watch: w, room: room}
	if resp.StatusCode >= 300 {
		b.lim = limit{decoded: maxErrorBody, cut: true}
	}
	if resp.ContentLength > maxWire && !b.lim.cut {
		return nil, false, errWire
	}
	if resp.StatusCode == http.StatusOK {
		b.known = o.known
	}
	w.heard()
	wire := &wireReader{from: resp.Body, left: maxWire, watch: w}
	switch coding := strings.ToLower(strings.Join(resp.Header.Values("Content-Encoding"), ",")); coding {
	case "", "identity":
		if resp.ContentLength > b.lim.decoded && !b.lim.cut {
			return nil, false, errSize
		}
		return b.read(ctx, wire, resp.ContentLength)
	case "gzip", "x-gzip":
		return b.readGzip(ctx, wire)
	}
	return nil, false, errCoding
}

// wireReader counts what arrives and notes that something did.
type wireReader struct {
	from  io.Reader
	left  int64
	watch *watch
}

func (w *wireReader) Read(p []byte) (int, error) {
	if w.left < 0 {
		return 0, errWire
	}
	n, err := w.from.Read(p)
	w.left -= int64(n)
	if n > 0 {
		w.watch.heard()
	}
	return n, err
}

// buffers hold a body while its length is not known.
var buffers = sync.Pool{New: func() any { b := make([]byte, 0, 64<<10); return &b }}

// maxPooled is the longest body that is read beside all others. What is longer
// waits for room, and is read in pieces of that size.
const maxPooled = 256 << 10

// pieces are what long bodies are read into. They are used again: a round full of
// bodies without end would else leave gigabytes to the garbage collector.
var pieces = sync.Pool{New: func() any { return new([maxPooled]byte) }}

// read reads r to its end. hint is the length that was announced, or less than 0;
// a large one is not believed until the bytes are there. A body that is expected
// to be known stays in a pooled buffer until it turns out not to be: most sites
// serve the same bytes all day.
func (b *body) read(ctx context.Context, r io.Reader, hint int64) (raw []byte, same bool, err error) {
	if b.known == "" && hint >= 0 && hint <= min(b.lim.decoded, maxPooled) {
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
	defer buffers.Put(pooled)
	buf, err := fill(r, (*pooled)[:0], b.lim)
	*pooled = buf[:0] // the larger one serves the next body
	if errors.Is(err, errLong) {
		if raw, err = b.readLong(ctx, r, buf); err == nil && b.known != "" && feeds.Fingerprint(raw) == b.known {
			return nil, true, nil
		}
		return raw, false, err
	}
	if err == nil && b.known != "" && feeds.Fingerprint(buf) == b.known {
		return nil, true, nil
	}
	return bytes.Clone(buf), false, err
}

// errLong says that a body goes on where a pooled buffer ends.
var errLong = errors.New("long body")

// fill appends r to buf up to the limit or to maxPooled, whichever comes first.
func fill(r io.Reader, buf []byte, lim limit) ([]byte, error) {
	for {
		if len(buf) == cap(buf) {
			if len(buf) >= maxPooled {
				return buf, errLong
			}
			grown := make([]byte, len(buf), min(2*cap(buf), maxPooled))
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

// inMemory is how often a document is there until it was parsed: as it was served, and
// as text.
const inMemory = 2

// readLong reads on behind the beginning of a long body, once there is room for
// all that it may come to. Its place in flight goes to others before it waits. What a
// document came to is kept from others until it was parsed.
func (b *body) readLong(ctx context.Context, r io.Reader, beginning []byte) (raw []byte, err error) {
	b.watch.pause()
	taken, err := b.room.enter(ctx, b.lim.decoded)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil || b.lim.cut {
			taken.leave()
			return
		}
		taken.shrink(inMemory * len(raw))
		feeds.Leave(ctx, taken.leave)
	}()
	b.watch.heard()
	var full []*[maxPooled]byte
	defer func() {
		for _, p := range full {
			pieces.Put(p)
		}
	}()
	parts := [][]byte{beginning}
	left := b.lim
	left.decoded -= int64(len(beginning))
	for {
		p, _ := pieces.Get().(*[maxPooled]byte)
		full = append(full, p)
		part, err := fill(r, p[:0], left)
		left.decoded -= int64(len(part))
		parts = append(parts, part)
		if err == nil {
			return bytes.Join(parts, nil), nil
		}
		if !errors.Is(err, errLong) {
			return nil, err
		}
	}
}
