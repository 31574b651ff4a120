package outbox

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// planBatch is how many events are planned before their plans are committed together.
const planBatch = 32

// planSome plans the oldest unplanned events and reports whether there were any.
func (o *Outbox) planSome(ctx context.Context) (busy bool, err error) {
	var plans []bot.Plan
	defer func() {
		for _, p := range plans {
			o.release(ctx, p.Claim)
		}
	}()
	for len(plans) < planBatch {
		var p bot.Plan
		if p, err = o.planNext(ctx); err != nil {
			break
		}
		plans = append(plans, p)
	}
	if errors.Is(err, feeds.ErrNoWork) {
		err = nil
	}
	if len(plans) == 0 {
		return false, err
	}
	return true, errors.Join(err, o.commitPlans(ctx, plans))
}

// planNext claims and plans one event; without an error the claim is the caller's.
func (o *Outbox) planNext(ctx context.Context) (bot.Plan, error) {
	claim, u, err := o.deps.Store.ClaimEvent(ctx, o.config.Owner)
	if err != nil {
		return bot.Plan{}, fmt.Errorf("claim an unplanned event: %w", err)
	}
	subs, err := o.deps.Store.Subscriptions(ctx)
	if err != nil {
		o.release(ctx, claim)
		return bot.Plan{}, fmt.Errorf("read the subscriptions: %w", err)
	}
	o.deps.Log.Debug("plan", "event", u.Event.ID)
	p, err := bot.Contain("the plan of "+string(u.Event.ID), func() (bot.Plan, error) { return o.planWhole(ctx, u, subs) })
	switch {
	case errors.Is(err, bot.ErrPanic):
		// The claim is left to lapse: the oldest event comes first, so that one whose plan
		// panics would keep all behind it waiting if it could be claimed again at once.
		return bot.Plan{}, err
	case err != nil:
		o.release(ctx, claim)
		return bot.Plan{}, err
	}
	p.Claim = claim
	return p, nil
}

// planWhole is what channels and, in private, owners of watch lists are owed of an event.
func (o *Outbox) planWhole(ctx context.Context, u bot.Unplanned, subs []bot.Subscription) (bot.Plan, error) {
	p := o.plan(u, subs)
	if o.deps.Private == nil {
		return p, nil
	}
	private, err := o.deps.Private(ctx, u)
	if err != nil {
		return bot.Plan{}, fmt.Errorf("see who is told of %s in private: %w", u.Event.ID, err)
	}
	p.Deliveries = append(p.Deliveries, private...)
	return p, nil
}

// commitPlans writes the plans together or, when that fails, each by itself: one that
// cannot be written must not keep the others.
func (o *Outbox) commitPlans(ctx context.Context, plans []bot.Plan) error {
	err := o.deps.Store.CommitPlans(ctx, plans...)
	if err == nil || errors.Is(err, feeds.ErrClaimLost) { // another process plans those
		for _, p := range plans {
			o.deps.Log.Debug("event planned", "event", p.Event, "revision", p.Revision, "deliveries", len(p.Deliveries))
		}
		return nil
	}
	if len(plans) == 1 {
		return fmt.Errorf("commit the plan of %s: %w", plans[0].Event, err)
	}
	var failed []error
	for _, p := range plans {
		failed = append(failed, o.commitPlans(ctx, []bot.Plan{p}))
	}
	return errors.Join(failed...)
}

// wish is what the subscriptions of one channel want of an event.
type wish struct {
	mode bot.Mode
	subs []bot.SubscriptionID
	// since is when the first of them was made.
	since time.Time
	// followups is where later news goes: the widest of the subscriptions'.
	followups string
	// muted are the subscriptions that want it and are muted.
	muted []bot.Subscription
}

