package store

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/store/frame"
)

// Buckets of this file:
//
//	"marks"      workspace, event, kind, person (each ended by a zero byte) -> bot.Mark;
//	             of kinds that a workspace shares the person is empty
//	"calendars"  SHA-256 of the token in hexadecimal -> bot.Calendar
const (
	tableMarks     table = "marks"
	tableCalendars table = "calendars"
)

func markKey(m bot.Mark) ([]byte, error) {
	user := m.User
	if m.Kind.Shared() {
		user = ""
	}
	if err := noZero(string(m.Workspace), string(m.Event), string(m.Kind), user); err != nil {
		return nil, fmt.Errorf("mark: %w", err)
	}
	if m.Event == "" || m.Kind == "" {
		return nil, fmt.Errorf("mark of %q on %q is incomplete", m.Kind, m.Event)
	}
	return words(string(m.Workspace), string(m.Event), string(m.Kind), user), nil
}

// PutMark writes the mark in place of an earlier one of the same kind. An event
// that the workspace does not see is not found.
func (s *Store) PutMark(ctx context.Context, m bot.Mark, a bot.Audit) error {
	key, err := markKey(m)
	if err != nil {
		return err
	}
	return s.write(ctx, &request{do: func(tx *bbolt.Tx) error {
		if err := s.seen(tx, m.Workspace, m.Event); err != nil {
			return err
		}
		if err := putRecord(tx, tableMarks, key, m); err != nil {
			return err
		}
		return s.putAudit(tx, a)
	}})
}

// seen checks that the workspace sees the event.
func (s *Store) seen(tx *bbolt.Tx, w feeds.WorkspaceID, id feeds.EventID) error {
	e, err := s.getEvent(tx, id)
	if err != nil {
		return err
	}
	if e.Workspace != "" && e.Workspace != w {
		return fmt.Errorf("event %s: %w", id, feeds.ErrNotFound)
	}
	return nil
}

// DropMark takes the mark back, wherever it stands of the event and what became part of
// it; one that is not there is not found.
func (s *Store) DropMark(ctx context.Context, m bot.Mark, a bot.Audit) error {
	return s.write(ctx, &request{do: func(tx *bbolt.Tx) error {
		keys, err := marksAt(tx, m)
		if err != nil {
			return err
		}
		if len(keys) == 0 {
			return fmt.Errorf("mark %s on %s: %w", m.Kind, m.Event, feeds.ErrNotFound)
		}
		for _, key := range keys {
			if err := deleteKey(tx, tableMarks, key); err != nil {
				return err
			}
		}
		return s.putAudit(tx, a)
	}})
}

// marksAt are the keys under which the mark is there: that of its event, and those of what
// became part of that, which was marked before.
func marksAt(tx *bbolt.Tx, m bot.Mark) (keys [][]byte, err error) {
	parts, err := partsOf(tx, m.Event)
	if err != nil {
		return nil, err
	}
	for _, m.Event = range parts {
		key, err := markKey(m)
		if err != nil {
			return nil, err
		}
		if tableMarks.in(tx).Get(key) != nil {
			keys = append(keys, key)
		}
	}
	return keys, nil
}

// Marks are those of a workspace, the oldest first: on all events as they were made, when
// e is "", or on one and what became part of it, of each kind as many as one event has.
func (s *Store) Marks(_ context.Context, w feeds.WorkspaceID, e feeds.EventID) (list []bot.Mark, err error) {
	err = s.db.View(func(tx *bbolt.Tx) error {
		if e == "" {
			list, err = collect[bot.Mark](s, tx, tableMarks, words(string(w)), nil)
			return err
		}
		parts, err := partsOf(tx, e)
		if err != nil {
			return err
		}
		for _, part := range parts {
			of, err := collect[bot.Mark](s, tx, tableMarks, words(string(w), string(part)), nil)
			if err != nil {
				return err
			}
			list = append(list, of...)
		}
		return nil
	})
	slices.SortStableFunc(list, func(a, b bot.Mark) int { return a.At.Compare(b.At) })
	if e != "" {
		list = lastOfEach(list)
	}
	return list, err
}

// lastOfEach leaves out what a later mark on another part of the event takes the place of.
func lastOfEach(list []bot.Mark) (out []bot.Mark) {
	for i, m := range list {
		if !slices.ContainsFunc(list[i+1:], func(l bot.Mark) bool {
			return l.Kind == m.Kind && (m.Kind.Shared() || l.User == m.User)
		}) {
			out = append(out, m)
		}
	}
	return out
}

