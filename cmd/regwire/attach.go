package main

import (
	"log/slog"
	"os"

	"github.com/regwire/regwire/feeds/attach"
	"github.com/regwire/regwire/feeds/poll"
)

// children are the commands by which this program starts itself to do what must
// not be done in a process that has secrets, a store and the network. They are
// not on the command line that people see.
var children = map[string]func(p *program, args []string) error{
	attach.Command: func(p *program, args []string) error { return attach.Child(args, p.stdin, p.stdout) },
}

// child runs args when they name one of the children.
func (p *program) child(args []string) (done bool, err error) {
	if len(args) == 0 {
		return false, nil
	}
	run, ok := children[args[0]]
	if !ok {
		return false, nil
	}
	return true, run(p, args[1:])
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
