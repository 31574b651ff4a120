package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/command"
	"github.com/regwire/regwire/bot/console"
	"github.com/regwire/regwire/bot/digest"
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
	if lang := bot.Lang(flags["lang"]); lang != "" {
		if !slices.Contains([]bot.Lang{bot.English, bot.Chinese, bot.Both}, lang) {
			return usage("--lang %s is not known: give one of en, zh, both", lang)
		}
		p.lang = lang
	}
	if flags["format"] == "docx" && isTerminal(p.stdout) {
		return usage("--format docx is no text for a terminal: put it into a file, as in regwire %s --format docx > newsletter.docx", strings.Join(append([]string{v.name}, words...), " "))
	}
	if v.name == "help" && p.house == nil {
		return p.offlineHelp(ctx, words)
	}
	if v.name == "source" {
		if words, err = withFile(words); err != nil {
			return err
		}
		v.Words = append(slices.Clone(words), asFlags(flags)...)
	}
	channel := bot.ChannelID("")
	if flags["channel"] != "" {
		if channel, err = channelOf(flags["channel"]); err != nil {
			return usageError{err}
		}
	}
	return p.withHouse(ctx, dataFlag{Data: flags["data"], Config: flags["config"]}, append([]string{v.name}, v.Words...), func(h *house) error {
		if err := h.config.named(channel); err != nil && v.name == "subscribe" {
			return usageError{err}
		}
		c := bot.Command{Actor: operator(channel, p.speaks()), Verb: v.name, Words: words, JSON: flags["json"] != ""}
		m, err := h.desk.Handle(ctx, c)
		if err != nil {
			return err
		}
		if form := flags["format"]; form != "" {
			return p.write(m, form)
		}
		if pack, ok := m.Data.(command.Pack); ok && !c.JSON {
			_, err := io.WriteString(p.stdout, string(pack))
			return err
		}
		if flags["csv"] != "" {
			return p.writeCSV(m, v.name)
		}
		return p.answer(m, c.JSON)
	})
}

// write puts a digest out in one of its formats.
func (p *program) write(m bot.Message, form string) error {
	write, ok := digest.Formats[form]
	if !ok {
		return usage("--format %s is not known: give one of %s", form, strings.Join(digest.FormatNames, ", "))
	}
	issue, ok := m.Data.(digest.Issue)
	if !ok {
		return usage("--format is for digest alone")
	}
	raw, err := write(issue)
	if err != nil {
		return err
	}
	_, err = p.stdout.Write(raw)
	return err
}

// writeCSV puts an answer out as a table, where it is one.
func (p *program) writeCSV(m bot.Message, verb string) error {
	table, ok := m.Data.(interface{ CSV() ([]byte, error) })
	if !ok {
		return usage("%s has no table: --csv is for coverage, deadlines and duties", verb)
	}
	raw, err := table.CSV()
	if err != nil {
		return err
	}
	_, err = p.stdout.Write(raw)
	return err
}

// operator is the person at the terminal of the machine.
func operator(channel bot.ChannelID, lang bot.Lang) bot.Actor {
	a := bot.Actor{User: "operator", Channel: channel, Operator: true, Admin: true, Lang: lang}
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
	_, err := fmt.Fprint(p.stdout, console.Render(m, p.speaks(), p.look(p.stdout)))
	return err
}

// offlineHelp answers help without a store.
func (p *program) offlineHelp(ctx context.Context, words []string) error {
	t, err := readTables(config{})
	if err != nil {
		return err
	}
	h := &house{tables: t}
	m, err := h.newDesk("").Handle(ctx, bot.Command{Actor: operator("", p.speaks()), Verb: "help", Words: words})
	if err != nil {
		return err
	}
	return p.answer(m, false)
}
