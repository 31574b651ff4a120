package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
)

// perPage is how many events a page lists, feedLength how many a feed does.
const (
	perPage    = 25
	feedLength = 50
	maxWords   = 200
	maxPage    = 10000
)

// sections stand in the order of the digest.
var sections = []feeds.Section{feeds.Legislation, feeds.EnforcementAuthority, feeds.EnforcementCase, feeds.CourtLitigation, feeds.OtherSection}

// wish is what a reader asks the list for, read from the address.
type wish struct {
	Words   string
	Topic   feeds.Topic
	Section feeds.Section
	Page    int
}

// wishOf reads the address; what cannot be understood asks nothing.
func (p *Pages) wishOf(q url.Values) wish {
	w := wish{Words: clip(string(feeds.CleanLine(q.Get("q")))), Page: 1}
	if n, err := strconv.Atoi(q.Get("page")); err == nil {
		w.Page = min(max(n, 1), maxPage)
	}
	if s := feeds.Section(q.Get("section")); slices.Contains(sections, s) {
		w.Section = s
	}
	topic := feeds.Topic(strings.ReplaceAll(q.Get("topic"), "-", "_"))
	for _, t := range p.Topics {
		if t.ID == topic {
			w.Topic = topic
		}
	}
	return w
}

// clip shortens what was typed, between characters.
func clip(s string) string {
	if r := []rune(s); len(r) > maxWords {
		return string(r[:maxWords])
	}
	return s
}

// query asks the store for public events only.
func (w wish) query() bot.Query {
	q := bot.Query{Words: strings.Fields(w.Words)}
	if w.Topic != "" {
		q.Filter.Topics = []feeds.Topic{w.Topic}
	}
	if w.Section != "" {
		q.Filter.Sections = []feeds.Section{w.Section}
	}
	return q
}

// path is the address of the wish under a page of ours.
func (w wish) path(page string) string {
	q := url.Values{}
	for name, value := range map[string]string{"q": w.Words, "topic": string(w.Topic), "section": string(w.Section)} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if w.Page > 1 {
		q.Set("page", strconv.Itoa(w.Page))
	}
	if len(q) == 0 {
		return page
	}
	return page + "?" + q.Encode()
}

// option is one choice of a form.
type option struct {
	Value, Label string
	Chosen       bool
}

// row is one event in a list.
type row struct {
	URL      string
	Headline [][]span
	Title    [][]span
	Original [][]span
}

// day are the events that were published on one day.
type day struct {
	Day  string
	Rows []row
}

type eventsPage struct {
	Wish     wish
	Topics   []option
	Sections []option
	Count    int
	More     bool // there are more than Count
	Days     []day
	Pages    int
	Newer    string
	Older    string
	Atom     string
	JSON     string
}

func (p *Pages) events(w http.ResponseWriter, r *http.Request) error {
	v, wish := p.voice(r), p.wishOf(r.URL.Query())
	q := wish.query()
	q.Limit, q.Offset = perPage, (wish.Page-1)*perPage
	hits, total, err := p.find(r.Context(), q)
	if err != nil {
		return err
	}
	shown := eventsPage{
		Wish: wish, Count: total, Topics: p.topicOptions(v, wish.Topic), Sections: sectionOptions(v, wish.Section),
		Days: p.days(v, hits), Pages: max((total+perPage-1)/perPage, 1),
	}
	if than, more := q.More(total); more {
		shown.Count, shown.More = than, true
	}
	feed := wish
	feed.Page = 1
	shown.Atom, shown.JSON = v.in(feed.path("/feed.atom")), v.in(feed.path("/feed.json"))
	if wish.Page > 1 {
		newer := wish
		newer.Page--
		shown.Newer = v.in(newer.path("/"))
	}
	if wish.Page < shown.Pages {
		older := wish
		older.Page++
		shown.Older = v.in(older.path("/"))
	}
	return p.show(w, r, http.StatusOK, "events", v.say("page.events"), shown)
}

// find leaves out whatever belongs to a workspace: the store is asked for public
// events, and what it answers is looked at once more.
func (p *Pages) find(ctx context.Context, q bot.Query) ([]bot.Hit, int, error) {
	hits, total, err := p.Items.Find(ctx, q)
	all := len(hits)
	public := slices.DeleteFunc(hits, func(h bot.Hit) bool {
		return h.Event.ID == "" || h.Event.Workspace != "" || h.Item.Workspace != ""
	})
	return public, total - (all - len(public)), err
}

func (p *Pages) topicOptions(v voice, chosen feeds.Topic) []option {
	out := make([]option, len(p.Topics))
	for i, t := range p.Topics {
		out[i] = option{Value: string(t.ID), Label: v.name(t.EN, t.ZH), Chosen: t.ID == chosen}
	}
	return out
}

func sectionOptions(v voice, chosen feeds.Section) []option {
	out := make([]option, len(sections))
	for i, s := range sections {
		out[i] = option{Value: string(s), Label: v.say("section." + string(s)), Chosen: s == chosen}
	}
	return out
}

// days groups the hits, which come newest first, by the day of publication.
func (p *Pages) days(v voice, hits []bot.Hit) []day {
	var out []day
	for _, h := range hits {
		words := v.say("page.undated")
		if h.Event.Published != "" {
			words = bot.DayWords(h.Event.Published, v.lang)
		}
		if len(out) == 0 || out[len(out)-1].Day != words {
			out = append(out, day{Day: words})
		}
		last := &out[len(out)-1]
		last.Rows = append(last.Rows, p.row(v, h))
	}
	return out
}

// row is the head of the alert, so that a list and an alert say the same.
func (p *Pages) row(v voice, h bot.Hit) row {
	r := row{URL: v.in("/event/" + url.PathEscape(string(h.Event.ID)))}
	for _, b := range v.blocks(bot.Alert(h.Event, []feeds.Item{h.Item}, p.view(v))) {
		switch bot.BlockKind(b.Kind) {
		case bot.Headline:
			r.Headline = b.Lines
		case bot.Title:
			r.Title = b.Lines
		case bot.Original:
			r.Original = b.Lines
		}
	}
	return r
}

func (p *Pages) view(v voice) bot.View {
	return bot.View{Now: p.Now(), Names: p.Names, Zone: time.UTC, Base: v.base}
}
