package command

import (
	"context"
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
	w, err := d.parse(c.Words, false)
	if err != nil {
		return bot.Message{}, err
	}
	sub := bot.Subscription{
		Channel: c.Actor.Channel, Filter: w.filter, Mode: w.mode, ByStage: w.byStage,
		Followups: w.followups, Owner: c.Actor.User, Created: d.Now(),
	}
	if twin, ok, err := d.twin(ctx, sub); err != nil || ok {
		return said("subscribe.twin", string(twin.ID), d.ruleWords(twin)), err
	}
	count, _, err := d.matching(ctx, sub, c)
	if err != nil {
		return bot.Message{}, err
	}
	channel := bot.Channel{ID: c.Actor.Channel, Lang: w.lang}
	if sub, err = d.Subscriptions.Subscribe(ctx, sub, channel, d.audit(c, strings.Join(c.Words, " "))); err != nil {
		return bot.Message{}, err
	}
	m := said("subscribe.done", string(sub.ID), string(sub.Channel), d.ruleWords(sub))
	m.Add(bot.Body, bot.Line{bot.Say("expect", count, previewDays, perWeek(count))})
	m.Add(bot.Context, bot.Line{bot.Say("subscribe.defaults")})
	m.Data = sub
	return m, nil
}

// twin finds a subscription of the channel that asks for the same.
func (d *Desk) twin(ctx context.Context, s bot.Subscription) (bot.Subscription, bool, error) {
	all, err := d.Subscriptions.Subscriptions(ctx)
	if err != nil {
		return s, false, err
	}
	for _, o := range all {
		if o.Channel == s.Channel && o.Mode == s.Mode && sameFilter(o.Filter, s.Filter) {
			return o, true, nil
		}
	}
	return s, false, nil
}

func sameFilter(a, b bot.Filter) bool {
	return slices.Equal(a.Topics, b.Topics) && slices.Equal(a.NotTopics, b.NotTopics) && slices.Equal(a.Authorities, b.Authorities) &&
		slices.Equal(a.Regions, b.Regions) && slices.Equal(a.Stages, b.Stages) && slices.Equal(a.Sections, b.Sections) &&
		slices.Equal(a.Words, b.Words) && slices.Equal(a.NotWords, b.NotWords)
}

// ruleWords says the rule back.
func (d *Desk) ruleWords(s bot.Subscription) bot.Span {
	f := s.Filter
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
	list("rule.regions", spansOf(f.Regions, func(r string) bot.Span { return bot.Span{Text: feeds.Text(r)} }))
	list("rule.stages", spansOf(f.Stages, func(s string) bot.Span { return bot.Say(bot.Phrase("stage." + s)) }))
	list("rule.sections", spansOf(f.Sections, func(s feeds.Section) bot.Span { return bot.Say(bot.Phrase("section." + s)) }))
	list("rule.words", spansOf(f.Words, quoted))
	list("rule.not_words", spansOf(f.NotWords, quoted))
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

// perWeek is the expected number of posts a week, rounded up.
func perWeek(count int) int { return (count*7 + previewDays - 1) / previewDays }

// matching counts what s would have matched in the days of a preview, and gives
// the newest of it.
func (d *Desk) matching(ctx context.Context, s bot.Subscription, c bot.Command) (int, []bot.Hit, error) {
	hits, _, err := d.Items.Find(ctx, bot.Query{Since: d.today().Add(-previewDays), Workspace: c.Actor.Workspace, Filter: s.Filter, Words: s.Filter.Words})
	if err != nil {
		return 0, nil, err
	}
	var out []bot.Hit
	for _, h := range hits {
		if _, no := bot.Match(s, h.Event, []feeds.Item{h.Item}, d.today(), d.Catalog.Region); no == "" && h.Event.ID != "" {
			out = append(out, h)
		}
	}
	return len(out), out, nil
}

func (d *Desk) preview(ctx context.Context, c bot.Command) (bot.Message, error) {
	w, err := d.parse(c.Words, false)
	if err != nil {
		return bot.Message{}, err
	}
	s := bot.Subscription{Filter: w.filter, Mode: w.mode, ByStage: w.byStage, Channel: c.Actor.Channel}
	count, hits, err := d.matching(ctx, s, c)
	if err != nil {
		return bot.Message{}, err
	}
	m := said("preview.head", d.ruleWords(s))
	m.Add(bot.Body, bot.Line{bot.Say("expect", count, previewDays, perWeek(count))})
	const samples = 5
	m.Add(bot.Bullets, d.shorts(ctx, c, hits[:min(samples, len(hits))])...)
	m.Data = hits
	return m, nil
}

func (d *Desk) unsubscribe(ctx context.Context, c bot.Command) (bot.Message, error) {
	if len(c.Words) == 0 {
		return bot.Message{}, bot.Wrong("mistake.unsubscribe")
	}
	mine, err := d.visible(ctx, c, false)
	if err != nil {
		return bot.Message{}, err
	}
	word := c.Words[0]
	topic, isTopic := d.topic(word)
	var gone []bot.Span
	for _, s := range mine {
		if word != "all" && string(s.ID) != word && !(isTopic && slices.Contains(s.Filter.Topics, topic)) {
			continue
		}
		if err := d.Subscriptions.Unsubscribe(ctx, s.ID, d.audit(c, string(s.ID))); err != nil {
			return bot.Message{}, err
		}
		gone = append(gone, bot.Span{Text: feeds.Text(s.ID)})
	}
	if len(gone) == 0 {
		return bot.Message{}, bot.Wrong("mistake.no_subscription", feeds.CleanLine(cut(word)))
	}
	return said("unsubscribe.done", gone), nil
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
	all := len(c.Words) > 0 && c.Words[0] == "all"
	subs, err := d.visible(ctx, c, all)
	if err != nil {
		return bot.Message{}, err
	}
	if len(subs) == 0 {
		return said("list.empty"), nil
	}
	m := said("list.head", len(subs))
	lines := make([]bot.Line, len(subs))
	for i, s := range subs {
		lines[i] = bot.Line{bot.Say("list.row", string(s.ID), string(s.Channel), d.ruleWords(s))}
		if s.Held != "" {
			lines[i] = append(lines[i], bot.Say("list.held", feeds.CleanLine(s.Held)))
		}
	}
	m.Add(bot.Bullets, lines...)
	m.Data = subs
	return m, nil
}

// said is an answer that begins with one sentence.
func said(key bot.Phrase, args ...any) bot.Message {
	var m bot.Message
	m.Add(bot.Body, bot.Line{bot.Say(key, args...)})
	return m
}
