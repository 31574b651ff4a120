package slack

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	api "github.com/slack-go/slack"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/command"
	"github.com/regwire/regwire/bot/phrase"
	"github.com/regwire/regwire/feeds"
)

// The limits of forms and of the Home.
const (
	maxTitle    = 24
	maxFields   = 30
	maxChoices  = 100
	maxGroups   = 100
	maxMeta     = 3000
	maxFieldKey = 255
	maxTyped    = 3000
	viewBlocks  = 100
	// partBlocks and partAll are what one part of a view may take.
	partBlocks = 20
	partAll    = 6000
)

const (
	formPrefix = "form:"
	fieldID    = "field"
)

// origin is what a form remembers of the command that opened it, so that it can
// be made again with what was typed.
type origin struct {
	Verb    string   `json:"v"`
	Words   []string `json:"w,omitempty"`
	Channel string   `json:"c,omitempty"`
}

// title is the name above every view.
func title() *api.TextBlockObject { return label("regwire", maxTitle) }

// waiting is the view of a form while its command runs.
func waiting() api.ModalViewRequest {
	return api.ModalViewRequest{Type: api.VTModal, Title: title(), Blocks: api.Blocks{BlockSet: []api.Block{api.NewSectionBlock(markup(ellipsis), nil, nil)}}}
}

// open shows the form of a message and reports whether it could: it needs the
// trigger of a request that is at most three seconds old.
func (i *Inbox) open(ctx context.Context, c bot.Command, m bot.Message, to reply) bool {
	if to.trigger == "" {
		return false
	}
	view := formView(m, origin{Verb: c.Verb, Words: c.Words, Channel: to.channel}, c.Actor.Lang, nil)
	if err := i.openView(ctx, to.trigger, view); err != nil {
		i.platform.config.Log.Warn("form not opened", "verb", word(c.Verb), "err", err)
		return false
	}
	return true
}

// triggerLife is how long a trigger opens a view.
const triggerLife = 3 * time.Second

func (i *Inbox) openView(ctx context.Context, trigger string, view api.ModalViewRequest) error {
	ctx, cancel := context.WithTimeout(ctx, triggerLife)
	defer cancel()
	return insist(ctx, func(ctx context.Context) error {
		ctx, record, cancel := begin(ctx)
		defer cancel()
		if _, err := i.platform.api.OpenViewContext(ctx, trigger, view); err != nil {
			return i.platform.meaning(record, bot.Message{}, err)
		}
		return nil
	})
}

// show opens a view that says something to a person who sits before a view.
func (i *Inbox) show(ctx context.Context, to reply, m bot.Message, lang bot.Lang) {
	if to.trigger == "" {
		return
	}
	if err := i.openView(ctx, to.trigger, answerView(m, lang)); err != nil {
		i.platform.config.Log.Warn("answer not shown", "err", err)
	}
}

// answerView is a view that only says something.
func answerView(m bot.Message, lang bot.Lang) api.ModalViewRequest {
	return api.ModalViewRequest{Type: api.VTModal, Title: title(), Close: label(say(lang, "slack.close"), maxTitle), Blocks: api.Blocks{BlockSet: someBlock(layout(m, lang))}}
}

// someBlock keeps a view from being empty, which Slack refuses.
func someBlock(blocks []api.Block) []api.Block {
	if len(blocks) == 0 {
		return []api.Block{api.NewSectionBlock(markup(ellipsis), nil, nil)}
	}
	return blocks
}

