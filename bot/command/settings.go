package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/width"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// channel is the actor's channel as it is stored, or as it would be.
func (d *Desk) channel(ctx context.Context, c bot.Command) (bot.Channel, error) {
	if c.Actor.Channel == "" {
		return bot.Channel{}, bot.Wrong("mistake.no_channel")
	}
	ch, err := d.Subscriptions.Channel(ctx, c.Actor.Channel)
	if errors.Is(err, feeds.ErrNotFound) {
		return bot.Channel{ID: c.Actor.Channel}, nil
	}
	return ch, err
}

// channelSettings are the keys that change a channel by their value, in the order in
// which they are looked at: of several wrong ones the first is told.
var channelSettings = []struct {
	key string
	set func(ch *bot.Channel, value string) error
}{
	{"lang", func(ch *bot.Channel, v string) error {
		return each(v, langs, "lang", func(l string) { ch.Lang = bot.Lang(l) })
	}},
	{"zone", zoneSetting},
	{"quiet", quietSetting},
	{"workdays", func(ch *bot.Channel, v string) error {
		return each(v, []string{"on", "off"}, "workdays", func(s string) { ch.WorkDays = s == "on" })
	}},
}

// settingKeys are all keys of settings: those of a channel, and where later news goes.
func settingKeys() []string {
	keys := make([]string, 0, len(channelSettings)+1)
	for _, s := range channelSettings {
		keys = append(keys, s.key)
	}
	return append(keys, "followups")
}

func zoneSetting(ch *bot.Channel, v string) error {
	zone, ok := zoneOf(v)
	if !ok {
		return bot.Wrong("mistake.zone", feeds.CleanLine(cut(v)))
	}
	ch.Zone = zone
	return nil
}

// continents are where zones are named after cities.
var continents = []string{"Europe", "Asia", "America", "Africa", "Australia", "Pacific", "Atlantic"}

// chineseZones are zones that people name by a city that the zone is not named after, or
// in Chinese.
var chineseZones = map[string]string{
	"beijing": "Asia/Shanghai", "北京": "Asia/Shanghai", "上海": "Asia/Shanghai", "中国": "Asia/Shanghai", "香港": "Asia/Hong_Kong", "台北": "Asia/Taipei",
	"东京": "Asia/Tokyo", "新加坡": "Asia/Singapore", "伦敦": "Europe/London", "柏林": "Europe/Berlin", "巴黎": "Europe/Paris", "纽约": "America/New_York",
}

var latinWord = regexp.MustCompile(`[A-Za-z]+`)

// zoneOf is the time zone of a name, or of a city that one is named after.
func zoneOf(word string) (zone string, ok bool) {
	word = strings.ReplaceAll(strings.TrimSpace(width.Fold.String(word)), " ", "_")
	if zone, ok := chineseZones[strings.ToLower(word)]; ok {
		return zone, true
	}
	titled := latinWord.ReplaceAllStringFunc(word, func(w string) string { return strings.ToUpper(w[:1]) + strings.ToLower(w[1:]) })
	names := []string{word, titled}
	for _, c := range continents {
		names = append(names, c+"/"+titled)
	}
	for _, name := range names {
		if _, err := time.LoadLocation(name); err == nil && name != "" && name != "Local" {
			return name, true
		}
	}
	return "", false
}

// quietForm are two times of a day, as people write them: 22:00-07:00, 22-7, 22：00至7：00.
var quietForm = regexp.MustCompile(`^(\d{1,2})(?::([0-5]\d))?(?:-|–|—|~|to|至|到)(\d{1,2})(?::([0-5]\d))?$`)

func quietSetting(ch *bot.Channel, v string) error {
	if meant(v) == "off" {
		ch.Quiet = ""
		return nil
	}
	m := quietForm.FindStringSubmatch(strings.ReplaceAll(width.Fold.String(v), " ", ""))
	if m == nil {
		return bot.Wrong("mistake.quiet", feeds.CleanLine(cut(v)))
	}
	from, ok := clock(m[1], m[2])
	to, too := clock(m[3], m[4])
	if !ok || !too || from == to {
		return bot.Wrong("mistake.quiet", feeds.CleanLine(cut(v)))
	}
	ch.Quiet = from + "-" + to
	return nil
}

// clock is a time of the day as channels keep it: 07:00.
func clock(hour, minute string) (string, bool) {
	h, err := strconv.Atoi(hour)
	return fmt.Sprintf("%02d:%s", h, cmp.Or(minute, "00")), err == nil && h < 24
}

// paired writes keys and values that stand apart (lang zh, zone: new york, lang=zh) with a
// colon between them. What stands behind no key stays, to be told.
func paired(words, keys []string) []string {
	var out []string
	open := false // the last word is a key, and what follows its value
	for _, word := range words {
		name, value, _ := strings.Cut(strings.NewReplacer("：", ":", "=", ":").Replace(word), ":")
		switch key, _ := meantKey(name); {
		case slices.Contains(keys, key):
			out, open = append(out, key+":"+value), value == ""
		case open:
			last := &out[len(out)-1]
			if word = strings.TrimLeft(word, ":：="); word != "" && !strings.HasSuffix(*last, ":") {
				word = " " + word
			}
			*last += word
		default:
			out = append(out, word)
		}
	}
	return out
}

