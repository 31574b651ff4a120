package bot

import (
	"context"
	"time"

	"github.com/regwire/regwire/feeds"
)

// Actor is who gives a command, from where.
type Actor struct {
	Workspace feeds.WorkspaceID
	User      string // the platform's id of the person
	Name      string
	Channel   ChannelID // where it was said
	// Operator is the person at the terminal of the machine.
	Operator bool
	Admin    bool
	// Guest is somebody from outside the workspace: a guest account, or a person of
	// another organisation in a shared channel.
	Guest bool
	Lang  Lang
}

// Command is one verb with arguments, from any platform.
type Command struct {
	// ID is the platform's own id of the request: the same twice has one effect.
	ID    string
	Actor Actor
	Verb  string
	Words []string
	At    time.Time
	// Form are the fields of a submitted form.
	Form map[string][]string
	// JSON asks for data instead of words (terminal only).
	JSON bool
}

// Handler answers commands.
type Handler interface {
	Handle(ctx context.Context, c Command) (Message, error)
}
