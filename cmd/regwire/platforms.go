package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/console"
	"github.com/regwire/regwire/bot/slack"
	"github.com/regwire/regwire/bot/teams"
	"github.com/regwire/regwire/bot/webhook"
)

// platformRow is one chat platform.
type platformRow struct {
	// make makes the platform from the configuration and the secrets around it;
	// nil when it is not configured.
	make func(h *house, s surroundings) (bot.Platform, error)
	// check proves that it can post, and says as whom; the error names the fix.
	check func(ctx context.Context, p bot.Platform) (string, error)
}

// platformRows is the one table of chat platforms.
var platformRows = map[string]platformRow{
	console.Name: {
		make: func(h *house, s surroundings) (bot.Platform, error) {
			return console.New(s.out, console.Config{Color: s.color}, h.now), nil
		},
		check: func(context.Context, bot.Platform) (string, error) { return "prints here", nil },
	},
	slack.Name: {make: makeSlack, check: checkSlack},
	teams.Name: {
		make: func(h *house, s surroundings) (bot.Platform, error) {
			return makeTeams(h.config.Teams, h, s)
		},
		check: checkTeams,
	},
	webhook.Name: {
		make: func(h *house, s surroundings) (bot.Platform, error) {
			return makeWebhook(h.config.Webhooks, h, s)
		},
		check: checkWebhook,
	},
}

func makeSlack(h *house, s surroundings) (bot.Platform, error) {
	token, err := secret(s.getenv, "SLACK_BOT_TOKEN")
	if err != nil || token == "" {
		return nil, err
	}
	p, err := slack.New(slack.Config{Token: slack.Secret(token), Base: h.config.Slack.Base, Log: h.log, Now: h.now})
	if err != nil {
		return nil, usage("SLACK_BOT_TOKEN: %w", err)
	}
	return p, nil
}

func checkSlack(ctx context.Context, p bot.Platform) (string, error) {
	state, err := p.(*slack.Platform).Check(ctx) //nolint:forcetypeassert // made by makeSlack
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("posts as %s in %s (%s)", state.Bot, state.Team, state.Workspace), nil
}

// slackConfig are the settings of Slack; its tokens are never among them.
type slackConfig struct {
	// Base is the address of the Web API, for government clouds and emulators.
	Base string `yaml:"base"`
}

// platformsOf makes the platforms that are configured.
func platformsOf(h *house, s surroundings) (map[string]bot.Platform, error) {
	out := map[string]bot.Platform{}
	for name, row := range platformRows {
		p, err := row.make(h, s)
		if err != nil {
			return nil, err
		}
		if p != nil {
			out[name] = p
		}
	}
	return out, nil
}

// secret reads a secret from the environment, or from the file that NAME_FILE
// names; "" when neither is set.
func secret(getenv func(string) string, name string) (string, error) {
	value, file := getenv(name), getenv(name+"_FILE")
	switch {
	case value != "" && file != "":
		return "", usage("%s and %s_FILE are both set: keep one", name, name)
	case file == "":
		return value, nil
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		// The file's content is a secret and its name is not.
		return "", usage("%s_FILE: %s cannot be read: %w", name, file, errors.Unwrap(err))
	}
	value = strings.TrimSpace(string(raw))
	if value == "" {
		return "", usage("%s_FILE: %s is empty", name, file)
	}
	return value, nil
}
