package command

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

func (d *Desk) event(ctx context.Context, c bot.Command) (bot.Message, error) {
	if len(c.Words) < 2 {
		return bot.Message{}, bot.Wrong("mistake.event")
	}
	what, words := meant(c.Words[0]), c.Words[1:]
	run, ok := map[string]func(context.Context, bot.Command, feeds.Event, []string) (bot.Message, error){
		"split": d.split, "join": d.join, "link": d.link, "unlink": d.unlink,
	}[what]
	if !ok {
		return bot.Message{}, bot.Wrong("mistake.event")
	}
	e, err := d.curated(ctx, c, words[0])
	if err != nil {
		return bot.Message{}, err
	}
	return run(ctx, c, e, words[1:])
}

// curated is the event of an id, when the actor may correct it: their own, or
// one that all see when they may speak for all.
func (d *Desk) curated(ctx context.Context, c bot.Command, id string) (feeds.Event, error) {
	e, _, err := d.Items.Event(ctx, feeds.EventID(d.id(id)))
	switch {
	case err != nil:
		return e, unknown(err, id)
	case !sees(c, e.Workspace):
		return e, unknownWord(id)
	case e.Workspace == "" && !c.Actor.Operator && !d.rules(c).Curates:
		return e, bot.Wrong("mistake.curate", string(e.ID))
	}
	return e, nil
}

func (d *Desk) split(ctx context.Context, c bot.Command, e feeds.Event, words []string) (bot.Message, error) {
	whole, err := d.whole(ctx, e)
	if err != nil {
		return bot.Message{}, err
	}
	var item feeds.ItemID
	switch {
	case e.Alias != "" && len(words) > 0:
		return bot.Message{}, bot.Wrong("mistake.event_part", string(e.ID), string(whole.ID))
	case whole.Workspace != e.Workspace:
		return bot.Message{}, bot.Wrong("mistake.event_public", string(e.ID), string(whole.ID))
	case e.Alias != "" && !slices.ContainsFunc(e.Items, func(i feeds.ItemID) bool { return slices.Contains(whole.Items, i) }):
		return bot.Message{}, bot.Wrong("mistake.event_scattered", string(e.ID), string(whole.ID))
	case e.Alias != "":
	case len(words) > 0:
		item = feeds.ItemID(d.id(words[0]))
		if !slices.Contains(e.Items, item) {
			return bot.Message{}, bot.Wrong("mistake.event_item", feeds.CleanLine(cut(words[0])), string(e.ID))
		}
		if len(e.Items) < 2 {
			return bot.Message{}, bot.Wrong("mistake.event_single", string(e.ID))
		}
	case len(e.Items) == 2:
		item = e.Items[slices.IndexFunc(e.Items, func(i feeds.ItemID) bool { return i != e.Lead })]
	case len(e.Items) < 2:
		return bot.Message{}, bot.Wrong("mistake.event_single", string(e.ID))
	default:
		return d.chooseItem(ctx, e)
	}
	alone, err := d.Curation.SplitEvent(ctx, e.ID, item, d.audit(c, strings.TrimSpace("split "+string(e.ID)+" "+string(item))))
	if err != nil {
		return bot.Message{}, err
	}
	m := said("event.split", string(whole.ID), string(alone))
	undo(c, &m, "join", string(whole.ID), string(alone))
	return m, nil
}

// whole is what the event became part of, itself where it stands alone.
func (d *Desk) whole(ctx context.Context, e feeds.Event) (feeds.Event, error) {
	if e.Alias == "" {
		return e, nil
	}
	e, _, err := bot.Whole(ctx, d.Items.Event, e.ID)
	return e, err
}

