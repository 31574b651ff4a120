package store

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"time"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// Buckets of this file: "meta" holds "rest", until when no channel is served
// after a start.
var keyRest = []byte("rest")

// A channel rests for a moment after every post. That is kept in memory: a record
// for each post would cost as much as the post's own. What must outlive a crash is
// one time for all channels, written ahead so that it is written seldom.
const (
	shortRest = 2 * time.Second // the longest wait that is kept so
	restAhead = time.Second
)

// handed is a delivery as it was handed out with a claim, beside the record that
// says it: as long as the record is that one, it need not be decoded again.
type handed struct {
	raw []byte
	d   *delivery
}

// ClaimChannel claims one channel that owes a delivery which is due now and is
// neither held nor paused, the longest due first, with all it owes. A delivery
// in sending was begun under a claim that is no more: whether it arrived is not
// known.
func (s *Store) ClaimChannel(ctx context.Context, owner string) (feeds.Claim, bot.Owed, error) {
	if err := s.led(); err != nil {
		return feeds.Claim{}, bot.Owed{}, err
	}
	for range s.tries() {
		claim, lapsed, ok := s.owing.take(owner)
		if !ok {
			break
		}
		if err := s.settleIf(ctx, lapsed); err != nil {
			return feeds.Claim{}, bot.Owed{}, s.giveBack(claim, err)
		}
		owed, list, err := s.owed(bot.ChannelID(claim.Subject))
		if err != nil {
			return feeds.Claim{}, bot.Owed{}, s.giveBack(claim, err)
		}
		if len(owed.Deliveries) > 0 {
			s.owing.hand(claim, list)
			return claim, owed, nil
		}
		s.owing.set(bot.ChannelID(claim.Subject), never, 0)
		if err := s.giveUp(ctx, claim); err != nil {
			return feeds.Claim{}, bot.Owed{}, err
		}
	}
	return feeds.Claim{}, bot.Owed{}, feeds.ErrNoWork
}

// maxHanded bounds what is kept of one channel: it rarely owes more than a few.
const maxHanded = 32

func (s *Store) owed(id bot.ChannelID) (owed bot.Owed, list []handed, err error) {
	err = s.db.View(func(tx *bbolt.Tx) error {
		if _, err := s.getRecord(tx, tableChannels, []byte(id), &owed.Channel); err != nil {
			return err
		}
		owed.Channel.ID = id
		if owed.Workspace, err = s.getWorkspace(tx, id.Workspace()); err != nil {
			return err
		}
		for _, v := range tableOwed.under(tx, words(string(id))) {
			raw := tableDeliveries.in(tx).Get(v[8:])
			if raw == nil {
				continue
			}
			d := &delivery{}
			ok, err := s.decode(tableDeliveries, v[8:], raw, d)
			if err != nil {
				return err
			}
			if !ok {
				continue
			}
			owed.Deliveries = append(owed.Deliveries, d.Delivery)
			if len(list) < maxHanded {
				list = append(list, handed{bytes.Clone(raw), d})
			}
		}
		return nil
	})
	return owed, list, err
}

// ToldBy is the alert by which a channel is told of an event that others became part of:
// one that was posted, else the event's own, else the first. ok is false where there is no
// choice.
func (s *Store) ToldBy(_ context.Context, id feeds.EventID, c bot.ChannelID) (key bot.DeliveryKey, ok bool, err error) {
	err = s.db.View(func(tx *bbolt.Tx) error {
		parts, err := partsOf(tx, id)
		if err != nil || len(parts) == 1 {
			return err
		}
		var best delivery
		for _, part := range parts {
			at, err := deliveryKey(bot.DeliveryKey{Channel: c, Kind: bot.KindAlert, Subject: string(part)})
			if err != nil {
				return err
			}
			d, found, err := s.getDelivery(tx, at)
			if err != nil {
				return err
			}
			if found && (d.Open() || d.State == bot.Sent && d.Attempts > 0) && (!ok || tells(&d, &best, id) < 0) {
				best, key, ok = d, d.Key, true
			}
		}
		return nil
	})
	return key, ok, err
}

