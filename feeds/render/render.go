// Package render has a browser draw a page whose text comes by script, and returns
// the page as it then is. Start with New and Browser.Render; Child is the other end
// of it.
//
// A browser runs what a publisher sends, so it is kept apart: it is started by a
// child process of the same binary, with an empty environment and a profile that is
// removed afterwards, for at most a minute and a half, and its one way out is the forward
// proxy it is given (package fetch has one that passes the guard): no other proxy,
// no look-ups of its own, no QUIC, no WebRTC around it. Requests, bytes, downloads,
// service workers and pictures are limited or off.
//
// Where no Chromium is installed nothing is rendered: New says so. What the page
// says is left to package extract.
package render

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/regwire/regwire/feeds"
)

// The limits of one page.
const (
	wallTime    = 90 * time.Second // a busy machine takes long to start a browser
	MaxRequests = 200
	MaxBytes    = 30 << 20
	maxPage     = 5 << 20
)

// Command is the first argument with which the program is to call Child.
const Command = "render-child"

// Way is a forward proxy that is open for one page.
type Way interface {
	Address() string
	Close() error
}

// Config says what pages are rendered with; all but Chromium and Log is required.
type Config struct {
	// Self is the program that runs Child when its first argument is Command.
	Self string
	// Chromium is its path; looked up on PATH when empty.
	Chromium string
	// Open opens the browser's only way out.
	Open func(ctx context.Context) (Way, error)
	// UserAgent is how the browser introduces itself; its own name when empty.
	UserAgent string
	Now       func() time.Time
	Log       *slog.Logger
}

// ErrNoBrowser says that no Chromium is installed.
var ErrNoBrowser = errors.New("no browser is installed: chromium is not on PATH")

// names are those that Chromium goes by.
var names = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}

// Browser renders pages, one at a time: each takes hundreds of megabytes.
type Browser struct {
	config Config
	turn   chan struct{}
}

// New returns a browser, or ErrNoBrowser; it starts nothing.
func New(c Config) (*Browser, error) {
	for _, name := range names {
		if c.Chromium != "" {
			break
		}
		if path, err := exec.LookPath(name); err == nil {
			c.Chromium = path
		}
	}
	if c.Chromium == "" {
		return nil, ErrNoBrowser
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return &Browser{config: c, turn: make(chan struct{}, 1)}, nil
}

// answer is what the child found.
type answer struct {
	URL    string `json:"url"`
	HTML   string `json:"html,omitempty"`
	Status int    `json:"status,omitempty"`
	Fault  string `json:"fault,omitempty"`
}

// Render draws the page that req asks for. Its header is not sent: it is the
// browser that asks. An error means that ctx has ended.
func (b *Browser) Render(ctx context.Context, req feeds.Request) (feeds.Document, error) {
	select {
	case b.turn <- struct{}{}:
		defer func() { <-b.turn }()
	case <-ctx.Done():
		return feeds.Document{}, context.Cause(ctx)
	}
	doc := feeds.Document{Request: req, URL: req.URL, At: b.config.Now(), Header: http.Header{}}
	a, err := b.run(ctx, req.URL)
	if ctx.Err() != nil {
		return feeds.Document{}, context.Cause(ctx)
	}
	if err == nil && a.Fault != "" {
		err = errors.New(a.Fault)
	}
	if err != nil {
		doc.Outcome, doc.Reason = feeds.OutcomeError, err.Error()
		return doc, nil
	}
	doc.URL, doc.Status = a.URL, a.Status
	if a.Status >= http.StatusBadRequest {
		doc.Outcome, doc.Reason = feeds.OutcomeError, fmt.Sprintf("the site answers %d to a browser", a.Status)
		return doc, nil
	}
	doc.Raw, doc.Charset = []byte(strings.ToValidUTF8(a.HTML, "\uFFFD")), "utf-8"
	doc.Body = doc.Raw
	doc.Header.Set("Content-Type", "text/html; charset=utf-8")
	return doc, nil
}

// run starts the child with a way out and a profile of its own.
func (b *Browser) run(ctx context.Context, address string) (a answer, err error) {
	ctx, cancel := context.WithTimeout(ctx, wallTime)
	defer cancel()
	way, err := b.config.Open(ctx)
	if err != nil {
		return a, err
	}
	defer func() { err = errors.Join(err, way.Close()) }()
	home, err := os.MkdirTemp("", "regwire-browser-")
	if err != nil {
		return a, fmt.Errorf("make a folder for the browser: %w", err)
	}
	defer b.remove(home)
	cmd := exec.CommandContext(ctx, b.config.Self, Command, b.config.Chromium, way.Address(), home, b.config.UserAgent)
	var out, complaint bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(address), &out, &complaint
	cmd.Dir, cmd.Env = home, []string{"PATH=/usr/bin:/bin", "LANG=C.UTF-8", "HOME=" + home, "TMPDIR=" + home}
	apart(cmd)
	cmd.WaitDelay = 2 * time.Second
	err = cmd.Run()
	endGroup(cmd) // what the browser left behind
	if ctx.Err() != nil {
		return a, fmt.Errorf("the page was not drawn within %s", wallTime)
	}
	if err != nil || json.Unmarshal(out.Bytes(), &a) != nil {
		b.config.Log.Warn("browser failed", "url", address, "err", err, "said", complaint.String())
		return answer{}, errors.New("the browser failed")
	}
	return a, nil
}

// remove deletes the profile; processes that are just ending may still write to it.
func (b *Browser) remove(home string) {
	var err error
	for range 5 {
		if err = os.RemoveAll(home); err == nil {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	b.config.Log.Warn("a browser's folder is left behind", "dir", home, "err", err)
}
