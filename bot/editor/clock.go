package editor

import (
	"context"
	"errors"
	"fmt"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// Chores owes what comes by the clock and not by an event: reminders, the news
// that a rule takes effect today, what operators are told of sources and
// channels, and the weekly line to readers.
func (ed *Editor) Chores(ctx context.Context) error {
	var failed error
	for _, chore := range []struct { // in the order in which a channel is told
		name string
		owed func(context.Context) ([]bot.Delivery, error)
	}{
		{"disk", ed.diskState},
		{"held channels", ed.heldChannels},
		{"states of sources", ed.sourceStates},
		{"sources not read", ed.unreadSources},
		{"reminders", ed.reminders},
		{"weekly lines", ed.weeklyLines},
	} {
		owed, err := bot.Contain("the chore", func() ([]bot.Delivery, error) { return chore.owed(ctx) })
		if err == nil && len(owed) > 0 {
			err = ed.deps.Store.Owe(ctx, owed)
		}
		if err != nil {
			failed = errors.Join(failed, fmt.Errorf("%s: %w", chore.name, err))
		}
	}
	return failed
}

// servedChannel is a channel with its subscriptions.
type servedChannel struct {
	bot.Channel
	subs []bot.Subscription
}

// served are the channels with a subscription, by workspace.
func (ed *Editor) served(ctx context.Context) (map[feeds.WorkspaceID][]*servedChannel, error) {
	subs, err := ed.deps.Store.Subscriptions(ctx)
	if err != nil {
		return nil, err
	}
	by := map[feeds.WorkspaceID][]*servedChannel{}
	seen := map[bot.ChannelID]*servedChannel{}
	for _, s := range subs {
		if s.Held != "" {
			continue
		}
		if seen[s.Channel] == nil {
			c, err := ed.deps.Store.Channel(ctx, s.Channel)
			if err != nil {
				return nil, err
			}
			seen[s.Channel] = &servedChannel{Channel: c}
			by[s.Channel.Workspace()] = append(by[s.Channel.Workspace()], seen[s.Channel])
		}
		seen[s.Channel].subs = append(seen[s.Channel].subs, s)
	}
	return by, nil
}

func (ed *Editor) today() feeds.Day { return feeds.DayOf(ed.deps.Now(), feeds.Shanghai) }
