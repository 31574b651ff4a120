package claims

import (
	"errors"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
)

const lease = time.Minute

// clocked is a book with the clock that it goes by.
func clocked() (*Book, *time.Time) {
	now := time.Date(2022, 9, 14, 10, 0, 0, 0, time.UTC)
	return New(lease, func() time.Time { return now }), &now
}

func TestWhoHoldsWhat(t *testing.T) {
	b, now := clocked()
	first, lapsed, ok := b.Take(feeds.ClaimHost, "a.example", "w1")
	if !ok || lapsed || !first.Until.Equal(now.Add(lease)) {
		t.Fatalf("taken: %+v, lapsed %v, %v", first, lapsed, ok)
	}
	if held, _, ok := b.Take(feeds.ClaimHost, "a.example", "w2"); ok || held != first {
		t.Errorf("a second one takes what is held: %+v, %v; want to be told of %+v", held, ok, first)
	}
	if _, _, ok := b.Take(feeds.ClaimUnread, "a.example", "w2"); !ok {
		t.Error("a claim of another kind is refused")
	}
	if got := b.UnderWay(); got != 2 {
		t.Errorf("%d visits and readings are under way, want 2", got)
	}
	*now = now.Add(lease - time.Second)
	if first, err := b.Renew(first); err != nil || !b.Busy(feeds.ClaimHost, "a.example").Equal(first.Until) {
		t.Errorf("renewed: %+v, %v", first, err)
	}
	*now = now.Add(lease)
	if until := b.Busy(feeds.ClaimHost, "a.example"); !until.IsZero() {
		t.Errorf("a lease that has ended is busy until %s", until)
	}
	if err := b.Check(first, feeds.ClaimHost); err != nil {
		t.Errorf("a lease that has ended, and that nobody took: %v", err)
	}
	second, lapsed, ok := b.Take(feeds.ClaimHost, "a.example", "w2")
	if !ok || !lapsed || second.Epoch <= first.Epoch || b.Latest() != second.Epoch {
		t.Errorf("taken over: %+v, lapsed %v, %v", second, lapsed, ok)
	}
	for name, err := range map[string]error{
		"check": b.Check(first, feeds.ClaimHost),
		"renew": func() error { _, err := b.Renew(first); return err }(),
	} {
		if !errors.Is(err, feeds.ErrClaimLost) {
			t.Errorf("%s of a claim that was taken over: %v, want ErrClaimLost", name, err)
		}
	}
	if err := b.Check(second, feeds.ClaimUnread, feeds.ClaimChannel); err == nil || errors.Is(err, feeds.ErrClaimLost) {
		t.Errorf("a claim of another kind: %v, want a refusal", err)
	}
	if b.Release(first) || !b.Release(second) || b.Release(second) {
		t.Error("each claim is released once, by who holds it")
	}
	if got := b.UnderWay(); got != 1 {
		t.Errorf("%d visits and readings are under way, want 1", got)
	}
	if _, lapsed, ok := b.Take(feeds.ClaimHost, "a.example", "w1"); !ok || lapsed {
		t.Errorf("after a release: lapsed %v, %v", lapsed, ok)
	}
}

// A clock that is set back makes no lease longer than it is.
func TestAClockThatIsSetBack(t *testing.T) {
	b, now := clocked()
	claim, _, _ := b.Take(feeds.ClaimChannel, "slack:T1/C1", "w1")
	*now = now.Add(-time.Hour)
	if _, _, ok := b.Take(feeds.ClaimChannel, "slack:T1/C1", "w2"); ok {
		t.Error("a claim is taken whose holder may be at work")
	}
	*now = now.Add(lease)
	if _, lapsed, ok := b.Take(feeds.ClaimChannel, "slack:T1/C1", "w2"); !ok || !lapsed {
		t.Errorf("after a lease by the new clock: lapsed %v, %v", lapsed, ok)
	}
	if err := b.Check(claim, feeds.ClaimChannel); !errors.Is(err, feeds.ErrClaimLost) {
		t.Errorf("the old claim: %v, want ErrClaimLost", err)
	}
	*now = now.Add(-time.Hour)
	b.RenewAll()
	if until := b.Busy(feeds.ClaimChannel, "slack:T1/C1"); !until.Equal(now.Add(lease)) {
		t.Errorf("renewed, it is busy until %s, want %s", until, now.Add(lease))
	}
}
