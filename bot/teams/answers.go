package teams

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/command"
	"github.com/regwire/regwire/bot/phrase"
	"github.com/regwire/regwire/feeds"
)

// invokeAction is a pressed Action.Execute, the only invoke that is known.
const invokeAction = "adaptiveCard/action"

// said answers what somebody said, or a button of a client that only knows
// Action.Submit. What bots say is not answered, or two of them would never stop.
func (i *Inbox) said(ctx context.Context, a activity, c bot.Channel) {
	if a.From.ID == "" || a.From.ID == a.Recipient.ID || strings.HasPrefix(a.From.ID, "28:") || a.From.Role == "bot" {
		return
	}
	c = i.back(ctx, a, c)
	if len(a.Value) > 0 && strings.TrimSpace(a.Text) == "" {
		p, ok := readPressed(a.Value)
		if !ok {
			i.platform.config.Log.Warn("button without a command")
			return
		}
		m, opened := i.press(ctx, a, c, p)
		i.reply(ctx, a, c, m, command.Own(p.Run, p.Words), opened)
		return
	}
	text, ok := a.said()
	if !ok {
		return
	}
	verb, words := command.ParseLine(text)
	i.run(ctx, a, c, verb, words)
}

// run runs a command and replies with its answer.
func (i *Inbox) run(ctx context.Context, a activity, c bot.Channel, verb string, words []string) {
	m := i.handle(ctx, a, c, bot.Command{Verb: verb, Words: words})
	i.reply(ctx, a, c, m, command.Own(verb, words), origin{verb, words})
}

// handle runs a command; what went wrong is a message too.
func (i *Inbox) handle(ctx context.Context, a activity, c bot.Channel, cmd bot.Command) bot.Message {
	m, err := i.try(ctx, a, c, cmd)
	if err != nil {
		return i.mistake(err, cmd.Verb)
	}
	return m
}

func (i *Inbox) try(ctx context.Context, a activity, c bot.Channel, cmd bot.Command) (bot.Message, error) {
	cmd.Actor = bot.Actor{Workspace: c.ID.Workspace(), User: a.user(), Name: word(a.From.Name), Channel: c.ID, Lang: c.Lang, Guest: i.guest(ctx, a)}
	cmd.Request, cmd.Again = a.request, a.again
	m, err := i.config.Handler.Handle(ctx, cmd)
	if _, wrong := errors.AsType[*bot.Mistake](err); wrong && cmd.Again {
		// It cannot be done since it was done, and the answer to that was lost.
		m, err = told(bot.Say("reply.done_before", feeds.CleanLine(word(cmd.Verb)))), nil
	}
	return m, err
}

// mistake says what a person did wrong, or that it was not the person's fault.
func (i *Inbox) mistake(err error, verb string) bot.Message {
	wrong, ok := errors.AsType[*bot.Mistake](err)
	if !ok {
		i.platform.config.Log.Error("command failed", "verb", word(verb), "err", err)
		wrong = &bot.Mistake{Say: bot.Say("mistake.ours")}
	}
	return told(wrong.Say)
}

// told says one sentence to the person alone.
func told(s bot.Span) bot.Message {
	m := bot.Message{Private: true}
	m.Add(bot.Body, bot.Line{s})
	return m
}

// press runs the command of a button. A form with something wrong in it comes
// back with what is wrong, and with what was typed.
func (i *Inbox) press(ctx context.Context, a activity, c bot.Channel, p pressed) (bot.Message, origin) {
	opened := origin{p.Opened, p.With}
	m, err := i.try(ctx, a, c, bot.Command{Verb: p.Run, Words: p.Words, Form: p.form})
	if err == nil {
		if len(m.Form) > 0 && !p.Form {
			opened = origin{p.Run, p.Words}
		}
		return filled(m, p), opened
	}
	wrong := i.mistake(err, p.Run)
	if !p.Form || p.Opened == "" {
		return wrong, opened
	}
	again, err := i.try(ctx, a, c, bot.Command{Verb: p.Opened, Words: p.With})
	if err != nil || len(again.Form) == 0 {
		return wrong, opened
	}
	for n := range wrong.Blocks {
		for _, l := range wrong.Blocks[n].Lines {
			for s := range l {
				l[s].Style = bot.Bold
			}
		}
	}
	again.Blocks = append(wrong.Blocks, again.Blocks...)
	return filled(again, p), opened
}

// filled puts what was typed into the fields of the form.
func filled(m bot.Message, p pressed) bot.Message {
	m.Form = slices.Clone(m.Form)
	for n, f := range m.Form {
		if typed, ok := p.form[f.Name]; ok && p.Form {
			m.Form[n].Value = strings.Join(typed, ",")
		}
	}
	return m
}

// result is the answer to a pressed Action.Execute.
type result struct {
	Status int    `json:"statusCode"`
	Type   string `json:"type"`
	Value  any    `json:"value"`
}

const (
	resultCard    = cardType
	resultMessage = "application/vnd.microsoft.activity.message"
	// maxNote is how long an answer may be that a client shows for a moment.
	maxNote = 300
)

