package outbox

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
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
	// parting is how long a post under way may go on once we are told to stop: cut off,
	// it may have arrived and would be repeated. A serving program waits somewhat longer.
	parting = 8 * time.Second
)

// sender posts, one post at a time. How its last post ended is written down with
// the beginning of the next: that is one commit where it could be two, and a sender
// never has two posts that are not written down.
type sender struct {
	*Outbox
	// stay has it stay with a channel until all is posted that may be posted now.
	stay bool
	// last is how its last posts ended, as long as that is not written down.
	last *ended
}

// ended is how posts to a claimed channel ended.
type ended struct {
	claim   feeds.Claim
	of      []bot.Delivery
	results []bot.Result
	// stop has the channel be left alone now.
	stop bool
}

// serveNext claims one channel that owes something due, posts what may be posted
// now, and reports whether there was such a channel.
func (s *sender) serveNext(ctx context.Context) (bool, error) {
	claim, owed, err := s.deps.Store.ClaimChannel(ctx, s.config.Owner)
	if errors.Is(err, feeds.ErrNoWork) {
		// What the last post was about may be owed again once that is written down.
		busy := s.last != nil
		return busy, s.settle(ctx)
	}
	if err != nil {
		return false, errors.Join(s.settle(ctx), fmt.Errorf("claim a channel that is owed something: %w", err))
	}
	left, err := s.serveClaimed(ctx, claim, owed)
	if !left {
		s.release(ctx, claim)
	}
	return true, err
}

// serveClaimed serves a channel; left says that the claim is given back once it is
// written down how the last post ended.
func (s *sender) serveClaimed(ctx context.Context, claim feeds.Claim, owed bot.Owed) (left bool, err error) {
	platform, ok := s.deps.Platforms[owed.Channel.ID.Platform()]
	if !ok {
		return false, s.hold(ctx, claim, owed, Unserved(owed.Channel.ID))
	}
	now := s.deps.Now()
	for _, until := range []time.Time{owed.Channel.QuietUntil(now), begun(owed.Deliveries, now, platform.Pace())} {
		if until.After(now) {
			return false, s.rest(ctx, claim, owed, until)
		}
	}
	return s.serve(ctx, claim, owed, platform)
}

// Unserved is why a channel is held that is on a platform which is not configured.
func Unserved(id bot.ChannelID) string {
	return fmt.Sprintf("no platform %q is configured", id.Platform())
}

// begun is until when the pace of a post holds that was under way when the process
// ended a moment ago.
func begun(ds []bot.Delivery, now time.Time, pace time.Duration) (until time.Time) {
	for _, d := range ds {
		if d.State == bot.Sending && !d.Started.After(now) && d.Started.Add(pace).After(until) {
			until = d.Started.Add(pace)
		}
	}
	return until
}

// settle writes down how the last posts ended and gives their channel back.
func (s *sender) settle(ctx context.Context) error {
	if s.last == nil {
		return nil
	}
	e := *s.last
	s.last = nil
	defer s.release(ctx, e.claim)
	return s.commit(ctx, e)
}

// rest leaves a channel alone until then: its quiet hours end, or a pace has been
// kept. What is owed stays as it is.
func (o *Outbox) rest(ctx context.Context, claim feeds.Claim, owed bot.Owed, until time.Time) error {
	r := o.unchanged(owed.Deliveries[0])
	r.ChannelNotBefore = until
	if err := o.deps.Store.CommitResults(context.WithoutCancel(ctx), claim, []bot.Result{r}); err != nil {
		return fmt.Errorf("leave channel %s alone until %s: %w", owed.Channel.ID, until, err)
	}
	return nil
}

// unchanged leaves a delivery as it is: what is written with it is about its channel.
func (o *Outbox) unchanged(d bot.Delivery) bot.Result {
	return bot.Result{Key: d.Key, State: d.State, At: o.deps.Now(), NextTry: d.NextTry, Reason: d.Reason, Repeat: d.Repeat, Plain: d.Plain, Revision: d.Revision}
}

