// Package digest makes the lists that are read at leisure: the draft of the
// monthly newsletter, and the lists of a day or week. Start with Monthly and
// List.
//
// The newsletter has the sections of the digest in their order, at most two sentences
// an item, and a numbered footnote to the original page and its archived copy; then
// the dates that fall into the month and the time after it. A
// sentence that rests on no quoted place of the text is marked, so that an editor
// checks it. Markdown, HTML, DOCX and JSON are written from one Issue, which is in
// English, or in Chinese with the published titles first. The package is pure: its
// callers have the events.
package digest

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// sections are those of the newsletter, in its order.
var sections = []feeds.Section{feeds.Legislation, feeds.EnforcementAuthority, feeds.EnforcementCase, feeds.CourtLitigation}

// Entry is an event with its leading item and what a person wrote about it.
type Entry struct {
	Event feeds.Event
	Item  feeds.Item
	// Note is a person's English note, which stands above everything else.
	Note, NoteBy string
	// Abroad marks what only authorities outside of China are named in.
	Abroad bool
	// Late marks an event that others had heard of before the channel subscribed.
	Late bool
}

// Sentence is one sentence of an item.
type Sentence struct {
	Text string `json:"text"`
	// Sourced is true when the sentence rests on a quoted place of the text.
	Sourced bool `json:"sourced"`
}

// Item is one event in the newsletter.
type Item struct {
	Event    feeds.EventID `json:"event"`
	URL      string        `json:"url"`
	Title    string        `json:"title"`
	TitleZH  string        `json:"title_zh"`
	Text     string        `json:"text"`
	Footnote int           `json:"footnote"`
	// Whose is whose English the title is: "official", "ours", "yours", "rough", "none".
	Whose     string     `json:"title_by,omitempty"`
	Published feeds.Day  `json:"published,omitempty"`
	Copy      string     `json:"copy,omitempty"` // address of the archived copy
	Copied    time.Time  `json:"copied,omitzero"`
	Gone      feeds.Day  `json:"gone,omitempty"` // since when the page is not there
	Note      string     `json:"note,omitempty"`
	NoteBy    string     `json:"note_by,omitempty"`
	Sentences []Sentence `json:"sentences,omitempty"`
	Issuers   string     `json:"issuers,omitempty"`
	// MaybeSame are the numbers of items that may tell of the same matter.
	MaybeSame []int `json:"maybe_same,omitempty"`

	lang bot.Lang
	page string // address of the event's page, "" without pages
}

// Part is one section of the newsletter.
type Part struct {
	Section feeds.Section `json:"section"`
	Items   []Item        `json:"items"`
}

// Issue is the newsletter of one month.
type Issue struct {
	Month string `json:"month"` // "2022-09"
	// Lang is the language of its texts: English, which JSON leaves out, or Chinese.
	Lang     bot.Lang `json:"lang,omitempty"`
	Sections []Part   `json:"sections"`
	// Dates are those that fall into the month and the time after it, if asked for.
	Dates []Date `json:"dates,omitempty"`
}

// Month reads "2022-09" and gives its first and last day.
func Month(s string) (first, last feeds.Day, err error) {
	t, err := time.Parse("2006-01", s)
	if err != nil {
		return "", "", fmt.Errorf("month %q is not of the form 2022-09", s)
	}
	return feeds.Day(t.Format(time.DateOnly)), feeds.Day(t.AddDate(0, 1, -1).Format(time.DateOnly)), nil
}

// Made is what an issue is made with: the names, the address of our pages, where the
// archived copies are, "" without pages, and the language.
type Made struct {
	Names bot.Names
	Base  string
	Lang  bot.Lang
}

// Monthly is the draft of a month's newsletter from the month's events. What is
// not relevant, unsure, or filed nowhere is left out.
func Monthly(month string, entries []Entry, with Made) Issue {
	issue := Issue{Month: month, Sections: make([]Part, len(sections))}
	if with.Lang == bot.Chinese {
		issue.Lang = bot.Chinese
	}
	note := 0
	for i, section := range sections {
		issue.Sections[i] = Part{Section: section, Items: []Item{}}
		for _, e := range inSection(entries, section) {
			note++
			issue.Sections[i].Items = append(issue.Sections[i].Items, itemOf(e, note, with))
		}
	}
	issue.markSame(entries)
	return issue
}

// markSame notes in each item the numbers of those that its event may be the same as.
func (i Issue) markSame(entries []Entry) {
	number := map[feeds.EventID]int{}
	for _, x := range i.items() {
		number[x.Event] = x.Footnote
	}
	lineage := map[feeds.EventID][]feeds.Link{}
	for _, e := range entries {
		lineage[e.Event.ID] = e.Event.Lineage
	}
	for _, p := range i.Sections {
		for n := range p.Items {
			x := &p.Items[n]
			for _, l := range lineage[x.Event] {
				if other := number[l.Event]; other > 0 && l.Relation == feeds.SameAs && !slices.Contains(x.MaybeSame, other) {
					x.MaybeSame = append(x.MaybeSame, other)
				}
			}
		}
	}
}

// Count is the number of items.
func (i Issue) Count() int {
	n := 0
	for _, p := range i.Sections {
		n += len(p.Items)
	}
	return n
}

// JSON is the issue as data.
func (i Issue) JSON() ([]byte, error) {
	raw, err := json.MarshalIndent(i, "", " ")
	if err != nil {
		return nil, fmt.Errorf("write digest as JSON: %w", err)
	}
	return append(raw, '\n'), nil
}