// tells orders alerts of one event by which of them tells it.
func tells(a, b *delivery, event feeds.EventID) int {
	rank := func(d *delivery) int {
		switch {
		case d.State == bot.Sent:
			return 0
		case d.Attempts > 0: // may have arrived
			return 1
		case d.State == bot.HeldUp:
			return 4
		case d.Key.Subject == string(event):
			return 2
		}
		return 3
	}
	return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Seq, b.Seq))
}

// earliestDue is when the channel can be served next, by its queue.
func (s *Store) earliestDue(tx *bbolt.Tx, id bot.ChannelID) (uint64, error) {
	next, back := uint64(never), s.owing.back.Load()
	for _, v := range tableOwed.under(tx, words(string(id))) {
		at := seqOf(v[:8])
		if back {
			var err error
			if at, err = s.believedDue(tx, at, v[8:]); err != nil {
				return 0, err
			}
		}
		next = min(next, at)
	}
	return next, nil
}

// believedDue is at, from when something can be done about the delivery of the key, or now
// where a clock wrote it that has been set back since.
func (s *Store) believedDue(tx *bbolt.Tx, at uint64, key []byte) (uint64, error) {
	now := s.now()
	if at <= stamp(now) || at == never {
		return at, nil
	}
	d, ok, err := s.getDelivery(tx, key)
	if err != nil || !ok || d.Waits(now) {
		return at, err
	}
	return stamp(now), nil
}

// CommitSending marks the deliveries as about to be posted, before any call. One
// that was in sending already may have arrived: it becomes a repeat.
func (s *Store) CommitSending(ctx context.Context, c feeds.Claim, keys []bot.DeliveryKey) error {
	return s.write(ctx, s.beginning(c, keys))
}

func (s *Store) beginning(c feeds.Claim, keys []bot.DeliveryKey) *request {
	var begun []handed
	return &request{
		check: func() error { return s.claims.Check(c, feeds.ClaimChannel) },
		do: func(tx *bbolt.Tx) error {
			begun = make([]handed, 0, len(keys))
			for _, k := range keys {
				h, err := s.change(tx, c, k, func(d *delivery) { begin(&d.Delivery, s.now()) })
				if err != nil {
					return err
				}
				begun = append(begun, h)
			}
			return nil
		},
		after: func() { s.owing.begun(c, begun) },
	}
}

func begin(d *bot.Delivery, now time.Time) {
	if d.State == bot.Sending { // cut short: nobody knows whether it arrived
		d.Repeat = true
		d.Lies++
	}
	d.State, d.Started = bot.Sending, now
	d.Attempts++
}

// CommitResults writes how posts ended, and with it the holds and waits that the
// answers asked for.
func (s *Store) CommitResults(ctx context.Context, c feeds.Claim, results []bot.Result) error {
	return s.write(ctx, s.ending(c, results))
}

// CommitTurn is CommitResults of what ended and CommitSending of what begins. The
// committer takes both into one transaction unless its batch ends between them.
// Either may fail by itself; when ctx has ended nothing begins.
func (s *Store) CommitTurn(ctx context.Context, e bot.Ended, c feeds.Claim, keys []bot.DeliveryKey) (ended, begun error) {
	first, second := s.ending(e.Claim, e.Results), s.beginning(c, keys)
	first.done, second.done = make(chan error, 1), make(chan error, 1)
	if err := s.hand(first); err != nil {
		return err, err
	}
	begun = ctx.Err()
	if begun == nil {
		begun = s.hand(second)
	}
	if begun == nil {
		begun = <-second.done // the later one, so that we are woken once
	}
	return <-first.done, begun
}