// chooseItem asks which item of several is another event.
func (d *Desk) chooseItem(ctx context.Context, e feeds.Event) (bot.Message, error) {
	_, items, err := d.Items.Event(ctx, e.ID)
	if err != nil {
		return bot.Message{}, err
	}
	m := said("event.choose", string(e.ID))
	for _, i := range items {
		m.Add(bot.Bullets, bot.Line{bot.Say("event.items", string(i.ID), feeds.CleanLine(i.Title)).To(i.URL)})
		m.Buttons = append(m.Buttons, bot.Button{Label: "button.split_i", Of: string(i.ID), Verb: "event", Words: []string{"split", string(e.ID), string(i.ID)}, More: len(m.Buttons) >= 3})
	}
	return m, nil
}

// undo offers to take a correction back: by a button, and at the terminal, which has
// none, by the command.
func undo(c bot.Command, m *bot.Message, words ...string) {
	m.Buttons = []bot.Button{{Label: "button.undo", Verb: "event", Words: words}}
	if c.Actor.Operator {
		m.Add(bot.Context, bot.Line{bot.Say("event.undo", "event "+strings.Join(words, " "))})
	}
}

// another is the second event, which must not be one with the first.
func (d *Desk) another(ctx context.Context, c bot.Command, e feeds.Event, id string) (feeds.Event, error) {
	other, err := d.curated(ctx, c, id)
	if err != nil {
		return other, err
	}
	if _, err := d.apart(ctx, e, other); err != nil {
		return other, err
	}
	for _, part := range []feeds.Event{e, other} {
		if part.Alias != "" {
			whole, err := d.whole(ctx, part)
			if err != nil {
				return other, err
			}
			return other, bot.Wrong("mistake.event_part", string(part.ID), string(whole.ID))
		}
	}
	return other, nil
}

// apart refuses two that are one event, or two owners', and gives what the first became
// part of.
func (d *Desk) apart(ctx context.Context, e, other feeds.Event) (feeds.Event, error) {
	x, err := d.whole(ctx, e)
	if err != nil {
		return x, err
	}
	y, err := d.whole(ctx, other)
	switch {
	case err != nil:
	case x.ID == y.ID:
		err = bot.Wrong("mistake.event_same", string(e.ID), string(other.ID))
	case e.Workspace != other.Workspace, x.Workspace != y.Workspace:
		err = bot.Wrong("mistake.event_apart", string(e.ID), string(other.ID))
	}
	return x, err
}

func (d *Desk) join(ctx context.Context, c bot.Command, e feeds.Event, words []string) (bot.Message, error) {
	if len(words) != 1 {
		return bot.Message{}, bot.Wrong("mistake.event_join")
	}
	other, err := d.another(ctx, c, e, words[0])
	if err != nil {
		return bot.Message{}, err
	}
	if err := d.Curation.JoinEvents(ctx, e.ID, other.ID, d.audit(c, "join "+string(e.ID)+" "+string(other.ID))); err != nil {
		return bot.Message{}, err
	}
	m := said("event.joined", string(e.ID), string(other.ID))
	undo(c, &m, "split", string(other.ID))
	return m, nil
}

const (
	// possibly is the word behind a relation that nobody is sure of.
	possibly = "possible"
	// back is the word in place of a relation for what was before.
	back = "back"
)

func (d *Desk) link(ctx context.Context, c bot.Command, e feeds.Event, words []string) (bot.Message, error) {
	if len(words) < 2 || len(words) > 3 || len(words) == 3 && !strings.EqualFold(words[2], possibly) {
		return bot.Message{}, bot.Wrong("mistake.event_link")
	}
	other, err := d.curated(ctx, c, words[0])
	if err != nil {
		return bot.Message{}, err
	}
	if strings.EqualFold(words[1], back) && len(words) == 2 {
		return d.linkBack(ctx, c, e, other)
	}
	if _, err := d.apart(ctx, e, other); err != nil {
		return bot.Message{}, err
	}
	l := feeds.Link{Event: other.ID, By: d.who(c)}
	if err := each(words[1], relations, "link", func(r string) { l.Relation = feeds.Relation(r) }); err != nil {
		return bot.Message{}, err
	}
	l.Since = since(l.Relation, e, other)
	l.Sure = l.Relation != feeds.SameAs && len(words) == 2 // who is sure of that joins them
	if err := d.Curation.LinkEvents(ctx, e.ID, l, false, d.audit(c, "link "+string(e.ID)+" "+string(other.ID)+" "+string(l.Relation))); err != nil {
		return bot.Message{}, err
	}
	m := said("event.linked", string(e.ID), string(other.ID))
	undo(c, &m, "link", string(e.ID), string(other.ID), back)
	return m, nil
}