// formView is the form of a message; after is what stands below its fields.
func formView(m bot.Message, o origin, lang bot.Lang, after []api.Block) api.ModalViewRequest {
	m.Buttons = nil
	blocks := layoutIn(m, lang, partBlocks, partAll)
	names := map[string]bool{} // Slack wants them to differ
	for _, f := range m.Form[:min(len(m.Form), maxFields)] {
		if !names[f.Name] {
			blocks = append(blocks, inputs(f, lang, command.Counts(m.Submit) != "")...)
		}
		names[f.Name] = true
	}
	blocks = append(blocks, after[:min(len(after), viewBlocks-len(blocks))]...)
	meta, err := json.Marshal(o)
	if err != nil || bot.Units(string(meta)) > maxMeta {
		meta, _ = json.Marshal(origin{Verb: o.Verb, Channel: o.Channel})
	}
	return api.ModalViewRequest{
		Type: api.VTModal, Title: title(), Blocks: api.Blocks{BlockSet: someBlock(blocks)}, CallbackID: formPrefix + m.Submit, PrivateMetadata: string(meta),
		Submit: label(say(lang, "slack.submit"), maxTitle), Close: label(say(lang, "slack.close"), maxTitle),
	}
}

// inputs are the input of a field and, beneath it, what was wrong with it.
func inputs(f bot.Field, lang bot.Lang, live bool) []api.Block {
	if f.Name == "" || len(f.Name) > maxFieldKey {
		return nil
	}
	element := fieldElement(f, lang)
	if element == nil {
		return nil
	}
	in := api.NewInputBlock(f.Name, label(say(lang, f.Label), 2000), nil, element)
	in.Optional, in.DispatchAction = true, live
	blocks := []api.Block{in}
	if f.Error != "" {
		blocks = append(blocks, api.NewContextBlock("", markup(mrkdwn([]piece{{words: say(lang, f.Error), style: bot.Bold}}, maxContextLine, false))))
	}
	return blocks
}

const maxContextLine = 900

// fieldElement is the input of a field: free text, one choice or several; nil
// when there is nothing to choose.
func fieldElement(f bot.Field, lang bot.Lang) api.BlockElement {
	if len(f.Options) == 0 {
		e := api.NewPlainTextInputBlockElement(nil, fieldID)
		e.MaxLength = maxTyped
		if short, _ := shorten(f.Value, maxTyped/6); short != "" {
			e.InitialValue = short
		}
		return e
	}
	options, chosen := choices(f, lang)
	if len(options) == 0 {
		return nil
	}
	if f.Many {
		e := api.NewOptionsMultiSelectBlockElement(api.MultiOptTypeStatic, nil, fieldID)
		e.Options, e.OptionGroups = grouped(options)
		e.InitialOptions = chosen
		return e
	}
	e := api.NewOptionsSelectBlockElement(api.OptTypeStatic, nil, fieldID)
	e.Options, e.OptionGroups = grouped(options)
	if len(chosen) > 0 {
		e.InitialOption = chosen[0]
	}
	return e
}

// choices are the options of a field, and those that are chosen. A field's value
// lists several with commas between them.
func choices(f bot.Field, lang bot.Lang) (all, chosen []*api.OptionBlockObject) {
	values := strings.Split(f.Value, ",")
	for _, o := range f.Options {
		name := string(feeds.CleanLine(o.Label.Words(lang, phrase.Say)))
		if name == "" {
			name = o.Value
		}
		if o.Value == "" || bot.Units(o.Value) > maxOptionValue || len(all) == maxChoices*maxGroups {
			continue
		}
		option := api.NewOptionBlockObject(o.Value, label(name, maxLabel), nil)
		all = append(all, option)
		if slices.Contains(values, o.Value) {
			chosen = append(chosen, option)
		}
	}
	return all, chosen
}

// grouped puts more options than one list takes into groups, each named by its
// first and last.
func grouped(options []*api.OptionBlockObject) ([]*api.OptionBlockObject, []*api.OptionGroupBlockObject) {
	if len(options) <= maxChoices {
		return options, nil
	}
	var groups []*api.OptionGroupBlockObject
	n := 0
	for chunk := range slices.Chunk(options, maxChoices) {
		name := fmt.Sprintf("%d–%d", n+1, n+len(chunk))
		groups = append(groups, api.NewOptionGroupBlockElement(label(name, maxLabel), chunk...))
		n += len(chunk)
	}
	return nil, groups
}

