package extract

import (
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/address"
	"github.com/regwire/regwire/feeds/extract/answer"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/feed"
	"github.com/regwire/regwire/feeds/extract/list"
	"github.com/regwire/regwire/feeds/extract/rule"
)

// readRowsPage reads a list page, or asks for the document that a page only leads to.
func readRowsPage(r *reading) answer.Result {
	if r.Step == "lead" {
		return r.then()
	}
	if r.Rule.Lead != nil && r.Rule.Then != nil && !r.IsData() {
		p, err := r.Page()
		if err != nil {
			return answer.Failed("%v", err)
		}
		if res, ok := r.lead(p); ok {
			if len(r.Rule.Rows) > 0 || r.Rule.Match != "" {
				res.Entries, _, _ = r.Rows(p.Root, p.Base)
			}
			return res
		}
	}
	return list.Read(&r.Reading)
}

// readJSONRows reads a list that comes as JSON.
func readJSONRows(r *reading) answer.Result { return list.ReadJSON(&r.Reading) }

// readFeedRows reads a feed.
func readFeedRows(r *reading) answer.Result { return feed.Read(&r.Reading, r.zoneFor) }

// lead asks for the document that holds the rows when the rule says that this
// page only leads to it.
func (r *reading) lead(p *answer.Page) (answer.Result, bool) {
	if r.Rule.Lead == nil || r.Rule.Then == nil {
		return answer.Result{}, false
	}
	found := rule.Values{*r.Rule.Lead}.First(rule.Spot{Scope: p.Root, URL: p.Address.String()})
	if found = address.Resolve(p.Base, found); found == "" {
		return answer.Result{}, false
	}
	req := r.src.request(*r.Rule.Then, r.Part+"+lead", found)
	return answer.Result{Outcome: feeds.OutcomeItems, Next: []feeds.Request{req}}, true
}

// then reads the document that a page led to.
func (r *reading) then() answer.Result {
	if r.Rule.Then == nil {
		return answer.Failed("the rule has no second step")
	}
	next := *r
	next.Rule, next.Step = *r.Rule.Then, ""
	next.kind = r.src.kindOf(*r.Rule.Then)
	next.Form, next.OneDay = r.src.form(next.kind), next.kind == "epaper"
	next.Zone = date.Zone(next.Rule.Zone)
	return kinds[next.kind].list(&next)
}

// forms are the rules of the kinds whose rows are told by their addresses.
var forms = map[string]*rule.List{"jpaas": &jpaasList, "jpage": &jpageList}

// form is what addresses of items look like in a list of the source of that kind.
func (s Source) form(kind string) string {
	kindForm := ""
	if f := forms[kind]; f != nil {
		kindForm = f.Match
	}
	return dom.Pick(families[s.Family].Match, kindForm)
}