// serve posts what the channel is owed, in order, until something stops it. The
// platform's pace is kept by leaving the channel alone for that long, so that no
// sender waits while other channels are owed something; with stay it is waited for.
func (s *sender) serve(ctx context.Context, claim feeds.Claim, owed bot.Owed, platform bot.Platform) (left bool, err error) {
	rest, wait := platform.Pace(), time.Duration(0)
	if s.stay {
		rest, wait = 0, rest
	}
	posts := s.posts(owed.Deliveries)
	for i, ds := range posts {
		if ctx.Err() != nil {
			return false, nil //nolint:nilerr // told to stop: what is left is owed still
		}
		e, err := s.post(ctx, claim, owed.Channel, platform, ds, rest)
		if errors.Is(err, feeds.ErrNotFound) { // taken back since: the next claim has what is left
			s.deps.Log.Debug("not owed any more", "channel", owed.Channel.ID, "err", err)
			return false, nil
		}
		if err != nil {
			return false, err
		}
		last := i == len(posts)-1 || e.stop
		if last && wait == 0 {
			err := s.settle(ctx) // of a post before, when this delivery needed none
			s.last = &e
			return true, err
		}
		if err := s.commit(ctx, e); err != nil {
			return false, err
		}
		if !s.pause(ctx, wait) || last {
			return false, nil
		}
		if claim, err = s.deps.Store.Renew(ctx, claim); err != nil {
			return false, fmt.Errorf("keep the claim on channel %s: %w", claim.Subject, err)
		}
	}
	return false, nil
}

// due are the deliveries that may be posted now, in the memory of all. One that
// waits for its retry holds back what was owed after it, so that order is kept,
// but for alerts of other subjects: those may pass.
func (o *Outbox) due(all []bot.Delivery) []bot.Delivery {
	now := o.deps.Now()
	waiting := map[string]bool{}
	out := all[:0]
	for _, d := range all {
		if !d.Open() || d.State == bot.HeldUp || waiting[d.Key.Subject] {
			continue
		}
		if d.Waits(now) {
			waiting[d.Key.Subject] = d.State != bot.Pending
			continue
		}
		out = append(out, d)
	}
	return out
}

// posts are the deliveries that may be posted now, by post: one each, but for alerts
// that are too many to be posted one by one, and for lines about sources.
func (o *Outbox) posts(all []bot.Delivery) [][]bot.Delivery {
	due := o.due(all)
	var out [][]bot.Delivery
	for _, kind := range []struct {
		is   func(bot.Delivery) bool
		most int
	}{
		{func(d bot.Delivery) bool { return d.Key.Kind == bot.KindAlert }, o.config.Burst},
		{bot.Delivery.AboutSource, 1},
	} {
		if len(due) <= kind.most || o.deps.List == nil {
			continue
		}
		var list []bot.Delivery
		if list, due = apart(due, kind.is, kind.most); len(list) > 0 {
			out = append(out, list)
		}
	}
	return slices.AppendSeq(out, slices.Chunk(due, 1))
}

// apart takes those of a kind that were never tried out of ds when they are more than
// most: those become one list, and a delivery whose fate is unknown waits for the
// next claim.
func apart(ds []bot.Delivery, is func(bot.Delivery) bool, most int) (list, rest []bot.Delivery) {
	for _, d := range ds {
		switch {
		case !is(d):
			rest = append(rest, d)
		case d.State == bot.Pending:
			list = append(list, d)
		}
	}
	if len(list) > most {
		return list, rest
	}
	return nil, ds
}

// post posts one delivery, or several as one list. What it gives is not written
// down yet. The channel stays claimed however long that takes: passed to another sender,
// it would be told again what is under way.
func (s *sender) post(ctx context.Context, claim feeds.Claim, c bot.Channel, platform bot.Platform, ds []bot.Delivery, rest time.Duration) (ended, error) {
	defer feeds.Extend(feeds.RenewEvery, func() error {
		_, err := s.deps.Store.Renew(context.WithoutCancel(ctx), claim)
		return err
	})()
	if len(ds) > 1 {
		return s.postList(ctx, claim, c, platform, ds, rest)
	}
	return s.postOne(ctx, claim, c, platform, ds[0], rest)
}

