package main

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/command"
	"github.com/regwire/regwire/bot/slack"
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

// appForm is what Slack's ids of apps look like.
var appForm = regexp.MustCompile(`^A[A-Z0-9]{2,20}$`)

// roleNames are the roles that a verb can be given to.
var roleNames = []string{string(command.Anyone), string(command.Members), string(command.Admins)}

// checkPeople checks what the configuration says of channels and people.
func (c config) checkPeople(file written) error {
	if c.Post.Operators != "" {
		if _, err := channelOf(c.Post.Operators); err != nil {
			return usage("%s: post.operators: %w", file.at("post.operators"), err)
		}
	}
	for i, id := range c.Slack.Admins {
		if !slack.IsPerson(id) {
			key := fmt.Sprintf("slack.admins[%d]", i)
			return usage("%s: %s is %q, and no id such as U0123ABC: Copy member ID in the person's profile gives it", file.at(key), key, id)
		}
	}
	if c.Slack.App != "" && !appForm.MatchString(c.Slack.App) {
		return usage("%s: slack.app is %q, and no id such as A0123ABC: Basic Information of the app has it", file.at("slack.app"), c.Slack.App)
	}
	for _, w := range slices.Sorted(maps.Keys(c.Roles)) {
		there, err := bot.ParseChannel(w + "/x")
		if err != nil {
			return usage("%s: roles: workspace %q is not of the form platform:id, such as slack:T0123ABC", file.at("roles"), w)
		}
		row, ok := platformRows[there.Platform()]
		if !ok {
			return usage("%s: roles: workspace %q is on no platform that there is: they are %s", file.at("roles"), w, platformNames())
		}
		if !row.has(there.Workspace()) {
			return usage("%s: roles: workspace %q is none that %s has: its id is one such as %s", file.at("roles"), w, there.Platform(), row.example)
		}
		for _, id := range c.Roles[w].Admins {
			if !person(feeds.WorkspaceID(w), id) {
				platform, _, _ := strings.Cut(w, ":")
				return usage("%s: roles: %s: admin %q is no id that %s gives to people: write the id, and no name", file.at("roles"), w, id, platform)
			}
		}
		for _, verb := range slices.Sorted(maps.Keys(c.Roles[w].Verbs)) {
			role := c.Roles[w].Verbs[verb]
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
