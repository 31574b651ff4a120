package main

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/console"
)

// Run gives the verb to the desk of the store, in this process or the serving one.
func (v *verbCmd) Run(ctx context.Context, p *program) error {
	words, flags, err := flagsOf(v.Words)
	if err != nil {
		return err
	}
	if flags["help"] != "" {
		words, v.name = []string{v.name}, "help"
	}
	if v.name == "help" && p.house == nil {
		return p.offlineHelp(ctx, words)
	}
	channel := bot.ChannelID("")
	if flags["channel"] != "" {
		if channel, err = bot.ParseChannel(flags["channel"]); err != nil {
			return usageError{err}
		}
	}
	return p.withHouse(ctx, dataFlag{Data: flags["data"], Config: flags["config"]}, append([]string{v.name}, v.Words...), func(h *house) error {
		c := bot.Command{Actor: operator(channel), Verb: v.name, Words: words, At: h.now(), JSON: flags["json"] != ""}
		m, err := h.desk.Handle(ctx, c)
		if err != nil {
			return err
		}
		return p.answer(m, c.JSON)
	})
}

// operator is the person at the terminal of the machine.
func operator(channel bot.ChannelID) bot.Actor {
	a := bot.Actor{User: "operator", Channel: channel, Operator: true, Admin: true, Lang: bot.Both}
	if channel != "" {
		a.Workspace = channel.Workspace()
	}
	return a
}

func (p *program) answer(m bot.Message, asJSON bool) error {
	if asJSON {
		e := json.NewEncoder(p.stdout)
		e.SetEscapeHTML(false)
		return e.Encode(m.Data)
	}
	_, err := fmt.Fprint(p.stdout, console.Render(m, bot.Both, console.Config{}))
	return err
}

// offlineHelp answers help without a store.
func (p *program) offlineHelp(ctx context.Context, words []string) error {
	t, err := readTables(nil)
	if err != nil {
		return err
	}
	h := &house{tables: t}
	m, err := h.newDesk("").Handle(ctx, bot.Command{Actor: operator(""), Verb: "help", Words: words})
	if err != nil {
		return err
	}
	return p.answer(m, false)
}
