package command

import (
	"slices"

	"github.com/regwire/regwire/bot"
)

// Role is who may use a verb.
type Role string

// The roles, the widest first. Anyone is everybody whom the platform lets speak
// to the bot, guests of the workspace among them.
const (
	Anyone  Role = "anyone"
	Members Role = "members"
	Admins  Role = "admins"
)

// Rules are who may do what in one workspace; the zero value is the usual.
type Rules struct {
	// Verbs gives verbs another role than the usual one.
	Verbs map[string]Role
	// Admins are people who are admins beside those whom the platform names.
	Admins []string
	// Curates lets admins of the workspace correct events that others see too.
	Curates bool
}

func (d *Desk) rules(c bot.Command) Rules {
	if d.Rules == nil {
		return Rules{}
	}
	return d.Rules(c.Actor.Workspace)
}

func (d *Desk) admin(c bot.Command) bool {
	return c.Actor.Operator || c.Actor.Admin || c.Actor.User != "" && slices.Contains(d.rules(c).Admins, c.Actor.User)
}

// allowed refuses a verb that is not for the actor, in one sentence.
func (d *Desk) allowed(c bot.Command, v verb) error {
	return d.in(c, d.given(c, v.name, v.who), v.name)
}

// given is the role that the workspace gives the verb, or else the usual one.
func (d *Desk) given(c bot.Command, verb string, usual Role) Role {
	if r, ok := d.rules(c).Verbs[verb]; ok {
		return r
	}
	return usual
}

// in refuses an actor who does not have the role.
func (d *Desk) in(c bot.Command, role Role, what string) error {
	switch {
	case d.admin(c):
		return nil
	case role == Admins:
		return bot.Wrong("mistake.role_admins", what)
	case role == Members && c.Actor.Guest:
		return bot.Wrong("mistake.role_members", what)
	}
	return nil
}
