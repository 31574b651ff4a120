package command

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

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
	if plain, err := strconv.Atoi(word); err == nil { // 3 for s3
		id = "s" + strconv.Itoa(plain)
	}
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
	words = d.joined(words, true)
	if len(words) > 1 && opts["until"] == "" { // mute s3 2w, mute s3 until next friday holiday
		var behind []string
		opts["until"], behind = d.dayOf(words[1:])
		if len(behind) > 1 && slices.Contains(beforeReason, meant(behind[0])) {
			behind = behind[1:]
		}
		opts["reason"] = cmp.Or(opts["reason"], strings.Join(behind, " "))
		words = words[:1]
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

// dayOf parts words that begin with a day: as many as name one are it, and the first alone
// where none do.
func (d *Desk) dayOf(words []string) (day string, behind []string) {
	if len(words) > 1 && slices.Contains([]string{"until", "till"}, meant(words[0])) {
		words = words[1:]
	}
	for n := min(len(words), maxDayWords); n > 1; n-- {
		if _, ok := days(strings.Join(words[:n], " "), d.today(), lookAhead); ok {
			return strings.Join(words[:n], " "), words[n:]
		}
	}
	return words[0], words[1:]
}

// beforeReason are words that lead to a reason and are none of it.
var beforeReason = []string{"reason", "because", "for", "理由", "原因", "因为"}

// maxDayWords is how many words a day is written in at most: 14 September 2022.
const maxDayWords = 3

func (d *Desk) unmute(ctx context.Context, c bot.Command) (bot.Message, error) {
	if c.Words = d.joined(c.Words, true); len(c.Words) != 1 {
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
