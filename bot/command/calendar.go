package command

import (
	"context"
	"crypto/rand"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/width"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/deadline"
	"github.com/regwire/regwire/feeds"
)

// deadlineDays is how far ahead deadlines look unless told.
const deadlineDays = 60

// maxCalendars bounds the calendar addresses of a workspace.
const maxCalendars = 200

func (d *Desk) deadlines(ctx context.Context, c bot.Command) (bot.Message, error) {
	if len(c.Words) > 0 && meant(c.Words[0]) == "ical" {
		c.Words = c.Words[1:]
		return d.ical(ctx, c)
	}
	days, filter, err := d.datesAsked(c.Words)
	if err != nil {
		return bot.Message{}, err
	}
	hits, err := d.dated(ctx, c, days, filter)
	if err != nil {
		return bot.Message{}, err
	}
	all := deadline.Upcoming(hits, d.today(), days)
	of := d.filterWords(filter)
	if len(all) == 0 {
		m := said("deadlines.none", days)
		if len(of) > 0 {
			m = said("deadlines.none_of", days, of)
		}
		m.Data = Dates{}
		return m, nil
	}
	m := said("deadlines.head", len(all), days)
	if len(of) > 0 {
		m = said("deadlines.head_of", len(all), days, of)
	}
	addRows(c, &m, d.ahead(ctx, c, all, hits))
	pages := make(map[feeds.EventID]string, len(hits))
	for i := range hits {
		pages[hits[i].Event.ID] = hits[i].Item.URL
	}
	dates := make(Dates, len(all))
	for i := range all {
		dates[i] = Date{all[i], pages[all[i].Event.ID]}
	}
	m.Data = dates
	return m, nil
}

// daysAhead reads how far deadlines look ahead: so many days, or to the end of what words
// name in the calendar; ok is false where they are no day.
func (d *Desk) daysAhead(words string) (n int, ok bool, err error) {
	const most = 3660
	if n, err := strconv.Atoi(width.Fold.String(words)); err == nil && n > 0 && !bareYear.MatchString(words) {
		return min(n, most), true, nil
	}
	s, ok := days(words, d.today(), lookAhead)
	if ok && s.last < d.today() {
		return 0, ok, bot.Wrong("mistake.mute_past", feeds.CleanLine(cut(words)))
	}
	return min(max(s.last.Sub(d.today()), 1), most), ok, nil
}

// dateKeys are the filters that dates ahead are asked by.
var dateKeys = []string{"topic", "authority", "region", "stage", "section"}

// datesAsked is how far ahead the words of deadlines look, and what of: data-export, 30d
// region:sh, next month topic:minors.
func (d *Desk) datesAsked(words []string) (days int, f bot.Filter, err error) {
	days = deadlineDays
	for n := min(len(words), maxDayWords); n > 0; n-- {
		ahead, ok, err := d.daysAhead(strings.Join(words[:n], " "))
		if err != nil {
			return 0, f, err
		}
		if ok {
			days, words = ahead, words[n:]
			break
		}
	}
	for _, word := range words {
		if key, _, ok := cutKey(word); ok && !slices.Contains(dateKeys, key) {
			return 0, f, bot.Wrong("mistake.option", "deadlines", feeds.CleanLine(cut(key)), strings.Join(dateKeys, ", "))
		}
	}
	w, err := d.parse(words, false)
	if err != nil {
		return 0, f, err
	}
	if i := slices.IndexFunc(w.filter.Words, func(word string) bool { return !feeds.HasHan(word) }); i >= 0 { // meant as a day
		return 0, f, bot.Wrong("mistake.days_ahead", feeds.CleanLine(cut(w.filter.Words[i])))
	}
	return days, w.filter, nil
}

// dated are the events with a date in so many days that the filter lets through.
func (d *Desk) dated(ctx context.Context, c bot.Command, days int, f bot.Filter) ([]bot.Hit, error) {
	// The day that is counted to may be one before the date.
	hits, err := d.Items.Dated(ctx, c.Actor.Workspace, d.today(), d.today().Add(days+1))
	if err != nil {
		return nil, err
	}
	var failed error
	hits = slices.DeleteFunc(hits, func(h bot.Hit) bool {
		if h.Event.Reading.Relevance == feeds.NotRelevant || failed != nil {
			return true
		}
		var no *bot.Span
		_, no, failed = d.match(ctx, bot.Subscription{Filter: f}, h.Event, []feeds.Item{h.Item})
		return no != nil
	})
	return hits, failed
}

