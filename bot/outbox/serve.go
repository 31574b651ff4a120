package outbox

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

const (
	// maxCopies is the most copies of one delivery that are ever posted, whatever
	// the service answers; then a person decides.
	maxCopies = 3
	// retryCap bounds the wait between two tries.
	retryCap = 30 * time.Minute
)

// serveOne claims one channel that owes something due, posts what may be posted
// now, and reports whether there was such a channel.
func (o *Outbox) serveOne(ctx context.Context) (bool, error) { return o.serveNext(ctx, false) }

// serveToEnd is serveOne for a run that ends: it stays with the channel until all
// is posted that may be posted now.
func (o *Outbox) serveToEnd(ctx context.Context) (bool, error) { return o.serveNext(ctx, true) }

func (o *Outbox) serveNext(ctx context.Context, stay bool) (bool, error) {
	claim, owed, err := o.deps.Store.ClaimChannel(ctx, o.config.Owner)
	if errors.Is(err, feeds.ErrNoWork) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("claim a channel that is owed something: %w", err)
	}
	defer o.release(ctx, claim)
	platform, ok := o.deps.Platforms[owed.Channel.ID.Platform()]
	if !ok {
		return true, o.hold(ctx, claim, owed, fmt.Sprintf("no platform %q is configured", owed.Channel.ID.Platform()))
	}
	if now := o.deps.Now(); owed.Channel.QuietUntil(now).After(now) {
		return true, o.rest(ctx, claim, owed, owed.Channel.QuietUntil(now))
	}
	return true, o.serve(ctx, claim, owed, platform, stay)
}

// rest leaves a channel alone until its quiet hours end. What is owed stays as
// it is.
func (o *Outbox) rest(ctx context.Context, claim feeds.Claim, owed bot.Owed, until time.Time) error {
	d := owed.Deliveries[0]
	r := bot.Result{Key: d.Key, State: d.State, At: o.deps.Now(), NextTry: d.NextTry, Reason: d.Reason, Repeat: d.Repeat, Plain: d.Plain, Revision: d.Revision, ChannelNotBefore: until}
	if err := o.deps.Store.CommitResults(context.WithoutCancel(ctx), claim, []bot.Result{r}); err != nil {
		return fmt.Errorf("leave channel %s alone until %s: %w", owed.Channel.ID, until, err)
	}
	return nil
}

// serve posts what the channel is owed, in order, until something stops it. The
// platform's pace is kept by leaving the channel alone for that long, so that no
// sender waits while other channels are owed something; with stay it is waited for.
func (o *Outbox) serve(ctx context.Context, claim feeds.Claim, owed bot.Owed, platform bot.Platform, stay bool) error {
	rest, wait := platform.Pace(), time.Duration(0)
	if stay {
		rest, wait = 0, rest
	}
	due := o.due(owed.Deliveries)
	if single := alone(due); len(single) > o.config.Burst && o.deps.List != nil {
		if stop, err := o.postList(ctx, claim, owed.Channel, platform, single, rest); stop || err != nil {
			return err
		}
		due = slices.DeleteFunc(due, func(d bot.Delivery) bool { return d.Key.Kind == bot.KindAlert })
	}
	for _, d := range due {
		if ctx.Err() != nil {
			return nil //nolint:nilerr // told to stop: what is left is owed still
		}
		stop, err := o.postOne(ctx, claim, owed.Channel, platform, d, rest)
		if stop || err != nil {
			return err
		}
		if claim, err = o.deps.Store.Renew(ctx, claim); err != nil {
			return fmt.Errorf("keep the claim on channel %s: %w", claim.Subject, err)
		}
		if !o.pause(ctx, wait) {
			return nil
		}
	}
	return nil
}

// due are the deliveries that may be posted now. One that waits for its retry
// holds back what was owed after it, so that order is kept, but for alerts of
// other subjects: those may pass.
func (o *Outbox) due(all []bot.Delivery) []bot.Delivery {
	now := o.deps.Now()
	waiting := map[string]bool{}
	var out []bot.Delivery
	for _, d := range all {
		if !d.Open() || d.State == bot.HeldUp || waiting[d.Key.Subject] {
			continue
		}
		if d.Due.After(now) || d.NextTry.After(now) {
			waiting[d.Key.Subject] = d.State != bot.Pending
			continue
		}
		out = append(out, d)
	}
	return out
}

