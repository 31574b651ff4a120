package web

import (
	"slices"
	"strings"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/phrase"
	"github.com/regwire/regwire/feeds"
)

// fact is one thing that was read, with the words it was read from.
type fact struct {
	Label  string
	Words  string
	URL    string
	Mark   string
	Quotes []quote
}

// quote is a place that a reader can look up.
type quote struct {
	Text  string
	Place string
}

type appList struct {
	Words string
	Rows  []appRow
}

type appRow struct {
	Row                                      int
	Name, Developer, Version, Store, Problem string
	Machine                                  bool
}

// quotes are the words of the page as they are shown, each once.
func (v voice) quotes(qs ...feeds.Quote) []quote {
	var out []quote
	for _, q := range qs {
		shown := quote{Text: string(feeds.CleanLine(q.Text)), Place: v.place(q.In)}
		if shown.Text != "" && !slices.Contains(out, shown) {
			out = append(out, shown)
		}
	}
	return out
}

// place says where a quote stands: title, text, list, source, or a file.
func (v voice) place(in string) string {
	if name, ok := strings.CutPrefix(in, "attachment:"); ok {
		return v.say("page.in_place", v.say("place.file", feeds.CleanLine(name)))
	}
	if !phrase.Has("place." + in) {
		return ""
	}
	return v.say("page.in_place", v.say("place."+in))
}

// facts are what a reading found, in the order a lawyer asks for it.
func (v voice) facts(e feeds.Event, names bot.Names) []fact {
	r := e.Reading
	all := v.dates(r.Dates)
	for _, f := range r.Figures {
		all = append(all, v.figure(f))
	}
	all = append(all, v.list("fact.doc_number", r.DocNumbers)...)
	all = append(all, v.list("fact.case_number", r.CaseNumbers)...)
	all = append(all, v.list("fact.plan_number", r.PlanNumbers)...)
	if r.Drafter != "" {
		all = append(all, v.list("fact.drafter", []string{v.name(names.Authority(feeds.AuthorityID(r.Drafter)))})...)
	}
	if laws := bot.LawsNamed(e, names); len(laws) > 0 {
		said := make([]string, len(laws))
		for i, id := range laws {
			said[i] = v.name(names.Law(id))
		}
		all = append(all, fact{Label: v.say("fact.basis"), Words: strings.Join(said, "; ")})
	}
	all = append(all, v.list("fact.repeals", r.Repeals)...)
	all = append(all, v.procedure(r.Procedure)...)
	all = append(all, v.quoted("fact.scope", r.Scope)...)
	all = append(all, v.quoted("fact.purpose", r.Purpose)...)
	all = append(all, v.quoted("fact.penalty", r.Penalties)...)
	for _, s := range r.Summary {
		words := s.EN
		if v.lang == bot.Chinese && s.ZH != "" {
			words = s.ZH
		}
		all = append(all, fact{Label: v.say("fact.summary"), Words: string(feeds.CleanLine(words)), Quotes: v.quotes(s.Quotes...)})
	}
	return underOneLabel(all)
}

// underOneLabel leaves out what is said twice, and the label of what stands under the
// same one already.
func underOneLabel(all []fact) []fact {
	var out []fact
	label, first := "", 0
	for _, f := range all {
		if f.Label != label {
			label, first = f.Label, len(out)
			out = append(out, f)
			continue
		}
		f.Label = ""
		if !slices.ContainsFunc(out[first:], func(g fact) bool { return g.Words == f.Words && slices.Equal(g.Quotes, f.Quotes) }) {
			out = append(out, f)
		}
	}
	return out
}

func (v voice) dates(d feeds.Dates) []fact {
	var out []fact
	for _, row := range []struct {
		key  string
		date feeds.Date
	}{
		{"fact.comment_opens", d.CommentOpens},
		{"fact.comments", d.CommentCloses},
		{"fact.effective", d.Effective},
		{"fact.expires", d.Expires},
		{"fact.rectify", d.Rectify},
		{"fact.due", d.Due},
		{"fact.adopted", d.Adopted},
		{"fact.published", d.Published},
	} {
		if !row.date.Stated() {
			continue
		}
		f := fact{Label: v.say(row.key), Words: v.date(row.date), Quotes: v.quotes(row.date.Quote)}
		if row.date.Computed {
			f.Mark = strings.TrimSpace(v.say("mark.computed"))
		}
		out = append(out, f)
	}
	return out
}

func (v voice) date(d feeds.Date) string {
	if d.Day == "" {
		return v.say("date.work_days", d.WorkDays)
	}
	words := bot.DayWords(d.Day, v.lang)
	if d.Clock != "" {
		words += " " + d.Clock
	}
	if d.Before {
		words += v.say("date.before", d.Day.Add(-1))
	}
	return words
}

func (v voice) figure(f feeds.Figure) fact {
	words := v.say("plain", f.Value)
	if f.Bound != "" {
		words = v.say("bound."+f.Bound, f.Value)
	}
	return fact{Label: v.say("figure." + f.Name), Words: words, Quotes: v.quotes(f.Quote)}
}

// list is a fact whose values are the text's own words.
func (v voice) list(key string, words []string) []fact {
	var out []fact
	for _, w := range words {
		out = append(out, fact{Label: v.say(key), Words: string(feeds.CleanLine(w))})
	}
	return out
}

// procedure is the text's own words of procedure, and what they mean in the reader's language.
func (v voice) procedure(words []string) []fact {
	out := v.list("fact.procedure", words)
	for i, w := range words {
		meaning := feeds.ProcedureEN[w]
		if v.lang == bot.Chinese {
			meaning = feeds.ProcedureZH[w]
		}
		if meaning != "" {
			out[i].Words = v.say("fact.meaning", feeds.CleanLine(w), feeds.Text(meaning))
		}
	}
	return out
}

func (v voice) quoted(key string, qs []feeds.Quote) []fact {
	var out []fact
	for _, q := range qs {
		out = append(out, fact{Label: v.say(key), Quotes: v.quotes(q)})
	}
	return out
}

func (v voice) apps(a *feeds.AppList) *appList {
	if a == nil || len(a.Rows) == 0 {
		return nil
	}
	out := &appList{Words: v.say("page.rows_read", a.Apps())}
	if a.Expected > 0 {
		out.Words = v.say("page.rows_stated", a.Apps(), a.Expected)
	}
	line := func(s string) string { return string(feeds.CleanLine(s)) }
	for _, r := range a.Rows {
		out.Rows = append(out.Rows, appRow{
			Row: r.Row, Name: line(r.Name), Developer: line(r.Developer), Version: line(r.Version),
			Store: line(r.Store), Problem: line(r.Problem), Machine: r.Machine,
		})
	}
	return out
}
