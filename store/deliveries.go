package store

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"time"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// Buckets of this file:
//
//	"deliveries"  subject, channel, kind, occasion (each ended by a zero byte) -> delivery
//	"owed"        channel, zero byte, 8-byte number -> 8-byte stamp from when it is due, key in "deliveries"
//	"listed"      event id, zero byte, key in "deliveries" of a list that has the event -> nothing
//
// The subject comes first, so that what one event brings about lies together:
// one alert for ten thousand channels is one run of keys.
const (
	tableDeliveries table = "deliveries"
	tableOwed       table = "owed"
	tableListed     table = "listed"
)

// delivery is the record: what is owed, and its place in the channel's order.
type delivery struct {
	bot.Delivery
	Seq uint64 `json:"seq"`
}

func deliveryKey(k bot.DeliveryKey) ([]byte, error) {
	if err := noZero(k.Subject, string(k.Channel), string(k.Kind), k.Occasion); err != nil {
		return nil, fmt.Errorf("delivery key: %w", err)
	}
	if k.Channel == "" || k.Kind == "" || k.Subject == "" {
		return nil, fmt.Errorf("delivery key %s is incomplete", k)
	}
	return words(k.Subject, string(k.Channel), string(k.Kind), k.Occasion), nil
}

func owedKey(c bot.ChannelID, seq uint64) []byte {
	return binary.BigEndian.AppendUint64(words(string(c)), seq)
}

func owedValue(due uint64, key []byte) []byte {
	return append(binary.BigEndian.AppendUint64(make([]byte, 0, 8+len(key)), due), key...)
}

// dueAt is the stamp from when something can be done about the delivery. One in
// sending can be looked at as soon as nobody has the channel's claim.
func dueAt(d *bot.Delivery) uint64 {
	switch d.State {
	case bot.HeldUp:
		return never
	case bot.Sending:
		return stamp(d.Started)
	}
	if d.NextTry.After(d.Due) {
		return stamp(d.NextTry)
	}
	return stamp(d.Due)
}

// putDelivery writes the record and keeps the queue of its channel in step.
func putDelivery(tx *bbolt.Tx, key []byte, d *delivery) error {
	if _, err := putRow(tx, key, d); err != nil {
		return err
	}
	return putOwed(tx, key, d)
}

func putOwed(tx *bbolt.Tx, key []byte, d *delivery) error {
	at := owedKey(d.Key.Channel, d.Seq)
	if !d.Open() {
		return deleteKey(tx, tableOwed, at)
	}
	return putRaw(tx, tableOwed, at, owedValue(dueAt(&d.Delivery), key))
}

// add stores a delivery unless its key exists, but for one that nobody wanted any more. When
// grow is set, a list that waits takes on new members, and one that was begun to be posted is
// followed by another: it began between the plan and now, or the clock was set back since.
func (s *Store) add(tx *bbolt.Tx, d *bot.Delivery, grow bool, n *ascending) (added bool, err error) {
	key, err := deliveryKey(d.Key)
	if err != nil {
		return false, err
	}
	old, ok := delivery{}, false
	if !n.isNew(tx, d.Key.Subject, key) {
		if old, ok, err = s.getDelivery(tx, key); err != nil {
			return false, err
		}
	}
	fresh := &delivery{Delivery: *d}
	for part := 2; ok && !old.TakenBack(); part++ {
		switch begun := old.State != bot.Pending; {
		case !grow, begun && len(d.Events) == 0, !begun && !extend(&old.Delivery, d):
			return false, nil
		case !begun:
			if err := putDelivery(tx, key, &old); err != nil {
				return false, err
			}
			return false, indexMembers(tx, key, d.Events)
		}
		fresh.Key.Occasion = fmt.Sprintf("%s (%d)", d.Key.Occasion, part)
		if key, err = deliveryKey(fresh.Key); err != nil {
			return false, err
		}
		if old, ok, err = s.getDelivery(tx, key); err != nil {
			return false, err
		}
	}
	seq, err := tableDeliveries.in(tx).NextSequence()
	if err != nil {
		return false, fmt.Errorf("number a delivery: %w", err)
	}
	fresh.Seq = seq
	if d.Created.IsZero() {
		fresh.Created = s.now()
	}
	fresh.State = cmp.Or(d.State, bot.Pending)
	if err := putDelivery(tx, key, fresh); err != nil {
		return false, err
	}
	return true, indexMembers(tx, key, d.Events)
}

