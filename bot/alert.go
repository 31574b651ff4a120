package bot

import (
	"slices"
	"strings"
	"time"

	"github.com/regwire/regwire/feeds"
)

// Names are the names behind ids; the catalogue has them.
type Names interface {
	// Authority is its name, or what a long one is called in a headline.
	Authority(id feeds.AuthorityID) (en, zh string)
	// AuthorityInFull is its English name as a footnote gives it.
	AuthorityInFull(id feeds.AuthorityID) string
	// Local reports whether the authority is below the national level.
	Local(id feeds.AuthorityID) bool
	// Region is where it is, "CN-SH"; "" where nobody knows.
	Region(id feeds.AuthorityID) string
	Law(id feeds.LawID) (en, zh string)
	Topic(id feeds.Topic) (en, zh string)
	Source(id feeds.SourceID) (feeds.Source, bool)
}

// View is what composing needs to know beside the event.
type View struct {
	Now   time.Time
	Names Names
	// Zone is the channel's, for the hour of a deadline.
	Zone *time.Location
	// Base is the address of the bot's own pages, "" when there are none.
	Base string
	// Related are events of the lineage, for their titles.
	Related map[feeds.EventID]feeds.Event
	// Note is a person's English note on the event and who wrote it.
	Note, NoteBy string
	// Since is when a channel subscribed that hears of the event late, zero else: what is
	// told is an update then.
	Since time.Time
	// Marks are what people of the channel's workspace did to the event.
	Marks []Mark
	// Echoes are what other provinces made of what one of a province carries out, one of
	// each, the newest first.
	Echoes []Echo
}

// Echo is a document of another province, by its code ("CN-SH").
type Echo struct {
	Region string
	Hit
}

// Mark takes over what people of the workspace did to the event.
func (v *View) Mark(marks []Mark) {
	v.Marks = marks
	for _, m := range marks {
		if m.Kind == MarkNote {
			v.Note, v.NoteBy = m.Text, m.By()
		}
	}
}

// Today is the day in China, where the dates of these texts count.
func (v View) Today() feeds.Day { return feeds.DayOf(v.Now, feeds.Shanghai) }

// Alert composes what a channel is told of an event: verb and date first, then
// what it is, what it says, its dates with their sentences, and where it stands.
func Alert(e feeds.Event, items []feeds.Item, v View) Message {
	lead := Lead(e, items)
	m := Message{Subject: e.ID, Revision: e.Revision}
	m.Add(Headline, headline(e, lead, v))
	m.Add(Title, titleLine(e))
	if translated(e) {
		m.Add(Original, otherLine(e))
	}
	m.Add(Body, lateLines(e, v)...)
	m.Add(Body, noteLines(v)...)
	m.Add(Body, summaryLines(e, lead)...)
	m.Add(Body, listLines(e, v)...)
	m.Add(Body, dateLines(e, lead, v)...)
	m.Add(Body, standingLines(e, lead, v)...)
	m.Add(Context, markLines(v)...)
	m.Add(Context, foundLines(items, lead, v)...)
	m.Add(Context, linkLine(e, lead, v))
	m.Buttons = []Button{
		{Label: "button.take", Verb: "take", Words: []string{string(e.ID)}},
		{Label: "button.remind", Verb: "remind", Words: []string{string(e.ID)}},
		{Label: "button.not_for_us", Verb: "feedback", Words: []string{string(e.ID), "no"}},
		{Label: "button.why", Verb: "why", Words: []string{string(e.ID)}, More: true},
		{Label: "button.save", Verb: "save", Words: []string{string(e.ID)}, More: true},
		{Label: "button.split", Verb: "event", Words: []string{"split", string(e.ID)}, More: true},
		{Label: "button.done", Verb: "done", Words: []string{string(e.ID)}, More: true},
	}
	return m
}

// Short is the event in one line, for lists.
func Short(e feeds.Event, items []feeds.Item, v View) Line {
	lead := Lead(e, items)
	l := append(Line{FirstWord(e, lead, v).As(Bold)}, issuers(e, lead, v)...)
	l = append(l, sep)
	for _, title := range titles(e) {
		l = append(l, title.To(pageOf(e, lead, v)))
	}
	if e.Reading.TitleEN.By == "rough" { // the Chinese does not stand beside it here
		l = append(l, Line{Say("mark.rough_short").As(Italic)}.in(English)...)
	}
	l = append(l, sep, publishedOn(e.Published, "short.published", "short.undated"), Say("short.id", string(e.ID)))
	return l
}

var sep = Span{Text: " · "}

