package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"go.etcd.io/bbolt"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// Buckets of this file:
//
//	"subscriptions"  8-byte number -> bot.Subscription
//	"channels"       channel id -> bot.Channel
//	"workspaces"     workspace id -> bot.Workspace
//	"audit"          8-byte number -> bot.Audit
const (
	tableSubscriptions table = "subscriptions"
	tableChannels      table = "channels"
	tableWorkspaces    table = "workspaces"
	tableAudit         table = "audit"
)

// people keeps the decoded subscriptions in memory: each event is matched
// against all of them.
type people struct {
	mu   sync.RWMutex
	subs []bot.Subscription
}

func (s *Store) loadPeople(tx *bbolt.Tx) error {
	subs, err := collect[bot.Subscription](s, tx, tableSubscriptions, nil, nil)
	if err != nil {
		return err
	}
	s.people.mu.Lock()
	s.people.subs = subs
	s.people.mu.Unlock()
	return s.loadPauses(tx)
}

func (s *Store) loadPauses(tx *bbolt.Tx) error {
	s.owing.mu.Lock()
	defer s.owing.mu.Unlock()
	err := records(s, tx, tableChannels, nil, func(c *bot.Channel) error {
		s.owing.pauses[string(c.ID)] = pause{c.Held != "", s.believed(c.NotBefore)}
		return nil
	})
	if err != nil {
		return err
	}
	return records(s, tx, tableWorkspaces, nil, func(w *bot.Workspace) error {
		s.owing.pauses[string(w.ID)] = pause{w.Held != "", s.believed(w.NotBefore)}
		return nil
	})
}

// Subscriptions are all that exist, by number. What they hold is shared: read only.
func (s *Store) Subscriptions(context.Context) ([]bot.Subscription, error) {
	s.people.mu.RLock()
	defer s.people.mu.RUnlock()
	return slices.Clone(s.people.subs), nil
}

// writeSubs runs a write about subscriptions with its audit row, and keeps the
// copy in memory in step. after, unless nil, does so with what else the write changed:
// done when the caller has heard of it, it would undo what later writes have noted.
func (s *Store) writeSubs(ctx context.Context, a bot.Audit, do func(*bbolt.Tx) error, after func()) error {
	var subs []bot.Subscription
	return s.write(ctx, &request{
		do: func(tx *bbolt.Tx) (err error) {
			if err := do(tx); err != nil {
				return err
			}
			if err := s.putAudit(tx, a); err != nil {
				return err
			}
			subs, err = collect[bot.Subscription](s, tx, tableSubscriptions, nil, nil)
			return err
		},
		after: func() {
			s.people.mu.Lock()
			s.people.subs = subs
			s.people.mu.Unlock()
			if after != nil {
				after()
			}
		},
	})
}

func (s *Store) putAudit(tx *bbolt.Tx, a bot.Audit) error {
	if a.At.IsZero() {
		a.At = s.now()
	}
	if before, err := s.beginRequest(tx, a.Request, a.Verb+" "+a.Detail); err != nil || before {
		return err
	}
	n, err := tableAudit.in(tx).NextSequence()
	if err != nil {
		return fmt.Errorf("number an audit row: %w", err)
	}
	return putRecord(tx, tableAudit, seqKey(n), a)
}

// Subscribe stores sub, giving it an id, and creates the channel when it is new.
func (s *Store) Subscribe(ctx context.Context, sub bot.Subscription, c bot.Channel, a bot.Audit) (bot.Subscription, error) {
	c.ID = cmp.Or(c.ID, sub.Channel)
	if sub.Channel == "" || c.ID != sub.Channel || noZero(string(c.ID)) != nil {
		return sub, fmt.Errorf("subscription of %q comes with channel %q", sub.Channel, c.ID)
	}
	if sub.Created.IsZero() {
		sub.Created = s.now()
	}
	err := s.writeSubs(ctx, a, func(tx *bbolt.Tx) error {
		n, err := tableSubscriptions.in(tx).NextSequence()
		if err != nil {
			return fmt.Errorf("number a subscription: %w", err)
		}
		sub.ID = bot.SubscriptionID(name('s', n))
		if err := putRecord(tx, tableSubscriptions, seqKey(n), sub); err != nil {
			return err
		}
		if tableChannels.in(tx).Get([]byte(c.ID)) != nil {
			return nil
		}
		return putRecord(tx, tableChannels, []byte(c.ID), c)
	}, nil)
	return sub, err
}

