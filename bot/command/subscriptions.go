package command

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// previewDays is how far back a preview counts.
const previewDays = 30

func (d *Desk) subscribe(ctx context.Context, c bot.Command) (bot.Message, error) {
	if c.Actor.Channel == "" {
		return bot.Message{}, bot.Wrong("mistake.no_channel")
	}
	if asked(c) {
		return d.form(ctx, c)
	}
	w, detail, ok, err := d.wished(c)
	if err != nil {
		return bot.Message{}, err
	}
	if !ok {
		return d.form(ctx, c)
	}
	sub := w.subscription(c.Actor.Channel)
	sub.Owner, sub.Created = c.Actor.User, d.Now()
	if twin, ok, err := d.twin(ctx, sub); err != nil || ok {
		m := said("subscribe.twin", string(twin.ID), d.ruleWords(twin))
		if ok && c.Again { // the list of what is open may not have been owed yet
			err = d.tellOpen(ctx, twin)
		}
		if err == nil {
			err = d.settle(ctx, c, w, twin, &m)
		}
		return m, err
	}
	if own, err := d.visible(ctx, c, false); err != nil || len(own) >= maxSubscriptions {
		return bot.Message{}, cmp.Or(err, bot.Wrong("mistake.too_many", maxSubscriptions))
	}
	hits, err := d.matching(ctx, sub, c)
	if err != nil {
		return bot.Message{}, err
	}
	channel := bot.Channel{ID: c.Actor.Channel, Lang: w.lang}
	if sub, err = d.Subscriptions.Subscribe(ctx, sub, channel, d.audit(c, detail)); err != nil {
		return bot.Message{}, err
	}
	m, err := d.subscribed(ctx, c, sub, hits)
	if err == nil {
		err = d.settle(ctx, c, w, sub, &m)
	}
	if err != nil {
		return bot.Message{}, err
	}
	return m, d.tellOpen(ctx, sub)
}

// subscribed says a new subscription back: what to expect of it by hits, what it matched of
// late, and what is likely to be meant by words that matched nothing.
func (d *Desk) subscribed(ctx context.Context, c bot.Command, sub bot.Subscription, hits []bot.Hit) (bot.Message, error) {
	m := said("subscribe.done", string(sub.ID), place(c, sub.Channel), d.ruleWords(sub))
	expect, err := d.expected(ctx, c, sub, hits)
	if err != nil {
		return bot.Message{}, err
	}
	m.Add(bot.Body, bot.Line{expect})
	if len(hits) == 0 && len(sub.Filter.Words) > 0 {
		m.Add(bot.Body, bot.Line{bot.Say("subscribe.words", feeds.CleanLine(strings.Join(sub.Filter.Words, ", ")))})
	}
	if near := d.topicsNamed(sub.Filter.Words); len(near) > 0 {
		m.Add(bot.Body, bot.Line{bot.Say("subscribe.topic_too", near)})
	}
	if sub.Mode == "" {
		m.Add(bot.Context, bot.Line{bot.Say("subscribe.defaults")})
	}
	m.Data = sub
	return m, nil
}

// wished is what the words or the form ask for, and how the audit names it; ok
// is false for a form with something wrong in it.
func (d *Desk) wished(c bot.Command) (w wish, detail string, ok bool, err error) {
	if isForm(c) {
		w, wrong, err := d.readForm(c)
		return w, formWords(c.Form), len(wrong) == 0, err
	}
	detail = strings.Join(c.Words, " ")
	words := c.Words
	if len(words) > 0 && isAll(words[0]) {
		words = words[1:] // what follows says when and how
	}
	w, err = d.parse(words, false)
	if err != nil || w.since+w.until == "" {
		return w, detail, true, err
	}
	// What is to come is asked for by no day of publication.
	days := []string{"since", "until"}
	if w.since == "" {
		slices.Reverse(days)
	}
	names := slices.DeleteFunc(keyNames(), func(k string) bool { return slices.Contains(days, k) })
	return w, detail, true, bot.Wrong("mistake.key", days[0], strings.Join(names, ", "))
}