// ascending tells without a look whether a delivery is new that comes in the order of the
// keys: an alert goes to thousands of channels, and of its event nothing was owed before.
type ascending struct {
	subject string
	none    bool   // nothing of the subject was in the file
	last    []byte // the greatest key of the subject since
}

func (n *ascending) isNew(tx *bbolt.Tx, subject string, key []byte) bool {
	if subject != n.subject {
		prefix := words(subject)
		k, _ := tableDeliveries.in(tx).Cursor().Seek(prefix)
		*n = ascending{subject: subject, none: !bytes.HasPrefix(k, prefix)}
	}
	if !n.none || bytes.Compare(key, n.last) <= 0 {
		return false
	}
	n.last = key
	return true
}

// extend adds what b has and a lacks of members and subscriptions.
func extend(a, b *bot.Delivery) (changed bool) {
	for _, e := range b.Events {
		if !slices.Contains(a.Events, e) {
			a.Events, changed = append(a.Events, e), true
		}
	}
	for _, sub := range b.Subscriptions {
		if !slices.Contains(a.Subscriptions, sub) {
			a.Subscriptions, changed = append(a.Subscriptions, sub), true
		}
	}
	return changed
}

func indexMembers(tx *bbolt.Tx, key []byte, events []feeds.EventID) error {
	for _, e := range events {
		if err := putRaw(tx, tableListed, append(words(string(e)), key...), []byte{}); err != nil {
			return err
		}
	}
	return nil
}

// CommitPlans adds the deliveries of each plan and takes its event from unplanned, the
// latter only if its revision is still the plan's. What the claim of a plan does not
// allow is left out and told, the rest is written.
func (s *Store) CommitPlans(ctx context.Context, plans ...bot.Plan) error {
	for _, p := range plans {
		if p.Claim.Subject != string(p.Event) {
			return fmt.Errorf("plan of %s comes with the claim on %s", p.Event, p.Claim.Subject)
		}
	}
	var added []due
	var refused []error
	err := s.write(ctx, &request{
		do: func(tx *bbolt.Tx) error {
			added, refused = nil, nil
			for _, p := range plans {
				if err := s.claims.Check(p.Claim, feeds.ClaimEvent); err != nil {
					refused = append(refused, err)
					continue
				}
				more, err := s.addPlan(tx, p)
				if err != nil {
					return fmt.Errorf("plan of %s: %w", p.Event, err)
				}
				added = append(added, more...)
			}
			return nil
		},
		after: func() { s.owing.added(added) },
	})
	if err != nil {
		return err
	}
	return errors.Join(refused...)
}

func (s *Store) addPlan(tx *bbolt.Tx, p bot.Plan) ([]due, error) {
	key, err := eventKey(p.Event)
	if err != nil {
		return nil, err
	}
	added, err := s.addAll(tx, p.Deliveries, true)
	if err != nil {
		return nil, err
	}
	var e feeds.Event
	ok, err := s.getRecord(tx, tableEvents, key, &e)
	if err != nil || ok && e.Revision != p.Revision {
		return added, err
	}
	return added, deleteKey(tx, tableUnplanned, key)
}

// How full pages are left by deliveries that come in the order of their keys. Their
// records grow by a third until they are sent; rows of the queue only go.
const (
	fillDeliveries = 0.7
	fillOwed       = 0.95
)

// addAll gives the channels that owe more than before, and from when.
func (s *Store) addAll(tx *bbolt.Tx, deliveries []bot.Delivery, grow bool) ([]due, error) {
	tableDeliveries.in(tx).FillPercent, tableOwed.in(tx).FillPercent = fillDeliveries, fillOwed
	added := make([]due, 0, len(deliveries))
	var n ascending
	for i := range deliveries {
		d := &deliveries[i]
		ok, err := s.add(tx, d, grow, &n)
		if err != nil {
			return nil, fmt.Errorf("add delivery %s: %w", d.Key, err)
		}
		if ok {
			added = append(added, due{d.Key.Channel, dueAt(d)})
		}
	}
	return added, nil
}

