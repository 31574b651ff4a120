package slack

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	api "github.com/slack-go/slack"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/command"
	"github.com/regwire/regwire/feeds"
)

// reply is where the answer to a request goes.
type reply struct {
	// response is Slack's address for this answer; it lives for 30 minutes.
	response string
	// trigger lets a form open; it lives for 3 seconds.
	trigger               string
	channel, user, thread string
	// replace puts the answer in place of the private one that was pressed.
	replace bool
	// inView is set when the person sits before the Home or a form.
	inView bool
}

// lang is the language of the place that a request comes from.
func (i *Inbox) lang(r request) bot.Lang {
	to := i.replyTo(r)
	place := to.channel
	if place == "" {
		place = to.user
	}
	return i.langOf(r.team, place)
}

func (i *Inbox) langOf(team, place string) bot.Lang {
	ctx, cancel := context.WithTimeout(context.Background(), answerTimeout)
	defer cancel()
	if lang := i.config.Lang(ctx, channelID(team, place)); lang != "" {
		return lang
	}
	return bot.Both
}

// replyTo is where the answer to a request goes.
func (i *Inbox) replyTo(r request) reply {
	switch r.kind {
	case "command":
		c := r.command
		return reply{response: c.ResponseURL, trigger: c.TriggerID, channel: c.ChannelID, user: c.UserID}
	case "event":
		return reply{channel: r.event.Channel, user: r.event.User, thread: r.event.ThreadTS}
	}
	in := r.interaction
	channel := in.Channel.ID
	if channel == "" {
		channel = in.Container.ChannelID
	}
	return reply{response: in.ResponseURL, trigger: in.TriggerID, channel: channel, user: in.User.ID, thread: in.Container.ThreadTS, inView: in.View.ID != ""}
}

// ack is what a request is answered with at once, nil for nothing. A form that
// was sent stays open and says that it is being worked on.
func ack(r request) any {
	if r.kind == "interaction" && r.interaction.Type == "view_submission" {
		return map[string]any{"response_action": "update", "view": waiting()}
	}
	return nil
}

// asks is the command that a request asks for.
func (i *Inbox) asks(r request, who bot.Actor, verb string, words []string) bot.Command {
	return bot.Command{Actor: who, Verb: verb, Words: words, Request: r.id, Again: r.again}
}

// typed answers a slash command.
func (i *Inbox) typed(ctx context.Context, r request) {
	c := r.command
	verb, words := command.ParseLine(unescaped(c.Text))
	i.answer(ctx, i.asks(r, i.actor(r.team, c.UserID, c.UserName, c.ChannelID, i.lang(r)), verb, words), i.replyTo(r))
}

var mention = regexp.MustCompile(`^\s*<@[UW][A-Z0-9]+(\|[^>]*)?>[\s\x{00a0}:,]*`)

// happened answers a mention, and shows the Home to who opens it. What bots
// write is not answered, or two of them would never stop.
func (i *Inbox) happened(ctx context.Context, r request) {
	e := r.event
	switch {
	case e.BotID != "" || !placeForm.MatchString(e.User):
	case e.Type == "app_mention":
		verb, words := command.ParseLine(unescaped(mention.ReplaceAllString(e.Text, "")))
		i.answer(ctx, i.asks(r, i.actor(r.team, e.User, "", e.Channel, i.lang(r)), verb, words), i.replyTo(r))
	case e.Type == "app_home_opened" && (e.Tab == "home" || e.Tab == ""):
		i.home(ctx, r.team, e.User, nil)
	}
}

// interacted answers a button, a form or a message shortcut.
func (i *Inbox) interacted(ctx context.Context, r request) {
	in := r.interaction
	switch in.Type {
	case "block_actions":
		if strings.HasPrefix(in.View.CallbackID, formPrefix) {
			i.preview(ctx, r)
			return
		}
		for _, a := range in.Actions {
			i.pressed(ctx, r, a)
		}
	case "view_submission":
		i.submitted(ctx, r)
	case "message_action":
		i.shortcut(ctx, r)
	}
}

// pressed runs the command of a button or of a choice in a menu.
func (i *Inbox) pressed(ctx context.Context, r request, a pressed) {
	verb, words, ok := verbOf(a)
	if !ok {
		i.platform.config.Log.Warn("button without a command", "action", word(a.ActionID))
		return
	}
	in, to := r.interaction, i.replyTo(r)
	turns, home := command.Turns(words), in.View.Type == "home"
	to.replace = in.Container.IsEphemeral && turns
	if home && turns {
		i.home(ctx, r.team, in.User.ID, in.View.pages().turn(verb, words))
		return
	}
	place := to.channel
	if place == "" {
		place = to.user // pressed in the Home: what the person does is for the person
	}
	name := in.User.Name
	if name == "" {
		name = in.User.Username
	}
	i.answer(ctx, i.asks(r, i.actor(r.team, in.User.ID, name, place, i.langOf(r.team, place)), verb, words), to)
	if home {
		i.home(ctx, r.team, in.User.ID, in.View.pages())
	}
}

