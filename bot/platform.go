package bot

import (
	"context"
	"time"
)

// Platform posts to one chat product. Edit and Thread are carried by Message;
// Can says which of them the platform honours.
type Platform interface {
	// Name is the platform part of a ChannelID.
	Name() string
	// Post posts m to c. An error is a *PostError when the platform knows what
	// it means, anything else is taken as ambiguous.
	Post(ctx context.Context, c Channel, m Message) (Reference, error)
	// Can tells what the platform is able to do in c.
	Can(c Channel) Abilities
	// Pace is the shortest time between two posts to one channel.
	Pace() time.Duration
}

// Answering is a Platform that can be asked whether its service answers. Nothing comes
// of the question, and nil is any clear answer, a refusal too.
type Answering interface {
	Answers(ctx context.Context, c Channel) error
}

// PostsAtOnce is how many posts may be under way at a time, to as many channels: the
// outbox has so many senders, and platforms that are reached over connections of
// their own keep as many.
const PostsAtOnce = 128

// Abilities of a platform in one channel.
type Abilities struct {
	Edit   bool
	Thread bool
}

// Fate is what a failed post means for the delivery.
type Fate string

// The fates of a failed post.
const (
	FateRetry         Fate = "retry"          // surely not posted; try later
	FateAmbiguous     Fate = "ambiguous"      // may have been posted
	FatePlain         Fate = "plain"          // refused as it is: once more in the simplest layout, then dead
	FateHoldChannel   Fate = "hold_channel"   // nothing can be posted there until a person acts
	FateHoldWorkspace Fate = "hold_workspace" // nor anywhere in the workspace
	FateDead          Fate = "dead"
)

// What a PostError has for Fix whatever the platform.
const (
	FixWait = "nothing to do: it is tried again by itself"
	FixEdit = "the post stays as it is; later news comes as a post of its own"
)

// PostError says what a failed post means.
type PostError struct {
	Fate Fate
	// After is how long to wait; Whole when it holds for the whole workspace.
	After time.Duration
	Whole bool
	// Code is the platform's word: "not_in_channel". Fix tells a person what to do.
	Code string
	Fix  string
	Err  error
}

func (e *PostError) Error() string { return "post refused: " + e.Words() }

// Words are the platform's word, the fix and the cause, without what was refused.
func (e *PostError) Words() string {
	s := e.Code
	if e.Fix != "" {
		s += ": " + e.Fix
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

func (e *PostError) Unwrap() error { return e.Err }
