package editor

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/outbox"
	"github.com/regwire/regwire/feeds"
)

// Watch lists are private: what is compared stands in no log, and a delivery
// says only which event and whom it is for. The words are made when it is posted.

// askAfter is how long the first owner has to answer before the second is asked.
const askAfter = 4 * time.Hour

// subjectWatched is of the lists of notices that name nothing of the owner's.
const subjectWatched = "watched"

// Private is what owners of watch lists are owed about an event. Whatever it is, a title that
// names them is news to them.
func (ed *Editor) Private(ctx context.Context, u bot.Unplanned) ([]bot.Delivery, error) {
	if u.Event.Reading.Relevance == feeds.NotRelevant {
		return nil, nil
	}
	all, err := ed.deps.Store.Watches(ctx)
	if err != nil {
		return nil, err
	}
	to := owners(all, u.Event.Workspace)
	if len(to) == 0 {
		return nil, nil
	}
	var owed []bot.Delivery
	compare := bot.Comparer(u.Event, u.Items, ed.deps.Fold)
	for _, owner := range to {
		entries := entriesOf(all, owner)
		owed = append(owed, ed.owedTo(owner, u.Event, entries, compare(entries))...)
	}
	return slices.DeleteFunc(owed, func(d bot.Delivery) bool { return listedBefore(d, u.Deliveries) }), nil
}

// listedBefore reports whether an owner had the event in an earlier list of notices that
// name nothing of theirs: a revision that names nothing either is no news.
func listedBefore(d bot.Delivery, had []bot.Delivery) bool {
	return d.Key.Subject == subjectWatched && slices.ContainsFunc(had, func(o bot.Delivery) bool {
		return o.Key.Channel == d.Key.Channel && o.Key.Subject == subjectWatched && o.Key != d.Key
	})
}