// Owe adds deliveries that no event plans; one whose key exists is left as it is.
func (s *Store) Owe(ctx context.Context, deliveries []bot.Delivery) error {
	var added []due
	return s.write(ctx, &request{
		do: func(tx *bbolt.Tx) (err error) {
			added, err = s.addAll(tx, deliveries, false)
			return err
		},
		after: func() { s.owing.added(added) },
	})
}

// Deliveries are those of an event, alerts as well as the lists it is in.
func (s *Store) Deliveries(_ context.Context, id feeds.EventID) (list []bot.Delivery, err error) {
	err = s.db.View(func(tx *bbolt.Tx) error {
		list, err = s.deliveriesOf(tx, id)
		return err
	})
	return list, err
}

// deliveriesOf finds the deliveries of an event and of those that became part of it, in the
// order they were created.
func (s *Store) deliveriesOf(tx *bbolt.Tx, id feeds.EventID) ([]bot.Delivery, error) {
	ids, err := partsOf(tx, id)
	if err != nil {
		return nil, err
	}
	var found []delivery
	for _, id := range ids {
		if found, err = s.about(tx, string(id), found); err != nil {
			return nil, err
		}
		prefix := words(string(id))
		for k := range tableListed.under(tx, prefix) {
			d, ok, err := s.getDelivery(tx, k[len(prefix):])
			if err != nil {
				return nil, err
			}
			if ok && slices.Contains(d.Events, id) { // not one that took the place of a list that was given up
				found = append(found, d)
			}
		}
	}
	sortDeliveries(found)
	list := make([]bot.Delivery, len(found))
	for i, d := range found {
		list[i] = d.Delivery
	}
	return list, nil
}

// about adds the deliveries whose subject it is.
func (s *Store) about(tx *bbolt.Tx, subject string, to []delivery) ([]delivery, error) {
	err := records(s, tx, tableDeliveries, words(subject), func(d *delivery) error {
		to = append(to, *d)
		return nil
	})
	return to, err
}

// Told are the deliveries about a subject that is no event, such as the state of
// a source, in the order they were created.
func (s *Store) Told(_ context.Context, subject string) (list []bot.Delivery, err error) {
	var found []delivery
	err = s.db.View(func(tx *bbolt.Tx) error {
		found, err = s.about(tx, subject, nil)
		return err
	})
	sortDeliveries(found)
	for _, d := range found {
		list = append(list, d.Delivery)
	}
	return list, err
}

// sortDeliveries puts them into the order in which they were created.
func sortDeliveries(list []delivery) {
	slices.SortFunc(list, func(a, b delivery) int { return cmp.Compare(a.Seq, b.Seq) })
}

func aliasesOf(tx *bbolt.Tx, id feeds.EventID) ([]feeds.EventID, error) {
	prefix, err := eventKey(id)
	if err != nil {
		return nil, err
	}
	var ids []feeds.EventID
	for k := range tableAliases.under(tx, prefix) {
		ids = append(ids, eventID(seqOf(k)))
	}
	return ids, nil
}

// resumeDeliveries owes again what waited for a person, and gives the number.
func (s *Store) resumeDeliveries(tx *bbolt.Tx, id bot.ChannelID) (posts int, err error) {
	var keys [][]byte
	for _, v := range tableOwed.under(tx, words(string(id))) {
		if seqOf(v[:8]) == never {
			keys = append(keys, bytes.Clone(v[8:]))
		}
	}
	for _, key := range keys {
		d, ok, err := s.getDelivery(tx, key)
		if err != nil {
			return posts, err
		}
		if !ok || d.State != bot.HeldUp {
			continue
		}
		// A person has looked: what was unclear before does not count any more,
		// though the next copy is marked as a possible repeat.
		d.State, d.NextTry, d.Reason, d.Lies = bot.Retry, time.Time{}, "", 0
		if err := putDelivery(tx, key, &d); err != nil {
			return posts, err
		}
		posts++
	}
	return posts, nil
}
