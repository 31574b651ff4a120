package bot

import (
	"context"
	"encoding/json"

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
	Actor Actor
	Verb  string
	Words []string
	// Form are the fields of a submitted form.
	Form map[string][]string
	// Request is the accepted request that the command comes from, see Accepted;
	// Again says that an earlier run of the program may have carried it out.
	Request string
	Again   bool
	// Page is the part of a long answer that is asked for, from 1; 0 is the first,
	// NoPages as much as one answer lists.
	Page int
	// JSON asks for data instead of words (terminal only).
	JSON bool
}

// Accepted is a request of a person that was acknowledged, and so does not come
// again: it is kept until its work is done, over a kill too.
type Accepted struct {
	ID string `json:"-"` // given by the store
	// Platform is whose it is, and Raw how that writes it.
	Platform string          `json:"platform"`
	Raw      json.RawMessage `json:"raw"`
	// Begun says that a change was committed for it, or a post of it may stand.
	Begun bool `json:"begun,omitempty"`
	// Did are the changes that were committed for it, so that a change that is made
	// again leaves no second row.
	Did []string `json:"did,omitempty"`
	// Tries counts the starts of the program at which it waited.
	Tries int `json:"tries,omitempty"`
}

// NoPages asks for a long answer in one piece.
const NoPages = -1

// Handler answers commands.
type Handler interface {
	Handle(ctx context.Context, c Command) (Message, error)
}