// postOne composes, marks as sending and posts.
func (s *sender) postOne(ctx context.Context, claim feeds.Claim, c bot.Channel, platform bot.Platform, d bot.Delivery, rest time.Duration) (ended, error) {
	ambiguous := d.State == bot.Sending
	d.Repeat = d.Repeat || ambiguous || d.Lies > 0
	copies := d.Lies // posts that may have arrived: a refusal is none
	if ambiguous {
		copies++
	}
	end := func(r bot.Result) (ended, error) {
		stop := r.HoldChannel != "" || r.HoldWorkspace != "" || !r.ChannelNotBefore.IsZero() || !r.WorkspaceNotBefore.IsZero()
		return ended{claim, []bot.Delivery{d}, []bot.Result{r}, stop}, nil
	}
	if copies >= maxCopies {
		return end(bot.Result{Key: d.Key, State: bot.HeldUp, At: s.deps.Now(), Repeat: true, Revision: d.Revision, Reason: fmt.Sprintf("posted %d times without a clear answer: see whether it arrived, then resume", copies)})
	}
	if d.Lies > 0 {
		if err := s.settle(ctx); err != nil { // an answer may take longer than the last claim holds
			s.deps.Log.Error("outbox stumbled", "err", err)
		}
		if wait := s.unanswered(ctx, platform, c); wait > 0 {
			r := s.unchanged(d)
			r.State, r.NextTry, r.WorkspaceNotBefore = bot.Retry, r.At.Add(wait), r.At.Add(wait)
			return end(r)
		}
	}
	if copies == maxCopies-1 {
		if wait := s.silences.of(c.ID).spared(s.deps.Now()); wait > 0 {
			r := s.unchanged(d)
			r.State, r.NextTry = bot.Retry, r.At.Add(wait)
			return end(r)
		}
	}
	m, err := s.compose(ctx, d, c)
	if errors.Is(err, bot.ErrNothing) {
		return end(s.silent(d))
	}
	if err != nil {
		s.deps.Log.Error("message not composed", "delivery", d.Key.String(), "err", err)
		return end(bot.Result{Key: d.Key, State: bot.HeldUp, At: s.deps.Now(), Reason: "message could not be composed: " + err.Error()})
	}
	if err := s.begin(ctx, claim, []bot.DeliveryKey{d.Key}); err != nil {
		return ended{}, fmt.Errorf("mark %s as sending: %w", m.Delivery, err)
	}
	s.deps.Log.Debug("sending", "delivery", m.Delivery)
	ref, postErr := s.call(ctx, platform, c, m)
	r := s.result(d, m, ref, postErr)
	r.ChannelNotBefore = rested(r, rest)
	return end(r)
}

// silent is the end of a delivery that has nothing to say any more.
func (s *sender) silent(d bot.Delivery) bot.Result {
	return bot.Result{Key: d.Key, State: bot.Sent, At: s.deps.Now(), Reason: "nothing left to say", Revision: d.Revision}
}

// call has the platform post. A post that panicked may have arrived. Nothing is posted
// where another sender was just asked for patience.
func (o *Outbox) call(ctx context.Context, platform bot.Platform, c bot.Channel, m bot.Message) (bot.Reference, error) {
	if left := o.outages.of(c.ID.Workspace()).left(o.deps.Now()); left > 0 {
		return bot.Reference{}, &bot.PostError{Fate: bot.FateRetry, After: left, Whole: true, Code: "the workspace is let alone for now"}
	}
	ctx, cancel := lasting(ctx, parting)
	defer cancel()
	ref, err := bot.Contain("a post to "+string(c.ID), func() (bot.Reference, error) { return platform.Post(ctx, c, m) })
	o.silences.note(c.ID, m.Delivery, err, o.deps.Now())
	return ref, err
}

// lasting is a context that ends a while after ctx does.
func lasting(ctx context.Context, d time.Duration) (context.Context, context.CancelFunc) {
	out, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(d, cancel) })
	return out, func() {
		stop()
		cancel()
	}
}

// begin marks deliveries as about to be posted, and writes down how the last posts
// ended.
func (s *sender) begin(ctx context.Context, claim feeds.Claim, keys []bot.DeliveryKey) error {
	if s.last == nil {
		return s.deps.Store.CommitSending(ctx, claim, keys)
	}
	e := *s.last
	s.last = nil
	defer s.release(ctx, e.claim)
	endErr, err := s.deps.Store.CommitTurn(ctx, bot.Ended{Claim: e.claim, Results: e.results}, claim, keys)
	if endErr = s.written(e, endErr); endErr != nil {
		s.deps.Log.Error("outbox stumbled", "err", endErr)
	}
	return err
}

