package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

type forgetCmd struct {
	dataFlag
	Person string `arg:"" help:"The person, as platform:workspace/id, such as slack:T0123ABC/U0456DEF."`
	Yes    bool   `help:"Remove it. Without this, only what there is is shown."`
	JSON   bool   `name:"json" help:"Print it as JSON."`
}

// Run removes what is kept of a person, or says what there is.
func (f *forgetCmd) Run(ctx context.Context, p *program) error {
	who, err := bot.ParseChannel(f.Person)
	if err != nil {
		return usage("%q is not of the form platform:workspace/id, such as slack:T0123ABC/U0456DEF", f.Person)
	}
	args := []string{"forget", f.Person}
	for flag, on := range map[string]bool{"--yes": f.Yes, "--json": f.JSON} {
		if on {
			args = append(args, flag)
		}
	}
	if _, ok := platformRows[who.Platform()]; !ok {
		return usage("%s is on no platform that there is: they are %s", who, strings.Join(slices.Sorted(maps.Keys(platformRows)), ", "))
	}
	return p.withHouse(ctx, f.dataFlag, args, func(h *house) error {
		told, err := h.forget(ctx, who, f.Yes)
		if err != nil {
			return err
		}
		if f.JSON {
			return json.NewEncoder(p.stdout).Encode(told)
		}
		var b strings.Builder
		f.tell(&b, h, who, told)
		_, err = io.WriteString(p.stdout, b.String())
		return err
	})
}

// forget removes what is kept of the person, or only looks. Their id stands in no row
// that tells of it.
func (h *house) forget(ctx context.Context, who bot.ChannelID, remove bool) (bot.Forgotten, error) {
	ask := bot.Forgetting{Workspace: who.Workspace(), User: who.Place(), Chat: chat, Look: true}
	told, err := h.store.Forget(ctx, ask, bot.Audit{})
	if err == nil {
		err = h.isPerson(ctx, who, told)
	}
	if err != nil || !remove || !told.Any() {
		return told, err
	}
	ask.Look, ask.Alias = false, "forgotten-"+strings.ToLower(rand.Text()[:8])
	return h.store.Forget(ctx, ask, bot.Audit{At: h.now(), Actor: "operator", Verb: "forget", Detail: ask.Alias, Work: ask.Workspace})
}

// isPerson refuses the id of a channel, whose rows are those of many people, and one that
// only looks like somebody's: “nothing is kept” of it would say nothing of them. Ids of
// another form than people have now are taken where something is kept of them; where ids
// have no form, at the terminal, whatever is no channel is a person.
func (h *house) isPerson(ctx context.Context, who bot.ChannelID, told bot.Forgotten) error {
	is := platformRows[who.Platform()].person
	if is != nil && is(who.Place()) {
		return nil
	}
	_, err := h.store.Channel(ctx, who)
	if errors.Is(err, feeds.ErrNotFound) && (is == nil || told.Any()) {
		return nil
	}
	if err != nil && !errors.Is(err, feeds.ErrNotFound) {
		return err
	}
	return usage("%s is no person: %s gives people no such id, mind the case and that it is not a channel's", who, who.Platform())
}

func (f *forgetCmd) tell(w io.Writer, h *house, who bot.ChannelID, told bot.Forgotten) {
	if !told.Any() {
		fmt.Fprintf(w, "Nothing is kept of %s.\n", who)
		return
	}
	head, under := "Kept of "+string(who)+":", "would stand under an alias"
	if f.Yes {
		head, under = "Removed of "+string(who)+":", "stands under an alias now"
	}
	fmt.Fprintln(w, head)
	rows := func(list ...row) {
		for _, r := range list {
			if r.n > 0 {
				fmt.Fprintf(w, "  %6d  %s\n", r.n, r.what)
			}
		}
	}
	rows(
		row{told.Marks, "takes, reminders, saved events and answers"},
		row{told.Calendars, "calendar addresses"},
		row{told.Direct, "subscriptions and settings of private channels"},
		row{told.Deliveries, "posts to them or about them, sent or owed"},
		row{told.Watches, "watched names that others own too: no longer among the owners"},
		row{len(told.Unowned), "watched names that nobody else owns: " + listWords(told.Unowned)},
	)
	if told.Notes+told.Subscriptions+told.Submissions+told.Links+told.Notices+told.Audits > 0 {
		fmt.Fprintf(w, "What others rest on %s:\n", under)
	}
	rows(
		row{told.Notes, "notes, and events called done"},
		row{told.Subscriptions, "subscriptions of channels"},
		row{told.Submissions, "links and sources that were handed in"},
		row{told.Links, "steps between events that were confirmed"},
		row{told.Notices, "notices to others"},
		row{told.Audits, "audit rows"},
	)
	if !f.Yes {
		fmt.Fprintln(w, "Nothing was removed. To remove it: the same with --yes")
	} else {
		fmt.Fprintln(w, "Backups and exports of before hold it still.")
	}
	if rules := h.config.Roles[string(who.Workspace())]; slices.Contains(rules.Admins, who.Place()) || who.Platform() == "slack" && slices.Contains(h.config.Slack.Admins, who.Place()) {
		fmt.Fprintln(w, "The configuration names them among the admins: take the id out there.")
	}
}

// row is one line of what there is.
type row struct {
	n    int
	what string
}

func listWords[T ~string](list []T) string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = string(x)
	}
	return strings.Join(out, ", ")
}
