package teams

import (
	"encoding/json"
	"math"
	"slices"
	"strings"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/command"
	"github.com/regwire/regwire/bot/phrase"
	"github.com/regwire/regwire/feeds"
)

// action is a button that runs a command: Action.Execute, which answers in
// place, with Action.Submit where a client does not know it.
type action struct {
	Type     string  `json:"type"`
	Title    string  `json:"title"`
	Verb     string  `json:"verb,omitempty"`
	Data     *sent   `json:"data,omitempty"`
	Mode     string  `json:"mode,omitempty"`
	Style    string  `json:"style,omitempty"`
	Fallback *action `json:"fallback,omitempty"`
}

// sent comes back with a pressed button; the inputs of a form stand beside it.
type sent struct {
	Regwire data `json:"regwire"`
}

// data is the command of a button. Nothing in it is believed: it is what the
// person could have typed.
type data struct {
	Run   string   `json:"run"`
	Words []string `json:"words,omitempty"`
	// Form tells a form: Opened and With are the command that made it, for
	// making it again when something in it is wrong.
	Form   bool     `json:"form,omitempty"`
	Opened string   `json:"opened,omitempty"`
	With   []string `json:"with,omitempty"`
	Many   []string `json:"many,omitempty"` // fields of several values
}

const (
	maxTitle  = 40
	secondary = "secondary" // behind the menu
)

// execute is a button that runs verb.
func execute(title string, d data) action {
	title = cut(clean(title), maxTitle)
	return action{
		Type: "Action.Execute", Title: title, Verb: d.Run, Data: &sent{d},
		Fallback: &action{Type: "Action.Submit", Title: title, Data: &sent{d}},
	}
}

// actions are the buttons under a message, and the one that sends its form. What
// costs more than room is left out: each is a command that can be typed.
func actions(m bot.Message, lang bot.Lang, t target) []action {
	room := t.budget / actionsPart
	var out []action
	primary := 0
	add := func(a action) {
		if a.Mode == "" {
			if primary++; primary > maxPrimary {
				a.Mode = secondary
			}
		}
		if cost := size(a); cost <= room && len(out) < maxActions {
			room -= cost
			out = append(out, a)
		}
	}
	if len(m.Form) > 0 && m.Submit != "" {
		d := data{Run: m.Submit, Form: true, Opened: t.opened.verb, With: t.opened.words}
		for _, f := range m.Form {
			if f.Many {
				d.Many = append(d.Many, f.Name)
			}
		}
		send := execute(say(lang, "teams.send"), d)
		send.Style, send.Fallback.Style = "positive", "positive"
		add(send)
		if verb := command.Counts(m.Submit); verb != "" { // a card cannot tell of a change by itself
			d.Run = verb
			add(execute(say(lang, "teams.count"), d))
		}
	}
	for _, b := range m.Buttons {
		name := say(lang, b.Label)
		if b.Verb == "" || name == "" {
			continue
		}
		words := make([]string, len(b.Words))
		for i, w := range b.Words {
			words[i] = clean(w)
		}
		a := execute(name, data{Run: b.Verb, Words: words})
		if b.More {
			a.Mode = secondary
		}
		add(a)
	}
	return out
}

// origin is the command that made a form.
type origin struct {
	verb  string
	words []string
}

// input is one field of a form.
type input struct {
	Type      string   `json:"type"`
	ID        string   `json:"id"`
	Label     string   `json:"label"`
	Value     string   `json:"value,omitempty"`
	MaxLength int      `json:"maxLength,omitempty"`
	Choices   []choice `json:"choices,omitempty"`
	IsMulti   bool     `json:"isMultiSelect,omitempty"`
	Style     string   `json:"style,omitempty"`
	Wrap      bool     `json:"wrap,omitempty"`
}

type choice struct {
	Title string `json:"title"`
	Value string `json:"value"`
}

const (
	maxTyped  = 500
	maxChoice = 80
	// fewChoices may stand open, one below the other, where several may be chosen. A
	// single choice is a line of its own only where there are no more than two: a
	// form is filled in on phones too.
	fewChoices = 6
)

