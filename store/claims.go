package store

import (
	"context"

	"github.com/regwire/regwire/feeds"
)

// Renew extends the lease.
func (s *Store) Renew(_ context.Context, claim feeds.Claim) (feeds.Claim, error) {
	return s.claims.Renew(claim)
}

// Release gives the claim back. One that was lost already needs no release.
func (s *Store) Release(_ context.Context, claim feeds.Claim) error {
	if s.claims.Release(claim) && claim.Kind == feeds.ClaimChannel {
		s.owing.released(claim)
	}
	return nil
}

// claimTries is how often a claim is tried when the work behind it turns out to
// be done by the one whose lease had ended, or its record to be damaged.
const claimTries = 4

// tries is how often a claim on what is owed is tried: not at all when how it ended
// could not be written.
func (s *Store) tries() int {
	if s.room.State().Spent {
		return 0
	}
	return claimTries
}

func (s *Store) settleIf(ctx context.Context, lapsed bool) error {
	if !lapsed {
		return nil
	}
	return s.settle(ctx)
}

// giveBack releases a claim whose work could not be handed out.
func (s *Store) giveBack(claim feeds.Claim, err error) error {
	_ = s.Release(context.Background(), claim) // never fails on a claim just taken
	return err
}

// giveUp releases a claim behind which there was nothing, and has damaged
// records set aside, so that the next try comes to other work.
func (s *Store) giveUp(ctx context.Context, claim feeds.Claim) error {
	if err := s.Release(ctx, claim); err != nil || s.readOnly {
		return err
	}
	return s.settle(ctx)
}