// linkBack brings back what was between two events before the last link or unlink, whole,
// with the words of the text that told it.
func (d *Desk) linkBack(ctx context.Context, c bot.Command, e, other feeds.Event) (bot.Message, error) {
	whole, err := d.apart(ctx, e, other)
	if err != nil {
		return bot.Message{}, err
	}
	corrected := func(of feeds.Event) bool {
		return slices.ContainsFunc(of.Corrected, func(k feeds.Correction) bool { return slices.Contains(k.To, other.ID) })
	}
	if !corrected(e) && !corrected(whole) {
		return bot.Message{}, bot.Wrong("mistake.event_back", string(e.ID), string(other.ID))
	}
	if err := d.Curation.LinkEvents(ctx, e.ID, feeds.Link{Event: other.ID}, false, d.audit(c, "link "+string(e.ID)+" "+string(other.ID)+" "+back)); err != nil {
		return bot.Message{}, err
	}
	now, _, err := bot.Whole(ctx, d.Items.Event, e.ID)
	if err != nil {
		return bot.Message{}, err
	}
	if d.stepTo(ctx, now, other) < 0 {
		return said("event.back_none", string(e.ID), string(other.ID)), nil
	}
	return said("event.back", string(e.ID), string(other.ID)), nil
}

// stepTo is where the event's lineage has a step to the other, or to a part of it; -1 when
// it has none.
func (d *Desk) stepTo(ctx context.Context, e, other feeds.Event) int {
	whole, err := d.whole(ctx, other)
	if err != nil {
		return -1
	}
	return slices.IndexFunc(e.Lineage, func(l feeds.Link) bool {
		to, _, err := bot.Whole(ctx, d.Items.Event, l.Event)
		return err == nil && to.ID == whole.ID
	})
}

// since is from when a step that a person confirms changes what the earlier event is:
// from the day the later text states, or from its publication where it states none. A
// draft changes nothing.
func since(relation feeds.Relation, e, other feeds.Event) feeds.Day {
	switch relation {
	case feeds.AmendedBy, feeds.RepealedBy, feeds.WithdrawnBy:
		e = other
	case feeds.Amends, feeds.Repeals, feeds.Withdraws:
	default:
		return ""
	}
	if e.Reading.Stage.InDraft() {
		return ""
	}
	return cmp.Or(e.Reading.Dates.Effective.Day, e.Published)
}

func (d *Desk) unlink(ctx context.Context, c bot.Command, e feeds.Event, words []string) (bot.Message, error) {
	if len(words) != 1 {
		return bot.Message{}, bot.Wrong("mistake.event_link")
	}
	other, err := d.curated(ctx, c, words[0])
	if err != nil {
		return bot.Message{}, err
	}
	e, err = d.whole(ctx, e)
	if err != nil {
		return bot.Message{}, err
	}
	if d.stepTo(ctx, e, other) < 0 {
		return bot.Message{}, bot.Wrong("mistake.event_unlinked", string(e.ID), string(other.ID))
	}
	if err := d.Curation.LinkEvents(ctx, e.ID, feeds.Link{Event: other.ID}, true, d.audit(c, "unlink "+string(e.ID)+" "+string(other.ID))); err != nil {
		return bot.Message{}, err
	}
	m := said("event.unlinked", string(e.ID), string(other.ID))
	undo(c, &m, "link", string(e.ID), string(other.ID), back)
	return m, nil
}