// Lead is the item that speaks for the event, the first where that is gone.
func Lead(e feeds.Event, items []feeds.Item) feeds.Item {
	for _, i := range items {
		if i.ID == e.Lead {
			return i
		}
	}
	if len(items) > 0 {
		return items[0]
	}
	return feeds.Item{}
}

func headline(e feeds.Event, lead feeds.Item, v View) Line {
	l := append(Line{FirstWord(e, lead, v).As(Bold)}, issuers(e, lead, v)...)
	if n, ok := nature(e); ok {
		l = append(l, sep, n)
	}
	return l
}

// issuers names who issued it, behind a sign that parts it from what stands before:
// all of up to three, else the lead and a count; the source where nobody is known.
func issuers(e feeds.Event, lead feeds.Item, v View) Line {
	ids := e.Reading.Authorities
	switch {
	case len(ids) == 0 && lead.Authority == "":
		return sourceOf(lead, v)
	case len(ids) == 0:
		return Line{sep, Say("issuer.page_of", authority(lead.Authority, v))}
	case len(ids) > maxIssuers:
		return Line{sep, Say("issuer.and_others", authority(ids[0], v), len(ids)-1)}
	}
	spans := make([]Span, len(ids))
	for i, id := range ids {
		spans[i] = authority(id, v)
	}
	return Line{sep, Say("plain", spans)}
}

// sourceOf names the source of an item whose authority nobody knows: one that people
// added, by what it calls itself. A submitted link has none.
func sourceOf(lead feeds.Item, v View) Line {
	s, ok := v.Names.Source(lead.Source)
	if !ok || s.NameEN == "" || lead.Submitted != nil {
		return nil
	}
	return Line{sep, Say("issuer.page_of", Say("name", feeds.CleanLine(s.NameEN), feeds.CleanLine(s.NameZH)))}
}

func authority(id feeds.AuthorityID, v View) Span {
	en, zh := v.Names.Authority(id)
	key := Phrase("name")
	if v.Names.Local(id) {
		key = "name.local"
	}
	return Say(key, en, zh)
}

// translated reports whether there is English beside the title as published.
func translated(e feeds.Event) bool {
	r := e.Reading.TitleEN
	return r.By != "none" && r.Text != "" && r.Text != e.Title
}

// titleLine is the title in the language of the channel.
func titleLine(e feeds.Event) Line {
	en, zh := english(e), published(e).As(Bold)
	en[0] = en[0].As(Bold)
	if !translated(e) {
		return en
	}
	return append(en.in(English), Line{zh}.in(Chinese)...)
}

// otherLine is the title in the other language.
func otherLine(e feeds.Event) Line {
	return append(Line{published(e)}.in(English), english(e).in(Chinese)...)
}

func published(e feeds.Event) Span { return Quote(feeds.CleanLine(e.Title)) }

// english is the English title, or the one there is, and says whose English it is.
func english(e feeds.Event) Line {
	r := e.Reading.TitleEN
	title := r.Text
	if r.By == "none" || title == "" {
		title, r.By = e.Title, "none"
	}
	return Line{Quote(feeds.CleanLine(title)), Say(WhoseEnglish(r.By, r.Text == e.Title)).As(Italic)}
}

// WhoseEnglish is the key of the phrase that says whose English a title is, by Gloss.By;
// published is true of one that is the publisher's own title.
func WhoseEnglish(by string, published bool) Phrase {
	switch by {
	case "official":
		if published { // whoever wrote that page: a regulator, or a paper
			return "mark.published"
		}
		return "mark.official"
	case "rough":
		return "mark.rough"
	case "yours":
		return "mark.yours"
	case "none", "":
		return "mark.not_translated"
	}
	return "mark.ours"
}

// titles is the title in one language: the publisher's own where Chinese is read.
func titles(e feeds.Event) []Span {
	en, zh := ShortTitle(e), Quote(feeds.CleanLine(e.Title))
	if en.Text == zh.Text || zh.Text == "" {
		return []Span{en}
	}
	en.Lang, zh.Lang = English, Chinese
	return []Span{en, zh}
}

// ShortTitle is the title in English, or as published where there is no English one.
func ShortTitle(e feeds.Event) Span { return Quote(TitleIn(e, English)) }

// TitleIn is the title as somebody reads it: as published where Chinese is read, else
// in English where there is one.
func TitleIn(e feeds.Event, lang Lang) feeds.Text {
	if t := e.Reading.TitleEN; lang != Chinese && t.By != "none" && t.Text != "" {
		return feeds.CleanLine(t.Text)
	}
	return feeds.CleanLine(e.Title)
}

