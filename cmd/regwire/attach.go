package main

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"os"

	"github.com/regwire/regwire/cmd/regwire/survey"
	"github.com/regwire/regwire/feeds/attach"
	"github.com/regwire/regwire/feeds/fetch"
	"github.com/regwire/regwire/feeds/poll"
	"github.com/regwire/regwire/feeds/render"
)

// children are the commands by which this program starts itself to do what must
// not be done in a process that has secrets, a store and the network. They are
// not on the command line that people see.
var children = map[string]func(ctx context.Context, p *program, args []string) error{
	attach.Command: func(_ context.Context, p *program, args []string) error { return attach.Child(args, p.stdin, p.stdout) },
	render.Command: func(ctx context.Context, p *program, args []string) error {
		return render.Child(ctx, args, p.stdin, p.stdout)
	},
	survey.Command: func(_ context.Context, p *program, args []string) error { return survey.Child(args, p.stdout) },
}

// child runs args when they name one of the children.
func (p *program) child(ctx context.Context, args []string) (done bool, err error) {
	if len(args) == 0 {
		return false, nil
	}
	run, ok := children[args[0]]
	if !ok {
		return false, nil
	}
	return true, run(ctx, p, args[1:])
}

// attachments reads attachments in children of this program; without its own path
// none are read, and every item says so.
func attachments(log *slog.Logger) poll.Attacher {
	self, err := os.Executable()
	if err != nil {
		log.Error("attachments are not read: the program does not know its own path", "err", err)
		return nil
	}
	return attach.New(attach.Config{Self: self, Log: log})
}

// browser renders pages by Chromium where it is installed, in a child of this
// program whose only way out is the guard of client; nil where it is not, and the
// items say that only their titles were read.
func browser(client *fetch.Client, c config, s surroundings) poll.Renderer {
	self, err := os.Executable()
	if err != nil {
		s.log.Error("pages are not rendered: the program does not know its own path", "err", err)
		return nil
	}
	b, err := render.New(render.Config{
		Self: self, UserAgent: cmp.Or(c.Egress.UserAgent, fetch.DefaultUserAgent), Now: s.now, Log: s.log,
		Open: func(ctx context.Context) (render.Way, error) {
			return client.Forward(ctx, fetch.ForwardLimits{Requests: render.MaxRequests, Bytes: render.MaxBytes})
		},
	})
	if errors.Is(err, render.ErrNoBrowser) {
		s.log.Info("pages drawn by script are read by their titles", "err", err)
		return nil
	}
	return b
}