// bareYear is a number that people mean as a year.
var bareYear = regexp.MustCompile(`^20\d\d$`)

// Date is a date ahead with the page of its event.
type Date struct {
	deadline.Deadline
	page string
}

// Dates are the dates ahead, the nearest first.
type Dates []Date

// CSV is a table of them.
func (k Dates) CSV() ([]byte, error) {
	rows := [][]string{{"date", "count to", "days", "what", "computed", "event", "title", "title as published", "authorities", "sentence", "page"}}
	for i := range k {
		x := &k[i]
		ids := make([]string, len(x.Event.Reading.Authorities))
		for i, id := range x.Event.Reading.Authorities {
			ids[i] = string(id)
		}
		rows = append(rows, []string{
			string(x.Date.Day), string(x.Count), strconv.Itoa(x.Days), x.What, yes(x.Date.Computed), string(x.Event.ID), string(bot.TitleIn(x.Event, bot.English)),
			x.Event.Title, strings.Join(ids, " "), x.Date.Quote.Text, x.page,
		})
	}
	return asCSV(rows)
}

// ahead is a part of an answer with a line for each deadline, with the item of
// its hit.
func (d *Desk) ahead(ctx context.Context, c bot.Command, all []deadline.Deadline, hits []bot.Hit) part {
	v := d.view(ctx, c)
	items := make(map[feeds.EventID]*feeds.Item, len(hits))
	for i := range hits {
		items[hits[i].Event.ID] = &hits[i].Item
	}
	return part{rows: len(all), row: func(i int) bot.Line {
		x := &all[i]
		return append(append(x.When(), bot.Span{Text: " · "}), bot.Short(x.Event, []feeds.Item{*items[x.Event.ID]}, v)[2:]...)
	}}
}

// ical gives the address of a calendar for a filter, once, or takes back the
// actor's.
func (d *Desk) ical(ctx context.Context, c bot.Command) (bot.Message, error) {
	have, err := d.Calendars.Calendars(ctx, c.Actor.Workspace)
	if err != nil {
		return bot.Message{}, err
	}
	if len(c.Words) == 1 && meant(c.Words[0]) == "off" {
		return d.icalOff(ctx, c, have)
	}
	if d.Base == "" {
		return bot.Message{}, bot.Wrong("mistake.no_pages")
	}
	w, err := d.parse(c.Words, false)
	if err != nil {
		return bot.Message{}, err
	}
	i := slices.IndexFunc(have, func(k bot.Calendar) bool {
		return k.User == c.Actor.User && k.Channel == c.Actor.Channel && sameFilter(k.Filter, w.filter)
	})
	switch {
	case i >= 0: // its address is kept nowhere
		return bot.Message{}, bot.Wrong("mistake.ical_again", feeds.DayOf(have[i].Created, feeds.Shanghai))
	case len(have) >= maxCalendars:
		return bot.Message{}, bot.Wrong("mistake.too_many", maxCalendars)
	}
	k := bot.Calendar{Token: rand.Text(), Workspace: c.Actor.Workspace, Channel: c.Actor.Channel, User: c.Actor.User, Filter: w.filter, Created: d.Now()}
	// The audit row does not tell the token: who has it can read.
	if err := d.Calendars.PutCalendar(ctx, k, d.audit(c, "ical "+strings.Join(c.Words, " "))); err != nil {
		return bot.Message{}, err
	}
	m := said("ical.done", d.Base+"/ical/"+k.Token+".ics")
	m.Add(bot.Context, bot.Line{bot.Say("ical.secret")})
	return m, nil
}

func (d *Desk) icalOff(ctx context.Context, c bot.Command, have []bot.Calendar) (bot.Message, error) {
	n := 0
	for _, k := range have {
		if k.User != c.Actor.User {
			continue
		}
		if err := d.Calendars.DropCalendar(ctx, c.Actor.Workspace, k.ID, d.audit(c, "ical off")); err != nil {
			return bot.Message{}, err
		}
		n++
	}
	return said("ical.off", n), nil
}