// settle sets what a subscription's words ask for beyond a filter and modes, where it
// is not so yet: the language of the channel, and where later news go.
func (d *Desk) settle(ctx context.Context, c bot.Command, w wish, sub bot.Subscription, m *bot.Message) error {
	var set []bot.Span
	if w.lang != "" {
		ch, err := d.channel(ctx, c)
		if err == nil && ch.Lang != w.lang {
			ch.Lang = w.lang
			err = d.Subscriptions.PutChannel(ctx, ch, d.audit(c, "lang:"+string(w.lang)))
		}
		if err != nil {
			return err
		}
		m.Lang = w.lang
		set = append(set, bot.Say("settings.lang", langPhrases[w.lang]))
	}
	if w.followups != "" {
		if sub.Followups != w.followups {
			sub.Followups = w.followups
			if err := d.Subscriptions.ChangeSubscription(ctx, sub, d.audit(c, string(sub.ID)+" followups:"+w.followups)); err != nil {
				return err
			}
		}
		set = append(set, bot.Say("settings.followups", followPhrases[w.followups]))
	}
	if len(set) > 0 {
		m.Add(bot.Context, bot.Line{bot.Say("subscribe.set", set)})
	}
	return nil
}

// everything is the word for a subscription that leaves nothing out.
const everything = "all"

// isAll reports whether a word asks for everything, in either of its names.
func isAll(word string) bool { return slices.Contains([]string{everything, "everything"}, meant(word)) }

// maxSubscriptions bounds those of one channel: each event is matched with all.
const maxSubscriptions = 100

const (
	openAhead = 90  // days in which a rule must take effect to be listed
	openBack  = 180 // days back for consultations that name no closing date
	openMost  = 50  // events in the list, those that close first
)

// tellOpen owes a new subscription one list of what is open now: consultations,
// and rules that take effect soon.
func (d *Desk) tellOpen(ctx context.Context, sub bot.Subscription) error {
	today, w := d.today(), sub.Channel.Workspace()
	var open []feeds.EventID
	var failed error
	take := func(h *bot.Hit) bool {
		if failed != nil || len(open) == openMost || !isOpen(h.Event, today) || slices.Contains(open, h.Event.ID) {
			return false
		}
		var no *bot.Span
		if _, no, failed = d.match(ctx, sub, h.Event, []feeds.Item{h.Item}); failed == nil && no == nil {
			open = append(open, h.Event.ID)
		}
		return false // its id is all that is needed
	}
	dated, err := d.Items.Dated(ctx, w, today, today.Add(10*366))
	if err != nil {
		return err
	}
	for i := range dated {
		take(&dated[i])
	}
	_, err = d.Items.Undated(ctx, w, today.Add(-openBack), today, take)
	if err := errors.Join(err, failed); err != nil {
		return err
	}
	if len(open) == 0 {
		return nil
	}
	return d.Subscriptions.Owe(ctx, []bot.Delivery{{
		Key:   bot.DeliveryKey{Channel: sub.Channel, Kind: bot.KindDigest, Subject: bot.ListOpen, Occasion: string(sub.ID)},
		State: bot.Pending, Events: open, Subscriptions: []bot.SubscriptionID{sub.ID}, Created: d.Now(), Due: d.Now(),
	}})
}

func isOpen(e feeds.Event, today feeds.Day) bool {
	switch e.StatusOn(today) {
	case feeds.StatusDraftOpen:
		return true
	case feeds.StatusIssuedFuture:
		return e.Reading.Dates.Effective.Day <= today.Add(openAhead)
	}
	return false
}

// twin finds a subscription of the channel that asks for the same.
func (d *Desk) twin(ctx context.Context, s bot.Subscription) (bot.Subscription, bool, error) {
	all, err := d.Subscriptions.Subscriptions(ctx)
	if err != nil {
		return s, false, err
	}
	for _, o := range all {
		if o.Channel == s.Channel && o.Mode == s.Mode && sameFilter(o.Filter, s.Filter) && holds(o.ByStage, s.ByStage) {
			return o, true, nil
		}
	}
	return s, false, nil
}

// holds reports whether all that is asked for is there, beside what else is.
func holds(there, asked map[string]bot.Mode) bool {
	for stage, mode := range asked {
		if there[stage] != mode {
			return false
		}
	}
	return true
}

func sameFilter(a, b bot.Filter) bool {
	return slices.Equal(a.Topics, b.Topics) && slices.Equal(a.NotTopics, b.NotTopics) && slices.Equal(a.Authorities, b.Authorities) &&
		slices.Equal(a.Regions, b.Regions) && slices.Equal(a.Stages, b.Stages) && slices.Equal(a.Sections, b.Sections) &&
		slices.Equal(a.Words, b.Words) && slices.Equal(a.NotWords, b.NotWords)
}

