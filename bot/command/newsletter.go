package command

import (
	"context"
	"slices"
	"strings"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/deadline"
	"github.com/regwire/regwire/bot/digest"
	"github.com/regwire/regwire/feeds"
)

// digest is the draft of a month's newsletter.
func (d *Desk) digest(ctx context.Context, c bot.Command) (bot.Message, error) {
	month, err := d.monthWord(c)
	if err != nil {
		return bot.Message{}, err
	}
	notes, err := d.notes(ctx, c)
	if err != nil {
		return bot.Message{}, err
	}
	issue, err := d.issue(ctx, c, month, notes)
	if err != nil {
		return bot.Message{}, err
	}
	m := bot.Message{Data: issue}
	if issue.Count() == 0 {
		m.Add(bot.Body, bot.Line{bot.Say("digest.empty", month)})
		return m, nil
	}
	m.Add(bot.Body, bot.Line{bot.Say("digest.month", month, issue.Count())})
	if d.Base != "" {
		m.Add(bot.Context, bot.Line{bot.Say("digest.page").To(d.Base + "/digest/" + month)})
	}
	parts := make([]part, len(issue.Sections))
	for i, p := range issue.Sections {
		parts[i] = part{bot.Line{bot.Say(bot.Phrase("section." + p.Section)).As(bot.Bold)}, len(p.Items), func(i int) bot.Line {
			x := p.Items[i]
			return bot.Line{bot.Say("digest.row", x.Footnote), bot.Say("name", feeds.Text(x.Title), feeds.Text(x.TitleZH)).To(x.URL), bot.Say("short.id", string(x.Event))}
		}}
	}
	addRows(c, &m, parts...)
	return m, nil
}

// Newsletter is a month's newsletter for everybody: of what is public, without what
// people wrote. An error wraps feeds.ErrNotFound or is the store's.
func (d *Desk) Newsletter(ctx context.Context, month string, lang bot.Lang) (digest.Issue, error) {
	return d.issue(ctx, bot.Command{Actor: bot.Actor{Lang: lang}}, month, nil)
}

func (d *Desk) issue(ctx context.Context, c bot.Command, month string, notes map[feeds.EventID]bot.Mark) (digest.Issue, error) {
	first, last, err := digest.Month(month)
	if err != nil {
		return digest.Issue{}, err
	}
	hits, err := d.Items.Published(ctx, c.Actor.Workspace, first, last, nil)
	if err != nil {
		return digest.Issue{}, err
	}
	entries := make([]digest.Entry, len(hits))
	for i, h := range hits {
		n := notes[h.Event.ID]
		entries[i] = digest.Entry{Event: h.Event, Item: h.Item, Note: n.Text, NoteBy: n.By(), Abroad: d.abroad(h)}
	}
	coming, err := d.coming(ctx, c, first, last, notes)
	if err != nil {
		return digest.Issue{}, err
	}
	with := digest.Made{Names: d.Catalog, Base: d.Base, Lang: c.Actor.Lang}
	return digest.Monthly(month, entries, with).WithDates(coming, with), nil
}

// abroad reports whether all authorities that an event is of, where it names any, are
// outside of China; those of Taiwan stand with those of Hong Kong and Macao.
func (d *Desk) abroad(h bot.Hit) bool {
	ids := h.Event.Reading.Authorities
	if len(ids) == 0 {
		ids = []feeds.AuthorityID{h.Item.Authority}
	}
	return !slices.ContainsFunc(ids, func(id feeds.AuthorityID) bool {
		country, _, _ := strings.Cut(d.Catalog.Region(id), "-")
		return slices.Contains([]string{"", "CN", "HK", "MO", "TW"}, country)
	})
}

// digestAhead is how many days behind its month the dates of a newsletter reach.
const digestAhead = 92

// coming are the dates that a month's newsletter tells: what lies behind the month,
// or behind today while it runs, and which earlier rules took effect in it. What was
// published later is not known to it.
func (d *Desk) coming(ctx context.Context, c bot.Command, first, last feeds.Day, notes map[feeds.EventID]bot.Mark) ([]digest.Coming, error) {
	until := last.Add(digestAhead)
	hits, err := d.Items.Dated(ctx, c.Actor.Workspace, first.Add(-1), until)
	if err != nil {
		return nil, err
	}
	hits = slices.DeleteFunc(hits, func(h bot.Hit) bool { return h.Event.Published == "" || h.Event.Published > last })
	byID := make(map[feeds.EventID]bot.Hit, len(hits))
	for _, h := range hits {
		byID[h.Event.ID] = h
	}
	from := last.Add(1)
	if today := d.today(); today < from {
		from = max(first, today)
	}
	var out []digest.Coming
	for _, x := range deadline.Upcoming(hits, first, until.Sub(first)) {
		if h := byID[x.Event.ID]; x.Date.Day >= from || x.What == deadline.Effective && h.Event.Published < first {
			n := notes[x.Event.ID]
			out = append(out, digest.Coming{Entry: digest.Entry{Event: h.Event, Item: h.Item, Note: n.Text, NoteBy: n.By()}, What: x.What, Date: x.Date, Count: x.Count})
		}
	}
	return out, nil
}

// notes are the notes of the actor's workspace by event, the newest where several became one.
func (d *Desk) notes(ctx context.Context, c bot.Command) (map[feeds.EventID]bot.Mark, error) {
	marks, err := d.Marks.Marks(ctx, c.Actor.Workspace, "")
	if err != nil {
		return nil, err
	}
	notes := map[feeds.EventID]bot.Mark{}
	for _, m := range marks {
		if m.Kind != bot.MarkNote {
			continue
		}
		if e, _, err := d.seen(ctx, c, m.Event); err == nil { // else it is gone since
			notes[e.ID] = m
		}
	}
	return notes, nil
}
