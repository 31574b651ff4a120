package command

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

const (
	latestLimit = 10 // at the terminal, which has no pages to turn
	latestMost  = 50
)

func (d *Desk) find(ctx context.Context, c bot.Command) (bot.Message, error) {
	if len(c.Words) == 0 {
		return bot.Message{}, bot.Wrong("mistake.find")
	}
	q := bot.Query{Workspace: c.Actor.Workspace, Limit: pageSize, Items: true}
	var filters []string
	for _, w := range d.joined(c.Words, false) {
		if _, minus := cutMinus(w); minus || isKey(w) {
			filters = append(filters, w)
			continue
		}
		q.Words = append(q.Words, string(feeds.CleanLine(w)))
	}
	w, err := d.parse(filters, true)
	if err == nil && w.until != "" && w.until < w.since {
		err = bot.Wrong("mistake.since_until", w.since, w.until)
	}
	if err != nil {
		return bot.Message{}, err
	}
	q.Filter, q.Since, q.Until, q.Issuers = w.filter, w.since, w.until, d.Catalog.issuers(w.filter.Regions)
	t, named := d.topicOfWords(q.Words)
	if named && len(w.filter.Topics) == 0 {
		return d.foundOfTopic(ctx, c, q, t)
	}
	return d.found(ctx, c, q)
}

// found answers a query with the page that is asked for. How many pages there are
// is not known while there are more answers than are counted.
func (d *Desk) found(ctx context.Context, c bot.Command, q bot.Query) (bot.Message, error) {
	page := max(c.Page, 1)
	if c.Page == bot.NoPages {
		q.Limit = wholeSize
	}
	q.Offset = (page - 1) * q.Limit
	hits, total, err := d.Items.Find(ctx, q)
	words := feeds.CleanLine(strings.Join(c.Words, " "))
	switch pages := (total + q.Limit - 1) / q.Limit; {
	case err != nil:
		return bot.Message{}, err
	case total == 0:
		return none[bot.Hit]("find.none", words), nil
	case page > pages:
		c.Page = pages
		return d.found(ctx, c, q)
	}
	head, pages := bot.Phrase("find.head"), (total+q.Limit-1)/q.Limit
	than, more := q.More(total)
	if more {
		head, total, pages = "find.more", than, page+1
	}
	m := said(head, total, words)
	m.Add(bot.Bullets, d.together(ctx, c, hits)...)
	m.Page, m.Pages, m.Data = page, pages, hits
	switch {
	case c.Page == bot.NoPages && more:
		m.Add(bot.Context, bot.Line{bot.Say("list.longer")})
	case c.Page == bot.NoPages && len(hits) < total:
		m.Add(bot.Context, bot.Line{bot.Say("list.rest", total-len(hits))})
	case c.Page == bot.NoPages:
	case more:
		m.Add(bot.Context, bot.Line{bot.Say("rows.some", q.Offset+1, q.Offset+len(hits))})
	case pages > 1:
		m.Add(bot.Context, pageLine(c, q.Offset+1, q.Offset+len(hits), total, page, pages))
	}
	return m, nil
}

func (d *Desk) latest(ctx context.Context, c bot.Command) (bot.Message, error) {
	limit := latestMost
	if c.Actor.Operator {
		limit = latestLimit
	}
	if len(c.Words) > 0 {
		n, err := strconv.Atoi(meant(c.Words[0]))
		if err != nil || n < 1 {
			return bot.Message{}, bot.Wrong("mistake.number", feeds.CleanLine(cut(c.Words[0])), "latest 5")
		}
		limit = min(n, latestMost)
	}
	hits, err := d.newest(ctx, c, limit)
	if err != nil {
		return bot.Message{}, err
	}
	if len(hits) == 0 {
		return none[bot.Hit]("latest.none"), nil
	}
	m := said("latest.head", len(hits))
	addRows(c, &m, d.short(ctx, c, len(hits), func(i int) *bot.Hit { return &hits[i] }))
	m.Data = hits
	return m, nil
}

