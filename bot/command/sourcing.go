package command

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// Sourcing is what the verb source needs: a way to find out how an address can be
// read, and a place for what people keep.
type Sourcing interface {
	// Propose says what would be read. what is an address; of an operator also the
	// text of a source pack in YAML, or of an OPML list, of which those that cannot be
	// polled are refused one by one. It stores nothing.
	Propose(ctx context.Context, w feeds.WorkspaceID, what string, operator bool) ([]bot.Proposal, error)
	// Keep stores a proposal and polls it from now on.
	Keep(ctx context.Context, o bot.OwnSource, a bot.Audit) error
	Drop(ctx context.Context, w feeds.WorkspaceID, id feeds.SourceID, a bot.Audit) error
	// OwnSources are those of all workspaces.
	OwnSources(ctx context.Context) ([]bot.OwnSource, error)
	// Added are those sources as they are polled, paused ones with the reason.
	Added(ctx context.Context) []feeds.Source
	// Pack writes sources as a pack in YAML, or as OPML.
	Pack(list []bot.OwnSource, opml bool) (string, error)
}

// Pack is a file that a terminal writes out as it is.
type Pack string

// shownRows is how many rows of a proposal are shown.
const shownRows = 3

// shownProposals is how many proposals of a list are shown.
const shownProposals = 10

func (d *Desk) source(ctx context.Context, c bot.Command) (bot.Message, error) {
	if d.Sourcing == nil || len(c.Words) == 0 {
		return bot.Message{}, bot.Wrong("mistake.source_verb")
	}
	what := meant(c.Words[0])
	c.Words = c.Words[1:]
	switch what {
	case "list":
		return d.sourceList(ctx, c)
	case "export":
		return d.sourceExport(ctx, c)
	}
	if err := d.in(c, d.given(c, "source", Admins), "source "+what); err != nil {
		return bot.Message{}, err
	}
	switch what {
	case "import":
		if len(c.Words) > 0 && c.Actor.Operator && !strings.HasPrefix(strings.TrimLeft(c.Words[0], "\ufeff \t\r\n"), "<") {
			return bot.Message{}, bot.Wrong("mistake.source_opml")
		}
		return d.sourceAdd(ctx, c)
	case "add":
		return d.sourceAdd(ctx, c)
	case "pause", "resume", "remove":
		return d.sourceChange(ctx, c, what)
	}
	return bot.Message{}, bot.Wrong("mistake.source_verb")
}

// home is the workspace that what the actor adds belongs to: none for operators,
// whose sources all see.
func home(c bot.Command) feeds.WorkspaceID {
	if c.Actor.Operator && c.Actor.Channel == "" {
		return ""
	}
	return c.Actor.Workspace
}

func (d *Desk) sourceAdd(ctx context.Context, c bot.Command) (bot.Message, error) {
	yes := len(c.Words) == 2 && meant(c.Words[1]) == "yes"
	if len(c.Words) != 1 && !yes {
		return bot.Message{}, bot.Wrong("mistake.source_verb")
	}
	all, err := d.Sourcing.Propose(ctx, home(c), address(c.Words[0]), c.Actor.Operator)
	if err != nil {
		return bot.Message{}, err
	}
	refused := func(p bot.Proposal) bool { return p.Refused != "" }
	found := slices.DeleteFunc(slices.Clone(all), refused)
	left := slices.DeleteFunc(slices.Clone(all), func(p bot.Proposal) bool { return !refused(p) })
	known, err := d.keptAll(ctx, c, found)
	if err != nil {
		return bot.Message{}, err
	}
	head := bot.Phrase("source.would")
	switch {
	case known:
		head = "source.known"
	case yes:
		head = "source.added"
		for _, p := range found {
			o := bot.OwnSource{ID: p.Source.ID, Workspace: home(c), Rule: p.Rule, By: c.Actor.User, At: d.Now()}
			if err := d.Sourcing.Keep(ctx, o, d.audit(c, string(o.ID)+" "+p.List)); err != nil {
				return bot.Message{}, err
			}
		}
	}
	m := said(head, len(found))
	showProposals(&m, found, left)
	if head == "source.would" {
		m.Add(bot.Context, bot.Line{bot.Say("source.confirm")})
	}
	m.Data = all
	return m, nil
}

// keptAll reports whether all that was found is polled for the workspace already, by the
// same rules.
func (d *Desk) keptAll(ctx context.Context, c bot.Command, found []bot.Proposal) (bool, error) {
	own, err := d.Sourcing.OwnSources(ctx)
	if err != nil || len(found) == 0 {
		return false, err
	}
	kept := func(p bot.Proposal) bool {
		return slices.ContainsFunc(own, func(o bot.OwnSource) bool {
			return o.ID == p.Source.ID && o.Workspace == home(c) && o.Rule == p.Rule && o.Paused == ""
		})
	}
	return !slices.ContainsFunc(found, func(p bot.Proposal) bool { return !kept(p) }), nil
}