// ChangeSubscription writes sub back.
func (s *Store) ChangeSubscription(ctx context.Context, sub bot.Subscription, a bot.Audit) error {
	return s.writeSubs(ctx, a, func(tx *bbolt.Tx) error {
		key, err := existing(tx, sub.ID)
		if err != nil {
			return err
		}
		return putRecord(tx, tableSubscriptions, key, sub)
	}, nil)
}

func existing(tx *bbolt.Tx, id bot.SubscriptionID) ([]byte, error) {
	n, err := number('s', string(id))
	if err != nil {
		return nil, err
	}
	key := seqKey(n)
	if tableSubscriptions.in(tx).Get(key) == nil {
		return nil, fmt.Errorf("subscription %s: %w", id, feeds.ErrNotFound)
	}
	return key, nil
}

// Channel is what is known of a channel.
func (s *Store) Channel(_ context.Context, id bot.ChannelID) (c bot.Channel, err error) {
	err = s.db.View(func(tx *bbolt.Tx) error {
		c, err = s.getChannel(tx, id)
		return err
	})
	return c, err
}

func (s *Store) getChannel(tx *bbolt.Tx, id bot.ChannelID) (bot.Channel, error) {
	var c bot.Channel
	ok, err := s.getRecord(tx, tableChannels, []byte(id), &c)
	if err == nil && !ok {
		err = fmt.Errorf("channel %s: %w", id, feeds.ErrNotFound)
	}
	return c, err
}

// Workspace is what is known of a workspace.
func (s *Store) Workspace(_ context.Context, id feeds.WorkspaceID) (w bot.Workspace, err error) {
	err = s.db.View(func(tx *bbolt.Tx) error {
		w, err = s.getWorkspace(tx, id)
		return err
	})
	return w, err
}

// getWorkspace is a workspace; one that nothing is known of is neither held nor
// paused.
func (s *Store) getWorkspace(tx *bbolt.Tx, id feeds.WorkspaceID) (bot.Workspace, error) {
	w := bot.Workspace{ID: id}
	_, err := s.getRecord(tx, tableWorkspaces, []byte(id), &w)
	return w, err
}

// PutChannel writes the settings of a channel. An empty Held resumes it, and its
// workspace: deliveries that waited for a person are owed again. How long a
// platform asked to wait is not a setting and stays.
func (s *Store) PutChannel(ctx context.Context, c bot.Channel, a bot.Audit) error {
	_, err := s.putChannel(ctx, c, a, false)
	return err
}

// Resume is PutChannel of a channel that a person asks to be served again: what waited
// for a person there, of which it gives the number, is owed again whether or not the
// channel was held.
func (s *Store) Resume(ctx context.Context, c bot.Channel, a bot.Audit) (posts int, err error) {
	c.Held = ""
	return s.putChannel(ctx, c, a, true)
}

