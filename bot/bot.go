// Package bot holds the words of telling people: Channel, Subscription and
// Delivery say who is owed what; Message is the platform-neutral content of one
// post; Command is one verb with arguments and an Actor; Platform is what a chat
// product must be able to do. Start with Delivery and Message.
//
// Match decides whether a subscription wants an event and Alert composes what is
// said of it; both are pure. Planning and posting belong to bot/outbox, verbs to
// bot/command, sentences to bot/phrase, and markup to the platform's own package.
package bot

import (
	"fmt"
	"strings"
	"time"

	"github.com/regwire/regwire/feeds"
)

// ChannelID is a place that receives, "platform:workspace/place":
// "slack:T0123/C0456", "console:local/demo".
type ChannelID string

// ParseChannel checks the form of a channel id; the error says what is wrong.
func ParseChannel(s string) (ChannelID, error) {
	platform, rest, ok := strings.Cut(s, ":")
	workspace, place, ok2 := strings.Cut(rest, "/")
	if !ok || !ok2 || platform == "" || workspace == "" || place == "" || strings.ContainsAny(s, " \t\n\x00") || len(s) > 512 {
		return "", fmt.Errorf("channel %q is not of the form platform:workspace/place, such as slack:T0123ABC/C0456DEF", s)
	}
	return ChannelID(s), nil
}

// Platform is the part before the colon.
func (c ChannelID) Platform() string { p, _, _ := strings.Cut(string(c), ":"); return p }

// Workspace is "platform:workspace".
func (c ChannelID) Workspace() feeds.WorkspaceID {
	w, _, _ := strings.Cut(string(c), "/")
	return feeds.WorkspaceID(w)
}

// Place is the part after the first slash.
func (c ChannelID) Place() string { _, p, _ := strings.Cut(string(c), "/"); return p }

// Lang is the language of a channel: "en", "zh" or "both".
type Lang string

// The languages.
const (
	English Lang = "en"
	Chinese Lang = "zh"
	Both    Lang = "both"
)

// Channel is what the bot knows of a place that receives.
type Channel struct {
	ID   ChannelID `json:"id"`
	Name string    `json:"name,omitempty"` // as people call it
	Lang Lang      `json:"lang,omitempty"`
	Zone string    `json:"zone,omitempty"` // IANA name, "" is UTC
	// Quiet is "22:00-07:00" in Zone; WorkDays holds back on other days.
	Quiet    string `json:"quiet,omitempty"`
	WorkDays bool   `json:"work_days,omitempty"`
	// Held says why nothing is posted here until an operator resumes it:
	// "is_archived". Deliveries wait.
	Held   string    `json:"held,omitempty"`
	HeldAt time.Time `json:"held_at,omitzero"`
	// NotBefore is the earliest next post: pace, or Retry-After.
	NotBefore time.Time `json:"not_before,omitzero"`
	// Ref is what the platform needs to reach the place (Teams: serviceUrl …).
	Ref map[string]string `json:"ref,omitempty"`
}

// Named is the channel by its id, and its name where the platform tells one.
func (c Channel) Named() Span {
	if c.Name == "" {
		return Span{Text: feeds.Text(c.ID)}
	}
	return Say("channel.named", feeds.CleanLine(c.Name), string(c.ID))
}

// Location is the channel's zone; UTC when it is unknown.
func (c Channel) Location() *time.Location {
	if loc, err := time.LoadLocation(c.Zone); err == nil {
		return loc
	}
	return time.UTC
}

// Workspace is what the bot knows of a Slack team or Teams tenant.
type Workspace struct {
	ID   feeds.WorkspaceID `json:"id"`
	Held string            `json:"held,omitempty"`
	// NotBefore is a Retry-After that stands for the whole workspace.
	NotBefore time.Time `json:"not_before,omitzero"`
}