// newest are the events published last, looked for further and further back.
func (d *Desk) newest(ctx context.Context, c bot.Command, limit int) ([]bot.Hit, error) {
	const lastDay = "9999-12-31" // publishers' dates may be ahead
	var hits []bot.Hit
	for _, back := range []int{7, 31, 366, 36600} {
		var err error
		if hits, err = d.Items.Published(ctx, c.Actor.Workspace, d.today().Add(-back), lastDay, nil); err != nil {
			return nil, err
		}
		if len(hits) >= limit {
			break
		}
	}
	slices.Reverse(hits)
	return hits[:min(limit, len(hits))], nil
}

// together are the hits, a line each; an event that several of its pages answer
// has one line.
func (d *Desk) together(ctx context.Context, c bot.Command, hits []bot.Hit) []bot.Line {
	p := d.short(ctx, c, len(hits), func(i int) *bot.Hit { return &hits[i] })
	var lines []bot.Line
	for i := 0; i < len(hits); {
		next := i + 1
		for next < len(hits) && hits[i].Event.ID != "" && hits[next].Event.ID == hits[i].Event.ID {
			next++
		}
		line := p.row(i)
		if next > i+1 {
			line = append(line, bot.Say("short.pages", next-i))
		}
		lines, i = append(lines, line), next
	}
	return lines
}

// shorts are the hits, a line each.
func (d *Desk) shorts(ctx context.Context, c bot.Command, hits []bot.Hit) []bot.Line {
	p := d.short(ctx, c, len(hits), func(i int) *bot.Hit { return &hits[i] })
	lines := make([]bot.Line, len(hits))
	for i := range hits {
		lines[i] = p.row(i)
	}
	return lines
}

// short is a part of an answer with a line for each hit.
func (d *Desk) short(ctx context.Context, c bot.Command, rows int, hit func(i int) *bot.Hit) part {
	v := d.view(ctx, c)
	return part{rows: rows, row: func(i int) bot.Line {
		h := hit(i)
		if h.Event.ID != "" {
			return bot.Short(h.Event, []feeds.Item{h.Item}, v)
		}
		return bot.Line{bot.Say("short.not_alerted").As(bot.Bold), bot.Span{Text: " · "}, bot.Quote(feeds.CleanLine(h.Item.Title)).To(h.Item.URL), bot.Say("short.id", string(h.Item.ID))}
	}}
}

// resolve finds what an id or an address names.
func (d *Desk) resolve(ctx context.Context, c bot.Command) (feeds.Event, []feeds.Item, error) {
	if len(c.Words) == 0 {
		return feeds.Event{}, nil, bot.Wrong("mistake.id", c.Verb)
	}
	e, items, err := d.meant(ctx, c, d.id(c.Words[0]))
	return e, items, unknown(err, c.Words[0])
}

// meant is the event, or the item, of an id or an address.
func (d *Desk) meant(ctx context.Context, c bot.Command, word string) (feeds.Event, []feeds.Item, error) {
	var item feeds.Item
	var err error
	switch {
	case strings.Contains(word, "://"):
		f, wrong := d.Link(word)
		if wrong != nil {
			return feeds.Event{}, nil, wrong
		}
		item, err = d.Items.ItemFor(ctx, c.Actor.Workspace, f.Keys)
	case strings.HasPrefix(word, "i"):
		item, err = d.Items.Item(ctx, feeds.ItemID(word))
	default:
		return d.seen(ctx, c, feeds.EventID(word))
	}
	if err != nil {
		return feeds.Event{}, nil, err
	}
	return d.ofItem(ctx, c, item)
}

// id is an id as the store has it: a telephone writes E26, a sentence ends behind it,
// and the address of its page on our own names it too. An address stays one.
func (d *Desk) id(word string) string {
	plain := strings.ToLower(strings.Trim(word, "<>[]()#.,;:，。；：、"))
	if d.Base != "" {
		plain = strings.TrimPrefix(plain, strings.ToLower(d.Base)+"/event/")
	}
	if idForm.MatchString(plain) {
		return plain
	}
	return address(word)
}

var idForm = regexp.MustCompile(`^[eis][0-9]{1,18}$`)

// unknownWord is the word of a command that names nothing.
type unknownWord string

func (u unknownWord) Error() string { return "nothing is known as " + strconv.Quote(string(u)) }

// Unwrap makes it a feeds.ErrNotFound.
func (unknownWord) Unwrap() error { return feeds.ErrNotFound }

// unknown names the word that was not found.
func unknown(err error, word string) error {
	if errors.Is(err, feeds.ErrNotFound) {
		return unknownWord(word)
	}
	return err
}

