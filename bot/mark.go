package bot

import (
	"time"

	"github.com/regwire/regwire/feeds"
)

// MarkKind says what a person did to an event.
type MarkKind string

// The kinds of mark. Of a note and of done there is one for each workspace, of
// the others one for each person.
const (
	MarkTake     MarkKind = "take"
	MarkDone     MarkKind = "done"
	MarkNote     MarkKind = "note"
	MarkRemind   MarkKind = "remind"
	MarkSave     MarkKind = "save"
	MarkFeedback MarkKind = "feedback"
)

// Mark is what a person did to an event, seen by their workspace alone.
type Mark struct {
	Workspace feeds.WorkspaceID `json:"workspace"`
	Event     feeds.EventID     `json:"event"`
	Kind      MarkKind          `json:"kind"`
	User      string            `json:"user"`
	Name      string            `json:"name,omitempty"`
	Channel   ChannelID         `json:"channel,omitempty"`
	At        time.Time         `json:"at"`
	// Text is a note, a reason, or an answer ("no", "yes").
	Text string `json:"text,omitempty"`
	// Day is the day that a person asked to be reminded on; "" is the usual days.
	Day feeds.Day `json:"day,omitempty"`
}

// Shared reports whether there is one mark of the kind for a whole workspace.
func (k MarkKind) Shared() bool { return k == MarkNote || k == MarkDone }

// By is the person as others read the name.
func (m Mark) By() string {
	if m.Name != "" {
		return m.Name
	}
	return m.User
}

// Direct is the channel of private messages to a person of a workspace.
func Direct(w feeds.WorkspaceID, user string) ChannelID {
	return ChannelID(string(w) + "/" + user)
}

// Calendar is an iCalendar address that somebody asked for: who has the token
// may read the dates that the filter lets through.
type Calendar struct {
	// ID is made of the token by the store, which keeps the token nowhere: who
	// reads a backup or an export cannot read the calendar.
	ID        string            `json:"id"`
	Token     string            `json:"-"`
	Workspace feeds.WorkspaceID `json:"workspace"`
	Channel   ChannelID         `json:"channel,omitempty"`
	User      string            `json:"user"`
	Filter    Filter            `json:"filter,omitzero"`
	Created   time.Time         `json:"created"`
}

// Check is what watching one source in one month came to.
type Check struct {
	Source feeds.SourceID `json:"source"`
	Month  string         `json:"month"` // "2022-09", in China
	Checks int            `json:"checks"`
	Good   int            `json:"good"`
	Found  int            `json:"found"` // new items
	// Gaps are times without a good visit, the longest first when there are many.
	Gaps []Gap `json:"gaps,omitempty"`
}

// Gap is a time in which a source was not read; To is zero while it lasts.
type Gap struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to,omitzero"`
	Why  string    `json:"why,omitempty"`
}
