package slack

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	api "github.com/slack-go/slack"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// scopes are what the app must be granted, each with what it is for. The
// manifest asks for the same.
var scopes = []struct{ name, why string }{
	{"chat:write", "to post"},
	{"commands", "to take /regwire and the message shortcut"},
	{"app_mentions:read", "to hear @regwire"},
	{"im:write", "to write to one person"},
}

// State is what Check learnt of the workspace.
type State struct {
	Workspace feeds.WorkspaceID
	Team      string // its name
	Bot       string // the bot's user id, by which it is mentioned
	Scopes    []string
}

// Check proves that the token works and has its scopes, and that the clock of this machine is
// right. The error is one sentence with the fix. It posts nothing.
func (p *Platform) Check(ctx context.Context) (State, error) {
	ctx, record, cancel := begin(ctx)
	defer cancel()
	auth, err := p.api.AuthTestContext(ctx)
	if err != nil {
		return State{}, fmt.Errorf("ask Slack whose token this is: %w", answer{p.meaning(record, bot.Message{}, err)})
	}
	state := State{Workspace: feeds.WorkspaceID(Name + ":" + word(auth.TeamID)), Team: word(auth.Team), Bot: word(auth.UserID), Scopes: granted(auth.Header)}
	if home := bot.Link(auth.URL); home != "" && strings.HasSuffix(home, "/") {
		p.home.Store(&home)
	}
	return state, errors.Join(missing(state.Scopes), skewed(auth.Header, time.Now()))
}

// mostSkew is how far the machine's clock may be from Slack's: requests that Slack signed are
// refused at five minutes, and an answer takes its time.
const mostSkew = 2 * time.Minute

// skewed says that the machine's clock is wrong by that of Slack's answer.
func skewed(h http.Header, now time.Time) error {
	at, err := http.ParseTime(h.Get("Date"))
	if err != nil { // a proxy may leave it out
		return nil //nolint:nilerr // then nothing is known of it
	}
	off, side := now.Sub(at), "ahead of"
	if off < 0 {
		off, side = -off, "behind"
	}
	if off <= mostSkew {
		return nil
	}
	return fmt.Errorf("this machine's clock is %s %s Slack's: set it, as by timedatectl set-ntp true; what Slack signs is refused by a clock that is five minutes off, and posts come at the wrong time", off.Round(time.Minute), side)
}

// answer is a refusal of what was asked once, by somebody who waits for the answer: no post
// was refused, and nothing is tried again by itself.
type answer struct{ *bot.PostError }

func (a answer) Error() string {
	said := *a.PostError
	if said.Fate == bot.FateRetry && said.Fix == bot.FixWait {
		said.Fix = "check again in a minute"
	}
	return said.Words()
}

func (a answer) Unwrap() error { return a.PostError }

// Answers reports whether Slack gives a clear answer, if only that the token is wrong.
func (p *Platform) Answers(ctx context.Context, _ bot.Channel) error {
	ctx, record, cancel := begin(ctx)
	defer cancel()
	_, err := p.api.AuthTestContext(ctx)
	if err == nil {
		return nil
	}
	no := p.meaning(record, bot.Message{}, err)
	status := int(record.status.Load())
	if no.Fate == bot.FateAmbiguous || no.After > 0 || status == 0 {
		return no
	}
	return nil
}

// granted are the scopes that Slack names beside its answer; nil when it names none.
func granted(h http.Header) []string {
	var names []string
	for name := range strings.SplitSeq(h.Get("X-OAuth-Scopes"), ",") {
		if name = word(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// missing names the scopes that are not granted, and what for. An emulator that
// names none at all is believed.
func missing(granted []string) error {
	if len(granted) == 0 {
		return nil
	}
	var errs []error
	for _, s := range scopes {
		if !slices.Contains(granted, s.name) {
			errs = append(errs, fmt.Errorf("the Slack app lacks the scope %s, needed %s: add it under OAuth & Permissions, then install the app to the workspace again", s.name, s.why))
		}
	}
	for _, name := range granted {
		if strings.HasSuffix(name, ":history") {
			errs = append(errs, fmt.Errorf("the Slack app has the scope %s, which regwire never needs: take it away, so that it cannot read what people write", name))
		}
	}
	return errors.Join(errs...)
}

// CheckChannel proves that the bot may post to the channel: it lays a message on
// Slack's desk for a day from now and takes it back, so nobody sees one.
func (p *Platform) CheckChannel(ctx context.Context, c bot.Channel) error {
	if place := c.ID.Place(); c.ID.Platform() != Name || !placeForm.MatchString(place) {
		return fmt.Errorf("channel %q is not one of Slack: its id looks like slack:T0123ABC/C0456DEF", word(string(c.ID)))
	}
	ctx, record, cancel := begin(ctx)
	defer cancel()
	at := fmt.Sprint(p.config.Now().AddDate(0, 0, 1).Unix())
	_, id, err := p.api.ScheduleMessageContext(ctx, c.ID.Place(), at, api.MsgOptionText(say(c.Lang, "slack.test"), false))
	if err != nil {
		return fmt.Errorf("lay a message for %s on Slack's desk: %w", c.ID, answer{p.meaning(record, bot.Message{Plain: true}, err)})
	}
	if _, err := p.api.DeleteScheduledMessageContext(ctx, &api.DeleteScheduledMessageParameters{Channel: c.ID.Place(), ScheduledMessageID: id}); err != nil {
		return fmt.Errorf("take the test message for %s back, which goes out in a day: %w", c.ID, unwrapURL(err))
	}
	return nil
}
