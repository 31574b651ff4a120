package bot

import (
	"context"
	"strings"
	"time"

	"github.com/regwire/regwire/feeds"
)

// Kind is the kind of a delivery; a table in cmd maps it to its composer.
type Kind string

// The kinds of delivery.
const (
	KindAlert    Kind = "alert"    // subject: event
	KindUpdate   Kind = "update"   // subject: event, occasion: "r3"
	KindFollowup Kind = "followup" // subject: event, occasion: "r3"
	KindReminder Kind = "reminder" // subject: event, occasion: "2022-11-06"
	KindDigest   Kind = "digest"   // subject: list name, occasion: period
	KindNotice   Kind = "notice"   // subject: what it is about, occasion: when
)

// DeliveryKey makes doing a thing twice visible: one delivery per key.
type DeliveryKey struct {
	Channel  ChannelID `json:"channel"`
	Kind     Kind      `json:"kind"`
	Subject  string    `json:"subject"`
	Occasion string    `json:"occasion,omitempty"`
}

// String writes the key as one word for logs and message metadata.
func (k DeliveryKey) String() string {
	return strings.Join([]string{string(k.Channel), string(k.Kind), k.Subject, k.Occasion}, "|")
}

// State of a delivery.
type State string

// The states of a delivery.
const (
	Pending State = "pending"
	Sending State = "sending" // committed before the platform is called
	Sent    State = "sent"
	Retry   State = "retry" // NextTry says when
	HeldUp  State = "held"  // waits for a person; Reason says for what
	Dead    State = "dead"  // given up; Reason says why
)

// Delivery is one post owed to one channel.
type Delivery struct {
	Key   DeliveryKey `json:"key"`
	State State       `json:"state"`
	// Events are the members of a list (KindDigest), else empty.
	Events []feeds.EventID `json:"events,omitempty"`
	// Subscriptions that wanted it.
	Subscriptions []SubscriptionID `json:"subscriptions,omitempty"`
	Created       time.Time        `json:"created"`
	// Due is the earliest time to post it.
	Due time.Time `json:"due,omitzero"`
	// Attempts counts posts that were begun, Lies those that left open
	// whether the post arrived.
	Attempts int       `json:"attempts,omitempty"`
	Lies     int       `json:"lies,omitempty"`
	NextTry  time.Time `json:"next_try,omitzero"`
	Started  time.Time `json:"started,omitzero"`
	SentAt   time.Time `json:"sent_at,omitzero"`
	// Ref is the platform's reference of the post, for edits and threads.
	Ref Reference `json:"ref,omitzero"`
	// Repeat marks a second copy of a post whose first may have arrived.
	Repeat bool   `json:"repeat,omitempty"`
	Reason string `json:"reason,omitempty"`
	// Revision of the event that was shown when it was sent.
	Revision int `json:"revision,omitempty"`
	// Args are what a notice says, for its composer.
	Args map[string]string `json:"args,omitempty"`
	// Plain orders the simplest layout, after a refusal of the full one.
	Plain bool `json:"plain,omitempty"`
}

// Open reports whether the delivery is still owed.
func (d Delivery) Open() bool { return d.State != Sent && d.State != Dead }

// Waits reports whether it is not to be posted yet. What was due when it was owed, or was
// tried before, and a try that is further off than any wait, or that was put off by one that
// lies ahead itself, are due although the time that is written down lies ahead: a clock wrote
// it that has been set back since.
func (d Delivery) Waits(now time.Time) bool {
	wasDue := d.Attempts > 0 || !d.Due.After(d.Created)
	return !wasDue && d.Due.After(now) || d.NextTry.After(now) && d.NextTry.Sub(now) <= MaxWait && !d.Started.After(now)
}

// SourceSubject begins the subject of a notice about a source, before the source's id.
const SourceSubject = "source:"

// AboutSource reports whether the delivery is a line about a source: those that wait
// together are one post.
func (d Delivery) AboutSource() bool {
	return d.Key.Kind == KindNotice && strings.HasPrefix(d.Key.Subject, SourceSubject)
}

// TakenBack reports whether the delivery was given up since nobody in its channel
// subscribes to it any more: it is as if it had never been owed.
func (d Delivery) TakenBack() bool { return d.State == Dead && d.Reason == Unsubscribed }

// Reference is where a post stands, as its platform names it.
type Reference struct {
	ID     string `json:"id,omitempty"`     // Slack ts, Teams activity id
	Place  string `json:"place,omitempty"`  // conversation, when it differs
	Thread string `json:"thread,omitempty"` // root post
	Link   string `json:"link,omitempty"`   // permalink
}

// Plan is what planning one revision of one event commits.
type Plan struct {
	Claim    feeds.Claim // on the event
	Event    feeds.EventID
	Revision int
	// Deliveries to add; one whose key exists is left as it is, but a list's
	// members grow while it is pending.
	Deliveries []Delivery
}

// Result is how one post ended; State is Sent, Retry, HeldUp or Dead.
type Result struct {
	Key      DeliveryKey
	State    State
	Ref      Reference
	At       time.Time
	NextTry  time.Time
	Reason   string
	Lie      bool // the answer left open whether the post arrived
	Limited  bool // the platform asked for patience
	Revision int
	Repeat   bool
	Plain    bool
	// HoldChannel, HoldWorkspace stop everything owed there, with the reason.
	HoldChannel   string
	HoldWorkspace string
	// ChannelNotBefore, WorkspaceNotBefore keep pace and Retry-After.
	ChannelNotBefore   time.Time
	WorkspaceNotBefore time.Time
}

// Ended is how posts to a claimed channel ended.
type Ended struct {
	Claim   feeds.Claim
	Results []Result
}

// Owed is a claimed channel with all it owes, oldest first, due or not.
type Owed struct {
	Channel    Channel
	Workspace  Workspace
	Deliveries []Delivery
}

// Unplanned is a claimed event with its items and the deliveries it already has.
type Unplanned struct {
	Event      feeds.Event
	Items      []feeds.Item
	Deliveries []Delivery
}

// Composer makes the message of a delivery when it is sent. ErrNothing says
// that there is nothing left to say: the delivery is then sent without a post.
type Composer func(ctx context.Context, d Delivery, c Channel) (Message, error)
