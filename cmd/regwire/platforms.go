package main

import (
	"errors"
	"os"
	"strings"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/console"
	"github.com/regwire/regwire/bot/slack"
)

// platformRows is the one table of chat platforms: each row makes its platform
// from the configuration and the secrets around it, or nothing when it is not
// configured.
var platformRows = []func(h *house, s surroundings) (bot.Platform, error){
	func(h *house, s surroundings) (bot.Platform, error) {
		return console.New(s.out, console.Config{Color: s.color}, h.now), nil
	},
	func(h *house, s surroundings) (bot.Platform, error) {
		token, err := secret(s.getenv, "SLACK_BOT_TOKEN")
		if err != nil || token == "" {
			return nil, err
		}
		p, err := slack.New(slack.Config{Token: slack.Secret(token), Base: h.config.Slack.Base, Log: h.log, Now: h.now})
		if err != nil {
			return nil, usage("SLACK_BOT_TOKEN: %w", err)
		}
		return p, nil
	},
}

// slackConfig are the settings of Slack; its tokens are never among them.
type slackConfig struct {
	// Base is the address of the Web API, for government clouds and emulators.
	Base string `yaml:"base"`
}

// platformsOf makes the platforms that are configured.
func platformsOf(h *house, s surroundings) (map[string]bot.Platform, error) {
	out := map[string]bot.Platform{}
	for _, row := range platformRows {
		p, err := row(h, s)
		if err != nil {
			return nil, err
		}
		if p != nil {
			out[p.Name()] = p
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