// lateLines say of an event that was told to others before the channel subscribed why it
// is told now.
func lateLines(e feeds.Event, v View) []Line {
	c, news := NewsSince(e, v.Since)
	if v.Since.IsZero() || !news {
		return nil
	}
	return []Line{{Say("late.update", dayOrNot(e.Published), Changed(c)).As(Bold)}}
}

func noteLines(v View) []Line {
	if v.Note == "" {
		return nil
	}
	return []Line{{Quote(feeds.CleanLine(v.Note)), Say("mark.note_by", feeds.CleanLine(v.NoteBy)).As(Italic)}}
}

// markLines say who works on it, and who has called it done and why.
func markLines(v View) []Line {
	var lines []Line
	for _, m := range v.Marks {
		switch m.Kind {
		case MarkTake:
			lines = append(lines, Line{Say("mark.taken", feeds.CleanLine(m.By()))})
		case MarkDone:
			lines = append(lines, Line{Say("mark.done_by", feeds.CleanLine(m.By()), feeds.CleanLine(m.Text)).As(Bold)})
		}
	}
	return lines
}

// maxIssuers is how many issuers the first line names; of more it names one.
const maxIssuers = 3

// shown reports whether the first line or that of the dates says as much as s does: a
// sentence of an English page is often the one that the line of the dates quotes.
func shown(s feeds.Sentence, e feeds.Event) bool {
	return s.Restates == feeds.RestatesDates || s.Restates == feeds.RestatesIssue && len(e.Reading.Authorities) <= maxIssuers ||
		s.ZH == "" && slices.Contains(quoted(e.Reading.Dates), feeds.CleanLine(s.EN))
}

func summaryLines(e feeds.Event, lead feeds.Item) []Line {
	var lines []Line
	for _, s := range e.Reading.Summary {
		if shown(s, e) {
			continue
		}
		l := Line{{Text: feeds.CleanLine(s.EN)}}
		if s.ZH != "" {
			l = Line{{Text: feeds.CleanLine(s.EN), Lang: English}, {Text: feeds.CleanLine(s.ZH), Lang: Chinese}}
		}
		lines = append(lines, l)
	}
	switch {
	case lead.State == feeds.ItemTitleOnly:
		lines = append(lines, Line{Say("text.not_read", feeds.CleanLine(lead.Unread)).As(Bold)})
	case e.Reading.Refused != "":
		why, _, _ := strings.Cut(e.Reading.Refused, ": ") // what broke is for who runs the bot
		lines = append(lines, Line{Say("text.not_whole", feeds.CleanLine(why)).As(Bold)})
	}
	return lines
}

// listLines says how much of a list of apps was read.
func listLines(e feeds.Event, v View) []Line {
	r, a := e.Reading, e.Reading.Apps
	if a == nil || a.Apps() == 0 && a.Unread == "" {
		return noList(r)
	}
	switch rows := a.Apps(); {
	case rows == 0:
		return []Line{{Say("list.not_read", feeds.CleanLine(a.Unread)).As(Bold)}}
	case a.Expected == rows && a.Unread != "": // every row that the notice counts
		read := Say("list.read_all", rows, Phrase("from."+a.From), feeds.CleanLine(a.Unread)).As(Bold)
		return []Line{{read}, rowNames(e, v)}
	case a.Expected <= rows && a.Unread != "":
		return []Line{{Say("list.cut_off", rows, Phrase("from."+a.From), feeds.CleanLine(a.Unread)).As(Bold)}, rowNames(e, v)}
	case a.Expected > rows:
		return []Line{{Say("list.part_read", rows, a.Expected, Phrase("from."+a.From)).As(Bold)}, rowNames(e, v)}
	case a.Expected > 0 && a.Expected < rows: // whose row is one too many nobody can say
		return []Line{{Say("list.more_read", rows, a.Expected, Phrase("from."+a.From)).As(Bold)}, rowNames(e, v)}
	default:
		return []Line{{Say("list.read", rows, rows, Phrase("from."+a.From)).As(Bold)}, rowNames(e, v)}
	}
}

// noList says of a notice that counts apps and shows no list that nobody's name was looked
// for in it.
func noList(r feeds.Reading) []Line {
	if r.DocType != "enforcement_notice" || !slices.Contains(r.Topics, "app_enforcement") {
		return nil
	}
	for _, name := range []string{"apps_removed", "apps"} {
		if f, ok := r.Figure(name); ok && f.Value > 0 {
			return []Line{{Say("list.none", int(f.Value)).As(Bold)}}
		}
	}
	return nil
}

