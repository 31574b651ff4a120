package command

import (
	"context"
	"slices"
	"strings"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/spelling"
)

func (d *Desk) submit(ctx context.Context, c bot.Command) (bot.Message, error) {
	if len(c.Words) != 1 {
		return bot.Message{}, bot.Wrong("mistake.submit")
	}
	f, err := d.Link(address(c.Words[0]))
	if err != nil {
		return bot.Message{}, err
	}
	f.Item.Submitted = &feeds.Submission{By: c.Actor.User, Channel: string(c.Actor.Channel), Workspace: c.Actor.Workspace, At: d.Now()}
	f.Item.Found = d.Now()
	if !c.Actor.Operator {
		f.Item.Workspace = c.Actor.Workspace
	}
	item, known, err := d.Intake.Submit(ctx, f, d.audit(c, f.Item.URL))
	if err != nil {
		return bot.Message{}, err
	}
	m := said("submit.done", string(item.ID), feeds.CleanLine(item.URL))
	switch {
	case known && item.Event != "" && sees(c, item.Workspace):
		m = said("submit.event", string(item.Event))
	case known:
		m = said("submit.known", string(item.ID), feeds.CleanLine(item.URL))
	}
	m.Data = item
	return m, nil
}

func (d *Desk) sources(ctx context.Context, c bot.Command) (bot.Message, error) {
	word := ""
	if len(c.Words) > 0 {
		if word = c.Words[0]; isAll(word) {
			word = everything
		}
	}
	states, off, err := d.sourceStates(ctx, c, word)
	if err != nil {
		return bot.Message{}, err
	}
	good := 0
	lines := make([]bot.Line, 0, len(states))
	for _, st := range states {
		if st.Visit.Health.State == feeds.HealthOK {
			good++
		}
		l := sourceLine(st)
		if string(st.Source.ID) == word {
			l = append(l, sinceWhen(st)...)
		}
		lines = append(lines, l)
	}
	m := said("sources.head", len(states), good)
	if d.Full != nil && !d.Full().IsZero() {
		m.Add(bot.Body, bot.Line{bot.Say("report.disk_full", d.Full()).As(bot.Bold)})
	}
	addRows(c, &m, listed(lines))
	if off > 0 {
		m.Add(bot.Context, bot.Line{bot.Say("sources.off", off)})
	}
	m.Data = states
	return m, nil
}

// sourceStates are the sources that are asked for by a word, which is an id, "all",
// or "" for those that are not switched off; off is how many are.
func (d *Desk) sourceStates(ctx context.Context, c bot.Command, word string) (states []bot.SourceState, off int, err error) {
	visits, err := d.Watchers.Visits(ctx)
	if err != nil {
		return nil, 0, err
	}
	by := map[feeds.SourceID]feeds.Visit{}
	for _, v := range visits {
		by[v.Source] = v
	}
	var ids []string
	for _, s := range d.allSources(ctx) {
		if !sees(c, s.Workspace) {
			continue
		}
		ids = append(ids, string(s.ID))
		switch {
		case word != "" && word != everything && string(s.ID) != word:
		case s.Disabled != "" && word == "":
			off++
		default:
			states = append(states, bot.SourceState{Source: s, Visit: by[s.ID]})
		}
	}
	if len(states) == 0 && word != "" && word != everything {
		return nil, 0, noSource(word, ids)
	}
	return states, off, nil
}

// noSource says that no id is word, and which ones may be meant.
func noSource(word string, ids []string) error {
	typed := feeds.CleanLine(cut(word))
	whose, _, column := strings.Cut(strings.ToLower(word), "-") // cac-news is meant to be one of cac's
	of := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return !strings.HasPrefix(id, whose+"-") })
	best := spelling.Nearest(word, ids)
	switch {
	case len(of) > 1 && !(column && slices.Contains(of, best)):
		return bot.Wrong("mistake.source_of", typed, strings.Join(of[:min(len(of), 10)], ", "))
	case best != "":
		return bot.Wrong("mistake.source_near", typed, best)
	}
	return bot.Wrong("mistake.source", typed)
}

// sinceWhen says of one source since when it is as it is, and when it is asked again.
func sinceWhen(st bot.SourceState) bot.Line {
	var l bot.Line
	if h := st.Visit.Health; !h.Since.IsZero() && st.Source.Disabled == "" {
		l = append(l, bot.Say("sources.since", h.Since))
	}
	if !st.Visit.NextDue.IsZero() && st.Source.Disabled == "" {
		l = append(l, bot.Say("sources.next", st.Visit.NextDue))
	}
	return l
}

