package web

import (
	"net/http"
	"slices"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/deadline"
	"github.com/regwire/regwire/bot/phrase"
	"github.com/regwire/regwire/feeds"
)

// datesAhead is how many days ahead the page of dates reaches.
const datesAhead = 365

// dateRow is one date with the event that states it.
type dateRow struct {
	row
	When   string
	Quotes []quote
}

// month are the dates of one month.
type month struct {
	Month string
	Rows  []dateRow
}

type datesPage struct {
	Count  string
	Months []month
}

// dates are the days ahead, the nearest first: by which to comment, to rectify or to
// file, and from which rules hold.
func (p *Pages) dates(w http.ResponseWriter, r *http.Request) error {
	if p.Calendars == nil {
		return feeds.ErrNotFound
	}
	v, today := p.voice(r), feeds.DayOf(p.Now(), feeds.Shanghai)
	hits, err := p.Calendars.Dated(r.Context(), "", today, today.Add(datesAhead+1))
	if err != nil {
		return err
	}
	hits = slices.DeleteFunc(hits, func(h bot.Hit) bool {
		return h.Event.Workspace != "" || h.Item.Workspace != "" || h.Event.Reading.Relevance == feeds.NotRelevant
	})
	leads := make(map[feeds.EventID]bot.Hit, len(hits))
	for _, h := range hits {
		leads[h.Event.ID] = h
	}
	all := deadline.Upcoming(hits, today, datesAhead)
	shown := datesPage{Count: v.say("page.dates_count", len(all), datesAhead)}
	if len(all) == 0 {
		shown.Count = v.say("page.dates_none", datesAhead)
	}
	for _, d := range all {
		words := v.month(d.Date.Day)
		if n := len(shown.Months); n == 0 || shown.Months[n-1].Month != words {
			shown.Months = append(shown.Months, month{Month: words})
		}
		when := d.When().Words(v.lang, phrase.Say)
		last := &shown.Months[len(shown.Months)-1]
		last.Rows = append(last.Rows, dateRow{row: p.row(v, leads[d.Event.ID]), When: when, Quotes: v.quotes(d.Date.Quote)})
	}
	return p.show(w, r, http.StatusOK, "dates", v.say("page.dates_title"), shown)
}

// month is the month of a day: "October 2022".
func (v voice) month(d feeds.Day) string {
	form := "January 2006"
	if v.lang == bot.Chinese {
		form = "2006年1月"
	}
	return d.Time(time.UTC).Format(form)
}
