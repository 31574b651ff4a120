package command

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// usual is the choice of a form that leaves a setting as it is.
const usual = "default"

// formField is one row of the form that subscribes.
type formField struct {
	name  string
	label bot.Phrase
	// options are nil where codes or words are typed, with signs between them.
	options func(d *Desk) []bot.Option
	many    bool
	// take puts one value into the wish; wrong is said at the field when it cannot.
	take  func(d *Desk, w *wish, value string) error
	wrong bot.Phrase
}

// formFields are the fields in their order. Each value is read as it would be
// behind a colon in a typed command, so that both ways know the same words.
var formFields = []formField{
	{name: "topics", label: "form.topics", options: topicOptions, many: true, take: (*Desk).topicChoice, wrong: "form.wrong_choice"},
	{name: "authorities", label: "form.authorities", take: (*Desk).authorityKey, wrong: "form.wrong_authority"},
	{name: "region", label: "form.region", options: regionOptions, many: true, take: (*Desk).regionKey, wrong: "form.wrong_choice"},
	{name: "stages", label: "form.stages", options: stageOptions, many: true, take: keys["stage"], wrong: "form.wrong_choice"},
	{name: "words", label: "form.words", take: wordField(func(w *wish) *[]string { return &w.filter.Words }), wrong: "form.wrong_length"},
	{name: "without", label: "form.without", take: wordField(func(w *wish) *[]string { return &w.filter.NotWords }), wrong: "form.wrong_length"},
	{name: "mode", label: "form.mode", options: modeOptions, take: keys["mode"], wrong: "form.wrong_choice"},
	{name: "lang", label: "form.lang", options: langOptions, take: keys["lang"], wrong: "form.wrong_choice"},
	{name: "followups", label: "form.followups", options: followupOptions, take: keys["followups"], wrong: "form.wrong_choice"},
}

// maxFormWord bounds a word that is looked for, in bytes.
const maxFormWord = 200

// wordField takes words to look for into a list of the wish.
func wordField(list func(*wish) *[]string) func(*Desk, *wish, string) error {
	return func(_ *Desk, w *wish, value string) error {
		if len(value) > maxFormWord {
			return bot.Wrong("form.wrong_length")
		}
		into := list(w)
		*into = add(*into, value)
		return nil
	}
}

// topicOptions begin with all: a form that asks for nothing is sent by mistake.
func topicOptions(d *Desk) []bot.Option {
	out := []bot.Option{{Value: everything, Label: bot.Say("rule.everything")}}
	for _, t := range d.Catalog.Topics {
		out = append(out, bot.Option{Value: typed(string(t.ID)), Label: bot.Say("name", t.EN, t.ZH)})
	}
	return out
}

// topicChoice takes a topic, or none where everything is wanted.
func (d *Desk) topicChoice(w *wish, value string) error {
	if value == everything {
		return nil
	}
	return d.topicKey(w, value)
}

func regionOptions(d *Desk) []bot.Option {
	out := make([]bot.Option, len(d.Catalog.Regions))
	for i, r := range d.Catalog.Regions {
		out[i] = bot.Option{Value: strings.ToLower(r), Label: regionName(r)}
	}
	return out
}

func stageOptions(*Desk) []bot.Option {
	out := make([]bot.Option, len(stages))
	for i, s := range stages {
		out[i] = bot.Option{Value: typed(s), Label: bot.Say(bot.Phrase("stage." + s))}
	}
	return out
}

func modeOptions(*Desk) []bot.Option {
	out := []bot.Option{{Value: usual, Label: bot.Say("mode.default")}}
	for _, m := range modes {
		out = append(out, bot.Option{Value: m, Label: bot.Say(bot.Phrase("mode." + m))})
	}
	return out
}

func langOptions(*Desk) []bot.Option {
	return []bot.Option{
		{Value: usual, Label: bot.Say("form.keep")},
		{Value: string(bot.English), Label: bot.Say("form.english")},
		{Value: string(bot.Chinese), Label: bot.Say("form.chinese")},
		{Value: string(bot.Both), Label: bot.Say("form.both")},
	}
}

func followupOptions(*Desk) []bot.Option {
	return []bot.Option{
		{Value: usual, Label: bot.Say("form.keep")},
		{Value: "thread", Label: bot.Say("form.thread")},
		{Value: "channel", Label: bot.Say("form.channel")},
		{Value: "off", Label: bot.Say("form.off")},
	}
}

// asked reports whether the person has to be asked what to subscribe to: a
// command without words from a chat. At the terminal it means everything.
func asked(c bot.Command) bool {
	return c.Form == nil && len(c.Words) == 0 && !c.Actor.Operator
}

