package list

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

// ReadJSON reads a list that comes as JSON.
func ReadJSON(r *Reading) answer.Result {
	if !jsonvalue.Is(r.Doc.Body) {
		return r.NotJSON()
	}
	v, err := jsonvalue.Decode(r.Doc.Body)
	if err != nil {
		return answer.Failed("%v", err)
	}
	return r.jsonRows(v)
}

func (r *Reading) jsonRows(v any) answer.Result {
	if why := answer.Refused(v); why != "" {
		return answer.Failed("the answer says that it failed: %s", why)
	}
	rows, ok := []any(nil), false
	for _, path := range r.Rule.Rows {
		if rows, ok = jsonvalue.LookupAll(v, path); ok {
			break
		}
	}
	var warnings []string
	if !ok {
		if rows = r.titled(v); len(rows) == 0 {
			return answer.Failed("the answer has no %q", strings.Join(r.Rule.Rows, " or "))
		}
		warnings = append(warnings, "the rule for rows matches nothing, the rows were found by their titles")
	}
	set := NewEntries(len(rows))
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
		set.Add(e, said)
	}
	if unread > 0 {
		warnings = append(warnings, fmt.Sprintf("%d of %d rows have no title or address", unread, len(rows)))
	}
	if unread > 0 && len(set.List) == 0 {
		return answer.Failed("none of %d rows has a title and an address", len(rows))
	}
	if w := r.Shared(set); w != "" {
		warnings = append(warnings, w)
	}
	return answer.Result{Outcome: feeds.OutcomeItems, Entries: set.List, Warnings: warnings}
}

// titled are the objects of an answer that have the field of a row's title: servers put
// the rows into one envelope more, or less.
func (r *Reading) titled(v any) []any {
	for _, t := range r.Rule.Title {
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

func (r *Reading) wanted(row any) bool {
	for path, want := range r.Rule.Where {
		if jsonvalue.Text(jsonvalue.Lookup(row, path)) != want {
			return false
		}
	}
	return true
}

// jsonEntry reads one row, and the words that tell its day.
func (r *Reading) jsonEntry(row any) (e feeds.Entry, said string) {
	e.Title = Stripped(r.Rule, dom.Line(dom.Plain(r.Rule.Title.JSON(row))))
	for _, v := range r.Rule.Link {
		if e.URL = r.ItemAddress(strings.ReplaceAll(v.JSON(row), "&amp;", "&")); e.URL != "" {
			break
		}
	}
	c := date.Context{Zone: r.Zone, Today: r.Today(), URL: e.URL}
	when, words := r.Rule.Date.JSONDay(row, r.Rule.DateFormat, c)
	if when.Day == "" {
		when.Day = dayInAddress(e.URL) // the field of a row may be empty
	}
	said = words
	e.Date, e.Deadline = when.Day, when.End
	if len(r.Rule.Deadline) > 0 {
		end, quote := r.Rule.Deadline.JSONDay(row, rule.Words{"ymd", "epoch"}, c)
		e.Deadline, words = end.Day, quote
	}
	if e.Deadline != "" {
		e.DeadlineQuote = string(feeds.CleanLine(words))
	}
	if len(r.Rule.Text) > 0 {
		e.Text = dom.Plain(r.Rule.Text.JSON(row))
	}
	return e, said
}