// postList posts several deliveries of a kind as one list; all of them are then sent, with the
// list as their post.
func (s *sender) postList(ctx context.Context, claim feeds.Claim, c bot.Channel, platform bot.Platform, ds []bot.Delivery, rest time.Duration) (ended, error) {
	m, err := bot.Contain("a list for "+string(c.ID), func() (bot.Message, error) { return s.deps.List(ctx, ds, c) })
	if errors.Is(err, bot.ErrNothing) { // all were told by alerts of what they became part of
		results := make([]bot.Result, len(ds))
		for i, d := range ds {
			results[i] = s.silent(d)
		}
		return ended{claim, ds, results, false}, nil
	}
	if err != nil { // one of them has nothing behind it any more: by itself it is held up, and the rest goes on
		s.deps.Log.Error("list not composed", "channel", c.ID, "members", len(ds), "err", err)
		return s.postOne(ctx, claim, c, platform, ds[0], rest)
	}
	keys := make([]bot.DeliveryKey, len(ds))
	m.Members = make([]string, len(ds))
	for i, d := range ds {
		keys[i], m.Members[i] = d.Key, d.Key.String()
	}
	key := listKey(c.ID, ds[0], m.Members)
	m.Kind, m.Delivery = key.Kind, key.String()
	if err := s.begin(ctx, claim, keys); err != nil {
		return ended{}, fmt.Errorf("mark a list for %s as sending: %w", c.ID, err)
	}
	ref, postErr := s.call(ctx, platform, c, m)
	results := make([]bot.Result, len(ds))
	for i, d := range ds {
		results[i] = s.result(d, m, ref, postErr)
		results[i].Revision = d.Revision
		results[i].ChannelNotBefore = rested(results[i], rest)
	}
	return ended{claim, ds, results, postErr != nil || rest > 0}, nil //nolint:nilerr // how the post failed is among the results
}

// listKey tells the list of some deliveries, of which one is given, from that of others.
func listKey(c bot.ChannelID, of bot.Delivery, members []string) bot.DeliveryKey {
	k := bot.DeliveryKey{Channel: c, Kind: bot.KindDigest, Subject: bot.ListBurst}
	if of.AboutSource() {
		k.Kind = of.Key.Kind
	}
	sum := sha256.Sum256([]byte(strings.Join(members, "\n")))
	k.Occasion = hex.EncodeToString(sum[:8])
	return k
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
	m, err := bot.Contain("the composer of "+d.Key.String(), func() (bot.Message, error) { return compose(ctx, d, c) })
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
		r.State, r.NextTry, r.Limited = bot.Retry, now.Add(wait), pe.After > 0
		if pe.After > 0 {
			r.ChannelNotBefore = now.Add(pe.After)
			if pe.Whole {
				r.ChannelNotBefore, r.WorkspaceNotBefore = time.Time{}, now.Add(pe.After)
				o.outages.of(d.Key.Channel.Workspace()).rest(r.WorkspaceNotBefore)
			}
		} else if rest := o.silences.of(d.Key.Channel).rest(); rest > 0 {
			r.ChannelNotBefore = now.Add(rest)
		}
	case bot.FateAmbiguous:
		if d.Lies > 0 {
			wait = max(wait, unclearRest+rand.N(unclearRest/2))
		}
		r.State, r.Lie, r.NextTry = bot.Retry, true, now.Add(wait)
		if rest := max(pe.After, o.silences.of(d.Key.Channel).rest()); rest > 0 {
			r.ChannelNotBefore = now.Add(rest)
		}
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

// commit writes down how posts ended. What the platform answered is written down
// even when we are told to stop.
func (o *Outbox) commit(ctx context.Context, e ended) error {
	return o.written(e, o.deps.Store.CommitResults(context.WithoutCancel(ctx), e.claim, e.results))
}

// written tells of posts whose end was written down, or not.
func (o *Outbox) written(e ended, err error) error {
	if err != nil {
		return fmt.Errorf("write down how %s ended: %w", e.results[0].Key, err)
	}
	for i, r := range e.results {
		o.config.Observe(e.of[i], r)
		if r.State != bot.Sent {
			o.deps.Log.Warn("delivery did not end well", "delivery", r.Key.String(), "state", r.State, "reason", r.Reason)
		}
	}
	return nil
}

// hold holds a channel that cannot be served at all.
func (o *Outbox) hold(ctx context.Context, claim feeds.Claim, owed bot.Owed, why string) error {
	o.deps.Log.Warn("channel held", "channel", owed.Channel.ID, "reason", why)
	r := o.unchanged(owed.Deliveries[0])
	r.Reason, r.HoldChannel = why, why
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