// fields are the inputs of a form, each with its error below it. Choices that do
// not fit are left out from the end; they can be typed as a command. A field may
// take what those after it can spare, and its fair share in any case.
func fields(form []bot.Field, lang bot.Lang, room int) []any {
	after := 0
	for _, f := range form {
		after += size(whole(f, lang, math.MaxInt))
	}
	var out []any
	for n, f := range form {
		after -= size(whole(f, lang, math.MaxInt))
		var wrong []any
		if f.Error != "" {
			wrong = []any{richText{Type: "RichTextBlock", Spacing: "None", Inlines: []any{run{Type: "TextRun", Text: "⚠ " + say(lang, f.Error), Color: "Attention", Weight: "Bolder"}}}}
			room -= size(wrong)
		}
		in := whole(f, lang, max(room/(len(form)-n), room-after))
		if len(f.Options) > 0 && len(in.Choices) == 0 {
			continue
		}
		if room -= size(in); room < 0 {
			break
		}
		out = append(append(out, in), wrong...)
	}
	return out
}

// whole is the input of a field with as many choices as fit into room.
func whole(f bot.Field, lang bot.Lang, room int) input {
	in := input{Type: "Input.Text", ID: f.Name, Label: clean(say(lang, f.Label)), Value: cut(clean(f.Value), maxTyped), MaxLength: maxTyped}
	if len(f.Options) == 0 {
		return in
	}
	in.Type, in.MaxLength, in.Wrap, in.IsMulti = "Input.ChoiceSet", 0, true, f.Many
	in.Style = "compact"
	if f.Many && len(f.Options) <= fewChoices || len(f.Options) <= 2 {
		in.Style = "expanded"
	}
	in.Choices, in.Value = choices(f, lang, room-size(in))
	return in
}

// choices are the options of a field, those chosen among them whatever their
// place, and the value of what is chosen.
func choices(f bot.Field, lang bot.Lang, room int) (list []choice, value string) {
	chosen := []string{f.Value}
	if f.Many {
		chosen = strings.Split(f.Value, ",")
	}
	var kept []string
	for _, o := range f.Options {
		if o.Value == "" || clean(o.Value) != o.Value || strings.Contains(o.Value, ",") {
			continue // it would not come back as it is
		}
		c := choice{Title: cut(clean(o.Label.Words(lang, phrase.Say)), maxChoice), Value: o.Value}
		if c.Title == "" {
			c.Title = o.Value
		}
		cost := size(c)
		if room -= cost; room < 0 && !slices.Contains(chosen, o.Value) {
			room += cost
			continue
		}
		list = append(list, c)
		if slices.Contains(chosen, o.Value) {
			kept = append(kept, o.Value)
		}
	}
	return list, strings.Join(kept, ",")
}

// pressed is what came back: a command, or a form with its fields.
type pressed struct {
	data
	form map[string][]string
}

// readPressed reads the data of a pressed button together with the inputs of its
// card.
func readPressed(raw json.RawMessage) (pressed, bool) {
	var s sent
	if json.Unmarshal(raw, &s) != nil || s.Regwire.Run == "" {
		return pressed{}, false
	}
	p := pressed{data: s.Regwire}
	for i := range p.Words {
		p.Words[i] = string(feeds.CleanLine(p.Words[i]))
	}
	if !p.Form {
		return p, true
	}
	var all map[string]json.RawMessage
	if json.Unmarshal(raw, &all) != nil {
		return pressed{}, false
	}
	p.form = map[string][]string{}
	for name, v := range all {
		var s string
		if name == "regwire" || json.Unmarshal(v, &s) != nil {
			continue
		}
		values := []string{}
		if slices.Contains(p.Many, name) {
			values = strings.Split(s, ",")
		} else if s != "" {
			values = []string{s}
		}
		for _, v := range values {
			if v = string(feeds.Clean(v)); v != "" {
				p.form[name] = append(p.form[name], v)
			}
		}
		if p.form[name] == nil {
			p.form[name] = []string{}
		}
	}
	return p, true
}
