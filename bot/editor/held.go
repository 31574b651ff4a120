package editor

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// heldChannels tells the operators, the owner, and who else owns a watched name with
// the person that it is, once of a channel that is held.
func (ed *Editor) heldChannels(ctx context.Context) ([]bot.Delivery, error) {
	channels, err := ed.deps.Store.Channels(ctx)
	if err != nil {
		return nil, err
	}
	subs, err := ed.deps.Store.Subscriptions(ctx)
	if err != nil {
		return nil, err
	}
	watches, err := ed.deps.Store.Watches(ctx)
	if err != nil {
		return nil, err
	}
	owed, err := ed.heldWorkspaces(ctx, channels)
	if err != nil {
		return nil, err
	}
	waits, err := ed.heldPosts(ctx)
	if err != nil {
		return nil, err
	}
	owed = append(owed, waits...)
	for _, c := range channels {
		if c.Held == "" {
			continue
		}
		for _, t := range ed.concerned(c.ID, subs, watches) {
			owed = append(owed, ed.said(t, "held:"+string(c.ID), strconv.FormatInt(c.HeldAt.Unix(), 10), "report.channel_held", string(c.ID), c.Held))
		}
	}
	return owed, nil
}

// heldNotice says what is held, unless that is over by then: a notice may be held up itself.
func (ed *Editor) heldNotice(ctx context.Context, d bot.Delivery, _ bot.Channel) (bot.Message, error) {
	_, id, _ := strings.Cut(d.Key.Subject, ":")
	held, named := "", bot.Span{Text: feeds.CleanLine(id)}
	if strings.Contains(id, "/") {
		c, err := ed.deps.Store.Channel(ctx, bot.ChannelID(id))
		if err != nil {
			return bot.Message{}, err
		}
		held, named = c.Held, c.Named()
	} else {
		w, err := ed.deps.Store.Workspace(ctx, feeds.WorkspaceID(id))
		if err != nil {
			return bot.Message{}, err
		}
		held = w.Held
	}
	if held == "" {
		return bot.Message{}, bot.ErrNothing
	}
	var m bot.Message
	m.Add(bot.Body, bot.Line{bot.Say(bot.Phrase(d.Args["key"]), named, feeds.CleanLine(d.Args["1"]))})
	return m, nil
}

// heldPosts tells the operators of posts that wait for a person in channels that are
// served, once a day as long as they do.
func (ed *Editor) heldPosts(ctx context.Context) ([]bot.Delivery, error) {
	ops := ed.config.Operators
	if ops == "" {
		return nil, nil
	}
	by, err := ed.deps.Store.ForPerson(ctx)
	if err != nil {
		return nil, err
	}
	var owed []bot.Delivery
	for _, c := range slices.Sorted(maps.Keys(by)) {
		owed = append(owed, ed.said(ops, "posts:"+string(c), string(ed.today()), "report.posts_held", string(c), strconv.Itoa(by[c])))
	}
	return owed, nil
}

// heldWorkspaces tells the operators of each workspace that is held, once a day as long
// as it is: nobody in it can be told.
func (ed *Editor) heldWorkspaces(ctx context.Context, channels []bot.Channel) ([]bot.Delivery, error) {
	ops := ed.config.Operators
	if ops == "" {
		return nil, nil
	}
	by, err := ed.Holds(ctx, channels)
	if err != nil {
		return nil, err
	}
	var owed []bot.Delivery
	for _, w := range slices.Sorted(maps.Keys(by)) {
		if by[w] != "" && w != ops.Workspace() {
			owed = append(owed, ed.said(ops, "held:"+string(w), string(ed.today()), "report.workspace_held", string(w), by[w]))
		}
	}
	return owed, nil
}

// Holds is by workspace of the channels why it is held, "" where it is not.
func (ed *Editor) Holds(ctx context.Context, channels []bot.Channel) (map[feeds.WorkspaceID]string, error) {
	by := map[feeds.WorkspaceID]string{}
	for _, c := range channels {
		w := c.ID.Workspace()
		if _, ok := by[w]; ok {
			continue
		}
		known, err := ed.deps.Store.Workspace(ctx, w)
		if err != nil {
			return nil, err
		}
		by[w] = known.Held
	}
	return by, nil
}

// concerned are the other channels to be told that a channel is held.
func (ed *Editor) concerned(id bot.ChannelID, subs []bot.Subscription, watches []bot.WatchEntry) []bot.ChannelID {
	var to []bot.ChannelID
	add := func(c bot.ChannelID) {
		if c != id && c != "" && !slices.Contains(to, c) {
			to = append(to, c)
		}
	}
	people := func(users ...string) {
		for _, u := range users {
			if u != "" && ed.deps.Person(id.Workspace(), u) { // who subscribed it at the terminal is nobody there
				add(bot.Direct(id.Workspace(), u))
			}
		}
	}
	add(ed.config.Operators)
	for _, s := range subs {
		if s.Channel == id {
			people(s.Owner)
		}
	}
	for _, w := range entriesOf(watches, id) {
		people(w.Owners...)
	}
	return to
}
