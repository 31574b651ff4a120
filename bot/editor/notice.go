package editor

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/phrase"
	"github.com/regwire/regwire/feeds"
)

// notices is what notices say that are more than a phrase with arguments, by the
// part of their subject before the colon.
func (ed *Editor) notices() map[string]bot.Composer {
	return map[string]bot.Composer{"held": ed.heldNotice, "watch": ed.watchNotice, subjectWatched: ed.watchWeek, "unread": ed.unreadNotice, "weekly": ed.weeklyNotice}
}

// notice says what its phrase says with its arguments, or what the part of its
// subject before the colon has a function for.
func (ed *Editor) notice(ctx context.Context, d bot.Delivery, c bot.Channel) (bot.Message, error) {
	about, _, _ := strings.Cut(d.Key.Subject, ":")
	if compose, ok := ed.notices()[about]; ok {
		return compose(ctx, d, c)
	}
	var m bot.Message
	m.Add(bot.Body, bot.Line{bot.Say(bot.Phrase(d.Args["key"]), argument(d.Args["0"]), argument(d.Args["1"]), argument(d.Args["2"]), argument(d.Args["3"]))})
	return m, nil
}

// argument is an argument of a notice: "@health.broken" is a phrase, a time of
// RFC 3339 a moment, anything else text.
func argument(s string) any {
	if key, ok := strings.CutPrefix(s, "@"); ok && phrase.Has(key) {
		return bot.Phrase(key)
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t
	}
	return feeds.CleanLine(s)
}

// said is a notice of a phrase with its arguments.
func (ed *Editor) said(c bot.ChannelID, subject, occasion, key string, args ...string) bot.Delivery {
	d := bot.Delivery{
		Key:   bot.DeliveryKey{Channel: c, Kind: bot.KindNotice, Subject: subject, Occasion: occasion},
		State: bot.Pending, Created: ed.deps.Now(), Due: ed.deps.Now(), Args: map[string]string{"key": key},
	}
	for i, a := range args {
		d.Args[strconv.Itoa(i)] = a
	}
	return d
}
