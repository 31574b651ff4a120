package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/slack"
)

func makeSlack(h *house, s surroundings) (bot.Platform, error) {
	token, err := secret(s.getenv, "SLACK_BOT_TOKEN")
	if err != nil || token == "" {
		return nil, err
	}
	p, err := slack.New(slack.Config{Token: bot.Secret(token), Base: h.config.Slack.Base, Proxy: h.config.Egress.proxy(), Log: h.log, Now: h.now})
	if err != nil {
		return nil, usage("SLACK_BOT_TOKEN: %w", err)
	}
	return p, nil
}

// checkSlack proves that the bot can post, and that what people do there reaches it.
func checkSlack(ctx context.Context, h *house, p bot.Platform, getenv func(string) string) (string, error) {
	platform := p.(*slack.Platform) //nolint:forcetypeassert // made by makeSlack
	state, err := platform.Check(ctx)
	if err != nil {
		return "", err
	}
	says := fmt.Sprintf("posts as %s in %s (%s)", state.Bot, state.Team, state.Workspace)
	c, err := slackEar(h, getenv)
	if err != nil {
		return "", err
	}
	if c.AppToken == "" && len(c.Signing) == 0 {
		return says + "; takes no commands: for those set SLACK_APP_TOKEN, or slack.listen and SLACK_SIGNING_SECRET", nil
	}
	inbox, err := platform.Inbox(c.In(state.Workspace))
	if err != nil {
		return "", err
	}
	var ways []string
	if c.AppToken != "" {
		if err := inbox.Check(ctx); err != nil {
			return "", err
		}
		ways = append(ways, "by Socket Mode")
	}
	if len(c.Signing) > 0 {
		ways = append(ways, "by signed requests at "+h.config.Slack.Listen)
	}
	return says + "; takes commands " + strings.Join(ways, " and "), nil
}

// slackConfig are the settings of Slack; its tokens are never among them.
type slackConfig struct {
	// Base is the address of the Web API, for government clouds and emulators.
	Base string `yaml:"base"`
	// App is the app's id, A…; requests of other apps are refused.
	App string `yaml:"app"`
	// Admins are the users who may do what only admins may, U….
	Admins []string `yaml:"admins"`
	// Listen is where signed requests come in, when not by Socket Mode.
	Listen string `yaml:"listen"`
}

// slackPatience is how long to wait before Slack is asked again who we are.
const slackPatience = time.Minute

// slackEar is how Slack is heard: by Socket Mode when SLACK_APP_TOKEN is set, by signed
// requests when slack.listen is; with neither the bot only posts.
func slackEar(h *house, getenv func(string) string) (slack.InboxConfig, error) {
	c := slack.InboxConfig{Handler: h.desk, Requests: h.store, App: h.config.Slack.App, Admins: h.config.Slack.Admins, Lang: h.langOf}
	app, err := secret(getenv, "SLACK_APP_TOKEN")
	if err != nil {
		return c, err
	}
	c.AppToken = bot.Secret(app)
	for _, name := range []string{"SLACK_SIGNING_SECRET", "SLACK_SIGNING_SECRET_OLD"} {
		value, err := secret(getenv, name)
		if err != nil {
			return c, err
		}
		if value != "" {
			c.Signing = append(c.Signing, bot.Secret(value))
		}
	}
	switch listens := h.config.Slack.Listen != ""; {
	case listens && len(c.Signing) == 0:
		return c, errors.New("slack.listen is set and SLACK_SIGNING_SECRET is not: copy it from Basic Information of the app")
	case !listens:
		c.Signing = nil // nothing comes in that it could have signed
	}
	return c, nil
}

// hearSlack hears Slack until ctx ends, its signed requests at l.
func hearSlack(ctx context.Context, h *house, p bot.Platform, l net.Listener, getenv func(string) string) error {
	c, err := slackEar(h, getenv)
	if err != nil {
		return err
	}
	if c.AppToken == "" && len(c.Signing) == 0 {
		h.log.Info("Slack is posted to and not heard: set SLACK_APP_TOKEN to take commands")
		return nil
	}
	platform := p.(*slack.Platform) //nolint:forcetypeassert // made by makeSlack
	state, err := platform.Check(ctx)
	for ; err != nil && state.Workspace == ""; state, err = platform.Check(ctx) {
		h.log.Warn("Slack does not say who we are", "err", err)
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(slackPatience):
		}
	}
	if err != nil {
		h.log.Warn("Slack is heard, and something is missing", "err", err)
	}
	inbox, err := platform.Inbox(c.In(state.Workspace))
	if err != nil {
		return err
	}
	if c.AppToken != "" {
		h.socket.Store(inbox)
	}
	return inbox.Run(ctx, l)
}

// langOf is the language of a channel, "" when it is not known.
func (h *house) langOf(ctx context.Context, id bot.ChannelID) bot.Lang {
	c, err := h.store.Channel(ctx, id)
	if err != nil {
		return ""
	}
	return c.Lang
}
