package outbox

import (
	"context"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// Store is what planning and delivering need of a store.
type Store interface {
	// ClaimEvent claims one unplanned event, the oldest first.
	ClaimEvent(ctx context.Context, owner string) (feeds.Claim, bot.Unplanned, error)
	// Subscriptions are all that exist, of every channel.
	Subscriptions(ctx context.Context) ([]bot.Subscription, error)
	// CommitPlans adds the deliveries of each plan and takes its event from unplanned,
	// the latter only if its revision is still the plan's. A plan whose claim has passed
	// is left out and makes the error feeds.ErrClaimLost; the others are written.
	CommitPlans(ctx context.Context, plans ...bot.Plan) error
	// ClaimChannel claims one channel that owes a delivery which is due now and
	// neither held nor paused, with all it owes.
	ClaimChannel(ctx context.Context, owner string) (feeds.Claim, bot.Owed, error)
	// CommitSending marks the deliveries as about to be posted, before any call.
	CommitSending(ctx context.Context, c feeds.Claim, keys []bot.DeliveryKey) error
	// CommitResults writes how posts ended.
	CommitResults(ctx context.Context, c feeds.Claim, results []bot.Result) error
	// CommitTurn is CommitResults of what ended and CommitSending of what begins, in
	// one commit or in two in this order. Either may fail by itself; when ctx has
	// ended nothing begins.
	CommitTurn(ctx context.Context, e bot.Ended, c feeds.Claim, keys []bot.DeliveryKey) (ended, begun error)
	Renew(ctx context.Context, c feeds.Claim) (feeds.Claim, error)
	Release(ctx context.Context, c feeds.Claim) error
}