func (d *Desk) settings(ctx context.Context, c bot.Command) (bot.Message, error) {
	c.Words = paired(c.Words, settingKeys())
	words, opts, err := options(c, settingKeys()...)
	if err != nil {
		return bot.Message{}, err
	}
	if len(words) == 1 && slices.Contains(langs, meant(words[0])) { // settings zh
		opts["lang"], words = words[0], nil
	}
	if len(words) > 0 {
		return bot.Message{}, bot.Wrong("mistake.option", c.Verb, feeds.CleanLine(cut(words[0])), strings.Join(settingKeys(), ", "))
	}
	ch, err := d.channel(ctx, c)
	if err != nil {
		return bot.Message{}, err
	}
	follow := opts["followups"]
	if follow != "" {
		if err := each(follow, follows, "followups", func(string) {}); err != nil {
			return bot.Message{}, err
		}
	}
	changed := false
	for _, s := range channelSettings {
		if opts[s.key] == "" {
			continue
		}
		if err := s.set(&ch, opts[s.key]); err != nil {
			return bot.Message{}, err
		}
		changed = true
	}
	later, err := d.followups(ctx, c, follow)
	if err != nil {
		return bot.Message{}, err
	}
	if changed {
		if err := d.Subscriptions.PutChannel(ctx, ch, d.audit(c, strings.Join(c.Words, " "))); err != nil {
			return bot.Message{}, err
		}
	}
	m := said("settings.done", place(c, ch.ID), append(settingSpans(ch), later...))
	if opts["lang"] != "" {
		m.Lang = ch.Lang
	}
	m.Data = ch
	return m, nil
}

// followups sends later news of all subscriptions of the channel to the place,
// unless it is ""; it says where they go, and of which where they differ.
func (d *Desk) followups(ctx context.Context, c bot.Command, to string) ([]bot.Span, error) {
	subs, err := d.Subscriptions.Subscriptions(ctx)
	if err != nil {
		return nil, err
	}
	of := map[string][]string{}
	for _, s := range subs {
		if s.Channel != c.Actor.Channel {
			continue
		}
		if to != "" && s.Followups != to {
			s.Followups = to
			if err := d.Subscriptions.ChangeSubscription(ctx, s, d.audit(c, string(s.ID)+" followups:"+to)); err != nil {
				return nil, err
			}
		}
		place := cmp.Or(s.Followups, follows[0])
		of[place] = append(of[place], string(s.ID))
	}
	if to != "" && len(of) == 0 {
		return nil, bot.Wrong("mistake.followups_none", to)
	}
	var spans []bot.Span
	for _, place := range follows {
		switch ids := of[place]; {
		case len(of) > 1 && len(ids) > 0:
			spans = append(spans, bot.Say("settings.followups_of", followPhrases[place], strings.Join(ids, ", ")))
		case len(ids) > 0 || len(of) == 0 && place == follows[0]:
			spans = append(spans, bot.Say("settings.followups", followPhrases[place]))
		}
	}
	return spans, nil
}

// langPhrases name the languages of a channel.
var langPhrases = map[bot.Lang]bot.Phrase{bot.English: "form.english", bot.Chinese: "form.chinese", bot.Both: "form.both"}

// followPhrases name where later news of an event goes.
var followPhrases = map[string]bot.Phrase{"thread": "form.thread", "channel": "form.channel", "off": "form.off"}

func settingSpans(ch bot.Channel) []bot.Span {
	lang, zone := cmp.Or(ch.Lang, bot.English), cmp.Or(ch.Zone, "UTC")
	spans := []bot.Span{bot.Say("settings.lang", langPhrases[lang]), bot.Say("settings.zone", zone)}
	if ch.Quiet != "" {
		spans = append(spans, bot.Say("settings.quiet", ch.Quiet))
	} else {
		spans = append(spans, bot.Say("settings.no_quiet"))
	}
	if ch.WorkDays {
		return append(spans, bot.Say("settings.workdays"))
	}
	return append(spans, bot.Say("settings.every_day"))
}

// resume serves a held channel, and its workspace, again.
func (d *Desk) resume(ctx context.Context, c bot.Command) (bot.Message, error) {
	ch, err := d.channel(ctx, c)
	if err != nil {
		return bot.Message{}, err
	}
	was, err := d.heldPlace(ctx, ch.ID)
	if err != nil {
		return bot.Message{}, err
	}
	posts, err := d.Subscriptions.Resume(ctx, ch, d.audit(c, was))
	if err != nil {
		return bot.Message{}, err
	}
	subs, err := d.visible(ctx, c, false)
	if err != nil {
		return bot.Message{}, err
	}
	for _, s := range subs {
		if s.Held == "" {
			continue
		}
		was, s.Held = s.Held, ""
		if err := d.Subscriptions.ChangeSubscription(ctx, s, d.audit(c, string(s.ID))); err != nil {
			return bot.Message{}, err
		}
	}
	switch {
	case was == "" && posts > 0:
		return said("resume.posts", place(c, ch.ID), posts), nil
	case was == "":
		return said("resume.not_held", place(c, ch.ID)), nil
	}
	return said("resume.done", place(c, ch.ID)), nil
}
