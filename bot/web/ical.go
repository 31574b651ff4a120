package web

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/deadline"
	"github.com/regwire/regwire/feeds"
)

// Calendars is what the calendars of dates need of a store.
type Calendars interface {
	// Calendar is the one of a token, feeds.ErrNotFound when there is none.
	Calendar(ctx context.Context, token string) (bot.Calendar, error)
	// Dated are the events that the workspace sees with a date in from … until.
	Dated(ctx context.Context, w feeds.WorkspaceID, from, until feeds.Day) ([]bot.Hit, error)
}

// How far back and ahead a calendar reaches.
const (
	icalBack  = 60
	icalAhead = 3 * 366
)

// ical is the calendar of dates of a token. Who has the token may read it, the
// private events of its workspace among them, so the address stands in no log.
func (p *Pages) ical(w http.ResponseWriter, r *http.Request) error {
	token, ok := strings.CutSuffix(r.PathValue("file"), ".ics")
	if !ok || p.Calendars == nil {
		return feeds.ErrNotFound
	}
	body, err := p.calendar(r.Context(), p.voice(r), token)
	switch {
	case errors.Is(err, feeds.ErrNotFound):
		return err
	case err != nil:
		p.Log.ErrorContext(r.Context(), "calendar failed", "err", err)
		http.Error(w, "the calendar cannot be made now; please try again later", http.StatusInternalServerError)
		return nil
	}
	w.Header().Set("Content-Type", "text/calendar; charset=utf-8")
	w.Header().Set("Content-Disposition", `inline; filename="regwire.ics"`)
	serve(w, r, body, "private, max-age=900")
	return nil
}

func (p *Pages) calendar(ctx context.Context, v voice, token string) ([]byte, error) {
	k, err := p.Calendars.Calendar(ctx, token)
	if err != nil {
		return nil, err
	}
	today := feeds.DayOf(p.Now(), feeds.Shanghai)
	hits, err := p.Calendars.Dated(ctx, k.Workspace, today.Add(-icalBack), today.Add(icalAhead))
	if err != nil {
		return nil, err
	}
	sub := bot.Subscription{Filter: k.Filter}
	var list []deadline.Deadline
	for _, h := range hits {
		item := h.Item
		if len(k.Filter.Words)+len(k.Filter.NotWords) > 0 {
			if item, err = p.Items.Item(ctx, item.ID); err != nil {
				return nil, err
			}
		}
		if _, no := bot.Match(sub, h.Event, []feeds.Item{item}, today, p.Names.Region); no == nil {
			list = append(list, deadline.Of(h.Event, today)...)
		}
	}
	list = slices.DeleteFunc(list, func(d deadline.Deadline) bool { return d.Date.Day < today.Add(-icalBack) })
	return deadline.ICS(deadline.Feed{Name: v.say("ics.name"), Host: feeds.Host(p.Base), Base: p.Base, Lang: v.lang, Names: p.Names}, list), nil
}