// rowNames quotes the first names of the list. All of them stand on the event's page; where
// there are no pages it says which command gives them.
func rowNames(e feeds.Event, v View) Line {
	const shown = 5
	names := make([]string, 0, shown)
	for _, r := range e.Reading.Apps.Rows {
		switch {
		case slices.Contains(names, r.Name): // an app has a row for each problem in some lists
		case len(names) == shown:
			l := Line{Say("list.names", feeds.CleanLine(strings.Join(names, "、")+" …"))}
			if v.Base == "" {
				l = append(l, Say("list.names_all", string(e.ID)).As(Italic))
			}
			return l
		default:
			names = append(names, r.Name)
		}
	}
	return Line{Say("list.names", feeds.CleanLine(strings.Join(names, "、")))}
}

// foundLines says where else it stands and how it was obtained.
func foundLines(items []feeds.Item, lead feeds.Item, v View) []Line {
	var lines []Line
	if others := elsewhere(items, lead); len(others) > 0 {
		const shown = 4
		l := Line{Say("also_at")}
		for n, i := range others[:min(shown, len(others))] {
			if n > 0 {
				l = append(l, sep)
			}
			l = append(l, publisher(i, v).To(i.URL))
		}
		if more := len(others) - shown; more > 0 {
			l = append(l, sep, Say("also_at.more", more))
		}
		lines = append(lines, l)
	}
	var l Line
	found := feeds.DayOf(lead.Found, feeds.Shanghai)
	switch s := lead.Submitted; {
	case s != nil:
		l = Line{Say("found.submitted", medium(lead), found)}
	case lead.Given:
		l = Line{Say("found.loaded", found)}
	case lead.Published != "" && found.Sub(lead.Published) > 2:
		l = Line{Say("found.late", found, found.Sub(lead.Published))}
	default:
		l = Line{Say("found.polled", found)}
	}
	return append(lines, l)
}

// elsewhere are the items at other addresses than the lead's, each address once:
// two columns of one site often list one page.
func elsewhere(items []feeds.Item, lead feeds.Item) []feeds.Item {
	seen := map[string]bool{bare(lead.URL): true}
	var out []feeds.Item
	for _, i := range items {
		if u := bare(i.URL); !seen[u] {
			seen[u] = true
			out = append(out, i)
		}
	}
	return out
}

// bare is an address without its scheme.
func bare(url string) string {
	_, rest, ok := strings.Cut(url, "://")
	if !ok {
		return url
	}
	return strings.TrimPrefix(rest, "www.")
}

// medium tells the reader what kind of page a submitted link leads to.
func medium(i feeds.Item) Span {
	switch {
	case i.Host == "mp.weixin.qq.com":
		return Say("medium.wechat")
	case i.Media:
		return Say("medium.share")
	}
	return Quote(feeds.Text(i.Host))
}

func publisher(i feeds.Item, v View) Span {
	if i.Authority != "" {
		return authority(i.Authority, v)
	}
	return Quote(feeds.Text(i.Host))
}

// AtPublisher leads to the publisher's page of an item, and says when it is gone.
func AtPublisher(i feeds.Item) Span {
	if i.Gone != "" {
		return Say("link.gone", i.Gone).To(i.URL)
	}
	return Say("link.original").To(i.URL)
}

// linkLine leads to the page, to our copy of it, and to the event's own page.
func linkLine(e feeds.Event, lead feeds.Item, v View) Line {
	l := Line{AtPublisher(lead)}
	if lead.Copy != "" {
		copied := Say("link.copy", lead.ReadAt)
		if v.Base != "" {
			copied = copied.To(v.Base + "/copy/" + string(lead.ID))
		}
		l = append(l, sep, copied)
	}
	if v.Base != "" {
		l = append(l, sep, Say("link.page", string(e.ID)).To(pageOf(e, lead, v)))
	} else {
		l = append(l, sep, Say("link.id", string(e.ID)))
	}
	return l
}

// pageOf is the event's page of ours, or the publisher's where we have none.
func pageOf(e feeds.Event, lead feeds.Item, v View) string {
	if v.Base != "" {
		return v.Base + "/event/" + string(e.ID)
	}
	return lead.URL
}

func dayOrNot(d feeds.Day) any {
	if d == "" {
		return Phrase("not_stated")
	}
	return d
}

// publishedOn says the day of publication, or that it is not stated.
func publishedOn(d feeds.Day, stated, not Phrase) Span {
	if d == "" {
		return Say(not)
	}
	return Say(stated, d)
}
