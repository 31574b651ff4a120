package command

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/deadline"
	"github.com/regwire/regwire/feeds"
)

// maxText bounds a note or a reason.
const maxText = 1000

// marked finds the event that the first word names and makes a mark of it.
func (d *Desk) marked(ctx context.Context, c bot.Command, kind bot.MarkKind) (feeds.Event, bot.Mark, error) {
	if c.Actor.User == "" || c.Actor.Workspace == "" {
		return feeds.Event{}, bot.Mark{}, nobody(c)
	}
	if reminds := kind == bot.MarkTake || kind == bot.MarkRemind; reminds && c.Actor.Operator && !d.person(c.Actor.Workspace, c.Actor.User) {
		return feeds.Event{}, bot.Mark{}, bot.Wrong("mistake.nobody_here", c.Verb)
	}
	e, _, err := d.resolve(ctx, c)
	if err == nil && e.ID == "" {
		err = feeds.ErrNotFound
	}
	return e, bot.Mark{
		Workspace: c.Actor.Workspace, Event: e.ID, Kind: kind,
		User: c.Actor.User, Name: c.Actor.Name, Channel: c.Actor.Channel, At: d.Now(),
	}, err
}

// nobody says that it is not known for whom something would be kept.
func nobody(c bot.Command) error {
	if c.Actor.Operator {
		return bot.Wrong("mistake.no_channel") // whose workspace it is
	}
	return bot.Wrong("mistake.verbless")
}

// put keeps the mark and has the cards that show it brought up to date.
func (d *Desk) put(ctx context.Context, c bot.Command, e feeds.Event, m bot.Mark) error {
	m.Text = string(feeds.CleanLine(m.Text))
	if n := len([]rune(m.Text)); n > maxText {
		return bot.Wrong("mistake.too_long", n, maxText)
	}
	if err := d.Marks.PutMark(ctx, m, d.audit(c, string(e.ID)+" "+m.Text)); err != nil {
		return err
	}
	return d.refresh(ctx, c, e)
}

// refresh owes an edit of every card of the event in the workspace: what people
// do is shown on the card, not by a line below it.
func (d *Desk) refresh(ctx context.Context, c bot.Command, e feeds.Event) error {
	told, err := d.Items.Deliveries(ctx, e.ID)
	if err != nil {
		return err
	}
	var edits []bot.Delivery
	for _, t := range told {
		if t.Key.Kind != bot.KindAlert || t.State != bot.Sent || t.Key.Channel.Workspace() != c.Actor.Workspace {
			continue
		}
		edits = append(edits, bot.Delivery{
			Key:   bot.DeliveryKey{Channel: t.Key.Channel, Kind: bot.KindUpdate, Subject: string(e.ID), Occasion: fmt.Sprintf("mark@%d", d.Now().UnixNano())},
			State: bot.Pending, Due: d.Now(), Ref: t.Ref, Revision: t.Revision, Args: bot.LateArgs(t),
		})
	}
	if len(edits) == 0 {
		return nil
	}
	return d.Subscriptions.Owe(ctx, edits)
}

func (d *Desk) take(ctx context.Context, c bot.Command) (bot.Message, error) {
	e, m, err := d.marked(ctx, c, bot.MarkTake)
	if err != nil {
		return bot.Message{}, err
	}
	if isOff(c) {
		return d.takeBack(ctx, c, e, m, "take.off", "take.none")
	}
	if err := d.put(ctx, c, e, m); err != nil {
		return bot.Message{}, err
	}
	return undoable("take.done", c, e), nil
}

// isOff reports whether the word behind the event takes a mark back.
func isOff(c bot.Command) bool { return len(c.Words) == 2 && meant(c.Words[1]) == "off" }

// takeBack takes a mark back, and says so; that there was none is no mistake.
func (d *Desk) takeBack(ctx context.Context, c bot.Command, e feeds.Event, m bot.Mark, off, none bot.Phrase) (bot.Message, error) {
	err := d.Marks.DropMark(ctx, m, d.audit(c, string(e.ID)+" off"))
	if errors.Is(err, feeds.ErrNotFound) {
		return said(none, string(e.ID)), nil
	}
	if err == nil && (m.Kind == bot.MarkTake || m.Kind == bot.MarkNote) { // which cards show
		err = d.refresh(ctx, c, e)
	}
	return said(off, string(e.ID)), err
}

