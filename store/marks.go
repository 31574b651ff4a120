package store

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// Buckets of this file:
//
//	"marks"      workspace, event, kind, person (each ended by a zero byte) -> bot.Mark;
//	             of kinds that a workspace shares the person is empty
//	"calendars"  token -> bot.Calendar
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

// DropMark takes the mark back; one that is not there is not found.
func (s *Store) DropMark(ctx context.Context, m bot.Mark, a bot.Audit) error {
	key, err := markKey(m)
	if err != nil {
		return err
	}
	return s.write(ctx, &request{do: func(tx *bbolt.Tx) error {
		if tableMarks.in(tx).Get(key) == nil {
			return fmt.Errorf("mark %s on %s: %w", m.Kind, m.Event, feeds.ErrNotFound)
		}
		if err := deleteKey(tx, tableMarks, key); err != nil {
			return err
		}
		return s.putAudit(tx, a)
	}})
}

// Marks are those of a workspace, on one event or, when it is "", on all. The
// oldest first.
func (s *Store) Marks(_ context.Context, w feeds.WorkspaceID, e feeds.EventID) (list []bot.Mark, err error) {
	prefix := words(string(w))
	if e != "" {
		prefix = words(string(w), string(e))
	}
	err = s.db.View(func(tx *bbolt.Tx) error {
		c := tableMarks.in(tx).Cursor()
		for k, raw := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, raw = c.Next() {
			var m bot.Mark
			ok, err := s.decode(tableMarks, k, raw, &m)
			if err != nil {
				return err
			}
			if ok {
				list = append(list, m)
			}
		}
		return nil
	})
	slices.SortStableFunc(list, func(a, b bot.Mark) int { return a.At.Compare(b.At) })
	return list, err
}

// PutCalendar keeps an iCalendar address under its token.
func (s *Store) PutCalendar(ctx context.Context, c bot.Calendar, a bot.Audit) error {
	if len(c.Token) < 16 || noZero(c.Token) != nil {
		return fmt.Errorf("calendar has no good token")
	}
	return s.write(ctx, &request{do: func(tx *bbolt.Tx) error {
		if err := putRecord(tx, tableCalendars, []byte(c.Token), c); err != nil {
			return err
		}
		return s.putAudit(tx, a)
	}})
}

// DropCalendar revokes a calendar of the workspace.
func (s *Store) DropCalendar(ctx context.Context, w feeds.WorkspaceID, token string, a bot.Audit) error {
	return s.write(ctx, &request{do: func(tx *bbolt.Tx) error {
		var c bot.Calendar
		ok, err := s.getRecord(tx, tableCalendars, []byte(token), &c)
		if err == nil && (!ok || c.Workspace != w) {
			err = fmt.Errorf("calendar: %w", feeds.ErrNotFound)
		}
		if err != nil {
			return err
		}
		if err := deleteKey(tx, tableCalendars, []byte(token)); err != nil {
			return err
		}
		return s.putAudit(tx, a)
	}})
}

// Calendar is the one of the token.
func (s *Store) Calendar(_ context.Context, token string) (c bot.Calendar, err error) {
	if token == "" || noZero(token) != nil {
		return c, fmt.Errorf("calendar: %w", feeds.ErrNotFound)
	}
	err = s.db.View(func(tx *bbolt.Tx) error {
		ok, err := s.getRecord(tx, tableCalendars, []byte(token), &c)
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
		return tableCalendars.in(tx).ForEach(func(k, raw []byte) error {
			var c bot.Calendar
			ok, err := s.decode(tableCalendars, k, raw, &c)
			if ok && c.Workspace == w {
				list = append(list, c)
			}
			return err
		})
	})
	slices.SortStableFunc(list, func(a, b bot.Calendar) int {
		return cmp.Or(a.Created.Compare(b.Created), cmp.Compare(a.Token, b.Token))
	})
	return list, err
}

// Channels are all that anything is known of, by id.
func (s *Store) Channels(_ context.Context) (list []bot.Channel, err error) {
	err = s.db.View(func(tx *bbolt.Tx) error {
		return tableChannels.in(tx).ForEach(func(k, raw []byte) error {
			var c bot.Channel
			ok, err := s.decode(tableChannels, k, raw, &c)
			if ok {
				list = append(list, c)
			}
			return err
		})
	})
	return list, err
}

// EndMute writes the subscription back without its mute; what was held for it
// is due now.
func (s *Store) EndMute(ctx context.Context, sub bot.Subscription, a bot.Audit) error {
	held := bot.MuteKey(sub)
	sub.MutedUntil, sub.Muted = time.Time{}, ""
	var found []due
	err := s.writeSubs(ctx, a, func(tx *bbolt.Tx) error {
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
	})
	if err == nil {
		s.owing.added(found)
	}
	return err
}
