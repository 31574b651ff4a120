package bot

import (
	"time"

	"github.com/regwire/regwire/feeds"
)

// OwnSource is a source that people added, beside the shipped ones. It belongs to
// their workspace; an operator's belongs to none and is seen by all.
type OwnSource struct {
	ID        feeds.SourceID    `json:"id"`
	Workspace feeds.WorkspaceID `json:"workspace,omitempty"`
	// Rule is the source as a file of the catalogue would hold it, in YAML.
	Rule string    `json:"rule"`
	By   string    `json:"by"`
	At   time.Time `json:"at"`
	// Paused says why it is not polled at present; "" when it is.
	Paused string `json:"paused,omitempty"`
}

// Proposal is a source that may be added, with what a visit would read now.
type Proposal struct {
	Source feeds.Source  `json:"source"`
	Rule   string        `json:"rule"`
	List   string        `json:"list"` // the address that would be polled
	Rows   []feeds.Entry `json:"rows"`
	// Refused says why an address of a list of feeds cannot be polled, and Line where
	// it stands: there is no source then, and the rest of the list is taken.
	Refused string `json:"refused,omitempty"`
	Line    int    `json:"line,omitempty"`
}
