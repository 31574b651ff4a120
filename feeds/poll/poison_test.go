package poll_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/dedupe"
	"github.com/regwire/regwire/feeds/poll"
)

// poisoned is an identity that panics on the entries of one source.
type poisoned struct {
	dedupe.Identity
	source feeds.SourceID
	met    *atomic.Int32
}

func (p poisoned) ItemKeys(source feeds.SourceID, e feeds.Entry) []feeds.Key {
	if source == p.source {
		p.met.Add(1)
		panic("poison")
	}
	return p.Identity.ItemKeys(source, e)
}

// unwritable is a store that cannot commit the visits of one source.
type unwritable struct {
	poll.Store
	source feeds.SourceID
	met    *atomic.Int32
}

func (u unwritable) Commit(ctx context.Context, c feeds.Claim, r feeds.Round) (feeds.Committed, error) {
	if r.Visit != nil && r.Visit.Source == u.source {
		u.met.Add(1)
		return feeds.Committed{}, errors.New("write panicked: poison")
	}
	return u.Store.Commit(ctx, c, r)
}

// TestAVisitThatFailsInsideIsBackedOff: it is one failed visit, not one after the other, and
// the next source of its host is visited all the same.
func TestAVisitThatFailsInsideIsBackedOff(t *testing.T) {
	const bad, good = "cac-policies", "cac-releases"
	for name, change := range map[string]func(*poll.Deps, *atomic.Int32){
		"panic":       func(d *poll.Deps, met *atomic.Int32) { d.Identity = poisoned{source: bad, met: met} },
		"not written": func(d *poll.Deps, met *atomic.Int32) { d.Store = unwritable{d.Store, bad, met} },
	} {
		t.Run(name, func(t *testing.T) {
			var met atomic.Int32
			l := shippedLab(t, 0, func(_ *lab, d *poll.Deps, _ *poll.Config) { change(d, &met) }, bad, good)
			for n := range int32(3) {
				seen := l.round(24 * time.Hour)
				if met.Load() != n+1 {
					t.Fatalf("round %d: %d visits failed, want one a round", n, met.Load())
				}
				if !slices.ContainsFunc(seen, func(o poll.Observation) bool {
					return o.Source == bad && o.Outcome == feeds.OutcomeError && strings.Contains(o.Reason, "poison")
				}) || !slices.ContainsFunc(seen, func(o poll.Observation) bool { return o.Source == good && o.Outcome.Good() }) {
					t.Errorf("round %d: observed %+v", n, seen)
				}
			}
			visits, err := l.store.Visits(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			for _, v := range visits {
				want := map[feeds.SourceID]feeds.HealthState{bad: feeds.HealthBroken, good: feeds.HealthOK}[v.Source]
				if v.Health.State != want || !v.NextDue.After(l.clock()) {
					t.Errorf("%s is %s since %s, due at %s; want %s", v.Source, v.Health.State, v.Health.Since, v.NextDue, want)
				}
			}
		})
	}
}

// TestAnArticleThatCannotBeWrittenIsPutOff: its page is not asked for again at once, what
// stands behind it at its host is read, and after some tries it is set aside.
func TestAnArticleThatCannotBeWrittenIsPutOff(t *testing.T) {
	const source = "cac-releases"
	r := &refusing{title: "关于公开征求《关于修改〈中华人民共和国网络安全法〉的决定（征求意见稿）》意见的通知"}
	l := shippedLab(t, 30, func(_ *lab, d *poll.Deps, _ *poll.Config) {
		r.Store = d.Store
		d.Store = r
	}, source)
	for range 3 {
		l.round(time.Hour)
	}
	tried := r.refused
	l.round(24 * time.Hour)
	if tried != 3 || r.refused != tried {
		t.Errorf("tried %d times and then %d times more; want 3 and none", tried, r.refused-tried)
	}
	if stats, err := l.store.Stats(t.Context()); err != nil || stats.Unread != 0 || stats.Events == 0 {
		t.Errorf("left unread %d, events %d, %v", stats.Unread, stats.Events, err)
	}
	if !strings.Contains(l.stored(), `"quarantine":"reading failed inside: this one cannot be written"`) {
		t.Error("the item was not set aside")
	}
}

// ailing is a store that cannot be read.
type ailing struct{ poll.Store }

func (ailing) ClaimHost(context.Context, string, []feeds.Source) (feeds.Claim, []feeds.Visit, error) {
	return feeds.Claim{}, nil, errors.New("input/output error")
}

// TestADrainEndsWhereNothingCanBeDone: who polls from cron waits for its end.
func TestADrainEndsWhereNothingCanBeDone(t *testing.T) {
	l := shippedLab(t, 0, func(_ *lab, d *poll.Deps, _ *poll.Config) { d.Store = ailing{d.Store} }, "cac-releases")
	if err := l.poller.Drain(t.Context()); err == nil || !strings.Contains(err.Error(), "input/output error") {
		t.Errorf("Drain gave %v, want what went wrong", err)
	}
}