// showProposals shows the first rows that each source would read, and of those that are
// not taken why.
func showProposals(m *bot.Message, found, left []bot.Proposal) {
	for _, p := range found[:min(len(found), shownProposals)] {
		m.Add(bot.Body, bot.Line{bot.Span{Text: feeds.Text(p.Source.ID)}.As(bot.Code), bot.Say("source.row", feeds.CleanLine(p.Source.NameZH), p.Source.Kind, feeds.CleanLine(p.List))})
		var rows []bot.Line
		for _, e := range p.Rows[:min(len(p.Rows), shownRows)] {
			rows = append(rows, bot.Line{bot.Say("source.item", string(e.Date), feeds.CleanLine(cut(e.Title)), feeds.CleanLine(e.URL))})
		}
		if len(rows) > 0 {
			m.Add(bot.Bullets, rows...)
		}
	}
	if more := len(found) - shownProposals; more > 0 {
		m.Add(bot.Body, bot.Line{bot.Say("source.more", more)})
	}
	if len(left) == 0 {
		return
	}
	rows := make([]bot.Line, len(left))
	for i, p := range left {
		rows[i] = bot.Line{bot.Say("source.left_row", p.Line, feeds.CleanLine(p.List), feeds.CleanLine(p.Refused))}
	}
	m.Add(bot.Body, bot.Line{bot.Say("source.left", len(left))})
	m.Add(bot.Bullets, rows...)
}

// allSources are the shipped sources and those that people added, of all workspaces.
func (d *Desk) allSources(ctx context.Context) []feeds.Source {
	return slices.Concat(d.Catalog.Sources, d.added(ctx))
}

// added are the sources that people added, of all workspaces.
func (d *Desk) added(ctx context.Context) []feeds.Source {
	if d.Sourcing == nil {
		return nil
	}
	return d.Sourcing.Added(ctx)
}

// ownSources are those that the actor sees: the workspace's and the operator's.
func (d *Desk) ownSources(ctx context.Context, c bot.Command) ([]bot.OwnSource, error) {
	all, err := d.Sourcing.OwnSources(ctx)
	return slices.DeleteFunc(all, func(o bot.OwnSource) bool { return !sees(c, o.Workspace) }), err
}

func (d *Desk) sourceList(ctx context.Context, c bot.Command) (bot.Message, error) {
	own, err := d.ownSources(ctx, c)
	if err != nil {
		return bot.Message{}, err
	}
	if len(own) == 0 {
		m := said("source.none")
		m.Data = []bot.OwnSource{}
		return m, nil
	}
	visits, err := d.Watchers.Visits(ctx)
	if err != nil {
		return bot.Message{}, err
	}
	state := map[feeds.SourceID]feeds.Health{}
	for _, v := range visits {
		state[v.Source] = v.Health
	}
	m := said("source.head", len(own))
	lines := make([]bot.Line, len(own))
	for i, o := range own {
		h := state[o.ID]
		if h.State == "" {
			h.State = feeds.HealthNew
		}
		lines[i] = bot.Line{bot.Span{Text: feeds.Text(o.ID)}.As(bot.Code), bot.Say("source.by", feeds.CleanLine(o.By), o.At)}
		if o.Paused != "" {
			lines[i] = append(lines[i], bot.Say("source.paused", feeds.CleanLine(o.Paused)))
			continue
		}
		lines[i] = append(lines[i], bot.Say("source.state", bot.Phrase("health."+h.State)))
		if h.Reason != "" {
			lines[i] = append(lines[i], bot.Say("sources.reason", feeds.CleanLine(h.Reason)))
		}
	}
	addRows(c, &m, listed(lines))
	m.Data = own
	return m, nil
}

func (d *Desk) sourceExport(ctx context.Context, c bot.Command) (bot.Message, error) {
	own, err := d.ownSources(ctx, c)
	if err != nil {
		return bot.Message{}, err
	}
	if len(own) == 0 {
		return bot.Message{}, bot.Wrong("source.none")
	}
	pack, err := d.Sourcing.Pack(own, len(c.Words) > 0 && strings.EqualFold(c.Words[0], "opml"))
	if err != nil {
		return bot.Message{}, err
	}
	m := said("source.pack", len(own))
	for line := range strings.Lines(pack) {
		m.Add(bot.Body, bot.Line{bot.Span{Text: feeds.Text(strings.TrimRight(line, "\n"))}.As(bot.Code)})
	}
	m.Data = Pack(pack)
	return m, nil
}

func (d *Desk) sourceChange(ctx context.Context, c bot.Command, what string) (bot.Message, error) {
	if len(c.Words) == 0 {
		return bot.Message{}, bot.Wrong("mistake.source_verb")
	}
	id := feeds.SourceID(c.Words[0])
	own, err := d.ownSources(ctx, c)
	if err != nil {
		return bot.Message{}, err
	}
	i := slices.IndexFunc(own, func(o bot.OwnSource) bool { return o.ID == id && (o.Workspace == home(c) || c.Actor.Operator) })
	if i < 0 && slices.ContainsFunc(d.Catalog.Sources, func(s feeds.Source) bool { return s.ID == id }) {
		return bot.Message{}, bot.Wrong("mistake.source_shipped", string(id))
	}
	if i < 0 {
		return bot.Message{}, bot.Wrong("mistake.source_own", feeds.CleanLine(cut(string(id))))
	}
	o := own[i]
	a := d.audit(c, what+" "+string(id))
	key := bot.Phrase("source.resumed")
	switch what {
	case "remove":
		key = "source.removed"
		err = d.Sourcing.Drop(ctx, o.Workspace, id, a)
	case "pause":
		key = "source.paused_now"
		o.Paused = string(feeds.CleanLine(strings.Join(c.Words[1:], " ")))
		if o.Paused == "" {
			o.Paused = "paused by " + string(feeds.CleanLine(c.Actor.User))
		}
		err = d.Sourcing.Keep(ctx, o, a)
	default:
		o.Paused = ""
		err = d.Sourcing.Keep(ctx, o, a)
	}
	if errors.Is(err, feeds.ErrNotFound) {
		return bot.Message{}, bot.Wrong("mistake.source_own", feeds.CleanLine(cut(string(id))))
	}
	return said(key, string(id)), err
}