// invoked answers a pressed button in place: a form, or a page of a long answer, by
// a card that takes its place, a button under an alert by a short note, since the
// alert must stay. What is too long for a note is a reply.
func (i *Inbox) invoked(ctx context.Context, a activity, first bool) result {
	ctx, cancel := context.WithTimeout(ctx, invokeTimeout)
	defer cancel()
	var v struct {
		Action struct {
			Data json.RawMessage `json:"data"`
		} `json:"action"`
	}
	c, err := i.know(ctx, a)
	if err != nil {
		i.platform.config.Log.Error("conversation not kept", "type", "invoke", "err", err)
	}
	if !first {
		return note(say(c.Lang, "teams.twice"))
	}
	p := pressed{}
	ok := json.Unmarshal(a.Value, &v) == nil
	if ok {
		p, ok = readPressed(v.Action.Data)
	}
	if !ok {
		i.platform.config.Log.Warn("button without a command")
		return note(say(c.Lang, "mistake.ours"))
	}
	m, opened := i.press(ctx, a, c, p)
	c.Lang = cmp.Or(m.Lang, c.Lang)
	if p.Form || len(m.Form) > 0 || command.Turns(p.Words) {
		return result{Status: http.StatusOK, Type: resultCard, Value: layout(m, lang(c), conversationTarget(opened))}
	}
	words := text(m, lang(c))
	if bot.Units(words) > maxNote {
		i.reply(ctx, a, c, m, command.Own(p.Run, p.Words), opened)
		return note(say(c.Lang, "teams.replied"))
	}
	return note(words)
}

// note is an answer that a client shows for a moment.
func note(words string) result {
	return result{Status: http.StatusOK, Type: resultMessage, Value: cut(words, maxNote)}
}

// lang is what is read in the channel: both languages unless somebody said which.
func lang(c bot.Channel) bot.Lang {
	if c.Lang == "" {
		return bot.Both
	}
	return c.Lang
}

// text is the message as words alone.
func text(m bot.Message, lang bot.Lang) string {
	var lines []string
	for _, b := range m.Blocks {
		for _, l := range b.Lines {
			if words := strings.TrimSpace(clean(l.Words(lang, phrase.Say))); words != "" {
				lines = append(lines, words)
			}
		}
	}
	return strings.Join(lines, "\n")
}

// reply answers an activity where it came from: in a group to the person alone
// where Teams can do that, else under what was said. What is theirs alone is told nowhere
// else.
func (i *Inbox) reply(ctx context.Context, a activity, c bot.Channel, m bot.Message, own bool, opened origin) {
	log := i.platform.config.Log
	c.Ref = maps.Clone(c.Ref)
	if c.Ref == nil {
		c.Ref = map[string]string{}
	}
	c.Ref[refService] = a.ServiceURL
	c.Lang = cmp.Or(m.Lang, c.Lang)
	to, fail := i.platform.placeOf(c, a.Conversation.ID)
	if fail != nil {
		log.Warn("answer not posted", "channel", c.ID, "err", fail)
		return
	}
	if err := i.turn(ctx, a, c.ID); err != nil {
		log.Warn("answer not posted", "channel", c.ID, "err", err)
		return
	}
	if a.request != "" {
		// What is not written down is not posted, or it might be posted twice unmarked.
		if err := i.config.Requests.BeginRequest(ctx, a.request); err != nil {
			log.Error("answer not posted", "channel", c.ID, "err", err)
			return
		}
	}
	m.Repeat = a.again
	answer := newPost(c, a.Conversation.ID, m, opened)
	answer.ReplyTo = a.ID
	if m.Private && a.kind() != typePersonal {
		answer.Recipient = &account{a.From.ID}
		_, no := i.platform.send(ctx, http.MethodPost, to.path("")+"?"+targeted.Encode(), answer)
		if no == nil {
			return
		}
		if !untargeted[no.status] {
			log.Warn("answer not posted", "channel", c.ID, "err", no.PostError)
			return
		}
		if own {
			answer = newPost(c, a.Conversation.ID, alone(), origin{})
		}
		answer.Recipient, answer.ReplyTo = nil, a.ID
	}
	_, no := i.platform.send(ctx, http.MethodPost, to.path(a.ID), answer)
	if no != nil && no.status == http.StatusNotFound && a.ID != "" {
		// What was answered is gone, or was no message.
		answer.ReplyTo = ""
		_, no = i.platform.send(ctx, http.MethodPost, to.path(""), answer)
	}
	if no != nil {
		log.Warn("answer not posted", "channel", c.ID, "err", no.PostError)
	}
}

// turn waits until the conversation may be posted to; not once nothing more comes, when an
// activity that was written down is left as it is.
func (i *Inbox) turn(ctx context.Context, a activity, c bot.ChannelID) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if a.request != "" && a.left != nil {
		done := make(chan struct{})
		defer close(done)
		go func() {
			select {
			case <-i.stopping:
				cancel()
			case <-done:
			}
		}()
	}
	err := i.platform.wait(ctx, c)
	select {
	case <-i.stopping:
		if err != nil && a.left != nil {
			*a.left = a.request != ""
		}
	default:
	}
	return err
}

// targeted asks that only the recipient sees a post.
var targeted = url.Values{"isTargetedActivity": {"true"}}

// untargeted are the answers of a service that does not know targeted posts.
var untargeted = map[int]bool{http.StatusBadRequest: true, http.StatusNotFound: true, http.StatusMethodNotAllowed: true, http.StatusNotImplemented: true}

// alone says that the answer is told in a chat of two.
func alone() bot.Message {
	var m bot.Message
	m.Add(bot.Body, bot.Line{bot.Say("teams.alone")})
	return m
}