// calendarID is what a token is kept and looked up by. Tokens are random and
// long, so that nobody finds one by trying.
func calendarID(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// PutCalendar keeps an iCalendar address, without its token.
func (s *Store) PutCalendar(ctx context.Context, c bot.Calendar, a bot.Audit) error {
	if len(c.Token) < 16 || noZero(c.Token) != nil {
		return fmt.Errorf("calendar has no good token")
	}
	return s.write(ctx, &request{do: func(tx *bbolt.Tx) error {
		c.ID = calendarID(c.Token)
		if err := putRecord(tx, tableCalendars, []byte(c.ID), c); err != nil {
			return err
		}
		return s.putAudit(tx, a)
	}})
}

// DropCalendar revokes a calendar of the workspace.
func (s *Store) DropCalendar(ctx context.Context, w feeds.WorkspaceID, id string, a bot.Audit) error {
	return s.write(ctx, &request{do: func(tx *bbolt.Tx) error {
		var c bot.Calendar
		ok, err := s.getRecord(tx, tableCalendars, []byte(id), &c)
		if err == nil && (!ok || c.Workspace != w) {
			err = fmt.Errorf("calendar: %w", feeds.ErrNotFound)
		}
		if err != nil {
			return err
		}
		if err := deleteKey(tx, tableCalendars, []byte(id)); err != nil {
			return err
		}
		return s.putAudit(tx, a)
	}})
}

// Calendar is the one of the token.
func (s *Store) Calendar(_ context.Context, token string) (c bot.Calendar, err error) {
	err = s.db.View(func(tx *bbolt.Tx) error {
		ok, err := s.getRecord(tx, tableCalendars, []byte(calendarID(token)), &c)
		if err == nil && !ok {
			err = fmt.Errorf("calendar: %w", feeds.ErrNotFound)
		}
		return err
	})
	return c, err
}

// Calendars are those of a workspace, the oldest first.
func (s *Store) Calendars(_ context.Context, w feeds.WorkspaceID) (list []bot.Calendar, err error) {
	err = s.db.View(func(tx *bbolt.Tx) error {
		list, err = collect(s, tx, tableCalendars, nil, func(c *bot.Calendar) bool { return c.Workspace == w })
		return err
	})
	slices.SortStableFunc(list, func(a, b bot.Calendar) int {
		return cmp.Or(a.Created.Compare(b.Created), cmp.Compare(a.ID, b.ID))
	})
	return list, err
}

// tokenless is the record of a calendar from before layout 3, which had its token
// in it and for its key.
func tokenless(payload []byte) (c bot.Calendar, err error) {
	var old struct {
		Token string `json:"token"`
	}
	if err := errors.Join(json.Unmarshal(payload, &c), json.Unmarshal(payload, &old)); err != nil {
		return c, fmt.Errorf("calendar of an earlier layout: %w", err)
	}
	if old.Token != "" {
		c.ID = calendarID(old.Token)
	}
	return c, nil
}

// hashCalendars takes the tokens out of the calendars of an earlier layout.
func hashCalendars(s *Store, tx *bbolt.Tx) error {
	var keys [][]byte
	for k := range tableCalendars.under(tx, nil) {
		keys = append(keys, bytes.Clone(k))
	}
	for _, key := range keys {
		payload, err := frame.Payload(tableCalendars, key, tableCalendars.in(tx).Get(key))
		if errors.Is(err, frame.ErrDamaged) {
			s.damage.note(tableCalendars, key)
			continue
		}
		if err != nil {
			return err
		}
		c, err := tokenless(payload)
		if err != nil {
			return err
		}
		if err := deleteKey(tx, tableCalendars, key); err != nil {
			return err
		}
		if err := putRecord(tx, tableCalendars, []byte(c.ID), c); err != nil {
			return err
		}
	}
	return nil
}

// Channels are all that anything is known of, by id.
func (s *Store) Channels(_ context.Context) (list []bot.Channel, err error) {
	err = s.db.View(func(tx *bbolt.Tx) error {
		list, err = collect[bot.Channel](s, tx, tableChannels, nil, nil)
		return err
	})
	return list, err
}

// EndMute writes the subscription back without its mute; what was held for it
// is due now.
func (s *Store) EndMute(ctx context.Context, sub bot.Subscription, a bot.Audit) error {
	held := bot.MuteKey(sub)
	sub.MutedUntil, sub.Muted = time.Time{}, ""
	var found []due
	return s.writeSubs(ctx, a, func(tx *bbolt.Tx) error {
		found = nil
		key, err := existing(tx, sub.ID)
		if err != nil {
			return err
		}
		if err := putRecord(tx, tableSubscriptions, key, sub); err != nil {
			return err
		}
		if key, err = deliveryKey(held); err != nil {
			return err
		}
		d, ok, err := s.getDelivery(tx, key)
		if err != nil || !ok || d.State != bot.Pending {
			return err
		}
		d.Due = s.now()
		found = []due{{d.Key.Channel, dueAt(&d.Delivery)}}
		return putDelivery(tx, key, &d)
	}, func() { s.owing.added(found) })
}
