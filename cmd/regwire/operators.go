package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/outbox"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/workday"
)

// notices is what notices say that are more than a phrase with arguments, by the
// part of their subject before the colon.
func (h *house) notices() map[string]bot.Composer {
	return map[string]bot.Composer{"held": h.heldNotice, "watch": h.watchNotice, subjectWatched: h.watchWeek, "unread": h.unreadNotice, "weekly": h.weeklyNotice}
}

// said is a notice of a phrase with its arguments.
func (h *house) said(c bot.ChannelID, subject, occasion, key string, args ...string) bot.Delivery {
	d := bot.Delivery{
		Key:   bot.DeliveryKey{Channel: c, Kind: bot.KindNotice, Subject: subject, Occasion: occasion},
		State: bot.Pending, Created: h.now(), Due: h.now(), Args: map[string]string{"key": key},
	}
	for i, a := range args {
		d.Args[strconv.Itoa(i)] = a
	}
	return d
}

// sourceStates tells operators once of each source's first poll and of every
// change of its state.
func (h *house) sourceStates(ctx context.Context) ([]bot.Delivery, error) {
	ops := bot.ChannelID(h.config.Post.Operators)
	if ops == "" {
		return nil, nil
	}
	visits, err := h.store.Visits(ctx)
	if err != nil {
		return nil, err
	}
	var owed []bot.Delivery
	for _, v := range visits {
		subject := bot.SourceSubject + string(v.Source)
		told, err := h.store.Told(ctx, subject)
		if err != nil {
			return nil, err
		}
		if d, ok := h.sourceState(ops, subject, v, told); ok {
			owed = append(owed, d)
		}
	}
	return owed, nil
}

func (h *house) sourceState(ops bot.ChannelID, subject string, v feeds.Visit, told []bot.Delivery) (bot.Delivery, bool) {
	state := v.Health.State
	healthy := state == feeds.HealthOK || state == feeds.HealthNew || state == ""
	switch {
	case len(told) == 0 && healthy && !v.Good.IsZero():
		return h.firstPoll(ops, subject, v), h.now().Sub(v.Health.Since) <= firstTold
	case healthy && (len(told) == 0 || told[len(told)-1].Args["state"] == "" || told[len(told)-1].Args["state"] == string(feeds.HealthOK)):
		return bot.Delivery{}, false
	}
	if state == feeds.HealthNew || state == "" {
		return bot.Delivery{}, false
	}
	d := h.said(ops, subject, fmt.Sprintf("%s@%d", state, v.Health.Since.Unix()), "report.health", string(v.Source), "@health."+string(state), v.Health.Since.Format(time.RFC3339), v.Health.Reason)
	d.Args["state"] = string(state)
	return d, true
}

// firstTold is for how long a first poll is news. Who names a channel for operators later
// would be told of every source what its lists hold by then, and not what was announced.
const firstTold = 24 * time.Hour

// firstPoll says how long the lists of a source were when they were first read, and what
// of it is announced.
func (h *house) firstPoll(ops bot.ChannelID, subject string, v feeds.Visit) bot.Delivery {
	rows := 0
	for _, p := range v.Pages {
		rows += p.Count
	}
	key, args := "report.baseline", []string{string(v.Source), strconv.Itoa(rows)}
	if back := h.config.Poll.Backfill; back > 0 {
		key, args = "report.backfill", append(args, strconv.Itoa(back))
	}
	return h.said(ops, subject, "baseline", key, args...)
}