// alone are the alerts among ds that were never tried: those may become one
// list. A delivery whose fate is unknown stays by itself.
func alone(ds []bot.Delivery) []bot.Delivery {
	var out []bot.Delivery
	for _, d := range ds {
		if d.Key.Kind == bot.KindAlert && d.State == bot.Pending {
			out = append(out, d)
		}
	}
	return out
}

// postOne composes, marks as sending, posts and writes down how it ended. It
// reports whether the channel has to stop.
func (o *Outbox) postOne(ctx context.Context, claim feeds.Claim, c bot.Channel, platform bot.Platform, d bot.Delivery, rest time.Duration) (stop bool, err error) {
	ambiguous := d.State == bot.Sending
	d.Repeat = d.Repeat || ambiguous || d.Lies > 0
	copies := d.Lies // posts that may have arrived: a refusal is none
	if ambiguous {
		copies++
	}
	if copies >= maxCopies {
		r := bot.Result{Key: d.Key, State: bot.HeldUp, At: o.deps.Now(), Repeat: true, Revision: d.Revision, Reason: fmt.Sprintf("posted %d times without a clear answer: see whether it arrived, then resume", copies)}
		return false, o.commit(ctx, claim, d, r)
	}
	m, err := o.compose(ctx, d, c)
	if errors.Is(err, bot.ErrNothing) {
		return false, o.commit(ctx, claim, d, bot.Result{Key: d.Key, State: bot.Sent, At: o.deps.Now(), Reason: "nothing left to say", Revision: d.Revision})
	}
	if err != nil {
		o.deps.Log.Error("message not composed", "delivery", d.Key.String(), "err", err)
		return false, o.commit(ctx, claim, d, bot.Result{Key: d.Key, State: bot.HeldUp, At: o.deps.Now(), Reason: "message could not be composed: " + err.Error()})
	}
	if err := o.deps.Store.CommitSending(ctx, claim, []bot.DeliveryKey{d.Key}); err != nil {
		return true, fmt.Errorf("mark %s as sending: %w", d.Key, err)
	}
	o.deps.Log.Debug("sending", "delivery", d.Key.String())
	ref, postErr := platform.Post(ctx, c, m)
	r := o.result(d, m, ref, postErr)
	r.ChannelNotBefore = rested(r, rest)
	return r.HoldChannel != "" || r.HoldWorkspace != "" || !r.ChannelNotBefore.IsZero() || !r.WorkspaceNotBefore.IsZero(), o.commit(ctx, claim, d, r)
}

// postList posts several alerts as one list; all of them are then sent, with the
// list as their post.
func (o *Outbox) postList(ctx context.Context, claim feeds.Claim, c bot.Channel, platform bot.Platform, ds []bot.Delivery, rest time.Duration) (stop bool, err error) {
	m, err := o.deps.List(ctx, ds, c)
	if err != nil {
		return true, fmt.Errorf("compose a list for %s: %w", c.ID, err)
	}
	keys := make([]bot.DeliveryKey, len(ds))
	for i, d := range ds {
		keys[i] = d.Key
	}
	if err := o.deps.Store.CommitSending(ctx, claim, keys); err != nil {
		return true, fmt.Errorf("mark a list for %s as sending: %w", c.ID, err)
	}
	ref, postErr := platform.Post(ctx, c, m)
	results := make([]bot.Result, len(ds))
	for i, d := range ds {
		results[i] = o.result(d, m, ref, postErr)
		results[i].Revision = d.Revision
		results[i].ChannelNotBefore = rested(results[i], rest)
	}
	if err := o.deps.Store.CommitResults(context.WithoutCancel(ctx), claim, results); err != nil {
		return true, fmt.Errorf("write down how a list for %s ended: %w", c.ID, err)
	}
	for i, d := range ds {
		o.config.Observe(d, results[i])
	}
	return postErr != nil || rest > 0, nil //nolint:nilerr // how the post failed is written down
}

