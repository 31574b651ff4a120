package main

import (
	"context"
	"maps"
	"slices"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/webhook"
)

// webhookConfig is one receiver: the names of the variables that hold its address
// and its secret (or, as VARIABLE_FILE, their files). SecretBefore signs too, while
// one secret takes the place of another.
type webhookConfig struct {
	URL          string `yaml:"url"`
	Secret       string `yaml:"secret"`
	SecretBefore string `yaml:"secret_before"`
}

// makeWebhook makes the platform when a receiver is configured.
func makeWebhook(c map[string]webhookConfig, h *house, s surroundings) (bot.Platform, error) {
	if len(c) == 0 {
		return nil, nil //nolint:nilnil // no webhook is no error
	}
	targets := map[string]webhook.Target{}
	for _, name := range slices.Sorted(maps.Keys(c)) {
		w := c[name]
		var t webhook.Target
		address, err := h.config.file.named(s.getenv, "webhooks."+name+".url", w.URL)
		if err != nil {
			return nil, err
		}
		t.URL = bot.Secret(address)
		for _, of := range w.secrets() {
			value, err := h.config.file.named(s.getenv, "webhooks."+name+"."+of.setting, of.variable)
			if err != nil {
				return nil, err
			}
			t.Secrets = append(t.Secrets, bot.Secret(value))
		}
		targets[name] = t
	}
	client, err := chatClient(h.config, s)
	if err != nil {
		return nil, err
	}
	p, err := webhook.New(webhook.Config{Targets: targets, Client: client, Now: h.now})
	if err != nil {
		return nil, usageError{err}
	}
	return p, nil
}

// secrets are the settings that name a secret.
func (w webhookConfig) secrets() []namedSecret {
	all := []namedSecret{{"secret", w.Secret}}
	if w.SecretBefore != "" {
		all = append(all, namedSecret{"secret_before", w.SecretBefore})
	}
	return all
}

// namedSecret is a setting with the variable that it names.
type namedSecret struct{ setting, variable string }

func checkWebhook(_ context.Context, _ *house, p bot.Platform, _ func(string) string) (string, error) {
	w := p.(*webhook.Platform) //nolint:forcetypeassert // made by makeWebhook
	return counted(len(w.Channels()), "receiver") + ", which only a post proves", nil
}