// heldChannels tells the operators, the owner, and who else owns a watched name with
// the person that it is, once of a channel that is held.
func (h *house) heldChannels(ctx context.Context) ([]bot.Delivery, error) {
	channels, err := h.store.Channels(ctx)
	if err != nil {
		return nil, err
	}
	subs, err := h.store.Subscriptions(ctx)
	if err != nil {
		return nil, err
	}
	watches, err := h.store.Watches(ctx)
	if err != nil {
		return nil, err
	}
	owed, err := h.heldWorkspaces(ctx, channels)
	if err != nil {
		return nil, err
	}
	waits, err := h.heldPosts(ctx)
	if err != nil {
		return nil, err
	}
	owed = append(owed, waits...)
	for _, c := range channels {
		if c.Held == "" {
			continue
		}
		for _, t := range h.concerned(c.ID, subs, watches) {
			owed = append(owed, h.said(t, "held:"+string(c.ID), strconv.FormatInt(c.HeldAt.Unix(), 10), "report.channel_held", string(c.ID), c.Held))
		}
	}
	return owed, nil
}

// heldNotice says what is held, unless that is over by then: a notice may be held up itself.
func (h *house) heldNotice(ctx context.Context, d bot.Delivery, _ bot.Channel) (bot.Message, error) {
	_, id, _ := strings.Cut(d.Key.Subject, ":")
	held, named := "", bot.Span{Text: feeds.CleanLine(id)}
	if strings.Contains(id, "/") {
		c, err := h.store.Channel(ctx, bot.ChannelID(id))
		if err != nil {
			return bot.Message{}, err
		}
		held, named = c.Held, c.Named()
	} else {
		w, err := h.store.Workspace(ctx, feeds.WorkspaceID(id))
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
func (h *house) heldPosts(ctx context.Context) ([]bot.Delivery, error) {
	ops := bot.ChannelID(h.config.Post.Operators)
	if ops == "" {
		return nil, nil
	}
	by, err := h.store.ForPerson(ctx)
	if err != nil {
		return nil, err
	}
	var owed []bot.Delivery
	for _, c := range slices.Sorted(maps.Keys(by)) {
		owed = append(owed, h.said(ops, "posts:"+string(c), string(h.today()), "report.posts_held", string(c), strconv.Itoa(by[c])))
	}
	return owed, nil
}

// heldWorkspaces tells the operators of each workspace that is held, once a day as long
// as it is: nobody in it can be told.
func (h *house) heldWorkspaces(ctx context.Context, channels []bot.Channel) ([]bot.Delivery, error) {
	ops := bot.ChannelID(h.config.Post.Operators)
	if ops == "" {
		return nil, nil
	}
	by, err := h.holds(ctx, channels)
	if err != nil {
		return nil, err
	}
	var owed []bot.Delivery
	for _, w := range slices.Sorted(maps.Keys(by)) {
		if by[w] != "" && w != ops.Workspace() {
			owed = append(owed, h.said(ops, "held:"+string(w), string(h.today()), "report.workspace_held", string(w), by[w]))
		}
	}
	return owed, nil
}

// holds is by workspace of the channels why it is held, "" where it is not.
func (h *house) holds(ctx context.Context, channels []bot.Channel) (map[feeds.WorkspaceID]string, error) {
	by := map[feeds.WorkspaceID]string{}
	for _, c := range channels {
		w := c.ID.Workspace()
		if _, ok := by[w]; ok {
			continue
		}
		known, err := h.store.Workspace(ctx, w)
		if err != nil {
			return nil, err
		}
		by[w] = known.Held
	}
	return by, nil
}

// rejoin serves again the channels that were held because their platform was not
// configured, and it is now: one start without a token must not silence them for good.
func (h *house) rejoin(ctx context.Context) error {
	channels, err := h.store.Channels(ctx)
	if err != nil {
		return err
	}
	for _, c := range channels {
		if h.platforms[c.ID.Platform()] == nil || c.Held != outbox.Unserved(c.ID) {
			continue
		}
		h.log.Info("channel is served again", "channel", c.ID)
		audit := bot.Audit{At: h.now(), Actor: "regwire", Channel: c.ID, Verb: "resume", Detail: c.Held, Work: c.ID.Workspace()}
		c.Held = ""
		if err := h.store.PutChannel(ctx, c, audit); err != nil {
			return fmt.Errorf("serve channel %s again: %w", c.ID, err)
		}
	}
	return nil
}

// concerned are the other channels to be told that a channel is held.
func (h *house) concerned(id bot.ChannelID, subs []bot.Subscription, watches []bot.WatchEntry) []bot.ChannelID {
	var to []bot.ChannelID
	add := func(c bot.ChannelID) {
		if c != id && c != "" && !slices.Contains(to, c) {
			to = append(to, c)
		}
	}
	people := func(users ...string) {
		for _, u := range users {
			if u != "" && person(id.Workspace(), u) { // who subscribed it at the terminal is nobody there
				add(bot.Direct(id.Workspace(), u))
			}
		}
	}
	add(bot.ChannelID(h.config.Post.Operators))
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

// unreadAfter is how many working days a national source may stay unread before
// the channels that depend on it are told.
const unreadAfter = 2

// unread are the national sources that a channel depends on and that have not
// been read for too long, with the day from which that is so for the latest.
func (h *house) unread(ctx context.Context, c bot.ChannelID) (sources []bot.SourceState, since feeds.Day, err error) {
	visits, err := h.store.Visits(ctx)
	if err != nil {
		return nil, "", err
	}
	subs, err := h.store.Subscriptions(ctx)
	if err != nil {
		return nil, "", err
	}
	for _, v := range visits {
		s, ok := h.polled(v.Source)
		if !ok || v.Good.IsZero() || s.Media || h.tables.names.Local(s.Authority) {
			continue
		}
		late, known := workday.Add(feeds.DayOf(v.Good, feeds.Shanghai), unreadAfter)
		if !known {
			late = feeds.DayOf(v.Good, feeds.Shanghai).Add(2 * unreadAfter)
		}
		if h.today() <= late || !slices.ContainsFunc(subs, func(x bot.Subscription) bool { return x.Channel == c && depends(x, s) }) {
			continue
		}
		sources = append(sources, bot.SourceState{Source: s, Visit: v})
		since = max(since, late)
	}
	return sources, since, nil
}

// polled is a source that is polled.
func (h *house) polled(id feeds.SourceID) (feeds.Source, bool) {
	for _, s := range h.sources {
		if s.ID == id {
			return s.Source, s.Disabled == ""
		}
	}
	return feeds.Source{}, false
}

// depends reports whether the subscription can be served by the source at all.
func depends(x bot.Subscription, s feeds.Source) bool {
	return (len(x.Filter.Authorities) == 0 || slices.Contains(x.Filter.Authorities, s.Authority)) &&
		(len(x.Filter.Regions) == 0 || slices.Contains(x.Filter.Regions, s.Jurisdiction))
}

// unreadSources tells each channel once when national sources it depends on have
// not been read for too long; again only when a further one has not.
func (h *house) unreadSources(ctx context.Context) ([]bot.Delivery, error) {
	if !h.settled() {
		return nil, nil
	}
	return h.eachServed(ctx, func(c bot.Channel) (bot.Delivery, bool, error) {
		sources, since, err := h.unread(ctx, c.ID)
		return h.said(c.ID, "unread", "unread@"+string(since), ""), len(sources) > 0, err
	})
}

func (h *house) eachServed(ctx context.Context, owe func(bot.Channel) (bot.Delivery, bool, error)) ([]bot.Delivery, error) {
	by, err := h.served(ctx)
	if err != nil {
		return nil, err
	}
	var owed []bot.Delivery
	for _, channels := range by {
		for _, c := range channels {
			d, ok, err := owe(c.Channel)
			if err != nil {
				return nil, err
			}
			if ok {
				owed = append(owed, d)
			}
		}
	}
	return owed, nil
}

// unreadNotice names the sources that are still not read when it is posted.
func (h *house) unreadNotice(ctx context.Context, _ bot.Delivery, c bot.Channel) (bot.Message, error) {
	sources, _, err := h.unread(ctx, c.ID)
	var m bot.Message
	if err != nil || len(sources) == 0 {
		return m, cmp.Or(err, bot.ErrNothing)
	}
	for _, s := range sources {
		m.Add(bot.Body, bot.Line{bot.Say("report.national", bot.Say("name", s.Source.NameEN, s.Source.NameZH), s.Visit.Good)})
	}
	return m, nil
}

// weeklyLines owes every channel the line of the week on Monday.
func (h *house) weeklyLines(ctx context.Context) ([]bot.Delivery, error) {
	if !h.settled() {
		return nil, nil
	}
	return h.eachServed(ctx, func(c bot.Channel) (bot.Delivery, bool, error) {
		now := h.now().In(c.Location())
		year, week := now.ISOWeek()
		d := h.said(c.ID, "weekly", fmt.Sprintf("%d-W%02d", year, week), "")
		d = h.timed([]bot.Delivery{d}, c.Location())[0]
		return d, now.Weekday() == time.Monday, nil
	})
}

// weeklyNotice says which of the sources that can reach the channel were read in the week,
// which were not and since when, whom nobody can poll, and how many are left out here.
func (h *house) weeklyNotice(ctx context.Context, _ bot.Delivery, c bot.Channel) (bot.Message, error) {
	visits, err := h.store.Visits(ctx)
	if err != nil {
		return bot.Message{}, err
	}
	on, _, _, err := h.sourcesOn(ctx)
	if err != nil {
		return bot.Message{}, err
	}
	good := map[feeds.SourceID]time.Time{}
	for _, v := range visits {
		good[v.Source] = v.Good
	}
	all, read := 0, 0
	var unread []bot.Span
	for _, s := range on {
		if s.Workspace != "" && s.Workspace != c.ID.Workspace() {
			continue
		}
		all++
		at := good[s.ID]
		switch {
		case h.now().Sub(at) < 7*24*time.Hour:
			read++
		case at.IsZero():
			unread = append(unread, bot.Say("report.never_read", bot.Say("name", s.NameEN, s.NameZH)))
		default:
			unread = append(unread, bot.Say("report.not_read", bot.Say("name", s.NameEN, s.NameZH), feeds.DayOf(at, feeds.Shanghai)))
		}
	}
	l := bot.Line{bot.Say("report.weekly_sources", read, all)}
	if len(unread) > 0 {
		l = append(l, bot.Span{Text: " "}, bot.Say("report.unread", capped(unread)))
	}
	never, leftOut := h.notPolled()
	if len(never) > 0 {
		l = append(l, bot.Span{Text: " "}, bot.Say("report.not_polled", capped(never)))
	}
	if leftOut > 0 {
		l = append(l, bot.Span{Text: " "}, bot.Say("report.left_out", leftOut))
	}
	var m bot.Message
	m.Add(bot.Context, l)
	return m, nil
}

// notPolled are the publishers that nobody can poll, among the sources that the
// configuration asks for, and how many it leaves out that could be polled.
func (h *house) notPolled() (never []bot.Span, leftOut int) {
	only := setOf(h.config.Only)
	for i, s := range h.tables.sources {
		switch asked := len(only) == 0 || only[string(s.ID)]; {
		case s.DemoOnly || h.sources[i].Disabled == "":
		case s.Disabled == "":
			leftOut += min(len(s.Start(feeds.Visit{}, h.now())), 1) // a queue of links is not polled anywhere
		case asked && s.Confidence != "":
			never = append(never, bot.Say("name", s.NameEN, s.NameZH))
		}
	}
	return never, leftOut
}

// capped are the first names of a list and how many more there are.
func capped(list []bot.Span) []bot.Span {
	const shown = 8
	if len(list) <= shown {
		return list
	}
	return append(slices.Clone(list[:shown]), bot.Say("attachment.more", len(list)-shown))
}
