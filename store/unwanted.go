package store

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"time"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// Unsubscribe removes the subscription. What it alone had owed and is not being posted
// is given up in the same commit: wants says whether a subscription that the channel
// keeps wants an event. It gives how many events the channel is not told because of that.
func (s *Store) Unsubscribe(ctx context.Context, id bot.SubscriptionID, wants bot.Wants, a bot.Audit) (dropped int, err error) {
	var channel bot.ChannelID
	var next uint64
	var given bool
	err = s.writeSubs(ctx, a, func(tx *bbolt.Tx) error {
		key, err := existing(tx, id)
		if err != nil {
			return err
		}
		var gone bot.Subscription
		if _, err := s.getRecord(tx, tableSubscriptions, key, &gone); err != nil {
			return err
		}
		if err := deleteKey(tx, tableSubscriptions, key); err != nil {
			return err
		}
		channel = gone.Channel
		u := &unwanted{Store: s, tx: tx, gone: gone, wants: wants, judged: map[feeds.EventID]bool{}, given: map[feeds.EventID]bool{}, kept: map[feeds.EventID]bool{}}
		if dropped, err = u.drop(); err != nil {
			return err
		}
		given = len(u.given) > 0
		next, err = s.earliestDue(tx, channel)
		return err
	}, func() {
		if given {
			s.owing.resumed(channel, next)
		}
	})
	return dropped, err
}

// unwanted takes back what a channel is owed by a subscription that is gone.
type unwanted struct {
	*Store
	tx     *bbolt.Tx
	gone   bot.Subscription
	left   []bot.Subscription // that the channel keeps
	wants  bot.Wants
	judged map[feeds.EventID]bool
	// given are the events of what was given up, kept those of what is owed still.
	given, kept map[feeds.EventID]bool
}

func (u *unwanted) drop() (dropped int, err error) {
	u.left, err = collect(u.Store, u.tx, tableSubscriptions, nil, func(s *bot.Subscription) bool { return s.Channel == u.gone.Channel })
	if err != nil {
		return 0, err
	}
	var keys [][]byte
	for _, v := range tableOwed.under(u.tx, words(string(u.gone.Channel))) {
		keys = append(keys, bytes.Clone(v[8:]))
	}
	for _, key := range keys {
		d, ok, err := u.getDelivery(u.tx, key)
		if err != nil {
			return 0, err
		}
		if !ok || !d.Open() {
			continue
		}
		if err := u.dropOf(key, &d); err != nil {
			return 0, err
		}
	}
	for id := range u.given {
		if !u.kept[id] {
			dropped++
		}
	}
	return dropped, nil
}

// dropOf gives up what is owed of an event that nobody wants there, unless it is being
// posted.
func (u *unwanted) dropOf(key []byte, d *delivery) error {
	switch d.Key.Kind {
	case bot.KindAlert, bot.KindFollowup, bot.KindReminder:
		id := feeds.EventID(d.Key.Subject)
		wanted, err := u.wanted(id)
		if err == nil && !wanted && d.Key.Kind == bot.KindReminder {
			wanted, err = u.asked(id)
		}
		if err != nil {
			return err
		}
		if wanted || d.State == bot.Sending {
			u.kept[id] = true
			return nil
		}
		u.given[id] = true
		return u.giveUp(key, d)
	case bot.KindDigest:
		if d.State != bot.Sending && slices.Contains(d.Subscriptions, u.gone.ID) {
			return u.shorten(key, d)
		}
		for _, id := range d.Events {
			u.kept[id] = true
		}
	}
	return nil
}

// asked reports whether the channel is that of a person whom the event reminds, since
// they took it or asked for that.
func (u *unwanted) asked(id feeds.EventID) (bool, error) {
	c := u.gone.Channel
	for _, kind := range []bot.MarkKind{bot.MarkTake, bot.MarkRemind} {
		keys, err := marksAt(u.tx, bot.Mark{Workspace: c.Workspace(), Event: id, Kind: kind, User: c.Place()})
		if err != nil || len(keys) > 0 {
			return len(keys) > 0, err
		}
	}
	return false, nil
}

// shorten takes out of a list what nobody wants there.
func (u *unwanted) shorten(key []byte, d *delivery) error {
	// What belongs to this subscription alone: what is open, what its mute held.
	own := d.Key.Subject == bot.ListOpen || d.Key == bot.MuteKey(u.gone)
	var keeps, goes []feeds.EventID
	for _, e := range d.Events {
		wanted, err := u.wanted(e)
		if err != nil {
			return err
		}
		if wanted && !own {
			keeps = append(keeps, e)
			u.kept[e] = true
		} else {
			goes = append(goes, e)
			u.given[e] = true
		}
	}
	if len(keeps) == 0 {
		return u.giveUp(key, d)
	}
	for _, e := range goes {
		if err := deleteKey(u.tx, tableListed, append(words(string(e)), key...)); err != nil {
			return err
		}
	}
	d.Events = keeps
	d.Subscriptions = slices.DeleteFunc(slices.Clone(d.Subscriptions), func(id bot.SubscriptionID) bool { return id == u.gone.ID })
	return putDelivery(u.tx, key, d)
}

func (u *unwanted) giveUp(key []byte, d *delivery) error {
	d.State, d.Reason, d.NextTry = bot.Dead, bot.Unsubscribed, time.Time{}
	return putDelivery(u.tx, key, d)
}

// wanted reports whether a subscription that is left wants the event. Where the event is gone
// the answer is yes: the post stays owed, and whoever composes it finds nothing to say.
func (u *unwanted) wanted(id feeds.EventID) (bool, error) {
	if wanted, ok := u.judged[id]; ok {
		return wanted, nil
	}
	wanted, err := u.judge(id)
	u.judged[id] = wanted
	return wanted, err
}

func (u *unwanted) judge(id feeds.EventID) (bool, error) {
	if len(u.left) == 0 {
		return false, nil
	}
	e, items, err := u.eventWithItems(u.tx, id)
	if errors.Is(err, feeds.ErrNotFound) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	items = slices.Clone(items)
	texts := slices.ContainsFunc(u.left, func(s bot.Subscription) bool { return len(s.Filter.Words)+len(s.Filter.NotWords) > 0 })
	for i := range items {
		if texts {
			if items[i].Text, err = u.getText(u.tx, items[i].ID); err != nil {
				return false, err
			}
		}
	}
	return slices.ContainsFunc(u.left, func(s bot.Subscription) bool { return u.wants(s, e, items) }), nil
}
