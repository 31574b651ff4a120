package web

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/regwire/regwire/feeds"
)

// order is that of an operator's worry: what needs a look comes first.
var order = []string{"broken", "silent", "degraded", "new", "ok", "disabled"}

type sourcesPage struct {
	Count  string
	Groups []sourceGroup
}

type sourceGroup struct {
	State string
	Label string
	Rows  []sourceRow
}

type sourceRow struct {
	ID, Name, Reason string
	Times            []string
}

func (p *Pages) sources(w http.ResponseWriter, r *http.Request) error {
	visits := map[feeds.SourceID]feeds.Visit{}
	if p.Visits != nil {
		all, err := p.Visits.Visits(r.Context())
		if err != nil {
			return err
		}
		for _, v := range all {
			visits[v.Source] = v
		}
	}
	v := p.voice(r)
	groups := map[string][]sourceRow{}
	shown := 0
	for _, s := range p.Sources {
		if s.Workspace != "" {
			continue
		}
		shown++
		state, row := v.source(s, visits[s.ID])
		groups[state] = append(groups[state], row)
	}
	page := sourcesPage{Count: v.say("page.sources_count", shown, len(groups["ok"]))}
	for _, state := range order {
		rows := groups[state]
		if len(rows) == 0 {
			continue
		}
		slices.SortFunc(rows, func(a, b sourceRow) int { return cmp.Compare(a.ID, b.ID) })
		page.Groups = append(page.Groups, sourceGroup{State: state, Label: v.say("health." + state), Rows: rows})
	}
	return p.show(w, r, http.StatusOK, "sources", v.say("page.sources"), page)
}

func (v voice) source(s feeds.Source, visit feeds.Visit) (state string, row sourceRow) {
	row = sourceRow{
		ID: string(s.ID), Name: v.name(s.NameEN, s.NameZH),
		Reason: v.why(cmp.Or(visit.Health.Reason, visit.Reason)),
	}
	if !visit.Good.IsZero() {
		row.Times = append(row.Times, v.say("page.last_good", visit.Good))
	}
	if !visit.LastNew.IsZero() {
		row.Times = append(row.Times, v.say("page.last_new", visit.LastNew))
	}
	if s.Disabled != "" {
		row.Reason = v.why(s.Disabled)
		return "disabled", row
	}
	state = cmp.Or(string(visit.Health.State), string(feeds.HealthNew))
	if !slices.Contains(order, state) {
		state = string(feeds.HealthDegraded)
	}
	return state, row
}