// verbOf is the command that a button or a choice of a menu stands for.
func verbOf(a pressed) (verb string, words []string, ok bool) {
	verb, _, _ = strings.Cut(a.ActionID, "/")
	value := a.Value
	if value == "" {
		value = a.Selected.Value
	}
	if json.Unmarshal([]byte(value), &words) != nil || verb == "" {
		return "", nil, false
	}
	for n := range words {
		words[n] = string(feeds.CleanLine(words[n]))
	}
	if verb != menuVerb {
		return verb, words, true
	}
	if len(words) == 0 {
		return "", nil, false
	}
	return words[0], words[1:], true
}

// shortcut submits the links of a message.
func (i *Inbox) shortcut(ctx context.Context, r request) {
	in, to := r.interaction, i.replyTo(r)
	who := i.actor(r.team, in.User.ID, in.User.Name, to.channel, i.lang(r))
	found := links(in.Message.Text)
	if len(found) == 0 {
		i.send(ctx, to, i.mistake(bot.Wrong("slack.no_link"), ""), who.Lang)
	}
	for _, link := range found {
		i.answer(ctx, i.asks(r, who, "submit", []string{link}), to)
	}
}

// answer runs the command and says what came of it: to the person alone, or for
// all to see when the handler says so.
func (i *Inbox) answer(ctx context.Context, c bot.Command, to reply) {
	m, err := i.handle(ctx, c)
	c.Actor.Lang = cmp.Or(m.Lang, c.Actor.Lang)
	switch {
	case err != nil:
		i.send(ctx, to, i.mistake(err, c.Verb), c.Actor.Lang)
	case len(m.Form) > 0 && i.open(ctx, c, m, to):
	case !m.Private && len(m.Form) == 0 && c.Actor.Channel != "":
		i.share(ctx, c, m, to)
	default:
		i.send(ctx, to, m, c.Actor.Lang)
	}
}

// proven are the verbs after which a channel must be able to get posts.
var proven = map[string]bool{"subscribe": true, "resume": true}

// handle runs the command. A slash command works in channels that the bot is not
// in, so after a subscription the answer says at once when nothing can be posted.
func (i *Inbox) handle(ctx context.Context, c bot.Command) (bot.Message, error) {
	m, err := i.config.Handler.Handle(ctx, c)
	if _, wrong := errors.AsType[*bot.Mistake](err); wrong && c.Again {
		// It cannot be done since it was done, and the answer to that was lost.
		m, err = bot.Message{Private: true}, nil
		m.Add(bot.Body, bot.Line{bot.Say("reply.done_before", feeds.CleanLine(word(c.Verb)))})
	}
	if err != nil || !proven[c.Verb] || len(m.Form) > 0 || c.Actor.Channel == "" {
		return m, err
	}
	refused, ok := errors.AsType[*bot.PostError](i.platform.CheckChannel(ctx, bot.Channel{ID: c.Actor.Channel, Lang: c.Actor.Lang}))
	if ok && refused.Fate == bot.FateHoldChannel {
		m.Blocks = slices.Clip(m.Blocks)
		m.Add(bot.Body, bot.Line{bot.Say("slack.cannot_post", feeds.CleanLine(refused.Code), feeds.CleanLine(refused.Fix)).As(bot.Bold)})
	}
	return m, nil
}

// mistake says what a person did wrong, or that it was not the person's fault.
func (i *Inbox) mistake(err error, verb string) bot.Message {
	var m bot.Message
	wrong, ok := errors.AsType[*bot.Mistake](err)
	if !ok {
		i.platform.config.Log.Error("command failed", "verb", word(verb), "err", err)
		wrong = &bot.Mistake{Say: bot.Say("mistake.ours")}
	}
	m.Add(bot.Body, bot.Line{wrong.Say})
	return m
}

// share posts the answer in the channel; a refusal is told to the person.
func (i *Inbox) share(ctx context.Context, c bot.Command, m bot.Message, to reply) {
	m.Thread, m.Repeat = bot.Reference{ID: to.thread}, c.Again
	if err := i.config.Requests.BeginRequest(ctx, c.Request); err != nil {
		// What is not written down is not posted, or it might be posted twice.
		i.send(ctx, to, i.mistake(err, c.Verb), c.Actor.Lang)
		return
	}
	err := insist(ctx, func(ctx context.Context) error {
		_, err := i.platform.Post(ctx, bot.Channel{ID: c.Actor.Channel, Lang: c.Actor.Lang}, m)
		if pe, ok := errors.AsType[*bot.PostError](err); ok && pe.Fate == bot.FateAmbiguous {
			m.Repeat = true // it may stand there
		}
		return err
	})
	if pe, ok := errors.AsType[*bot.PostError](err); ok {
		i.send(ctx, to, i.mistake(bot.Wrong("slack.not_shared", feeds.CleanLine(pe.Code), feeds.CleanLine(pe.Fix)), c.Verb), c.Actor.Lang)
	}
}