// undoable is an answer with the button that takes the mark back.
func undoable(key bot.Phrase, c bot.Command, e feeds.Event) bot.Message {
	m := said(key, string(e.ID))
	m.Buttons = []bot.Button{{Label: "button.undo", Verb: c.Verb, Words: []string{string(e.ID), "off"}}}
	return m
}

func (d *Desk) done(ctx context.Context, c bot.Command) (bot.Message, error) {
	c = withEvent(c)
	words, opts, err := options(c, "reason")
	if err != nil {
		return bot.Message{}, err
	}
	c.Words = words
	e, m, err := d.marked(ctx, c, bot.MarkDone)
	if err != nil {
		return bot.Message{}, err
	}
	m.Text = opts["reason"]
	if m.Text == "" && len(words) > 1 {
		m.Text = strings.Join(words[1:], " ")
	}
	if m.Text == "" {
		ask := said("done.why", string(e.ID))
		ask.Form = []bot.Field{{Name: "event", Label: "field.event", Value: string(e.ID)}, {Name: "reason", Label: "field.reason"}}
		ask.Add(bot.Context, bot.Line{bot.Say("done.type", string(e.ID))})
		ask.Submit = "done"
		if c.Form != nil {
			ask.Form[1].Error = "done.needed"
		}
		return ask, nil
	}
	if err := d.put(ctx, c, e, m); err != nil {
		return bot.Message{}, err
	}
	answer := said("done.done", string(e.ID), feeds.CleanLine(m.By()), feeds.CleanLine(m.Text))
	answer.Buttons = []bot.Button{{Label: "button.undo", Verb: "undone", Words: []string{string(e.ID)}}}
	return answer, nil
}

func (d *Desk) undone(ctx context.Context, c bot.Command) (bot.Message, error) {
	e, m, err := d.marked(ctx, c, bot.MarkDone)
	if err != nil {
		return bot.Message{}, err
	}
	err = d.Marks.DropMark(ctx, m, d.audit(c, string(e.ID)))
	if errors.Is(err, feeds.ErrNotFound) {
		return bot.Message{}, bot.Wrong("mistake.none_such", string(e.ID), "done")
	}
	if err == nil {
		err = d.refresh(ctx, c, e)
	}
	return said("undone.done", string(e.ID)), err
}

func (d *Desk) note(ctx context.Context, c bot.Command) (bot.Message, error) {
	if len(c.Words) == 0 {
		return bot.Message{}, bot.Wrong("mistake.note")
	}
	e, m, err := d.marked(ctx, c, bot.MarkNote)
	if err != nil {
		return bot.Message{}, err
	}
	m.Text = strings.Join(c.Words[1:], " ")
	switch meant(m.Text) {
	case "":
		return d.showNote(ctx, c, e)
	case "off":
		return d.takeBack(ctx, c, e, m, "note.off", "note.none")
	}
	if err := d.put(ctx, c, e, m); err != nil {
		return bot.Message{}, err
	}
	return said("note.done", string(e.ID)), nil
}

func (d *Desk) showNote(ctx context.Context, c bot.Command, e feeds.Event) (bot.Message, error) {
	marks, err := d.Marks.Marks(ctx, c.Actor.Workspace, e.ID)
	if err != nil {
		return bot.Message{}, err
	}
	i := slices.IndexFunc(marks, func(m bot.Mark) bool { return m.Kind == bot.MarkNote })
	if i < 0 {
		return said("note.none", string(e.ID)), nil
	}
	m := said("note.shown", string(e.ID), feeds.CleanLine(marks[i].Text))
	m.Data = marks[i]
	return m, nil
}

