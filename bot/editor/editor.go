// Package editor words what is owed, and owes what comes by the clock.
//
// The outbox decides who is owed a post about an event; what the post says is made here
// when it is sent, of the newest revision (Composers: an alert, its change, later news, a
// list, a reminder, a notice). Some posts no event brings: reminders before a date, the
// week's line about sources, what operators must know, what owners of a watched name are
// told alone. Chores owes those, each under a key of its own, so that it can be asked again
// and again.
package editor

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// Store is what of the store an editor needs.
type Store interface {
	Event(ctx context.Context, id feeds.EventID) (feeds.Event, []feeds.Item, error)
	Item(ctx context.Context, id feeds.ItemID) (feeds.Item, error)
	Dated(ctx context.Context, w feeds.WorkspaceID, from, until feeds.Day) ([]bot.Hit, error)
	Visits(ctx context.Context) ([]feeds.Visit, error)

	Workspace(ctx context.Context, id feeds.WorkspaceID) (bot.Workspace, error)
	Channels(ctx context.Context) ([]bot.Channel, error)
	Channel(ctx context.Context, id bot.ChannelID) (bot.Channel, error)
	Subscriptions(ctx context.Context) ([]bot.Subscription, error)
	Watches(ctx context.Context) ([]bot.WatchEntry, error)
	Marks(ctx context.Context, w feeds.WorkspaceID, e feeds.EventID) ([]bot.Mark, error)

	// Deliveries are those of an event, Told those of another subject.
	Deliveries(ctx context.Context, id feeds.EventID) ([]bot.Delivery, error)
	Told(ctx context.Context, subject string) ([]bot.Delivery, error)
	ToldBy(ctx context.Context, id feeds.EventID, c bot.ChannelID) (key bot.DeliveryKey, ok bool, err error)
	ForPerson(ctx context.Context) (map[bot.ChannelID]int, error)
	Owe(ctx context.Context, deliveries []bot.Delivery) error
}

// Sources are those that the program polls.
type Sources interface {
	// Polled is the source of that id, and whether it is polled.
	Polled(id feeds.SourceID) (feeds.Source, bool)
	// On are all that are polled, those that people added among them.
	On(ctx context.Context) ([]feeds.Source, error)
	// NotPolled are the publishers that nobody can poll, among those that the
	// configuration asks for, and how many it leaves out that could be polled.
	NotPolled() (never []feeds.Source, leftOut int)
}

// Deps are what an editor works with.
type Deps struct {
	Store     Store
	Sources   Sources
	Names     bot.Names
	Platforms map[string]bot.Platform // by the first part of a channel's id
	// Wants reports whether one of the subscriptions asks for the event.
	Wants func(ctx context.Context, subs []bot.Subscription, id feeds.EventID) (bool, error)
	// Others are documents of other provinces on what an event carries out.
	Others func(ctx context.Context, e feeds.Event) ([]bot.Echo, error)
	// Person reports whether the id can be a person's in the workspace.
	Person func(w feeds.WorkspaceID, id string) bool
	// Fold makes names comparable: characters, width and case.
	Fold func(string) string
	// Full is since when the disk is full; the zero time when it is not.
	Full func() time.Time
	// Settled reports whether the sources have been asked since the process is there: before
	// that, what was not read is no news of them.
	Settled func() bool
	Log     *slog.Logger
	Now     func() time.Time
}

// Config is what the operator decides.
type Config struct {
	// Operators is the channel that is told how the bot is, "" for nobody.
	Operators bot.ChannelID
	// Backfill is of how many days a first poll announces what it finds.
	Backfill int
	// Base is the address of the bot's own pages, "" when there are none.
	Base string
}

// Editor words deliveries and owes what comes by the clock. It is safe for concurrent use.
type Editor struct {
	deps   Deps
	config Config
	echoes echoes
}

// New makes an editor.
func New(d Deps, c Config) *Editor { return &Editor{deps: d, config: c} }

// Composers is the table from kind of delivery to what is said.
func (ed *Editor) Composers() map[bot.Kind]bot.Composer {
	return map[bot.Kind]bot.Composer{
		bot.KindAlert:    ed.alert,
		bot.KindUpdate:   ed.update,
		bot.KindFollowup: ed.followup,
		bot.KindDigest:   ed.list,
		bot.KindNotice:   ed.notice,
		bot.KindReminder: ed.reminder,
	}
}

// View is the view of one event for a channel: what is related to it, and what people of
// the workspace did to it.
func (ed *Editor) View(ctx context.Context, e feeds.Event, c bot.Channel) (bot.View, error) {
	v := ed.view(c)
	ed.related(ctx, e, &v)
	marks, err := ed.deps.Store.Marks(ctx, c.ID.Workspace(), e.ID)
	if err != nil {
		return v, fmt.Errorf("what people did to %s: %w", e.ID, err)
	}
	v.Mark(marks)
	return v, nil
}

func (ed *Editor) view(c bot.Channel) bot.View {
	return bot.View{Now: ed.deps.Now(), Names: ed.deps.Names, Zone: c.Location(), Base: ed.config.Base}
}

// related fetches the events of the lineage, for their titles. The store links a public
// event to no private one, so none is among them that the channel must not see.
func (ed *Editor) related(ctx context.Context, e feeds.Event, v *bot.View) {
	v.Related = map[feeds.EventID]feeds.Event{}
	for _, l := range e.Lineage {
		if other, _, err := bot.Whole(ctx, ed.deps.Store.Event, l.Event); err == nil {
			v.Related[l.Event] = other
		}
	}
}
