package main

import (
	"bytes"
	"fmt"

	"github.com/regwire/regwire/feeds/dedupe"
	"github.com/regwire/regwire/feeds/reading"
	"github.com/regwire/regwire/feeds/reading/score"
)

type readCmd struct {
	Config string `help:"Configuration file, for terms of one's own." placeholder:"FILE"`
}

// Run reads items from standard input and prints each with what was read of it.
func (r readCmd) Run(p *program) error {
	c, err := readConfig(r.Config)
	if err != nil {
		return err
	}
	t, err := readTables(c)
	if err != nil {
		return err
	}
	lines, err := score.Lines(p.stdin)
	if err != nil {
		return usage("standard input: %w", err)
	}
	if passed := passedOver(lines); passed != "" {
		fmt.Fprintln(p.stderr, "regwire: standard input: "+passed)
	}
	return score.Read(lines, p.stdout, t.reader.Read, dedupe.Group)
}

type scoreCmd struct {
	File   string `arg:"" help:"Labelled items as JSON Lines."`
	Errors bool   `help:"List every error with the words that decided."`
	JSON   bool   `name:"json" help:"Print the report as JSON."`
}

// Run compares readings with the answers that the items carry.
func (s *scoreCmd) Run(p *program) error {
	t, err := readTables(config{})
	if err != nil {
		return err
	}
	data, err := p.bytes(s.File)
	if err != nil {
		return err
	}
	report, err := score.Run(bytes.NewReader(data), t.reader.Read, dedupe.Group)
	if err != nil {
		return usage("%s: %w", s.File, err)
	}
	if report.Lines == 0 {
		return usage("%s holds no labelled items to compare with", s.File)
	}
	if err := report.CrossValidate(bytes.NewReader(data), t.fitted); err != nil {
		return usage("%s: %w", s.File, err)
	}
	if s.JSON {
		return report.WriteJSON(p.stdout, s.Errors)
	}
	return report.WriteText(p.stdout, s.Errors)
}

// fitted is the reading whose thresholds were fitted on these lines.
func (t *tables) fitted(lines []score.Line) score.ReadFunc {
	texts := make([]reading.Labelled, len(lines))
	for i, l := range lines {
		texts[i] = reading.Labelled{Writing: l.Writing(), Relevant: l.Expect.Relevant, Topics: l.Expect.Topics}
	}
	r, err := t.reader.build()
	if err != nil {
		return t.reader.Read
	}
	return r.Fitted(texts).Read
}
