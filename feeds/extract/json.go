package extract

import (
	"fmt"
	"strings"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/answer"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/jsonvalue"
	"github.com/regwire/regwire/feeds/extract/rule"
)

// readJSON reads a list that comes as JSON.
func readJSON(r *reading) answer.Result {
	if !jsonvalue.Is(r.Doc.Body) {
		return r.NotJSON()
	}
	v, err := jsonvalue.Decode(r.Doc.Body)
	if err != nil {
		return answer.Failed("%v", err)
	}
	return r.jsonRows(v)
}

func (r *reading) jsonRows(v any) answer.Result {
	if why := answer.Refused(v); why != "" {
		return answer.Failed("the answer says that it failed: %s", why)
	}
	rows, ok := []any(nil), false
	for _, path := range r.list.Rows {
		if rows, ok = jsonvalue.LookupAll(v, path); ok {
			break
		}
	}
	var warnings []string
	if !ok {
		if rows = r.titled(v); len(rows) == 0 {
			return answer.Failed("the answer has no %q", strings.Join(r.list.Rows, " or "))
		}
		warnings = append(warnings, "the rule for rows matches nothing, the rows were found by their titles")
	}
	set := newEntries(len(rows))
	unread := 0
	for _, row := range rows {
		if !r.wanted(row) {
			continue
		}
		e, said := r.jsonEntry(row)
		if e.Title == "" || e.URL == "" {
			unread++
			continue
		}
		set.add(e, said)
	}
	if unread > 0 {
		warnings = append(warnings, fmt.Sprintf("%d of %d rows have no title or address", unread, len(rows)))
	}
	if unread > 0 && len(set.list) == 0 {
		return answer.Failed("none of %d rows has a title and an address", len(rows))
	}
	if w := r.shared(set); w != "" {
		warnings = append(warnings, w)
	}
	return answer.Result{Outcome: feeds.OutcomeItems, Entries: set.list, Warnings: warnings}
}

// titled are the objects of an answer that have the field of a row's title: servers put
// the rows into one envelope more, or less.
func (r *reading) titled(v any) []any {
	for _, t := range r.list.Title {
		field, _, _ := strings.Cut(t.From, ".")
		if field == "" {
			continue
		}
		if rows := jsonvalue.Holders(v, field, nil); len(rows) > 0 {
			return rows
		}
	}
	return nil
}

func (r *reading) wanted(row any) bool {
	for path, want := range r.list.Where {
		if jsonvalue.Text(jsonvalue.Lookup(row, path)) != want {
			return false
		}
	}
	return true
}

// jsonEntry reads one row, and the words that tell its day.
func (r *reading) jsonEntry(row any) (e feeds.Entry, said string) {
	e.Title = stripped(r.list, dom.Line(dom.Plain(r.list.Title.JSON(row))))
	for _, v := range r.list.Link {
		if e.URL = r.itemAddress(strings.ReplaceAll(v.JSON(row), "&amp;", "&")); e.URL != "" {
			break
		}
	}
	c := date.Context{Zone: r.Zone, Today: r.Today(), URL: e.URL}
	when, words := r.list.Date.JSONDay(row, r.list.DateFormat, c)
	if when.Day == "" {
		when.Day = dayInAddress(e.URL) // the field of a row may be empty
	}
	said = words
	e.Date, e.Deadline = when.Day, when.End
	if len(r.list.Deadline) > 0 {
		end, quote := r.list.Deadline.JSONDay(row, rule.Words{"ymd", "epoch"}, c)
		e.Deadline, words = end.Day, quote
	}
	if e.Deadline != "" {
		e.DeadlineQuote = string(feeds.CleanLine(words))
	}
	if len(r.list.Text) > 0 {
		e.Text = dom.Plain(r.list.Text.JSON(row))
	}
	return e, said
}
