package command

import (
	"context"
	"slices"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// named are the subscriptions of the channel that a word names: an id, a topic,
// or all.
func (d *Desk) named(ctx context.Context, c bot.Command, word string) ([]bot.Subscription, error) {
	mine, err := d.visible(ctx, c, false)
	if err != nil {
		return nil, err
	}
	topic, isTopic := d.topic(word)
	id := d.id(word)
	mine = slices.DeleteFunc(mine, func(s bot.Subscription) bool {
		return !isAll(word) && string(s.ID) != id && !(isTopic && slices.Contains(s.Filter.Topics, topic))
	})
	if len(mine) == 0 && isAll(word) {
		return nil, bot.Wrong("list.empty")
	}
	if len(mine) == 0 {
		return nil, bot.Wrong("mistake.no_subscription", feeds.CleanLine(cut(word)))
	}
	return mine, nil
}

func (d *Desk) mute(ctx context.Context, c bot.Command) (bot.Message, error) {
	words, opts, err := options(c, "until", "reason")
	if err != nil {
		return bot.Message{}, err
	}
	if len(words) == 2 && opts["until"] == "" { // mute s3 2w
		words, opts["until"] = words[:1], words[1]
	}
	if len(words) != 1 || opts["until"] == "" {
		return bot.Message{}, bot.Wrong("mistake.mute")
	}
	until, err := aheadWord(opts["until"], d.today())
	if err != nil {
		return bot.Message{}, err
	}
	subs, err := d.named(ctx, c, words[0])
	if err != nil {
		return bot.Message{}, err
	}
	why := bot.Say("mute.reason")
	muted := d.who(c)
	if r := string(feeds.CleanLine(cut(opts["reason"]))); r != "" {
		why, muted = bot.Quote(feeds.CleanLine(r)), muted+": "+r
	}
	zone := d.view(ctx, c).Zone
	var ids []bot.Span
	for _, s := range subs {
		s.MutedUntil, s.Muted = until.Time(zone), muted
		if err := d.Subscriptions.ChangeSubscription(ctx, s, d.audit(c, string(s.ID)+" until "+string(until)+" "+muted)); err != nil {
			return bot.Message{}, err
		}
		ids = append(ids, bot.Span{Text: feeds.Text(s.ID)})
	}
	m := said("mute.done", ids, until, why)
	m.Buttons = []bot.Button{{Label: "button.undo", Verb: "unmute", Words: words}}
	return m, nil
}

func (d *Desk) unmute(ctx context.Context, c bot.Command) (bot.Message, error) {
	if len(c.Words) != 1 {
		return bot.Message{}, bot.Wrong("mistake.unmute")
	}
	subs, err := d.named(ctx, c, c.Words[0])
	if err != nil {
		return bot.Message{}, err
	}
	var ids []bot.Span
	for _, s := range subs {
		if s.MutedUntil.IsZero() {
			continue
		}
		if err := d.Subscriptions.EndMute(ctx, s, d.audit(c, string(s.ID))); err != nil {
			return bot.Message{}, err
		}
		ids = append(ids, bot.Span{Text: feeds.Text(s.ID)})
	}
	if len(ids) == 0 {
		return bot.Message{}, bot.Wrong("mistake.not_muted", feeds.CleanLine(cut(c.Words[0])))
	}
	return said("unmute.done", ids), nil
}

// who is the actor as others read it.
func (d *Desk) who(c bot.Command) string {
	if c.Actor.Name != "" {
		return c.Actor.Name
	}
	return c.Actor.User
}
