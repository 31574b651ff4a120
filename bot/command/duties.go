package command

import (
	"context"
	"slices"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// Duties are what a rule orders and forbids, each sentence as it stands.
type Duties struct {
	Event feeds.EventID `json:"event"`
	URL   string        `json:"url"`
	// Draft is true while none of them binds anybody.
	Draft bool         `json:"draft"`
	Rows  []feeds.Duty `json:"rows"`
}

// CSV is a table of them, a row each, to be worked through.
func (k Duties) CSV() ([]byte, error) {
	rows := [][]string{{"event", "article", "must", "who", "who in Chinese", "an authority", "term", "term in Chinese", "sentence", "draft", "page"}}
	for _, r := range k.Rows {
		rows = append(rows, []string{
			string(k.Event), r.Number, map[bool]string{true: "must not", false: "must"}[r.Forbids], r.WhoEN, r.Who, yes(r.Authority), r.TermEN, r.Term, r.Text, yes(k.Draft), k.URL,
		})
	}
	return asCSV(rows)
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// duties list what a rule orders and forbids, authorities' own duties last.
func (d *Desk) duties(ctx context.Context, c bot.Command) (bot.Message, error) {
	e, items, err := d.resolve(ctx, c)
	if err != nil {
		return bot.Message{}, err
	}
	if len(c.Words) > 1 {
		return bot.Message{}, bot.Wrong("mistake.id", c.Verb)
	}
	k, err := d.DutiesOf(ctx, e, items)
	if err != nil {
		return bot.Message{}, err
	}
	title := bot.Span{Text: bot.TitleIn(e, c.Actor.Lang)}.To(k.URL)
	if e.ID == "" || len(k.Rows) == 0 {
		m := said("duties.none")
		m.Data = k
		return m, nil
	}
	m := bot.Message{Data: k}
	m.Add(bot.Body, bot.Line{bot.Say("duties.head", len(k.Rows)).As(bot.Bold), title})
	if k.Draft {
		m.Add(bot.Body, bot.Line{bot.Say("duties.draft").As(bot.Italic)})
	}
	var own, officials []bot.Line
	for _, r := range k.Rows {
		if r.Authority {
			officials = append(officials, bot.DutyLine(r))
		} else {
			own = append(own, bot.DutyLine(r))
		}
	}
	rest := listed(officials)
	rest.head = bot.Line{bot.Say("duties.authorities").As(bot.Bold)}
	addRows(c, &m, listed(own), rest)
	m.Add(bot.Context, bot.Line{bot.Say("duties.found"), bot.Span{Text: " "}, bot.Say("duties.aid")})
	return m, nil
}

// DutiesOf are those of an event: of the page that tells the most of them, which is the
// rule itself and not the notice about it.
func (d *Desk) DutiesOf(ctx context.Context, e feeds.Event, items []feeds.Item) (Duties, error) {
	k := Duties{Event: e.ID, Draft: e.Reading.Stage.InDraft(), Rows: []feeds.Duty{}}
	for _, i := range items {
		rows, err := d.dutiesOf(ctx, i)
		if err != nil {
			return k, err
		}
		if len(rows) > len(k.Rows) {
			k.Rows, k.URL = rows, i.URL
		}
	}
	return k, nil
}

// dutiesOf are those of the page's text, or of the attachment that has more of them.
func (d *Desk) dutiesOf(ctx context.Context, i feeds.Item) ([]feeds.Duty, error) {
	if d.Duties == nil {
		return nil, nil
	}
	full, err := d.Items.Item(ctx, i.ID)
	if err != nil {
		return nil, err
	}
	rows := d.Duties(full.Text)
	for _, a := range full.Article.Attachments {
		if own := d.Duties(a.Read); len(own) > len(rows) {
			rows = own
		}
	}
	return slices.Clip(rows), nil
}