// filterWords say a filter back; none where it lets everything through.
func (d *Desk) filterWords(f bot.Filter) []bot.Span {
	var parts []bot.Span
	list := func(key bot.Phrase, spans []bot.Span) {
		if len(spans) > 0 {
			parts = append(parts, bot.Say(key, spans))
		}
	}
	list("rule.topics", spansOf(f.Topics, d.topicName))
	list("rule.not_topics", spansOf(f.NotTopics, d.topicName))
	list("rule.authorities", spansOf(f.Authorities, func(a feeds.AuthorityID) bot.Span {
		en, zh := d.Catalog.Authority(a)
		return bot.Say("name", en, zh)
	}))
	list("rule.regions", spansOf(f.Regions, regionName))
	list("rule.stages", spansOf(f.Stages, func(s string) bot.Span { return bot.Say(bot.Phrase("stage." + s)) }))
	list("rule.sections", spansOf(f.Sections, func(s feeds.Section) bot.Span { return bot.Say(bot.Phrase("section." + s)) }))
	list("rule.words", spansOf(f.Words, quoted))
	list("rule.not_words", spansOf(f.NotWords, quoted))
	return parts
}

// ruleWords says the rule back.
func (d *Desk) ruleWords(s bot.Subscription) bot.Span {
	parts := d.filterWords(s.Filter)
	if len(parts) == 0 {
		parts = append(parts, bot.Say("rule.everything"))
	}
	mode := bot.Mode("default")
	if s.Mode != "" {
		mode = s.Mode
	}
	modes := []bot.Span{bot.Say(bot.Phrase("mode." + mode))}
	for _, stage := range stages {
		if m, ok := s.ByStage[stage]; ok {
			modes = append(modes, bot.Say("rule.by_stage", bot.Phrase("stage."+stage), bot.Phrase("mode."+m)))
		}
	}
	return bot.Say("rule", parts, modes)
}

func spansOf[T any](list []T, span func(T) bot.Span) []bot.Span {
	out := make([]bot.Span, len(list))
	for i, x := range list {
		out[i] = span(x)
	}
	return out
}

func quoted(w string) bot.Span { return bot.Say("word.quoted", feeds.CleanLine(w)) }

func (d *Desk) topicName(t feeds.Topic) bot.Span {
	en, zh := d.Catalog.Topic(t)
	return bot.Say("name", en, zh)
}

// match is bot.Match with the texts of the items, where the filter has words to
// look for in them.
func (d *Desk) match(ctx context.Context, s bot.Subscription, e feeds.Event, items []feeds.Item) (mode bot.Mode, no *bot.Span, err error) {
	if len(s.Filter.Words)+len(s.Filter.NotWords) > 0 {
		items = slices.Clone(items)
		for i := range items {
			if items[i], err = d.Items.Item(ctx, items[i].ID); err != nil {
				return "", nil, err
			}
		}
	}
	mode, no = bot.Match(s, e, items, d.today(), d.Catalog.Region)
	return mode, no, nil
}

// Wants reports whether any of the subscriptions wants the event as it is today.
func (d *Desk) Wants(ctx context.Context, subs []bot.Subscription, id feeds.EventID) (bool, error) {
	e, items, err := d.Items.Event(ctx, id)
	if err != nil {
		return false, err
	}
	for _, s := range subs {
		if _, no, err := d.match(ctx, s, e, items); err != nil || no == nil {
			return err == nil, err
		}
	}
	return false, nil
}

func (d *Desk) unsubscribe(ctx context.Context, c bot.Command) (bot.Message, error) {
	if len(c.Words) == 0 {
		return bot.Message{}, bot.Wrong("mistake.unsubscribe")
	}
	var mine []bot.Subscription
	for word := range values(strings.Join(d.joined(c.Words, true), ",")) {
		named, err := d.named(ctx, c, word)
		if err != nil {
			return bot.Message{}, err
		}
		for _, s := range named {
			if !slices.ContainsFunc(mine, func(o bot.Subscription) bool { return o.ID == s.ID }) {
				mine = append(mine, s)
			}
		}
	}
	if len(mine) == 0 {
		return bot.Message{}, bot.Wrong("mistake.unsubscribe")
	}
	gone, dropped := make([]bot.Span, len(mine)), 0
	for i, s := range mine {
		n, err := d.Subscriptions.Unsubscribe(ctx, s.ID, d.wants, d.audit(c, string(s.ID)))
		if err != nil {
			return bot.Message{}, err
		}
		gone[i] = bot.Span{Text: feeds.Text(s.ID)}
		dropped += n
	}
	m := said("unsubscribe.done", gone)
	if dropped > 0 {
		m.Add(bot.Body, bot.Line{bot.Say("unsubscribe.dropped", dropped)})
	}
	return m, nil
}