// rested is when the channel may be posted to again: after the pace, unless the
// answer asked for more.
func rested(r bot.Result, rest time.Duration) time.Time {
	if rest <= 0 || !r.ChannelNotBefore.IsZero() {
		return r.ChannelNotBefore
	}
	return r.At.Add(rest)
}

func (o *Outbox) compose(ctx context.Context, d bot.Delivery, c bot.Channel) (bot.Message, error) {
	compose, ok := o.deps.Composers[d.Key.Kind]
	if !ok {
		return bot.Message{}, fmt.Errorf("no composer for deliveries of kind %q", d.Key.Kind)
	}
	m, err := compose(ctx, d, c)
	if err != nil {
		return m, err
	}
	m.Kind, m.Repeat, m.Plain, m.Delivery = d.Key.Kind, d.Repeat, m.Plain || d.Plain, d.Key.String()
	return m, nil
}

// result says what the platform's answer means for the delivery.
func (o *Outbox) result(d bot.Delivery, m bot.Message, ref bot.Reference, err error) bot.Result {
	now := o.deps.Now()
	r := bot.Result{Key: d.Key, At: now, Repeat: d.Repeat, Revision: max(m.Revision, d.Revision), Plain: d.Plain}
	if err == nil {
		r.State, r.Ref = bot.Sent, ref
		return r
	}
	pe, ok := errors.AsType[*bot.PostError](err)
	if !ok {
		pe = &bot.PostError{Fate: bot.FateAmbiguous, Code: "no clear answer", Err: err}
	}
	r.Reason = pe.Error()
	wait := max(pe.After, o.backoff(d.Attempts))
	switch pe.Fate {
	case bot.FateRetry:
		r.State, r.NextTry = bot.Retry, now.Add(wait)
		if pe.After > 0 {
			r.ChannelNotBefore = now.Add(pe.After)
			if pe.Whole {
				r.ChannelNotBefore, r.WorkspaceNotBefore = time.Time{}, now.Add(pe.After)
			}
		}
	case bot.FateAmbiguous:
		r.State, r.Lie, r.NextTry = bot.Retry, true, now.Add(wait)
	case bot.FatePlain:
		r.State, r.Plain, r.NextTry = bot.Retry, true, now
		if d.Plain {
			r.State = bot.Dead
		}
	case bot.FateHoldChannel:
		r.State, r.HoldChannel = bot.Retry, r.Reason
	case bot.FateHoldWorkspace:
		r.State, r.HoldWorkspace = bot.Retry, r.Reason
	default:
		r.State = bot.Dead
	}
	return r
}

// backoff doubles from two seconds, with full jitter above its half.
func (o *Outbox) backoff(attempts int) time.Duration {
	d := min(2*time.Second<<min(attempts, 12), retryCap)
	return d/2 + rand.N(d/2)
}

func (o *Outbox) commit(ctx context.Context, claim feeds.Claim, d bot.Delivery, r bot.Result) error {
	// What the platform answered is written down even when we are told to stop.
	if err := o.deps.Store.CommitResults(context.WithoutCancel(ctx), claim, []bot.Result{r}); err != nil {
		return fmt.Errorf("write down how %s ended: %w", d.Key, err)
	}
	o.config.Observe(d, r)
	if r.State != bot.Sent {
		o.deps.Log.Warn("delivery did not end well", "delivery", d.Key.String(), "state", r.State, "reason", r.Reason)
	}
	return nil
}

// hold holds a channel that cannot be served at all.
func (o *Outbox) hold(ctx context.Context, claim feeds.Claim, owed bot.Owed, why string) error {
	o.deps.Log.Warn("channel held", "channel", owed.Channel.ID, "reason", why)
	d := owed.Deliveries[0]
	r := bot.Result{Key: d.Key, State: d.State, At: o.deps.Now(), Reason: why, HoldChannel: why, Repeat: d.Repeat, Revision: d.Revision}
	return o.deps.Store.CommitResults(context.WithoutCancel(ctx), claim, []bot.Result{r})
}

// pause keeps the pace between two posts and reports whether to go on.
func (o *Outbox) pause(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return ctx.Err() == nil
	}
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}