// opened finds out how a form came to be, from what it remembers.
func opened(v seenView) origin {
	var o origin
	if json.Unmarshal([]byte(v.Metadata), &o) != nil {
		return origin{}
	}
	return o
}

// again makes a form anew as it was opened, with what was typed.
func (i *Inbox) again(ctx context.Context, o origin, who bot.Actor, form map[string][]string) (bot.Message, bool) {
	m, err := i.config.Handler.Handle(ctx, i.asks(request{}, who, o.Verb, o.Words))
	if err != nil || len(m.Form) == 0 {
		return bot.Message{}, false
	}
	fields := slices.Clone(m.Form)
	for n, f := range fields {
		if typed, ok := form[f.Name]; ok {
			fields[n].Value = strings.Join(typed, ",")
		}
	}
	m.Form = fields
	return m, true
}

// sitter is who sits before a form, for the channel that the form is about.
func (i *Inbox) sitter(r request, o origin) bot.Actor {
	place := o.Channel
	if !placeForm.MatchString(place) {
		place = r.interaction.User.ID
	}
	return i.actor(r.team, r.interaction.User.ID, r.interaction.User.Name, place, i.langOf(r.team, place))
}

// preview says below a form what it would ask for, while it is filled in.
func (i *Inbox) preview(ctx context.Context, r request) {
	v := r.interaction.View
	verb := command.Counts(strings.TrimPrefix(v.CallbackID, formPrefix))
	if verb == "" {
		return
	}
	o, form := opened(v), v.form()
	who := i.sitter(r, o)
	count := i.asks(r, who, verb, nil)
	count.Form = form
	said, err := i.config.Handler.Handle(ctx, count)
	if err == nil && len(said.Form) > 0 {
		// The form itself, as it is filled in now, with its count.
		i.update(ctx, v, formView(said, o, who.Lang, nil), v.Hash)
		return
	}
	m, ok := i.again(ctx, o, who, form)
	if !ok {
		return
	}
	if err != nil {
		said = i.mistake(err, verb)
	}
	said.Buttons = nil
	i.update(ctx, v, formView(m, o, who.Lang, layoutIn(said, who.Lang, partBlocks, partAll)), v.Hash)
}

// submitted runs the command of a form. What was wrong is said in the form, which
// keeps what was typed.
func (i *Inbox) submitted(ctx context.Context, r request) {
	v := r.interaction.View
	submit, ok := strings.CutPrefix(v.CallbackID, formPrefix)
	if !ok {
		return
	}
	o, form := opened(v), v.form()
	who := i.sitter(r, o)
	sent := i.asks(r, who, submit, nil)
	sent.Form = form
	m, err := i.handle(ctx, sent)
	if err != nil {
		m = i.mistake(err, submit)
		if f, ok := i.again(ctx, o, who, form); ok {
			i.update(ctx, v, formView(f, o, who.Lang, layoutIn(m, who.Lang, partBlocks, partAll)), "")
			return
		}
	}
	if len(m.Form) > 0 {
		i.update(ctx, v, formView(m, o, who.Lang, nil), "")
		return
	}
	i.update(ctx, v, answerView(m, cmp.Or(m.Lang, who.Lang)), "")
}

// update puts another view in place of one. The hash keeps an older answer from
// replacing a newer one.
func (i *Inbox) update(ctx context.Context, v seenView, view api.ModalViewRequest, hash string) {
	err := insist(ctx, func(ctx context.Context) error {
		ctx, record, cancel := begin(ctx)
		defer cancel()
		if _, err := i.platform.api.UpdateViewContext(ctx, view, "", hash, v.ID); err != nil {
			return i.platform.meaning(record, bot.Message{}, err)
		}
		return nil
	})
	if err != nil {
		i.platform.config.Log.Warn("view not updated", "err", err)
	}
}
