package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/phrase"
	"github.com/regwire/regwire/feeds"
)

type eventPage struct {
	Alert   []block
	Items   []itemRow
	Packed  string // address of the evidence
	Facts   []fact
	Apps    *appList
	Duties  *dutyList
	Lineage []fact
	Echoes  *echoList
	Redline *redline
	Filed   string
	Reasons []reason
	Version string
	Changes []string
}

// itemRow is one of the items of an event.
type itemRow struct {
	Title  span
	Source string
	Times  []string
	// Copy is the address of the kept page, or of the text alone where that is not Kept.
	Copy string
	Kept bool
}

type reason struct{ For, Words, Place, Weight string }

func (p *Pages) event(w http.ResponseWriter, r *http.Request) error {
	e, items, err := p.public(r.Context(), feeds.EventID(pathID(r)))
	if err != nil {
		return err
	}
	v := p.voice(r)
	v.hosts = p.hostsOf(items)
	view := p.view(v)
	if view.Related, err = p.related(r.Context(), e); err != nil {
		return err
	}
	shown := eventPage{
		Alert: v.here(v.blocks(bot.Alert(e, items, view)), e.ID), Facts: v.facts(e, p.Names), Apps: v.apps(e.Reading.Apps),
		Filed: p.filed(v, e.Reading), Version: e.Reading.Version,
	}
	for _, i := range items {
		shown.Items = append(shown.Items, p.itemRow(v, i))
	}
	if p.Evidence != nil {
		shown.Packed = "/evidence/" + string(e.ID)
	}
	if shown.Duties, err = p.dutiesOf(r.Context(), v, e, items); err != nil {
		return err
	}
	for _, l := range bot.Steps(e, view) {
		shown.Lineage = append(shown.Lineage, v.step(e, l, view))
	}
	if shown.Echoes, err = p.echoesOf(r.Context(), v, e, view); err != nil {
		return err
	}
	shown.Redline = p.redline(r.Context(), v, e, view.Related)
	for _, x := range e.Reading.Reasons {
		shown.Reasons = append(shown.Reasons, v.reason(x, p.Names))
	}
	for _, c := range e.Changes {
		shown.Changes = append(shown.Changes, v.say("item.change", c.Revision, c.At, bot.Changed(c)))
	}
	return p.show(w, r, http.StatusOK, "event", v.title(e), shown)
}

// echoList are rules of provinces beside the event.
type echoList struct {
	Head []span
	Rows [][]span
}

// echoesOf are the public ones; nil where there are none.
func (p *Pages) echoesOf(ctx context.Context, v voice, e feeds.Event, view bot.View) (*echoList, error) {
	if p.Echoes == nil {
		return nil, nil //nolint:nilnil // none is no error
	}
	k, err := p.Echoes(ctx, "", e)
	k.Hits = slices.DeleteFunc(k.Hits, func(h bot.Hit) bool { return h.Event.Workspace != "" })
	if err != nil || len(k.Hits) == 0 {
		return nil, err
	}
	head, rows := k.Lines(view)
	list := &echoList{Head: v.line(head)}
	for _, row := range rows {
		list.Rows = append(list.Rows, v.line(row))
	}
	return list, nil
}

// here names the event where its alert leads to the page that it stands on.
func (v voice) here(all []block, id feeds.EventID) []block {
	self := v.in("/event/" + string(id))
	for _, b := range all {
		for _, line := range b.Lines {
			for i := range line {
				if line[i].URL == self {
					line[i] = span{Words: v.say("link.id", string(id)), Class: line[i].Class}
				}
			}
		}
	}
	return all
}

// public is the event with its public items; a private one is not found.
func (p *Pages) public(ctx context.Context, id feeds.EventID) (feeds.Event, []feeds.Item, error) {
	e, items, err := p.Items.Event(ctx, id)
	if err == nil && e.Workspace == "" {
		e, items, err = bot.Whole(ctx, p.Items.Event, id)
	}
	if err != nil {
		return e, nil, err
	}
	if e.ID == "" || e.Workspace != "" {
		return feeds.Event{}, nil, feeds.ErrNotFound
	}
	return e, slices.DeleteFunc(items, func(i feeds.Item) bool { return i.Workspace != "" }), nil
}

// related are the public events of the lineage, for their titles.
func (p *Pages) related(ctx context.Context, e feeds.Event) (map[feeds.EventID]feeds.Event, error) {
	out := map[feeds.EventID]feeds.Event{}
	for _, l := range e.Lineage {
		other, _, err := p.public(ctx, l.Event)
		if errors.Is(err, feeds.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out[l.Event] = other
	}
	return out, nil
}

// hostsOf are the hosts of the sources that the items come from.
func (p *Pages) hostsOf(items []feeds.Item) []string {
	var hosts []string
	for _, i := range items {
		if s, ok := p.Names.Source(i.Source); ok && s.Host != "" {
			hosts = append(hosts, s.Host)
		}
	}
	return hosts
}

// title is the event's title as the alert shows it first.
func (v voice) title(e feeds.Event) string { return string(bot.TitleIn(e, v.lang)) }

func (p *Pages) itemRow(v voice, i feeds.Item) itemRow {
	row := itemRow{Title: span{Words: string(feeds.CleanLine(i.Title))}, Source: string(i.Source)}
	row.Title.URL, row.Title.Host, row.Title.Local = v.link(i.URL)
	if s, ok := p.Names.Source(i.Source); ok {
		row.Source = v.name(s.NameEN, s.NameZH)
	}
	published := v.say("short.undated")
	if i.Published != "" {
		published = v.say("page.published", bot.DayWords(i.Published, v.lang))
	}
	row.Times = []string{published, v.say("page.found", i.Found)}
	switch i.State {
	case feeds.ItemRead:
		row.Times = append(row.Times, v.say("page.read", i.ReadAt))
	case feeds.ItemTitleOnly:
		row.Times = append(row.Times, v.say("page.title_only", feeds.CleanLine(i.Unread)))
	default:
		row.Times = append(row.Times, v.say("page.unread"))
	}
	if i.Removed != "" {
		row.Times = append(row.Times, v.say("page.removed", bot.DayWords(i.Removed, v.lang)))
	}
	if i.Copy != "" || i.State == feeds.ItemRead && i.Removed == "" {
		row.Copy, row.Kept = v.in("/copy/"+url.PathEscape(string(i.ID))), i.Copy != ""
	}
	return row
}

func (p *Pages) filed(v voice, r feeds.Reading) string {
	topics := make([]bot.Span, len(r.Topics))
	for i, t := range r.Topics {
		en, zh := p.Names.Topic(t)
		topics[i] = bot.Say("name", en, zh)
	}
	return v.say("item.filed", bot.Phrase("section."+r.Section), bot.TopicsOr(topics))
}

func (v voice) step(e feeds.Event, l feeds.Link, view bot.View) fact {
	f := fact{Words: bot.Step(e, l, view).Words(v.lang, phrase.Say)}
	if _, ok := view.Related[l.Event]; ok {
		f.URL = v.in("/event/" + url.PathEscape(string(l.Event)))
	}
	if l.Quote != "" {
		f.Quotes = []quote{{Text: string(feeds.CleanLine(l.Quote))}}
	}
	return f
}

func (v voice) reason(r feeds.Reason, names bot.Names) reason {
	return reason{
		For: bot.Decided(r, names).Words(v.lang, phrase.Say), Words: bot.DecidedBy(r, names).Words(v.lang, phrase.Say), Place: v.place(r.In),
		Weight: strconv.FormatFloat(r.Weight, 'g', 3, 64),
	}
}