// plan decides the deliveries of the event's newest revision. It is a function
// of values: what was owed already, and today's subscriptions.
func (o *Outbox) plan(u bot.Unplanned, subs []bot.Subscription) bot.Plan {
	p := bot.Plan{Event: u.Event.ID, Revision: u.Event.Revision}
	wishes := o.wishes(u, subs)
	told, listed := map[bot.ChannelID]bot.Delivery{}, map[bot.ChannelID][]bot.Delivery{}
	for _, d := range u.Deliveries {
		switch {
		case d.TakenBack():
		case d.Key.Kind == bot.KindAlert:
			told[d.Key.Channel] = d
		case d.Key.Kind == bot.KindDigest && d.Key.Subject != bot.ListOpen:
			listed[d.Key.Channel] = append(listed[d.Key.Channel], d)
		}
	}
	seen := planned(u)
	for _, c := range slices.Sorted(maps.Keys(wishes)) {
		w := wishes[c]
		if len(w.subs) == 0 {
			p.Deliveries = append(p.Deliveries, o.withheld(u.Event, w, told)...)
			continue
		}
		if before, ok := told[c]; ok {
			p.Deliveries = append(p.Deliveries, o.after(u.Event, before, seen[c], w)...)
			continue
		}
		if !again(u.Event, listed[c], w.mode, o.deps.Now()) {
			continue
		}
		late := len(listed[c]) == 0 && bot.Late(u.Event, w.since)
		if _, news := bot.NewsSince(u.Event, w.since); late && !news {
			continue
		}
		d := o.first(u.Event, c, w)
		if late && d.Key.Kind == bot.KindAlert {
			d.Args = map[string]string{bot.LateArg: w.since.Format(time.RFC3339Nano)}
		}
		d.Repeat = o.mayRepeat(u.Items)
		p.Deliveries = append(p.Deliveries, d)
	}
	return p
}

// wishes gathers by channel what is wanted of the event.
func (o *Outbox) wishes(u bot.Unplanned, subs []bot.Subscription) map[bot.ChannelID]wish {
	wishes := map[bot.ChannelID]wish{}
	now := o.deps.Now()
	today := feeds.DayOf(now, feeds.Shanghai)
	for _, s := range subs {
		if s.Held != "" {
			continue
		}
		if w := u.Event.Workspace; w != "" && w != s.Channel.Workspace() {
			continue
		}
		mode, no := bot.Match(s, u.Event, u.Items, today, o.deps.Region)
		if no != nil {
			continue
		}
		w := wishes[s.Channel]
		if now.Before(s.MutedUntil) {
			w.muted = append(w.muted, s)
			wishes[s.Channel] = w
			continue
		}
		if len(w.subs) == 0 || sooner(mode, w.mode) {
			w.mode = mode
		}
		if len(w.subs) == 0 || s.Created.Before(w.since) {
			w.since = s.Created
		}
		w.subs = append(w.subs, s.ID)
		if w.followups == "" || s.Followups == "channel" {
			w.followups = s.Followups
		}
		wishes[s.Channel] = w
	}
	return wishes
}

// first is the delivery that tells a channel of the event: an alert at once, or
// a place in the list of the day or week.
func (o *Outbox) first(e feeds.Event, c bot.ChannelID, w wish) bot.Delivery {
	now := o.deps.Now()
	d := bot.Delivery{
		Key:   bot.DeliveryKey{Channel: c, Kind: bot.KindAlert, Subject: string(e.ID)},
		State: bot.Pending, Subscriptions: w.subs, Created: now, Due: now, Revision: e.Revision,
	}
	if w.mode != bot.Now {
		occasion, due := Period(w.mode, now)
		d.Key = bot.DeliveryKey{Channel: c, Kind: bot.KindDigest, Subject: string(w.mode), Occasion: occasion}
		d.Events, d.Due, d.Revision = []feeds.EventID{e.ID}, due, 0
	}
	return d
}

// underWay is more than the time from composing a list to its being posted.
const underWay = time.Minute