func (d *Desk) remind(ctx context.Context, c bot.Command) (bot.Message, error) {
	c = withEvent(c)
	e, m, err := d.marked(ctx, c, bot.MarkRemind)
	if err != nil {
		return bot.Message{}, err
	}
	if isOff(c) {
		return d.takeBack(ctx, c, e, m, "remind.off", "remind.none")
	}
	answer := said("remind.usual", string(e.ID))
	if len(c.Words) > 1 {
		if m.Day, err = aheadWord(strings.Join(c.Words[1:], " "), d.today()); err != nil {
			return bot.Message{}, err
		}
		answer = said("remind.day", string(e.ID), m.Day)
	} else if len(deadline.Upcoming([]bot.Hit{{Event: e}}, d.today(), 3660)) == 0 {
		answer = said("remind.undated", string(e.ID))
	}
	if err := d.Marks.PutMark(ctx, m, d.audit(c, string(e.ID)+" "+string(m.Day))); err != nil {
		return bot.Message{}, err
	}
	return answer, nil
}

func (d *Desk) save(ctx context.Context, c bot.Command) (bot.Message, error) {
	e, m, err := d.marked(ctx, c, bot.MarkSave)
	if err != nil {
		return bot.Message{}, err
	}
	if isOff(c) {
		return d.takeBack(ctx, c, e, m, "save.off", "save.none")
	}
	if err := d.Marks.PutMark(ctx, m, d.audit(c, string(e.ID))); err != nil {
		return bot.Message{}, err
	}
	return undoable("save.done", c, e), nil
}

func (d *Desk) saved(ctx context.Context, c bot.Command) (bot.Message, error) {
	marks, err := d.Marks.Marks(ctx, c.Actor.Workspace, "")
	if err != nil {
		return bot.Message{}, err
	}
	var hits []bot.Hit
	for _, m := range slices.Backward(marks) {
		if m.Kind != bot.MarkSave || m.User != c.Actor.User {
			continue
		}
		e, items, err := d.seen(ctx, c, m.Event)
		if err != nil || len(items) == 0 || slices.ContainsFunc(hits, func(h bot.Hit) bool { return h.Event.ID == e.ID }) {
			continue // gone since, or part of one that is listed
		}
		hits = append(hits, bot.Hit{Event: e, Item: bot.Lead(e, items)})
	}
	if len(hits) == 0 {
		return none[bot.Hit]("saved.none"), nil
	}
	m := said("saved.head", len(hits))
	addRows(c, &m, d.short(ctx, c, len(hits), func(i int) *bot.Hit { return &hits[i] }))
	m.Data = hits
	return m, nil
}

// agree is how many answers of one kind make a proposal.
const agree = 3

// notForUs is what the button of a card says, as people type it.
var notForUs = []string{"not for us", "与我们无关"}

func (d *Desk) feedback(ctx context.Context, c bot.Command) (bot.Message, error) {
	says := ""
	if len(c.Words) > 1 {
		says = meant(strings.Join(c.Words[1:], " "))
	}
	if slices.Contains(notForUs, says) {
		says = "no"
	}
	if says != "no" && says != "yes" {
		return bot.Message{}, bot.Wrong("mistake.feedback")
	}
	e, m, err := d.marked(ctx, c, bot.MarkFeedback)
	if err != nil {
		return bot.Message{}, err
	}
	m.Text = says
	if err := d.Marks.PutMark(ctx, m, d.audit(c, string(e.ID)+" "+m.Text)); err != nil {
		return bot.Message{}, err
	}
	answer := said("feedback.done", string(e.ID))
	hint, err := d.proposal(ctx, c, e)
	answer.Add(bot.Body, hint...)
	return answer, err
}

// proposal says which topic of the event to leave out, once enough of its events
// were not for this channel and none was. Nothing is changed by itself.
func (d *Desk) proposal(ctx context.Context, c bot.Command, e feeds.Event) ([]bot.Line, error) {
	marks, err := d.Marks.Marks(ctx, c.Actor.Workspace, "")
	if err != nil {
		return nil, err
	}
	for _, t := range e.Reading.Topics {
		no := map[feeds.EventID]bool{}
		for _, m := range marks {
			if m.Kind != bot.MarkFeedback || m.Channel != c.Actor.Channel {
				continue
			}
			other, _, err := d.Items.Event(ctx, m.Event)
			if err != nil || !slices.Contains(other.Reading.Topics, t) {
				continue // gone since, or about something else
			}
			if m.Text == "yes" {
				no = nil
				break
			}
			no[m.Event] = true
		}
		if len(no) >= agree {
			return []bot.Line{{bot.Say("feedback.hint", len(no), d.topicName(t), typed(string(t)))}}, nil
		}
	}
	return nil, nil
}
