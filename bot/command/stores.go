package command

import (
	"context"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// Subscriptions is what the verbs about subscriptions need of a store. A change
// and its audit row are committed together.
type Subscriptions interface {
	Subscriptions(ctx context.Context) ([]bot.Subscription, error)
	Channel(ctx context.Context, id bot.ChannelID) (bot.Channel, error)
	Workspace(ctx context.Context, id feeds.WorkspaceID) (bot.Workspace, error)
	// Subscribe stores s, giving it an id, and creates the channel when it is new.
	Subscribe(ctx context.Context, s bot.Subscription, c bot.Channel, a bot.Audit) (bot.Subscription, error)
	// ChangeSubscription writes s back.
	ChangeSubscription(ctx context.Context, s bot.Subscription, a bot.Audit) error
	// Unsubscribe removes it, and gives up what the channel is owed that none of its
	// others wants: of how many events.
	Unsubscribe(ctx context.Context, id bot.SubscriptionID, wants bot.Wants, a bot.Audit) (dropped int, err error)
	// PutChannel writes settings of a channel, and resumes it when Held is empty.
	PutChannel(ctx context.Context, c bot.Channel, a bot.Audit) error
	// Resume is PutChannel without a hold; what waited for a person there, of which it
	// gives the number, is owed again.
	Resume(ctx context.Context, c bot.Channel, a bot.Audit) (posts int, err error)
	// EndMute writes s back without its mute; what was held is due at once.
	EndMute(ctx context.Context, s bot.Subscription, a bot.Audit) error
	// Owe adds deliveries that no event plans; one whose key exists is left.
	Owe(ctx context.Context, deliveries []bot.Delivery) error
}

// Items is what the verbs that look things up need of a store. An id that does
// not exist, or belongs to another workspace, is feeds.ErrNotFound.
type Items interface {
	Item(ctx context.Context, id feeds.ItemID) (feeds.Item, error) // with its text
	// ItemFor is an item that any of the keys stands for, among public ones and those
	// of the workspace.
	ItemFor(ctx context.Context, w feeds.WorkspaceID, keys []feeds.Key) (feeds.Item, error)
	Event(ctx context.Context, id feeds.EventID) (feeds.Event, []feeds.Item, error)
	// Find answers a query and says how many match in all.
	Find(ctx context.Context, q bot.Query) ([]bot.Hit, int, error)
	Deliveries(ctx context.Context, e feeds.EventID) ([]bot.Delivery, error)
	// Dated are the events that the workspace sees with a date in from … until,
	// the nearest first; Published those published then, the oldest first. Those
	// that want, unless nil, says no to are left out; it must not change the hit.
	Dated(ctx context.Context, w feeds.WorkspaceID, from, until feeds.Day) ([]bot.Hit, error)
	Published(ctx context.Context, w feeds.WorkspaceID, from, until feeds.Day, want func(*bot.Hit) bool) ([]bot.Hit, error)
	// Undated are drafts published then that name no closing date.
	Undated(ctx context.Context, w feeds.WorkspaceID, from, until feeds.Day, want func(*bot.Hit) bool) ([]bot.Hit, error)
}

// Intake is what submitting a link needs of a store.
type Intake interface {
	// Submit stores a link as an unread item unless it is known; known tells.
	Submit(ctx context.Context, f feeds.Found, a bot.Audit) (item feeds.Item, known bool, err error)
}

// Watchers is what the verbs about sources need of a store.
type Watchers interface {
	Visits(ctx context.Context) ([]feeds.Visit, error)
	// Checks are what watching came to in a month, "2022-09", by source.
	Checks(ctx context.Context, month string) ([]bot.Check, error)
}

// Marks is what people do to events. A mark on an event that the workspace does
// not see is feeds.ErrNotFound.
type Marks interface {
	PutMark(ctx context.Context, m bot.Mark, a bot.Audit) error
	DropMark(ctx context.Context, m bot.Mark, a bot.Audit) error
	// Marks are those of a workspace on one event, on all when e is "".
	Marks(ctx context.Context, w feeds.WorkspaceID, e feeds.EventID) ([]bot.Mark, error)
}

// WatchLists are the names that people watch, of all workspaces.
type WatchLists interface {
	Watches(ctx context.Context) ([]bot.WatchEntry, error)
	PutWatch(ctx context.Context, w bot.WatchEntry, a bot.Audit) (bot.WatchEntry, error)
	DropWatch(ctx context.Context, w feeds.WorkspaceID, id bot.WatchID, a bot.Audit) error
}

// Calendars are the iCalendar addresses that people were given.
type Calendars interface {
	Calendars(ctx context.Context, w feeds.WorkspaceID) ([]bot.Calendar, error)
	PutCalendar(ctx context.Context, c bot.Calendar, a bot.Audit) error
	DropCalendar(ctx context.Context, w feeds.WorkspaceID, id string, a bot.Audit) error
}

// Curation corrects what is one event and what follows what.
type Curation interface {
	SplitEvent(ctx context.Context, id feeds.EventID, item feeds.ItemID, a bot.Audit) (alone feeds.EventID, err error)
	JoinEvents(ctx context.Context, into, from feeds.EventID, a bot.Audit) error
	LinkEvents(ctx context.Context, id feeds.EventID, l feeds.Link, no bool, a bot.Audit) error
}