// again reports whether a channel is to be told of an event that stood in lists of it,
// or is to: when a change since the last is news. What waits for its list is told by
// that, unless it has become more urgent. Where the clock was set back since the last list,
// the newest change alone came after it.
func again(e feeds.Event, lists []bot.Delivery, mode bot.Mode, now time.Time) bool {
	var last time.Time
	for _, l := range lists {
		switch {
		case l.State == bot.Sent && l.SentAt.After(last):
			last = l.SentAt
		case l.Open():
			return mode == bot.Now
		}
	}
	if n := len(e.Changes); n > 0 && last.After(now.Add(underWay)) {
		return e.Changes[n-1].News
	}
	return last.IsZero() || slices.ContainsFunc(e.Changes, func(c feeds.Change) bool { return c.News && c.At.After(last.Add(-underWay)) })
}

// mayRepeat reports whether any of the items was published before the database was
// restored, or says no day.
func (o *Outbox) mayRepeat(items []feeds.Item) bool {
	return o.config.Repeats != "" && slices.ContainsFunc(items, func(i feeds.Item) bool { return i.Published <= o.config.Repeats })
}

// withheld puts an event that only muted subscriptions want into the list that
// is posted when the mute ends; a channel that has the alert already needs none.
func (o *Outbox) withheld(e feeds.Event, w wish, told map[bot.ChannelID]bot.Delivery) []bot.Delivery {
	var out []bot.Delivery
	for _, s := range w.muted {
		if _, ok := told[s.Channel]; ok {
			continue
		}
		if _, news := bot.NewsSince(e, s.Created); bot.Late(e, s.Created) && !news {
			continue
		}
		out = append(out, bot.Delivery{
			Key: bot.MuteKey(s), State: bot.Pending, Subscriptions: []bot.SubscriptionID{s.ID},
			Created: o.deps.Now(), Due: s.MutedUntil, Events: []feeds.EventID{e.ID},
			Args: map[string]string{"why": s.Muted},
		})
	}
	return out
}

// planned is by channel the newest revision of the event that something was owed for.
func planned(u bot.Unplanned) map[bot.ChannelID]int {
	newest := map[bot.ChannelID]int{}
	for _, d := range u.Deliveries {
		if d.Key.Subject == string(u.Event.ID) {
			newest[d.Key.Channel] = max(newest[d.Key.Channel], bot.OccasionRevision(d.Key.Occasion))
		}
	}
	return newest
}

// after is what a channel that has the alert, or is owed it, still needs: nothing
// while the alert waits (it absorbs growth), one edit when it was sent, and a
// follow-up when a change since the one seen last is news. An alert whose post is under
// way was composed before: where it stands is looked up when the edit is.
func (o *Outbox) after(e feeds.Event, before bot.Delivery, seen int, w wish) []bot.Delivery {
	if before.State != bot.Sent && before.State != bot.Sending || before.Revision >= e.Revision {
		return nil
	}
	now := o.deps.Now()
	occasion := bot.RevisionOccasion(e.Revision)
	d := bot.Delivery{
		Key:   bot.DeliveryKey{Channel: before.Key.Channel, Kind: bot.KindUpdate, Subject: string(e.ID), Occasion: occasion},
		State: bot.Pending, Subscriptions: w.subs, Created: now, Due: now, Ref: before.Ref, Revision: e.Revision, Args: bot.LateArgs(before),
	}
	out := []bot.Delivery{d}
	news := slices.ContainsFunc(e.Changes, func(c feeds.Change) bool { return c.News && c.Revision > max(before.Revision, seen) })
	if news && w.followups != "off" {
		d.Key.Kind = bot.KindFollowup
		d.Args = map[string]string{"to": w.followups}
		out = append(out, d)
	}
	return out
}

// sooner reports whether mode a posts before mode b.
func sooner(a, b bot.Mode) bool {
	rank := map[bot.Mode]int{bot.Now: 0, bot.Daily: 1, bot.Weekly: 2}
	return rank[a] < rank[b]
}
