// Package claims says who holds what: a host to visit, an item to read, an event to plan, a
// channel to serve. Start with New, Book.Take and Book.Check.
//
// Claims live in memory: bbolt serves one process, and when it ends all its
// claims end with it. Epochs grow for the life of the process. What is done under a claim,
// and what must be settled before the work of one that lapsed is taken up, is left to who
// takes it.
package claims

import (
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/regwire/regwire/feeds"
)

// Book has the claims that are held. It is safe for use by several goroutines.
type Book struct {
	mu       sync.Mutex
	held     map[on]feeds.Claim
	underWay int // of them, those that end with a Round
	epoch    uint64
	lease    time.Duration
	now      func() time.Time
}

// on is what a claim is on.
type on struct {
	kind    feeds.ClaimKind
	subject string
}

// New gives an empty book, whose claims hold that long without renewal.
func New(lease time.Duration, now func() time.Time) *Book {
	return &Book{held: map[on]feeds.Claim{}, lease: lease, now: now}
}

// Take gives owner the claim unless somebody holds it; lapsed says that its
// last holder never released it, so that a write of theirs may be under way.
func (b *Book) Take(kind feeds.ClaimKind, subject, owner string) (claim feeds.Claim, lapsed, ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	key := on{kind, subject}
	now := b.now()
	old, lapsed := b.held[key]
	if lapsed && old.Until.Sub(now) > b.lease { // the clock has been set back
		old.Until = now.Add(b.lease)
		b.held[key] = old
	}
	if lapsed && now.Before(old.Until) {
		return old, false, false
	}
	b.epoch++
	claim = feeds.Claim{Kind: kind, Subject: subject, Owner: owner, Epoch: b.epoch, Until: now.Add(b.lease)}
	b.held[key] = claim
	if !lapsed && endsWithRound(kind) {
		b.underWay++
	}
	return claim, lapsed, true
}

// RenewAll has every lease begin anew: its holder may be at work.
func (b *Book) RenewAll() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for key, claim := range b.held {
		claim.Until = b.now().Add(b.lease)
		b.held[key] = claim
	}
}

// Busy reports until when somebody holds the claim; the zero time when nobody.
func (b *Book) Busy(kind feeds.ClaimKind, subject string) time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	held, ok := b.held[on{kind, subject}]
	if !ok || !b.now().Before(held.Until) {
		return time.Time{}
	}
	return held.Until
}

// Check refuses a claim that is of another kind or whose epoch has passed. A
// lease that ended does no harm until somebody else takes the claim.
func (b *Book) Check(claim feeds.Claim, kinds ...feeds.ClaimKind) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.lost(claim); err != nil {
		return err
	}
	if slices.Contains(kinds, claim.Kind) {
		return nil
	}
	return fmt.Errorf("a claim on %s %q does not allow this write", claim.Kind, claim.Subject)
}

// lost is the error of a claim that has passed to somebody else; the caller holds the lock.
func (b *Book) lost(claim feeds.Claim) error {
	held, ok := b.held[on{claim.Kind, claim.Subject}]
	if !ok || held.Epoch != claim.Epoch || held.Owner != claim.Owner {
		return fmt.Errorf("%s %q: %w", claim.Kind, claim.Subject, feeds.ErrClaimLost)
	}
	return nil
}

func endsWithRound(k feeds.ClaimKind) bool { return k == feeds.ClaimHost || k == feeds.ClaimUnread }

// UnderWay is how many visits and readings may be under way.
func (b *Book) UnderWay() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.underWay
}

// Latest is the epoch of the claim that was taken last.
func (b *Book) Latest() uint64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.epoch
}

// Renew extends the lease.
func (b *Book) Renew(claim feeds.Claim) (feeds.Claim, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.lost(claim); err != nil {
		return claim, err
	}
	claim.Until = b.now().Add(b.lease)
	b.held[on{claim.Kind, claim.Subject}] = claim
	return claim, nil
}

// Release gives the claim back, and reports whether it was held still.
func (b *Book) Release(claim feeds.Claim) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	key := on{claim.Kind, claim.Subject}
	held, ok := b.held[key]
	if !ok || held.Epoch != claim.Epoch {
		return false
	}
	delete(b.held, key)
	if endsWithRound(key.kind) {
		b.underWay--
	}
	return true
}
