package command

import (
	"context"
	"slices"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// posts is the expected number of posts a week: events at once each count, those
// of a list count as the list.
func (d *Desk) posts(s bot.Subscription, hits []bot.Hit) int {
	s.Filter.Words, s.Filter.NotWords = nil, nil // looked for before
	by := map[bot.Mode]int{}
	for _, h := range hits {
		mode, _ := bot.Match(s, h.Event, []feeds.Item{h.Item}, d.today(), d.Catalog.Region)
		by[mode]++
	}
	return perWeek(by[bot.Now]) + min(perWeek(by[bot.Daily]), 7) + min(by[bot.Weekly], 1)
}

// perWeek is a count of the preview's days for one week, rounded up.
func perWeek(count int) int { return (count*7 + previewDays - 1) / previewDays }

// matching is what s would have matched in the days of a preview, the newest
// first.
func (d *Desk) matching(ctx context.Context, s bot.Subscription, c bot.Command) ([]bot.Hit, error) {
	hits, err := d.recent(ctx, s, c)
	if err != nil {
		return nil, err
	}
	slices.Reverse(hits)
	// The words of a filter were looked for in the texts already.
	s.Filter.Words, s.Filter.NotWords = nil, nil
	return slices.DeleteFunc(hits, func(h bot.Hit) bool {
		_, no := bot.Match(s, h.Event, []feeds.Item{h.Item}, d.today(), d.Catalog.Region)
		return no != nil || h.Event.ID == ""
	}), nil
}

// recent are the events of the preview's days, the oldest first. Only a filter
// with words has to look into texts.
func (d *Desk) recent(ctx context.Context, s bot.Subscription, c bot.Command) ([]bot.Hit, error) {
	from := d.today().Add(-previewDays)
	if len(s.Filter.Words)+len(s.Filter.NotWords) == 0 {
		return d.Items.Published(ctx, c.Actor.Workspace, from, d.today(), func(h *bot.Hit) bool {
			_, no := bot.Match(s, h.Event, []feeds.Item{h.Item}, d.today(), d.Catalog.Region)
			return no == nil
		})
	}
	hits, _, err := d.Items.Find(ctx, bot.Query{Since: from, Workspace: c.Actor.Workspace, Filter: bot.Filter{Words: s.Filter.Words, NotWords: s.Filter.NotWords}})
	slices.Reverse(hits)
	return hits, err
}

// expected says how many posts a subscription brings by what matched it lately, which
// nobody knows before the first poll.
func (d *Desk) expected(ctx context.Context, c bot.Command, s bot.Subscription, hits []bot.Hit) (bot.Span, error) {
	if len(hits) == 0 {
		known, err := d.newest(ctx, c, 1)
		if err != nil {
			return bot.Span{}, err
		}
		if len(known) == 0 {
			return bot.Say("expect.unknown"), nil
		}
	}
	return bot.Say("expect", len(hits), previewDays, d.posts(s, hits)), nil
}

func (d *Desk) preview(ctx context.Context, c bot.Command) (bot.Message, error) {
	if isForm(c) {
		return d.form(ctx, c)
	}
	w, _, _, err := d.wished(c)
	if err != nil {
		return bot.Message{}, err
	}
	s := w.subscription(c.Actor.Channel)
	hits, err := d.matching(ctx, s, c)
	if err != nil {
		return bot.Message{}, err
	}
	expect, err := d.expected(ctx, c, s, hits)
	if err != nil {
		return bot.Message{}, err
	}
	m := said("preview.head", d.ruleWords(s))
	m.Add(bot.Body, bot.Line{expect})
	const samples = 5
	m.Add(bot.Bullets, d.shorts(ctx, c, hits[:min(samples, len(hits))])...)
	if len(hits) > samples {
		m.Add(bot.Context, bot.Line{bot.Say("list.rest", len(hits)-samples)})
	}
	if m.Data = hits; hits == nil {
		m.Data = []bot.Hit{}
	}
	return m, nil
}
