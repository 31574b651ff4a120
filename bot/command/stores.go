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
	// Subscribe stores s, giving it an id, and creates the channel when it is new.
	Subscribe(ctx context.Context, s bot.Subscription, c bot.Channel, a bot.Audit) (bot.Subscription, error)
	// ChangeSubscription writes s back; Unsubscribe removes it.
	ChangeSubscription(ctx context.Context, s bot.Subscription, a bot.Audit) error
	Unsubscribe(ctx context.Context, id bot.SubscriptionID, a bot.Audit) error
	// PutChannel writes settings of a channel, and resumes it when Held is empty.
	PutChannel(ctx context.Context, c bot.Channel, a bot.Audit) error
}

// Items is what the verbs that look things up need of a store. An id that does
// not exist, or belongs to another workspace, is feeds.ErrNotFound.
type Items interface {
	Item(ctx context.Context, id feeds.ItemID) (feeds.Item, error) // with its text
	ItemByKey(ctx context.Context, keys []feeds.Key) (feeds.Item, error)
	Event(ctx context.Context, id feeds.EventID) (feeds.Event, []feeds.Item, error)
	// Find answers a query and says how many match in all.
	Find(ctx context.Context, q bot.Query) ([]bot.Hit, int, error)
	Deliveries(ctx context.Context, e feeds.EventID) ([]bot.Delivery, error)
}

// Intake is what submitting a link needs of a store.
type Intake interface {
	// Submit stores a link as an unread item unless it is known; known tells.
	Submit(ctx context.Context, f feeds.Found, a bot.Audit) (item feeds.Item, known bool, err error)
}

// Watchers is what the verbs about sources need of a store.
type Watchers interface {
	Visits(ctx context.Context) ([]feeds.Visit, error)
}