// send says something to the person alone: by Slack's address for the answer, by
// a message that only this person sees, or in a view of its own.
func (i *Inbox) send(ctx context.Context, to reply, m bot.Message, lang bot.Lang) {
	if to.inView && to.channel == "" {
		i.show(ctx, to, m, lang)
		return
	}
	log := i.platform.config.Log
	if to.response != "" {
		err := insist(ctx, func(ctx context.Context) error { return i.respond(ctx, to, m, lang) })
		if err == nil {
			return
		}
		log.Warn("answer not taken at its address", "err", err)
	}
	if !placeForm.MatchString(to.channel) || !placeForm.MatchString(to.user) {
		return
	}
	if err := insist(ctx, func(ctx context.Context) error { return i.whisper(ctx, to, m, lang) }); err != nil {
		log.Warn("answer not posted", "channel", to.channel, "err", err)
	}
}

// tries and pause are how often and after what time something is asked for again
// that Slack has no time for, or gave no clear answer to.
const (
	tries = 3
	pause = time.Second
	// patience is the longest that an answer waits because Slack asks for it.
	patience = 20 * time.Second
)

// insist asks again where that may help: what only one person sees may be there
// twice, and must not be lost.
func insist(ctx context.Context, ask func(context.Context) error) error {
	for n := 1; ; n++ {
		err := ask(ctx)
		pe, ok := errors.AsType[*bot.PostError](err)
		if !ok || n == tries || pe.Fate != bot.FateRetry && pe.Fate != bot.FateAmbiguous || pe.After > patience {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(max(pe.After, time.Duration(n)*pause)):
		}
	}
}

// whisper posts the answer where only the person sees it.
func (i *Inbox) whisper(ctx context.Context, to reply, m bot.Message, lang bot.Lang) error {
	options := []api.MsgOption{api.MsgOptionText(fallback(m, lang), false), api.MsgOptionParse(false), api.MsgOptionBlocks(layout(m, lang)...)}
	if to.thread != "" {
		options = append(options, api.MsgOptionTS(to.thread))
	}
	ctx, record, cancel := begin(ctx)
	defer cancel()
	if _, err := i.platform.api.PostEphemeralContext(ctx, to.channel, to.user, options...); err != nil {
		return i.platform.meaning(record, m, err)
	}
	return nil
}

// respond posts the answer to the address that came with the request.
func (i *Inbox) respond(ctx context.Context, to reply, m bot.Message, lang bot.Lang) error {
	if !i.answerable(to.response) {
		return errors.New("the address for the answer is not Slack's")
	}
	no := false
	ctx, _, cancel := begin(ctx)
	defer cancel()
	err := api.PostWebhookCustomHTTPContext(ctx, to.response, i.platform.client, &api.WebhookMessage{
		Text: fallback(m, lang), Blocks: &api.Blocks{BlockSet: layout(m, lang)}, ResponseType: "ephemeral", Parse: "none",
		ReplaceOriginal: to.replace, ThreadTimestamp: to.thread, UnfurlLinks: &no, UnfurlMedia: &no,
	})
	if err != nil {
		return answered(err)
	}
	return nil
}

// answered says what it means that Slack's address for an answer did not take it.
func answered(err error) error {
	pe := &bot.PostError{Fate: bot.FateRetry, Code: "not reached", Err: unwrapURL(err)}
	if limited, ok := errors.AsType[*api.RateLimitedError](err); ok {
		pe.Code, pe.After = "ratelimited", limited.RetryAfter
	} else if status, ok := errors.AsType[api.StatusCodeError](err); ok {
		if pe.Code = "status " + strconv.Itoa(status.Code); status.Code < http.StatusInternalServerError && status.Code != http.StatusTooManyRequests {
			pe.Fate = bot.FateDead // used up, or too old
		}
	}
	return pe
}

// answerHosts are the hosts that an answer may be sent to.
var answerHosts = map[string]bool{"hooks.slack.com": true, "hooks.slack-gov.com": true}

// answerable reports whether an answer may be sent to the address: to Slack's own
// host for that over TLS, or to the host that the operator named for the API.
func (i *Inbox) answerable(raw string) bool {
	u, err := url.Parse(raw)
	if err != nil || u.User != nil || len(raw) > bot.MaxLink {
		return false
	}
	if u.Scheme == "https" && answerHosts[u.Host] {
		return true
	}
	base, err := url.Parse(i.platform.config.Base)
	return err == nil && i.platform.config.Base != Base && u.Scheme == base.Scheme && u.Host == base.Host
}
