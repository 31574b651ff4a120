// Package attach reads the files and pictures that belong to an article: their
// text, and the rows of their tables. Start with New and Reader.Attach; Child is
// the other end of it.
//
// Whatever a publisher attaches is parsed in a child process of the same binary,
// one for each attachment, for each file of a ZIP, and one more for every band of a tall
// picture that the one before had no time for, that is fenced off before it reads the first
// byte: 10 s of processor time, 512 MiB of memory, no network, an empty environment (see
// fence). A file that breaks a parser, unpacks to a flood or never ends costs that
// child; the attachment is marked with why it was not read, and nothing else is
// harmed. Kinds are told by content, never by name.
//
// Word and Excel files are read here, those of before 2007 too (doc97.go, xls.go, in the container of
// compound.go), and RTF and OFD (rtf.go, ofd.go); PDFs by poppler's pdftotext and pictures by
// Tesseract where those are installed, as children of the child. Tesseract is only
// ever given a plain bitmap of ours, since the picture was decoded by then, and turned straight (skew.go). Rows
// that were read from a picture say so by Attachment.How "ocr".
//
// What rows mean is left to feeds/facts, fetching and keeping of copies to
// feeds/poll.
package attach

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/regwire/regwire/feeds"
)

// The limits of one attachment.
const (
	cpuSeconds  = 10
	memoryBytes = 512 << 20
	// A busy machine takes long to give ten seconds of processor time; this ends what
	// waits and works not.
	wallTime = 2 * time.Minute

	maxText    = 256 << 10 // bytes of text that are kept
	maxRows    = 5_000
	maxTable   = 14 << 20 // bytes of rows in an answer, which has room for the text beside
	maxColumns = 64
	maxCell    = 4 << 10 // bytes
	maxAnswer  = 16 << 20
)

// Command is the first argument with which the program is to call Child.
const Command = "attach-child"

// Config says what attachments are read with.
type Config struct {
	// Self is the program that runs Child when its first argument is Command.
	Self string
	// Tesseract and Pdftotext are their paths; looked up on PATH when empty.
	Tesseract string
	Pdftotext string
	// Parallel is how many children may run at once; one a core when 0.
	Parallel int
	Log      *slog.Logger
}

// Reader reads attachments. It is safe for concurrent use.
type Reader struct {
	config Config
	places chan struct{}
	cpu    int // seconds of processor time that a child has
	bands  int // children that may read one picture
	tools  tools
}

