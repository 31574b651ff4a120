package bot

import (
	"slices"
	"time"

	"github.com/regwire/regwire/feeds"
)

// Late reports whether the event had been told to others before since, when somebody
// subscribed: to them it is no new event, whatever revision comes now. One that is
// planned for the first time is new to all.
func Late(e feeds.Event, since time.Time) bool { return e.Revision > 1 && Earlier(e, since) }

// Earlier reports whether the event was news before since.
func Earlier(e feeds.Event, since time.Time) bool {
	return since.After(e.Born) && since.After(e.Announced)
}

// LateArg is the argument of an alert of such an event: when the first subscription that
// wants it was made.
const LateArg = "since"

// LateSince is that of a delivery, zero of any other.
func LateSince(d Delivery) time.Time {
	since, err := time.Parse(time.RFC3339Nano, d.Args[LateArg])
	if err != nil {
		return time.Time{}
	}
	return since
}

// LateArgs are the arguments of an edit of the alert d: what it said of being late stays.
func LateArgs(d Delivery) map[string]string {
	if since, ok := d.Args[LateArg]; ok {
		return map[string]string{LateArg: since}
	}
	return nil
}

// NewsSince is the newest change from since on that somebody has to hear of who was
// told nothing of the event: news, or that the publisher whose text speaks for it now
// came to it.
func NewsSince(e feeds.Event, since time.Time) (feeds.Change, bool) {
	for _, c := range slices.Backward(e.Changes) {
		if !c.At.Before(since) && (c.News || c.What == feeds.BroughtItem && c.Detail == string(e.Lead)) {
			return c, true
		}
	}
	return feeds.Change{}, false
}

// EarliestOf is when the first of the subscriptions was made; zero when there is none.
func EarliestOf(subs []Subscription, ids []SubscriptionID) time.Time {
	var first time.Time
	for _, s := range subs {
		if slices.Contains(ids, s.ID) && (first.IsZero() || s.Created.Before(first)) {
			first = s.Created
		}
	}
	return first
}