// isForm reports whether the command is a filled-in form; words go before it.
func isForm(c bot.Command) bool { return c.Form != nil && len(c.Words) == 0 }

// readForm is what a filled-in form asks for, and by field what is wrong in it.
func (d *Desk) readForm(c bot.Command) (wish, map[string]bot.Span, error) {
	var w wish
	wrong := map[string]bot.Span{}
	form := c.Form
	if n := len(formWords(form)); n > maxWords {
		return w, nil, bot.Wrong("mistake.too_long", n, maxWords)
	}
	for _, f := range formFields {
		for _, v := range f.values(form[f.name]) {
			err := f.take(d, &w, v)
			if mistake, ok := errors.AsType[*bot.Mistake](err); ok {
				wrong[f.name] = mistake.Say
				break
			}
			if err != nil {
				return w, nil, err
			}
		}
	}
	switch {
	case slices.Contains(form["topics"], everything):
		w.filter.Topics = nil
	case form != nil && strings.EqualFold(c.Verb, "subscribe") && !slices.ContainsFunc(formFields, func(f formField) bool { return f.filters() && len(f.values(form[f.name])) > 0 }):
		wrong["topics"] = bot.Say(nothingAsked)
	}
	return w, wrong, nil
}

// nothingAsked is said at the topics of a form that was sent empty.
const nothingAsked bot.Phrase = "form.wrong_empty"

// filters reports whether the field says what is wanted, and not when and how.
func (f formField) filters() bool { return f.options == nil || f.many }

// values are the single values of a field as it came.
func (f formField) values(came []string) []string {
	var out []string
	for _, v := range came {
		if f.options != nil {
			out = append(out, v)
			continue
		}
		out = append(out, strings.FieldsFunc(v, func(r rune) bool { return strings.ContainsRune(",，、;；\n", r) })...)
	}
	for i := range out {
		out[i] = strings.TrimSpace(string(feeds.CleanLine(out[i])))
	}
	return slices.DeleteFunc(out, func(v string) bool { return v == "" || f.options != nil && !f.many && v == usual })
}

// formWords is a form as one line, for the audit.
func formWords(form map[string][]string) string {
	var parts []string
	for _, f := range formFields {
		if v := f.values(form[f.name]); len(v) > 0 {
			parts = append(parts, f.name+":"+strings.Join(v, ","))
		}
	}
	return strings.Join(parts, " ")
}

// form is the form that subscribes, filled in as it came. It says how much the
// values would have matched, or what is wrong in them.
func (d *Desk) form(ctx context.Context, c bot.Command) (bot.Message, error) {
	w, wrong, err := d.readForm(c)
	if err != nil {
		return bot.Message{}, err
	}
	m := bot.Message{Submit: "subscribe"}
	m.Add(bot.Headline, bot.Line{bot.Say("form.head")})
	for _, f := range formFields {
		if say, ok := wrong[f.name]; ok {
			m.Add(bot.Body, bot.Line{say.As(bot.Bold)})
		}
	}
	if len(wrong) == 0 {
		s := w.subscription(c.Actor.Channel)
		hits, err := d.matching(ctx, s, c)
		if err != nil {
			return bot.Message{}, err
		}
		expect, err := d.expected(ctx, c, s, hits)
		if err != nil {
			return bot.Message{}, err
		}
		m.Add(bot.Body, bot.Line{expect})
	}
	// Where no form can open this is what the person sees.
	m.Add(bot.Context, bot.Line{bot.Say("form.hint")})
	for _, f := range formFields {
		field := bot.Field{Name: f.name, Label: f.label, Many: f.many, Value: strings.Join(c.Form[f.name], ",")}
		if f.options != nil {
			field.Options = f.options(d)
		}
		if f.options != nil && !f.many && field.Value == "" {
			field.Value = usual
		}
		if say, ok := wrong[f.name]; ok {
			field.Error = f.wrong
			if say.Key == nothingAsked {
				field.Error = nothingAsked
			}
		}
		m.Form = append(m.Form, field)
	}
	return m, nil
}

// subscription is the wish as a subscription of the channel.
func (w wish) subscription(c bot.ChannelID) bot.Subscription {
	return bot.Subscription{Channel: c, Filter: w.filter, Mode: w.mode, ByStage: w.byStage, Followups: w.followups}
}

// counting are the verbs that give a form back with a count of what it asks for, by the verb
// that the form runs.
var counting = map[string]string{"subscribe": "preview"}

// Counts is the verb that counts what a form asks for which runs another, "" where none does.
func Counts(submit string) string { return counting[submit] }
