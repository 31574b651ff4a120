package command

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/deadline"
	"github.com/regwire/regwire/feeds"
)

// sinceBack is how much earlier than the day asked for an event may have been
// published and still have reached the channel since.
const sinceBack = 31

// since is what a channel was to read since a day: what has a date ahead first.
func (d *Desk) since(ctx context.Context, c bot.Command) (bot.Message, error) {
	if len(c.Words) == 0 {
		return bot.Message{}, bot.Wrong("mistake.since")
	}
	day, _, err := backWord(strings.Join(c.Words, " "), d.today())
	if err != nil {
		return bot.Message{}, err
	}
	hits, err := d.reached(ctx, c, day)
	if err != nil {
		return bot.Message{}, err
	}
	if len(hits) == 0 {
		return none[bot.Hit]("since.none", day), nil
	}
	m := said("since.head", day, len(hits))
	m.Data = hits
	dated := deadline.Upcoming(hits, d.today(), 3660)
	ahead := make(map[feeds.EventID]bool, len(dated))
	for i := range dated {
		ahead[dated[i].Event.ID] = true
	}
	rest := briefing(hits, ahead)
	soon, others := d.ahead(ctx, c, dated, hits), d.short(ctx, c, len(rest), func(i int) *bot.Hit { return rest[i] })
	if len(dated) > 0 {
		soon.head, others.head = bot.Line{bot.Say("since.deadlines").As(bot.Bold)}, bot.Line{bot.Say("since.others").As(bot.Bold)}
	}
	addRows(c, &m, soon, others)
	return m, nil
}

// briefing is the hits that are not among those told, in the order to read them.
func briefing(hits []bot.Hit, told map[feeds.EventID]bool) []*bot.Hit {
	var rest []*bot.Hit
	for i := range hits {
		if !told[hits[i].Event.ID] {
			rest = append(rest, &hits[i])
		}
	}
	slices.SortStableFunc(rest, func(a, b *bot.Hit) int {
		return cmp.Or(cmp.Compare(rankOf(a.Event), rankOf(b.Event)), cmp.Compare(b.Event.Published, a.Event.Published))
	})
	return rest
}

// rankOf orders a briefing: rules, then cases, then news; the unsure last.
func rankOf(e feeds.Event) int {
	if e.Reading.Relevance == feeds.Unsure {
		return 9
	}
	i := slices.Index([]feeds.Section{feeds.Legislation, feeds.EnforcementCase, feeds.CourtLitigation, feeds.EnforcementAuthority}, e.Reading.Section)
	if i < 0 {
		return 8
	}
	return i
}

// reached are the events that the channel's subscriptions wanted since the day,
// or all that the actor sees when there is no subscription.
func (d *Desk) reached(ctx context.Context, c bot.Command, day feeds.Day) ([]bot.Hit, error) {
	subs, err := d.visible(ctx, c, false)
	if err != nil {
		return nil, err
	}
	start := day.Time(feeds.Shanghai)
	var failed error
	hits, err := d.Items.Published(ctx, c.Actor.Workspace, day.Add(-sinceBack), d.today(), func(h *bot.Hit) bool {
		if failed != nil || h.Event.Changed.Before(start) || h.Event.Baseline || h.Event.Reading.Relevance == feeds.NotRelevant {
			return false
		}
		var wanted bool
		wanted, failed = d.wanted(ctx, subs, *h)
		return wanted
	})
	return hits, errors.Join(err, failed)
}

// wanted reports whether one of the subscriptions wants the event; where there is
// none, everything is wanted.
func (d *Desk) wanted(ctx context.Context, subs []bot.Subscription, h bot.Hit) (bool, error) {
	for _, s := range subs {
		if _, no, err := d.match(ctx, s, h.Event, []feeds.Item{h.Item}); err != nil || no == nil {
			return err == nil, err
		}
	}
	return len(subs) == 0, nil
}