// wants is bot.Match of today.
func (d *Desk) wants(s bot.Subscription, e feeds.Event, items []feeds.Item) bool {
	_, no := bot.Match(s, e, items, d.today(), d.Catalog.Region)
	return no == nil
}

// visible are the subscriptions that the actor may see: of the channel, or of
// the whole workspace; the operator sees all.
func (d *Desk) visible(ctx context.Context, c bot.Command, all bool) ([]bot.Subscription, error) {
	subs, err := d.Subscriptions.Subscriptions(ctx)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(subs), func(s bot.Subscription) bool {
		switch {
		case c.Actor.Operator && (all || c.Actor.Channel == ""):
			return false
		case all:
			return s.Channel.Workspace() != c.Actor.Workspace
		}
		return s.Channel != c.Actor.Channel
	}), nil
}

func (d *Desk) list(ctx context.Context, c bot.Command) (bot.Message, error) {
	what := "here"
	if len(c.Words) > 0 {
		what = meant(c.Words[0])
		if err := each(what, []string{"here", "me", "all"}, "list", func(string) {}); err != nil {
			return bot.Message{}, err
		}
	}
	subs, err := d.visible(ctx, c, what == "all" || what == "me")
	if err != nil {
		return bot.Message{}, err
	}
	if what == "me" {
		subs = slices.DeleteFunc(subs, func(s bot.Subscription) bool { return s.Owner != c.Actor.User })
	}
	if len(subs) == 0 {
		return none[bot.Subscription]("list.empty"), nil
	}
	m := said("list.head", len(subs))
	lines := make([]bot.Line, len(subs))
	for i, s := range subs {
		at, err := d.place(ctx, c, s.Channel)
		if err != nil {
			return bot.Message{}, err
		}
		lines[i] = bot.Line{bot.Say("list.row", string(s.ID), at, d.ruleWords(s))}
		held, err := d.held(ctx, s)
		if err != nil {
			return bot.Message{}, err
		}
		if held != "" {
			lines[i] = append(lines[i], bot.Say("list.held", feeds.CleanLine(held)))
		}
		if s.MutedUntil.After(d.Now()) {
			lines[i] = append(lines[i], bot.Say("list.muted", feeds.DayOf(s.MutedUntil, s.MutedUntil.Location()), feeds.CleanLine(s.Muted)))
		}
	}
	addRows(c, &m, listed(lines))
	m.Data = subs
	return m, nil
}

// held is why the subscription is not served, or nothing is posted to its channel.
func (d *Desk) held(ctx context.Context, s bot.Subscription) (string, error) {
	why, err := d.heldPlace(ctx, s.Channel)
	return cmp.Or(s.Held, why), err
}

// heldPlace is why nothing is posted to the channel, or to its whole workspace.
func (d *Desk) heldPlace(ctx context.Context, id bot.ChannelID) (string, error) {
	c, err := d.Subscriptions.Channel(ctx, id)
	if err != nil && !errors.Is(err, feeds.ErrNotFound) {
		return "", err
	}
	w, err := d.Subscriptions.Workspace(ctx, id.Workspace())
	return cmp.Or(c.Held, w.Held), err
}

// place is a channel as the actor knows it.
func place(c bot.Command, id bot.ChannelID) bot.Span {
	if id == c.Actor.Channel && !c.Actor.Operator {
		return bot.Say("channel.here")
	}
	return bot.Span{Text: feeds.Text(id)}
}

// place is a channel with its name for who sits at the terminal; in chat the names of other
// channels are for those who are in them.
func (d *Desk) place(ctx context.Context, c bot.Command, id bot.ChannelID) (bot.Span, error) {
	if !c.Actor.Operator {
		return place(c, id), nil
	}
	ch, err := d.Subscriptions.Channel(ctx, id)
	if errors.Is(err, feeds.ErrNotFound) {
		return place(c, id), nil
	}
	return ch.Named(), err
}

// none is the answer that there is nothing, which as data is a list of nothing.
func none[T any](key bot.Phrase, args ...any) bot.Message {
	m := said(key, args...)
	m.Data = []T{}
	return m
}

// said is an answer that begins with one sentence.
func said(key bot.Phrase, args ...any) bot.Message {
	var m bot.Message
	m.Add(bot.Body, bot.Line{bot.Say(key, args...)})
	return m
}
