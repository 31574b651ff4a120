package extract

import (
	"strconv"
	"strings"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract/address"
	"github.com/regwire/regwire/feeds/extract/answer"
	"github.com/regwire/regwire/feeds/extract/date"
	"github.com/regwire/regwire/feeds/extract/dom"
	"github.com/regwire/regwire/feeds/extract/rule"
	"github.com/regwire/regwire/feeds/pattern"
)

// An e-paper is read by edition: one a day, each of several pages.
const (
	firstDays   = 7  // how far back the first visit looks
	maxEditions = 31 // editions of one visit at most, the oldest first
)

// layout is a date layout in braces within an address.
var layout = pattern.MustCompile(`\{([0-9/_-]+)\}`)

// epaperList are the rows of a Founder edition. The page's image map repeats
// every address without text.
var epaperList = rule.List{
	Match: `/content_\d+(?:_\d+)?\.s?html?`,
	Title: rule.From("@title", ""),
	Date:  rule.From(`url:/(\d{4}-\d{2})/(\d{2})/`),
	Pages: "a#pageLink[href], a[href*='node_']",
}

// startEditions asks the first page of every edition since the cursor.
func startEditions(s Source, i int, v feeds.Visit, now time.Time) []feeds.Request {
	l := s.Rule.Lists[i]
	today := feeds.DayOf(now, date.Zone(l.Zone))
	start := feeds.Day(v.Cursor).Add(1)
	if start == "" {
		back := s.BackDays
		if back <= 0 {
			back = firstDays
		}
		start = today.Add(-min(back, maxEditions-1))
	}
	var out []feeds.Request
	for d := start; d <= today && len(out) < maxEditions; d = d.Add(1) {
		for _, u := range l.URLs {
			out = append(out, s.request(l, strconv.Itoa(i), editionAddress(u, d)))
		}
	}
	return out
}

func editionAddress(template string, d feeds.Day) string {
	t := d.Time(time.UTC)
	return layout.ReplaceAllStringFunc(template, func(m string) string { return t.Format(m[1 : len(m)-1]) })
}

// editionDay is the day in an edition's address.
func editionDay(address string) feeds.Day {
	return date.Read(rule.Expression(`/(\d{4})[-/]?(\d{2})[-/](\d{2})/`).FindString(address), []string{"ymd", "ymd8"}, date.Context{}).Day
}

// isEdition reports whether a link is to an edition of the list.
func isEdition(l rule.List, link string) bool {
	d := editionDay(link)
	for _, u := range l.URLs {
		if d != "" && address.Bare(editionAddress(u, d)) == address.Bare(link) {
			return true
		}
	}
	return false
}

// readEdition reads one page of an edition. A day without a paper answers 404:
// that is an edition without items, over as soon as the day is.
func readEdition(r *reading) answer.Result {
	own := r.Rule
	r.Rule = fillIn(r.Rule, epaperList)
	if own.Pages == "" {
		r.Rule.Pages = epaperList.Pages
	}
	d := editionDay(r.Base.String())
	if r.Doc.Outcome == feeds.OutcomeGone || r.Doc.Status == 404 {
		return r.noPaper(d)
	}
	p, err := r.Page()
	if err != nil {
		return answer.Failed("%v", err)
	}
	pages := r.editionPages(p)
	entries, warnings, missing := r.Rows(p.Root, p.Base)
	if missing != "" {
		if res, odd := p.Odd(r.Doc, true); odd {
			if res.Outcome == feeds.OutcomeGone {
				return r.noPaper(d)
			}
			return res
		}
		if len(pages) == 0 {
			return answer.Failed("%s", missing)
		}
	}
	res := answer.Result{Outcome: feeds.OutcomeItems, Entries: entries, Warnings: warnings}
	if r.Step == "" {
		res.Next, res.Cursor = pages, string(d)
	}
	return res
}

func (r *reading) noPaper(d feeds.Day) answer.Result {
	res := answer.Result{Outcome: feeds.OutcomeItems}
	if d < r.Today() {
		res.Cursor = string(d)
	}
	return res
}

// editionPages are the requests for the edition's other pages.
func (r *reading) editionPages(p *answer.Page) []feeds.Request {
	seen := map[string]bool{address.Bare(strings.SplitN(p.Address.String(), "?", 2)[0]): true}
	day := editionDay(p.Address.String())
	var out []feeds.Request
	for _, a := range dom.All(p.Root, r.Rule.Pages) {
		u := address.Resolve(p.Base, dom.Attr(a, "href"))
		u, _, _ = strings.Cut(u, "#")
		key := address.Bare(strings.SplitN(u, "?", 2)[0])
		// The archive and the next edition are linked alike; only this day counts.
		if u == "" || seen[key] || editionDay(u) != day || !address.SameSite(p.Address.Host, address.Host(u)) {
			continue
		}
		seen[key] = true
		part := ""
		if r.Part != "" {
			part = r.Part + "+page"
		}
		out = append(out, feeds.Request{URL: u, Shape: feeds.ShapeList, Part: part, Charset: r.Rule.Charset, Header: r.Rule.Headers})
	}
	return out
}
