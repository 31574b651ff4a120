package web

import (
	"context"
	"mime"
	"net/http"
	"strings"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// dutyList is what a rule orders and forbids.
type dutyList struct {
	Words, Draft string
	Rows         [][]span
	Table        string // address of the table
}

// dutiesOf are those of a rule's page; nil where there are none, and of what is no rule.
func (p *Pages) dutiesOf(ctx context.Context, v voice, e feeds.Event, items []feeds.Item) (*dutyList, error) {
	if p.Duties == nil || e.Reading.Stage == "" {
		return nil, nil //nolint:nilnil // none is no error
	}
	k, err := p.Duties(ctx, e, items)
	if err != nil || len(k.Rows) == 0 {
		return nil, err
	}
	list := &dutyList{Words: v.say("duties.count", len(k.Rows)), Table: "/duties/" + string(e.ID) + ".csv"}
	if k.Draft {
		list.Draft = v.say("duties.draft")
	}
	for _, r := range k.Rows {
		list.Rows = append(list.Rows, v.line(bot.DutyLine(r)))
	}
	return list, nil
}

// duties hands them out as a table.
func (p *Pages) duties(w http.ResponseWriter, r *http.Request) error {
	id, ok := strings.CutSuffix(pathID(r), ".csv")
	if !ok || p.Duties == nil {
		return feeds.ErrNotFound
	}
	e, items, err := p.public(r.Context(), feeds.EventID(id))
	if err != nil {
		return err
	}
	k, err := p.Duties(r.Context(), e, items)
	if err != nil {
		return err
	}
	raw, err := k.CSV()
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": string(e.ID) + "-duties.csv"}))
	serve(w, r, raw, "no-cache")
	return nil
}
