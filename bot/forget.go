package bot

import "github.com/regwire/regwire/feeds"

// Forgetting asks that nothing be kept of a person.
type Forgetting struct {
	Workspace feeds.WorkspaceID
	User      string // the platform's id of the person
	// Alias takes the place of id and name where a row has to stand.
	Alias string
	// Chat reports whether a channel that the person speaks in is a chat with them alone;
	// nil knows of none beside that of Direct.
	Chat func(ChannelID) bool
	// Look only says what there is.
	Look bool
}

// Forgotten is what there was of a person: rows that were removed, and rows that stand
// under the alias.
type Forgotten struct {
	Marks      int `json:"marks"`      // takes, reminders, what was saved, feedback
	Calendars  int `json:"calendars"`  // iCalendar addresses
	Direct     int `json:"direct"`     // subscriptions and settings of their private channels
	Deliveries int `json:"deliveries"` // posts to those, sent or owed
	// Watches are entries that the person owned among others; Unowned those that nobody
	// owns any more, which are removed.
	Watches int       `json:"watches"`
	Unowned []WatchID `json:"unowned,omitempty"`
	// Under the alias:
	Notes         int `json:"notes"` // notes, and what was called done
	Subscriptions int `json:"subscriptions"`
	Submissions   int `json:"submissions"` // links and sources that were handed in
	Links         int `json:"links"`       // steps of lineages that were confirmed
	Notices       int `json:"notices"`     // what others were told of the person
	Audits        int `json:"audits"`
}

// Any reports whether there was anything.
func (f Forgotten) Any() bool {
	return f.Marks+f.Calendars+f.Direct+f.Deliveries+f.Watches+len(f.Unowned)+f.Notes+f.Subscriptions+f.Submissions+f.Links+f.Notices+f.Audits > 0
}
