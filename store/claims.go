package store

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/regwire/regwire/feeds"
)

// Claims live in memory: bbolt serves one process, and when it ends all its
// claims end with it. Epochs grow for the life of the process.

type claimKey struct {
	kind    feeds.ClaimKind
	subject string
}

type claims struct {
	mu       sync.Mutex
	held     map[claimKey]feeds.Claim
	underWay int // of them, those that end with a Round
	epoch    uint64
	lease    time.Duration
	now      func() time.Time
}

func newClaims(lease time.Duration, now func() time.Time) *claims {
	return &claims{held: map[claimKey]feeds.Claim{}, lease: lease, now: now}
}

// take gives owner the claim unless somebody holds it; lapsed says that its
// last holder never released it, so that a write of theirs may be under way.
func (c *claims) take(kind feeds.ClaimKind, subject, owner string) (claim feeds.Claim, lapsed, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	key := claimKey{kind, subject}
	now := c.now()
	old, lapsed := c.held[key]
	if lapsed && old.Until.Sub(now) > c.lease { // the clock has been set back
		old.Until = now.Add(c.lease)
		c.held[key] = old
	}
	if lapsed && now.Before(old.Until) {
		return old, false, false
	}
	c.epoch++
	claim = feeds.Claim{Kind: kind, Subject: subject, Owner: owner, Epoch: c.epoch, Until: now.Add(c.lease)}
	c.held[key] = claim
	if !lapsed && endsWithRound(kind) {
		c.underWay++
	}
	return claim, lapsed, true
}

// renewAll has every lease begin anew: its holder may be at work.
func (c *claims) renewAll() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for key, claim := range c.held {
		claim.Until = c.now().Add(c.lease)
		c.held[key] = claim
	}
}

// busy reports until when somebody holds the claim; the zero time when nobody.
func (c *claims) busy(kind feeds.ClaimKind, subject string) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	held, ok := c.held[claimKey{kind, subject}]
	if !ok || !c.now().Before(held.Until) {
		return time.Time{}
	}
	return held.Until
}

// check refuses a claim that is of another kind or whose epoch has passed. A
// lease that ended does no harm until somebody else takes the claim.
func (c *claims) check(claim feeds.Claim, kinds ...feeds.ClaimKind) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.lost(claim); err != nil {
		return err
	}
	if slices.Contains(kinds, claim.Kind) {
		return nil
	}
	return fmt.Errorf("a claim on %s %q does not allow this write", claim.Kind, claim.Subject)
}

// lost is the error of a claim that has passed to somebody else; the caller holds the lock.
func (c *claims) lost(claim feeds.Claim) error {
	held, ok := c.held[claimKey{claim.Kind, claim.Subject}]
	if !ok || held.Epoch != claim.Epoch || held.Owner != claim.Owner {
		return fmt.Errorf("%s %q: %w", claim.Kind, claim.Subject, feeds.ErrClaimLost)
	}
	return nil
}

func endsWithRound(k feeds.ClaimKind) bool { return k == feeds.ClaimHost || k == feeds.ClaimUnread }

// rounds is how many visits and readings may be under way.
func (c *claims) rounds() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.underWay
}

func (c *claims) latest() uint64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.epoch
}

// Renew extends the lease.
func (s *Store) Renew(_ context.Context, claim feeds.Claim) (feeds.Claim, error) {
	c := s.claims
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.lost(claim); err != nil {
		return claim, err
	}
	claim.Until = c.now().Add(c.lease)
	c.held[claimKey{claim.Kind, claim.Subject}] = claim
	return claim, nil
}

// Release gives the claim back. One that was lost already needs no release.
func (s *Store) Release(_ context.Context, claim feeds.Claim) error {
	c := s.claims
	c.mu.Lock()
	key := claimKey{claim.Kind, claim.Subject}
	held, ok := c.held[key]
	mine := ok && held.Epoch == claim.Epoch
	if mine {
		delete(c.held, key)
		if endsWithRound(key.kind) {
			c.underWay--
		}
	}
	c.mu.Unlock()
	if mine && claim.Kind == feeds.ClaimChannel {
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