// seen is an event that the actor sees, or what it became part of.
func (d *Desk) seen(ctx context.Context, c bot.Command, id feeds.EventID) (feeds.Event, []feeds.Item, error) {
	e, items, err := d.Items.Event(ctx, id)
	if err == nil && !sees(c, e.Workspace) {
		err = feeds.ErrNotFound
	}
	if err == nil && e.Alias != "" {
		return bot.Whole(ctx, d.Items.Event, id)
	}
	return e, items, err
}

func (d *Desk) ofItem(ctx context.Context, c bot.Command, item feeds.Item) (feeds.Event, []feeds.Item, error) {
	if !sees(c, item.Workspace) {
		return feeds.Event{}, nil, feeds.ErrNotFound
	}
	if item.Event == "" {
		return feeds.Event{}, []feeds.Item{item}, nil
	}
	return d.seen(ctx, c, item.Event)
}

// sees reports whether the actor may see what belongs to the workspace.
func sees(c bot.Command, w feeds.WorkspaceID) bool {
	return w == "" || c.Actor.Operator || w == c.Actor.Workspace
}

func (d *Desk) item(ctx context.Context, c bot.Command) (bot.Message, error) {
	e, items, err := d.resolve(ctx, c)
	if err != nil {
		return bot.Message{}, err
	}
	v, err := d.viewOf(ctx, c, e)
	if err != nil {
		return bot.Message{}, err
	}
	if e.ID == "" {
		return d.itemAlone(items[0]), nil
	}
	m := bot.Alert(e, items, v)
	m.Add(bot.Divider)
	r := e.Reading
	m.Add(bot.Body, bot.Line{bot.Say("item.filed", bot.Phrase("section."+r.Section), bot.TopicsOr(spansOf(r.Topics, d.topicName)))})
	if laws := bot.LawsNamed(e, d.Catalog); len(laws) > 0 {
		m.Add(bot.Body, bot.Line{bot.Say("item.laws", spansOf(laws, func(l feeds.LawID) bot.Span {
			en, zh := d.Catalog.Law(l)
			return bot.Say("name", en, zh)
		}))})
	}
	m.Add(bot.Bullets, bot.MoreSteps(e, v)...)
	echoes, err := d.EchoesOf(ctx, c.Actor.Workspace, e)
	if err != nil {
		return bot.Message{}, err
	}
	if head, rows := echoes.Lines(v); head != nil {
		m.Add(bot.Body, head)
		m.Add(bot.Bullets, rows...)
	}
	m.Add(bot.Bullets, bot.Rests(e)...)
	m.Add(bot.Bullets, figureLines(e)...)
	for _, ch := range e.Changes {
		m.Add(bot.Context, bot.Line{bot.Say("item.change", ch.Revision, ch.At, bot.Changed(ch))})
	}
	m.Data = e
	if a := r.Apps; a != nil && len(a.Rows) > 0 && c.Page != bot.NoPages { // what is shared keeps to the alert's few
		addRows(c, &m, part{head: bot.Line{bot.Say("page.apps")}, rows: len(a.Rows), row: func(i int) bot.Line { return bot.RowLine(a.Rows[i]) }})
	}
	return m, nil
}

// itemAlone is what is known of an item that no event was made of.
func (d *Desk) itemAlone(i feeds.Item) bot.Message {
	m := said("item.alone", string(i.ID), feeds.CleanLine(i.Title), noEvent(i))
	m.Add(bot.Context, bot.Line{bot.Say("item.read", i.Published, string(i.State)), bot.Span{Text: " "}, bot.AtPublisher(i)})
	m.Add(bot.Body, d.reasonLines(i.Reading.Reasons, "relevance")...)
	m.Data = i
	return m
}

// figureLines are the figures that no sentence of the summary rests on.
func figureLines(e feeds.Event) (lines []bot.Line) {
	for _, f := range e.Reading.Figures {
		if bot.Told(e, f.Quote) {
			continue
		}
		value := bot.Say("plain", f.Value)
		if f.Bound != "" {
			value = bot.Say(bot.Phrase("bound."+f.Bound), f.Value)
		}
		lines = append(lines, bot.Line{bot.Say("item.figure", bot.Phrase("figure."+f.Name), value, feeds.CleanLine(f.Quote.Text))})
	}
	return lines
}