// inSection are the entries of a section: those of China first, rules before drafts
// before the rest, the earlier before the later.
func inSection(entries []Entry, s feeds.Section) []Entry {
	var out []Entry
	for _, e := range entries {
		if e.Event.Reading.Section == s && belongs(e) {
			out = append(out, e)
		}
	}
	slices.SortStableFunc(out, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Event.Published, b.Event.Published), cmp.Compare(a.Event.Title, b.Event.Title), cmp.Compare(a.Event.ID, b.Event.ID))
	})
	return out
}

func rank(e Entry) int {
	if e.Abroad {
		return 4 + stageRank(e)
	}
	return stageRank(e)
}

func stageRank(e Entry) int {
	switch e.Event.Reading.Stage {
	case feeds.StageIssued, feeds.StageRepealed:
		return 0
	case feeds.StageReading:
		return 1
	case feeds.StageDraft:
		return 2
	}
	return 3
}

func itemOf(e Entry, note int, with Made) Item {
	r := e.Event.Reading
	x := Item{
		Event: e.Event.ID, URL: string(feeds.CleanLine(e.Item.URL)), TitleZH: string(feeds.CleanLine(e.Event.Title)), Footnote: note,
		Whose: r.TitleEN.By, Published: e.Event.Published, Note: string(feeds.CleanLine(e.Note)), NoteBy: string(feeds.CleanLine(e.NoteBy)),
		Sentences: sentences(e, with.Lang), Issuers: issuers(e, with), lang: with.Lang,
	}
	x.Title = x.TitleZH
	if r.TitleEN.By != "none" && r.TitleEN.Text != "" {
		x.Title = string(feeds.CleanLine(r.TitleEN.Text))
	}
	for i, s := range x.Sentences {
		x.Text += x.apart(i) + s.Text
	}
	x.Gone = e.Item.Gone
	if e.Item.Copy != "" {
		x.Copied = e.Item.ReadAt
		if with.Base != "" {
			x.Copy = with.Base + "/copy/" + string(e.Item.ID)
		}
	}
	if with.Base != "" {
		x.page = with.Base + "/event/" + string(e.Event.ID)
		if with.Lang == bot.Chinese {
			x.page += "?lang=zh"
		}
	}
	return x
}

// told are the documents that tell of what others did: whom they name did not
// publish them.
var told = map[string]bool{"press": true, "judgment": true}

// issuers are who published it, in words: who issued it, or whose site a report stands on.
func issuers(e Entry, with Made) string {
	ids := e.Event.Reading.Authorities
	if e.Item.Authority != "" && (len(ids) == 0 || told[e.Event.Reading.DocType]) {
		ids = []feeds.AuthorityID{e.Item.Authority}
	}
	full := make([]string, len(ids))
	for i, id := range ids {
		full[i] = with.Names.AuthorityInFull(id)
		if _, zh := with.Names.Authority(id); with.Lang == bot.Chinese && zh != "" {
			full[i] = zh
		}
	}
	last := len(ids) - 1
	switch {
	case with.Lang == bot.Chinese:
		return strings.Join(full, "、")
	case last > 0:
		return strings.Join(full[:last], ", ") + " and " + full[last]
	}
	return strings.Join(full, "")
}

// perItem is how many sentences an item has.
const perItem = 2

// sentences are the first of the summary and the one that states what is due, or what is
// not known, else the next; where there is none, that there is none.
func sentences(e Entry, lang bot.Lang) []Sentence {
	all := e.Event.Reading.Summary
	lacks := unknown(e, lang)
	var out []Sentence
	if len(all)+len(lacks) == 0 {
		out = append(out, Sentence{Text: say(lang, "digest.no_summary")})
	}
	for _, i := range chosen(all, e.Event.Reading.Dates) {
		text := all[i].EN
		if lang == bot.Chinese && all[i].ZH != "" {
			text = all[i].ZH
		}
		out = append(out, Sentence{Text: string(feeds.CleanLine(text)), Sourced: len(all[i].Quotes) > 0})
	}
	return append(out[:min(len(out), perItem-len(lacks))], lacks...)
}

// unknown says that the text was not read, and of a consultation without a closing date
// that none is stated, or that for want of the text it is not known.
func unknown(e Entry, lang bot.Lang) []Sentence {
	r := e.Event.Reading
	unread, undated := e.Item.State == feeds.ItemTitleOnly, r.Stage == feeds.StageDraft && !r.Dates.CommentCloses.Stated()
	var key string
	switch {
	case unread && undated:
		key = "digest.comments_unread"
	case unread:
		key = "digest.unread"
	case undated:
		key = "digest.comments_undated"
	default:
		return nil
	}
	return []Sentence{{Text: say(lang, key)}}
}

// chosen are the places of at most two sentences, in the order of the summary.
func chosen(all []feeds.Sentence, d feeds.Dates) []int {
	if len(all) <= perItem {
		out := make([]int, len(all))
		for i := range all {
			out[i] = i
		}
		return out
	}
	// What a reader has to do by a day comes before since when the text applies.
	for _, date := range []feeds.Date{d.CommentCloses, d.Rectify, d.Due, d.Effective} {
		if i := slices.IndexFunc(all[1:], func(s feeds.Sentence) bool { return restsOn(s, date) }); i >= 0 {
			return []int{0, 1 + i}
		}
	}
	return []int{0, 1}
}

func restsOn(s feeds.Sentence, d feeds.Date) bool {
	return d.Quote.Text != "" && slices.ContainsFunc(s.Quotes, func(q feeds.Quote) bool { return q.Text == d.Quote.Text && q.In == d.Quote.In })
}