func (s *Store) putChannel(ctx context.Context, c bot.Channel, a bot.Audit, asked bool) (posts int, err error) {
	if c.ID == "" || noZero(string(c.ID)) != nil {
		return 0, fmt.Errorf("%q is no channel id", c.ID)
	}
	var states map[string]pause
	var next uint64
	err = s.write(ctx, &request{
		do: func(tx *bbolt.Tx) (err error) {
			c := c
			var old bot.Channel
			if _, err := s.getRecord(tx, tableChannels, []byte(c.ID), &old); err != nil {
				return err
			}
			c.NotBefore = later(c.NotBefore, old.NotBefore)
			if c.Held == "" {
				c.HeldAt = time.Time{}
				if posts, err = s.resume(tx, c.ID, asked || old.Held != ""); err != nil {
					return err
				}
			}
			if err := putRecord(tx, tableChannels, []byte(c.ID), c); err != nil {
				return err
			}
			if err := s.putAudit(tx, a); err != nil {
				return err
			}
			if next, err = s.earliestDue(tx, c.ID); err != nil {
				return err
			}
			states, err = s.pauses(tx, c.ID)
			return err
		},
		after: func() {
			s.owing.pause(states)
			s.owing.resumed(c.ID, next)
		},
	})
	return posts, err
}

// resume lifts the hold of the channel's workspace and, when the channel itself
// was held, of its deliveries; it gives the number of those that waited for a person.
func (s *Store) resume(tx *bbolt.Tx, id bot.ChannelID, wasHeld bool) (posts int, err error) {
	w, err := s.getWorkspace(tx, id.Workspace())
	if err != nil {
		return 0, err
	}
	if w.Held != "" {
		w.Held = ""
		if err := putRecord(tx, tableWorkspaces, []byte(w.ID), w); err != nil {
			return 0, err
		}
		wasHeld = true
	}
	if !wasHeld {
		return 0, nil
	}
	return s.resumeDeliveries(tx, id)
}

// pauses reads the holds and waits that concern a channel.
func (s *Store) pauses(tx *bbolt.Tx, id bot.ChannelID) (map[string]pause, error) {
	var c bot.Channel
	if _, err := s.getRecord(tx, tableChannels, []byte(id), &c); err != nil {
		return nil, err
	}
	w, err := s.getWorkspace(tx, id.Workspace())
	if err != nil {
		return nil, err
	}
	return map[string]pause{
		string(id):             {c.Held != "", s.believed(c.NotBefore)},
		string(id.Workspace()): {w.Held != "", s.believed(w.NotBefore)},
	}, nil
}

// holdBack keeps the holds and waits that a post's answer asked for, and adds
// those that are in force now to states.
func (s *Store) holdBack(tx *bbolt.Tx, id bot.ChannelID, r bot.Result, states map[string]pause) error {
	if r.HoldChannel != "" || !r.ChannelNotBefore.IsZero() {
		var c bot.Channel
		if _, err := s.getRecord(tx, tableChannels, []byte(id), &c); err != nil {
			return err
		}
		c.ID = id
		if r.HoldChannel != "" && c.Held == "" {
			c.Held, c.HeldAt = r.HoldChannel, cmp.Or(r.At, s.now())
		}
		c.NotBefore = later(s.believed(c.NotBefore), r.ChannelNotBefore)
		if err := putRecord(tx, tableChannels, []byte(id), c); err != nil {
			return err
		}
		states[string(id)] = pause{c.Held != "", c.NotBefore}
	}
	if r.HoldWorkspace == "" && r.WorkspaceNotBefore.IsZero() {
		return nil
	}
	w, err := s.getWorkspace(tx, id.Workspace())
	if err != nil {
		return err
	}
	w.Held = cmp.Or(w.Held, r.HoldWorkspace)
	w.NotBefore = later(s.believed(w.NotBefore), r.WorkspaceNotBefore)
	states[string(id.Workspace())] = pause{w.Held != "", w.NotBefore}
	return putRecord(tx, tableWorkspaces, []byte(w.ID), w)
}

// believed is a written wait unless it is longer than any: a clock that has been set back
// since wrote it, or quiet hours did, after which is looked before every post.
func (s *Store) believed(until time.Time) time.Time {
	if until.Sub(s.now()) > bot.MaxWait {
		return time.Time{}
	}
	return until
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
