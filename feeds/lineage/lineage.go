// Package lineage tells which event follows which - draft and final text,
// amendment and repeal, a notice to rectify and the removal after it, a rule and
// the questions answered about it. Start with Keys and Links.
//
// It is pure, and it claims only what titles, numbers and texts support: a step
// that rests on likeness alone is marked as not sure, "possible successor,
// confirm". Whether two items are one event is for others to decide, and what two
// versions differ in for package redline.
//
// A side is one of two items with what every step asks of it (side.go): the names of its
// documents (name.go), the core of each (core.go), what it decides of others (decision.go).
// Keys lead from one to the other (lineage.go); follow.go is the table of steps, and
// english.go what tells one where there are only English words.
package lineage

import (
	"slices"
	"time"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/pattern"
)

// Keys are the keys by which events are found that the item may follow, or that
// may follow it: plan and document numbers, names of documents, statutes, days of
// taking effect, apps.
func Keys(read *feeds.ReadItem) []feeds.Key {
	s := subject(read)
	defer s.rest()
	var keys []feeds.Key
	add := func(kind, value string) { keys = feeds.AddKey(keys, kind, value) }
	r := s.Reading
	for _, p := range r.PlanNumbers {
		add("plan", p)
	}
	for _, d := range first(r.DocNumbers, 4) {
		add("doc", feeds.FoldTitle(d))
	}
	for _, n := range slices.Concat(s.names(), s.repealed(), s.revised()) {
		addName(add, n)
	}
	for _, l := range laws(s.Item) {
		add("law", string(l))
	}
	for _, a := range first(r.Authorities, 3) {
		if e := r.Dates.Effective.Day; e != "" {
			add("takes-effect", string(a)+"|"+string(e))
		}
	}
	s.explainedKeys(add)
	wordKeys(add, s.Item)
	appKeys(add, s.Item)
	return keys
}

// explainedKeys are keys by which published answers find the rule that they explain without
// naming it: its maker and its day, which is that of the answers or the day before.
func (s *side) explainedKeys(add func(kind, value string)) {
	r, day := s.Reading, s.Published
	if !day.Valid() || r.Section != feeds.Legislation || !s.explains && (s.Media || r.Stage != feeds.StageIssued) {
		return
	}
	for _, a := range first(r.Authorities, 2) {
		add("explained", string(a)+"|"+string(day))
		if s.explains {
			add("explained", string(a)+"|"+string(day.Add(-1)))
		}
	}
}

func addName(add func(kind, value string), n name) {
	add("bag", n.bag[:min(len(n.bag), 90)])
	addEnds(add, n.stem)
	if n.plain != n.stem {
		addEnds(add, n.plain)
	}
	if n.core.says() {
		add("telling", n.core.telling)
	}
}

// addEnds adds keys for both ends of a name: where a draft and its final text differ in a word at
// one end, the other end still leads from one to the other.
func addEnds(add func(kind, value string), name string) {
	s := []rune(name)
	add("begins", string(s[:min(len(s), 5)]))
	add("ends", string(s[max(0, len(s)-5):]))
}

const (
	// maxApps bounds the apps of a list that make keys.
	maxApps = 150
	// monthsBack is how far back a removal looks for the notice it follows.
	monthsBack = 3
)

func appKeys(add func(kind, value string), item *feeds.Item) {
	r := item.Reading
	if r.Apps != nil {
		for _, row := range first(r.Apps.Rows, maxApps) {
			add("app", appName(row))
		}
	}
	if !namesApps(item) && !item.Removes() || !item.Published.Valid() {
		return
	}
	day := item.Published.Time(time.UTC)
	for back := range monthsBack {
		month := time.Date(day.Year(), day.Month()-time.Month(back), 1, 0, 0, 0, 0, time.UTC).Format("2006-01")
		for _, a := range first(r.Authorities, 2) {
			add("apps", string(a)+"|"+month)
		}
	}
}

func appName(row feeds.AppRow) string { return lettersOnly(feeds.FoldTitle(row.Name)) }

func first[T any](s []T, n int) []T { return s[:min(n, len(s))] }

func titleOf(i *feeds.Item) string {
	if len(i.Article.Title) > len(i.Title) && feeds.HasHan(i.Article.Title) {
		return i.Article.Title
	}
	return i.Title
}

func repeals(item *feeds.Item) []name {
	var out []name
	for _, d := range first(item.Reading.Repeals, 8) {
		if n := nameOf(d); len([]rune(n.stem)) >= minName {
			out = append(out, n)
		}
	}
	return out
}

// statute reports whether the item is about a law or administrative regulation,
// which texts in any language name alike.
func statute(i *feeds.Item) bool {
	r := i.Reading
	return r.DocType == "law" || r.DocType == "regulation" || r.DocType == "press" && r.Stage != ""
}

// laws are the laws of the table that the item may be about: where it is about a statute those
// that it names, in an English report the only one that it names, else the one of its title.
func laws(i *feeds.Item) []feeds.LawID {
	r := i.Reading
	switch {
	case statute(i), !feeds.HasHan(i.Title) && len(r.LegalBasis) == 1:
		return first(r.LegalBasis, 3)
	case r.Subject != "":
		return []feeds.LawID{r.Subject}
	}
	return nil
}

// namesApps reports whether the item is a notice that names apps: by their number, their
// list, or its title.
func namesApps(i *feeds.Item) bool {
	_, named := i.Reading.Figure("apps")
	return named || i.Reading.Apps != nil && len(i.Reading.Apps.Rows) > 0 || i.Reading.DocType == "enforcement_notice" && appNotice.MatchString(i.Title)
}

var appNotice = pattern.MustCompile(`(?i:app|小程序|移动应用|应用程序)[^《》]{0,12}通报|通报[^《》]{0,24}(?i:app|小程序|移动应用|应用程序)`)

// Links are the steps from the item to all candidates but own, of which its event is made.
func Links(read *feeds.ReadItem, candidates []feeds.Candidate, own ...feeds.EventID) []feeds.Link {
	a := subject(read)
	defer a.rest()
	var out []feeds.Link
	for _, c := range candidates {
		if slices.Contains(own, c.Event) {
			continue
		}
		if l, ok := follow(a, c); ok {
			out = append(out, l)
		}
	}
	return out
}

// subject is the item that was read as one side of a step.
func subject(read *feeds.ReadItem) *side {
	if read.Notes == nil {
		read.Notes = &feeds.Notes{}
	}
	return sideOf(read.Notes, &read.Item, func() string { return read.Item.Text })
}

// follow says how an item stands to a candidate event that is about the same document
// or act and is not the same event; false when it does not. The relation is the item's
// to the event: the final text is final_of its draft.
func follow(a *side, c feeds.Candidate) (feeds.Link, bool) {
	p := pair{a: a, b: sideOf(c.Notes, c.Lead, c.Text)}
	defer p.b.rest()
	for _, step := range steps {
		if relation, how := step(&p); relation != "" {
			return feeds.Link{Event: c.Event, Relation: relation, Sure: how == certain, Since: p.since, Quote: p.quote}, true
		}
	}
	return feeds.Link{}, false
}
