package bottest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"sync"
	"time"

	"github.com/regwire/regwire/bot"
)

// Recorder is a platform that writes down what it accepts, one JSON line a post,
// and syncs it to disk before it answers: what stands in the file was accepted,
// whatever becomes of the bot. A bot that is started again goes on in the file.
type Recorder struct {
	// Answer decides how a post is answered; nil accepts all. A post can be
	// accepted and the answer be an error all the same: that is a lie.
	Answer func(n int, m bot.Message) (accept bool, err error)

	name string
	now  func() time.Time
	mu   sync.Mutex
	file *os.File
	n    int
}

// NewRecorder opens the file, dropping a last line that a kill cut short.
func NewRecorder(name, path string, now func() time.Time) (*Recorder, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open record of posts: %w", err)
	}
	raw, err := io.ReadAll(f)
	if err == nil {
		raw = raw[:bytes.LastIndexByte(raw, '\n')+1]
		err = f.Truncate(int64(len(raw)))
	}
	if err == nil {
		_, err = f.Seek(0, io.SeekEnd)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open record of posts: %w", err), f.Close())
	}
	return &Recorder{name: name, now: now, file: f, n: bytes.Count(raw, []byte("\n"))}, nil
}

// Name is the name the recorder was given.
func (r *Recorder) Name() string { return r.name }

// Can says that everything is possible here.
func (r *Recorder) Can(bot.Channel) bot.Abilities {
	return bot.Abilities{Edit: true, Thread: true}
}

// Pace is none.
func (r *Recorder) Pace() time.Duration { return 0 }

// Post writes the post down and answers.
func (r *Recorder) Post(ctx context.Context, c bot.Channel, m bot.Message) (bot.Reference, error) {
	if err := ctx.Err(); err != nil {
		return bot.Reference{}, &bot.PostError{Fate: bot.FateRetry, Code: "stopped", Err: err}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	accept, answer := true, error(nil)
	if r.Answer != nil {
		accept, answer = r.Answer(r.n, m)
	}
	if !accept {
		return bot.Reference{}, answer
	}
	r.n++
	ref := bot.Reference{ID: r.name + "-" + strconv.Itoa(r.n), Thread: m.Thread.ID}
	a := Acceptance{
		Ref: ref.ID, At: r.now(), Channel: c.ID, Delivery: m.Delivery, Members: m.Members, Kind: m.Kind, Subject: m.Subject,
		Revision: m.Revision, Repeat: m.Repeat, Edit: m.Edit.ID, Thread: m.Thread.ID,
	}
	if err := r.write(a); err != nil {
		return bot.Reference{}, &bot.PostError{Fate: bot.FateAmbiguous, Code: "not recorded", Err: err}
	}
	if answer != nil {
		return bot.Reference{}, answer
	}
	return ref, nil
}

func (r *Recorder) write(a Acceptance) error {
	line, err := json.Marshal(a)
	if err != nil {
		return err
	}
	if _, err := r.file.Write(append(line, '\n')); err != nil {
		return err
	}
	return r.file.Sync()
}

// Close closes the file.
func (r *Recorder) Close() error { return r.file.Close() }

// ReadAccepted reads what a recorder wrote, without a last line that was cut
// short: nobody was told of that.
func ReadAccepted(path string) ([]Acceptance, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read record of posts: %w", err)
	}
	var all []Acceptance
	for line := range bytes.Lines(raw[:bytes.LastIndexByte(raw, '\n')+1]) {
		var a Acceptance
		if err := json.Unmarshal(line, &a); err != nil {
			return nil, fmt.Errorf("read record of posts: line %d: %w", len(all)+1, err)
		}
		all = append(all, a)
	}
	return all, nil
}
