package poll

import (
	"context"

	"github.com/regwire/regwire/feeds"
)

// Store is what polling needs of a store. Every write goes through a claim and
// is refused when its epoch has passed.
type Store interface {
	// ClaimHost claims one host that has due sources among those given and
	// returns their visits, zero ones for sources never visited. feeds.ErrNoWork when
	// no source is due or every host with due sources is claimed.
	ClaimHost(ctx context.Context, owner string, sources []feeds.Source) (feeds.Claim, []feeds.Visit, error)
	// ClaimUnread claims one host that has unread items whose next try has come
	// and returns at most limit of them, the oldest first.
	ClaimUnread(ctx context.Context, owner string, limit int) (feeds.Claim, []feeds.Item, error)
	// ClaimUnreadOf is ClaimUnread of one host.
	ClaimUnreadOf(ctx context.Context, host, owner string, limit int) (feeds.Claim, []feeds.Item, error)
	// Commit writes the round, all or nothing.
	Commit(ctx context.Context, c feeds.Claim, r feeds.Round) (feeds.Committed, error)
	// Touch keeps the times of a visit that brought nothing, without a commit;
	// they are flushed once a minute and on closing.
	Touch(ctx context.Context, c feeds.Claim, v feeds.Visit) error
	// Renew extends the lease.
	Renew(ctx context.Context, c feeds.Claim) (feeds.Claim, error)
	Release(ctx context.Context, c feeds.Claim) error
}