func sourceLine(st bot.SourceState) bot.Line {
	s, v := st.Source, st.Visit
	state := bot.Phrase("health.new")
	switch {
	case s.Disabled != "":
		return bot.Line{bot.Say("health.disabled").As(bot.Bold), bot.Say("sources.row", string(s.ID), s.NameEN, s.NameZH), bot.Say("sources.reason", feeds.CleanLine(s.Disabled))}
	case v.Health.State != "":
		state = bot.Phrase("health." + v.Health.State)
	}
	l := bot.Line{bot.Say(state).As(bot.Bold), bot.Say("sources.row", string(s.ID), s.NameEN, s.NameZH)}
	if !v.Good.IsZero() {
		l = append(l, bot.Say("sources.good", v.Good))
	}
	if v.Health.Reason != "" {
		l = append(l, bot.Say("sources.reason", feeds.CleanLine(v.Health.Reason)))
	}
	return l
}

func (d *Desk) topics(_ context.Context, c bot.Command) (bot.Message, error) {
	m := said("topics.head", len(d.Catalog.Topics))
	lines := make([]bot.Line, len(d.Catalog.Topics))
	for i, t := range d.Catalog.Topics {
		lines[i] = bot.Line{bot.Span{Text: feeds.Text(typed(string(t.ID)))}.As(bot.Code), bot.Say("topics.row", t.EN, t.ZH, t.About)}
	}
	addRows(c, &m, listed(lines))
	m.Data = d.Catalog.Topics
	return m, nil
}

// taken are the words of usages that take one of some values, with what says so.
var taken = []struct {
	word   string
	phrase bot.Phrase
	values []string
}{
	{"TOPIC", "takes.topic", nil},
	{"authority:", "takes.authority", nil},
	{"region:", "takes.region", nil},
	{"stage:", "takes.values", stages},
	{"section:", "takes.values", sections},
	{"[WORD]", "takes.word", nil},
	{"mode:", "takes.mode", modes},
	{"lang:", "takes.lang", langs},
	{"zone:", "takes.zone", nil},
	{"followups:", "takes.followups", follows},
	{"KIND", "takes.kind", bot.WatchKinds},
	{"RELATION", "takes.values", relations},
	{"DAY", "takes.day", nil},
}

// takes says what the words of a verb may be. A filter takes what that of subscribe does.
func takes(v verb) []bot.Line {
	words := v.words
	if strings.Contains(words, "FILTERS") {
		filter, _ := lookup("subscribe")
		words += strings.ReplaceAll(filter.words, "[mode:…] [lang:…] [followups:…]", "")
	}
	var lines []bot.Line
	for _, t := range taken {
		if strings.Contains(words, t.word) {
			values := typed(strings.Join(t.values, ", "))
			lines = append(lines, bot.Line{bot.Say(t.phrase, strings.Trim(t.word, ":"), values)})
		}
	}
	return lines
}

func (d *Desk) help(_ context.Context, c bot.Command) (bot.Message, error) {
	if len(c.Words) > 0 {
		v, ok := lookup(strings.ToLower(c.Words[0]))
		if !ok {
			return bot.Message{}, noVerb(c.Words[0])
		}
		m := said(bot.Phrase("help." + v.name))
		m.Add(bot.Body, bot.Line{bot.Span{Text: feeds.Text(v.name + " " + v.words)}.As(bot.Code)})
		m.Add(bot.Bullets, takes(v)...)
		example := bot.Line{bot.Say("help.example"), bot.Span{Text: feeds.Text(v.example)}.As(bot.Code)}
		if strings.Contains(v.words, "authority:") {
			example = append(example, bot.Span{Key: "takes.chinese", Lang: bot.Chinese})
		}
		m.Add(bot.Context, example)
		return m, nil
	}
	m := said("help.head")
	lines := make([]bot.Line, len(verbs))
	for i, v := range verbs {
		lines[i] = bot.Line{bot.Span{Text: feeds.Text(v.name)}.As(bot.Code), bot.Span{Text: feeds.Text("（" + v.zh + "）"), Lang: bot.Chinese}, bot.Say("help.row", bot.Phrase("help."+v.name))}
	}
	m.Add(bot.Bullets, lines...)
	m.Data = Verbs()
	return m, nil
}
