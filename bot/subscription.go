package bot

import (
	"time"

	"github.com/regwire/regwire/feeds"
)

// SubscriptionID is given by the store: "s3".
type SubscriptionID string

// Mode says when matching events are posted.
type Mode string

// The modes.
const (
	Now    Mode = "now"
	Daily  Mode = "daily"
	Weekly Mode = "weekly"
)

// Filter says which events a subscription wants. Within one list any value
// does, all lists must agree; an empty list asks nothing.
type Filter struct {
	Topics      []feeds.Topic       `json:"topics,omitempty"`
	NotTopics   []feeds.Topic       `json:"not_topics,omitempty"`
	Authorities []feeds.AuthorityID `json:"authorities,omitempty"`
	Regions     []string            `json:"regions,omitempty"` // "CN", "CN-SH"
	Stages      []string            `json:"stages,omitempty"`  // of Stages
	Sections    []feeds.Section     `json:"sections,omitempty"`
	Words       []string            `json:"words,omitempty"`
	NotWords    []string            `json:"not_words,omitempty"`
}

// Subscription is a channel's filter and mode.
type Subscription struct {
	ID      SubscriptionID  `json:"id"`
	Channel ChannelID       `json:"channel"`
	Filter  Filter          `json:"filter"`
	Mode    Mode            `json:"mode,omitempty"` // "" is the default by kind of event
	ByStage map[string]Mode `json:"by_stage,omitempty"`
	// Followups go to "thread" (default), "channel" or "off".
	Followups string    `json:"followups,omitempty"`
	Owner     string    `json:"owner,omitempty"`
	Created   time.Time `json:"created"`
	// Held says why it is not served: the channel is archived.
	Held string `json:"held,omitempty"`
	// MutedUntil holds it back; Muted says who and why.
	MutedUntil time.Time `json:"muted_until,omitzero"`
	Muted      string    `json:"muted,omitempty"`
}

// Wants says whether a subscription wants an event, from values alone: a store asks while
// it commits.
type Wants func(s Subscription, e feeds.Event, items []feeds.Item) bool

// Unsubscribed is the reason of a delivery that was given up since nobody in its channel
// subscribes to it any more. Who subscribes again may be owed it again.
const Unsubscribed = "no subscription of this channel wants it any more"

// Audit is the row that every change by a person leaves, committed with it.
type Audit struct {
	At      time.Time         `json:"at"`
	Actor   string            `json:"actor"`
	User    string            `json:"user,omitempty"` // id of the person, where Actor is a name
	Channel ChannelID         `json:"channel,omitempty"`
	Verb    string            `json:"verb"`
	Detail  string            `json:"detail,omitempty"`
	Work    feeds.WorkspaceID `json:"workspace,omitempty"`
	// Request is the accepted request that the change comes from, "" for another:
	// that it has begun is written with the change.
	Request string `json:"-"`
}

// MuteKey is the delivery in which what a muted subscription matches waits for
// the end of the mute.
func MuteKey(s Subscription) DeliveryKey {
	return DeliveryKey{Channel: s.Channel, Kind: KindDigest, Subject: ListMuted, Occasion: string(s.ID) + "@" + s.MutedUntil.UTC().Format(time.RFC3339)}
}

// The names of lists that are not those of a mode.
const (
	// ListMuted holds what a mute held back.
	ListMuted = "muted"
	// ListOpen is what a new subscription is told of at once: what is open now.
	ListOpen = "open"
	// ListBurst is what waited together, as one list.
	ListBurst = "burst"
)