// owners are the private channels of all who watch something and see the event.
func owners(all []bot.WatchEntry, w feeds.WorkspaceID) []bot.ChannelID {
	var out []bot.ChannelID
	for _, x := range all {
		if w != "" && x.Workspace != w {
			continue
		}
		for _, o := range x.Owners {
			if c := bot.Direct(x.Workspace, o); !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
	}
	return out
}

// entriesOf are the entries of the owner whose private channel it is.
func entriesOf(all []bot.WatchEntry, c bot.ChannelID) []bot.WatchEntry {
	return slices.DeleteFunc(slices.Clone(all), func(x bot.WatchEntry) bool {
		return x.Workspace != c.Workspace() || !slices.Contains(x.Owners, c.Place())
	})
}

// owedTo is what one owner is owed: a match, or names that could not be checked,
// at once; no match at once or in the list of the week, as they chose.
func (ed *Editor) owedTo(to bot.ChannelID, e feeds.Event, entries []bot.WatchEntry, r bot.WatchResult) []bot.Delivery {
	listed := e.Reading.Apps != nil
	if len(r.Hits) == 0 && !listed {
		return nil // a text that does not name them is no news
	}
	subject, print := "watch:"+string(e.ID), fingerprint(r)
	d := ed.said(to, subject, print, "")
	loud := slices.ContainsFunc(entries, func(x bot.WatchEntry) bool { return !x.Quiet })
	if len(r.Hits) == 0 && r.Whole() && !loud {
		return []bot.Delivery{ed.inWeek(to, e)}
	}
	owed := []bot.Delivery{d}
	asked := map[string]bool{}
	for _, hit := range r.Hits {
		if second := hit.Watch.Owners[1:]; hit.Watch.Owners[0] == to.Place() && len(second) > 0 && !asked[second[0]] {
			asked[second[0]] = true
			ask := ed.said(bot.Direct(to.Workspace(), second[0]), subject, "ask:"+print, "", to.Place())
			ask.Due = ed.deps.Now().Add(askAfter)
			owed = append(owed, ask)
		}
	}
	return owed
}

// inWeek puts the event into the owner's list of notices without a match.
func (ed *Editor) inWeek(to bot.ChannelID, e feeds.Event) bot.Delivery {
	occasion, due := outbox.Period(bot.Weekly, ed.deps.Now())
	d := ed.said(to, subjectWatched, occasion, "")
	d.Events, d.Due = []feeds.EventID{e.ID}, due
	return d
}

// fingerprint tells one result from another without telling it.
func fingerprint(r bot.WatchResult) string {
	var b strings.Builder
	fmt.Fprintln(&b, r.Names, r.Of, r.Unread)
	for _, x := range r.Hits {
		fmt.Fprintln(&b, x.Watch.ID, x.Row, x.Exact, x.Quote)
	}
	sum := sha256.Sum256([]byte(b.String()))
	return hex.EncodeToString(sum[:8])
}

// compared compares the event with what the owner of the channel watches.
func (ed *Editor) compared(ctx context.Context, id feeds.EventID, c bot.ChannelID) (feeds.Event, []feeds.Item, []bot.WatchEntry, bot.WatchResult, error) {
	e, items, err := ed.deps.Store.Event(ctx, id)
	if err != nil {
		return e, nil, nil, bot.WatchResult{}, err
	}
	for i := range items { // with their texts
		if items[i], err = ed.deps.Store.Item(ctx, items[i].ID); err != nil {
			return e, nil, nil, bot.WatchResult{}, err
		}
	}
	all, err := ed.deps.Store.Watches(ctx)
	entries := entriesOf(all, c)
	return e, items, entries, bot.Comparer(e, items, ed.deps.Fold)(entries), err
}

// watchNotice tells an owner how the event compares with their list.
func (ed *Editor) watchNotice(ctx context.Context, d bot.Delivery, c bot.Channel) (bot.Message, error) {
	id := feeds.EventID(strings.TrimPrefix(d.Key.Subject, "watch:"))
	e, items, entries, r, err := ed.compared(ctx, id, c.ID)
	if err != nil {
		return bot.Message{}, err
	}
	m := bot.Message{Subject: e.ID}
	if strings.HasPrefix(d.Key.Occasion, "ask:") {
		answered, err := ed.answered(ctx, c.ID.Workspace(), e.ID, d.Args["0"])
		if err != nil || answered || len(r.Hits) == 0 {
			return m, cmp.Or(err, bot.ErrNothing)
		}
		m.Add(bot.Headline, bot.Line{bot.Say("watch.ask", feeds.CleanLine(d.Args["0"])).As(bot.Bold)})
	}
	if len(entries) == 0 {
		return m, bot.ErrNothing // nothing is watched any more
	}
	m.Add(bot.Body, bot.Short(e, items, ed.view(c)))
	m.Add(bot.Bullets, resultLines(r, len(entries))...)
	id1 := []string{string(e.ID)}
	m.Buttons = []bot.Button{{Label: "button.take", Verb: "take", Words: id1}, {Label: "button.not_for_us", Verb: "feedback", Words: append(id1, "no")}}
	return m, nil
}

// answered reports whether the person has done anything about the event.
func (ed *Editor) answered(ctx context.Context, w feeds.WorkspaceID, e feeds.EventID, user string) (bool, error) {
	marks, err := ed.deps.Store.Marks(ctx, w, e)
	return slices.ContainsFunc(marks, func(m bot.Mark) bool { return m.User == user }), err
}

func resultLines(r bot.WatchResult, entries int) []bot.Line {
	var lines []bot.Line
	for _, x := range r.Hits {
		quote, word := feeds.CleanLine(x.Quote), feeds.CleanLine(x.Word)
		switch {
		case x.Exact && x.Row > 0:
			lines = append(lines, bot.Line{bot.Say("watch.match", x.Row, quote, word).As(bot.Bold)})
		case x.Row == 0 && !x.Exact:
			lines = append(lines, bot.Line{bot.Say("watch.near_text", quote, word)})
		case x.Exact:
			lines = append(lines, bot.Line{bot.Say("watch.match_text", quote, word).As(bot.Bold)})
		default:
			lines = append(lines, bot.Line{bot.Say("watch.near", x.Row, quote, word, r.Of)})
		}
	}
	switch {
	case !r.Whole():
		why := bot.Span{}
		if r.Unread != "" {
			why = bot.Say("watch.why", feeds.CleanLine(r.Unread))
		}
		lines = append(lines, bot.Line{bot.Say("watch.part", r.Names, r.Of, why).As(bot.Bold)})
	case len(r.Hits) == 0 && r.Of > 0:
		lines = append(lines, bot.Line{bot.Say("watch.no_match", r.Names, r.Of, entries)})
	case len(r.Hits) == 0:
		lines = append(lines, bot.Line{bot.Say("watch.text_only", entries)})
	}
	return lines
}

// watchWeek lists the notices of a week that named nothing of the owner's.
func (ed *Editor) watchWeek(ctx context.Context, d bot.Delivery, c bot.Channel) (bot.Message, error) {
	var m bot.Message
	var lines []bot.Line
	for _, id := range d.Events {
		e, items, entries, r, err := ed.compared(ctx, id, c.ID)
		if err != nil {
			return m, err
		}
		if len(entries) == 0 {
			continue
		}
		l := bot.Short(e, items, ed.view(c))
		for _, more := range resultLines(r, len(entries)) {
			l = append(append(l, bot.Span{Text: " · "}), more...)
		}
		lines = append(lines, l)
	}
	if len(lines) == 0 {
		return m, bot.ErrNothing
	}
	m.Add(bot.Headline, bot.Line{bot.Say("watch.week", len(lines)).As(bot.Bold)})
	m.Add(bot.Bullets, lines...)
	return m, nil
}