// New returns a reader; it starts nothing.
func New(c Config) *Reader {
	if c.Parallel <= 0 {
		c.Parallel = runtime.NumCPU()
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return &Reader{config: c, places: make(chan struct{}, c.Parallel), cpu: cpuSeconds, bands: maxBands, tools: tools{
		pdftotext: lookup(c.Pdftotext, "pdftotext"), tesseract: lookup(c.Tesseract, "tesseract"),
	}}
}

func lookup(path, name string) string {
	if path != "" {
		return path
	}
	found, err := exec.LookPath(name)
	if err != nil {
		return "" // said where the kind is read
	}
	return found
}

// Attach reads the attachment that doc holds. What could not be read says why in
// Unread.
func (r *Reader) Attach(ctx context.Context, a feeds.Attachment, doc feeds.Document) feeds.Attachment {
	k, why := detect(doc.Raw)
	if why != "" {
		a.Unread = why
		return a
	}
	a.Image = a.Image || k == kindPicture
	if err := r.tools.lack(k); err != nil {
		a.Unread = err.Error()
		return a
	}
	began := time.Now()
	got := r.whole(ctx, k, doc.Raw)
	a.Read, a.Table, a.How, a.Unread = got.Text, got.Table, got.How, got.Unread
	r.config.Log.Debug("attachment read", "url", a.URL, "kind", string(k), "rows", len(a.Table), "unread", a.Unread, "took", time.Since(began))
	return a
}

// whole reads all of an attachment, with as many children as it takes.
func (r *Reader) whole(ctx context.Context, k kind, raw []byte) answer {
	if k == kindZIP {
		return r.inMembers(ctx, raw)
	}
	return r.inBands(ctx, k, raw)
}

// child has one child read raw, from a piece of a picture or a file of an archive on.
func (r *Reader) child(ctx context.Context, k kind, from int, raw []byte) (answer, error) {
	return r.run(ctx, []string{Command, strconv.Itoa(r.cpu), string(k), r.tools.pdftotext, r.tools.tesseract, strconv.Itoa(from)}, raw)
}

// maxBands is how many children one picture may cost: each reads on where the time
// of the one before it ended. Only a picture in which the first finds some rows is
// worth another.
const (
	maxBands = 6
	someRows = 4
)

// inBands reads raw in one child, and what that had no time for in further ones. All
// of them find the same pieces in the same order, so that no row is read twice.
func (r *Reader) inBands(ctx context.Context, k kind, raw []byte) answer {
	got, err := r.child(ctx, k, 0, raw)
	if err != nil {
		return answer{Unread: err.Error()}
	}
	for n := 1; n < r.bands && got.Next > 0 && len(got.Table) >= someRows; n++ {
		more, err := r.child(ctx, k, got.Next, raw)
		if err != nil || more.Unread != "" && more.Next <= got.Next {
			break // it came no further
		}
		got = got.join(more)
	}
	return got.judged()
}

// Why a child gave no answer, as people read it.
var (
	errTime   = errors.New("reading it took too long")
	errMemory = fmt.Errorf("reading it needed more than %d MiB", memoryBytes>>20)
	errBroken = errors.New("the file is damaged or not what it seems")
)

// run gives raw to a child and waits for its answer, or for the end of its time.
func (r *Reader) run(ctx context.Context, args []string, raw []byte) (answer, error) {
	select {
	case r.places <- struct{}{}:
		defer func() { <-r.places }()
	case <-ctx.Done():
		return answer{}, context.Cause(ctx)
	}
	ctx, cancel := context.WithTimeout(ctx, wallTime)
	defer cancel()
	cmd := exec.CommandContext(ctx, r.config.Self, args...)
	var out, complaint capped
	out.room, complaint.room = maxAnswer, 8<<10
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(raw), &out, &complaint
	cmd.Dir, cmd.Env = "/", []string{"PATH=/usr/bin:/bin", "LANG=C.UTF-8", "OMP_THREAD_LIMIT=1", "GOTRACEBACK=none"}
	apart(cmd)
	cmd.WaitDelay = time.Second
	err := cmd.Run()
	var got answer
	switch {
	case err == nil && json.Unmarshal(out.Bytes(), &got) == nil:
		return got, nil
	case ctx.Err() != nil, strings.Contains(complaint.String(), "SIGXCPU"), outOfTime(cmd.ProcessState):
		return answer{}, errTime
	case wantsMemory(complaint.String()):
		return answer{}, errMemory
	}
	if cmd.ProcessState == nil {
		r.config.Log.Error("child for an attachment did not start", "err", err)
		return answer{}, errors.New("it could not be opened here")
	}
	r.config.Log.Warn("child for an attachment failed", "err", err, "said", complaint.String())
	return answer{}, errBroken
}

// wantsMemory reports whether a child's last words are that it got no more memory. The runtime
// itself says so, or takes a fault where it had asked for some: code of ours that does panics.
func wantsMemory(said string) bool {
	return strings.Contains(said, "out of memory") || strings.Contains(said, "cannot allocate memory") || strings.HasPrefix(said, "SIGSEGV")
}

// capped keeps the first bytes that are written to it, and takes the rest.
type capped struct {
	bytes.Buffer
	room int
}

func (c *capped) Write(p []byte) (int, error) {
	if n := min(len(p), c.room); n > 0 {
		c.room -= n
		c.Buffer.Write(p[:n])
	}
	return len(p), nil
}

// ReadFrom hides the buffer's own, which knows no limit.
func (c *capped) ReadFrom(r io.Reader) (int64, error) {
	return io.Copy(struct{ io.Writer }{c}, r)
}
