package main

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/command"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/spelling"
)

// roleConfig says who may do what in one workspace.
type roleConfig struct {
	// Admins are ids of people who are admins beside those whom the platform names.
	Admins []string `yaml:"admins"`
	// Curates lets its admins correct events that other workspaces see too; the only
	// workspace of an installation may anyway.
	Curates bool `yaml:"curates"`
	// Verbs gives verbs to anyone, members or admins.
	Verbs map[string]string `yaml:"verbs"`
}

// roleNames are the roles that a verb can be given to.
var roleNames = []string{string(command.Anyone), string(command.Members), string(command.Admins)}

// checkPeople checks what the configuration says of channels and people.
func (c config) checkPeople(file written) error {
	if c.Post.Operators != "" {
		if _, err := channelOf(c.Post.Operators); err != nil {
			return usage("%s: post.operators: %w", file.at("post.operators"), err)
		}
	}
	for _, w := range slices.Sorted(maps.Keys(c.Roles)) {
		if _, err := bot.ParseChannel(w + "/x"); err != nil {
			return usage("%s: roles: workspace %q is not of the form platform:id, such as slack:T0123ABC", file.at("roles"), w)
		}
		for verb, role := range c.Roles[w].Verbs {
			if !slices.Contains(command.Verbs(), verb) {
				hint := "regwire help lists them"
				if best := spelling.Nearest(verb, command.Verbs()); best != "" {
					hint = fmt.Sprintf("did you mean %q?", best)
				}
				return usage("%s: roles: %s: there is no verb %q: %s", file.at("roles"), w, verb, hint)
			}
			if !slices.Contains(roleNames, role) {
				return usage("%s: roles: %s: %s is given to %q: give it to anyone, members or admins", file.at("roles"), w, verb, role)
			}
		}
	}
	return nil
}

// rules are the rules of a workspace. Where only one workspace is served, what
// its admins correct concerns nobody else.
func (h *house) rules(w feeds.WorkspaceID) command.Rules {
	c := h.config.Roles[string(w)]
	r := command.Rules{Admins: c.Admins, Curates: c.Curates || h.alone(w), Verbs: map[string]command.Role{}}
	for verb, role := range c.Verbs {
		r.Verbs[verb] = command.Role(role)
	}
	return r
}

// alone reports whether all subscriptions are of the workspace.
func (h *house) alone(w feeds.WorkspaceID) bool {
	if h.store == nil {
		return true
	}
	subs, err := h.store.Subscriptions(context.Background()) // kept in memory
	return err == nil && !slices.ContainsFunc(subs, func(s bot.Subscription) bool { return s.Channel.Workspace() != w })
}