func (s *Store) ending(c feeds.Claim, results []bot.Result) *request {
	id := bot.ChannelID(c.Subject)
	var next uint64
	var states map[string]pause
	var rest, written time.Time
	return &request{
		check: func() error { return s.claims.Check(c, feeds.ClaimChannel) },
		do: func(tx *bbolt.Tx) (err error) {
			states, rest = map[string]pause{}, time.Time{}
			for _, r := range results {
				if _, err := s.change(tx, c, r.Key, func(d *delivery) { apply(&d.Delivery, r, s.now()) }); err != nil {
					return err
				}
				if r.HoldChannel == "" && r.ChannelNotBefore.Sub(s.now()) <= shortRest {
					rest, r.ChannelNotBefore = later(rest, r.ChannelNotBefore), time.Time{}
				}
				if err := s.holdBack(tx, id, r, states); err != nil {
					return err
				}
			}
			if next, err = s.earliestDue(tx, id); err != nil {
				return err
			}
			written, err = s.putRest(tx, rest)
			return err
		},
		after: func() {
			s.owing.pause(states)
			s.owing.rest(id, rest, written)
			s.owing.set(id, next, c.Epoch)
		},
	}
}

// putRest has the file say that channels rest until then, and gives what it says;
// the zero time when that need not be written.
func (s *Store) putRest(tx *bbolt.Tx, until time.Time) (written time.Time, err error) {
	if !until.After(s.owing.restWritten()) {
		return time.Time{}, nil
	}
	written = until.Add(restAhead)
	return written, putRecord(tx, tableMeta, keyRest, written)
}

// loadRest reads until when channels rest after a start. A time that is further
// off was written by a clock that has been set back since.
func (s *Store) loadRest(tx *bbolt.Tx) error {
	var until time.Time
	if _, err := s.getRecord(tx, tableMeta, keyRest, &until); err != nil {
		return err
	}
	if until.Sub(s.now()) <= shortRest+restAhead {
		s.owing.floor = stamp(until)
	}
	return nil
}

// change rewrites an open delivery of the claimed channel.
func (s *Store) change(tx *bbolt.Tx, c feeds.Claim, k bot.DeliveryKey, edit func(*delivery)) (handed, error) {
	if c.Subject != string(k.Channel) {
		return handed{}, fmt.Errorf("delivery %s comes with the claim on %s", k, c.Subject)
	}
	key, err := deliveryKey(k)
	if err != nil {
		return handed{}, err
	}
	old, err := s.current(tx, c, key)
	if err != nil {
		return handed{}, err
	}
	if old == nil || !old.Open() {
		return handed{}, fmt.Errorf("delivery %s is not owed: %w", k, feeds.ErrNotFound)
	}
	d := *old
	edit(&d)
	raw, err := putRow(tx, key, &d)
	if err != nil {
		return handed{}, err
	}
	// One whose post begins keeps its place in the queue: it was due before.
	if d.State != bot.Sending || dueAt(&old.Delivery) > dueAt(&d.Delivery) {
		err = putOwed(tx, key, &d)
	}
	return handed{raw, &d}, err
}

// current is the delivery as it stands in the file, nil when there is none.
func (s *Store) current(tx *bbolt.Tx, c feeds.Claim, key []byte) (*delivery, error) {
	if d := s.owing.handed(c, tableDeliveries.in(tx).Get(key)); d != nil {
		return d, nil
	}
	d, ok, err := s.getDelivery(tx, key)
	if err != nil || !ok {
		return nil, err
	}
	return &d, nil
}

func apply(d *bot.Delivery, r bot.Result, now time.Time) {
	d.State, d.NextTry, d.Reason = r.State, r.NextTry, r.Reason
	d.Started = time.Time{} // of a post under way
	d.Repeat, d.Plain = d.Repeat || r.Repeat, d.Plain || r.Plain
	if r.Ref != (bot.Reference{}) {
		d.Ref = r.Ref
	}
	if r.Revision != 0 {
		d.Revision = r.Revision
	}
	if r.Lie {
		d.Lies++
	}
	if r.State == bot.Sent {
		d.SentAt = cmp.Or(r.At, now)
	}
}
